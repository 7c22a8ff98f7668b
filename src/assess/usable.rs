//! Usable supply: the places that this council can really use, of all that stand on the map.
//!
//! An approved place is not an available place. A home that has closed is not counted. Any other counts with what is in
//! use, and with its free places where its record says that it takes referrals. Free places of other providers are
//! open to every council: this one gets a share of them, as local policy says (`external_share`) or, where it says nothing, the share of their filled places
//! that its children have now. In a market the shares of the authorities whose folders have a home count together, up to
//! all of its free places, where every authority gives one; else what is observed of all of them. Which homes keep their free places is spread evenly over kinds and districts; it is
//! a way of counting, and says nothing of any one home.

use crate::duties::Facts;
use crate::model::{Council, HomeIx, HomeKind, HomeStatus};

/// The kinds of other providers' homes whose free places are shared with other councils.
pub const SHARED_KINDS: [HomeKind; 3] = [
    HomeKind::Foster,
    HomeKind::ChildrensHome,
    HomeKind::SupportedAccommodation,
];

/// Places of one kind of home and one sort of provider.
#[derive(Debug, Clone, PartialEq)]
pub struct Supply {
    /// Kind of home.
    pub kind: HomeKind,
    /// Whether the authority itself provides.
    pub own: bool,
    /// Homes that have not closed.
    pub homes: u32,
    /// Places approved or registered.
    pub approved: u32,
    /// Filled by this council's children.
    pub filled: u32,
    /// Filled by other councils' children.
    pub filled_by_others: u32,
    /// Free, in homes that take referrals.
    pub free: u32,
    /// Neither filled nor free: on hold, or full with fewer children.
    pub unavailable: u32,
    /// Share of the free places that this council can get; `None` where all of them are its own.
    pub share: Option<Share>,
    /// Free places that are counted as usable.
    pub usable_free: u32,
}

impl Supply {
    /// Places that this council can use: filled by its children, or free and counted.
    pub fn usable(&self) -> u32 {
        self.filled + self.usable_free
    }
}

/// A share of other providers' free places, and where it comes from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Share {
    /// Local policy says so; in a market, the policies of all authorities, here over all homes of the kind.
    Policy(f64),
    /// Of the filled places, so many are this council's.
    Observed {
        /// Filled by this council's children.
        ours: u32,
        /// Filled by anybody's.
        filled: u32,
    },
    /// No place of the kind is filled, so that nothing can be observed: all are counted.
    NotKnown,
}

impl Share {
    /// What is observed of places of other providers.
    fn observed(supply: &Supply) -> Self {
        match supply.filled + supply.filled_by_others {
            0 => Self::NotKnown,
            filled => Self::Observed {
                ours: supply.filled,
                filled,
            },
        }
    }

    /// The share, 0 to 1.
    pub fn of_one(self) -> f64 {
        match self {
            Self::Policy(share) => share,
            Self::Observed { ours, filled } => f64::from(ours) / f64::from(filled),
            Self::NotKnown => 1.0,
        }
    }
}

/// The council with usable places only, and the account of it by kind and provider.
pub struct Usable {
    /// The council: homes whose free places it cannot get have the places that are in use.
    pub council: Council,
    /// The account, in order of kind, the authority's own first.
    pub account: Vec<Supply>,
}

impl Usable {
    /// Counts usable supply.
    pub fn of(facts: &Facts) -> Self {
        let mut usable = Self {
            council: facts.council.clone(),
            account: Vec::new(),
        };
        let kinds = [
            HomeKind::Connected,
            HomeKind::Foster,
            HomeKind::ChildrensHome,
            HomeKind::SupportedAccommodation,
        ];
        for kind in kinds {
            for own in [true, false] {
                let homes: Vec<HomeIx> = facts
                    .council
                    .home_indices()
                    .filter(|ix| {
                        let home = facts.council.home(*ix);
                        home.kind == kind
                            && home.is_in_house() == own
                            && home.status != HomeStatus::Closed
                    })
                    .collect();
                if !homes.is_empty() {
                    usable.count(facts, kind, own, homes);
                }
            }
        }
        usable
    }

