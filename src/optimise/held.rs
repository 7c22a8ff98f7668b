//! What a relaxation holds of a component, and what its solution says.

use super::face::Face;
use super::prices::Prices;
use super::problem::{Kept, Problem};

/// An optimal solution of the relaxation.
pub struct Solved {
    /// Value by block column that is in the relaxation and above zero.
    pub amounts: Vec<(u32, f64)>,
    /// Prices of rows, cuts and kept tiers.
    pub prices: Prices,
    /// Dual of each row.
    pub duals: Vec<f64>,
    /// Whether every column is 0 or 1.
    pub whole: bool,
}

/// What a column of the relaxation stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// A block.
    Block(u32),
    /// Group and child.
    Unmet(u32, u32),
    /// Group and way.
    Way(u32, u32),
}

impl Stands {
    /// What the column costs in a kept row.
    pub fn cost(self, face: &Face, kept: &Kept) -> i64 {
        match self {
            Self::Block(j) => face.problem.cost_kept(kept, j),
            Self::Unmet(g, bit) => face.problem.leaving_kept(kept, g as usize, 1 << bit),
            Self::Way(g, w) => {
                let way = &face.ways[g as usize].listed[w as usize];
                face.problem.leaving_kept(kept, g as usize, !way.placed)
            }
        }
    }

    /// Whether earlier tiers leave the column open.
    pub fn is_open(self, face: &Face) -> bool {
        match self {
            Self::Block(j) => face.open[j as usize],
            Self::Unmet(g, bit) => face.ways[g as usize].may_be_left[bit as usize],
            Self::Way(g, w) => face.ways[g as usize].listed[w as usize].open,
        }
    }
}

/// Which block columns a relaxation holds, and where it keeps the needs.
pub struct Held<'a> {
    /// The component's programme.
    pub problem: &'a Problem,
    /// By block column: its column here.
    pub at: Vec<Option<u32>>,
    /// By group: its first need row. Children one by one, or the group and then its sets.
    pub need: Vec<usize>,
}

impl Held<'_> {
    /// Whether a column is in the relaxation.
    pub fn has(&self, j: u32) -> bool {
        self.at[j as usize].is_some()
    }

    /// The need rows in which a column stands, once in each.
    pub fn need_rows(&self, j: u32) -> impl Iterator<Item = usize> + use<> {
        let column = &self.problem.columns[j as usize];
        let first = self.need[column.group as usize];
        let (first, mask) = if self.problem.groups[column.group as usize].has_ways() {
            (first + 1 + usize::from(column.set), 1)
        } else {
            (first, self.problem.mask(j))
        };
        let bits = (0..u32::BITS as usize).filter(move |bit| mask >> bit & 1 == 1);
        bits.map(move |bit| first + bit)
    }

    /// The reduced cost of a column in the relaxation, from its cost at the prices of household rows.
    pub fn reduced(&self, solved: &Solved, j: u32, at_prices: f64) -> f64 {
        at_prices - self.need_rows(j).map(|row| solved.duals[row]).sum::<f64>()
    }
}
