//! From one independent component of the graph to its programme: block columns, partition columns, unmet
//! columns, and the rows that the duties ask for.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::blocks::blocks_of;
use super::none_worse::ByThemselves;
use super::program::{Column, Program, Row, Sense};
use crate::candidates::{Candidates, Component, Round};
use crate::duties::{self, Block, Duty, Facts};
use crate::model::{AuthorityIx, ChildIx, HomeIx, Tier};

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meaning {
    /// This block is chosen.
    Block(Block),
    /// This child is not placed.
    Unmet(ChildIx),
    /// A sibling group is split into these sets, the children in none of them being unplaced.
    Partition {
        /// How many of them it places.
        places: usize,
    },
}

/// A component's programme and what its columns mean.
#[derive(Debug)]
pub struct Problem {
    /// The programme.
    pub program: Program,
    /// One meaning a column.
    pub meanings: Vec<Meaning>,
    /// Children, in order.
    pub children: Vec<ChildIx>,
    /// Columns of a plan that keeps every row, where placing nobody might not.
    pub at_hand: Option<Vec<u32>>,
}

/// Groups of this many get partition columns: the bound is tighter than with child rows
/// (0.18% against 0.21% on a published-size instance), and there are at most 203 of them.
const PARTITIONED: std::ops::RangeInclusive<usize> = 3..=5;

/// Builds the programme of a component.
pub fn build(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    component: &Component,
    tiers: &[Tier],
) -> Problem {
    let terms = resolve(tiers);
    let mut builder = Builder {
        facts,
        terms,
        program: Program {
            costs: vec![Vec::new(); tiers.len()],
            ..Program::default()
        },
        meanings: Vec::new(),
        pair_values: HashMap::new(),
        worst: vec![Vec::new(); component.children.len()],
        blocks_with: BTreeMap::new(),
        columns_of: HashMap::new(),
        names: HashSet::new(),
        whose: Vec::new(),
        by_themselves: round.none_worse.as_ref().map(ByThemselves::of),
    };
    builder.value_pairs(candidates, component);
    builder.add_blocks(round, candidates, component);
    builder.add_needs(component);
    if let (Some(promise), Some(plan)) = (&round.none_worse, &builder.by_themselves) {
        let owed = plan.rows(facts, promise, &builder.program.costs, &builder.whose);
        builder.program.rows.extend(owed);
    }
    Problem {
        program: builder.program,
        meanings: builder.meanings,
        children: component.children.clone(),
        at_hand: builder.by_themselves.map(|plan| plan.columns),
    }
}

/// The duties of each tier's terms. A term without a duty is refused when the policy is read.
pub fn resolve(tiers: &[Tier]) -> Vec<Vec<(&'static dyn Duty, i64)>> {
    tiers
        .iter()
        .map(|tier| {
            let known = tier.terms.iter();
            known
                .filter_map(|term| Some((duties::by_code(&term.duty)?, term.weight)))
                .collect()
        })
        .collect()
}

type Values = Vec<i64>;

struct Builder<'a> {
    facts: &'a Facts<'a>,
    terms: Vec<Vec<(&'static dyn Duty, i64)>>,
    program: Program,
    meanings: Vec<Meaning>,
    pair_values: HashMap<(ChildIx, HomeIx), Values>,
    /// By child of the component: what leaving her unplaced costs in each tier.
    worst: Vec<Values>,
    /// Block columns by their set of children.
    blocks_with: BTreeMap<Vec<ChildIx>, Vec<u32>>,
    /// Block columns by child.
    columns_of: HashMap<ChildIx, Vec<u32>>,
    names: HashSet<String>,
    /// The authority of each column.
    whose: Vec<AuthorityIx>,
    /// What the authorities would do by themselves, where a promise is measured by it.
    by_themselves: Option<ByThemselves<'a>>,
}

