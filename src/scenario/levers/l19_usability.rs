//! Fewer (or more) of the approved places can be used in practice.

use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::Changes;
use crate::scenario::drawn::Drawn;

/// Places that can be used.
pub const LEVER: Lever = Lever {
    number: 19,
    id: "usability",
    title: "Places that can be used",
    about: "Sets the share of the free places of the authority's own households that can be used.",
    keys: &[Key {
        name: "percent",
        takes: Takes::number("per cent of the free places of own households", 0.0, 100.0),
        about: "The share that can be used.",
    }],
    needs: Needs::All(&["percent"]),
    timing: Timing::From,
    tell: |told| {
        let share = told.number("percent", "%");
        format!(
            "{share} of the free places of the authority's own households can be used{}",
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: |_| Some("the share of own places that can be used"),
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    let share = drawn.number("percent").map(|percent| percent / 100.0);
    changes.usable_share = share.map(|share| (share, drawn.from()));
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn the_share_holds_from_its_day_and_an_interval_stays_a_share() {
        let changes = changes_of("usability", "percent = 60\nfrom = 2026-10-01");
        assert_eq!(
            changes.usable_share,
            Some((0.6, Date::constant(2026, 10, 1)))
        );
        let drawn = changes_of("usability", "percent = { low = 98, high = 99.5 }");
        let (share, _) = drawn.usable_share.unwrap();
        assert!((0.9..=1.0).contains(&share));
    }
}
