//! Every column of a component, side by side and small: what could be at each home is asked before the first price, and
//! then looked up as often as prices change. A column takes about forty bytes; a region's whole system has sixteen million.
//!
//! Columns of one home that weigh the same in its rows about everybody are of one kind. Rows about particular children are
//! looked up where a price has been left on them, and cuts where they were found.

use rayon::prelude::*;

use super::rows::{Key, Rows};
use super::stands;
use super::whole::Whole;
use crate::optimise::at_home::AtHome;

/// Homes that are asked before their columns are put down.
const BATCH: usize = 256;

/// All columns.
#[derive(Debug, Default)]
pub struct Store {
    /// By group: its sets, in order of mask.
    pub groups: Vec<Vec<Columns>>,
    /// By home one after the other, its kinds of columns.
    pub kinds: Vec<Kind>,
    /// By home: how many of its rows have been looked up.
    looked_up: Vec<usize>,
    /// By home: its first kind; one more at the end.
    first_kind: Vec<u32>,
}

/// What columns of a home have in common.
#[derive(Debug)]
pub struct Kind {
    /// Position of the home.
    pub home: u32,
    /// The home's rows about everybody in which they stand, and their coefficients.
    pub stands: Vec<(u32, i64)>,
}

/// The columns of one set of brothers and sisters, in order of home and bedrooms saved.
#[derive(Debug)]
pub struct Columns {
    /// Bit mask of the group's children.
    pub mask: u32,
    /// By column: its kind.
    pub kinds: Vec<u32>,
    /// By column: bedrooms saved by sharing.
    shares: Vec<u8>,
    costs: Costs,
    /// Column, row and coefficient where a column stands in rows beside those of its kind; in order.
    pub beside: Vec<(u32, u32, i64)>,
}

/// Costs by column, then tier.
#[derive(Debug)]
enum Costs {
    Narrow(Vec<i32>),
    Wide(Vec<i64>),
}

impl Costs {
    fn push(&mut self, costs: &[i64]) {
        if let Self::Narrow(known) = self {
            let before = known.len();
            let fits = costs.iter().map_while(|cost| i32::try_from(*cost).ok());
            known.extend(fits);
            if known.len() - before == costs.len() {
                return;
            }
            known.truncate(before);
            *self = Self::Wide(known.iter().copied().map(i64::from).collect());
        }
        if let Self::Wide(known) = self {
            known.extend_from_slice(costs);
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Narrow(known) => known.shrink_to_fit(),
            Self::Wide(known) => known.shrink_to_fit(),
        }
    }
}

impl Columns {
    fn of(mask: u32) -> Self {
        Self {
            mask,
            kinds: Vec::new(),
            shares: Vec::new(),
            costs: Costs::Narrow(Vec::new()),
            beside: Vec::new(),
        }
    }

    /// Columns of one kind that cost this in an only tier.
    #[cfg(test)]
    pub fn that_cost(mask: u32, costs: &[i64]) -> Self {
        let mut set = Self::of(mask);
        for cost in costs {
            set.kinds.push(0);
            set.shares.push(0);
            set.costs.push(&[*cost]);
        }
        set
    }

    /// Writes what a column costs in each tier.
    pub fn costs(&self, column: u32, costs: &mut [i64]) {
        let at = column as usize * costs.len();
        match &self.costs {
            Costs::Narrow(known) => {
                let known = known[at..].iter();
                costs
                    .iter_mut()
                    .zip(known)
                    .for_each(|(c, k)| *c = i64::from(*k));
            }
            Costs::Wide(known) => {
                let known = known[at..].iter();
                costs.iter_mut().zip(known).for_each(|(c, k)| *c = *k);
            }
        }
    }

    /// What a column costs in one of so many tiers.
    pub fn cost(&self, column: u32, tiers: usize, t: usize) -> i64 {
        let at = column as usize * tiers + t;
        match &self.costs {
            Costs::Narrow(known) => i64::from(known[at]),
            Costs::Wide(known) => known[at],
        }
    }

