//! The tables of a comparison.

use crate::compare::{Comparison, OUTCOMES, Paired, Shown, Towards, Window, kpis};
use crate::report::tables::csv_text;

fn maybe(figure: Option<f64>) -> String {
    figure.map_or(String::new(), |figure| format!("{figure:.4}"))
}

const fn towards(towards: Towards) -> &'static str {
    match towards {
        Towards::More => "more",
        Towards::Less => "less",
        Towards::Neither => "neither",
    }
}

/// Difference, its interval, futures, and what can be said of it.
fn paired(difference: Option<&Paired>) -> Vec<String> {
    let Some(of) = difference else {
        return [const { String::new() }; 11].to_vec();
    };
    let [p10, p50, p90] = of.futures_p10_p50_p90;
    let figures = [of.mean, of.interval.0, of.interval.1, p10, p50, p90];
    let mut cells: Vec<String> = figures.map(|figure| format!("{figure:.4}")).to_vec();
    cells.extend([
        maybe(of.shares.map(|shares| shares.better)),
        maybe(of.shares.map(|shares| shares.worse)),
        maybe(of.shares.map(|shares| shares.same)),
    ]);
    cells.push(of.verdict.code().to_owned());
    cells.push(of.futures.to_string());
    cells
}

const PAIRED: [&str; 11] = [
    "difference",
    "difference_low_95",
    "difference_high_95",
    "futures_p10",
    "futures_p50",
    "futures_p90",
    "better_in_share_of_futures",
    "worse_in_share_of_futures",
    "same_in_share_of_futures",
    "verdict",
    "futures",
];

fn heading(own: &[&str]) -> Vec<String> {
    own.iter().chain(&PAIRED).map(ToString::to_string).collect()
}

/// `compare.csv`: a row is a KPI of a scenario over some months.
pub fn kpis_csv(of: &Comparison) -> String {
    let own = [
        "scenario",
        "months",
        "kpi",
        "better_when",
        "matters_from",
        "baseline",
        "mean",
    ];
    let mut rows = vec![heading(&own)];
    for (at, scenario) in of.plan.scenarios.iter().enumerate() {
        for window in Window::ALL {
            for (nth, kpi) in kpis().iter().enumerate() {
                let figure = of.figure(at, window, nth);
                let mut row = vec![
                    scenario.name.clone(),
                    window.code().to_owned(),
                    kpi.name.to_owned(),
                    towards(kpi.towards).to_owned(),
                    kpi.least.to_string(),
                    maybe(of.figure(of.baseline, window, nth).mean),
                    maybe(figure.mean),
                ];
                row.extend(paired(figure.difference.as_ref()));
                rows.push(row);
            }
        }
    }
    csv_text(&rows)
}

/// `impact.csv`: a row is an outcome of a group of children in a scenario, over all months.
pub fn impact_csv(of: &Comparison) -> String {
    let own = [
        "scenario",
        "characteristic",
        "group",
        "children",
        "outcome",
        "better_when",
        "matters_from",
        "baseline",
        "mean",
    ];
    let mut rows = vec![heading(&own)];
    for (at, scenario) in of.plan.scenarios.iter().enumerate() {
        for (nth, group) in Comparison::groups().iter().enumerate() {
            for (which, outcome) in OUTCOMES.iter().enumerate() {
                let Some(impact) = of.impact(at, nth, which) else {
                    continue;
                };
                let mut row = vec![
                    scenario.name.clone(),
                    group.dimension.to_owned(),
                    group.segment.to_owned(),
                    impact.shown.children(impact.children, 1),
                    outcome.name().to_owned(),
                    towards(outcome.towards()).to_owned(),
                    match impact.shown {
                        Shown::Whole => format!("{:.4}", outcome.least(impact.children)),
                        Shown::Fewer | Shown::Beside => String::new(),
                    },
                    maybe(impact.means.0),
                    maybe(impact.means.1),
                ];
                row.extend(paired(impact.difference.as_ref()));
                rows.push(row);
            }
        }
    }
    csv_text(&rows)
}

/// `attribution.csv`: a row is a lever of a scenario in a KPI, over the last twelve months.
pub fn attribution_csv(of: &Comparison) -> String {
    let all = kpis();
    let own = [
        "scenario",
        "kpi",
        "lever",
        "in_order",
        "whole",
        "interaction",
    ];
    let mut rows = vec![heading(&own)];
    for attribution in &of.attributions {
        for part in &attribution.levers {
            let mut row = vec![
                of.plan.scenarios[attribution.scenario].name.clone(),
                all[attribution.kpi].name.to_owned(),
                part.lever.clone(),
                format!("{:.4}", part.in_order),
                format!("{:.4}", attribution.whole),
                format!("{:.4}", attribution.interaction),
            ];
            row.extend(paired(Some(&part.alone)));
            rows.push(row);
        }
    }
    csv_text(&rows)
}
