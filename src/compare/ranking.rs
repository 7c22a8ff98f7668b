//! What matters most in a sweep over several figures: how closely each KPI follows each figure over its points.
//!
//! Spearman's rank correlation of the figure with the mean of the KPI: 1 where the KPI rises whenever the figure does, -1
//! where it falls, near 0 where they have nothing to do with each other. It is of one figure at a time, which a grid or a
//! Latin hypercube allows, since their figures are laid out apart from each other.

use super::Comparison;
use super::kpi::{Window, kpis};
use super::parts::MAIN;

/// Fewest points from which anything is told.
const FEWEST: usize = 8;

/// The figures of a sweep in one KPI, over the last twelve months.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// Name of the sweep.
    pub sweep: String,
    /// KPI, by position among [`kpis`].
    pub kpi: usize,
    /// Points.
    pub points: usize,
    /// Figures, the one that the KPI follows most closely first.
    pub figures: Vec<Ranked>,
}

/// One figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// `lever.key`.
    pub figure: String,
    /// Rank correlation, from -1 to 1; `None` where the KPI is the same at every point.
    pub correlation: Option<f64>,
    /// Whether chance alone would give as much in fewer than one of twenty such rankings.
    pub is_shown: bool,
}

/// The correlation that chance alone exceeds in one of twenty cases, about.
pub fn by_chance(points: usize) -> f64 {
    1.96 / (points.max(2) as f64 - 1.0).sqrt()
}

impl Ranking {
    fn of((sweep, kpi): (&str, usize), figures: &[(String, Vec<f64>)], means: &[f64]) -> Self {
        let points = means.len();
        let ranked = figures.iter().map(|(figure, values)| {
            let correlation = correlation(&ranks(values), &ranks(means));
            let is_more = correlation.is_some_and(|r| r.abs() > by_chance(points));
            Ranked {
                figure: figure.clone(),
                correlation,
                is_shown: points >= FEWEST && is_more,
            }
        });
        let mut figures: Vec<Ranked> = ranked.collect();
        let size = |of: &Ranked| of.correlation.map_or(0.0, f64::abs);
        figures.sort_by(|a, b| size(b).total_cmp(&size(a)));
        Self {
            sweep: sweep.to_owned(),
            kpi,
            points,
            figures,
        }
    }
}

impl Comparison {
    /// Of every sweep over several figures, for the KPIs by which levers are told apart.
    pub fn rankings(&self) -> Vec<Ranking> {
        let all = kpis();
        let mut found = Vec::new();
        for sweep in self.families() {
            if sweep.figures.len() < 2 {
                continue;
            }
            let values = |figure: &String| {
                let of = |at: &usize| self.plan.scenarios[*at].numbers.get(figure).copied();
                let values: Option<Vec<f64>> = sweep.members.iter().map(of).collect();
                Some((figure.clone(), values?))
            };
            let figures: Option<Vec<_>> = sweep.figures.iter().map(values).collect();
            let Some(figures) = figures else { continue };
            for name in MAIN {
                let kpi = all.iter().position(|kpi| kpi.name == name);
                let kpi = kpi.unwrap_or_default();
                let mean = |at: &usize| self.figure(*at, Window::LastYear, kpi).mean;
                let means: Option<Vec<f64>> = sweep.members.iter().map(mean).collect();
                if let Some(means) = means {
                    found.push(Ranking::of((&sweep.name, kpi), &figures, &means));
                }
            }
        }
        found
    }
}

/// Ranks from 1; equal figures share the mean of theirs.
fn ranks(figures: &[f64]) -> Vec<f64> {
    let rank = |figure: &f64| {
        let below = figures.iter().filter(|other| *other < figure).count();
        let same = figures.iter().filter(|other| *other == figure).count();
        below as f64 + (same as f64 + 1.0) / 2.0
    };
    figures.iter().map(rank).collect()
}

fn correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    let mean = |of: &[f64]| of.iter().sum::<f64>() / of.len().max(1) as f64;
    let (mean_a, mean_b) = (mean(a), mean(b));
    let together = |f: &dyn Fn(f64, f64) -> f64| -> f64 {
        a.iter()
            .zip(b)
            .map(|(a, b)| f(a - mean_a, b - mean_b))
            .sum()
    };
    let spread = (together(&|a, _| a * a) * together(&|_, b| b * b)).sqrt();
    (spread > 0.0).then(|| together(&|a, b| a * b) / spread + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kpi_follows_the_figure_that_moves_it_whatever_its_curve() {
        let points: Vec<f64> = (0..24).map(f64::from).collect();
        let first: Vec<f64> = points.iter().map(|at| (at * 7.0) % 24.0).collect();
        let second: Vec<f64> = points.iter().map(|at| (at * 11.0 + 5.0) % 24.0).collect();
        // It falls with the second, in a curve, and hardly knows the first.
        let means: Vec<f64> = first
            .iter()
            .zip(&second)
            .map(|(a, b)| 0.3 * a - b * b)
            .collect();
        let figures = [("a.x".to_owned(), first), ("b.y".to_owned(), second)];
        let ranking = Ranking::of(("sweep", 0), &figures, &means);
        assert_eq!(ranking.figures[0].figure, "b.y");
        assert!(ranking.figures[0].correlation.unwrap() < -0.95);
        let shown: Vec<bool> = ranking.figures.iter().map(|of| of.is_shown).collect();
        assert_eq!(shown, [true, false]);
        let few = Ranking::of(
            ("sweep", 0),
            &[("b.y".to_owned(), vec![1.0, 2.0, 3.0, 4.0])],
            &[1.0, 2.0, 3.0, 4.0],
        );
        assert_eq!(
            (few.figures[0].correlation, few.figures[0].is_shown),
            (Some(1.0), false)
        );
    }

    #[test]
    fn equal_figures_share_a_rank_and_a_kpi_that_stands_still_has_none() {
        assert_eq!(ranks(&[5.0, 1.0, 5.0, 9.0]), [2.5, 1.0, 2.5, 4.0]);
        assert_eq!(correlation(&[1.0, 2.0], &[3.0, 3.0]), None);
        assert!((by_chance(24) - 0.409).abs() < 0.001);
    }
}
