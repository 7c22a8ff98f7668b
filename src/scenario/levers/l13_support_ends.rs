//! Wrap-around support ends (or begins): children move more often where it held placements together.

use super::key::{AGES, WHERE};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Moving};
use crate::scenario::drawn::Drawn;

/// Support ends.
pub const LEVER: Lever = Lever {
    number: 13,
    id: "support_ends",
    title: "Wrap-around support ends",
    about: "Changes how often children move, in per cent: up where support ends, down where it begins.",
    keys: &[
        Key {
            name: "percent_more_moves",
            takes: Takes::number("per cent", -100.0, 400.0),
            about: "How much more often children move: 30 where support ends, -30 where it begins.",
        },
        AGES,
        WHERE,
    ],
    needs: Needs::All(&["percent_more_moves"]),
    timing: Timing::While,
    tell: |told| {
        format!(
            "Children{} move {}{}; every move of a run is placed anew as well as present homes allow, so that more moves can bring children nearer",
            told.who(),
            told.change("percent_more_moves", "more often", "less often"),
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.moving.push(Moving {
        who: drawn.who(),
        when: drawn.when(),
        factor: drawn.factor("percent_more_moves").unwrap_or(1.0),
    });
}

#[cfg(test)]
mod tests {
    use crate::forecast::history::State;
    use crate::scenario::levers::changes_of;

    #[test]
    fn children_move_more_often_where_support_ends() {
        let changes = changes_of(
            "support_ends",
            "percent_more_moves = 30\nwhere = \"own_foster\"",
        );
        assert!((changes.moving[0].factor - 1.3).abs() < 1e-12);
        assert_eq!(changes.moving[0].who.state, Some(State::OwnFoster));
        let begins = changes_of("support_ends", "percent_more_moves = -30");
        assert!((begins.moving[0].factor - 0.7).abs() < 1e-12);
    }
}
