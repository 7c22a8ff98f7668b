//! # The law
//! Fostering Services (England) Regulations 2011, regulation 27: parent-and-child placements are named in the
//! terms of approval. There are residential variants, whose registration says so.
//!
//! # What we check
//! A child who needs a parent-and-child placement goes only where the terms name it; terms that name no type at
//! all are not enough. A home whose terms name nothing else is kept for such children.
//!
//! # In the programme
//! A pair that fails has no column in the programme, and no approval opens it: the carers' terms have to change
//! first.
//!
//! # Reading the price
//! A bar has no price of its own. These homes are few: the price of one in the tier "placed" says whether one
//! more would place a parent and child who cannot be placed together now.
//!
//! # What it cannot see
//! Whether the parent is looked after too, and therefore how many places the two of them take: a parent who is a
//! child in care is a row and a place of her own. It cannot see the court's directions for an assessment.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::PlacementType;

/// Parent and child.
pub struct ParentAndChild;

impl Duty for ParentAndChild {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D12",
            Bar,
            "Parent and child",
            "Fostering Services (England) Regulations 2011 reg 27; registration",
            "",
            "d12_parent_and_child.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        let types = pair.home.terms.types;
        let named = types.contains(PlacementType::ParentChild);
        let suits = if pair.child.flags.parent_and_child {
            named
        } else {
            !(named && types.len() == 1)
        };
        if suits {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        (self.bar(pair) != Verdict::Allowed).then(|| {
            if pair.child.flags.parent_and_child {
                "the home's terms do not name parent-and-child placements".to_owned()
            } else {
                "the home takes parent-and-child placements only".to_owned()
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, Set};

    /// Verdicts for a child who needs a parent-and-child placement, and for one who does not.
    fn verdicts(types: &[PlacementType]) -> (Verdict, Verdict) {
        let mut scene = Scene::new();
        let (with_parent, alone) = (scene.child_aged(0), scene.child_aged(0));
        let home = scene.home(HomeKind::Foster, 2);
        scene.child_mut(with_parent).flags.parent_and_child = true;
        scene.home_mut(home).terms.types = types.iter().copied().collect();
        let verdict = |child| scene.bar(&ParentAndChild, child, home);
        (verdict(with_parent), verdict(alone))
    }

    #[test]
    fn the_terms_have_to_name_it() {
        use PlacementType::{ParentChild, Short};
        let (yes, no) = (Verdict::Allowed, Verdict::NotAllowed);
        assert_eq!(verdicts(&[]), (no, yes));
        assert_eq!(verdicts(&[Short]), (no, yes));
        assert_eq!(verdicts(&[Short, ParentChild]), (yes, yes));
    }

    #[test]
    fn a_home_for_nothing_else_is_kept_for_them() {
        let only = verdicts(&[PlacementType::ParentChild]);
        assert_eq!(only, (Verdict::Allowed, Verdict::NotAllowed));
    }

    #[test]
    fn a_plan_without_the_terms_is_a_breach() {
        let mut scene = Scene::new();
        let child = scene.child_aged(0);
        let home = scene.home(HomeKind::Foster, 2);
        scene.child_mut(child).flags.parent_and_child = true;
        assert_eq!(scene.breaches(&ParentAndChild, &[(child, home)]), 1);
        scene.home_mut(home).terms.types = Set::from_iter([PlacementType::ParentChild]);
        assert_eq!(scene.breaches(&ParentAndChild, &[(child, home)]), 0);
    }
}
