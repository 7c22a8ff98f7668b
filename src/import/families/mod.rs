//! Brothers and sisters, never assumed silently. The SSDA903 return does not say who is whose sibling, so they come from
//! a file of pairs or of families, or from pairs that [`candidates`](fn@candidates) proposes and a person confirms.

mod candidates;
mod members;
mod pairs;
mod read;
pub mod rules;
mod shape;
mod words;

pub use candidates::{Candidate, CandidatePair, candidates, candidates_csv};
pub use pairs::Pair;
pub use read::{Families, read};
