//! `placewell forecast`.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::Screen;
use super::days::{day, period};
use super::error::Failure;
use super::futures::Futures;
use super::history::{history_of, warn};
use super::homes_ahead::{can_play, children_ahead, found_short, homes_ahead, solve_places};
use super::input;
use super::output::Folder;
use super::paths::{refuse_filled, refuse_over};
use crate::forecast::backtest::{Backtest, Beside};
use crate::forecast::capacity::TARGETS;
use crate::forecast::history::History;
use crate::forecast::simulate::{FEWEST_FUTURES, Settings};
use crate::forecast::stock_flow::{Asked, Span, StockFlow, Unfit};
use crate::forecast::system::{Kept, NothingKept};
use crate::ingest::codes::EMPTY_FILE;
use crate::ingest::{Problem, Problems, Reading, ReturnedRows, Severity, read_returns};
use crate::model::{Council, Date, days_between};
use crate::prospects;
use crate::report::{CapacityTold, capacity_files, capacity_json, capacity_text};
use crate::report::{DemandTold, demand_files, demand_json, demand_text};
use crate::report::{Holds, Individual, stock_flow_files, stock_flow_json, stock_flow_text};

/// Forecast how many children will be in which placements, from the council's own history
#[derive(Args)]
#[command(after_help = "Methods:
  individual  Each child in care, and each who may come, is carried forward many times by rates of the council's own
              history, with ranges. It reads episodes.csv, which import ssda903 writes. Under two years or fifty
              episodes, rates are pooled to England's published figures, and every output says so. In some of the futures
              (--places) homes come and go as well, and each month's children are placed by the rules of match.
  stock-flow  The mean of the Regional Demand Model, to compare with it: states of age and placement, daily rates
              of a reference period, no range. It reads returns.csv, which import ssda903 writes.

A forecast of homes that is cut short keeps the futures it has finished beside the folder (.NAME.futures.part): the same
command goes on with them, to the same bytes, and removes the file. An interrupt (ctrl-C) while homes are played ends with the
futures that are finished: status 0, a warning, and files that say so; with none finished, or interrupted before or once more, 130 and nothing
written. A forecast of children alone (--places 0, or no homes) that is interrupted always ends so: it takes seconds.

The last date of episodes.csv is to be near as_at: 92 days before it are warned of (W0720), and 548, by which a yearly return is
missing, are refused (E0312).

individual writes demand.csv, summary.json, provenance.json and report.html; of homes places.csv, system.csv, supply.csv,
placing.csv, recorded.csv and places.html; with --backtest also backtest.csv and backtest_points.csv. stock-flow writes stock-flow/forecast_population.csv, transition_rates.csv, entry_rates.csv,
stock_at_start.csv, placement_proportions.csv, population_by_detail.csv and historic_daily_stock.csv, and beside them
comparison.csv (the individual forecast of the same time, of 1,000 futures, by month end and category), summary.json and
provenance.json.

Examples:
  placewell forecast my-council --backtest --out two-years
  placewell forecast my-council --method stock-flow --reference 2020-04-01..2026-03-31 \\
    --from 2026-03-31 --to 2028-03-31 --out two-years")]
pub struct Forecast {
    /// Council folder
    dir: PathBuf,
    /// How it is forecast
    #[arg(long, value_enum, default_value_t = Method::Individual)]
    method: Method,
    /// individual: month ends ahead; 24 where it is left out
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=120))]
    months: Option<u32>,
    /// individual: how many futures are drawn; 1000 where it is left out, and no ranges of fewer than 20
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    replications: Option<u32>,
    /// individual: seed of the futures; the same seed gives the same forecast; 1 where it is left out
    #[arg(long)]
    seed: Option<u64>,
    /// individual: futures in which homes come and go as well and children are placed; 200 where it is left out, 0 leaves homes
    /// out, and no ranges of fewer than 20
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=20_000))]
    places: Option<u32>,
    /// individual: how many homes of its own each target of policy takes to be reached in so many of a hundred futures, each
    /// target on its own; every future is played some ten times more for each
    #[arg(long, value_name = "PER CENT", value_parser = clap::value_parser!(u8).range(1..=99))]
    solve_places: Option<u8>,
    /// individual: forecast from earlier days as well, and compare with what came
    #[arg(long)]
    backtest: bool,
    /// stock-flow: period whose moves and entries give the rates, first and last day, within the data
    #[arg(long, value_name = "FROM..TO", value_parser = period, required_if_eq("method", "stock-flow"))]
    reference: Option<Span>,
    /// stock-flow: day whose children the forecast starts with, within the data
    #[arg(long, value_name = "DATE", value_parser = day, required_if_eq("method", "stock-flow"))]
    from: Option<Date>,
    /// stock-flow: last day of the forecast, up to ten years later
    #[arg(long, value_name = "DATE", value_parser = day, required_if_eq("method", "stock-flow"))]
    to: Option<Date>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Replace a forecast that is there
    #[arg(long)]
    replace: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

