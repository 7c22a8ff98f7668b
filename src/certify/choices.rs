//! Every choice that the duties leave open, found again from the council alone: which blocks of which sibling
//! group could go to which home, what each costs in each tier, and which household rows it stands in.

use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use crate::candidates::{OwedTo, Round};
use crate::duties::{
    self, Block, Duty, Facts, Household, HouseholdRow, Pair, Verdict, most_shares,
};
use crate::model::{ApprovalKind, ChildIx, HomeIx, metres_in};

/// A term of a tier: the duty that measures, and its weight.
pub type Terms = Vec<(&'static dyn Duty, i64)>;

/// One block with what it costs and where it stands.
pub struct Choice {
    /// The block.
    pub block: Block,
    /// Cost in each tier.
    pub costs: Vec<i64>,
    /// The part of the cost that the children would have in this home each alone.
    pub alone: Vec<i64>,
    /// Household rows and coefficients.
    pub rows: Vec<(usize, i64)>,
    /// Whether the earlier tiers still allow it.
    pub open: bool,
}

/// A household row, or one of what is owed.
pub struct HouseRow {
    /// Its limit.
    pub limit: i64,
    /// Whether earlier tiers have made it tight.
    pub tight: bool,
}

/// The choices of one sibling group (or of one child alone).
#[derive(Default)]
pub struct Group {
    /// The children.
    pub children: Vec<ChildIx>,
    /// What leaving each unplaced costs in each tier.
    pub unplaced: Vec<Vec<i64>>,
    /// Blocks by set of children, as a bit mask of `children`.
    pub sets: Vec<(u32, Vec<Choice>)>,
    /// Rows in which the group stands with its costs of a tier: what is owed to its authority, and ceilings.
    pub owed: Vec<(usize, usize)>,
}

/// Row of the household, by duty, home and what else it is about.
pub type RowIndex = HashMap<(&'static str, HomeIx, String), usize>;

/// Row of what is owed, by to whom and tier.
pub type OwedIndex = HashMap<(OwedTo, usize), usize>;

/// All choices of a part of the round.
pub struct Choices {
    /// By sibling group.
    pub groups: Vec<Group>,
    /// Household rows.
    pub rows: Vec<HouseRow>,
    /// Where to find each.
    pub index: RowIndex,
    /// By home: group, set and position of each of its choices.
    pub at_home: HashMap<HomeIx, Vec<(usize, usize, usize)>>,
    /// Rows of what is owed, among the others.
    pub owed: OwedIndex,
}

/// What is looked at.
pub struct Search<'a> {
    facts: &'a Facts<'a>,
    round: &'a Round,
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
}

/// Finds the choices of a part.
pub fn find(facts: &Facts, round: &Round, children: &[ChildIx], tiers: &[Terms]) -> Choices {
    let mut choices = Choices {
        groups: groups_of(facts, children, tiers),
        rows: Vec::new(),
        index: HashMap::new(),
        at_home: HashMap::new(),
        owed: HashMap::new(),
    };
    let search = Search::of(facts, round);
    let homes = facts.council.home_indices();
    let homes: Vec<HomeIx> = homes.filter(|home| round.is_open(*home)).collect();
    let found: Vec<Option<AtHome>> = homes
        .par_iter()
        .map(|&home| AtHome::find(&search, home, &choices.groups, tiers, true))
        .collect();
    for at_home in found.into_iter().flatten() {
        choices.add_home(at_home);
    }
    for group in &mut choices.groups {
        group.count_unplaced_at_worst(round);
        group.charge_for_leaving(round);
    }
    choices
}

/// The sibling groups among children, without choices.
pub fn groups_of(facts: &Facts, children: &[ChildIx], tiers: &[Terms]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut of_family: HashMap<ChildIx, usize> = HashMap::new();
    for &child in children {
        let of_tier = |terms: &Terms| -> i64 {
            let points = terms
                .iter()
                .map(|(duty, w)| w * duty.unplaced_points(facts, child));
            points.sum()
        };
        let at = *of_family
            .entry(facts.families.first_of(child))
            .or_insert_with(|| {
                groups.push(Group::default());
                groups.len() - 1
            });
        groups[at].children.push(child);
        groups[at]
            .unplaced
            .push(tiers.iter().map(of_tier).collect());
    }
    groups
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
    pair.is_current()
        || duties::ALL.iter().all(|duty| match duty.bar(pair) {
            Verdict::Allowed => true,
            Verdict::NotAllowed => false,
            Verdict::NeedsApproval(kind) => {
                let records = &pair.facts.records;
                seek.contains(kind) || records.approved(pair.child_ix, pair.home_ix, kind)
            }
        })
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
pub struct AtHome {
    home: HomeIx,
    /// Group and set of each choice.
    places: Vec<(usize, u32)>,
    choices: Vec<Choice>,
    rows: Vec<HouseholdRow>,
}

impl AtHome {
    /// Asks the duties; `None` where nobody could go. Rows about particular children are many: only where wanted.
    pub fn find(
        search: &Search,
        home: HomeIx,
        groups: &[Group],
        tiers: &[Terms],
        apart: bool,
    ) -> Option<Self> {
        let household = search.round.household(search.facts, home);
        let (mut places, mut blocks) = (Vec::new(), Vec::new());
        for (g, group) in groups.iter().enumerate() {
            blocks_at(search, &household, group, |mask, block| {
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
        let choice = |block: Block| {
            let alone = |terms| cost_alone(&household, &block, terms);
            let alone: Vec<i64> = tiers.iter().map(alone).collect();
            let together = tiers.iter().enumerate().map(|(t, terms)| {
                cost_together(&household, &block, terms) + search.round.charge(t, &block)
            });
            let costs = alone.iter().zip(together).map(|(a, b)| a + b).collect();
            Choice {
                block,
                costs,
                alone,
                rows: Vec::new(),
                open: true,
            }
        };
        Some(Self {
            home,
            places,
            choices: blocks.into_iter().map(choice).collect(),
            rows,
        })
    }
}

impl Choices {
    /// The choices of one home by themselves, and which group each of theirs is.
    pub fn alone(mut found: AtHome) -> (Self, Vec<usize>) {
        let mut groups: Vec<usize> = Vec::new();
        for (g, _) in &mut found.places {
            // Choices lie side by side by group.
            if groups.last() != Some(g) {
                groups.push(*g);
            }
            *g = groups.len() - 1;
        }
        let mut choices = Self {
            groups: groups.iter().map(|_| Group::default()).collect(),
            rows: Vec::new(),
            index: HashMap::new(),
            at_home: HashMap::new(),
            owed: HashMap::new(),
        };
        choices.add_home(found);
        (choices, groups)
    }

    fn add_home(&mut self, mut found: AtHome) {
        for row in found.rows {
            let at = self.rows.len();
            self.rows.push(HouseRow {
                limit: row.limit,
                tight: false,
            });
            self.index.insert((row.duty, found.home, row.about), at);
            for (block, coefficient) in row.terms {
                found.choices[block].rows.push((at, coefficient));
            }
        }
        for ((g, mask), choice) in found.places.into_iter().zip(found.choices) {
            let sets = &mut self.groups[g].sets;
            let s = sets.iter().position(|(set, _)| *set == mask);
            let s = s.unwrap_or_else(|| {
                sets.push((mask, Vec::new()));
                sets.len() - 1
            });
            let at_home = self.at_home.entry(found.home).or_default();
            at_home.push((g, s, sets[s].1.len()));
            sets[s].1.push(choice);
        }
    }
}

impl Group {
    /// Adds what the round charges for leaving each child, on top of her worst option.
    pub fn charge_for_leaving(&mut self, round: &Round) {
        for (child, unplaced) in self.children.iter().zip(&mut self.unplaced) {
            for (t, cost) in unplaced.iter_mut().enumerate() {
                *cost += round.charge_of_leaving(t, *child);
            }
        }
    }

    /// An unplaced child counts at her worst option in every tier, among the homes that exist.
    fn count_unplaced_at_worst(&mut self, round: &Round) {
        let sets = std::mem::take(&mut self.sets);
        for (mask, choices) in sets.iter().filter(|(mask, _)| mask.is_power_of_two()) {
            for choice in choices.iter().filter(|c| round.exists(c.block.home)) {
                self.count_option(mask.trailing_zeros() as usize, &choice.alone);
            }
        }
        self.sets = sets;
    }

    /// Takes what a child would cost alone in some home into account.
    pub fn count_option(&mut self, bit: usize, alone: &[i64]) {
        for (worst, cost) in self.unplaced[bit].iter_mut().zip(alone) {
            *worst = (*worst).max(*cost);
        }
    }
}

fn cost_alone(household: &Household, block: &Block, terms: &Terms) -> i64 {
    let of_child = |child: &ChildIx| -> i64 {
        let pair = household.facts.pair(*child, household.home_ix);
        terms
            .iter()
            .map(|(duty, weight)| weight * duty.points(&pair))
            .sum()
    };
    block.children.iter().map(of_child).sum()
}

fn cost_together(household: &Household, block: &Block, terms: &Terms) -> i64 {
    let points = |(duty, weight): &(&dyn Duty, i64)| weight * duty.block_points(household, block);
    terms.iter().map(points).sum()
}
