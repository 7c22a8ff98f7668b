//! The index as bytes: how they are laid out, and what is checked when an index is opened.
//!
//! All numbers are little-endian. Sections follow one another in this order:
//!
//! | section | bytes each | what |
//! |---|---|---|
//! | header | 64 | magic (16), version (4), CRC-32 of all that follows (4), length (8), counts |
//! | postcodes | 8 | an [`Entry`], in order of postcode |
//! | sectors | 16 | sector, number of its first postcode, its middle and commonest district as an entry |
//! | outward codes | 16 | outward code, number of its first sector, the same |
//! | districts | 24 | code, county, middle as an entry, postcodes that it is of |
//! | about | 1 | what was read, in JSON |
//!
//! Opening reads the file once and checks length and checksum; postcodes stay bytes.

use super::entry::Entry;
use crate::ingest::codes::BAD_INDEX;
use crate::ingest::log::{At, Finding};

/// How an index starts.
pub const MAGIC: &[u8; 16] = b"placewell index\0";

/// The version of this layout; to be raised with every change of it.
pub const VERSION: u32 = 1;

pub const HEADER: usize = 64;
pub const POSTCODE: usize = 8;
pub const SECTOR: usize = 16;
pub const OUTWARD: usize = 16;
pub const DISTRICT: usize = 24;

/// Where the checked part starts.
const CHECKED_FROM: usize = 24;

/// How many there are of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub postcodes: u32,
    pub sectors: u32,
    pub outwards: u32,
    pub districts: u32,
    /// Bytes of the JSON.
    pub about: u32,
}

/// A key, the number of the first member, and the area; for sectors and outward codes.
#[derive(Debug, Clone, Copy)]
pub struct Group {
    pub key: u32,
    pub first: u32,
    pub area: Entry,
}

impl Counts {
    /// The bytes at which sectors, outward codes, districts, the JSON and the file end or start.
    fn ends(self) -> [u64; 5] {
        let mut at = HEADER as u64;
        [
            (self.postcodes, POSTCODE),
            (self.sectors, SECTOR),
            (self.outwards, OUTWARD),
            (self.districts, DISTRICT),
            (self.about, 1),
        ]
        .map(|(count, size)| {
            at += u64::from(count) * size as u64;
            at
        })
    }
}

/// The parts of an index whose form has been checked.
#[derive(Debug)]
pub struct Parts<'a> {
    pub sectors: &'a [u8],
    pub outwards: &'a [u8],
    pub districts: &'a [u8],
    pub about: &'a [u8],
    /// Where the postcodes end; they start after the header.
    pub postcodes_end: usize,
}

/// Writes the header of an image whose sections are there.
pub fn seal(image: &mut [u8], counts: Counts) {
    let length = image.len() as u64;
    image[..16].copy_from_slice(MAGIC);
    image[16..20].copy_from_slice(&VERSION.to_le_bytes());
    image[24..32].copy_from_slice(&length.to_le_bytes());
    let numbers = [
        counts.postcodes,
        counts.sectors,
        counts.outwards,
        counts.districts,
        counts.about,
    ];
    for (at, number) in numbers.into_iter().enumerate() {
        image[32 + 4 * at..36 + 4 * at].copy_from_slice(&number.to_le_bytes());
    }
    let checksum = crc32fast::hash(&image[CHECKED_FROM..]);
    image[20..24].copy_from_slice(&checksum.to_le_bytes());
}

/// Checks version, length and checksum, and gives the sections.
pub fn open<'a>(image: &'a [u8], name: &str) -> Result<Parts<'a>, Box<Finding>> {
    if !image.starts_with(MAGIC) || image.len() < HEADER {
        return Err(bad(name, "is cut short or damaged at its start"));
    }
    let version = number(image, 16);
    if version != VERSION {
        let what = format!("is of version {version}; this program reads version {VERSION}");
        return Err(bad(name, &what));
    }
    let length = u64::from(number(image, 24)) | u64::from(number(image, 28)) << 32;
    let there = image.len() as u64;
    if length != there {
        let what = format!("is {there} bytes long and should be {length}");
        return Err(bad(name, &what));
    }
    if crc32fast::hash(&image[CHECKED_FROM..]) != number(image, 20) {
        return Err(bad(name, "is damaged: its checksum is another"));
    }
    let ends = counts(image).ends();
    if ends[4] != length {
        return Err(bad(name, "is damaged: its sections do not fill it"));
    }
    // All ends are within the image, whose length is a usize.
    let [postcodes, sectors, outwards, districts, about] = ends.map(|end| end as usize);
    Ok(Parts {
        sectors: &image[postcodes..sectors],
        outwards: &image[sectors..outwards],
        districts: &image[outwards..districts],
        about: &image[districts..about],
        postcodes_end: postcodes,
    })
}

fn counts(image: &[u8]) -> Counts {
    let [postcodes, sectors, outwards, districts, about] =
        [32, 36, 40, 44, 48].map(|at| number(image, at));
    Counts {
        postcodes,
        sectors,
        outwards,
        districts,
        about,
    }
}

/// The problem of an index that cannot be used.
pub fn bad(name: &str, what: &str) -> Box<Finding> {
    let action = "delete it and give the CSV file of the directory, from which it is made anew";
    Box::new(Finding::new(&BAD_INDEX, At::File, format!("{name} {what}")).action(action))
}

/// Four bytes as a number.
pub fn number(bytes: &[u8], at: usize) -> u32 {
    let four = bytes[at..].first_chunk().copied();
    u32::from_le_bytes(four.unwrap_or_default())
}

/// Eight bytes as an entry.
pub fn entry(bytes: &[u8], at: usize) -> Entry {
    let eight = bytes[at..].first_chunk().copied();
    Entry::from_bits(u64::from_le_bytes(eight.unwrap_or_default()))
}

/// The groups of a section of sectors or outward codes.
pub fn groups(section: &[u8]) -> Vec<Group> {
    let groups = section.chunks_exact(SECTOR).map(|bytes| Group {
        key: number(bytes, 0),
        first: number(bytes, 4),
        area: entry(bytes, 8),
    });
    groups.collect()
}

/// Adds a group to a section.
pub fn push_group(section: &mut Vec<u8>, group: Group) {
    section.extend(group.key.to_le_bytes());
    section.extend(group.first.to_le_bytes());
    section.extend(group.area.bits().to_le_bytes());
}