/// A method's name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Method {
    /// Each child carried forward many times, with ranges; demand only
    Individual,
    /// The mean of the Regional Demand Model
    StockFlow,
}

/// Days after the first that a forecast may have: ten years. Rates of a few years say nothing of later ones.
const LONGEST: i32 = 3653;

impl Forecast {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let asked = self.asked()?;
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.dir))?;
        match asked {
            Some(asked) => {
                refuse_filled(&self.out, self.replace, "")?;
                self.stock_flow(asked, started, screen)
            }
            None => self.individual(started, screen),
        }
    }

    /// What is asked of the stock-flow method; `None` where the other one is asked for.
    fn asked(&self) -> Result<Option<Asked>, Failure> {
        match (self.method, self.reference, self.from, self.to) {
            (Method::StockFlow, Some(reference), Some(first), Some(last)) => {
                if let Some(option) = self.of_individual() {
                    return Err(Failure::Usage(format!(
                        "{option} is of --method individual, and says nothing to stock-flow: leave it out"
                    )));
                }
                let ahead = ahead(first, last)?;
                Ok(Some(Asked { reference, ahead }))
            }
            (Method::Individual, None, None, None) => Ok(None),
            _ => Err(Failure::Usage(
                "--reference, --from and --to are of --method stock-flow, which needs all three; the individual forecast \
                 starts on the last day of the history: leave them out, or add --method stock-flow"
                    .to_owned(),
            )),
        }
    }

    /// The first option given that the stock-flow method does not take.
    fn of_individual(&self) -> Option<&'static str> {
        let given = [
            ("--months", self.months.is_some()),
            ("--replications", self.replications.is_some()),
            ("--seed", self.seed.is_some()),
            ("--places", self.places.is_some()),
            ("--solve-places", self.solve_places.is_some()),
            ("--backtest", self.backtest),
        ];
        let first = given.into_iter().find(|(_, is_given)| *is_given);
        first.map(|(option, _)| option)
    }

    /// How children are forecast, and homes.
    fn settings(&self) -> (Settings, Settings) {
        let settings = Settings {
            months: self.months.unwrap_or(24) as usize,
            replications: self.replications.unwrap_or(1000) as usize,
            seed: self.seed.unwrap_or(1),
        };
        let replications = self.places.unwrap_or(200) as usize;
        let homes = Settings {
            replications,
            ..settings
        };
        (settings, homes)
    }

    fn individual(&self, started: Instant, screen: &Screen) -> Result<(), Failure> {
        let reading = input::read(&self.dir)?;
        let council = &reading.council;
        let (history, mut warnings) = history_of(council, &self.dir)?;
        let (settings, futures) = self.settings();
        let hashes = &reading.input_hashes;
        // One that was cut short goes on, though it has written what it had.
        let goes_on = Futures::are_of(&self.out, hashes, settings);
        refuse_filled(&self.out, self.replace || goes_on, "")?;
        if self.backtest && !settings.has_ranges() {
            return Err(Failure::Usage(format!(
                "--backtest says how often ranges held what came, which takes --replications of {FEWEST_FUTURES} or more"
            )));
        }
        if self.solve_places.is_some() {
            self.can_be_solved(council, futures)?;
        }
        // From here on an interrupt says so, and leaves nothing behind.
        let folder = Folder::begin(&self.out, Holds::Forecast)?;
        let demand = children_ahead(&history, settings, screen);
        let backtest = self
            .backtest
            .then(|| Backtest::of(council, &history, settings));
        let plays_homes = futures.replications > 0 && can_play(council);
        let kept = match plays_homes {
            true => Some(Futures::open(&self.out, hashes, settings)?),
            false => None,
        };
        if let Some(found) = kept.as_ref().map(|kept| kept.found).filter(|n| *n > 0) {
            screen.note(&format!(
                "Goes on with {found} futures that were finished before\n"
            ))?;
        }
        let keeps: &dyn Kept = kept.as_ref().map_or(&NothingKept, |kept| kept);
        let mut capacity = homes_ahead(council, &history, futures, (keeps, screen))?;
        if let Some((capacity, percent)) = capacity.as_mut().zip(self.solve_places) {
            solve_places(council, &history, capacity, percent, screen);
        }
        let found = found_short(council, (settings, futures), capacity.as_ref());
        warn(&found);
        warnings.append(found);
        let homes = capacity.as_ref().map(|capacity| CapacityTold {
            capacity,
            council,
            warnings: &warnings,
        });
        let told = DemandTold {
            demand: &demand,
            backtest: backtest.as_ref(),
            places: futures.replications,
            with_homes: capacity.is_some(),
            council,
            warnings: &warnings,
        };
        for (name, text) in demand_files(told, &reading.input_hashes) {
            folder.write(&name, &text)?;
        }
        let mut summary = demand_json(told);
        if let Some(homes) = homes {
            summary["homes"] = capacity_json(homes);
            folder.write("summary.json", &format!("{summary:#}\n"))?;
            for (name, text) in capacity_files(homes) {
                folder.write(&name, &text)?;
            }
        }
        folder.finish()?;
        if let Some(kept) = kept.filter(|_| homes.is_none_or(|h| !h.capacity.is_interrupted)) {
            kept.finish();
        }
        if self.json {
            return screen.result(&format!("{summary:#}\n"));
        }
        screen.note(&demand_text(told))?;
        if let Some(homes) = homes {
            screen.note(&capacity_text(homes))?;
        }
        let page = |name: &str| self.out.join(name).display().to_string();
        let places = homes.map_or(String::new(), |_| format!(", {}", page("places.html")));
        screen.note(&format!(
            "Written in {:.1} s: {}{places}\n",
            started.elapsed().as_secs_f64(),
            page("report.html")
        ))
    }

    /// Refuses to solve for targets where there are none, or no homes to play with.
    fn can_be_solved(&self, council: &Council, futures: Settings) -> Result<(), Failure> {
        let why = if !futures.has_ranges() || !can_play(council) {
            "needs futures with homes: homes.csv and children.csv with rows, and --places of 20 or more"
        } else if !TARGETS
            .iter()
            .any(|(name, _)| council.policy.targets.contains_key(*name))
        {
            "needs a target in [policy.targets] of council.toml: own_provision, in_area, near_home or sibling_pairs_together"
        } else if prospects::catalogue(council).is_err() {
            "needs districts of the authority itself in areas.csv, where households could be recruited"
        } else {
            return Ok(());
        };
        Err(Failure::Usage(format!("--solve-places {why}")))
    }

    fn stock_flow(&self, asked: Asked, started: Instant, screen: &Screen) -> Result<(), Failure> {
        let (reading, returned) = self.read()?;
        let forecast = StockFlow::of(&returned.rows, asked).map_err(failure)?;
        let individual = beside(&reading.council, &forecast, self.settings().0);
        let told = (&forecast, &individual);
        let folder = Folder::begin(&self.out, Holds::Forecast)?;
        let mut hashes = reading.input_hashes;
        hashes.push(returned.input_hash);
        for (name, text) in stock_flow_files(told, &reading.council, &hashes) {
            folder.write(&name, &text)?;
        }
        folder.finish()?;
        if self.json {
            let summary = stock_flow_json(told, &reading.council);
            return screen.result(&format!("{summary:#}\n"));
        }
        screen.note(&stock_flow_text(told, &reading.council))?;
        screen.note(&format!(
            "Written in {:.1} s: {}\n",
            started.elapsed().as_secs_f64(),
            self.out.join("stock-flow").display()
        ))
    }

    /// The council and the rows as returned; the problems of both at once.
    fn read(&self) -> Result<(Reading, ReturnedRows), Failure> {
        let (reading, returned) =
            rayon::join(|| input::read(&self.dir), || read_returns(&self.dir));
        match (reading, returned) {
            (Ok(reading), Ok(returned)) => Ok((reading, returned)),
            (Err(Failure::Input(mut problems)), Err(others)) if self.dir.is_dir() => {
                problems.append(others);
                Err(Failure::Input(problems))
            }
            (Err(failure), _) => Err(failure),
            (_, Err(problems)) => Err(Failure::Input(problems)),
        }
    }
}

