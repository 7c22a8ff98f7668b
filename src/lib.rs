//! placewell: options for a child, evidence of sufficiency for a council.
#![deny(unsafe_code, missing_docs)]

pub mod ingest;
pub mod model;
