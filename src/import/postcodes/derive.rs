//! What the return derives from postcodes: PL_LA, PL_LOCATION and PL_DISTANCE.
//!
//! The Department for Education's portal computes these three from HOME_POST and PL_POST and checks them in rules
//! 164, 169 and 179; councils do not supply them. The formula of the distance is that of the SSDA903 guidance.

use super::{Found, Precision};
use crate::import::authorities::upper_tier;
use crate::model::{Location, PlacementLocation};

/// Millimetres in a tenth of a mile: the return divides kilometres by 1.6093, not by 1.609344.
const TENTH_OF_MILE: u64 = 160_930;

/// What is derived for an episode; `None` where a postcode does not say.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derived {
    /// ONS code of the authority in which the placement is, or SCO, WAL, NIR or NUK.
    pub pl_la: Option<String>,
    /// Inside or outside the responsible authority's boundary.
    pub pl_location: Option<PlacementLocation>,
    /// Straight-line distance between home and placement, in tenths of a mile.
    pub pl_distance_tenths: Option<u16>,
    /// Whether a value above rests on a sector or an outward code instead of a postcode.
    pub approximate: bool,
}

/// Derives the three values for a child of an authority (its ONS code) from the child's home and the placement.
/// A sector is near enough for a distance; an outward code is not.
pub fn derive(
    responsible: &str,
    home: Option<&Found<'_>>,
    placement: Option<&Found<'_>>,
) -> Derived {
    let Some(placement) = placement else {
        return Derived::default();
    };
    let responsible = upper_tier(responsible).map_or(responsible, |found| found.code);
    let pl_la = placement.authority.pl_la();
    let pl_location = pl_la.map(|code| {
        if code == responsible {
            PlacementLocation::In
        } else {
            PlacementLocation::Out
        }
    });
    let pl_distance_tenths = home
        .and_then(measurable)
        .zip(measurable(placement))
        .map(|(from, to)| tenths_of_miles(from, to));
    let rests_on_home = home.filter(|_| pl_distance_tenths.is_some());
    let is_rough = |found: &Found<'_>| found.precision.is_approximate();
    Derived {
        approximate: is_rough(placement) && (pl_la.is_some() || pl_distance_tenths.is_some())
            || rests_on_home.is_some_and(is_rough),
        pl_la: pl_la.map(str::to_owned),
        pl_location,
        pl_distance_tenths,
    }
}

fn measurable(found: &Found<'_>) -> Option<Location> {
    found
        .location
        .filter(|_| found.precision != Precision::Outward)
}

/// The distance in tenths of a mile, half a tenth rounded up.
pub fn tenths_of_miles(from: Location, to: Location) -> u16 {
    // Whole millimetres, rounded down, compare with a whole threshold as the exact root does; so there is no rounding
    // of floating-point numbers to take care of. The longest line of the grid is 917.5 miles.
    let square_metres = from.metres_squared_to(to).unsigned_abs();
    let millimetres = (square_metres * 1_000_000).isqrt();
    ((millimetres + TENTH_OF_MILE / 2) / TENTH_OF_MILE) as u16
}

#[cfg(test)]
mod tests {
    use super::super::Placed;
    use super::*;
    use proptest::prelude::*;

    const HOME: Location = Location {
        easting: 350_000,
        northing: 240_000,
    };

    fn found(metres_east: i32, district: &str, precision: Precision) -> Found<'_> {
        Found {
            location: Location::new(HOME.easting + metres_east, HOME.northing),
            district,
            authority: Placed::England(district),
            precision,
        }
    }

    #[test]
    fn the_divisor_is_that_of_the_return() {
        let miles =
            |metres| tenths_of_miles(HOME, Location::new(350_000 + metres, 240_000).unwrap());
        // 20 miles are 32,186 metres here and 32,186.88 by the statute.
        assert_eq!((miles(0), miles(1609), miles(32_186)), (0, 10, 200));
        // 80.465 metres are half a tenth, 241.395 three halves.
        assert_eq!((miles(80), miles(81), miles(241), miles(242)), (0, 1, 1, 2));
        // Just above 200.5 tenths by 1.6093, just below by 1.609344.
        assert_eq!(miles(32_267), 201);
        let edge = tenths_of_miles(
            Location::new(0, 0).unwrap(),
            Location::new(700_000, 1_300_000).unwrap(),
        );
        assert_eq!(edge, 9175);
    }

    #[test]
    fn in_out_and_how_far() {
        let home = found(0, "E06000019", Precision::Exact);
        let near = found(3219, "E06000019", Precision::Terminated);
        let derived = derive("E06000019", Some(&home), Some(&near));
        assert_eq!(derived.pl_la.as_deref(), Some("E06000019"));
        assert_eq!(derived.pl_location, Some(PlacementLocation::In));
        assert_eq!(derived.pl_distance_tenths, Some(20));
        assert!(!derived.approximate);
        let away = derive("E10000017", Some(&home), Some(&near));
        assert_eq!(away.pl_location, Some(PlacementLocation::Out));
        // A district of the responsible county is in the county.
        let in_county = found(0, "E10000017", Precision::Exact);
        let derived = derive("E07000117", None, Some(&in_county));
        assert_eq!(derived.pl_location, Some(PlacementLocation::In));
        assert_eq!(derived.pl_distance_tenths, None);
    }

    #[test]
    fn what_is_rough_says_so() {
        let exact = found(0, "E06000019", Precision::Exact);
        let sector = found(3219, "E06000019", Precision::Sector);
        let outward = found(3219, "E06000019", Precision::Outward);
        let by_sector = derive("E06000019", Some(&sector), Some(&exact));
        assert_eq!(
            (by_sector.pl_distance_tenths, by_sector.approximate),
            (Some(20), true)
        );
        let from_outward = derive("E06000019", Some(&outward), Some(&exact));
        assert_eq!(
            (from_outward.pl_distance_tenths, from_outward.approximate),
            (None, false)
        );
        let to_outward = derive("E06000019", Some(&exact), Some(&outward));
        assert_eq!(
            (to_outward.pl_distance_tenths, to_outward.approximate),
            (None, true)
        );
        assert_eq!(derive("E06000019", Some(&exact), None), Derived::default());
    }

    #[test]
    fn another_country_is_outside() {
        let welsh = Found {
            authority: Placed::Wales,
            ..found(0, "W06000001", Precision::Exact)
        };
        let derived = derive("E06000019", None, Some(&welsh));
        assert_eq!(derived.pl_la.as_deref(), Some("WAL"));
        assert_eq!(derived.pl_location, Some(PlacementLocation::Out));
        let nowhere = Found {
            authority: Placed::Unknown,
            location: None,
            ..welsh
        };
        assert_eq!(
            derive("E06000019", None, Some(&nowhere)),
            Derived::default()
        );
    }

    proptest! {
        #[test]
        fn whole_numbers_and_the_formula_agree(
            e in 0..700_000, n in 0..1_300_000, f in 0..700_000, m in 0..1_300_000,
        ) {
            let (from, to) = (Location::new(e, n).unwrap(), Location::new(f, m).unwrap());
            let (east, north) = (f64::from(e) - f64::from(f), f64::from(n) - f64::from(m));
            let miles = (east * east + north * north).sqrt() / 1000.0 / 1.6093;
            prop_assert_eq!(i32::from(tenths_of_miles(from, to)), (miles * 10.0).round() as i32);
        }
    }
}
