//! The keys of a lever: what each takes.

use crate::forecast::history::State;
use crate::model::{CodeSet, HomeKind, Sector};
use crate::prospects::KINDS;

/// A key of a lever.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Name.
    pub name: &'static str,
    /// What it takes.
    pub takes: Takes,
    /// One sentence for people.
    pub about: &'static str,
}

/// What a key takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// A number, or an 80% interval.
    Number {
        /// What it counts.
        unit: &'static str,
        /// Lowest; what is drawn is not below it either.
        lowest: f64,
        /// Highest; what is drawn is not above it either.
        highest: f64,
        /// Whether it is whole.
        whole: bool,
    },
    /// One of a list of codes, each with its meaning.
    Code(fn() -> Vec<(&'static str, &'static str)>),
    /// Youngest and oldest age in years, inclusive.
    Ages,
    /// `true` or `false`.
    Flag,
    /// A day, or months after the start of the forecast.
    Moment,
    /// Code of a district of `areas.csv`.
    District {
        /// Whether it must be in the authority itself.
        own: bool,
    },
    /// A provider of `homes.csv`, by name or URN.
    Provider,
    /// ONS codes of authorities, or "adjoining" for all that adjoin.
    Authorities,
}

impl Takes {
    /// A whole number of things.
    pub const fn count(unit: &'static str, highest: u32) -> Self {
        Self::Number {
            unit,
            lowest: 0.0,
            highest: highest as f64,
            whole: true,
        }
    }

    /// A whole number of a range.
    pub const fn whole(unit: &'static str, lowest: u32, highest: u32) -> Self {
        Self::Number {
            unit,
            lowest: lowest as f64,
            highest: highest as f64,
            whole: true,
        }
    }

    /// A number of a range.
    pub const fn number(unit: &'static str, lowest: f64, highest: f64) -> Self {
        Self::Number {
            unit,
            lowest,
            highest,
            whole: false,
        }
    }

    /// What it takes, in words; `draws` says whether a number can be an interval.
    pub fn words(&self, draws: bool) -> String {
        match self {
            Self::Number {
                unit,
                lowest,
                highest,
                whole,
            } => {
                let number = if *whole { "a whole number" } else { "a number" };
                let of = if unit.is_empty() { "" } else { " of " };
                let range = format!("{number}{of}{unit} from {lowest} to {highest}");
                if draws {
                    format!("{range}, or an 80% interval {{ low = ..., high = ... }}")
                } else {
                    range
                }
            }
            Self::Code(codes) => {
                let codes: Vec<&str> = codes().iter().map(|(code, _)| *code).collect();
                format!("one of {}", codes.join(", "))
            }
            Self::Ages => {
                "the youngest and the oldest age from 0 to 17, such as [11, 17]".to_owned()
            }
            Self::Flag => "true or false".to_owned(),
            Self::Moment => {
                "a date such as 2027-04-01, or \"+6 months\" from the start of the forecast"
                    .to_owned()
            }
            Self::District { own: true } => {
                "the code of a district of areas.csv in the authority itself".to_owned()
            }
            Self::District { own: false } => "the code of a district of areas.csv".to_owned(),
            Self::Provider => "a provider's name or URN as in homes.csv".to_owned(),
            Self::Authorities => {
                "a list of ONS codes of authorities, or \"adjoining\" for all that adjoin"
                    .to_owned()
            }
        }
    }
}

/// Which keys a lever cannot do without.
#[derive(Debug, Clone, Copy)]
pub enum Needs {
    /// None.
    Nothing,
    /// All of these.
    All(&'static [&'static str]),
    /// Exactly one of these.
    OneOf(&'static [&'static str]),
    /// At least one of these.
    Some(&'static [&'static str]),
}

impl Needs {
    /// Names of the keys.
    pub const fn names(&self) -> &'static [&'static str] {
        match self {
            Self::Nothing => &[],
            Self::All(names) | Self::OneOf(names) | Self::Some(names) => names,
        }
    }
}

/// When a lever works.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timing {
    /// Always: it changes what the whole forecast rests on.
    Always,
    /// From a day until another, coming in full over some months.
    While,
    /// Evenly from a day until another, over twelve months where no end is given.
    Over,
    /// From a day on.
    From,
    /// On a day.
    On,
}

