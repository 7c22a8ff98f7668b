//! Each child carried forward, day by exact day, many times.
//!
//! Random numbers are counter-based: a ChaCha stream is keyed by seed, replication and kind of stream, and positioned by
//! the child's number and the cause, so that the bytes are the same for any number of threads, a change to one child's
//! fate leaves every other child's draws alone, and a longer horizon leaves the months before alone. Brothers and sisters
//! who came into care together are carried together (`family`): some of their events are shared.

mod child;
mod family;
mod series;

pub use series::{SERIES, Segment, Series};

use std::collections::BTreeMap;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Poisson, StandardUniform};
use rayon::prelude::*;

use super::arrivals::{Arrivals, DrawnRate, YEAR, beginnings};
use super::hazard::{Hazards, Life, Rates, Together};
use super::history::{History, State, day_number};
use crate::model::Date;
use child::Counts;
pub(in crate::forecast) use child::{Clocks, cause};
use family::{Member, carry_family};

/// What a simulation starts from: everything estimated, and the children in care.
#[derive(Debug, Clone)]
pub struct Model {
    /// How children leave and move.
    pub hazards: Hazards,
    /// How often brothers and sisters leave and move together.
    pub together: Together,
    /// How children come: unaccompanied children are the last stream.
    pub streams: Vec<Arrivals>,
    /// Day whose evening it starts from.
    pub from: Date,
    /// Children in care, family by family: number, life and state.
    stock: Vec<Vec<(u64, Life, State)>>,
    /// Lives as they began, by number.
    pub(in crate::forecast) beginnings: Vec<(Life, State)>,
}

impl Model {
    /// Estimates a model from a history; it starts on the history's last day.
    pub fn of(history: &History) -> Self {
        let last = history.last_number();
        let present = history.spells.iter().filter_map(|spell| {
            let stay = spell.stay_on(last)?;
            Some((
                spell.group,
                Life::of(spell, f64::from(stay.start)),
                stay.state,
            ))
        });
        let mut stock: BTreeMap<u32, Vec<(u64, Life, State)>> = BTreeMap::new();
        for (number, (group, life, state)) in present.enumerate() {
            stock
                .entry(group)
                .or_default()
                .push((number as u64, life, state));
        }
        let hazards = Hazards::of(history);
        Self {
            together: Together::of(history, &hazards),
            hazards,
            streams: [false, true]
                .into_iter()
                .filter_map(|uasc| Arrivals::of(history, uasc))
                .collect(),
            from: history.last,
            stock: stock.into_values().collect(),
            beginnings: beginnings(history),
        }
    }

    /// Children in care at the start.
    pub fn children(&self) -> usize {
        self.stock.iter().map(Vec::len).sum()
    }
}

/// How a simulation is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Month ends ahead.
    pub months: usize,
    /// Replications.
    pub replications: usize,
    /// Seed.
    pub seed: u64,
}

/// Fewest replications that ranges are told of: of fewer, the lowest and the highest would stand for 90 in a hundred.
pub const FEWEST_FUTURES: usize = 20;

impl Settings {
    /// Whether there are enough replications to tell ranges, percentiles and shares of futures.
    pub const fn has_ranges(self) -> bool {
        self.replications >= FEWEST_FUTURES
    }
}

/// What all replications came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Samples {
    /// Month ends.
    pub months: Vec<Date>,
    /// Of each replication: a figure for each month and series, the series running fastest.
    pub counts: Vec<Vec<u32>>,
}

impl Samples {
    /// The figures of a series at a month end, in order of replication.
    pub fn of(&self, month: usize, series: usize) -> Vec<u32> {
        let at = month * SERIES + series;
        self.counts.iter().map(|counts| counts[at]).collect()
    }

    /// The children of some states at a month end, in order of replication.
    pub fn of_states(&self, month: usize, states: impl IntoIterator<Item = State>) -> Vec<u32> {
        let mut sums = vec![0; self.counts.len()];
        for state in states {
            let of_state = self.of(month, Series::state(state).at());
            sums.iter_mut().zip(of_state).for_each(|(sum, n)| *sum += n);
        }
        sums
    }
}

