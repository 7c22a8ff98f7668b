//! One child carried forward.

use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Exp1, StandardUniform};

use super::series::{SERIES, Segment, Series};
use crate::forecast::hazard::{Life, Rates, leaving_cell, moving_cell};
use crate::forecast::history::{Exit, State};

/// The random numbers of one child's life: leaving and moving have a stream each.
#[derive(Debug, Clone)]
pub struct Clocks {
    /// When and how she leaves.
    pub leaving: ChaCha8Rng,
    /// When and where she moves.
    pub moving: ChaCha8Rng,
}

impl Clocks {
    /// The streams of a child under a key.
    pub fn of(keyed: &ChaCha8Rng, number: u64) -> Self {
        let at = |cause| {
            let mut rng = keyed.clone();
            rng.set_stream(number << 1 | cause);
            rng
        };
        Self {
            leaving: at(0),
            moving: at(1),
        }
    }
}

/// Figures by month end and series.
pub struct Counts<'a> {
    ends: &'a [f64],
    /// The figures, the series running fastest.
    pub counts: Vec<u32>,
}

impl<'a> Counts<'a> {
    /// Nothing counted yet.
    pub fn new(ends: &'a [f64]) -> Self {
        Self {
            ends,
            counts: vec![0; ends.len() * SERIES],
        }
    }

    /// The last month end.
    pub fn horizon(&self) -> f64 {
        self.ends.last().copied().unwrap_or(0.0)
    }

    /// The month of a time: the first whose end is not before it.
    fn month(&self, time: f64) -> usize {
        self.ends.partition_point(|end| *end < time)
    }

    /// Counts an event in its month.
    pub fn event(&mut self, time: f64, series: Series) {
        let at = self.month(time) * SERIES + series.at();
        if let Some(count) = self.counts.get_mut(at) {
            *count += 1;
        }
    }

    /// A child comes into care.
    pub fn entry(&mut self, time: f64, life: &Life, state: State) {
        self.event(time, Series::Entries);
        for segment in segments(life, state, time) {
            self.event(time, Series::EntriesOf(segment));
        }
    }

    /// A child moves.
    pub fn moves(&mut self, time: f64, to: State) {
        self.event(time, Series::Moves);
        self.event(time, Series::MovesTo(to));
    }

    /// A child is in a state at every month end from one time until just before another.
    pub fn present(&mut self, life: &Life, state: State, from: f64, until: f64) {
        for month in self.month(from)..self.ends.len() {
            let end = self.ends[month];
            if end >= until {
                return;
            }
            self.counts[month * SERIES + Series::Total.at()] += 1;
            for segment in segments(life, state, end) {
                self.counts[month * SERIES + Series::In(segment).at()] += 1;
            }
        }
    }
}

/// The parts that a child is of at a time.
fn segments(life: &Life, state: State, time: f64) -> [Segment; 4] {
    [
        Segment::State(state),
        Segment::Age(life.age_band(time)),
        Segment::Uasc(life.uasc),
        Segment::Need(life.need),
    ]
}

/// Carries a child from a time to the end of care or of the forecast. The hazards are constant within a piece, so the time
/// of the next event is an exponential draw laid over the pieces: each uses up its hazard until nothing is left.
pub fn carry(
    mut life: Life,
    mut state: State,
    from: f64,
    mut clocks: Clocks,
    rates: &Rates,
    counts: &mut Counts<'_>,
) {
    let horizon = counts.horizon();
    let (mut time, mut since) = (from, from);
    let mut to_leave: f64 = Exp1.sample(&mut clocks.leaving);
    let mut to_move: f64 = Exp1.sample(&mut clocks.moving);
    while time <= horizon {
        if time >= life.eighteen() {
            counts.present(&life, state, since, life.eighteen());
            return left(time, Exit::Eighteen, counts);
        }
        let piece = life.piece(time);
        let cell = leaving_cell(piece.band, piece.duration, state);
        let leaving = rates.leaving_any[cell];
        let moving = rates.moving[moving_cell(piece.band, piece.tenure, state)];
        let length = piece.until - time;
        // Nothing is left of a clock after so many days; never, where the hazard is nothing.
        let (leaves, moves) = (to_leave / leaving, to_move / moving);
        if leaves <= moves && leaves < length {
            time += leaves;
            counts.present(&life, state, since, time);
            let exit = cause(&rates.leaving[cell], &mut clocks.leaving);
            return left(time, exit, counts);
        }
        if moves < length {
            time += moves;
            counts.present(&life, state, since, time);
            let unit: f64 = StandardUniform.sample(&mut clocks.moving);
            state = rates.destination(&piece, state, unit);
            counts.moves(time, state);
            (since, life.stay) = (time, time);
            to_leave -= leaving * moves;
            to_move = Exp1.sample(&mut clocks.moving);
        } else {
            to_leave -= leaving * length;
            to_move -= moving * length;
            time = piece.until;
        }
    }
    // Past the last month end, which the child has therefore seen.
    counts.present(&life, state, since, time);
}

/// Counts a child who leaves care.
pub fn left(time: f64, exit: Exit, counts: &mut Counts<'_>) {
    counts.event(time, Series::AllExits);
    counts.event(time, Series::Exits(exit));
}

/// A reason, by the hazards of all.
pub fn cause(leaving: &[f64; Exit::CAUSES], rng: &mut ChaCha8Rng) -> Exit {
    let unit: f64 = StandardUniform.sample(rng);
    let mut left = unit * leaving.iter().sum::<f64>();
    for (at, hazard) in leaving.iter().enumerate() {
        left -= hazard;
        if left < 0.0 {
            return Exit::ALL[at];
        }
    }
    Exit::Other
}

