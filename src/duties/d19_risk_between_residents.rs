//! # The law
//! Fostering National Minimum Standards 2011, standard 15 (the effect of a placement on everybody in the
//! household is considered); Care Planning Regulations 2010, regulation 9 and the child's risk assessment.
//!
//! # What we check
//! A child who must not live with a younger child does not, the carers' own children among them. Children who
//! are named as incompatible never live together. Children born on one day are not younger than each other.
//!
//! # In the programme
//! A block that clashes within itself or with those who stay has no column. Where two children who must not
//! live together could each go to the same home, one row: the blocks with either are at most one. For a child
//! not to be with younger ones, one row: her block takes all the places against blocks with a younger child.
//!
//! # Reading the price
//! What the risk costs: the improvement of the tier if these children could share this home.
//!
//! # What it cannot see
//! The ages of other authorities' children in the home, and any risk that nobody wrote down.

use super::card::card;
use super::d18_siblings_apart::keep_pairs_apart;
use super::{Block, Breach, Card, Duty, Facts, Household, HouseholdRow, Plan, Verdict};
use crate::model::ChildIx;

/// Risk between residents.
pub struct RiskBetweenResidents;

fn incompatible(facts: &Facts, a: ChildIx, b: ChildIx) -> bool {
    let (child_a, child_b) = (facts.council.child(a), facts.council.child(b));
    child_a.incompatible.contains(&b) || child_b.incompatible.contains(&a)
}

/// Whether `older` must not live with younger children and `younger` is one.
fn harms(facts: &Facts, older: ChildIx, younger: ChildIx) -> bool {
    let (a, b) = (facts.council.child(older), facts.council.child(younger));
    a.flags.not_with_younger && b.born > a.born
}

fn clash(facts: &Facts, a: ChildIx, b: ChildIx) -> bool {
    a != b && (incompatible(facts, a, b) || harms(facts, a, b) || harms(facts, b, a))
}

fn harms_birth_children(facts: &Facts, child: ChildIx, ages: &[u8]) -> bool {
    let age = facts.council.age(child);
    facts.council.child(child).flags.not_with_younger && ages.iter().any(|&other| other < age)
}

impl RiskBetweenResidents {
    fn not_with_younger(
        household: &Household,
        blocks: &[Block],
        child: ChildIx,
    ) -> Option<HouseholdRow> {
        let facts = household.facts;
        let all = i64::from(household.home.places.max(household.home.places_if_siblings));
        let weigh = |(at, block): (usize, &Block)| {
            if block.has(child) {
                Some((at, all))
            } else {
                let younger = block
                    .children
                    .iter()
                    .any(|&other| harms(facts, child, other));
                younger.then(|| (at, block.size()))
            }
        };
        let terms: Vec<_> = blocks.iter().enumerate().filter_map(weigh).collect();
        let others = terms.iter().any(|&(at, _)| !blocks[at].has(child));
        others.then(|| HouseholdRow {
            duty: "D19",
            about: format!("{} not with younger", household.child(child).id),
            terms,
            limit: all,
        })
    }
}

