//! A provider closes, or a contract ends: its homes close on a day, with notice to the children in them.

use super::key::HOMES;
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Closed};
use crate::scenario::drawn::Drawn;
use crate::scenario::told::Told;

/// Homes close.
pub const LEVER: Lever = Lever {
    number: 14,
    id: "closure",
    title: "A provider closes or a contract ends",
    about: "Closes the homes of a provider, kind or district on a day, all or at most so many.",
    keys: &[
        HOMES[0],
        HOMES[1],
        HOMES[2],
        HOMES[3],
        HOMES[4],
        Key {
            name: "most",
            takes: Takes::count("homes", 10_000),
            about: "At most so many of them; all where left out.",
        },
    ],
    needs: Needs::Some(&["kind", "own", "sector", "provider", "district"]),
    timing: Timing::On,
    tell,
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn tell(told: &Told) -> String {
    let most = if told.pulled.amount("most").is_some() {
        format!("At most {} of the ", told.number("most", ""))
    } else {
        "All ".to_owned()
    };
    format!("{most}{} close{}", told.homes(), told.when())
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.closed.push(Closed {
        which: drawn.which(),
        on: drawn.from(),
        most: drawn.number("most").map(|_| drawn.count("most")),
    });
}

#[cfg(test)]
mod tests {
    use crate::model::{Date, HomeKind};
    use crate::scenario::levers::changes_of;

    #[test]
    fn the_homes_that_are_named_close_on_the_day() {
        let changes = changes_of(
            "closure",
            "kind = \"childrens_home\"\nown = false\nmost = 3\non = 2026-09-30",
        );
        let closed = &changes.closed[0];
        assert_eq!(
            (closed.on, closed.most),
            (Date::constant(2026, 9, 30), Some(3))
        );
        assert_eq!(closed.which.kind, Some(HomeKind::ChildrensHome));
        assert_eq!(closed.which.own, Some(false));
        let all = changes_of("closure", "provider = \"P1\"");
        assert_eq!((all.closed[0].most, all.closed[0].which.kind), (None, None));
        assert_eq!(all.closed[0].which.provider.as_deref(), Some("P1"));
    }
}
