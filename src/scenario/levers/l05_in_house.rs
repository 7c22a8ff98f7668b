//! The share of fostered children who live with the authority's own carers brought to a figure, by bringing agency
//! households over or by recruiting.
//!
//! How many households that takes is read from current placements, mainstream foster carers alone (K19): with `f` children
//! fostered, `o` of them in house and a share of `s`, `s f - o` children have to live in house. A household that comes over
//! is one in the area with a child of the council, and brings as many as such households have now; a new one with two places is filled as
//! [`FILLED`] of in-house places are. It is an approximation: nobody is born, moves or leaves meanwhile.

use super::key::{ONCE_EACH, WEEKLY_EACH};
use super::solves::{Reached, Solves};
use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::{Changes, Converted, Each, Recruited};
use crate::model::Date;
use crate::scenario::drawn::Drawn;
use crate::scenario::ground::{Fostered, Ground, QUESTIONS, bisect};
use crate::scenario::pulled::Pulled;
use crate::scenario::told::Told;

/// Share of in-house places that are filled (Ofsted, 31 March 2024: about 60%).
pub const FILLED: f64 = 0.6;

/// Kind and places of a household that is recruited for it.
const KIND: (&str, f64) = ("foster-0-17-2-standard", 2.0);

/// Kind of household that it recruits; `None` where households come over.
pub fn kind(pulled: &Pulled) -> Option<&str> {
    is_recruiting(pulled).then_some(KIND.0)
}

/// A share in house.
pub const LEVER: Lever = Lever {
    number: 5,
    id: "in_house",
    title: "In-house share to a target",
    about: "Brings the share of children in mainstream foster homes who live with the authority's own carers to a figure, by as many households as that takes by the last day.",
    keys: &[
        Key {
            name: "percent",
            takes: Takes::number(
                "per cent of children in mainstream foster homes",
                0.0,
                100.0,
            ),
            about: "The share to be reached.",
        },
        Key {
            name: "through",
            takes: Takes::Code(|| {
                vec![
                    (
                        "converting",
                        "agency households that come over to the authority",
                    ),
                    ("recruiting", "new households of the authority's own"),
                ]
            }),
            about: "By which households; converting where left out.",
        },
        ONCE_EACH,
        WEEKLY_EACH,
    ],
    needs: Needs::All(&["percent"]),
    timing: Timing::Over,
    tell,
    does: Does::Changes(does),
    sets: |_| Some("the in-house share"),
};

/// Most households that are recruited for it.
const MOST: f64 = 1_000.0;

/// How it is solved for.
pub const SOLVES: Solves = Solves {
    reached: Reached::InHouse,
    idle: 0.0,
    highest: |pulled, ground| most(pulled, Fostered::of(ground.council)),
    by: |pulled, ground| pulled.last(ground.start).unwrap_or(ground.start),
    wanted: |pulled, _| Some(pulled.amount("percent")?.middle()),
    guess: |pulled, ground| {
        let percent = pulled
            .amount("percent")
            .map_or(0.0, |amount| amount.middle());
        f64::from(households(Fostered::of(ground.council), percent, pulled))
    },
    size: |pulled, ground| {
        let percent = pulled
            .amount("percent")
            .map_or(0.0, |amount| amount.middle());
        f64::from(solved(pulled, ground, percent))
    },
    words: |_, homes| match homes.round() as u32 {
        1 => "1 household".to_owned(),
        homes => format!("{homes} households"),
    },
    apply: |pulled, ground, homes, changes| {
        let between = (
            pulled.first(ground.start),
            pulled.last(ground.start).unwrap_or(ground.start),
        );
        push(
            changes,
            pulled,
            (between, homes.round() as u32),
            Each::default(),
        );
    },
};

fn most(pulled: &Pulled, fostered: Fostered) -> f64 {
    if is_recruiting(pulled) {
        MOST
    } else {
        // No more than there are.
        f64::from(fostered.could_come)
    }
}

fn is_recruiting(pulled: &Pulled) -> bool {
    pulled.text("through") == Some("recruiting")
}

