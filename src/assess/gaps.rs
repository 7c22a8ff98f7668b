//! Actual, attainable, target, for every indicator and segment: the allocation gap and the capacity gap.
//!
//! The **allocation gap** is attainable less actual: what the same homes could give more than they do, *attainable*
//! being what the plan in the law's order comes to. The **capacity gap** is target less attainable: what is missing then.
//! Of the capacity gap a part is **beyond any allocation**: no plan of the present homes reaches it while as many
//! children as possible have a home, even if no other duty counted. All are positive where something is missing,
//! whichever way the indicator is meant to go. Gaps of shares are in percentage points.

use crate::kpis::{self, Better, Dimension, Kpi, Segment, Standing, Tally};
use crate::model::Council;

/// One indicator in one segment.
#[derive(Debug, Clone)]
pub struct Gap {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// Dimension and segment; `None` for the whole council.
    pub segment: Option<(Dimension, Segment)>,
    /// As children live now; `None` where the folder does not say where anybody lives.
    pub actual: Option<Tally>,
    /// In the theoretical plan in the law's order; `None` where no allocation changes the indicator.
    pub in_order: Option<Tally>,
    /// In the theoretical plan for this duty alone; `None` where no single measure stands for it.
    pub alone: Option<Tally>,
    /// For the whole council: no plan that houses as many children as possible is better. `None` where nothing is proved,
    /// and in segments: the plan for a duty alone is the best for the whole council, and for no part of it.
    pub best: Option<Tally>,
    /// Local target, for the whole council; segments are held against the same, but for the authorities of a market, each
    /// held against its own.
    pub target: Option<f64>,
}

impl Gap {
    /// The actual figure.
    pub fn actual_figure(&self) -> Option<f64> {
        self.figure(self.actual.as_ref())
    }

    /// The attainable figure in the law's order.
    pub fn in_order_figure(&self) -> Option<f64> {
        self.figure(self.in_order.as_ref())
    }

    /// The figure of the plan for the duty alone.
    pub fn alone_figure(&self) -> Option<f64> {
        self.figure(self.alone.as_ref())
    }

    /// The figure that no plan betters while as many children as possible have a home.
    pub fn best_figure(&self) -> Option<f64> {
        self.figure(self.best.as_ref())
    }

    /// Attainable less actual, positive where there is room.
    pub fn allocation(&self) -> Option<f64> {
        self.room(self.actual_figure(), self.in_order_figure())
    }

    /// Target less attainable, positive where homes are missing, or where duties that come before take them.
    pub fn capacity(&self) -> Option<f64> {
        self.room(self.in_order_figure(), self.target)
    }

    /// The part of it that no plan gives while as many children as possible have a home: target less best, and nothing
    /// where that is enough. Nothing either where the target is met already, be it by fewer children in homes.
    pub fn beyond_any_allocation(&self) -> Option<f64> {
        let beyond = self.room(self.best_figure(), self.target)?;
        let met = |figure| self.room(figure, self.target).is_some_and(|gap| gap <= 0.0);
        let is_met = met(self.actual_figure()) || met(self.in_order_figure());
        Some(if is_met { 0.0 } else { beyond.max(0.0) })
    }

    /// Whether part of the target is beyond any allocation; `None` without a target, or where nothing is proved.
    pub fn is_beyond_reach(&self) -> Option<bool> {
        self.beyond_any_allocation().map(|gap| gap > 1e-9)
    }

    fn figure(&self, tally: Option<&Tally>) -> Option<f64> {
        tally?.figure(self.kpi.card.unit)
    }

    fn room(&self, from: Option<f64>, to: Option<f64>) -> Option<f64> {
        toward_better(self.kpi, from, to)
    }
}

