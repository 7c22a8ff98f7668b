//! What pooling gives each authority of a market, as a table and on the page.

use maud::{Markup, html};

use super::indicators::{Row, parts, shown};
use crate::assess::{Apart, Assessment, Gain, difference, figure};
use crate::report::tables::cell;

/// Indicators on the page; the table has all.
const HEADLINE: [&str; 8] = [
    "with_a_home",
    "sibling_pairs_together",
    "family_as_planned",
    "in_area",
    "near_home",
    "miles_from_home",
    "own_provision",
    "weekly_cost",
];

/// `pooling.csv`: a row is an indicator of all authorities together, or of one of them.
pub fn rows(apart: &Apart, assessment: &Assessment) -> Vec<Row> {
    let headings = [
        "code",
        "name",
        "unit",
        "authority",
        "actual",
        "actual_numerator",
        "actual_denominator",
        "alone",
        "alone_numerator",
        "alone_denominator",
        "pooled",
        "pooled_numerator",
        "pooled_denominator",
        "gain_by_pooling",
        "target",
    ];
    let mut rows = vec![headings.map(str::to_owned).to_vec()];
    rows.extend(apart.gains.iter().map(|gain| row(gain, assessment)));
    rows
}

fn row(gain: &Gain, assessment: &Assessment) -> Row {
    let card = &gain.kpi.card;
    let mut row: Row = [card.code, card.name, card.unit.label()].map(cell).to_vec();
    row.push(cell(authority(gain, assessment)));
    for tally in [gain.actual.as_ref(), Some(&gain.alone), Some(&gain.pooled)] {
        row.push(shown(tally.and_then(|tally| tally.figure(card.unit))));
        row.extend(parts(tally, card.unit));
    }
    row.push(shown(gain.gain()));
    row.push(gain.target.map_or(String::new(), |t| t.to_string()));
    row
}

fn authority<'a>(gain: &Gain, assessment: &'a Assessment) -> &'a str {
    let council = assessment.facts.council;
    gain.authority
        .map_or("all", |ix| council.authority_name(ix))
}

/// Alone and pooled on the page; nothing where there is no market.
pub fn section(assessment: &Assessment) -> Markup {
    let Some(apart) = &assessment.apart else {
        return html! {};
    };
    let of = |name: &str| {
        let gains = apart.gains.iter();
        let gains = gains.filter(|gain| gain.kpi.card.name == name);
        gains.collect::<Vec<&Gain>>()
    };
    let named = HEADLINE.map(of);
    html! {
        section {
            h2 { "What pooling gives each authority" }
            p { "Two theoretical plans of the same usable homes, in the law's order: " strong { "alone" } ", with homes \
                shared out so that every authority could act by itself at once, and " strong { "pooled" } ", as one \
                market. An in-house home is there for the authority that runs it; alone, another provider's home is there for \
                the authority in whose area it is, or else for the one with most children there. Of other providers' free places \
                both plans have the market's share, so that an authority assessed by itself, with its own share and its \
                own folder, can come to other figures. The pooled plan is \
                the best for all together, so that an authority may be worse off in some of it. Optimal plans need not be the only ones: figures by \
                authority are those of one of them." }
            @for gains in named.iter().filter(|gains| !gains.is_empty()) { (table(gains, assessment)) }
            p.soft { "Every indicator, with numerators and denominators: pooling.csv. What acting alone could reach where \
                nobody else asked for the same homes is in pooling.csv of placewell match." }
        }
    }
}

fn table(gains: &[&Gain], assessment: &Assessment) -> Markup {
    let card = &gains[0].kpi.card;
    let show =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |value| figure(value, card.unit));
    html! {
        h3 { (card.title) " " span.soft { (card.code) } }
        table {
            thead { tr {
                th scope="col" { "Authority" } th.n scope="col" { "Actual" } th.n scope="col" { "Alone" }
                th.n scope="col" { "Pooled" } th.n scope="col" { "Better by pooling" } th.n scope="col" { "Target" }
            } }
            tbody { @for gain in gains { tr {
                th scope="row" { (authority(gain, assessment)) }
                td.n { (show(gain.actual.as_ref().and_then(|tally| tally.figure(card.unit)))) }
                td.n { (show(gain.alone.figure(card.unit))) }
                td.n { (show(gain.pooled.figure(card.unit))) }
                td.n { (gain.gain().map_or_else(|| "–".to_owned(), |value| difference(value, card.unit))) }
                td.n { (show(gain.target)) }
            } } }
        }
    }
}
