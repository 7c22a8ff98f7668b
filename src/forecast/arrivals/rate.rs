//! How many arrivals there are in a year, when years differ by more than chance.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Gamma, StandardUniform};

use super::YEAR;
use crate::forecast::hazard::ln_gamma;

/// Prior standard deviation of the year effects' coefficient of variation (half-normal). Ten per cent is the usual size of
/// swings of entries in published national counts beyond chance; a few years of one council say little of it.
const PRIOR_SPREAD: f64 = 0.15;
/// Prior probability that there is no trend.
const NO_TREND: f64 = 0.8;
/// Prior standard deviation of a trend, per year on the log scale, if there is one.
const PRIOR_TREND: f64 = 0.06;
/// Trends that are tried, per year on the log scale.
const TRENDS: [f64; 9] = [0.0, -0.15, -0.1, -0.06, -0.03, 0.03, 0.06, 0.1, 0.15];
/// Coefficients of variation that are tried: 0 to 0.6.
const SPREADS: usize = 25;
const SPREAD_STEP: f64 = 0.025;
/// Levels that are tried.
const LEVELS: usize = 121;
/// Years ahead after which a trend goes no further: a few years of counts do not carry longer.
const TREND_GOES_ON: f64 = 2.0;

/// What is known of a level in advance: so many arrivals in so many years (gamma).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Before {
    /// Arrivals.
    pub arrivals: f64,
    /// Years.
    pub years: f64,
}

/// What is known of a yearly rate: counts of years are Poisson with a gamma factor for each year. Level, spread of the
/// years and trend have a joint posterior on a grid.
#[derive(Debug, Clone)]
pub struct YearlyRate {
    /// Arrivals and length of each year, the latest first, in years.
    pub years: Vec<(f64, f64)>,
    /// Posterior mean of the level at the end of the data, arrivals a year.
    pub level: f64,
    /// Posterior mean of the coefficient of variation between years.
    pub spread: f64,
    /// Posterior probability that there is a trend.
    pub trend_probability: f64,
    /// Posterior mean of the trend, per year on the log scale.
    pub trend: f64,
    middle: f64,
    step: f64,
    /// Cumulative posterior over trend, spread and level, the last running fastest.
    cumulative: Vec<f64>,
}

/// A rate of one replication.
#[derive(Debug, Clone, PartialEq)]
pub struct DrawnRate {
    /// Arrivals a year at the end of the data.
    pub level: f64,
    /// Trend, per year on the log scale.
    pub trend: f64,
    /// Factors of the years ahead.
    pub years: Vec<f64>,
}

impl DrawnRate {
    /// Arrivals a year at a time ahead, in years.
    pub fn at(&self, ahead: f64) -> f64 {
        let year = self.years.get(ahead as usize).copied().unwrap_or(1.0);
        self.level * year * (self.trend * ahead.min(TREND_GOES_ON)).exp()
    }
}

impl YearlyRate {
    /// From days with arrivals, which need not be whole numbers, between the first and the last day of the data.
    pub fn of(days: &[(i32, f64)], first: i32, last: i32) -> Self {
        Self::after(None, days, first, last)
    }

    /// The same, where something is known in advance.
    pub fn after(before: Option<Before>, days: &[(i32, f64)], first: i32, last: i32) -> Self {
        let years = years(days, first, last);
        let count: f64 = years.iter().map(|(count, _)| count).sum();
        let time: f64 = years.iter().map(|(_, time)| time).sum();
        // Half an arrival places the grid where nothing is known; it weighs nothing.
        let there = before.unwrap_or(Before {
            arrivals: 0.5,
            years: 0.0,
        });
        let middle = ((count + there.arrivals) / (time.max(0.1) + there.years)).ln();
        let known = 1.0 / (count + there.arrivals) + 0.06 / time.max(1.0);
        let step = 2.0 * (4.0 * known.sqrt() + 0.3).min(2.5) / (LEVELS - 1) as f64;
        let mut rate = Self {
            years,
            level: 0.0,
            spread: 0.0,
            trend_probability: 0.0,
            trend: 0.0,
            middle,
            step,
            cumulative: Vec::new(),
        };
        rate.weigh(before);
        rate
    }

    fn level_at(&self, at: usize) -> f64 {
        (self.middle + self.step * (at as f64 - (LEVELS - 1) as f64 / 2.0)).exp()
    }

