//! Is there enough, duty by duty, and is each shortfall one of allocation or of capacity?
//!
//! In order of reading: `usable` counts the places that this council can really use; `attainable` solves what they
//! could give, in the law's order and for each duty alone; `gaps` holds that against what is and what is to be;
//! `shortfall` names the children for whom a duty is not met, and what would meet it; `worth` says what one more home
//! of each kind would change; `frontier` what one thing costs in another; `statements` what a reader must know before
//! the figures. Beside them stand `annex`, the tables of a strategy; `choice`, how many homes each child could have; and
//! `equality`, outcomes by protected characteristic.

pub mod annex;
mod attainable;
pub mod choice;
pub mod equality;
mod frontier;
mod gaps;
mod statements;
mod usable;
mod worth;

use std::time::{Duration, Instant};

pub use attainable::{Attained, attain, duties_alone, in_order, tiers_alone, under};
pub use frontier::{Axis, CURVES, Frontier, Measured, POINTS_BETWEEN, Point, frontiers, knee};
pub use gaps::{Gap, Standings, gaps};
pub use statements::{Statement, figure, statements};
pub use usable::{SHARED_KINDS, Share, Supply, Usable};
pub use worth::{Effort, Resolved, Row, Worth, worth};

use crate::duties::Facts;
use crate::kpis::Standing;
use crate::optimise::{Limits, SolveError};

/// What is asked of an assessment.
#[derive(Debug, Clone, Copy)]
pub struct Asked {
    /// Limits of each solve.
    pub limits: Limits,
}

/// An assessment of a council.
pub struct Assessment<'a> {
    /// The council as it is.
    pub facts: &'a Facts<'a>,
    /// Its usable supply.
    pub usable: Usable,
    /// The theoretical plans: in the law's order first, then each duty alone.
    pub attained: Vec<Attained>,
    /// Every indicator, whole and by segment.
    pub gaps: Vec<Gap>,
    /// What a reader must know first.
    pub statements: Vec<Statement>,
    /// How long each step took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl<'a> Assessment<'a> {
    /// Assesses a council.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_certified`].
    pub fn of(facts: &'a Facts<'a>, asked: Asked) -> Result<Self, SolveError> {
        let mut clock = Instant::now();
        let mut timings = Vec::new();
        let mut lap = |step| {
            timings.push((step, clock.elapsed()));
            clock = Instant::now();
        };
        let usable = Usable::of(facts);
        let attained = attain(&usable.council, asked.limits)?;
        lap("what the present homes could give");
        let gaps = gaps(facts.council, &standings(facts, &attained));
        let statements = statements(facts, &usable, &gaps);
        lap("indicators");
        Ok(Self {
            facts,
            usable,
            attained,
            gaps,
            statements,
            timings,
        })
    }

    /// The indicators of the whole council.
    pub fn whole(&self) -> impl Iterator<Item = &Gap> {
        self.gaps.iter().filter(|gap| gap.segment.is_none())
    }
}

/// Who lives where, now and in each theoretical plan.
fn standings<'a>(facts: &'a Facts<'a>, attained: &[Attained]) -> Standings<'a> {
    let planned = |plan: &Attained| Standing::planned(facts, plan.plan.iter().copied());
    let in_order = attained.iter().find(|plan| plan.duty.is_none());
    let alone = attained.iter();
    Standings {
        actual: Standing::present(facts),
        in_order: in_order.map_or_else(|| Standing::present(facts), planned),
        alone: alone
            .filter_map(|plan| Some((plan.duty?, planned(plan))))
            .collect(),
    }
}
