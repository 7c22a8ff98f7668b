//! Asking a round to end early: it goes on with the plan at hand, and every tier says how far from the best that can
//! be.
//!
//! Only what begins [`EndsEarly`] does so. All other work that solves (prices for looking ahead, a replay, what each
//! authority would come to alone) would be wrong if it were cut short, and is ended as a whole instead.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
static ASKED: AtomicBool = AtomicBool::new(false);

/// Asks the work under way to end with the plan at hand. `false` if none would, or if it was asked already.
pub fn end_early() -> bool {
    UNDER_WAY.load(Ordering::SeqCst) > 0 && !ASKED.swap(true, Ordering::SeqCst)
}

/// Whether the work under way was asked to end.
pub fn asked_to_end() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// Work that can end early with a plan at hand, until it is dropped.
pub struct EndsEarly(());

impl EndsEarly {
    /// Such work begins.
    pub fn begin() -> Self {
        UNDER_WAY.fetch_add(1, Ordering::SeqCst);
        Self(())
    }
}

impl Drop for EndsEarly {
    fn drop(&mut self) {
        if UNDER_WAY.fetch_sub(1, Ordering::SeqCst) == 1 {
            ASKED.store(false, Ordering::SeqCst);
        }
    }
}
