//! Scenarios side by side: what each changes against one of them, how sure that is, and for whom.
//!
//! Replication `r` of every scenario has the same chance, so that differences are taken future by future, and an interval of
//! the mean difference is far narrower than one of either scenario. One scenario is read at a time.

mod break_even;
mod few;
mod impact;
mod kpi;
mod paired;
mod parts;
mod payback;
mod ran;
mod ranking;
mod targets;

pub use break_even::{Aim, BreakEven, Tried};
pub use few::{Shown, TOO_FEW};
pub use impact::{Impact, OUTCOMES, Outcome};
pub use kpi::{COSTS, Kpi, MATTERS, Towards, Window, kpis};
pub use paired::{FEWEST, Paired, Shares, Verdict};
pub use parts::{Attribution, LeverPart, MAIN};
pub use payback::Payback;
pub use ranking::{Ranked, Ranking, by_chance};
pub use targets::{Aimed, unmeasured};

use ran::Ran;

use crate::forecast::system::groups;
use crate::runner::{Found, Plan, Results, RunError, RunFolder};
use kpi::WAITING;

/// Scenarios held against one of them.
#[derive(Debug, Clone)]
pub struct Comparison {
    /// What was run.
    pub plan: Plan,
    /// Position of the scenario that the others are held against.
    pub baseline: usize,
    /// Every scenario, in the order of the plan.
    pub scenarios: Vec<Compared>,
    /// By scenario with several levers of which the parts were run: what each adds.
    pub attributions: Vec<Attribution>,
}

/// One scenario held against the baseline.
#[derive(Debug, Clone)]
pub struct Compared {
    /// By window and KPI, the KPI running fastest, in the order of [`kpis`].
    pub kpis: Vec<Figure>,
    /// By group of children and outcome, the outcome running fastest; empty for the baseline itself.
    pub impact: Vec<Impact>,
    /// When what is spent first comes back; `None` where nothing is spent beside placements.
    pub payback: Option<Payback>,
    /// Targets of it that a run measures.
    pub targets: Vec<Aimed>,
    /// What its levers were solved to.
    pub found: Vec<Found>,
}

/// A KPI of a scenario.
#[derive(Debug, Clone, Copy)]
pub struct Figure {
    /// Mean over replications; `None` where it is of nothing.
    pub mean: Option<f64>,
    /// Mean and its 95% interval; `None` where fewer than two replications have a figure.
    pub level: Option<(f64, (f64, f64))>,
    /// Difference to the baseline.
    pub difference: Option<Paired>,
}

impl Comparison {
    /// Reads a run.
    ///
    /// # Errors
    /// Where a file cannot be read.
    pub fn of(plan: Plan, folder: &RunFolder, baseline: usize) -> Result<Self, RunError> {
        let results = |at: usize| Results::of(folder, &plan.scenarios[at].name);
        let base = Ran::of(&plan, &results(baseline))?;
        let mut scenarios = Vec::with_capacity(plan.scenarios.len());
        let (mut sizes, mut about) = (vec![base.sizes.clone()], vec![base.about.clone()]);
        for (at, planned) in plan.scenarios.iter().enumerate() {
            let found = results(at).found()?;
            scenarios.push(if at == baseline {
                Compared {
                    kpis: figures(&base, None),
                    impact: Vec::new(),
                    payback: None,
                    targets: targets::of(planned, &base),
                    found,
                }
            } else {
                let ran = Ran::of(&plan, &results(at))?;
                sizes.push(ran.sizes.clone());
                about.push(ran.about.clone());
                Compared {
                    targets: targets::of(planned, &ran),
                    found,
                    ..Compared::of(&ran, &base)
                }
            });
        }
        let sizes: Vec<&[f64]> = sizes.iter().map(Vec::as_slice).collect();
        let shown = few::shown(&sizes);
        for scenario in &mut scenarios {
            impact::suppress(&mut scenario.impact, &shown, &about);
        }
        Ok(Self {
            attributions: parts::of(&plan, &scenarios),
            plan,
            baseline,
            scenarios,
        })
    }

    /// A KPI of a scenario.
    pub fn figure(&self, scenario: usize, window: Window, kpi: usize) -> Figure {
        self.scenarios[scenario].kpis[window as usize * kpis().len() + kpi]
    }

