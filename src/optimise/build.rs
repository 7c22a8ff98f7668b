//! From a component of the graph to its programme, homes in parallel.

use std::collections::{BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::blocks::blocks_of;
use super::problem::{Column, Group, HouseRow, Kept, Problem, SiblingSet, Side};
use crate::candidates::{Candidates, Component, NoneWorse, Round};
use crate::duties::{self, Block, Duty, Facts, HouseholdRow};
use crate::model::{AuthorityIx, ChildIx, HomeIx, Tier};

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

/// Builds the programme of a component.
pub fn build(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    component: &Component,
    tiers: &[Tier],
) -> Problem {
    let terms = resolve(tiers);
    let values = Values::of(facts, candidates, component, &terms);
    let at_home = by_home(candidates, component);
    let parts: Vec<HomePart> = component
        .homes
        .par_iter()
        .zip(&at_home)
        .map(|(&home, able)| HomePart::of(facts, round, home, able, &values))
        .collect();
    let mut problem = Problem {
        children: component.children.clone(),
        groups: groups_of(facts, component, &values),
        homes: Vec::with_capacity(parts.len()),
        columns: Vec::new(),
        costs: vec![Vec::new(); tiers.len()],
        rows: Vec::new(),
        stands_in: Vec::new(),
        owed: Vec::new(),
        at_hand: None,
    };
    let mut place = Place::of(&problem);
    for part in parts {
        problem.take(part, &mut place);
    }
    problem.sort_sets();
    if let Some(promise) = &round.none_worse {
        problem.promise(promise);
    }
    problem
}

/// A child who could go to a home: position in the component, and of the candidate in its list.
type Able = (ChildIx, usize);

/// The children who could go to each home of the component, in order.
fn by_home(candidates: &Candidates, component: &Component) -> Vec<Vec<Able>> {
    let mut at_home = vec![Vec::new(); component.homes.len()];
    for &child in &component.children {
        for at in candidates.range_of(child) {
            let home = candidates.usable[at].home;
            if let Ok(h) = component.homes.binary_search(&home) {
                at_home[h].push((child, at));
            }
        }
    }
    at_home
}

/// What each candidate pair adds to each tier, and the worst of them for each child: an unplaced child counts
/// at her worst option, so that no tier gains by leaving out a child who is hard to place.
struct Values<'a> {
    terms: &'a Terms,
    /// First candidate of each child of the component, and her values from there, one list a candidate.
    pairs: HashMap<ChildIx, (usize, Vec<i64>)>,
    worst: HashMap<ChildIx, Vec<i64>>,
}

impl<'a> Values<'a> {
    fn of(facts: &Facts, candidates: &Candidates, component: &Component, terms: &'a Terms) -> Self {
        let mut closed: HashMap<ChildIx, Vec<HomeIx>> = HashMap::new();
        for pair in &candidates.closed {
            closed.entry(pair.child).or_default().push(pair.home);
        }
        let measured: Vec<_> = component
            .children
            .par_iter()
            .map(|&child| {
                let range = candidates.range_of(child);
                let open = candidates.usable[range.clone()].iter().map(|c| c.home);
                let gone = closed.get(&child).into_iter().flatten().copied();
                let mut worst: Vec<i64> = terms
                    .iter()
                    .map(|terms| sum(terms, |duty| duty.unplaced_points(facts, child)))
                    .collect();
                let mut values = Vec::with_capacity(range.len() * terms.len());
                for home in open.chain(gone) {
                    let pair = facts.pair(child, home);
                    for (most, terms) in worst.iter_mut().zip(terms) {
                        let value = sum(terms, |duty| duty.points(&pair));
                        *most = (*most).max(value);
                        values.push(value);
                    }
                }
                (child, range.start, values, worst)
            })
            .collect();
        let mut all = Self {
            terms,
            pairs: HashMap::with_capacity(measured.len()),
            worst: HashMap::with_capacity(measured.len()),
        };
        for (child, first, values, worst) in measured {
            all.pairs.insert(child, (first, values));
            all.worst.insert(child, worst);
        }
        all
    }

    fn of_pair(&self, child: ChildIx, candidate: usize) -> &[i64] {
        let (first, values) = &self.pairs[&child];
        let at = (candidate - first) * self.terms.len();
        &values[at..at + self.terms.len()]
    }
}

