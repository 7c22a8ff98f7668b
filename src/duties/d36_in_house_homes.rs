//! # The law
//! Children Act 1989, section 22G: each authority secures sufficient accommodation for the children whom *it* looks
//! after. Fostering Services (England) Regulations 2011, regulation 27: carers are approved by one fostering service.
//! Several authorities may share what they have, as a regional care cooperative does, by agreement.
//!
//! # What we check
//! Only where several council folders are solved as one market. An in-house home, which is one that a local authority
//! runs, takes the children of the authority that runs it, of the authorities that it names as `partners` in its
//! council.toml, and of every authority whose own folder has the home: it is offered to them already. Homes of
//! independent agencies and of private, voluntary and other public providers take the children of all. In the
//! comparison in which each authority acts by itself, a home takes the children of those authorities only to which
//! the comparison gives it.
//!
//! # In the programme
//! A child of another authority has no column at an in-house home, unless she lives there now.
//!
//! # Reading the price
//! A bar has no price of its own. To see what an agreement between two authorities would be worth, name the one as
//! partner of the other and compare each tier's value.
//!
//! # What it cannot see
//! Agreements for one child or one home that no file records, what the authorities charge one another, and whether a
//! home that a folder lists as another authority's would still be offered today.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{AuthorityIx, Council, Home, Sector};

/// In-house homes serve their own authority.
pub struct InHouseHomes;

/// Whether an authority's children may come to a home of the market.
fn serves(council: &Council, home: &Home, authority: AuthorityIx) -> bool {
    let reach = &home.reach;
    if let Some(only) = &reach.only_for {
        return only.contains(&authority);
    }
    let in_house = matches!(home.sector, Sector::Own | Sector::OtherAuthority);
    let partner = || {
        let (runs, asks) = (
            reach.run_by.and_then(|ix| council.members.get(ix.at())),
            council.members.get(authority.at()),
        );
        runs.zip(asks)
            .is_some_and(|(runs, asks)| runs.partners.contains(&asks.code))
    };
    !council.is_market() || !in_house || reach.listed_by.contains(&authority) || partner()
}

impl Duty for InHouseHomes {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D36",
            Bar,
            "In-house homes serve their own authority",
            "Children Act 1989 s22G; agreements between the authorities of a market",
            "",
            "d36_in_house_homes.rs"
        );
        &CARD
    }

    fn concerns(&self, council: &Council) -> bool {
        council.is_market()
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        if serves(pair.facts.council, pair.home, pair.child.authority) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let council = pair.facts.council;
        if serves(council, pair.home, pair.child.authority) {
            return None;
        }
        let reach = &pair.home.reach;
        let only = reach.only_for.as_ref().and_then(|only| only.first());
        Some(match only.copied().or(reach.run_by) {
            Some(owner) => format!(
                "the home is there for the children of {}, and the child is {}'s",
                council.authority_name(owner),
                council.authority_name(pair.child.authority)
            ),
            None => format!(
                "the home is another authority's and is not offered to {}",
                council.authority_name(pair.child.authority)
            ),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{Authority, ChildIx, HomeIx, HomeKind, Policy};

    const A: AuthorityIx = AuthorityIx(0);
    const B: AuthorityIx = AuthorityIx(1);

    fn member(name: &str, code: &str) -> Authority {
        Authority {
            name: name.to_owned(),
            code: code.to_owned(),
            short: name.to_owned(),
            adjoining: Vec::new(),
            partners: Vec::new(),
            policy: Policy::default(),
        }
    }

    /// A market of two authorities, a child of the second, and a home that the first runs.
    fn market() -> (Scene, ChildIx, HomeIx) {
        let mut scene = Scene::new();
        scene.council.members = vec![member("East", "E06000019"), member("West", "E10000034")];
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.child_mut(child).authority = B;
        scene.home_mut(home).reach.run_by = Some(A);
        scene.home_mut(home).reach.listed_by = vec![A];
        (scene, child, home)
    }

    #[test]
    fn an_in_house_home_serves_its_own_authority() {
        let (mut scene, child, home) = market();
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::NotAllowed);
        assert_eq!(
            scene.sentence(&InHouseHomes, child, home).unwrap(),
            "the home is there for the children of East, and the child is West's"
        );
        scene.child_mut(child).authority = A;
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
        assert_eq!(scene.sentence(&InHouseHomes, child, home), None);
    }

    #[test]
    fn partners_are_named_by_the_authority_that_runs_the_home() {
        let (mut scene, child, home) = market();
        scene.council.members[1].partners = vec!["E06000019".to_owned()];
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::NotAllowed);
        scene.council.members[0].partners = vec!["E10000034".to_owned()];
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
    }

    #[test]
    fn a_home_in_the_childs_own_folder_is_offered_already() {
        let (mut scene, child, home) = market();
        scene.home_mut(home).reach.listed_by = vec![A, B];
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
        let other = scene.home_mut(home);
        (other.sector, other.reach.run_by) = (Sector::OtherAuthority, None);
        other.reach.listed_by = vec![A];
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::NotAllowed);
        assert_eq!(
            scene.sentence(&InHouseHomes, child, home).unwrap(),
            "the home is another authority's and is not offered to West"
        );
    }

    #[test]
    fn everybody_elses_homes_serve_all_until_one_alone_may_use_them() {
        let (mut scene, child, home) = market();
        for sector in [Sector::Private, Sector::Voluntary, Sector::OtherPublic] {
            scene.home_mut(home).sector = sector;
            scene.home_mut(home).reach.run_by = None;
            scene.home_mut(home).reach.only_for = None;
            assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
            scene.home_mut(home).reach.only_for = Some(vec![A]);
            assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::NotAllowed);
            scene.home_mut(home).reach.only_for = Some(vec![A, B]);
            assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
        }
    }

    #[test]
    fn a_council_alone_asks_nobody() {
        let (mut scene, child, home) = market();
        scene.council.members.clear();
        assert_eq!(scene.bar(&InHouseHomes, child, home), Verdict::Allowed);
        assert!(!InHouseHomes.concerns(&scene.council));
    }

    #[test]
    fn a_plan_that_uses_anothers_home_is_a_breach_and_a_child_who_lives_there_stays() {
        let (mut scene, child, home) = market();
        assert_eq!(scene.breaches(&InHouseHomes, &[(child, home)]), 1);
        scene.settle(child, home);
        assert_eq!(scene.breaches(&InHouseHomes, &[(child, home)]), 0);
    }
}
