//! The page of an assessment.

use maud::{Markup, html};

use super::{annex_tables, apart, choices, equality, frontiers, places, prices, shortfalls};
use crate::assess::{Assessment, Attained, Gap, counted, difference, figure};
use crate::kpis::Tally;
use crate::report::shell::Page;
use crate::report::summary::A_PERSON_DECIDES;

/// `report.html` of an assessment.
pub fn assessment_page(assessment: &Assessment) -> String {
    let council = assessment.facts.council;
    let page = Page {
        council,
        title: &format!("{}: is there enough?", council.name),
        banner: html! {
            strong { "Theoretical where it says attainable. " } "Attainable figures free every settled child on paper, \
                to judge the present homes as a whole. They are evidence of sufficiency, and no reason to move a child: \
                " (A_PERSON_DECIDES) " Small numbers are shown: this page is not for publication."
        },
        sections: html! {
            (statements(assessment))
            (indicators(assessment))
            (apart::section(assessment))
            (shortfalls::section(assessment))
            (prices::section(assessment))
            (places::section(assessment))
            (supply(assessment))
            (choices::section(assessment))
            (frontiers::section(assessment))
            (equality::section(assessment))
            (annex_tables::section(assessment))
        },
        footer: "",
    };
    page.text()
}

fn statements(assessment: &Assessment) -> Markup {
    html! {
        @if !assessment.statements.is_empty() {
            section {
                h2 { "What to know first" }
                ul { @for statement in &assessment.statements { li { (statement.text) } } }
            }
        }
    }
}

fn indicators(assessment: &Assessment) -> Markup {
    html! {
        section {
            h2 { "Actual, attainable, target" }
            p { "Attainable is what the same homes could give, in the law's order. The allocation gap is attainable less \
                actual; the capacity gap is target less attainable. At best is a bound: while as many children as \
                possible have a home, no allocation of the present homes betters it, even if no other duty counted; its \
                denominator leaves out the most of those counted who could be left without a home. What a target has \
                beyond that bound takes other homes, or a change to these, such as an adaptation, an approval or one more place. Where fewer children have homes, today can be better than it. Gaps of shares are in percentage points, and \
                gaps are given so that positive means there is something to gain, whichever way an indicator is meant to go. "
                (searched(assessment)) }
            table.wide {
                thead { tr {
                    th scope="col" { "Indicator" } th.n scope="col" { "Actual" }
                    th.n scope="col" { "Attainable in the law's order" } th.n scope="col" { "At best" }
                    th.n scope="col" { "Target" } th.n scope="col" { "Allocation gap" }
                    th.n scope="col" { "Capacity gap" } th.n scope="col" { "Beyond any allocation" }
                } }
                tbody { @for gap in assessment.whole() { (indicator(gap)) } }
            }
            p.soft { "Definitions, numerators, denominators and what is left out: definitions.csv and kpis.csv, where \
                every indicator also stands by " @if assessment.facts.council.is_market() { "authority, " } "district, age, sex, ethnic group, disability, level of need, legal status, \
                unaccompanied children, sibling group, placement and provider. An optimal plan need not be the only \
                one: figures by segment are those of one of them." }
        }
    }
}

/// How far the plans behind the figures can be from the best of their tiers.
fn searched(assessment: &Assessment) -> String {
    let gap = |plan: &Attained| 100.0 * plan.widest_gap();
    let (in_order, alone): (Vec<&Attained>, Vec<&Attained>) = assessment
        .attained
        .iter()
        .partition(|plan| plan.duty.is_none());
    let widest = |plans: Vec<&Attained>| plans.into_iter().map(gap).fold(0.0, f64::max);
    format!(
        "In the plan in the law's order no tier is more than {:.2}% from the best that is proved, in the plans for a duty \
         alone {:.2}%: these are searched less closely where they measure miles or pounds, and their second measure, which \
         only chooses among equals, roughly. widest_gap of certificate.json has each; at best is the bound, and has no gap.",
        widest(in_order),
        widest(alone)
    )
}

fn indicator(gap: &Gap) -> Markup {
    let card = &gap.kpi.card;
    let dash = || "–".to_owned();
    let told = |tally: Option<&Tally>| {
        let told = tally.and_then(|tally| counted(tally, card.unit));
        told.unwrap_or_else(dash)
    };
    let missing =
        |value: Option<f64>| value.map_or_else(dash, |value| difference(value, card.unit));
    html! {
        tr {
            th scope="row" title=(format!("{} / {}", card.numerator, card.denominator)) {
                (card.title) " " span.soft { (card.code) }
            }
            td.n { (told(gap.actual.as_ref())) }
            td.n { (told(gap.in_order.as_ref())) }
            td.n { (told(gap.best.as_ref())) }
            td.n { (gap.target.map_or_else(dash, |target| figure(target, card.unit))) }
            td.n { (missing(gap.allocation())) }
            td.n { (missing(gap.capacity())) }
            td.n { @match gap.beyond_any_allocation() {
                Some(beyond) if beyond > 1e-9 => { span.ask { (difference(beyond, card.unit)) } }
                Some(_) => "no",
                None => "–",
            } }
        }
    }
}

fn supply(assessment: &Assessment) -> Markup {
    html! {
        section {
            h2 { "Usable places" }
            p { "An approved place is not an available place. A home counts with what is in use, and with its free places \
                where its record says that it takes referrals; of other providers' free places by the share that this \
                council can get. Homes that have closed are left out. Every home has a recorded status, so that the usability of \
                local policy, a rule of thumb for where there is none, changes nothing here." }
            table {
                thead { tr {
                    th scope="col" { "Kind" } th scope="col" { "Provider" } th.n scope="col" { "Homes" }
                    th.n scope="col" { "Approved" } th.n scope="col" { "Ours live there" }
                    th.n scope="col" { "Others live there" } th.n scope="col" { "Free" }
                    th.n scope="col" { "Not available" } th.n scope="col" { "Free and counted" }
                    th.n scope="col" { "Usable by us" }
                } }
                tbody { @for supply in &assessment.usable.account { tr {
                    th scope="row" { (supply.kind) } td { @if supply.own { "own" } @else { "others" } }
                    td.n { (supply.homes) } td.n { (supply.approved) } td.n { (supply.filled) }
                    td.n { (supply.filled_by_others) } td.n { (supply.free) } td.n { (supply.unavailable) }
                    td.n { (supply.usable_free) } td.n { (supply.usable()) }
                } } }
            }
        }
    }
}
