//! Where a move leads.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

use super::gamma::ln_gamma;
use crate::forecast::history::{BANDS, State};

const STATES: usize = State::ALL.len();

/// Moves by band, state and the state they led to. Probabilities of a band and state are shrunk to those of the state at any
/// age, and those to where moves lead from anywhere: Dirichlet, the strengths being the ones under which the moves are
/// likeliest.
#[derive(Debug, Clone)]
pub struct Destinations {
    counts: Vec<[f64; STATES]>,
    /// Shapes of the gamma draws that make a Dirichlet one, by band and state.
    shapes: Vec<[f64; STATES]>,
}

impl Default for Destinations {
    fn default() -> Self {
        Self {
            counts: vec![[0.0; STATES]; BANDS * STATES],
            shapes: Vec::new(),
        }
    }
}

impl Destinations {
    /// Counts a move.
    pub fn add(&mut self, band: usize, from: State, to: State) {
        self.counts[band * STATES + from as usize][to as usize] += 1.0;
    }

    /// The shapes where moves say too little by themselves: those of a state at any age are shrunk to what is known in
    /// advance of the band, as if that were so many moves, and those of a band and state to them as strongly.
    pub fn settle_toward(&mut self, known: &[[f64; STATES]], moves: f64) {
        let mut of_state = vec![[0.0; STATES]; STATES];
        for (at, counts) in self.counts.iter().enumerate() {
            for (to, count) in counts.iter().enumerate() {
                of_state[at % STATES][to] += count;
            }
        }
        self.shapes = (self.counts.iter().enumerate())
            .map(|(at, counts)| {
                let (band, state) = (at / STATES, at % STATES);
                let parent = shares(&added(&of_state[state], &known[band], moves));
                let mut shapes = added(counts, &parent, moves);
                for (to, shape) in shapes.iter_mut().enumerate() {
                    // Where England's children never go, only a council's own move of that age leads.
                    if known[band][to] == 0.0 && counts[to] == 0.0 {
                        *shape = 0.0;
                    }
                }
                shapes
            })
            .collect();
    }

    /// Estimates the shapes.
    pub fn settle(&mut self) {
        let mut from_anywhere = [0.1; STATES];
        let mut of_state = vec![[0.0; STATES]; STATES];
        for (at, counts) in self.counts.iter().enumerate() {
            for (to, count) in counts.iter().enumerate() {
                from_anywhere[to] += count;
                of_state[at % STATES][to] += count;
            }
        }
        let anywhere = shares(&from_anywhere);
        let strength = likeliest(of_state.iter().map(|counts| (counts, &anywhere)));
        let parents: Vec<[f64; STATES]> = of_state
            .iter()
            .map(|counts| shares(&added(counts, &anywhere, strength)))
            .collect();
        let cells = || self.counts.iter().enumerate();
        let strength = likeliest(cells().map(|(at, counts)| (counts, &parents[at % STATES])));
        self.shapes = cells()
            .map(|(at, counts)| {
                let mut shapes = added(counts, &parents[at % STATES], strength);
                // Supported accommodation is for 16 and 17: nobody younger is sent there unless it has happened.
                let supported = State::Supported as usize;
                if at / STATES < 4 && counts[supported] == 0.0 {
                    shapes[supported] = 0.0;
                }
                shapes
            })
            .collect();
    }

    /// Cumulative probabilities of one draw, by band and state.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> Vec<[f64; STATES]> {
        self.shapes
            .iter()
            .map(|shapes| {
                let mut sum = 0.0;
                let mut running = shapes.map(|shape| {
                    // A shape of nothing is a state that is never drawn.
                    sum += Gamma::new(shape, 1.0).map_or(0.0, |gamma| gamma.sample(rng));
                    sum
                });
                running.iter_mut().for_each(|part| *part /= sum.max(1e-300));
                running
            })
            .collect()
    }
}

fn added(counts: &[f64; STATES], shares: &[f64; STATES], strength: f64) -> [f64; STATES] {
    std::array::from_fn(|to| counts[to] + strength * shares[to])
}

fn shares(counts: &[f64; STATES]) -> [f64; STATES] {
    let sum: f64 = counts.iter().sum();
    counts.map(|count| count / sum)
}

/// The strength under which counts are likeliest given the shares they are shrunk to (Dirichlet-multinomial).
fn likeliest<'a>(rows: impl Iterator<Item = (&'a [f64; STATES], &'a [f64; STATES])>) -> f64 {
    let rows: Vec<_> = rows.collect();
    let mut best = (f64::NEG_INFINITY, 1.0);
    for strength in [512.0, 256.0, 128.0, 64.0, 32.0, 16.0, 8.0, 4.0, 2.0, 1.0] {
        let of_row = |(counts, shares): &(&[f64; STATES], &[f64; STATES])| {
            let all: f64 = counts.iter().sum();
            let each = counts.iter().zip(shares.iter()).filter(|(n, _)| **n > 0.0);
            let each: f64 = each
                .map(|(n, share)| ln_gamma(n + strength * share) - ln_gamma(strength * share))
                .sum();
            each + ln_gamma(strength) - ln_gamma(strength + all)
        };
        let likelihood: f64 = rows.iter().map(of_row).sum();
        if likelihood > best.0 + 1e-9 {
            best = (likelihood, strength);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::SeedableRng;

    #[test]
    fn a_band_without_moves_goes_where_others_go_and_nobody_young_to_supported_accommodation() {
        let mut to = Destinations::default();
        for _ in 0..300 {
            to.add(3, State::OwnFoster, State::AgencyFoster);
            to.add(4, State::OwnFoster, State::Supported);
        }
        to.settle();
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let draw = to.draw(&mut rng);
        let chance = |band: usize, state: State| {
            let running = draw[band * STATES + State::OwnFoster as usize];
            let at = state as usize;
            running[at] - if at == 0 { 0.0 } else { running[at - 1] }
        };
        assert!(chance(3, State::AgencyFoster) > 0.95);
        assert!(chance(4, State::Supported) > 0.95);
        assert_eq!(chance(2, State::Supported), 0.0);
        assert!(chance(2, State::AgencyFoster) > 0.5);
    }
}
