//! A plan for possible futures with what it was made from.

use crate::forecast::history::TooLittle;
use crate::forecast::system::future::Future;
use crate::kpis::Tally;
use crate::lookahead::counted;
use crate::model::Council;
use crate::plan::{AskedAhead, PlannedAhead, Policy, Share, Unfit, Why};
use crate::report::bought::Bought;
use crate::report::plan_words::in_pounds;

/// What such a plan cannot see, said wherever it appears.
pub const UNSEEN: [&str; 8] = [
    "Futures are drawn from the council's own history and published rates of supply, as forecast draws them; what neither \
     knows, such as a change of the law, is in none of them.",
    "Households that the forecast would see recruited as in other years are left out of the futures: recruiting is what the \
     plan is about, and would else be counted twice.",
    "Everybody in a kind of home that rounds offer is free on paper in every future. Children who come with a connected \
     person are like those of today who live so.",
    "Places of other providers are those that the council fills or is offered in a future; a household that would come over \
     has no more of them there.",
    "Futures are let go by a rule, and only what a plan for one of them alone would buy is looked at for all: a better plan may \
     exist. Where everything is reached, the gap to the mean of plans for each alone says how much better at most, for \
     the same futures let go.",
    "Those who wait are taken to look at one number only, and nothing is counted for the months until then.",
    "A new home stands at the centre of its district; its carers' ethnicity, religion and languages are not known.",
    "Whether a household that fosters for an agency would come over, it alone decides; whether a step-down is right for a \
     child is for those who know her.",
];

/// A plan with what it was made from.
pub struct Told<'a> {
    /// The council of today.
    pub council: &'a Council,
    /// What was asked.
    pub ahead: &'a AskedAhead,
    /// Targets of local policy that no plan can have.
    pub left_out: &'a [Unfit],
    /// The answer.
    pub planned: &'a PlannedAhead,
    /// Futures: those that it was made for, then fresh ones.
    pub futures: &'a [Future],
    /// Seed of the futures.
    pub seed: u64,
    /// Why rates are pooled to England's; `None` where they are the history's own.
    pub little: Option<TooLittle>,
}

/// A line of what is bought.
pub struct Line {
    /// It.
    pub bought: Bought,
    /// Plans for one future alone that buy it as well.
    pub alone: usize,
}

