//! What is counted at every month end.

use crate::forecast::history::{AGE_NAMES, Exit, State};
use crate::model::NeedCode;

/// How many series there are.
pub const SERIES: usize = TO + State::ALL.len();
/// Needs that are told apart: the codes, and none.
const NEEDS: usize = NeedCode::ALL.len() + 1;
/// Parts that children are told apart in.
const SEGMENTS: usize = State::ALL.len() + AGE_NAMES.len() + 2 + NEEDS;
/// Where the entries of segments, the exits, and the moves by where they lead begin.
const ENTRIES: usize = SEGMENTS + 2;
const EXITS: usize = ENTRIES + SEGMENTS;
const TO: usize = EXITS + Exit::ALL.len() + 2;

/// A part of the children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Segment {
    /// Where they are.
    State(State),
    /// Age band.
    Age(usize),
    /// Unaccompanied children, or all others.
    Uasc(bool),
    /// Category of need (CIN), as first recorded in the period of care; `None` where it is not.
    Need(Option<NeedCode>),
}

/// A series: a number of children at each month end, or of events in each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Children in care.
    Total,
    /// Children in care, by where they are, how old and why.
    In(Segment),
    /// Children who came into care in the month.
    Entries,
    /// The same by where they went first, how old they were and why they came.
    EntriesOf(Segment),
    /// Children who left in the month, by reason.
    Exits(Exit),
    /// Children who left in the month.
    AllExits,
    /// Moves from one placement to another in the month.
    Moves,
    /// The same by where they led.
    MovesTo(State),
}

impl Segment {
    /// Every part, in order of position.
    pub fn all() -> impl Iterator<Item = Self> {
        let needs = NeedCode::ALL.iter().map(|need| Some(*need));
        (State::ALL.into_iter().map(Self::State))
            .chain((0..AGE_NAMES.len()).map(Self::Age))
            .chain([true, false].map(Self::Uasc))
            .chain(needs.chain([None]).map(Self::Need))
    }

    const fn at(self) -> usize {
        let ages = State::ALL.len();
        let needs = ages + AGE_NAMES.len() + 2;
        match self {
            Self::State(state) => state as usize,
            Self::Age(band) => ages + band,
            Self::Uasc(true) => needs - 2,
            Self::Uasc(false) => needs - 1,
            Self::Need(Some(need)) => needs + need as usize,
            Self::Need(None) => needs + NEEDS - 1,
        }
    }

    /// What it tells apart by, in tables.
    pub const fn dimension(self) -> &'static str {
        match self {
            Self::State(_) => "state",
            Self::Age(_) => "age",
            Self::Uasc(_) => "uasc",
            Self::Need(_) => "need",
        }
    }

    /// Its name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::State(state) => state.name(),
            Self::Age(band) => AGE_NAMES[band],
            Self::Uasc(true) => "yes",
            Self::Uasc(false) => "no",
            Self::Need(Some(need)) => need.code(),
            Self::Need(None) => "not_recorded",
        }
    }
}

impl Series {
    /// Every series, in order of position.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Total)
            .chain(Segment::all().map(Self::In))
            .chain([Self::Entries])
            .chain(Segment::all().map(Self::EntriesOf))
            .chain(Exit::ALL.map(Self::Exits))
            .chain([Self::AllExits, Self::Moves])
            .chain(State::ALL.map(Self::MovesTo))
    }

    /// Children in care who are somewhere.
    pub const fn state(state: State) -> Self {
        Self::In(Segment::State(state))
    }

    /// Where its figures are.
    pub const fn at(self) -> usize {
        match self {
            Self::Total => 0,
            Self::In(segment) => 1 + segment.at(),
            Self::Entries => ENTRIES - 1,
            Self::EntriesOf(segment) => ENTRIES + segment.at(),
            Self::Exits(exit) => EXITS + exit as usize,
            Self::AllExits => TO - 2,
            Self::Moves => TO - 1,
            Self::MovesTo(state) => TO + state as usize,
        }
    }

    /// What it is a number of, in tables.
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Total | Self::In(_) => "children",
            Self::Entries | Self::EntriesOf(_) => "entries",
            Self::Exits(_) | Self::AllExits => "exits",
            Self::Moves | Self::MovesTo(_) => "moves",
        }
    }

    /// What it is told apart by, in tables.
    pub const fn dimension(self) -> &'static str {
        match self {
            Self::Total | Self::Entries | Self::AllExits | Self::Moves => "all",
            Self::In(segment) => segment.dimension(),
            Self::EntriesOf(Segment::State(_)) => "first_state",
            Self::EntriesOf(segment) => segment.dimension(),
            Self::Exits(_) => "reason",
            Self::MovesTo(_) => "to_state",
        }
    }

    /// Its segment, in tables.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Total | Self::Entries | Self::AllExits | Self::Moves => "all",
            Self::In(segment) | Self::EntriesOf(segment) => segment.name(),
            Self::Exits(exit) => exit.name(),
            Self::MovesTo(state) => state.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_series_has_a_position_of_its_own_in_order() {
        let at: Vec<usize> = Series::all().map(Series::at).collect();
        assert_eq!(at, (0..SERIES).collect::<Vec<_>>());
    }
}
