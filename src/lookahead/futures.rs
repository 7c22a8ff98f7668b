//! Futures: which families come within the horizon, drawn from those who came before.
//!
//! How many come in a week is Poisson at the rate of the history, or negative binomial (a Poisson whose rate is
//! itself drawn from a gamma distribution) where its weeks differ by more than chance; who comes is drawn with
//! replacement. Each future has two streams of random numbers of its own, one a cause, so that no future
//! depends on another or on the order in which they are drawn.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use rand_distr::{Distribution, Gamma, Poisson};
use sha2::{Digest, Sha256};

use super::history::{History, Rate};

/// What a stream of random numbers is for.
#[derive(Debug, Clone, Copy)]
enum Cause {
    HowMany,
    Who,
}

const CAUSES: u64 = 2;

/// Families (positions in the history, in order, repeated where they come twice) of one future.
pub fn future(history: &History, weeks: u16, seed: u64, replication: u64) -> Vec<usize> {
    let stream = |cause: Cause| {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(history.day.to_string());
        let mut rng = ChaCha12Rng::from_seed(hash.finalize().into());
        rng.set_stream(replication * CAUSES + cause as u64);
        rng
    };
    let mut how_many = stream(Cause::HowMany);
    let of_week = |week| in_a_week(history.rate, week, &mut how_many);
    let number: u64 = (0..weeks).map(of_week).sum();
    let mut who = stream(Cause::Who);
    let mut below = |n: usize| ((u128::from(who.next_u64()) * n as u128) >> 64) as usize;
    let mut families: Vec<usize> = (0..number).map(|_| below(history.families.len())).collect();
    families.sort_unstable();
    families
}

fn in_a_week(rate: Rate, week: u16, rng: &mut ChaCha12Rng) -> u64 {
    let mut mean = rate.mean_in(week);
    if rate.is_over_dispersed() {
        let more = rate.dispersion - 1.0;
        if let Ok(rates) = Gamma::new(mean / more, more) {
            mean = rates.sample(rng);
        }
    }
    // A mean of 0 is no distribution of the library's, and nobody comes.
    Poisson::new(mean).map_or(0, |counts| counts.sample(rng) as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::Facts;
    use crate::model::{Child, Council, Sex};
    use jiff::civil::date;

    fn history(children: i8) -> History {
        let mut council = Council::new("Futures", "E06000019", date(2026, 3, 31));
        for i in 0..children {
            let entered = date(2023 + i16::from(i % 3), 1 + i % 12, 1 + i % 28);
            let born = date(2015, 1, 1);
            let child = Child::new(&format!("C{i}"), born, Sex::Male, entered);
            council.children.push(child);
        }
        History::before(&Facts::of(&council), council.as_at)
    }

    #[test]
    fn futures_differ_and_each_is_fixed_by_its_seed_and_number() {
        let history = history(100);
        let draw = |seed, replication| future(&history, 13, seed, replication);
        assert_eq!(draw(1, 0), draw(1, 0));
        assert_ne!(draw(1, 0), draw(1, 1));
        assert_ne!(draw(1, 0), draw(2, 0));
    }

    #[test]
    fn as_many_come_as_came() {
        let history = history(100);
        let number = |replication| future(&history, 13, 7, replication).len() as f64;
        let mean = (0..400).map(number).sum::<f64>() / 400.0;
        let expected = 13.0 * history.rate.mean;
        assert!(
            (mean - expected).abs() < 0.1 * expected,
            "{mean} {expected}"
        );
    }

    #[test]
    fn without_a_history_nobody_comes() {
        assert!(future(&history(0), 13, 1, 0).is_empty());
    }
}
