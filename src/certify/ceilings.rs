//! Ceilings of tiers, derived again: one row for each, with everybody's costs of the tier as coefficients and as limit
//! the ceiling less the tier's constant. The row may be priced like any other, and its price counts in the bound.

use super::choices::{Choices, HouseRow};
use super::{Claim, Fault};
use crate::candidates::{Ceilings, OwedTo};

/// Whether what is claimed of every tier is below its ceiling. Values are checked for themselves.
pub fn check(ceilings: &Ceilings, claim: &Claim) -> Result<(), Fault> {
    for (&tier, &most) in &ceilings.most {
        let claimed = claim.tiers.get(tier).ok_or(Fault::NotOwed { tier })?;
        if claimed.value > most {
            let found = claimed.value;
            return Err(Fault::AboveCeiling { tier, found, most });
        }
    }
    Ok(())
}

/// Adds a row for each ceiling to the choices of a round, which is in one part.
pub fn keep(choices: &mut Choices, ceilings: &Ceilings, constants: &[i64]) {
    for (&tier, &most) in &ceilings.most {
        let row = choices.rows.len();
        choices.rows.push(HouseRow {
            limit: most - constants[tier],
            tight: false,
        });
        choices.owed.insert((OwedTo::Everybody, tier), row);
        for group in &mut choices.groups {
            group.owed.push((row, tier));
        }
    }
}
