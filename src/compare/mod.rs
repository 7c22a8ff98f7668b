//! Scenarios side by side: what each changes against one of them, how sure that is, and for whom.
//!
//! Replication `r` of every scenario has the same chance, so that differences are taken future by future, and an interval of
//! the mean difference is far narrower than one of either scenario. One scenario is read at a time.

mod break_even;
mod chance;
mod family;
mod few;
mod impact;
mod kpi;
mod paired;
mod parts;
mod payback;
mod ran;
mod ranking;
mod swing;
mod targets;
mod waiting;

pub use break_even::{Aim, BreakEven, Tried};
pub use family::Family;
pub use few::{Shown, TOO_FEW};
pub use impact::{Impact, MATTERS_TO_A_GROUP, OUTCOMES, Outcome};
pub use kpi::{COSTS, Kpi, MATTERS, Towards, Window, kpis};
pub use paired::{FEWEST, FEWEST_FOR_A_VERDICT, Paired, Shares, Verdict, in_futures, of_futures};
pub use parts::{Attribution, LeverPart, MAIN};
pub use payback::Payback;
pub use ranking::{Ranked, Ranking};
pub use swing::Swing;
pub use targets::{Aimed, unmeasured};
pub use waiting::{RULE as WAITING_RULE, Waiting};

use ran::Ran;

use crate::forecast::system::groups;
use crate::runner::{Found, Plan, Results, RunError, RunFolder};

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
    /// Sweeps among the scenarios.
    pub families: Vec<Family>,
}

/// One scenario held against the baseline.
#[derive(Debug, Clone)]
pub struct Compared {
    /// By window and KPI, the KPI running fastest, in the order of [`kpis`].
    pub kpis: Vec<Figure>,
    /// By KPI of those by which levers are told apart ([`MAIN`]) and by replication, over the last twelve months.
    pub main: Vec<Vec<Option<f64>>>,
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
                    main: parts::main(&base),
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
            families: family::of(&plan),
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
    /// A scenario against another; costs are not praised where more children wait, or may.
    fn of(ran: &Ran, base: &Ran) -> Self {
        let mut kpis = figures(ran, Some(base));
        let payback = Payback::of(&ran.costs, &base.costs, (ran.spent, base.spent));
        let waiting = Window::ALL.map(|window| waiting::praise_no_cost(&mut kpis, window));
        Self {
            kpis,
            main: parts::main(ran),
            impact: impact::of(ran, base),
            payback: payback.map(|payback| Payback {
                waiting: waiting[Window::Whole as usize],
                ..payback
            }),
            targets: Vec::new(),
            found: Vec::new(),
        }
    }
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
