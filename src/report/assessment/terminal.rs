//! An assessment in a few lines for a terminal.

use std::fmt::Write as _;

use crate::assess::{Assessment, Gap, figure};

/// The indicators that have a target, with what is, what could be, and what no plan betters.
pub fn assessment_text(assessment: &Assessment) -> String {
    let council = assessment.facts.council;
    let mut text = format!("{}, {}: is there enough?\n", council.name, council.as_at);
    text.push_str(
        "  THEORETICAL where it says attainable: settled children are freed on paper only\n",
    );
    let _ = writeln!(
        text,
        "  {:<46}{:>10}{:>12}{:>12}{:>10}",
        "", "actual", "attainable", "at best", "target"
    );
    // In a market a target that not all authorities have is no target of the whole, but of somebody.
    let is_somebodys = |name: &str| {
        let mut members = council.members.iter();
        members.any(|member| member.policy.targets.contains_key(name))
    };
    let asked = |gap: &&Gap| gap.target.is_some() || is_somebodys(gap.kpi.card.name);
    let with_target = || assessment.whole().filter(asked);
    for gap in with_target() {
        let card = &gap.kpi.card;
        let show =
            |value: Option<f64>| value.map_or("-".to_owned(), |value| figure(value, card.unit));
        let _ = writeln!(
            text,
            "  {:<46}{:>10}{:>12}{:>12}{:>10}",
            card.title,
            show(gap.actual_figure()),
            show(gap.in_order_figure()),
            show(gap.best_figure()),
            show(gap.target)
        );
    }
    if with_target().next().is_none() {
        text.push_str("  no target is set: write [policy.targets] in council.toml\n");
    }
    for statement in &assessment.statements {
        let _ = writeln!(text, "  - {}", statement.text);
    }
    text
}
