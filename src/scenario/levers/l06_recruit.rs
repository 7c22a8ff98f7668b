//! Foster carers are recruited: for teenagers, brothers and sisters, children of minorities, disabled children, parents with
//! their children, or the highest needs; or natural recruitment changes as a whole.

use super::key::{ONCE_EACH, WEEKLY_EACH, households};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, Recruited, When};
use crate::scenario::drawn::Drawn;
use crate::scenario::pulled::Pulled;
use crate::scenario::told::Told;

/// For whom carers are recruited, in words, and the kind of household that is meant.
const FOR: [(&str, &str, &str); 8] = [
    ("anyone", "children of any age", "foster-0-17-2-standard"),
    (
        "young_children",
        "children under five",
        "foster-0-4-2-standard",
    ),
    ("teenagers", "teenagers", "foster-11-17-1-standard"),
    ("siblings", "brothers and sisters", "foster-0-17-3-standard"),
    (
        "minority_ethnic",
        "children of ethnic minorities",
        "foster-0-17-2-standard",
    ),
    (
        "disability",
        "children who use a wheelchair",
        "foster-wheelchair",
    ),
    (
        "parent_and_child",
        "parents with their children",
        "foster-parent-and-child",
    ),
    (
        "specialist",
        "children with the highest needs",
        "foster-0-17-1-specialist",
    ),
];

/// Carers are recruited.
pub const LEVER: Lever = Lever {
    number: 6,
    id: "recruit",
    title: "Recruit carers",
    about: "Recruits so many foster households of a kind, evenly over a time, or changes natural recruitment in per cent.",
    keys: &[
        Key {
            name: "carers",
            takes: Takes::count("households", 1_000),
            about: "Foster households that begin to take children.",
        },
        Key {
            name: "percent",
            takes: Takes::number("per cent", -100.0, 400.0),
            about: "Change of how many households come forward by themselves; give this or carers.",
        },
        Key {
            name: "for",
            takes: Takes::Code(|| FOR.iter().map(|(code, words, _)| (*code, *words)).collect()),
            about: "Whom they are recruited for; anyone where left out.",
        },
        Key {
            name: "household",
            takes: Takes::Code(households),
            about: "The exact kind of household, in place of the one that goes with for.",
        },
        Key {
            name: "district",
            takes: Takes::District { own: true },
            about: "Where they live; spread as the children's homes of origin are where left out.",
        },
        ONCE_EACH,
        WEEKLY_EACH,
    ],
    needs: Needs::OneOf(&["carers", "percent"]),
    timing: Timing::Over,
    tell,
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn tell(told: &Told) -> String {
    if told.pulled.amount("percent").is_some() {
        let change = told.change("percent", "more", "fewer");
        return format!(
            "{change} foster households come forward by themselves{}",
            told.throughout()
        );
    }
    let for_whom = told.label("for").unwrap_or(FOR[0].1);
    // Nobody knows yet who they are, so that no child is matched by it.
    let as_any = match told.pulled.text("for") {
        Some("minority_ethnic") => "; in a run they count as households for anyone",
        _ => "",
    };
    let kind = told
        .label("household")
        .map_or_else(String::new, |kind| format!(" ({kind})"));
    format!(
        "Recruits {} for {for_whom}{kind}{}{}{as_any}",
        told.counted("carers", "foster household", "foster households"),
        told.place(),
        told.when()
    )
}

/// Kind of household that it recruits; `None` where natural recruitment changes.
pub fn kind(pulled: &Pulled) -> Option<&str> {
    pulled.amount("carers")?;
    let for_whom = pulled.text("for").unwrap_or(FOR[0].0);
    let usual = FOR.iter().find(|(code, ..)| *code == for_whom);
    let usual = usual.map_or(FOR[0].2, |(.., kind)| kind);
    Some(pulled.text("household").unwrap_or(usual))
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let between = drawn.between();
    if let Some(factor) = drawn.factor("percent") {
        let when = When {
            from: between.0,
            until: Some(between.1),
            ramp: 0,
        };
        changes.recruitment.push((when, factor));
        return;
    }
    changes.recruited.push(Recruited {
        kind: kind(drawn.pulled).unwrap_or_default().to_owned(),
        district: drawn.pulled.text("district").map(str::to_owned),
        between,
        homes: drawn.count("carers"),
        each: drawn.each(),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prospects::KINDS;
    use crate::scenario::levers::changes_of;

    #[test]
    fn everybody_who_can_be_recruited_for_has_a_kind_of_household() {
        for (code, _, kind) in FOR {
            assert!(KINDS.iter().any(|known| known.id == kind), "{kind}");
            let changes = changes_of("recruit", &format!("carers = 10\nfor = \"{code}\""));
            assert_eq!(changes.recruited[0].kind, kind);
            assert_eq!(changes.recruited[0].homes, 10);
        }
    }

    #[test]
    fn a_household_and_a_district_can_be_named_and_an_interval_is_whole() {
        let changes = changes_of(
            "recruit",
            "carers = { low = 5, high = 15 }\nhousehold = \"foster-0-17-4-standard\"\ndistrict = \"north\"",
        );
        let recruited = &changes.recruited[0];
        assert_eq!(recruited.kind, "foster-0-17-4-standard");
        assert_eq!(recruited.district.as_deref(), Some("north"));
        assert!((1..30).contains(&recruited.homes));
    }

    #[test]
    fn natural_recruitment_changes_by_a_factor() {
        let changes = changes_of("recruit", "percent = 25");
        assert!((changes.recruitment[0].1 - 1.25).abs() < 1e-12);
        assert!(changes.recruited.is_empty());
    }
}