#[cfg(test)]
pub mod testing {
    use super::*;
    use crate::forecast::hazard::{DURATIONS, TENURES};
    use crate::forecast::history::BANDS;
    use rand_chacha::rand_core::SeedableRng;

    const STATES: usize = State::ALL.len();

    /// Hazards that are the same everywhere; moves lead from anywhere to a children's home of others.
    pub fn rates(leaving: f64, moving: f64) -> Rates {
        let cells = BANDS * DURATIONS * STATES;
        let mut to = [0.0; STATES];
        to[State::ExternalHome as usize..].fill(1.0);
        Rates {
            leaving: vec![[0.0, leaving, 0.0, 0.0]; cells],
            leaving_any: vec![leaving; cells],
            moving: vec![moving; BANDS * TENURES * STATES],
            to: vec![to; BANDS * STATES],
        }
    }

    /// A child who is 10 on day 50, 16 on day 2000 and 18 on that day.
    pub fn life(eighteen: f64) -> Life {
        Life {
            birthdays: [-3000.0, -2700.0, -1500.0, 50.0, 2000.0, eighteen],
            uasc: false,
            need: None,
            start: 0.0,
            stay: 0.0,
        }
    }

    pub fn clocks(number: u64) -> Clocks {
        Clocks::of(&ChaCha8Rng::seed_from_u64(5), number)
    }
}

#[cfg(test)]
mod tests {
    use super::testing::{clocks, life, rates};
    use super::*;
    use crate::forecast::hazard::moving_cell;
    use crate::forecast::history::BANDS;

    #[test]
    fn the_eighteenth_birthday_ends_care_on_the_day() {
        let ends = [30.0, 61.0, 91.0];
        for (eighteen, months) in [(61.0, [1, 0, 0]), (62.0, [1, 1, 0]), (91.0, [1, 1, 0])] {
            let mut counts = Counts::new(&ends);
            carry(
                life(eighteen),
                State::OwnHome,
                0.0,
                clocks(1),
                &rates(0.0, 0.0),
                &mut counts,
            );
            let of = |series: Series| [0, 1, 2].map(|m| counts.counts[m * SERIES + series.at()]);
            assert_eq!(of(Series::Total), months, "{eighteen}");
            assert_eq!(of(Series::state(State::OwnHome)), months);
            // Ten on day 50: one month end before, the others after.
            assert_eq!(of(Series::In(Segment::Age(2))), [1, 0, 0]);
            assert_eq!(of(Series::In(Segment::Age(3))), [0, months[1], months[2]]);
            assert_eq!(of(Series::Exits(Exit::Eighteen)).iter().sum::<u32>(), 1);
        }
    }

    #[test]
    fn children_leave_and_move_at_their_hazards() {
        let ends = [100.0, 200.0];
        let mut counts = Counts::new(&ends);
        let number = 20_000;
        for child in 0..number {
            let rates = rates(0.002, 0.005);
            carry(
                life(9e9),
                State::OwnFoster,
                0.0,
                clocks(child),
                &rates,
                &mut counts,
            );
        }
        let share = |m: usize, series: Series| {
            f64::from(counts.counts[m * SERIES + series.at()]) / number as f64
        };
        // e^-0.2 and e^-0.4 are there still; of them e^-0.5 have not moved.
        assert!((share(0, Series::Total) - 0.8187).abs() < 0.01);
        assert!((share(1, Series::Total) - 0.6703).abs() < 0.01);
        assert!((share(0, Series::state(State::OwnFoster)) - 0.8187 * 0.6065).abs() < 0.01);
        assert!((share(0, Series::Exits(Exit::Guardianship)) - 0.1813).abs() < 0.01);
        // Moves within the state they lead to are moves as well: 0.005 * (1 - e^-0.2) / 0.002.
        assert!((share(0, Series::Moves) - 0.4532).abs() < 0.02);
        assert_eq!(
            share(0, Series::AllExits),
            share(0, Series::Exits(Exit::Guardianship))
        );
    }

    #[test]
    fn who_leaves_earlier_changes_nothing_for_where_others_move() {
        let ends = [1000.0];
        let moves = |leaving: f64| {
            let mut counts = Counts::new(&ends);
            carry(
                life(9e9),
                State::Other,
                0.0,
                clocks(9),
                &rates(leaving, 0.01),
                &mut counts,
            );
            counts.counts[Series::Moves.at()]
        };
        // The same clock of moves as long as the child is there.
        assert!(moves(0.0) >= moves(0.001));
    }

    #[test]
    fn a_move_begins_a_new_time_in_the_placement() {
        let ends = [365.0];
        let mut rates = rates(0.0, 0.0);
        // Moves are quick in the first four weeks, and there are none after.
        for band in 0..BANDS {
            for state in State::ALL {
                rates.moving[moving_cell(band, 0, state)] = 0.1;
            }
        }
        let mut counts = Counts::new(&ends);
        for child in 0..500 {
            let (life, clocks) = (life(9e9), clocks(child));
            carry(life, State::Other, 0.0, clocks, &rates, &mut counts);
        }
        // 1 - e^-2.8 of those who have moved move again: in a year about twelve times, and 2.8 without that.
        let moves = f64::from(counts.counts[Series::Moves.at()]) / 500.0;
        assert!((8.0..17.0).contains(&moves), "{moves}");
    }
}
