//! The back-test on the page and for a terminal.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::reliability;
use crate::forecast::backtest::{Backtest, Group, Score};

/// A part of one as per cent.
fn percent(part: f64) -> String {
    format!("{:.0}%", part * 100.0)
}

fn maybe(part: Option<f64>) -> String {
    part.map_or("–".to_owned(), percent)
}

/// The totals, for a terminal.
pub fn text(backtest: &Backtest) -> String {
    if backtest.cuts.is_empty() {
        return "  back-test: no day leaves two years before it and six months after it\n"
            .to_owned();
    }
    let mut text = format!(
        "  back-test of the total from {} days:\n",
        backtest.cuts.len()
    );
    for score in backtest.scores.iter().filter(|s| s.group == Group::Total) {
        let _ = writeln!(
            text,
            "    {} months: {} forecasts; within the 80% range {}; CRPS {:.1}, as many as today {:.1}, stock-flow {}",
            score.horizon,
            score.points,
            percent(score.coverage[1]),
            score.crps,
            score.persistence,
            score
                .stock_flow
                .map_or("-".to_owned(), |theirs| format!("{theirs:.1}"))
        );
    }
    text
}

/// The section of the page.
pub fn section(backtest: &Backtest) -> Markup {
    html! {
        section {
            h2 { "Back-test: what it would have said" }
            @if backtest.cuts.is_empty() {
                p { "No day leaves two years of history before it and six months after it, so nothing could be tested." }
            } @else {
                p { "Fitted to what was known on " (backtest.cuts.len()) " earlier days, and compared with what came. \
                    A good 80% range holds what came in about 80 of 100 cases. Skill is the part of another forecast's \
                    error that this one saves; below nought it is worse. The days overlap, so that these are fewer \
                    independent tests than they look." }
                table {
                    thead { tr {
                        th.n scope="col" { "Months" } th scope="col" { "Children" } th.n scope="col" { "Forecasts" }
                        th.n scope="col" { "Within 50%" } th.n scope="col" { "Within 80%" } th.n scope="col" { "Within 95%" }
                        th.n scope="col" { "Bias" } th.n scope="col" { "CRPS" }
                        th.n scope="col" { "Skill against today's number" } th.n scope="col" { "Skill against stock-flow" }
                    } }
                    tbody { @for score in &backtest.scores { (row(score)) } }
                }
                (reliability::plots(backtest))
            }
        }
    }
}

fn row(score: &Score) -> Markup {
    html! {
        tr {
            td.n { (score.horizon) } th scope="row" { (score.group.name().replace('_', " ")) } td.n { (score.points) }
            @for coverage in score.coverage { td.n { (percent(coverage)) } }
            td.n { (signed(score.bias)) } td.n { (format!("{:.2}", score.crps)) }
            td.n { (maybe(score.skill())) } td.n { (maybe(score.skill_against_stock_flow())) }
        }
    }
}

/// With its sign, but for what rounds to nothing.
fn signed(figure: f64) -> String {
    match format!("{figure:+.1}").as_str() {
        "-0.0" | "+0.0" => "0.0".to_owned(),
        signed => signed.to_owned(),
    }
}
