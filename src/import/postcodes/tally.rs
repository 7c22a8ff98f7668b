//! The middle of an area and its commonest district, from the postcodes in it.

use super::entry::Entry;
use crate::model::Location;

/// A mean of locations, in whole metres; sums of whole numbers do not depend on their order.
#[derive(Debug, Clone, Copy, Default)]
struct Mean {
    easting: u64,
    northing: u64,
    count: u64,
}

/// The middle of some postcodes: of the live ones, or of all where no live one has a location.
#[derive(Debug, Clone, Copy, Default)]
pub struct Middle {
    live: Mean,
    all: Mean,
}

/// The middle of an area and how many of its postcodes are in each district.
#[derive(Debug, Default)]
pub struct Tally {
    middle: Middle,
    /// Number of the district, live postcodes, all postcodes. Most areas have one or two.
    districts: Vec<(u16, u32, u32)>,
}

impl Mean {
    fn add(&mut self, at: Location) {
        self.easting += at.easting as u64;
        self.northing += at.northing as u64;
        self.count += 1;
    }

    fn location(self) -> Option<Location> {
        let rounded = |sum: u64| (sum + self.count / 2).checked_div(self.count);
        Location::new(
            rounded(self.easting)? as i32,
            rounded(self.northing)? as i32,
        )
    }
}

impl Middle {
    pub fn add(&mut self, entry: Entry) {
        if let Some(at) = entry.location() {
            self.all.add(at);
            if !entry.is_terminated() {
                self.live.add(at);
            }
        }
    }

    fn mean(self) -> Mean {
        if self.live.count > 0 {
            self.live
        } else {
            self.all
        }
    }

    pub fn location(self) -> Option<Location> {
        self.mean().location()
    }

    /// Postcodes that the middle is of.
    pub fn weight(self) -> u64 {
        self.mean().count
    }
}

impl Tally {
    pub fn add(&mut self, entry: Entry) {
        self.middle.add(entry);
        let (district, live) = (entry.district(), u32::from(!entry.is_terminated()));
        match self.districts.iter_mut().find(|(d, ..)| *d == district) {
            Some((_, of_live, of_all)) => {
                *of_live += live;
                *of_all += 1;
            }
            None => self.districts.push((district, live, 1)),
        }
    }

    /// The area as an entry, and a new tally for the next. A district that is no code, number `none`, is the commonest
    /// only where there is no other; among equals the smallest code wins.
    pub fn take(&mut self, none: Option<u16>) -> Entry {
        let commonest = self.districts.iter().max_by_key(|(district, live, all)| {
            (
                Some(*district) != none,
                *live,
                *all,
                std::cmp::Reverse(*district),
            )
        });
        let entry = Entry::area(self.middle.location(), commonest.map_or(0, |(d, ..)| *d));
        self.middle = Middle::default();
        self.districts.clear();
        entry
    }
}

#[cfg(test)]
mod tests {
    use super::super::area_code::AreaCode;
    use super::super::entry::Row;
    use super::*;

    fn entry(is_terminated: bool, easting: i32, district: u16) -> Entry {
        let at = Location::new(easting, 100);
        Row::new((1, 1), is_terminated, at, AreaCode::default()).entry(district)
    }

    #[test]
    fn live_postcodes_decide_where_there_are_any() {
        let mut tally = Tally::default();
        for (is_terminated, easting, district) in [
            (false, 10, 2),
            (false, 13, 2),
            (true, 900, 3),
            (true, 900, 3),
            (true, 900, 3),
        ] {
            tally.add(entry(is_terminated, easting, district));
        }
        assert_eq!(tally.take(None), Entry::area(Location::new(12, 100), 2));
        tally.add(entry(true, 900, 3));
        tally.add(entry(true, 901, 1));
        assert_eq!(tally.take(None), Entry::area(Location::new(901, 100), 1));
        assert_eq!(tally.take(None), Entry::area(None, 0));
    }

    #[test]
    fn a_blank_district_is_the_last_choice() {
        let mut tally = Tally::default();
        for district in [0, 0, 5] {
            tally.add(entry(false, 10, district));
        }
        assert_eq!(tally.take(Some(0)).district(), 5);
    }
}
