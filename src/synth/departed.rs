//! Who came into care in the last years and has left: how many, who they are, and on which day they came.
//!
//! As many come each year as the published starts, and as many were in care at the beginning as is published of that year;
//! of both those who are not in care today have left. They come in families as those of today do.

use std::collections::BTreeMap;

use super::child_record::before;
use super::draws::Draws;
use super::episodes::years_before;
use super::generate::Work;
use super::person::{Crowd, Person, blank};
use super::referrals;
use super::siblings;
use crate::model::{Date, days_between};

/// Brothers and sisters who came into care together, or one child, each with her first day.
pub(super) type Came = Vec<(Person, Date)>;

impl Work<'_> {
    /// Those who came and have left.
    pub(super) fn left(&self, people: &[Person], first: Date, as_at: Date) -> Vec<Came> {
        let scale = people.len() as f64 / f64::from(self.profile.looked_after.number.max(1));
        let came_between = |from: Date, to: Date| {
            let children = self.council.children[..people.len()].iter();
            children
                .filter(|c| c.entered_care >= from && c.entered_care <= to)
                .count()
        };
        let number = |published: u32| (f64::from(published) * scale).round() as usize;
        let history = &self.profile.history;
        let begun = history.years.iter().zip(&history.looked_after);
        let before_first = begun
            .filter(|(year, _)| i32::from(**year) == i32::from(first.year()))
            .map(|(_, n)| number(*n))
            .next()
            .unwrap_or(people.len());
        let stayed = came_between(Date::MIN, before(first, 1));
        let mut draws = self.draws("past stock");
        let gone = before_first.saturating_sub(stayed);
        let mut left = self.stock(&mut draws, gone, (first, as_at));
        for (year, starts) in history.years.iter().zip(&history.starts) {
            let end = Date::new(*year as i16, 3, 31).unwrap_or(as_at);
            let begin = years_before(end, 1).tomorrow().unwrap_or(end);
            if end > as_at || begin < first {
                continue;
            }
            let gone = number(*starts).saturating_sub(came_between(begin, end));
            left.extend(self.of_year(&mut draws, gone, (begin, end), as_at));
        }
        left
    }

    /// Children of the stock of six years ago, in care for a while by then.
    fn stock(&self, draws: &mut Draws, gone: usize, (first, as_at): (Date, Date)) -> Vec<Came> {
        let mut people = Crowd::new(self.profile, gone, self.options.seed ^ 0xA11).people;
        for person in &mut people {
            // Where they lived is drawn with their lives; here anybody can be a brother or sister who could be by age.
            let nowhere = blank(person.born, person.age);
            (person.setting, person.cell) = (nowhere.setting, nowhere.cell);
        }
        let mut kinship = self.draws("past families");
        let siblings = referrals::all_together(self.profile);
        siblings::form(&mut kinship, &mut people, &siblings, self.geography);
        let mut families = families(people);
        for family in &mut families {
            let home = self.geography.draw_inside(&mut kinship);
            let in_care = draws.between(1, 1500);
            for (person, start) in family {
                if !person.uasc {
                    person.home = Some(home);
                }
                person.born = before(person.born, days_between(first, as_at));
                let lived = days_between(person.born, first);
                *start = before(first, in_care.min(lived - 1).max(0));
            }
        }
        families
    }

    /// Children who came in a year.
    fn of_year(
        &self,
        draws: &mut Draws,
        gone: usize,
        (begin, end): (Date, Date),
        as_at: Date,
    ) -> Vec<Came> {
        let seed = self.options.seed ^ u64::from(end.year().unsigned_abs());
        let people = referrals::people(self.profile, self.geography, gone, 0, seed);
        let days = days_between(begin, end);
        let mut families = families(people);
        for family in &mut families {
            // Nobody came and left on the day of the data.
            let ago = draws.between(0, days).max(i32::from(end == as_at));
            for (person, start) in family {
                person.born = before(person.born, days_between(end, as_at) + ago);
                *start = before(end, ago);
            }
        }
        families
    }
}

/// Brothers and sisters together, the eldest first, in the order in which the first of them stands.
fn families(people: Vec<Person>) -> Vec<Came> {
    let mut families: Vec<Came> = Vec::new();
    let mut at = BTreeMap::new();
    for person in people {
        let next = families.len();
        let here = person
            .family
            .map_or(next, |family| *at.entry(family).or_insert(next));
        let came = (person, Date::MIN);
        match families.get_mut(here) {
            Some(family) => family.push(came),
            None => families.push(vec![came]),
        }
    }
    for family in &mut families {
        family.sort_by_key(|(person, _)| person.born);
    }
    families
}
