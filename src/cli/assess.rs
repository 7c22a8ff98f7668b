//! `placewell assess`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::refuse_over;
use super::progress::Solves;
use super::solving::Solving;
use crate::assess::{Asked, Assessment};
use crate::duties::Facts;
use crate::report::{A_PERSON_DECIDES, Holds, assessment_files, assessment_json, assessment_text};

/// Is there enough, duty by duty: actual, attainable and target, and what one more place would be worth
///
/// Attainable figures free settled children on paper, to judge the present homes as a whole; nobody is to be moved
/// because of them. Targets stand in [policy.targets] of council.toml, by name of the indicator (placewell explain).
/// Several council folders are assessed as one market, such as a regional care cooperative, with what its homes could give
/// if they were shared out among the authorities (pooling.csv).
#[derive(Args)]
#[command(
    after_help = "Writes kpis.csv, definitions.csv, supply.csv, shortfall.csv, places.csv, place_kpis.csv, choice.csv, few_homes.csv, frontier.csv, equality.csv,
annex.csv, summary.json, certificate.json, provenance.json, timings.json and report.html; of a market, pooling.csv as well.

Examples:
  placewell assess my-council --out sufficiency
  placewell assess herefordshire shropshire worcestershire --out cooperative
  placewell explain in_area"
)]
pub struct Assess {
    /// Council folder; several are assessed as one market
    #[arg(required = true, value_name = "DIR")]
    dirs: Vec<PathBuf>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Solve the whole system again with one home more for so many of the kinds of home that prices rank first; 0 leaves
    /// them out [default: all where at most 150 children are free, 50 up to 600, and 4 above]
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(0..))]
    top: Option<u16>,
    /// Leave out outcomes by protected characteristic, which solve the whole system again for each
    #[arg(long)]
    no_equality: bool,
    /// Leave out the frontiers of cost, miles and siblings together, which have fewer points for more than 600
    /// children, and are not drawn for 2,000
    #[arg(long)]
    no_frontiers: bool,
    /// Leave out what the homes of a market could give if each authority acted by itself, which solves the whole system once more
    #[arg(long)]
    pooled_only: bool,
    #[command(flatten)]
    solving: Solving,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

impl Assess {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let reading = input::read_all(&self.dirs)?;
        if self.pooled_only && !reading.council.is_market() {
            return Err(Failure::Usage(
                "--pooled-only is for several council folders: give more than one".to_owned(),
            ));
        }
        refuse_over(&self.out, "--out", &self.dirs)?;
        let folder = Folder::begin(&self.out, Holds::Assessment)?;
        let facts = Facts::of(&reading.council);
        let asked = Asked {
            equality: !self.no_equality,
            frontiers: !self.no_frontiers,
            apart: !self.pooled_only,
            top: self.top.map(usize::from),
            limits: self.solving.limits(),
        };
        let line = Solves::begin("whole systems", screen);
        let assessment = Assessment::watched(&facts, asked, &line)?;
        drop(line);
        for (name, text) in assessment_files(&assessment, &reading.input_hashes) {
            folder.write(&name, &text)?;
        }
        folder.finish()?;
        if self.json {
            return screen.result(&format!("{:#}\n", assessment_json(&assessment)));
        }
        screen.note(&assessment_text(&assessment))?;
        screen.note(&format!(
            "{A_PERSON_DECIDES}\nWritten in {:.1} s: {}\n",
            started.elapsed().as_secs_f64(),
            self.out.join("report.html").display()
        ))
    }
}
