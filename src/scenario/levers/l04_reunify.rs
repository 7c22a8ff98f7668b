//! Children go home, or are looked after under an order, on top of those who would have been: so many, or so much more
//! often.
//!
//! A number of children stands for work with named families at a worker's pace. Where an order is made to those who foster
//! the child, `with_their_carers` takes their home out of fostering too.

use super::key::{AGES, ONCE_EACH, WHERE};
use super::{Does, Key, Lever, Needs, Takes, Timing, sets_nothing};
use crate::forecast::changes::{Changes, LeavingFaster, Reunified, When};
use crate::forecast::history::Exit;
use crate::scenario::drawn::Drawn;
use crate::scenario::told::Told;

/// Children who leave care on top.
pub const LEVER: Lever = Lever {
    number: 4,
    id: "reunify",
    title: "Children go home or are looked after under an order",
    about: "Lets so many children leave care on top of those who would, evenly over a time, or lets children leave so much more often.",
    keys: &[
        Key {
            name: "children",
            takes: Takes::count("children", 10_000),
            about: "Children who leave on top, as far as there are so many.",
        },
        Key {
            name: "percent",
            takes: Takes::number("per cent", -100.0, 400.0),
            about: "How much more often children leave in this way; give this or children.",
        },
        Key {
            name: "by",
            takes: Takes::Code(|| {
                vec![
                    ("home", "go home to parents or relatives"),
                    (
                        "guardianship",
                        "leave care under a special guardianship or child arrangements order",
                    ),
                    ("adoption", "leave care by adoption"),
                ]
            }),
            about: "How they leave; home where left out.",
        },
        Key {
            name: "with_their_carers",
            takes: Takes::Flag,
            about: "Whether the order is made to their foster carers, whose home then stops fostering.",
        },
        AGES,
        WHERE,
        ONCE_EACH,
    ],
    needs: Needs::OneOf(&["children", "percent"]),
    timing: Timing::Over,
    tell,
    does: Does::Changes(does),
    sets: sets_nothing,
};

fn tell(told: &Told) -> String {
    let way = told
        .label("by")
        .unwrap_or("go home to parents or relatives");
    let mut text = if told.pulled.amount("percent").is_some() {
        let change = told.change("percent", "more often", "less often");
        format!("Children{} {way} {change}{}", told.who(), told.throughout())
    } else {
        let children = told.counted("children", "child", "children");
        let way = match told.is_one("children") {
            true => way
                .replacen("go ", "goes ", 1)
                .replacen("leave ", "leaves ", 1),
            false => way.to_owned(),
        };
        format!(
            "{children}{} {way} on top of those who would{}",
            told.who(),
            told.when()
        )
    };
    if told.pulled.flag("with_their_carers") == Some(true) {
        text.push_str("; the order is made to their carers, whose home stops fostering");
    }
    text
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let exit = match drawn.pulled.text("by") {
        Some("guardianship") => Exit::Guardianship,
        Some("adoption") => Exit::Adoption,
        _ => Exit::Home,
    };
    let between = drawn.between();
    if let Some(factor) = drawn.factor("percent") {
        changes.leaving.push(LeavingFaster {
            who: drawn.who(),
            exit: Some(exit),
            when: When {
                from: between.0,
                until: Some(between.1),
                ramp: 0,
            },
            factor,
        });
        return;
    }
    let reunified = Reunified {
        who: drawn.who(),
        between,
        children: drawn.count("children"),
        exit,
        each: drawn.each(),
    };
    if drawn.pulled.flag("with_their_carers") == Some(true) {
        changes.with_their_carers.push(reunified);
    } else {
        changes.reunified.push(reunified);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;
    use crate::scenario::levers::changes_of;

    #[test]
    fn children_leave_over_a_year_and_more_often_is_a_factor() {
        let changes = changes_of("reunify", "children = 54\nwhere = \"parents\"");
        let reunified = changes.reunified[0];
        assert_eq!((reunified.children, reunified.exit), (54, Exit::Home));
        let year = (Date::constant(2026, 4, 1), Date::constant(2027, 3, 31));
        assert_eq!(reunified.between, year);
        let often = changes_of("reunify", "percent = 20\nby = \"adoption\"").leaving[0];
        assert_eq!(often.exit, Some(Exit::Adoption));
        assert!((often.factor - 1.2).abs() < 1e-12);
    }

    #[test]
    fn an_order_to_the_carers_takes_their_home_too() {
        let keys = "children = 5\nby = \"guardianship\"\nwith_their_carers = true";
        let changes = changes_of("reunify", keys);
        assert!(changes.reunified.is_empty());
        assert_eq!(changes.with_their_carers[0].children, 5);
    }
}
