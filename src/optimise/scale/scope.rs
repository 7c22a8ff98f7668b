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
    /// Large ones, in which the first tiers are solved, measured ones quickly.
    Large,
    /// Those that prices connect.
    Near,
}

/// What is solved in large cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InLarge {
    /// The counts.
    Counts,
    /// The counts, and the prices of the first measured tier.
    Prices,
    /// The counts and the first measured tier.
    Measures,
}

impl InLarge {
    /// What was done, in words.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counts => "counted in large cells",
            Self::Prices => "priced in large cells",
            Self::Measures => "measured in large cells",
        }
    }
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
    /// How many of the first tiers are solved.
    pub tiers: usize,
}

impl<'a> Scope<'a> {
    /// Cells of the map: all tiers among the best options.
    pub const fn map(pool: &'a Pool, limits: Limits) -> Self {
        Self {
            looked: Looked::AtBest(pool),
            nodes: limits.nodes,
            cells: Cells::Map,
            tiers: usize::MAX,
        }
    }

    /// Large cells: some of the first tiers among the same.
    pub fn large(pool: &'a Pool, limits: Limits, counts: usize, how: InLarge) -> Self {
        let (tiers, nodes) = match how {
            InLarge::Counts => (counts, limits.nodes),
            InLarge::Prices => (counts + 1, 0),
            InLarge::Measures => (counts + 1, limits.nodes),
        };
        Self {
            cells: Cells::Large,
            tiers,
            nodes,
            ..Self::map(pool, limits)
        }
    }

    /// Cells that prices connect: all tiers among all options.
    pub fn near(limits: Limits) -> Self {
        Self {
            looked: Looked::AtAll,
            nodes: limits.nodes.min(NODES),
            cells: Cells::Near,
            tiers: usize::MAX,
        }
    }
}
