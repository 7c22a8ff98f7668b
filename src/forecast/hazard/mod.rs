//! How fast children leave care and move within it: hazards that depend on age, on how long the child has been in care
//! or in the placement, and on where she is.
//!
//! Hazards are constant within a cell: events over person-days. A cell with little in it says little, so each is shrunk to
//! the product of its margins (`pooled`); where a move leads is shrunk the same way (`destination`). What is not known is
//! drawn anew in every replication, so that ranges carry it.

mod destination;
mod gamma;
mod life;
mod pooled;
mod together;

pub use gamma::ln_gamma;
pub use life::{DURATIONS, Life, Piece, TENURES};
pub use pooled::{Pooled, Prior, Table};
pub use together::{Beside, Share, Together, is_one_home};

use rand_chacha::ChaCha8Rng;

use super::history::{BANDS, Exit, History, Spell, State};
use super::national;
use destination::Destinations;
use life::LAST_DURATION;

const STATES: usize = State::ALL.len();

/// Where a cell of leaving is in its table.
pub const fn leaving_cell(band: usize, duration: usize, state: State) -> usize {
    (band * DURATIONS + duration) * STATES + state as usize
}

/// Where a cell of moving is in its table.
pub const fn moving_cell(band: usize, tenure: usize, state: State) -> usize {
    (band * TENURES + tenure) * STATES + state as usize
}

/// Hazards as the history tells them, with what is not known of them.
#[derive(Debug, Clone)]
pub struct Hazards {
    /// Leaving, by reason in the order of [`Exit::ALL`] without the last.
    pub leaving: [Pooled; Exit::CAUSES],
    /// Moving to another placement.
    pub moving: Pooled,
    to: Destinations,
}

/// Hazards of one replication, per day.
#[derive(Debug, Clone)]
pub struct Rates {
    /// By cell of leaving and reason.
    pub leaving: Vec<[f64; Exit::CAUSES]>,
    /// By cell of leaving, all reasons.
    pub leaving_any: Vec<f64>,
    /// By cell of moving.
    pub moving: Vec<f64>,
    /// By band and state: cumulative probabilities of the state that a move leads to.
    pub to: Vec<[f64; STATES]>,
}

impl Rates {
    /// Hazards of leaving at a time, by reason.
    pub fn leaving_at(&self, piece: &Piece, state: State) -> &[f64; Exit::CAUSES] {
        &self.leaving[leaving_cell(piece.band, piece.duration, state)]
    }

    /// Hazard of moving at a time.
    pub fn moving_at(&self, piece: &Piece, state: State) -> f64 {
        self.moving[moving_cell(piece.band, piece.tenure, state)]
    }

    /// Where a move leads, by a number from 0 to 1.
    pub fn destination(&self, piece: &Piece, state: State, unit: f64) -> State {
        let to = &self.to[piece.band * STATES + state as usize];
        State::ALL[to.partition_point(|sum| *sum <= unit).min(STATES - 1)]
    }
}

impl Hazards {
    /// Estimates the hazards of a history. Time before its first day counts for nothing, but a child known then has been in
    /// care for as long as is known (left truncation); what is open on its last day is censored. Where a spell's first rows
    /// are cut off, how long it has been is known only if it has not ended; to count those alone would make leaving look slow,
    /// so that such a spell counts for leaving only from when it must be in the last band of duration, whenever it began.
    pub fn of(history: &History) -> Self {
        let leaving = [BANDS, DURATIONS, STATES];
        let mut causes: [Table; Exit::CAUSES] = std::array::from_fn(|_| Table::new(leaving));
        let mut moves = Table::new([BANDS, TENURES, STATES]);
        let mut to = Destinations::default();
        let (first, last) = (history.first_number(), history.last_number());
        for spell in &history.spells {
            for at in 0..spell.stays.len() {
                of_stay(spell, at, (first, last), &mut causes, &mut moves, &mut to);
            }
        }
        if history.little.is_some() {
            return Self::toward_england(causes, moves, to);
        }
        to.settle();
        Self {
            leaving: causes.map(Pooled::of),
            moving: Pooled::of(moves),
            to,
        }
    }