impl Told<'_> {
    /// Futures that the plan was made for.
    pub const fn made_for(&self) -> usize {
        self.planned.alone.len()
    }

    /// What is bought.
    pub fn lines(&self) -> Vec<Line> {
        let planned = self.planned;
        let offers = planned.ground.offers.iter().enumerate();
        let bought = offers.filter(|(at, _)| planned.plan.bought[*at] > 0);
        let line = |(at, offer): (usize, &crate::plan::Offer)| {
            let kept = planned.alone.iter().zip(&planned.let_go);
            let kept = kept.filter(|(made, let_go)| !**let_go && made.bought[at] > 0);
            Line {
                bought: Bought::of(self.council, offer, planned.plan.bought[at]),
                alone: kept.count(),
            }
        };
        bought.map(line).collect()
    }

    /// Day that is planned for.
    pub fn day(&self) -> String {
        let day = self.futures.first().map(|future| future.council.as_at);
        day.map_or(String::new(), |day| day.to_string())
    }

    /// Futures that the plan was made for in which it reaches every goal.
    pub fn reached(&self) -> Share {
        Share::of(self.planned.plan.fates.iter().map(|fate| fate.is_reached()))
    }

    /// Whether it reaches every goal in as many of them as was asked.
    pub fn is_reached(&self) -> bool {
        self.reached().count + self.ahead.may_let_go(self.made_for()) >= self.made_for()
    }

    /// A figure of a goal's indicator.
    pub fn figure(&self, goal: usize, tally: &Tally) -> Option<f64> {
        tally.figure(self.planned.figures[goal].goal.kpi.card.unit)
    }

    /// The figure that a goal asks for; `None` where it is as many as can, which differs between futures.
    pub fn asked(&self, goal: usize) -> Option<f64> {
        let goal = &self.planned.figures[goal].goal;
        (goal.why != Why::Placed).then_some(goal.figure)
    }

    /// A goal's indicator today; `None` where the folder does not say where anybody lives.
    pub fn today(&self, goal: usize) -> Option<f64> {
        let now = &self.planned.figures[goal].now;
        let is_known = !self.council.placements.is_empty();
        is_known.then(|| self.figure(goal, now)).flatten()
    }

    /// The middle figure of a goal's indicator over fresh futures.
    pub fn middle(&self, policy: Policy, goal: usize) -> Option<f64> {
        let fates = self.planned.judged.under(policy).iter();
        let figures = fates.filter_map(|fate| self.figure(goal, &fate.after[goal]));
        let mut figures: Vec<f64> = figures.collect();
        figures.sort_unstable_by(f64::total_cmp);
        figures.get(figures.len().saturating_sub(1) / 2).copied()
    }

    /// Mean cost in fresh futures, pence a week.
    pub fn cost(&self, policy: Policy) -> f64 {
        let judged = &self.planned.judged;
        judged.mean(policy, |fate| fate.money.total() as f64)
    }

    /// Mean number of children without a home in fresh futures.
    pub fn without_a_home(&self, policy: Policy) -> f64 {
        let judged = &self.planned.judged;
        judged.mean(policy, |fate| fate.without_a_home as f64)
    }

    /// What is to be known beside the figures.
    pub fn statements(&self) -> Vec<String> {
        let mut all = Vec::new();
        if let Some(little) = self.little {
            all.push(format!(
                "{little}: rates are pooled to England's published figures, so these are hardly this council's futures"
            ));
        }
        for unfit in self.left_out {
            all.push(format!("A target of council.toml is left out: {unfit}"));
        }
        for at in 0..self.planned.targets {
            if self.middle(Policy::Plan, at).is_none() {
                all.push(format!(
                    "{}: nobody counts for it in any fresh future with the plan, so that it is neither reached nor missed",
                    self.planned.figures[at].goal.kpi.card.title
                ));
            }
        }
        all.extend(self.hard_alone());
        let left_out: usize = self.futures.iter().map(|f| f.left_out).sum();
        if left_out > 0 {
            all.push(format!(
                "{left_out} times in {} a child lives as nobody of today does, and is left out",
                counted(self.futures.len(), "future", "futures")
            ));
        }
        all
    }

    /// In how many futures which goals are out of reach, whatever is bought.
    fn hard_alone(&self) -> Option<String> {
        let missed = &self.planned.missed_alone;
        let futures = missed.iter().filter(|missed| !missed.is_empty()).count();
        if futures == 0 {
            return None;
        }
        let goals = self.planned.figures.iter().enumerate();
        let of_goal = goals.filter_map(|(at, figure)| {
            let number = missed.iter().filter(|missed| missed.contains(&at)).count();
            let name = figure.goal.kpi.card.name;
            let why = figure.goal.why.code();
            (number > 0).then(|| format!("{name} ({why}) in {number}"))
        });
        let of_goal: Vec<String> = of_goal.collect();
        Some(format!(
            "In {futures} of {} even a plan for that future alone does not reach everything: {}",
            counted(missed.len(), "future", "futures"),
            of_goal.join(", ")
        ))
    }

    /// What knowing the future would be worth.
    pub fn perfect_information(&self) -> String {
        let value = self.planned.plan.mean() - self.planned.mean_alone();
        let more = self
            .planned
            .plan
            .fates
            .iter()
            .zip(&self.planned.missed_alone)
            .zip(&self.planned.let_go)
            .filter(|((fate, missed), let_go)| {
                !**let_go && !fate.is_reached() && missed.is_empty()
            });
        let more = match more.count() {
            0 => String::new(),
            n => format!(
                ", and everything reached in {} more",
                counted(n, "future", "futures")
            ),
        };
        let same = if self.planned.is_all_reached() {
            ""
        } else {
            "; as something falls short, the sums are not of the same good"
        };
        format!(
            "Knowing the future beforehand: {} a week{more} (the plan against plans made for each of its futures alone{same})",
            saved(value)
        )
    }

    /// What the plan is worth against one for a middling future.
    pub fn against_middling(&self) -> String {
        format!(
            "Planning for many futures and not for a middling one: {} a week, and {}",
            saved(self.cost(Policy::Middling) - self.cost(Policy::Plan)),
            self.short_of(Policy::Middling)
        )
    }

    /// What waiting is worth.
    pub fn against_waiting(&self) -> String {
        let ahead = self.ahead;
        let Some(waiting) = &self.planned.waiting else {
            return "Waiting: nothing is learnt, since there is no time, or all futures look the same then".to_owned();
        };
        let late = match waiting.too_late {
            0 => String::new(),
            n => format!(
                "; {} of what plans for one future would buy takes longer than what is left then",
                counted(n, "offer", "offers")
            ),
        };
        format!(
            "Waiting for {} and deciding by whether more than {} children are in care: {} a week, and {}{late}",
            counted(ahead.wait as usize, "month", "months"),
            waiting.up_to,
            saved(self.cost(Policy::Plan) - self.cost(Policy::Waiting)),
            self.short_of(Policy::Waiting)
        )
    }

    fn short_of(&self, policy: Policy) -> String {
        let (other, plan) = (
            self.planned.judged.falls_short(policy),
            self.planned.judged.falls_short(Policy::Plan),
        );
        let is_other = if policy == Policy::Waiting {
            "waiting"
        } else {
            "the other plan"
        };
        format!(
            "in fresh futures {is_other} falls short in {} of {}, this plan in {}",
            other.count, other.of, plan.count
        )
    }
}

/// A sum in pence that is saved, or costs more.
fn saved(pence: f64) -> String {
    let pence = pence.round() as i64;
    if pence < 0 {
        format!("costs {}", in_pounds(-pence))
    } else {
        format!("saves {}", in_pounds(pence))
    }
}

/// A share with its interval, such as "3 of 40 (7.5%; 2.6% to 19.9%)".
pub fn with_limits(share: Share) -> String {
    let (low, high) = share.limits();
    format!(
        "{} of {} ({:.1}%; {:.1}% to {:.1}%)",
        share.count,
        share.of,
        share.value() * 100.0,
        low * 100.0,
        high * 100.0
    )
}
