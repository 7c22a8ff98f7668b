//! The optimiser: columns that say who lives together where, tiers in the order of the law, and for each tier
//! a value with the bound that proves it.
//!
//! In order of reading:
//!
//! | what is decided | `blocks` (who could live where together), `at_home` (what a home can hold), `build` makes a [`Problem`] |
//! |---|---|
//! | where it begins | `start`, with a `greedy` first plan |
//! | tier by tier | `tiers` goes through a problem on a `face`, and `settle`s a `live` relaxation of the columns `held` |
//! | what is proved | `prices`; `ways` says what a sibling group comes to at prices, `cuts` what a home cannot take, `owed` what is promised |
//! | whole plans | `search`, perhaps after a quick `dive`; `early` where an `interrupt` ends it; `limits` of all that |
//! | what comes of it | `outcome`; `claim` hands plan and prices to the checker |
//! | the same again | `again` with other tiers or ceilings, `forced` with a choice made, `opened` with one more home, `relax` and `first_order` for what places are worth |
//! | parts too large for that | `scale` |
//! | for people and other solvers | `named` and `program` write a problem, `exported` a round with its prices |
//! | the solver | `lower`, `live` and `ffi` alone name it |

mod again;
mod at_home;
mod basis;
mod blocks;
mod build;
mod claim;
mod cuts;
mod dive;
mod early;
mod exported;
mod face;
mod ffi;
mod first_order;
mod forced;
mod greedy;
mod held;
mod interrupt;
mod limits;
mod live;
mod lower;
mod named;
mod opened;
mod outcome;
mod owed;
mod prices;
mod problem;
mod program;
mod relax;
mod scale;
mod search;
mod settle;
mod start;
mod steps;
mod tiers;
mod ways;

pub use again::Prepared;
pub use blocks::{blocks_of, blocks_together};
pub use build::{Terms, Worst, build, resolve};
pub use cuts::Cut;
pub use exported::{Exported, export};
pub use face::Left;
pub use first_order::{FirstOrder, Promise, first_order};
pub use forced::{Choice, Exists, as_good_with, solve_with};
pub use interrupt::{EndsEarly, asked_to_end, end_early, ends_with};
pub use limits::{Limits, Method};
pub use lower::{Counted, Growing, Relaxed, SelectedRow, Selection, Stop, search_counts};
pub use named::program;
pub use opened::{Opened, solve_opened};
pub use outcome::{ComponentOutcome, TierOutcome};
pub use prices::{ONE, Price, Prices};
pub use problem::{
    Column as BlockColumn, Group, HouseRow, Kept, LISTED, Problem, SiblingSet, Side,
};
pub use program::{Column, Program, Row, Sense};
pub use relax::place_prices;
pub use scale::{Large, Work};
pub use steps::{Steps, Unwatched};
pub use ways::{AtPrices, Cost, Housed, Way, Ways};

use std::time::Instant;

use build::resolve_for;
use rayon::prelude::*;

use crate::candidates::{Candidates, Round};
use crate::certify::{self, Certificate, Fault};
use crate::duties::{Block, Duty, Facts, Proposal, approvals_needed};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Tier};

/// Why a programme could not be solved. Every need has an unmet column, so a programme is never infeasible;
/// this is a fault of the solver or of ours.
#[derive(Debug, thiserror::Error)]
pub enum SolveError {
    /// The solver ended in a state that no programme of ours should lead to.
    #[error(
        "the solver ended with {0}; maybe memory ran out: try fewer children or a shorter search distance"
    )]
    Unexpected(String),
    /// The round is larger than the memory it may use.
    #[error(
        "about {:.1} GiB of memory would be needed, and {:.1} are allowed: allow more with --max-memory, or place \
         fewer children or search less far (search_miles in council.toml)",
        *.needed as f64 / GIB, *.allowed as f64 / GIB
    )]
    Memory {
        /// Bytes needed, by estimate.
        needed: u64,
        /// Bytes allowed.
        allowed: u64,
    },
    /// A part of the round would be solved cell by cell, so that no programme of it is ever whole.
    #[error(
        "a part of the round has {children} children and would be solved cell by cell, without one programme that could \
         be exported or solved again with a choice: use --method exact"
    )]
    NoProgramme {
        /// Children of the part.
        children: usize,
    },
    /// The work was interrupted, and half of it would be a wrong answer.
    #[error("interrupted before the work was done; nothing was written")]
    Interrupted,
    /// Ceilings hold over the whole round, and a part of it would be solved cell by cell.
    #[error(
        "a ceiling holds over a whole round, and a part with {children} children would be solved cell by cell: use \
         --method exact"
    )]
    CeilingOverCells {
        /// Children of the part.
        children: usize,
    },
    /// A round in several parts has no one programme.
    #[error("only a round in one part can be prepared to be solved again")]
    NotOnePart,
    /// The plan that came with ceilings keeps not all of them, or breaks a duty.
    #[error("the plan given with the ceilings of a round does not keep to them")]
    AboveCeiling,
    /// A plan did not pass the checker, so it is not shown.
    #[error(
        "the plan failed its certificate: {0}; this is a fault of the program: please report it"
    )]
    NotCertified(#[from] Fault),
}

