//! Foster households stay longer, or retire at an age.

use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::{Attrition, Changes, Which};
use crate::model::HomeKind;
use crate::scenario::drawn::Drawn;
use crate::scenario::told::Told;

/// Carers stay or retire.
pub const LEVER: Lever = Lever {
    number: 7,
    id: "retention",
    title: "Carers stay longer, or retire",
    about: "Changes how often foster households of the authority's own leave, in per cent, or sets an age at which carers retire.",
    keys: &[
        Key {
            name: "percent_fewer_leave",
            takes: Takes::number("per cent", -400.0, 100.0),
            about: "How much less often households leave: 20 for a fifth less, -20 for a fifth more.",
        },
        Key {
            name: "retire_at",
            takes: Takes::whole("years", 40, 100),
            about: "Age of the eldest carer at which a household stops, from the first day on.",
        },
    ],
    needs: Needs::Some(&["percent_fewer_leave", "retire_at"]),
    timing: Timing::While,
    tell,
    does: Does::Changes(does),
    sets: |pulled| {
        pulled
            .amount("retire_at")
            .map(|_| "the age at which carers retire")
    },
};

fn tell(told: &Told) -> String {
    let mut parts = Vec::new();
    if told.pulled.amount("percent_fewer_leave").is_some() {
        let change = told.change("percent_fewer_leave", "less often", "more often");
        parts.push(format!(
            "Foster households of the authority's own leave {change}"
        ));
    }
    if told.pulled.amount("retire_at").is_some() {
        let age = told.number("retire_at", "");
        let carers = if parts.is_empty() { "Carers" } else { "carers" };
        parts.push(format!("{carers} retire at {age}"));
    }
    format!("{}{}", parts.join(" and "), told.when())
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    if let Some(percent) = drawn.number("percent_fewer_leave") {
        changes.attrition.push(Attrition {
            which: Which {
                kind: Some(HomeKind::Foster),
                own: Some(true),
                ..Which::default()
            },
            when: drawn.when(),
            factor: (1.0 - percent / 100.0).max(0.0),
        });
    }
    if drawn.number("retire_at").is_some() {
        let age = u8::try_from(drawn.count("retire_at")).unwrap_or(u8::MAX);
        changes.retire_at = Some((age, drawn.from()));
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn fewer_leave_by_a_factor_and_retirement_has_an_age() {
        let changes = changes_of("retention", "percent_fewer_leave = 20\nramp_months = 12");
        assert!((changes.attrition[0].factor - 0.8).abs() < 1e-12);
        assert_eq!(changes.attrition[0].which.own, Some(true));
        assert_eq!(changes.attrition[0].when.ramp, 12);
        assert_eq!(changes.retire_at, None);
        let worse = changes_of("retention", "percent_fewer_leave = -50");
        assert!((worse.attrition[0].factor - 1.5).abs() < 1e-12);
        let retired = changes_of("retention", "retire_at = 70\nfrom = 2027-01-01");
        assert_eq!(retired.retire_at, Some((70, Date::constant(2027, 1, 1))));
        assert!(retired.attrition.is_empty());
    }
}
