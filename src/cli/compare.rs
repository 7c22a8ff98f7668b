//! `placewell compare`.

use std::path::PathBuf;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::output::Folder;
use super::paths::{inside, refuse_filled};
use crate::compare::{Aim, Comparison, kpis};
use crate::ingest::nearest::did_you_mean;
use crate::report::{ComparisonTold, Holds, comparison_files, comparison_json, comparison_text};
use crate::runner::{Plan, RunError, RunFolder};
use crate::scenario::BASELINE;

/// Compare scenarios that were run: what each changes, how sure that is, who gains and who loses
#[derive(Args)]
#[command(
    after_help = "Differences are taken future by future, since every scenario has the same chance in each.

It writes compare.csv (KPIs), impact.csv (groups of children), attribution.csv (after placewell run --attribute),
break_even.csv (with --break-even: every value of the sweep), targets.csv (scenarios with targets that a run measures),
ranking.csv (sweeps over several figures: what matters most), summary.json, provenance.json and report.html.

Examples:
  placewell compare ten-carers --out ten-carers-compared
  placewell compare all --baseline entries-down --out against-fewer-entries
  placewell compare how-many --break-even own_provision_percent=60 --out how-many-carers"
)]
pub struct Compare {
    /// Folder that placewell run or merge has written
    #[arg(value_name = "OUT")]
    run: PathBuf,
    /// Scenario that the others are held against
    #[arg(long, value_name = "NAME", default_value = BASELINE)]
    baseline: String,
    /// Where a sweep over one figure reaches this: how many carers until...
    #[arg(long, value_name = "KPI=FIGURE", value_parser = aim)]
    break_even: Vec<Aim>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Replace a comparison that is there
    #[arg(long)]
    replace: bool,
    /// Print the summary as JSON
    #[arg(long)]
    json: bool,
}

fn aim(text: &str) -> Result<Aim, String> {
    let example = "write a KPI and a figure, such as own_provision_percent=60";
    let (name, figure) = text.split_once('=').ok_or(example)?;
    let target: f64 = figure.trim().parse().map_err(|_| example)?;
    if !target.is_finite() {
        return Err(example.to_owned());
    }
    if target < 0.0 || (target > 100.0 && name.ends_with("_percent")) {
        return Err(format!("{name} cannot be {target}: no run could reach it"));
    }
    let known: Vec<&str> = kpis().iter().map(|kpi| kpi.name).collect();
    if !known.contains(&name) {
        let otherwise = "write one of the KPIs of compare.csv";
        let hint = did_you_mean(name, known, otherwise);
        return Err(format!("{name} is no KPI: {hint}"));
    }
    Ok(Aim {
        kpi: name.to_owned(),
        target,
    })
}

impl Compare {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        if inside(&self.out, &self.run).is_some() || inside(&self.run, &self.out).is_some() {
            return Err(Failure::Usage(format!(
                "{} is, holds or is in the run that is compared ({}), which stays as it is: name another folder with --out",
                self.out.display(),
                self.run.display()
            )));
        }
        refuse_filled(&self.out, self.replace, "")?;
        let folder = RunFolder::open(&self.run)?;
        let plan = Plan::of_provenance(&folder.provenance()?);
        let plan = plan.ok_or_else(|| {
            RunError::read(&self.run, &"its provenance.json is not of this version")
        })?;
        (0..plan.scenarios.len()).try_for_each(|at| folder.check(&plan, at))?;
        let missing = (0..plan.scenarios.len()).find(|at| !folder.has_results(&plan, *at));
        if let Some(at) = missing {
            return Err(Failure::Unfit(format!(
                "{} has no whole results of {}: give the command of the run again, or merge its shards",
                self.run.display(),
                plan.scenarios[at].name
            )));
        }
        let names: Vec<&str> = plan.scenarios.iter().map(|s| s.name.as_str()).collect();
        let Some(baseline) = names.iter().position(|name| *name == self.baseline) else {
            let otherwise = format!("write one of {}", names.join(", "));
            return Err(Failure::Usage(format!(
                "no scenario of the run is called {}: {}",
                self.baseline,
                did_you_mean(&self.baseline, names, &otherwise)
            )));
        };
        let comparison = Comparison::of(plan, &folder, baseline)?;
        let found = self.break_even.iter().map(|aim| comparison.break_even(aim));
        let found: Vec<Vec<_>> = found.collect();
        let without = self.break_even.iter().zip(&found);
        let mut without = without.filter(|(_, found)| found.is_empty());
        if let Some((aim, _)) = without.next() {
            return Err(Failure::Usage(comparison.why_no_break_even(aim)));
        }
        let found: Vec<_> = found.into_iter().flatten().collect();
        let rankings = comparison.rankings();
        let told = ComparisonTold {
            of: &comparison,
            break_even: &found,
            rankings: &rankings,
        };
        let out = Folder::begin(&self.out, Holds::Comparison)?;
        for (name, text) in comparison_files(told) {
            out.write(&name, &text)?;
        }
        out.finish()?;
        if self.json {
            return screen.result(&format!("{:#}\n", comparison_json(told)));
        }
        screen.note(&comparison_text(told))?;
        let page = self.out.join("report.html");
        screen.note(&format!("Written: {}\n", page.display()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_aim_is_a_known_kpi_and_a_figure() {
        let found = aim("own_provision_percent=62.5").unwrap();
        assert_eq!(
            (found.kpi.as_str(), found.target),
            ("own_provision_percent", 62.5)
        );
        assert!(
            aim("own_provision_percen=60")
                .unwrap_err()
                .contains("own_provision_percent")
        );
        assert!(
            aim("waiting").is_err() && aim("waiting=many").is_err() && aim("waiting=inf").is_err()
        );
        for never in [
            "own_provision_percent=500",
            "own_provision_percent=-1",
            "waiting=-3",
        ] {
            assert!(
                aim(never).unwrap_err().contains("no run could reach it"),
                "{never}"
            );
        }
        assert!(aim("own_provision_percent=100").is_ok() && aim("children=500").is_ok());
    }
}
