//! One curve: its end points, and points by ceilings between them.

use super::super::Attained;
use super::super::attainable::{placing, under};
use super::super::ground::{Ground, beginning_with};
use super::axis::Axis;
use super::{Frontier, Point};
use crate::certify::Certificate;
use crate::duties::{Block, Facts};
use crate::model::{Council, Tier};
use crate::optimise::{Limits, Prepared, Solution, SolveError, Steps};

/// Positions of the two measures among the tiers.
const FIRST: usize = 2;
const SECOND: usize = 3;

/// What is said of each point.
const POINT: &str = "a point of a frontier";

/// What curves are made with.
pub struct Desk<'a> {
    pub ground: &'a Ground<'a>,
    pub prepared: &'a Prepared,
    pub attained: &'a [Attained],
    pub limits: Limits,
    /// Points between the end points.
    pub between: usize,
    /// Told of each point.
    pub steps: &'a dyn Steps,
}

impl Desk<'_> {
    /// Solves a curve. Its ends begin with the plans of their measures alone, where these are known, and else with each
    /// other's: placing nobody would not be a good plan to begin with.
    pub fn curve(&self, axes: [Axis; 2]) -> Result<Frontier, SolveError> {
        let [x, y] = axes;
        let (council, round) = (self.ground.council, &self.ground.round);
        let [x_tiers, y_tiers] = axes.map(|axis| axis.tiers(self.ground.children()));
        let ([x_before, x_after], [y_before, y_after]) = (x_tiers, y_tiers);
        let x_first = with_tiers(council, [x_before, y_after]);
        let y_first = with_tiers(council, [y_before, x_after]);
        let known = |axis: Axis| {
            let mut attained = self.attained.iter();
            attained.find(|plan| plan.duty == Some(axis.duty()))
        };
        let begin = known(x).map(|plan| beginning_with(round, &plan.blocks));
        let begin = begin.as_ref().unwrap_or(round);
        let facts = Facts::whole_system(&x_first);
        self.steps.ahead(2);
        let (solution, certificate) = self.prepared.solve(&facts, begin, None, self.limits)?;
        self.steps.done(POINT);
        let left = point(axes, x, &solution, &certificate, None);
        drop(solution);
        let facts = Facts::whole_system(&y_first);
        let begin = known(y).map_or(&left.plan, |plan| &plan.blocks);
        let begin = beginning_with(round, begin);
        let (right, certificate) = self.prepared.solve(&facts, &begin, None, self.limits)?;
        self.steps.done(POINT);
        let last = point(axes, y, &right, &certificate, None);
        let below = Below {
            desk: self,
            facts: &facts,
            near: &right,
            axes,
        };
        let most = ceilings(left.x.value, last.x.value, self.between);
        let mut points = below.all(&most, &left.plan)?;
        points.extend([left, last]);
        Ok(Frontier::of(axes, points))
    }
}

/// The council with these tiers after those that are never traded.
fn with_tiers(council: &Council, measures: [Tier; 2]) -> Council {
    let mut tiers = placing();
    tiers.extend(measures);
    under(council, tiers)
}

/// So many ceilings between two values, evenly; fewer where there are fewer whole numbers.
fn ceilings(least: i64, most: i64, count: usize) -> Vec<i64> {
    let steps = count as i128 + 1;
    let wide = i128::from(most) - i128::from(least);
    let mut between: Vec<i64> = (1..steps)
        .map(|step| least + (wide * step / steps) as i64)
        .filter(|value| least < *value && *value < most)
        .collect();
    between.dedup();
    between
}

fn point(
    [x, _]: [Axis; 2],
    first: Axis,
    solution: &Solution,
    certificate: &Certificate,
    ceiling: Option<i64>,
) -> Point {
    let tiers = [FIRST, SECOND].map(|t| (&certificate.tiers[t]).into());
    let [x, y] = if first == x {
        tiers
    } else {
        [tiers[1], tiers[0]]
    };
    Point {
        x,
        y,
        ceiling,
        first,
        plan: solution.blocks().collect(),
    }
}

/// What makes points by ceilings of the first measure.
struct Below<'a> {
    desk: &'a Desk<'a>,
    facts: &'a Facts<'a>,
    near: &'a Solution,
    axes: [Axis; 2],
}

impl Below<'_> {
    /// The points of ceilings in order, from a plan that keeps to the lowest. The middle one comes first: its plan is
    /// where those above it begin, and shows which of those below it would only find it again.
    fn all(&self, most: &[i64], plan: &[Block]) -> Result<Vec<Point>, SolveError> {
        let Some(&middle) = most.get(most.len() / 2) else {
            return Ok(Vec::new());
        };
        let point = self.one(middle, plan)?;
        let lower = most.partition_point(|most| *most < point.x.value.min(middle));
        let upper = most.partition_point(|most| *most <= middle);
        let (lower, upper) = rayon::join(
            || self.all(&most[..lower], plan),
            || self.all(&most[upper..], &point.plan),
        );
        let mut points = lower?;
        points.push(point);
        points.extend(upper?);
        Ok(points)
    }

    fn one(&self, most: i64, plan: &[Block]) -> Result<Point, SolveError> {
        let mut round = beginning_with(&self.desk.ground.round, plan);
        if let Some(ceilings) = &mut round.ceilings {
            ceilings.most.insert(SECOND, most);
        }
        let (prepared, near) = (self.desk.prepared, Some(self.near));
        self.desk.steps.ahead(1);
        let (solution, certificate) = prepared.solve(self.facts, &round, near, self.desk.limits)?;
        self.desk.steps.done(POINT);
        let [_, y] = self.axes;
        Ok(point(self.axes, y, &solution, &certificate, Some(most)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ceilings_lie_evenly_between_and_never_twice() {
        assert_eq!(ceilings(0, 100, 9), [10, 20, 30, 40, 50, 60, 70, 80, 90]);
        assert_eq!(ceilings(5, 9, 9), [6, 7, 8]);
        assert!(ceilings(5, 6, 9).is_empty());
        assert!(ceilings(5, 5, 9).is_empty());
        assert_eq!(ceilings(-10, 10, 3), [-5, 0, 5]);
        assert_eq!(ceilings(0, i64::MAX, 1), [i64::MAX / 2]);
    }
}
