//! What one more home would change, as tables and on the page.

use maud::{Markup, html};

use super::indicators::{Row, parts, shown};
use crate::assess::{Assessment, Change, OneMore, Resolved, Row as OfHome, Worth, figure};
use crate::explain::Unit;
use crate::model::{PoundsPerWeek, Tier};
use crate::optimise::ONE;
use crate::prospects::{Prospect, Skill};
use crate::report::tables::cell;

/// Rows on the page.
const SHOWN: usize = 20;

/// Indicators of which the table and the page show the change of the numerator: children, pairs, miles, pounds.
const HEADLINE: [(&str, &str); 8] = [
    ("with_a_home", "children with a home"),
    ("sibling_pairs_together", "sibling pairs together"),
    ("family_as_planned", "in a family as planned"),
    ("in_area", "in the area"),
    ("near_home", "near home"),
    ("own_provision", "in own provision"),
    ("miles_from_home", "miles, all children together"),
    ("total_weekly_cost", "pounds a week"),
];

/// `places.csv`: a row is a home that could exist. Promises of prices are estimates of first order; changes are those
/// of plans solved again. Tiers are in their own unit, which the heading names where it is miles or pounds a week; smaller
/// is better.
pub fn rows(OneMore { worth, changes }: &OneMore) -> Vec<Row> {
    let tiers = &worth.council.policy.tiers;
    let mut headings: Row = [
        "rank",
        "new_home",
        "title",
        "district",
        "age_min",
        "age_max",
        "places",
        "skill",
        "weekly_cost_each",
        "solved_again",
        "children_there",
    ]
    .map(str::to_owned)
    .to_vec();
    headings.extend(HEADLINE.map(|(name, _)| match name {
        // A sum, where the indicator is a mean.
        "miles_from_home" => "change_miles_all_children".to_owned(),
        _ => format!("change_{name}"),
    }));
    for heading in ["promised", "change_of_tier"] {
        let of_tier = |tier: &Tier| {
            let (name, unit) = (cell(&tier.name), Unit::of(tier).suffix());
            format!("{heading}_{name}{unit}")
        };
        headings.extend(tiers.iter().map(of_tier));
    }
    let mut rows = vec![headings];
    for (rank, (of_home, changes)) in worth.rows.iter().zip(changes).enumerate() {
        let mut row = about(worth, of_home, rank);
        row.extend(HEADLINE.map(|(name, _)| change_of(changes.as_deref(), name)));
        let prices = tiers.iter().zip(&of_home.promised);
        row.extend(prices.map(|(tier, price)| promised(tier, *price)));
        row.extend(tiers.iter().enumerate().map(|(t, tier)| {
            let resolved = of_home.resolved.as_ref();
            let plain = |resolved: &Resolved| Unit::of(tier).plain(resolved.change[t] as f64);
            resolved.map_or(String::new(), plain)
        }));
        rows.push(row);
    }
    rows
}

fn about(worth: &Worth, of_home: &OfHome, rank: usize) -> Row {
    let prospect = &worth.prospects[of_home.prospect];
    let kind = &prospect.kind;
    let resolved = of_home.resolved.as_ref();
    vec![
        (rank + 1).to_string(),
        cell(kind.id),
        cell(kind.name),
        cell(&district(worth, prospect)),
        kind.age_min.to_string(),
        kind.age_max.to_string(),
        kind.places.to_string(),
        match kind.skill {
            Skill::Standard => "standard",
            Skill::Specialist => "specialist",
        }
        .to_owned(),
        shown(Some(prospect.home.weekly_cost.pence() as f64 / 100.0)),
        if resolved.is_some() { "yes" } else { "no" }.to_owned(),
        resolved.map_or(String::new(), |resolved| resolved.there.len().to_string()),
    ]
}

fn district(worth: &Worth, prospect: &Prospect) -> String {
    worth.council.district_name(prospect.area)
}

fn promised(tier: &Tier, price: i64) -> String {
    let units = price as f64 / ONE as f64;
    match Unit::of(tier) {
        Unit::Count => format!("{units:.2}"),
        unit => unit.plain(units),
    }
}

fn named<'a>(changes: Option<&'a [Change]>, name: &str) -> Option<&'a Change> {
    changes?.iter().find(|change| change.kpi.card.name == name)
}

/// The change of a numerator, in children, pairs, miles or pounds.
fn change_of(changes: Option<&[Change]>, name: &str) -> String {
    let Some(change) = named(changes, name) else {
        return String::new();
    };
    let number = change.of_numerator();
    match name {
        "miles_from_home" | "total_weekly_cost" => shown(Some(number as f64 / 100.0)),
        _ => number.to_string(),
    }
}

