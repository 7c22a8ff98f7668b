//! What each lever of a scenario adds: alone, in order, and by interaction.

use super::kpi::{Window, kpis};
use super::ran::Ran;
use super::{Compared, Paired};
use crate::runner::Plan;

/// KPIs by which levers are told apart.
pub const MAIN: [&str; 6] = [
    "own_provision_percent",
    "in_area_percent",
    "sibling_pairs_together_percent",
    "waiting",
    "weekly_cost_thousand_pounds",
    "total_cost_pounds",
];

/// The parts of a scenario in one KPI, over the last twelve months.
#[derive(Debug, Clone)]
pub struct Attribution {
    /// Scenario, by position.
    pub scenario: usize,
    /// KPI, by position among [`kpis`].
    pub kpi: usize,
    /// Levers in the order in which they are added.
    pub levers: Vec<LeverPart>,
    /// Mean difference of the whole scenario.
    pub whole: f64,
    /// What the whole has beyond the sum of the levers alone.
    pub interaction: f64,
}

/// One lever.
#[derive(Debug, Clone)]
pub struct LeverPart {
    /// Name in the scenario.
    pub lever: String,
    /// What it changes alone.
    pub alone: Paired,
    /// What it adds, in the mean, to the levers before it.
    pub in_order: f64,
}

/// Those of a scenario, each by replication.
pub fn main(ran: &Ran) -> Vec<Vec<Option<f64>>> {
    let all = kpis();
    let one = |name: &&str| {
        let kpi = all.iter().position(|kpi| kpi.name == *name);
        let at = kpi.map(|kpi| Window::LastYear as usize * all.len() + kpi);
        at.map_or_else(Vec::new, |at| ran.kpis[at].clone())
    };
    MAIN.iter().map(one).collect()
}

/// Of every scenario of which the parts were run.
pub fn of(plan: &Plan, scenarios: &[Compared]) -> Vec<Attribution> {
    let all = kpis();
    let mut found = Vec::new();
    for (scenario, planned) in plan.scenarios.iter().enumerate() {
        let position = |name: &str| plan.scenarios.iter().position(|s| s.name == name);
        let prefix = format!("{}.only-", planned.name);
        let alone: Vec<(usize, &str)> = (plan.scenarios.iter().enumerate())
            .filter_map(|(at, other)| Some((at, other.name.strip_prefix(&prefix)?)))
            .collect();
        if alone.len() < 2 {
            continue;
        }
        for name in MAIN {
            let kpi = all.iter().position(|kpi| kpi.name == name);
            let difference = |at: usize| {
                let figure = scenarios[at].kpis[Window::LastYear as usize * all.len() + kpi?];
                figure.difference
            };
            let Some(whole) = difference(scenario) else {
                continue;
            };
            let mut before = 0.0;
            let mut levers = Vec::with_capacity(alone.len());
            for (nth, (at, lever)) in alone.iter().enumerate() {
                let upto = match nth {
                    0 => Some(*at),
                    _ if nth + 1 == alone.len() => Some(scenario),
                    _ => position(&format!("{}.upto-{lever}", planned.name)),
                };
                let (Some(alone), Some(upto)) = (difference(*at), upto.and_then(difference)) else {
                    break;
                };
                levers.push(LeverPart {
                    lever: (*lever).to_owned(),
                    alone,
                    in_order: upto.mean - before,
                });
                before = upto.mean;
            }
            if levers.len() == alone.len() {
                let sum: f64 = levers.iter().map(|part| part.alone.mean).sum();
                found.push(Attribution {
                    scenario,
                    kpi: kpi.unwrap_or_default(),
                    levers,
                    whole: whole.mean,
                    interaction: whole.mean - sum,
                });
            }
        }
    }
    found
}
