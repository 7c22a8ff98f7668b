//! Numbers of children whom a lever lets leave or move, and of homes that it closes: there may be fewer of them than it asks
//! for.

use super::levers::AGES;
use super::{Amount, Ground, Pulled, Scenario};
use crate::forecast::cast::Setting;
use crate::forecast::changes::Changes;
use crate::forecast::history::State;
use crate::forecast::system::{due, is_fostered, is_which, outcomes::Scheduled};
use crate::model::{Date, Home, HomeStatus};

/// What a lever asks for in one replication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Name of the lever.
    pub lever: String,
    /// Where the simulation counts what was done of it.
    pub which: Scheduled,
    /// Children, by the last day.
    pub children: u32,
}

impl Scenario {
    /// What its levers ask for in a replication, by the last day of a run.
    pub fn asked_on(&self, ground: &Ground, replication: u64, last: Date) -> Vec<Asked> {
        let (mut before, mut all) = ([0; 3], Vec::new());
        self.pull((ground, replication), |pulled, changes| {
            let now = sizes(changes);
            for (kind, (from, to)) in before.iter().zip(now).enumerate() {
                all.extend((*from..to).map(|at| asked(pulled, changes, (kind, at), last)));
            }
            before = now;
        });
        all
    }

    /// Whether a lever asks for more than half of the children whom it could be about today: then the simulation is asked how
    /// many it finds.
    pub fn may_fall_short(&self, ground: &Ground) -> bool {
        let asks = |pulled: &Pulled| {
            let asked = most(pulled, "children")?;
            Some(asked * 2.0 > of_today(pulled, ground)? as f64)
        };
        self.levers.iter().any(|pulled| asks(pulled) == Some(true))
    }
}

fn sizes(changes: &Changes) -> [usize; 3] {
    [
        changes.reunified.len(),
        changes.with_their_carers.len(),
        changes.stepped_down.len(),
    ]
}

fn asked(pulled: &Pulled, changes: &Changes, (kind, at): (usize, usize), last: Date) -> Asked {
    let (which, children, between) = match kind {
        0 => {
            let of = &changes.reunified[at];
            (Scheduled::Leaving(at), of.children, of.between)
        }
        1 => {
            let of = &changes.with_their_carers[at];
            (Scheduled::WithCarers(at), of.children, of.between)
        }
        _ => {
            let of = &changes.stepped_down[at];
            (Scheduled::SteppingDown(at), of.children, of.between)
        }
    };
    Asked {
        lever: pulled.name.clone(),
        which,
        children: due(children, between, last),
    }
}

/// The most that a lever asks for with a key.
fn most(pulled: &Pulled, key: &str) -> Option<f64> {
    Some(match pulled.amount(key)? {
        Amount::Fixed(number) => number,
        Amount::Interval { high, .. } => high,
    })
}

/// At which key a lever asks for more than there are today, how many there are, and what to try; nothing where it does not.
pub fn too_many(pulled: &Pulled, ground: &Ground) -> Option<(&'static str, String, &'static str)> {
    let name = &pulled.name;
    if pulled.lever.id == "closure" {
        let (asked, today) = (most(pulled, "most")?, homes_of_today(pulled, ground));
        let which = pulled.which();
        let mut homes = ground.council.homes.iter();
        // A lever about no home at all changes nothing, which is told by itself.
        let some = homes.any(|home| is_which(&which, ground.council, home));
        let why = (some && asked > today as f64).then(|| {
            let asked = super::told::plain(asked);
            format!("the lever {name} closes {asked} homes, and {today} of those that it is about are there today")
        });
        let action = "ask for as many as there are, or leave most out to close all: a run closes as many as it finds";
        return Some(("most", why?, action));
    }
    let (asked, today) = (most(pulled, "children")?, of_today(pulled, ground)?);
    let why = (asked > today as f64).then(|| {
        let asked = super::told::plain(asked);
        format!("the lever {name} asks for {asked} children, and {today} of those whom it is about are in care today")
    });
    let action = "ask for as many as there are: a run does as many as it finds, and says how many";
    Some(("children", why?, action))
}

