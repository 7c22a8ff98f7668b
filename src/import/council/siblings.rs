//! Brothers and sisters among the children looked after: those that a file names, and pairs for a person to confirm.

use std::collections::{BTreeMap, HashMap};

use super::Sources;
use super::looked_after::LookedAfter;
use crate::import::families::{Candidate, CandidatePair, candidates};
use crate::import::ssda903::Returns;
use crate::model::{ChildIx, SiblingLink};

/// The links of the folder, and how many pairs name somebody who is not looked after.
pub fn links(sources: &Sources<'_>, children: &[LookedAfter]) -> (Vec<SiblingLink>, u64) {
    let Some(families) = sources.families else {
        return (Vec::new(), 0);
    };
    let by_id: HashMap<&str, u32> = children
        .iter()
        .zip(0..)
        .map(|(child, at)| (child.child.id.as_str(), at))
        .collect();
    // A file of ours, such as the confirmed candidates, has the folder's ids; the council's own has its system's.
    let find = |id: &str| {
        let known = by_id
            .get(id)
            .or_else(|| by_id.get(sources.ids.child(id).as_str()));
        known.map(|at| ChildIx(*at))
    };
    let mut found: BTreeMap<(ChildIx, ChildIx), SiblingLink> = BTreeMap::new();
    let mut strangers = 0;
    for pair in &families.pairs {
        let (Some(a), Some(b)) = (find(&pair.child_a), find(&pair.child_b)) else {
            strangers += 1;
            continue;
        };
        let pair_of = (a.min(b), a.max(b));
        if pair_of.0 != pair_of.1 {
            found.entry(pair_of).or_insert(SiblingLink {
                pair: pair_of,
                plan: pair.plan,
                reason: pair.reason.clone(),
            });
        }
    }
    (found.into_values().collect(), strangers)
}

/// Pairs that share a home postcode and came into care together, but for those that a file names already.
pub fn unconfirmed(
    returns: &Returns,
    children: &[LookedAfter],
    links: &[SiblingLink],
) -> Vec<CandidatePair> {
    let asked: Vec<Candidate> = children
        .iter()
        .map(|child| Candidate {
            id: child.child.id.clone(),
            home_postcode: returns.words.text(child.home_post).to_owned(),
            entered_care: child.child.entered_care,
            born: child.child.born,
            uasc: child.child.flags.uasc,
        })
        .collect();
    let id = |ix: ChildIx| children[ix.at()].child.id.as_str();
    let known: Vec<(&str, &str)> = links.iter().map(|l| (id(l.pair.0), id(l.pair.1))).collect();
    let is_new = |pair: &CandidatePair| {
        let (a, b) = (pair.child_a.as_str(), pair.child_b.as_str());
        !known.contains(&(a, b)) && !known.contains(&(b, a))
    };
    let mut pairs = candidates(&asked);
    pairs.retain(is_new);
    pairs
}
