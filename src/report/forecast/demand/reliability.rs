//! The reliability plot: how much a range of so many of a hundred futures held, beside how much it should hold.

use maud::{Markup, html};

use crate::forecast::backtest::{Backtest, Group, HORIZONS, LEVELS};

const SIZE: f64 = 320.0;
const LEFT: f64 = 46.0;
const FOOT: f64 = 40.0;
const TOP: f64 = 12.0;
const RIGHT: f64 = 12.0;
/// Dashes of the horizons, so that nobody has to tell colours apart.
const DASHES: [&str; HORIZONS.len()] = ["none", "7 4", "2 4"];

/// Both plots: of the total, and of all kinds of placement together.
pub fn plots(backtest: &Backtest) -> Markup {
    html! {
        h3 { "Reliability" }
        p {
            "How often ranges held what came, beside how often they say they do. On the diagonal a range keeps its word; \
            below it, it is too narrow. Children are whole, so that a range holds a little more than its share, and much \
            more where there are few. Lines: "
            @for (months, dashes) in HORIZONS.into_iter().zip(DASHES) {
                (format!("{months}\u{a0}months\u{a0}")) (line(dashes)) " "
            }
        }
        (plot("The total", &|horizon| backtest.reliability(horizon, |group| group == Group::Total)))
        (plot("Every kind of placement, taken together", &|horizon| {
            backtest.reliability(horizon, |group| matches!(group, Group::State(_)))
        }))
    }
}

fn line(dashes: &str) -> Markup {
    html! {
        svg viewBox="0 0 40 8" width="40" height="8" aria-hidden="true" {
            line x1="0" y1="4" x2="40" y2="4" stroke="var(--accent)" stroke-width="2" stroke-dasharray=(dashes) {}
        }
    }
}

/// Where shares of one stand.
fn point(nominal: f64, observed: f64) -> (f64, f64) {
    let x = LEFT + nominal * (SIZE - LEFT - RIGHT);
    let y = SIZE - FOOT - observed * (SIZE - FOOT - TOP);
    (x, y)
}

type Held = Option<[f64; LEVELS.len()]>;

fn plot(label: &str, of_horizon: &dyn Fn(usize) -> Held) -> Markup {
    let lines: Vec<_> = HORIZONS
        .into_iter()
        .zip(DASHES)
        .filter_map(|(horizon, dashes)| Some((horizon, dashes, of_horizon(horizon)?)))
        .collect();
    let said: Vec<String> = (lines.iter())
        .map(|(horizon, _, held)| {
            let each = LEVELS.iter().zip(held);
            let each: Vec<String> = each
                .map(|(level, held)| format!("{:.0}: {:.0}", level * 100.0, held * 100.0))
                .collect();
            format!(
                "{horizon} months, nominal and observed per cent: {}",
                each.join(", ")
            )
        })
        .collect();
    let said = format!("{label}. {}", said.join(". "));
    let (left, base) = point(0.0, 0.0);
    let (right, top) = point(1.0, 1.0);
    html! {
        h4 { (label) }
        svg.map viewBox=(format!("0 0 {SIZE} {SIZE}")) style="max-width: 24rem" role="img" aria-label=(said) {
            title { (said) }
            line x1=(left) y1=(base) x2=(right) y2=(base) stroke="var(--line)" {}
            line x1=(left) y1=(base) x2=(left) y2=(top) stroke="var(--line)" {}
            line x1=(left) y1=(base) x2=(right) y2=(top) stroke="var(--soft)" stroke-dasharray="4 3" {}
            @for tick in [0.0, 0.5, 0.8, 0.95] {
                @let (x, y) = point(tick, tick);
                (words(x, SIZE - FOOT + 16.0, "middle", format!("{:.0}%", tick * 100.0)))
                (words(left - 6.0, y + 4.0, "end", format!("{:.0}%", tick * 100.0)))
            }
            (words((left + right) / 2.0, SIZE - 6.0, "middle", "the range's own share".to_owned()))
            @for (_, dashes, held) in &lines {
                polyline points=(points(held)) fill="none" stroke="var(--accent)" stroke-width="2" stroke-dasharray=(dashes) {}
            }
        }
    }
}

/// From nothing, which holds nothing, through every level.
fn points(held: &[f64; LEVELS.len()]) -> String {
    let levels = LEVELS.into_iter().zip(held.iter().copied());
    let all = std::iter::once((0.0, 0.0)).chain(levels);
    let all = all.map(|(nominal, observed)| {
        let (x, y) = point(nominal, observed);
        format!("{x:.1},{y:.1}")
    });
    all.collect::<Vec<_>>().join(" ")
}

fn words(x: f64, y: f64, anchor: &str, words: String) -> Markup {
    html! {
        text x=(x) y=(y) text-anchor=(anchor) font-size="12" fill="var(--soft)" { (words) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_that_keeps_its_word_is_on_the_diagonal_and_a_narrow_one_below() {
        let (x, y) = point(0.8, 0.8);
        let (left, base) = point(0.0, 0.0);
        let (right, top) = point(1.0, 1.0);
        assert!(((x - left) / (right - left) - (base - y) / (base - top)).abs() < 1e-9);
        assert!(point(0.8, 0.6).1 > y);
        assert_eq!(points(&LEVELS).split(' ').count(), LEVELS.len() + 1);
        assert!(points(&LEVELS).starts_with("46.0,280.0 "));
    }
}
