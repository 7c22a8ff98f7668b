//! Sibling links that agree with each other.

use petgraph::unionfind::UnionFind;

use crate::model::{Council, SiblingPlan};

/// Children joined by a chain of pairs who are to live together cannot have a pair among them who are to live
/// apart: such a pair waits for its assessment.
pub fn settle_contradictions(council: &mut Council) {
    let mut joined: UnionFind<usize> = UnionFind::new(council.children.len());
    for link in &council.sibling_links {
        if link.plan == SiblingPlan::Together {
            joined.union(link.pair.0.at(), link.pair.1.at());
        }
    }
    for link in &mut council.sibling_links {
        let chained = joined.equiv(link.pair.0.at(), link.pair.1.at());
        if link.plan == SiblingPlan::Apart && chained {
            (link.plan, link.reason) = (SiblingPlan::Unknown, None);
        }
    }
}
