//! Who came into care before a day, by family and week: what futures are drawn from.
//!
//! The council's list holds those who are in care on the day of the data. Children who came and have left again are
//! not in it, so that earlier weeks look emptier than they were: a council that takes in as many children every
//! year seems to have taken in more each year. The rate is therefore fitted with its thinning, both by maximum
//! likelihood: a Poisson count a week whose mean falls by a constant share with each week before the day of the data.

use std::collections::BTreeMap;

use crate::duties::Facts;
use crate::model::{ChildIx, Date, days_between};

/// Families of this many weeks before the day may come again in a future, and the rate is theirs.
pub const POOL_WEEKS: i32 = 156;

/// The greatest thinning that is believed: half the children gone within fourteen weeks.
const MOST_THINNING: f64 = 0.05;

/// Arrivals before a day, as far as the council's own list of children knows them.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The day before which they came.
    pub day: Date,
    /// Children who came together: of one sibling group, in one week. In order of week, then child.
    pub families: Vec<Vec<ChildIx>>,
    /// How many families come in a week.
    pub rate: Rate,
}

/// How many families come in a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Mean in the week after the day.
    pub mean: f64,
    /// By how much less, in logarithms, the list holds of each earlier week: those who have left again.
    pub thinning: f64,
    /// Weeks from the day to that of the data. Of these weeks, too, the list holds less than came.
    pub weeks_to_data: f64,
    /// Variance between weeks over the mean; 1 for a Poisson.
    pub dispersion: f64,
}

impl History {
    /// Arrivals on days before this one. Children who live where no round could place them (with parents, in
    /// adoptive or secure homes) need no place of a round and are left out.
    pub fn before(facts: &Facts, day: Date) -> Self {
        let council = facts.council;
        let mut came: BTreeMap<(i32, ChildIx), Vec<ChildIx>> = BTreeMap::new();
        for child in council.child_indices() {
            let days = days_between(council.child(child).entered_care, day);
            let lives = facts.lives_in[child.at()].map(|home| council.home(home).kind);
            if !(1..=7 * POOL_WEEKS).contains(&days) || lives.is_some_and(|k| !k.is_offered()) {
                continue;
            }
            let family = facts.families.first_of(child);
            let week = (days - 1) / 7;
            came.entry((week, family)).or_default().push(child);
        }
        let mut weekly = vec![0; POOL_WEEKS as usize];
        for &(week, _) in came.keys() {
            weekly[week as usize] += 1;
        }
        let to_data = days_between(day, council.as_at).max(0);
        Self {
            day,
            families: came.into_values().collect(),
            rate: Rate::fitted(&weekly, f64::from(to_data) / 7.0),
        }
    }
}

