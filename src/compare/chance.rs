//! What chance alone would do to a ranking: of the points of a sweep, and of the futures, which all points share.
//!
//! Two things can make a figure look as if an indicator followed it. The points are few: so the indicator's values are dealt
//! to the points in an order of chance, many times, and what counts is the largest correlation of any figure with any
//! indicator of the sweep, since the largest is what is looked at (Westfall and Young 1993, Resampling-Based Multiple
//! Testing). And the futures are few, and the same at all points, so that what they happen to have in common stands at every
//! point: so as many futures are drawn from them with replacement, many times, and the sign has to hold.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardUniform};

/// In how large a share of sweeps of which nothing is true chance may say something.
pub const LEVEL: f64 = 0.05;
/// How often values are dealt anew.
const DEALT: usize = 3_999;
/// How often futures are drawn anew, at the most and at the least.
const DRAWN: (usize, usize) = (1_999, 399);
/// Figures that are added up before fewer draws are made: sweeps have up to ten thousand points.
const SUMS: usize = 500_000_000;
/// Any number: the same run gives the same ranking.
const SEED: u64 = 24;

/// Ranks less their mean, of length one; `None` where all figures are the same. Equal figures share the mean of their ranks.
pub fn standing(figures: &[f64]) -> Option<Vec<f64>> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|a, b| figures[*a].total_cmp(&figures[*b]));
    let middle = (figures.len() as f64 - 1.0) / 2.0;
    let mut ranks = vec![0.0; figures.len()];
    let mut first = 0;
    for same in order.chunk_by(|a, b| figures[*a] == figures[*b]) {
        let shared = first as f64 + (same.len() as f64 - 1.0) / 2.0 - middle;
        same.iter().for_each(|at| ranks[*at] = shared);
        first += same.len();
    }
    let length = along(&ranks, &ranks).sqrt();
    (length > 0.0).then(|| ranks.iter().map(|rank| rank / length).collect())
}

/// Spearman's rank correlation, of standings.
pub fn along(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() + 0.0
}

/// The correlation beyond which chance puts none of all these figures and indicators in nineteen sweeps of twenty.
pub fn limit(figures: &[&[f64]], indicators: &[&[f64]]) -> f64 {
    let points = figures.first().map_or(0, |first| first.len());
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let mut order: Vec<usize> = (0..points).collect();
    let mut dealt = vec![0.0; points];
    let largest = (0..DEALT).map(|_| {
        for at in (1..points).rev() {
            order.swap(at, below(&mut rng, at + 1));
        }
        let mut largest: f64 = 0.0;
        for indicator in indicators {
            for (to, from) in dealt.iter_mut().zip(&order) {
                *to = indicator[*from];
            }
            let each = figures.iter().map(|figure| along(figure, &dealt).abs());
            largest = each.fold(largest, f64::max);
        }
        largest
    });
    let mut largest: Vec<f64> = largest.collect();
    largest.sort_by(f64::total_cmp);
    largest[((1.0 - LEVEL) * DEALT as f64) as usize]
}

/// For each figure: in how large a share of draws of futures an indicator's correlation with it has the sign that it has in
/// these. `table` has the indicator by point and future.
pub fn holds(figures: &[&[f64]], table: &[Vec<f64>]) -> Vec<f64> {
    let futures = table.first().map_or(0, Vec::len);
    let draws = (SUMS / (table.len() * futures).max(1)).clamp(DRAWN.1, DRAWN.0);
    let means = |times: &[f64]| -> Option<Vec<f64>> {
        let sums = table.iter().map(|point| along(point, times));
        standing(&sums.collect::<Vec<f64>>())
    };
    let Some(as_run) = means(&vec![1.0; futures]) else {
        return vec![0.0; figures.len()];
    };
    let mut rng = ChaCha8Rng::seed_from_u64(SEED);
    let (mut held, mut times) = (vec![0_usize; figures.len()], vec![0.0; futures]);
    for _ in 0..draws {
        times.fill(0.0);
        (0..futures).for_each(|_| times[below(&mut rng, futures)] += 1.0);
        let Some(drawn) = means(&times) else { continue };
        for (held, figure) in held.iter_mut().zip(figures) {
            *held += usize::from(along(figure, &drawn) * along(figure, &as_run) > 0.0);
        }
    }
    let share = held.into_iter().map(|held| held as f64 / draws as f64);
    share.collect()
}

/// A number from 0 to below so many.
fn below(rng: &mut ChaCha8Rng, so_many: usize) -> usize {
    let share: f64 = StandardUniform.sample(rng);
    ((share * so_many as f64) as usize).min(so_many - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_figures_share_a_rank_and_what_stands_still_has_none() {
        let shared = standing(&[5.0, 1.0, 5.0, 9.0]).unwrap();
        let length = (4.5_f64).sqrt();
        let ranks = [0.0, -1.5, 0.0, 1.5].map(|rank| rank / length);
        assert!(shared.iter().zip(ranks).all(|(a, b)| (a - b).abs() < 1e-12));
        assert_eq!(standing(&[3.0, 3.0]), None);
        let (up, down) = (standing(&[1.0, 2.0, 9.0]), standing(&[7.0, 6.0, 0.0]));
        assert!((along(&up.unwrap(), &down.unwrap()) + 1.0).abs() < 1e-12);
    }

    #[test]
    fn the_limit_is_that_of_the_largest_of_all() {
        let points: Vec<f64> = (0..24).map(f64::from).collect();
        let shuffled = |by: usize| -> Vec<f64> {
            let values: Vec<f64> = (0..24).map(|at| (at * by % 25) as f64).collect();
            standing(&values).unwrap()
        };
        let one = standing(&points).unwrap();
        // Of one alone: the tables have 0.406 for 24 points.
        let alone = limit(&[&one], &[&shuffled(7)]);
        assert!((alone - 0.406).abs() < 0.015, "{alone}");
        let others = [2, 3, 4, 6, 7, 8].map(shuffled);
        let others: Vec<&[f64]> = others.iter().map(Vec::as_slice).collect();
        let of_many = limit(&[&one, &shuffled(9), &shuffled(11)], &others);
        assert!(of_many > alone + 0.1, "{of_many}");
    }

    #[test]
    fn a_sign_that_single_futures_decide_does_not_hold() {
        let one = standing(&[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0]).unwrap();
        // At every point the same futures, each with a slope of its own: straight in the mean, whatever its sign.
        let table = |slopes: &[f64]| -> Vec<Vec<f64>> {
            let point = |at: u32| slopes.iter().map(|s| s * f64::from(at)).collect();
            (0..8).map(point).collect()
        };
        let even: Vec<f64> = (0..24)
            .map(|at| if at % 2 == 0 { 1.0 } else { -0.8 })
            .collect();
        let share = holds(&[&one], &table(&even))[0];
        assert!((0.5..0.9).contains(&share), "{share}");
        assert_eq!(holds(&[&one], &table(&[1.0; 24])), [1.0]);
    }
}
