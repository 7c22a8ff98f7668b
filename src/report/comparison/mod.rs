//! What is written and shown of scenarios that were compared.

mod attribution;
mod break_even;
mod charts;
mod documents;
mod impact;
mod names;
mod page;
mod ranking;
mod tables;
mod targets;
mod text;

pub use documents::comparison_json;
pub use text::comparison_text;

use crate::compare::{
    BreakEven, Comparison, FEWEST, MATTERS, Paired, Ranking, WAITING_RULE, kpis, of_futures,
};
use crate::model::with_commas;

/// What every output says first.
const ABOUT: &str = "Options and evidence: what a simulation says of futures that nobody has seen. Scenarios share the same \
    chance, future by future. A person decides.";

/// What costs leave out.
const FREE: &str = "Children without a home cost nothing in these figures.";

/// With a capital letter.
fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// So many of something: "1 future", "2 futures".
fn counted(number: usize, one: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        more => format!("{more} {one}s"),
    }
}

/// Why nothing is compared; `None` where there are futures enough.
fn too_few(of: &Comparison) -> Option<String> {
    let replications = of.plan.settings.replications;
    (replications < FEWEST).then(|| {
        format!(
            "{} {} no difference: run {FEWEST} replications or more, and twenty or more for a verdict.",
            counted(replications, "future"),
            if replications == 1 { "gives" } else { "give" }
        )
    })
}

/// How far the numbers carry.
fn how_sure() -> String {
    format!(
        "A difference is called real where the 95% interval of its mean does not contain zero, twenty futures or more have it \
         and six or more differ, and it is large enough to matter. Of a hundred differences that are none, about five will \
         look sure. {MATTERS} {WAITING_RULE} It is a difference in the simulation, as good as its assumptions."
    )
}

/// In how many futures a scenario does better and worse, of a hundred where there are more; ties are told apart. Nothing
/// where neither way is better.
fn shares(paired: &Paired) -> Option<String> {
    let of = paired.shares?;
    if of.same >= 1.0 {
        return Some("the same in all futures".to_owned());
    }
    let number = |share: f64| of_futures(share, paired.futures);
    Some(format!(
        "better in {}, worse in {}, the same in {} of {} futures",
        number(of.better),
        number(of.worse),
        number(of.same),
        paired.futures.min(100)
    ))
}

/// Scenarios compared, as they are told of.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The comparison.
    pub of: &'a Comparison,
    /// Where levers reach what was asked for.
    pub break_even: &'a [BreakEven],
    /// What matters most in sweeps over several figures.
    pub rankings: &'a [Ranking],
}

/// Every file of the output folder, by name.
pub fn comparison_files(told: Told<'_>) -> Vec<(String, String)> {
    let json = |value: serde_json::Value| format!("{value:#}\n");
    let mut files = vec![
        ("compare.csv", tables::kpis_csv(told.of)),
        ("impact.csv", tables::impact_csv(told.of)),
        ("summary.json", json(comparison_json(told))),
        ("provenance.json", json(documents::provenance(told.of))),
        ("report.html", page::page(told)),
    ];
    if !told.of.attributions.is_empty() {
        files.push(("attribution.csv", tables::attribution_csv(told.of)));
    }
    if told.of.scenarios.iter().any(|of| !of.targets.is_empty()) {
        files.push(("targets.csv", tables::targets_csv(told.of)));
    }
    if !told.rankings.is_empty() {
        files.push(("ranking.csv", tables::ranking_csv(told)));
    }
    if !told.break_even.is_empty() {
        files.push(("break_even.csv", break_even::csv(told)));
    }
    let named = files.into_iter();
    named.map(|(name, text)| (name.to_owned(), text)).collect()
}

/// KPIs that are shown first, by position.
fn main_kpis() -> Vec<usize> {
    let all = kpis();
    let main = crate::compare::MAIN.iter();
    main.filter_map(|name| all.iter().position(|kpi| kpi.name == *name))
        .collect()
}

/// A number with as many decimals as it deserves, thousands apart.
fn number(figure: f64) -> String {
    if figure.abs() < 0.005 {
        return "0".to_owned();
    }
    if figure.abs() < 0.995 {
        return format!("{figure:.2}");
    }
    if figure.abs() < 999.95 {
        return format!("{figure:.1}");
    }
    let text = with_commas(&format!("{:.0}", figure.abs()));
    if figure < 0.0 {
        format!("-{text}")
    } else {
        text
    }
}

/// A difference, with its sign.
fn signed(figure: f64) -> String {
    let text = number(figure);
    if figure > 0.0 && text != "0" {
        format!("+{text}")
    } else {
        text
    }
}

/// A difference with its sign and so many decimals.
fn signed_to(figure: f64, decimals: usize) -> String {
    let text = format!("{figure:+.decimals$}");
    let is_nothing = text.bytes().all(|b| !(b'1'..=b'9').contains(&b));
    if is_nothing { "0".to_owned() } else { text }
}

/// The interval of a mean difference.
fn interval(paired: &Paired) -> String {
    let (low, high) = paired.interval;
    format!("{} to {}", signed(low), signed(high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Towards;

    #[test]
    fn ties_are_told_apart() {
        let told = |futures: usize, better: usize, worse: usize| {
            let mut with = vec![Some(0.0); futures];
            with[..better].fill(Some(9.0));
            with[better..better + worse].fill(Some(-9.0));
            let base = vec![Some(0.0); futures];
            shares(&Paired::of(&with, &base, (Towards::More, 0.5)).unwrap()).unwrap()
        };
        let some = "better in 60, worse in 10, the same in 30 of 100 futures";
        assert_eq!(told(200, 120, 20), some);
        // Of few futures they are counted, and not made a hundred.
        let few = "better in 2, worse in 5, the same in 1 of 8 futures";
        assert_eq!(told(8, 2, 5), few);
        assert_eq!(told(8, 0, 0), "the same in all futures");
    }

    #[test]
    fn numbers_are_told_as_people_write_them() {
        assert_eq!(number(12.34), "12.3");
        assert_eq!(number(-1_234_567.8), "-1,234,568");
        let told = [0.04, 0.996, -0.001, -0.5].map(signed);
        assert_eq!(told, ["+0.04", "+1.0", "0", "-0.50"]);
        assert_eq!(number(1000.0), "1,000");
        let told = [0.0123, -0.004, 0.0004].map(|figure| signed_to(figure, 3));
        assert_eq!(told, ["+0.012", "-0.004", "0"]);
    }
}