/// Month ends after a day.
pub fn month_ends(from: Date, months: usize) -> Vec<Date> {
    let next = |day: &Date| day.tomorrow().ok().map(|day| day.last_of_month());
    std::iter::successors(next(&from), next)
        .take(months)
        .collect()
}

/// Runs every replication.
pub fn run(model: &Model, settings: Settings) -> Samples {
    run_watched(model, settings, &|| {})
}

/// Runs every replication, and says of each that it is done.
pub fn run_watched(model: &Model, settings: Settings, done: &(dyn Fn() + Sync)) -> Samples {
    let months = month_ends(model.from, settings.months);
    let ends: Vec<f64> = months
        .iter()
        .map(|day| f64::from(day_number(*day)))
        .collect();
    let replications = (0..settings.replications as u64).into_par_iter();
    Samples {
        counts: replications
            .map(|replication| {
                let counts = replicate(model, &months, &ends, (settings.seed, replication));
                done();
                counts
            })
            .collect(),
        months,
    }
}

/// Kinds of streams of random numbers.
#[derive(Debug, Clone, Copy)]
pub(in crate::forecast) enum Kind {
    Parameters,
    /// When groups come, and which; the position is the month and the stream of arrivals.
    Arrivals,
    /// Lives of children in care at the start; the position is the child and the cause.
    Present,
    /// Lives of children who come; the position is the month, the group and member, and the cause.
    Coming,
    /// Homes: the position is the home and the cause.
    Homes,
    /// What a scenario adds; the position is the month and the change.
    Added,
    /// Rates of arrivals, and those of homes after them; the position is the stream.
    Years,
}

pub(in crate::forecast) fn keyed((seed, replication): (u64, u64), kind: Kind) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&replication.to_le_bytes());
    key[16] = kind as u8;
    ChaCha8Rng::from_seed(key)
}

/// Rates of arrivals of one replication, by stream. Each has random numbers of its own, which it draws year after year, so
/// that more years leave those before alone.
pub(in crate::forecast) fn drawn_rates(
    model: &Model,
    months: usize,
    key: (u64, u64),
) -> Vec<DrawnRate> {
    let years = months / 12 + 1;
    let rate = |(stream, arrivals): (usize, &Arrivals)| {
        let mut rng = keyed(key, Kind::Years);
        rng.set_stream(stream as u64);
        arrivals.draw(years, &mut rng)
    };
    model.streams.iter().enumerate().map(rate).collect()
}

fn replicate(model: &Model, months: &[Date], ends: &[f64], key: (u64, u64)) -> Vec<u32> {
    let rates = model.hazards.draw(&mut keyed(key, Kind::Parameters));
    let mut counts = Counts::new(ends);
    let start = f64::from(day_number(model.from));
    let present = keyed(key, Kind::Present);
    for family in &model.stock {
        let member = |&(number, life, state): &(u64, Life, State)| Member {
            life,
            state,
            from: start,
            clocks: Clocks::of(&present, number),
        };
        let members = family.iter().map(member).collect();
        carry_family(members, &rates, &model.together, &mut counts);
    }
    let drawn = drawn_rates(model, months.len(), key);
    for (stream, rate) in drawn.iter().enumerate() {
        let mut begun = start;
        for month in 0..ends.len() {
            arrive(
                model,
                (months, ends),
                (month, begun),
                (stream, rate),
                (key, &rates),
                &mut counts,
            );
            begun = ends[month];
        }
    }
    counts.counts
}

