//! The districts of the folder: those of the responsible authority, and those where its children or homes are.

use std::collections::BTreeMap;

use super::Sources;
use super::building::Built;
use crate::import::authorities::{Authority, upper_tier};
use crate::model::{Area, Coded, Location};

/// The districts, by code, with their places in the list.
pub fn areas(
    sources: &Sources<'_>,
    homes: &[Built],
    children: impl Iterator<Item = Coded>,
) -> (Vec<Area>, BTreeMap<Coded, u32>) {
    let mut codes: Vec<Coded> = homes.iter().filter_map(|home| home.area).collect();
    codes.extend(children);
    let own = sources.authority.into_iter().flat_map(own_districts);
    codes.extend(own.filter_map(|code| Coded::try_from_str(code).ok()));
    codes.sort_unstable();
    codes.dedup();
    let mut areas = Vec::new();
    let mut places = BTreeMap::new();
    for code in codes {
        let Some(area) = area(sources, code.as_str()) else {
            continue;
        };
        places.insert(code, areas.len() as u32);
        areas.push(area);
    }
    (areas, places)
}

fn own_districts(authority: &'static Authority) -> impl Iterator<Item = &'static str> {
    let whole = authority.districts.is_empty().then_some(authority.code);
    authority.districts.iter().copied().chain(whole)
}

fn area(sources: &Sources<'_>, code: &str) -> Option<Area> {
    let authority = upper_tier(code);
    let is_whole = authority.is_some_and(|authority| authority.districts.is_empty());
    let by_directory = sources.directory.and_then(|d| d.district_centre(code));
    let centre: Option<Location> = by_directory.or_else(|| authority.map(|a| a.centre));
    Some(Area {
        code: code.to_owned(),
        name: match authority {
            Some(authority) if is_whole => authority.name.to_owned(),
            Some(authority) => format!("{code} ({})", authority.name),
            None => code.to_owned(),
        },
        authority: authority.map_or_else(|| code.to_owned(), |a| a.code.to_owned()),
        centre: centre?,
    })
}