/// The individual forecast of the same time; the stock-flow method reads another file, and does without it.
fn beside(council: &Council, forecast: &StockFlow, settings: Settings) -> Individual {
    let history = History::of(council).map_err(|why| why.to_string())?;
    Beside::of(&history, forecast, settings).map_err(|why| why.to_string())
}

fn ahead(first: Date, last: Date) -> Result<Span, Failure> {
    if first >= last {
        return Err(Failure::Usage(format!(
            "--from {first} is not before --to {last}: a forecast has at least one day"
        )));
    }
    if days_between(first, last) > LONGEST {
        return Err(Failure::Usage(format!(
            "--to {last} is more than ten years after --from {first}: give an earlier day"
        )));
    }
    Ok(Span { first, last })
}

/// How a forecast that the rows do not allow fails.
fn failure(unfit: Unfit) -> Failure {
    let option = match unfit {
        Unfit::ReferenceOutside { .. } => "--reference",
        Unfit::StartOutside { .. } => "--from",
        Unfit::NoHistory => {
            return Failure::Input(Problems::one(Problem {
                code: EMPTY_FILE.code,
                severity: Severity::Error,
                file: "returns.csv".to_owned(),
                line: None,
                column: None,
                value: None,
                message: unfit.to_string(),
                expected: Some("rows with date_of_birth and year".to_owned()),
                action: "import the returns again with their header tables".to_owned(),
            }));
        }
    };
    Failure::Usage(format!("{unfit}: give days within it with {option}"))
}
