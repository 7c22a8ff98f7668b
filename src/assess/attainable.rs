//! What the present homes could give: the theoretical whole-system round, in the law's order, and each duty alone.
//!
//! In the law's order nothing that comes earlier is given up for what comes later. A duty alone is solved right after
//! emergencies and after children are placed at all, so that it is what the homes could give to this duty if no other
//! counted while as many children as possible have a home. No plan that houses as many makes the duty's *measure* smaller
//! than its tier's bound. Of an indicator, whose denominator goes by who has a home, that is not the last word: a plan
//! that houses fewer can have a better share. What the bound says of it is in [`super::reach`].

use rayon::prelude::*;

use super::ground::Ground;
use crate::candidates::Round;
use crate::certify::Certificate;
use crate::duties::Block;
use crate::kpis::{self, Unit};
use crate::model::{ChildIx, Council, HomeIx, Policy, Tier};
use crate::optimise::{Limits, Solution, SolveError, Steps, TierResult};

/// The duty to place children at all.
const PLACED: &str = "D21";

/// Relative gap at which a measured duty alone counts as solved.
const TOLERANCE: f64 = 1e-3;

/// The same for a measure that only chooses among plans that are as good for a duty alone.
const ROUGHLY: f64 = 5e-2;

/// The same for the weekly cost (D35), whose relaxation is furthest from whole plans: it promises homes half filled.
const TOLERANCE_OF_COST: f64 = 2e-2;

/// A theoretical plan, certified.
#[derive(Debug)]
pub struct Attained {
    /// Code of the duty that it is for; `None` for the law's order.
    pub duty: Option<&'static str>,
    /// The children of the round and where they would live.
    pub plan: Vec<(ChildIx, Option<HomeIx>)>,
    /// Who would live together where.
    pub blocks: Vec<Block>,
    /// The tiers.
    pub tiers: Vec<TierResult>,
    /// What was proved.
    pub certificate: Certificate,
}

impl Attained {
    /// The plan that a solution of the round has.
    pub fn of(
        duty: Option<&'static str>,
        round: &Round,
        solution: &Solution,
        certificate: Certificate,
    ) -> Self {
        let placed = |child: &ChildIx| (*child, solution.home_of(*child));
        Self {
            duty,
            plan: round.to_place.iter().map(placed).collect(),
            blocks: solution.blocks().collect(),
            tiers: solution.tiers.clone(),
            certificate,
        }
    }

    /// Widest relative gap of all tiers.
    pub fn widest_gap(&self) -> f64 {
        self.tiers.iter().map(TierResult::gap).fold(0.0, f64::max)
    }
}

/// The duties that are solved alone: those that an indicator names, each once.
pub fn duties_alone() -> Vec<&'static str> {
    let mut duties: Vec<&str> = kpis::ALL.iter().filter_map(|kpi| kpi.card.duty).collect();
    duties.sort_unstable();
    duties.dedup();
    duties
}

/// The tiers that are never traded: emergencies, then everybody placed.
pub fn placing() -> Vec<Tier> {
    vec![
        Tier::exact("emergencies", &[("D20", 1)]),
        Tier::exact("placed", &[("D21", 1)]),
    ]
}

/// The tiers of a duty alone: emergencies, everybody placed, then the duty; and for a duty that counts the first measure
/// of the policy, roughly. That one changes nothing of the duty, and spares a search among plans that are all as good.
pub fn tiers_alone(policy: &Policy, duty: &str) -> Vec<Tier> {
    let mut tiers = placing();
    let tolerance = tolerance_alone(duty);
    if duty != PLACED {
        tiers.push(Tier::within("alone", tolerance, &[(duty, 1)]));
    }
    // Measures have no ties worth a tier of their own.
    if tolerance == 0.0 {
        let mut measures = policy.tiers.iter().filter(|tier| tier.tolerance > 0.0);
        tiers.extend(measures.next().map(|tier| Tier {
            tolerance: ROUGHLY.max(tier.tolerance),
            ..tier.clone()
        }));
    }
    tiers
}

