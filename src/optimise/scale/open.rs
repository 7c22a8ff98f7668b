//! What the tiers proved so far leave open of all columns: a superset of the plans that keep their values.

use super::store::{Columns, Store};
use super::whole::Whole;
use crate::optimise::problem::Group;

/// What is open.
#[derive(Debug)]
pub struct Open {
    /// By group.
    pub groups: Vec<OpenGroup>,
}

/// What is open of a group.
#[derive(Debug)]
pub struct OpenGroup {
    /// By set of the store, then column.
    pub sets: Vec<Vec<bool>>,
    /// By child: whether she may be left unplaced.
    pub leaving: Vec<bool>,
}

impl Open {
    /// Everything.
    pub fn all(whole: &Whole, store: &Store) -> Self {
        let groups = whole.groups.iter().zip(&store.groups);
        let of = |(group, sets): (&Group, &Vec<Columns>)| OpenGroup {
            sets: sets.iter().map(|set| vec![true; set.kinds.len()]).collect(),
            leaving: vec![true; group.children.len()],
        };
        Self {
            groups: groups.map(of).collect(),
        }
    }
}
