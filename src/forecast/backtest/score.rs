//! How good forecasts were.

use super::{Group, HORIZONS, Point};

/// The score of a group at a horizon, over all days that forecasts were made from.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Months ahead.
    pub horizon: usize,
    /// Whom it counts.
    pub group: Group,
    /// Comparisons.
    pub points: usize,
    /// Share of what happened within the middle 50, 80 and 95 per cent.
    pub coverage: [f64; 3],
    /// Mean of forecast less what happened, in children.
    pub bias: f64,
    /// Mean continuous ranked probability score, in children: 0 is perfect.
    pub crps: f64,
    /// Mean distance of what happened from "as many as today", which is that forecast's score.
    pub persistence: f64,
    /// Mean distance from the stock-flow method's mean; `None` where it has no such group.
    pub stock_flow: Option<f64>,
}

impl Score {
    /// Part of the score of "as many as today" that this forecast saves; negative where it is worse.
    pub fn skill(&self) -> Option<f64> {
        skill(self.crps, self.persistence)
    }

    /// Part of the score of the stock-flow method that this forecast saves. That method has no range, and a mean without a
    /// range is scored by its distance.
    pub fn skill_against_stock_flow(&self) -> Option<f64> {
        skill(self.crps, self.stock_flow?)
    }
}

fn skill(ours: f64, theirs: f64) -> Option<f64> {
    (theirs > 0.0).then(|| 1.0 - ours / theirs)
}

/// Scores by horizon and group.
pub fn scores(points: &[Point]) -> Vec<Score> {
    let all = HORIZONS
        .into_iter()
        .flat_map(|horizon| Group::all().map(move |group| (horizon, group)));
    all.filter_map(|(horizon, group)| {
        let of = |point: &&Point| point.horizon == horizon && point.group == group;
        let points: Vec<&Point> = points.iter().filter(of).collect();
        (!points.is_empty()).then(|| score(horizon, group, &points))
    })
    .collect()
}

fn score(horizon: usize, group: Group, points: &[&Point]) -> Score {
    let number = points.len() as f64;
    let mean =
        |figure: &dyn Fn(&Point) -> f64| points.iter().map(|p| figure(p)).sum::<f64>() / number;
    let within = |low: usize, high: usize| {
        mean(&|p| f64::from(u8::from((p.range[low]..=p.range[high]).contains(&p.actual))))
    };
    let has_theirs = points.iter().all(|point| point.stock_flow.is_some());
    let distance = |p: &Point, forecast: f64| (forecast - f64::from(p.actual)).abs();
    Score {
        horizon,
        group,
        points: points.len(),
        coverage: [within(2, 3), within(1, 4), within(0, 5)],
        bias: mean(&|p| p.mean - f64::from(p.actual)),
        crps: mean(&|p| p.crps),
        persistence: mean(&|p| distance(p, f64::from(p.persistence))),
        stock_flow: has_theirs.then(|| mean(&|p| distance(p, p.stock_flow.unwrap_or(0.0)))),
    }
}

/// Continuous ranked probability score of sorted draws: E|X - y| - E|X - X'| / 2.
pub fn crps(sorted: &[u32], actual: f64) -> f64 {
    let number = sorted.len() as f64;
    let distance: f64 = sorted.iter().map(|x| (f64::from(*x) - actual).abs()).sum();
    let pairs = sorted.iter().enumerate();
    let spread: f64 = pairs
        .map(|(at, x)| (2.0 * at as f64 + 1.0 - number) * f64::from(*x))
        .sum();
    distance / number - spread / (number * number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    #[test]
    fn the_score_of_one_draw_is_its_distance_and_spread_is_forgiven() {
        assert_eq!(crps(&[7], 10.0), 3.0);
        // |2 - 3| and |6 - 3|: 2 on the mean; the mean distance of two draws is 2, half of it 1.
        assert_eq!(crps(&[2, 6], 3.0), 1.0);
    }

    #[test]
    fn a_score_counts_what_lies_within() {
        let point = |actual, stock_flow| Point {
            cut: Date::constant(2020, 3, 31),
            horizon: 12,
            group: Group::Total,
            mean: 100.0,
            range: [80, 90, 95, 105, 110, 120],
            held: [false; 10],
            actual,
            crps: 2.0,
            persistence: 104,
            stock_flow,
        };
        let found = scores(&[
            point(95, Some(96.0)),
            point(110, Some(96.0)),
            point(121, Some(96.0)),
            point(88, Some(96.0)),
        ]);
        assert_eq!(found.len(), 1);
        let score = &found[0];
        assert_eq!(score.coverage, [0.25, 0.5, 0.75]);
        // -5 - 10 - 21 + 12, and 9 + 6 + 17 + 16.
        assert_eq!((score.bias, score.persistence), (-3.5, 12.0));
        assert_eq!(score.bias, (5.0 - 10.0 - 21.0 + 12.0) / 4.0);
        assert_eq!(score.stock_flow, Some((1.0 + 14.0 + 25.0 + 8.0) / 4.0));
        assert_eq!(score.skill(), Some(1.0 - 2.0 / 12.0));
        assert_eq!(
            scores(&[point(95, None)])[0].skill_against_stock_flow(),
            None
        );
    }
}
