//! Actual, attainable, target, for every indicator and segment: the gap of allocation and the gap of capacity.
//!
//! The **allocation gap** is what the same homes could give more than they do: attainable less actual. The
//! **capacity gap** is what no allocation of these homes can give: target less attainable. Both are positive where
//! something is missing, whichever way the indicator is meant to go.

use crate::kpis::{self, Better, Dimension, Kpi, Segment, Standing, Tally};
use crate::model::Council;

/// One indicator in one segment.
#[derive(Debug, Clone)]
pub struct Gap {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// Dimension and segment; `None` for the whole council.
    pub segment: Option<(Dimension, Segment)>,
    /// As children live now.
    pub actual: Tally,
    /// In the theoretical plan in the law's order; `None` where no allocation changes the indicator.
    pub in_order: Option<Tally>,
    /// In the theoretical plan for this duty alone; `None` where no single measure stands for it.
    pub alone: Option<Tally>,
    /// Local target, for the whole council; segments are held against the same.
    pub target: Option<f64>,
}

impl Gap {
    /// The actual figure.
    pub fn actual_figure(&self) -> Option<f64> {
        self.figure(Some(&self.actual))
    }

    /// The attainable figure in the law's order.
    pub fn in_order_figure(&self) -> Option<f64> {
        self.figure(self.in_order.as_ref())
    }

    /// The attainable figure of the duty alone.
    pub fn alone_figure(&self) -> Option<f64> {
        self.figure(self.alone.as_ref())
    }

    /// Attainable in the law's order less actual, positive where there is room.
    pub fn allocation(&self) -> Option<f64> {
        self.room(self.actual_figure(), self.in_order_figure())
    }

    /// Target less attainable in the law's order, positive where homes are missing, or where duties that come before
    /// take them.
    pub fn capacity(&self) -> Option<f64> {
        self.room(self.in_order_figure(), self.target)
    }

    /// Target less attainable for the duty alone: what no allocation of these homes can give.
    pub fn capacity_alone(&self) -> Option<f64> {
        self.room(self.alone_figure(), self.target)
    }

    /// Whether no allocation of the present homes reaches the target; `None` without a target or a duty alone.
    pub fn is_beyond_reach(&self) -> Option<bool> {
        self.capacity_alone().map(|gap| gap > 1e-9)
    }

    fn figure(&self, tally: Option<&Tally>) -> Option<f64> {
        tally?.figure(self.kpi.card.unit)
    }

    /// How much better the second is than the first; `None` where nothing is meant to be better.
    fn room(&self, from: Option<f64>, to: Option<f64>) -> Option<f64> {
        let change = to? - from?;
        match self.kpi.card.better {
            Better::Higher => Some(change),
            Better::Lower => Some(-change),
            Better::Neither => None,
        }
    }
}

/// The standings that indicators are counted on.
pub struct Standings<'a> {
    /// As children live now.
    pub actual: Standing<'a>,
    /// The plan in the law's order.
    pub in_order: Standing<'a>,
    /// The plan for each duty alone, by code.
    pub alone: Vec<(&'static str, Standing<'a>)>,
}

/// Every indicator, for the whole council and by segment of every dimension.
pub fn gaps(council: &Council, standings: &Standings) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for kpi in kpis::ALL {
        gaps.push(whole(council, standings, kpi));
        for dimension in Dimension::ALL {
            by_segment(council, standings, kpi, dimension, &mut gaps);
        }
    }
    gaps
}

fn alone_for<'s, 'a>(standings: &'s Standings<'a>, kpi: &Kpi) -> Option<&'s Standing<'a>> {
    let duty = kpi.card.duty?;
    let mut alone = standings.alone.iter();
    alone
        .find(|(code, _)| *code == duty)
        .map(|(_, standing)| standing)
}

fn whole(council: &Council, standings: &Standings, kpi: &'static Kpi) -> Gap {
    let follows = kpi.card.follows_allocation;
    Gap {
        kpi,
        segment: None,
        actual: kpi.whole(&standings.actual),
        in_order: follows.then(|| kpi.whole(&standings.in_order)),
        alone: alone_for(standings, kpi).map(|standing| kpi.whole(standing)),
        target: council.policy.targets.get(kpi.card.name).copied(),
    }
}

fn by_segment(
    council: &Council,
    standings: &Standings,
    kpi: &'static Kpi,
    dimension: Dimension,
    gaps: &mut Vec<Gap>,
) {
    let parts = |standing: &Standing| kpi.by(standing, dimension);
    let in_order = kpi
        .card
        .follows_allocation
        .then(|| parts(&standings.in_order));
    let alone = alone_for(standings, kpi).map(parts);
    let of = |all: &Option<Vec<(Segment, Tally)>>, segment: &Segment| {
        let mut all = all.as_ref()?.iter();
        let found = all.find(|(known, _)| known == segment);
        Some(found.map_or_else(Tally::default, |(_, tally)| tally.clone()))
    };
    for (segment, actual) in parts(&standings.actual) {
        gaps.push(Gap {
            kpi,
            actual,
            in_order: of(&in_order, &segment),
            alone: of(&alone, &segment),
            target: council.policy.targets.get(kpi.card.name).copied(),
            segment: Some((dimension, segment)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kpis::Case;

    fn tally(numerator: i64, denominator: i64) -> Tally {
        let mut tally = Tally::default();
        tally.add(Case::Counts {
            numerator,
            denominator,
        });
        tally
    }

    fn gap(name: &str, target: Option<f64>) -> Gap {
        Gap {
            kpi: kpis::by_name(name).unwrap(),
            segment: None,
            actual: tally(5, 10),
            in_order: Some(tally(7, 10)),
            alone: Some(tally(8, 10)),
            target,
        }
    }

    #[test]
    fn what_is_missing_is_positive_whichever_way_is_better() {
        let near = gap("near_home", Some(90.0));
        assert_eq!(near.allocation(), Some(20.0));
        assert!((near.capacity().unwrap() - 20.0).abs() < 1e-9);
        assert!((near.capacity_alone().unwrap() - 10.0).abs() < 1e-9);
        let far = gap("at_distance", Some(10.0));
        assert_eq!(far.allocation(), Some(-20.0));
        assert!((far.capacity().unwrap() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn a_target_that_the_homes_can_reach_has_no_gap_of_capacity() {
        assert_eq!(gap("near_home", Some(80.0)).is_beyond_reach(), Some(false));
        assert_eq!(gap("near_home", Some(80.1)).is_beyond_reach(), Some(true));
        assert_eq!(gap("near_home", None).is_beyond_reach(), None);
    }

    #[test]
    fn nothing_to_divide_by_and_nothing_to_judge_give_no_gap() {
        let mut empty = gap("near_home", Some(80.0));
        empty.actual = tally(0, 0);
        assert_eq!(empty.allocation(), None);
        assert!(empty.capacity().is_some());
        assert_eq!(gap("fostered", Some(80.0)).allocation(), None);
    }
}