    fn toward_england(causes: [Table; Exit::CAUSES], moves: Table, mut to: Destinations) -> Self {
        to.settle_toward(&national::destinations(), national::DESTINATION_MOVES);
        let mut of = Exit::ALL.into_iter();
        let leaving = causes.map(|table| {
            let rate = national::leaving(of.next().unwrap_or(Exit::Other));
            let cells = 0..table.days.len();
            let rates: Vec<f64> = cells
                .map(|cell| rate(cell / (DURATIONS * STATES), State::ALL[cell % STATES]))
                .collect();
            let prior = Prior {
                rates: &rates,
                whole: national::SHAPE_CAUSE,
                level: national::LEVEL_EVENTS,
            };
            Pooled::toward(table, prior)
        });
        let cells = 0..moves.days.len();
        let rates: Vec<f64> = cells
            .map(|cell| national::moving(State::ALL[cell % STATES]))
            .collect();
        let prior = Prior {
            rates: &rates,
            whole: national::SHAPE_MOVES,
            level: national::LEVEL_EVENTS,
        };
        Self {
            leaving,
            moving: Pooled::toward(moves, prior),
            to,
        }
    }

    /// One draw of all that is not known.
    pub fn draw(&self, rng: &mut ChaCha8Rng) -> Rates {
        let drawn = self.leaving.each_ref().map(|pooled| pooled.draw(rng));
        let cells = 0..drawn[0].len();
        let leaving: Vec<[f64; Exit::CAUSES]> = cells
            .map(|cell| std::array::from_fn(|cause| drawn[cause][cell]))
            .collect();
        Rates {
            leaving_any: leaving.iter().map(|causes| causes.iter().sum()).collect(),
            leaving,
            moving: self.moving.draw(rng),
            to: self.to.draw(rng),
        }
    }
}

