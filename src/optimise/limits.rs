//! Limits of a solve, and how parts of a round are solved.

/// Limits of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most nodes of one search; a tier that needs more reports its gap.
    pub nodes: i32,
    /// Columns that a first, restricted search may hold.
    pub columns: usize,
    /// How components are solved.
    pub method: Method,
    /// Most children of a component that is solved as one where the method is chosen by size.
    pub exact: usize,
    /// Most children of a cell.
    pub cell: usize,
    /// Sweeps over the cells.
    pub sweeps: usize,
    /// Bytes of memory that a round may need by estimate.
    pub memory: u64,
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
            method: Method::Auto,
            exact: 5_000,
            cell: 900,
            sweeps: 4,
            memory: 12 << 30,
        }
    }
}
