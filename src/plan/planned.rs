//! The answer: the plan with its proof, what present homes come to, what each target costs on its own, and the next best
//! plans.

use rayon::prelude::*;

use super::ask::{Ask, Count, Global, Objective, Over};
use super::checked::{Checked, Fault, Money};
use super::costs::Costs;
use super::goals::{Goal, HELD, Unfit, Why, now};
use super::ground::{Ground, What};
use super::recourse::{Grown, Recourse, Sample};
use super::solve::{Best, Effort, Found, Solver};
use crate::duties::Facts;
use crate::kpis::Tally;
use crate::optimise::SolveError;
use crate::prospects::Refused;

/// What is asked of a plan.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Name of an indicator, and the figure it is to reach.
    pub targets: Vec<(String, f64)>,
    /// Costs, lead times and limits.
    pub costs: Costs,
    /// Pence a week that the plan may cost more than present homes at their cheapest; none for whatever it takes.
    pub budget: Option<i64>,
    /// How many of the next best plans are wanted.
    pub alternatives: usize,
    /// Whether indicators of children's welfare without a target are held where they are today.
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
    fn of(best: &Best, value: i64) -> Self {
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
    /// The weighted sum of shortfalls; 0 where every goal that was asked is reached.
    pub short: i64,
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
    /// Present homes at their cheapest, with nothing bought.
    pub before: Variant,
    /// The cheapest with no target, whatever pays for itself being bought.
    pub untargeted: Variant,
    /// The plan.
    pub plan: Variant,
    /// Each target on its own.
    pub alone: Vec<Variant>,
    /// The next best, dearer one after the other.
    pub alternatives: Vec<Variant>,
    /// Programme: choices and rows over all samples.
    pub size: (usize, usize),
}

impl Planned {
    /// Whether the plan reaches every target, and everything that is held.
    pub fn is_reached(&self) -> bool {
        self.plan.short == 0
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
    let today = samples[0].council;
    let ground = Ground::of(today, &asked.costs)?;
    let mut figures = figures(&Facts::of(today), asked)?;
    let targets = asked.targets.len();
    let grown: Vec<Grown> = samples.iter().map(|s| Grown::of(s, &ground)).collect();
    let mut goals: Vec<Goal> = figures.iter().map(|f| f.goal.clone()).collect();
    let mut recourses: Vec<Recourse> = grown
        .par_iter()
        .map(|grown| Recourse::of(grown, &ground, &asked.costs, &goals))
        .collect();
    loosen_placed(&mut recourses, &mut goals, &ground, asked)?;
    for (figure, goal) in figures.iter_mut().zip(&goals) {
        figure.goal = goal.clone();
    }
    let desk = Desk {
        samples,
        ground: &ground,
        recourses: &recourses,
        goals: &goals,
        asked,
    };
    let held: Vec<usize> = (targets..goals.len()).collect();
    let with = |target: usize| -> Vec<usize> {
        std::iter::once(target)
            .chain(held.iter().copied())
            .collect()
    };
    let (before, rest) = rayon::join(
        || desk.solve(held.clone(), false, &[]),
        || desk.solve(held.clone(), true, &[]),
    );
    let (before, _) = before?;
    let (untargeted, known) = rest?;
    let budget = asked.budget.map(|pence| before.money.total() + pence);
    let (main, alone) = rayon::join(
        || desk.main(budget, &known),
        || {
            let alone = (0..targets).into_par_iter();
            let alone = alone.map(|t| Ok(desk.solve(with(t), true, &known)?.0));
            alone.collect::<Result<Vec<Variant>, PlanError>>()
        },
    );
    let mut variants = main?;
    let plan = variants.remove(0);
    let size = (
        recourses.iter().map(|r| r.choices.len()).sum(),
        recourses.iter().map(|r| r.rows.len()).sum(),
    );
    Ok(Planned {
        before,
        untargeted,
        plan,
        alone: alone?,
        alternatives: variants,
        targets,
        size,
        figures,
        ground,
    })
}

/// Targets, then what is held.
fn figures(facts: &Facts, asked: &Asked) -> Result<Vec<Figure>, Unfit> {
    let now = now(facts);
    let mut goals = Vec::new();
    for (name, figure) in &asked.targets {
        goals.push(Goal::target(name, *figure, &now)?);
    }
    let has_target = |goals: &[Goal], name: &str| goals.iter().any(|g| g.kpi.card.name == name);
    if asked.hold {
        let held = HELD.iter().filter(|name| !has_target(&goals, name));
        let held: Vec<Goal> = held
            .filter_map(|name| Goal::not_worse(name, &now))
            .collect();
        goals.extend(held);
    }
    goals.extend(Goal::placed(&now));
    let figures = goals.into_iter().map(|goal| Figure {
        now: now(goal.kpi),
        goal,
    });
    Ok(figures.collect())
}

/// As many children with a home as present homes can take: fewer would be a saving that nobody wants.
fn loosen_placed(
    recourses: &mut [Recourse],
    goals: &mut [Goal],
    ground: &Ground,
    asked: &Asked,
) -> Result<(), SolveError> {
    let Some(placed) = goals.iter().position(|goal| goal.why == Why::Placed) else {
        return Ok(());
    };
    let mut left = Vec::new();
    for s in 0..recourses.len() {
        let ask = Ask::of(
            &recourses[s..=s],
            goals,
            vec![placed],
            counts(ground, false),
        );
        let mut solver = Solver::of(ask, asked.effort, &[])?;
        let best = solver.minimise()?;
        let weight = goals[placed].weight * recourses[s].weight;
        left.push(best.found.map_or(0, |found| found.value / weight));
    }
    for (recourse, left) in recourses.iter_mut().zip(&left) {
        recourse.loosen(placed, *left);
    }
    goals[placed].loosen(left[0]);
    Ok(())
}

/// How much of each offer there can be.
fn counts(ground: &Ground, may_buy: bool) -> Vec<Count> {
    let most = |most: i64| if may_buy { most } else { 0 };
    ground
        .offers
        .iter()
        .map(|offer| Count {
            most: most(offer.most),
            weekly: offer.weekly,
        })
        .collect()
}

/// Everything that the variants of one plan share.
struct Desk<'a> {
    samples: &'a [Sample<'a>],
    ground: &'a Ground,
    recourses: &'a [Recourse<'a>],
    goals: &'a [Goal],
    asked: &'a Asked,
}

