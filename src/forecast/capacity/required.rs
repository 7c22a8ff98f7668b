//! Places of the authority's own that a share of its children asks for, and what is missing of them.

use super::indicator::Spread;
use crate::forecast::cast::Setting;
use crate::forecast::demand::quantile;
use crate::forecast::system::Simulated;
use crate::forecast::system::outcomes::{NEEDS, Outcomes, SIBLINGS, setting_of_need};

/// Futures of a hundred in which no more is asked for, or missing.
pub const LEVELS: [u8; 3] = [80, 90, 95];

/// Places of one kind at a month end.
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
    /// Position of the month.
    pub month: usize,
    /// What is needed.
    pub kind: Needed,
    /// Children whose plan asks for it.
    pub children: Spread,
    /// Own places that the share of them asks for, no more in [`LEVELS`] of a hundred futures.
    pub for_the_share: [u32; 3],
    /// The authority's own usable places to be expected, without anything that is not under way; `None` where places are
    /// of no kind of their own.
    pub expected: Option<f64>,
    /// What the share asks for less the usable places of the same future, no more in [`LEVELS`] of a hundred; below zero where
    /// there are more. `None` where `expected` is.
    pub gap: Option<[i32; 3]>,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// A setting in a district; the whole council where it is `None`, and the position after the last for no district.
    Setting(Setting, Option<usize>),
    /// A kind of place for an age, in the whole council.
    Age(usize),
    /// Households for so many brothers and sisters: two, three, four and more.
    Siblings(usize),
}

/// Month ends at which places are counted: every twelfth, and the last.
pub fn year_ends(months: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=months / 12).map(|year| year * 12 - 1).collect();
    if !months.is_multiple_of(12) {
        ends.push(months - 1);
    }
    ends
}

/// What is needed at the end of every year.
pub fn required(simulated: &Simulated, districts: usize, share: f64) -> Vec<Required> {
    let mut required = Vec::new();
    for month in year_ends(simulated.months.len()) {
        for setting in Setting::ALL {
            let whole = std::iter::once(None).chain((0..districts).map(Some));
            for district in whole {
                let kind = Needed::Setting(setting, district);
                required.extend(one(simulated, month, kind, districts, share));
            }
        }
        // Homes and supported accommodation are one kind each, which their setting has.
        for need in (0..NEEDS).filter(|need| setting_of_need(*need) == Setting::Family) {
            required.extend(one(simulated, month, Needed::Age(need), districts, share));
        }
        for size in 0..SIBLINGS {
            required.extend(one(
                simulated,
                month,
                Needed::Siblings(size),
                districts,
                share,
            ));
        }
    }
    required
}

/// What is needed of one kind; `None` where nobody needs it in any future and there is none.
fn one(
    simulated: &Simulated,
    month: usize,
    kind: Needed,
    districts: usize,
    share: f64,
) -> Option<Required> {
    let each = simulated.replications.iter();
    let mut children: Vec<f64> = each
        .clone()
        .map(|o| need(o, month, kind, districts))
        .collect();
    // Places are whole.
    let asks = |children: f64| (children * share - 1e-9).ceil();
    let (mut expected, mut gap) = (None, None);
    if let Needed::Setting(setting, district) = kind {
        let places = each.map(|o| supply(o, month, setting, district, districts));
        let places: Vec<f64> = places.collect();
        expected = Some(places.iter().sum::<f64>() / places.len().max(1) as f64);
        // Future by future, before they are put in order: many children and few places may come together.
        let both = children.iter().zip(&places);
        let mut missing: Vec<f64> = both.map(|(c, places)| asks(*c) - places).collect();
        missing.sort_by(f64::total_cmp);
        gap = Some(LEVELS.map(|level| quantile(&missing, f64::from(level) / 100.0) as i32));
    }
    children.sort_by(f64::total_cmp);
    let spread = Spread::of_sorted(&children)?;
    if spread.percentiles[6] == 0.0 && expected.is_none_or(|places| places == 0.0) {
        return None;
    }
    let for_the_share =
        LEVELS.map(|level| asks(quantile(&children, f64::from(level) / 100.0)) as u32);
    Some(Required {
        month,
        kind,
        children: spread,
        for_the_share,
        expected,
        gap,
    })
}

