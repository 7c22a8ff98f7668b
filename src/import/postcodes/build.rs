//! From the rows of a directory to the bytes of an index. The same rows give the same bytes, whatever the number of
//! threads and the order of the files.

use std::collections::{BTreeMap, BTreeSet};

use rayon::slice::ParallelSliceMut;

use super::about::About;
use super::area_code::AreaCode;
use super::blocks::Rows;
use super::entry::{Entry, MOST_DISTRICTS, Row};
use super::image::{self, Counts, Group, HEADER, POSTCODE};
use super::postcode::outward_of;
use super::tally::{Middle, Tally};

/// The rows name more districts than the country has had.
#[derive(Debug, PartialEq, Eq)]
pub struct TooManyDistricts(pub usize);

/// Makes the bytes of an index; the counts of `about` are filled in.
pub fn build(read: Rows, mut about: About) -> Result<Vec<u8>, TooManyDistricts> {
    let mut rows = read.rows;
    // Directories are published in this order, so that there is mostly nothing to do.
    rows.par_sort_unstable();
    let count = rows.len();
    rows.dedup_by_key(|row| row.key());
    about.repeated = (count - rows.len()) as u64;
    let districts = districts(&rows);
    if districts.len() > MOST_DISTRICTS {
        return Err(TooManyDistricts(districts.len()));
    }
    let mut sections = Sections::new(&districts, rows.len());
    for &row in &rows {
        sections.add(row);
    }
    drop(rows);
    Ok(sections.finish(&read.counties, about))
}

fn districts(rows: &[Row]) -> Vec<AreaCode> {
    let mut found = BTreeSet::new();
    let mut last = None;
    for row in rows {
        let district = row.district();
        if last != Some(district) {
            found.insert(district);
            last = Some(district);
        }
    }
    found.into_iter().collect()
}

/// The sections of the index as they grow.
struct Sections<'a> {
    image: Vec<u8>,
    sectors: Vec<u8>,
    outwards: Vec<u8>,
    districts: &'a [AreaCode],
    middles: Vec<Middle>,
    /// The sector that is being added to: its key, its first postcode.
    sector: Option<(u32, u32)>,
    /// The outward code that is being added to: its key, its first sector.
    outward: Option<(u32, u32)>,
    in_sector: Tally,
    in_outward: Tally,
    last: (AreaCode, u16),
    counts: Counts,
    terminated: u64,
    unlocated: u64,
}

impl<'a> Sections<'a> {
    fn new(districts: &'a [AreaCode], postcodes: usize) -> Self {
        let mut image = Vec::with_capacity(HEADER + postcodes * POSTCODE * 21 / 20);
        image.resize(HEADER, 0);
        Self {
            image,
            sectors: Vec::new(),
            outwards: Vec::new(),
            districts,
            middles: vec![Middle::default(); districts.len()],
            sector: None,
            outward: None,
            in_sector: Tally::default(),
            in_outward: Tally::default(),
            last: (districts.first().copied().unwrap_or_default(), 0),
            counts: Counts {
                postcodes: 0,
                sectors: 0,
                outwards: 0,
                districts: districts.len() as u32,
                about: 0,
            },
            terminated: 0,
            unlocated: 0,
        }
    }

    fn add(&mut self, row: Row) {
        let key = row.sector();
        if self.sector.map(|(sector, _)| sector) != Some(key) {
            self.end_sector();
            if self.outward.map(|(outward, _)| outward) != Some(outward_of(key)) {
                self.end_outward();
                self.outward = Some((outward_of(key), self.counts.sectors));
            }
            self.sector = Some((key, self.counts.postcodes));
        }
        if self.last.0 != row.district() {
            let at = self.districts.binary_search(&row.district());
            self.last = (row.district(), at.unwrap_or(0) as u16);
        }
        let entry = row.entry(self.last.1);
        self.image.extend(entry.bits().to_le_bytes());
        self.counts.postcodes += 1;
        self.middles[usize::from(self.last.1)].add(entry);
        self.in_sector.add(entry);
        self.in_outward.add(entry);
        self.terminated += u64::from(entry.is_terminated());
        self.unlocated += u64::from(entry.location().is_none());
    }

    fn no_district(&self) -> Option<u16> {
        let is_none = self.districts.first() == Some(&AreaCode::default());
        is_none.then_some(0)
    }

    fn end_sector(&mut self) {
        if let Some((key, first)) = self.sector.take() {
            let area = self.in_sector.take(self.no_district());
            image::push_group(&mut self.sectors, Group { key, first, area });
            self.counts.sectors += 1;
        }
    }

    fn end_outward(&mut self) {
        if let Some((key, first)) = self.outward.take() {
            let area = self.in_outward.take(self.no_district());
            image::push_group(&mut self.outwards, Group { key, first, area });
            self.counts.outwards += 1;
        }
    }

    fn finish(mut self, counties: &BTreeMap<AreaCode, AreaCode>, mut about: About) -> Vec<u8> {
        self.end_sector();
        self.end_outward();
        about.postcodes = u64::from(self.counts.postcodes);
        about.terminated = about.terminated.map(|_| self.terminated);
        about.unlocated = self.unlocated;
        let mut image = self.image;
        image.extend(self.sectors);
        image.extend(self.outwards);
        for (district, middle) in self.districts.iter().zip(&self.middles) {
            let county = counties.get(district).copied().unwrap_or_default();
            image.extend(district.number().to_le_bytes());
            image.extend(county.number().to_le_bytes());
            image.extend(Entry::area(middle.location(), 0).bits().to_le_bytes());
            image.extend(middle.weight().to_le_bytes());
        }
        let json = serde_json::to_vec(&about).unwrap_or_default();
        image.extend(&json);
        let counts = Counts {
            about: json.len() as u32,
            ..self.counts
        };
        image::seal(&mut image, counts);
        image
    }
}
