//! What a solver claims: a plan, its value and bound in each tier, and the prices that prove the bound.

use crate::duties::Block;
use crate::model::{AuthorityIx, ChildIx, HomeIx};

/// A claim about a whole round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The tiers, in order.
    pub tiers: Vec<ClaimedTier>,
    /// One part for each set of children that can be decided alone.
    pub parts: Vec<Part>,
}

/// What is claimed of a tier over the whole round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimedTier {
    /// Name.
    pub name: String,
    /// Value of the plan.
    pub value: i64,
    /// Bound on every plan that keeps the earlier tiers, however it was found.
    pub bound: i64,
    /// The part of the bound that the prices prove.
    pub price_bound: i64,
}

/// A part of the round: children who share no possible home with the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The children, in order.
    pub children: Vec<ChildIx>,
    /// The blocks chosen; children in none of them are unplaced.
    pub blocks: Vec<Block>,
    /// The tiers, without the round's constants.
    pub tiers: Vec<PartTier>,
}

/// A tier of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartTier {
    /// Value of the part's plan.
    pub value: i64,
    /// What the prices prove.
    pub price_bound: i64,
    /// Price of every household row that has one.
    pub rows: Vec<RowPrice>,
    /// Price of every row that keeps an authority from being worse off, where it has one.
    pub owed: Vec<OwedPrice>,
    /// Price of keeping each earlier tier, in fixed point and at most 0.
    pub earlier: Vec<i64>,
}

/// The price of one household row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowPrice {
    /// Code of the duty that asks for the row.
    pub duty: &'static str,
    /// The home.
    pub home: HomeIx,
    /// What else the row is about.
    pub about: String,
    /// Price in fixed point, with [`super::ONE`] for one unit of the tier.
    pub price: i64,
}

/// The price of keeping one authority no worse off in one tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedPrice {
    /// The authority.
    pub authority: AuthorityIx,
    /// Position of the tier that is owed.
    pub tier: usize,
    /// Price in fixed point, with [`super::ONE`] for one unit of the tier being solved, and at most 0.
    pub price: i64,
}