type Known = Vec<(usize, u32)>;

impl Desk<'_> {
    /// A programme with the limits on what can be had in all.
    fn solver(
        &self,
        active: Vec<usize>,
        may_buy: bool,
        known: &[(usize, u32)],
    ) -> Result<Solver<'_>, SolveError> {
        let counts = counts(self.ground, may_buy);
        let mut ask = Ask::of(self.recourses, self.goals, active, counts);
        let council = self.samples[0].council;
        let costs = &self.asked.costs;
        for (what, most) in [
            (What::Recruit, costs.foster_places(council)),
            (What::Open, costs.homes(council)),
            (What::Convert, costs.most_conversions),
        ] {
            let of_kind = self.ground.offers.iter().enumerate();
            let of_kind = of_kind.filter(|(_, offer)| offer.what == what);
            let weigh = |places: i64| if what == What::Recruit { places } else { 1 };
            let terms: Vec<(usize, i64)> = of_kind.map(|(k, o)| (k, weigh(o.places))).collect();
            if !terms.is_empty() {
                ask.globals.push(Global {
                    over: Over::Counts(terms),
                    limit: i64::from(most),
                });
            }
        }
        Solver::of(ask, self.asked.effort, known)
    }

    fn solve(
        &self,
        active: Vec<usize>,
        may_buy: bool,
        known: &[(usize, u32)],
    ) -> Result<(Variant, Known), PlanError> {
        let mut solver = self.solver(active, may_buy, known)?;
        let (short, best) = reach(&mut solver)?;
        let variant = self.checked(&solver, best, short)?;
        Ok((variant, solver.held()))
    }

    /// The plan and its alternatives, the cheapest first.
    fn main(&self, budget: Option<i64>, known: &[(usize, u32)]) -> Result<Vec<Variant>, PlanError> {
        let mut solver = self.solver((0..self.goals.len()).collect(), true, known)?;
        if let Some(pence) = budget {
            let limit = pence * solver.ask.weights();
            solver.add(Global {
                over: Over::Costs,
                limit,
            })?;
        }
        let (short, best) = reach(&mut solver)?;
        let mut variants = vec![self.checked(&solver, best, short)?];
        for _ in 0..self.asked.alternatives {
            let last = variants[variants.len() - 1].bought.clone();
            self.rule_out(&mut solver, &last)?;
            let best = solver.minimise()?;
            if best.found.is_none() {
                break;
            }
            variants.push(self.checked(&solver, best, short)?);
        }
        let bound = (variants[0].proof.bound, variants[0].proof.price_bound);
        variants.sort_by_key(|variant| variant.money.total());
        // The bound of the first search holds for every plan, so also for an alternative that turned out cheaper.
        if let Some(first) = variants.first_mut() {
            first.proof.bound = bound.0.min(first.proof.value);
            first.proof.price_bound = bound.1.min(first.proof.value);
        }
        Ok(variants)
    }

    /// From here on what is bought differs from this: less of something in it, or more in all.
    fn rule_out(&self, solver: &mut Solver, bought: &[i64]) -> Result<(), SolveError> {
        let offers = self.ground.offers.len();
        let mut differs = Vec::new();
        let is_help = |solver: &mut Solver| {
            solver.ask.counts.push(Count { most: 1, weekly: 0 });
            solver.ask.counts.len() - 1
        };
        for (k, &n) in bought.iter().enumerate().filter(|(_, n)| **n > 0) {
            let fewer = is_help(solver);
            let most = solver.ask.counts[k].most;
            solver.add(Global {
                over: Over::Counts(vec![(k, 1), (fewer, most - n + 1)]),
                limit: most,
            })?;
            differs.push((fewer, -1));
        }
        let more = is_help(solver);
        let all: i64 = bought.iter().sum();
        let mut terms: Vec<(usize, i64)> = (0..offers).map(|k| (k, -1)).collect();
        terms.push((more, all + 1));
        solver.add(Global {
            over: Over::Counts(terms),
            limit: 0,
        })?;
        differs.push((more, -1));
        solver.add(Global {
            over: Over::Counts(differs),
            limit: -1,
        })?;
        Ok(())
    }

    fn checked(&self, solver: &Solver, best: Best, short: i64) -> Result<Variant, PlanError> {
        let Some(Found {
            mut counts,
            chosen,
            value,
        }) = best.found.clone()
        else {
            let reason = "no plan within the nodes of the search".to_owned();
            return Err(SolveError::Unexpected(reason).into());
        };
        counts.truncate(self.ground.offers.len());
        let mut checked = Vec::new();
        for (s, sample) in self.samples.iter().enumerate() {
            checked.push(Checked::of(
                sample,
                &self.recourses[s],
                self.ground,
                &self.asked.costs,
                &counts,
                &chosen[s],
            )?);
        }
        let weights = solver.ask.weights();
        let paid = self.samples.iter().zip(&checked);
        let found: i64 = paid.map(|(s, c)| s.weight * c.money.total()).sum();
        if found != value {
            return Err(Fault::Money {
                claimed: value,
                found,
            }
            .into());
        }
        let facts = Facts::whole_system(&checked[0].council);
        let tallies = self
            .goals
            .iter()
            .map(|goal| checked[0].tally(&facts, goal.kpi));
        let after: Vec<Tally> = tallies.collect();
        for &goal in solver.ask.active.iter().filter(|_| short == 0) {
            let goal_of = &self.goals[goal];
            if goal_of.short(&after[goal]) > 0 {
                let name = goal_of.kpi.card.name;
                return Err(Fault::Goal { name }.into());
            }
        }
        Ok(Variant {
            money: mean(&checked, self.samples, weights),
            proof: Proof::of(&best, value),
            bought: counts,
            checked,
            after,
            short,
        })
    }
}

