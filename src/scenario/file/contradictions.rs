//! Levers of one scenario of which only one can hold.
//!
//! Two levers contradict each other where both set the same thing for all (an age of retirement, a share of places), whatever
//! their times; where they are the same lever for the same children, homes and time, with the same figures or others: it is
//! not told whether both are meant; or where one pulls a lever up and the other down at times that overlap, for children or
//! homes of which some are of both: ages that overlap, or all and a part of them. A lever of the same name in a file that extends the other is no contradiction: it replaces it.

use crate::ingest::codes::CONTRADICTION_OF_LEVERS;
use crate::ingest::log::{At, Finding};
use crate::scenario::levers::{AGES, Does, HOMES, Takes, Timing, UASC, WHERE};
use crate::scenario::moment::{Moment, later};
use crate::scenario::pulled::{Pulled, Value};

/// Every pair that contradicts, told at the second of the two: the one of the younger file, or the later name.
pub fn find(levers: &[Pulled]) -> Vec<(&Pulled, Finding)> {
    let mut found = Vec::new();
    for (at, one) in levers.iter().enumerate() {
        for other in &levers[at + 1..] {
            let Some((why, remedy)) = contradict(one, other) else {
                continue;
            };
            let (first, second) = if one.file > other.file {
                (other, one)
            } else {
                (one, other)
            };
            let message = format!("the levers {} and {} both {why}", first.name, second.name);
            let place = second.place("");
            let place = place.map_or(At::File, At::Known);
            let action = if first.file == second.file {
                format!("delete one of the two{remedy}")
            } else {
                format!("call it {}, so that it replaces the other", first.name)
            };
            let finding = Finding::new(&CONTRADICTION_OF_LEVERS, place, message).action(action);
            found.push((second, finding));
        }
    }
    found
}

/// Why two levers contradict each other, and what helps but to delete one.
fn contradict(one: &Pulled, other: &Pulled) -> Option<(String, &'static str)> {
    let sets = |pulled: &Pulled| (pulled.lever.sets)(pulled);
    if let (Some(set), Some(too)) = (sets(one), sets(other))
        && set == too
    {
        return Some((
            format!("set {set}"),
            ": only one can hold, whatever their times",
        ));
    }
    let id = one.lever.id;
    if id != other.lever.id || matches!(one.lever.does, Does::Nothing) {
        return None;
    }
    if meant(one, true) == meant(other, true) {
        let why = format!("pull {id} for the same children, homes and time");
        return Some((why, ", or, where both are meant, give them different times"));
    }
    let is_opposite = direction(one) * direction(other) < 0.0;
    (is_opposite && share(one, other) && overlap(one, other)).then(|| {
        let is_same = meant(one, false) == meant(other, false);
        let of = if is_same { "the same" } else { "some of the same" };
        let why = format!(
            "pull {id} for {of} children and homes at times that overlap, one up and one down"
        );
        let remedy = if is_same {
            ", or, where both are meant, let one end (until) before the other begins (from)"
        } else {
            ", or keep them apart: by what each is about, or by letting one end (until) before the other begins (from)"
        };
        (why, remedy)
    })
}

