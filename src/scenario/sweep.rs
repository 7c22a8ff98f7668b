//! Sweeps: one file, many concrete scenarios.
//!
//! A grid has every combination of values, the last axis running fastest. A Latin hypercube of `n` samples cuts each axis
//! into `n` parts of equal width and uses each part once: the order of the parts, and the place within each, are drawn by the
//! scenario's seed for each axis by itself.

use super::amount::{Amount, Drawing};
use super::pulled::Value;
use super::told::plain;
use super::{Pulled, Scenario};

/// Most scenarios of one sweep.
pub const MOST: usize = 10_000;

/// What is varied, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// How.
    pub method: Method,
    /// Figures of levers, in order of name.
    pub axes: Vec<Axis>,
}

/// How a sweep is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Every combination.
    Grid,
    /// So many samples.
    LatinHypercube(usize),
}

/// One figure that is varied.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// Name of the lever.
    pub lever: String,
    /// Its key.
    pub key: &'static str,
    /// Whether the figure is whole.
    pub whole: bool,
    /// Values.
    pub along: Along,
}

/// The values of an axis.
#[derive(Debug, Clone, PartialEq)]
pub enum Along {
    /// These.
    List(Vec<f64>),
    /// From one to another; of a grid in so many steps, both ends counted.
    Range {
        /// Lowest.
        low: f64,
        /// Highest.
        high: f64,
        /// Steps of a grid.
        steps: usize,
    },
}

impl Sweep {
    /// How many scenarios it has; `None` where that is more than can be counted.
    pub fn size(&self) -> Option<usize> {
        match self.method {
            Method::LatinHypercube(samples) => Some(samples),
            Method::Grid => {
                let sizes = self.axes.iter().map(|axis| axis.grid().len());
                sizes.into_iter().try_fold(1_usize, usize::checked_mul)
            }
        }
    }

    /// The values of every scenario, in the order of the axes.
    fn points(&self, seed: u64) -> Vec<Vec<f64>> {
        match self.method {
            Method::Grid => {
                let mut points = vec![Vec::new()];
                for axis in &self.axes {
                    let values = axis.grid();
                    let with = |point: &Vec<f64>| {
                        let longer = |value: &f64| [point.as_slice(), &[*value]].concat();
                        values.iter().map(longer).collect::<Vec<_>>()
                    };
                    points = points.iter().flat_map(with).collect();
                }
                points
            }
            Method::LatinHypercube(samples) => {
                let columns: Vec<Vec<f64>> = self
                    .axes
                    .iter()
                    .map(|axis| axis.strata(seed, samples))
                    .collect();
                let point = |at: usize| columns.iter().map(|column| column[at]).collect();
                (0..samples).map(point).collect()
            }
        }
    }
}

impl Axis {
    /// A value that it has more than once; a Latin hypercube over a range draws its own.
    pub fn twice(&self, method: Method) -> Option<f64> {
        let is_drawn = matches!(self.along, Along::Range { .. }) && method != Method::Grid;
        let mut values = if is_drawn { Vec::new() } else { self.grid() };
        values.sort_by(f64::total_cmp);
        let twice = values.windows(2).find(|pair| pair[0] == pair[1]);
        twice.map(|pair| pair[0])
    }

    fn grid(&self) -> Vec<f64> {
        match &self.along {
            Along::List(values) => values.clone(),
            Along::Range { low, high, steps } => {
                let step = (high - low) / (steps.saturating_sub(1).max(1)) as f64;
                let values = (0..*steps).map(|at| self.rounded(low + step * at as f64));
                values.collect()
            }
        }
    }

    /// One value in each of `n` parts of the axis, in an order of chance.
    fn strata(&self, seed: u64, n: usize) -> Vec<f64> {
        let name = format!("{}.{}", self.lever, self.key);
        let drawing = |at: usize| Drawing {
            seed,
            replication: at as u64,
            lever: &name,
        };
        let order = drawing(0).shuffled("sweep", n);
        let value = |part: usize| {
            let share = (part as f64 + drawing(part).uniform("in the part")) / n as f64;
            match &self.along {
                Along::List(values) => {
                    let at = (share * values.len() as f64) as usize;
                    values[at.min(values.len() - 1)]
                }
                Along::Range { low, high, .. } => self.rounded(low + (high - low) * share),
            }
        };
        order.into_iter().map(value).collect()
    }

    fn rounded(&self, value: f64) -> f64 {
        if self.whole { value.round() } else { value }
    }
}

