//! The forecast of children and homes as a document for machines, and in a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::{Map, Value, json};

use super::needed::{LEAST, reached};
use super::{ABOUT, Told, names};
use crate::explain::{Unit, measured};
use crate::forecast::capacity::{
    Capacity, Indicator, LEVELS, MEASURED_ON, Needed, Required, year_ends,
};
use crate::forecast::demand::PERCENTILES;
use crate::forecast::history::{pooled, rates};

/// The part of `summary.json` about homes.
pub fn capacity_json(told: Told<'_>) -> Value {
    let capacity = told.capacity;
    let ends = year_ends(capacity.months.len());
    let has_ranges = capacity.settings.has_ranges();
    let targets: Vec<Value> = (capacity.targets.iter())
        .map(|target| {
            let reached: Map<String, Value> = ends
                .iter()
                .zip(&target.reached)
                .map(|(month, share)| {
                    let share = has_ranges.then_some(share);
                    (capacity.months[*month].to_string(), json!(share))
                })
                .collect();
            json!({
                "target": target.name,
                "measured_by": target.indicator.name(),
                "wanted": target.wanted,
                "share_of_futures_that_reach_it": reached,
            })
        })
        .collect();
    let years: Vec<Value> = year_ends(capacity.months.len())
        .into_iter()
        .map(|month| year(told, month))
        .collect();
    json!({
        "about": ABOUT,
        "rates": rates(capacity.little),
        "rates_about": pooled(capacity.little),
        "replications": capacity.settings.replications,
        "interrupted": capacity.is_interrupted,
        "own_provision_share": capacity.own_share.0,
        "own_provision_share_is_policy": capacity.own_share.1,
        "own_places_for_the_share_are": LEAST,
        "targets": targets,
        "targets_are_measured_on": MEASURED_ON,
        "years": years,
        "placing": placing(told),
        "children_without_open_episode": capacity.without_episode,
        "children_left_since_the_history": capacity.left_since,
        "new_placements": recorded(capacity),
        "solved": solved(capacity),
    })
}

fn year(told: Told<'_>, month: usize) -> Value {
    let capacity = told.capacity;
    let has_ranges = capacity.settings.has_ranges();
    let indicators: Map<String, Value> = Indicator::all()
        .into_iter()
        .enumerate()
        .filter_map(|(at, indicator)| {
            let spread = capacity.indicator(month, at)?;
            let mut document = json!({ "mean": spread.mean });
            for (p, figure) in PERCENTILES.iter().zip(spread.percentiles) {
                document[format!("p{p}")] = json!(has_ranges.then_some(figure));
            }
            Some((indicator.name().to_owned(), document))
        })
        .collect();
    let places: Map<String, Value> = whole(capacity, month)
        .map(|required| {
            let (name, ..) = names(required.kind, told.council);
            let by_level = |figures: [Option<i64>; 3]| -> Map<String, Value> {
                let each = LEVELS.iter().zip(figures);
                each.map(|(level, figure)| {
                    (level.to_string(), json!(figure.filter(|_| has_ranges)))
                })
                .collect()
            };
            let asked = by_level(required.for_the_share.map(|places| Some(places.into())));
            let gap = required
                .gap
                .map(|gap| by_level(gap.map(|gap| Some(gap.into()))));
            let document = json!({
                "own_places_for_the_share": asked,
                "own_usable_places_expected": required.expected,
                "gap": gap,
            });
            (name.to_owned(), document)
        })
        .collect();
    json!({ "month_end": capacity.months[month].to_string(), "indicators": indicators, "places": places })
}

/// What is needed of each setting in the whole council.
fn whole(capacity: &Capacity, month: usize) -> impl Iterator<Item = &Required> {
    let of = move |r: &&Required| r.month == month && matches!(r.kind, Needed::Setting(_, None));
    capacity.required.iter().filter(of)
}

