//! Where things are: points around town and district centres, and pairs of points a published distance apart.

use super::draws::Draws;
use super::profile::Profile;
use super::settings::Cell;
use crate::model::{Area, Location, Miles};

/// The published tables split distances here.
const NEAR: Miles = Miles::whole(20);

/// A point and the area it is in.
pub type Point = (Location, u32);

/// Areas with what is needed to draw points from them.
pub struct Geography {
    /// Areas, as the council lists them.
    pub areas: Vec<Area>,
    radius: Vec<i32>,
    weight: Vec<f64>,
    inside: Vec<bool>,
    adjoining: Vec<bool>,
    /// Whether one child's home can serve every cell of a set, by the bits of the set.
    together: Vec<bool>,
}

impl Geography {
    /// The areas of a profile, which has been checked to be on the map.
    pub fn new(profile: &Profile) -> Self {
        let rows = &profile.geography.areas;
        let adjoins = |code: &str| {
            profile
                .authorities
                .iter()
                .any(|a| a.code == code && a.class == "adjoining")
        };
        let area = |r: &super::figures::AreaRow| Area {
            code: r.code.clone(),
            name: r.name.clone(),
            authority: r.authority.clone(),
            centre: at(r.easting, r.northing),
        };
        let mut geography = Self {
            areas: rows.iter().map(area).collect(),
            radius: rows.iter().map(|r| r.radius).collect(),
            weight: rows.iter().map(|r| r.weight).collect(),
            inside: rows.iter().map(|r| r.authority == profile.code).collect(),
            adjoining: rows.iter().map(|r| adjoins(&r.authority)).collect(),
            together: Vec::new(),
        };
        geography.together = (0..16u8)
            .map(|bits| geography.any_home_serves(bits))
            .collect();
        geography
    }

    /// Whether the area is the authority's own.
    pub fn is_inside(&self, area: u32) -> bool {
        self.inside[area as usize]
    }

    /// Whether the area is an adjoining authority's.
    pub fn is_adjoining(&self, area: u32) -> bool {
        self.adjoining[area as usize]
    }

    /// A point in one of the areas, drawn by weight times `more(area)`.
    pub fn draw(&self, draws: &mut Draws, more: impl Fn(u32) -> f64) -> Option<Point> {
        let weights: Vec<f64> = (0..self.areas.len())
            .map(|i| self.weight[i] * more(i as u32))
            .collect();
        draws.weighted(&weights).map(|area| self.point(draws, area))
    }

    /// A point in the authority's own area.
    pub fn draw_inside(&self, draws: &mut Draws) -> Point {
        let only = |area| if self.is_inside(area) { 1.0 } else { 0.0 };
        self.draw(draws, only).unwrap_or((self.areas[0].centre, 0))
    }

    /// A child's home from which every cell can be served: in the own area if there is one, or else with
    /// parents who have moved away.
    pub fn home_for(&self, draws: &mut Draws, cells: &[Cell]) -> Option<Point> {
        let own = |a: u32| if self.is_inside(a) { 1.0 } else { 0.0 };
        let away = |a: u32| if self.is_inside(a) { 0.0 } else { 1.0 };
        for _ in 0..60 {
            let point = self.draw(draws, own)?;
            if cells.iter().all(|&cell| self.serves(point.0, cell)) {
                return Some(point);
            }
        }
        for _ in 0..200 {
            let point = self.draw(draws, away)?;
            if cells.iter().all(|&cell| self.serves(point.0, cell)) {
                return Some(point);
            }
        }
        let mut centres = self
            .areas
            .iter()
            .enumerate()
            .map(|(i, a)| (a.centre, i as u32));
        centres.find(|point| cells.iter().all(|&cell| self.serves(point.0, cell)))
    }

    /// A place for a home of this cell from the child's home, areas weighted by `more(area)`.
    pub fn place(
        &self,
        draws: &mut Draws,
        home: Option<Location>,
        cell: Cell,
        more: impl Fn(u32) -> f64,
    ) -> Option<Point> {
        let here = |a: u32| {
            if self.is_inside(a) == cell.is_inside() {
                more(a)
            } else {
                0.0
            }
        };
        let fits = |to: Location| suits(home, to, cell);
        for _ in 0..40 {
            let point = self.draw(draws, here)?;
            if fits(point.0) {
                return Some(point);
            }
        }
        let centre = |i: usize| self.areas[i].centre;
        let weight = |i: usize| if fits(centre(i)) { here(i as u32) } else { 0.0 };
        let weights: Vec<f64> = (0..self.areas.len()).map(weight).collect();
        let area = draws.weighted(&weights)?;
        Some((centre(area), area as u32))
    }

    /// A point within so many metres, on the same map.
    pub fn around(draws: &mut Draws, centre: Location, metres: i32) -> Location {
        loop {
            let (east, north) = (
                draws.between(-metres, metres),
                draws.between(-metres, metres),
            );
            let square = |d: i32| i64::from(d) * i64::from(d);
            if square(east) + square(north) <= square(metres) {
                return Location::new(centre.easting + east, centre.northing + north)
                    .unwrap_or(centre);
            }
        }
    }

    /// Whether children whose homes are in these cells could come from one address.
    pub fn can_share_a_home(&self, cells: impl Iterator<Item = Cell>) -> bool {
        let bits = cells.fold(0u8, |bits, cell| bits | 1 << (cell as u8).min(7));
        bits < 16 && self.together[usize::from(bits)]
    }

    fn point(&self, draws: &mut Draws, area: usize) -> Point {
        let metres = self.radius[area];
        (
            Self::around(draws, self.areas[area].centre, metres),
            area as u32,
        )
    }

    /// Whether some area's centre is in this cell from here, so that a place can always be found.
    fn serves(&self, home: Location, cell: Cell) -> bool {
        let mut areas = self.areas.iter().zip(&self.inside).zip(&self.weight);
        areas.any(|((area, &inside), &weight)| {
            weight > 0.0 && inside == cell.is_inside() && suits(Some(home), area.centre, cell)
        })
    }

    fn any_home_serves(&self, bits: u8) -> bool {
        let cells: Vec<Cell> = Cell::ALL[..4]
            .iter()
            .copied()
            .filter(|c| bits & 1 << (*c as u8) != 0)
            .collect();
        let own = self
            .areas
            .iter()
            .zip(&self.inside)
            .filter(|(_, inside)| **inside);
        let mut homes = own.map(|(area, _)| area.centre);
        homes.any(|home| cells.iter().all(|&cell| self.serves(home, cell)))
    }
}

/// Whether a place is in the distance band of the cell from the child's home.
pub fn suits(home: Option<Location>, to: Location, cell: Cell) -> bool {
    match (home, cell.is_near()) {
        (Some(home), Some(near)) => (home.miles_to(to) <= NEAR) == near,
        _ => true,
    }
}

fn at(easting: i32, northing: i32) -> Location {
    // A checked profile has its areas on the map.
    Location::new(easting, northing).unwrap_or(Location {
        easting: 0,
        northing: 0,
    })
}
