//! The sparse graph of children and homes, and the independent parts into which it falls.

use std::collections::HashMap;

use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::Dfs;

use super::Candidate;
use crate::duties::Facts;
use crate::model::{ChildIx, HomeIx};

/// A node: a child to place or a home that somebody could go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Node {
    /// A child to place.
    Child(ChildIx),
    /// A home.
    Home(HomeIx),
}

/// Children and homes that no candidate or sibling link joins to any other: they can be decided alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Component {
    /// Children, in order.
    pub children: Vec<ChildIx>,
    /// Homes, in order; empty for children whom nobody could take.
    pub homes: Vec<HomeIx>,
}

/// The bipartite graph of children and homes; an edge is a candidate, or joins brothers and sisters.
pub type Graph = UnGraph<Node, Option<u32>>;

/// Builds the graph.
pub fn build(facts: &Facts, to_place: &[ChildIx], candidates: &[Candidate]) -> Graph {
    let mut graph = Graph::with_capacity(to_place.len() * 2, candidates.len());
    let mut children = HashMap::with_capacity(to_place.len());
    let mut homes: HashMap<HomeIx, NodeIndex> = HashMap::new();
    for &child in to_place {
        children.insert(child, graph.add_node(Node::Child(child)));
    }
    for (i, candidate) in candidates.iter().enumerate() {
        let home = *homes
            .entry(candidate.home)
            .or_insert_with(|| graph.add_node(Node::Home(candidate.home)));
        graph.add_edge(children[&candidate.child], home, Some(i as u32));
    }
    for &child in to_place {
        let siblings = facts.families.group(child).iter().filter(|s| **s > child);
        for sibling in siblings.filter_map(|s| children.get(s)) {
            graph.add_edge(children[&child], *sibling, None);
        }
    }
    graph
}

/// Splits the graph into its connected components, in order of their first child.
pub fn components(graph: &Graph) -> Vec<Component> {
    let mut seen = vec![false; graph.node_count()];
    let mut components = Vec::new();
    for start in graph.node_indices() {
        if seen[start.index()] {
            continue;
        }
        let (mut children, mut homes) = (Vec::new(), Vec::new());
        let mut walk = Dfs::new(graph, start);
        while let Some(node) = walk.next(graph) {
            seen[node.index()] = true;
            match graph[node] {
                Node::Child(child) => children.push(child),
                Node::Home(home) => homes.push(home),
            }
        }
        children.sort_unstable();
        homes.sort_unstable();
        components.push(Component { children, homes });
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
