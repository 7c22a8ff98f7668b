//! Chance, the same on every platform: one ChaCha stream for each seed and name, and only arithmetic that
//! IEEE 754 defines to the last bit.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A named stream of random numbers.
pub struct Draws {
    rng: ChaCha12Rng,
}

impl Draws {
    /// The stream of this name under this seed. Streams do not disturb one another.
    pub fn new(seed: u64, name: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_le_bytes());
        hash.update(name.as_bytes());
        Self {
            rng: ChaCha12Rng::from_seed(hash.finalize().into()),
        }
    }

    /// Uniform in [0, 1).
    pub fn unit(&mut self) -> f64 {
        (self.rng.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Uniform in 0..n; 0 where n is 0.
    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.rng.next_u64()) * n as u128) >> 64) as usize
    }

    /// Uniform from low to high, both included.
    pub fn between(&mut self, low: i32, high: i32) -> i32 {
        low + self.below((high - low).max(0) as usize + 1) as i32
    }

    /// True with this probability.
    pub fn chance(&mut self, probability: f64) -> bool {
        self.unit() < probability
    }

    /// Nearly normal (the sum of twelve uniforms), mean 0 and standard deviation 1.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// Position drawn by weight; `None` where no weight is above 0.
    pub fn weighted(&mut self, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = self.unit() * total;
        let mut last = None;
        for (at, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            last = Some(at);
            left -= weight;
            if left < 0.0 {
                break;
            }
        }
        last
    }

    /// A value drawn by weight from a table that is not empty.
    pub fn pick<T: Copy>(&mut self, table: &[(T, f64)]) -> T {
        let weights: Vec<f64> = table.iter().map(|(_, weight)| *weight).collect();
        table[self.weighted(&weights).unwrap_or(0)].0
    }

    /// A value from a list that is not empty, each as likely as the other.
    pub fn any<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }

    /// Shuffles in place.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_fixed_by_its_seed_and_name() {
        let first = |seed, name| Draws::new(seed, name).rng.next_u64();
        assert_eq!(first(7, "age"), first(7, "age"));
        assert_ne!(first(7, "age"), first(8, "age"));
        assert_ne!(first(7, "age"), first(7, "sex"));
    }

    #[test]
    fn weights_of_nothing_draw_nothing() {
        let mut draws = Draws::new(1, "weights");
        assert_eq!(draws.weighted(&[0.0, 0.0]), None);
        assert!((0..200).all(|_| draws.weighted(&[0.0, 1.0, 0.0]) == Some(1)));
    }
}