/// Groups of one stream who come in a month, carried to the end.
fn arrive(
    model: &Model,
    (months, ends): (&[Date], &[f64]),
    (month, begun): (usize, f64),
    (stream, rate): (usize, &DrawnRate),
    (key, rates): ((u64, u64), &Rates),
    counts: &mut Counts<'_>,
) {
    let (arrivals, end) = (&model.streams[stream], ends[month]);
    let start = f64::from(day_number(model.from));
    let mut rng = keyed(key, Kind::Arrivals);
    let position = (month * model.streams.len() + stream) as u64;
    rng.set_stream(position);
    let middle = ((begun + end) / 2.0 - start) / YEAR;
    let season = arrivals
        .season
        .map_or(1.0, |s| s[months[month].month() as usize - 1]);
    let mean = rate.at(middle) * arrivals.groups_in_a_part() * season * (end - begun) / YEAR;
    let groups = Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(&mut rng));
    let coming = keyed(key, Kind::Coming);
    for group in 0..groups as u64 {
        let (when, which): (f64, f64) = (
            StandardUniform.sample(&mut rng),
            StandardUniform.sample(&mut rng),
        );
        let day = begun + 1.0 + (when * (end - begun)).floor();
        let members = arrivals.group(which).members.iter().enumerate();
        let members = members.map(|(member, (spell, after))| {
            let (life, state) = model.beginnings[*spell];
            let from = day + f64::from(*after);
            let number = (position << 32) | (group << 8) | member as u64;
            Member {
                life: life.later(from - life.start),
                state,
                from,
                clocks: Clocks::of(&coming, number),
            }
        });
        let members: Vec<Member> = members.collect();
        for member in &members {
            counts.entry(member.from, &member.life, member.state);
        }
        carry_family(members, rates, &model.together, counts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::{Spell, Stay, birthdays};

    #[test]
    fn month_ends_follow_the_calendar() {
        let of = |day: &str| {
            let ends = month_ends(day.parse().unwrap(), 2);
            ends.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(of("2024-01-31"), ["2024-02-29", "2024-03-31"]);
        assert_eq!(of("2024-01-30"), ["2024-01-31", "2024-02-29"]);
    }

    #[test]
    fn streams_of_different_keys_differ_and_of_one_key_agree() {
        use rand_chacha::rand_core::Rng;
        let of = |key, kind, at| {
            let mut rng = keyed(key, kind);
            rng.set_stream(at);
            rng.next_u64()
        };
        let one = of((1, 2), Kind::Present, 3);
        assert_eq!(one, of((1, 2), Kind::Present, 3));
        for other in [
            of((2, 2), Kind::Present, 3),
            of((1, 3), Kind::Present, 3),
            of((1, 2), Kind::Coming, 3),
            of((1, 2), Kind::Present, 4),
        ] {
            assert_ne!(one, other);
        }
    }

    /// A council to which two children come together each month, and stay.
    fn pairs() -> Model {
        let first = Date::constant(2018, 4, 1);
        let begin = day_number(first);
        let spells = (0..120).map(|at| Spell {
            child: at,
            birthdays: birthdays(Date::constant(2017, 1, 1)),
            uasc: false,
            need: None,
            start: begin + 30 * (at as i32 / 2),
            cut_off: None,
            end: None,
            stays: vec![Stay {
                state: State::OwnFoster,
                start: begin + 30 * (at as i32 / 2),
            }],
            group: at / 2,
        });
        Model::of(&History {
            first,
            last: Date::constant(2023, 3, 31),
            spells: spells.collect(),
            episodes: 120,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 0,
            little: None,
        })
    }

    fn entries(model: &Model) -> Vec<u32> {
        let settings = Settings {
            months: 12,
            replications: 200,
            seed: 1,
        };
        let samples = run(model, settings);
        let month = |m| samples.of(m, Series::Entries.at()).iter().sum();
        (0..12).map(month).collect()
    }

    #[test]
    fn a_season_is_that_of_the_months_ahead() {
        let mut model = pairs();
        let mut season = [0.0; 12];
        season[6] = 4.0;
        model.streams[0].season = Some(season);
        let entries = entries(&model);
        // The first month ahead is April, so that July is the fourth.
        assert!(entries[3] > 500, "{entries:?}");
        assert_eq!(entries.iter().sum::<u32>(), entries[3]);
    }

    #[test]
    fn brothers_and_sisters_come_so_many_days_after_the_first() {
        let mut model = pairs();
        let together: u32 = entries(&model).iter().sum();
        assert!((4000..5600).contains(&together), "{together}");
        for group in &mut model.streams[0].groups {
            group.members[1].1 = 4000;
        }
        assert_eq!(entries(&model).iter().sum::<u32>() * 2, together);
    }
}
