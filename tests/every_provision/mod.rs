//! Everything that could be bought, and every way to place the children in it: what the best of all comes to.
//!
//! Shortfalls are worked out here from tallies of the indicators and from what data/plan-costs.md says of them, and not
//! with the weights of the programme.

use std::collections::HashMap;

use placewell::candidates::{Judged, Round, judge};
use placewell::duties::{self, Facts, Plan, Proposal};
use placewell::kpis::{self, Better, Case, Standing, Tally, Unit};
use placewell::model::{ChildIx, Council, HomeIx, HomeKind};
use placewell::plan::{Asked, HELD, Planned, Variant};

/// What a plan comes to, what comes first first: children without a home; by how much what is held is worse than today,
/// and by how much targets are missed, each as a share of what counts and in millionths; pence a week.
pub type CameTo = (i64, i64, i64, i64);

/// The kinds of home that are on offer.
pub const KINDS: [&str; 2] = ["foster-0-17-2-standard", "home-8-17-2-standard"];

/// A council with a plan to be held against all others.
pub struct Tried<'a> {
    /// The council.
    pub council: &'a Council,
    /// Its plan.
    pub planned: &'a Planned,
    /// What was asked of it.
    pub asked: &'a Asked,
    /// By child: homes that could take her, with one of everything on offer.
    could: HashMap<ChildIx, Vec<HomeIx>>,
    /// The council with one of everything on offer.
    one_each: Council,
}

/// Who lives where in one of all arrangements.
struct Arrangement<'a> {
    facts: &'a Facts<'a>,
    round: &'a Round,
    filled: &'a [i64],
    dearest: &'a [i64],
}

impl<'a> Tried<'a> {
    /// Looks at who could live where.
    pub fn of(council: &'a Council, planned: &'a Planned, asked: &'a Asked) -> Self {
        let one_each = planned.ground.with_prospects(council);
        let free = Round::whole_system(&Facts::whole_system(&one_each)).to_place;
        Self {
            council,
            planned,
            asked,
            could: free.into_iter().zip(options(&one_each)).collect(),
            one_each,
        }
    }

    /// The best over everything that could be bought, with these of the targets.
    pub fn best(&self, targets: &[usize]) -> CameTo {
        self.best_within(targets, i64::MAX)
    }

    /// The best of those that cost no more than so many pence a week in all.
    pub fn best_within(&self, targets: &[usize], pence: i64) -> CameTo {
        let each = self.best_of_each_within(targets, pence).into_iter();
        let best = each.map(|(_, came_to)| came_to).min();
        best.expect("buying nothing is one of them")
    }

    /// The best with everything that could be bought, with these of the targets.
    pub fn best_of_each(&self, targets: &[usize]) -> Vec<(Vec<i64>, CameTo)> {
        self.best_of_each_within(targets, i64::MAX)
    }

    fn best_of_each_within(&self, targets: &[usize], pence: i64) -> Vec<(Vec<i64>, CameTo)> {
        let all = [(0, 0), (1, 0), (2, 0), (0, 1), (1, 1), (2, 1)];
        let of = |(households, homes)| {
            let offers = self.planned.ground.offers.iter();
            let bought = offers.map(|o| {
                if o.kind == KINDS[0] {
                    households
                } else {
                    homes
                }
            });
            let bought: Vec<i64> = bought.collect();
            let came_to = self.with(&bought, targets, pence);
            (bought, came_to)
        };
        all.into_iter().map(of).collect()
    }

    /// The best with nothing bought.
    pub fn present_homes(&self, targets: &[usize]) -> CameTo {
        self.with(
            &vec![0; self.planned.ground.offers.len()],
            targets,
            i64::MAX,
        )
    }

    /// What a variant of the plan came to, with these of the targets.
    pub fn came_to(&self, variant: &Variant, targets: &[usize]) -> CameTo {
        let checked = &variant.checked[0];
        let facts = Facts::whole_system(&checked.council);
        let placed = checked.proposals.iter().map(|p| (p.child, Some(p.home)));
        let left = checked.unplaced.iter().map(|c| (*c, None));
        let standing = Standing::planned(&facts, placed.chain(left));
        let without = checked.unplaced.len() as i64;
        let (held, missed) = self.short(&standing, targets);
        (without, held, missed, variant.money.total())
    }

