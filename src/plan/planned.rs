//! The answer: the plan with its proof, what present homes come to, what each target costs on its own, and the next best
//! plans.

use rayon::prelude::*;

use super::ask::Ask;
use super::checked::{Checked, Fault, Money};
use super::costs::Costs;
use super::desk::{Desk, counts, limits};
use super::effort::Effort;
use super::goals::{Goal, HELD, Unfit, now};
use super::ground::Ground;
use super::recourse::{Grown, Recourse, Sample};
use super::solve::{Best, Solver};
use super::why::{Short, Why};
use crate::duties::Facts;
use crate::kpis::Tally;
use crate::model::Council;
use crate::optimise::{SolveError, Steps, Unwatched};
use crate::prospects::Refused;

/// What is asked of a plan.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Name of an indicator, and the figure it is to reach.
    pub targets: Vec<(String, f64)>,
    /// Costs, lead times and limits.
    pub costs: Costs,
    /// Pence a week that the plan may cost more than with nothing bought; none for whatever it takes.
    pub budget: Option<i64>,
    /// How many of the next best plans are wanted.
    pub alternatives: usize,
    /// Whether indicators of children's welfare are held where they are today, whatever the targets.
    pub hold: bool,
    /// How hard is searched.
    pub effort: Effort,
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Nothing can be offered.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// A target cannot be one.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The programme could not be solved.
    #[error(transparent)]
    Solve(#[from] SolveError),
    /// The plan did not pass its checks, so it is not shown.
    #[error("the plan failed its checks: {0}; this is a fault of the program: please report it")]
    NotCertified(#[from] Fault),
}

/// An indicator that a plan is held to.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The goal.
    pub goal: Goal,
    /// As it is today.
    pub now: Tally,
}

/// What proves a bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proof {
    /// The value.
    pub value: i64,
    /// No plan comes to less, as the solver's search says.
    pub bound: i64,
    /// No plan comes to less, as prices prove in whole-number arithmetic.
    pub price_bound: i64,
    /// Nodes searched.
    pub nodes: u64,
    /// Choices that the last search held.
    pub choices: usize,
}

impl Proof {
    /// Of what a search came to.
    pub fn of(best: &Best, value: i64) -> Self {
        Self {
            value,
            bound: best.bound.min(value),
            price_bound: best.price_bound.min(value),
            nodes: best.nodes,
            choices: best.choices,
        }
    }

    /// Relative gap: how far the value can be from the best.
    pub fn gap(&self) -> f64 {
        let open = (self.value - self.bound) as f64;
        if open <= 0.0 {
            0.0
        } else {
            open / self.value.unsigned_abs().max(1) as f64
        }
    }
}

/// One way to have enough, checked.
#[derive(Debug, Clone)]
pub struct Variant {
    /// How often each offer is bought.
    pub bought: Vec<i64>,
    /// By sample: who would live where.
    pub checked: Vec<Checked>,
    /// By goal: the indicator in the first sample.
    pub after: Vec<Tally>,
    /// Weighted sums of shortfalls; none where every goal that was asked is reached.
    pub short: Short,
    /// No plan that is as good in what comes first falls short by less: proved.
    pub at_least: Short,
    /// Pence a week, a mean over the samples by weight.
    pub money: Money,
    /// Its proof; of the cost, given the shortfall.
    pub proof: Proof,
}

/// The answer.
pub struct Planned {
    /// What is on offer.
    pub ground: Ground,
    /// What the plan is held to: targets first.
    pub figures: Vec<Figure>,
    /// How many of them are targets.
    pub targets: usize,
    /// Nothing bought: present homes at the least cost at which what comes before cost is as good as they can make it.
    pub before: Variant,
    /// The cheapest with no target, whatever pays for itself being bought.
    pub untargeted: Variant,
    /// The plan.
    pub plan: Variant,
    /// Where the plan falls short under a budget: the plan without it.
    pub without_budget: Option<Variant>,
    /// Each target on its own.
    pub alone: Vec<Variant>,
    /// The next best, dearer one after the other: other mixes of kinds, but for one at most.
    pub alternatives: Vec<Variant>,
    /// Programme: choices and rows over all samples.
    pub size: (usize, usize),
}

