//! An authority of a market: several authorities that place their children among the same homes, as a regional
//! care cooperative does.

use super::policy::Policy;

/// Position of an authority in [`Council::members`](super::Council::members). A council alone is its own
/// authority 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AuthorityIx(pub u16);

impl AuthorityIx {
    /// As a slice index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// One authority of a market, with everything that stays its own there.
#[derive(Debug, Clone, PartialEq)]
pub struct Authority {
    /// Name.
    pub name: String,
    /// ONS code.
    pub code: String,
    /// A few letters of the name, unique in the market: ids that two authorities use begin with them.
    pub short: String,
    /// ONS codes of adjoining authorities.
    pub adjoining: Vec<String>,
    /// ONS codes of authorities whose children may use this one's in-house homes.
    pub partners: Vec<String>,
    /// Its own policy: thresholds and points apply to its own children.
    pub policy: Policy,
}

/// Whom a home of a market is there for. Nothing is set where a council is alone.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reach {
    /// The authority that runs the home, where it is in-house.
    pub run_by: Option<AuthorityIx>,
    /// The authority of the market in whose area the home is.
    pub in_area_of: Option<AuthorityIx>,
    /// The authorities whose folders have the home, in order.
    pub listed_by: Vec<AuthorityIx>,
    /// The authorities that alone may use the home, in the comparison in which each acts by itself.
    pub only_for: Option<Vec<AuthorityIx>>,
}
