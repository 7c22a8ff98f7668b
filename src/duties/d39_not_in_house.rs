//! # The law
//! Local policy: strategies set targets for the share of children in the authority's own provision. No statute prefers
//! it; section 22C(6) asks for the most appropriate placement, whoever provides it.
//!
//! # What we check
//! Nothing is barred. We count the children who are not in homes that their own authority provides; in a market of
//! several authorities, what another of them provides is another authority's provision, as the SSDA903 return has it (PR2).
//!
//! # In the programme
//! A column costs 1 for each of its children in a home of anybody else. It is in no tier by default, so that no child
//! is moved for the sake of who provides. The assessment gives it a tier of its own, and a plan of recruitment
//! may have a target for it.
//!
//! # Reading the price
//! How many more children would be in the authority's own provision with one more such place.
//!
//! # What it cannot see
//! Quality: whether the authority's own home is better for the child is a matter of the other duties.

use super::card::card;
use super::{Card, Duty, Facts, Pair};
use crate::model::{ChildIx, Sector};

/// Not in the authority's own provision.
pub struct NotInHouse;

impl Duty for NotInHouse {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D39",
            Measure,
            "Not in own provision",
            "Local policy: targets for own provision",
            "children not in own provision",
            "d39_not_in_house.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        i64::from(pair.sector() != Sector::Own)
    }

    fn unplaced_points(&self, _facts: &Facts, _child: ChildIx) -> i64 {
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{AuthorityIx, HomeKind};

    #[test]
    fn only_the_authoritys_own_home_counts_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        for (sector, points) in [
            (Sector::Own, 0),
            (Sector::OtherAuthority, 1),
            (Sector::Private, 1),
        ] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.home_mut(home).sector = sector;
            assert_eq!(scene.points(&NotInHouse, child, home), points, "{sector}");
        }
    }

    #[test]
    fn in_a_market_what_another_authority_runs_is_not_own_provision() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        for (run_by, points) in [(0, 0), (1, 1)] {
            let home = scene.home(HomeKind::Foster, 1);
            scene.home_mut(home).reach.run_by = Some(AuthorityIx(run_by));
            assert_eq!(scene.points(&NotInHouse, child, home), points);
        }
    }

    #[test]
    fn a_child_without_a_home_is_not_in_own_provision() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        assert_eq!(scene.unplaced_points(&NotInHouse, child), 1);
    }
}
