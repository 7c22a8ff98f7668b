//! Files with a family and a person on each row: every two persons of a family are a pair.

use std::collections::HashMap;

use super::pairs::{Pair, Pairs};
use crate::model::SiblingPlan;

/// People in one family beyond which its id is taken for a mistake, as for sibling groups of a council folder (E0505).
pub const LARGEST: usize = 12;

/// A family.
pub struct Family {
    /// Its members, in the order of the file.
    pub members: Vec<Member>,
}

/// A person of a family.
pub struct Member {
    /// Line.
    pub line: u64,
    /// Id.
    pub person: String,
    /// What the row says of a plan; `None` where it says nothing.
    pub plan: Option<SiblingPlan>,
    /// Reason of the plan.
    pub reason: Option<String>,
}

/// Families in the order of the file.
#[derive(Default)]
pub struct Members {
    families: Vec<Family>,
    at: HashMap<String, usize>,
}

impl Members {
    /// Adds a person, and gives the line on which the same person of the same family stands already.
    pub fn add(&mut self, family: &str, member: Member) -> Option<u64> {
        let count = self.families.len();
        let at = *self.at.entry(family.to_owned()).or_insert(count);
        if at == count {
            self.families.push(Family {
                members: Vec::new(),
            });
        }
        let members = &mut self.families[at].members;
        let same = members.iter_mut().find(|m| m.person == member.person);
        if let Some(same) = same {
            // A second row may know the plan that the first leaves blank.
            if same.plan.is_none() {
                same.plan = member.plan;
                same.reason = member.reason;
            }
            return Some(same.line);
        }
        members.push(member);
        None
    }

    /// The families.
    pub fn into_families(self) -> Vec<Family> {
        self.families
    }
}

impl Family {
    /// Adds a pair for every two of the family, and gives the lines of those whose plans differ.
    pub fn pair_up(&self, pairs: &mut Pairs) -> Vec<(u64, String)> {
        let mut differing = Vec::new();
        for (at, second) in self.members.iter().enumerate() {
            for first in &self.members[..at] {
                let plan = match (first.plan, second.plan) {
                    (Some(a), Some(b)) if a == b => a,
                    (Some(_), Some(_)) => {
                        differing.push((second.line, second.person.clone()));
                        SiblingPlan::Unknown
                    }
                    _ => SiblingPlan::Unknown,
                };
                let reason = match plan {
                    SiblingPlan::Unknown => None,
                    _ => second.reason.clone().or_else(|| first.reason.clone()),
                };
                let (line, a, b) = (second.line, &first.person, &second.person);
                pairs.add(Pair::new(line, a, b, plan, reason));
            }
        }
        differing
    }
}
