//! The levers: one small file each, and this list.
//!
//! A lever says which keys it takes, what it does in a sentence, and what it comes to: entries of [`Changes`] for the
//! simulation, or another policy of the council before it. Reading, checking, drawing, the schema and explanations follow
//! from that and are the same for all.

mod key;
mod solves;
#[cfg(test)]
mod testing;

mod l01_nothing;
mod l02_rate;
mod l03_entries;
mod l04_reunify;
mod l05_in_house;
mod l06_recruit;
mod l07_retention;
mod l08_step_down;
mod l09_open_homes;
mod l10_reclaim;
mod l11_uasc;
mod l12_staying_put;
mod l13_support_ends;
mod l14_closure;
mod l15_price;
mod l16_pooling;
mod l17_siblings_together;
mod l18_near_home;
mod l19_usability;
mod l20_emergencies;

pub use key::{AGES, HOMES, Key, Needs, ONCE_EACH, Takes, Timing, UASC, WEEKLY_EACH, WHERE};
pub use solves::{Reached, Solves, solves};
#[cfg(test)]
pub use testing::{changes_of, council_of, pulled_of, shire};

use super::drawn::Drawn;
use super::pulled::Pulled;
use super::told::Told;
use crate::forecast::changes::Changes;
use crate::model::Council;

/// A lever: what can be changed.
#[derive(Debug)]
pub struct Lever {
    /// Number in the catalogue.
    pub number: u8,
    /// Name in scenario files.
    pub id: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// One sentence on what it does and how, for the schema.
    pub about: &'static str,
    /// Its own keys; those of its timing come on top.
    pub keys: &'static [Key],
    /// Which of them it cannot do without.
    pub needs: Needs,
    /// When it works.
    pub timing: Timing,
    /// What it does, in a sentence without a full stop.
    pub tell: fn(&Told) -> String,
    /// What it does.
    pub does: Does,
    /// What it alone sets, so that a second lever which sets it too would contradict it.
    pub sets: fn(&Pulled) -> Option<&'static str>,
}

/// What pulling a lever does.
#[derive(Debug, Clone, Copy)]
pub enum Does {
    /// Nothing.
    Nothing,
    /// Adds to what changes in the simulation.
    Changes(fn(&Drawn, &mut Changes)),
    /// Changes the council's policy before the simulation.
    Council(fn(&Pulled, &mut Council)),
}

/// Every lever, in the order of the catalogue.
pub const ALL: [&Lever; 20] = [
    &l01_nothing::LEVER,
    &l02_rate::LEVER,
    &l03_entries::LEVER,
    &l04_reunify::LEVER,
    &l05_in_house::LEVER,
    &l06_recruit::LEVER,
    &l07_retention::LEVER,
    &l08_step_down::LEVER,
    &l09_open_homes::LEVER,
    &l10_reclaim::LEVER,
    &l11_uasc::LEVER,
    &l12_staying_put::LEVER,
    &l13_support_ends::LEVER,
    &l14_closure::LEVER,
    &l15_price::LEVER,
    &l16_pooling::LEVER,
    &l17_siblings_together::LEVER,
    &l18_near_home::LEVER,
    &l19_usability::LEVER,
    &l20_emergencies::LEVER,
];

/// The lever of a name.
pub fn by_id(id: &str) -> Option<&'static Lever> {
    ALL.into_iter().find(|lever| lever.id == id)
}

/// A lever that sets nothing for itself alone.
pub const fn sets_nothing(_: &Pulled) -> Option<&'static str> {
    None
}

/// Kind of home that a lever recruits or opens, as an id of [`crate::prospects::KINDS`]; `None` where it does neither.
pub fn kind_of(pulled: &Pulled) -> Option<&str> {
    match pulled.lever.id {
        "in_house" => l05_in_house::kind(pulled),
        "recruit" => l06_recruit::kind(pulled),
        "open_homes" => pulled.text("kind"),
        _ => None,
    }
}

impl Lever {
    /// All keys: its own, those of its timing, and those of every lever that reaches the simulation.
    pub fn all_keys(&self) -> impl Iterator<Item = &'static Key> {
        let shared: &[Key] = if self.draws() { key::SHARED } else { &[] };
        self.keys.iter().chain(self.timing.keys()).chain(shared)
    }

    /// Whether its numbers can be intervals: what the council's policy is has to be known before anything is drawn.
    pub const fn draws(&self) -> bool {
        matches!(self.does, Does::Changes(_))
    }

    /// The key of a name.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.all_keys().find(|key| key.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_catalogue_is_whole_and_its_names_are_unique() {
        let ids: HashSet<&str> = ALL.iter().map(|lever| lever.id).collect();
        assert_eq!(ids.len(), 20);
        for (lever, number) in ALL.iter().zip(1..) {
            assert_eq!(lever.number, number);
            let names: Vec<&str> = lever.all_keys().map(|key| key.name).collect();
            let unique: HashSet<&&str> = names.iter().collect();
            assert_eq!(names.len(), unique.len(), "{}: {names:?}", lever.id);
            assert!(lever.about.ends_with('.') && !lever.title.ends_with('.'));
            for needed in lever.needs.names() {
                assert!(lever.key(needed).is_some(), "{} {needed}", lever.id);
            }
        }
    }
}
