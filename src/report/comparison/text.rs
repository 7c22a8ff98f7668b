//! A comparison for a terminal.

use std::fmt::Write as _;

use super::ranking::{correlation, said};
use super::targets::reached;
use super::{ABOUT, FREE, Told, counted, interval, main_kpis, number, shares, signed, too_few};
use crate::compare::{Comparison, OUTCOMES, Verdict, Window, kpis};

/// Most scenarios of which each is told here.
const MOST: usize = 12;

/// The comparison for a terminal.
pub fn comparison_text(told: Told<'_>) -> String {
    let of = told.of;
    let (settings, base) = (of.plan.settings, &of.plan.scenarios[of.baseline]);
    let mut text = format!("{}: {ABOUT}\n", of.plan.said("council"));
    let _ = writeln!(
        text,
        "  {} of {} from {}; the last twelve months against \"{}\". * is sure and large enough to matter.",
        counted(settings.replications, "replication"),
        counted(settings.months, "month"),
        of.plan.start,
        base.title
    );
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
            let r = correlation(first);
            let (figure, said) = (&first.figure, said(first));
            let _ = writeln!(
                text,
                "  {}: {label}: {figure} first ({r}; {said})",
                ranking.sweep
            );
        }
    }
    text
}

fn one(text: &mut String, of: &Comparison, at: usize) {
    let all = kpis();
    let _ = writeln!(text, "  {}", of.plan.scenarios[at].title);
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
        let better = paired
            .shares
            .map_or_else(String::new, |of| format!("; {}", shares(&of)));
        let waiting = match paired.verdict {
            Verdict::LowerMoreWaiting => "; lower, with more children waiting",
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
        let with = groups.filter(|(nth, _)| {
            let impact = of.impact(at, *nth, which);
            let difference = impact.and_then(|impact| impact.difference);
            difference.is_some_and(|difference| difference.verdict == verdict)
        });
        let names: Vec<String> = with.map(|(_, group)| group.label.to_owned()).collect();
        let label = OUTCOMES[which].label();
        (!names.is_empty()).then(|| format!("{label} ({})", names.join(", ")))
    };
    (0..OUTCOMES.len()).filter_map(outcome).collect()
}