impl Builder<'_> {
    /// What each candidate pair adds to each tier, and the worst of them for each child: an unplaced child
    /// counts at her worst option, so that no tier gains by leaving out a child who is hard to place.
    fn value_pairs(&mut self, candidates: &Candidates, component: &Component) {
        for (at, &child) in component.children.iter().enumerate() {
            let unplaced = |(duty, weight): &(&dyn Duty, i64)| {
                weight * duty.unplaced_points(self.facts, child)
            };
            let mut worst: Values = self
                .terms
                .iter()
                .map(|terms| terms.iter().map(unplaced).sum())
                .collect();
            let closed = candidates.closed.iter().filter(|c| c.child == child);
            for candidate in candidates.of_child(child).iter().chain(closed) {
                let pair = self.facts.pair(child, candidate.home);
                let points = |(duty, weight): &(&dyn Duty, i64)| weight * duty.points(&pair);
                let of_tier = |terms: &Vec<(&dyn Duty, i64)>| terms.iter().map(points).sum();
                let values: Values = self.terms.iter().map(of_tier).collect();
                for (most, value) in worst.iter_mut().zip(&values) {
                    *most = (*most).max(*value);
                }
                self.pair_values.insert((child, candidate.home), values);
            }
            self.worst[at] = worst;
        }
    }

    fn add_blocks(&mut self, round: &Round, candidates: &Candidates, component: &Component) {
        let mut at_home: BTreeMap<_, Vec<ChildIx>> = BTreeMap::new();
        for &child in &component.children {
            for candidate in candidates.of_child(child) {
                at_home.entry(candidate.home).or_default().push(child);
            }
        }
        for (home, children) in at_home {
            let household = round.household(self.facts, home);
            let blocks = blocks_of(self.facts, round, home, &children);
            let first = self.program.columns.len() as u32;
            for block in &blocks {
                let costs: Values = (0..self.terms.len())
                    .map(|t| {
                        let together = |(duty, weight): &(&dyn Duty, i64)| {
                            weight * duty.block_points(&household, block)
                        };
                        let alone = |c: &ChildIx| self.pair_values[&(*c, home)][t];
                        block.children.iter().map(alone).sum::<i64>()
                            + self.terms[t].iter().map(together).sum::<i64>()
                    })
                    .collect();
                let name = self.block_name(block);
                let first = block.children[0];
                let j = self.add_column(name, first, true, costs, Meaning::Block(block.clone()));
                if let Some(plan) = &mut self.by_themselves {
                    plan.block(block, j);
                }
                self.blocks_with
                    .entry(block.children.clone())
                    .or_default()
                    .push(j);
                for child in &block.children {
                    self.columns_of.entry(*child).or_default().push(j);
                }
            }
            for duty in duties::ALL {
                for row in duty
                    .constrain(&household, &blocks)
                    .iter()
                    .filter(|r| r.can_bind())
                {
                    let separator = if row.about.is_empty() { "" } else { "." };
                    let (id, about) = (plain(&household.home.id), plain(&row.about));
                    let name = self.unique(format!("{}.{id}{separator}{about}", row.duty));
                    let terms = row.terms.iter().filter(|(_, c)| *c != 0);
                    self.program.rows.push(Row {
                        name,
                        duty: row.duty,
                        about: Some((home, row.about.clone())),
                        owed_to: None,
                        sense: Sense::AtMost,
                        limit: row.limit,
                        terms: terms.map(|&(b, c)| (first + b as u32, c)).collect(),
                    });
                }
            }
        }
    }

    /// Every child is placed once or counted as unmet; groups of three to five through their partitions.
    fn add_needs(&mut self, component: &Component) {
        let mut done = vec![false; component.children.len()];
        for at in 0..component.children.len() {
            if done[at] {
                continue;
            }
            let child = component.children[at];
            let siblings = self.facts.families.group(child).iter();
            let mut group: Vec<usize> = siblings
                .filter_map(|c| component.children.binary_search(c).ok())
                .collect();
            if group.is_empty() {
                group.push(at);
            }
            let members: Vec<ChildIx> = group.iter().map(|&i| component.children[i]).collect();
            let splits = self
                .blocks_with
                .keys()
                .any(|set| set.len() > 1 && set.iter().all(|c| members.contains(c)));
            for &i in &group {
                done[i] = true;
            }
            if splits && PARTITIONED.contains(&members.len()) {
                self.add_partitions(&members, &group);
            } else {
                for &i in &group {
                    self.add_need(component.children[i], i);
                }
            }
        }
    }

    fn add_need(&mut self, child: ChildIx, at: usize) {
        let id = plain(&self.facts.council.child(child).id);
        let costs = self.worst[at].clone();
        let name = format!("unmet.{id}");
        let unmet = self.add_column(name, child, true, costs, Meaning::Unmet(child));
        if let Some(plan) = &mut self.by_themselves {
            plan.unmet(child, unmet);
        }
        let blocks = self.columns_of.get(&child).into_iter().flatten();
        let terms = blocks.chain([&unmet]).map(|&j| (j, 1)).collect();
        self.push_need_row(format!("D21.{id}"), 1, terms);
    }

    fn add_partitions(&mut self, members: &[ChildIx], group: &[usize]) {
        let mut sets: Vec<Vec<ChildIx>> = self
            .blocks_with
            .keys()
            .filter(|set| set.iter().all(|c| members.contains(c)))
            .cloned()
            .collect();
        sets.sort_unstable();
        let id = plain(&self.facts.council.child(members[0]).id);
        let mut one = Vec::new();
        let mut links: Vec<Vec<(u32, i64)>> = sets
            .iter()
            .map(|set| self.blocks_with[set].iter().map(|&j| (j, 1)).collect())
            .collect();
        for (n, partition) in partitions(members, &sets).into_iter().enumerate() {
            let placed: Vec<ChildIx> = partition.iter().flat_map(|&s| sets[s].clone()).collect();
            let mut costs = vec![0; self.terms.len()];
            for (_, &i) in members
                .iter()
                .zip(group)
                .filter(|(c, _)| !placed.contains(c))
            {
                for (cost, worst) in costs.iter_mut().zip(&self.worst[i]) {
                    *cost += worst;
                }
            }
            let j = self.add_column(
                format!("split.{id}.{n}"),
                members[0],
                false,
                costs,
                Meaning::Partition {
                    places: placed.len(),
                },
            );
            if let Some(plan) = &mut self.by_themselves {
                plan.partition(members, partition.iter().map(|&s| sets[s].as_slice()), j);
            }
            one.push((j, 1));
            for s in partition {
                links[s].push((j, -1));
            }
        }
        self.push_need_row(format!("D21.{id}.group"), 1, one);
        for (set, terms) in sets.iter().zip(links) {
            let ids: Vec<String> = set
                .iter()
                .map(|c| plain(&self.facts.council.child(*c).id))
                .collect();
            self.push_need_row(format!("D21.{}.set", ids.join("&")), 0, terms);
        }
    }

    fn push_need_row(&mut self, name: String, limit: i64, terms: Vec<(u32, i64)>) {
        let name = self.unique(name);
        self.program.rows.push(Row {
            name,
            duty: "D21",
            about: None,
            owed_to: None,
            sense: Sense::Equal,
            limit,
            terms,
        });
    }

    /// A column of this child and her brothers and sisters.
    fn add_column(
        &mut self,
        name: String,
        child: ChildIx,
        whole: bool,
        costs: Values,
        meaning: Meaning,
    ) -> u32 {
        let j = self.program.columns.len() as u32;
        let name = self.unique(name);
        self.program.columns.push(Column { name, whole });
        for (tier, cost) in self.program.costs.iter_mut().zip(costs) {
            tier.push(cost);
        }
        self.meanings.push(meaning);
        self.whose.push(self.facts.council.child(child).authority);
        j
    }

    fn block_name(&self, block: &Block) -> String {
        let council = self.facts.council;
        let ids: Vec<String> = block
            .children
            .iter()
            .map(|c| plain(&council.child(*c).id))
            .collect();
        let shares = match block.shares {
            0 => String::new(),
            n => format!(".sharing{n}"),
        };
        format!(
            "x.{}.at.{}{shares}",
            ids.join("&"),
            plain(&council.home(block.home).id)
        )
    }

    /// Two ids may look alike once they are made plain; the second gets a number.
    fn unique(&mut self, name: String) -> String {
        let mut candidate = name.clone();
        let mut n = 1;
        while !self.names.insert(candidate.clone()) {
            n += 1;
            candidate = format!("{name}~{n}");
        }
        candidate
    }
}

/// Every way to choose disjoint sets of the list, the empty way included.
fn partitions(members: &[ChildIx], sets: &[Vec<ChildIx>]) -> Vec<Vec<usize>> {
    let Some((&first, rest)) = members.split_first() else {
        return vec![Vec::new()];
    };
    let mut found = partitions(rest, sets);
    for (s, set) in sets.iter().enumerate() {
        if set.contains(&first) && set.iter().all(|c| members.contains(c)) {
            let left: Vec<ChildIx> = rest.iter().copied().filter(|c| !set.contains(c)).collect();
            for mut partition in partitions(&left, sets) {
                partition.push(s);
                found.push(partition);
            }
        }
    }
    found
}

/// An id as the model files allow it: no blanks or operators.
pub(super) fn plain(id: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    // Ids have no semicolon, so it stands between the ids that a row is about.
    let fit = |c: char| match c {
        ';' => '.',
        c if keep(c) => c,
        _ => '_',
    };
    id.chars().map(fit).collect()
}