impl Rate {
    /// Fitted to families by week, the week before the day first.
    fn fitted(weekly: &[u32], weeks_to_data: f64) -> Self {
        let all: f64 = weekly.iter().map(|&n| f64::from(n)).sum();
        let before = |week: usize| week as f64 + 0.5;
        let weights = |thinning: f64| (0..weekly.len()).map(move |w| (-thinning * before(w)).exp());
        let mean_week = |thinning: f64| {
            let sum: f64 = weights(thinning).zip(0..).map(|(m, w)| m * before(w)).sum();
            sum / weights(thinning).sum::<f64>()
        };
        let came = weekly
            .iter()
            .zip(0..)
            .map(|(&n, w)| f64::from(n) * before(w));
        // Likelihood is greatest where the mean week is that of those who came; it falls as thinning grows.
        let mean_came = came.sum::<f64>() / all.max(1.0);
        let (mut low, mut high) = (0.0, MOST_THINNING);
        if all == 0.0 || mean_came >= mean_week(low) {
            high = low;
        }
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            if mean_week(middle) > mean_came {
                low = middle;
            } else {
                high = middle;
            }
        }
        let at_day = all / weights(low).sum::<f64>();
        let expected = weights(low).map(|m| at_day * m);
        let squares = expected
            .zip(weekly)
            .map(|(m, &n)| (f64::from(n) - m).powi(2) / m);
        let free = (weekly.len() - 2) as f64;
        Self {
            mean: at_day,
            thinning: low,
            weeks_to_data,
            dispersion: if all == 0.0 {
                1.0
            } else {
                squares.sum::<f64>() / free
            },
        }
    }

    /// Mean number of families in a week after the day, the first being week 0.
    pub fn mean_in(&self, week: u16) -> f64 {
        let ahead = (f64::from(week) + 0.5).min(self.weeks_to_data);
        self.mean * (self.thinning * ahead).exp()
    }

    /// Whether weeks differ by more than chance alone would make them: the index of dispersion is above the
    /// upper twentieth of its distribution under a Poisson (normal approximation to χ²).
    pub fn is_over_dispersed(&self) -> bool {
        let free = f64::from(POOL_WEEKS - 2);
        free * self.dispersion > free + 1.645 * (2.0 * free).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Child, Council, Home, HomeKind, Placement, PlacementType, Sector, Sex};
    use crate::model::{SiblingLink, SiblingPlan};
    use jiff::civil::date;

    fn council(entered: &[Date]) -> Council {
        let mut council = Council::new("History", "E06000019", date(2026, 3, 31));
        for (i, day) in entered.iter().enumerate() {
            let born = date(2015, 1, 1);
            let child = Child::new(&format!("C{i}"), born, Sex::Female, *day);
            council.children.push(child);
        }
        council
    }

    #[test]
    fn brothers_and_sisters_of_one_week_are_one_arrival() {
        let mut council = council(&[
            date(2026, 3, 30),
            date(2026, 3, 25),
            date(2026, 3, 1),
            date(2022, 1, 1),
        ]);
        for b in [1, 2, 3] {
            council.sibling_links.push(SiblingLink {
                pair: (ChildIx(0), ChildIx(b)),
                plan: SiblingPlan::Together,
                reason: None,
            });
        }
        let history = History::before(&Facts::of(&council), date(2026, 3, 31));
        assert_eq!(
            history.families,
            [vec![ChildIx(0), ChildIx(1)], vec![ChildIx(2)]]
        );
        assert!(history.rate.mean > 2.0 / 156.0);
    }

    #[test]
    fn the_day_itself_is_not_before_it() {
        let council = council(&[date(2026, 3, 31), date(2026, 3, 30)]);
        let history = History::before(&Facts::of(&council), date(2026, 3, 31));
        assert_eq!(history.families, [vec![ChildIx(1)]]);
    }

    #[test]
    fn a_child_with_her_parents_needs_no_place() {
        let mut council = council(&[date(2026, 3, 30)]);
        let home = Home::new("H", HomeKind::Parents, Sector::Parents, "E06000019");
        council.homes.push(home);
        council.placements.push(Placement {
            child: ChildIx(0),
            home: crate::model::HomeIx(0),
            start: date(2026, 3, 30),
            purpose: PlacementType::Short,
            planned_end: None,
        });
        let history = History::before(&Facts::of(&council), date(2026, 3, 31));
        assert!(history.families.is_empty());
    }

    #[test]
    fn the_rate_is_what_came_and_not_what_is_left() {
        // 8 families a week, of whom each week a hundredth leaves.
        let left = |week: i32| (8.0 * (-0.01 * f64::from(week)).exp()).round() as u32;
        let weekly: Vec<u32> = (0..POOL_WEEKS).map(left).collect();
        let rate = Rate::fitted(&weekly, 0.0);
        assert!((rate.mean - 8.0).abs() < 0.3, "{rate:?}");
        assert!((rate.thinning - 0.01).abs() < 0.001, "{rate:?}");
        // Ten weeks before the day of the data, the list will show more of each coming week.
        let before = Rate::fitted(&weekly, 10.0);
        assert!(before.mean_in(9) > before.mean_in(0));
        assert_eq!(before.mean_in(10), before.mean_in(40));
        assert_eq!(rate.mean_in(0), rate.mean_in(40));
    }

    #[test]
    fn fewer_arrivals_than_before_are_no_thinning() {
        let weekly: Vec<u32> = (0..POOL_WEEKS as u32).map(|week| week / 20).collect();
        let rate = Rate::fitted(&weekly, 0.0);
        let mean = weekly.iter().sum::<u32>() as f64 / f64::from(POOL_WEEKS);
        assert!(
            rate.thinning < 1e-9 && (rate.mean - mean).abs() < 1e-6,
            "{rate:?}"
        );
        assert_eq!(Rate::fitted(&[0; 156], 3.0).mean_in(2), 0.0);
    }

    #[test]
    fn only_weeks_that_differ_by_more_than_chance_are_over_dispersed() {
        let every =
            |other: u32| -> Vec<u32> { (0..156).map(|w| [2 + other, 2 - other][w % 2]).collect() };
        assert!(!Rate::fitted(&every(1), 0.0).is_over_dispersed());
        assert!(Rate::fitted(&every(2), 0.0).is_over_dispersed());
        assert!(!Rate::fitted(&[0; 156], 0.0).is_over_dispersed());
    }
}
