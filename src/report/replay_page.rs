//! The page of a replay.

use maud::{Markup, html};

use super::replayed::{BLIND_SPOTS, percent};
use super::shell::Page;
use super::summary::A_PERSON_DECIDES;
use crate::explain::{Unit, measured};
use crate::lookahead::{POOL_WEEKS, counted, weeks};
use crate::replay::Replay;

/// `report.html` of a replay.
pub fn replay_page(replay: &Replay) -> String {
    let council = &replay.stage.council;
    let title = format!(
        "{}: the last {} again",
        council.name,
        weeks(replay.stage.weeks.len())
    );
    let page = Page {
        council,
        title: &title,
        banner: html! {
            strong { (A_PERSON_DECIDES) } " This page compares ways of making rounds. It says \
                nothing about any decision that was made."
        },
        sections: section(replay),
        footer: "",
    };
    page.text()
}

fn section(replay: &Replay) -> Markup {
    let settings = replay.settings;
    html! {
        section {
            h2 { "The same children, the same homes, four ways" }
            p {
                (counted(replay.stage.everybody().len(), "child", "children")) " who came into care from "
                (replay.stage.start) " on, each in the week in which she came, brothers and sisters of one week together."
                @if replay.stage.left_out > 0 {
                    " " (replay.stage.left_out) " more live where no round could place them, and are left out."
                }
            }
            (table(replay))
            p.soft {
                "Gain: by how much a tier is better than if nobody were placed, every child then counting at her \
                 worst option. Tiers are in the order of the law: a way that gains more in an earlier tier may gain \
                 less in a later one, and hindsight too gives up later tiers for earlier ones, so that a share can be \
                 above 100%."
            }
            p.soft {
                "Weekly rounds that look ahead price each place by "
                (counted(usize::from(settings.futures), "future", "futures")) " of "
                (weeks(usize::from(settings.weeks))) ", but not past the end of the replay, drawn from families who came in the " (POOL_WEEKS)
                " weeks before the week of the round and are still in care, as many as came before some left again; no \
                 later arrival is looked at. Every round was certified"
                @if replay.results.iter().all(|r| r.played.proved) { ", and every tier proved to its tolerance." }
                @else { "; some tier of some round was not proved to its tolerance." }
            }
            h3 { "What this cannot see" }
            ul { @for spot in BLIND_SPOTS { li { (spot) } } }
        }
    }
}

fn table(replay: &Replay) -> Markup {
    html! {
        table {
            caption { "Value of each tier at the end, and in brackets the share of hindsight's gain." }
            thead { tr {
                th scope="col" { "Tier" } th scope="col" { "What is made small" }
                @for result in &replay.results { th.n scope="col" { (result.policy.label()) } }
            } }
            tbody {
                @for (t, tier) in replay.stage.council.policy.tiers.iter().enumerate() {
                    @let unit = Unit::of(tier);
                    tr {
                        th scope="row" { (tier.name) }
                        td.soft { (measured(tier, unit)) }
                        @for result in &replay.results {
                            td.n {
                                (unit.show(result.tiers[t].value))
                                @if let Some(p) = percent(replay, result, t) { " (" (format!("{p:.1}")) "%)" }
                            }
                        }
                    }
                }
                tr {
                    th scope="row" { "siblings of one week" }
                    td.soft { "pairs together, of those who came in one week: nobody could foresee the others" }
                    @for result in &replay.results {
                        td.n { (result.pairs_of_one_week.0) " of " (result.pairs_of_one_week.1) }
                    }
                }
                tr {
                    th scope="row" { "without a home" } td.soft { "children at the end" }
                    @for result in &replay.results { td.n { (result.played.unplaced.len()) } }
                }
                tr {
                    th scope="row" { "waiting" } td.soft { "weeks, all children together" }
                    @for result in &replay.results { td.n {
                        (result.played.weeks_waited.map_or("–".to_owned(), |weeks| weeks.to_string()))
                    } }
                }
            }
        }
    }
}
