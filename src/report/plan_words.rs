//! A plan in the words of people.

use std::fmt::Write as _;

use super::plan_told::{Told, pounds};
use super::summary::THEORETICAL;
use crate::assess::figure;
use crate::kpis::{Better, Tally};
use crate::lookahead::counted;
use crate::model::{ChildIx, HomeKind, PlannedSetting, with_commas};
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

    /// In one sentence: whether every child would have a home, and the plan reaches what was asked.
    pub fn outcome(&self) -> &'static str {
        let is_all_reached =
            self.planned.plan.short.held == 0 && self.planned.plan.short.targets == 0;
        if !self.has_children() {
            return "There is nobody to plan for: no child of children.csv is looked after in a kind of home that rounds offer";
        }
        match (self.left_out_children().is_empty(), is_all_reached) {
            (true, true) => "Every target is reached",
            (true, false) => "Not every target is reached",
            (false, true) => {
                "Not every child would have a home; every target is reached with them counted as not meeting it"
            }
            (false, false) => "Not every child would have a home, and not every target is reached",
        }
    }

    /// Whether there is anybody to plan for.
    pub fn has_children(&self) -> bool {
        let checked = self.planned.plan.checked.first();
        checked.is_some_and(|c| !c.proposals.is_empty() || !c.unplaced.is_empty())
    }

    /// What the plan comes to, where there is anybody to plan for.
    pub fn outcome_and_cost(&self) -> String {
        match self.has_children() {
            true => format!(
                "{}, for {}",
                self.outcome(),
                self.against_present_homes(&self.planned.plan)
            ),
            false => self.outcome().to_owned(),
        }
    }

    /// Children in children's homes whom no plan steps down, since their care plan asks for a residential setting.
    fn kept_in_residential(&self) -> Option<String> {
        let placements = self.council.placements.iter();
        let kept = placements.filter(|placement| {
            let child = self.council.child(placement.child);
            self.council.home(placement.home).kind == HomeKind::ChildrensHome
                && child.planned_setting == PlannedSetting::Residential
                && child.is_looked_after()
        });
        let children = match kept.count() {
            0 => return None,
            count => counted(count, "child", "children"),
        };
        Some(format!(
            "Not stepped down: {children} in children's homes whose care plan asks for a residential setting. In the \
             theoretical rounds of assess families are open to them where no duty bars it, so that its attainable figures \
             can be better than what is said to be in reach here"
        ))
    }

    /// Children whom the plan leaves without a home.
    pub fn left_out_children(&self) -> &[ChildIx] {
        let checked = self.planned.plan.checked.first();
        checked.map_or(&[], |checked| &checked.unplaced)
    }

    /// What a reader must know where children would have no home.
    fn about_left_out(&self) -> Vec<String> {
        let left = self.left_out_children();
        let mut said = Vec::new();
        if left.is_empty() {
            return said;
        }
        let lives_in = &self.council.placements;
        let has_one = |child: &&ChildIx| lives_in.iter().any(|p| p.child == **child);
        let settled = left.iter().filter(has_one).count();
        if settled > 0 {
            let children = counted(settled, "child", "children");
            let verb = if settled == 1 { "has" } else { "have" };
            said.push(format!(
                "{children} of them {verb} a home today: theoretical, since no settled child is to move because of a plan"
            ));
        }
        let out_of_reach = self.planned.out_of_reach();
        said.push(if out_of_reach == left.len() as i64 {
            "No plan leaves fewer without a home, whatever it buys of what is on offer (proved)".to_owned()
        } else if self.asked.budget.is_some() {
            "Children without a home come before every target: within the budget no plan with fewer was found".to_owned()
        } else {
            format!("Children without a home come before every target: no plan with fewer was found, and none leaves fewer than {out_of_reach}")
        });
        said.push(
            "A child without a home counts as not meeting any target about her; placements.csv has who they are"
                .to_owned(),
        );
        said
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
        statements.extend(self.about_left_out());
        statements.extend(self.about_money());
        statements.extend(self.kept_in_residential());
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
        let today = match self.council.placements.is_empty() {
            true => "where they live today is not known".to_owned(),
            false => format!("today {} {verb} none", today.others()),
        };
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
        let (card, name) = (&goal.kpi.card, goal.kpi.card.title);
        let asked = figure(goal.figure, card.unit);
        if planned.reaches(&planned.plan, at) {
            return None;
        }
        let reached = self.in_words(at, &planned.plan.after[at]);
        let Some(alone) = planned.alone.get(at) else {
            return Some(format!(
                "{name}: held at {asked}, and {reached} in this plan"
            ));
        };
        let end = if card.better == Better::Higher {
            "at most"
        } else {
            "at least"
        };
        let best = self.in_words(at, &alone.after[at]);
        let offer = if self.asked.hold {
            "what is on offer while nothing that is held becomes worse"
        } else {
            "what is on offer"
        };
        Some(if planned.reaches(alone, at) {
            format!(
                "{name}: {asked} is in reach on its own, but not with the other targets and limits: {reached} in this plan"
            )
        } else {
            format!(
                "{name}: {asked} is out of reach with {offer}: {end} {best} can be reached, and {reached} in this plan"
            )
        })
    }

    /// A figure with its unit.
    fn in_words(&self, at: usize, tally: &Tally) -> String {
        let unit = self.planned.figures[at].goal.kpi.card.unit;
        tally
            .figure(unit)
            .map_or("no figure".to_owned(), |value| figure(value, unit))
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
    let _ = writeln!(text, "{}", told.outcome_and_cost());
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
            "  {}: today {}, asked {}, with the plan {}; on its own {}",
            goal.kpi.card.title,
            told.in_words(at, &planned.figures[at].now),
            figure(goal.figure, goal.kpi.card.unit),
            told.in_words(at, &planned.plan.after[at]),
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
