//! What a component came to: its plan, and how each tier was solved.

use std::time::Duration;

use super::cuts::Cut;
use super::face::Left;
use super::prices::Prices;
use super::problem::Kept;

/// What one tier came to in one component.
#[derive(Debug, Clone, PartialEq)]
pub struct TierOutcome {
    /// Value of the plan found, without the round's constant.
    pub value: i64,
    /// No plan that keeps the earlier tiers costs less than this.
    pub bound: i64,
    /// The bound that the prices alone prove.
    pub price_bound: i64,
    /// Prices of household rows, of cuts, and of earlier tiers that a row keeps.
    pub prices: Prices,
    /// The rows that keep what is owed and earlier tiers.
    pub kept: Vec<Kept>,
    /// Columns that were still open.
    pub columns: usize,
    /// Rows, those of earlier tiers included.
    pub rows: usize,
    /// Nodes of the search; 0 where the relaxation was whole.
    pub nodes: u64,
    /// Time taken.
    pub time: Duration,
}

/// A component's plan and how each tier was solved.
#[derive(Debug, Clone)]
pub struct ComponentOutcome {
    /// Columns at 1.
    pub chosen: Vec<u32>,
    /// One outcome a tier.
    pub tiers: Vec<TierOutcome>,
    /// The household cuts that were found on the way.
    pub cuts: Vec<Cut>,
    /// Columns that the relaxation held in the end.
    pub held: Vec<u32>,
    /// What the tiers leave open.
    pub left: Left,
}
