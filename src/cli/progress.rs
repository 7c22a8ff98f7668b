//! How far a run is: a line for each scenario on a terminal; elsewhere the log tells of every chunk. And how far an
//! assessment or a plan is: a line with the solves that are done, and the log tells of each.

use std::collections::BTreeMap;
use std::io::IsTerminal as _;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::Screen;
use crate::optimise::Steps;
use crate::runner::Watch;
use crate::scenario::Scenario;

/// How a line looks.
const TEMPLATE: &str = "{msg:34!} {bar:24} {pos:>5}/{len} {elapsed} gone, {eta} left";

/// Lines on a terminal.
pub struct Progress {
    lines: Option<MultiProgress>,
    bars: Mutex<BTreeMap<String, ProgressBar>>,
}

impl Progress {
    /// Shown or not.
    pub fn of(is_shown: bool) -> Self {
        Self {
            lines: is_shown.then(MultiProgress::new),
            bars: Mutex::new(BTreeMap::new()),
        }
    }

    /// Takes away what is still shown.
    pub fn ends(&self) {
        if let Some(lines) = &self.lines {
            // A terminal that is gone is no reason to fail.
            let _ = lines.clear();
        }
    }
}

/// A line on a terminal, or one that is not shown.
pub fn bar(message: &'static str, length: u64, is_shown: bool) -> ProgressBar {
    if !is_shown {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new(length).with_message(message);
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    bar
}

/// How a line of solves looks: they take too differently long for a time that is left.
const SOLVES: &str = "{msg:34!} {bar:24} {pos:>5}/{len} {elapsed} gone";

/// Solves of an assessment or a plan, which takes its line away when it is dropped.
pub struct Solves {
    line: ProgressBar,
    began: Instant,
}

impl Solves {
    /// On a terminal, unless nothing is to be said.
    pub fn begin(message: &'static str, screen: &Screen) -> Self {
        let line = bar(message, 0, std::io::stderr().is_terminal() && !screen.quiet);
        if let Ok(style) = ProgressStyle::with_template(SOLVES) {
            line.set_style(style);
        }
        if !line.is_hidden() {
            line.enable_steady_tick(Duration::from_secs(1));
        }
        Self {
            line,
            began: Instant::now(),
        }
    }
}

impl Steps for Solves {
    fn ahead(&self, number: usize) {
        self.line.inc_length(number as u64);
    }

    fn done(&self, what: &str) {
        self.line.inc(1);
        let seconds = self.began.elapsed().as_secs_f64();
        self.line
            .suspend(|| tracing::info!(seconds, "solved: {what}"));
    }
}

impl Drop for Solves {
    fn drop(&mut self) {
        self.line.finish_and_clear();
    }
}

impl Watch for Progress {
    fn begins(&self, scenario: &Scenario, replications: u32) {
        let Some(lines) = &self.lines else { return };
        let bar = ProgressBar::new(u64::from(replications));
        if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
            bar.set_style(style);
        }
        let bar = lines.add(bar);
        bar.set_message(scenario.name.clone());
        let mut bars = self.bars.lock().unwrap_or_else(PoisonError::into_inner);
        bars.insert(scenario.name.clone(), bar);
    }

    fn written(&self, scenario: &Scenario, replications: u32) {
        let mut bars = self.bars.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(bar) = bars.get(&scenario.name) else {
            return;
        };
        if bar.position() == 0 {
            // It waited for others: its time begins now.
            bar.reset_elapsed();
            bar.enable_steady_tick(Duration::from_secs(1));
        }
        bar.inc(u64::from(replications));
        if Some(bar.position()) >= bar.length() {
            // One line less, so that those under way stay in sight among hundreds.
            bar.finish_and_clear();
            bars.remove(&scenario.name);
        }
    }
}
