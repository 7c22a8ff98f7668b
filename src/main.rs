//! The `placewell` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    placewell::cli::run(std::env::args_os())
}
