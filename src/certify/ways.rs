//! The cheapest way to house one sibling group at given prices, and which choices earlier tiers leave open.
//!
//! A way is a partition of the group into blocks and unplaced children. Groups of up to six children have at
//! most 203 ways, so all are listed; larger groups are solved by a recursion over sets of children.

use super::choices::Group;

/// A cost at prices, in fixed point; `None` where no way is open.
type Cost = Option<i128>;

/// Groups up to this size have their ways listed.
const LISTED: usize = 6;

/// Which ways of a group are open.
pub struct Ways {
    /// Every way as positions in the group's sets, with whether it is open; empty for large groups.
    listed: Vec<(Vec<usize>, bool)>,
    /// Whether each child may be unplaced, for large groups.
    may_be_unplaced: Vec<bool>,
}

/// A group's choices at prices: reduced cost of each set's cheapest open block, and of each unplaced child.
pub struct AtPrices {
    /// By position in the group's sets.
    pub sets: Vec<Cost>,
    /// By child.
    pub unplaced: Vec<i128>,
}

impl Ways {
    /// Every way is open at first.
    pub fn of(group: &Group) -> Self {
        let n = group.children.len();
        let mut listed = Vec::new();
        if n <= LISTED {
            list(group, 0, 0, &mut Vec::new(), &mut listed);
        }
        Self {
            listed,
            may_be_unplaced: vec![true; n],
        }
    }

    /// Cost of the cheapest open way.
    pub fn cheapest(&self, group: &Group, at: &AtPrices) -> Cost {
        if self.is_listed(group) {
            let open = self.listed.iter().filter(|(_, open)| *open);
            return open.filter_map(|(way, _)| cost_of(group, way, at)).min();
        }
        let best = self.best_by_set(group, at);
        best[best.len() - 1]
    }

    /// Closes the ways that cost more than `most`; by set, the most that a choice of it may cost.
    pub fn close_above(&mut self, group: &Group, at: &AtPrices, most: i128) -> Vec<Cost> {
        let with_set: Vec<Cost> = if self.is_listed(group) {
            for (way, open) in &mut self.listed {
                *open &= cost_of(group, way, at).is_some_and(|cost| cost <= most);
            }
            let cheapest_with = |s: usize| {
                let open = self
                    .listed
                    .iter()
                    .filter(|(way, open)| *open && way.contains(&s));
                open.filter_map(|(way, _)| cost_of(group, way, at)).min()
            };
            (0..group.sets.len()).map(cheapest_with).collect()
        } else {
            self.close_large(group, at, most)
        };
        let rest =
            |(with, set): (Cost, &Cost)| with.zip(*set).map(|(with, set)| most - (with - set));
        with_set.into_iter().zip(&at.sets).map(rest).collect()
    }

    fn is_listed(&self, group: &Group) -> bool {
        group.children.len() <= LISTED
    }

    /// Large groups: cheapest way with each set, closing the unplaced children that cost too much.
    fn close_large(&mut self, group: &Group, at: &AtPrices, most: i128) -> Vec<Cost> {
        let best = self.best_by_set(group, at);
        let all = best.len() - 1;
        let sum = |a: Cost, b: Cost| a.zip(b).map(|(a, b)| a + b);
        let with_set = group.sets.iter().zip(&at.sets);
        let with_set = with_set
            .map(|((mask, _), set)| sum(*set, best[all ^ *mask as usize]))
            .collect();
        for (bit, may) in self.may_be_unplaced.iter_mut().enumerate() {
            let without = sum(best[all ^ (1 << bit)], Some(at.unplaced[bit]));
            *may &= without.is_some_and(|cost| cost <= most);
        }
        with_set
    }

    /// Cheapest way for every set of children, by recursion on the first child.
    fn best_by_set(&self, group: &Group, at: &AtPrices) -> Vec<Cost> {
        let n = group.children.len();
        let mut best: Vec<Cost> = vec![None; 1 << n];
        best[0] = Some(0);
        for mask in 1_usize..1 << n {
            let first = mask.trailing_zeros() as usize;
            let mut cost = best[mask ^ (1 << first)]
                .filter(|_| self.may_be_unplaced[first])
                .map(|rest| rest + at.unplaced[first]);
            for ((set, _), price) in group.sets.iter().zip(&at.sets) {
                let set = *set as usize;
                if set & mask == set && set >> first & 1 == 1 {
                    let with = best[mask ^ set]
                        .zip(*price)
                        .map(|(rest, price)| rest + price);
                    cost = [cost, with].into_iter().flatten().min();
                }
            }
            best[mask] = cost;
        }
        best
    }
}

fn list(
    group: &Group,
    bit: usize,
    taken: u32,
    way: &mut Vec<usize>,
    listed: &mut Vec<(Vec<usize>, bool)>,
) {
    if bit == group.children.len() {
        listed.push((way.clone(), true));
        return;
    }
    if taken >> bit & 1 == 1 {
        return list(group, bit + 1, taken, way, listed);
    }
    list(group, bit + 1, taken, way, listed);
    for (s, (mask, _)) in group.sets.iter().enumerate() {
        if mask.trailing_zeros() as usize == bit && mask & taken == 0 {
            way.push(s);
            list(group, bit + 1, taken | mask, way, listed);
            way.pop();
        }
    }
}

/// Cost of one way; `None` if one of its sets has no open choice.
fn cost_of(group: &Group, way: &[usize], at: &AtPrices) -> Cost {
    let placed = way.iter().fold(0_u32, |mask, &s| mask | group.sets[s].0);
    let left = (0..group.children.len()).filter(|bit| placed >> bit & 1 == 0);
    let unplaced: i128 = left.map(|bit| at.unplaced[bit]).sum();
    way.iter()
        .map(|&s| at.sets[s])
        .sum::<Cost>()
        .map(|sets| sets + unplaced)
}
