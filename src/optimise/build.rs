//! From a component of the graph to its programme, homes in parallel.

use std::collections::HashMap;

use rayon::prelude::*;

use super::at_home::{AtHome, pair_costs, unplaced_costs};
use super::constants;
use super::problem::{Column, Group, HouseRow, Problem, SiblingSet, Side};
use crate::candidates::{Candidates, Component, Round};
use crate::duties::{self, Duty, Facts};
use crate::model::{ChildIx, HomeIx, Tier};

/// The duties of each tier's terms with their weights.
pub type Terms = Vec<Vec<(&'static dyn Duty, i64)>>;

/// The duties of each tier's terms. A term without a duty is refused when the policy is read.
pub fn resolve(tiers: &[Tier]) -> Terms {
    let of = |tier: &Tier| {
        let known = tier.terms.iter();
        known
            .filter_map(|term| Some((duties::by_code(&term.duty)?, term.weight)))
            .collect()
    };
    tiers.iter().map(of).collect()
}

/// The same with weights in the parts in which a round counts its tiers.
pub fn resolve_for(round: &Round, tiers: &[Tier]) -> Terms {
    let mut terms = resolve(tiers);
    for (t, terms) in terms.iter_mut().enumerate() {
        for (_, weight) in terms {
            *weight *= round.scale(t);
        }
    }
    terms
}

/// Builds the programme of a component.
pub fn build(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    component: &Component,
    tiers: &[Tier],
) -> Problem {
    let terms = resolve_for(round, tiers);
    let able = able_by_home(candidates, component);
    let parts = parts_of(facts, round, &component.homes, &able, &terms);
    let mut worst = Worst::unplaced(facts, round, &component.children, &terms);
    for pair in &candidates.closed {
        worst.raise(
            pair.child,
            &pair_costs(facts, pair.child, pair.home, &terms),
        );
    }
    let standing = parts.iter().filter(|part| round.exists(part.home));
    for (child, costs) in standing.flat_map(|part| &part.alone) {
        worst.raise(*child, costs);
    }
    let mut problem = assemble(facts, &component.children, parts, &worst, tiers.len());
    let mut standing = problem.homes.iter().filter(|side| round.exists(side.home));
    problem.existing = standing.next_back().map_or(0, |side| side.columns.end);
    if round.is_one_part() {
        problem.hold_to(round, &constants(facts, &round.to_place, &terms));
    }
    problem
}

/// What could be at each home, homes in parallel. `able` are the children who could come, by home.
pub fn parts_of(
    facts: &Facts,
    round: &Round,
    homes: &[HomeIx],
    able: &[Vec<ChildIx>],
    terms: &Terms,
) -> Vec<AtHome> {
    homes
        .par_iter()
        .zip(able)
        .map(|(&home, able)| AtHome::of(facts, round, home, able, terms))
        .collect()
}

/// Puts the parts of homes together.
pub fn assemble(
    facts: &Facts,
    children: &[ChildIx],
    parts: Vec<AtHome>,
    worst: &Worst,
    tiers: usize,
) -> Problem {
    let mut problem = Problem {
        children: children.to_vec(),
        groups: groups_of(facts, children, worst),
        homes: Vec::with_capacity(parts.len()),
        columns: Vec::new(),
        costs: vec![Vec::new(); tiers],
        rows: Vec::new(),
        stands_in: Vec::new(),
        owed: Vec::new(),
        at_hand: None,
        existing: 0,
    };
    let mut place = Place::of(&problem);
    for part in parts {
        problem.take(part, &mut place);
    }
    problem.sort_sets();
    problem.existing = problem.columns.len() as u32;
    problem
}

/// The children who could go to each home of the component, in order.
pub fn able_by_home(candidates: &Candidates, component: &Component) -> Vec<Vec<ChildIx>> {
    let mut at_home = vec![Vec::new(); component.homes.len()];
    for &child in &component.children {
        for candidate in candidates.of_child(child) {
            if let Ok(h) = component.homes.binary_search(&candidate.home) {
                at_home[h].push(child);
            }
        }
    }
    at_home
}

/// By child: the worst of her options in each tier. An unplaced child counts at it, so that no tier gains by leaving
/// out a child who is hard to place. What the round charges for leaving her comes on top.
pub struct Worst {
    options: HashMap<ChildIx, Vec<i64>>,
    charges: HashMap<ChildIx, Vec<i64>>,
}

impl Worst {
    /// What being unplaced costs by itself.
    pub fn unplaced(facts: &Facts, round: &Round, children: &[ChildIx], terms: &Terms) -> Self {
        let own = |&child: &ChildIx| (child, unplaced_costs(facts, child, terms));
        let charge = |&child: &ChildIx| {
            let of_tier = |t: usize| round.charge_of_leaving(t, child);
            (child, (0..terms.len()).map(of_tier).collect())
        };
        Self {
            options: children.iter().map(own).collect(),
            charges: children.iter().map(charge).collect(),
        }
    }

    /// The worst of all candidates, children in parallel, without a programme.
    pub fn of(
        facts: &Facts,
        round: &Round,
        candidates: &Candidates,
        children: &[ChildIx],
        terms: &Terms,
    ) -> Self {
        let of_child = |&child: &ChildIx| {
            let open = candidates.of_child(child).iter();
            let gone = candidates.closed.iter().filter(|c| c.child == child);
            let mut most: Option<Vec<i64>> = None;
            let options = open.chain(gone).filter(|c| round.exists(c.home));
            for candidate in options {
                let costs = pair_costs(facts, child, candidate.home, terms);
                match &mut most {
                    Some(most) => raise(most, &costs),
                    None => most = Some(costs),
                }
            }
            (child, most.unwrap_or_default())
        };
        let measured: Vec<_> = children.par_iter().map(of_child).collect();
        let mut worst = Self::unplaced(facts, round, children, terms);
        for (child, costs) in measured {
            worst.raise(child, &costs);
        }
        worst
    }

    /// Takes an option of a child into account; one of another component's child counts for nothing.
    pub fn raise(&mut self, child: ChildIx, costs: &[i64]) {
        if let Some(worst) = self.options.get_mut(&child) {
            raise(worst, costs);
        }
    }

    /// What leaving a child unplaced costs in each tier.
    pub fn costs(&self, child: ChildIx) -> Vec<i64> {
        let (worst, charges) = (&self.options[&child], &self.charges[&child]);
        worst.iter().zip(charges).map(|(w, c)| w + c).collect()
    }
}

fn raise(worst: &mut [i64], costs: &[i64]) {
    for (most, cost) in worst.iter_mut().zip(costs) {
        *most = (*most).max(*cost);
    }
}

/// The sibling groups among children; a child without siblings is a group of one.
pub fn groups_of(facts: &Facts, children: &[ChildIx], worst: &Worst) -> Vec<Group> {
    let groups = facts.families.split(children).into_iter();
    let group = |children: Vec<ChildIx>| Group {
        authority: facts.council.child(children[0]).authority,
        unplaced: children.iter().map(|c| worst.costs(*c)).collect(),
        children,
        sets: Vec::new(),
    };
    groups.map(group).collect()
}

/// Where each child stands, and which set of a group has which mask.
struct Place {
    of_child: HashMap<ChildIx, (u32, u32)>,
    sets: HashMap<(u32, u32), u16>,
}

impl Place {
    fn of(problem: &Problem) -> Self {
        let mut of_child = HashMap::with_capacity(problem.children.len());
        for (g, group) in problem.groups.iter().enumerate() {
            for (bit, &child) in group.children.iter().enumerate() {
                of_child.insert(child, (g as u32, bit as u32));
            }
        }
        Self {
            of_child,
            sets: HashMap::new(),
        }
    }
}

impl Problem {
    fn take(&mut self, part: AtHome, place: &mut Place) {
        let first = self.columns.len() as u32;
        let side = self.homes.len() as u32;
        for (b, block) in part.blocks.iter().enumerate() {
            let group = place.of_child[&block.children[0]].0;
            let bits = block.children.iter().map(|c| 1 << place.of_child[c].1);
            let mask: u32 = bits.sum();
            let sets = &mut self.groups[group as usize].sets;
            let set = *place.sets.entry((group, mask)).or_insert_with(|| {
                sets.push(SiblingSet {
                    mask,
                    columns: Vec::new(),
                });
                (sets.len() - 1) as u16
            });
            sets[usize::from(set)].columns.push(first + b as u32);
            self.columns.push(Column {
                home: part.home,
                group,
                set,
                shares: block.shares,
                profile: part.profile_of[b],
            });
            for (all, cost) in self.costs.iter_mut().zip(&part.costs[b]) {
                all.push(*cost);
            }
            self.stands_in.push(Vec::new());
        }
        let mut plain_rows = Vec::new();
        for row in part.rows {
            let at = self.rows.len() as u32;
            if row.about.is_empty() {
                plain_rows.push(at);
            }
            let terms = row.terms.iter().filter(|(_, c)| *c != 0);
            let terms: Vec<(u32, i64)> = terms.map(|&(b, c)| (first + b as u32, c)).collect();
            for &(j, coefficient) in &terms {
                self.stands_in[j as usize].push((at, coefficient));
            }
            self.rows.push(HouseRow {
                duty: row.duty,
                about: row.about,
                home: side,
                limit: row.limit,
                terms,
            });
        }
        self.homes.push(Side {
            home: part.home,
            columns: first..self.columns.len() as u32,
            plain: part.plain,
            plain_rows,
            limits: part.limits,
            profiles: part.profiles,
        });
    }

    /// Sets by mask, so that nothing depends on the order in which homes name them.
    pub(super) fn sort_sets(&mut self) {
        for group in &mut self.groups {
            let mut order: Vec<usize> = (0..group.sets.len()).collect();
            order.sort_by_key(|&s| group.sets[s].mask);
            let mut moved = vec![0_u16; order.len()];
            for (to, &from) in order.iter().enumerate() {
                moved[from] = to as u16;
            }
            let sets = std::mem::take(&mut group.sets);
            for set in &sets {
                for &j in &set.columns {
                    let column = &mut self.columns[j as usize];
                    column.set = moved[usize::from(column.set)];
                }
            }
            group.sets = sets;
            group.sets.sort_by_key(|set| set.mask);
        }
    }
}
