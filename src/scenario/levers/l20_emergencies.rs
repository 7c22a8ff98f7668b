//! A surge of emergencies: children who come within days and need a home at once.

use super::key::AGES;
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Arriving, Changes};
use crate::scenario::drawn::Drawn;

/// A surge.
pub const LEVER: Lever = Lever {
    number: 20,
    id: "emergencies",
    title: "A surge of emergencies",
    about: "Lets so many children come on top who need a home at once, evenly over a time.",
    keys: &[
        Key {
            name: "children",
            takes: Takes::count("children", 10_000),
            about: "Children who come on top.",
        },
        AGES,
    ],
    needs: Needs::All(&["children"]),
    timing: Timing::Over,
    tell: |told| {
        format!(
            "{}{} {} a home at once{}",
            told.counted("children", "child", "children"),
            told.who(),
            match told.is_one("children") {
                true => "comes on top and needs",
                false => "come on top and need",
            },
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.arriving.push(Arriving {
        who: drawn.who(),
        between: drawn.between(),
        children: drawn.count("children"),
        emergency: true,
    });
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn children_come_at_once_and_need_a_home_today() {
        let changes = changes_of("emergencies", "children = 15\nuntil = \"+1 month\"");
        let arriving = changes.arriving[0];
        assert_eq!((arriving.children, arriving.emergency), (15, true));
        let month = (Date::constant(2026, 4, 1), Date::constant(2026, 5, 1));
        assert_eq!(arriving.between, month);
    }
}
