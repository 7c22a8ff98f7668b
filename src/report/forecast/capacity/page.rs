//! The page of the forecast of children and homes.

use maud::{Markup, html};

use super::needed::{districts, needed, of_futures};
use super::tables::rates;
use super::{ABOUT, Told};
use crate::explain::{Unit, measured};
use crate::forecast::capacity::{Capacity, Indicator, MEASURED_ON, Spread, year_ends};
use crate::forecast::cast::Setting;
use crate::forecast::history::pooled;
use crate::report::forecast::fan::{Fan, fan};
use crate::report::forecast::told::{NOT_TOLD, lines, warned};
use crate::report::shell::Page;

/// `places.html`.
pub fn page(told: Told<'_>) -> String {
    let Told {
        capacity, council, ..
    } = told;
    let title = format!("{}: how many places its children will need", council.name);
    let page = Page {
        council,
        title: &title,
        banner: html! {
            p { strong { (ABOUT) } }
            @if let Some(pooled) = pooled(capacity.little) { p { strong { (pooled) } } }
            (warned(told.warnings))
            @if capacity.is_interrupted { p { strong { "Interrupted: of the futures that were finished." } } }
            p { (capacity.settings.replications) " futures. Rates of foster households are published figures for England or \
                assumptions, drawn anew in every future; see what it rests on. How many children will be in care, from their \
                history alone: " a href="report.html" { "report.html" } "." }
            @if capacity.without_episode > 0 { p { (capacity.without_episode) " children of the list are in no open episode, \
                such as those just referred: they are among the children here, and not among those of that page." } }
            @if capacity.left_since > 0 { p { (capacity.left_since) " children were in care on " (capacity.from) ", where the \
                history ends, and are not on the list of " (council.as_at) ": they are taken to have left, and are not among the \
                children here." } }
        },
        sections: html! {
            (needed(told))
            (targets(told))
            (solved(told.capacity))
            (ranges(told))
            (districts(told))
            (years(capacity))
            (rests_on(told))
            (placing(told))
            (recorded(told))
        },
        footer: " Theoretical: nobody is placed by it.",
    };
    page.text()
}

fn targets(told: Told<'_>) -> Markup {
    let capacity = told.capacity;
    html! {
        @if !capacity.targets.is_empty() { section {
            h2 { "Whether targets are reached" }
            p { "This is how many of a hundred futures reach each target of policy if nothing is done that is not under way. Places by \
                number are not where every child is, nor for her age, and those who are settled do not move for a target. "
                (MEASURED_ON) }
            table {
                thead { tr {
                    th scope="col" { "Target" } th.n scope="col" { "Wanted" }
                    @for month in year_ends(capacity.months.len()) { th.n scope="col" { (capacity.months[month]) } }
                } }
                tbody { @for target in &capacity.targets { tr {
                    th scope="row" { (target.indicator.label()) } td.n { (target.wanted) "%" }
                    @for share in &target.reached { td.n { (of_futures(capacity, format!("{:.0}", share * 100.0))) } }
                } } }
            }
        } }
    }
}

/// What a fan draws of an indicator: percentiles, or of too few futures the mean.
fn ahead(capacity: &Capacity, spread: Spread) -> [f64; 7] {
    match capacity.settings.has_ranges() {
        true => spread.percentiles,
        false => [spread.mean; 7],
    }
}

/// The fan of the own places that the share asks for in a setting, beside those to be expected.
fn needed_ahead(capacity: &Capacity, setting: Setting) -> Option<Markup> {
    let share = capacity.own_share.0;
    let asking: Option<Vec<[f64; 7]>> = capacity
        .series(Indicator::Asking(setting))
        .into_iter()
        .map(|spread| Some(ahead(capacity, spread?).map(|children| children * share)))
        .collect();
    let expected = capacity.series(Indicator::OwnPlaces(setting)).into_iter();
    let expected = expected.map(|spread| spread.map_or(0.0, |s| s.mean));
    Some(fan(&Fan {
        label: &format!("{}: own places that the share asks for", setting.label()),
        past: Vec::new(),
        from: capacity.months.first().copied()?,
        months: &capacity.months,
        ahead: asking?,
        has_ranges: capacity.settings.has_ranges(),
        beside: Some(("usable places to be expected", expected.collect())),
    }))
}

/// The fan of an indicator, where it has a figure in every month.
fn of(capacity: &Capacity, indicator: Indicator) -> Option<Markup> {
    let series: Option<Vec<[f64; 7]>> = capacity
        .series(indicator)
        .into_iter()
        .map(|spread| Some(ahead(capacity, spread?)))
        .collect();
    Some(fan(&Fan {
        label: indicator.label(),
        past: Vec::new(),
        from: capacity.months.first().copied()?,
        months: &capacity.months,
        ahead: series?,
        has_ranges: capacity.settings.has_ranges(),
        beside: None,
    }))
}

fn ranges(told: Told<'_>) -> Markup {
    let capacity = told.capacity;
    let shown = Indicator::all().into_iter().filter(|indicator| {
        matches!(
            indicator,
            Indicator::Percent(..) | Indicator::Miles | Indicator::Cost
        ) || indicator.name() == "waiting"
    });
    html! {
        section {
            h2 { "Places, month by month" }
            p { (lines(capacity.settings)) " Broken line: usable places of the authority's own, \
                mean, if nothing is done that is not under way." }
            @for setting in Setting::ALL { (needed_ahead(capacity, setting).unwrap_or_default()) }
            h2 { "What it would mean for children" }
            p { "Of children in foster homes, children's homes and supported accommodation, if each month's children are placed \
                as the rounds of this policy would have it. Indicators of an assessment are of all children with a home, and the \
                rounds of a simulation are kept to, as practice is not, so that the first months differ from today." }
            @for indicator in shown { (of(capacity, indicator).unwrap_or_default()) }
        }
    }
}

