//! Sibling groups: who is brother or sister of whom, and what is planned for each pair.

use std::collections::HashMap;

use petgraph::unionfind::UnionFind;

use super::child::ChildIx;
use super::council::Council;
use super::record::SiblingPlan;

/// The sibling groups of a council: the connected parts of its sibling links.
///
/// A pair inside a group that has no link of its own is taken as not yet assessed.
#[derive(Debug, Default)]
pub struct Families {
    /// By child.
    group_of: Vec<Option<u32>>,
    groups: Vec<Vec<ChildIx>>,
    plans: HashMap<(ChildIx, ChildIx), SiblingPlan>,
}

impl Families {
    /// Groups the council's sibling links.
    pub fn of(council: &Council) -> Self {
        let mut joined: UnionFind<usize> = UnionFind::new(council.children.len());
        let mut plans = HashMap::new();
        for link in &council.sibling_links {
            joined.union(link.pair.0.at(), link.pair.1.at());
            plans.insert(ordered(link.pair.0, link.pair.1), link.plan);
        }
        let mut linked: Vec<ChildIx> = council
            .sibling_links
            .iter()
            .flat_map(|link| [link.pair.0, link.pair.1])
            .collect();
        linked.sort_unstable();
        linked.dedup();
        let mut group_of = vec![None; council.children.len()];
        let (mut groups, mut by_root) = (Vec::new(), HashMap::new());
        for child in linked {
            let group = *by_root.entry(joined.find(child.at())).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[group].push(child);
            group_of[child.at()] = Some(group as u32);
        }
        Self {
            group_of,
            groups,
            plans,
        }
    }

    /// Every group, each in order of child index.
    pub fn groups(&self) -> &[Vec<ChildIx>] {
        &self.groups
    }

    /// The children of this child's group, herself included; empty if no sibling is known.
    pub fn group(&self, child: ChildIx) -> &[ChildIx] {
        self.number(child)
            .map_or(&[], |group| self.groups[group as usize].as_slice())
    }

    /// The first child of this child's group, by whom the group is known; herself if no sibling is known.
    pub fn first_of(&self, child: ChildIx) -> ChildIx {
        self.group(child).first().copied().unwrap_or(child)
    }

    /// These children by sibling group, in the order given; a child without siblings is a group of one.
    pub fn split(&self, children: &[ChildIx]) -> Vec<Vec<ChildIx>> {
        let mut groups: Vec<Vec<ChildIx>> = Vec::new();
        let mut group_of: HashMap<ChildIx, usize> = HashMap::new();
        for &child in children {
            // The first child of a group need not be among these.
            let at = *group_of.entry(self.first_of(child)).or_insert_with(|| {
                groups.push(Vec::new());
                groups.len() - 1
            });
            groups[at].push(child);
        }
        groups
    }

    fn number(&self, child: ChildIx) -> Option<u32> {
        self.group_of.get(child.at()).copied().flatten()
    }

    /// The plan for two children; `None` if they are not of one group.
    pub fn plan(&self, a: ChildIx, b: ChildIx) -> Option<SiblingPlan> {
        if a == b || self.number(a)? != self.number(b)? {
            return None;
        }
        let listed = self.plans.get(&ordered(a, b));
        Some(listed.copied().unwrap_or(SiblingPlan::Unknown))
    }

    /// Whether two children are of one sibling group.
    pub fn are_siblings(&self, a: ChildIx, b: ChildIx) -> bool {
        self.plan(a, b).is_some()
    }

    /// Whether two siblings are to live together: planned so, or not assessed otherwise.
    pub fn belong_together(&self, a: ChildIx, b: ChildIx) -> bool {
        matches!(
            self.plan(a, b),
            Some(SiblingPlan::Together | SiblingPlan::Unknown)
        )
    }

    /// Whether all the children are of one sibling group (true of one child alone).
    pub fn is_one_group(&self, mut children: impl Iterator<Item = ChildIx>) -> bool {
        let Some(first) = children.next() else {
            return true;
        };
        children.all(|child| child == first || self.are_siblings(first, child))
    }
}

fn ordered(a: ChildIx, b: ChildIx) -> (ChildIx, ChildIx) {
    (a.min(b), a.max(b))
}
