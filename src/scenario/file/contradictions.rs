//! Levers of one scenario of which only one can hold.
//!
//! Two levers contradict each other where both set the same thing for all (an age of retirement, a share of places), or where
//! they are the same lever for the same children, homes and time, with the same figures or others: it is not told whether
//! both are meant. A lever of the same name in a file that extends the other is no contradiction: it replaces it.

use crate::ingest::codes::CONTRADICTION_OF_LEVERS;
use crate::ingest::log::{At, Finding};
use crate::scenario::levers::{Does, Takes};
use crate::scenario::pulled::{Pulled, Value};

/// Every pair that contradicts, told at the second of the two: the one of the younger file, or the later name.
pub fn find(levers: &[Pulled]) -> Vec<(&Pulled, Finding)> {
    let mut found = Vec::new();
    for (at, one) in levers.iter().enumerate() {
        for other in &levers[at + 1..] {
            let Some(why) = contradict(one, other) else {
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
                "delete one of the two, or, where both are meant, give them different times"
                    .to_owned()
            } else {
                format!("call it {}, so that it replaces the other", first.name)
            };
            let finding = Finding::new(&CONTRADICTION_OF_LEVERS, place, message).action(action);
            found.push((second, finding));
        }
    }
    found
}

fn contradict(one: &Pulled, other: &Pulled) -> Option<String> {
    let sets = |pulled: &Pulled| (pulled.lever.sets)(pulled);
    if let (Some(set), Some(too)) = (sets(one), sets(other))
        && set == too
    {
        return Some(format!("set {set}"));
    }
    let nothing = matches!(one.lever.does, Does::Nothing);
    let same = one.lever.id == other.lever.id && !nothing && meant(one) == meant(other);
    same.then(|| {
        format!(
            "pull {} for the same children, homes and time",
            one.lever.id
        )
    })
}

/// What a lever is about and when: everything but its figures.
fn meant(pulled: &Pulled) -> Vec<(&'static str, &Value)> {
    let figure = |name: &str| {
        let key = pulled.lever.key(name);
        key.is_some_and(|key| matches!(key.takes, Takes::Number { .. }))
    };
    let values = pulled.values.iter().filter(|(name, _)| !figure(name));
    values.map(|(name, value)| (*name, value)).collect()
}
