//! How far an indicator could go: a bound on every allocation of the usable places under which as many children as
//! possible have a home.
//!
//! A duty alone is solved after emergencies and after children are placed at all, and its tier has a bound: no plan
//! that houses as many children makes the measure smaller. An indicator is a ratio, and who is left without a home
//! leaves its denominator. So the bound on the measure becomes one on the indicator over *fixed* children: all who
//! count, with a home or without, less as many of them as could be those without.
//!
//! *A share.* Of `n` children to whom the duty applies at least `b` do not have it met, those without a home among them,
//! and at most `u` of them have no home: the share is at most `(n − b) ÷ (n − u)`. Where everybody has a home this is what
//! the plan for the duty alone comes to.
//!
//! *A mean or a sum.* Children without a home are charged the worst of their options. Less the most that so many children
//! could be charged, the bound holds of those who have one.
//!
//! The children outside the round stay where they are and count as they do now.

use super::attainable::Attained;
use crate::duties::{self, Facts};
use crate::kpis::{Case, Kpi, Standing, Tally, Unit};
use crate::model::{ChildIx, Council};

/// The best numerator and denominator that `kpi` could have; `None` where no single duty stands for it, or where the
/// place of a home is unknown that the measure needs. `usable` is the council of the round, `standing` who lives where
/// under `plan`, the plan for the indicator's duty alone.
pub fn best(kpi: &Kpi, usable: &Council, standing: &Standing, plan: &Attained) -> Option<Tally> {
    let code = kpi.card.duty.filter(|code| plan.duty == Some(code))?;
    if goes_by_place(code) && !every_home_has_a_place(usable) {
        return None;
    }
    let facts = Facts::whole_system(usable);
    let outside = outside(kpi, standing, plan);
    let applies = |child: ChildIx| i64::from(applies(code, &facts, child));
    let all = outside.denominator + plan.sum(&applies);
    let (numerator, denominator) = match (code, kpi.card.unit) {
        ("D21", _) => (all - plan.bound()?, all),
        ("D23", _) => pairs(&facts, standing, plan)?,
        (_, Unit::Percent) => {
            let met = outside.numerator + plan.sum(&applies) - plan.bound()?;
            (met, all - plan.most_without(&applies))
        }
        _ => {
            let least = plan.bound()? - plan.most_charged();
            let numerator = (outside.numerator + least).max(0);
            return Some(tally(numerator, all - plan.least_without(&applies)));
        }
    };
    Some(tally(numerator.min(denominator), denominator))
}

fn tally(numerator: i64, denominator: i64) -> Tally {
    Tally {
        numerator,
        denominator,
        ..Tally::default()
    }
}

/// Measures of distance: a home without a place adds nothing to them, or a distance that nobody measured.
fn goes_by_place(code: &str) -> bool {
    matches!(code, "D27" | "D28" | "D29" | "D30")
}

fn every_home_has_a_place(council: &Council) -> bool {
    let mut offered = council.homes.iter().filter(|home| home.kind.is_offered());
    offered.all(|home| home.location.is_some())
}

/// Whether a child counts for the indicator of this duty once she has a home.
fn applies(code: &str, facts: &Facts, child: ChildIx) -> bool {
    let record = facts.council.child(child);
    match code {
        "D27" => record.home.is_some(),
        "D28" | "D29" => record.school.is_some(),
        "D30" => record.contact.is_some(),
        "D35" => true,
        // These charge a child without a home one point where she counts.
        _ => duties::by_code(code).is_some_and(|duty| duty.unplaced_points(facts, child) > 0),
    }
}

/// What the children who are not in the round add.
fn outside(kpi: &Kpi, standing: &Standing, plan: &Attained) -> Tally {
    let mut outside = Tally::default();
    for child in standing.facts.council.looked_after() {
        if plan.position(child).is_none() {
            outside.add(kpi.of_child(standing, child).unwrap_or(Case::Out("")));
        }
    }
    outside
}

/// Pairs of brothers and sisters: the most that could live together, of the fewest that could both have homes.
fn pairs(facts: &Facts, standing: &Standing, plan: &Attained) -> Option<(i64, i64)> {
    let later = |child: ChildIx| standing.siblings_of(child).filter(move |s| *s > child);
    let stays = |child: ChildIx| plan.position(child).is_none();
    let (mut all, mut stay_together) = (0, 0);
    for child in facts.council.looked_after() {
        for other in later(child) {
            all += 1;
            let stay = stays(child) && stays(other);
            stay_together += i64::from(stay && standing.are_together(child, other));
        }
    }
    // The tier counts, of the pairs of which somebody is in the round, those apart.
    let round: Vec<ChildIx> = plan.plan.iter().map(|(child, _)| *child).collect();
    let spoken_of = duties::by_code("D23")?.constant(facts, &round);
    let lost = plan.most_without(&|child| standing.siblings_of(child).count() as i64);
    let together = stay_together + spoken_of - plan.bound()?;
    Some((together, (all - lost).max(0)))
}
