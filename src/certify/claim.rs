//! What a solver claims: a plan, its value and bound in each tier, and the prices that prove the bound.

use crate::candidates::OwedTo;
use crate::duties::Block;
use crate::model::{ChildIx, HomeIx};

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
    /// Household cuts: inequalities that the checker proves by listing what fits into the home.
    pub cuts: Vec<HouseCut>,
    /// The tiers, without the round's constants.
    pub tiers: Vec<PartTier>,
    /// Whether no tier's proof needs a row to be tight, so that no price is above 0.
    /// Such a part is checked home by home, however large it is.
    pub is_open: bool,
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
    /// Price of each household cut, in fixed point.
    pub cuts: Vec<i64>,
    /// Price of every row that keeps an authority from being worse off, or a tier below its ceiling, where it has one.
    pub owed: Vec<OwedPrice>,
    /// Price of keeping each earlier tier, in fixed point and at most 0.
    pub earlier: Vec<i64>,
}

/// An inequality on one home: some blocks have a weight of their own, others one by what they weigh in the rows
/// of these duties, and no choice of blocks that the rows allow weighs more than the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseCut {
    /// The home.
    pub home: HomeIx,
    /// Duties whose rows, about nobody in particular, the profiles speak of.
    pub duties: Vec<&'static str>,
    /// Blocks with a weight of their own.
    pub named: Vec<(Block, i64)>,
    /// What any other block weighs in those rows, and its weight in the cut; none where it is not listed.
    pub others: Vec<(Vec<i64>, i64)>,
    /// The limit.
    pub limit: i64,
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

/// The price of keeping what is owed in one tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedPrice {
    /// To whom it is owed.
    pub to: OwedTo,
    /// Position of the tier that is owed.
    pub tier: usize,
    /// Price in fixed point, with [`super::ONE`] for one unit of the tier being solved, and at most 0.
    pub price: i64,
}
