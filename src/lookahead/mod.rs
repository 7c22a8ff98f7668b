//! A round that thinks of the children who may come: places are charged by what they would be worth to sampled
//! futures, drawn from the council's own history.
//!
//! The mean dual of a place over K bootstrapped futures is the price of Ahani, Gölz, Procaccia, Teytelboym and
//! Trapp, "Dynamic Placement in Refugee Resettlement", Operations Research 72(3), 2024. Here it is taken tier
//! by tier in the order of the law, and whether children are placed at all comes first for those in need today: nobody
//! is left without an option because of a child who may come.

mod copies;
mod difference;
mod futures;
mod history;
mod prices;
mod words;

pub use difference::{Changed, Kept, changes, today};
pub use history::{History, POOL_WEEKS, Rate};
pub use prices::{TENTHS, first_charged};
pub use words::{counted, reason, weeks};

use crate::candidates::{Candidates, Round};
use crate::duties::Facts;
use crate::model::ChildIx;
use crate::optimise::{Limits, Solution, SolveError, solve_to_the_end};

/// How far ahead to look, and at how many futures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Futures.
    pub futures: u16,
    /// Horizon in weeks.
    pub weeks: u16,
    /// Seed of the random numbers.
    pub seed: u64,
}

/// Weeks ahead that a round looks by default. Nobody leaves in a future, so a longer horizon would take places
/// for scarcer than they are.
pub const HORIZON_WEEKS: u16 = 26;

/// A round with prices, and what it was without them.
#[derive(Debug)]
pub struct Ahead {
    /// How far it looks.
    pub settings: Settings,
    /// What it draws on.
    pub history: History,
    /// The round without prices.
    pub plain: Round,
    /// Its plan.
    pub without: Solution,
    /// The round with prices.
    pub round: Round,
}

impl Ahead {
    /// Solves the round without prices, and charges its places by what the futures would give for them.
    ///
    /// # Errors
    /// As [`solve_to_the_end`]: with prices of some futures alone the charges would be wrong.
    pub fn of(
        facts: &Facts,
        plain: Round,
        history: History,
        settings: Settings,
        limits: Limits,
    ) -> Result<Self, SolveError> {
        let candidates = Candidates::find(facts, &plain);
        let without = solve_to_the_end(facts, &plain, &candidates, limits)?;
        let mut scarcity = prices::scarcity(facts, &plain, &history, settings)?;
        let tiers = &facts.council.policy.tiers;
        if let Some(last) = first_charged(tiers).checked_sub(1)
            && !scarcity.is_free()
        {
            let placed: Vec<ChildIx> = without.proposals.iter().map(|p| p.child).collect();
            scarcity.promise(last, placed, plain.to_place.len());
        }
        let round = Round {
            scarcity: Some(scarcity),
            ..plain.clone()
        };
        Ok(Self {
            settings,
            history,
            plain,
            without,
            round,
        })
    }

    /// Whether prices change anything at all.
    pub fn is_free(&self) -> bool {
        self.round.scarcity.as_ref().is_none_or(|s| s.is_free())
    }
}