const FROM: Key = Key {
    name: "from",
    takes: Takes::Moment,
    about: "First day; the start of the forecast where left out.",
};
const UNTIL: Key = Key {
    name: "until",
    takes: Takes::Moment,
    about: "Last day; it stays where left out.",
};
const RAMP: Key = Key {
    name: "ramp_months",
    takes: Takes::Number {
        unit: "months",
        lowest: 0.0,
        highest: 120.0,
        whole: true,
    },
    about: "Months over which it comes in full, evenly; at once where left out.",
};
const OVER_UNTIL: Key = Key {
    name: "until",
    takes: Takes::Moment,
    about: "Last day; twelve months after the first where left out.",
};
const ON: Key = Key {
    name: "on",
    takes: Takes::Moment,
    about: "The day; the start of the forecast where left out.",
};

impl Timing {
    /// Keys that say when.
    pub const fn keys(self) -> &'static [Key] {
        match self {
            Self::Always => &[],
            Self::While => &[FROM, UNTIL, RAMP],
            Self::Over => &[FROM, OVER_UNTIL],
            Self::From => &[FROM],
            Self::On => &[ON],
        }
    }
}

/// Keys of every lever that reaches the simulation.
pub const SHARED: &[Key] = &[
    Key {
        name: "probability",
        takes: Takes::Number {
            unit: "",
            lowest: 0.0,
            highest: 1.0,
            whole: false,
        },
        about: "Chance that it happens at all, drawn in every replication; certain where left out.",
    },
    Key {
        name: "pounds_once",
        takes: Takes::number("pounds", 0.0, 1e9),
        about: "What the whole lever costs once, on its first day, beside placements; nothing where left out.",
    },
    Key {
        name: "pounds_a_week",
        takes: Takes::number("pounds a week", 0.0, 1e8),
        about: "What the whole lever costs from its first to its last day, however many come of it, beside placements; nothing where left out.",
    },
];

/// What each home or child costs once.
pub const ONCE_EACH: Key = Key {
    name: "pounds_once_each",
    takes: Takes::number("pounds", 0.0, 1e6),
    about: "What each home or child of it costs once, when it comes or she does, beside placements; nothing where left out.",
};

/// What each home costs by the week.
pub const WEEKLY_EACH: Key = Key {
    name: "pounds_a_week_each",
    takes: Takes::number("pounds a week", 0.0, 1e5),
    about: "What each home of it costs by the week for as long as it is approved, or each child while she lives where she moved to, beside placements; nothing where left out.",
};

/// Ages of the children whom a lever is about.
pub const AGES: Key = Key {
    name: "ages",
    takes: Takes::Ages,
    about: "Only children of these ages; all where left out.",
};

/// Where the children live whom a lever is about.
pub const WHERE: Key = Key {
    name: "where",
    takes: Takes::Code(states),
    about: "Only children who live there; all where left out.",
};

/// Unaccompanied children or others.
pub const UASC: Key = Key {
    name: "uasc",
    takes: Takes::Flag,
    about: "Only unaccompanied children (true) or only others (false); all where left out.",
};

/// Homes of which a lever speaks.
pub const HOMES: [Key; 5] = [
    Key {
        name: "kind",
        takes: Takes::Code(home_kinds),
        about: "Only homes of this kind; all where left out.",
    },
    Key {
        name: "own",
        takes: Takes::Flag,
        about: "Only the authority's own (true) or only those of others (false); all where left out.",
    },
    Key {
        name: "sector",
        takes: Takes::Code(sectors),
        about: "Only homes of this group of providers; all where left out.",
    },
    Key {
        name: "provider",
        takes: Takes::Provider,
        about: "Only homes of this provider; all where left out.",
    },
    Key {
        name: "district",
        takes: Takes::District { own: false },
        about: "Only homes in this district; all where left out.",
    },
];

fn states() -> Vec<(&'static str, &'static str)> {
    let states = State::ALL.iter();
    states.map(|state| (state.name(), state.label())).collect()
}

fn home_kinds() -> Vec<(&'static str, &'static str)> {
    let kinds = HomeKind::all().iter();
    kinds.map(|kind| (kind.code(), kind.label())).collect()
}

fn sectors() -> Vec<(&'static str, &'static str)> {
    let sectors = Sector::all().iter();
    sectors
        .map(|sector| (sector.code(), sector.label()))
        .collect()
}

/// Kinds of homes that could be opened: all but foster households.
pub fn homes_to_open() -> Vec<(&'static str, &'static str)> {
    let kinds = KINDS.iter().filter(|kind| !kind.kind.is_fostering());
    kinds.map(|kind| (kind.id, kind.name)).collect()
}

/// Kinds of foster households that could be recruited.
pub fn households() -> Vec<(&'static str, &'static str)> {
    let kinds = KINDS.iter().filter(|kind| kind.kind.is_fostering());
    kinds.map(|kind| (kind.id, kind.name)).collect()
}
