//! Places: Ordnance Survey locations, districts, and the three area classes of regulation 11.

use super::codes::codes;
use super::units::{METRES_PER_MILE, Miles};

/// A point on the Ordnance Survey National Grid, in whole metres.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Location {
    /// Metres east of the false origin.
    pub easting: i32,
    /// Metres north of the false origin.
    pub northing: i32,
}

impl Location {
    /// The grid square that holds Great Britain (0–700 km east, 0–1,300 km north).
    pub const fn new(easting: i32, northing: i32) -> Option<Self> {
        let inside = easting >= 0 && easting <= 700_000 && northing >= 0 && northing <= 1_300_000;
        if inside {
            Some(Self { easting, northing })
        } else {
            None
        }
    }

    /// Straight-line distance, the measure of PL_DISTANCE in the SSDA903 return.
    pub fn miles_to(self, other: Self) -> Miles {
        let east = f64::from(self.easting) - f64::from(other.easting);
        let north = f64::from(self.northing) - f64::from(other.northing);
        Miles::from_metres((east * east + north * north).sqrt())
    }

    /// Squared distance in metres, for nearest-neighbour search.
    pub fn metres_squared_to(self, other: Self) -> i64 {
        let east = i64::from(self.easting) - i64::from(other.easting);
        let north = i64::from(self.northing) - i64::from(other.northing);
        east * east + north * north
    }
}

/// Metres in so many miles, rounded up, for a search radius.
pub fn metres_in(miles: Miles) -> i64 {
    (miles.as_f64() * METRES_PER_MILE).ceil() as i64
}

/// A district: the unit of supply maps and recruitment targets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Code, unique in the folder (an ONS code where there is one).
    pub code: String,
    /// Name for people.
    pub name: String,
    /// ONS code of the local authority with children's services duties.
    pub authority: String,
    /// A central point.
    pub centre: Location,
}

codes! {
    /// Where a home is, in the terms of regulation 11 of the Care Planning, Placement and Case Review
    /// (England) Regulations 2010. This legal test is not the 20-mile statistic; both are kept.
    AreaClass {
        InArea = "in_area", "in the responsible authority's area";
        Adjoining = "adjoining", "outside the area, in an adjoining authority";
        AtDistance = "at_distance", "at a distance (neither in the area nor in an adjoining authority)";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn great_britain_is_the_edge() {
        assert!(Location::new(0, 0).is_some());
        assert!(Location::new(700_000, 1_300_000).is_some());
        assert!(Location::new(700_001, 5).is_none());
        assert!(Location::new(5, -1).is_none());
    }

    #[test]
    fn distance_is_straight_line_miles() {
        let a = Location::new(350_000, 240_000).unwrap();
        let b = Location::new(350_000 + 3 * 1609, 240_000 + 4 * 1609).unwrap();
        assert_eq!(a.miles_to(b), Miles::from_hundredths(500));
        assert_eq!(a.miles_to(a), Miles::default());
    }
}
