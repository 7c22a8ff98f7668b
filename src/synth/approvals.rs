//! What has been approved for children as they live now: brothers or sisters who share a bedroom.

use crate::model::{Approval, ApprovalKind, ChildIx, Council, HomeIx};

/// Records the agreement to share for each pair of one sex that has to, the bedrooms being fewer than the
/// children over the bedroom age.
pub fn record(council: &mut Council, living: &[Vec<ChildIx>]) {
    let mut approvals = Vec::new();
    for (at, children) in living.iter().enumerate() {
        let home = &council.homes[at];
        let over = |c: &&ChildIx| council.age(**c) > council.policy.bedroom_age;
        let mut alone: Vec<ChildIx> = children.iter().filter(over).copied().collect();
        let taken = alone.len() + usize::from(home.occupied_by_others);
        let mut short = taken.saturating_sub(usize::from(home.bedrooms));
        while short > 0 {
            let Some(pair) = same_sex_pair(council, &alone) else {
                break;
            };
            alone.retain(|c| !pair.contains(c));
            approvals.extend(pair.map(|child| approval(council, child, HomeIx(at as u32))));
            short -= 1;
        }
    }
    approvals.sort_by_key(|a| a.child);
    council.approvals.extend(approvals);
}

fn same_sex_pair(council: &Council, children: &[ChildIx]) -> Option<[ChildIx; 2]> {
    let sex = |c: ChildIx| council.child(c).sex;
    children.iter().enumerate().find_map(|(nth, &a)| {
        let other = children[nth + 1..].iter().find(|b| sex(**b) == sex(a));
        other.map(|&b| [a, b])
    })
}

fn approval(council: &Council, child: ChildIx, home: HomeIx) -> Approval {
    // Placements are in order of child, one for each child who is placed.
    let placement = council.placements.get(child.at());
    Approval {
        kind: ApprovalKind::BedroomShare,
        child,
        home: Some(home),
        by: ApprovalKind::BedroomShare.by().to_owned(),
        on: placement.map_or(council.as_at, |p| p.start),
        until: None,
    }
}
