//! The variants of one plan: each a programme of its own over the same samples, solved and checked.

use super::ask::{Ask, Count, Global, Over};
use super::checked::{Checked, Fault, Money};
use super::costs::Costs;
use super::goals::{Goal, is_pairs};
use super::ground::{Ground, What};
use super::planned::{Asked, PlanError, Proof, Variant};
use super::reach::{Near, reach};
use super::recourse::{Recourse, Sample};
use super::solve::{Best, Found, Solver};
use super::why::Why;
use crate::duties::Facts;
use crate::kpis::Tally;
use crate::model::Council;
use crate::optimise::{SolveError, Steps};

/// How much of each offer there can be.
pub fn counts(ground: &Ground, may_buy: bool) -> Vec<Count> {
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

/// How much there can be in all.
pub fn limits(ground: &Ground, costs: &Costs, today: &Council) -> Vec<Global> {
    let mut limits = Vec::new();
    for (what, most) in [
        (What::Recruit, costs.foster_places(today)),
        (What::Open, costs.homes(today)),
        (What::Convert, costs.most_conversions),
    ] {
        let of_kind = ground.offers.iter().enumerate();
        let of_kind = of_kind.filter(|(_, offer)| offer.what == what);
        let weigh = |places: i64| if what == What::Recruit { places } else { 1 };
        let terms: Vec<(usize, i64)> = of_kind.map(|(k, o)| (k, weigh(o.places))).collect();
        if !terms.is_empty() {
            limits.push(Global {
                over: Over::Counts(terms),
                limit: i64::from(most),
            });
        }
    }
    limits
}

/// Everything that the variants of one plan share.
pub struct Desk<'a> {
    /// The council of today, which says how much can be had.
    pub today: &'a Council,
    /// Samples.
    pub samples: &'a [Sample<'a>],
    /// Samples that are let go; none where it is empty.
    pub let_go: &'a [bool],
    /// What is on offer.
    pub ground: &'a Ground,
    /// The samples, ready to be solved.
    pub recourses: &'a [Recourse<'a>],
    /// Goals.
    pub goals: &'a [Goal],
    /// What was asked.
    pub asked: &'a Asked,
    /// Told of each solve.
    pub steps: &'a dyn Steps,
}