    /// What a scenario means for a group of children; `None` for the baseline itself.
    pub fn impact(&self, scenario: usize, group: usize, outcome: usize) -> Option<Impact> {
        let all = &self.scenarios[scenario].impact;
        all.get(group * OUTCOMES.len() + outcome).copied()
    }

    /// Groups of children, in order of position.
    pub const fn groups() -> &'static [groups::Group] {
        &groups::ALL
    }
}

impl Compared {
    /// A scenario against another; costs are not praised where more children wait.
    fn of(ran: &Ran, base: &Ran) -> Self {
        let mut kpis = figures(ran, Some(base));
        let payback = Payback::of(&ran.costs, &base.costs, (ran.spent, base.spent));
        let more_wait = Window::ALL.map(|window| while_more_wait(&mut kpis, window));
        Self {
            kpis,
            impact: impact::of(ran, base),
            payback: payback.map(|payback| Payback {
                more_wait: more_wait[Window::Whole as usize],
                ..payback
            }),
            targets: Vec::new(),
            found: Vec::new(),
        }
    }
}

/// Takes the praise from costs of a stretch of months where more children wait for a home in it: they cost nothing. Gives
/// back whether they do.
fn while_more_wait(figures: &mut [Figure], window: Window) -> bool {
    let all = kpi::kpis();
    let of = |name: &str| {
        let at = all.iter().position(|kpi| kpi.name == name);
        at.map(|at| window as usize * all.len() + at)
    };
    let waiting = of(WAITING).and_then(|at| figures[at].difference);
    let is_more = waiting.is_some_and(|waiting| waiting.verdict == Verdict::Worse);
    if is_more {
        for at in COSTS.into_iter().filter_map(of) {
            let difference = figures[at].difference.as_mut();
            difference.into_iter().for_each(Paired::while_more_wait);
        }
    }
    is_more
}

fn figures(ran: &Ran, base: Option<&Ran>) -> Vec<Figure> {
    let all = kpis();
    let figure = |at: usize| {
        let of = &ran.kpis[at];
        Figure {
            mean: paired::mean(of.iter().flatten().copied()),
            level: {
                let figures: Vec<f64> = of.iter().flatten().copied().collect();
                paired::mean_and_interval(&figures)
            },
            difference: base.and_then(|base| {
                let kpi = &all[at % all.len()];
                Paired::of(of, &base.kpis[at], (kpi.towards, kpi.least))
            }),
        }
    };
    (0..ran.kpis.len()).map(figure).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures of a stretch of months, of which all but waiting and costs are of nothing.
    fn figures_with(waiting: f64, cost: f64) -> Vec<Figure> {
        let all = kpis();
        let of = |at: usize| {
            let kpi = &all[at % all.len()];
            let by = match kpi.name {
                WAITING => waiting,
                name if COSTS.contains(&name) => cost,
                _ => return None,
            };
            let with = vec![Some(by); 30];
            Paired::of(&with, &[Some(0.0); 30], (kpi.towards, kpi.least))
        };
        let figure = |at: usize| Figure {
            mean: None,
            level: None,
            difference: of(at),
        };
        (0..all.len() * Window::ALL.len()).map(figure).collect()
    }

    #[test]
    fn a_lower_cost_is_no_gain_where_more_children_wait() {
        let verdicts = |waiting: f64, cost: f64| {
            let mut figures = figures_with(waiting, cost);
            let is_more = while_more_wait(&mut figures, Window::Whole);
            let all = kpis();
            let at = all.iter().position(|kpi| kpi.name == COSTS[0]).unwrap();
            let of = |window: Window| {
                let difference = figures[window as usize * all.len() + at].difference;
                difference.unwrap()
            };
            let (whole, last) = (of(Window::Whole), of(Window::LastYear));
            assert_eq!(last.verdict == Verdict::Better, cost < 0.0);
            (is_more, whole.verdict, whole.shares.is_none())
        };
        assert_eq!(
            verdicts(2.0, -50_000.0),
            (true, Verdict::LowerMoreWaiting, true)
        );
        assert_eq!(verdicts(2.0, 50_000.0), (true, Verdict::Worse, true));
        assert_eq!(verdicts(0.1, -50_000.0), (false, Verdict::Better, false));
        assert_eq!(verdicts(-2.0, -50_000.0), (false, Verdict::Better, false));
    }
}
