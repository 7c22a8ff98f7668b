//! How a round is solved: arguments of every command that solves one.

use clap::{Args, ValueEnum};

use crate::optimise::{Limits, Method};

/// How a round is solved
#[derive(Args)]
#[command(next_help_heading = "Solving")]
pub struct Solving {
    /// How parts of the round are solved: as one to proven optimality, or cell by cell with prices that bound the whole
    #[arg(long, value_enum, default_value_t = Choice::Auto)]
    method: Choice,
    /// Most nodes of one search; a tier that needs more says how far from the best it can be. It is a guard and not a way
    /// to be quick: most rounds need few nodes, and the plan is worse where one is cut short
    #[arg(long, value_name = "N", default_value_t = Limits::default().nodes,
          allow_negative_numbers = true, value_parser = clap::value_parser!(i32).range(1..))]
    max_nodes: i32,
    /// Refuse a round that is estimated to need more memory than this, in GiB
    #[arg(long, value_name = "GIB", default_value_t = DEFAULT_GIB,
          allow_negative_numbers = true, value_parser = clap::value_parser!(u64).range(1..=4096))]
    max_memory: u64,
}

const DEFAULT_GIB: u64 = 12;

/// A method's name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// By the size of each part
    Auto,
    /// As one, to proven optimality
    Exact,
    /// Cell by cell, with prices that bound the whole
    Prices,
}

impl Solving {
    /// The limits that were asked for.
    pub fn limits(&self) -> Limits {
        Limits {
            nodes: self.max_nodes,
            method: match self.method {
                Choice::Auto => Method::Auto,
                Choice::Exact => Method::Exact,
                Choice::Prices => Method::Prices,
            },
            memory: self.max_memory << 30,
            ..Limits::default()
        }
    }
}