/// Adds the person-days of one placement, and how it ended.
fn of_stay(
    spell: &Spell,
    at: usize,
    (first, last): (i32, i32),
    causes: &mut [Table; Exit::CAUSES],
    moves: &mut Table,
    to: &mut Destinations,
) {
    let stay = spell.stays[at];
    let next = spell.stays.get(at + 1);
    let left = spell.end.filter(|_| next.is_none());
    let ends = next.map(|next| next.start).or(left.map(|(day, _)| day));
    let stop = ends.unwrap_or(last).min(last).min(spell.birthdays[5]);
    let begin = if at == 0 { spell.start } else { stay.start };
    if stop < first || stop < begin {
        return;
    }
    let life = Life::of(spell, f64::from(stay.start));
    let mut time = f64::from(begin.max(first));
    let sure = spell
        .cut_off
        .map_or(time, |row| f64::from(row) + LAST_DURATION);
    let mut piece = life.piece(time);
    while time < f64::from(stop) {
        piece = life.piece(time);
        let until = piece.until.min(f64::from(stop));
        let of_duration = (until - time.max(sure)).max(0.0);
        for table in causes.iter_mut() {
            table.days[leaving_cell(piece.band, piece.duration, stay.state)] += of_duration;
        }
        moves.days[moving_cell(piece.band, piece.tenure, stay.state)] += until - time;
        time = until;
    }
    if ends.is_none_or(|end| end > last) {
        return;
    }
    if let Some(next) = next {
        moves.events[moving_cell(piece.band, piece.tenure, stay.state)] += 1.0;
        to.add(piece.band, stay.state, next.state);
    } else if let Some((_, exit)) = left
        && exit != Exit::Eighteen
        && f64::from(stop) > sure
    {
        causes[exit as usize].events[leaving_cell(piece.band, piece.duration, stay.state)] += 1.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::number;
    use crate::forecast::history::{Stay, birthdays};
    use crate::model::Date;

    /// A spell in one placement that began before the data, whose first rows are cut off.
    fn cut_off(start: i32, row: i32, end: i32) -> Spell {
        Spell {
            child: 0,
            birthdays: birthdays(Date::constant(2010, 1, 1)),
            uasc: false,
            need: None,
            start,
            cut_off: Some(row),
            end: Some((end, Exit::Home)),
            stays: vec![Stay {
                state: State::OwnFoster,
                start: row,
            }],
            group: 0,
        }
    }

    #[test]
    fn a_spell_that_is_cut_off_counts_for_leaving_once_it_must_be_long() {
        let first = number("2018-04-01");
        let history = |spell| History {
            first: Date::constant(2018, 4, 1),
            last: Date::constant(2024, 3, 31),
            spells: vec![spell],
            episodes: 1,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 1,
            little: None,
        };
        let counted = |spell| {
            let hazards = Hazards::of(&history(spell));
            let home = &hazards.leaving[0].table;
            let sum = |figures: &[f64]| figures.iter().sum::<f64>();
            let last: f64 = (0..BANDS)
                .map(|band| home.days[leaving_cell(band, DURATIONS - 1, State::OwnFoster)])
                .sum();
            assert_eq!(last, sum(&home.days));
            (last, sum(&home.events), sum(&hazards.moving.table.days))
        };
        // The row is 61 days old when the data begin: 1,400 days later every beginning is 1,461 days ago or more.
        let row = first - 61;
        assert_eq!(
            counted(cut_off(row, row, first + 1500)),
            (100.0, 1.0, 1500.0)
        );
        assert_eq!(counted(cut_off(row, row, first + 1400)), (0.0, 0.0, 1400.0));
        // That the beginning is known makes no difference: it would not be, had she left.
        let known = cut_off(first - 1000, row, first + 1500);
        assert_eq!(counted(known), (100.0, 1.0, 1500.0));
    }

    #[test]
    fn person_days_and_events_fall_into_their_cells() {
        let start = number("2018-04-01");
        let spell = Spell {
            child: 0,
            birthdays: birthdays(Date::constant(2008, 4, 11)),
            uasc: false,
            need: None,
            start: start - 20,
            cut_off: None,
            end: Some((start + 130, Exit::Home)),
            stays: vec![
                Stay {
                    state: State::OwnFoster,
                    start: start - 20,
                },
                Stay {
                    state: State::Connected,
                    start: start + 30,
                },
            ],
            group: 0,
        };
        let history = History {
            first: Date::constant(2018, 4, 1),
            last: Date::constant(2020, 3, 31),
            spells: vec![spell],
            episodes: 2,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 0,
            little: None,
        };
        let hazards = Hazards::of(&history);
        let home = &hazards.leaving[Exit::Home as usize].table;
        let leaving = |band, duration, state| home.days[leaving_cell(band, duration, state)];
        // In care for 20 days when the data begin: 8 days of the first band; ten years old after 10.
        assert_eq!(leaving(2, 0, State::OwnFoster), 8.0);
        assert_eq!(leaving(2, 1, State::OwnFoster), 2.0);
        assert_eq!(leaving(3, 1, State::OwnFoster), 20.0);
        // 91 days in care on day 71, and gone on day 130 in the third band.
        assert_eq!(leaving(3, 1, State::Connected), 41.0);
        assert_eq!(leaving(3, 2, State::Connected), 59.0);
        assert_eq!(home.events[leaving_cell(3, 2, State::Connected)], 1.0);
        assert_eq!(home.days.iter().sum::<f64>(), 130.0);
        let moving = &hazards.moving.table;
        assert_eq!(moving.events[moving_cell(3, 1, State::OwnFoster)], 1.0);
        // The new placement's days begin again.
        assert_eq!(moving.days[moving_cell(3, 0, State::Connected)], 28.0);
        assert_eq!(moving.days[moving_cell(3, 1, State::Connected)], 63.0);
        assert_eq!(moving.days[moving_cell(3, 2, State::Connected)], 9.0);
    }
}
