//! How hard a plan is searched for.

/// Limits of the search.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effort {
    /// Relative gap at which a plan is close enough.
    pub tolerance: f64,
    /// Relative gap at which a shortfall that cannot be helped is close enough to the least.
    pub short: f64,
    /// Relative gap at which it is close enough where a search among so many choices could prove no more.
    pub near: f64,
    /// Most nodes of one search.
    pub nodes: i32,
    /// Most choices of the last search; the bound says what those left out could mean.
    pub choices: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self {
            tolerance: 1e-4,
            short: 1e-4,
            near: 5e-4,
            nodes: 2_000,
            choices: 15_000,
        }
    }
}
