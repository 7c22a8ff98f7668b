//! The pairs found so far, each once, whatever the order of its two children.

use std::collections::HashMap;

use crate::model::SiblingPlan;

/// Two brothers or sisters, by the ids of the council's system.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// Line on which the pair, or its second child, stands first.
    pub line: u64,
    /// The child whose id comes first.
    pub child_a: String,
    /// The other child.
    pub child_b: String,
    /// The plan for them.
    pub plan: SiblingPlan,
    /// Reason, as a short code or phrase.
    pub reason: Option<String>,
}

impl Pair {
    /// A pair with its ids in order.
    pub fn new(line: u64, a: &str, b: &str, plan: SiblingPlan, reason: Option<String>) -> Self {
        let (child_a, child_b) = if a <= b { (a, b) } else { (b, a) };
        Self {
            line,
            child_a: child_a.to_owned(),
            child_b: child_b.to_owned(),
            plan,
            reason,
        }
    }
}

/// What adding a pair did.
#[derive(Debug, PartialEq, Eq)]
pub enum Added {
    /// It is new.
    New,
    /// It was there, on this line, and agrees.
    Again(u64),
    /// It was there, on this line, with the opposite plan.
    Opposed(u64, SiblingPlan),
}

/// Pairs in the order in which they were found.
#[derive(Default)]
pub struct Pairs {
    list: Vec<Pair>,
    at: HashMap<(String, String), usize>,
}

impl Pairs {
    /// Adds a pair; an assessed plan stands before one that is not known.
    pub fn add(&mut self, pair: Pair) -> Added {
        let key = (pair.child_a.clone(), pair.child_b.clone());
        let Some(&at) = self.at.get(&key) else {
            self.at.insert(key, self.list.len());
            self.list.push(pair);
            return Added::New;
        };
        let here = &mut self.list[at];
        let (line, plan) = (here.line, here.plan);
        if plan == SiblingPlan::Unknown && pair.plan != SiblingPlan::Unknown {
            here.plan = pair.plan;
            here.reason = pair.reason.or(here.reason.take());
            return Added::Again(line);
        }
        if pair.plan == SiblingPlan::Unknown || pair.plan == plan {
            return Added::Again(line);
        }
        Added::Opposed(line, plan)
    }

    /// The pairs.
    pub fn into_list(self) -> Vec<Pair> {
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use SiblingPlan::{Apart, Together, Unknown};

    #[test]
    fn a_pair_is_one_whatever_its_order_and_a_plan_stands_before_none() {
        let mut pairs = Pairs::default();
        assert_eq!(pairs.add(Pair::new(2, "b", "a", Unknown, None)), Added::New);
        let reason = Some("AS1".to_owned());
        let assessed = Pair::new(3, "a", "b", Apart, reason.clone());
        assert_eq!(pairs.add(assessed), Added::Again(2));
        assert_eq!(
            pairs.add(Pair::new(4, "a", "b", Unknown, None)),
            Added::Again(2)
        );
        let opposed = Pair::new(5, "a", "b", Together, None);
        assert_eq!(pairs.add(opposed), Added::Opposed(2, Apart));
        assert_eq!(pairs.into_list(), [Pair::new(2, "a", "b", Apart, reason)]);
    }
}
