//! Whether more children wait for a home: a child who waits costs nothing, so that a lower cost is no gain where more do.

use super::kpi::{COSTS, WAITING, Window, kpis};
use super::{Figure, Paired};

/// Whether more children wait under a scenario.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// It is shown that no more do, or in the mean fewer or as many do.
    NoMore,
    /// More do in the mean, and that may be chance.
    MayBeMore,
    /// More do, and that is sure, however few they are.
    More,
}

/// Children at a month end by whom waiting may have risen without a word: a tenth of a child. Half a child, from which on a
/// difference matters elsewhere, would be too many here: one child without a home may save what several homes cost.
pub const ALLOWED: f64 = 0.1;

/// What is said of it, in a sentence.
pub const RULE: &str = "A lower cost is called better only where no more children wait in the mean, or where the 95% interval \
    shows that waiting has risen by at most a tenth of a child.";

impl Waiting {
    /// Of the difference in children without a home.
    pub fn of(difference: &Paired) -> Self {
        let (low, high) = difference.interval;
        // Sums of decimals: a tenth is not always one.
        if difference.mean <= 0.0 || high <= ALLOWED + 1e-9 {
            Self::NoMore
        } else if low > 0.0 && difference.is_enough() {
            Self::More
        } else {
            Self::MayBeMore
        }
    }
}

/// Takes the praise from costs of a stretch of months where more children wait for a home in it, or may. Gives back whether
/// they do.
pub fn praise_no_cost(figures: &mut [Figure], window: Window) -> Waiting {
    let all = kpis();
    let of = |name: &str| {
        let at = all.iter().position(|kpi| kpi.name == name);
        at.map(|at| window as usize * all.len() + at)
    };
    let difference = of(WAITING).and_then(|at| figures[at].difference);
    let waiting = difference.map_or(Waiting::NoMore, |difference| Waiting::of(&difference));
    for at in COSTS.into_iter().filter_map(of) {
        let cost = figures[at].difference.as_mut();
        cost.into_iter()
            .for_each(|cost| cost.without_praise(waiting));
    }
    waiting
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::{Towards, Verdict};

    /// Figures of a stretch of months, of which all but waiting and costs are of nothing.
    fn figures_with(waiting: &[f64], cost: f64) -> Vec<Figure> {
        let all = kpis();
        let of = |at: usize| {
            let kpi = &all[at % all.len()];
            let with: Vec<Option<f64>> = match kpi.name {
                WAITING => waiting.iter().copied().map(Some).collect(),
                name if COSTS.contains(&name) => vec![Some(cost); waiting.len()],
                _ => return None,
            };
            let base = vec![Some(0.0); with.len()];
            Paired::of(&with, &base, (kpi.towards, kpi.least))
        };
        let figure = |at: usize| Figure {
            mean: None,
            level: None,
            difference: of(at),
        };
        (0..all.len() * Window::ALL.len()).map(figure).collect()
    }

    fn told(waiting: &[f64], cost: f64) -> (Waiting, Verdict, bool) {
        let mut figures = figures_with(waiting, cost);
        let wait = praise_no_cost(&mut figures, Window::Whole);
        let all = kpis();
        let at = all.iter().position(|kpi| kpi.name == COSTS[0]).unwrap();
        let of = |window: Window| {
            let difference = figures[window as usize * all.len() + at].difference;
            difference.unwrap()
        };
        let (whole, last) = (of(Window::Whole), of(Window::LastYear));
        assert_eq!(last.verdict == Verdict::Better, cost < 0.0);
        (wait, whole.verdict, whole.shares.is_none())
    }

    #[test]
    fn a_lower_cost_is_no_gain_where_more_children_wait() {
        let sure = (Waiting::More, Verdict::LowerMoreWaiting, true);
        assert_eq!(told(&[2.0; 30], -50_000.0), sure);
        // Sure, and fewer than matter elsewhere.
        assert_eq!(told(&[0.3; 30], -50_000.0), sure);
        assert_eq!(
            told(&[2.0; 30], 50_000.0),
            (Waiting::More, Verdict::Worse, true)
        );
        let none = (Waiting::NoMore, Verdict::Better, false);
        assert_eq!(told(&[0.1; 30], -50_000.0), none);
        assert_eq!(told(&[-2.0; 30], -50_000.0), none);
    }

    #[test]
    fn nor_is_it_where_more_may_wait() {
        // More wait in twenty futures and fewer in nine; the interval of the mean holds nought.
        let mut waiting = vec![0.0; 100];
        waiting[..20].fill(1.0);
        waiting[20..29].fill(-1.2);
        let paired = |with: &[f64]| {
            let with: Vec<Option<f64>> = with.iter().copied().map(Some).collect();
            let base = vec![Some(0.0); with.len()];
            Paired::of(&with, &base, (Towards::Less, 0.5)).unwrap()
        };
        let unsure = paired(&waiting);
        assert!(unsure.interval.0 < 0.0 && (0.1..0.5).contains(&unsure.interval.1));
        assert_eq!(
            told(&waiting, -50_000.0),
            (Waiting::MayBeMore, Verdict::LowerMayWait, true)
        );
        let fewer: Vec<f64> = waiting.iter().map(|by| -by).collect();
        assert_eq!(Waiting::of(&paired(&fewer)), Waiting::NoMore);
        // So few that it is shown: one hundredth of a child at the most.
        let hardly: Vec<f64> = waiting.iter().map(|by| by / 20.0).collect();
        assert_eq!(Waiting::of(&paired(&hardly)), Waiting::NoMore);
        // Ten futures show nothing, however alike they are.
        assert_eq!(Waiting::of(&paired(&[0.3; 10])), Waiting::MayBeMore);
    }
}
