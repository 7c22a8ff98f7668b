//! Targets of a scenario that a run measures: in how many futures they are reached.

use super::kpi::{Kpi, Towards, Window, kpis};
use super::paired::mean;
use super::ran::Ran;
use crate::forecast::capacity::OF_RUNS;
use crate::runner::Planned;

/// A target, and what came of it over the last twelve months.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Aimed {
    /// KPI, by position among [`kpis`].
    pub kpi: usize,
    /// What is to be reached, in its unit.
    pub wanted: f64,
    /// Futures that reach it.
    pub reached: usize,
    /// Futures that have a figure.
    pub futures: usize,
    /// Mean over futures; `None` where none has a figure.
    pub mean: Option<f64>,
}

/// Of a scenario, in order of name; those that no run measures are left out.
pub fn of(planned: &Planned, ran: &Ran) -> Vec<Aimed> {
    let all = kpis();
    let one = |(name, wanted): (&String, &f64)| {
        let (_, kpi) = OF_RUNS.iter().find(|(target, _)| target == name)?;
        let kpi = all.iter().position(|known| known.name == *kpi)?;
        let figures = &ran.kpis[Window::LastYear as usize * all.len() + kpi];
        Some(aimed(&all[kpi], kpi, *wanted, figures))
    };
    planned.targets.iter().filter_map(one).collect()
}

/// Names of targets that no run measures.
pub fn unmeasured(planned: &Planned) -> Vec<&str> {
    let names = planned.targets.keys().map(String::as_str);
    names
        .filter(|name| OF_RUNS.iter().all(|(target, _)| target != name))
        .collect()
}

fn aimed(of: &Kpi, kpi: usize, wanted: f64, figures: &[Option<f64>]) -> Aimed {
    let figures: Vec<f64> = figures.iter().flatten().copied().collect();
    let reaches = |figure: &&f64| match of.towards {
        Towards::Less => **figure <= wanted,
        Towards::More | Towards::Neither => **figure >= wanted,
    };
    Aimed {
        kpi,
        wanted,
        reached: figures.iter().filter(reaches).count(),
        futures: figures.len(),
        mean: mean(figures.iter().copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_of_a_run_has_its_kpi() {
        let all = kpis();
        for (target, name) in OF_RUNS {
            assert!(all.iter().any(|kpi| kpi.name == name), "{target}");
        }
    }

    #[test]
    fn a_target_is_reached_from_its_own_side() {
        let all = kpis();
        let aimed = |name: &str| {
            let at = all.iter().position(|kpi| kpi.name == name).unwrap();
            let figures = [Some(9.0), Some(10.0), None, Some(12.0)];
            let aimed = super::aimed(&all[at], at, 9.5, &figures);
            (aimed.reached, aimed.futures)
        };
        assert_eq!(aimed("in_area_percent"), (2, 3));
        assert_eq!(aimed("mean_miles_from_home"), (1, 3));
        assert_eq!(aimed("own_provision_percent"), (2, 3));
        let at = all
            .iter()
            .position(|kpi| kpi.name == "mean_miles_from_home")
            .unwrap();
        let less = super::aimed(&all[at], at, 9.5, &[Some(9.0), Some(10.0)]);
        assert_eq!((less.reached, less.mean), (1, Some(9.5)));
    }
}
