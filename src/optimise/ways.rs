//! The ways in which one sibling group can be housed: a choice of disjoint sets, the children in none of them
//! being unplaced. Groups of up to six have their ways listed; larger groups are worked out by recursion over
//! sets of children.

use super::problem::{Group, LISTED};

/// A cost at prices, in fixed point; `None` where nothing is open.
pub type Cost = Option<i128>;

/// One way to house a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// Positions of its sets in the group.
    pub sets: Vec<u16>,
    /// Bit mask of the children it places.
    pub placed: u32,
    /// Whether earlier tiers leave it open.
    pub open: bool,
}

/// The ways of one group that earlier tiers leave open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Every way; empty for large groups.
    pub listed: Vec<Way>,
    /// By child: whether some open way leaves the child unplaced.
    pub may_be_left: Vec<bool>,
}

/// A group at prices.
#[derive(Debug, Clone)]
pub struct AtPrices {
    /// By set: the cheapest open column.
    pub sets: Vec<Cost>,
    /// By child: what leaving the child unplaced costs.
    pub leaving: Vec<i128>,
}

/// What a group comes to at prices.
#[derive(Debug, Clone)]
pub struct Housed {
    /// Cost of the cheapest open way.
    pub cheapest: Cost,
    /// By set: cost of the cheapest open way that uses it.
    pub with_set: Vec<Cost>,
}

impl Ways {
    /// Every way is open at first.
    pub fn of(group: &Group) -> Self {
        let mut listed = Vec::new();
        if group.children.len() <= LISTED {
            list(group, 0, 0, &mut Vec::new(), &mut listed);
        }
        Self {
            listed,
            may_be_left: vec![true; group.children.len()],
        }
    }

    /// Whether the way that uses exactly these sets is open.
    pub fn allow(&self, mut sets: Vec<u16>) -> bool {
        let sorted = |way: &Way| {
            let mut sets = way.sets.clone();
            sets.sort_unstable();
            sets
        };
        sets.sort_unstable();
        let mut open = self.listed.iter().filter(|way| way.open);
        self.listed.is_empty() || open.any(|way| sorted(way) == sets)
    }

    /// The cheapest ways at prices.
    pub fn house(&self, group: &Group, at: &AtPrices) -> Housed {
        if self.listed.is_empty() {
            return self.house_large(group, at);
        }
        let mut housed = Housed {
            cheapest: None,
            with_set: vec![None; group.sets.len()],
        };
        for way in self.listed.iter().filter(|way| way.open) {
            let cost = cost_of(way, at);
            housed.cheapest = least(housed.cheapest, cost);
            for &s in &way.sets {
                let with = &mut housed.with_set[usize::from(s)];
                *with = least(*with, cost);
            }
        }
        housed
    }

    /// Closes the ways that cost more than `most`.
    pub fn close_above(&mut self, group: &Group, at: &AtPrices, most: i128) {
        if self.listed.is_empty() {
            let best = self.best_by_set(group, at);
            let all = best.len() - 1;
            for (bit, may) in self.may_be_left.iter_mut().enumerate() {
                let rest = best[all ^ (1 << bit)];
                *may &= rest.is_some_and(|rest| rest + at.leaving[bit] <= most);
            }
            return;
        }
        let mut closed = false;
        for way in self.listed.iter_mut().filter(|way| way.open) {
            way.open = cost_of(way, at).is_some_and(|cost| cost <= most);
            closed |= !way.open;
        }
        if closed {
            for (bit, may) in self.may_be_left.iter_mut().enumerate() {
                let mut open = self.listed.iter().filter(|way| way.open);
                *may = open.any(|way| way.placed >> bit & 1 == 0);
            }
        }
    }

    fn house_large(&self, group: &Group, at: &AtPrices) -> Housed {
        let best = self.best_by_set(group, at);
        let all = best.len() - 1;
        let with = |(s, set): (usize, &super::problem::SiblingSet)| {
            let rest = best[all ^ set.mask as usize];
            at.sets[s].zip(rest).map(|(set, rest)| set + rest)
        };
        Housed {
            cheapest: best[all],
            with_set: group.sets.iter().enumerate().map(with).collect(),
        }
    }

    /// Cheapest way for every set of children, by recursion on the first child.
    pub fn best_by_set(&self, group: &Group, at: &AtPrices) -> Vec<Cost> {
        let leaving = at.leaving.iter().zip(&self.may_be_left);
        let leaving: Vec<Cost> = leaving.map(|(cost, may)| may.then_some(*cost)).collect();
        let sets = group
            .sets
            .iter()
            .map(|set| set.mask)
            .zip(at.sets.iter().copied());
        best_by_set(&leaving, &sets.collect::<Vec<_>>())
    }
}

/// Cheapest way for every set of children, by recursion on the first child, given what leaving each child unplaced costs
/// and, by mask, what the cheapest column of each set costs.
pub fn best_by_set(leaving: &[Cost], sets: &[(u32, Cost)]) -> Vec<Cost> {
    let mut best: Vec<Cost> = vec![None; 1 << leaving.len()];
    best[0] = Some(0);
    for mask in 1..best.len() {
        let first = mask.trailing_zeros() as usize;
        let rest = best[mask ^ (1 << first)].zip(leaving[first]);
        let mut cost = rest.map(|(rest, leaving)| rest + leaving);
        for (set, price) in sets {
            let set = *set as usize;
            if set & mask == set && set >> first & 1 == 1 {
                let with = best[mask ^ set].zip(*price);
                cost = least(cost, with.map(|(rest, price)| rest + price));
            }
        }
        best[mask] = cost;
    }
    best
}

fn least(a: Cost, b: Cost) -> Cost {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn cost_of(way: &Way, at: &AtPrices) -> Cost {
    let leaving = at.leaving.iter().enumerate();
    let left = leaving.filter(|(bit, _)| way.placed >> bit & 1 == 0);
    let mut cost: i128 = left.map(|(_, cost)| cost).sum();
    for &s in &way.sets {
        cost += at.sets[usize::from(s)]?;
    }
    Some(cost)
}

fn list(group: &Group, bit: usize, placed: u32, sets: &mut Vec<u16>, listed: &mut Vec<Way>) {
    if bit == group.children.len() {
        listed.push(Way {
            sets: sets.clone(),
            placed,
            open: true,
        });
        return;
    }
    if placed >> bit & 1 == 1 {
        return list(group, bit + 1, placed, sets, listed);
    }
    list(group, bit + 1, placed, sets, listed);
    for (s, set) in group.sets.iter().enumerate() {
        if set.mask.trailing_zeros() as usize == bit && set.mask & placed == 0 {
            sets.push(s as u16);
            list(group, bit + 1, placed | set.mask, sets, listed);
            sets.pop();
        }
    }
}
