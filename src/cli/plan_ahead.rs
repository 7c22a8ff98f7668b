//! `placewell plan --futures`.

use std::io::IsTerminal as _;
use std::path::Path;
use std::time::Instant;

use clap::Args;
use rayon::prelude::*;
use serde_json::json;

use super::Screen;
use super::error::Failure;
use super::history::history_of;
use super::homes_ahead::refuse_without_children;
use super::output::Folder;
use super::plan::failure;
use super::progress::bar;
use crate::assess::Usable;
use crate::duties::Facts;
use crate::forecast::cast::{Cast, Stages};
use crate::forecast::history::History;
use crate::forecast::system::Setup;
use crate::forecast::system::future::{self, Future, level};
use crate::ingest::Reading;
use crate::plan::{Asked, AskedAhead, Effort, Possible, Unfit, plan_ahead};
use crate::report::{
    A_PERSON_DECIDES, AheadTold, Holds, ahead_files, ahead_json, ahead_page, ahead_text,
};

/// Fresh futures for each of those that a plan is made for, where nothing else is said.
const FRESH_FOR_EACH: u32 = 2;

/// How hard is searched where many futures are planned for at once.
const EFFORT: Effort = Effort {
    tolerance: 1e-3,
    short: 1e-2,
    near: 2e-3,
    nodes: 500,
    choices: 15_000,
};

/// A plan for possible futures.
#[derive(Args)]
pub struct Ahead {
    /// Plan for so many possible futures instead of today's children, drawn as by forecast
    #[arg(long, value_name = "K", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=500))]
    futures: Option<u32>,
    /// With --futures: month end ahead that is planned for
    #[arg(long, value_name = "M", requires = "futures", default_value_t = 24, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=120))]
    month: u32,
    /// With --futures: in so many of a hundred futures all targets are to be reached
    #[arg(long, value_name = "P", requires = "futures", default_value_t = 80, allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=100))]
    confidence: u32,
    /// With --futures: fresh futures in which the plan is judged; twice as many as it is made for where it is left out
    #[arg(long, value_name = "N", requires = "futures", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=5_000))]
    fresh: Option<u32>,
    /// With --futures: months that those who wait would wait; half of --month where it is left out
    #[arg(long, value_name = "W", requires = "futures", allow_negative_numbers = true, value_parser = clap::value_parser!(u32).range(1..=120))]
    wait: Option<u32>,
    /// With --futures: seed of the futures
    #[arg(long, requires = "futures", default_value_t = 1)]
    seed: u64,
}

/// What is planned for.
pub struct What<'a> {
    /// The folder as it was read.
    pub reading: &'a Reading,
    /// Where.
    pub dir: &'a Path,
    /// Where to.
    pub out: &'a Path,
    /// What was asked.
    pub asked: Asked,
    /// Targets of local policy that no plan can have.
    pub left_out: &'a [Unfit],
}

impl Ahead {
    /// Whether it is asked for.
    pub const fn is_asked(&self) -> bool {
        self.futures.is_some()
    }

    pub fn run(
        &self,
        what: What,
        (started, json): (Instant, bool),
        screen: &Screen,
    ) -> Result<(), Failure> {
        let number = self.futures.unwrap_or(1);
        let wait = self.wait.unwrap_or(self.month / 2);
        if wait >= self.month && self.wait.is_some() {
            return Err(Failure::Usage(format!(
                "--wait {wait} is not before --month {}: those who wait decide before then",
                self.month
            )));
        }
        let council = &what.reading.council;
        refuse_without_children(council)?;
        let (history, _) = history_of(council, what.dir)?;
        let asked = AskedAhead {
            asked: Asked {
                effort: EFFORT,
                ..what.asked
            },
            months: self.month,
            wait,
            confidence: self.confidence,
        };
        let folder = Folder::begin(what.out, Holds::Plan)?;
        let fresh = self.fresh.unwrap_or(number * FRESH_FOR_EACH);
        let usable = Usable::of(&Facts::of(council)).council;
        let futures = self.drawn(what.reading, &history, wait, u64::from(number + fresh));
        let possible: Vec<Possible> = futures
            .iter()
            .map(|future| Possible {
                council: &future.council,
                seen: future.in_care_meanwhile,
            })
            .collect();
        let (made_for, judged_in) = possible.split_at(number as usize);
        let is_shown = std::io::stderr().is_terminal() && !screen.quiet;
        let line = bar(
            "programmes",
            asked.programmes(made_for, judged_in),
            is_shown,
        );
        let planned = plan_ahead(&usable, made_for, judged_in, (&asked, &|| line.inc(1)));
        line.finish_and_clear();
        let planned = planned.map_err(failure)?;
        let told = AheadTold {
            council: &usable,
            ahead: &asked,
            left_out: what.left_out,
            planned: &planned,
            futures: &futures,
            seed: self.seed,
            little: history.little,
        };
        for (name, text) in ahead_files(&told, &what.reading.input_hashes) {
            folder.write(name, &text)?;
        }
        folder.write("report.html", &ahead_page(&told))?;
        let seconds = started.elapsed().as_secs_f64();
        let timings = json!({ "seconds": { "all": seconds } });
        folder.write("timings.json", &format!("{timings:#}\n"))?;
        folder.finish()?;
        if json {
            return screen.result(&format!("{:#}\n", ahead_json(&told)));
        }
        screen.note(&ahead_text(&told))?;
        screen.note(&format!(
            "{A_PERSON_DECIDES}\nWritten in {seconds:.1} s: {}\n",
            what.out.join("report.html").display()
        ))
    }

    /// Futures, those that the plan is made for first.
    fn drawn(&self, reading: &Reading, history: &History, wait: u32, number: u64) -> Vec<Future> {
        let council = &reading.council;
        let stages = Stages::of(council, &[]);
        let cast = Cast::of(council, &stages);
        let setup = Setup::of(council, history, &cast);
        let ahead = future::Ahead {
            council,
            setup: &setup,
            months: self.month as usize,
            meanwhile: wait as usize,
            seed: self.seed,
        };
        let mut futures: Vec<Future> = (0..number)
            .into_par_iter()
            .map(|replication| ahead.future(replication))
            .collect();
        level(&mut futures);
        futures
    }
}