/// Money over the samples, by weight.
fn mean(checked: &[Checked], samples: &[Sample], weights: i64) -> Money {
    let sum = |of: fn(&Money) -> i64| {
        let all = checked
            .iter()
            .zip(samples)
            .map(|(c, s)| of(&c.money) * s.weight);
        all.sum::<i64>() / weights.max(1)
    };
    Money {
        placements: sum(|m| m.placements),
        provision: sum(|m| m.provision),
        support: sum(|m| m.support),
        without_a_home: sum(|m| m.without_a_home),
    }
}

/// The smallest shortfall, and the cheapest plan that is no shorter.
fn reach(solver: &mut Solver) -> Result<(i64, Best), SolveError> {
    solver.aim(Objective::Shortfall)?;
    let hope = match solver.settle()? {
        Some((solved, _)) if solved.short < 1e-6 => true,
        Some(_) => false,
        None => return Err(SolveError::Unexpected("no relaxation".to_owned())),
    };
    let mut short = if hope { 0 } else { least_short(solver)? };
    let row = solver.add(Global {
        over: Over::Shortfalls,
        limit: short,
    })?;
    solver.aim(Objective::Cost)?;
    let mut best = solver.minimise()?;
    if best.found.is_none() && hope {
        // The relaxation reaches everything, but no whole plan does.
        solver.set_limit(row, i64::from(i32::MAX) * 1_000)?;
        solver.aim(Objective::Shortfall)?;
        short = least_short(solver)?;
        solver.set_limit(row, short)?;
        solver.aim(Objective::Cost)?;
        best = solver.minimise()?;
    }
    Ok((short, best))
}

fn least_short(solver: &mut Solver) -> Result<i64, SolveError> {
    let best = solver.minimise()?;
    let found = best.found.map(|found| found.value);
    found.ok_or_else(|| SolveError::Unexpected("no plan, though nobody need be placed".to_owned()))
}