impl Planned {
    /// Whether every child would have a home, and the plan reaches every target and everything that is held.
    pub fn is_reached(&self) -> bool {
        let mut samples = self.plan.checked.iter();
        self.plan.short.is_none() && samples.all(|checked| checked.unplaced.is_empty())
    }

    /// Whether more money would come nearer to what is asked; `None` without a budget.
    pub fn budget_binds(&self, asked: &Asked) -> Option<bool> {
        asked.budget?;
        let without = self.without_budget.as_ref();
        Some(without.is_some_and(|without| without.short < self.plan.short))
    }

    /// Children who would have no home whatever is bought of what is on offer. Proved.
    pub fn out_of_reach(&self) -> i64 {
        let mut figures = self.figures.iter();
        let placed = figures.find(|figure| figure.goal.why == Why::Placed);
        placed.map_or(0, |figure| figure.goal.limit)
    }

    /// Whether a variant buys as much of each kind as the plan, and so differs from it in districts or households alone.
    pub fn is_same_mix(&self, variant: &Variant) -> bool {
        self.ground.mix(&variant.bought) == self.ground.mix(&self.plan.bought)
    }

    /// Whether an indicator's goal is reached in a variant.
    pub fn reaches(&self, variant: &Variant, figure: usize) -> bool {
        self.figures[figure].goal.short(&variant.after[figure]) == 0
    }
}

/// Finds the cheapest plan for samples of demand with the same homes; the first stands for today.
///
/// # Panics
/// Without a sample.
pub fn plan(samples: &[Sample], asked: &Asked) -> Result<Planned, PlanError> {
    plan_watched(samples, asked, &Unwatched)
}

/// The same, telling of each solve.
///
/// # Panics
/// Without a sample.
pub fn plan_watched(
    samples: &[Sample],
    asked: &Asked,
    steps: &dyn Steps,
) -> Result<Planned, PlanError> {
    let today = samples[0].council;
    let ground = Ground::of(today, &asked.costs)?;
    let mut figures = figures(&Facts::of(today), asked)?;
    let targets = asked.targets.len();
    let grown: Vec<Grown> = samples.iter().map(|s| Grown::of(s, &ground)).collect();
    let goals: Vec<Goal> = figures.iter().map(|f| f.goal.clone()).collect();
    let mut recourses: Vec<Recourse> = grown
        .par_iter()
        .map(|grown| Recourse::of(grown, &ground, &asked.costs, &goals))
        .collect();
    steps.ahead(4 + asked.alternatives);
    loosen_placed(&mut recourses, &goals, (&ground, today), asked, &[])?;
    steps.done("how many children can have a home");
    for figure in &mut figures {
        if figure.goal.why == Why::Placed {
            let children = figure.now.denominator;
            (figure.goal).but_for(recourses[0].cannot_be_placed, children);
        }
    }
    let desk = Desk {
        today,
        let_go: &[],
        samples,
        ground: &ground,
        recourses: &recourses,
        goals: &goals,
        asked,
        steps,
    };
    let held: Vec<usize> = (targets..goals.len()).collect();
    let with = |target: usize| -> Vec<usize> {
        std::iter::once(target)
            .chain(held.iter().copied())
            .collect()
    };
    let (before, rest) = rayon::join(
        || desk.told("nothing bought", desk.solve(held.clone(), false, &[])),
        || desk.told("no target", desk.solve(held.clone(), true, &[])),
    );
    let (before, _) = before?;
    let (untargeted, known) = rest?;
    let budget = asked.budget.map(|pence| before.money.total() + pence);
    // A target that the cheapest plan without targets reaches costs nothing on its own.
    let is_free = |t: usize| goals[t].short(&untargeted.after[t]) == 0;
    // And the only target of a plan is on its own in it.
    let is_the_plan = targets == 1 && budget.is_none();
    let (main, alone) = rayon::join(
        || desk.main(budget, &known),
        || {
            let alone = (0..targets).into_par_iter().map(|t| {
                Ok(match (is_free(t), is_the_plan) {
                    (true, _) => Some(untargeted.clone()),
                    (false, true) => None,
                    (false, false) => {
                        steps.ahead(1);
                        let name = goals[t].kpi.card.name;
                        let alone = desk.told(name, desk.solve(with(t), true, &known));
                        Some(alone?.0)
                    }
                })
            });
            alone.collect::<Result<Vec<Option<Variant>>, PlanError>>()
        },
    );
    let mut variants = main?;
    let plan = variants.remove(0);
    let without_budget = match budget.filter(|_| !plan.short.is_none()) {
        Some(_) => {
            steps.ahead(1);
            let all = (0..goals.len()).collect();
            Some(desk.told("no budget", desk.solve(all, true, &known))?.0)
        }
        None => None,
    };
    let alone = alone?.into_iter();
    let alone = alone.map(|alone| alone.unwrap_or_else(|| plan.clone()));
    let alone: Vec<Variant> = alone.collect();
    let size = (
        recourses.iter().map(|r| r.choices.len()).sum(),
        recourses.iter().map(|r| r.rows.len()).sum(),
    );
    Ok(Planned {
        before,
        untargeted,
        plan,
        without_budget,
        alone,
        alternatives: variants,
        targets,
        size,
        figures,
        ground,
    })
}

