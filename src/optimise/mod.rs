//! The optimiser: columns that say who lives together where, tiers in the order of the law, and for each tier
//! a value with the bound that proves it.
//!
//! In order of reading: `blocks` (who could live where together) and `build` make a [`Problem`]; `tiers` goes
//! through it on a `face`, with a `live` relaxation that holds only the columns its `prices` ask for (`ways`
//! says what a sibling group comes to at prices, `cuts` what a home cannot take), and a `search` for whole
//! plans; `claim` hands plan and prices to the checker. Parts too large for that go through `scale`. `named` and
//! `program` write a problem for people and other solvers, `exported` a round with its prices; `lower`, `live` and `ffi` alone name the solver.

mod blocks;
mod build;
mod claim;
mod cuts;
mod exported;
mod face;
mod ffi;
mod forced;
mod greedy;
mod held;
mod interrupt;
mod limits;
mod live;
mod lower;
mod named;
mod prices;
mod problem;
mod program;
mod scale;
mod search;
mod start;
mod tiers;
mod ways;

pub use blocks::blocks_of;
pub use build::{build, resolve};
pub use cuts::Cut;
pub use exported::{Exported, export};
pub use face::Left;
pub use forced::{Choice, Exists, as_good_with, solve_with};
pub use interrupt::end_early;
pub use limits::{Limits, Method};
pub use named::program;
pub use prices::{ONE, Price, Prices};
pub use problem::{
    Column as BlockColumn, Group, HouseRow, Kept, LISTED, Problem, SiblingSet, Side,
};
pub use program::{Column, Program, Row, Sense};
pub use tiers::{ComponentOutcome, TierOutcome};

use interrupt::UnderWay;
use rayon::prelude::*;

use crate::candidates::{Candidates, Round};
use crate::certify::{self, Certificate, Fault};
use crate::duties::{Block, Facts, Proposal, approvals_needed};
use crate::model::{ApprovalKind, ChildIx, HomeIx};

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
    /// A plan did not pass the checker, so it is not shown.
    #[error(
        "the plan failed its certificate: {0}; this is a fault of the program: please report it"
    )]
    NotCertified(#[from] Fault),
}

const GIB: f64 = (1_u64 << 30) as f64;

/// Bytes that solving and checking take for each candidate pair, as measured on whole-system rounds.
const BYTES_A_PAIR: u64 = 1_650;

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
    /// Each component's programme.
    pub problems: Vec<Problem>,
    /// Each component's plan and proofs.
    pub outcomes: Vec<ComponentOutcome>,
}

/// Solves a round: every component through every tier of the council's policy.
pub fn solve(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<Solution, SolveError> {
    let needed = candidates.usable.len() as u64 * BYTES_A_PAIR;
    if needed > limits.memory {
        return Err(SolveError::Memory {
            needed,
            allowed: limits.memory,
        });
    }
    let _under_way = UnderWay::begin();
    let tiers = &facts.council.policy.tiers;
    let solved: Vec<(Problem, ComponentOutcome)> = candidates
        .components
        .par_iter()
        .map(|component| {
            let problem = build(facts, round, candidates, component, tiers);
            let outcome = solve_component(facts, &problem, limits)?;
            Ok((problem, outcome))
        })
        .collect::<Result<_, SolveError>>()?;
    let (problems, outcomes): (Vec<_>, Vec<_>) = solved.into_iter().unzip();
    let mut solution = Solution {
        proposals: Vec::new(),
        unplaced: Vec::new(),
        tiers: add_up(facts, round, &outcomes),
        problems,
        outcomes,
    };
    read_plan(facts, &mut solution);
    Ok(solution)
}

fn solve_component(
    facts: &Facts,
    problem: &Problem,
    limits: Limits,
) -> Result<ComponentOutcome, SolveError> {
    let tiers = &facts.council.policy.tiers;
    let by_prices = match limits.method {
        // What is owed to whole authorities does not fall into cells.
        _ if !problem.owed.is_empty() => false,
        Method::Auto => problem.children.len() > limits.exact,
        Method::Exact => false,
        Method::Prices => problem.children.len() > limits.cell,
    };
    if !by_prices {
        return tiers::solve(problem, tiers, limits);
    }
    let council = facts.council;
    let at = |place: crate::model::Location| (i64::from(place.easting), i64::from(place.northing));
    let map = scale::Map {
        groups: problem
            .groups
            .iter()
            .map(|group| council.child(group.children[0]).home.map(at))
            .collect(),
        homes: problem
            .homes
            .iter()
            .map(|side| council.home(side.home).location.map(at))
            .collect(),
    };
    scale::solve(problem, &map, tiers, limits)
}

/// Solves a round and checks the result with the independent checker; a plan that fails is an error.
pub fn solve_certified(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    limits: Limits,
) -> Result<(Solution, Certificate), SolveError> {
    let solution = solve(facts, round, candidates, limits)?;
    let certificate = certify::check(facts, round, &solution.claim(), &solution.proposals)?;
    Ok((solution, certificate))
}

fn add_up(facts: &Facts, round: &Round, outcomes: &[ComponentOutcome]) -> Vec<TierResult> {
    let tiers = &facts.council.policy.tiers;
    let terms = resolve(tiers);
    let total = |t: usize, of: &dyn Fn(&TierOutcome) -> i64| -> i64 {
        outcomes.iter().map(|o| of(&o.tiers[t])).sum()
    };
    let add = |(t, tier): (usize, &crate::model::Tier)| {
        let constants = terms[t]
            .iter()
            .map(|(duty, weight)| weight * duty.constant(facts, &round.to_place));
        let constant: i64 = constants.sum();
        TierResult {
            name: tier.name.clone(),
            value: constant + total(t, &|o| o.value),
            bound: constant + total(t, &|o| o.bound),
            price_bound: constant + total(t, &|o| o.price_bound),
            constant,
            columns: outcomes.iter().map(|o| o.tiers[t].columns).sum(),
            rows: outcomes.iter().map(|o| o.tiers[t].rows).sum(),
            nodes: outcomes.iter().map(|o| o.tiers[t].nodes).sum(),
        }
    };
    tiers.iter().enumerate().map(add).collect()
}

/// Reads the chosen columns back into who would live where.
fn read_plan(facts: &Facts, solution: &mut Solution) {
    for (problem, outcome) in solution.problems.iter().zip(&solution.outcomes) {
        let mut placed = Vec::new();
        for &j in &outcome.chosen {
            let block = problem.block(j);
            solution.proposals.extend(propose(facts, &block));
            placed.extend(block.children);
        }
        let left = problem.children.iter().filter(|c| !placed.contains(c));
        solution.unplaced.extend(left);
    }
    solution.proposals.sort_by_key(|p| p.child);
    solution.unplaced.sort_unstable();
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
    /// The home proposed for a child.
    pub fn home_of(&self, child: ChildIx) -> Option<HomeIx> {
        let at = self.proposals.binary_search_by_key(&child, |p| p.child);
        at.ok().map(|i| self.proposals[i].home)
    }
}
