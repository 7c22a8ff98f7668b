//! Looking a postcode up: the outward code, then its sectors, then the postcodes of the sector.

use super::Directory;
use super::entry::Entry;
use super::image::{Group, HEADER};
use super::placed::Placed;
use super::postcode::{Outward, Sector, Written, outward_of, read};
use crate::model::Location;

/// How near a place that was found is to the postcode that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// The postcode itself; the location is that of its middle address, to a metre.
    Exact,
    /// The postcode itself, which is no longer in use.
    Terminated,
    /// The middle of its sector (about 3,000 addresses), with the sector's commonest district.
    Sector,
    /// The middle of its outward code, with the commonest district; often in several authorities.
    Outward,
}

impl Precision {
    /// Whether the place is that of an area rather than of the postcode.
    pub const fn is_approximate(self) -> bool {
        matches!(self, Self::Sector | Self::Outward)
    }
}

/// What a directory says of a postcode.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<'a> {
    /// Where it is; `None` in Northern Ireland, whose grid is another, and where the directory does not know.
    pub location: Option<Location>,
    /// ONS code of the local authority district; blank where the directory gives none.
    pub district: &'a str,
    /// The authority with children's services duties, or the country.
    pub authority: Placed<'a>,
    /// How near that is to what was asked for.
    pub precision: Precision,
}

impl Directory {
    /// Looks up a postcode in any case and with any spaces, whole or cut short (`HR1 2`, `HR1`). One that is not in
    /// the directory is found by its sector or outward code, which its precision tells. `None` for what is no
    /// postcode or is nowhere near one.
    pub fn find(&self, text: &str) -> Option<Found<'_>> {
        match read(text)? {
            Written::Whole(sector, unit) => {
                self.postcode(sector, unit).or_else(|| self.near(sector))
            }
            Written::Short(outward, sector) => outward
                .and_then(|outward| self.outward(outward))
                .or_else(|| self.near(sector?)),
        }
    }

    fn postcode(&self, sector: Sector, unit: u16) -> Option<Found<'_>> {
        let at = self.sector_at(sector)?;
        let from = self.sectors.get(at)?.first as usize;
        let postcodes = self.image[HEADER..self.postcodes_end].as_chunks::<8>().0;
        let to = self.sectors.get(at + 1).map(|next| next.first as usize);
        let within = postcodes.get(from..to.unwrap_or(postcodes.len()))?;
        let entry = |bytes: &[u8; 8]| Entry::from_bits(u64::from_le_bytes(*bytes));
        let place = within.partition_point(|bytes| entry(bytes).unit() < unit);
        let entry = entry(within.get(place)?);
        let precision = match entry.is_terminated() {
            true => Precision::Terminated,
            false => Precision::Exact,
        };
        (entry.unit() == unit).then(|| self.found(entry, precision))?
    }

    fn near(&self, sector: Sector) -> Option<Found<'_>> {
        let by_sector = self.sector_at(sector).and_then(|at| self.sectors.get(at));
        by_sector
            .and_then(|group| self.found(group.area, Precision::Sector))
            .or_else(|| self.outward(outward_of(sector)))
    }

    fn outward(&self, outward: Outward) -> Option<Found<'_>> {
        let at = position(&self.outwards, outward)?;
        self.found(self.outwards[at].area, Precision::Outward)
    }

    /// The number of a sector: among the few of its outward code.
    fn sector_at(&self, sector: Sector) -> Option<usize> {
        let outward = position(&self.outwards, outward_of(sector))?;
        let from = self.outwards[outward].first as usize;
        let to = self
            .outwards
            .get(outward + 1)
            .map(|next| next.first as usize);
        let within = self.sectors.get(from..to.unwrap_or(self.sectors.len()))?;
        let place = within.iter().position(|group| group.key == sector)?;
        Some(from + place)
    }

    fn found(&self, entry: Entry, precision: Precision) -> Option<Found<'_>> {
        let district = self.districts.get(usize::from(entry.district()))?;
        Some(Found {
            location: entry.location(),
            district: &district.text,
            authority: Placed::of(district.code, district.authority.as_deref()),
            precision,
        })
    }
}

fn position(groups: &[Group], key: u32) -> Option<usize> {
    groups.binary_search_by_key(&key, |group| group.key).ok()
}
