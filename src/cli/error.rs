//! How a command fails, and with which exit status.

use std::fmt::Display;
use std::io::Write as _;
use std::process::ExitCode;

use crate::ingest::Problems;
use crate::optimise::SolveError;

/// Why a command did not end well.
#[derive(Debug)]
pub enum Failure {
    /// The input is bad; all its problems.
    Input(Problems),
    /// The input is bad, and all its problems have been printed as the result that was asked for.
    InputPrinted,
    /// What was given is not what is needed, in one reason that is of no line of a file.
    Unfit(String),
    /// The work could not be done: reason, and what to try.
    Work(String),
    /// The words of the command are off: reason, and what to try.
    Usage(String),
    /// The command was interrupted before it had anything to write: what was missing.
    Interrupted(String),
    /// Whoever read the output has read enough.
    PipeClosed,
}

impl Failure {
    /// Work that failed on something outside.
    pub fn work(what: &str, why: &dyn Display) -> Self {
        Self::Work(format!("{what}: {why}"))
    }

    /// Prints the reason and gives the exit status.
    pub fn report(&self) -> ExitCode {
        match self {
            Self::Input(problems) => {
                say(&problems.render());
                ExitCode::from(3)
            }
            Self::InputPrinted => ExitCode::from(3),
            Self::Unfit(reason) => {
                say(&format!("error: {reason}\n"));
                ExitCode::from(3)
            }
            Self::Work(reason) => {
                say(&format!("error: {reason}\n"));
                ExitCode::from(1)
            }
            Self::Usage(reason) => {
                say(&format!("error: {reason}\n"));
                ExitCode::from(2)
            }
            Self::Interrupted(reason) => {
                say(&format!("{reason}\n"));
                ExitCode::from(130)
            }
            Self::PipeClosed => ExitCode::SUCCESS,
        }
    }
}

/// Says something on standard error; if nobody listens there, the exit status still tells.
fn say(text: &str) {
    let _ = std::io::stderr().write_all(text.as_bytes());
}

impl From<SolveError> for Failure {
    fn from(error: SolveError) -> Self {
        match error {
            SolveError::Interrupted => Self::Interrupted(error.to_string()),
            _ => Self::Work(error.to_string()),
        }
    }
}
