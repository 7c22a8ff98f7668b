//! The certificate: everything that is claimed of a plan, derived again from the council by code that the
//! optimiser does not share. A plan that fails is never shown.
//!
//! Checked are: every child is placed once or unplaced; no duty's check of the finished plan finds a breach;
//! the plan needs no approval that it does not list; every tier's value; and every tier's bound, from prices
//! alone. Where the optimiser's bound is better than the prices can prove, it came from a search, and the
//! certificate says so.

mod at_home;
mod ceilings;
mod choices;
mod claim;
mod cuts;
mod in_order;
mod measures;
mod near;
mod none_worse;
mod open;
mod prove;
mod survey;
mod ways;

use std::collections::HashSet;

use rayon::prelude::*;
use serde::Serialize;

pub use claim::{Claim, ClaimedTier, HouseCut, OwedPrice, Part, PartTier, RowPrice};
pub use survey::Survey;

use crate::candidates::Round;
use crate::duties::{self, Breach, Facts, Plan, Proposal};
use crate::model::{ChildIx, HomeIx};

/// Fixed-point one of all prices.
pub const ONE: i128 = 1 << 34;

/// What a certificate found wrong. Each is a fault of the program, to be reported, and never of the data.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Fault {
    /// The parts do not hold every child of the round exactly once.
    #[error("the parts of the plan do not hold every child of the round exactly once")]
    Children,
    /// Two parts could use one home.
    #[error("two parts of the plan, said to be independent, use one home")]
    SharedHome,
    /// A child is in two blocks.
    #[error("a child is placed twice")]
    PlacedTwice,
    /// A block of the plan is not among the choices that the duties allow.
    #[error("of {claimed} blocks in the plan, the duties allow {found}")]
    NotAChoice {
        /// Blocks in the plan.
        claimed: usize,
        /// Blocks that are choices.
        found: usize,
    },
    /// A duty's check finds breaches.
    #[error("duty {} is broken: {}", .0.duty, .0.sentence)]
    Breach(Breach),
    /// The proposals are not the plan's blocks, or approvals are missing.
    #[error("the proposals differ from the plan that was checked")]
    Proposals,
    /// A tier's value is not what was claimed.
    #[error("tier {}: value {claimed} claimed, {found} found", .tier + 1)]
    Value {
        /// Position of the tier.
        tier: usize,
        /// Claimed.
        claimed: i64,
        /// Found.
        found: i64,
    },
    /// A tier's bound is above its value.
    #[error("tier {}: the bound is above the value", .tier + 1)]
    BelowBound {
        /// Position of the tier.
        tier: usize,
    },
    /// A tier's price bound is not proved by its prices.
    #[error("tier {}: the prices prove {proved}, not {claimed}", .tier + 1)]
    Bound {
        /// Position of the tier.
        tier: usize,
        /// Claimed.
        claimed: i64,
        /// Proved.
        proved: i64,
    },
    /// Earlier tiers left a sibling group no way at all.
    #[error("tier {}: earlier tiers leave a sibling group no way to be housed or left unplaced", .tier + 1)]
    NoWay {
        /// Position of the tier.
        tier: usize,
    },
    /// A price has a sign that its row does not allow.
    #[error("a price has the wrong sign")]
    PriceSign,
    /// A cut is broken by blocks that fit together in its home.
    #[error(
        "a household cut of limit {limit} is broken by blocks that fit together: they weigh {found}"
    )]
    BrokenCut {
        /// Limit claimed.
        limit: i64,
        /// Greatest weight found.
        found: i64,
    },
    /// A cut cannot be proved: it names no row that ends what fits into the home.
    #[error("a household cut names no rows from which it could follow")]
    UnprovedCut,
    /// An authority is worse off than promised.
    #[error("tier {}: an authority comes to {found}, and at most {promised} is promised", .tier + 1)]
    Worse {
        /// Position of the tier.
        tier: usize,
        /// What its children come to.
        found: i64,
        /// What the plan by itself comes to.
        promised: i64,
    },
    /// The plan is above a ceiling.
    #[error("tier {}: the plan comes to {found}, and at most {most} is allowed", .tier + 1)]
    AboveCeiling {
        /// Position of the tier.
        tier: usize,
        /// What the plan comes to.
        found: i64,
        /// The ceiling.
        most: i64,
    },
    /// What is owed to whole authorities or to the whole round cannot be checked part by part.
    #[error("the plan is in parts, though what the round is held to holds over all of them")]
    Parts,
    /// A price or a ceiling is of a tier in which nothing is owed.
    #[error("a price names a promise or a ceiling in tier {} that was not made", .tier + 1)]
    NotOwed {
        /// Position of the tier.
        tier: usize,
    },
    /// A price names a row that the duties do not ask for.
    #[error("a price names a row of {duty} ({about}) that does not exist")]
    NoSuchRow {
        /// Duty.
        duty: &'static str,
        /// What the row is about.
        about: String,
    },
}

