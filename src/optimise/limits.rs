//! Limits of a solve, and how parts of a round are solved.

use super::SolveError;
use crate::candidates::{Candidates, Component, Round};
use crate::model::ChildIx;

/// Bytes that solving a part as one and checking it take for each candidate pair, as measured on whole-system rounds.
const BYTES_A_PAIR: u64 = 1_650;

/// Bytes that all columns of a part that is solved cell by cell take for each candidate pair of it, and later what the
/// checker keeps of them: a little more columns than pairs, at 8 bytes in each of nine tiers.
const BYTES_A_PAIR_IN_CELLS: u64 = 140;

/// Bytes that a large cell takes for each child in it.
const BYTES_A_CHILD: u64 = 130_000;

/// Limits of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most nodes of one search; a tier that needs more reports its gap. With none the plan at hand stays where the prices do
    /// not show that it is close enough.
    pub nodes: i32,
    /// Columns that a first, restricted search may hold.
    pub columns: usize,
    /// Whether measured tiers are solved quickly rather than closely: a plan that is close enough is
    /// looked for among the columns that the relaxation uses, and no search among many columns begins.
    pub dive: bool,
    /// Whether the last tier only chooses among plans that are as good in all others: prices that show the plan at hand to
    /// be close enough end it, though better prices could be had.
    pub last_loose: bool,
    /// How components are solved.
    pub method: Method,
    /// Most children of a component that is solved as one where the method is chosen by size.
    pub exact: usize,
    /// Most children of a component that is one large cell where the first tiers are solved; one of more falls into cells of as
    /// many as are solved as one.
    pub whole: usize,
    /// Most children of a cell of the map, into which a larger component falls.
    pub cell: usize,
    /// Most children of a cell that prices connect.
    pub connected: usize,
    /// Sweeps over the cells of the map.
    pub sweeps: usize,
    /// Bytes of memory that a round may need by estimate.
    pub memory: u64,
    /// Whether every part must be at hand as a programme afterwards, to be exported or solved again with a choice.
    pub programmes: bool,
}

/// How a component is solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// By size.
    Auto,
    /// As one, to proven optimality.
    Exact,
    /// Cell by cell, with prices that bound the whole.
    Prices,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 20_000,
            columns: 6_000,
            dive: false,
            last_loose: false,
            method: Method::Auto,
            exact: 5_000,
            whole: 16_000,
            cell: 1_000,
            connected: 200,
            sweeps: 3,
            memory: 12 << 30,
            programmes: false,
        }
    }
}

impl Limits {
    /// Whether a component is solved cell by cell.
    pub(super) fn by_prices(&self, component: &Component, round: &Round) -> bool {
        match self.method {
            // What is owed to whole authorities does not fall into cells.
            _ if round.none_worse.is_some() => false,
            Method::Auto => component.children.len() > self.exact,
            Method::Exact => false,
            Method::Prices => component.children.len() > self.cell,
        }
    }

    /// Refuses a round that would need more memory than it may, or of which no programme would be left.
    pub(super) fn check(&self, candidates: &Candidates, round: &Round) -> Result<(), SolveError> {
        let mut large = candidates.components.iter();
        let large = large.find(|component| self.by_prices(component, round));
        if let Some(component) = large {
            let children = component.children.len();
            if round.ceilings.is_some() {
                return Err(SolveError::CeilingOverCells { children });
            }
            // A home that does not exist yet is opened in the programme of its part.
            if self.programmes || round.planned.is_some() {
                return Err(SolveError::NoProgramme { children });
            }
        }
        let pairs = |child: &ChildIx| candidates.of_child(*child).len() as u64;
        let of_component = |component: &Component| {
            let pairs = component.children.iter().map(pairs).sum::<u64>();
            if !self.by_prices(component, round) {
                return pairs * BYTES_A_PAIR;
            }
            let cells = rayon::current_num_threads();
            let large = match component.children.len() {
                all if all <= self.whole => all,
                all => all.min(self.exact.min(self.whole).saturating_mul(cells)),
            };
            pairs * BYTES_A_PAIR_IN_CELLS + large as u64 * BYTES_A_CHILD
        };
        let needed = candidates.components.iter().map(of_component).sum();
        if needed > self.memory {
            return Err(SolveError::Memory {
                needed,
                allowed: self.memory,
            });
        }
        Ok(())
    }
}
