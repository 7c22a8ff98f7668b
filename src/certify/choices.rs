//! Every choice that the duties leave open, found again from the council alone: which blocks of which sibling
//! group could go to which home, what each costs in each tier, and which household rows it stands in.

use std::collections::HashMap;

use rayon::prelude::*;

use super::at_home::{AtHome, Costs, Search};
use super::measures::Measures;
use super::near::Near;
use super::survey::Survey;
use crate::candidates::{OwedTo, Round};
use crate::duties::{Block, Duty, Facts};
use crate::model::{ChildIx, HomeIx};

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

/// Finds the choices of a part, in a survey where there is one of the round.
pub fn find(
    facts: &Facts,
    round: &Round,
    children: &[ChildIx],
    tiers: &[Terms],
    survey: Option<&Survey>,
) -> Choices {
    let mut choices = Choices {
        groups: groups_of(facts, children, tiers),
        rows: Vec::new(),
        index: HashMap::new(),
        at_home: HashMap::new(),
        owed: HashMap::new(),
    };
    let surveyed = survey.and_then(|s| Some((s.measures(tiers)?, s.among(&choices.groups)?)));
    let (measures, among) = match surveyed {
        Some((measures, among)) => (measures, Some(among)),
        None => (Measures::of(tiers), None),
    };
    let search = Search::of(facts, round);
    let near = Near::of(&search, &choices.groups);
    let ask = |home: HomeIx| {
        AtHome::find(
            &search,
            home,
            &near,
            &choices.groups,
            &measures.duties,
            true,
        )
    };
    let homes = facts.council.home_indices();
    let homes: Vec<HomeIx> = homes.filter(|home| round.is_open(*home)).collect();
    let found: Vec<Option<AtHome>> = homes
        .par_iter()
        .map(|&home| {
            let known = among.as_ref().and_then(|among| among.at(home));
            known.unwrap_or_else(|| ask(home))
        })
        .collect();
    drop(among);
    for at_home in found.into_iter().flatten() {
        let costs = at_home.weigh(&measures, round);
        choices.add_home(at_home, &costs);
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

impl Choices {
    fn add_home(&mut self, found: AtHome, costs: &Costs) {
        let first = self.rows.len();
        let stands = found.stands();
        for row in found.rows {
            let at = self.rows.len();
            self.rows.push(HouseRow {
                limit: row.limit,
                tight: false,
            });
            self.index.insert((row.duty, found.home, row.about), at);
        }
        let tiers = (costs.all.len() / found.blocks.len().max(1)).max(1);
        let of_tiers = costs.all.chunks(tiers).zip(costs.alone.chunks(tiers));
        let blocks = found.blocks.into_iter().zip(stands).zip(of_tiers);
        for ((g, mask), ((block, stands), (costs, alone))) in found.places.into_iter().zip(blocks) {
            let sets = &mut self.groups[g].sets;
            let s = sets.iter().position(|(set, _)| *set == mask);
            let s = s.unwrap_or_else(|| {
                sets.push((mask, Vec::new()));
                sets.len() - 1
            });
            let at_home = self.at_home.entry(found.home).or_default();
            at_home.push((g, s, sets[s].1.len()));
            let rows = stands.into_iter().map(|(row, c)| (first + row, c));
            sets[s].1.push(Choice {
                block,
                costs: costs.to_vec(),
                alone: alone.to_vec(),
                rows: rows.collect(),
                open: true,
            });
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
