//! Where the children of today lived before they came to where they are.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::alike::Alike;
use super::child_record::before;
use super::draws::Draws;
use super::episodes::{Spell, Stay, codes, years_before};
use super::generate::Work;
use super::person::Person;
use crate::model::{Date, HomeIx, HomeKind, Sector, age_in_years, days_between};

impl Work<'_> {
    /// The spells of the children who are in care today, in their order.
    pub(super) fn present(
        &self,
        draws: &mut Draws,
        alike: &Alike<'_>,
        people: &[Person],
    ) -> Vec<Spell<'_>> {
        let came = self.who_came_together(people);
        let mut stays: Vec<Vec<Stay>> = vec![Vec::new(); people.len()];
        for members in came {
            // Brothers and sisters in one home came the same way, each from her own first day.
            let entered = |at: usize| self.council.children[at].entered_care;
            let Some(first) = members.iter().copied().min_by_key(|at| entered(*at)) else {
                continue;
            };
            let theirs = self.stays(draws, alike, (first, &people[first]), members.len() == 1);
            for at in members {
                stays[at] = join(&theirs, entered(at));
            }
        }
        let spells = stays.into_iter().enumerate();
        spells.map(|(at, stays)| self.spell(at, stays)).collect()
    }

    /// Children of one family who live in one home since one day, and every other child alone.
    fn who_came_together(&self, people: &[Person]) -> Vec<Vec<usize>> {
        let mut of_home: BTreeMap<(u32, HomeIx, Date), usize> = BTreeMap::new();
        let mut came: Vec<Vec<usize>> = Vec::new();
        for (at, person) in people.iter().enumerate() {
            let placement = &self.council.placements[at];
            let next = came.len();
            let here = person.family.map_or(next, |family| {
                let key = (family, placement.home, placement.start);
                *of_home.entry(key).or_insert(next)
            });
            match came.get_mut(here) {
                Some(members) => members.push(at),
                None => came.push(vec![at]),
            }
        }
        came
    }

    fn stays(
        &self,
        draws: &mut Draws,
        alike: &Alike<'_>,
        (at, person): (usize, &Person),
        is_alone: bool,
    ) -> Vec<Stay> {
        let (child, placement) = (&self.council.children[at], &self.council.placements[at]);
        let home = self.council.home(placement.home);
        let mut stays = Vec::new();
        let days = days_between(child.entered_care, placement.start);
        if days > 0 {
            let then = Person {
                age: age_in_years(child.born, child.entered_care),
                ..person.clone()
            };
            let earlier = alike.setting(draws, &then, is_alone);
            stays.push(Stay::in_setting(child.entered_care, earlier));
            if child.placements_last_year == Some(3) && days > 20 {
                let between = before(placement.start, draws.between(1, days.min(150) - 1));
                stays.push(Stay::in_setting(between, earlier));
            }
        }
        let now = Stay::new(placement.start, codes(home.kind, home.sector));
        stays.extend(grown_up_there(now, child.born));
        stays
    }

    fn spell(&self, at: usize, stays: Vec<Stay>) -> Spell<'_> {
        let child = &self.council.children[at];
        let area = child
            .home_area
            .map(|area| &self.council.areas[area as usize]);
        Spell {
            id: Arc::from(child.id.as_str()),
            born: child.born,
            sex: child.sex,
            uasc: child.flags.uasc,
            legal: child.legal_status,
            need: child.need_code,
            district: area.map(|area| area.code.as_str()),
            stays,
            end: None,
        }
    }
}

/// Placements of one who joins others on a day, or comes with them.
pub(super) fn join(theirs: &[Stay], day: Date) -> Vec<Stay> {
    let begun = theirs.iter().filter(|stay| stay.from <= day).count();
    let mut stays = theirs[begun.saturating_sub(1)..].to_vec();
    if let Some(first) = stays.first_mut() {
        *first = Stay::new(day, first.codes);
    }
    stays
}

/// Nobody under 16 lives in supported accommodation (unlawful since 9 September 2021: Care Planning, Placement and Case
/// Review (England) (Amendment) Regulations 2021). One who has lived there for longer was fostered in that home before: her
/// carers have offered supported lodgings since her sixteenth birthday.
fn grown_up_there(now: Stay, born: Date) -> Vec<Stay> {
    let sixteen = years_before(born, -16);
    let place = |kind| codes(kind, Sector::Own).0;
    if now.codes.0 != place(HomeKind::SupportedAccommodation) || now.from >= sixteen {
        return vec![now];
    }
    let since = Stay {
        is_same_home: true,
        ..Stay::new(sixteen, now.codes)
    };
    let fostered = (place(HomeKind::Foster), now.codes.1);
    vec![Stay::new(now.from, fostered), since]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_grew_up_in_supported_accommodation_was_fostered_there() {
        let born = Date::constant(2008, 2, 29);
        let of = |from: Date, place: &'static str| {
            let stays = grown_up_there(Stay::new(from, (place, "PR4")), born);
            let told = |stay: &Stay| (stay.from.to_string(), stay.codes.0, stay.is_same_home);
            stays.iter().map(told).collect::<Vec<_>>()
        };
        let early = of(Date::constant(2023, 5, 1), "H5");
        let fostered = ("2023-05-01".to_owned(), "U6", false);
        assert_eq!(early, [fostered, ("2024-02-29".to_owned(), "H5", true)]);
        assert_eq!(of(Date::constant(2024, 2, 29), "H5").len(), 1);
        assert_eq!(of(Date::constant(2023, 5, 1), "K2").len(), 1);
    }

    #[test]
    fn who_joins_others_lives_where_they_do_from_her_first_day() {
        let day = |n: i32| Date::constant(2020, 1, 1).saturating_add(jiff::Span::new().days(n));
        let theirs = [(0, "U6"), (100, "K2"), (200, "U1")];
        let theirs = theirs.map(|(n, place)| Stay::new(day(n), (place, "PR1")));
        let of = |n| {
            let stays = join(&theirs, day(n)).into_iter();
            let told = |stay: Stay| (stay.codes.0, crate::model::days_between(day(0), stay.from));
            stays.map(told).collect::<Vec<_>>()
        };
        assert_eq!(of(0), [("U6", 0), ("K2", 100), ("U1", 200)]);
        assert_eq!(of(150), [("K2", 150), ("U1", 200)]);
        assert_eq!(of(200), [("U1", 200)]);
        assert_eq!(of(900), [("U1", 900)]);
    }
}
