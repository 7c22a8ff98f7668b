//! Levers that say what is to be reached: the simulation is asked how much it takes.
//!
//! A few sizes are simulated on top of everything else that the scenario changes, with the chance of the run's own first
//! replications: none, what the closed form says, and what a line through those comes to. What is found is a function of
//! council, scenario, months and seed alone, so that shards and resumed runs find the same. Where what is wanted is out of
//! reach, no more is taken than helps: the least size that comes as near as any.

use rayon::prelude::*;

use super::found::{Found, Unit};
use super::plan::{CHUNK, Plan};
use crate::forecast::history::State;
use crate::forecast::simulate::month_ends;
use crate::forecast::system::outcomes::{Measure, Outcomes, state_at};
use crate::forecast::system::{self, Setup};
use crate::model::{Council, Date};
use crate::scenario::levers::{Reached, Solves, solves};
use crate::scenario::{Ground, Pulled, Response, Responses, Scenario, bisect};

/// Sizes that are tried after none and the first guess.
const STEPS: usize = 4;
/// Sizes that are tried to find where more no longer helps, or where a curve crosses that a line has missed.
const MORE_STEPS: usize = 4;
/// Points of percentage that count as no help.
const NO_HELP: f64 = 0.5;
/// Share of the figure at which it counts as reached.
const CLOSE: f64 = 0.002;
/// Steps of a search on a line, which costs nothing.
const HALVINGS: usize = 40;
/// Longest time that is simulated for it, months.
const LONGEST: usize = 120;

/// What comes of the sizes of each lever of a scenario that solves for its size, and what was found.
pub fn solved(
    setup: &Setup<'_>,
    council: &Council,
    plan: &Plan,
    scenario: &Scenario,
) -> (Responses, Vec<Found>) {
    let (mut responses, mut all) = (Responses::new(), Vec::new());
    for lever in scenario.solving() {
        let Some(solves) = solves(lever) else {
            continue;
        };
        let before = responses.clone();
        let ground = Ground {
            responses: Some(&before),
            ..Ground::new(council, plan.start)
        };
        let asking = Asking {
            setup,
            scenario,
            ground,
            lever,
            solves,
            months: months(plan, (solves.by)(lever, &ground)),
            seed: plan.settings.seed,
        };
        let Some((response, mut points)) = asking.response() else {
            continue;
        };
        responses.extend(response.map(|response| (lever.name.clone(), response)));
        let ground = Ground {
            responses: Some(&responses),
            ..ground
        };
        all.extend(asking.found(&ground, &mut points));
    }
    (responses, all)
}

/// The run's own months, or more where the day lies beyond them, so that its futures are the same.
fn months(plan: &Plan, by: Date) -> (Vec<Date>, usize) {
    let own = plan.months();
    let all = match own.last() {
        Some(last) if *last >= by => own,
        _ => month_ends(plan.start, LONGEST)
            .into_iter()
            .scan(false, |is_past, end| {
                let was_past = std::mem::replace(is_past, end >= by);
                (!was_past).then_some(end)
            })
            .collect(),
    };
    let at = all.iter().position(|end| *end >= by);
    let at = at.unwrap_or(all.len().saturating_sub(1));
    (all, at)
}

struct Asking<'a> {
    setup: &'a Setup<'a>,
    scenario: &'a Scenario,
    ground: Ground<'a>,
    lever: &'a Pulled,
    solves: &'static Solves,
    /// Month ends, and the one at which it is to be reached.
    months: (Vec<Date>, usize),
    seed: u64,
}

/// Sizes that were tried, each with what it came to.
type Points = Vec<(f64, f64)>;

