//! Postcode directories: from a postcode to its place on the map, its district and its authority.
//!
//! [`Directory::read`] takes ONSPD or NSPL as the Office for National Statistics publishes them (a CSV file of about
//! a gigabyte, or the folder that holds it), or the index that [`Directory::write_index`] has made of one. Locations
//! are Ordnance Survey eastings and northings in metres. Terminated postcodes are found too: a child may have lived
//! there. [`derive()`] gives what the SSDA903 return derives from two postcodes.

mod about;
mod area_code;
mod blocks;
mod build;
mod derive;
mod entry;
mod find;
mod folder;
mod headings;
mod image;
mod line;
mod placed;
mod postcode;
mod problems;
mod table;
mod tally;

pub use about::{About, SourceFile};
pub use derive::{Derived, derive, tenths_of_miles};
pub use find::{Found, Precision};
pub use placed::Placed;

use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use crate::import::authorities::upper_tier;
use crate::import::sheet::one;
use crate::ingest::Problems;
use crate::model::Location;
use area_code::AreaCode;
use build::TooManyDistricts;
use folder::Choice;
use image::{DISTRICT, Group};
use table::Table;

/// The usual name of an index.
pub const INDEX_NAME: &str = "postcodes.index";

/// A postcode directory in memory: the bytes of its index (about 22 MB), of which the small tables are decoded.
#[derive(Debug)]
pub struct Directory {
    image: Vec<u8>,
    /// Where the postcodes end in the image.
    postcodes_end: usize,
    sectors: Vec<Group>,
    outwards: Vec<Group>,
    districts: Vec<District>,
    about: About,
    vintage: String,
}

/// A district of the directory.
#[derive(Debug)]
struct District {
    code: AreaCode,
    /// The code as text; blank where the directory gives none.
    text: String,
    /// ONS code of the authority in England.
    authority: Option<String>,
    /// Mean of the live postcodes' locations.
    middle: Option<Location>,
    /// Postcodes of which it is the mean.
    weight: u64,
}

impl Directory {
    /// Reads a directory: a CSV file, a folder with one, or an index, told apart by what is in them.
    pub fn read(path: &Path) -> Result<Self, Problems> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy();
        if path.is_dir() {
            return Self::of_tables(folder::choose(path, &name)?);
        }
        let (start, size) = table::start_of(path, &name)?;
        if start.starts_with(image::MAGIC) || name.ends_with(".index") {
            let image = fs::read(path).map_err(|error| table::unreadable(&name, &error))?;
            return Self::of_image(image, &name);
        }
        Self::of_tables(Choice {
            tables: vec![Table::open(path, &name, &start, size)?],
            left_out: Vec::new(),
        })
    }

    /// Writes the index, whole or not at all: to a file beside it first, which then takes its name.
    pub fn write_index(&self, path: &Path) -> io::Result<()> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
        let mut staged = tempfile::Builder::new();
        staged.prefix(".postcodes");
        // The index holds nothing personal; whoever may read other files may read it.
        #[cfg(unix)]
        staged.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        let mut file = staged.tempfile_in(folder.unwrap_or(Path::new(".")))?;
        file.write_all(&self.image)?;
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    }

    /// Whether an index may be written here: nothing is there, or an index, of whatever version. Nobody should lose the
    /// directory, or another file, to an index of it.
    pub fn is_free_or_index(path: &Path) -> bool {
        let mut start = [0; image::MAGIC.len()];
        match std::fs::File::open(path) {
            Ok(mut file) => file.read_exact(&mut start).is_ok() && start == *image::MAGIC,
            Err(error) => error.kind() == io::ErrorKind::NotFound,
        }
    }

    /// What was read, in a line such as `ONSPD, 2,700,123 postcodes (911,000 terminated)`.
    pub fn vintage(&self) -> &str {
        &self.vintage
    }

    /// What was read, with counts and files.
    pub fn about(&self) -> &About {
        &self.about
    }

    /// A central point of a district, by its ONS code: the mean of its live postcodes.
    pub fn district_centre(&self, code: &str) -> Option<Location> {
        let mut districts = self.districts.iter();
        districts.find(|district| district.text == code)?.middle
    }

    /// A central point of an English authority, by its ONS code: the mean of its live postcodes. `None` where the
    /// directory has none of it.
    pub fn authority_centre(&self, code: &str) -> Option<Location> {
        let code = upper_tier(code).map_or(code, |found| found.code);
        let (mut easting, mut northing, mut weight) = (0_u128, 0_u128, 0_u128);
        for district in &self.districts {
            if district.authority.as_deref() == Some(code)
                && let Some(at) = district.middle
            {
                let share = u128::from(district.weight);
                easting += share * u128::from(at.easting.unsigned_abs());
                northing += share * u128::from(at.northing.unsigned_abs());
                weight += share;
            }
        }
        let rounded = |sum: u128| (sum + weight / 2).checked_div(weight);
        Location::new(rounded(easting)? as i32, rounded(northing)? as i32)
    }

    fn of_tables(choice: Choice) -> Result<Self, Problems> {
        let tables = &choice.tables;
        let name = tables.first().map_or("", |table| table.name.as_str());
        tables.iter().try_for_each(Table::check_end)?;
        let rows = blocks::read(tables)?;
        problems::refuse(&rows, name)?;
        let says_terminated = tables.iter().all(|t| t.columns.terminated.is_some());
        let about = About {
            title: tables
                .first()
                .map_or_else(String::new, |t| t.columns.title.clone()),
            postcodes: 0,
            terminated: says_terminated.then_some(0),
            unlocated: 0,
            repeated: 0,
            faulty: rows.faulty,
            files: tables
                .iter()
                .map(|table| SourceFile {
                    name: table.name.clone(),
                    bytes: table.size,
                })
                .collect(),
            left_out: choice.left_out,
        };
        let image = build::build(rows, about)
            .map_err(|TooManyDistricts(count)| problems::too_many_districts(name, count))?;
        Self::of_image(image, INDEX_NAME)
    }

    fn of_image(image: Vec<u8>, name: &str) -> Result<Self, Problems> {
        let parts = image::open(&image, name).map_err(|finding| one(name, *finding))?;
        let about: About = serde_json::from_slice(parts.about).map_err(|_| {
            one(
                name,
                *image::bad(name, "is damaged: it does not say of what it is"),
            )
        })?;
        let districts = parts.districts.chunks_exact(DISTRICT).map(District::read);
        Ok(Self {
            postcodes_end: parts.postcodes_end,
            sectors: image::groups(parts.sectors),
            outwards: image::groups(parts.outwards),
            districts: districts.collect(),
            vintage: about.line(),
            about,
            image,
        })
    }
}

impl District {
    fn read(bytes: &[u8]) -> Self {
        let code = |at| AreaCode::from_number(image::number(bytes, at)).unwrap_or_default();
        let (district, county) = (code(0), code(4));
        Self {
            code: district,
            text: district.to_string(),
            authority: placed::authority(district, county),
            middle: image::entry(bytes, 8).location(),
            weight: image::entry(bytes, 16).bits(),
        }
    }
}

#[cfg(test)]
mod tests;
