//! What Ofsted registers and inspects, and what of it is a home or an agency.

use crate::import::sheet::key;
use crate::model::HomeKind;
use crate::model::codes::codes;

codes! {
    /// What an agency does.
    AgencyKind {
        Fostering = "fostering", "fostering service";
        Adoption = "adoption", "adoption agency";
        AdoptionSupport = "adoption_support", "adoption support agency";
    }
}

/// What a row of the list is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Provision {
    /// A place where children live.
    Home(HomeKind),
    /// A service that has homes, or helps families, but is none.
    Agency(AgencyKind),
    /// Inspected, but nowhere that an authority places a child to live.
    NotAPlacement,
}

/// Provision types as Ofsted spells them in its published and in the authorities' lists, compared by letters alone.
const KNOWN: &[(&str, Provision)] = {
    use Provision::{Agency, Home, NotAPlacement};
    &[
        ("children's home", Home(HomeKind::ChildrensHome)),
        ("children's homes", Home(HomeKind::ChildrensHome)),
        ("mainstream children's home", Home(HomeKind::ChildrensHome)),
        (
            "short break only children's home",
            Home(HomeKind::ChildrensHome),
        ),
        ("secure children's home", Home(HomeKind::Secure)),
        ("secure unit", Home(HomeKind::Secure)),
        ("secure school", Home(HomeKind::Secure)),
        (
            "supported accommodation",
            Home(HomeKind::SupportedAccommodation),
        ),
        (
            "residential special school",
            Home(HomeKind::ResidentialSchool),
        ),
        // Open for more than 295 days a year, so registered as a home; still a school first, which takes a child by
        // her education, health and care plan.
        (
            "residential special school (registered as a children's home)",
            Home(HomeKind::ResidentialSchool),
        ),
        (
            "residential special school registered as children's home",
            Home(HomeKind::ResidentialSchool),
        ),
        // Parents live there with their child to be assessed; children looked after among them (R3).
        (
            "residential family centre",
            Home(HomeKind::OtherResidential),
        ),
        (
            "independent fostering agency",
            Agency(AgencyKind::Fostering),
        ),
        ("fostering agency", Agency(AgencyKind::Fostering)),
        ("voluntary fostering agency", Agency(AgencyKind::Fostering)),
        (
            "local authority fostering agency",
            Agency(AgencyKind::Fostering),
        ),
        (
            "local authority fostering service",
            Agency(AgencyKind::Fostering),
        ),
        ("voluntary adoption agency", Agency(AgencyKind::Adoption)),
        (
            "local authority adoption agency",
            Agency(AgencyKind::Adoption),
        ),
        ("regional adoption agency", Agency(AgencyKind::Adoption)),
        (
            "adoption support agency",
            Agency(AgencyKind::AdoptionSupport),
        ),
        ("boarding school", NotAPlacement),
        (
            "further education college with residential accommodation",
            NotAPlacement,
        ),
        (
            "residential holiday scheme for disabled children",
            NotAPlacement,
        ),
        ("secure training centre", NotAPlacement),
    ]
};

impl Provision {
    /// What a provider is by its type and, where there is one, its subtype, which says more: a secure home is a
    /// children's home by type. `None` where neither is known.
    pub fn of(kind: &str, subtype: &str) -> Option<Self> {
        Self::known(subtype).or_else(|| Self::known(kind))
    }

    fn known(text: &str) -> Option<Self> {
        let wanted = key(text);
        let found = KNOWN.iter().find(|(name, _)| key(name) == wanted);
        found.map(|(_, provision)| *provision)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_the_published_list_are_one_kind() {
        let home = Some(Provision::Home(HomeKind::ChildrensHome));
        assert_eq!(Provision::of("Children's home", ""), home);
        assert_eq!(
            Provision::of("Children\u{2019}s Home", "Children's home"),
            home
        );
        assert_eq!(Provision::of("Care home", ""), None);
        assert_eq!(Provision::of("", ""), None);
    }

    #[test]
    fn the_subtype_says_more() {
        let secure = Some(Provision::Home(HomeKind::Secure));
        assert_eq!(Provision::of("Children's Home", "Secure unit"), secure);
        let unknown = Provision::of("Children's Home", "Small home");
        assert_eq!(unknown, Some(Provision::Home(HomeKind::ChildrensHome)));
    }
}
