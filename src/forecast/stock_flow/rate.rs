//! Daily rates of moves between states, and of entries into care (steps 8 to 10 of the method).

use std::collections::{BTreeMap, BTreeSet};

use super::part::{Part, seen};
use super::span::Span;
use super::state::{Category, PerState, State};
use super::stock::Stock;
use crate::model::Date;

/// A daily rate of moving from one state to another, or of staying.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rate {
    /// State in the evening.
    pub from: State,
    /// State in the next evening.
    pub to: State,
    /// Share of the children in `from`, 0 to 1.
    pub rate: f64,
}

/// The rates of a reference period, and what had to be decided.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rates {
    /// In order of label.
    pub rates: Vec<Rate>,
    /// Moves out of a state that had been empty the evening before, of which there is no ratio.
    pub from_empty: u32,
    /// States out of which more than everybody would move; their rates are scaled to 1.
    pub scaled: Vec<State>,
    /// States that children were in at some time, but on no day of the period that counts: nobody moves out of them.
    pub unknown: Vec<State>,
}

impl Rates {
    /// Every state that somebody can be in, in order of label.
    pub fn states(&self) -> Vec<State> {
        let ends = self.rates.iter().flat_map(|rate| [rate.from, rate.to]);
        ends.collect::<BTreeSet<_>>().into_iter().collect()
    }
}

/// Rates are means of daily ratios: of those who moved on a day to all who had been in the state the evening before, each
/// day with the same weight. Days on which the state had been empty do not count, nor does the first day of the data,
/// nor do days before the first move of all.
pub fn rates(parts: &[Part], stock: &Stock, reference: Span, data_first: Date) -> Rates {
    let mut moves: Vec<(Date, State, State)> = parts
        .iter()
        .filter_map(|part| part.moved().map(|(day, to)| (day, part.state, to)))
        .collect();
    moves.sort_unstable();
    let seen = seen(parts);
    let mut found = Rates::default();
    // With no move at all no day counts.
    let counting = moves.first().map_or(Date::MAX, |(day, ..)| *day);
    let mut days = PerState::<u32>::default();
    let mut sums = listed(&seen, &moves);
    let mut evening_before = reference
        .first
        .yesterday()
        .map(|day| stock.on(day))
        .unwrap_or_default();
    let mut next = moves.partition_point(|(day, ..)| *day < reference.first);
    for (day, evening) in stock.daily(reference) {
        let counts = day > data_first && day >= counting;
        for state in seen
            .iter()
            .filter(|state| counts && evening_before[**state] > 0)
        {
            days[*state] += 1;
        }
        let later = next + moves[next..].partition_point(|(on, ..)| *on <= day);
        for same in moves[next..later]
            .chunk_by(|a, b| a == b)
            .filter(|_| counts)
        {
            let (_, from, to) = same[0];
            match evening_before[from] {
                had if had > 0 => {
                    *sums.entry((from, to)).or_default() += same.len() as f64 / f64::from(had)
                }
                _ => found.from_empty += same.len() as u32,
            }
        }
        (next, evening_before) = (later, evening);
    }
    found.unknown = seen.into_iter().filter(|state| days[*state] == 0).collect();
    found.settle(sums, &days);
    found
}

/// Every pair that has a rate, in order of label: within an age bin every state seen with every other, with itself and
/// with leaving care; between age bins the moves that have been seen.
fn listed(seen: &[State], moves: &[(Date, State, State)]) -> BTreeMap<(State, State), f64> {
    let mut pairs: BTreeMap<(State, State), f64> = moves
        .iter()
        .map(|(_, from, to)| ((*from, *to), 0.0))
        .collect();
    for from in seen {
        let same_age = seen.iter().filter(|to| to.age == from.age).copied();
        let left = State {
            category: Category::NotInCare,
            ..*from
        };
        pairs.extend(same_age.chain([left]).map(|to| ((*from, to), 0.0)));
    }
    pairs
}

impl Rates {
    /// Divides by the days that counted; who does not move stays.
    fn settle(&mut self, sums: BTreeMap<(State, State), f64>, days: &PerState<u32>) {
        let mut moving = PerState::<f64>::default();
        for ((from, to), sum) in sums {
            let rate = sum / f64::from(days[from].max(1));
            if from != to {
                moving[from] += rate;
            }
            self.rates.push(Rate { from, to, rate });
        }
        for rate in &mut self.rates {
            let moving = moving[rate.from];
            if rate.from == rate.to {
                rate.rate = (1.0 - moving).max(0.0);
            } else if moving > 1.0 {
                rate.rate /= moving;
            }
        }
        self.scaled = State::all().filter(|state| moving[*state] > 1.0).collect();
    }
}

/// Entries into care a day, by state: parts that begin in the period with nothing before them, over its days.
pub fn entries(parts: &[Part], reference: Span) -> PerState<f64> {
    let mut came = PerState::<u32>::default();
    let came_then = |part: &&Part| part.before == Category::NotInCare && reference.has(part.start);
    for part in parts.iter().filter(came_then) {
        came[part.state] += 1;
    }
    let mut entries = PerState::default();
    for state in State::all() {
        entries[state] = f64::from(came[state]) / f64::from(reference.days());
    }
    entries
}

#[cfg(test)]
mod tests;
