//! `placewell match`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::inside;
use super::solving::Solving;
use crate::candidates::Round;
use crate::duties::Facts;
use crate::report::{self, A_PERSON_DECIDES, Holds, Outcome, Summary};

/// Solve the month's placement round: options with reasons, and a certificate
///
/// New children, children in emergency placements and children with a plan to move are matched; settled children
/// stay where they are.
#[derive(Args)]
#[command(
    after_help = "Writes matches.csv, unplaced.csv, options.csv, summary.json, certificate.json, provenance.json,
timings.json and report.html.

Examples:
  placewell match my-council --out this-month
  placewell match my-council --out theoretical --whole-system
  placewell match my-council --out this-month --export-model models"
)]
pub struct Match {
    /// Council folder
    dir: PathBuf,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Free settled children on paper to judge the present homes as a whole; labelled theoretical
    #[arg(long)]
    whole_system: bool,
    /// Folder for one MPS file a tier
    #[arg(long, value_name = "DIR")]
    export_model: Option<PathBuf>,
    #[command(flatten)]
    solving: Solving,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

impl Match {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let reading = input::read(&self.dir)?;
        let models = self.models()?;
        if inside(&self.dir, &self.out).is_some() {
            return Err(Failure::Usage(format!(
                "{} holds the council folder, which would be replaced: name another folder with --out",
                self.out.display()
            )));
        }
        let folder = Folder::begin(&self.out, Holds::Round)?;
        let (facts, round) = if self.whole_system {
            let facts = Facts::whole_system(&reading.council);
            let round = Round::whole_system(&facts);
            (facts, round)
        } else {
            let facts = Facts::of(&reading.council);
            let round = Round::of_month(&facts);
            (facts, round)
        };
        let outcome = Outcome::of(&facts, &round, self.solving.limits())?;
        for (name, text) in report::files(&outcome, &reading.input_hashes, models.is_some()) {
            folder.write(&name, &text)?;
        }
        if let Some(models) = models {
            models.write(&outcome, &reading.input_hashes, &folder)?;
        }
        folder.finish()?;
        let summary = Summary::of(&outcome);
        if !summary.proved {
            tracing::warn!("a tier is not proved to its tolerance: see gap in certificate.json");
        }
        if self.json {
            return screen.result(&format!("{:#}\n", serde_json::json!(summary)));
        }
        screen.note(&summary.text(outcome.label()))?;
        screen.note(&format!(
            "{A_PERSON_DECIDES}\nWritten in {:.1} s: {}\n",
            started.elapsed().as_secs_f64(),
            self.out.join("report.html").display()
        ))
    }
}

/// Where the exported models go.
enum Models {
    /// Into the round's own folder, at this place in it.
    Inside(PathBuf),
    /// Into a folder of their own.
    Apart(Folder),
}

impl Match {
    /// Where the models go, if they are asked for.
    fn models(&self) -> Result<Option<Models>, Failure> {
        let Some(dir) = self.export_model.as_deref() else {
            return Ok(None);
        };
        if let Some(place) = inside(dir, &self.out) {
            return Ok(Some(Models::Inside(place)));
        }
        let mut kept = [&self.out, &self.dir].into_iter();
        if let Some(kept) = kept.find(|kept| inside(kept, dir).is_some()) {
            return Err(Failure::Usage(format!(
                "{} holds {}, which would be replaced: name another folder with --export-model",
                dir.display(),
                kept.display()
            )));
        }
        Ok(Some(Models::Apart(Folder::begin(dir, Holds::Models)?)))
    }
}

impl Models {
    /// Writes the models; a folder of their own is put in its place.
    fn write(
        self,
        outcome: &Outcome,
        hashes: &[(String, String)],
        round: &Folder,
    ) -> Result<(), Failure> {
        let (folder, place) = match &self {
            Self::Inside(place) => (round, place.as_path()),
            Self::Apart(folder) => (folder, Path::new("")),
        };
        for (name, text) in report::models(outcome) {
            folder.write(&place.join(name).to_string_lossy(), &text)?;
        }
        if let Self::Apart(folder) = self {
            let provenance = report::provenance(outcome, hashes, Holds::Models, None);
            folder.write("provenance.json", &format!("{provenance:#}\n"))?;
            folder.finish()?;
        }
        Ok(())
    }
}
