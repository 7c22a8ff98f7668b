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
use crate::model::Council;
use crate::optimise::Limits;
use crate::report::{self, A_PERSON_DECIDES, Holds, Outcome, Summary};

/// Solve the month's placement round: options with reasons, and a certificate
///
/// New children, children in emergency placements and children with a plan to move are matched; settled children
/// stay where they are. Several council folders are solved as one market, such as a regional care cooperative: in-house
/// homes serve their own authority and its partners, the homes of others serve all, and pooling.csv says what each
/// authority would come to alone.
#[derive(Args)]
#[command(
    after_help = "Writes matches.csv, unplaced.csv, options.csv, summary.json, certificate.json, provenance.json,
timings.json and report.html; of a market, pooling.csv as well.

Examples:
  placewell match my-council --out this-month
  placewell match my-council --out theoretical --whole-system
  placewell match my-council --out this-month --export-model models
  placewell match herefordshire shropshire worcestershire --out cooperative"
)]
pub struct Match {
    /// Council folder; several are solved as one market
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Free settled children on paper to judge the present homes as a whole; labelled theoretical
    #[arg(long)]
    whole_system: bool,
    /// No authority of a market may be worse off than alone in this tier; repeat it for several, or `all`
    #[arg(long, value_name = "TIER")]
    none_worse: Vec<String>,
    /// Folder for each tier's model (MPS) and the prices that prove its bound (CSV)
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
        let reading = input::read_all(&self.dirs)?;
        let tiers = self.tiers_none_worse(&reading.council)?;
        let models = self.models()?;
        if self.dirs.iter().any(|dir| inside(dir, &self.out).is_some()) {
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
        let limits = Limits {
            programmes: models.is_some(),
            ..self.solving.limits()
        };
        let mut outcome = Outcome::of(&facts, &round, limits)?;
        let mut pooling = match reading.council.is_market() {
            true => Some(outcome.pooling(limits)?),
            false => None,
        };
        let mut owing = round.clone();
        if let Some(pooling) = pooling.as_mut().filter(|_| !tiers.is_empty()) {
            owing.none_worse = pooling.promise(&tiers);
            if owing.none_worse.is_some() {
                let first = outcome.timings.iter().map(|(_, time)| *time).sum();
                outcome = Outcome::of(&facts, &owing, limits)?;
                outcome
                    .timings
                    .push(("alone, and pooled without promises", first));
                outcome.measure(pooling);
            }
        }
        let pooling = pooling.as_ref();
        let hashes = &reading.input_hashes;
        for (name, text) in report::files(&outcome, pooling, hashes, models.is_some()) {
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
            return screen.result(&format!(
                "{:#}\n",
                report::summary_document(&outcome, pooling)
            ));
        }
        screen.note(&summary.text(outcome.label()))?;
        if let Some(pooling) = pooling {
            screen.note(&report::pooling_text(&outcome, pooling))?;
        }
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
    /// Positions of the tiers in which no authority may be worse off than alone.
    fn tiers_none_worse(&self, council: &Council) -> Result<Vec<usize>, Failure> {
        let usage = |why: String| Err(Failure::Usage(why));
        let names = council.policy.tier_names();
        if !self.none_worse.is_empty() && !council.is_market() {
            return usage(
                "--none-worse is for several council folders: give more than one".to_owned(),
            );
        }
        let mut tiers = Vec::new();
        for name in &self.none_worse {
            match names.iter().position(|known| known == name) {
                Some(t) => tiers.push(t),
                None if name == "all" => tiers.extend(0..names.len()),
                None => {
                    let known = names.join(", ");
                    return usage(format!("no tier {name:?}; the tiers are {known}, or all"));
                }
            }
        }
        tiers.sort_unstable();
        tiers.dedup();
        Ok(tiers)
    }

    /// Where the models go, if they are asked for.
    fn models(&self) -> Result<Option<Models>, Failure> {
        let Some(dir) = self.export_model.as_deref() else {
            return Ok(None);
        };
        if let Some(place) = inside(dir, &self.out) {
            return Ok(Some(Models::Inside(place)));
        }
        let mut kept = [&self.out].into_iter().chain(&self.dirs);
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
