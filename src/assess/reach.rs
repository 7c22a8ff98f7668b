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

mod without;

use super::attainable::Attained;
use super::ground::Ground;
use crate::candidates::{Candidates, Round};
use crate::duties::{self, Facts};
use crate::kpis::{Case, Kpi, Standing, Tally, Unit};
use crate::model::{ChildIx, Council, Tier};
use crate::optimise::{Worst, resolve};
use without::Without;

/// Names of the tiers that house as many children as possible, and of the duty alone after it.
const PLACED: &str = "placed";
const ALONE: &str = "alone";

/// The round in which duties are solved alone.
pub struct Reach<'a> {
    facts: Facts<'a>,
    round: &'a Round,
    candidates: &'a Candidates,
    /// By position in the round: whether no home could take the child.
    stuck: Vec<bool>,
}

impl<'a> Reach<'a> {
    /// The whole system in which the duties were solved.
    pub fn of(ground: &'a Ground) -> Self {
        let facts = Facts::whole_system(ground.council);
        let (round, candidates) = (&ground.round, &ground.candidates);
        let is_stuck = |child: &ChildIx| candidates.of_child(*child).is_empty();
        Self {
            stuck: round.to_place.iter().map(is_stuck).collect(),
            facts,
            round,
            candidates,
        }
    }

    /// The best numerator and denominator that an indicator could have, given the plan for its duty alone and who lives
    /// where under it; `None` where no single duty stands for it, or where the place of a home is not known that the
    /// measure needs.
    pub fn best(&self, kpi: &Kpi, standing: &Standing, plan: &Attained) -> Option<Tally> {
        let code = kpi.card.duty.filter(|code| plan.duty == Some(code))?;
        if goes_by_place(code) && !every_home_has_a_place(self.facts.council) {
            return None;
        }
        let bound = bound(plan, code)?;
        let without = self.without(plan)?;
        let applies = |child: ChildIx| i64::from(applies(code, &self.facts, child));
        let children = self.round.to_place.iter();
        let of_round: i64 = children.map(|child| applies(*child)).sum();
        let outside = self.outside(kpi, standing);
        let all = outside.denominator + of_round;
        let (numerator, denominator) = match (code, kpi.card.unit) {
            ("D21", _) => (all - bound, all),
            ("D23", _) => self.pairs(standing, bound, &without)?,
            (_, Unit::Percent) => {
                let met = outside.numerator + of_round - bound;
                (met, all - without.most(&applies))
            }
            _ => {
                let least = bound - without.most(&self.charges(code));
                let numerator = (outside.numerator + least).max(0);
                return Some(tally(numerator, all - without.least(&applies)));
            }
        };
        Some(tally(numerator.min(denominator), denominator))
    }

    /// Children without a home under a plan, and under every other that houses as many: one number where that is proved.
    fn without(&self, plan: &Attained) -> Option<Without<'_>> {
        let (value, bound) = certified(plan, PLACED)?;
        Some(Without {
            children: &self.round.to_place,
            stuck: &self.stuck,
            least: usize::try_from(bound).unwrap_or_default(),
            most: usize::try_from(value).unwrap_or_default(),
        })
    }

    /// What each child adds to a measured duty where she is left without a home: the worst of her options.
    fn charges(&self, code: &str) -> impl Fn(ChildIx) -> i64 + use<> {
        let terms = resolve(&[Tier::exact(ALONE, &[(code, 1)])]);
        let children = &self.round.to_place;
        let worst = Worst::of(&self.facts, self.round, self.candidates, children, &terms);
        move |child| worst.costs(child).iter().sum()
    }

    fn is_free(&self, child: ChildIx) -> bool {
        self.round.to_place.binary_search(&child).is_ok()
    }

    /// What the children who are not in the round add.
    fn outside(&self, kpi: &Kpi, standing: &Standing) -> Tally {
        let mut outside = Tally::default();
        for child in self.facts.council.looked_after() {
            if !self.is_free(child) {
                outside.add(kpi.of_child(standing, child).unwrap_or(Case::Out("")));
            }
        }
        outside
    }

    /// Pairs of brothers and sisters: the most that could live together, of the fewest that could both have homes.
    fn pairs(&self, standing: &Standing, bound: i64, without: &Without) -> Option<(i64, i64)> {
        let later = |child: ChildIx| standing.siblings_of(child).filter(move |s| *s > child);
        let (mut all, mut stay_together) = (0, 0);
        for child in self.facts.council.looked_after() {
            for other in later(child) {
                all += 1;
                let stay = !self.is_free(child) && !self.is_free(other);
                stay_together += i64::from(stay && standing.are_together(child, other));
            }
        }
        // The tier counts, of the pairs of which somebody is in the round, those apart.
        let spoken_of = duties::by_code("D23")?.constant(&self.facts, &self.round.to_place);
        let lost = without.most(&|child| standing.siblings_of(child).count() as i64);
        Some((stay_together + spoken_of - bound, (all - lost).max(0)))
    }
}

fn tally(numerator: i64, denominator: i64) -> Tally {
    Tally {
        numerator,
        denominator,
        ..Tally::default()
    }
}

/// The duty's measure in every plan that houses as many children as possible: no less than this.
fn bound(plan: &Attained, code: &str) -> Option<i64> {
    let tier = if code == "D21" { PLACED } else { ALONE };
    certified(plan, tier).map(|(_, bound)| bound)
}

/// Value and bound of a tier, as certified.
fn certified(plan: &Attained, name: &str) -> Option<(i64, i64)> {
    let mut tiers = plan.certificate.tiers.iter();
    let tier = tiers.find(|tier| tier.name == name)?;
    Some((tier.value, tier.bound))
}

/// Measures of distance: a home without a place adds nothing to them, or a distance that nobody measured.
fn goes_by_place(code: &str) -> bool {
    matches!(code, "D27" | "D28" | "D29" | "D30" | "D38")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{duties_alone, tiers_alone};
    use crate::model::Policy;

    #[test]
    fn the_tiers_are_named_as_they_are_solved() {
        for duty in duties_alone() {
            let tiers = tiers_alone(&Policy::default(), duty);
            let of = |name: &str| tiers.iter().find(|tier| tier.name == name).unwrap();
            assert_eq!(of(PLACED).terms[0].duty, "D21");
            assert!(duty == "D21" || of(ALONE).terms[0].duty == duty);
        }
    }
}
