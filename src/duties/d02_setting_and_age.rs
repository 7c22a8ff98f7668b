//! # The law
//! Care Planning, Placement and Case Review (England) Regulations 2010, regulation 27A (since 2021 no child under
//! 16 in a semi-independent or independent setting); Supported Accommodation (England) Regulations 2023 (16 and
//! 17 only where the provider is registered); Children Act 1989, section 22C(6)(c) (registered children's homes).
//!
//! # What we check
//! A child under 16 is never placed in supported accommodation: no emergency and no officer lifts this. A home
//! that is not registered or approved is never offered to anyone. Placement with parents, secure homes, adoptive
//! homes, residential schools and other arrangements need a court, a panel or an assessment first, so a round of
//! placements never offers them.
//!
//! # In the programme
//! A pair that is barred has no column, and neither has any block of brothers and sisters that contains it. No
//! approval opens it, so it is not even a near miss.
//!
//! # Reading the price
//! A bar has no price of its own. Where many children of 14 and 15 are unplaced beside empty supported
//! accommodation, the price of a children's home or foster place in the tier "placed" says what is short.
//!
//! # What it cannot see
//! Whether a 16-year-old is ready for supported accommodation, which is a judgement for the care plan, and
//! homes whose registration has lapsed since the list was drawn up. Young people of 18 and over are outside
//! this duty.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::{ApprovalType, HomeKind};

/// The youngest age for supported accommodation.
const SUPPORTED_FROM: u8 = 16;

/// Setting and age.
pub struct SettingAndAge;

impl SettingAndAge {
    fn too_young(pair: &Pair) -> bool {
        pair.home.kind == HomeKind::SupportedAccommodation && pair.age < SUPPORTED_FROM
    }
}

impl Duty for SettingAndAge {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D02",
            Bar,
            "Setting and age",
            "Care Planning Regulations 2010 reg 27A; Supported Accommodation (England) Regulations 2023",
            "",
            "d02_setting_and_age.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        let registered = pair.home.approval != ApprovalType::Unregistered;
        if registered && pair.home.kind.is_offered() && !Self::too_young(pair) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        if pair.home.approval == ApprovalType::Unregistered {
            Some("the home is not registered, so it cannot be offered".to_owned())
        } else if !pair.home.kind.is_offered() {
            Some(format!(
                "a round of placements never offers this kind of home ({})",
                pair.home.kind
            ))
        } else if Self::too_young(pair) {
            Some(format!(
                "supported accommodation is for ages 16 and 17, and the child is {}",
                pair.age
            ))
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use jiff::civil::date;

    #[test]
    fn supported_accommodation_begins_on_the_sixteenth_birthday() {
        let mut scene = Scene::new();
        let (fifteen, sixteen) = (scene.child_aged(15), scene.child_aged(16));
        let home = scene.home(HomeKind::SupportedAccommodation, 1);
        let verdict = |scene: &Scene, child| scene.bar(&SettingAndAge, child, home);
        assert_eq!(verdict(&scene, fifteen), Verdict::NotAllowed);
        assert_eq!(verdict(&scene, sixteen), Verdict::Allowed);
        assert_eq!(
            scene.sentence(&SettingAndAge, fifteen, home).unwrap(),
            "supported accommodation is for ages 16 and 17, and the child is 15"
        );
        // The day before the sixteenth birthday, and the day itself.
        scene.child_mut(fifteen).born = date(2010, 4, 1);
        assert_eq!(verdict(&scene, fifteen), Verdict::NotAllowed);
        scene.child_mut(fifteen).born = date(2010, 3, 31);
        assert_eq!(verdict(&scene, fifteen), Verdict::Allowed);
    }

    #[test]
    fn an_emergency_does_not_lift_the_age() {
        let mut scene = Scene::new();
        let child = scene.child_aged(15);
        let home = scene.home(HomeKind::SupportedAccommodation, 1);
        scene.child_mut(child).flags.emergency = true;
        assert_eq!(scene.bar(&SettingAndAge, child, home), Verdict::NotAllowed);
    }

    #[test]
    fn unregistered_homes_are_never_offered() {
        let mut scene = Scene::new();
        let child = scene.child_aged(17);
        for kind in [
            HomeKind::SupportedAccommodation,
            HomeKind::ChildrensHome,
            HomeKind::Foster,
        ] {
            let home = scene.home(kind, 1);
            assert_eq!(scene.bar(&SettingAndAge, child, home), Verdict::Allowed);
            scene.home_mut(home).approval = ApprovalType::Unregistered;
            assert_eq!(scene.bar(&SettingAndAge, child, home), Verdict::NotAllowed);
        }
    }

    #[test]
    fn kinds_that_need_a_court_or_a_panel_are_never_offered() {
        let mut scene = Scene::new();
        let child = scene.child_aged(12);
        for &kind in HomeKind::ALL
            .iter()
            .filter(|&&kind| kind != HomeKind::SupportedAccommodation)
        {
            let home = scene.home(kind, 1);
            let allowed = scene.bar(&SettingAndAge, child, home) == Verdict::Allowed;
            assert_eq!(allowed, kind.is_offered(), "{kind}");
        }
    }

    #[test]
    fn a_plan_that_uses_supported_accommodation_too_early_is_a_breach() {
        let mut scene = Scene::new();
        let (young, old) = (scene.child_aged(15), scene.child_aged(16));
        let home = scene.home(HomeKind::SupportedAccommodation, 2);
        assert_eq!(scene.breaches(&SettingAndAge, &[(old, home)]), 0);
        assert_eq!(
            scene.breaches(&SettingAndAge, &[(old, home), (young, home)]),
            1
        );
    }
}
