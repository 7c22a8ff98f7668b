//! Who came into care before a day, by family and week: what futures are drawn from.

use std::collections::BTreeMap;

use crate::duties::Facts;
use crate::model::{ChildIx, Date, days_between};

/// Families of this many weeks before the day may come again in a future.
pub const POOL_WEEKS: i32 = 156;

/// The rate of arrivals is that of this many weeks before the day.
pub const RATE_WEEKS: i32 = 52;

/// Arrivals before a day, as far as the council's own list of children knows them.
#[derive(Debug, Clone, PartialEq)]
pub struct History {
    /// The day before which they came.
    pub day: Date,
    /// Children who came together: of one sibling group, in one week. In order of week, then child.
    pub families: Vec<Vec<ChildIx>>,
    /// Families by week, the week before the day first.
    weekly: Vec<u32>,
}

/// How many families come in a week.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// Mean a week.
    pub mean: f64,
    /// Variance between weeks.
    pub variance: f64,
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
            let eldest = facts.families.group(child).first().copied();
            let family = eldest.unwrap_or(child);
            let week = (days - 1) / 7;
            came.entry((week, family)).or_default().push(child);
        }
        let mut weekly = vec![0; RATE_WEEKS as usize];
        for &(week, _) in came.keys() {
            if let Some(families) = weekly.get_mut(week as usize) {
                *families += 1;
            }
        }
        Self {
            day,
            families: came.into_values().collect(),
            weekly,
        }
    }

    /// The rate of the last [`RATE_WEEKS`] weeks, in families a week.
    pub fn rate(&self) -> Rate {
        let weeks = self.weekly.len() as f64;
        let mean = self.weekly.iter().map(|&n| f64::from(n)).sum::<f64>() / weeks;
        let squares = self.weekly.iter().map(|&n| (f64::from(n) - mean).powi(2));
        Rate {
            mean,
            variance: squares.sum::<f64>() / (weeks - 1.0),
        }
    }
}

impl Rate {
    /// Whether weeks differ by more than chance alone would make them: the index of dispersion is above the
    /// upper twentieth of its distribution under a Poisson (normal approximation to χ²).
    pub fn is_over_dispersed(&self) -> bool {
        let free = f64::from(RATE_WEEKS - 1);
        self.mean > 0.0 && free * self.variance / self.mean > free + 1.645 * (2.0 * free).sqrt()
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
        assert!((history.rate().mean - 2.0 / 52.0).abs() < 1e-12);
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
    fn only_weeks_that_differ_by_more_than_chance_are_over_dispersed() {
        let rate = |mean, variance| Rate { mean, variance };
        assert!(!rate(2.0, 2.5).is_over_dispersed());
        assert!(rate(2.0, 3.0).is_over_dispersed());
        assert!(!rate(0.0, 0.0).is_over_dispersed());
    }
}
