//! What can be set against each other.

use crate::duties::{self, Card};
use crate::model::Tier;

/// Relative gaps at which a measure counts as solved on a frontier where it comes first, and where it comes second, which
/// only rules out points that could be bettered for nothing. They are wider than in a round's own tiers, since a point
/// says where a curve runs and no child is placed by it; what was reached is said with each point.
const SMALL: [f64; 2] = [5e-3, 5e-3];
const LARGER: [f64; 2] = [1.5e-2, 3e-2];

/// Most free children of a whole system with the small gaps.
const MOST_SMALL: usize = 200;

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

    /// The measure as a tier before the other measure, and as one after it, in a system of so many free children. Pairs
    /// that come first are counted exactly.
    pub(in crate::assess) fn tiers(self, children: usize) -> [Tier; 2] {
        let terms = [(self.duty(), 1)];
        let gaps = if children > MOST_SMALL { LARGER } else { SMALL };
        let [first, second] = gaps.map(|gap| Tier::within(self.name(), gap, &terms));
        match self {
            Self::Siblings if children > MOST_SMALL => [Tier::exact(self.name(), &terms), second],
            Self::Siblings => [first, second].map(|_| Tier::exact(self.name(), &terms)),
            Self::Near | Self::Cost => [first, second],
        }
    }
}
