//! Every choice that the duties leave open at one home, found again from the council alone, with what each costs.

use std::collections::HashSet;

use super::choices::Group;
use super::measures::Measures;
use super::near::Near;
use crate::candidates::Round;
use crate::duties::{
    self, Block, Duty, Facts, Household, HouseholdRow, Pair, Verdict, most_shares,
};
use crate::model::{ApprovalKind, ChildIx, HomeIx, metres_in};

/// What is looked at.
pub struct Search<'a> {
    /// The council with what is derived from it.
    pub facts: &'a Facts<'a>,
    /// The round.
    pub round: &'a Round,
    named: HashSet<(ChildIx, HomeIx)>,
}

impl<'a> Search<'a> {
    /// Everything that a round looks at.
    pub fn of(facts: &'a Facts<'a>, round: &'a Round) -> Self {
        Self {
            facts,
            round,
            named: named_pairs(facts),
        }
    }

    /// Pairs that are looked at whatever the distance.
    pub fn far(&self) -> impl Iterator<Item = (ChildIx, HomeIx)> {
        let lives_in = self
            .facts
            .lives_in
            .iter()
            .zip(self.facts.council.child_indices());
        let here = lives_in.filter_map(|(home, child)| Some((child, (*home)?)));
        self.named.iter().copied().chain(here)
    }
}

/// Pairs that are looked at whatever the distance: named children, assessed pairs, approved pairs.
fn named_pairs(facts: &Facts) -> HashSet<(ChildIx, HomeIx)> {
    let council = facts.council;
    let homes = council.home_indices();
    let named = homes.flat_map(|home| {
        let children = council.home(home).terms.named_children.iter();
        children.map(move |child| (*child, home))
    });
    let assessed = council.assessments.iter().map(|a| (a.child, a.home));
    let approved = council
        .approvals
        .iter()
        .filter_map(|a| Some((a.child, a.home?)));
    named.chain(assessed).chain(approved).collect()
}

/// Whether local policy looks at this home for the child at all.
fn is_searched(search: &Search, child: ChildIx, home: HomeIx) -> bool {
    let facts = search.facts;
    let (c, h) = (facts.council.child(child), facts.council.home(home));
    if facts.lives_in[child.at()] == Some(home) {
        return search.round.theoretical;
    }
    match (c.home, h.location) {
        _ if !h.kind.is_offered() => false,
        (Some(from), Some(to)) => {
            let reach = metres_in(facts.council.policy_for(child).search);
            let near = from.metres_squared_to(to) <= reach * reach;
            near || search.named.contains(&(child, home))
        }
        _ => true,
    }
}

/// Whether the duties let this child go to this home, with approvals that local policy seeks.
fn is_allowed(pair: &Pair) -> bool {
    let seek = pair.policy().seek_in_rounds();
    if pair.is_current() {
        return true;
    }
    let lets = |duty: &&dyn Duty| match duty.bar(pair) {
        Verdict::Allowed => true,
        Verdict::NotAllowed => false,
        Verdict::NeedsApproval(kind) => {
            let records = &pair.facts.records;
            seek.contains(kind) || records.approved(pair.child_ix, pair.home_ix, kind)
        }
    };
    // In a market the last of the duties bars most, elsewhere the first.
    match pair.facts.council.is_market() {
        true => duties::ALL.iter().rev().all(&lets),
        false => duties::ALL.iter().all(lets),
    }
}

fn blocks_at(
    search: &Search,
    household: &Household,
    group: &Group,
    mut found: impl FnMut(u32, Block),
) {
    let home = household.home_ix;
    let can_go = |child: &ChildIx| {
        is_searched(search, *child, home) && is_allowed(&search.facts.pair(*child, home))
    };
    let mut able = 0_u32;
    for (bit, child) in group.children.iter().enumerate() {
        able |= u32::from(can_go(child)) << bit;
    }
    let room = i64::from(household.home.places_if_siblings.max(household.home.places));
    // Every non-empty subset of `able`, by counting down through its bits.
    let mut mask = able;
    while mask != 0 {
        if i64::from(mask.count_ones()) + household.occupied() <= room {
            let members = group.children.iter().enumerate();
            let children: Vec<ChildIx> = members
                .filter(|(bit, _)| mask >> bit & 1 == 1)
                .map(|(_, c)| *c)
                .collect();
            for shares in 0..=shares_possible(household, &children) {
                let children = children.clone();
                let block = Block {
                    home,
                    children,
                    shares,
                };
                let admits = |duty: &&dyn Duty| duty.admit(household, &block) == Verdict::Allowed;
                if duties::ALL.iter().all(admits) {
                    found(mask, block);
                }
            }
        }
        mask = (mask - 1) & able;
    }
}

