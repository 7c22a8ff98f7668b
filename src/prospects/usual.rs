//! What a home of a kind usually is: skill and weekly cost in the middle of the homes that the council has.

use crate::model::{
    ApprovalType, AuthorityIx, CodeSet, Council, Home, HomeKind, HomeStatus, NeedDomain,
    NeedsProfile, PoundsPerWeek, Sector,
};

/// Where a figure of a prospect comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Basis {
    /// The median of the council's own homes of the kind.
    OwnHomes,
    /// The median of all homes of the kind in the folder, or in the market, whoever runs them: the authority has none of
    /// its own.
    AllHomes,
    /// A published reference point, or a level written here: the folder has no home of the kind.
    Reference,
    /// The kind says it itself.
    Kind,
}

/// Pounds a week for one child where the folder has no home of the kind: section 251 outturn of England 2024-25 for
/// fostering (765) and residential care (7,385), Department for Education, Local Authority Interactive Tool; supported
/// accommodation 38,536 pounds a year in Lincolnshire 2022-23 (freedom of information answer), which is 741 a week.
const REFERENCE_COST: &[(HomeKind, i64)] = &[
    (HomeKind::Foster, 765),
    (HomeKind::ChildrensHome, 7385),
    (HomeKind::SupportedAccommodation, 741),
];

/// Level of need met in every domain where the folder has no home of the kind: nothing published says, so the level in
/// the middle of the scale above none, two of three.
const REFERENCE_LEVEL: u8 = 2;

/// What homes of one kind usually are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usual {
    /// Price or unit cost of one child.
    pub weekly_cost: PoundsPerWeek,
    /// Level of need that they can meet, by domain.
    pub capabilities: NeedsProfile,
    /// Where both come from.
    pub from: Basis,
}

impl Usual {
    /// Reads the homes of a kind, first those of the authority. Closed and unregistered ones say nothing of what a new one would be.
    pub fn of(council: &Council, authority: AuthorityIx, kind: HomeKind) -> Self {
        let stands = |home: &&Home| {
            home.kind == kind
                && home.status != HomeStatus::Closed
                && home.approval == ApprovalType::Full
        };
        let all: Vec<&Home> = council.homes.iter().filter(stands).collect();
        let own = |home: &&&Home| home.sector_for(authority) == Sector::Own;
        let own: Vec<&Home> = all.iter().filter(own).copied().collect();
        if !own.is_empty() {
            Self::middle(&own, Basis::OwnHomes)
        } else if !all.is_empty() {
            Self::middle(&all, Basis::AllHomes)
        } else {
            Self::reference(kind)
        }
    }

    fn middle(homes: &[&Home], from: Basis) -> Self {
        let costs = homes.iter().map(|home| home.weekly_cost);
        let level = |domain: NeedDomain| {
            let levels = homes.iter().map(|home| home.capabilities.level(domain));
            median(levels.collect()).unwrap_or(0)
        };
        Self {
            weekly_cost: median(costs.collect()).unwrap_or_default(),
            capabilities: profile(level),
            from,
        }
    }

    fn reference(kind: HomeKind) -> Self {
        let cost = REFERENCE_COST.iter().find(|(known, _)| *known == kind);
        Self {
            weekly_cost: PoundsPerWeek::whole(cost.map_or(0, |(_, pounds)| *pounds)),
            capabilities: profile(|_| REFERENCE_LEVEL),
            from: Basis::Reference,
        }
    }
}

/// A profile with a level for each domain.
pub fn profile(level: impl Fn(NeedDomain) -> u8) -> NeedsProfile {
    let mut profile = NeedsProfile::default();
    for &domain in NeedDomain::all() {
        let set = profile.set(domain, level(domain).min(NeedsProfile::MAX));
        debug_assert!(set.is_some());
    }
    profile
}

/// The one in the middle, the lower of two.
fn median<T: Ord + Copy>(mut values: Vec<T>) -> Option<T> {
    values.sort_unstable();
    values.get(values.len().saturating_sub(1) / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_one_of_the_values() {
        assert_eq!(median(vec![3, 1, 2]), Some(2));
        assert_eq!(median(vec![4, 1, 3, 2]), Some(2));
        assert_eq!(median(vec![7]), Some(7));
        assert_eq!(median::<u8>(vec![]), None);
    }
}
