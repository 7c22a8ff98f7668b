//! Blocks: exactly these children of one sibling group in this home. Togetherness is in the column.

use crate::candidates::{Round, admit};
use crate::duties::{Block, Facts, Household, most_shares};
use crate::model::{ApprovalKind, ChildIx, HomeIx};

/// Every block that could join those who stay in a home, given the children who could go there one by one.
pub fn blocks_of(facts: &Facts, round: &Round, home: HomeIx, children: &[ChildIx]) -> Vec<Block> {
    let household = round.household(facts, home);
    let most = i64::from(household.home.places.max(household.home.places_if_siblings))
        - household.occupied();
    let mut blocks = Vec::new();
    for group in facts.families.split(children) {
        for subset in subsets_up_to(&group, usize::try_from(most).unwrap_or(0)) {
            blocks.extend(blocks_together(&household, &subset));
        }
    }
    blocks
}

/// The ways in which exactly these children of one sibling group could join those who stay: a block for each number of
/// bedrooms that they could share.
pub fn blocks_together(household: &Household, children: &[ChildIx]) -> Vec<Block> {
    let (facts, home) = (household.facts, household.home_ix);
    let shares = 0..=shares_allowed(facts, home, children, household.residents);
    let block = |shares| Block {
        home,
        children: children.to_vec(),
        shares,
    };
    // Approvals for a whole block (an exemption from the limit) are recorded, never proposed.
    let may_join =
        |block: &Block| admit(household, block).is_ok_and(|approvals| approvals.is_empty());
    shares.map(block).filter(may_join).collect()
}

/// Every non-empty subset of at most so many, each in order.
fn subsets_up_to(group: &[ChildIx], most: usize) -> Vec<Vec<ChildIx>> {
    let mut subsets: Vec<Vec<ChildIx>> = vec![Vec::new()];
    for &child in group {
        for i in 0..subsets.len() {
            if subsets[i].len() < most {
                let mut with = subsets[i].clone();
                with.push(child);
                subsets.push(with);
            }
        }
    }
    subsets.retain(|subset| !subset.is_empty());
    subsets
}

fn shares_allowed(facts: &Facts, home: HomeIx, coming: &[ChildIx], staying: &[ChildIx]) -> u8 {
    let possible = most_shares(facts, home, coming, staying);
    // A block is of one sibling group, and so of one authority.
    if possible == 0
        || facts
            .council
            .policy_for(coming[0])
            .seek
            .contains(ApprovalKind::BedroomShare)
    {
        return possible;
    }
    let recorded = |child: &&ChildIx| {
        let records = &facts.records;
        records.approved(**child, home, ApprovalKind::BedroomShare)
    };
    possible.min(coming.iter().filter(recorded).count() as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subsets_are_bounded_by_the_free_places() {
        let group = [ChildIx(1), ChildIx(2), ChildIx(3), ChildIx(4)];
        assert_eq!(subsets_up_to(&group, 4).len(), 15);
        assert_eq!(subsets_up_to(&group, 2).len(), 10);
        assert!(subsets_up_to(&group, 0).is_empty());
        assert!(subsets_up_to(&group, 3).iter().all(|s| s.is_sorted()));
    }
}
