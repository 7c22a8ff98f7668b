//! Rates of the cells of a table, each shrunk to the product of the table's margins.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma};

use super::gamma::ln_gamma;

/// Events and person-days by cell; three margins, the last one running fastest.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Levels of each margin.
    pub levels: [usize; 3],
    /// Events.
    pub events: Vec<f64>,
    /// Person-days at risk.
    pub days: Vec<f64>,
}

impl Table {
    /// An empty table.
    pub fn new(levels: [usize; 3]) -> Self {
        let cells = levels.iter().product();
        Self {
            levels,
            events: vec![0.0; cells],
            days: vec![0.0; cells],
        }
    }

    /// The level of a cell on each margin.
    const fn level(&self, cell: usize) -> [usize; 3] {
        let [_, b, c] = self.levels;
        [cell / (b * c), cell / c % b, cell % c]
    }
}

/// What is known in advance of a table's rates.
#[derive(Debug, Clone, Copy)]
pub struct Prior<'a> {
    /// Rates by cell, per day.
    pub rates: &'a [f64],
    /// Events that they count for against the whole table's: the shape of a gamma factor with mean one.
    pub whole: f64,
    /// Events that they count for against those of a level, by margin.
    pub level: [f64; 3],
}

/// Events that a level of a margin counts in advance, at the rate of the whole: a level in which nobody has left yet is
/// not one that nobody leaves.
const IN_ADVANCE: f64 = 1.0;

/// Strengths that are tried, in events.
const STRENGTHS: [f64; 13] = [
    0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0, 1024.0, 4096.0,
];

/// A table with the rates of its margins, and how much its cells are trusted against them.
///
/// Events of a cell are Poisson with mean θ·μ, where μ is the product of the margins times person-days, and θ is gamma with
/// mean 1 and shape `strength`: empirical Bayes, the strength being the one under which the events are likeliest (negative
/// binomial). A cell's rate is then (strength + events) / (strength + μ) times the product of its margins.
#[derive(Debug, Clone)]
pub struct Pooled {
    /// What was observed.
    pub table: Table,
    /// Product of the margins by cell, per day.
    pub by_margins: Vec<f64>,
    /// What a cell's own events weigh against: larger is more pooling.
    pub strength: f64,
    /// Events of each level of each margin.
    of_level: [Vec<f64>; 3],
    /// Share of the expected events in each level of each margin.
    share: [Vec<f64>; 3],
    /// Shape of the whole rate.
    whole: f64,
    /// Events in advance of a level, by margin.
    in_advance: [f64; 3],
}

impl Pooled {
    /// Fits the margins by iterative proportional fitting, and the strength.
    pub fn of(table: Table) -> Self {
        let all: f64 = table.events.iter().sum();
        let days: f64 = table.days.iter().sum();
        let cells = vec![1.0; table.days.len()];
        // Half an event in advance, as for a rate of which nothing is known (Jeffreys).
        let whole = (all + 0.5) / days.max(1.0);
        let mut pooled = Self::fitted(
            table,
            &cells,
            (whole, all + 0.5),
            (all + 0.5, [IN_ADVANCE; 3]),
        );
        let expected = times(&pooled.by_margins, &pooled.table.days);
        pooled.strength = likeliest(&pooled.table.events, &expected);
        pooled
    }

    /// Rates that are known in advance, moved toward the events of a table that says too little by itself: the whole and
    /// the levels of the margins are gamma factors around them. Single cells follow their margins.
    pub fn toward(table: Table, prior: Prior<'_>) -> Self {
        let all: f64 = table.events.iter().sum();
        let expected: f64 = times(prior.rates, &table.days).iter().sum();
        let factor = (prior.whole + all) / (prior.whole + expected);
        let shapes = (prior.whole + all, prior.level);
        Self::fitted(table, prior.rates, (factor, factor * expected), shapes)
    }

