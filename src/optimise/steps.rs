//! What work that takes minutes says on its way: how many solves are ahead, and each that is done.

/// Somebody who is told.
pub trait Steps: Sync {
    /// So many more solves are ahead.
    fn ahead(&self, number: usize);
    /// One of them is done.
    fn done(&self, what: &str);
}

/// Nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unwatched;

impl Steps for Unwatched {
    fn ahead(&self, _: usize) {}
    fn done(&self, _: &str) {}
}
