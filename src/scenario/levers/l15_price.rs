//! Prices rise or fall.

use super::key::HOMES;
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Price};
use crate::scenario::drawn::Drawn;

/// Prices change.
pub const LEVER: Lever = Lever {
    number: 15,
    id: "price",
    title: "Prices up or down",
    about: "Changes the weekly cost of homes, in per cent, of a kind, sector, provider or district, or all.",
    keys: &[
        Key {
            name: "percent",
            takes: Takes::number("per cent", -100.0, 400.0),
            about: "Change of the weekly cost.",
        },
        HOMES[0],
        HOMES[1],
        HOMES[2],
        HOMES[3],
        HOMES[4],
    ],
    needs: Needs::All(&["percent"]),
    timing: Timing::While,
    tell: |told| {
        format!(
            "The weekly cost of {} is {}{}",
            told.homes(),
            told.change("percent", "higher", "lower"),
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.prices.push(Price {
        which: drawn.which(),
        when: drawn.when(),
        factor: drawn.factor("percent").unwrap_or(1.0),
    });
}

#[cfg(test)]
mod tests {
    use crate::model::Sector;
    use crate::scenario::levers::changes_of;

    #[test]
    fn a_price_rises_by_a_factor_for_the_homes_that_are_named() {
        let changes = changes_of(
            "price",
            "percent = 8\nsector = \"private\"\nramp_months = 12",
        );
        let price = &changes.prices[0];
        assert!((price.factor - 1.08).abs() < 1e-12);
        assert_eq!(price.which.sector, Some(Sector::Private));
        assert_eq!(price.when.ramp, 12);
        assert!(changes_of("price", "percent = -5").prices[0].factor < 1.0);
    }
}