impl Duty for RiskBetweenResidents {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D19",
            Household,
            "Risk between residents",
            "Fostering National Minimum Standards 2011, standard 15; Care Planning Regulations 2010 reg 9",
            "",
            "d19_risk_between_residents.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let (facts, present) = (household.facts, household.present());
        let own_children = &household.home.birth_children_ages;
        let clashes = block.children.iter().any(|&a| {
            let mut others = block.children.iter().chain(&present);
            others.any(|&b| clash(facts, a, b)) || harms_birth_children(facts, a, own_children)
        });
        if clashes {
            Verdict::NotAllowed
        } else {
            Verdict::Allowed
        }
    }

    fn admit_sentence(&self, _household: &Household, _block: &Block) -> Option<String> {
        Some("a child with whom they must not live would be there".to_owned())
    }

    fn keep_apart(&self, household: &Household, blocks: &[Block]) -> Vec<HouseholdRow> {
        let mut rows = keep_pairs_apart("D19", household, blocks, |a| {
            household.child(a).incompatible.clone()
        });
        let mut wary: Vec<ChildIx> = blocks
            .iter()
            .flat_map(|b| b.children.iter().copied())
            .filter(|c| household.child(*c).flags.not_with_younger)
            .collect();
        wary.sort_unstable();
        wary.dedup();
        rows.extend(
            wary.into_iter()
                .filter_map(|c| Self::not_with_younger(household, blocks, c)),
        );
        rows
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let facts = plan.facts;
        let mut breaches = Vec::new();
        for &home in plan.living.keys() {
            let living = plan.everybody(home);
            let own_children = &facts.council.home(home).birth_children_ages;
            let stays = |c: &ChildIx| plan.lives_there(*c, home);
            for (i, &a) in living.iter().enumerate() {
                // Two who already live together are the current placement's matter, not this plan's.
                let news = |b: &&ChildIx| !(stays(&a) && stays(b));
                let others: Vec<ChildIx> = living[i + 1..]
                    .iter()
                    .filter(news)
                    .copied()
                    .filter(|&b| clash(facts, a, b))
                    .collect();
                let own = !stays(&a) && harms_birth_children(facts, a, own_children);
                if own || !others.is_empty() {
                    breaches.push(Breach {
                        duty: "D19",
                        home,
                        children: std::iter::once(a).chain(others).collect(),
                        sentence: "children who must not live together in one home".to_owned(),
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
    use jiff::civil::date;

    #[test]
    fn somebody_who_has_not_moved_out_yet_still_lives_there() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        scene.settle(b, home);
        let duty = &RiskBetweenResidents;
        assert_eq!(scene.admit_beside_held(duty, &[a], home), Verdict::Allowed);
        scene.child_mut(b).incompatible.push(a);
        assert_eq!(
            scene.admit_beside_held(duty, &[a], home),
            Verdict::NotAllowed
        );
    }

    #[test]
    fn not_with_younger_bars_the_younger_only() {
        let mut scene = Scene::new();
        let (wary, older, younger) = (
            scene.child_aged(12),
            scene.child_aged(13),
            scene.child_aged(11),
        );
        scene.child_mut(wary).flags.not_with_younger = true;
        let home = scene.home(HomeKind::Foster, 3);
        let duty = &RiskBetweenResidents;
        assert_eq!(scene.admit(duty, &[wary, older], home), Verdict::Allowed);
        assert_eq!(
            scene.admit(duty, &[wary, younger], home),
            Verdict::NotAllowed
        );
        scene.child_mut(younger).born = date(2013, 10, 1);
        assert_eq!(scene.admit(duty, &[wary, younger], home), Verdict::Allowed);
        let (at, under) = (
            scene.home(HomeKind::Foster, 1),
            scene.home(HomeKind::Foster, 1),
        );
        scene.home_mut(at).birth_children_ages.push(12);
        scene.home_mut(under).birth_children_ages.push(11);
        assert_eq!(scene.admit(duty, &[wary], at), Verdict::Allowed);
        assert_eq!(scene.admit(duty, &[wary], under), Verdict::NotAllowed);
    }

    #[test]
    fn rows_keep_newcomers_apart() {
        let mut scene = Scene::new();
        let (wary, older, younger) = (
            scene.child_aged(12),
            scene.child_aged(13),
            scene.child_aged(11),
        );
        scene.child_mut(wary).flags.not_with_younger = true;
        let home = scene.home(HomeKind::Foster, 2);
        let blocks: [&[ChildIx]; 3] = [&[wary], &[older], &[younger]];
        let rows = scene.rows(&RiskBetweenResidents, &blocks, home);
        assert_eq!(rows.len(), 1);
        assert_eq!(
            (rows[0].terms.as_slice(), rows[0].limit),
            (&[(0, 2), (2, 1)][..], 2)
        );
        scene.child_mut(older).incompatible.push(younger);
        let rows = scene.rows(&RiskBetweenResidents, &blocks, home);
        assert_eq!(rows[0].terms, [(1, 1), (2, 1)]);
    }

    #[test]
    fn a_plan_that_puts_them_together_is_a_breach() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(12), scene.child_aged(11));
        let home = scene.home(HomeKind::Foster, 2);
        let duty = &RiskBetweenResidents;
        assert_eq!(scene.breaches(duty, &[(a, home), (b, home)]), 0);
        scene.child_mut(a).flags.not_with_younger = true;
        assert_eq!(scene.breaches(duty, &[(a, home), (b, home)]), 1);
    }
}
