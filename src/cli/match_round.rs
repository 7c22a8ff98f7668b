//! `placewell match`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::{inside, refuse_over};
use super::solving::Solving;
use crate::candidates::Round;
use crate::duties::Facts;
use crate::lookahead::{Ahead, HORIZON_WEEKS, History, POOL_WEEKS, Settings};
use crate::model::Council;
use crate::optimise::{EndsEarly, Limits, SolveError};
use crate::pooling::Pooling;
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

Ctrl-C ends the search with the plan at hand: status 0, a warning, and files that say so. A second one, or one before the
prices of --lookahead are known, ends at once with status 130 and writes nothing.

Examples:
  placewell match my-council --out this-month
  placewell match my-council --out this-month --lookahead 50
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
    /// Leave out what each authority of a market would come to alone, which takes most of the time of a large market
    #[arg(long, conflicts_with = "none_worse")]
    pooled_only: bool,
    /// Charge places by what they would be worth to children who may come, over K futures of the council's own
    /// history; nobody is left without an option because of them
    #[arg(long, value_name = "K", conflicts_with = "whole_system", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1000))]
    lookahead: Option<u16>,
    /// Weeks that a future lasts
    #[arg(long, value_name = "WEEKS", requires = "lookahead", default_value_t = HORIZON_WEEKS, allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=104))]
    horizon: u16,
    /// Seed of the futures
    #[arg(long, requires = "lookahead", default_value_t = 1)]
    seed: u64,
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
        if self.pooled_only && !reading.council.is_market() {
            return Err(Failure::Usage(
                "--pooled-only is for several council folders: give more than one".to_owned(),
            ));
        }
        if self.lookahead.is_some() && reading.council.is_market() {
            return Err(Failure::Usage(
                "--lookahead draws on the history of one council: give one folder".to_owned(),
            ));
        }
        let models = self.models()?;
        refuse_over(&self.out, "--out", &self.dirs)?;
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
        let ahead = self.look_ahead(&facts, &round, limits)?;
        let round = ahead.as_ref().map_or(&round, |ahead| &ahead.round);
        // Until the last search is over, an interrupt ends with the plan at hand.
        let ends_early = EndsEarly::begin();
        let mut outcome = Outcome::of(&facts, round, limits)?.looking(ahead.as_ref());
        let mut pooling = self.pooling(&mut outcome, limits)?;
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
        drop(ends_early);
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
        if summary.interrupted {
            tracing::warn!("{}", report::ENDED_EARLY);
        } else if !summary.proved {
            tracing::warn!("a tier is not proved to its tolerance: see gap in certificate.json");
        }
        if self.json {
            return screen.result(&format!(
                "{:#}\n",
                report::summary_document(&outcome, pooling)
            ));
        }
        screen.note(&summary.text(outcome.label()))?;
        if let Some(text) = report::lookahead_text(&outcome) {
            screen.note(&text)?;
        }
        if let Some(pooling) = pooling {
            screen.note(&report::pooling_text(&outcome, pooling))?;
        } else if reading.council.is_market() {
            screen.note(&format!("{}\n", report::NO_COMPARISON))?;
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
    /// The round with prices, if it is to look ahead.
    fn look_ahead(
        &self,
        facts: &Facts,
        round: &Round,
        limits: Limits,
    ) -> Result<Option<Ahead>, Failure> {
        let Some(futures) = self.lookahead else {
            return Ok(None);
        };
        let settings = Settings {
            futures,
            weeks: self.horizon,
            seed: self.seed,
        };
        // The day of the data is a day on which children came, too.
        let tomorrow = facts
            .council
            .as_at
            .saturating_add(jiff::Span::new().days(1));
        let history = History::before(facts, tomorrow);
        if history.families.is_empty() {
            return Err(Failure::Work(format!(
                "no child of children.csv came into care in the {POOL_WEEKS} weeks before {}, so that no future can \
                 be drawn: leave out --lookahead",
                facts.council.as_at
            )));
        }
        Ok(Some(Ahead::of(
            facts,
            round.clone(),
            history,
            settings,
            limits,
        )?))
    }

    /// What each authority of a market would come to alone; `None` where an interrupt came before that was known.
    fn pooling(&self, outcome: &mut Outcome, limits: Limits) -> Result<Option<Pooling>, Failure> {
        if !outcome.facts.council.is_market() || self.pooled_only {
            return Ok(None);
        }
        match outcome.pooling(limits) {
            Err(SolveError::Interrupted) if self.none_worse.is_empty() => Ok(None),
            Err(SolveError::Interrupted) => Err(Failure::Interrupted(
                "interrupted before each authority's own plan was known, which --none-worse needs; nothing was written"
                    .to_owned(),
            )),
            other => Ok(Some(other?)),
        }
    }

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
        refuse_over(dir, "--export-model", &self.dirs)?;
        if inside(&self.out, dir).is_some() {
            return Err(Failure::Usage(format!(
                "{} holds {}, which would be replaced: name another folder with --export-model",
                dir.display(),
                self.out.display()
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