const GIB: f64 = (1_u64 << 30) as f64;

/// A tier over the whole round.
#[derive(Debug, Clone, PartialEq)]
pub struct TierResult {
    /// Name.
    pub name: String,
    /// Value, the round's constant included.
    pub value: i64,
    /// No plan that keeps the earlier tiers has a smaller value.
    pub bound: i64,
    /// The part of the bound that prices alone prove.
    pub price_bound: i64,
    /// The round's constant.
    pub constant: i64,
    /// Columns open when the tier was solved.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Nodes searched.
    pub nodes: u64,
}

impl TierResult {
    /// Relative gap: how far the value can be from the best, 0 where it is proved.
    pub fn gap(&self) -> f64 {
        let open = (self.value - self.bound) as f64;
        if open == 0.0 {
            0.0
        } else {
            open / (self.value.unsigned_abs().max(1)) as f64
        }
    }
}

/// An optimal plan for a round.
#[derive(Debug)]
pub struct Solution {
    /// The homes proposed.
    pub proposals: Vec<Proposal>,
    /// The children whom no home could take, in order.
    pub unplaced: Vec<ChildIx>,
    /// The tiers.
    pub tiers: Vec<TierResult>,
    /// The programme of each component that was solved as one.
    pub problems: Vec<Problem>,
    /// The plan and proofs of each of these.
    pub outcomes: Vec<ComponentOutcome>,
    /// Components that were solved cell by cell.
    pub large: Vec<Large>,
    /// Whether the search was asked to end before every tier was proved to its tolerance.
    pub interrupted: bool,
}

