//! How long each child has lived where she lives, and how often she has moved.

use std::collections::BTreeMap;

use super::child_record::{self, before};
use super::draws::Draws;
use super::dwelling::Dwelling;
use super::generate::Work;
use super::person::Person;
use crate::model::{ChildIx, Date, HomeIx, HomeKind, Placement, days_between};

impl Work<'_> {
    /// Writes the current placements down.
    pub(super) fn write_placements(&mut self, people: &[Person], dwellings: &[Dwelling]) {
        let mut draws = self.draws("placements");
        let moves = self.moved(&mut draws, people);
        let mut started: BTreeMap<(u32, usize), (Date, u8)> = BTreeMap::new();
        for (home, dwelling) in dwellings.iter().enumerate() {
            for &i in &dwelling.occupants {
                let entered = self.council.children[i].entered_care;
                let drawn = (
                    self.start(&mut draws, entered, moves[i]),
                    placements_last_year(moves[i]),
                );
                // Brothers and sisters in one home came together, unless one is too young for that.
                let key = people[i].family.map(|family| (family, home));
                let shared = key.map_or(drawn, |key| *started.entry(key).or_insert(drawn));
                let (start, count) = if shared.0 >= entered { shared } else { drawn };
                let lives_at = dwelling.point.map(|(at, _)| at);
                let child = &mut self.council.children[i];
                child.placements_last_year = Some(count);
                child_record::school(&mut draws, child, lives_at);
                self.council.placements.push(Placement {
                    child: ChildIx(i as u32),
                    home: HomeIx(home as u32),
                    start,
                    purpose: self.council.children[i].wanted,
                    planned_end: None,
                });
            }
        }
        self.council.placements.sort_by_key(|p| p.child);
    }

    /// How each child has moved: the published share three times or more in the year, and of the children
    /// long in care the published share not for two years.
    fn moved(&self, draws: &mut Draws, people: &[Person]) -> Vec<Moved> {
        let rates = &self.profile.rates;
        let mut order: Vec<usize> = (0..people.len()).collect();
        draws.shuffle(&mut order);
        let often =
            (people.len() as f64 * rates.three_or_more_placements_percent / 100.0).round() as usize;
        let mut moved = vec![Moved::Once; people.len()];
        let settled = |i: usize| {
            matches!(
                people[i].setting.kind(),
                HomeKind::Adoptive | HomeKind::Connected
            )
        };
        let restless = order.iter().copied().filter(|&i| !settled(i)).take(often);
        restless.for_each(|i| moved[i] = Moved::Often);
        let long = |i: usize| {
            let days = days_between(self.council.children[i].entered_care, self.profile.as_at);
            days >= 913 && people[i].age < 16
        };
        let eligible: Vec<usize> = order.into_iter().filter(|&i| long(i)).collect();
        let stable =
            (eligible.len() as f64 * rates.long_term_stable_percent / 100.0).round() as usize;
        let calm = eligible.into_iter().filter(|&i| moved[i] != Moved::Often);
        for (nth, i) in calm.enumerate().collect::<Vec<_>>() {
            moved[i] = if nth < stable {
                Moved::LongAgo
            } else {
                Moved::Recently
            };
        }
        moved
    }

    fn start(&self, draws: &mut Draws, entered: Date, moved: Moved) -> Date {
        let as_at = self.profile.as_at;
        let in_care = days_between(entered, as_at);
        let (least, most) = match moved {
            Moved::Often => (1, 150),
            Moved::Recently => (60, 729),
            Moved::LongAgo => (730, in_care.max(731)),
            Moved::Once if draws.chance(0.5) => return entered,
            Moved::Once => (1, in_care),
        };
        before(as_at, draws.between(least.min(in_care), most.min(in_care)))
    }
}

/// How lately and how often a child moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Moved {
    Once,
    Recently,
    Often,
    LongAgo,
}

fn placements_last_year(moved: Moved) -> u8 {
    match moved {
        Moved::Often => 3,
        Moved::Recently => 2,
        Moved::Once | Moved::LongAgo => 1,
    }
}
