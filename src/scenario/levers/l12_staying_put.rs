//! More young people stay with their carers at eighteen: their places are not free for younger children meanwhile.

use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::Changes;
use crate::scenario::drawn::Drawn;

/// Staying Put.
pub const LEVER: Lever = Lever {
    number: 12,
    id: "staying_put",
    title: "Staying Put",
    about: "Sets the share of young people in foster homes who stay with their carers at eighteen, and keep their place.",
    keys: &[Key {
        name: "percent",
        takes: Takes::number(
            "per cent of young people who turn eighteen in foster homes",
            0.0,
            100.0,
        ),
        about: "The share who stay.",
    }],
    needs: Needs::All(&["percent"]),
    timing: Timing::From,
    tell: |told| {
        let share = told.number("percent", "%");
        format!(
            "{share} of young people who turn eighteen in foster homes stay there, and their places are not free{}",
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: |_| Some("the share who stay put"),
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    let share = drawn.number("percent").map(|percent| percent / 100.0);
    changes.staying_put = share.map(|share| (share, drawn.from()));
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn the_share_holds_from_the_start() {
        let changes = changes_of("staying_put", "percent = 47");
        assert_eq!(
            changes.staying_put,
            Some((0.47, Date::constant(2026, 4, 1)))
        );
    }
}
