//! What a round is held to over many of its children at once, whatever homes they could share.

use std::collections::BTreeMap;

use crate::duties::Block;
use crate::model::AuthorityIx;

/// A promise to each authority of a market: in these tiers its children come to no more than in a plan that could be
/// carried out, which is what the authorities would do by themselves. What that plan comes to is measured by whoever
/// keeps or checks the promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoneWorse {
    /// Positions of the tiers, in order.
    pub tiers: Vec<usize>,
    /// The plan of all authorities by themselves.
    pub plan: Vec<Block>,
}

/// Ceilings of tiers: the whole plan comes to no more, constants included, and that before any tier is made small. A
/// tier may have one whether it comes early or late in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceilings {
    /// By position of the tier, the most that it may come to, in the unit in which the round counts it.
    pub most: BTreeMap<usize, i64>,
    /// A plan that keeps every ceiling. Placing nobody need not keep them, so that without such a plan nobody could
    /// say whether there is one.
    pub plan: Vec<Block>,
}

/// To whom it is owed that a tier comes to no more than a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OwedTo {
    /// The children of one authority.
    Authority(AuthorityIx),
    /// The whole round: a ceiling.
    Everybody,
}
