//! How many children are in each state, day by day (step 7 of the method).

use super::part::Part;
use super::span::Span;
use super::state::{PerState, State};
use crate::model::Date;

/// Every change of the count of a state, by day.
#[derive(Debug, Clone)]
pub struct Stock {
    changes: Vec<(Date, State, i32)>,
}

impl Stock {
    /// Counts from the first event of all, whether or not the data had begun: a part counts from its first day to the
    /// day before it ended.
    pub fn of(parts: &[Part]) -> Self {
        let began = parts.iter().map(|part| (part.start, part.state, 1));
        let ended = parts
            .iter()
            .filter_map(|part| Some((part.end?, part.state, -1)));
        let mut changes: Vec<_> = began.chain(ended).collect();
        changes.sort_unstable();
        Self { changes }
    }

    /// Children by state at the end of a day.
    pub fn on(&self, day: Date) -> PerState<i32> {
        let mut count = PerState::default();
        let past = self.changes.partition_point(|(on, ..)| *on <= day);
        self.changes[..past]
            .iter()
            .for_each(|change| apply(&mut count, change));
        count
    }

    /// Children by state at the end of each day.
    pub fn daily(&self, days: Span) -> impl Iterator<Item = (Date, PerState<i32>)> {
        let mut count = PerState::default();
        let mut next = 0;
        days.each().map(move |day| {
            while let Some(change) = self.changes.get(next).filter(|(on, ..)| *on <= day) {
                apply(&mut count, change);
                next += 1;
            }
            (day, count)
        })
    }
}

fn apply(count: &mut PerState<i32>, (_, state, change): &(Date, State, i32)) {
    count[*state] += change;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::part::parts;
    use crate::forecast::stock_flow::stay::stays;
    use crate::forecast::stock_flow::testing::{day, row, span, state};

    #[test]
    fn a_child_counts_from_the_first_day_to_the_day_before_the_last() {
        let rows = [
            row("A", "2010-06-01", "2015-01-01", "S U4", "2018-05-03"),
            row("B", "2010-06-01", "2018-05-02", "S U4", "2018-05-02"),
            row("C", "2010-06-01", "2018-05-02", "S K2", ""),
        ];
        let stock = Stock::of(&parts(&stays(&rows).episodes, day("2019-03-31")).parts);
        let fostered = state("5 to 10 - Fostering");
        let on = |day: Date| stock.on(day)[fostered];
        // Who came before the days that are asked for counts; who came and left on one day does not.
        let days = span("2018-05-01", "2018-05-03");
        let daily: Vec<i32> = stock
            .daily(days)
            .map(|(_, count)| count[fostered])
            .collect();
        assert_eq!(daily, [1, 1, 0]);
        assert_eq!(days.each().map(on).collect::<Vec<_>>(), daily);
        assert_eq!(
            stock.on(day("2030-01-01"))[state("5 to 10 - Residential")],
            1
        );
    }
}
