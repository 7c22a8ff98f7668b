//! The tables of a comparison.

use crate::compare::{Comparison, Impact, OUTCOMES, Paired, Shown, Towards, Window, kpis};
use crate::report::tables::csv_text;

/// A figure to four decimals, never with a minus before nothing.
pub fn decimal(figure: f64) -> String {
    let text = format!("{figure:.4}");
    match text.strip_prefix('-') {
        Some("0.0000") => "0.0000".to_owned(),
        _ => text,
    }
}

/// The same where there is one.
pub fn maybe(figure: Option<f64>) -> String {
    figure.map_or(String::new(), decimal)
}

const fn towards(towards: Towards) -> &'static str {
    match towards {
        Towards::More => "more",
        Towards::Less => "less",
        Towards::Neither => "neither",
    }
}

/// Difference, its interval, futures, and what can be said of it; `otherwise` where there is none.
fn paired(difference: Option<&Paired>, otherwise: &str) -> Vec<String> {
    let Some(of) = difference else {
        let mut cells = [const { String::new() }; PAIRED.len()].to_vec();
        otherwise.clone_into(&mut cells[VERDICT]);
        return cells;
    };
    let [p10, p50, p90] = of.futures_p10_p50_p90;
    let figures = [of.mean, of.interval.0, of.interval.1, p10, p50, p90];
    let mut cells: Vec<String> = figures.map(decimal).to_vec();
    cells.extend([
        maybe(of.shares.map(|shares| shares.better)),
        maybe(of.shares.map(|shares| shares.worse)),
        maybe(of.shares.map(|shares| shares.same)),
    ]);
    cells.push(of.verdict.code().to_owned());
    cells.push(of.futures.to_string());
    cells
}

/// Where the verdict is among them.
const VERDICT: usize = 9;

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

/// What stands for a verdict where there are too few futures for a difference.
const TOO_FEW_FUTURES: &str = "too_few_futures";

/// Why an outcome of a group has no difference; nothing where it is of nobody.
fn why_not(impact: &Impact) -> &'static str {
    match impact.means {
        _ if impact.shown != Shown::Whole || impact.is_of_few => "too_few_children",
        (Some(_), Some(_)) => TOO_FEW_FUTURES,
        _ => "",
    }
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
                let is_other = at != of.baseline && figure.mean.is_some();
                let otherwise = if is_other { TOO_FEW_FUTURES } else { "" };
                row.extend(paired(figure.difference.as_ref(), otherwise));
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
        "note",
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
                    decimal(outcome.least()),
                    impact.note(*outcome).unwrap_or_default().to_owned(),
                    maybe(impact.means.0),
                    maybe(impact.means.1),
                ];
                row.extend(paired(impact.difference.as_ref(), why_not(&impact)));
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
        "added_as_number",
        "in_order",
        "whole",
        "interaction",
    ];
    let mut rows = vec![heading(&own)];
    for attribution in &of.attributions {
        for (nth, part) in attribution.levers.iter().enumerate() {
            let mut row = vec![
                of.plan.scenarios[attribution.scenario].name.clone(),
                all[attribution.kpi].name.to_owned(),
                part.lever.clone(),
                (nth + 1).to_string(),
                decimal(part.in_order),
                decimal(attribution.whole),
                decimal(attribution.interaction),
            ];
            row.extend(paired(Some(&part.alone), ""));
            rows.push(row);
        }
    }
    csv_text(&rows)
}

/// `targets.csv`: a row is a target of a scenario that a run measures, over the last twelve months.
pub fn targets_csv(of: &Comparison) -> String {
    let heading = [
        "scenario",
        "kpi",
        "target",
        "reached_in_futures",
        "futures",
        "mean",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let all = kpis();
    for (planned, compared) in of.plan.scenarios.iter().zip(&of.scenarios) {
        for aimed in &compared.targets {
            rows.push(vec![
                planned.name.clone(),
                all[aimed.kpi].name.to_owned(),
                aimed.wanted.to_string(),
                aimed.reached.to_string(),
                aimed.futures.to_string(),
                maybe(aimed.mean),
            ]);
        }
    }
    csv_text(&rows)
}

/// `ranking.csv`: a row is a figure of a sweep in a KPI, the one with which the KPI swings farthest first.
pub fn ranking_csv(told: super::Told<'_>) -> String {
    let heading = [
        "sweep",
        "kpi",
        "points",
        "futures",
        "lever",
        "at_lowest",
        "at_highest",
        "swing",
        "swing_low_95",
        "swing_high_95",
        "rank_correlation",
        "by_chance",
        "sign_holds_in_share_of_draws",
        "more_than_chance",
    ];
    let mut rows = vec![heading.map(str::to_owned).to_vec()];
    let all = kpis();
    for ranking in told.rankings {
        for figure in &ranking.figures {
            rows.push(vec![
                ranking.sweep.clone(),
                all[ranking.kpi].name.to_owned(),
                ranking.points.to_string(),
                ranking.futures.to_string(),
                figure.figure.clone(),
                maybe(figure.swing.map(|swing| swing.lowest)),
                maybe(figure.swing.map(|swing| swing.highest)),
                maybe(figure.swing.map(|swing| swing.by)),
                maybe(figure.swing.map(|swing| swing.interval.0)),
                maybe(figure.swing.map(|swing| swing.interval.1)),
                maybe(figure.correlation),
                decimal(ranking.limit),
                decimal(figure.holds),
                figure.is_shown.to_string(),
            ]);
        }
    }
    csv_text(&rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_minus() {
        assert_eq!(decimal(-0.000_01), "0.0000");
        assert_eq!(decimal(-0.0), "0.0000");
        assert_eq!(decimal(-0.000_06), "-0.0001");
        assert_eq!(maybe(None), "");
    }

    #[test]
    fn the_verdict_stands_where_its_heading_is() {
        assert_eq!(PAIRED[VERDICT], "verdict");
        let cells = paired(None, "too_few_futures");
        assert_eq!(
            (cells.len(), &*cells[VERDICT]),
            (PAIRED.len(), "too_few_futures")
        );
    }
}
