//! `placewell demo`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::synth::profile;
use crate::candidates::Round;
use crate::duties::Facts;
use crate::ingest;
use crate::optimise::Limits;
use crate::report::{self, A_PERSON_DECIDES, Holds, Outcome, Summary};
use crate::synth::{self, Options};

/// Run an embedded synthetic council through every stage to a report
#[derive(Args)]
#[command(after_help = "Example:\n  placewell demo --council lancashire --out demo")]
pub struct Demo {
    /// Profile of the synthetic council
    #[arg(long, default_value = "herefordshire")]
    council: String,
    /// Folder to write
    #[arg(long, default_value = "placewell-demo")]
    out: PathBuf,
}

impl Demo {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let profile = profile(&self.council)?;
        let folder = Folder::begin(&self.out, Holds::Demo)?;
        let mut steps: Vec<(&str, Duration)> = Vec::new();
        let mut clock = Instant::now();
        let mut lap = |step| {
            steps.push((step, clock.elapsed()));
            clock = Instant::now();
        };
        let options = Options::default();
        let made = synth::generate(&profile, &options);
        for (name, text) in ingest::render(&made) {
            folder.write(&format!("council/{name}"), &text)?;
        }
        let provenance = report::council_provenance(&made, &self.council, options.seed);
        folder.write("council/provenance.json", &format!("{provenance:#}\n"))?;
        lap("make a synthetic council");
        let reading = input::read(&folder.path().join("council"))?;
        lap("read and check it");
        let facts = Facts::of(&reading.council);
        let month = Round::of_month(&facts);
        let month = Outcome::of(&facts, &month, Limits::default())?;
        lap("this month's round");
        let freed = Facts::whole_system(&reading.council);
        let whole = Round::whole_system(&freed);
        let whole = Outcome::of(&freed, &whole, Limits::default())?;
        lap("theoretical whole-system round");
        for (part, outcome) in [("month", &month), ("whole-system", &whole)] {
            for (name, text) in report::files(outcome, None, &reading.input_hashes, false) {
                folder.write(&format!("{part}/{name}"), &text)?;
            }
        }
        folder.write("report.html", &report::page(&[&month, &whole], None))?;
        let provenance = report::provenance(
            &month,
            &reading.input_hashes,
            Holds::Demo,
            Some(options.seed),
        );
        folder.write("provenance.json", &format!("{provenance:#}\n"))?;
        folder.finish()?;
        lap("write everything");
        screen.note(&Summary::of(&month).text(month.label()))?;
        screen.note("\n")?;
        screen.note(&Summary::of(&whole).text(whole.label()))?;
        screen.note("\n")?;
        for (step, time) in &steps {
            screen.note(&format!("  {step:<34}{:>12.2} s\n", time.as_secs_f64()))?;
        }
        screen.note(&format!(
            "\nAll children and homes are synthetic. {A_PERSON_DECIDES}\nThe report: {}\n",
            shown(&self.out.join("report.html"))
        ))
    }
}

/// A path that can be opened from anywhere.
fn shown(path: &Path) -> String {
    fs::canonicalize(path)
        .unwrap_or_else(|_| path.to_path_buf())
        .display()
        .to_string()
}