    fn weigh(&mut self, before: Option<Before>) {
        let mut logs = Vec::with_capacity(TRENDS.len() * SPREADS * LEVELS);
        for trend in TRENDS {
            let factors: Vec<f64> = self.trend_factors(trend);
            for spread in 0..SPREADS {
                let spread = spread as f64 * SPREAD_STEP;
                let prior = ln_prior(trend) - 0.5 * (spread / PRIOR_SPREAD).powi(2);
                // What depends on the counts alone, once for all levels.
                let shape = 1.0 / (spread * spread).max(1e-6);
                let constant: f64 = (self.years.iter())
                    .map(|(n, _)| ln_gamma(*n + shape) - ln_gamma(shape))
                    .sum();
                for level in 0..LEVELS {
                    let level = self.level_at(level);
                    let known = before.map_or(0.0, |b| b.arrivals * level.ln() - b.years * level);
                    let each = self.years.iter().zip(&factors).map(|((n, time), factor)| {
                        let mean = level * factor * time;
                        -shape * (mean / shape).ln_1p() + *n * (mean / (shape + mean)).ln()
                    });
                    logs.push(prior + known + constant + each.sum::<f64>());
                }
            }
        }
        self.settle(&logs);
    }

    /// Factors of past years under a trend; the latest year's middle is half a year ago.
    fn trend_factors(&self, trend: f64) -> Vec<f64> {
        let years = 0..self.years.len();
        years
            .map(|ago| (-trend * (ago as f64 + 0.5)).exp())
            .collect()
    }

    fn settle(&mut self, logs: &[f64]) {
        let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let weights: Vec<f64> = logs.iter().map(|log| (log - most).exp()).collect();
        let all: f64 = weights.iter().sum();
        let mut sum = 0.0;
        self.cumulative = Vec::with_capacity(weights.len());
        for (at, weight) in weights.iter().enumerate() {
            let weight = weight / all;
            sum += weight;
            self.cumulative.push(sum);
            let (trend, spread, level) = parts(at);
            self.level += weight * self.level_at(level);
            self.spread += weight * spread as f64 * SPREAD_STEP;
            self.trend += weight * TRENDS[trend];
            self.trend_probability += if trend > 0 { weight } else { 0.0 };
        }
    }

    /// Draws level, spread and trend together, and a factor for each year ahead.
    pub fn draw(&self, years: usize, rng: &mut ChaCha8Rng) -> DrawnRate {
        let unit: f64 = StandardUniform.sample(rng);
        let at = self.cumulative.partition_point(|sum| *sum <= unit);
        let (trend, spread, level) = parts(at.min(self.cumulative.len() - 1));
        // Between two levels of the grid.
        let within: f64 = StandardUniform.sample(rng);
        let level = self.level_at(level) * (self.step * (within - 0.5)).exp();
        let spread = spread as f64 * SPREAD_STEP;
        let year = Gamma::new((spread * spread).recip().min(1e9), spread * spread).ok();
        DrawnRate {
            level,
            trend: TRENDS[trend],
            years: (0..years)
                .map(|_| match &year {
                    Some(year) if spread > 0.0 => year.sample(rng),
                    _ => 1.0,
                })
                .collect(),
        }
    }
}

const fn parts(at: usize) -> (usize, usize, usize) {
    (at / (SPREADS * LEVELS), at / LEVELS % SPREADS, at % LEVELS)
}

fn ln_prior(trend: f64) -> f64 {
    if trend == 0.0 {
        return NO_TREND.ln();
    }
    let density = |trend: f64| (-0.5 * (trend / PRIOR_TREND).powi(2)).exp();
    let all: f64 = TRENDS[1..].iter().map(|trend| density(*trend)).sum();
    ((1.0 - NO_TREND) * density(trend) / all).ln()
}

