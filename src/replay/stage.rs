//! The council as the weeks found it: the children of those weeks without a home, and the homes free of them.

use std::collections::BTreeSet;

use crate::candidates::Round;
use crate::duties::Facts;
use crate::model::{ChildIx, Council, Date, HomeIx, HomeStatus, days_between};

/// What a replay plays on.
#[derive(Debug)]
pub struct Stage {
    /// The council, in which the children who arrive have no home yet.
    pub council: Council,
    /// First day of the first week.
    pub start: Date,
    /// Children who came, by week, each week in order of day, then child.
    pub weeks: Vec<Vec<ChildIx>>,
    /// Children who came in those weeks and are left out, since they live where no round could place them.
    pub left_out: usize,
}

impl Stage {
    /// So many weeks up to and with the day of the data.
    ///
    /// A home takes part as its record says. One that takes no referrals today, but is home to children who
    /// came in these weeks, offers the places that those children have, and no more.
    pub fn of(council: &Council, weeks: u16) -> Self {
        let facts = Facts::of(council);
        let start = first_day(council.as_at, weeks);
        let mut stage = Self {
            council: council.clone(),
            start,
            weeks: vec![Vec::new(); usize::from(weeks)],
            left_out: 0,
        };
        for child in council.child_indices() {
            let day = days_between(start, council.child(child).entered_care);
            let Some(week) = usize::try_from(day.div_euclid(7))
                .ok()
                .and_then(|week| stage.weeks.get_mut(week))
            else {
                continue;
            };
            if facts.lives_in[child.at()].is_none_or(|home| council.home(home).kind.is_offered()) {
                week.push(child);
            } else {
                stage.left_out += 1;
            }
        }
        for week in &mut stage.weeks {
            week.sort_by_key(|child| (council.child(*child).entered_care, *child));
        }
        stage.free_homes(&facts);
        stage
    }

    fn free_homes(&mut self, facts: &Facts) {
        let arrivals: BTreeSet<ChildIx> = self.weeks.iter().flatten().copied().collect();
        let left: BTreeSet<HomeIx> = arrivals
            .iter()
            .filter_map(|child| facts.lives_in[child.at()])
            .collect();
        let council = &mut self.council;
        council.placements.retain(|p| !arrivals.contains(&p.child));
        for child in arrivals {
            council.children[child.at()].flags.plan_to_move = false;
        }
        for home in left {
            let living = facts.living_in[home.at()].len();
            let home = &mut council.homes[home.at()];
            if home.status != HomeStatus::Available {
                let in_use = (living as u8).saturating_add(home.occupied_by_others);
                home.status = HomeStatus::Available;
                home.places = home.places.min(in_use);
                home.places_if_siblings = home.places_if_siblings.min(in_use).max(home.places);
            }
        }
    }

    /// Everybody who came, in order of child.
    pub fn everybody(&self) -> Vec<ChildIx> {
        let mut all: Vec<ChildIx> = self.weeks.iter().flatten().copied().collect();
        all.sort_unstable();
        all
    }

    /// A round over the homes as they were free of all who came.
    pub fn opening(&self, facts: &Facts, to_place: Vec<ChildIx>) -> Round {
        let homes = self.council.homes.len();
        let mut staying = vec![Vec::new(); homes];
        for (home, living) in facts.living_in.iter().enumerate() {
            staying[home].clone_from(living);
        }
        Round {
            to_place,
            staying,
            held: vec![0; homes],
            shared: vec![0; homes],
            theoretical: false,
            scarcity: None,
            none_worse: None,
            ceilings: None,
            planned: None,
        }
    }

    /// First day of a week, by position.
    pub fn first_day(&self, week: usize) -> Date {
        let days = i64::try_from(7 * week).unwrap_or(0);
        self.start.saturating_add(jiff::Span::new().days(days))
    }
}

/// First day of the first of so many weeks, the last of which ends on this day.
fn first_day(last: Date, weeks: u16) -> Date {
    let days = 7 * i64::from(weeks) - 1;
    last.saturating_sub(jiff::Span::new().days(days))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Child, Home, HomeKind, Placement, PlacementType, Sector, Sex};
    use jiff::civil::date;

    /// Two children of the last fortnight and one settled, in two homes that are full.
    fn council() -> Council {
        let mut council = Council::new("Stage", "E06000019", date(2026, 3, 31));
        for (i, day) in [date(2026, 3, 18), date(2026, 3, 31), date(2026, 3, 17)]
            .iter()
            .enumerate()
        {
            let child = Child::new(&format!("C{i}"), date(2015, 1, 1), Sex::Male, *day);
            council.children.push(child);
            let kind = HomeKind::Foster;
            let mut home = Home::new(&format!("H{i}"), kind, Sector::Own, "E06000019");
            home.status = HomeStatus::Full;
            council.homes.push(home.with_places(4));
            council.placements.push(Placement {
                child: ChildIx(i as u32),
                home: HomeIx(i as u32),
                start: *day,
                purpose: PlacementType::Short,
                planned_end: None,
            });
        }
        council
    }

    #[test]
    fn weeks_end_on_the_day_of_the_data() {
        let stage = Stage::of(&council(), 2);
        assert_eq!(stage.start, date(2026, 3, 18));
        assert_eq!(stage.weeks, [vec![ChildIx(0)], vec![ChildIx(1)]]);
        assert_eq!(stage.first_day(1), date(2026, 3, 25));
    }

    #[test]
    fn a_full_home_offers_the_places_that_those_who_came_have() {
        let stage = Stage::of(&council(), 2);
        assert_eq!(stage.council.homes[0].places, 1);
        assert_eq!(stage.council.homes[0].status, HomeStatus::Available);
        assert_eq!(stage.council.homes[2].status, HomeStatus::Full);
        let facts = Facts::of(&stage.council);
        let round = stage.opening(&facts, stage.everybody());
        assert!(round.staying[0].is_empty());
        assert_eq!(round.staying[2], [ChildIx(2)]);
    }

    #[test]
    fn a_child_with_her_parents_is_left_out() {
        let mut council = council();
        council.homes[1].kind = HomeKind::Parents;
        let stage = Stage::of(&council, 2);
        assert_eq!(stage.left_out, 1);
        assert_eq!(stage.everybody(), [ChildIx(0)]);
    }
}