/// The concrete scenarios, each named after the whole with its number, and titled with its values.
pub fn variants(scenario: &Scenario) -> Vec<Scenario> {
    let Some(sweep) = &scenario.sweep else {
        return vec![scenario.clone()];
    };
    let points = sweep.points(scenario.horizon.seed);
    let digits = points.len().to_string().len();
    let variant = |(number, point): (usize, Vec<f64>)| {
        let mut variant = scenario.clone();
        variant.sweep = None;
        variant.name = format!("{}-{number:0digits$}", scenario.name);
        let values = sweep.axes.iter().zip(&point);
        let told: Vec<String> = values
            .map(|(axis, value)| {
                set(&mut variant.levers, axis, *value);
                format!("{}.{} {}", axis.lever, axis.key, plain(*value))
            })
            .collect();
        variant.title = format!("{} ({})", scenario.title, told.join(", "));
        variant
    };
    (1..).zip(points).map(variant).collect()
}

fn set(levers: &mut [Pulled], axis: &Axis, value: f64) {
    let lever = levers.iter_mut().find(|pulled| pulled.name == axis.lever);
    if let Some(pulled) = lever {
        let value = Value::Amount(Amount::Fixed(value));
        pulled.values.insert(axis.key, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(key: &'static str, whole: bool, along: Along) -> Axis {
        Axis {
            lever: "recruit".to_owned(),
            key,
            whole,
            along,
        }
    }

    fn range(low: f64, high: f64, steps: usize) -> Along {
        Along::Range { low, high, steps }
    }

    #[test]
    fn a_grid_has_every_combination_the_last_axis_fastest() {
        let sweep = Sweep {
            method: Method::Grid,
            axes: vec![
                axis("carers", true, Along::List(vec![5.0, 10.0])),
                axis("percent", false, range(0.0, 1.0, 3)),
            ],
        };
        assert_eq!(sweep.size(), Some(6));
        let points = sweep.points(1);
        assert_eq!(points[0], [5.0, 0.0]);
        assert_eq!(points[1], [5.0, 0.5]);
        assert_eq!(points[5], [10.0, 1.0]);
        assert_eq!(points.len(), 6);
    }

    #[test]
    fn a_latin_hypercube_uses_every_part_of_every_axis_once() {
        let samples = 40;
        let sweep = Sweep {
            method: Method::LatinHypercube(samples),
            axes: vec![
                axis("carers", false, range(0.0, 40.0, 0)),
                axis("percent", false, range(-40.0, 0.0, 0)),
            ],
        };
        let points = sweep.points(3);
        for at in 0..2 {
            let offset = if at == 0 { 0.0 } else { 40.0 };
            let parts = points
                .iter()
                .map(|point| (point[at] + offset).floor() as usize);
            let mut parts: Vec<usize> = parts.collect();
            assert_ne!(
                parts,
                (0..samples).collect::<Vec<_>>(),
                "axis {at} is in order"
            );
            parts.sort_unstable();
            assert_eq!(parts, (0..samples).collect::<Vec<_>>());
        }
        // Axes are shuffled apart, so that they do not go together.
        let mean = |at: usize| points.iter().map(|p| p[at]).sum::<f64>() / samples as f64;
        let (a, b) = (mean(0), mean(1));
        let covariance = points.iter().map(|p| (p[0] - a) * (p[1] - b)).sum::<f64>();
        let spread = points.iter().map(|p| (p[0] - a).powi(2)).sum::<f64>();
        assert!((covariance / spread).abs() < 0.5, "{}", covariance / spread);
        assert_eq!(points, sweep.points(3));
        assert_ne!(points, sweep.points(4));
    }

    #[test]
    fn a_value_that_is_there_twice_is_found() {
        let twice =
            |whole: bool, along: Along, method: Method| axis("carers", whole, along).twice(method);
        assert_eq!(
            twice(true, Along::List(vec![5.0, 0.0, 5.0]), Method::Grid),
            Some(5.0)
        );
        assert_eq!(
            twice(true, Along::List(vec![5.0, 0.0]), Method::LatinHypercube(4)),
            None
        );
        // Ten steps between three whole numbers.
        assert!(twice(true, range(0.0, 3.0, 10), Method::Grid).is_some());
        assert_eq!(twice(false, range(0.0, 3.0, 10), Method::Grid), None);
        assert_eq!(
            twice(true, range(0.0, 3.0, 0), Method::LatinHypercube(10)),
            None
        );
    }

    #[test]
    fn a_list_in_a_latin_hypercube_has_each_value_equally_often() {
        let axis = axis("carers", true, Along::List(vec![1.0, 2.0, 3.0, 4.0]));
        let values = axis.strata(1, 20);
        for value in [1.0, 2.0, 3.0, 4.0] {
            assert_eq!(values.iter().filter(|v| **v == value).count(), 5);
        }
    }
}
