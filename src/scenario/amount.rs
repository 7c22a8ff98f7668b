//! Numbers of levers: fixed, or an 80% interval that is drawn once in every replication.
//!
//! Random numbers are counter-based: a stream is keyed by seed, replication, and the names of lever and key. The same lever
//! has the same fate in every scenario that pulls it, so that differences between scenarios are not noise.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, StandardNormal, StandardUniform};
use sha2::{Digest, Sha256};

/// Width of the 80% interval of a Normal distribution, in standard deviations.
const WIDTH_OF_80_PERCENT: f64 = 2.563;

/// A number as a scenario gives it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Known.
    Fixed(f64),
    /// Thought to lie in between with a chance of 80%.
    Interval {
        /// One chance in ten that it is below.
        low: f64,
        /// One chance in ten that it is above.
        high: f64,
    },
}

impl Amount {
    /// The number in the middle.
    pub const fn middle(self) -> f64 {
        match self {
            Self::Fixed(number) => number,
            Self::Interval { low, high } => f64::midpoint(low, high),
        }
    }

    /// The number so many standard deviations from the middle.
    pub fn at(self, deviations: f64) -> f64 {
        match self {
            Self::Fixed(number) => number,
            Self::Interval { low, high } => {
                self.middle() + deviations * (high - low) / WIDTH_OF_80_PERCENT
            }
        }
    }
}

/// What is drawn: one stream for each seed, replication, lever and key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawing<'a> {
    /// Seed of the scenario.
    pub seed: u64,
    /// Replication.
    pub replication: u64,
    /// Name of the lever.
    pub lever: &'a str,
}

impl Drawing<'_> {
    fn stream(self, key: &str) -> ChaCha8Rng {
        let mut hash = Sha256::new();
        hash.update(b"placewell lever");
        hash.update(self.seed.to_le_bytes());
        hash.update(self.replication.to_le_bytes());
        // Names have no line breaks, so that two of them cannot run into one.
        hash.update(format!("\n{}\n{key}", self.lever));
        ChaCha8Rng::from_seed(hash.finalize().into())
    }

    /// A standard Normal number.
    pub fn normal(self, key: &str) -> f64 {
        StandardNormal.sample(&mut self.stream(key))
    }

    /// A number from 0 to below 1.
    pub fn uniform(self, key: &str) -> f64 {
        StandardUniform.sample(&mut self.stream(key))
    }

    /// The numbers from 0 to below `n` in an order of chance.
    pub fn shuffled(self, key: &str, n: usize) -> Vec<usize> {
        let mut rng = self.stream(key);
        let mut order: Vec<usize> = (0..n).collect();
        for at in (1..n).rev() {
            let share: f64 = StandardUniform.sample(&mut rng);
            order.swap(at, (share * (at + 1) as f64) as usize);
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(seed: u64, replication: u64, lever: &str) -> Drawing<'_> {
        Drawing {
            seed,
            replication,
            lever,
        }
    }

    #[test]
    fn four_in_five_draws_are_in_the_interval_and_one_in_ten_on_each_side() {
        let amount = Amount::Interval {
            low: 5.0,
            high: 15.0,
        };
        let draws = (0..4_000).map(|r| amount.at(drawing(7, r, "recruit").normal("carers")));
        let draws: Vec<f64> = draws.collect();
        let share = |is: &dyn Fn(f64) -> bool| {
            draws.iter().filter(|d| is(**d)).count() as f64 / draws.len() as f64
        };
        assert!((share(&|d| d < 5.0) - 0.1).abs() < 0.02);
        assert!((share(&|d| d > 15.0) - 0.1).abs() < 0.02);
        assert_eq!(Amount::Fixed(3.0).at(1.5), 3.0);
        assert_eq!(amount.middle(), 10.0);
    }

    #[test]
    fn a_draw_depends_on_everything_that_names_it_and_on_nothing_else() {
        let first = drawing(1, 2, "a").normal("k");
        assert_eq!(first, drawing(1, 2, "a").normal("k"));
        for other in [
            drawing(2, 2, "a").normal("k"),
            drawing(1, 3, "a").normal("k"),
            drawing(1, 2, "b").normal("k"),
            drawing(1, 2, "a").normal("l"),
        ] {
            assert_ne!(first, other);
        }
    }

    #[test]
    fn a_shuffle_keeps_every_number_once() {
        let mut order = drawing(1, 0, "sweep").shuffled("x", 50);
        assert_ne!(order, (0..50).collect::<Vec<_>>());
        order.sort_unstable();
        assert_eq!(order, (0..50).collect::<Vec<_>>());
    }
}