/// How near the simulation's placing is to the best plans of the sampled months, tier by tier.
fn placing(told: Told<'_>) -> Value {
    let audits = &told.capacity.audits;
    let tiers: Vec<Value> = told
        .council
        .policy
        .tiers
        .iter()
        .enumerate()
        .map(|(at, tier)| {
            let unit = Unit::of(tier);
            let ours: i64 = audits.iter().map(|a| a.tiers[at].0).sum();
            let best: i64 = audits.iter().map(|a| a.tiers[at].1).sum();
            json!({
                "tier": tier.name,
                "unit": measured(tier, unit),
                "simulation": unit.number(ours),
                "best_plan": unit.number(best),
            })
        })
        .collect();
    let children: usize = audits.iter().map(|a| a.children).sum();
    let breaches: usize = audits.iter().map(|a| a.breaches.len()).sum();
    json!({ "breaches_of_duties": breaches, "months": audits.len(), "children": children, "tiers": tiers, "table": "placing.csv" })
}

/// New placements of the last year, as returns record them, and of the first year ahead.
fn recorded(capacity: &Capacity) -> Value {
    let one = |r: &crate::forecast::capacity::Recorded| json!({ "placements_last_year": r.placements, "recorded_last_year": r.was, "first_year_mean": r.will_be.map(|s| s.mean) });
    let all = capacity.recorded.iter();
    all.map(|r| (r.name.to_owned(), one(r)))
        .collect::<Map<_, _>>()
        .into()
}

/// What it takes to reach each target, where that was asked.
fn solved(capacity: &Capacity) -> Option<Vec<Value>> {
    let (share, all) = capacity.solved.as_ref()?;
    let one = |s: &crate::forecast::capacity::solve::Solved| {
        json!({ "target": s.target, "wanted": s.wanted, "homes": s.homes, "places": s.places(),
            "asked_share_of_futures": share, "reached_without": s.reached.0, "reached_with": s.reached.1 })
    };
    Some(all.iter().map(one).collect())
}

/// The forecast for a terminal.
pub fn capacity_text(told: Told<'_>) -> String {
    let capacity = told.capacity;
    let mut text = format!("Homes: {ABOUT}\n");
    let has_ranges = capacity.settings.has_ranges();
    let share = capacity.own_share.0 * 100.0;
    let _ = writeln!(
        text,
        "  Own places that the share asks for: {share:.0}% of the children whose plan asks for such a home{}",
        if capacity.own_share.1 {
            " (own_provision of policy)"
        } else {
            "; policy sets no own_provision"
        }
    );
    let _ = writeln!(text, "  {LEAST} {}", reached(capacity));
    let _ = writeln!(text, "  {MEASURED_ON}");
    for month in year_ends(capacity.months.len()) {
        let _ = writeln!(text, "  {}", capacity.months[month]);
        for required in whole(capacity, month) {
            let (_, _, label) = names(required.kind, told.council);
            let [asked_80, _, asked_95] = required.for_the_share;
            let [gap_80, _, gap_95] = required.gap.unwrap_or_default();
            let expected = required.expected.unwrap_or(0.0);
            let line = match has_ranges {
                true => format!(
                    "in 80 of 100 futures: {asked_80:>5}, in 95: {asked_95:>5}; expected {expected:>7.1}; \
                     gap in 80: {gap_80:>5}, in 95: {gap_95:>5}"
                ),
                false => format!(
                    "children, mean: {:>7.1}; expected {expected:>7.1}",
                    required.children.mean
                ),
            };
            let _ = writeln!(text, "    {label:<26} {line}");
        }
        let at = year_ends(capacity.months.len())
            .iter()
            .position(|m| *m == month);
        for target in capacity.targets.iter().filter(|_| has_ranges) {
            if let Some(share) = at.and_then(|at| target.reached.get(at)) {
                let _ = writeln!(
                    text,
                    "    {:<52} {:.0}% in {:.0} of 100 futures",
                    target.name,
                    target.wanted,
                    share * 100.0
                );
            }
        }
        let shown = [
            "waiting",
            "own_provision_percent",
            "in_area_percent",
            "near_home_percent",
            "sibling_pairs_together_percent",
            "weekly_cost_thousand_pounds",
        ];
        for (at, indicator) in Indicator::all().into_iter().enumerate() {
            if !shown.contains(&indicator.name()) {
                continue;
            }
            if let Some(spread) = capacity.indicator(month, at) {
                let [_, p10, _, _, _, p90, _] = spread.percentiles;
                let range = has_ranges.then(|| format!("   80 in 100: {p10:.1} to {p90:.1}"));
                let range = range.unwrap_or_default();
                let (label, mean) = (indicator.label(), spread.mean);
                let _ = writeln!(text, "    {label:<52}{mean:>8.1}{range}");
            }
        }
    }
    text
}
