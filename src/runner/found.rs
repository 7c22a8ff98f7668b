//! What a lever that solves for its size came to: told with the results, since a run knows it and nobody else does.

use serde::{Deserialize, Serialize};

use crate::model::with_commas;
use crate::scenario::levers::Reached;

/// Share of what is wanted by which the found figure may miss it without a warning.
pub const MISSES_BY: f64 = 0.02;

/// What a lever came to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Found {
    /// Name of the lever in the scenario.
    pub lever: String,
    /// What was found, in words: "12 households".
    pub size: String,
    /// What is to be reached: children in care, or per cent in house.
    pub wanted: f64,
    /// What the size reaches in the mean.
    pub reached: f64,
    /// Unit of both.
    pub unit: Unit,
    /// Futures in which it was tried.
    pub futures: u32,
    /// The month end at which it was looked at.
    pub by: String,
    /// Whether more (or less) of the lever brings it no nearer.
    pub is_at_an_end: bool,
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Children in care.
    Children,
    /// Per cent.
    Percent,
    /// Children who were to leave care or move, as many as there are.
    Done,
}

impl From<Reached> for Unit {
    fn from(reached: Reached) -> Self {
        match reached {
            Reached::Children => Self::Children,
            Reached::InHouse => Self::Percent,
        }
    }
}

impl Found {
    /// Whether it misses what is wanted by more than two hundredths of it.
    pub fn misses(&self) -> bool {
        (self.reached - self.wanted).abs() > MISSES_BY * self.wanted
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        if self.unit == Unit::Done {
            return format!(
                "{}: asks for {} by {}; it was done with {:.1} in the mean of {} futures, as there were no more of them.",
                self.lever,
                match self.wanted.round() as u32 {
                    1 => "1 child".to_owned(),
                    more => format!("{} children", with_commas(&more.to_string())),
                },
                self.by,
                self.reached,
                self.futures
            );
        }
        let figure = |of: f64| match self.unit {
            Unit::Children | Unit::Done => format!("{of:.1} children"),
            Unit::Percent => format!("{of:.1}%"),
        };
        let ends = match (self.misses(), self.is_at_an_end) {
            (false, _) => "",
            (true, true) => ": out of reach, as the lever can do no more for it",
            (true, false) => ": it misses that",
        };
        format!(
            "{}: found: {}; reaches {} in the mean of {} futures on {}, where {} is wanted{ends}.",
            self.lever,
            self.size,
            figure(self.reached),
            self.futures,
            self.by,
            figure(self.wanted),
        )
    }
}

/// As a file of results says it; nothing where nothing was solved.
pub fn written(found: &[Found]) -> Option<String> {
    // A list of texts and finite numbers can always be written.
    (!found.is_empty()).then(|| serde_json::to_string(found).unwrap_or_default())
}

/// What a file of results says.
pub fn read(text: &str) -> Vec<Found> {
    serde_json::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_miss_is_one_from_two_hundredths_on_and_is_said() {
        let found = |reached: f64, is_at_an_end: bool| Found {
            lever: "in_house".to_owned(),
            size: "12 households".to_owned(),
            wanted: 50.0,
            reached,
            unit: Unit::Percent,
            futures: 32,
            by: "2027-03-31".to_owned(),
            is_at_an_end,
        };
        assert!(!found(49.1, true).misses() && !found(50.9, false).misses());
        let far = found(48.9, true);
        assert!(far.misses() && found(51.1, false).misses());
        let said = far.sentence();
        assert!(
            said.contains("found: 12 households; reaches 48.9% in the mean of 32 futures"),
            "{said}"
        );
        assert!(
            said.contains("where 50.0% is wanted: out of reach"),
            "{said}"
        );
        assert!(
            found(48.9, false)
                .sentence()
                .ends_with("is wanted: it misses that.")
        );
        assert!(found(50.0, true).sentence().ends_with("is wanted."));
        let short = Found {
            size: String::new(),
            unit: Unit::Done,
            wanted: 5_000.0,
            ..found(212.4, true)
        };
        assert_eq!(
            short.sentence(),
            "in_house: asks for 5,000 children by 2027-03-31; it was done with 212.4 in the mean of 32 futures, as there were no more of them."
        );
        let both = [far, found(50.0, false)];
        assert_eq!(read(&written(&both).unwrap()), both);
        assert_eq!(written(&[]), None);
    }
}
