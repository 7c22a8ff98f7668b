//! `placewell forecast`.

use std::path::PathBuf;
use std::time::Instant;

use clap::{Args, ValueEnum};

use super::Screen;
use super::days::{day, period};
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::{refuse_filled, refuse_over};
use crate::forecast::stock_flow::{Asked, Span, StockFlow, Unfit};
use crate::ingest::codes::EMPTY_FILE;
use crate::ingest::{Problem, Problems, Reading, ReturnedRows, Severity, read_returns};
use crate::model::{Date, days_between};
use crate::report::{Holds, stock_flow_files, stock_flow_json, stock_flow_text};

/// Forecast how many children will be in which placements, from the council's own history
#[derive(Args)]
#[command(after_help = "Methods:
  stock-flow  The mean of the Regional Demand Model, to compare with it: states of age and placement, daily rates
              of a reference period, no range. It reads returns.csv, which import ssda903 writes.

Writes stock-flow/forecast_population.csv, transition_rates.csv, entry_rates.csv, stock_at_start.csv,
placement_proportions.csv, population_by_detail.csv and historic_daily_stock.csv, and beside them summary.json
and provenance.json.

Example:
  placewell forecast my-council --method stock-flow --reference 2020-04-01..2026-03-31 \\
    --from 2026-03-31 --to 2028-03-31 --out two-years")]
pub struct Forecast {
    /// Council folder
    dir: PathBuf,
    /// How it is forecast
    #[arg(long, value_enum)]
    method: Method,
    /// Period whose moves and entries give the rates, first and last day, within the data
    #[arg(long, value_name = "FROM..TO", value_parser = period)]
    reference: Span,
    /// Day whose children the forecast starts with, within the data
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Date,
    /// Last day of the forecast, up to ten years later
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Date,
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
    /// The mean of the Regional Demand Model
    StockFlow,
}

/// Days after the first that a forecast may have: ten years. Rates of a few years say nothing of later ones.
const LONGEST: i32 = 3653;

impl Forecast {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let ahead = self.ahead()?;
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.dir))?;
        refuse_filled(&self.out, self.replace, "")?;
        match self.method {
            Method::StockFlow => self.stock_flow(ahead, started, screen),
        }
    }

    fn ahead(&self) -> Result<Span, Failure> {
        let (first, last) = (self.from, self.to);
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

    fn stock_flow(&self, ahead: Span, started: Instant, screen: &Screen) -> Result<(), Failure> {
        let (reading, returned) = self.read()?;
        let asked = Asked {
            reference: self.reference,
            ahead,
        };
        let forecast = StockFlow::of(&returned.rows, asked).map_err(failure)?;
        let folder = Folder::begin(&self.out, Holds::Forecast)?;
        let mut hashes = reading.input_hashes;
        hashes.push(returned.input_hash);
        for (name, text) in stock_flow_files(&forecast, &reading.council, &hashes) {
            folder.write(&name, &text)?;
        }
        folder.finish()?;
        if self.json {
            let summary = stock_flow_json(&forecast, &reading.council);
            return screen.result(&format!("{summary:#}\n"));
        }
        screen.note(&stock_flow_text(&forecast, &reading.council))?;
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
