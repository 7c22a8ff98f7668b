//! A tier's value in its own unit: miles and pounds, not hundredths and pence.

use crate::duties;
use crate::model::{Miles, PoundsPerWeek, Tier};

/// What a value of a tier counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Hundredths of a mile.
    Miles,
    /// Pence a week.
    Pence,
    /// Anything else, one by one.
    Count,
}

impl Unit {
    /// The unit of the measures that weigh 1, where they agree.
    pub fn of(tier: &Tier) -> Self {
        let plain = tier.terms.iter().filter(|term| term.weight == 1);
        let mut units: Vec<&str> = plain.filter_map(|term| unit_of(&term.duty)).collect();
        units.dedup();
        match units[..] {
            ["hundredths of a mile"] => Self::Miles,
            ["pence a week"] => Self::Pence,
            _ => Self::Count,
        }
    }

    /// A value in words.
    pub fn show(self, value: i64) -> String {
        match self {
            Self::Miles => Miles::from_hundredths(value).to_string(),
            Self::Pence => PoundsPerWeek::from_pence(value).to_string(),
            Self::Count => value.to_string(),
        }
    }

    /// A value in the unit, as a number for a document.
    pub fn number(self, value: i64) -> f64 {
        match self {
            Self::Miles | Self::Pence => value as f64 / 100.0,
            Self::Count => value as f64,
        }
    }

    /// A value in words, with the unit.
    pub fn told(self, value: i64) -> String {
        match self {
            Self::Miles => format!("{} miles", self.show(value)),
            Self::Pence => format!("{} a week", self.show(value)),
            Self::Count => self.show(value),
        }
    }

    /// A value that is counted in parts of the unit, in words.
    pub fn show_parts(self, parts: i64, scale: i64) -> String {
        match self {
            Self::Count if parts % scale != 0 => format!("{:.1}", parts as f64 / scale as f64),
            _ => self.show(parts / scale),
        }
    }

    /// A change of a value in words, with its sign; never a zero for a change that is small.
    pub fn show_change(self, change: i64) -> String {
        let sign = if change < 0 { "-" } else { "+" };
        let size = change.abs();
        let shown = match self {
            Self::Miles if size < 10 => "less than 0.1 miles".to_owned(),
            Self::Miles => format!("{} miles", self.show(size)),
            Self::Pence if size < 100 => "less than £1".to_owned(),
            Self::Pence | Self::Count => self.show(size),
        };
        format!("{sign}{shown}")
    }

    /// A value in the unit, as a number for a table.
    pub fn plain(self, value: f64) -> String {
        match self {
            Self::Miles | Self::Pence => format!("{:.2}", value / 100.0),
            Self::Count if value.fract() == 0.0 => format!("{value:.0}"),
            Self::Count => format!("{value:.2}"),
        }
    }

    /// What the heading of a column of such numbers ends with.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Miles => "_miles",
            Self::Pence => "_pounds_a_week",
            Self::Count => "",
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Miles => Some("miles"),
            Self::Pence => Some("pounds a week"),
            Self::Count => None,
        }
    }
}

fn unit_of(duty: &str) -> Option<&'static str> {
    Some(duties::by_code(duty)?.card().unit)
}

/// A tier's measures and weights, the weights in the tier's own unit.
pub fn measured(tier: &Tier, unit: Unit) -> String {
    let mut parts: Vec<String> = Vec::new();
    let (plain, weighed): (Vec<_>, Vec<_>) = tier.terms.iter().partition(|term| term.weight == 1);
    for of in plain.iter().filter_map(|term| unit_of(&term.duty)) {
        let name = unit.name().unwrap_or(of).to_owned();
        if !parts.contains(&name) {
            parts.push(name);
        }
    }
    for term in weighed {
        if let Some(of) = unit_of(&term.duty) {
            parts.push(format!("{} × {of}", unit.show(term.weight)));
        }
    }
    parts.join(" + ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_tiers;

    fn tier(name: &str) -> Tier {
        let found = default_tiers().into_iter().find(|t| t.name == name);
        found.expect("a tier of the default policy")
    }

    #[test]
    fn tiers_are_told_in_their_own_units() {
        let near = tier("near");
        assert_eq!(Unit::of(&near), Unit::Miles);
        assert_eq!(
            measured(&near, Unit::Miles),
            "miles + 5.0 × steps out of the area (1 adjoining, 2 at a distance) + 10.0 × changes of school"
        );
        assert_eq!(Unit::of(&tier("cost")).show(123_400), "£1,234");
        assert_eq!(Unit::Miles.told(260_498), "2605.0 miles");
        assert_eq!(Unit::Pence.told(11_353_500), "£113,535 a week");
        assert_eq!(measured(&tier("fit"), Unit::Count), "points");
    }

    #[test]
    fn a_change_has_its_sign_and_its_unit() {
        assert_eq!(Unit::Miles.show_change(-4_408), "-44.1 miles");
        assert_eq!(Unit::Pence.show_change(-1_453_000), "-£14,530");
        assert_eq!(Unit::Count.show_change(2), "+2");
        assert_eq!(Unit::Miles.show_change(3), "+less than 0.1 miles");
    }
}