/// How a tier's bound was proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Proof {
    /// By the prices, checked here.
    Prices,
    /// By the solver's search, which the checker cannot repeat; the prices prove `price_bound`.
    Search,
}

/// A tier that was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CertifiedTier {
    /// Name.
    pub name: String,
    /// Value of the plan.
    pub value: i64,
    /// No plan that keeps the earlier tiers has a smaller value.
    pub bound: i64,
    /// The bound that the checker proved from prices.
    pub price_bound: i64,
    /// What proves the bound.
    pub proof: Proof,
}

/// A plan that passed every check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Certificate {
    /// The tiers, in order.
    pub tiers: Vec<CertifiedTier>,
    /// Duties whose check looked for breaches.
    pub duties_checked: usize,
    /// Breaches that these checks found: none, since a plan with one has no certificate.
    pub breaches: usize,
    /// Children placed and unplaced.
    pub children: usize,
}

/// Checks a claim about a round and the proposals that go with it.
pub fn check(
    facts: &Facts,
    round: &Round,
    claim: &Claim,
    proposals: &[Proposal],
) -> Result<Certificate, Fault> {
    check_by(None, facts, round, claim, proposals)
}

/// Checks a claim, taking what a survey of the same council and round knows.
fn check_by(
    survey: Option<&Survey>,
    facts: &Facts,
    round: &Round,
    claim: &Claim,
    proposals: &[Proposal],
) -> Result<Certificate, Fault> {
    check_children(round, claim)?;
    let breaches = check_plan(facts, round, claim, proposals)?;
    if let Some(asked) = &round.ceilings {
        ceilings::check(asked, claim)?;
    }
    let tiers = terms(facts, round);
    let constants = constants(facts, round, &tiers);
    let proved: Vec<Vec<prove::Proved>> = claim
        .parts
        .par_iter()
        .map(|part| match part.is_open {
            true => open::part(facts, round, part, &tiers),
            false => prove::part(facts, round, part, &tiers, survey),
        })
        .collect::<Result<_, Fault>>()?;
    let mut certified = Vec::with_capacity(claim.tiers.len());
    for (t, claimed) in claim.tiers.iter().enumerate() {
        let constant = constants[t];
        let value = constant + proved.iter().map(|part| part[t].value).sum::<i64>();
        let price_bound = constant + proved.iter().map(|part| part[t].price_bound).sum::<i64>();
        certified.push(certify_tier(t, claimed, value, price_bound)?);
    }
    Ok(Certificate {
        tiers: certified,
        duties_checked: duties::ALL
            .iter()
            .filter(|duty| duty.concerns(facts.council))
            .count(),
        breaches,
        children: round.to_place.len(),
    })
}