    fn count(&mut self, facts: &Facts, kind: HomeKind, own: bool, mut homes: Vec<HomeIx>) {
        let mut supply = Supply {
            kind,
            own,
            homes: homes.len() as u32,
            approved: 0,
            filled: 0,
            filled_by_others: 0,
            free: 0,
            unavailable: 0,
            share: None,
            usable_free: 0,
        };
        for &home in &homes {
            let places = Places::of(facts, home);
            supply.approved += places.approved;
            supply.filled += places.ours;
            supply.filled_by_others += places.others;
            supply.free += places.free;
            supply.unavailable += places
                .approved
                .saturating_sub(places.in_use() + places.free);
        }
        supply.usable_free = supply.free;
        if !own && SHARED_KINDS.contains(&kind) {
            // By district, then id: the homes that keep their free places are spread over the map.
            homes.sort_by_key(|ix| {
                let home = facts.council.home(*ix);
                (home.authority.clone(), home.area, home.id.clone())
            });
            let policies = homes.iter().map(|ix| policy_share(facts.council, *ix));
            let (share, by_home) = match policies.collect::<Option<Vec<f64>>>() {
                Some(by_home) => (Share::Policy(mean(facts, &homes, &by_home)), by_home),
                None => {
                    let share = Share::observed(&supply);
                    (share, vec![share.of_one(); homes.len()])
                }
            };
            supply.usable_free = self.thin_out(facts, &homes, &by_home);
            supply.share = Some(share);
        }
        self.account.push(supply);
    }

    /// Takes free places away so that along the list the share of those passed is kept; how many stay.
    fn thin_out(&mut self, facts: &Facts, homes: &[HomeIx], shares: &[f64]) -> u32 {
        let (mut due, mut kept) = (0.0, 0_u32);
        for (&ix, share) in homes.iter().zip(shares) {
            let places = Places::of(facts, ix);
            due += f64::from(places.free) * share;
            // A sum of shares may fall a breath short of the half at which it is to be rounded up.
            let stay = ((due + 1e-9).round() as u32)
                .saturating_sub(kept)
                .min(places.free);
            kept += stay;
            if stay < places.free {
                let home = &mut self.council.homes[ix.at()];
                let left = u8::try_from(places.in_use() + stay).unwrap_or(u8::MAX);
                home.places = home.places.min(left);
                home.places_if_siblings = home.places_if_siblings.min(left).max(home.places);
            }
        }
        kept
    }
}

/// Places of one home.
struct Places {
    approved: u32,
    ours: u32,
    others: u32,
    free: u32,
}

impl Places {
    fn of(facts: &Facts, ix: HomeIx) -> Self {
        let home = facts.council.home(ix);
        let ours = facts.living_in[ix.at()].len() as u32;
        let others = u32::from(home.occupied_by_others);
        let approved = u32::from(home.places);
        let free = match home.status {
            HomeStatus::Available => approved.saturating_sub(ours + others),
            HomeStatus::Full | HomeStatus::OnHold | HomeStatus::Closed => 0,
        };
        Self {
            approved,
            ours,
            others,
            free,
        }
    }

    fn in_use(&self) -> u32 {
        self.ours + self.others
    }
}

/// The share of a home's free places that policy gives: of a market, the shares of all authorities whose folders have it,
/// up to all of them. `None` where one of the authorities says nothing, be it of any home.
fn policy_share(council: &Council, home: HomeIx) -> Option<f64> {
    if !council.is_market() {
        return council.policy.external_share;
    }
    let shares = council.members.iter().map(|m| m.policy.external_share);
    let shares = shares.collect::<Option<Vec<f64>>>()?;
    let listed = council.home(home).reach.listed_by.iter();
    Some(listed.map(|ix| shares[ix.at()]).sum::<f64>().min(1.0))
}

