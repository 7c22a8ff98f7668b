//! # The law
//! Children Act 1989, section 22C(7)(a): give preference to a relative, friend or other connected person who is
//! also a local authority foster parent (section 22C(6)(a)) over the other kinds of placement.
//!
//! # What we check
//! Nothing is barred. We count the children whom the home of a connected person names, and who are not placed
//! with a connected person. The home counts if it takes referrals, or if the child lives in it already: such a home
//! mostly reports itself full, since she is there.
//!
//! # In the programme
//! A column costs 1 for each child in it, unless the home is a connected person's and names the child; the column
//! "unplaced" costs 1. A child whom no such home names costs nothing anywhere. The tier "connected" comes before
//! brothers and sisters, nearness and cost.
//!
//! # Reading the price
//! The value of the tier is the number of children with a connected person's home on the list who would live
//! elsewhere. A price above 0 on a connected person's home says that the household has no room for a child whom it
//! names.
//!
//! # What it cannot see
//! Options that nobody has assessed: a family group meeting finds more connected persons than any programme.
//! Whether to live with a relative is right for this child is the authority's opinion; a practitioner's
//! assessment (D13) takes the option out.

use super::card::card;
use super::{Card, Duty, Facts, Pair};
use crate::model::{ChildIx, HomeKind};

/// Preference for connected persons.
pub struct ConnectedPersonPreferred;

impl ConnectedPersonPreferred {
    fn is_with_connected_person(pair: &Pair) -> bool {
        let names_child = pair.home.terms.named_children.contains(&pair.child_ix);
        pair.home.kind == HomeKind::Connected && names_child
    }
}

impl Duty for ConnectedPersonPreferred {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D22",
            Measure,
            "Connected person preferred",
            "Children Act 1989 s22C(6)(a), (7)(a)",
            "children not with a connected person",
            "d22_connected_person_preferred.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        let could_be = pair.facts.has_connected_home[pair.child_ix.at()];
        i64::from(could_be && !Self::is_with_connected_person(pair))
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        Self::is_with_connected_person(pair)
            .then(|| "the carers are connected with the child, which the law prefers".to_owned())
    }

    fn unplaced_points(&self, facts: &Facts, child: ChildIx) -> i64 {
        i64::from(facts.has_connected_home[child.at()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeStatus;

    #[test]
    fn only_a_connected_home_that_names_the_child_counts_nothing() {
        let mut scene = Scene::new();
        let (named, other) = (scene.child_aged(10), scene.child_aged(10));
        let connected = scene.home(HomeKind::Connected, 1);
        let foster = scene.home(HomeKind::Foster, 1);
        for home in [connected, foster] {
            scene.home_mut(home).terms.named_children = vec![named];
        }
        let points = |child, home| scene.points(&ConnectedPersonPreferred, child, home);
        assert_eq!(points(named, connected), 0);
        assert_eq!(points(other, foster), 0);
        // A mainstream carer who is approved for this child by name is not a connected person.
        assert_eq!(points(named, foster), 1);
    }

    #[test]
    fn an_unplaced_child_is_not_with_a_connected_person() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        assert_eq!(scene.unplaced_points(&ConnectedPersonPreferred, child), 0);
        let home = scene.home(HomeKind::Connected, 1);
        scene.home_mut(home).terms.named_children = vec![child];
        assert_eq!(scene.unplaced_points(&ConnectedPersonPreferred, child), 1);
        scene.home_mut(home).status = HomeStatus::OnHold;
        assert_eq!(scene.unplaced_points(&ConnectedPersonPreferred, child), 0);
    }

    #[test]
    fn a_child_who_fills_her_aunt_s_home_is_not_to_be_taken_out_of_it_unseen() {
        let mut scene = Scene::new();
        let (niece, stranger) = (scene.child_aged(10), scene.child_aged(10));
        let aunt = scene.home(HomeKind::Connected, 1);
        let foster = scene.home(HomeKind::Foster, 1);
        scene.home_mut(aunt).terms.named_children = vec![niece, stranger];
        scene.home_mut(aunt).status = HomeStatus::Full;
        scene.settle(niece, aunt);
        let points = |child, home| scene.points(&ConnectedPersonPreferred, child, home);
        assert_eq!((points(niece, aunt), points(niece, foster)), (0, 1));
        assert_eq!(scene.unplaced_points(&ConnectedPersonPreferred, niece), 1);
        // Full with another child, the home is no option for her.
        assert_eq!(points(stranger, foster), 0);
    }
}