fn certify_tier(
    t: usize,
    claimed: &ClaimedTier,
    value: i64,
    proved: i64,
) -> Result<CertifiedTier, Fault> {
    if claimed.value != value {
        return Err(Fault::Value {
            tier: t,
            claimed: claimed.value,
            found: value,
        });
    }
    if claimed.price_bound > proved {
        return Err(Fault::Bound {
            tier: t,
            claimed: claimed.price_bound,
            proved,
        });
    }
    if claimed.bound > value {
        return Err(Fault::BelowBound { tier: t });
    }
    Ok(CertifiedTier {
        name: claimed.name.clone(),
        value,
        bound: claimed.bound.max(proved),
        price_bound: proved,
        proof: if claimed.bound <= proved {
            Proof::Prices
        } else {
            Proof::Search
        },
    })
}

/// The parts hold every child once, and share no home that is in use.
fn check_children(round: &Round, claim: &Claim) -> Result<(), Fault> {
    let mut children: Vec<ChildIx> = claim
        .parts
        .iter()
        .flat_map(|part| part.children.iter().copied())
        .collect();
    children.sort_unstable();
    if children != round.to_place {
        return Err(Fault::Children);
    }
    let mut used: HashSet<HomeIx> = HashSet::new();
    if round.is_one_part() && claim.parts.len() > 1 {
        return Err(Fault::Parts);
    }
    for part in &claim.parts {
        let homes: HashSet<HomeIx> = part.blocks.iter().map(|block| block.home).collect();
        if homes.iter().any(|home| !used.insert(*home)) {
            return Err(Fault::SharedHome);
        }
    }
    Ok(())
}

/// No duty finds a breach in the finished plan, and the proposals are the plan. How many breaches were found.
fn check_plan(
    facts: &Facts,
    round: &Round,
    claim: &Claim,
    proposals: &[Proposal],
) -> Result<usize, Fault> {
    let mut pairs: Vec<(ChildIx, HomeIx)> = claim
        .parts
        .iter()
        .flat_map(|part| &part.blocks)
        .flat_map(|block| block.children.iter().map(|child| (*child, block.home)))
        .collect();
    pairs.sort_unstable();
    let mut proposed: Vec<(ChildIx, HomeIx)> =
        proposals.iter().map(|p| (p.child, p.home)).collect();
    proposed.sort_unstable();
    if pairs != proposed {
        return Err(Fault::Proposals);
    }
    let is_placed = |child: &ChildIx| pairs.binary_search_by_key(child, |(c, _)| *c).is_ok();
    let unplaced = round
        .to_place
        .iter()
        .copied()
        .filter(|child| !is_placed(child))
        .collect();
    let plan = Plan::new(
        facts,
        &round.staying,
        &round.held,
        proposals.to_vec(),
        unplaced,
    );
    let found = duties::ALL.iter().flat_map(|duty| duty.check(&plan));
    let mut breaches: Vec<Breach> = found.collect();
    let number = breaches.len();
    match breaches.drain(..).next() {
        Some(breach) => Err(Fault::Breach(breach)),
        None => Ok(number),
    }
}

/// What each tier comes to whatever the plan.
fn constants(facts: &Facts, round: &Round, tiers: &[choices::Terms]) -> Vec<i64> {
    let of_tier = |terms: &choices::Terms| -> i64 {
        let terms = terms.iter();
        terms
            .map(|(duty, weight)| weight * duty.constant(facts, &round.to_place))
            .sum()
    };
    tiers.iter().map(of_tier).collect()
}

/// The terms of each tier, weighed in the parts in which the round counts it.
fn terms(facts: &Facts, round: &Round) -> Vec<choices::Terms> {
    let tiers = facts.council.policy.tiers.iter().enumerate();
    let of = |(t, tier): (usize, &crate::model::Tier)| {
        let terms = tier.terms.iter();
        let weighed = terms.filter_map(|term| {
            let duty = duties::by_code(&term.duty)?;
            Some((duty, round.scale(t) * term.weight))
        });
        weighed.collect()
    };
    tiers.map(of).collect()
}
