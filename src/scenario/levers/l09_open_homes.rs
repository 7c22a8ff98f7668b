//! Children's homes or supported accommodation are opened, as small as one place.

use super::key::{ONCE_EACH, WEEKLY_EACH, homes_to_open};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Recruited};
use crate::scenario::drawn::Drawn;

/// Homes are opened.
pub const LEVER: Lever = Lever {
    number: 9,
    id: "open_homes",
    title: "Open homes",
    about: "Opens so many children's homes or supported accommodation settings of a kind, in a district or spread, evenly over a time.",
    keys: &[
        Key {
            name: "homes",
            takes: Takes::count("homes", 1_000),
            about: "Homes that open.",
        },
        Key {
            name: "kind",
            takes: Takes::Code(homes_to_open),
            about: "What they are.",
        },
        Key {
            name: "district",
            takes: Takes::District { own: true },
            about: "Where they are; spread as the children's homes of origin are where left out.",
        },
        ONCE_EACH,
        WEEKLY_EACH,
    ],
    needs: Needs::All(&["homes", "kind"]),
    timing: Timing::Over,
    tell: |told| {
        format!(
            "Opens {} ({}){}{}",
            told.counted("homes", "home", "homes"),
            told.label("kind").unwrap_or("home"),
            told.place(),
            told.when()
        )
    },
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn does(drawn: &Drawn, changes: &mut Changes) {
    changes.recruited.push(Recruited {
        kind: drawn.pulled.text("kind").unwrap_or_default().to_owned(),
        district: drawn.pulled.text("district").map(str::to_owned),
        between: drawn.between(),
        homes: drawn.count("homes"),
        each: drawn.each(),
    });
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn so_many_homes_of_the_kind_open_in_the_district() {
        let changes = changes_of(
            "open_homes",
            "homes = 2\nkind = \"home-8-17-1-specialist\"\ndistrict = \"north\"\nfrom = \"+9 months\"\nuntil = \"+12 months\"",
        );
        let opened = &changes.recruited[0];
        assert_eq!(
            (opened.homes, opened.kind.as_str()),
            (2, "home-8-17-1-specialist")
        );
        assert_eq!(opened.district.as_deref(), Some("north"));
        let (from, until) = (Date::constant(2027, 1, 1), Date::constant(2027, 4, 1));
        assert_eq!(opened.between, (from, until));
    }
}
