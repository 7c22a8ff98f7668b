//! A postcode in one number: 128 bits while a directory is read, 64 bits in the index.
//!
//! | bits | row | entry |
//! |---|---|---|
//! | sector | 25 | (told by the sector's range) |
//! | unit | 10 | 10 |
//! | terminated | 1 | 1 |
//! | easting, metres | 20 | 20 |
//! | northing, metres | 21 | 21 |
//! | district | 32 (its code) | 12 (its number in the index) |
//!
//! The first line is the highest, so that numbers sort by postcode, a live one before a terminated one.

use super::area_code::AreaCode;
use super::postcode::Sector;
use crate::model::Location;

/// Districts that an index can number.
pub const MOST_DISTRICTS: usize = 1 << 12;

/// Greater than every easting and northing of the grid, so that a row without a location comes after one with it.
const NO_EASTING: u64 = (1 << 20) - 1;
const NO_NORTHING: u64 = (1 << 21) - 1;

/// A row of a directory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(u128);

/// A postcode of the index, or the middle of an area with its district.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry(u64);

impl Row {
    pub fn new(
        (sector, unit): (Sector, u16),
        is_terminated: bool,
        location: Option<Location>,
        district: AreaCode,
    ) -> Self {
        let key = u128::from(sector) << 10 | u128::from(unit);
        let place = u128::from(place(location));
        Self(
            key << 74
                | u128::from(is_terminated) << 73
                | place << 32
                | u128::from(district.number()),
        )
    }

    /// The postcode as a number.
    pub fn key(self) -> u64 {
        (self.0 >> 74) as u64
    }

    pub fn sector(self) -> Sector {
        (self.0 >> 84) as Sector
    }

    pub fn district(self) -> AreaCode {
        AreaCode::from_number(self.0 as u32).unwrap_or_default()
    }

    /// The entry of the index, given the number of the district.
    pub fn entry(self, district: u16) -> Entry {
        let above = (self.0 >> 32) as u64 & ((1 << 52) - 1);
        Entry(above << 12 | u64::from(district))
    }
}

impl Entry {
    /// An area rather than a postcode: its middle and its district.
    pub fn area(middle: Option<Location>, district: u16) -> Self {
        Self(place(middle) << 12 | u64::from(district))
    }

    pub fn from_bits(bits: u64) -> Self {
        Self(bits)
    }

    pub fn bits(self) -> u64 {
        self.0
    }

    pub fn unit(self) -> u16 {
        (self.0 >> 54) as u16
    }

    pub fn is_terminated(self) -> bool {
        self.0 >> 53 & 1 == 1
    }

    pub fn location(self) -> Option<Location> {
        let (easting, northing) = (self.0 >> 33 & NO_EASTING, self.0 >> 12 & NO_NORTHING);
        Location::new(easting as i32, northing as i32)
    }

    pub fn district(self) -> u16 {
        (self.0 & (MOST_DISTRICTS as u64 - 1)) as u16
    }
}

fn place(location: Option<Location>) -> u64 {
    let (easting, northing) = location.map_or((NO_EASTING, NO_NORTHING), |at| {
        (at.easting as u64, at.northing as u64)
    });
    easting << 21 | northing
}

#[cfg(test)]
mod tests {
    use super::super::postcode::read_whole;
    use super::*;

    #[test]
    fn what_is_packed_is_unpacked() {
        let key = read_whole(b"ZZ9Z9ZZ").unwrap();
        let district = AreaCode::read(b"Z99999999").unwrap();
        for location in [None, Location::new(0, 0), Location::new(700_000, 1_300_000)] {
            for is_terminated in [false, true] {
                let row = Row::new(key, is_terminated, location, district);
                assert_eq!((row.sector(), row.district()), (key.0, district));
                assert_eq!(row.key(), u64::from(key.0) << 10 | u64::from(key.1));
                let entry = row.entry(4095);
                assert_eq!(entry.unit(), key.1);
                assert_eq!(entry.is_terminated(), is_terminated);
                assert_eq!(entry.location(), location);
                assert_eq!(entry.district(), 4095);
            }
        }
    }

    #[test]
    fn the_best_of_repeated_rows_comes_first() {
        let key = read_whole(b"HR1 2AB").unwrap();
        let at = Location::new(350_000, 240_000);
        let row =
            |is_terminated, location| Row::new(key, is_terminated, location, AreaCode::default());
        assert!(row(false, at) < row(false, None));
        assert!(row(false, None) < row(true, at));
    }
}
