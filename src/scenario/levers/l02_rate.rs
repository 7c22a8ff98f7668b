//! The rate of children looked after per 10,000 children under 18 brought to a figure, by fewer (or more) entries or by
//! leaving sooner (or later).
//!
//! The factor is solved for. With a simulation to ask ([`Demand`](crate::scenario::Demand)) it is found by bisection, on top
//! of everything else that the scenario changes; without one, by the closed form of [`Flow`](crate::scenario::Flow), which
//! takes the council as it is. A rate that no factor from 0 to 5 reaches is approached as far as it goes.

use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::forecast::changes::{Changes, Entries, LeavingFaster, When, Who};
use crate::model::Date;
use crate::scenario::drawn::Drawn;
use crate::scenario::ground::{Flow, Ground, bisect, years_between};
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
    let middle = told
        .pulled
        .amount("per_10000")
        .map(|amount| amount.middle());
    if let (Some(ground), Some(per_10000)) = (told.ground, middle)
        && let Some(wanted) = Wanted::of(told.pulled, ground, per_10000)
    {
        let factor = wanted.factor(ground, &Changes::default());
        let reach = if !(0.005..HIGHEST - 0.005).contains(&factor) {
            ", which is out of reach".to_owned()
        } else {
            format!(
                ", for which they would change to about {} of what they are",
                plain_percent(factor)
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
        let by = pulled.moment("by").unwrap_or(Moment::Months(24));
        Some(Self {
            children: people * per_10000 / 10_000.0,
            from: pulled.first(ground.start),
            by: by.on(ground.start),
            leaving: pulled.text("through") == Some("leaving"),
        })
    }

    /// The factor that reaches it, on top of what changes already.
    fn factor(&self, ground: &Ground, changes: &Changes) -> f64 {
        let flow = Flow::of(ground.council);
        let flow = flow.later(years_between(ground.start, self.from).max(0.0));
        let years = years_between(self.from, self.by).max(0.0);
        let expected = |factor: f64| match ground.demand {
            Some(demand) => {
                let mut with = changes.clone();
                push(&mut with, self.leaving, factor, self.from);
                demand.children_at(&with, self.by)
            }
            None if self.leaving => flow.after(years, 1.0, factor),
            None => flow.after(years, factor, 1.0),
        };
        // More entries make more children, sooner leaving fewer.
        bisect(0.0, HIGHEST, |guess| {
            (expected(guess) < self.children) != self.leaving
        })
    }
}

fn does(drawn: &Drawn, changes: &mut Changes) {
    let per_10000 = drawn.number("per_10000").unwrap_or_default();
    if let Some(wanted) = Wanted::of(drawn.pulled, drawn.ground, per_10000) {
        let factor = wanted.factor(drawn.ground, changes);
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
    use crate::scenario::ground::Demand;
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
    fn a_simulation_is_asked_where_there_is_one() {
        struct Twice;
        impl Demand for Twice {
            fn children_at(&self, changes: &Changes, _: Date) -> f64 {
                // Two children for each hundredth of entries, whatever else is so.
                changes.entries.iter().map(|e| e.factor).product::<f64>() * 200.0
            }
        }
        let shire = shire();
        let start = Date::constant(2026, 4, 1);
        let pulled = pulled_of("rate", "per_10000 = 90");
        let ground = Ground {
            demand: Some(&Twice),
            ..Ground::new(&shire, start)
        };
        let drawing = crate::scenario::amount::Drawing {
            seed: 1,
            replication: 0,
            lever: "rate",
        };
        let drawn = Drawn::of(&pulled, &ground, drawing).unwrap();
        let mut changes = Changes::default();
        push(&mut changes, false, 0.9, start);
        does(&drawn, &mut changes);
        assert!((changes.entries[1].factor - 0.5).abs() < 0.002);
    }
}