fn years(capacity: &Capacity) -> Markup {
    let ends = year_ends(capacity.months.len());
    html! {
        section {
            h2 { "Year by year" }
            table {
                caption { "Mean, and 80 of 100 futures. Events are those of the month. Every month: system.csv." }
                thead { tr {
                    th scope="col" { "Indicator" }
                    @for month in &ends { th.n scope="col" { (capacity.months[*month]) } }
                } }
                tbody { @for (at, indicator) in Indicator::all().into_iter().enumerate() { tr {
                    th scope="row" { (indicator.label()) }
                    @for month in &ends { td.n {
                        @match capacity.indicator(*month, at) {
                            Some(s) => {
                                (format!("{:.1}", s.mean)) br;
                                @if capacity.settings.has_ranges() {
                                    span.soft { (format!("{:.1} to {:.1}", s.percentiles[1], s.percentiles[5])) }
                                }
                            }
                            None => "–",
                        }
                    } }
                } } }
            }
        }
    }
}

fn rests_on(told: Told<'_>) -> Markup {
    html! {
        section {
            h2 { "What it rests on" }
            p { "Free places of other providers: as many as the council can get today, drawn anew every quarter among all that \
                its children do not fill. Homes of providers do not open or close unless a scenario says so." }
            table {
                thead { tr { th scope="col" { "Rate" } th.n scope="col" { "Figure" } th scope="col" { "Unit" } th scope="col" { "Source" } } }
                tbody { @for (name, unit, rate) in rates(told.capacity) { tr {
                    th scope="row" { (name) } td.n { (format!("{:.2}", rate.figure)) } td { (unit) } td { (rate.source) }
                } } }
            }
        }
    }
}

fn placing(told: Told<'_>) -> Markup {
    let audits = &told.capacity.audits;
    let children: usize = audits.iter().map(|a| a.children).sum();
    let breaches: usize = audits.iter().map(|a| a.breaches.len()).sum();
    html! {
        section {
            h2 { "How near the best plan children are placed" }
            p { (audits.len()) " months of one future with " (children) " children were solved by the optimiser as well. Sums over \
                these months, tier by tier, smaller is better; a value above the best plan's is what the simulation lost, or \
                what it gave up in a tier for an earlier one. The duties' own checks of the simulation's plans found "
                (breaches) " breaches." }
            table {
                thead { tr { th scope="col" { "Tier" } th scope="col" { "Counts" } th.n scope="col" { "Simulation" }
                    th.n scope="col" { "Best plan" } } }
                tbody { @for (at, tier) in told.council.policy.tiers.iter().enumerate() { tr {
                    @let unit = Unit::of(tier);
                    th scope="row" { (tier.name) } td style="white-space: normal" { (measured(tier, unit)) }
                    td.n { (unit.told(audits.iter().map(|a| a.tiers[at].0).sum())) }
                    td.n { (unit.told(audits.iter().map(|a| a.tiers[at].1).sum())) }
                } } }
            }
        }
    }
}

fn recorded(told: Told<'_>) -> Markup {
    let all = &told.capacity.recorded;
    html! {
        @if !all.is_empty() { section {
            h2 { "New placements: last year and the first year ahead" }
            p { "Placing cannot be back-tested: the folder has the homes of one day, and not of earlier days. What can be held \
                against it is what returns record of new placements of the last year, in foster homes, children's homes and \
                supported accommodation. Practice is not a round, so that they may differ for good reasons; empty where returns \
                record nothing." }
            table {
                thead { tr { th scope="col" { "New placements" } th.n scope="col" { "Recorded" } th.n scope="col" { "Last year" }
                    th.n scope="col" { "First year ahead" } th.n scope="col" { "90 in 100" } } }
                tbody { @for one in all { tr {
                    th scope="row" { (one.label) }
                    td.n { (one.placements) }
                    td.n { @if let Some(was) = one.was { (format!("{was:.1}")) } }
                    td.n { @if let Some(spread) = one.will_be { (format!("{:.1}", spread.mean)) } }
                    td.n { @if let Some(spread) = one.will_be {
                        (of_futures(told.capacity, format!("{:.1} to {:.1}", spread.percentiles[0], spread.percentiles[6]))) } }
                } } }
            }
        } }
    }
}

fn solved(capacity: &Capacity) -> Markup {
    html! {
        @if let Some((share, all)) = &capacity.solved { section {
            h2 { "What it would take to reach each target" }
            p { "Homes of the authority's own that come evenly in the first year, of the kinds and in the districts that children's \
                plans ask for, until the target is reached in " (format!("{:.0}", share * 100.0)) " of a hundred futures in the last \
                month. Each target on its own, in the same futures, each number played anew; one home fewer is not enough. \
                Another mix may take fewer. Children who are settled elsewhere do not move for it: where no number is enough, \
                more time may be. Which kinds in which districts: solved.csv." }
            table {
                thead { tr { th scope="col" { "Target" } th.n scope="col" { "Wanted" }
                    th.n scope="col" { "Homes" } th.n scope="col" { "Places" }
                    th.n scope="col" { "Reached without" } th.n scope="col" { "Reached with" } } }
                tbody { @for one in all { tr {
                    th scope="row" { (one.target) }
                    td.n { (one.wanted) "%" }
                    td.n { @if let Some(n) = one.homes { (n) } @else { "not with " (crate::forecast::capacity::solve::MOST) } }
                    td.n { @if let Some(n) = one.places() { (n) } @else { (NOT_TOLD) } }
                    td.n { (format!("{:.0}%", one.reached.0 * 100.0)) }
                    td.n { (format!("{:.0}%", one.reached.1 * 100.0)) }
                } } }
            }
        } }
    }
}