/// How much better the second figure is than the first; `None` where nothing is meant to be better.
pub(super) fn toward_better(kpi: &Kpi, from: Option<f64>, to: Option<f64>) -> Option<f64> {
    let change = to? - from?;
    match kpi.card.better {
        Better::Higher => Some(change),
        // Not minus: nothing has no sign.
        Better::Lower => Some(0.0 - change),
        Better::Neither => None,
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

/// The indicator that says something of a folder without placements: it asks what was, and not where children live.
const KNOWN_WITHOUT_PLACEMENTS: &str = "three_placements";

/// Every indicator, for the whole council and by segment of every dimension. `best` says of an indicator what no plan
/// betters, given the plan for its duty alone.
pub fn gaps(
    council: &Council,
    standings: &Standings,
    best: &dyn Fn(&Kpi, &Standing) -> Option<Tally>,
) -> Vec<Gap> {
    let mut gaps = Vec::new();
    for kpi in kpis::ALL {
        let mut whole = whole(council, standings, kpi);
        let alone = alone_for(standings, kpi).filter(|_| whole.actual.is_some());
        whole.best = alone.and_then(|standing| best(kpi, standing));
        gaps.push(whole);
        for dimension in Dimension::of(council) {
            by_segment(council, standings, kpi, dimension, &mut gaps);
        }
    }
    gaps
}

/// What is, as far as the folder says it.
fn actual(council: &Council, kpi: &Kpi, tally: Tally) -> Option<Tally> {
    let known = !council.placements.is_empty() || kpi.card.name == KNOWN_WITHOUT_PLACEMENTS;
    known.then_some(tally)
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
        actual: actual(council, kpi, kpi.whole(&standings.actual)),
        in_order: follows.then(|| kpi.whole(&standings.in_order)),
        alone: alone_for(standings, kpi).map(|standing| kpi.whole(standing)),
        best: None,
        target: target(council, kpi, None),
    }
}

/// The target for an indicator, of a segment or of the whole.
fn target(council: &Council, kpi: &Kpi, segment: Option<(Dimension, &Segment)>) -> Option<f64> {
    let policy = match segment {
        // What belongs to no authority of the market has the market's target, as other segments have.
        Some((Dimension::Authority, part)) => council
            .members
            .get(part.order)
            .map_or(&council.policy, |member| &member.policy),
        _ => &council.policy,
    };
    policy.targets.get(kpi.card.name).copied()
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
    for (segment, tally) in parts(&standings.actual) {
        gaps.push(Gap {
            kpi,
            actual: actual(council, kpi, tally),
            in_order: of(&in_order, &segment),
            alone: of(&alone, &segment),
            best: None,
            target: target(council, kpi, Some((dimension, &segment))),
            segment: Some((dimension, segment)),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::Facts;
    use crate::duties::scene::Scene;
    use crate::kpis::Case;
    use crate::model::HomeKind;

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
            actual: Some(tally(5, 10)),
            in_order: Some(tally(7, 10)),
            alone: Some(tally(8, 10)),
            best: Some(tally(16, 19)),
            target,
        }
    }

    #[test]
    fn what_is_missing_is_positive_whichever_way_is_better() {
        let near = gap("near_home", Some(90.0));
        assert_eq!(near.allocation(), Some(20.0));
        assert!((near.capacity().unwrap() - 20.0).abs() < 1e-9);
        let beyond = near.beyond_any_allocation().unwrap();
        assert!((beyond - (90.0 - 1600.0 / 19.0)).abs() < 1e-9);
        let far = gap("at_distance", Some(10.0));
        assert_eq!(far.allocation(), Some(-20.0));
        assert!((far.capacity().unwrap() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn a_target_that_the_homes_can_reach_is_not_beyond_any_allocation() {
        let beyond = |target| gap("near_home", target).is_beyond_reach();
        assert_eq!(beyond(Some(84.2)), Some(false));
        assert_eq!(
            gap("near_home", Some(84.2)).beyond_any_allocation(),
            Some(0.0)
        );
        assert_eq!(beyond(Some(84.3)), Some(true));
        assert_eq!(beyond(None), None);
        let mut unproved = gap("near_home", Some(84.3));
        unproved.best = None;
        assert_eq!(unproved.is_beyond_reach(), None);
    }

    #[test]
    fn a_target_that_is_met_is_not_beyond_reach_though_fewer_children_have_homes() {
        let mut met = gap("near_home", Some(90.0));
        assert_eq!(met.is_beyond_reach(), Some(true));
        met.actual = Some(tally(9, 10));
        assert_eq!(met.is_beyond_reach(), Some(false));
        let mut met = gap("near_home", Some(90.0));
        met.in_order = Some(tally(19, 20));
        assert_eq!(met.is_beyond_reach(), Some(false));
    }

    #[test]
    fn nothing_is_never_minus_nothing() {
        let mut far = gap("at_distance", Some(70.0));
        far.actual = far.in_order.clone();
        for nothing in [far.allocation(), far.capacity()] {
            assert!(nothing.unwrap().is_sign_positive(), "{nothing:?}");
        }
    }

    #[test]
    fn a_folder_without_placements_has_no_actual_figures_and_proves_nothing() {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.child_mut(child).placements_last_year = Some(3);
        let of = |scene: &Scene| {
            let facts = Facts::of(&scene.council);
            let present = Standing::present(&facts);
            let standings = Standings {
                actual: present.clone(),
                in_order: present.clone(),
                alone: vec![("D21", present)],
            };
            gaps(&scene.council, &standings, &|_, _| Some(tally(1, 1)))
        };
        let named = |gaps: &[Gap], name: &str| {
            let mut all = gaps.iter();
            all.find(|gap| gap.kpi.card.name == name).unwrap().clone()
        };
        let without = of(&scene);
        for gap in &without {
            let known = gap.kpi.card.name == KNOWN_WITHOUT_PLACEMENTS;
            assert_eq!(gap.actual.is_some(), known, "{}", gap.kpi.card.name);
            assert!(gap.best.is_none());
        }
        scene.settle(child, home);
        let with = of(&scene);
        assert_eq!(named(&with, "with_a_home").actual_figure(), Some(100.0));
        assert!(named(&with, "with_a_home").best.is_some());
        let parts = with.iter().filter(|gap| gap.segment.is_some());
        assert!(parts.clone().count() > 40 && parts.into_iter().all(|gap| gap.best.is_none()));
    }

    #[test]
    fn nothing_to_divide_by_and_nothing_to_judge_give_no_gap() {
        let mut empty = gap("near_home", Some(80.0));
        empty.actual = Some(tally(0, 0));
        assert_eq!(empty.allocation(), None);
        assert!(empty.capacity().is_some());
        assert_eq!(gap("fostered", Some(80.0)).allocation(), None);
    }
}
