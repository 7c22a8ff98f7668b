//! # The law
//! Care Planning, Placement and Case Review (England) Regulations 2010, regulation 9: the placement plan takes
//! account of the child's wishes and feelings. Council procedures ask that reasons are recorded where the child's
//! wishes are not followed.
//!
//! # What we check
//! Nothing is barred. We ask whether the child has said no to this home, and, where she has asked for particular
//! homes, whether this is one of them.
//!
//! # In the programme
//! The points of local policy in the tier "fit": 30 by default for a home that the child has said no to, 5 for a
//! home other than those that she asked for, 0 otherwise. A no weighs more than an unmet yes, and the two are
//! never added.
//!
//! # Reading the price
//! The price of a place in this tier is in points of local policy. Where the child's wish was not followed the
//! explanation says which measures or bars decided against it; that is the reason to record.
//!
//! # What it cannot see
//! Why the child said so, how strongly she feels, her age and understanding, or that she has changed her mind. It
//! is no substitute for asking her.

use super::card::card;
use super::{Card, Duty, Pair};

/// What the child said of this home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Against,
    Other,
    ForThis,
    Unsaid,
}

/// The child's wishes.
pub struct Wishes;

impl Wishes {
    fn wish(pair: &Pair) -> Wish {
        let (child, home) = (pair.child, &pair.home_ix);
        if child.wishes_against.contains(home) {
            Wish::Against
        } else if child.wishes_for.is_empty() {
            Wish::Unsaid
        } else if child.wishes_for.contains(home) {
            Wish::ForThis
        } else {
            Wish::Other
        }
    }
}

impl Duty for Wishes {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D32",
            Measure,
            "The child's wishes",
            "Care Planning Regulations 2010 reg 9",
            "points",
            "d32_wishes.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        let points = &pair.policy().points;
        i64::from(match Self::wish(pair) {
            Wish::Against => points.wish_against,
            Wish::Other => points.wish_not_met,
            Wish::ForThis | Wish::Unsaid => 0,
        })
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let said = match Self::wish(pair) {
            Wish::Against => "the child has said no to this home",
            Wish::Other => "the child has asked for another home",
            Wish::ForThis => "the child has asked for this home",
            Wish::Unsaid => return None,
        };
        Some(said.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn a_child_who_has_said_nothing_counts_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let home = scene.home(HomeKind::Foster, 1);
        assert_eq!(scene.points(&Wishes, child, home), 0);
        assert_eq!(scene.sentence(&Wishes, child, home), None);
    }

    #[test]
    fn a_wish_is_met_or_not() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let wished = scene.home(HomeKind::Foster, 1);
        let other = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).wishes_for = vec![wished];
        assert_eq!(scene.points(&Wishes, child, wished), 0);
        assert_eq!(scene.points(&Wishes, child, other), 5);
        assert_eq!(
            scene.sentence(&Wishes, child, wished).unwrap(),
            "the child has asked for this home"
        );
    }

    #[test]
    fn a_no_counts_once_and_wins_over_a_yes() {
        let mut scene = Scene::new();
        let child = scene.child_aged(10);
        let refused = scene.home(HomeKind::Foster, 1);
        let wished = scene.home(HomeKind::Foster, 1);
        scene.child_mut(child).wishes_against = vec![refused];
        assert_eq!(scene.points(&Wishes, child, wished), 0);
        scene.child_mut(child).wishes_for = vec![wished];
        assert_eq!(scene.points(&Wishes, child, refused), 30);
        scene.child_mut(child).wishes_for.push(refused);
        assert_eq!(scene.points(&Wishes, child, refused), 30);
    }
}
