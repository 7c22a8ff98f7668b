//! Children move from children's homes into families, with support.

use super::key::{AGES, ONCE_EACH, WEEKLY_EACH, WHERE};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, SteppedDown};
use crate::scenario::drawn::Drawn;

/// Step down from children's homes.
pub const LEVER: Lever = Lever {
    number: 8,
    id: "step_down",
    title: "Step down from children's homes",
    about: "Moves so many children from children's homes into families with support, evenly over a time; say what the support of each costs with pounds_a_week_each.",
    keys: &[
        Key {
            name: "children",
            takes: Takes::count("children", 10_000),
            about: "Children who step down, as far as there are so many.",
        },
        AGES,
        WHERE,
        ONCE_EACH,
        WEEKLY_EACH,
    ],
    needs: Needs::All(&["children"]),
    timing: Timing::Over,
    tell: |told| {
        format!(
            "{}{} {} from children's homes into families with support{}",
            told.counted("children", "child", "children"),
            told.who(),
            if told.is_one("children") {
                "moves"
            } else {
                "move"
            },
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.stepped_down.push(SteppedDown {
        who: drawn.who(),
        between: drawn.between(),
        children: drawn.count("children"),
        each: drawn.each(),
    });
}

#[cfg(test)]
mod tests {
    use crate::forecast::history::State;
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn so_many_children_step_down_and_the_support_is_paid() {
        let changes = changes_of(
            "step_down",
            "children = 6\nwhere = \"external_home\"\nages = [10, 15]\npounds_a_week = 1200",
        );
        let step = changes.stepped_down[0];
        assert_eq!(step.children, 6);
        assert_eq!(step.who.state, Some(State::ExternalHome));
        assert_eq!(step.who.ages, Some((10, 15)));
        assert_eq!(step.between.0, Date::constant(2026, 4, 1));
        assert_eq!(changes.spending[0].pence_a_week, 120_000);
        assert_eq!(changes.spending[0].until, Some(Date::constant(2027, 3, 31)));
    }
}