    /// Where a column stands in rows beside those of its kind.
    fn beside_of(&self, column: u32) -> &[(u32, u32, i64)] {
        let from = self.beside.partition_point(|(known, ..)| *known < column);
        let to = self.beside.partition_point(|(known, ..)| *known <= column);
        &self.beside[from..to]
    }

    fn shrink(&mut self) {
        self.kinds.shrink_to_fit();
        self.shares.shrink_to_fit();
        self.costs.shrink();
    }
}

/// A home that was asked: its part, and by block the group and mask.
struct Asked {
    part: AtHome,
    sets: Vec<(u32, u32)>,
}

impl Asked {
    fn of(whole: &Whole, home: usize, apart: bool) -> Self {
        let (named, able) = (whole.homes[home], &whole.able[home]);
        let ask = if apart { AtHome::of } else { AtHome::limited };
        let part = ask(whole.facts, whole.round, named, able, &whole.terms);
        let sets = part.blocks.iter();
        let sets = sets.map(|block| whole.group_and_mask(&block.children));
        Self {
            sets: sets.collect(),
            part,
        }
    }
}

impl Store {
    /// Asks every home, and numbers its rows about everybody.
    pub fn of(whole: &Whole, rows: &mut Rows) -> Self {
        let mut store = Self {
            groups: whole.groups.iter().map(|_| Vec::new()).collect(),
            looked_up: vec![0; whole.homes.len()],
            ..Self::default()
        };
        let homes: Vec<usize> = (0..whole.homes.len()).collect();
        for batch in homes.chunks(BATCH) {
            let asked = batch.par_iter();
            let asked: Vec<Asked> = asked.map(|home| Asked::of(whole, *home, false)).collect();
            for (&home, asked) in batch.iter().zip(asked) {
                store.take(home, &asked, rows);
            }
        }
        store.first_kind.push(store.kinds.len() as u32);
        store
            .groups
            .par_iter_mut()
            .flatten()
            .for_each(Columns::shrink);
        store
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        let sets = self.groups.iter().flatten();
        sets.map(|set| set.kinds.len()).sum()
    }

    /// Position of a column's home.
    pub fn home(&self, columns: &Columns, column: u32) -> u32 {
        self.kinds[columns.kinds[column as usize] as usize].home
    }

    /// Every row in which a column stands, and its coefficient.
    pub fn stands<'a>(
        &'a self,
        columns: &'a Columns,
        column: u32,
    ) -> impl Iterator<Item = (u32, i64)> + 'a {
        let kind = &self.kinds[columns.kinds[column as usize] as usize];
        let beside = columns.beside_of(column).iter();
        let beside = beside.map(|&(_, row, coefficient)| (row, coefficient));
        kind.stands.iter().copied().chain(beside)
    }

    fn take(&mut self, home: usize, asked: &Asked, rows: &mut Rows) {
        let part = &asked.part;
        let limits = part.plain.iter().zip(&part.limits);
        let limits = limits.map(|(duty, limit)| rows.limit_of(home, duty, *limit));
        let numbers: Vec<u32> = limits.collect();
        let first = self.kinds.len() as u32;
        self.first_kind.push(first);
        for profile in &part.profiles {
            let stands = numbers.iter().copied().zip(profile.iter().copied());
            self.kinds.push(Kind {
                home: home as u32,
                stands: stands
                    .filter(|(_, coefficient)| *coefficient != 0)
                    .collect(),
            });
        }
        for (b, &(group, mask)) in asked.sets.iter().enumerate() {
            let sets = &mut self.groups[group as usize];
            let at = sets.binary_search_by_key(&mask, |set| set.mask);
            let at = at.unwrap_or_else(|at| {
                sets.insert(at, Columns::of(mask));
                at
            });
            let set = &mut sets[at];
            set.kinds.push(first + u32::from(part.profile_of[b]));
            set.shares.push(part.blocks[b].shares);
            set.costs.push(&part.costs[b]);
        }
    }

    /// Looks up how columns stand in rows about particular children and in cuts that have become known since.
    pub fn look_up(&mut self, whole: &Whole, rows: &mut Rows) {
        let is_beside = |at: &u32| match &rows.all[*at as usize].key {
            Key::Row { about, .. } => !about.is_empty(),
            Key::Cut(_) => true,
        };
        let known = self.looked_up.iter_mut().zip(&rows.of_home).enumerate();
        let unknown = known.filter_map(|(home, (looked_up, rows))| {
            let new = rows[std::mem::replace(looked_up, rows.len())..].iter();
            let new: Vec<u32> = new.copied().filter(is_beside).collect();
            (!new.is_empty()).then_some((home, new))
        });
        let unknown: Vec<(usize, Vec<u32>)> = unknown.collect();
        for batch in unknown.chunks(BATCH) {
            let asked = batch.par_iter();
            let asked = asked.map(|(home, new)| Beside::of(whole, rows, *home, new));
            let asked: Vec<Vec<Beside>> = asked.collect();
            for ((home, _), beside) in batch.iter().zip(asked) {
                for row in beside {
                    rows.find(row.row, row.limit);
                    self.put_beside(*home, &row);
                }
            }
        }
        let sets = self.groups.par_iter_mut().flatten();
        sets.for_each(|set| set.beside.sort_unstable());
    }

    fn put_beside(&mut self, home: usize, row: &Beside) {
        let kinds = self.first_kind[home]..self.first_kind[home + 1];
        for &(group, mask, shares, coefficient) in &row.terms {
            let sets = &mut self.groups[group as usize];
            let Ok(at) = sets.binary_search_by_key(&mask, |set| set.mask) else {
                continue;
            };
            let set = &mut sets[at];
            let from = set.kinds.partition_point(|kind| *kind < kinds.start);
            let here = set.kinds[from..].iter().zip(&set.shares[from..]);
            let here = here.take_while(|(kind, _)| kinds.contains(kind));
            let mut here = here.zip(from as u32..);
            if let Some((_, column)) = here.find(|((_, known), _)| **known == shares) {
                set.beside.push((column, row.row, coefficient));
            }
        }
    }
}

