//! How children come into care: groups of brothers and sisters, so many a month, each like a group that has come before.
//!
//! Unaccompanied children are a stream of their own. The rate is that of `rate`: years differ by more than chance. A season
//! is applied only where the months differ by more than chance (`season`).

mod rate;
mod season;

pub use rate::{DrawnRate, YearlyRate};

use rand_chacha::ChaCha8Rng;

use super::history::History;

/// Years after which a group of the past counts half as much when groups to come are drawn.
const HALVES_AFTER: f64 = 3.0;

/// Days of a year.
pub const YEAR: f64 = 365.25;

/// A group that has come into care: spells of the history, with the days after the first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Spell in the history, and days after the group's first.
    pub members: Vec<(usize, i32)>,
    /// Day on which the first came.
    pub start: i32,
}

/// One stream of arrivals.
#[derive(Debug, Clone)]
pub struct Arrivals {
    /// Groups of the history, in order of the day.
    pub groups: Vec<Group>,
    /// Cumulative weight of the groups.
    weights: Vec<f64>,
    /// Arrivals a year, in parts that vary as single arrivals do: see [`Arrivals::children_in_a_part`].
    pub rate: YearlyRate,
    /// Children in such a part: mean square of a group's size over its mean. Children who come in groups vary more from
    /// year to year than as many who come alone, by this factor.
    pub children_in_a_part: f64,
    /// Mean size of the groups that are drawn.
    pub mean_size: f64,
    /// Factor of each calendar month; `None` where no season is supported.
    pub season: Option<[f64; 12]>,
}

impl Arrivals {
    /// Estimates the stream of unaccompanied children, or that of all others; `None` where nobody has come.
    pub fn of(history: &History, uasc: bool) -> Option<Self> {
        let groups = groups(history, uasc);
        let last = history.last_number();
        let days: Vec<i32> = groups.iter().map(|group| group.start).collect();
        days.first()?;
        let weight =
            |group: &Group| 0.5_f64.powf(f64::from(last - group.start) / YEAR / HALVES_AFTER);
        let moment = |power: i32| -> f64 {
            let sizes = groups.iter();
            sizes
                .map(|g| weight(g) * (g.members.len() as f64).powi(power))
                .sum()
        };
        let children_in_a_part = moment(2) / moment(1);
        let mut sum = 0.0;
        let weights = groups.iter().map(|group| {
            sum += weight(group);
            sum
        });
        // Children are counted, not groups: fewer links are known of earlier years, so that their groups look smaller and
        // more than they were. Sizes are those of recent groups, and the children must stay as many.
        let parts = groups.iter();
        let parts: Vec<(i32, f64)> = parts
            .map(|g| (g.start, g.members.len() as f64 / children_in_a_part))
            .collect();
        Some(Self {
            weights: weights.collect(),
            rate: YearlyRate::of(&parts, history.first_number(), last),
            children_in_a_part,
            mean_size: moment(1) / moment(0),
            season: season::season(&days, history),
            groups,
        })
    }

    /// Groups that are drawn for each part of the rate.
    pub fn groups_in_a_part(&self) -> f64 {
        self.children_in_a_part / self.mean_size
    }

    /// A group like one that has come, by a number from 0 to 1.
    pub fn group(&self, unit: f64) -> &Group {
        let sum = self.weights[self.weights.len() - 1];
        let at = self.weights.partition_point(|weight| *weight <= unit * sum);
        &self.groups[at.min(self.groups.len() - 1)]
    }

    /// One draw of what is not known of the rate, with so many years ahead.
    pub fn draw(&self, years: usize, rng: &mut ChaCha8Rng) -> DrawnRate {
        self.rate.draw(years, rng)
    }
}

/// Groups whose beginning was seen. Of a group of both streams each child belongs to her own.
fn groups(history: &History, uasc: bool) -> Vec<Group> {
    let mut of_stream: Vec<(u32, i32, usize)> = (history.spells.iter().enumerate())
        .filter(|(_, spell)| spell.uasc == uasc && history.saw_entry(spell))
        .map(|(at, spell)| (spell.group, spell.start, at))
        .collect();
    of_stream.sort_unstable();
    let mut groups: Vec<Group> = of_stream
        .chunk_by(|a, b| a.0 == b.0)
        .map(|members| Group {
            members: members.iter().map(|m| (m.2, m.1 - members[0].1)).collect(),
            start: members[0].1,
        })
        .collect();
    groups.sort_by_key(|group| (group.start, group.members[0].0));
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::number;
    use crate::forecast::history::{Spell, State, Stay, birthdays};
    use crate::model::Date;

    fn spell(start: i32, group: u32, uasc: bool) -> Spell {
        Spell {
            child: 0,
            birthdays: birthdays(Date::constant(2015, 1, 1)),
            uasc,
            start,
            cut_off: None,
            end: None,
            stays: vec![Stay {
                state: State::OwnFoster,
                start,
            }],
            group,
        }
    }

    #[test]
    fn groups_are_those_seen_to_begin_and_recent_ones_are_drawn_more() {
        let first = number("2018-04-01");
        let history = History {
            first: Date::constant(2018, 4, 1),
            last: Date::constant(2024, 3, 31),
            spells: vec![
                spell(first - 1, 0, false),
                spell(first + 5, 1, false),
                spell(first + 3, 1, false),
                spell(first + 9, 1, true),
                spell(first + 5 * 365, 4, false),
            ],
            episodes: 5,
            without_birth: 0,
            begun_before: 0,
        };
        let arrivals = Arrivals::of(&history, false).unwrap();
        assert_eq!(arrivals.groups[0].members, [(2, 0), (1, 2)]);
        assert_eq!(arrivals.groups[1].members, [(4, 0)]);
        assert_eq!(Arrivals::of(&history, true).unwrap().groups.len(), 1);
        // About five years apart: the first weighs 0.5^(5/3) = 0.31 of the second.
        let weight = arrivals.weights[0] / (arrivals.weights[1] - arrivals.weights[0]);
        assert!((weight - 0.315).abs() < 0.003, "{weight}");
        // Sizes 2 and 1 at those weights: mean 1.24, mean square 1.72.
        assert!((arrivals.mean_size - 1.24).abs() < 0.01);
        assert!((arrivals.children_in_a_part - 1.387).abs() < 0.01);
        // The children of the years are counted whatever their groups: two in one year and one in another.
        let counted: f64 = arrivals.rate.years.iter().map(|year| year.0).sum();
        assert!((counted * arrivals.children_in_a_part - 3.0).abs() < 1e-9);
        assert_eq!(arrivals.group(0.2).members.len(), 2);
        assert_eq!(
            (
                arrivals.group(0.3).members.len(),
                arrivals.group(1.0).members.len()
            ),
            (1, 1)
        );
    }
}
