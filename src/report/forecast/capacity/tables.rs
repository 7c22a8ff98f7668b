//! The tables of the forecast of children and homes.

use super::{Told, names};
use crate::explain::{Unit, measured};
use crate::forecast::capacity::{Capacity, Indicator, LEVELS, Needed, Spread};
use crate::forecast::hazard::Share;
use crate::forecast::history;
use crate::forecast::supply::Sourced;
use crate::forecast::system::MOVES;
use crate::model::Council;
use crate::report::tables::csv_text;

const PERCENTILES: [&str; 8] = ["mean", "p5", "p10", "p25", "p50", "p75", "p90", "p95"];

/// Mean and percentiles; those of too few futures are blank.
fn figures(capacity: &Capacity, spread: &Spread) -> Vec<String> {
    let told = |figure: f64| capacity.settings.has_ranges().then_some(figure);
    let all = std::iter::once(Some(spread.mean)).chain(spread.percentiles.map(told));
    all.map(|figure| figure.map_or(String::new(), |figure| format!("{figure:.2}")))
        .collect()
}

/// The text of a table, with whose rates it rests on in the last column.
fn text(mut rows: Vec<Vec<String>>, capacity: &Capacity) -> String {
    let whose = history::rates(capacity.little);
    for (at, row) in rows.iter_mut().enumerate() {
        row.push(if at == 0 { "rates" } else { whose }.to_owned());
    }
    csv_text(&rows)
}

/// `places.csv`: a row is a kind of place, a district and a year's end.
pub fn places(told: Told<'_>) -> String {
    let mut headings: Vec<String> = ["month_end", "by", "kind", "district", "name"]
        .map(str::to_owned)
        .to_vec();
    headings.extend(PERCENTILES.map(|p| format!("children_{p}")));
    headings.extend(LEVELS.map(|level| format!("own_places_for_the_share_in_{level}_percent")));
    headings.push("own_usable_places_expected".to_owned());
    headings.extend(LEVELS.map(|level| format!("gap_in_{level}_percent")));
    let mut rows = vec![headings];
    let has_ranges = told.capacity.settings.has_ranges();
    for required in &told.capacity.required {
        let by = match required.kind {
            Needed::Setting(_, None) => "setting",
            Needed::Setting(_, Some(_)) => "setting_and_district",
            Needed::Age(_) => "setting_and_age",
            Needed::Siblings(_) => "sibling_group",
        };
        let (kind, district, name) = names(required.kind, told.council);
        let day = told.capacity.months[required.month].to_string();
        let mut row = vec![day, by.to_owned(), kind.to_owned(), district, name];
        row.extend(figures(told.capacity, &required.children));
        let told = |figure: Option<String>| figure.filter(|_| has_ranges).unwrap_or_default();
        let asked = required
            .for_the_share
            .map(|places| told(Some(places.to_string())));
        row.extend(asked);
        row.push(
            required
                .expected
                .map_or(String::new(), |places| format!("{places:.2}")),
        );
        let gaps = (0..LEVELS.len()).map(|at| required.gap.map(|gap| gap[at].to_string()));
        row.extend(gaps.map(told));
        rows.push(row);
    }
    text(rows, told.capacity)
}

/// `system.csv`: a row is an indicator at a month end.
pub fn indicators(capacity: &Capacity) -> String {
    let mut headings = vec!["month_end".to_owned(), "indicator".to_owned()];
    headings.extend(PERCENTILES.map(str::to_owned));
    let mut rows = vec![headings];
    // The day of the data, which is the same in every future.
    for (indicator, figure) in Indicator::all().into_iter().zip(&capacity.today) {
        if let Some(figure) = figure {
            let mut row = vec![capacity.from.to_string(), indicator.name().to_owned()];
            row.extend(PERCENTILES.map(|_| format!("{figure:.2}")));
            rows.push(row);
        }
    }
    for (month, day) in capacity.months.iter().enumerate() {
        for (at, indicator) in Indicator::all().into_iter().enumerate() {
            // What is of nothing in every future has no row, and is no zero.
            if let Some(spread) = capacity.indicator(month, at) {
                let mut row = vec![day.to_string(), indicator.name().to_owned()];
                row.extend(figures(capacity, &spread));
                rows.push(row);
            }
        }
    }
    text(rows, capacity)
}

/// Every rate of supply: name, unit, figure and source.
pub fn rates(capacity: &Capacity) -> Vec<(String, &'static str, Sourced)> {
    let supply = &capacity.supply;
    let mut rates: Vec<(String, &str, Sourced)> = Vec::new();
    for (from, rate) in &supply.leaving {
        let name = match *from {
            0.0 => "own foster households that leave, oldest carer of any age below the next"
                .to_owned(),
            from => format!("own foster households that leave, oldest carer {from:.0} and over"),
        };
        rates.push((name, "share a year", *rate));
    }
    let others = [
        (
            "how often a household with a child leaves, to one without",
            "ratio",
            supply.leaving_while_filled,
        ),
        (
            "own foster households recruited, for each of today",
            "share a year",
            supply.recruited,
        ),
        ("own foster households on hold", "share", supply.held),
        ("length of a hold", "months", supply.hold_months),
        (
            "young people who stay put at eighteen, of those in foster homes",
            "share",
            supply.staying_put,
        ),
        ("how long they stay", "months", supply.staying_put_months),
        (
            "special guardians of children in foster homes who are their carers",
            "share",
            supply.guardians_who_fostered,
        ),
        (
            "swing of the free places of other providers in a year, without a trend",
            "ratio",
            supply.swing,
        ),
    ];
    let all = others.into_iter().chain(of_siblings(capacity));
    rates.extend(all.map(|(name, unit, rate)| (name.to_owned(), unit, rate)));
    rates
}

