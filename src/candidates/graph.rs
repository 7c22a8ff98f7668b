//! The independent parts into which the graph of children and homes falls.

use std::collections::HashMap;

use petgraph::unionfind::UnionFind;

use super::Candidate;
use crate::duties::Facts;
use crate::model::{ChildIx, HomeIx};

/// Children and homes that no candidate or sibling link joins to any other: they can be decided alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Children, in order.
    pub children: Vec<ChildIx>,
    /// Homes, in order; empty for children whom nobody could take.
    pub homes: Vec<HomeIx>,
}

/// The connected components of children to place and homes that they could go to, in order of their first child.
/// A candidate joins a child and a home, brothers and sisters join each other. No edge is stored: a round of a whole
/// region has millions.
pub fn components(facts: &Facts, to_place: &[ChildIx], candidates: &[Candidate]) -> Vec<Component> {
    let node_of_home = |home: HomeIx| to_place.len() + home.at();
    let node_of: HashMap<ChildIx, usize> = to_place.iter().copied().zip(0..).collect();
    let mut joined: UnionFind<usize> = UnionFind::new(to_place.len() + facts.council.homes.len());
    let mut is_used = vec![false; facts.council.homes.len()];
    for candidate in candidates {
        is_used[candidate.home.at()] = true;
        joined.union(node_of[&candidate.child], node_of_home(candidate.home));
    }
    for &child in to_place {
        let siblings = facts.families.group(child).iter();
        for sibling in siblings.filter_map(|s| node_of.get(s)) {
            joined.union(node_of[&child], *sibling);
        }
    }
    let mut components: Vec<Component> = Vec::new();
    let mut at: HashMap<usize, usize> = HashMap::new();
    for (node, &child) in to_place.iter().enumerate() {
        let component = *at.entry(joined.find(node)).or_insert_with(|| {
            components.push(Component {
                children: Vec::new(),
                homes: Vec::new(),
            });
            components.len() - 1
        });
        components[component].children.push(child);
    }
    let homes = facts.council.home_indices();
    for home in homes.filter(|home| is_used[home.at()]) {
        let component = at[&joined.find(node_of_home(home))];
        components[component].homes.push(home);
    }
    components
}

/// All components as one, for rules that hold over everybody: an authority's children are in many of them.
pub fn as_one(components: Vec<Component>) -> Vec<Component> {
    let mut one = Component {
        children: Vec::new(),
        homes: Vec::new(),
    };
    for component in components {
        one.children.extend(component.children);
        one.homes.extend(component.homes);
    }
    one.children.sort_unstable();
    one.homes.sort_unstable();
    if one.children.is_empty() {
        Vec::new()
    } else {
        vec![one]
    }
}
