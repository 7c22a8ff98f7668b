//! The mean price of a place of each home, tier by tier, over sampled futures.

use rayon::prelude::*;

use super::Settings;
use super::copies::Copies;
use super::futures::future;
use super::history::History;
use crate::candidates::{Candidate, Candidates, Round, Scarcity};
use crate::duties::Facts;
use crate::model::{ChildIx, HomeIx, Tier};
use crate::optimise::{self, ONE, Price, SolveError};

/// Counts are charged in tenths: what is expected less than once in twenty futures is no reason to pass a home
/// over.
pub const TENTHS: i64 = 10;

/// The first tier after those in which children are placed at all. The last of these is charged as well, but only
/// among the plans that leave the same children.
pub fn first_charged(tiers: &[Tier]) -> usize {
    let last = tiers.iter().rposition(Tier::places_children);
    last.map_or(0, |last| last + 1)
}

/// Parts in which a charged tier is counted: counts in tenths, measures (miles, points, pence) in their own unit.
fn scale(tier: &Tier) -> i64 {
    if tier.tolerance == 0.0 { TENTHS } else { 1 }
}

/// What the round should charge for the places that it uses.
pub fn scarcity(
    facts: &Facts,
    round: &Round,
    history: &History,
    settings: Settings,
) -> Result<Scarcity, SolveError> {
    let tiers = &facts.council.policy.tiers;
    let mut scarcity = Scarcity::none(tiers.len());
    let drawn =
        (0..u64::from(settings.futures)).map(|k| future(history, settings.weeks, settings.seed, k));
    let futures: Vec<Vec<usize>> = drawn.collect();
    if futures.iter().all(Vec::is_empty) || round.to_place.is_empty() {
        return Ok(scarcity);
    }
    let copies = Copies::of(facts, history, &futures);
    let extended = Facts::of(&copies.council);
    let everybody = Round {
        to_place: with(
            round,
            facts.council.children.len()..copies.council.children.len(),
        ),
        scarcity: None,
        ..round.clone()
    };
    let found = Candidates::find(&extended, &everybody);
    let sums: Vec<Sums> = futures
        .par_iter()
        .map(|future| {
            let mut to_place = round.to_place.clone();
            to_place.extend(copies.children(future));
            prices_of(&extended, &everybody, &found, to_place, facts)
        })
        .collect::<Result<_, SolveError>>()?;
    let first = first_charged(tiers);
    for (t, tier) in tiers.iter().enumerate().skip(first.saturating_sub(1)) {
        // Whether children are placed at all is one question, however many tiers ask it.
        let asked = if t < first { 0..first } else { t..t + 1 };
        let mean = |home: usize| {
            let of_future = |one: &Sums| {
                asked
                    .clone()
                    .map(|t| i128::from(one[t][home]))
                    .sum::<i128>()
            };
            let sum: i128 = sums.iter().map(of_future).sum();
            let whole = ONE * i128::from(settings.futures);
            let parts = (sum * i128::from(scale(tier)) + whole / 2).div_euclid(whole);
            i64::try_from(parts).unwrap_or(i64::MAX)
        };
        let places: Vec<i64> = (0..facts.council.homes.len()).map(mean).collect();
        tracing::debug!(
            day = %history.day,
            tier = tier.name,
            homes = places.iter().filter(|price| **price > 0).count(),
            dearest = places.iter().max(),
            "priced"
        );
        scarcity.charge_places(t, scale(tier), places);
    }
    Ok(scarcity)
}

fn with(round: &Round, copies: std::ops::Range<usize>) -> Vec<ChildIx> {
    let copies = copies.map(|at| ChildIx(at as u32));
    round.to_place.iter().copied().chain(copies).collect()
}

/// By tier, then home: the price of a place in fixed point.
type Sums = Vec<Vec<Price>>;

/// Prices of one future. The children of the round stand aside: what they take from one another, the round
/// itself weighs exactly.
fn prices_of(
    extended: &Facts,
    everybody: &Round,
    found: &Candidates,
    to_place: Vec<ChildIx>,
    facts: &Facts,
) -> Result<Sums, SolveError> {
    let own = facts.council.children.len();
    let tiers = &facts.council.policy.tiers;
    let mut sums = vec![vec![0; facts.council.homes.len()]; tiers.len()];
    let of_child = |child: &ChildIx| found.of_child(*child).iter().copied();
    let usable: Vec<Candidate> = to_place.iter().flat_map(of_child).collect();
    let candidates = Candidates::of_usable(extended, &to_place, usable, Vec::new());
    let round = Round {
        to_place,
        ..everybody.clone()
    };
    let is_own = |child: ChildIx| child.at() < own;
    for part in &candidates.components {
        if part.homes.is_empty() || part.children.iter().all(|child| is_own(*child)) {
            continue;
        }
        let problem = optimise::build(extended, &round, &candidates, part, tiers);
        let prices = optimise::place_prices(&problem, tiers, &is_own)?;
        for (sums, prices) in sums.iter_mut().zip(&prices) {
            for (side, price) in problem.homes.iter().zip(prices) {
                let HomeIx(home) = side.home;
                sums[home as usize] += price;
            }
        }
    }
    Ok(sums)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_tiers;

    #[test]
    fn only_tiers_after_those_that_place_children_are_charged() {
        let mut tiers = default_tiers();
        assert_eq!(tiers[first_charged(&tiers)].name, "connected");
        tiers.reverse();
        assert_eq!(first_charged(&tiers), tiers.len());
    }

    #[test]
    fn counts_are_charged_in_tenths_and_measures_in_their_unit() {
        let tiers = default_tiers();
        let scales: Vec<i64> = tiers.iter().map(scale).collect();
        assert_eq!(scales[3], 10);
        assert_eq!(scales[8], 1);
    }
}