/// Whether there may be children or homes that both levers are about: no key keeps them apart. One that is left out is about
/// all of them.
fn share(one: &Pulled, other: &Pulled) -> bool {
    let apart = |(name, value): &(&'static str, &Value)| match (value, other.values.get(name)) {
        (Value::Ages(from, to), Some(Value::Ages(first, last))) => from > last || first > to,
        (value, Some(too)) => *value != too,
        (_, None) => !is_filter(name),
    };
    let alone =
        |(name, _): &(&'static str, &Value)| !one.values.contains_key(name) && !is_filter(name);
    !meant(one, false).iter().any(apart) && !meant(other, false).iter().any(alone)
}

/// Keys that, left out, stand for all children or homes.
fn is_filter(name: &str) -> bool {
    let homes = HOMES.iter().map(|key| key.name);
    let all = [AGES.name, WHERE.name, UASC.name].into_iter().chain(homes);
    all.into_iter().any(|filter| filter == name)
}

/// What a lever is about, and when where that is asked: everything but its figures.
fn meant(pulled: &Pulled, with_times: bool) -> Vec<(&'static str, &Value)> {
    let is_figure = |name: &str| {
        let key = pulled.lever.key(name);
        key.is_some_and(|key| matches!(key.takes, Takes::Number { .. }))
    };
    let is_time = |name: &str| {
        matches!(
            pulled.lever.key(name).map(|key| key.takes),
            Some(Takes::Moment)
        )
    };
    let is_meant = |name: &str| !is_figure(name) && (with_times || !is_time(name));
    let values = pulled.values.iter().filter(|(name, _)| is_meant(name));
    values.map(|(name, value)| (*name, value)).collect()
}

/// Whether a lever pulls up or down: the sign of its change in per cent, 0 of one that has none.
fn direction(pulled: &Pulled) -> f64 {
    let keys = ["percent", "percent_more_moves", "percent_fewer_leave"];
    let change = keys.iter().find_map(|key| pulled.amount(key));
    change.map_or(0.0, |change| change.middle())
}

/// Whether the times of two levers overlap, as far as that can be told without the day of the data.
fn overlap(one: &Pulled, other: &Pulled) -> bool {
    ends_before(one, other) == Some(false) && ends_before(other, one) == Some(false)
}

/// Whether one has ended when the other begins; `None` where only the day of the data would tell.
fn ends_before(one: &Pulled, other: &Pulled) -> Option<bool> {
    let first = |pulled: &Pulled| pulled.moment("from").unwrap_or(Moment::Months(0));
    let last = match (one.moment("until"), one.lever.timing) {
        (Some(until), _) => until,
        (None, Timing::Over) => match first(one) {
            Moment::Months(from) => Moment::Months(from + 12),
            Moment::Day(from) => Moment::Day(later(from, 12)),
        },
        (None, _) => return Some(false),
    };
    match (last, first(other)) {
        (Moment::Months(last), Moment::Months(first)) => Some(last <= first),
        (Moment::Day(last), Moment::Day(first)) => Some(last < first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use crate::ingest::Options;
    use crate::scenario::file::read_text;

    /// What is said of a file; nothing where it is sound.
    fn said(text: &str) -> String {
        let known = Options {
            known_measures: &[],
            known_targets: &[],
        };
        let read = read_text(Path::new("mine.toml"), text.to_owned(), &known);
        read.err().map_or_else(String::new, |wrong| wrong.render())
    }

    fn entries(first: &str, second: &str) -> String {
        said(&format!(
            "[levers.a]\nlever = \"entries\"\n{first}\n[levers.b]\nlever = \"entries\"\n{second}\n"
        ))
    }

    #[test]
    fn up_and_down_at_once_is_a_contradiction_and_one_after_the_other_is_none() {
        let up = "percent = 50";
        let down = "percent = -50\nfrom = \"+12 months\"";
        let both = entries(up, down);
        assert!(both.contains("mine.toml:4:9: error[E0906]"), "{both}");
        assert!(
            both.contains("at times that overlap, one up and one down"),
            "{both}"
        );
        assert!(
            both.contains("let one end (until) before the other begins"),
            "{both}"
        );
        assert_eq!(entries("percent = 50\nuntil = \"+12 months\"", down), "");
        assert!(entries("percent = 50\nuntil = \"+13 months\"", down).contains("E0906"));
        // Both down: a second round comes on top of the first.
        assert_eq!(entries("percent = -10", down), "");
        // All children, and some of them.
        let some = entries("percent = 50\nages = [0, 4]", down);
        assert!(
            some.contains("for some of the same children and homes"),
            "{some}"
        );
        assert!(some.contains("keep them apart"), "{some}");
        // Without an end they overlap whatever the day of the data.
        assert!(entries(up, "percent = -50\nfrom = 2030-01-01").contains("E0906"));
        assert_eq!(entries("percent = 50\nuntil = 2028-01-01", down), "");
    }

    #[test]
    fn up_and_down_for_some_of_the_same_is_a_contradiction_too() {
        let up = "percent = 10\nages = [0, 10]";
        assert!(entries(up, "percent = -10\nages = [8, 17]").contains("E0906"));
        assert!(entries(up, "percent = -10\nages = [10, 17]").contains("E0906"));
        assert_eq!(entries(up, "percent = -10\nages = [11, 17]"), "");
        // Of one way, a part on top of all is a refinement.
        assert_eq!(entries(up, "percent = 5"), "");
        let price = |first: &str, second: &str| {
            said(&format!(
                "[levers.a]\nlever = \"price\"\n{first}\n[levers.b]\nlever = \"price\"\n{second}\n"
            ))
        };
        let down = "percent = -10\nown = false";
        assert!(price("percent = 10", down).contains("E0906"));
        assert!(price("percent = 10\nkind = \"foster\"", down).contains("E0906"));
        assert_eq!(price("percent = 10\nown = true", down), "");
        // Two ways to leave, or two kinds of household, are not one and the same.
        let leave = |first: &str, second: &str| {
            said(&format!(
                "[levers.a]\nlever = \"reunify\"\npercent = 10\n{first}\n[levers.b]\nlever = \"reunify\"\npercent = -10\n{second}\n"
            ))
        };
        assert_eq!(leave("by = \"adoption\"", "by = \"guardianship\""), "");
        assert_eq!(leave("", "by = \"guardianship\""), "");
    }

    #[test]
    fn what_is_advised_is_what_is_checked() {
        let shares = said(
            "[levers.a]\nlever = \"in_house\"\npercent = 60\n[levers.b]\nlever = \"in_house\"\npercent = 70\nfrom = \"+12 months\"\n",
        );
        assert!(
            shares.contains("only one can hold, whatever their times"),
            "{shares}"
        );
        assert!(!shares.contains("give them different times"), "{shares}");
        let same = entries("percent = -10", "percent = -20");
        assert!(same.contains("give them different times"), "{same}");
        assert_eq!(
            entries("percent = -10", "percent = -20\nfrom = \"+1 month\""),
            ""
        );
    }
}