/// Bedroom shares that are possible and either recorded or of a kind that local policy seeks.
fn shares_possible(household: &Household, children: &[ChildIx]) -> u8 {
    let facts = household.facts;
    let most = most_shares(facts, household.home_ix, children, household.residents);
    // A block is of one sibling group, and so of one authority.
    if let [first, ..] = children
        && facts
            .council
            .policy_for(*first)
            .seek
            .contains(ApprovalKind::BedroomShare)
    {
        return most;
    }
    let agreed = children.iter().filter(|c| {
        let records = &facts.records;
        records.approved(**c, household.home_ix, ApprovalKind::BedroomShare)
    });
    most.min(agreed.count() as u8)
}

/// What could be at one home.
#[derive(Clone)]
pub struct AtHome {
    /// The home.
    pub home: HomeIx,
    /// Group and set of each choice; those of one group side by side.
    pub places: Vec<(usize, u32)>,
    /// By choice: the block.
    pub blocks: Vec<Block>,
    /// By choice, then duty that is measured: the points that the children would have in this home each alone.
    alone: Vec<i64>,
    /// Choice, duty and the points that come of being there together, where there are any.
    together: Vec<(u32, u32, i64)>,
    /// Rows over the choices.
    pub rows: Vec<HouseholdRow>,
}

/// What the choices at a home cost.
pub struct Costs {
    /// By choice, then tier.
    pub all: Vec<i64>,
    /// By choice, then tier: the part of it that the children would have in this home each alone.
    pub alone: Vec<i64>,
}

impl AtHome {
    /// Asks the duties about the groups that are near enough; `None` where nobody could go. Rows about particular children
    /// are many: only where wanted.
    pub fn find(
        search: &Search,
        home: HomeIx,
        near: &Near,
        groups: &[Group],
        measured: &[&'static dyn Duty],
        apart: bool,
    ) -> Option<Self> {
        let near = near.at(home, search.facts.council.home(home).location);
        if near.is_empty() {
            return None;
        }
        let household = search.round.household(search.facts, home);
        let (mut places, mut blocks) = (Vec::new(), Vec::new());
        for g in near {
            blocks_at(search, &household, &groups[g], |mask, block| {
                places.push((g, mask));
                blocks.push(block);
            });
        }
        if blocks.is_empty() {
            return None;
        }
        let ask = |duty: &&dyn Duty| match apart {
            true => duties::constrain(*duty, &household, &blocks),
            false => duty.limit(&household, &blocks).into_iter().collect(),
        };
        let rows = duties::ALL.iter().flat_map(ask).collect();
        let mut alone = Vec::with_capacity(blocks.len() * measured.len());
        let mut together = Vec::new();
        for (c, block) in (0..).zip(&blocks) {
            for (d, duty) in (0..).zip(measured) {
                alone.push(points_alone(&household, block, *duty));
                match duty.block_points(&household, block) {
                    0 => {}
                    points => together.push((c, d, points)),
                }
            }
        }
        Some(Self {
            home,
            places,
            blocks,
            alone,
            together,
            rows,
        })
    }

    /// What the choices cost in tiers, charges of the round included.
    pub fn weigh(&self, measures: &Measures, round: &Round) -> Costs {
        let (duties, tiers) = (measures.duties.len(), measures.tiers.len());
        let mut alone = Vec::with_capacity(self.blocks.len() * tiers);
        for c in 0..self.blocks.len() {
            let points = &self.alone[c * duties..(c + 1) * duties];
            let of_tier = |terms: &Vec<(usize, i64)>| -> i64 {
                terms.iter().map(|(d, w)| w * points[*d]).sum()
            };
            alone.extend(measures.tiers.iter().map(of_tier));
        }
        let mut all = alone.clone();
        for &(c, d, points) in &self.together {
            for (t, terms) in measures.tiers.iter().enumerate() {
                let weights = terms.iter().filter(|(duty, _)| *duty == d as usize);
                let weight: i64 = weights.map(|(_, weight)| weight).sum();
                all[c as usize * tiers + t] += weight * points;
            }
        }
        for t in (0..tiers).filter(|t| round.is_charged(*t)) {
            for (c, block) in self.blocks.iter().enumerate() {
                all[c * tiers + t] += round.charge(t, block);
            }
        }
        Costs { all, alone }
    }

    /// By choice: the rows in which it stands, and its coefficients.
    pub fn stands(&self) -> Vec<Vec<(usize, i64)>> {
        let mut stands = vec![Vec::new(); self.blocks.len()];
        for (at, row) in self.rows.iter().enumerate() {
            for &(block, coefficient) in &row.terms {
                stands[block].push((at, coefficient));
            }
        }
        stands
    }
}

fn points_alone(household: &Household, block: &Block, duty: &dyn Duty) -> i64 {
    let of_child = |child: &ChildIx| duty.points(&household.facts.pair(*child, household.home_ix));
    block.children.iter().map(of_child).sum()
}
