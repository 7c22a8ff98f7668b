//! Exemptions from the usual fostering limit that the register names (Children Act 1989 Schedule 7 paragraph 4), as
//! recorded approvals.

use std::collections::HashMap;

use super::Sources;
use super::building::Built;
use crate::model::{Approval, ApprovalKind, Child, ChildIx, Date, HomeIx};

/// Who gives an exemption; the register says which authority it was, and never a person.
const BY: &str = "the authority where the carers live, as the register has it";

/// The approvals of homes that stand in the order of the folder. The register has no day on which an exemption was
/// given, so the day of the data stands for it: on that day it was in force.
pub fn exemptions(
    sources: &Sources<'_>,
    homes: &[Built],
    children: &[Child],
    as_at: Date,
) -> Vec<Approval> {
    let by_id: HashMap<&str, u32> = children
        .iter()
        .zip(0..)
        .map(|(child, at)| (child.id.as_str(), at))
        .collect();
    let households = sources.register.map_or(&[][..], |r| &r.households);
    let mut approvals = Vec::new();
    for (home, at) in homes.iter().zip(0..) {
        let Some(household) = home.household.map(|at| &households[at]) else {
            continue;
        };
        if household.exempt_until.is_some_and(|until| until < as_at) {
            continue;
        }
        for child in &household.exempt_children {
            let Some(child) = by_id.get(sources.ids.child(child).as_str()) else {
                continue;
            };
            approvals.push(Approval {
                kind: ApprovalKind::FosteringLimit,
                child: ChildIx(*child),
                home: Some(HomeIx(at)),
                by: BY.to_owned(),
                on: as_at,
                until: household.exempt_until,
            });
        }
    }
    approvals
}
