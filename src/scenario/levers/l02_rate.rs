//! The rate of children looked after per 10,000 children under 18 brought to a figure, by fewer (or more) entries or by
//! leaving sooner (or later).
//!
//! The factor is solved for: in a run by the simulation, on top of everything else that the scenario changes, and before
//! that by the closed form of [`Flow`](crate::scenario::Flow), which takes the council as it is. A rate that no factor from 0
//! to 5 reaches is approached as far as it goes.

use super::solves::{Reached, Solves};
use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::{Changes, Entries, LeavingFaster, When, Who};
use crate::model::Date;
use crate::scenario::drawn::Drawn;
use crate::scenario::ground::{Flow, Ground, QUESTIONS, bisect, years_between};
use crate::scenario::moment::Moment;
use crate::scenario::pulled::Pulled;
use crate::scenario::told::{Told, plain};

/// The highest factor that is tried.
const HIGHEST: f64 = 5.0;

/// A rate to be reached.
pub const LEVER: Lever = Lever {
    number: 2,
    id: "rate",
    title: "Rate to a target",
    about: "Brings the children looked after per 10,000 children under 18 to a figure by a day, by solving for how many come or leave.",
    keys: &[
        Key {
            name: "per_10000",
            takes: Takes::number("children looked after per 10,000 under 18", 1.0, 1_000.0),
            about: "The rate to be reached.",
        },
        Key {
            name: "by",
            takes: Takes::Moment,
            about: "The day on which it is to be reached; 24 months after the first day where left out.",
        },
        Key {
            name: "through",
            takes: Takes::Code(|| {
                vec![
                    ("entries", "how many children come into care"),
                    ("leaving", "how soon children leave care"),
                ]
            }),
            about: "What changes so that it is reached; entries where left out.",
        },
    ],
    needs: Needs::All(&["per_10000"]),
    timing: Timing::From,
    tell,
    does: Does::Changes(does),
    sets: |_| Some("the rate of children looked after"),
};

/// How it is solved for.
pub const SOLVES: Solves = Solves {
    reached: Reached::Children,
    idle: 1.0,
    highest: |_, _| HIGHEST,
    by: |pulled, ground| by(pulled).on(ground.start),
    wanted: |pulled, ground| middle(pulled, ground).map(|wanted| wanted.children),
    guess: |pulled, ground| {
        let without = Ground::new(ground.council, ground.start);
        middle(pulled, ground).map_or(1.0, |wanted| wanted.factor(&without, pulled))
    },
    size: |pulled, ground| {
        middle(pulled, ground).map_or(1.0, |wanted| wanted.factor(ground, pulled))
    },
    words: |pulled, factor| changed(pulled, factor, false),
    apply: |pulled, ground, factor, changes| {
        let leaving = pulled.text("through") == Some("leaving");
        push(changes, leaving, factor, pulled.first(ground.start));
    },
};

fn by(pulled: &Pulled) -> Moment {
    pulled.moment("by").unwrap_or(Moment::Months(24))
}

fn middle(pulled: &Pulled, ground: &Ground) -> Option<Wanted> {
    let per_10000 = pulled.amount("per_10000")?.middle();
    Wanted::of(pulled, ground, per_10000)
}

fn tell(told: &Told) -> String {
    let what = told
        .label("through")
        .unwrap_or("how many children come into care");
    let by = told.pulled.moment("by");
    let start = told.ground.map(|ground| ground.start);
    let by = by.map_or("in 24 months".to_owned(), |by| {
        format!("by {}", by.words(start))
    });
    let rate = told.number("per_10000", "");
    let mut text = format!(
        "Changes {what}{}, so that there are {rate} children looked after per 10,000 under 18 {by}",
        told.when(),
    );
    if let Some(ground) = told.ground
        && let Some(wanted) = middle(told.pulled, ground)
    {
        let factor = wanted.factor(ground, told.pulled);
        let reach = if !(0.005..HIGHEST - 0.005).contains(&factor) {
            ", which is out of reach by a first estimate from today's figures; the run finds it in the simulation"
                .to_owned()
        } else {
            format!(
                ", for which {}, by a first estimate from today's figures; the run finds it in the simulation",
                changed(told.pulled, factor, true)
            )
        };
        text.push_str(&format!(
            " ({} children; {} today{reach})",
            plain(wanted.children.round()),
            plain(Flow::of(ground.council).children)
        ));
    }
    text
}

