//! What can be set against each other.

use crate::duties::{self, Card};
use crate::model::Tier;

/// Relative gap at which miles and pounds count as solved on a frontier: 1.5%. That is wider than in a round's own tiers,
/// since a point says where a curve runs and no child is placed by it; what was reached is said with each point.
const TOLERANCE: f64 = 1.5e-2;

/// The same for the measure that comes second, which only rules out points that could be bettered for nothing.
const TOLERANCE_SECOND: f64 = 3e-2;

/// A measure that is set against another. Smaller is better in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Axis {
    /// Pairs of brothers and sisters who belong together and live apart (D23).
    Siblings,
    /// Straight-line miles from home, in hundredths of a mile over all children (D27). Distance alone, without the
    /// other measures of the tier "near".
    Near,
    /// Weekly cost over all children, in pence (D35).
    Cost,
}

impl Axis {
    /// Every measure, in the order of the law.
    pub const ALL: [Self; 3] = [Self::Siblings, Self::Near, Self::Cost];

    /// Name for tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Siblings => "siblings",
            Self::Near => "near",
            Self::Cost => "cost",
        }
    }

    /// Code of the duty that measures it.
    pub const fn duty(self) -> &'static str {
        match self {
            Self::Siblings => "D23",
            Self::Near => "D27",
            Self::Cost => "D35",
        }
    }

    /// What 1 means, from the duty's card.
    pub fn unit(self) -> &'static str {
        let card = duties::by_code(self.duty()).map(duties::Duty::card);
        card.map_or("", |card: &Card| card.unit)
    }

    /// The measure as a tier of its own. Pairs are counted exactly.
    pub(in crate::assess) fn tier(self) -> Tier {
        let terms = [(self.duty(), 1)];
        match self {
            Self::Siblings => Tier::exact(self.name(), &terms),
            Self::Near | Self::Cost => Tier::within(self.name(), TOLERANCE, &terms),
        }
    }

    /// The same where the other measure comes first.
    pub(in crate::assess) fn second_tier(self) -> Tier {
        Tier::within(self.name(), TOLERANCE_SECOND, &[(self.duty(), 1)])
    }
}
