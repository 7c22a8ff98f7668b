//! placewell: options for a child, evidence of sufficiency for a council.
#![deny(unsafe_code, missing_docs)]

pub mod assess;
pub mod candidates;
pub mod certify;
pub mod cli;
pub mod compare;
pub mod duties;
pub mod explain;
pub mod forecast;
pub mod import;
pub mod ingest;
pub mod kpis;
pub mod lookahead;
pub mod model;
pub mod optimise;
pub mod plan;
pub mod pooling;
pub mod prospects;
pub mod replay;
pub mod report;
pub mod runner;
pub mod scenario;
pub mod synth;
