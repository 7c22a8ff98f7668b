//! How far a run is: a line for each scenario on a terminal; elsewhere the log tells of every chunk.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

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
