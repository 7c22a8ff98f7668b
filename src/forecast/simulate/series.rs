//! What is counted at every month end.

use crate::forecast::history::{AGE_NAMES, Exit, State};

/// How many series there are.
pub const SERIES: usize = 25;

/// A series: a number of children at each month end, or of events in each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Series {
    /// Children in care.
    Total,
    /// Children in care, by where they are.
    State(State),
    /// Children in care, by age band.
    Age(usize),
    /// Unaccompanied children in care, or all others.
    Uasc(bool),
    /// Children who came into care in the month.
    Entries,
    /// Children who left in the month, by reason.
    Exits(Exit),
    /// Children who left in the month.
    AllExits,
    /// Moves from one placement to another in the month.
    Moves,
}

impl Series {
    /// Every series, in order of position.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Total)
            .chain(State::ALL.map(Self::State))
            .chain((0..AGE_NAMES.len()).map(Self::Age))
            .chain([true, false].map(Self::Uasc))
            .chain([Self::Entries])
            .chain(Exit::ALL.map(Self::Exits))
            .chain([Self::AllExits, Self::Moves])
    }

    /// Where its figures are.
    pub const fn at(self) -> usize {
        match self {
            Self::Total => 0,
            Self::State(state) => 1 + state as usize,
            Self::Age(band) => 10 + band,
            Self::Uasc(true) => 15,
            Self::Uasc(false) => 16,
            Self::Entries => 17,
            Self::Exits(exit) => 18 + exit as usize,
            Self::AllExits => 23,
            Self::Moves => 24,
        }
    }

    /// What it is a number of, in tables.
    pub const fn measure(self) -> &'static str {
        match self {
            Self::Total | Self::State(_) | Self::Age(_) | Self::Uasc(_) => "children",
            Self::Entries => "entries",
            Self::Exits(_) | Self::AllExits => "exits",
            Self::Moves => "moves",
        }
    }

    /// What it is told apart by, in tables.
    pub const fn dimension(self) -> &'static str {
        match self {
            Self::Total | Self::Entries | Self::AllExits | Self::Moves => "all",
            Self::State(_) => "state",
            Self::Age(_) => "age",
            Self::Uasc(_) => "uasc",
            Self::Exits(_) => "reason",
        }
    }

    /// Its segment, in tables.
    pub const fn segment(self) -> &'static str {
        match self {
            Self::Total | Self::Entries | Self::AllExits | Self::Moves => "all",
            Self::State(state) => state.name(),
            Self::Age(band) => AGE_NAMES[band],
            Self::Uasc(true) => "yes",
            Self::Uasc(false) => "no",
            Self::Exits(exit) => exit.name(),
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