/// Targets, then what is held.
pub fn figures(facts: &Facts, asked: &Asked) -> Result<Vec<Figure>, Unfit> {
    let now = now(facts);
    let mut goals = Vec::new();
    for (name, figure) in &asked.targets {
        goals.push(Goal::target(name, *figure, &now)?);
    }
    // Where nobody knows where children live today, there is nothing to hold.
    if asked.hold && !facts.council.placements.is_empty() {
        // Beside a target too: else what is held would hang on which targets are named.
        goals.extend(HELD.iter().filter_map(|name| Goal::not_worse(name, &now)));
    }
    goals.extend(Goal::placed(&now));
    let figures = goals.into_iter().map(|goal| Figure {
        now: now(goal.kpi),
        goal,
    });
    Ok(figures.collect())
}

/// As many children with a home as can: nobody else is asked for. So many that no plan, whatever it buys, houses more;
/// where a sample is let go, present homes.
pub fn loosen_placed(
    recourses: &mut [Recourse],
    goals: &[Goal],
    (ground, today): (&Ground, &Council),
    asked: &Asked,
    let_go: &[bool],
) -> Result<(), SolveError> {
    let Some(placed) = goals.iter().position(|goal| goal.why == Why::Placed) else {
        return Ok(());
    };
    let mut left = Vec::new();
    for (s, recourse) in recourses.iter().enumerate() {
        let may_buy = !let_go.get(s).copied().unwrap_or(false);
        let counts = counts(ground, may_buy);
        let mut ask = Ask::of(
            std::slice::from_ref(recourse),
            goals,
            vec![placed],
            counts,
            &[],
        );
        ask.globals.extend(limits(ground, &asked.costs, today));
        let mut solver = Solver::of(ask, asked.effort, &[])?;
        let Some((solved, _)) = solver.settle()? else {
            return Err(SolveError::Unexpected("no relaxation".to_owned()));
        };
        // Mostly the relaxation has a home for everybody.
        let least = match solved.short < 1e-6 {
            true => 0,
            false => solver.minimise()?.bound,
        };
        let weight = goals[placed].weight * recourse.weight;
        left.push((least.max(0) + weight - 1) / weight);
    }
    for (recourse, left) in recourses.iter_mut().zip(&left) {
        recourse.let_be(placed, *left);
    }
    Ok(())
}
