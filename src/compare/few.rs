//! Groups of few children: nothing is told of fewer than five, and nothing from which that could be worked out.
//!
//! The groups of one characteristic add up to all children, and totals are told. So where one group is hidden another has to
//! be, until those that are hidden have five children together: the smallest of the others (secondary suppression). What is
//! hidden is the same in every scenario of a comparison, since otherwise one would tell of the other.

use crate::forecast::system::groups::{self, GROUPS};

/// Fewest children of whom anything is told.
pub const FEWEST: f64 = 5.0;

/// What stands where nothing is told, since it would tell of a few children.
pub const TOO_FEW: &str = "too few children";

/// Whether a group is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// It is.
    Whole,
    /// There are fewer than five children in it, in the mean at a month end of some scenario.
    Fewer,
    /// It is hidden so that nothing can be worked out of another.
    Beside,
}

impl Shown {
    /// The number of children as it is told.
    pub fn children(self, number: f64, decimals: usize) -> String {
        match self {
            Self::Whole => format!("{number:.decimals$}"),
            Self::Fewer => "fewer than 5".to_owned(),
            Self::Beside => TOO_FEW.to_owned(),
        }
    }
}

/// Of every group, from the mean sizes of groups in each scenario. A group that is empty in all of them is told of: that
/// there is nobody is no secret of anybody.
pub fn shown(sizes: &[&[f64]]) -> [Shown; GROUPS] {
    let least = |group: usize| {
        let of = sizes.iter().map(|sizes| sizes[group]);
        of.fold(f64::INFINITY, f64::min)
    };
    let most = |group: usize| sizes.iter().map(|sizes| sizes[group]).fold(0.0, f64::max);
    let mut shown = [Shown::Whole; GROUPS];
    let mut first = 0;
    while first < GROUPS {
        let same = |group: &usize| groups::ALL[*group].dimension == groups::ALL[first].dimension;
        let of: Vec<usize> = (first..GROUPS).take_while(same).collect();
        first += of.len();
        let mut left: Vec<usize> = of.into_iter().filter(|group| most(*group) > 0.0).collect();
        left.sort_by(|a, b| least(*a).total_cmp(&least(*b)));
        let (mut hidden, mut children) = (0, 0.0);
        for group in left {
            let is_few = least(group) < FEWEST;
            if !is_few && (hidden == 0 || (hidden > 1 && children >= FEWEST)) {
                break;
            }
            shown[group] = if is_few { Shown::Fewer } else { Shown::Beside };
            hidden += 1;
            children += least(group);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sizes of the age groups; every other group has a hundred children.
    fn ages(sizes: [f64; 4]) -> Vec<f64> {
        let mut all = vec![100.0; GROUPS];
        all[..4].copy_from_slice(&sizes);
        all
    }

    fn told(scenarios: &[[f64; 4]]) -> Vec<Shown> {
        let sizes: Vec<Vec<f64>> = scenarios.iter().map(|sizes| ages(*sizes)).collect();
        let sizes: Vec<&[f64]> = sizes.iter().map(Vec::as_slice).collect();
        let shown = shown(&sizes);
        assert!(shown[4..].iter().all(|shown| *shown == Shown::Whole));
        shown[..4].to_vec()
    }

    #[test]
    fn a_few_are_hidden_and_so_is_whoever_would_tell_of_them() {
        use Shown::{Beside, Fewer, Whole};
        assert_eq!(told(&[[5.0, 20.0, 30.0, 40.0]]), [Whole; 4]);
        // All less the rest would tell of the first, were the next not hidden too.
        assert_eq!(
            told(&[[4.9, 20.0, 30.0, 40.0]]),
            [Fewer, Beside, Whole, Whole]
        );
        // Two hidden ones of three children in all are still a few.
        assert_eq!(
            told(&[[1.0, 2.0, 40.0, 30.0]]),
            [Fewer, Fewer, Whole, Beside]
        );
        assert_eq!(
            told(&[[3.0, 2.5, 40.0, 30.0]]),
            [Fewer, Fewer, Whole, Whole]
        );
        // Nobody is no secret, and hides nobody.
        assert_eq!(
            told(&[[0.0, 2.0, 0.0, 90.0]]),
            [Whole, Fewer, Whole, Beside]
        );
        assert_eq!(told(&[[0.0, 20.0, 0.0, 90.0]]), [Whole; 4]);
    }

    #[test]
    fn what_one_scenario_hides_no_other_tells() {
        use Shown::{Beside, Fewer, Whole};
        let both = [[9.0, 20.0, 30.0, 40.0], [2.0, 20.0, 30.0, 40.0]];
        assert_eq!(told(&both), [Fewer, Beside, Whole, Whole]);
    }

    #[test]
    fn the_number_is_told_in_words() {
        assert_eq!(Shown::Whole.children(12.34, 1), "12.3");
        assert_eq!(Shown::Fewer.children(2.0, 1), "fewer than 5");
        assert_eq!(Shown::Beside.children(20.0, 0), "too few children");
    }
}
