//! The states of the method: an age bin and a category of placement, or having left care.

use std::fmt;
use std::ops::{Index, IndexMut};

/// An age bin, in order of label, as the tables of the method have them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AgeBin {
    /// From the first birthday.
    From1,
    /// From the tenth birthday.
    From10,
    /// From the sixteenth birthday to the thirtieth: the method lets nobody leave for being 18.
    From16,
    /// From the fifth birthday.
    From5,
    /// From a year before birth.
    FromBirth,
}

/// Ages in years at which a child leaves one bin for another, or the last for none.
pub const BOUNDARIES: [i16; 5] = [1, 5, 10, 16, 30];

impl AgeBin {
    /// Every bin, in order of label.
    pub const ALL: [Self; 5] = [
        Self::From1,
        Self::From10,
        Self::From16,
        Self::From5,
        Self::FromBirth,
    ];

    /// The bin of an age in years; `None` below -1 and from 30.
    pub fn of(age: f64) -> Option<Self> {
        match age {
            age if age < -1.0 => None,
            age if age < 1.0 => Some(Self::FromBirth),
            age if age < 5.0 => Some(Self::From1),
            age if age < 10.0 => Some(Self::From5),
            age if age < 16.0 => Some(Self::From10),
            age if age < 30.0 => Some(Self::From16),
            _ => None,
        }
    }

    /// The method's own label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::From1 => "1 to 5",
            Self::From10 => "10 to 16",
            Self::From16 => "16 to 18+",
            Self::From5 => "5 to 10",
            Self::FromBirth => "Birth to 1",
        }
    }
}

/// A category of placement, in order of label.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Category {
    /// Foster homes, of relatives and friends as well.
    Fostering,
    /// Out of care.
    NotInCare,
    /// Everything else.
    Other,
    /// Children's homes and schools.
    Residential,
    /// Supported accommodation and living.
    Supported,
}

impl Category {
    /// Every category, in order of label.
    pub const ALL: [Self; 5] = [
        Self::Fostering,
        Self::NotInCare,
        Self::Other,
        Self::Residential,
        Self::Supported,
    ];

    /// The category of a placement code as it was returned.
    pub fn of(place: Option<&str>) -> Self {
        match place {
            Some("U1" | "U2" | "U3" | "U4" | "U5" | "U6") => Self::Fostering,
            Some("K2" | "R1" | "P3" | "S1") => Self::Residential,
            Some("H5" | "K3" | "P2") => Self::Supported,
            _ => Self::Other,
        }
    }

    /// The method's own label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Fostering => "Fostering",
            Self::NotInCare => "Not in care",
            Self::Other => "Other",
            Self::Residential => "Residential",
            Self::Supported => "Supported",
        }
    }
}

/// A state of a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct State {
    /// Age bin.
    pub age: AgeBin,
    /// Category of placement.
    pub category: Category,
}

/// How many states there can be.
const STATES: usize = AgeBin::ALL.len() * Category::ALL.len();

impl State {
    /// Every state that there can be, in order of label.
    pub fn all() -> impl Iterator<Item = Self> {
        let of_bin = |age| (Category::ALL.into_iter()).map(move |category| Self { age, category });
        AgeBin::ALL.into_iter().flat_map(of_bin)
    }

    const fn at(self) -> usize {
        self.age as usize * Category::ALL.len() + self.category as usize
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} - {}", self.age.label(), self.category.label())
    }
}

/// A figure for each state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PerState<T>([T; STATES]);

impl<T> Index<State> for PerState<T> {
    type Output = T;

    fn index(&self, state: State) -> &T {
        &self.0[state.at()]
    }
}

impl<T> IndexMut<State> for PerState<T> {
    fn index_mut(&mut self, state: State) -> &mut T {
        &mut self.0[state.at()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_stand_in_order_of_label_and_each_has_a_place_of_its_own() {
        let labels: Vec<String> = State::all().map(|state| state.to_string()).collect();
        assert!(labels.is_sorted(), "{labels:?}");
        let places: Vec<usize> = State::all().map(State::at).collect();
        assert_eq!(places, (0..STATES).collect::<Vec<_>>());
    }

    #[test]
    fn bins_begin_on_the_birthday_and_end_before_the_next() {
        let of = |age| AgeBin::of(age).map(AgeBin::label);
        assert_eq!(of(-1.01), None);
        assert_eq!(of(-1.0), Some("Birth to 1"));
        assert_eq!(of(0.99), Some("Birth to 1"));
        for (age, label) in [(1.0, "1 to 5"), (5.0, "5 to 10"), (10.0, "10 to 16")] {
            assert_eq!(of(age), Some(label));
        }
        assert_eq!(
            (of(16.0), of(29.9), of(30.0)),
            (Some("16 to 18+"), Some("16 to 18+"), None)
        );
    }

    #[test]
    fn codes_have_the_categories_of_the_method() {
        for (code, category) in [
            ("U3", Category::Fostering),
            ("K2", Category::Residential),
            ("S1", Category::Residential),
            ("K3", Category::Supported),
            ("K1", Category::Other),
            ("P1", Category::Other),
            ("R2", Category::Other),
            ("A5", Category::Other),
            ("u4", Category::Other),
        ] {
            assert_eq!(Category::of(Some(code)), category, "{code}");
        }
        assert_eq!(Category::of(None), Category::Other);
    }
}
