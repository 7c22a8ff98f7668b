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
    /// What a variant costs above nothing bought, such as "£1,200.00 a week less than with nothing bought".
    pub fn against_nothing_bought(&self, variant: &Variant) -> String {
        format!("{} than with nothing bought", self.more_or_less(variant))
    }

    /// The same without the words for what it is held against.
    pub fn more_or_less(&self, variant: &Variant) -> String {
        let extra = self.extra(variant);
        let more = if extra < 0 { "less" } else { "more" };
        format!("{} a week {more}", in_pounds(extra.abs()))
    }

    /// In one sentence: whether every child would have a home, and the plan reaches what was asked.
    pub fn outcome(&self) -> String {
        let is_all_reached =
            self.planned.plan.short.held == 0 && self.planned.plan.short.targets == 0;
        if !self.has_children() {
            return "There is nobody to plan for: no child of children.csv is looked after in a kind of home that rounds offer"
                .to_owned();
        }
        let nobody = self.targets_of_nobody().len();
        let every = match nobody {
            0 => "every target is reached",
            _ if nobody == self.planned.targets => {
                "no target is reached or missed, since nobody counts for any"
            }
            _ => "every target for which somebody counts is reached",
        };
        match (self.left_out_children().is_empty(), is_all_reached) {
            (true, true) => capital(every),
            (true, false) => "Not every target is reached".to_owned(),
            (false, true) => format!(
                "Not every child would have a home; {every}, with them counted as not meeting it"
            ),
            (false, false) => {
                "Not every child would have a home, and not every target is reached".to_owned()
            }
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
                self.against_nothing_bought(&self.planned.plan)
            ),
            false => self.outcome(),
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
        if !self.knows_today() && !self.council.children.is_empty() {
            statements.push(
                "placements.csv has no rows: nobody's present home is known, nor any figure of today, so that nothing is held \
                 where it is; and a home that is full offers no place, since nobody is known to live in it"
                    .to_owned(),
            );
        }
        statements.extend(self.about_left_out());
        statements.extend(self.about_money());
        statements.extend(self.kept_in_residential());
        for unfit in self.left_out {
            statements.push(format!("A target of council.toml is left out: {unfit}"));
        }
        for at in self.targets_of_nobody() {
            let goal = &self.planned.figures[at].goal;
            statements.push(format!(
                "{}: nobody counts for it in this plan, so that {} is neither reached nor missed",
                goal.kpi.card.title,
                figure(goal.figure, goal.kpi.card.unit)
            ));
        }
        let figures = 0..self.planned.figures.len();
        statements.extend(figures.filter_map(|at| self.not_reached(at)));
        let out_of_reach = |alone: &Variant| alone.short.targets > 0;
        if self.asked.hold && self.planned.alone.iter().any(out_of_reach) {
            statements.push(
                "What can be reached here keeps what is held no worse than today, such as the share of children with a connected \
                 person. At best in assess counts no other duty and so can be better, with no home more; --targets-only holds \
                 nothing either"
                    .to_owned(),
            );
        }
        statements
    }

    fn without_a_home(&self) -> String {
        let (today, plan) = self.with_a_home();
        let left = plan.others();
        let verb = if today.others() == 1 { "has" } else { "have" };
        let today = match self.knows_today() {
            false => "where they live today is not known".to_owned(),
            true => format!("today {} {verb} none", today.others()),
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
        let proof = nearest(alone, goal.weight);
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
            match proof {
                Some(proof) => format!(
                    "{name}: {asked} is out of reach with {offer}: {end} {best} can be reached, {proof}, and {reached} in this plan"
                ),
                None => format!(
                    "{name}: no plan that reaches {asked} was found with {offer}: the nearest comes to {best}, and this plan to {reached}"
                ),
            }
        })
    }

    /// A figure with its unit.
    fn in_words(&self, at: usize, tally: &Tally) -> String {
        let unit = self.planned.figures[at].goal.kpi.card.unit;
        self.figure(at, tally)
            .map_or("nobody counts".to_owned(), |value| figure(value, unit))
    }

    /// A goal's indicator today, with its unit.
    fn today_in_words(&self, at: usize) -> String {
        self.today(at)
            .map_or("not known".to_owned(), |now| self.in_words(at, now))
    }

    /// How many children live with a connected person, today and under the plan.
    pub fn connected(&self) -> String {
        let (today, plan) = self.with_connected_person();
        let today = match self.knows_today() {
            true => format!("{} of {}", today.of_them, today.all),
            false => "not known".to_owned(),
        };
        format!(
            "With a connected person who could have them: today {today}, with the plan {} of {}",
            plan.of_them, plan.all
        )
    }
}

/// How surely no plan comes nearer to its targets than this, of which the lightest weighs so much a unit; `None` where it is not even sure that none reaches it.
pub fn nearest(variant: &Variant, weight: i64) -> Option<String> {
    surely((variant.short.targets, variant.at_least.targets), weight)
}

fn surely((short, at_least): (i64, i64), weight: i64) -> Option<String> {
    match short - at_least {
        _ if at_least <= 0 => None,
        open if open < weight => Some("proved".to_owned()),
        open => {
            let share = 100.0 * open as f64 / short as f64;
            Some(format!("proved to within {share:.2}% of what is missing"))
        }
    }
}

/// The same with a capital.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
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
            told.today_in_words(at),
            figure(goal.figure, goal.kpi.card.unit),
            told.in_words(at, &planned.plan.after[at]),
            told.against_nothing_bought(&planned.alone[at]),
        );
    }
    let _ = writeln!(
        text,
        "  The cheapest without any target: {}",
        told.against_nothing_bought(&planned.untargeted)
    );
    let _ = writeln!(text, "  {}", told.connected());
    let _ = writeln!(text, "{ASSUMPTIONS}");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_surely_nothing_is_nearer_is_said_and_no_more_than_is_proved() {
        let said = |short, at_least| surely((short, at_least), 10).unwrap_or_default();
        assert_eq!(said(100, 100), "proved");
        // Less than one child of a difference is none.
        assert_eq!(said(100, 91), "proved");
        assert_eq!(said(100, 90), "proved to within 10.00% of what is missing");
        assert_eq!(said(100, 0), "");
    }

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