/// Whether an indicator can be told with a new home: nobody knows the ethnicity of carers who have not been found, and
/// whoever lives with them would leave its denominator.
fn is_known(of_home: &OfHome, name: &str) -> bool {
    let there = of_home.resolved.as_ref().map(|resolved| &resolved.there);
    name != "ethnic_match" || there.is_none_or(Vec::is_empty)
}

/// `place_kpis.csv`: a row is an indicator with one new home, for those that were solved again. Blank after where it
/// cannot be told.
pub fn every_indicator(OneMore { worth, changes }: &OneMore) -> Vec<Row> {
    let headings = [
        "rank",
        "new_home",
        "district",
        "code",
        "name",
        "unit",
        "before",
        "before_numerator",
        "before_denominator",
        "after",
        "after_numerator",
        "after_denominator",
        "change",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    for (rank, (of_home, changes)) in worth.rows.iter().zip(changes).enumerate() {
        let prospect = &worth.prospects[of_home.prospect];
        for change in changes.iter().flatten() {
            let card = &change.kpi.card;
            let mut row: Row = vec![
                (rank + 1).to_string(),
                cell(prospect.kind.id),
                cell(&district(worth, prospect)),
            ];
            row.extend([card.code, card.name, card.unit.label()].map(cell));
            row.push(shown(change.before.figure(card.unit)));
            row.extend(parts(Some(&change.before), card.unit));
            if is_known(of_home, card.name) {
                row.push(shown(change.after.figure(card.unit)));
                row.extend(parts(Some(&change.after), card.unit));
                row.push(shown(change.of_figure()));
            } else {
                row.extend([(); 4].map(|()| String::new()));
            }
            rows.push(row);
        }
    }
    rows
}

/// One more home on the page.
pub fn section(assessment: &Assessment) -> Markup {
    let Some(OneMore { worth, changes }) = &assessment.one_more else {
        return html! {};
    };
    let again = worth
        .rows
        .iter()
        .filter(|row| row.resolved.is_some())
        .count();
    html! {
        section {
            h2 { "What one more home would change" }
            p { "Each row is the whole system solved again, exactly and in the law's order, with one home more than there \
                is: what changes in the theoretical plan. " (again) " of " (worth.rows.len()) " kinds of home by district \
                were solved again, those that the prices of places rank first; for all of them places.csv has both, what \
                prices promise and, where solved again, what came of it. A price is an estimate: it does not see that one \
                more home also lets brothers and sisters live together whom no present home could take." }
            p { "In order: first those solved again, by what they change, tier by tier in the law's order, so that more \
                children with a home come before siblings together, these before families, these before approvals to be \
                sought, these before miles, and cost comes last; then the others, by what prices promise. A child in a new \
                home costs the usual unit cost of the council's homes of the kind, and a specialist the fee of \
                data/plan-costs.md on top; what a home costs whoever lives there is counted by placewell plan." }
            table {
                thead { tr {
                    th scope="col" { "One more" } th scope="col" { "District" } th.n scope="col" { "Children in it" }
                    @for (_, title) in HEADLINE { th.n scope="col" { (title) } }
                    th.n scope="col" { "approvals to be sought" }
                } }
                tbody { @for (row, changes) in worth.rows.iter().zip(changes).take(SHOWN) {
                    @if row.resolved.is_some() { (line(worth, row, changes.as_deref())) }
                } }
            }
        }
    }
}

fn line(worth: &Worth, row: &OfHome, changes: Option<&[Change]>) -> Markup {
    let prospect = &worth.prospects[row.prospect];
    let there = row
        .resolved
        .as_ref()
        .map_or(0, |resolved| resolved.there.len());
    html! {
        tr {
            th scope="row" { (prospect.kind.name) }
            td { (district(worth, prospect)) }
            td.n { (there) }
            @for (name, _) in HEADLINE { td.n { (signed(changes, name)) } }
            td.n { (approvals(worth, row)) }
        }
    }
}

/// The change of the tier that counts approvals alone; a dash where local policy has none.
fn approvals(worth: &Worth, of_home: &OfHome) -> String {
    let alone = |tier: &Tier| matches!(&tier.terms[..], [term] if term.duty == "D25");
    let at = worth.council.policy.tiers.iter().position(alone);
    let resolved = of_home.resolved.as_ref();
    match at
        .zip(resolved)
        .map_or(0, |(at, resolved)| resolved.change[at])
    {
        0 => "–".to_owned(),
        change => format!("{change:+}"),
    }
}

fn signed(changes: Option<&[Change]>, name: &str) -> String {
    let number = named(changes, name).map_or(0, Change::of_numerator);
    let text = match name {
        "miles_from_home" => figure(number as f64 / 100.0, crate::kpis::Unit::Miles),
        "total_weekly_cost" => PoundsPerWeek::from_pence(number).to_string(),
        _ => number.to_string(),
    };
    match number {
        0 => "–".to_owned(),
        1.. => format!("+{text}"),
        _ => text,
    }
}
