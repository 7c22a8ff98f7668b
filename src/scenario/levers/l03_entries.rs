//! More or fewer children come into care: early help, edge-of-care work, or growth.

use super::key::{AGES, UASC, WHERE};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Entries};
use crate::scenario::drawn::Drawn;

/// Entries up or down.
pub const LEVER: Lever = Lever {
    number: 3,
    id: "entries",
    title: "Entries up or down",
    about: "Changes how many children come into care, in per cent, of some ages or all.",
    keys: &[
        Key {
            name: "percent",
            takes: Takes::number("per cent", -100.0, 400.0),
            about: "Change of the number who come: -10 for a tenth fewer.",
        },
        AGES,
        UASC,
        WHERE,
    ],
    needs: Needs::All(&["percent"]),
    timing: Timing::While,
    tell: |told| {
        format!(
            "{} children{} come into care{}",
            told.change("percent", "more", "fewer"),
            told.who(),
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.entries.push(Entries {
        who: drawn.who(),
        when: drawn.when(),
        factor: drawn.factor("percent").unwrap_or(1.0),
    });
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn a_tenth_fewer_is_a_factor_of_nine_tenths_of_those_ages() {
        let changes = changes_of(
            "entries",
            "percent = -10\nages = [0, 4]\nfrom = \"+3 months\"\nramp_months = 6",
        );
        let entries = changes.entries[0];
        assert!((entries.factor - 0.9).abs() < 1e-12);
        assert_eq!(entries.who.ages, Some((0, 4)));
        assert_eq!(entries.when.from, Date::constant(2026, 7, 1));
        assert_eq!((entries.when.until, entries.when.ramp), (None, 6));
        assert!(changes_of("entries", "percent = 10").entries[0].factor > 1.0);
        assert_eq!(
            changes_of("entries", "percent = -100").entries[0].factor,
            0.0
        );
    }
}
