//! Each child carried forward, day by exact day, many times.
//!
//! Random numbers are counter-based: a ChaCha stream is keyed by seed, replication and kind of stream, and positioned by
//! the child's number and the cause, so that the bytes are the same for any number of threads, and a change to one child's
//! fate leaves every other child's draws alone.

mod child;
mod series;

pub use series::{SERIES, Series};

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::SeedableRng;
use rand_distr::{Distribution, Poisson, StandardUniform};
use rayon::prelude::*;

use super::arrivals::{Arrivals, YEAR, beginnings};
use super::hazard::{Hazards, Life};
use super::history::{History, State, day_number};
use crate::model::Date;
pub(in crate::forecast) use child::{Clocks, cause};
use child::{Counts, carry};

/// What a simulation starts from: everything estimated, and the children in care.
#[derive(Debug, Clone)]
pub struct Model {
    /// How children leave and move.
    pub hazards: Hazards,
    /// How children come: unaccompanied children are the last stream.
    pub streams: Vec<Arrivals>,
    /// Day whose evening it starts from.
    pub from: Date,
    stock: Vec<(Life, State)>,
    /// Lives as they began, by number.
    pub(in crate::forecast) beginnings: Vec<(Life, State)>,
}

impl Model {
    /// Estimates a model from a history; it starts on the history's last day.
    pub fn of(history: &History) -> Self {
        let last = history.last_number();
        let stock = history.spells.iter().filter_map(|spell| {
            let stay = spell.stay_on(last)?;
            Some((Life::of(spell, f64::from(stay.start)), stay.state))
        });
        Self {
            hazards: Hazards::of(history),
            streams: [false, true]
                .into_iter()
                .filter_map(|uasc| Arrivals::of(history, uasc))
                .collect(),
            from: history.last,
            stock: stock.collect(),
            beginnings: beginnings(history),
        }
    }

    /// Children in care at the start.
    pub const fn children(&self) -> usize {
        self.stock.len()
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
    let months = month_ends(model.from, settings.months);
    let ends: Vec<f64> = months
        .iter()
        .map(|day| f64::from(day_number(*day)))
        .collect();
    let replications = (0..settings.replications as u64).into_par_iter();
    Samples {
        counts: replications
            .map(|replication| replicate(model, &months, &ends, (settings.seed, replication)))
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
}

pub(in crate::forecast) fn keyed((seed, replication): (u64, u64), kind: Kind) -> ChaCha8Rng {
    let mut key = [0; 32];
    key[..8].copy_from_slice(&seed.to_le_bytes());
    key[8..16].copy_from_slice(&replication.to_le_bytes());
    key[16] = kind as u8;
    ChaCha8Rng::from_seed(key)
}

fn replicate(model: &Model, months: &[Date], ends: &[f64], key: (u64, u64)) -> Vec<u32> {
    let mut drawing = keyed(key, Kind::Parameters);
    let rates = model.hazards.draw(&mut drawing);
    let mut counts = Counts::new(ends);
    let start = f64::from(day_number(model.from));
    let present = keyed(key, Kind::Present);
    for (number, (life, state)) in model.stock.iter().enumerate() {
        let clocks = Clocks::of(&present, number as u64);
        carry(*life, *state, start, clocks, &rates, &mut counts);
    }
    let (arriving, coming) = (keyed(key, Kind::Arrivals), keyed(key, Kind::Coming));
    for (stream, arrivals) in model.streams.iter().enumerate() {
        let rate = arrivals.draw(months.len() / 12 + 1, &mut drawing);
        let mut begun = start;
        for (month, end) in ends.iter().enumerate() {
            let mut rng = arriving.clone();
            let position = (month * model.streams.len() + stream) as u64;
            rng.set_stream(position);
            let middle = ((begun + end) / 2.0 - start) / YEAR;
            let season = arrivals
                .season
                .map_or(1.0, |s| s[months[month].month() as usize - 1]);
            let mean =
                rate.at(middle) * arrivals.groups_in_a_part() * season * (end - begun) / YEAR;
            let groups = Poisson::new(mean).map_or(0.0, |poisson| poisson.sample(&mut rng));
            for group in 0..groups as u64 {
                let (when, which): (f64, f64) = (
                    StandardUniform.sample(&mut rng),
                    StandardUniform.sample(&mut rng),
                );
                let day = begun + 1.0 + (when * (end - begun)).floor();
                let members = arrivals.group(which).members.iter();
                for (member, (spell, after)) in members.enumerate() {
                    let (life, state) = model.beginnings[*spell];
                    let begin = day + f64::from(*after);
                    let number = (position << 32) | (group << 8) | member as u64;
                    counts.entry(begin);
                    let life = life.later(begin - life.start);
                    carry(
                        life,
                        state,
                        begin,
                        Clocks::of(&coming, number),
                        &rates,
                        &mut counts,
                    );
                }
            }
            begun = *end;
        }
    }
    counts.counts
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