/// The gap at which a duty alone counts as solved: none for a duty that counts.
fn tolerance_alone(duty: &str) -> f64 {
    let counts = kpis::ALL
        .iter()
        .any(|kpi| kpi.card.duty == Some(duty) && kpi.card.unit == Unit::Percent);
    match duty {
        PLACED => 0.0,
        "D35" => TOLERANCE_OF_COST,
        _ if counts => 0.0,
        _ => TOLERANCE,
    }
}

/// The council under other tiers.
pub fn under(council: &Council, tiers: Vec<Tier>) -> Council {
    Council {
        policy: Policy {
            tiers,
            ..council.policy.clone()
        },
        ..council.clone()
    }
}

/// Solves the whole system for each duty alone, in parallel. A duty that counts begins with the plan in the law's order,
/// which often is the best for it as well. `in_order` is solved meanwhile with those that do not.
///
/// # Errors
/// As [`crate::optimise::solve_certified`].
pub fn attain(
    ground: &Ground,
    limits: Limits,
    in_order: impl FnOnce() -> Result<Attained, SolveError> + Send,
    steps: &dyn Steps,
) -> Result<Vec<Attained>, SolveError> {
    let all = duties_alone();
    steps.ahead(1 + all.len());
    let told = |duty: &str, done: Result<Attained, SolveError>| {
        steps.done(&format!("attainable, {duty}"));
        done
    };
    let (measured, counted): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|duty| tolerance_alone(duty) > 0.0);
    let (in_order, measured) = rayon::join(
        || told("in the law's order", in_order()),
        || {
            let alone = measured.par_iter();
            alone
                .map(|duty| told(duty, measured_alone(ground, duty, limits)))
                .collect::<Result<Vec<_>, SolveError>>()
        },
    );
    let (in_order, measured) = (in_order?, measured?);
    let counted = counted
        .par_iter()
        .map(|duty| told(duty, counted_alone(ground, duty, &in_order.blocks, limits)))
        .collect::<Result<Vec<_>, SolveError>>()?;
    let mut alone: Vec<Attained> = measured.into_iter().chain(counted).collect();
    alone.sort_by_key(|attained| attained.duty);
    Ok([in_order].into_iter().chain(alone).collect())
}

fn measured_alone(
    ground: &Ground,
    duty: &'static str,
    limits: Limits,
) -> Result<Attained, SolveError> {
    let tiers = tiers_alone(&ground.council.policy, duty);
    let limits = Limits {
        dive: true,
        ..limits
    };
    let (solution, certificate) = ground.under(&tiers, None, limits)?;
    Ok(Attained::of(
        Some(duty),
        &ground.round,
        &solution,
        certificate,
    ))
}

fn counted_alone(
    ground: &Ground,
    duty: &'static str,
    plan: &[Block],
    limits: Limits,
) -> Result<Attained, SolveError> {
    let tiers = tiers_alone(&ground.council.policy, duty);
    let quick = Limits {
        dive: true,
        last_loose: true,
        ..limits
    };
    let (mut solution, mut certificate) = ground.under(&tiers, Some(plan), quick)?;
    let counts = if duty == PLACED { 2 } else { 3 };
    if !solution.is_proved(&tiers[..counts]) {
        (solution, certificate) = ground.under(&tiers, None, limits)?;
    }
    Ok(Attained::of(
        Some(duty),
        &ground.round,
        &solution,
        certificate,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_duty_alone_is_a_measure_and_comes_after_placing_children() {
        let alone = duties_alone();
        for duty in [
            "D21", "D22", "D23", "D24", "D27", "D29", "D35", "D37", "D38", "D39",
        ] {
            assert!(alone.contains(&duty), "{duty}");
        }
        for duty in alone {
            let tiers = tiers_alone(&Policy::default(), duty);
            assert_eq!(tiers[1].terms[0].duty, "D21");
            assert!(duty == "D21" || tiers[2].terms[0].duty == duty);
        }
        let alone = |duty| tiers_alone(&Policy::default(), duty)[2].tolerance;
        assert_eq!((alone("D37"), alone("D27")), (0.0, TOLERANCE));
    }
}