    /// Rates of cells times a whole factor and those of the margins, scaled to the expected events of all cells.
    fn fitted(
        table: Table,
        cells: &[f64],
        (whole, all): (f64, f64),
        (shape, in_advance): (f64, [f64; 3]),
    ) -> Self {
        let of_level = sums(&table, &table.events);
        let mut factors = table.levels.map(|levels| vec![1.0; levels]);
        for _ in 0..40 {
            for margin in 0..3 {
                let rates = times(&product(&table, whole, &factors), cells);
                let expected = sums(&table, &times(&rates, &table.days));
                for (level, factor) in factors[margin].iter_mut().enumerate() {
                    let without = expected[margin][level] / *factor;
                    *factor = (of_level[margin][level] + in_advance[margin])
                        / (without + in_advance[margin]);
                }
            }
        }
        let mut by_margins = times(&product(&table, whole, &factors), cells);
        let sum: f64 = times(&by_margins, &table.days).iter().sum();
        if sum > 0.0 {
            by_margins.iter_mut().for_each(|rate| *rate *= all / sum);
        }
        let expected = times(&by_margins, &table.days);
        let share = sums(&table, &expected).map(|levels| {
            let sum: f64 = levels.iter().sum();
            // Where nothing is expected, every level is as good as another.
            let equal = 1.0 / levels.len() as f64;
            let share = |level: &f64| if sum > 0.0 { level / sum } else { equal };
            levels.iter().map(share).collect()
        });
        Self {
            strength: STRENGTHS[STRENGTHS.len() - 1],
            table,
            by_margins,
            of_level,
            share,
            whole: shape,
            in_advance,
        }
    }

    /// The rate of a cell, per day: the mean of what [`Self::draw`] draws, but for the uncertainty of the margins.
    pub fn rate(&self, cell: usize) -> f64 {
        let expected = self.by_margins[cell] * self.table.days[cell];
        self.by_margins[cell] * (self.strength + self.table.events[cell])
            / (self.strength + expected)
    }

    /// Draws the whole rate, the levels of the margins around it, and then every cell given those: gamma each.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> Vec<f64> {
        let whole = around_one(self.whole, rng);
        let margins: [Vec<f64>; 3] = std::array::from_fn(|margin| {
            let events = self.of_level[margin].iter();
            let drawn: Vec<f64> = events
                .map(|n| around_one(n + self.in_advance[margin], rng))
                .collect();
            // The levels share out the whole, which has been drawn.
            let mean: f64 = drawn
                .iter()
                .zip(&self.share[margin])
                .map(|(d, s)| d * s)
                .sum();
            drawn.iter().map(|d| d / mean.max(1e-12)).collect()
        });
        let cells = self.by_margins.iter().enumerate();
        cells
            .map(|(cell, rate)| {
                let [a, b, c] = self.table.level(cell);
                let rate = rate * whole * margins[0][a] * margins[1][b] * margins[2][c];
                let shape = self.strength + self.table.events[cell];
                let expected = rate * self.table.days[cell];
                rate * around_one(shape, rng) * shape / (self.strength + expected)
            })
            .collect()
    }
}

/// A gamma draw with mean one.
pub fn around_one(shape: f64, rng: &mut ChaCha8Rng) -> f64 {
    // Shapes are at least a half here, so there is a distribution.
    Gamma::new(shape, 1.0 / shape).map_or(1.0, |gamma| gamma.sample(rng))
}

fn product(table: &Table, whole: f64, factors: &[Vec<f64>; 3]) -> Vec<f64> {
    let rate = |cell| {
        let [a, b, c] = table.level(cell);
        whole * factors[0][a] * factors[1][b] * factors[2][c]
    };
    (0..table.days.len()).map(rate).collect()
}

fn times(rates: &[f64], days: &[f64]) -> Vec<f64> {
    rates
        .iter()
        .zip(days)
        .map(|(rate, days)| rate * days)
        .collect()
}

fn sums(table: &Table, figures: &[f64]) -> [Vec<f64>; 3] {
    let mut sums = table.levels.map(|levels| vec![0.0; levels]);
    for (cell, figure) in figures.iter().enumerate() {
        for (margin, level) in table.level(cell).into_iter().enumerate() {
            sums[margin][level] += figure;
        }
    }
    sums
}

fn likeliest(events: &[f64], expected: &[f64]) -> f64 {
    let mut best = (f64::NEG_INFINITY, STRENGTHS[STRENGTHS.len() - 1]);
    // The strongest first: of equals, the one that pools most.
    for strength in STRENGTHS.into_iter().rev() {
        let cells = events.iter().zip(expected).filter(|(_, mean)| **mean > 0.0);
        let likelihood: f64 = cells.map(|(n, mean)| ln_mixed(*n, *mean, strength)).sum();
        if likelihood > best.0 + 1e-9 {
            best = (likelihood, strength);
        }
    }
    best.1
}