/// The share of all free places together.
fn mean(facts: &Facts, homes: &[HomeIx], shares: &[f64]) -> f64 {
    if let [first, rest @ ..] = shares
        && rest.iter().all(|share| share == first)
    {
        return *first;
    }
    let free = |ix: &HomeIx| f64::from(Places::of(facts, *ix).free);
    let all: f64 = homes.iter().map(free).sum();
    let counted: f64 = homes.iter().zip(shares).map(|(ix, s)| free(ix) * s).sum();
    match all > 0.0 {
        true => counted / all,
        false => shares.iter().sum::<f64>() / shares.len().max(1) as f64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{Authority, AuthorityIx, Policy, Sector};

    /// Eight agency households with two places each: four are home to one of our children, two to another council's,
    /// two are empty; and one of our own with a free place.
    fn scene() -> Scene {
        let mut scene = Scene::new();
        for at in 0..8 {
            let home = scene.home(HomeKind::Foster, 2);
            scene.home_mut(home).sector = Sector::Private;
            if at < 4 {
                let child = scene.child_aged(10);
                scene.settle(child, home);
            } else if at < 6 {
                scene.home_mut(home).occupied_by_others = 1;
            }
        }
        scene.home(HomeKind::Foster, 1);
        scene
    }

    fn agency(usable: &Usable) -> &Supply {
        usable.account.iter().find(|supply| !supply.own).unwrap()
    }

    #[test]
    fn free_places_of_others_count_by_the_share_that_our_children_have_now() {
        let scene = scene();
        let usable = Usable::of(&Facts::of(&scene.council));
        let supply = agency(&usable);
        assert_eq!(
            (supply.approved, supply.filled, supply.filled_by_others),
            (16, 4, 2)
        );
        assert_eq!(supply.share, Some(Share::Observed { ours: 4, filled: 6 }));
        // Two thirds of ten free places.
        assert_eq!((supply.free, supply.usable_free), (10, 7));
        let places: i64 = usable
            .council
            .homes
            .iter()
            .map(|h| i64::from(h.places))
            .sum();
        assert_eq!(places, 6 + 7 + 1);
    }

    #[test]
    fn policy_comes_before_what_is_observed() {
        for (share, usable_free) in [(0.0, 0), (0.25, 3), (1.0, 10)] {
            let mut scene = scene();
            scene.council.policy.external_share = Some(share);
            let usable = Usable::of(&Facts::of(&scene.council));
            assert_eq!(agency(&usable).usable_free, usable_free, "{share}");
        }
    }

    #[test]
    fn policy_says_its_share_where_no_place_is_free_as_well() {
        let mut scene = scene();
        scene.council.policy.external_share = Some(0.3);
        for at in 0..8 {
            scene.council.homes[at].status = HomeStatus::Full;
        }
        let usable = Usable::of(&Facts::of(&scene.council));
        let supply = agency(&usable);
        assert_eq!((supply.free, supply.share), (0, Some(Share::Policy(0.3))));
    }

    #[test]
    fn in_a_market_the_shares_of_those_who_have_the_home_count_together() {
        let usable_free = |shares: [Option<f64>; 2]| {
            let mut scene = scene();
            scene.council.members = shares
                .map(|external_share| Authority {
                    name: "Test".to_owned(),
                    code: "E06000019".to_owned(),
                    short: "T".to_owned(),
                    adjoining: Vec::new(),
                    partners: Vec::new(),
                    policy: Policy {
                        external_share,
                        ..Policy::default()
                    },
                })
                .to_vec();
            // The ten free places: five in homes that both have, five in homes of the first alone.
            let (both, first) = ([0, 1, 4, 6].as_slice(), [2, 3, 5, 7].as_slice());
            for (homes, listed) in [(both, [0, 1].as_slice()), (first, &[0])] {
                for at in homes {
                    let reach = &mut scene.council.homes[*at].reach;
                    reach.listed_by = listed.iter().map(|ix| AuthorityIx(*ix)).collect();
                }
            }
            let usable = Usable::of(&Facts::of(&scene.council));
            (agency(&usable).usable_free, agency(&usable).share)
        };
        let policy = |share| Some(Share::Policy(share));
        assert_eq!(usable_free([Some(0.0), Some(0.0)]), (0, policy(0.0)));
        assert_eq!(usable_free([Some(0.4), Some(0.4)]), (6, policy(0.6)));
        assert_eq!(usable_free([Some(0.6), Some(0.8)]), (8, policy(0.8)));
        let observed = Some(Share::Observed { ours: 4, filled: 6 });
        assert_eq!(usable_free([Some(0.4), None]), (7, observed));
    }

    #[test]
    fn our_own_free_places_all_count_and_those_on_hold_or_closed_do_not() {
        let mut scene = Scene::new();
        scene.home(HomeKind::Foster, 2);
        let held = scene.home(HomeKind::Foster, 3);
        scene.home_mut(held).status = HomeStatus::OnHold;
        let closed = scene.home(HomeKind::Foster, 3);
        scene.home_mut(closed).status = HomeStatus::Closed;
        let usable = Usable::of(&Facts::of(&scene.council));
        let supply = &usable.account[0];
        assert_eq!((supply.homes, supply.approved), (2, 5));
        assert_eq!(
            (supply.free, supply.unavailable, supply.usable()),
            (2, 3, 2)
        );
        assert_eq!(usable.council, scene.council);
    }

    #[test]
    fn nobody_who_lives_in_a_home_loses_her_place() {
        let mut scene = scene();
        scene.council.policy.external_share = Some(0.0);
        let facts = Facts::of(&scene.council);
        let usable = Usable::of(&facts);
        for ix in scene.council.home_indices() {
            let home = usable.council.home(ix);
            let in_use = facts.living_in[ix.at()].len() + usize::from(home.occupied_by_others);
            assert!(usize::from(home.places) >= in_use);
        }
    }
}