    fn with(&self, bought: &[i64], targets: &[usize], pence: i64) -> CameTo {
        let ground = &self.planned.ground;
        let one_each = ground.with_prospects(self.council);
        let mut grown = self.council.clone();
        let (mut fixed, mut filled) = (0, vec![0; grown.homes.len()]);
        for (offer, n) in ground.offers.iter().zip(bought) {
            fixed += offer.weekly * n;
            for copy in 0..*n {
                let mut home = ground.prospect(offer).unwrap().home.clone();
                home.id = format!("{}-{copy}", home.id);
                grown.homes.push(home);
                filled.push(offer.filled);
            }
        }
        let facts = Facts::whole_system(&grown);
        let round = Round::whole_system(&facts);
        let dearest: Vec<i64> = options(&one_each)
            .iter()
            .map(|homes| {
                let costs = homes.iter().map(|h| one_each.home(*h).weekly_cost.pence());
                costs.max().unwrap_or(0)
            })
            .collect();
        let arrangement = Arrangement {
            facts: &facts,
            round: &round,
            filled: &filled,
            dearest: &dearest,
        };
        let options = options(&grown);
        let mut best = (i64::MAX, 0, 0, 0);
        let mut choice = vec![0; options.len()];
        loop {
            let chosen = choice.iter().zip(&options);
            let homes: Vec<Option<HomeIx>> = chosen
                .map(|(at, homes)| (*at > 0).then(|| homes[at - 1]))
                .collect();
            if let Some((without, held, missed, cost)) = self.judged(&arrangement, &homes, targets)
                && cost + fixed <= pence
            {
                best = best.min((without, held, missed, cost + fixed));
            }
            let Some(next) = (0..choice.len()).find(|&i| choice[i] < options[i].len()) else {
                return best;
            };
            choice[next] += 1;
            choice[..next].fill(0);
        }
    }

    /// What an arrangement comes to; `None` where it breaks a duty.
    fn judged(
        &self,
        of: &Arrangement,
        homes: &[Option<HomeIx>],
        targets: &[usize],
    ) -> Option<CameTo> {
        let facts = of.facts;
        let (mut proposals, mut unplaced, mut cost) = (Vec::new(), Vec::new(), 0);
        for ((&child, home), dearest) in of.round.to_place.iter().zip(homes).zip(of.dearest) {
            let Some(home) = *home else {
                unplaced.push(child);
                cost += dearest;
                continue;
            };
            cost += facts.council.home(home).weekly_cost.pence() - of.filled[home.at()];
            let was = facts.lives_in[child.at()].map(|h| facts.council.home(h).kind);
            if was == Some(HomeKind::ChildrensHome) && facts.council.home(home).kind.is_family() {
                cost += i64::from(self.asked.costs.step_down_support) * 100;
            }
            proposals.push(Proposal {
                child,
                home,
                approvals: duties::approvals_needed(&facts.pair(child, home)),
            });
        }
        let placed = proposals.iter().map(|p| (p.child, Some(p.home)));
        let living: Vec<_> = placed.chain(unplaced.iter().map(|c| (*c, None))).collect();
        let without = unplaced.len() as i64;
        let plan = Plan::new(
            facts,
            &of.round.staying,
            &of.round.held,
            proposals,
            unplaced,
        );
        if duties::ALL.iter().any(|duty| !duty.check(&plan).is_empty()) {
            return None;
        }
        let (held, missed) = self.short(&Standing::planned(facts, living), targets);
        Some((without, held, missed, cost))
    }

