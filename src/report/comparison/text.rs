//! A comparison for a terminal.

use std::fmt::Write as _;

use super::names::{name, values};
use super::ranking::{correlation, said};
use super::targets::reached;
use super::{ABOUT, FREE, Told, counted, interval, main_kpis, number, shares, signed, too_few};
use crate::compare::{Comparison, OUTCOMES, Verdict, Window, kpis};

/// Most scenarios of which each is told here.
const MOST: usize = 12;

/// The comparison for a terminal.
pub fn comparison_text(told: Told<'_>) -> String {
    let of = told.of;
    let settings = of.plan.settings;
    let mut text = format!("{}: {ABOUT}\n", of.plan.said("council"));
    let _ = writeln!(
        text,
        "  {} of {} from {}; {} against \"{}\". * is sure and large enough to matter.",
        counted(settings.replications, "replication"),
        counted(settings.months, "month"),
        of.plan.start,
        Window::LastYear.words(settings.months),
        name(of, of.baseline)
    );
    if let Some(pooled) = of.plan.pooled() {
        let _ = writeln!(text, "  {pooled}");
    }
    let _ = writeln!(text, "  {FREE}");
    if let Some(why) = too_few(of) {
        let _ = writeln!(text, "  {why}");
    }
    let others = (0..of.plan.scenarios.len()).filter(|at| *at != of.baseline);
    for at in others.clone().take(MOST) {
        one(&mut text, of, at);
    }
    if others.clone().count() > MOST {
        let more = others.count() - MOST;
        let _ = writeln!(
            text,
            "  and {more} scenarios more: see report.html and compare.csv"
        );
    }
    for found in told.break_even {
        let _ = writeln!(text, "  {}", found.sentence());
    }
    for ranking in told.rankings {
        let label = &kpis()[ranking.kpi].label;
        if let Some(first) = ranking.figures.first() {
            let swing = first
                .swing
                .map_or_else(String::new, |swing| format!("swing {}, ", signed(swing.by)));
            let (figure, r) = (&first.figure, correlation(first));
            let said = said(ranking, first);
            let _ = writeln!(
                text,
                "  {}: {label}: {figure} first ({swing}rank correlation {r}; {said})",
                ranking.sweep
            );
        }
    }
    text
}

fn one(text: &mut String, of: &Comparison, at: usize) {
    let all = kpis();
    let values = values(of, at).map_or_else(String::new, |values| format!(": {values}"));
    let _ = writeln!(text, "  {}{values}", name(of, at));
    for kpi in main_kpis() {
        let figure = of.figure(at, Window::LastYear, kpi);
        let (Some(mean), Some(paired)) = (figure.mean, figure.difference) else {
            continue;
        };
        if paired.verdict == Verdict::Same {
            let (label, mean) = (&all[kpi].label, number(mean));
            let _ = writeln!(text, "    {label:<48}{mean:>12}  the same in all futures");
            continue;
        }
        let better = shares(&paired).map_or_else(String::new, |shares| format!("; {shares}"));
        let waiting = match paired.verdict {
            Verdict::LowerMoreWaiting => "; lower, with more children waiting",
            Verdict::LowerMayWait => "; lower, where more children may be waiting",
            _ => "",
        };
        let _ = writeln!(
            text,
            "    {:<48}{:>12}{:>11}{} ({}){better}{waiting}",
            all[kpi].label,
            number(mean),
            signed(paired.mean),
            if paired.is_real() { "*" } else { " " },
            interval(&paired),
        );
    }
    let gains = groups(of, at, Verdict::Better);
    let loses = groups(of, at, Verdict::Worse);
    for (words, with) in [("gain", gains), ("lose", loses)] {
        if !with.is_empty() {
            let _ = writeln!(text, "    {words}: {}", with.join("; "));
        }
    }
    for found in &of.scenarios[at].found {
        let _ = writeln!(text, "    {}", found.sentence());
    }
    for aimed in &of.scenarios[at].targets {
        let (label, mean) = (
            &all[aimed.kpi].label,
            aimed.mean.map_or("–".to_owned(), number),
        );
        let (wanted, reached) = (aimed.wanted, reached(aimed));
        let _ = writeln!(
            text,
            "    target: {label}: {wanted}, reached {reached}; {mean} in the mean"
        );
    }
    if let Some(payback) = of.scenarios[at].payback {
        let _ = writeln!(text, "    {}", payback.sentence());
    }
}

/// What is better, or worse, each with the groups of children for whom it is.
fn groups(of: &Comparison, at: usize, verdict: Verdict) -> Vec<String> {
    let outcome = |which: usize| {
        let groups = Comparison::groups().iter().enumerate();
        let names = groups.filter_map(|(nth, group)| {
            let impact = of.impact(at, nth, which)?;
            let is_of = impact.difference?.verdict == verdict;
            let note = impact.note(OUTCOMES[which]);
            let note = note.map_or_else(String::new, |note| format!(" [{note}]"));
            is_of.then(|| format!("{}{note}", group.label))
        });
        let names: Vec<String> = names.collect();
        let label = OUTCOMES[which].label();
        (!names.is_empty()).then(|| format!("{label} ({})", names.join(", ")))
    };
    (0..OUTCOMES.len()).filter_map(outcome).collect()
}
