//! Random numbers of homes and of a scenario's choices: counter-based, so that they are the same whatever else happens.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Poisson, StandardUniform};

use crate::forecast::simulate::{Kind, keyed};

/// What a number is for.
#[derive(Debug, Clone, Copy)]
pub enum Cause {
    /// Whether a household leaves this month.
    Leaves,
    /// Whether a hold begins or ends this month.
    Holds,
    /// Which places of others are on offer this quarter.
    Offers,
    /// How many households are recruited this month, and like which.
    Recruits,
    /// Which children a scenario moves or brings home.
    Chosen,
    /// Who comes on top of the history's rate.
    Added,
    /// Which reviews bring brothers and sisters together.
    Reviews,
    /// Which brothers and sisters who come are to live apart.
    Plans,
}

const CAUSES: u64 = 8;

/// Streams of one replication.
#[derive(Debug, Clone)]
pub struct Chance {
    homes: ChaCha8Rng,
    added: ChaCha8Rng,
}

impl Chance {
    /// Of a seed and a replication.
    pub fn of(key: (u64, u64)) -> Self {
        Self {
            homes: keyed(key, Kind::Homes),
            added: keyed(key, Kind::Added),
        }
    }

    /// A stream for something at a time.
    pub fn stream(&self, cause: Cause, number: u64, time: u64) -> ChaCha8Rng {
        let mut rng = match cause {
            Cause::Chosen | Cause::Added => self.added.clone(),
            _ => self.homes.clone(),
        };
        rng.set_stream(number * CAUSES + cause as u64);
        rng.set_word_pos(u128::from(time) << 10);
        rng
    }

    /// A number from 0 to 1.
    pub fn unit(&self, cause: Cause, number: u64, time: u64) -> f64 {
        unit(&mut self.stream(cause, number, time))
    }
}

/// How many of a mean come; none where the mean is nothing.
pub fn poisson(mean: f64, rng: &mut ChaCha8Rng) -> u64 {
    Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(rng)) as u64
}

/// The next number from 0 to 1.
pub fn unit(rng: &mut ChaCha8Rng) -> f64 {
    StandardUniform.sample(rng)
}