/// Solves a round: every component through every tier of the council's policy.
pub fn solve(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<Solution, SolveError> {
    limits.check(candidates, round)?;
    let tiers = &facts.council.policy.tiers;
    let solved: Vec<Solved> = candidates
        .components
        .par_iter()
        .map(|component| {
            if limits.by_prices(component, round) {
                let large = scale::solve(facts, round, candidates, component, limits)?;
                return Ok(Solved::Large(large));
            }
            let problem = build(facts, round, candidates, component, tiers);
            if round.ceilings.is_some() && !problem.has_plan_at_hand() {
                return Err(SolveError::AboveCeiling);
            }
            let outcome = tiers::solve(&problem, tiers, limits)?;
            Ok(Solved::Exact(Box::new(problem), outcome))
        })
        .collect::<Result<_, SolveError>>()?;
    Ok(put_together(facts, round, solved))
}

/// The parts of a round as one solution.
fn put_together(facts: &Facts, round: &Round, solved: Vec<Solved>) -> Solution {
    let mut solution = Solution {
        proposals: Vec::new(),
        unplaced: Vec::new(),
        tiers: Vec::new(),
        problems: Vec::new(),
        outcomes: Vec::new(),
        large: Vec::new(),
        interrupted: false,
    };
    for solved in solved {
        match solved {
            Solved::Exact(problem, outcome) => {
                solution.problems.push(*problem);
                solution.outcomes.push(outcome);
            }
            Solved::Large(large) => solution.large.push(large),
        }
    }
    solution.tiers = add_up(facts, round, &solution);
    read_plan(facts, round, &mut solution);
    solution.interrupted = asked_to_end() && !solution.is_proved(&facts.council.policy.tiers);
    solution
}

/// A component that was solved.
enum Solved {
    /// As one.
    Exact(Box<Problem>, ComponentOutcome),
    /// Cell by cell.
    Large(Large),
}

/// As [`solve_certified`], for work that a plan cut short would make wrong.
///
/// # Errors
/// As [`solve_certified`], and [`SolveError::Interrupted`].
pub fn solve_to_the_end(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<Solution, SolveError> {
    let (solution, _) = solve_certified(facts, round, candidates, limits)?;
    if solution.interrupted {
        return Err(SolveError::Interrupted);
    }
    Ok(solution)
}

/// Solves a round and checks the result with the independent checker; a plan that fails is an error.
pub fn solve_certified(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<(Solution, Certificate), SolveError> {
    let solution = solve(facts, round, candidates, limits)?;
    let started = Instant::now();
    let certificate = certify::check(facts, round, &solution.claim(), &solution.proposals)?;
    tracing::info!(seconds = started.elapsed().as_secs_f64(), "checked");
    Ok((solution, certificate))
}

fn add_up(facts: &Facts, round: &Round, solution: &Solution) -> Vec<TierResult> {
    let tiers = &facts.council.policy.tiers;
    let constants = constants(facts, &round.to_place, &resolve_for(round, tiers));
    let add = |(t, tier): (usize, &Tier)| {
        let exact = solution.outcomes.iter().map(|outcome| {
            let tier = &outcome.tiers[t];
            let values = [tier.value, tier.bound, tier.price_bound];
            (values, tier.columns, tier.rows, tier.nodes)
        });
        let large = solution.large.iter().map(|large| {
            let (tier, work) = (&large.part.tiers[t], &large.work[t]);
            let values = [tier.value, tier.price_bound, tier.price_bound];
            (values, work.columns, work.rows, work.nodes)
        });
        let constant = constants[t];
        let mut result = TierResult {
            name: tier.name.clone(),
            value: constant,
            bound: constant,
            price_bound: constant,
            constant,
            columns: 0,
            rows: 0,
            nodes: 0,
        };
        for ([value, bound, price_bound], columns, rows, nodes) in exact.chain(large) {
            result.value += value;
            result.bound += bound;
            result.price_bound += price_bound;
            result.columns += columns;
            result.rows += rows;
            result.nodes += nodes;
        }
        result
    };
    tiers.iter().enumerate().map(add).collect()
}

/// What each tier comes to for these children wherever they live.
pub fn constants(facts: &Facts, children: &[ChildIx], terms: &Terms) -> Vec<i64> {
    let of_tier = |terms: &Vec<(&'static dyn Duty, i64)>| {
        let constants = terms.iter();
        constants
            .map(|(duty, weight)| weight * duty.constant(facts, children))
            .sum()
    };
    terms.iter().map(of_tier).collect()
}

/// Reads the chosen columns back into who would live where.
fn read_plan(facts: &Facts, round: &Round, solution: &mut Solution) {
    let mut proposals: Vec<Proposal> = solution
        .blocks()
        .flat_map(|block| propose(facts, &block))
        .collect();
    proposals.sort_by_key(|p| p.child);
    let is_placed = |child: &ChildIx| proposals.binary_search_by_key(child, |p| p.child).is_ok();
    let left = round.to_place.iter().filter(|child| !is_placed(child));
    solution.unplaced = left.copied().collect();
    solution.proposals = proposals;
}

/// The block's proposals with the approvals that are not recorded yet. A bedroom share is put to a child for
/// whom it is recorded, where there is one.
pub fn propose(facts: &Facts, block: &Block) -> Vec<Proposal> {
    let recorded = |child: ChildIx| {
        let kind = ApprovalKind::BedroomShare;
        facts.records.approved(child, block.home, kind)
    };
    let already = block.children.iter().filter(|c| recorded(**c)).count();
    let mut to_ask = usize::from(block.shares).saturating_sub(already);
    let mut proposals = Vec::with_capacity(block.children.len());
    for &child in &block.children {
        let mut approvals = approvals_needed(&facts.pair(child, block.home));
        if to_ask > 0 && !recorded(child) {
            approvals.insert(ApprovalKind::BedroomShare);
            to_ask -= 1;
        }
        proposals.push(Proposal {
            child,
            home: block.home,
            approvals,
        });
    }
    proposals
}

impl Solution {
    /// Whether every tier is proved to its tolerance.
    pub fn is_proved(&self, tiers: &[Tier]) -> bool {
        let mut tiers = tiers.iter().zip(&self.tiers);
        tiers.all(|(tier, found)| found.gap() <= tier.tolerance)
    }

    /// The blocks of the plan.
    pub fn blocks(&self) -> impl Iterator<Item = Block> {
        let exact = self.problems.iter().zip(&self.outcomes);
        let exact = exact.flat_map(|(problem, o)| o.chosen.iter().map(|&j| problem.block(j)));
        let large = self.large.iter().flat_map(|large| &large.part.blocks);
        exact.chain(large.cloned())
    }

    /// The home proposed for a child.
    pub fn home_of(&self, child: ChildIx) -> Option<HomeIx> {
        let at = self.proposals.binary_search_by_key(&child, |p| p.child);
        at.ok().map(|i| self.proposals[i].home)
    }
}