impl Asking<'_> {
    /// What comes of sizes, and those that were tried; without the first where the lever changes nothing, and `None` where
    /// nothing is to be reached.
    fn response(&self) -> Option<(Option<Response>, Points)> {
        let wanted = (self.solves.wanted)(self.lever, &self.ground)?;
        let idle = self.solves.idle;
        let highest = (self.solves.highest)(self.lever, &self.ground);
        let mut guess = (self.solves.guess)(self.lever, &self.ground).clamp(0.0, highest);
        if (guess - idle).abs() < 0.1 {
            // Too near for a line.
            guess = if idle > 0.0 {
                idle * 0.8
            } else {
                highest.min(4.0)
            };
        }
        let mut points = vec![(idle, self.figure(idle))];
        if guess == idle {
            return Some((None, points));
        }
        points.push((guess, self.figure(guess)));
        if (points[0].1 - points[1].1).abs() < 1e-9 {
            return Some((None, points));
        }
        self.steps(&mut points, (wanted, highest), STEPS);
        let bound = self.bound(&mut points, (wanted, highest));
        for (size, figure) in &points {
            tracing::info!(lever = self.lever.name, size, figure, wanted, "tried");
        }
        let response = Response::of(points.clone()).up_to(bound);
        Some((Some(response), points))
    }

    /// Tries the sizes at which a line through those that were tried comes to what is wanted.
    fn steps(&self, points: &mut Points, (wanted, highest): (f64, f64), most: usize) {
        for _ in 0..most {
            let size = inverse(&Response::of(points.clone()), wanted, highest);
            let size = match self.solves.reached {
                Reached::Children => size,
                // Households are whole, and a line through parts of them would have steps.
                Reached::InHouse => size.round(),
            };
            let is_known = points.iter().any(|(known, figure)| {
                (known - size).abs() < 1e-3 || (figure - wanted).abs() < CLOSE * wanted
            });
            if is_known {
                break;
            }
            points.push((size, self.figure(size)));
        }
    }

    /// The size from which on more no longer helps, where a number of households does not reach what is wanted; endless
    /// where it does.
    fn bound(&self, points: &mut Points, (wanted, highest): (f64, f64)) -> f64 {
        let best = |points: &Points| points.iter().map(|p| p.1).fold(f64::MIN, f64::max);
        let is_reached = |points: &Points| best(points) >= wanted * (1.0 - CLOSE);
        if self.solves.reached != Reached::InHouse || is_reached(points) {
            return f64::INFINITY;
        }
        if points.iter().all(|(size, _)| *size < highest - 0.5) {
            points.push((highest, self.figure(highest)));
        }
        if is_reached(points) {
            // The line went astray: what is wanted lies before the end after all.
            self.steps(points, (wanted, highest), MORE_STEPS);
            return f64::INFINITY;
        }
        let enough = best(points) - NO_HELP;
        for _ in 0..MORE_STEPS {
            let (below, least) = about(points, enough);
            if least - below <= 1.0 {
                break;
            }
            let middle = f64::midpoint(below, least).round();
            points.push((middle, self.figure(middle)));
        }
        about(points, enough).1
    }

    /// What was found, with what it reaches in the simulation.
    fn found(&self, ground: &Ground<'_>, points: &mut Points) -> Option<Found> {
        let wanted = (self.solves.wanted)(self.lever, ground)?;
        let size = (self.solves.size)(self.lever, ground);
        let known = points.iter().find(|(known, _)| (known - size).abs() < 1e-9);
        let reached = known.map_or_else(|| self.figure(size), |point| point.1);
        let response = ground.response(&self.lever.name);
        let bound = response.map_or(f64::INFINITY, Response::bound);
        let highest = (self.solves.highest)(self.lever, ground).min(bound);
        Some(Found {
            lever: self.lever.name.clone(),
            size: (self.solves.words)(self.lever, size),
            wanted: thousandths(wanted),
            reached: thousandths(reached),
            unit: Unit::from(self.solves.reached),
            futures: CHUNK,
            by: self.months.0[self.months.1].to_string(),
            is_at_an_end: size < 0.01 || size > highest - 0.51,
        })
    }

    /// What a size comes to.
    fn figure(&self, size: f64) -> f64 {
        let replications = (0..u64::from(CHUNK)).into_par_iter();
        let counted = replications.map(|replication| {
            let changes = self
                .scenario
                .changes_at((self.lever, size), &self.ground, replication);
            let key = (self.seed, replication);
            let first = (&*self.months.0, self.months.1 + 1);
            let outcomes = system::begun(self.setup, first, &changes, key);
            counted(self.solves.reached, &outcomes, self.months.1)
        });
        let (of, all) = counted.reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        match self.solves.reached {
            Reached::Children => of as f64 / f64::from(CHUNK),
            Reached::InHouse => of as f64 * 100.0 / all.max(1) as f64,
        }
    }
}

