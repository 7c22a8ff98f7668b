//! # The law
//! Children Act 1989, section 22C(8)(c): the placement enables the child to live together with a sibling who
//! is also accommodated.
//!
//! # What we check
//! Nothing is barred. We count the pairs of brothers and sisters who are to live together, or are not yet
//! assessed, and do not live in one home, wherever at least one of the two is to be placed.
//!
//! # In the programme
//! The constant is the number of such pairs. A block takes off one for every pair inside it and for every
//! sibling among those who stay in the home: togetherness is in the column, not in linking rows.
//!
//! # Reading the price
//! How many more pairs would live together with one more such place.
//!
//! # What it cannot see
//! How strong the bond is. A pair counts as one pair, whether they grew up together or have never met.

use super::card::card;
use super::{Block, Card, Duty, Facts, Household};
use crate::model::ChildIx;

/// Brothers and sisters together.
pub struct SiblingsTogether;

fn pairs_within(facts: &Facts, children: &[ChildIx]) -> i64 {
    let mut pairs = 0;
    for (i, &a) in children.iter().enumerate() {
        let with = |b: &&ChildIx| facts.families.belong_together(a, **b);
        pairs += children[i + 1..].iter().filter(with).count() as i64;
    }
    pairs
}

impl Duty for SiblingsTogether {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D23",
            Measure,
            "Brothers and sisters together",
            "Children Act 1989 s22C(8)(c)",
            "pairs of siblings apart",
            "d23_siblings_together.rs"
        );
        &CARD
    }

    fn block_points(&self, household: &Household, block: &Block) -> i64 {
        let facts = household.facts;
        let joins = |a: &ChildIx| {
            let with = |b: &&ChildIx| facts.families.belong_together(*a, **b);
            household.residents.iter().filter(with).count() as i64
        };
        -pairs_within(facts, &block.children) - block.children.iter().map(joins).sum::<i64>()
    }

    fn constant(&self, facts: &Facts, to_place: &[ChildIx]) -> i64 {
        let mut pairs = 0;
        for &a in to_place {
            for &b in facts.families.group(a) {
                // A pair of which both are to be placed is counted once.
                let first = b > a || to_place.binary_search(&b).is_err();
                pairs += i64::from(first && facts.families.belong_together(a, b));
            }
        }
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, SiblingPlan};

    #[test]
    fn pairs_are_counted_once_and_residents_count() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 4);
        let [a, b, c, settled] = [5, 6, 7, 8].map(|age| scene.child_aged(age));
        scene.siblings(a, b, SiblingPlan::Together);
        scene.siblings(a, c, SiblingPlan::Apart);
        scene.siblings(a, settled, SiblingPlan::Unknown);
        scene.settle(settled, home);
        let duty = &SiblingsTogether;
        // Of six pairs one is apart by plan; the others count, listed or not.
        assert_eq!(duty.constant(&Facts::of(&scene.council), &[a, b, c]), 5);
        assert_eq!(scene.block_points(duty, &[a], home), -1);
        assert_eq!(scene.block_points(duty, &[a, b], home), -3);
        let elsewhere = scene.home(HomeKind::Foster, 4);
        assert_eq!(scene.block_points(duty, &[a, b], elsewhere), -1);
        assert_eq!(scene.block_points(duty, &[a], elsewhere), 0);
    }

    #[test]
    fn a_child_without_siblings_counts_nothing() {
        let mut scene = Scene::new();
        let child = scene.child_aged(5);
        let home = scene.home(HomeKind::Foster, 4);
        let facts = Facts::of(&scene.council);
        assert_eq!(SiblingsTogether.constant(&facts, &[child]), 0);
        assert_eq!(scene.block_points(&SiblingsTogether, &[child], home), 0);
    }
}
