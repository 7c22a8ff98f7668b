//! All columns of a component, and a pool of good ones: of each set of brothers and sisters the cheapest few at some
//! prices in each tier.

use super::store::{Columns, Store};

/// Columns of a set, in order, by their number in it.
pub type Picked = Vec<u32>;

/// The pool.
#[derive(Debug)]
pub struct Pool {
    /// All columns.
    pub store: Store,
    /// By group, then set of the store.
    pub groups: Vec<Vec<Picked>>,
}

impl Pool {
    /// An empty pool.
    pub fn of(store: Store) -> Self {
        let groups = store.groups.iter();
        Self {
            groups: groups.map(|sets| vec![Vec::new(); sets.len()]).collect(),
            store,
        }
    }

    /// The sets of a group, with their columns in the pool.
    pub fn sets(&self, group: usize) -> impl Iterator<Item = (&Columns, &Picked)> {
        self.store.groups[group].iter().zip(&self.groups[group])
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        self.groups.iter().flatten().map(Vec::len).sum()
    }

    /// Takes more columns of a group, by set.
    pub fn take(&mut self, group: usize, found: Vec<Picked>) {
        for (known, found) in self.groups[group].iter_mut().zip(found) {
            known.extend(found);
            known.sort_unstable();
            known.dedup();
        }
    }
}
