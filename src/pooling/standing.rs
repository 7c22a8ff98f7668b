//! What a plan comes to for the children of one authority, tier by tier and in a few numbers.

use std::collections::HashMap;

use serde::Serialize;

use super::measure::Measure;
use crate::duties::Block;
use crate::model::{AreaClass, AuthorityIx, ChildIx, HomeIx, Miles, PoundsPerWeek};

/// A plan for the children of one authority.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Standing {
    /// Children to place.
    pub children_to_place: usize,
    /// Children with an option.
    pub children_with_an_option: usize,
    /// Sibling pairs that belong together, with at least one of them to place.
    pub sibling_pairs: usize,
    /// Of them, pairs who would live together.
    pub sibling_pairs_together: usize,
    /// Options in the authority's own area.
    pub options_in_area: usize,
    /// Mean straight-line miles from home over the options where they are known.
    pub mean_miles_from_home: Option<f64>,
    /// Weekly cost of all options, pounds.
    pub weekly_cost_pounds: i64,
    /// Value in each tier, in the tier's own unit; smaller is better.
    pub tiers: Vec<i64>,
}

impl Standing {
    /// Measures what a plan does for the children of one authority.
    pub(super) fn of(measure: &Measure, authority: AuthorityIx, plan: &[Block]) -> Self {
        let facts = measure.facts;
        let is_theirs = |ix: &ChildIx| facts.council.child(*ix).authority == authority;
        let all = measure.round.to_place.iter().copied();
        let children = &all.filter(is_theirs).collect::<Vec<ChildIx>>()[..];
        let theirs = plan.iter().filter(|block| is_theirs(&block.children[0]));
        let blocks = &theirs.collect::<Vec<&Block>>()[..];
        let placed: HashMap<ChildIx, HomeIx> = blocks
            .iter()
            .flat_map(|block| block.children.iter().map(|child| (*child, block.home)))
            .collect();
        let pairs = || placed.iter().map(|(&child, &home)| facts.pair(child, home));
        let miles: Vec<Miles> = pairs().filter_map(|pair| pair.miles_to_home()).collect();
        let all: i64 = miles.iter().map(|m| m.hundredths()).sum();
        let cost = pairs().fold(PoundsPerWeek::default(), |sum, pair| {
            sum + pair.home.weekly_cost
        });
        let lives = |child: ChildIx| match children.binary_search(&child) {
            Ok(_) => placed.get(&child).copied(),
            Err(_) => facts.lives_in[child.at()],
        };
        let (mut together, mut sibling_pairs) = (0, 0);
        for &a in children {
            for &b in facts.families.group(a) {
                let first = b > a || children.binary_search(&b).is_err();
                if first && facts.families.belong_together(a, b) {
                    sibling_pairs += 1;
                    together += usize::from(lives(a).is_some() && lives(a) == lives(b));
                }
            }
        }
        Self {
            children_to_place: children.len(),
            children_with_an_option: placed.len(),
            sibling_pairs,
            sibling_pairs_together: together,
            options_in_area: pairs()
                .filter(|pair| pair.area_class() == AreaClass::InArea)
                .count(),
            mean_miles_from_home: (!miles.is_empty())
                .then(|| (all as f64 / miles.len() as f64).round() / 100.0),
            weekly_cost_pounds: cost.pounds(),
            tiers: measure.values(children, blocks),
        }
    }
}
