//! Which sibling groups to ask at a home: those near enough that a child of them could be looked at there, or named for it.
//! It leaves out only what lies beyond every search distance.

use std::collections::HashMap;

use super::at_home::Search;
use super::choices::Group;
use crate::model::{ChildIx, HomeIx, Location, metres_in};

/// Side of a tile of the map, in metres.
const TILE: i64 = 10_000;

/// Sibling groups by where their children come from.
pub struct Near {
    /// By tile: groups, in order.
    tiles: HashMap<(i64, i64), Vec<usize>>,
    /// Groups that are looked at everywhere, in order.
    everywhere: Vec<usize>,
    /// By home: groups that are looked at whatever the distance.
    named: HashMap<HomeIx, Vec<usize>>,
    /// The longest search distance in metres.
    reach: i64,
    groups: usize,
}

impl Near {
    /// Puts groups on the map.
    pub fn of(search: &Search, groups: &[Group]) -> Self {
        let council = search.facts.council;
        let mut near = Self {
            tiles: HashMap::new(),
            everywhere: Vec::new(),
            named: HashMap::new(),
            reach: 0,
            groups: groups.len(),
        };
        let mut of_child: HashMap<ChildIx, usize> = HashMap::new();
        for (g, group) in groups.iter().enumerate() {
            for &child in &group.children {
                of_child.insert(child, g);
                let reach = metres_in(council.policy_for(child).search);
                near.reach = near.reach.max(reach);
                let listed = match council.child(child).home {
                    Some(from) => near.tiles.entry(tile(from)).or_default(),
                    None => &mut near.everywhere,
                };
                listed.push(g);
                listed.dedup();
            }
        }
        for (child, home) in search.far() {
            if let Some(g) = of_child.get(&child) {
                near.named.entry(home).or_default().push(*g);
            }
        }
        near
    }

    /// The groups to ask at a home, in order.
    pub fn at(&self, home: HomeIx, stands: Option<Location>) -> Vec<usize> {
        let Some(stands) = stands else {
            return (0..self.groups).collect();
        };
        let (east, north) = (i64::from(stands.easting), i64::from(stands.northing));
        let around =
            |at: i64| (at - self.reach).div_euclid(TILE)..=(at + self.reach).div_euclid(TILE);
        let mut found = self.everywhere.clone();
        found.extend(self.named.get(&home).into_iter().flatten());
        let (columns, rows) = (around(east), around(north));
        let across =
            |range: &std::ops::RangeInclusive<i64>| (range.end() - range.start() + 1) as usize;
        if self.tiles.len() < across(&columns) * across(&rows) {
            // Parts of a month's round have few groups, and there are many parts and homes.
            let tiles = self.tiles.iter();
            let here = tiles.filter(|((c, r), _)| columns.contains(c) && rows.contains(r));
            found.extend(here.flat_map(|(_, groups)| groups));
        } else {
            for column in columns {
                for row in rows.clone() {
                    found.extend(self.tiles.get(&(column, row)).into_iter().flatten());
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn tile(at: Location) -> (i64, i64) {
    let of = |metres: i32| i64::from(metres).div_euclid(TILE);
    (of(at.easting), of(at.northing))
}