/// A row of a home beside those about everybody, and the blocks that stand in it: group, mask, bedrooms saved, coefficient.
struct Beside {
    row: u32,
    limit: i64,
    terms: Vec<(u32, u32, u8, i64)>,
}

impl Beside {
    /// Asks a home for some rows. Rows about particular children are asked for only if one of them is, and none of it
    /// outlives the asking.
    fn of(whole: &Whole, rows: &Rows, home: usize, known: &[u32]) -> Vec<Self> {
        let is_named = |at: &u32| matches!(rows.all[*at as usize].key, Key::Row { .. });
        let Asked { part, sets } = Asked::of(whole, home, known.iter().any(is_named));
        let stands = stands::in_rows(&part, rows, known).into_iter();
        let beside = stands.map(|stands| Self {
            row: stands.row,
            limit: stands.limit,
            terms: (stands.terms.iter())
                .map(|&(block, coefficient)| {
                    let (group, mask) = sets[block];
                    (group, mask, part.blocks[block].shares, coefficient)
                })
                .collect(),
        });
        beside.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn costs_of_any_size_are_read_back_as_they_were() {
        let mut set = Columns::of(1);
        let all = [
            [1, -2],
            [i64::from(i32::MAX), 0],
            [5, 1 << 40],
            [-(1 << 50), 3],
        ];
        for costs in &all {
            set.costs.push(costs);
        }
        assert!(matches!(set.costs, Costs::Wide(_)));
        for (column, costs) in (0..).zip(&all) {
            let mut read = [0; 2];
            set.costs(column, &mut read);
            assert_eq!(read, *costs);
        }
        let mut small = Columns::of(1);
        small.costs.push(&all[0]);
        small.costs.push(&all[1]);
        assert!(matches!(small.costs, Costs::Narrow(_)));
    }

    #[test]
    fn what_stands_beside_is_found_by_column() {
        let mut set = Columns::of(1);
        set.beside = vec![(0, 4, 1), (2, 1, 2), (2, 9, 1), (5, 1, 1)];
        assert_eq!(set.beside_of(2), [(2, 1, 2), (2, 9, 1)]);
        assert!(set.beside_of(1).is_empty());
    }
}