/// Counts by year back from the last day; the earliest year may be a part of one.
fn years(days: &[(i32, f64)], first: i32, last: i32) -> Vec<(f64, f64)> {
    let span = f64::from(last - first + 1) / YEAR;
    // A remainder of a few weeks joins the year after it.
    let whole = ((span - 0.15).ceil() as usize).max(1);
    let mut years: Vec<(f64, f64)> = (0..whole)
        .map(|ago| (0.0, (span - ago as f64).min(1.0)))
        .collect();
    years[whole - 1].1 = span - (whole - 1) as f64;
    for (day, arrivals) in days {
        let ago = (f64::from(last - day) / YEAR) as usize;
        years[ago.min(whole - 1)].0 += arrivals;
    }
    years
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_chacha::rand_core::SeedableRng;

    /// Days on which groups come: so many in each year, the latest first, evenly.
    fn yearly(counts: &[usize]) -> YearlyRate {
        let last = 10_000;
        let first = last + 1 - (counts.len() as f64 * YEAR) as i32;
        let mut days: Vec<i32> = (counts.iter().enumerate())
            .flat_map(|(ago, n)| {
                (0..*n).map(move |i| {
                    last - ((ago as f64 + (i as f64 + 0.5) / *n as f64) * YEAR) as i32
                })
            })
            .collect();
        days.sort_unstable();
        let days: Vec<(i32, f64)> = days.into_iter().map(|day| (day, 1.0)).collect();
        YearlyRate::of(&days, first, last)
    }

    #[test]
    fn years_are_counted_back_from_the_last_day() {
        assert_eq!(
            yearly(&[100, 90, 80])
                .years
                .iter()
                .map(|y| y.0)
                .collect::<Vec<_>>(),
            [100.0, 90.0, 80.0]
        );
        // Two years and a month are two years, the earlier one longer.
        let years = years(&[0, 31, 390, 760].map(|day| (day, 1.0)), 0, 760);
        assert_eq!(years.len(), 2);
        assert_eq!((years[0].0, years[1].0), (1.0, 3.0));
        assert!((years[1].1 - 1.083).abs() < 0.01);
    }

    #[test]
    fn alike_years_have_little_spread_and_unlike_ones_much() {
        let alike = yearly(&[100, 103, 98, 101, 99, 102, 97, 100]);
        let unlike = yearly(&[140, 70, 120, 75, 150, 90, 60, 110]);
        assert!(alike.spread < 0.06, "{}", alike.spread);
        assert!((0.2..0.4).contains(&unlike.spread), "{}", unlike.spread);
        assert!((alike.level - 100.0).abs() < 3.0, "{}", alike.level);
        assert!(
            alike.trend_probability < 0.15,
            "{}",
            alike.trend_probability
        );
    }

    #[test]
    fn a_trend_is_followed_only_where_years_support_it() {
        let rising = yearly(&[480, 430, 390, 350, 320, 290, 260, 235]);
        assert!(
            rising.trend_probability > 0.9,
            "{}",
            rising.trend_probability
        );
        assert!((0.06..0.12).contains(&rising.trend), "{}", rising.trend);
        let drawn = DrawnRate {
            level: 100.0,
            trend: 0.1,
            years: vec![1.0, 2.0],
        };
        assert!((drawn.at(0.5) - 100.0 * 0.05_f64.exp()).abs() < 1e-9);
        assert!((drawn.at(1.5) - 200.0 * 0.15_f64.exp()).abs() < 1e-9);
        assert!((drawn.at(5.0) - 100.0 * 0.2_f64.exp()).abs() < 1e-9);
    }

    #[test]
    fn what_is_known_in_advance_weighs_as_many_arrivals_as_it_says() {
        let before = Some(Before {
            arrivals: 20.0,
            years: 0.5,
        });
        let after = |days: &[(i32, f64)]| YearlyRate::after(before, days, 0, 364).level;
        let seen = |number: i32| {
            let days: Vec<(i32, f64)> = (0..number).map(|day| (day, 1.0)).collect();
            after(&days)
        };
        // Forty a year known in advance: 20 in half a year, and so many more in the year that was seen. Years may differ,
        // which leaves a little more to what is known in advance.
        for (number, alone) in [(20, 26.7), (40, 40.0), (80, 66.7)] {
            let found = seen(number);
            let nearer = alone + 0.2 * (40.0 - alone);
            assert!((found / nearer - 1.0).abs() < 0.12, "{number}: {found}");
        }
    }

    #[test]
    fn draws_of_a_level_are_as_wide_as_the_counts_allow() {
        let rate = yearly(&[25, 25, 25, 25]);
        let mut rng = ChaCha8Rng::seed_from_u64(3);
        let draws: Vec<f64> = (0..4000).map(|_| rate.draw(1, &mut rng).level).collect();
        let mean = draws.iter().sum::<f64>() / 4000.0;
        let spread = (draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 4000.0).sqrt() / mean;
        assert!((mean - 25.0).abs() < 2.0, "{mean}");
        // 100 events alone give a tenth; years that may differ and a trend that may be make it more.
        assert!((0.1..0.2).contains(&spread), "{spread}");
    }

    #[test]
    fn a_trend_that_years_support_is_drawn() {
        let rising = yearly(&[480, 430, 390, 350, 320, 290, 260, 235]);
        let mut rng = ChaCha8Rng::seed_from_u64(5);
        let drawn: f64 = (0..2000).map(|_| rising.draw(1, &mut rng).trend).sum();
        assert!((drawn / 2000.0 - rising.trend).abs() < 0.005, "{drawn}");
    }

    /// Were trends rarer than the prior has them, the published years of councils would give them less than it does.
    #[test]
    fn ten_published_years_of_councils_have_trends_at_least_as_often_as_the_prior_says() {
        /// Children in a part of the rate, about.
        const IN_A_PART: f64 = 1.8;
        let names = crate::synth::Profile::names();
        let found = names.into_iter().map(|name| {
            let starts = crate::synth::Profile::embedded(name)
                .unwrap()
                .history
                .starts;
            let last = 10_000;
            let year = |ago: usize| last - ((ago as f64 + 0.5) * YEAR) as i32;
            let days = starts.iter().rev().enumerate();
            let days: Vec<(i32, f64)> = days
                .map(|(ago, number)| (year(ago), f64::from(*number) / IN_A_PART))
                .collect();
            let first = last + 1 - (starts.len() as f64 * YEAR) as i32;
            YearlyRate::of(&days, first, last).trend_probability
        });
        let found: Vec<f64> = found.collect();
        let mean = found.iter().sum::<f64>() / found.len() as f64;
        assert!((1.0 - NO_TREND..0.4).contains(&mean), "{mean}: {found:?}");
    }
}
