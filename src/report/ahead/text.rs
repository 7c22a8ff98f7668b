//! A plan for possible futures, for a terminal.

use std::fmt::Write as _;

use super::told::{Told, with_limits};
use crate::lookahead::counted;
use crate::plan::{ASSUMPTIONS, Policy};
use crate::report::plan_words::in_pounds;
use crate::report::summary::THEORETICAL;

impl Told<'_> {
    /// In one sentence: for which futures, and whether the plan reaches what was asked.
    pub fn outcome(&self) -> String {
        let reached = self.reached();
        let futures = counted(reached.of, "future", "futures");
        let asked = reached.of - self.ahead.may_let_go(reached.of);
        let enough = if self.is_reached() {
            ""
        } else {
            ", which is as near as can be found"
        };
        format!(
            "Planned for {futures} of {}, {} ahead: everything is reached in {} of them ({asked} asked for){enough}",
            self.day(),
            counted(self.ahead.months as usize, "month", "months"),
            reached.count,
        )
    }

    /// In one sentence: how often the plan falls short in fresh futures, and how often nothing does.
    pub fn risk(&self) -> String {
        let judged = &self.planned.judged;
        format!(
            "Risk of falling short, in fresh futures: with the plan {}, with nothing bought {}",
            with_limits(judged.falls_short(Policy::Plan)),
            with_limits(judged.falls_short(Policy::Nothing)),
        )
    }

    /// In one sentence: mean cost in fresh futures.
    pub fn money(&self) -> String {
        let (nothing, plan) = (self.cost(Policy::Nothing), self.cost(Policy::Plan));
        let in_words = |pence: f64| in_pounds(pence.round() as i64);
        format!(
            "Mean cost in fresh futures: {} a week with the plan, {} with nothing bought; children without a home {:.1} and {:.1}",
            in_words(plan),
            in_words(nothing),
            self.without_a_home(Policy::Plan),
            self.without_a_home(Policy::Nothing),
        )
    }

    /// What the searches proved.
    pub fn proof(&self) -> String {
        let planned = self.planned;
        match planned.bound() {
            Some(bound) => format!(
                "No plan that reaches everything in these futures, with the same let go, costs more than {} a week less: so much \
                 is between it and plans for each alone",
                in_pounds((planned.plan.mean() - bound).max(0.0).ceil() as i64)
            ),
            None => "Something falls short in futures that are not let go, so that costs of plans for each alone are no bound"
                .to_owned(),
        }
    }
}

/// The plan for a terminal.
pub fn ahead_text(told: &Told) -> String {
    let planned = told.planned;
    let mut text = format!("{}: {THEORETICAL}\n{}\n", told.council.name, told.outcome());
    let _ = writeln!(text, "{}", told.risk());
    for statement in told.statements() {
        let _ = writeln!(text, "  {statement}");
    }
    for line in told.lines() {
        let _ = writeln!(text, "{}", line.bought.words());
    }
    for (at, figure) in planned.figures.iter().enumerate() {
        let goal = &figure.goal;
        let shown = |figure: Option<f64>| figure.map_or("-".to_owned(), |f| format!("{f:.1}"));
        let _ = writeln!(
            text,
            "  {} ({}): today {}, asked {}, in the middle fresh future {}; missed with the plan in {}, with nothing bought in {}",
            goal.kpi.card.name,
            goal.why.code(),
            shown(told.today(at)),
            told.asked(at)
                .map_or("as many as can".to_owned(), |f| format!("{f:.1}")),
            shown(told.middle(Policy::Plan, at)),
            with_limits(planned.judged.missed(Policy::Plan, at)),
            with_limits(planned.judged.missed(Policy::Nothing, at)),
        );
    }
    for sentence in [
        told.money(),
        told.perfect_information(),
        told.against_middling(),
        told.against_waiting(),
        told.proof(),
    ] {
        let _ = writeln!(text, "  {sentence}");
    }
    let _ = writeln!(text, "{ASSUMPTIONS}");
    text
}
