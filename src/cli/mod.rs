//! The command line: one file a command, which parses, calls and prints.

mod assess;
mod check;
mod compare;
mod costs;
mod days;
mod demo;
mod error;
mod explain;
mod forecast;
mod futures;
mod history;
mod homes_ahead;
mod import;
mod input;
mod left_over;
mod match_round;
mod merge;
mod options;
mod output;
mod paths;
mod plan;
mod plan_ahead;
mod progress;
mod replay;
mod run;
mod run_told;
mod scenario;
mod scenario_files;
mod solving;
mod synth;
mod written;

use std::ffi::OsString;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use clap::{Args, CommandFactory, Parser, Subcommand};
use tracing_subscriber::EnvFilter;

use error::Failure;

/// Options for a child, evidence of sufficiency for a council.
///
/// placewell reads a council folder, finds every home that could take a child under every legal duty, and solves
/// the placement round exactly, in the order of the law, with a certificate. A person decides.
#[derive(Parser)]
#[command(name = "placewell", version, after_help = AFTER)]
struct Cli {
    #[command(flatten)]
    talk: Talk,
    #[command(subcommand)]
    command: Command,
}

const AFTER: &str = "Exit status: 0 done, 1 the work could not be done, 2 wrong usage, 3 bad input, 130 interrupted, nothing written.
An interrupt (ctrl-C) while `match` searches ends with the plan at hand, and while `forecast` plays homes with the futures
that are finished: status 0, a warning, and files that say so. A second one ends at once, with 130. `run` ends after what is
in flight, with 130, and goes on when it is given again, as `forecast` does.

Examples:
  placewell demo
  placewell import ssda903 returns --council Herefordshire --out my-council
  placewell check my-council
  placewell match my-council --out this-month
  placewell options my-council C0012 C0013 --top 5
  placewell assess my-council --out sufficiency
  placewell run carers.toml --council my-council --out ten-carers
  placewell compare ten-carers --out ten-carers-compared
  placewell explain D15";

/// How much is said.
#[derive(Args)]
struct Talk {
    /// Say more of what is done, on standard error; twice for all
    #[arg(short, long, action = clap::ArgAction::Count, global = true)]
    verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
}

#[derive(Subcommand)]
enum Command {
    Demo(demo::Demo),
    Synth(synth::Synth),
    Import(import::Import),
    Check(check::Check),
    Match(match_round::Match),
    Options(options::Options),
    Replay(replay::Replay),
    Assess(assess::Assess),
    Plan(plan::Plan),
    Forecast(forecast::Forecast),
    Scenario(scenario::Scenario),
    Run(run::Run),
    Merge(merge::Merge),
    Compare(compare::Compare),
    Explain(explain::Explain),
    Completions(Completions),
}

/// Write a completion script for a shell
#[derive(Args)]
#[command(after_help = "Example:\n  placewell completions bash > placewell.bash")]
struct Completions {
    /// Shell
    shell: clap_complete::Shell,
}

/// Runs the command line and gives its exit status.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(usage) => {
            // Help and version are no errors; a closed pipe is none either.
            let _ = usage.print();
            return ExitCode::from(if usage.use_stderr() { 2 } else { 0 });
        }
    };
    start_log(&cli.talk);
    let screen = Screen {
        quiet: cli.talk.quiet,
    };
    let done = match cli.command {
        Command::Demo(command) => command.run(&screen),
        Command::Synth(command) => command.run(&screen),
        Command::Import(command) => command.run(&screen),
        Command::Check(command) => command.run(&screen),
        Command::Match(command) => command.run(&screen),
        Command::Options(command) => command.run(&screen),
        Command::Replay(command) => command.run(&screen),
        Command::Assess(command) => command.run(&screen),
        Command::Plan(command) => command.run(&screen),
        Command::Forecast(command) => command.run(&screen),
        Command::Scenario(command) => command.run(&screen),
        Command::Run(command) => command.run(&screen),
        Command::Merge(command) => command.run(&screen),
        Command::Compare(command) => command.run(&screen),
        Command::Explain(command) => command.run(&screen),
        Command::Completions(command) => command.run(&screen),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}

impl Completions {
    fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "placewell", &mut script);
        screen.result(&String::from_utf8_lossy(&script))
    }
}

/// Where a command writes what people read.
struct Screen {
    quiet: bool,
}

impl Screen {
    /// The result that was asked for; a closed pipe ends the command quietly.
    fn result(&self, text: &str) -> Result<(), Failure> {
        let mut out = std::io::stdout().lock();
        match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => Err(Failure::PipeClosed),
            Err(e) => Err(Failure::work("cannot write to standard output", &e)),
        }
    }

    /// Something to know on the way; not said when quiet.
    fn note(&self, text: &str) -> Result<(), Failure> {
        if self.quiet {
            Ok(())
        } else {
            self.result(text)
        }
    }
}

fn start_log(talk: &Talk) {
    let level = match (talk.quiet, talk.verbose) {
        (true, _) => "error",
        (_, 0) => "warn",
        (_, 1) => "placewell=info",
        _ => "placewell=debug",
    };
    // A second call, in tests that run commands in one process, finds a log in place.
    let _ = tracing_subscriber::fmt()
        .with_env_filter(EnvFilter::new(level))
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .without_time()
        // A closed standard error is no reason to stop.
        .log_internal_errors(false)
        .try_init();
}