/// What a factor is of, in words: as the simulation has it, or as it is guessed from today's figures.
fn changed(pulled: &Pulled, factor: f64, is_guess: bool) -> String {
    let percent = plain_percent(factor);
    match (pulled.text("through") == Some("leaving"), is_guess) {
        (true, false) => format!("children leave at {percent} of the rates without it"),
        (false, false) => format!("{percent} as many children come as would without it"),
        (true, true) => format!("children would leave at about {percent} of today's rates"),
        (false, true) => format!("about {percent} as many children would come as come today"),
    }
}

fn plain_percent(factor: f64) -> String {
    format!("{}%", plain((factor * 100.0).round()))
}

/// What is to be reached, when, and how.
struct Wanted {
    children: f64,
    from: Date,
    by: Date,
    leaving: bool,
}

impl Wanted {
    /// `None` where the council does not say how many children under 18 there are.
    fn of(pulled: &Pulled, ground: &Ground, per_10000: f64) -> Option<Self> {
        let people = f64::from(ground.council.under_18_population?);
        Some(Self {
            children: people * per_10000 / 10_000.0,
            from: pulled.first(ground.start),
            by: by(pulled).on(ground.start),
            leaving: pulled.text("through") == Some("leaving"),
        })
    }

    /// The factor that reaches it.
    fn factor(&self, ground: &Ground, pulled: &Pulled) -> f64 {
        let flow = Flow::of(ground.council);
        let flow = flow.later(years_between(ground.start, self.from).max(0.0));
        let years = years_between(self.from, self.by).max(0.0);
        let response = ground.response(&pulled.name);
        let expected = |factor: f64| match response {
            Some(response) => response.at(factor),
            None if self.leaving => flow.after(years, 1.0, factor),
            None => flow.after(years, factor, 1.0),
        };
        // More entries make more children, sooner leaving fewer.
        bisect((0.0, HIGHEST), QUESTIONS, |guess| {
            (expected(guess) < self.children) != self.leaving
        })
    }
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let per_10000 = drawn.number("per_10000").unwrap_or_default();
    if let Some(wanted) = Wanted::of(drawn.pulled, drawn.ground, per_10000) {
        let factor = wanted.factor(drawn.ground, drawn.pulled);
        push(changes, wanted.leaving, factor, wanted.from);
    }
}

fn push(changes: &mut Changes, leaving: bool, factor: f64, from: Date) {
    let when = When {
        from,
        until: None,
        ramp: 0,
    };
    let who = Who::default();
    if leaving {
        changes.leaving.push(LeavingFaster {
            who,
            exit: None,
            when,
            factor,
        });
    } else {
        changes.entries.push(Entries { who, when, factor });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::ground::Response;
    use crate::scenario::levers::{changes_of, pulled_of, shire};

    // The shire has 100 children per 10,000, and 25 came in the last year.
    #[test]
    fn the_closed_form_holds_at_the_day() {
        let changes = changes_of("rate", "per_10000 = 90\nby = \"+24 months\"");
        let factor = changes.entries[0].factor;
        let flow = Flow::of(&shire());
        assert!((flow.after(2.0, factor, 1.0) - 90.0).abs() < 0.2);
        assert!(factor < 0.8 && factor > 0.6, "{factor}");
        let leaving = changes_of("rate", "per_10000 = 90\nthrough = \"leaving\"");
        assert!(leaving.entries.is_empty());
        let factor = leaving.leaving[0].factor;
        assert!((flow.after(2.0, 1.0, factor) - 90.0).abs() < 0.2);
        assert!(factor > 1.0, "{factor}");
        assert!(changes_of("rate", "per_10000 = 110").entries[0].factor > 1.2);
    }

    #[test]
    fn a_rate_out_of_reach_is_approached() {
        let changes = changes_of("rate", "per_10000 = 10");
        assert!(changes.entries[0].factor < 0.01);
    }

    #[test]
    fn what_the_simulation_said_has_the_last_word() {
        // Two children for each hundredth of entries.
        let said = Response::of(vec![(1.0, 200.0), (0.8, 160.0)]);
        let responses = [("rate".to_owned(), said)].into();
        let shire = shire();
        let ground = Ground {
            responses: Some(&responses),
            ..Ground::new(&shire, Date::constant(2026, 4, 1))
        };
        let pulled = pulled_of("rate", "per_10000 = 90");
        let drawing = crate::scenario::amount::Drawing {
            seed: 1,
            replication: 0,
            lever: "rate",
        };
        let drawn = Drawn::of(&pulled, &ground, drawing).unwrap();
        let mut changes = Changes::default();
        does(&drawn, &mut changes);
        assert!((changes.entries[0].factor - 0.45).abs() < 0.002);
    }
}
