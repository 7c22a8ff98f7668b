//! How children come into care: groups of brothers and sisters, so many a month, each like a group that has come before.
//!
//! Unaccompanied children are a stream of their own. The rate is that of `rate`: years differ by more than chance. A season
//! is applied only where the months differ by more than chance (`season`).

mod england;
mod rate;
mod season;

pub use rate::{Before, DrawnRate, YearlyRate};

use rand_chacha::ChaCha8Rng;

use super::hazard::Life;
use super::history::{History, State};

/// Years after which a group of the past counts half as much when groups to come are drawn.
const HALVES_AFTER: f64 = 3.0;

/// Days of a year.
pub const YEAR: f64 = 365.25;

/// A group that has come into care: spells of the history, with the days after the first. Where the history says too little
/// there are groups of England's starts too, whose members are numbered after the spells: see [`beginnings`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Position among [`beginnings`], which is that of the spell in the history, and days after the group's first.
    pub members: Vec<(usize, i32)>,
    /// Day on which the first came.
    pub start: i32,
}

/// One stream of arrivals.
#[derive(Debug, Clone)]
pub struct Arrivals {
    /// Groups of the history, in order of the day; after them those of England, where the history says too little.
    pub groups: Vec<Group>,
    /// How many of them are of the history.
    pub seen: usize,
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
    /// Estimates the stream of unaccompanied children, or that of all others; `None` where nobody has come, unless the
    /// history says too little to tell.
    pub fn of(history: &History, uasc: bool) -> Option<Self> {
        let last = history.last_number();
        let weight =
            |group: &Group| 0.5_f64.powf(f64::from(last - group.start) / YEAR / HALVES_AFTER);
        let own = groups(history, uasc);
        let (days, seen): (Vec<i32>, _) = (own.iter().map(|g| g.start).collect(), own.len());
        let mut weighed: Vec<(Group, f64)> = own
            .into_iter()
            .map(|group| {
                let weight = weight(&group);
                (group, weight)
            })
            .collect();
        let little = history.little.is_some();
        if little {
            weighed.extend(england::groups(history, uasc));
        }
        weighed.first()?;
        let moment = |power: i32| -> f64 {
            let sizes = weighed.iter();
            sizes
                .map(|(g, weight)| weight * (g.members.len() as f64).powi(power))
                .sum()
        };
        let children_in_a_part = moment(2) / moment(1);
        let mut sum = 0.0;
        let weights = weighed.iter().map(|(_, weight)| {
            sum += weight;
            sum
        });
        // Children are counted, not groups: fewer links are known of earlier years, so that their groups look smaller and
        // more than they were. Sizes are those of recent groups, and the children must stay as many.
        let parts = weighed[..seen].iter();
        let parts: Vec<(i32, f64)> = parts
            .map(|(g, _)| (g.start, g.members.len() as f64 / children_in_a_part))
            .collect();
        let before = little.then(|| england::before(history, uasc, children_in_a_part));
        Some(Self {
            weights: weights.collect(),
            rate: YearlyRate::after(before, &parts, history.first_number(), last),
            children_in_a_part,
            mean_size: moment(1) / moment(0),
            season: season::season(&days, history),
            groups: weighed.into_iter().map(|(group, _)| group).collect(),
            seen,
        })
    }

    /// Groups and children of the history that were seen to come.
    pub fn seen(&self) -> (usize, usize) {
        let groups = &self.groups[..self.seen];
        (groups.len(), groups.iter().map(|g| g.members.len()).sum())
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

/// The lives that arrivals are drawn from, as they began: those of the history's spells, and where it says too little, of
/// England's starts after them.
pub fn beginnings(history: &History) -> Vec<(Life, State)> {
    let spells = history.spells.iter();
    let mut lives: Vec<(Life, State)> = spells
        .map(|spell| {
            (
                Life::of(spell, f64::from(spell.start)),
                spell.stays[0].state,
            )
        })
        .collect();
    if history.little.is_some() {
        lives.extend(england::beginnings(history));
    }
    lives
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
    use crate::forecast::history::{Spell, State, Stay, TooLittle, birthdays};
    use crate::model::Date;

    fn spell(start: i32, group: u32, uasc: bool) -> Spell {
        Spell {
            child: 0,
            birthdays: birthdays(Date::constant(2015, 1, 1)),
            uasc,
            need: None,
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
            short_breaks: 0,
            begun_before: 0,
            little: None,
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
        assert_eq!(arrivals.seen(), (2, 3));
        assert_eq!(arrivals.group(0.2).members.len(), 2);
        assert_eq!(
            (
                arrivals.group(0.3).members.len(),
                arrivals.group(1.0).members.len()
            ),
            (1, 1)
        );
    }

    #[test]
    fn a_short_history_draws_its_own_groups_beside_englands() {
        let first = number("2023-04-01");
        let mut spells: Vec<Spell> = (0..100).map(|n| spell(first - 400, n, false)).collect();
        spells.push(spell(first + 5, 100, false));
        let history = History {
            first: Date::constant(2023, 4, 1),
            last: Date::constant(2024, 3, 31),
            spells,
            episodes: 101,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 0,
            little: Some(TooLittle::Episodes(1)),
        };
        let lives = beginnings(&history);
        for uasc in [false, true] {
            let stream = Arrivals::of(&history, uasc).unwrap();
            assert_eq!(stream.seen().0, usize::from(!uasc));
            assert!(stream.groups.len() > 20);
            for group in &stream.groups {
                for (at, _) in &group.members {
                    assert_eq!(lives[*at].0.uasc, uasc);
                }
            }
        }
        let last = Arrivals::of(&history, true).unwrap().groups.pop().unwrap();
        assert_eq!(last.members[0].0 + 1, lives.len());
        // 101 children: about 31 others a year known in advance, at the weight of 19; one was seen, in what may have been a
        // year of few.
        let stream = Arrivals::of(&history, false).unwrap();
        let a_year = stream.rate.level * stream.children_in_a_part;
        assert!((12.0..28.0).contains(&a_year), "{a_year}");
    }
}
