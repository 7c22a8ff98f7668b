//! What one thing costs in another: for two measures the plans of which no other is better in both.
//!
//! Every plan is one of the theoretical whole-system round in which as many children as possible are placed, emergencies
//! first; that is never traded. A curve has two end points, in which the one measure is made as small as can be and then
//! the other; and between them points by ceilings: *the second measure as small as can be while the first comes to no
//! more than so much*, and then the first as small as that allows. So no plan is better in one measure and as good in
//! the other, up to the gaps that every point states. (The method is the ε-constraint method of multi-objective
//! optimisation; the second step rules out points that are only weakly efficient.) Where a gap lets one point be no
//! better than another in both measures, it is left out.
//!
//! The ceiling is a row of the programme with a price of its own, so each point is certified like any other round.

mod axis;
mod curve;
mod knee;

pub use axis::Axis;
pub use knee::knee;

use rayon::prelude::*;

use super::Attained;
use super::ground::Ground;
use crate::certify::{CertifiedTier, Proof};
use crate::duties::Block;
use crate::optimise::{Limits, SolveError, Steps};

/// Points between the end points of a curve, if there are so many values between them.
pub const POINTS_BETWEEN: usize = 7;

/// The same in a large system.
pub const FEW_BETWEEN: usize = 2;

/// Columns that a first search for a point may hold, and nodes that a search may take: a point whose search ends there
/// says how large its gap is.
const COLUMNS: usize = 2_000;
const NODES: i32 = 20;

/// The curves: what has a ceiling, and what is made small below it.
pub const CURVES: [[Axis; 2]; 3] = [
    [Axis::Near, Axis::Cost],
    [Axis::Siblings, Axis::Cost],
    [Axis::Siblings, Axis::Near],
];

/// A measure of a plan, and how far it could be from the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// What the plan comes to, in the measure's unit.
    pub value: i64,
    /// No plan that keeps to the ceiling and is as good in what came first comes to less.
    pub bound: i64,
    /// What proves the bound.
    pub proof: Proof,
}

impl Measured {
    /// How far the value can be from the best, relative to it; 0 where it is proved.
    pub fn gap(&self) -> f64 {
        let open = (self.value - self.bound) as f64;
        open / self.value.unsigned_abs().max(1) as f64
    }
}

impl From<&CertifiedTier> for Measured {
    fn from(tier: &CertifiedTier) -> Self {
        Self {
            value: tier.value,
            bound: tier.bound,
            proof: tier.proof,
        }
    }
}

/// One plan of a curve, certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The measure that has the ceiling.
    pub x: Measured,
    /// The other.
    pub y: Measured,
    /// The most that `x` could come to; none at the end points.
    pub ceiling: Option<i64>,
    /// The measure that was made small first: `x` at the first end point alone.
    pub first: Axis,
    /// Who would live together where.
    pub plan: Vec<Block>,
}

/// A curve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frontier {
    /// What `x` and `y` of its points are.
    pub axes: [Axis; 2],
    /// Its points: `x` rises and `y` falls from each to the next.
    pub points: Vec<Point>,
    /// Position of the point at which the curve bends most ([`knee`]), if it bends.
    pub knee: Option<usize>,
}

impl Frontier {
    /// A curve of points in any order, without those that others are as good as in both measures.
    pub fn of(axes: [Axis; 2], mut points: Vec<Point>) -> Self {
        points.sort_by_key(|point| (point.x.value, point.y.value));
        let mut least = None;
        points.retain(|point| {
            let is_better = least.is_none_or(|least| point.y.value < least);
            if is_better {
                least = Some(point.y.value);
            }
            is_better
        });
        let values: Vec<(i64, i64)> = points.iter().map(|p| (p.x.value, p.y.value)).collect();
        Self {
            axes,
            knee: knee(&values),
            points,
        }
    }
}

/// The three curves of a council, with so many points `between` the ends of each. `attained` are plans with which an end point may begin: those of its measure alone.
/// `None` where the whole system is too large to be solved as one part.
///
/// The points are the same for any number of threads.
///
/// # Errors
/// As [`crate::optimise::solve_certified`].
pub fn frontiers(
    ground: &Ground,
    attained: &[Attained],
    between: usize,
    limits: Limits,
    steps: &dyn Steps,
) -> Result<Option<Vec<Frontier>>, SolveError> {
    let Some(prepared) = ground.prepared() else {
        return Ok(None);
    };
    let limits = Limits {
        dive: true,
        last_loose: true,
        columns: limits.columns.min(COLUMNS),
        nodes: limits.nodes.min(NODES),
        ..limits
    };
    let desk = curve::Desk {
        ground,
        prepared,
        attained,
        limits,
        between,
        steps,
    };
    let curves = CURVES.par_iter().map(|&axes| desk.curve(axes));
    curves.collect::<Result<_, SolveError>>().map(Some)
}
