//! Where children lived in the past: as children and families of today who are like them do.
//!
//! A family of the past was divided into homes as a family of today of its size is. Who lives there without a brother or
//! sister lived where one of today's of nearly her age does, and brothers and sisters who live together where such a group
//! does. So what a history says of ages, settings and families is what the day of the data says, but for what must differ:
//! each of today's children counts as much as her setting is likelier (`affinity`) for the child of the past than for her.
//! Who begins care under section 20 is not placed with parents, nobody under 16 is in supported accommodation, and a
//! placement for adoption comes at the end.

use std::collections::BTreeMap;

use super::affinity;
use super::draws::Draws;
use super::person::Person;
use super::settings::{PlacementGroup, ProviderGroup, Setting};

/// How many of nearly one age are drawn from, at least.
const NEAREST: usize = 24;

/// The children of today, to be copied.
pub(super) struct Alike<'a> {
    people: &'a [Person],
    /// Who live without brothers and sisters, by age: unaccompanied children are the second list.
    alone: [Vec<usize>; 2],
    /// The eldest of brothers and sisters who live together, by age.
    together: Vec<usize>,
    /// Families by size: the number of each one's home within the family, the eldest first.
    families: BTreeMap<usize, Vec<Vec<usize>>>,
}

impl<'a> Alike<'a> {
    /// Of today's children and their homes.
    pub(super) fn of<H: PartialEq>(people: &'a [Person], home_of: impl Fn(usize) -> H) -> Self {
        let mut of_family: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        let mut alike = Self {
            people,
            alone: [Vec::new(), Vec::new()],
            together: Vec::new(),
            families: BTreeMap::new(),
        };
        for (at, person) in people.iter().enumerate() {
            match person.family {
                Some(family) => of_family.entry(family).or_default().push(at),
                None => alike.alone[usize::from(person.uasc)].push(at),
            }
        }
        for members in of_family.values_mut() {
            members.sort_by_key(|at| (people[*at].born, *at));
            let mut homes: Vec<Vec<usize>> = Vec::new();
            let mut divided = Vec::with_capacity(members.len());
            for &at in members.iter() {
                let here = |home: &Vec<usize>| home_of(home[0]) == home_of(at);
                let home = homes.iter().position(here).unwrap_or(homes.len());
                match homes.get_mut(home) {
                    Some(home) => home.push(at),
                    None => homes.push(vec![at]),
                }
                divided.push(home);
            }
            for home in &homes {
                match home[..] {
                    [at] => alike.alone[0].push(at),
                    _ => alike.together.push(home[0]),
                }
            }
            let of_size = alike.families.entry(members.len()).or_default();
            of_size.push(divided);
        }
        for list in alike.alone.iter_mut().chain([&mut alike.together]) {
            list.sort_by_key(|at| (people[*at].age, *at));
        }
        alike
    }

    /// How a family of so many is divided into homes: the number of each one's home, the eldest first.
    pub(super) fn divided(&self, draws: &mut Draws, size: usize) -> Vec<usize> {
        // Where today has no family of the size, those whom a smaller one does not tell of are alone.
        let like = self.families.range(..=size).next_back();
        let mut homes =
            like.map_or_else(Vec::new, |(_, like)| like[draws.below(like.len())].clone());
        while homes.len() < size {
            homes.push(homes.iter().max().map_or(0, |most| most + 1));
        }
        homes
    }

    /// Where a child lived at the age that she is given with, alone or as the eldest of brothers and sisters in one home.
    pub(super) fn setting(&self, draws: &mut Draws, person: &Person, is_alone: bool) -> Setting {
        let pool = match is_alone {
            true => &self.alone[usize::from(person.uasc)],
            false => &self.together,
        };
        let weight = |at: &usize| {
            let like = &self.people[*at];
            if like.setting.placement == PlacementGroup::Adoption {
                return 0.0;
            }
            let hers = affinity::setting(like, like.setting);
            affinity::setting(person, like.setting) / hers.max(1e-6)
        };
        for some in [near(pool, self.people, person.age), &pool[..]] {
            let weights: Vec<f64> = some.iter().map(weight).collect();
            if let Some(at) = draws.weighted(&weights) {
                return self.people[some[at]].setting;
            }
        }
        Setting {
            placement: PlacementGroup::Foster,
            provider: ProviderGroup::Own,
            connected: false,
        }
    }
}

/// Those of an age, or so many of nearly that age, of a list in order of age.
fn near<'l>(list: &'l [usize], people: &[Person], age: u8) -> &'l [usize] {
    let from = list.partition_point(|at| people[*at].age < age);
    let until = list.partition_point(|at| people[*at].age <= age);
    let more = NEAREST.saturating_sub(until - from).div_ceil(2);
    &list[from.saturating_sub(more)..(until + more).min(list.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, LegalStatus};
    use crate::synth::person::{birthday, blank};

    fn person(
        draws: &mut Draws,
        age: u8,
        placement: PlacementGroup,
        family: Option<u32>,
    ) -> Person {
        let mut person = blank(birthday(draws, age, Date::constant(2025, 3, 31)), age);
        person.setting.placement = placement;
        person.family = family;
        person
    }

    #[test]
    fn a_family_is_divided_as_one_of_its_size_and_lives_where_such_children_do() {
        use PlacementGroup::{ChildrensHome, Foster, Parents, Supported};
        let mut draws = Draws::new(1, "alike");
        let mut people: Vec<Person> = (0..40)
            .map(|n| person(&mut draws, 10 + n % 8, ChildrensHome, None))
            .collect();
        people.extend((0..40).map(|_| person(&mut draws, 17, Supported, None)));
        // Two who live together with parents, and three of whom the eldest lives alone.
        for (age, placement, family) in [
            (9, Parents, 0),
            (5, Parents, 0),
            (15, Foster, 1),
            (9, Foster, 1),
            (5, Foster, 1),
        ] {
            people.push(person(&mut draws, age, placement, Some(family)));
        }
        let home = |at: usize| if at == 81 { 80 } else { at.min(83) };
        let alike = Alike::of(&people, home);
        assert_eq!(alike.divided(&mut draws, 2), [0, 0]);
        assert_eq!(alike.divided(&mut draws, 3), [0, 1, 1]);
        assert_eq!(alike.divided(&mut draws, 4), [0, 1, 1, 2]);
        let of = |draws: &mut Draws, age, legal, is_alone| {
            let mut who = person(draws, age, Foster, None);
            who.legal = legal;
            alike.setting(draws, &who, is_alone).placement
        };
        for _ in 0..50 {
            let teenager = of(&mut draws, 15, LegalStatus::C2, true);
            assert!(matches!(teenager, ChildrensHome | Foster), "{teenager:?}");
            // Nobody who is accommodated under section 20 is placed with parents.
            assert_eq!(of(&mut draws, 9, LegalStatus::V2, false), Foster);
        }
        let pairs: Vec<_> = (0..50)
            .map(|_| of(&mut draws, 9, LegalStatus::C2, false))
            .collect();
        assert!(pairs.contains(&Parents) && pairs.contains(&Foster));
        let grown: Vec<_> = (0..50)
            .map(|_| of(&mut draws, 17, LegalStatus::C2, true))
            .collect();
        assert!(grown.contains(&Supported), "{grown:?}");
    }
}