/// Rates of brothers and sisters.
fn of_siblings(capacity: &Capacity) -> [(&'static str, &'static str, Sourced); 5] {
    let pooled = |share: Share| Sourced {
        figure: share.figure,
        source: if share.seen < 30.0 {
            "the council's history, which has few of these, pooled to an assumption that weighs ten events: no figure is published"
        } else {
            "the council's own history"
        },
    };
    let together = &capacity.together;
    [
        (
            "ends of care that brothers and sisters who live together share",
            "share",
            pooled(together.leaving_one_home),
        ),
        (
            "ends of care that brothers and sisters who do not live together share",
            "share",
            pooled(together.leaving_homes),
        ),
        (
            "moves that brothers and sisters in one home make together",
            "share",
            pooled(together.moving),
        ),
        (
            "pairs of brothers and sisters who are to live apart",
            "share",
            capacity.apart,
        ),
        (
            "six-monthly reviews of a family that lives apart which lead to a move where a home has room",
            "share",
            Sourced {
                figure: MOVES,
                source: "assumed: no figure is published; reviews every six months: Care Planning Regulations 2010 reg 33",
            },
        ),
    ]
}

/// `supply.csv`: a row is a rate and where it comes from.
pub fn supply(capacity: &Capacity) -> String {
    let mut rows = vec![
        ["rate", "unit", "figure", "source"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for (name, unit, rate) in rates(capacity) {
        let figure = format!("{:.4}", rate.figure);
        rows.push(vec![name, unit.to_owned(), figure, rate.source.to_owned()]);
    }
    text(rows, capacity)
}

/// `recorded.csv`: a row is a figure of new placements, in the last year as returns record it and in the first of the
/// forecast.
pub fn recorded(capacity: &Capacity) -> String {
    let mut headings = ["figure", "placements_last_year", "recorded_last_year"]
        .map(str::to_owned)
        .to_vec();
    headings.extend(PERCENTILES.map(|p| format!("first_year_{p}")));
    let mut rows = vec![headings];
    for recorded in &capacity.recorded {
        let mut row = vec![
            recorded.name.to_owned(),
            recorded.placements.to_string(),
            recorded
                .was
                .map_or(String::new(), |was| format!("{was:.2}")),
        ];
        let will_be = recorded.will_be.as_ref();
        let will_be = will_be.map(|spread| figures(capacity, spread));
        row.extend(will_be.unwrap_or_else(|| vec![String::new(); PERCENTILES.len()]));
        rows.push(row);
    }
    text(rows, capacity)
}

/// `solved.csv`: a row is a kind of home in a district, of what it takes to reach a target; one row without a kind where it
/// takes nothing, or nothing is enough. `None` where that was not asked.
pub fn solved(capacity: &Capacity, council: &Council) -> Option<String> {
    let (share, all) = capacity.solved.as_ref()?;
    let headings = [
        "target",
        "wanted_percent",
        "kind",
        "district",
        "homes",
        "places",
        "all_homes",
        "all_places",
        "asked_percent_of_futures",
        "reached_without_percent",
        "reached_with_percent",
        "numbers_tried",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for one in all {
        let number = |n: Option<u32>| n.map_or(String::new(), |n| n.to_string());
        let percent = |share: f64| format!("{:.1}", share * 100.0);
        let row = |which: [String; 4]| {
            let mut row = vec![one.target.to_owned(), one.wanted.to_string()];
            row.extend(which);
            row.extend([
                number(one.homes),
                number(one.places()),
                percent(*share),
                percent(one.reached.0),
                percent(one.reached.1),
                one.runs.to_string(),
            ]);
            row
        };
        if one.which.is_empty() {
            rows.push(row(std::array::from_fn(|_| String::new())));
        }
        rows.extend(one.which.iter().map(|(part, homes)| {
            let places = homes * u32::from(part.kind.places);
            row([
                part.kind.id.to_owned(),
                council.areas[part.area as usize].code.clone(),
                homes.to_string(),
                places.to_string(),
            ])
        }));
    }
    Some(text(rows, capacity))
}

/// `placing.csv`: a row is a month placed in both ways and a tier.
pub fn audits(told: Told<'_>) -> String {
    let headings = [
        "month_end",
        "children",
        "tier",
        "unit",
        "simulation",
        "best_plan",
        "unplaced_simulation",
        "unplaced_best_plan",
        "breaches_of_duties",
        "breached",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for audit in &told.capacity.audits {
        let tiers = &told.council.policy.tiers;
        let breached: Vec<String> = audit
            .breaches
            .iter()
            .map(|(d, s)| format!("{d}: {s}"))
            .collect();
        for (tier, (ours, best)) in tiers.iter().zip(&audit.tiers) {
            let unit = Unit::of(tier);
            rows.push(vec![
                audit.day.to_string(),
                audit.children.to_string(),
                tier.name.clone(),
                measured(tier, unit),
                unit.plain(*ours as f64),
                unit.plain(*best as f64),
                audit.unplaced.0.to_string(),
                audit.unplaced.1.to_string(),
                audit.breaches.len().to_string(),
                breached.join("; "),
            ]);
        }
    }
    text(rows, told.capacity)
}
