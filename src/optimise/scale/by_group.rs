//! A plan by sibling group, put together block by block.

use crate::duties::Block;
use crate::optimise::problem::Group;

/// The blocks of a group, and what it costs in each tier.
pub type OfGroup = (Vec<Block>, Vec<i64>);

/// A plan in the making.
pub struct ByGroup {
    plan: Vec<OfGroup>,
    /// By group: the children in a block, as bits.
    placed: Vec<u32>,
}

impl ByGroup {
    /// Nobody is in a block.
    pub fn of(groups: &[Group], tiers: usize) -> Self {
        Self {
            plan: vec![(Vec::new(), vec![0; tiers]); groups.len()],
            placed: vec![0; groups.len()],
        }
    }

    /// Takes a block of a group's children, given as bits, with its costs by tier.
    pub fn take(
        &mut self,
        (group, mask): (u32, u32),
        block: Block,
        costs: impl Iterator<Item = i64>,
    ) {
        self.placed[group as usize] |= mask;
        let (blocks, values) = &mut self.plan[group as usize];
        blocks.push(block);
        values
            .iter_mut()
            .zip(costs)
            .for_each(|(v, cost)| *v += cost);
    }

    /// The plan, with what it costs to leave those who are in no block.
    pub fn finish(mut self, groups: &[Group]) -> Vec<OfGroup> {
        for ((group, placed), (_, values)) in groups.iter().zip(self.placed).zip(&mut self.plan) {
            let all = (1_u32 << group.children.len()) - 1;
            for (t, value) in values.iter_mut().enumerate() {
                *value += group.cost_of_leaving(t, all & !placed);
            }
        }
        self.plan
    }
}