/// The figure of one replication: a part, and what it is a part of.
fn counted(reached: Reached, outcomes: &Outcomes, month: usize) -> (u64, u64) {
    let first = month * system::outcomes::FIGURES;
    let lives = |state: State| u64::from(outcomes.counts[first + state_at(state)]);
    match reached {
        Reached::Children => (u64::from(outcomes.of(month, Measure::Children)), 0),
        Reached::InHouse => {
            let own = lives(State::OwnFoster);
            (own, own + lives(State::AgencyFoster))
        }
    }
}

/// To three decimals, as what is told has no use for more.
fn thousandths(figure: f64) -> f64 {
    (figure * 1e3).round() / 1e3
}

/// The least size that was tried with so much, and the next smaller one with less.
fn about(points: &Points, enough: f64) -> (f64, f64) {
    let with = points.iter().filter(|point| point.1 >= enough);
    let least = with.map(|point| point.0).fold(f64::INFINITY, f64::min);
    let below = points
        .iter()
        .map(|point| point.0)
        .filter(|size| *size < least);
    (below.fold(0.0, f64::max), least)
}

/// The size at which a line comes to a figure, or the end nearer to it.
fn inverse(response: &Response, wanted: f64, highest: f64) -> f64 {
    let is_rising = response.at(highest) > response.at(0.0);
    bisect((0.0, highest), HALVINGS, |guess| {
        (response.at(guess) < wanted) == is_rising
    })
}

#[cfg(test)]
mod tests {
    use super::super::plan::tests::plan;
    use super::*;

    #[test]
    fn a_figure_is_found_on_a_line_that_rises_or_falls() {
        let rising = Response::of(vec![(0.0, 10.0), (1.0, 20.0)]);
        assert!((inverse(&rising, 17.0, 5.0) - 0.7).abs() < 1e-6);
        assert!((inverse(&rising, 1_000.0, 5.0) - 5.0).abs() < 1e-6);
        let falling = Response::of(vec![(1.0, 20.0), (2.0, 10.0)]);
        assert!((inverse(&falling, 25.0, 5.0) - 0.5).abs() < 1e-6);
        assert!(inverse(&falling, 1_000.0, 5.0) < 1e-6);
    }

    #[test]
    fn the_least_size_that_is_enough_is_found_with_the_one_before_it() {
        let points = vec![(0.0, 40.0), (1000.0, 62.0), (80.0, 61.7), (40.0, 55.0)];
        assert_eq!(about(&points, 61.5), (40.0, 80.0));
        assert_eq!(about(&points, 30.0), (0.0, 0.0));
    }

    #[test]
    fn months_are_those_of_the_run_or_go_on_to_the_day() {
        let plan = plan(1);
        let own = plan.months();
        assert_eq!(months(&plan, own[0]), (own.clone(), 0));
        assert_eq!(months(&plan, own[1]), (own.clone(), 1));
        let later = month_ends(plan.start, 12);
        let (all, at) = months(&plan, later[8].yesterday().unwrap());
        assert_eq!((all.len(), at), (9, 8));
        assert_eq!(all, later[..9]);
        let never = months(&plan, Date::constant(2090, 1, 1));
        assert_eq!((never.0.len(), never.1), (LONGEST, LONGEST - 1));
    }
}
