//! Asking a solve to end early: it goes on with the plans at hand, and every tier says how far from the best
//! they can be.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Asks the solves under way to end. `false` if there are none, or if they were asked already.
pub fn end_early() -> bool {
    UNDER_WAY.load(Ordering::SeqCst) > 0 && !ASKED.swap(true, Ordering::SeqCst)
}

/// Whether the solves under way were asked to end.
pub fn asked() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// A solve under way, until it is dropped.
pub struct UnderWay;

impl UnderWay {
    /// A solve begins.
    pub fn begin() -> Self {
        UNDER_WAY.fetch_add(1, Ordering::SeqCst);
        Self
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    }
}
