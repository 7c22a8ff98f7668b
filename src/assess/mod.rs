//! Assessing sufficiency: what an authority has, what its children have of it, and for whom it differs.

pub mod annex;
pub mod choice;
pub mod equality;