/// Homes of today that a closure is about: those that the simulation has.
fn homes_of_today(pulled: &Pulled, ground: &Ground) -> usize {
    let (which, council) = (pulled.which(), ground.council);
    let is = |home: &&Home| {
        let is_played = Setting::of(home.kind).is_some() && home.status != HomeStatus::Closed;
        is_played && is_which(&which, council, home)
    };
    council.homes.iter().filter(is).count()
}

/// Children in care today whom a lever that lets so many leave or move could be about; `None` of any other lever.
fn of_today(pulled: &Pulled, ground: &Ground) -> Option<usize> {
    let steps_down = match pulled.lever.id {
        "step_down" => true,
        "reunify" => false,
        _ => return None,
    };
    let council = ground.council;
    let with_carers = pulled.flag("with_their_carers") == Some(true);
    let ages = pulled.ages(AGES.name);
    let place = pulled.text("where");
    let place = place.and_then(|name| State::ALL.into_iter().find(|state| state.name() == name));
    let is_of = |child: crate::model::ChildIx| {
        let of = council.child(child);
        let age = of.age_on(council.as_at);
        let mut placements = council.placements.iter();
        let placement = placements.find(|placement| placement.child == child);
        // Where she lives is not always known: with her parents, say, she has no home of homes.csv.
        let state = placement.map(|placement| Setting::state(council.home(placement.home)));
        let lives = |is: &dyn Fn(State) -> bool, unknown: bool| state.map_or(unknown, is);
        ages.is_none_or(|(from, to)| (from..=to).contains(&age))
            && (!steps_down || lives(&|s| Setting::of_state(s) == Some(Setting::Home), false))
            && (!with_carers || lives(&is_fostered, false))
            && place.is_none_or(|place| lives(&|s| s == place, Setting::of_state(place).is_none()))
    };
    Some(council.looked_after().filter(|child| is_of(*child)).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::file::read_text;
    use crate::scenario::levers::shire;

    fn scenario(text: &str) -> Scenario {
        let known = crate::ingest::Options {
            known_measures: &[],
            known_targets: &[],
        };
        let read = read_text(std::path::Path::new("mine.toml"), text.to_owned(), &known);
        read.unwrap_or_else(|wrong| panic!("{wrong}"))
    }

    #[test]
    fn what_is_asked_for_is_that_by_the_last_day() {
        let text = "[levers.a]\nlever = \"reunify\"\nchildren = 24\n[levers.b]\nlever = \"step_down\"\nchildren = 6\n[levers.c]\nlever = \"reunify\"\nby = \"adoption\"\nchildren = 2\n";
        let shire = shire();
        let ground = Ground::new(&shire, shire.as_at);
        let year = crate::scenario::moment::later(shire.as_at, 12);
        let half = crate::scenario::moment::later(shire.as_at, 6);
        let asked = |last: Date| -> Vec<(String, Scheduled, u32)> {
            let all = scenario(text).asked_on(&ground, 0, last).into_iter();
            all.map(|of| (of.lever, of.which, of.children)).collect()
        };
        let wanted = |a: u32, c: u32, b: u32| {
            vec![
                ("a".to_owned(), Scheduled::Leaving(0), a),
                ("c".to_owned(), Scheduled::Leaving(1), c),
                ("b".to_owned(), Scheduled::SteppingDown(0), b),
            ]
        };
        assert_eq!(asked(year), wanted(24, 2, 6));
        assert_eq!(asked(half), wanted(12, 1, 3));
    }

    #[test]
    fn more_than_there_are_is_told() {
        let shire = shire();
        let ground = Ground::new(&shire, shire.as_at);
        let told = |lever: &str| {
            let of = scenario(lever);
            (too_many(&of.levers[0], &ground), of.may_fall_short(&ground))
        };
        let (why, falls) = told("[levers.reunify]\nchildren = 5000\n");
        let (key, why, _) = why.unwrap();
        assert_eq!(key, "children");
        assert!(
            falls && why.contains("asks for 5,000 children, and 100 of"),
            "{why}"
        );
        assert_eq!(told("[levers.reunify]\nchildren = 51\n"), (None, true));
        assert_eq!(told("[levers.reunify]\nchildren = 50\n"), (None, false));
        // The shire has no child in a children's home.
        let (why, falls) = told("[levers.step_down]\nchildren = 1\n");
        assert!(falls && why.unwrap().1.contains("and 0 of those"));
        assert_eq!(told("[levers.recruit]\ncarers = 900\n"), (None, false));
    }
}
