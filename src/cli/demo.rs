//! `placewell demo`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::homes_ahead::{can_play, homes_ahead};
use super::input;
use super::output::Folder;
use super::synth::profile;
use crate::assess::{Asked, Assessment};
use crate::candidates::Round;
use crate::duties::Facts;
use crate::forecast::backtest::Backtest;
use crate::forecast::demand::Demand;
use crate::forecast::history::History;
use crate::forecast::simulate::Settings;
use crate::forecast::system::NothingKept;
use crate::ingest::{self, Problems, Reading};
use crate::optimise::Limits;
use crate::plan::{self, Costs, Effort, Sample};
use crate::report::{
    self, A_PERSON_DECIDES, CapacityTold, DemandTold, Holds, Outcome, PlanTold, Summary,
};
use crate::synth::{self, Options};

/// New homes for which the demonstration solves the whole system again.
const DEMO_TOP: usize = 10;

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
        let enough = sufficiency(&folder, &facts, &reading)?;
        lap("is there enough, and what would be");
        let ahead = demand(&folder, &reading, screen)?;
        lap("how many children will need care");
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
        screen.note(&enough)?;
        screen.note(&ahead)?;
        for (step, time) in &steps {
            screen.note(&format!("  {step:<46}{:>12.2} s\n", time.as_secs_f64()))?;
        }
        screen.note(&format!(
            "\nAll children and homes are synthetic. {A_PERSON_DECIDES}\nThe report: {}\nIs there enough: {}\nWhat \
             would be: {}\nHow many children: {}\nHow many places: {}\n",
            shown(&self.out.join("report.html")),
            shown(&self.out.join("assessment/report.html")),
            shown(&self.out.join("plan/report.html")),
            shown(&self.out.join("forecast/report.html")),
            shown(&self.out.join("forecast/places.html"))
        ))
    }
}

/// Writes an assessment and a plan, and gives both in a few lines.
fn sufficiency(folder: &Folder, facts: &Facts, reading: &Reading) -> Result<String, Failure> {
    let hashes = &reading.input_hashes;
    let asked = Asked {
        top: Some(DEMO_TOP),
        frontiers: false,
        ..Asked::everything(Limits::default())
    };
    let assessment = Assessment::of(facts, asked)?;
    for (name, text) in report::assessment_files(&assessment, hashes) {
        folder.write(&format!("assessment/{name}"), &text)?;
    }
    let asked = plan_asked();
    let council = &assessment.usable.council;
    let sample = Sample { council, weight: 1 };
    let planned = plan::plan(&[sample], &asked).map_err(super::plan::failure)?;
    let told = PlanTold {
        council,
        asked: &asked,
        left_out: &[],
        planned: &planned,
    };
    for (name, text) in report::plan_files(&told, hashes) {
        folder.write(&format!("plan/{name}"), &text)?;
    }
    folder.write("plan/report.html", &report::plan_page(&told))?;
    let (assessed, planned) = (
        report::assessment_text(&assessment),
        report::plan_text(&told),
    );
    Ok(format!("{assessed}\n{planned}\n"))
}

/// Futures of the demonstration in which homes are played as well.
const PLACES: usize = 200;

/// Months ahead, and futures, of the demonstration's forecast.
const AHEAD: Settings = Settings {
    months: 36,
    replications: 1000,
    seed: 1,
};

/// Writes a forecast of children and homes with fan charts and a back-test, and gives it in a few lines.
fn demand(folder: &Folder, reading: &Reading, screen: &Screen) -> Result<String, Failure> {
    let council = &reading.council;
    let history = History::of(council).map_err(|why| Failure::Work(why.to_string()))?;
    let demand = Demand::of(&history, AHEAD);
    let backtest = Backtest::of(council, &history, AHEAD);
    let warnings = Problems::default();
    let told = DemandTold {
        demand: &demand,
        backtest: Some(&backtest),
        places: PLACES,
        with_homes: can_play(council),
        council,
        warnings: &warnings,
    };
    for (name, text) in report::demand_files(told, &reading.input_hashes) {
        folder.write(&format!("forecast/{name}"), &text)?;
    }
    let settings = Settings {
        replications: PLACES,
        ..AHEAD
    };
    let Some(capacity) = homes_ahead(council, &history, settings, (&NothingKept, screen))? else {
        return Ok(format!("{}\n", report::demand_text(told)));
    };
    let homes = CapacityTold {
        capacity: &capacity,
        council,
        warnings: &warnings,
    };
    let mut summary = report::demand_json(told);
    summary["homes"] = report::capacity_json(homes);
    folder.write("forecast/summary.json", &format!("{summary:#}\n"))?;
    for (name, text) in report::capacity_files(homes) {
        folder.write(&format!("forecast/{name}"), &text)?;
    }
    let (children, homes) = (report::demand_text(told), report::capacity_text(homes));
    Ok(format!("{children}{homes}\n"))
}

/// What the demonstration asks of a plan: two targets, near enough to the cheapest.
fn plan_asked() -> plan::Asked {
    let targets = [("in_area", 80.0), ("family_as_planned", 98.0)];
    plan::Asked {
        targets: targets
            .map(|(name, figure)| (name.to_owned(), figure))
            .to_vec(),
        costs: Costs::default(),
        budget: None,
        alternatives: 0,
        hold: false,
        effort: Effort {
            tolerance: 1e-2,
            nodes: 50,
            ..Effort::default()
        },
    }
}

/// A path that can be opened from anywhere.
fn shown(path: &Path) -> String {
    fs::canonicalize(path)
        .unwrap_or_else(|_| path.to_path_buf())
        .display()
        .to_string()
}