fn tell(told: &Told) -> String {
    let through = told.label("through");
    let through = through.unwrap_or("agency households that come over to the authority");
    let share = told.number("percent", "%");
    let mut text = format!(
        "Brings the share of children in mainstream foster homes who live with the authority's own carers to {share}, \
         through {through}{}",
        told.when()
    );
    if let (Some(ground), Some(amount)) = (told.ground, told.pulled.amount("percent")) {
        let fostered = Fostered::of(ground.council);
        let homes = households(fostered, amount.middle(), told.pulled);
        let is_short = wanted(fostered, amount.middle(), told.pulled) > most(told.pulled, fostered);
        let reach = if is_short {
            ", which is out of reach by it: there are no more"
        } else {
            ""
        };
        let things = if homes == 1 {
            "household"
        } else {
            "households"
        };
        text.push_str(&format!(
            " (about {homes} {things} by a first estimate, as {} of {} children are in house today{reach}; the run finds it in the simulation)",
            fostered.own,
            fostered.own + fostered.others
        ));
    }
    text
}

/// Households that it takes as children live today, no more than there are, none where the share is reached already.
fn households(fostered: Fostered, percent: f64, pulled: &Pulled) -> u32 {
    wanted(fostered, percent, pulled).min(most(pulled, fostered)) as u32
}

/// The same however many there are.
fn wanted(fostered: Fostered, percent: f64, pulled: &Pulled) -> f64 {
    let all = f64::from(fostered.own + fostered.others);
    let short = (all * percent / 100.0 - f64::from(fostered.own)).max(0.0);
    let each = if is_recruiting(pulled) {
        KIND.1 * FILLED
    } else {
        f64::from(fostered.others_in_area) / f64::from(fostered.could_come.max(1))
    };
    if each <= 0.0 {
        // Nobody could come: any shortfall is too much.
        return if short > 0.0 { f64::INFINITY } else { 0.0 };
    }
    (short / each).ceil()
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let percent = drawn.number("percent").unwrap_or_default();
    let homes = solved(drawn.pulled, drawn.ground, percent);
    push(
        changes,
        drawn.pulled,
        (drawn.between(), homes),
        drawn.each(),
    );
}

/// Households that reach a share: by what the simulation said, where it was asked.
fn solved(pulled: &Pulled, ground: &Ground, percent: f64) -> u32 {
    let fostered = Fostered::of(ground.council);
    let Some(response) = ground.response(&pulled.name) else {
        return households(fostered, percent, pulled);
    };
    let most = most(pulled, fostered).min(response.bound());
    let found = bisect((0.0, most), QUESTIONS, |homes| response.at(homes) < percent);
    // Households are whole: the number that comes nearest.
    (found - 0.5).max(0.0).ceil() as u32
}

fn push(changes: &mut Changes, pulled: &Pulled, (between, homes): ((Date, Date), u32), each: Each) {
    if homes == 0 {
        return;
    }
    if is_recruiting(pulled) {
        changes.recruited.push(Recruited {
            kind: KIND.0.to_owned(),
            district: None,
            between,
            homes,
            each,
        });
    } else {
        changes.converted.push(Converted {
            between,
            homes,
            each,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::prospects::KINDS;
    use crate::scenario::levers::changes_of;

    // The shire has 20 of 50 children in house, and two children in each of fifteen agency households, ten of them in
    // the area.
    #[test]
    fn as_many_households_come_as_the_share_is_short_of() {
        let changes = changes_of("in_house", "percent = 60");
        assert_eq!(changes.converted[0].homes, 5);
        assert!(changes.recruited.is_empty());
        let changes = changes_of("in_house", "percent = 60\nthrough = \"recruiting\"");
        assert_eq!(changes.recruited[0].homes, 9);
        assert!(
            KINDS
                .iter()
                .any(|kind| kind.id == changes.recruited[0].kind)
        );
    }

    #[test]
    fn a_share_that_is_reached_asks_for_nobody_and_no_more_come_than_there_are() {
        assert!(changes_of("in_house", "percent = 40").converted.is_empty());
        assert_eq!(
            changes_of("in_house", "percent = 100").converted[0].homes,
            10
        );
    }
}
