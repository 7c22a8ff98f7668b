//! What a pooled round owes each authority, derived again: a row for each authority and tier, with the children's own
//! costs as coefficients and as limit what the authorities' plan by themselves comes to.

use std::collections::BTreeMap;

use super::Fault;
use super::choices::{Choices, HouseRow};
use super::prove::{add, costs_of};
use crate::candidates::{NoneWorse, OwedTo};
use crate::duties::Facts;
use crate::model::AuthorityIx;

/// Adds the rows of a promise, and checks that a plan keeps them; `plan` has its costs by sibling group.
pub fn keep(
    choices: &mut Choices,
    facts: &Facts,
    promise: &NoneWorse,
    plan: &[Vec<i64>],
) -> Result<(), Fault> {
    let tiers = facts.council.policy.tiers.len();
    let by_themselves = costs_of(choices, &promise.plan, tiers)?;
    // A sibling group is of one authority.
    let whose: Vec<AuthorityIx> = choices
        .groups
        .iter()
        .map(|group| facts.council.child(group.children[0]).authority)
        .collect();
    let by_authority = |costs: &[Vec<i64>]| {
        let mut sums: BTreeMap<AuthorityIx, Vec<i64>> = BTreeMap::new();
        for (authority, costs) in whose.iter().zip(costs) {
            let sum = sums.entry(*authority).or_insert_with(|| vec![0; tiers]);
            add(sum, costs);
        }
        sums
    };
    let found = by_authority(plan);
    for (authority, promised) in by_authority(&by_themselves) {
        for &tier in &promise.tiers {
            let (found, promised) = (found[&authority][tier], promised[tier]);
            if found > promised {
                return Err(Fault::Worse {
                    tier,
                    found,
                    promised,
                });
            }
            let row = choices.rows.len();
            choices.rows.push(HouseRow {
                limit: promised,
                tight: false,
            });
            let to = OwedTo::Authority(authority);
            choices.owed.insert((to, tier), row);
            let theirs = choices.groups.iter_mut().zip(&whose);
            for (group, _) in theirs.filter(|(_, of)| **of == authority) {
                group.owed.push((row, tier));
            }
        }
    }
    Ok(())
}
