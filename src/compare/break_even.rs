//! How much of a lever it takes: where the variants of a sweep over one figure reach what is aimed at.

use super::Comparison;
use super::kpi::{Window, kpis};

/// What is aimed at.
#[derive(Debug, Clone, PartialEq)]
pub struct Aim {
    /// Name of a KPI.
    pub kpi: String,
    /// Its figure, over the last twelve months.
    pub target: f64,
}

/// Where a sweep reaches it.
#[derive(Debug, Clone, PartialEq)]
pub struct BreakEven {
    /// Name of the sweep.
    pub sweep: String,
    /// Figure of a lever that it varies.
    pub figure: String,
    /// Name of the KPI.
    pub kpi: String,
    /// What is aimed at.
    pub target: f64,
    /// The least value at which the mean reaches it, between variants in proportion; `None` where no variant does, or all do.
    pub at: Option<f64>,
    /// Lowest and highest value that was tried, with the mean of the KPI there.
    pub tried: [(f64, f64); 2],
}

/// A sweep over one figure.
struct Swept {
    name: String,
    figure: String,
    /// Its value in each variant, with the variant's position.
    points: Vec<(f64, usize)>,
}

impl BreakEven {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let [(low, from), (high, to)] = self.tried;
        let tried = format!("{low} gives {from:.1}, {high} gives {to:.1}");
        let (kpi, target, figure) = (&self.kpi, self.target, &self.figure);
        match self.at {
            Some(at) => format!("{kpi} reaches {target} at {figure} of about {at:.1} ({tried})"),
            None => {
                format!("{kpi} does not cross {target} between {figure} {low} and {high} ({tried})")
            }
        }
    }
}

impl Comparison {
    /// Where each sweep over one figure reaches an aim.
    pub fn break_even(&self, aim: &Aim) -> Vec<BreakEven> {
        let all = kpis();
        let Some(kpi) = all.iter().position(|kpi| kpi.name == aim.kpi) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for sweep in self.sweeps() {
            let means = sweep.points.into_iter().filter_map(|(value, at)| {
                Some((value, self.figure(at, Window::LastYear, kpi).mean?))
            });
            let mut means: Vec<(f64, f64)> = means.collect();
            means.sort_by(|a, b| a.0.total_cmp(&b.0));
            let (Some(first), Some(last)) = (means.first(), means.last()) else {
                continue;
            };
            found.push(BreakEven {
                sweep: sweep.name,
                figure: sweep.figure,
                kpi: aim.kpi.clone(),
                target: aim.target,
                at: crossing(&means, aim.target),
                tried: [*first, *last],
            });
        }
        found
    }

    /// Sweeps over one figure: scenarios of one name but for a number, that differ in it.
    fn sweeps(&self) -> Vec<Swept> {
        let mut families: Vec<(String, Vec<usize>)> = Vec::new();
        for (at, planned) in self.plan.scenarios.iter().enumerate() {
            let Some((name, number)) = planned.name.rsplit_once('-') else {
                continue;
            };
            if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
                continue;
            }
            match families.iter_mut().find(|(known, _)| known == name) {
                Some((_, members)) => members.push(at),
                None => families.push((name.to_owned(), vec![at])),
            }
        }
        let one = |(name, members): (String, Vec<usize>)| {
            let of = |at: usize| &self.plan.scenarios[at].numbers;
            let first = of(members[0]);
            let differs = |key: &&String| {
                members
                    .iter()
                    .any(|at| of(*at).get(*key) != first.get(*key))
            };
            let mut keys = first.keys().filter(differs);
            let (Some(key), None) = (keys.next(), keys.next()) else {
                return None;
            };
            let points = members
                .iter()
                .filter_map(|at| Some((*of(*at).get(key)?, *at)));
            Some(Swept {
                figure: key.clone(),
                points: points.collect(),
                name,
            })
        };
        families.into_iter().filter_map(one).collect()
    }
}

/// The least value at which a line through points reaches a target.
fn crossing(points: &[(f64, f64)], target: f64) -> Option<f64> {
    points.windows(2).find_map(|pair| {
        let [(a, low), (b, high)] = [pair[0], pair[1]];
        let crosses = (low - target) * (high - target) <= 0.0 && low != high;
        crosses.then(|| a + (b - a) * (target - low) / (high - low))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_crosses_between_the_points_on_either_side() {
        let points = [(0.0, 50.0), (10.0, 54.0), (20.0, 56.0)];
        assert_eq!(crossing(&points, 55.0), Some(15.0));
        assert_eq!(crossing(&points, 50.0), Some(0.0));
        assert_eq!(crossing(&points, 60.0), None);
    }
}
