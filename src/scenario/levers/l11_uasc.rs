//! Unaccompanied children come under a transfer scheme, or fewer come than did: the numbers jump both ways.

use super::key::AGES;
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Arriving, Changes, Entries, When, Who};
use crate::scenario::drawn::Drawn;
use crate::scenario::told::Told;

/// Unaccompanied children.
pub const LEVER: Lever = Lever {
    number: 11,
    id: "uasc",
    title: "Unaccompanied children",
    about: "Lets so many unaccompanied children come on top, evenly over a time, or changes how many come in per cent.",
    keys: &[
        Key {
            name: "children",
            takes: Takes::count("children", 10_000),
            about: "Unaccompanied children who come on top.",
        },
        Key {
            name: "percent",
            takes: Takes::number("per cent", -100.0, 1_000.0),
            about: "Change of how many come; give this or children.",
        },
        AGES,
    ],
    needs: Needs::OneOf(&["children", "percent"]),
    timing: Timing::Over,
    tell,
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn tell(told: &Told) -> String {
    if told.pulled.amount("percent").is_some() {
        let change = told.change("percent", "more", "fewer");
        return format!(
            "{change} unaccompanied children{} come{}",
            told.who(),
            told.throughout()
        );
    }
    let children = told.counted("children", "unaccompanied child", "unaccompanied children");
    let come = if told.is_one("children") {
        "comes"
    } else {
        "come"
    };
    format!("{children}{} {come} on top{}", told.who(), told.when())
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let who = Who {
        uasc: Some(true),
        ..drawn.who()
    };
    let between = drawn.between();
    match drawn.factor("percent") {
        Some(factor) => changes.entries.push(Entries {
            who,
            when: When {
                from: between.0,
                until: Some(between.1),
                ramp: 0,
            },
            factor,
        }),
        None => changes.arriving.push(Arriving {
            who,
            between,
            children: drawn.count("children"),
            emergency: false,
        }),
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::levers::changes_of;

    #[test]
    fn children_come_on_top_or_by_a_factor() {
        let changes = changes_of("uasc", "children = 12\nages = [16, 17]");
        let arriving = changes.arriving[0];
        assert_eq!((arriving.children, arriving.emergency), (12, false));
        assert_eq!(
            (arriving.who.uasc, arriving.who.ages),
            (Some(true), Some((16, 17)))
        );
        let fewer = changes_of("uasc", "percent = -60").entries[0];
        assert!((fewer.factor - 0.4).abs() < 1e-12);
        assert_eq!(fewer.who.uasc, Some(true));
    }
}
