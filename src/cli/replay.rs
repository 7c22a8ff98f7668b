//! `placewell replay`.

use std::path::PathBuf;
use std::time::Instant;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use super::output::Folder;
use super::paths::refuse_over;
use crate::lookahead::{Settings, weeks};
use crate::replay::{Replay as Played, Stage};
use crate::report::{
    A_PERSON_DECIDES, Holds, arrivals_csv, replay_csv, replay_json, replay_page, replay_provenance,
    replay_text,
};

/// Replay the council's own arrivals week by week, and compare ways of making rounds
///
/// Children who came into care in the last weeks arrive again, and are placed one at a time, in weekly rounds, in
/// weekly rounds that look ahead, and all at once with hindsight, in the homes as they were free of them.
#[derive(Args)]
#[command(
    after_help = "Writes replay.csv, arrivals.csv, summary.json, provenance.json and report.html.

Examples:
  placewell replay my-council --out last-year
  placewell replay my-council --out last-quarter --weeks 13 --lookahead 50"
)]
pub struct Replay {
    /// Council folder
    dir: PathBuf,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Weeks before the day of the data
    #[arg(long, default_value_t = 52, allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=520))]
    weeks: u16,
    /// Futures that a round which looks ahead draws
    #[arg(long, value_name = "K", default_value_t = 20, allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=1000))]
    lookahead: u16,
    /// Weeks that a future lasts [default: to the end of the replay]
    #[arg(long, value_name = "WEEKS", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..=104))]
    horizon: Option<u16>,
    /// Seed of the futures
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

impl Replay {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let started = Instant::now();
        let reading = input::read(&self.dir)?;
        refuse_over(&self.out, "--out", std::slice::from_ref(&self.dir))?;
        let stage = Stage::of(&reading.council, self.weeks);
        if stage.everybody().is_empty() {
            return Err(Failure::Work(format!(
                "no child of children.csv came into care in the {} before {}: try more with --weeks",
                weeks(usize::from(self.weeks)),
                reading.council.as_at
            )));
        }
        let folder = Folder::begin(&self.out, Holds::Replay)?;
        let settings = Settings {
            futures: self.lookahead,
            weeks: self.horizon.unwrap_or(self.weeks),
            seed: self.seed,
        };
        let replay = Played::of(stage, settings)?;
        let summary = replay_json(&replay);
        let provenance = replay_provenance(&replay, &reading.council, &reading.input_hashes);
        for (name, text) in [
            ("replay.csv", replay_csv(&replay)),
            ("arrivals.csv", arrivals_csv(&replay)),
            ("summary.json", format!("{summary:#}\n")),
            ("provenance.json", format!("{provenance:#}\n")),
            ("report.html", replay_page(&replay)),
        ] {
            folder.write(name, &text)?;
        }
        folder.finish()?;
        if self.json {
            return screen.result(&format!("{summary:#}\n"));
        }
        screen.note(&replay_text(&replay))?;
        screen.note(&format!(
            "{A_PERSON_DECIDES}\nWritten in {:.1} s: {}\n",
            started.elapsed().as_secs_f64(),
            self.out.join("report.html").display()
        ))
    }
}