fn sum(terms: &[(&'static dyn Duty, i64)], points: impl Fn(&dyn Duty) -> i64) -> i64 {
    let weighed = terms.iter().map(|(duty, weight)| weight * points(*duty));
    weighed.sum()
}

/// The sibling groups of a component; a child without siblings is a group of one.
fn groups_of(facts: &Facts, component: &Component, values: &Values) -> Vec<Group> {
    let groups = facts.families.split(&component.children).into_iter();
    let group = |children: Vec<ChildIx>| Group {
        authority: facts.council.child(children[0]).authority,
        unplaced: children.iter().map(|c| values.worst[c].clone()).collect(),
        children,
        sets: Vec::new(),
    };
    groups.map(group).collect()
}

/// One home's columns and rows, not yet numbered.
struct HomePart {
    home: HomeIx,
    blocks: Vec<Block>,
    /// By block: its cost in each tier.
    costs: Vec<Vec<i64>>,
    rows: Vec<HouseholdRow>,
    plain: Vec<&'static str>,
    limits: Vec<i64>,
    profiles: Vec<Vec<i64>>,
    profile_of: Vec<u16>,
}

impl HomePart {
    fn of(facts: &Facts, round: &Round, home: HomeIx, able: &[Able], values: &Values) -> Self {
        let household = round.household(facts, home);
        let children: Vec<ChildIx> = able.iter().map(|(child, _)| *child).collect();
        let candidate: HashMap<ChildIx, usize> = able.iter().copied().collect();
        let blocks = blocks_of(facts, round, home, &children);
        let cost_of = |block: &Block| {
            let of_tier = |(t, terms): (usize, &Vec<_>)| {
                let alone = |c: &ChildIx| values.of_pair(*c, candidate[c])[t];
                block.children.iter().map(alone).sum::<i64>()
                    + sum(terms, |duty| duty.block_points(&household, block))
            };
            values.terms.iter().enumerate().map(of_tier).collect()
        };
        let costs = blocks.iter().map(cost_of).collect();
        let asked = duties::ALL
            .iter()
            .flat_map(|duty| duty.constrain(&household, &blocks));
        let rows: Vec<HouseholdRow> = asked.filter(HouseholdRow::can_bind).collect();
        let mut part = Self {
            home,
            profile_of: Vec::with_capacity(blocks.len()),
            blocks,
            costs,
            rows,
            plain: Vec::new(),
            limits: Vec::new(),
            profiles: Vec::new(),
        };
        part.find_profiles();
        part
    }

    /// Rows that are about nobody in particular weigh blocks by kind; blocks that weigh the same in all of
    /// them are of one profile.
    fn find_profiles(&mut self) {
        let plain: Vec<&HouseholdRow> = self.rows.iter().filter(|r| r.about.is_empty()).collect();
        self.plain = plain.iter().map(|row| row.duty).collect();
        self.limits = plain.iter().map(|row| row.limit).collect();
        let mut weights = vec![vec![0_i64; plain.len()]; self.blocks.len()];
        for (r, row) in plain.iter().enumerate() {
            for &(block, coefficient) in &row.terms {
                weights[block][r] += coefficient;
            }
        }
        for weighs in weights {
            let known = self.profiles.iter().position(|p| *p == weighs);
            let at = known.unwrap_or_else(|| {
                self.profiles.push(weighs);
                self.profiles.len() - 1
            });
            self.profile_of.push(at as u16);
        }
    }
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
    fn take(&mut self, part: HomePart, place: &mut Place) {
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

    /// What the authorities would do by themselves can be done together, so it keeps every row, what is owed to
    /// each of them included.
    fn promise(&mut self, promise: &NoneWorse) {
        let all = 0..self.columns.len() as u32;
        let wanted: HashSet<&Block> = promise.plan.iter().collect();
        let plan: Vec<u32> = all.filter(|j| wanted.contains(&self.block(*j))).collect();
        let authorities: BTreeSet<AuthorityIx> = self.groups.iter().map(|g| g.authority).collect();
        for authority in authorities {
            for &tier in &promise.tiers {
                let mut owed = Kept {
                    tier,
                    value: 0,
                    owed_to: Some(authority),
                };
                owed.value = self.value_kept(&owed, &plan);
                self.owed.push(owed);
            }
        }
        self.at_hand = Some(plan);
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
