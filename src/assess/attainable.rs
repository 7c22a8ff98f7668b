//! What the present homes could give: the theoretical whole-system round, in the law's order, and each duty alone.
//!
//! In the law's order nothing that comes earlier is given up for what comes later. A duty alone is solved right after
//! emergencies and after children are placed at all, so that it is what the homes could give to this duty if no other
//! counted while as many children as possible have a home. No plan that houses as many makes the duty's *measure* smaller
//! than its tier's bound. Of an indicator, whose denominator goes by who has a home, that is not the last word: a plan
//! that houses fewer can have a better share. What the bound says of it is in [`super::reach`].

use rayon::prelude::*;

use crate::candidates::{Candidates, Round};
use crate::certify::Certificate;
use crate::duties::Facts;
use crate::kpis::{self, Unit};
use crate::model::{ChildIx, Council, HomeIx, Policy, Tier};
use crate::optimise::{Limits, SolveError, TierResult, solve_certified};

/// Relative gap at which a measured duty alone counts as solved.
const TOLERANCE: f64 = 1e-3;

/// The same for the weekly cost (D35), whose relaxation is furthest from whole plans: it promises homes half filled.
const TOLERANCE_OF_COST: f64 = 2e-2;

/// A theoretical plan, certified.
#[derive(Debug)]
pub struct Attained {
    /// Code of the duty that it is for; `None` for the law's order.
    pub duty: Option<&'static str>,
    /// The children of the round and where they would live.
    pub plan: Vec<(ChildIx, Option<HomeIx>)>,
    /// The tiers.
    pub tiers: Vec<TierResult>,
    /// What was proved.
    pub certificate: Certificate,
}

impl Attained {
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

/// The tiers of a duty alone: emergencies, everybody placed, then the duty; what is left open after that is decided in
/// the law's order, which changes nothing of the duty, and spares a search among plans that are all as good.
pub fn tiers_alone(policy: &Policy, duty: &str) -> Vec<Tier> {
    let mut tiers = placing();
    if duty != "D21" {
        let counts = kpis::ALL
            .iter()
            .any(|kpi| kpi.card.duty == Some(duty) && kpi.card.unit == Unit::Percent);
        let tolerance = match duty {
            "D35" => TOLERANCE_OF_COST,
            _ if counts => 0.0,
            _ => TOLERANCE,
        };
        tiers.push(Tier::within("alone", tolerance, &[(duty, 1)]));
        if tolerance > 0.0 {
            // Measures have no ties worth a tier of their own.
            return tiers;
        }
    }
    let later = policy.tiers.iter().filter(|tier| !tier.places_children());
    tiers.extend(later.cloned());
    tiers
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

/// Solves the whole system in the law's order and for each duty alone, in parallel. `council` has usable supply.
///
/// # Errors
/// As [`solve_certified`].
pub fn attain(council: &Council, limits: Limits) -> Result<Vec<Attained>, SolveError> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let alone = duties_alone().into_iter().map(Some);
    let asked: Vec<Option<&'static str>> = [None].into_iter().chain(alone).collect();
    asked
        .into_par_iter()
        .map(|duty| {
            let Some(code) = duty else {
                return solve(&facts, &round, &candidates, None, limits);
            };
            let council = under(council, tiers_alone(&council.policy, code));
            let facts = Facts::whole_system(&council);
            solve(&facts, &round, &candidates, duty, limits)
        })
        .collect()
}

/// The whole system in the law's order.
///
/// # Errors
/// As [`solve_certified`].
pub fn in_order(council: &Council, limits: Limits) -> Result<Attained, SolveError> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    solve(&facts, &round, &candidates, None, limits)
}

fn solve(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    duty: Option<&'static str>,
    limits: Limits,
) -> Result<Attained, SolveError> {
    let (solution, certificate) = solve_certified(facts, round, candidates, limits)?;
    let placed = |child: &ChildIx| (*child, solution.home_of(*child));
    Ok(Attained {
        duty,
        plan: round.to_place.iter().map(placed).collect(),
        tiers: solution.tiers,
        certificate,
    })
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
