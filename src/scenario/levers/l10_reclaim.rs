//! The council gets a larger share of the free places of other providers in its area.

use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::Changes;
use crate::scenario::drawn::Drawn;

/// What this lever sets, and pooling too.
pub const SETS: &str = "the share of others' free places";

/// A share of the market.
pub const LEVER: Lever = Lever {
    number: 10,
    id: "reclaim",
    title: "Reclaim the local market",
    about: "Sets the share of the free places of other providers that the council can get.",
    keys: &[Key {
        name: "percent",
        takes: Takes::number("per cent of the free places of others", 0.0, 100.0),
        about: "The share that the council can get.",
    }],
    needs: Needs::All(&["percent"]),
    timing: Timing::From,
    tell: |told| {
        let share = told.number("percent", "%");
        format!(
            "The council can get {share} of the free places of other providers{}",
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: |_| Some(SETS),
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    let share = drawn.number("percent").map(|percent| percent / 100.0);
    changes.external_share = share.map(|share| (share, drawn.from()));
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn the_share_holds_from_its_day() {
        let changes = changes_of("reclaim", "percent = 40\nfrom = \"+1 month\"");
        assert_eq!(
            changes.external_share,
            Some((0.4, Date::constant(2026, 5, 1)))
        );
    }
}
