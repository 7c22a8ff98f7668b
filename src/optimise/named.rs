//! A component's programme with names, for people and for other solvers.

use std::collections::HashSet;

use super::problem::{Group, Kept, LISTED, Problem};
use super::program::{Column, Program, Row, Sense};
use super::ways::Ways;
use crate::candidates::OwedTo;
use crate::model::{ChildIx, Council};

/// The programme of a component in full: block columns, unmet columns, and partition columns for groups of
/// two to six. Household cuts follow from its rows and are left out.
///
/// Rows stand in this order: household rows as in the problem, then each group's needs, then what is
/// owed as in the problem.
pub fn program(problem: &Problem, council: &Council) -> Program {
    let mut naming = Naming {
        problem,
        council,
        names: HashSet::new(),
        leaving: Vec::new(),
        program: Program {
            costs: vec![Vec::new(); problem.costs.len()],
            ..Program::default()
        },
    };
    for j in 0..problem.columns.len() as u32 {
        let costs = problem
            .costs
            .iter()
            .map(|costs| costs[j as usize])
            .collect();
        let name = naming.block_name(j);
        naming.add_column(name, true, costs);
    }
    for row in &problem.rows {
        let home = problem.homes[row.home as usize].home;
        let separator = if row.about.is_empty() { "" } else { "." };
        let (id, about) = (plain(&council.home(home).id), plain(&row.about));
        let name = naming.unique(format!("{}.{id}{separator}{about}", row.duty));
        naming.program.rows.push(Row {
            name,
            duty: row.duty,
            sense: Sense::AtMost,
            limit: row.limit,
            terms: row.terms.clone(),
        });
    }
    for (g, group) in problem.groups.iter().enumerate() {
        naming.add_group(g, group);
    }
    for owed in &problem.owed {
        naming.add_owed(owed);
    }
    naming.program
}

/// How many rows say that the children of a group are each placed once: one for the group and one for each set,
/// or one for each child.
pub fn needs(group: &Group) -> usize {
    if in_partitions(group) {
        1 + group.sets.len()
    } else {
        group.children.len()
    }
}

/// Whether a group is written through its partitions, even if no home could take two of it: what a tier rules out
/// is ruled out for the group as a whole.
fn in_partitions(group: &Group) -> bool {
    (2..=LISTED).contains(&group.children.len())
}

struct Naming<'a> {
    problem: &'a Problem,
    council: &'a Council,
    names: HashSet<String>,
    program: Program,
    /// Columns that leave some of a group unplaced: group and mask.
    leaving: Vec<(u32, usize, u32)>,
}

impl Naming<'_> {
    /// Every child is placed once or counted as unmet; groups of two to six through their partitions.
    fn add_group(&mut self, g: usize, group: &Group) {
        if in_partitions(group) {
            return self.add_partitions(g, group);
        }
        for (bit, child) in group.children.iter().enumerate() {
            let id = self.id(*child);
            let unmet = self.add_column(format!("unmet.{id}"), true, group.unplaced[bit].clone());
            self.leaving.push((unmet, g, 1 << bit));
            let with = group.sets.iter().filter(|set| set.mask >> bit & 1 == 1);
            let blocks = with.flat_map(|set| set.columns.iter().copied());
            let mut terms: Vec<(u32, i64)> = blocks.chain([unmet]).map(|j| (j, 1)).collect();
            terms.sort_unstable();
            self.add_need(format!("D21.{id}"), 1, terms);
        }
    }

    fn add_partitions(&mut self, g: usize, group: &Group) {
        let id = self.id(group.children[0]);
        let columns =
            |set: &super::problem::SiblingSet| set.columns.iter().map(|j| (*j, 1)).collect();
        let mut links: Vec<Vec<(u32, i64)>> = group.sets.iter().map(columns).collect();
        let mut one = Vec::new();
        for (n, way) in Ways::of(group).listed.iter().enumerate() {
            let tiers = 0..self.problem.costs.len();
            let costs = tiers
                .map(|t| group.cost_of_leaving(t, !way.placed))
                .collect();
            let j = self.add_column(format!("split.{id}.{n}"), false, costs);
            self.leaving.push((j, g, !way.placed));
            one.push((j, 1));
            for &s in &way.sets {
                links[usize::from(s)].push((j, -1));
            }
        }
        self.add_need(format!("D21.{id}.group"), 1, one);
        for (set, terms) in group.sets.iter().zip(links) {
            let ids: Vec<String> = group
                .members(set.mask)
                .iter()
                .map(|c| self.id(*c))
                .collect();
            self.add_need(format!("D21.{}.set", ids.join("&")), 0, terms);
        }
    }

    /// The children to whom it is owed come to no more in a tier.
    fn add_owed(&mut self, owed: &Kept) {
        let blocks = 0..self.problem.columns.len() as u32;
        let mut terms: Vec<(u32, i64)> = blocks
            .map(|j| (j, self.problem.cost_kept(owed, j)))
            .collect();
        for &(j, g, mask) in &self.leaving {
            terms.push((j, self.problem.leaving_kept(owed, g, mask)));
        }
        terms.retain(|(_, cost)| *cost != 0);
        let name = match owed.owed_to {
            Some(OwedTo::Authority(authority)) => {
                let member = self.council.members.get(authority.at());
                let short = member.map_or(String::new(), |member| plain(&member.short));
                format!("none-worse.{short}.{}", owed.tier + 1)
            }
            Some(OwedTo::Everybody) | None => format!("ceiling.{}", owed.tier + 1),
        };
        let name = self.unique(name);
        self.program.rows.push(Row {
            name,
            duty: "",
            sense: Sense::AtMost,
            limit: owed.value,
            terms,
        });
    }

    fn add_need(&mut self, name: String, limit: i64, terms: Vec<(u32, i64)>) {
        let name = self.unique(name);
        self.program.rows.push(Row {
            name,
            duty: "D21",
            sense: Sense::Equal,
            limit,
            terms,
        });
    }

    fn add_column(&mut self, name: String, whole: bool, costs: Vec<i64>) -> u32 {
        let j = self.program.columns.len() as u32;
        let name = self.unique(name);
        self.program.columns.push(Column { name, whole });
        for (tier, cost) in self.program.costs.iter_mut().zip(costs) {
            tier.push(cost);
        }
        j
    }

    fn block_name(&self, j: u32) -> String {
        let block = self.problem.block(j);
        let ids: Vec<String> = block.children.iter().map(|c| self.id(*c)).collect();
        let home = plain(&self.council.home(block.home).id);
        let shares = match block.shares {
            0 => String::new(),
            n => format!(".sharing{n}"),
        };
        format!("x.{}.at.{home}{shares}", ids.join("&"))
    }

    fn id(&self, child: ChildIx) -> String {
        plain(&self.council.child(child).id)
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

/// An id as the model files allow it: no blanks or operators.
fn plain(id: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
    // Ids have no semicolon, so it stands between the ids that a row is about.
    let fit = |c: char| match c {
        ';' => '.',
        c if keep(c) => c,
        _ => '_',
    };
    id.chars().map(fit).collect()
}
