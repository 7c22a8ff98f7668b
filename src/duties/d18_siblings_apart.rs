//! # The law
//! Children Act 1989, section 22C(8)(c), read with the sibling assessment: brothers and sisters live together
//! so far as is reasonably practicable and consistent with their welfare.
//!
//! # What we check
//! Two siblings assessed to live apart never live in one home.
//!
//! # In the programme
//! A block that holds such a pair, or one of them with the other among those who stay, has no column. Where
//! each could go to the same home, one row there: the blocks with either are at most one.
//!
//! # Reading the price
//! Seldom more than zero: what it would be worth to let the two share this home.
//!
//! # What it cannot see
//! An assessment that is out of date; the date of the assessment is not in the file.

use std::collections::BTreeMap;

use super::card::card;
use super::{Block, Breach, Card, Duty, Facts, Household, HouseholdRow, Plan, Verdict};
use crate::model::{ChildIx, SiblingPlan};

/// Siblings assessed apart.
pub struct SiblingsApart;

fn apart(facts: &Facts, a: ChildIx, b: ChildIx) -> bool {
    facts.families.plan(a, b) == Some(SiblingPlan::Apart)
}

/// Rows that keep each child out of a home where one of her `partners` goes: the blocks with either child are
/// at most one.
pub(super) fn keep_pairs_apart(
    duty: &'static str,
    household: &Household,
    blocks: &[Block],
    partners: impl Fn(ChildIx) -> Vec<ChildIx>,
) -> Vec<HouseholdRow> {
    let mut blocks_of: BTreeMap<ChildIx, Vec<usize>> = BTreeMap::new();
    for (at, block) in blocks.iter().enumerate() {
        for &child in &block.children {
            blocks_of.entry(child).or_default().push(at);
        }
    }
    let mut pairs: Vec<(ChildIx, ChildIx)> = Vec::new();
    for &a in blocks_of.keys() {
        let here = partners(a)
            .into_iter()
            .filter(|b| *b != a && blocks_of.contains_key(b));
        pairs.extend(here.map(|b| (a.min(b), a.max(b))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    let row = |(a, b): (ChildIx, ChildIx)| {
        let mut with_either = [blocks_of[&a].as_slice(), &blocks_of[&b]].concat();
        with_either.sort_unstable();
        with_either.dedup();
        HouseholdRow {
            duty,
            about: format!("{};{}", household.child(a).id, household.child(b).id),
            terms: with_either.into_iter().map(|at| (at, 1)).collect(),
            limit: 1,
        }
    };
    pairs.into_iter().map(row).collect()
}

impl Duty for SiblingsApart {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D18",
            Household,
            "Siblings assessed apart",
            "Children Act 1989 s22C(8)(c); sibling assessment",
            "",
            "d18_siblings_apart.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let (facts, present) = (household.facts, household.present());
        let clash = block.children.iter().any(|&a| {
            let mut others = block.children.iter().chain(&present);
            others.any(|&b| apart(facts, a, b))
        });
        if clash {
            Verdict::NotAllowed
        } else {
            Verdict::Allowed
        }
    }

    fn admit_sentence(&self, _household: &Household, _block: &Block) -> Option<String> {
        Some("a brother or sister assessed to live apart would be there".to_owned())
    }

    fn keep_apart(&self, household: &Household, blocks: &[Block]) -> Vec<HouseholdRow> {
        let facts = household.facts;
        keep_pairs_apart("D18", household, blocks, |a| {
            let siblings = facts.families.group(a).iter().copied();
            siblings.filter(|&b| apart(facts, a, b)).collect()
        })
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let mut breaches = Vec::new();
        for &home in plan.living.keys() {
            let living = plan.everybody(home);
            let stays = |c: &ChildIx| plan.lives_there(*c, home);
            for (i, &a) in living.iter().enumerate() {
                // Two who live together already are the current placement's matter, not this plan's.
                let others = living[i + 1..].iter().filter(|b| !(stays(&a) && stays(b)));
                for &b in others.filter(|b| apart(plan.facts, a, **b)) {
                    breaches.push(Breach {
                        duty: "D18",
                        home,
                        children: vec![a, b],
                        sentence: "siblings assessed to live apart in one home".to_owned(),
                    });
                }
            }
        }
        breaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::HomeKind;

    #[test]
    fn a_sibling_who_has_not_moved_out_yet_still_lives_there() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        scene.settle(b, home);
        assert_eq!(
            scene.admit_beside_held(&SiblingsApart, &[a], home),
            Verdict::Allowed
        );
        scene.siblings(a, b, SiblingPlan::Apart);
        assert_eq!(
            scene.admit_beside_held(&SiblingsApart, &[a], home),
            Verdict::NotAllowed
        );
    }

    #[test]
    fn only_those_assessed_apart_are_kept_apart() {
        let mut scene = Scene::new();
        let (a, b, c) = (
            scene.child_aged(8),
            scene.child_aged(9),
            scene.child_aged(10),
        );
        let home = scene.home(HomeKind::Foster, 3);
        scene.siblings(a, b, SiblingPlan::Apart);
        scene.siblings(a, c, SiblingPlan::Unknown);
        let duty = &SiblingsApart;
        assert_eq!(scene.admit(duty, &[a, c], home), Verdict::Allowed);
        assert_eq!(scene.admit(duty, &[a, b], home), Verdict::NotAllowed);
        let rows = scene.rows(duty, &[&[a], &[a, c], &[b], &[c]], home);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].terms, [(0, 1), (1, 1), (2, 1)]);
        assert_eq!(scene.breaches(duty, &[(a, home), (c, home)]), 0);
        assert_eq!(scene.breaches(duty, &[(a, home), (b, home)]), 1);
    }

    #[test]
    fn a_resident_counts_as_well() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        scene.settle(b, home);
        assert_eq!(scene.admit(&SiblingsApart, &[a], home), Verdict::Allowed);
        scene.siblings(a, b, SiblingPlan::Apart);
        assert_eq!(scene.admit(&SiblingsApart, &[a], home), Verdict::NotAllowed);
    }
}