/// Children of one future whose plan asks for it.
pub fn need(outcomes: &Outcomes, month: usize, kind: Needed, districts: usize) -> f64 {
    let at = |need: usize, district: usize| {
        f64::from(outcomes.needs[(month * NEEDS + need) * districts + district])
    };
    match kind {
        Needed::Siblings(size) => f64::from(outcomes.siblings[month * SIBLINGS + size]),
        Needed::Age(need) => (0..districts).map(|district| at(need, district)).sum(),
        Needed::Setting(setting, district) => {
            let of = (0..NEEDS).filter(|need| setting_of_need(*need) == setting);
            let in_district = |need: usize| match district {
                Some(district) => at(need, district),
                None => (0..districts).map(|district| at(need, district)).sum(),
            };
            of.map(in_district).sum()
        }
    }
}

/// Usable places of the authority's own in one future.
pub fn supply(
    outcomes: &Outcomes,
    month: usize,
    setting: Setting,
    district: Option<usize>,
    districts: usize,
) -> f64 {
    let from = (month * Setting::ALL.len() + setting as usize) * districts;
    let of = &outcomes.supply[from..from + districts];
    match district {
        Some(district) => f64::from(of[district]),
        None => of.iter().map(|places| f64::from(*places)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn future(children: &[(usize, u16)], places: u16) -> Outcomes {
        let mut outcomes = Outcomes::new(1, 2);
        for (at, number) in children {
            outcomes.needs[*at] = *number;
        }
        outcomes.supply[0] = places;
        outcomes
    }

    #[test]
    fn the_share_asks_for_no_more_in_so_many_of_a_hundred_futures() {
        // Ten futures with 1 to 10 small children of the first district, and one of eleven or more in the second.
        let futures = (1..=10).map(|n| future(&[(0, n), (3, 1)], 4));
        let simulated = Simulated {
            months: vec![Date::constant(2026, 4, 30)],
            replications: futures.collect(),
        };
        let first = one(
            &simulated,
            0,
            Needed::Setting(Setting::Family, Some(0)),
            2,
            1.0,
        )
        .unwrap();
        assert_eq!(first.for_the_share, [8, 9, 10]);
        assert_eq!((first.children.mean, first.expected), (5.5, Some(4.0)));
        // A kind of two ages; half of the children are to be in own provision.
        let all = one(
            &simulated,
            0,
            Needed::Setting(Setting::Family, None),
            2,
            0.5,
        )
        .unwrap();
        assert_eq!(all.for_the_share, [5, 5, 6]);
        let age = one(&simulated, 0, Needed::Age(1), 2, 1.0).unwrap();
        assert_eq!((age.for_the_share, age.expected), ([1, 1, 1], None));
        assert_eq!(
            one(&simulated, 0, Needed::Setting(Setting::Home, None), 2, 1.0),
            None
        );
    }

    #[test]
    fn what_is_missing_is_counted_future_by_future_and_may_be_less_than_nothing() {
        // Ten futures with 1 to 10 children: with as many places as children, and with as many as there are children in the
        // future of the other end.
        let gap = |places: fn(u16) -> u16, share: f64| {
            let futures = (1..=10).map(|n| future(&[(0, n)], places(n)));
            let simulated = Simulated {
                months: vec![Date::constant(2026, 4, 30)],
                replications: futures.collect(),
            };
            let kind = Needed::Setting(Setting::Family, Some(0));
            one(&simulated, 0, kind, 2, share).unwrap()
        };
        let with_them = gap(|n| n, 1.0);
        assert_eq!(
            (with_them.expected, with_them.gap),
            (Some(5.5), Some([0; 3]))
        );
        let against_them = gap(|n| 11 - n, 1.0);
        assert_eq!(
            (against_them.expected, against_them.gap),
            (Some(5.5), Some([5, 7, 9]))
        );
        assert_eq!(gap(|_| 20, 1.0).gap, Some([-12, -11, -10]));
        // Places are whole: half of three children ask for two.
        assert_eq!(gap(|_| 0, 0.5).gap, Some([4, 5, 5]));
    }

    #[test]
    fn years_end_every_twelve_months_and_at_the_end() {
        assert_eq!(year_ends(24), [11, 23]);
        assert_eq!(year_ends(30), [11, 23, 29]);
        assert_eq!(year_ends(5), [4]);
    }
}
