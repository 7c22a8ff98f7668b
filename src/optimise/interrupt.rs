//! Asking a round to end early: it goes on with the plan at hand, and every tier says how far from the best that can
//! be. A forecast ends with the futures that are finished.
//!
//! Only what begins [`EndsEarly`] does so. All other work that solves (prices for looking ahead, a replay, what each
//! authority would come to alone) would be wrong if it were cut short, and is ended as a whole instead.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);
static ASKED: AtomicBool = AtomicBool::new(false);
/// What the work that began last ends with, in words.
static ENDS_WITH: Mutex<&str> = Mutex::new(PLAN_AT_HAND);

/// What a round ends with.
const PLAN_AT_HAND: &str = "the plan at hand";

/// Asks the work under way to end with the plan at hand. `false` if none would, or if it was asked already.
pub fn end_early() -> bool {
    UNDER_WAY.load(Ordering::SeqCst) > 0 && !ASKED.swap(true, Ordering::SeqCst)
}

/// Whether the work under way was asked to end.
pub fn asked_to_end() -> bool {
    ASKED.load(Ordering::Relaxed)
}

/// What the work under way ends with if it is asked to, in words.
pub fn ends_with() -> &'static str {
    *ENDS_WITH.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Work that can end early with what it has, until it is dropped.
pub struct EndsEarly(());

impl EndsEarly {
    /// A round begins, which ends with the plan at hand.
    pub fn begin() -> Self {
        Self::with(PLAN_AT_HAND)
    }

    /// Work begins that ends with something else, in words that follow on "ending with".
    pub fn with(what: &'static str) -> Self {
        *ENDS_WITH.lock().unwrap_or_else(PoisonError::into_inner) = what;
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
