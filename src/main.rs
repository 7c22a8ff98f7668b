//! The `placewell` command.

use std::process::ExitCode;

/// HiGHS allocates through it as well (the `override` feature).
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    placewell::cli::run(std::env::args_os())
}