/// Sample and choice.
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
        let mut ask = Ask::of(self.recourses, self.goals, active, counts, self.let_go);
        let limits = limits(self.ground, &self.asked.costs, self.today);
        ask.globals.extend(limits);
        Solver::of(ask, self.asked.effort, known)
    }

    /// Tells that a solve is done.
    pub fn told<T>(&self, what: &str, done: T) -> T {
        self.steps.done(what);
        done
    }

    /// Solves and checks one variant, and gives the choices with which others may begin.
    pub fn solve(
        &self,
        active: Vec<usize>,
        may_buy: bool,
        known: &[(usize, u32)],
    ) -> Result<(Variant, Known), PlanError> {
        let mut solver = self.solver(active, may_buy, known)?;
        let (near, best) = reach(&mut solver)?;
        let variant = self.checked(&solver, best, near)?;
        Ok((variant, solver.held()))
    }

    /// Solves and checks one variant under a row of its own.
    pub fn solve_under(
        &self,
        active: Vec<usize>,
        row: Option<Global>,
    ) -> Result<Variant, PlanError> {
        let mut solver = self.solver(active, true, &[])?;
        if let Some(row) = row {
            solver.add(row)?;
        }
        let (near, best) = reach(&mut solver)?;
        self.checked(&solver, best, near)
    }

    /// What to buy for all samples at once, without a look at whether blocks fit into homes one by one.
    pub fn counts_for_all(&self, active: Vec<usize>) -> Result<(Vec<i64>, Best), PlanError> {
        let mut solver = self.solver(active, true, &[])?;
        solver.counts_places_only();
        let (_, best) = reach(&mut solver)?;
        let Some(found) = &best.found else {
            return Err(no_plan().into());
        };
        Ok((found.counts[..self.ground.offers.len()].to_vec(), best))
    }

    /// The plan and its alternatives, the cheapest first. Each alternative is another mix of kinds, but that where several
    /// are wanted, one of them may be the next best whatever it differs in: often the same kinds in other districts.
    pub fn main(
        &self,
        budget: Option<i64>,
        known: &[(usize, u32)],
    ) -> Result<Vec<Variant>, PlanError> {
        let mut solver = self.solver((0..self.goals.len()).collect(), true, known)?;
        if let Some(pence) = budget {
            let limit = pence * solver.ask.weights();
            solver.add(Global {
                over: Over::Costs,
                limit,
            })?;
        }
        let (near, best) = reach(&mut solver)?;
        self.steps.done("the plan");
        let mut variants = vec![self.checked(&solver, best, near)?];
        let each: Vec<Vec<usize>> = (0..self.ground.offers.len()).map(|k| vec![k]).collect();
        let kinds = self.ground.by_kind();
        let mut mixes: Vec<Vec<i64>> = Vec::new();
        for rank in 0..self.asked.alternatives {
            if rank == 0 && self.asked.alternatives > 1 {
                self.rule_out(&mut solver, &variants[0].bought, &each)?;
            } else {
                for variant in &variants {
                    let mix = self.ground.mix(&variant.bought);
                    if !mixes.contains(&mix) {
                        self.rule_out(&mut solver, &variant.bought, &kinds)?;
                        mixes.push(mix);
                    }
                }
            }
            let best = self.told("a next best plan", solver.minimise())?;
            if best.found.is_none() {
                break;
            }
            variants.push(self.checked(&solver, best, near)?);
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

    /// From here on what is bought differs from this in what is bought of some group of offers, not only within groups: less
    /// of one of them, or more in all.
    fn rule_out(
        &self,
        solver: &mut Solver,
        bought: &[i64],
        groups: &[Vec<usize>],
    ) -> Result<(), SolveError> {
        let offers = self.ground.offers.len();
        let mut differs = Vec::new();
        let is_help = |solver: &mut Solver| {
            solver.ask.counts.push(Count { most: 1, weekly: 0 });
            solver.ask.counts.len() - 1
        };
        for group in groups {
            let n: i64 = group.iter().map(|k| bought[*k]).sum();
            if n == 0 {
                continue;
            }
            let fewer = is_help(solver);
            let most: i64 = group.iter().map(|k| solver.ask.counts[*k].most).sum();
            let mut terms: Vec<(usize, i64)> = group.iter().map(|k| (*k, 1)).collect();
            terms.push((fewer, most - n + 1));
            solver.add(Global {
                over: Over::Counts(terms),
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

    /// By goal: its indicator, counted again, children without a home as not meeting it.
    pub fn tallies(&self, sample: usize, checked: &Checked) -> Vec<Tally> {
        let facts = Facts::whole_system(&checked.council);
        let recourse = &self.recourses[sample];
        let of_goal = |(at, goal): (usize, &Goal)| {
            let mut tally = checked.tally(&facts, goal.kpi);
            if is_pairs(goal.kpi) {
                recourse.count_unplaced_pairs(&mut tally, &checked.unplaced);
            } else {
                recourse.count_unplaced(at, &mut tally, &checked.unplaced);
            }
            tally
        };
        self.goals.iter().enumerate().map(of_goal).collect()
    }

    /// Whether a sample reaches a goal.
    pub fn reaches(&self, sample: usize, goal: usize, tally: &Tally) -> bool {
        let goal = &self.goals[goal];
        let allowed = match goal.why {
            Why::Placed => self.recourses[sample].cannot_be_placed,
            Why::Target | Why::NotWorse => 0,
        };
        goal.short(tally) <= allowed
    }

    fn checked(&self, solver: &Solver, best: Best, near: Near) -> Result<Variant, PlanError> {
        let Some(Found {
            mut counts,
            chosen,
            value,
        }) = best.found.clone()
        else {
            return Err(no_plan().into());
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
        let after = checked.iter().enumerate();
        let after: Vec<Vec<Tally>> = after.map(|(s, c)| self.tallies(s, c)).collect();
        for (s, goal) in solver.ask.slacks() {
            let why = self.goals[goal].why;
            if near.short.of(why) == 0 && !self.reaches(s, goal, &after[s][goal]) {
                let name = self.goals[goal].kpi.card.name;
                return Err(Fault::Goal { name }.into());
            }
        }
        let after = after.into_iter().next().unwrap_or_default();
        Ok(Variant {
            money: mean(&checked, self.samples, weights),
            proof: Proof::of(&best, value),
            bought: counts,
            checked,
            after,
            short: near.short,
            at_least: near.at_least,
        })
    }
}

fn no_plan() -> SolveError {
    SolveError::Unexpected("no plan within the nodes of the search".to_owned())
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
