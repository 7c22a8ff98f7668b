//! Random numbers of homes and of a scenario's choices: counter-based, so that they are the same whatever else happens.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardUniform};

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

/// Events that come by chance, in order: those of a smaller mean are the first of those of a greater one, and each is the
/// same in both.
pub struct Events {
    rng: ChaCha8Rng,
    gone: f64,
}

impl Events {
    /// Of a stream of their own.
    pub const fn of(rng: ChaCha8Rng) -> Self {
        Self { rng, gone: 0.0 }
    }

    /// The next event of a mean: how much of the mean it takes, and two numbers from 0 to 1 about it. `None` where there are
    /// no more.
    pub fn next(&mut self, mean: f64) -> Option<(f64, [f64; 2])> {
        let by: f64 = Exp1.sample(&mut self.rng);
        self.gone += by;
        let about = [unit(&mut self.rng), unit(&mut self.rng)];
        (self.gone < mean).then_some((self.gone, about))
    }
}

/// The next number from 0 to 1.
pub fn unit(rng: &mut ChaCha8Rng) -> f64 {
    StandardUniform.sample(rng)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(replication: u64, mean: f64) -> Vec<(f64, [f64; 2])> {
        let rng = Chance::of((3, replication)).stream(Cause::Recruits, 0, 5);
        let mut events = Events::of(rng);
        std::iter::from_fn(|| events.next(mean)).collect()
    }

    #[test]
    fn more_events_are_the_same_and_others_after_them() {
        let mut numbers = Vec::new();
        for replication in 0..2_000 {
            let (few, many) = (events(replication, 2.0), events(replication, 3.0));
            assert!(many.starts_with(&few));
            numbers.push(few.len() as f64);
        }
        let mean = numbers.iter().sum::<f64>() / 2e3;
        let spread = numbers.iter().map(|n| (n - mean).powi(2)).sum::<f64>() / 2e3;
        assert!((mean - 2.0).abs() < 0.1 && (spread - 2.0).abs() < 0.2);
        assert_eq!(events(1, 0.0), []);
    }
}
