//! `areas.csv`: districts.

use std::path::Path;

use super::codes::UNKNOWN_AREA;
use super::ids::Ids;
use super::rows::{Loaded, load};
use super::tables::{AREAS, AreaRow};
use crate::model::{Area, Location};

/// Reads the districts and their codes.
pub fn read_areas(dir: &Path) -> (Loaded<Area>, Ids) {
    let mut loaded = load(dir, AREAS, None, |line| {
        let row: AreaRow<'_> = line.fields()?;
        Some(Area {
            code: line.id(row.area_code()).unwrap_or_default(),
            name: line.text(row.name()).unwrap_or_default(),
            authority: line.id(row.authority()).unwrap_or_default(),
            centre: line
                .location(row.easting(), row.northing())
                .unwrap_or(Location {
                    easting: 0,
                    northing: 0,
                }),
        })
    });
    let mut ids = Ids::of(AREAS, &UNKNOWN_AREA);
    ids.complete = loaded.complete;
    let field = loaded.field("area_code");
    let codes = loaded.rows.iter().map(|area| area.code.as_str());
    let ids = ids.add_all("area_code", field, codes, &loaded.bytes, &mut loaded.log);
    (loaded, ids)
}
