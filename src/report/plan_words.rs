//! A plan in the words of people.

use std::fmt::Write as _;

use super::plan_told::{Told, pounds};
use super::summary::THEORETICAL;
use crate::kpis::Better;
use crate::lookahead::counted;
use crate::plan::{ASSUMPTIONS, Variant};

/// Pounds of pence with a comma between thousands.
pub fn in_pounds(pence: i64) -> String {
    let text = pounds(pence.abs());
    let (whole, rest) = text.split_at(text.len() - ".00".len());
    let sign = if pence < 0 { "-" } else { "" };
    format!("{sign}£{}{rest}", with_commas(whole))
}

/// Whole pounds with a comma between thousands.
pub fn in_whole_pounds(pounds: i64) -> String {
    format!("£{}", with_commas(&pounds.to_string()))
}

fn with_commas(digits: &str) -> String {
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

impl Told<'_> {
    /// What a variant costs above present homes, such as "£1,200.00 a week less than present homes at their cheapest".
    pub fn against_present_homes(&self, variant: &Variant) -> String {
        format!(
            "{} than present homes at their cheapest",
            self.more_or_less(variant)
        )
    }

    /// The same without the words for what it is held against.
    pub fn more_or_less(&self, variant: &Variant) -> String {
        let extra = self.extra(variant);
        let more = if extra < 0 { "less" } else { "more" };
        format!("{} a week {more}", in_pounds(extra.abs()))
    }

    /// In one sentence: whether the plan reaches what was asked.
    pub fn outcome(&self) -> &'static str {
        if self.council.children.is_empty() {
            "There is nobody to plan for: children.csv has no children"
        } else if self.planned.is_reached() {
            "Every target is reached"
        } else {
            "Not every target is reached"
        }
    }

    /// How many children would have no home, then what is to be known of the folder, then the targets that are not
    /// reached.
    pub fn statements(&self) -> Vec<String> {
        let mut statements = vec![self.without_a_home()];
        if self.council.placements.is_empty() && !self.council.children.is_empty() {
            statements.push(
                "placements.csv has no rows: nobody's present home is known, today's figures have nobody in them, and a home \
                 that is full offers no place, since nobody is known to live in it"
                    .to_owned(),
            );
        }
        for unfit in self.left_out {
            statements.push(format!("A target of council.toml is left out: {unfit}"));
        }
        let figures = 0..self.planned.figures.len();
        statements.extend(figures.filter_map(|at| self.not_reached(at)));
        statements
    }

    fn without_a_home(&self) -> String {
        let (today, plan) = self.with_a_home();
        let left = plan.others();
        let verb = if today.others() == 1 { "has" } else { "have" };
        let today = format!("today {} {verb} none", today.others());
        if plan.all == 0 {
            "No child would be without a home".to_owned()
        } else if left == 0 {
            format!("Every child of {} would have a home ({today})", plan.all)
        } else {
            let children = counted(left as usize, "child", "children");
            format!("{children} of {} would have no home ({today})", plan.all)
        }
    }

    /// How far an indicator can go that does not reach its goal.
    fn not_reached(&self, at: usize) -> Option<String> {
        let planned = self.planned;
        let goal = &planned.figures[at].goal;
        let (card, figure) = (&goal.kpi.card, goal.figure);
        let (unit, name) = (card.unit.label(), card.name);
        if planned.reaches(&planned.plan, at) {
            return None;
        }
        let reached = self.shown(at, &planned.plan.after[at]);
        let Some(alone) = planned.alone.get(at) else {
            return Some(format!(
                "{name}: held at {figure:.1} {unit}, and {reached} in this plan"
            ));
        };
        let end = if card.better == Better::Higher {
            "at most"
        } else {
            "at least"
        };
        let best = self.shown(at, &alone.after[at]);
        let offer = if self.asked.hold {
            "what is on offer while nothing that is held becomes worse"
        } else {
            "what is on offer"
        };
        Some(if planned.reaches(alone, at) {
            format!(
                "{name}: {figure:.1} {unit} is in reach on its own, but not with the other targets and limits: {reached} in this plan"
            )
        } else {
            format!(
                "{name}: {figure:.1} {unit} is out of reach with {offer}: {end} {best} can be reached, and {reached} in this plan"
            )
        })
    }

    /// How many children live with a connected person, today and under the plan.
    pub fn connected(&self) -> String {
        let (today, plan) = self.with_connected_person();
        format!(
            "With a connected person who could have them: today {} of {}, with the plan {} of {}",
            today.of_them, today.all, plan.of_them, plan.all
        )
    }
}

/// The plan for a terminal.
pub fn plan_text(told: &Told) -> String {
    let planned = told.planned;
    let mut text = format!("{}: {THEORETICAL}\n", told.council.name);
    let mut statements = told.statements().into_iter();
    let first = statements.next().unwrap_or_default();
    let _ = writeln!(text, "{first}");
    let against = told.against_present_homes(&planned.plan);
    let _ = writeln!(text, "{}, for {against}", told.outcome());
    for statement in statements {
        let _ = writeln!(text, "  {statement}");
    }
    for line in told.lines(&planned.plan) {
        let _ = writeln!(text, "{}", line.bought.words());
    }
    for at in 0..planned.targets {
        let goal = &planned.figures[at].goal;
        let _ = writeln!(
            text,
            "  {}: today {}, asked {:.1}, with the plan {}; on its own {}",
            goal.kpi.card.name,
            told.shown(at, &planned.figures[at].now),
            goal.figure,
            told.shown(at, &planned.plan.after[at]),
            told.against_present_homes(&planned.alone[at]),
        );
    }
    let _ = writeln!(
        text,
        "  The cheapest without any target: {}",
        told.against_present_homes(&planned.untargeted)
    );
    let _ = writeln!(text, "  {}", told.connected());
    let _ = writeln!(text, "{ASSUMPTIONS}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_have_commas_between_thousands() {
        for (pence, text) in [
            (0, "£0.00"),
            (99_999, "£999.99"),
            (100_000, "£1,000.00"),
            (123_456_789, "£1,234,567.89"),
            (-2_404_526, "-£24,045.26"),
        ] {
            assert_eq!(in_pounds(pence), text);
        }
        assert_eq!(in_whole_pounds(650_000), "£650,000");
    }
}
