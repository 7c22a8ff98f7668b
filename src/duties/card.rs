//! The card of a duty: its code, name, source and kind, and its page for `placewell explain`.

use serde::Serialize;

/// What a duty does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Says whether a child may be placed in a home at all, perhaps with an approval.
    Bar,
    /// Says which children may live together in one home, perhaps with an approval.
    Household,
    /// Measures a placement; the tiers make the measure small.
    Measure,
}

impl Kind {
    /// The word for tables.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Bar => "bar",
            Self::Household => "household",
            Self::Measure => "measure",
        }
    }
}

/// A duty's card.
#[derive(Debug, Clone, Copy)]
pub struct Card {
    /// Code, `D01` to `D39`.
    pub code: &'static str,
    /// Name for tables and explanations, in sentence case.
    pub title: &'static str,
    /// Statute, regulation, standard or policy.
    pub law: &'static str,
    /// Kind.
    pub kind: Kind,
    /// Unit of the measure: what 1 means; empty for bars.
    pub unit: &'static str,
    /// Version that first had it.
    pub since: &'static str,
    /// Source text of the duty's file; its module documentation is the duty's page.
    pub source: &'static str,
}

/// The headings that every duty's page has, in this order.
pub const HEADINGS: [&str; 5] = [
    "The law",
    "What we check",
    "In the programme",
    "Reading the price",
    "What it cannot see",
];

impl Card {
    /// The duty's page, from the module documentation of its file.
    pub fn page(&self) -> String {
        let lines = self
            .source
            .lines()
            .take_while(|line| line.starts_with("//!"));
        let mut page = format!("{} {}\n", self.code, self.title);
        for line in lines {
            page.push_str(
                line.trim_start_matches("//!")
                    .strip_prefix(' ')
                    .unwrap_or(""),
            );
            page.push('\n');
        }
        page
    }
}

/// Declares the card of the duty in the calling file.
macro_rules! card {
    ($code:literal, $kind:ident, $title:literal, $law:literal, $unit:literal, $file:literal) => {
        $crate::duties::Card {
            code: $code,
            title: $title,
            law: $law,
            kind: $crate::duties::Kind::$kind,
            unit: $unit,
            since: "0.1.0",
            source: include_str!($file),
        }
    };
}
pub(crate) use card;