/// Log probability of n events where the mean is gamma with this mean and shape, without the part that is n's alone.
pub fn ln_mixed(n: f64, mean: f64, shape: f64) -> f64 {
    ln_gamma(n + shape) - ln_gamma(shape)
        + shape * (shape / (shape + mean)).ln()
        + n * (mean / (shape + mean)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::SeedableRng;

    /// Two by one by two; the cells follow their margins but for what is said.
    fn table(events: [f64; 4], days: [f64; 4]) -> Table {
        Table {
            levels: [2, 1, 2],
            events: events.to_vec(),
            days: days.to_vec(),
        }
    }

    #[test]
    fn a_thin_cell_goes_to_the_product_of_its_margins() {
        // Rates 0.1, 0.2; 0.3 and, by the margins, 0.6 where a single day was seen.
        let pooled = Pooled::of(table([1000.0, 2000.0, 3000.0, 0.0], [1e4, 1e4, 1e4, 1.0]));
        assert!(
            (pooled.by_margins[3] - 0.6).abs() < 0.01,
            "{:?}",
            pooled.by_margins
        );
        assert_eq!(pooled.strength, 4096.0);
        assert!((pooled.rate(3) - 0.6).abs() < 0.01);
    }

    #[test]
    fn a_full_cell_that_is_unlike_its_margins_keeps_its_own() {
        let pooled = Pooled::of(table([1000.0, 100.0, 100.0, 1000.0], [1e4; 4]));
        assert!(pooled.strength <= 4.0, "{}", pooled.strength);
        for (cell, rate) in [0.1, 0.01, 0.01, 0.1].into_iter().enumerate() {
            assert!((pooled.rate(cell) / rate - 1.0).abs() < 0.2, "{cell}");
        }
    }

    #[test]
    fn draws_have_the_mean_and_the_spread_of_what_is_known() {
        let pooled = Pooled::of(table([100.0, 200.0, 300.0, 600.0], [1e3; 4]));
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let draws: Vec<f64> = (0..4000).map(|_| pooled.draw(&mut rng)[3]).collect();
        let mean = draws.iter().sum::<f64>() / 4000.0;
        let spread = (draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 4000.0).sqrt();
        assert!((mean - 0.6).abs() < 0.01, "{mean}");
        // By the margins: 1/1200 for the whole, and for each margin the part that is not the whole's.
        assert!(
            (0.025..0.045).contains(&(spread / mean)),
            "{}",
            spread / mean
        );
    }

    #[test]
    fn a_table_that_says_little_stays_near_what_is_known_in_advance() {
        let rates = [0.1, 0.2, 0.3, 0.4];
        let prior = Prior {
            rates: &rates,
            whole: 20.0,
            level: [10.0; 3],
        };
        let nothing = Pooled::toward(table([0.0; 4], [0.0; 4]), prior);
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let draws: Vec<f64> = (0..4000).map(|_| nothing.draw(&mut rng)[3]).collect();
        let mean = draws.iter().sum::<f64>() / 4000.0;
        assert!((nothing.rate(3) - 0.4).abs() < 1e-9);
        assert!((mean - 0.4).abs() < 0.02, "{mean}");
        // Twenty events and ten that were expected: (20 + 20) / (20 + 10) of it, and each cell about so.
        let twice = Pooled::toward(table([2.0, 4.0, 6.0, 8.0], [10.0; 4]), prior);
        let all: f64 = (0..4).map(|cell| twice.by_margins[cell] * 10.0).sum();
        assert!((all - 10.0 * 40.0 / 30.0).abs() < 1e-9, "{all}");
        assert!(
            (twice.rate(0) / 0.1 - 40.0 / 30.0).abs() < 0.1,
            "{}",
            twice.rate(0)
        );
        let much = Pooled::toward(table([2e4, 4e4, 6e4, 8e4], [1e5; 4]), prior);
        assert!((much.rate(0) / 0.2 - 1.0).abs() < 0.01, "{}", much.rate(0));
        // What cannot be stays so.
        let never = Prior {
            rates: &[0.0, 0.2, 0.3, 0.4],
            ..prior
        };
        assert_eq!(
            Pooled::toward(table([0.0; 4], [10.0; 4]), never).rate(0),
            0.0
        );
    }

    #[test]
    fn the_mixed_probability_sums_to_one() {
        let (mean, shape) = (3.0, 2.5);
        let sum: f64 = (0..200)
            .map(|n| (ln_mixed(f64::from(n), mean, shape) - ln_gamma(f64::from(n) + 1.0)).exp())
            .sum();
        assert!((sum - 1.0).abs() < 1e-9, "{sum}");
    }
}