    /// By how much what is held is worse than today, and by how much targets are missed.
    fn short(&self, standing: &Standing, targets: &[usize]) -> (i64, i64) {
        let facts = Facts::of(self.council);
        let present = Standing::present(&facts);
        let free = Round::whole_system(&facts).to_place;
        let today = |name: &str| kpis::by_name(name).unwrap().whole(&present);
        let mut held = 0.0;
        for name in HELD.iter().filter(|_| self.asked.hold) {
            let now = today(name);
            if now.denominator > 0 {
                let share = now.numerator as f64 / now.denominator as f64;
                let under = self.tally(name, standing, &free);
                held += below(share, &under, &now);
            }
        }
        let mut missed = 0.0;
        for (name, figure) in targets.iter().map(|t| &self.asked.targets[*t]) {
            let (card, now) = (&kpis::by_name(name).unwrap().card, today(name));
            let mut under = self.tally(name, standing, &free);
            missed += match (card.unit, card.better) {
                (Unit::Percent, Better::Higher) => below(figure / 100.0, &under, &now),
                (Unit::Miles | Unit::PoundsPerWeek, Better::Lower) => {
                    for of in self.cases_of_those_without(name, standing, &free) {
                        // The worst that she could have; where even that is no more than was asked, she is left out.
                        let most = of.into_iter().max().unwrap_or(0);
                        if most as f64 > 100.0 * figure {
                            under.numerator += most;
                            under.denominator += 1;
                        }
                    }
                    above(*figure, &under, &now)
                }
                other => panic!("no rule for {other:?}"),
            };
        }
        (millionths(held), millionths(missed))
    }

    /// An indicator of an arrangement, in which whoever has no home counts as not, if she counts today or could. A pair of
    /// brothers and sisters counts of whom each is free or stays in a home, and is apart unless both have one home.
    fn tally(&self, name: &str, standing: &Standing, free: &[ChildIx]) -> Tally {
        if name != "sibling_pairs_together" {
            let kpi = kpis::by_name(name).unwrap();
            let mut tally = kpi.whole(standing);
            if kpi.card.unit == Unit::Percent {
                let without = self.cases_of_those_without(name, standing, free);
                let count = without.iter().filter(|cases| !cases.is_empty());
                tally.denominator += count.count() as i64;
            }
            return tally;
        }
        let mut tally = Tally::default();
        for child in standing.facts.council.child_indices() {
            for other in standing.siblings_of(child).filter(|other| child < *other) {
                let counts = |c| free.contains(&c) || standing.home_of(c).is_some();
                if counts(child) && counts(other) {
                    tally.denominator += 1;
                    tally.numerator += i64::from(standing.are_together(child, other));
                }
            }
        }
        tally
    }

    /// Of each child without a home: the numerators that she has today and would have in each home that could take her.
    fn cases_of_those_without(
        &self,
        name: &str,
        standing: &Standing,
        free: &[ChildIx],
    ) -> Vec<Vec<i64>> {
        let kpi = kpis::by_name(name).unwrap();
        let (today, grown) = (Facts::of(self.council), Facts::whole_system(&self.one_each));
        let of = |standing: &Standing, child: ChildIx| match kpi.of_child(standing, child) {
            Some(Case::Counts { numerator, .. }) => Some(numerator),
            _ => None,
        };
        let without = free.iter().filter(|c| standing.home_of(**c).is_none());
        let cases = without.map(|&child| {
            let homes = self.could[&child].iter();
            let could = homes.map(|home| Standing::planned(&grown, [(child, Some(*home))]));
            let could = could.filter_map(|standing| of(&standing, child));
            could.chain(of(&Standing::present(&today), child)).collect()
        });
        cases.collect()
    }
}

/// Homes that could take each child of the whole-system round.
fn options(council: &Council) -> Vec<Vec<HomeIx>> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let usable = |child: &ChildIx| {
        let able = council.home_indices().filter(|home| {
            let household = round.household(&facts, *home);
            matches!(
                judge(&facts.pair(*child, *home), &household),
                Judged::Usable(_)
            )
        });
        able.collect()
    };
    round.to_place.iter().map(usable).collect()
}

/// Children who are short of a share, of those who count today.
fn below(share: f64, under: &Tally, now: &Tally) -> f64 {
    let short = share * under.denominator as f64 - under.numerator as f64;
    short.max(0.0) / (now.denominator.max(1)) as f64
}

/// Miles or pounds above a mean, of all that there are today, or were asked for if that is more.
fn above(figure: f64, under: &Tally, now: &Tally) -> f64 {
    let asked = |tally: &Tally| 100.0 * figure * tally.denominator as f64;
    let short = under.numerator as f64 - asked(under);
    short.max(0.0) / asked(now).max(now.numerator.max(100) as f64)
}

fn millionths(share: f64) -> i64 {
    (share * 1e6).round() as i64
}
