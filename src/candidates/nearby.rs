//! The spatial index: which homes are near enough to be looked at for a child.

use std::collections::HashMap;

use rstar::RTree;
use rstar::primitives::GeomWithData;

use crate::duties::Facts;
use crate::model::{ChildIx, Council, HomeIx, metres_in};

type Point = GeomWithData<[i64; 2], HomeIx>;

/// Homes by place, and the homes that are looked at whatever the distance.
pub struct Nearby {
    tree: RTree<Point>,
    unlocated: Vec<HomeIx>,
    named: HashMap<ChildIx, Vec<HomeIx>>,
    everywhere: Vec<HomeIx>,
}

impl Nearby {
    /// Indexes the homes of kinds that a round may offer.
    pub fn of(council: &Council) -> Self {
        let offered = || {
            council
                .home_indices()
                .filter(|ix| council.home(*ix).kind.is_offered())
        };
        let points = offered().filter_map(|ix| {
            let place = council.home(ix).location?;
            let at = [i64::from(place.easting), i64::from(place.northing)];
            Some(Point::new(at, ix))
        });
        let mut named: HashMap<ChildIx, Vec<HomeIx>> = HashMap::new();
        for ix in offered() {
            for &child in &council.home(ix).terms.named_children {
                named.entry(child).or_default().push(ix);
            }
        }
        let recorded = council
            .assessments
            .iter()
            .map(|a| (a.child, Some(a.home)))
            .chain(council.approvals.iter().map(|a| (a.child, a.home)));
        for (child, home) in recorded {
            named.entry(child).or_default().extend(home);
        }
        Self {
            tree: RTree::bulk_load(points.collect()),
            unlocated: offered()
                .filter(|ix| council.home(*ix).location.is_none())
                .collect(),
            named,
            everywhere: offered().collect(),
        }
    }

    /// The homes to look at for a child, in order: within the search distance of her home address, not
    /// located, or named for her (connected persons, assessed or approved pairs, where she lives). All homes
    /// where her address is not recorded.
    pub fn homes_for(&self, facts: &Facts, child: ChildIx) -> Vec<HomeIx> {
        let council = facts.council;
        let Some(home) = council.child(child).home else {
            return self.everywhere.clone();
        };
        let at = [i64::from(home.easting), i64::from(home.northing)];
        let radius = metres_in(council.policy_for(child).search);
        let near = self.tree.locate_within_distance(at, radius * radius);
        let mut homes: Vec<HomeIx> = near.map(|point| point.data).collect();
        homes.extend(&self.unlocated);
        homes.extend(self.named.get(&child).into_iter().flatten());
        homes.extend(facts.lives_in[child.at()]);
        homes.sort_unstable();
        homes.dedup();
        homes
    }
}
