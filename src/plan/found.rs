//! What a search comes to.

/// A plan in whole numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How often each offer is bought, and help columns.
    pub counts: Vec<i64>,
    /// By sample: the choices made.
    pub chosen: Vec<Vec<u32>>,
    /// What it comes to.
    pub value: i64,
}

/// What a programme came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Best {
    /// The plan; `None` where there is none.
    pub found: Option<Found>,
    /// No plan comes to less.
    pub bound: i64,
    /// The part of the bound that prices alone prove, in whole-number arithmetic.
    pub price_bound: i64,
    /// Nodes searched.
    pub nodes: u64,
    /// Choices that the last search held.
    pub choices: usize,
}

impl Best {
    /// Of a programme that has no plan.
    pub const NONE: Self = Self {
        found: None,
        bound: i64::MAX,
        price_bound: i64::MAX,
        nodes: 0,
        choices: 0,
    };
}
