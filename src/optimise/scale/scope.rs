//! How the cells of a sweep are solved.

use super::options::Looked;
use super::pool::Pool;
use crate::optimise::limits::Limits;

/// Most nodes of a search in a cell that prices connect: another one is worth more than the last gap of this one.
const NODES: i32 = 100;

/// Which cells are solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Those of the map.
    Map,
    /// Large ones, in which counts and the first measured tier are solved, that one quickly.
    Large,
    /// Those that prices connect.
    Near,
}

/// How cells are solved.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The options that are looked at.
    pub looked: Looked<'a>,
    /// Most nodes of a search.
    pub nodes: i32,
    /// Which cells they are.
    pub cells: Cells,
}

impl<'a> Scope<'a> {
    /// Cells of the map: all tiers among the best options.
    pub const fn map(pool: &'a Pool, limits: Limits) -> Self {
        Self {
            looked: Looked::AtBest(pool),
            nodes: limits.nodes,
            cells: Cells::Map,
        }
    }

    /// Large cells: the first tiers among the same.
    pub const fn large(pool: &'a Pool, limits: Limits) -> Self {
        Self {
            cells: Cells::Large,
            ..Self::map(pool, limits)
        }
    }

    /// Cells that prices connect: all tiers among all options.
    pub fn near(limits: Limits) -> Self {
        Self {
            looked: Looked::AtAll,
            nodes: limits.nodes.min(NODES),
            cells: Cells::Near,
        }
    }
}
