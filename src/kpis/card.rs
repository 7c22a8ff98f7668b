//! The card of an indicator.

use serde::Serialize;

/// What an indicator is in: how numerator and denominator make a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// 100 × numerator ÷ denominator.
    Percent,
    /// The numerator, which counts.
    Count,
    /// Numerator in hundredths of a mile ÷ denominator: miles for each.
    Miles,
    /// Numerator in pence a week ÷ denominator: pounds a week for each.
    PoundsPerWeek,
    /// Numerator in pence a week: pounds a week in all.
    TotalPoundsPerWeek,
}

impl Unit {
    /// The word for headings.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Percent => "%",
            Self::Count => "number",
            Self::Miles => "miles",
            Self::PoundsPerWeek => "£ a week for each",
            Self::TotalPoundsPerWeek => "£ a week",
        }
    }

    /// The highest figure that makes sense as a target.
    pub const fn highest(self) -> f64 {
        match self {
            Self::Percent => 100.0,
            Self::Miles => 1_000.0,
            Self::Count | Self::PoundsPerWeek | Self::TotalPoundsPerWeek => 1e9,
        }
    }
}

/// Which way an indicator is meant to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// It describes and does not judge.
    Neither,
}

/// An indicator's card.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Card {
    /// Code, `K01` to `K40`.
    pub code: &'static str,
    /// Name in files and in `[policy.targets]`.
    pub name: &'static str,
    /// Name for people, in sentence case.
    pub title: &'static str,
    /// What the numerator is, without a full stop.
    pub numerator: &'static str,
    /// What the denominator is, without a full stop.
    pub denominator: &'static str,
    /// Whose definition it is.
    pub source: &'static str,
    /// Unit.
    pub unit: Unit,
    /// Which way it is meant to go.
    pub better: Better,
    /// Code of the measure that stands for the indicator: among plans in which the same children have homes, the
    /// smaller the measure the better the indicator. So a bound on the measure bounds the indicator, where it is known
    /// how many children have homes. D28 counts no mile beyond the school run, and bounds K27 from below only. `None`
    /// where no allocation changes the indicator, or no single measure stands for it.
    pub duty: Option<&'static str>,
    /// Whether who lives where changes it; history is not changed by any plan.
    pub follows_allocation: bool,
}

impl Card {
    /// Code, name and title in a line, for lists.
    pub fn line(&self) -> String {
        let title = format!("{} ({})", self.title, self.unit.label());
        format!("{:<6} {title}, {}\n", self.code, self.name)
    }

    /// The indicator's page, for `placewell explain`.
    pub fn page(&self) -> String {
        let mut page = format!("{} {} ({})\n\n", self.code, self.title, self.unit.label());
        let mut row = |what: &str, text: &str| page.push_str(&format!("{what:<14}{text}\n"));
        row("name", self.name);
        row("numerator", self.numerator);
        row("denominator", self.denominator);
        row("source", self.source);
        row(
            "meant to be",
            match self.better {
                Better::Higher => "higher",
                Better::Lower => "lower",
                Better::Neither => "neither: it describes",
            },
        );
        if let Some(duty) = self.duty {
            row("measured by", &format!("{duty} (placewell explain {duty})"));
        }
        if !self.follows_allocation {
            row("", "no plan of who lives where changes it");
        }
        page
    }
}
