//! `placewell forecast` with the individual method: against known truth, and as a user runs it.

#[path = "../true_council/mod.rs"]
mod true_council;

mod as_a_user;
mod calibration;
