//! A region of synthetic councils that share a market: authorities on a grid, each in the proportions of one of the
//! published profiles, with the homes of agencies and other providers in the folders of all authorities around them.
//!
//! Every authority is made as a council of its own is, moved to its place on the grid. Then the districts around it
//! become those of its neighbours, homes there that nobody of the authority lives in are left to the neighbours, and
//! what remains of homes that are nobody's own is written into the folders of every authority nearby: under one id and
//! URN, with the children of the others counted as others.

use rayon::prelude::*;

use super::generate::{Options, generate};
use super::profile::Profile;
use super::quota::share_out;
use super::region_homes::{keep_own, share_homes};
use crate::model::{Area, Council, Location};

/// Metres between the centres of two adjoining authorities.
pub const CELL: i32 = 60_000;
/// Authorities side by side; more would not fit on the National Grid.
const MOST_COLUMNS: usize = 11;

/// What to make.
#[derive(Debug, Clone, PartialEq)]
pub struct RegionOptions {
    /// Authorities, from 2 to [`RegionOptions::MOST`].
    pub authorities: usize,
    /// Placed children in all; the published numbers of the profiles where this is `None`.
    pub children: Option<u32>,
    /// New children without a home in all; a month's published starts of each where this is `None`.
    pub referrals: Option<u32>,
    /// Agency carers and homes around, against what the figures suggest.
    pub supply: f64,
    /// Seed: the same seed gives the same region on every machine.
    pub seed: u64,
}

impl RegionOptions {
    /// The most authorities that the map has room for.
    pub const MOST: usize = 200;
}

/// One authority's place in the region.
pub struct Place {
    /// Column and row.
    pub cell: (usize, usize),
    /// Centre.
    pub centre: Location,
    /// Code, which no real authority has.
    pub code: String,
}

/// Makes the councils of a region, in order of their codes.
pub fn region(profiles: &[Profile], options: &RegionOptions) -> Vec<Council> {
    let count = options.authorities.clamp(2, RegionOptions::MOST);
    let of = |at: usize| &profiles[at % profiles.len()];
    let published = |at: usize| f64::from(of(at).looked_after.number);
    let weights: Vec<f64> = (0..count).map(published).collect();
    let shares = |total: Option<u32>| -> Vec<Option<u32>> {
        match total {
            Some(total) => {
                let shares = share_out(total as usize, &weights);
                shares.into_iter().map(|n| Some(n as u32)).collect()
            }
            None => vec![None; count],
        }
    };
    let (children, referrals) = (shares(options.children), shares(options.referrals));
    let places: Vec<Place> = (0..count).map(|at| place(at, count)).collect();
    let mut councils: Vec<Council> = (0..count)
        .into_par_iter()
        .map(|at| {
            let moved = moved_to(of(at), places[at].centre);
            let made = Options {
                children: children[at],
                referrals: referrals[at],
                moves: None,
                supply: options.supply,
                seed: options.seed.wrapping_add(at as u64),
            };
            let mut council = generate(&moved, &made);
            let scale = council.children.len() as f64 / weights[at].max(1.0);
            let population = council.under_18_population;
            council.under_18_population = population.map(|n| (f64::from(n) * scale) as u32);
            council.vintage = format!(
                "Synthetic region (seed {}): no row is about a real child, and no authority is a real one.",
                options.seed
            );
            council
        })
        .collect();
    name_authorities(&mut councils, &places);
    let districts: Vec<Vec<Area>> = councils.iter().map(|c| c.areas.clone()).collect();
    councils
        .par_iter_mut()
        .enumerate()
        .for_each(|(at, council)| {
            settle_around(council, at, &districts, &places);
            keep_own(council, at);
        });
    share_homes(&mut councils, &places);
    councils
}

fn place(at: usize, count: usize) -> Place {
    let columns = ((count as f64).sqrt().ceil() as usize).min(MOST_COLUMNS);
    let rows = count.div_ceil(columns);
    let cell = (at % columns, at / columns);
    // The grid lies in the middle of the map, so that there is map around it.
    let metres =
        |at: usize, of: usize, size: i32| size / 2 + (2 * at as i32 + 1 - of as i32) * CELL / 2;
    let centre = Location {
        easting: metres(cell.0, columns, 700_000),
        northing: metres(cell.1, rows, 1_300_000),
    };
    Place {
        cell,
        centre,
        code: format!("E99{:06}", at + 1),
    }
}

/// The profile with its districts moved so that the middle of its own ones is here. What would lie beyond the edge of
/// the map is drawn up to it.
fn moved_to(profile: &Profile, centre: Location) -> Profile {
    let mut moved = profile.clone();
    let own: Vec<(i64, i64)> = profile
        .geography
        .areas
        .iter()
        .filter(|area| area.authority == profile.code)
        .map(|area| (i64::from(area.easting), i64::from(area.northing)))
        .collect();
    let count = own.len().max(1) as i64;
    let middle = |of: fn(&(i64, i64)) -> i64| (own.iter().map(of).sum::<i64>() / count) as i32;
    let (east, north) = (
        centre.easting - middle(|p| p.0),
        centre.northing - middle(|p| p.1),
    );
    for area in &mut moved.geography.areas {
        let r = area.radius;
        area.easting = (area.easting + east).clamp(r, 700_000 - r);
        area.northing = (area.northing + north).clamp(r, 1_300_000 - r);
    }
    moved
}

/// Names, codes and adjoining authorities of the region in place of the profiles' own.
fn name_authorities(councils: &mut [Council], places: &[Place]) {
    let width = councils.len().to_string().len();
    for (at, council) in councils.iter_mut().enumerate() {
        let published = std::mem::replace(&mut council.code, places[at].code.clone());
        council.name = format!("Authority {:0width$}", at + 1);
        let (column, row) = places[at].cell;
        let adjoins =
            |other: &&Place| column.abs_diff(other.cell.0) + row.abs_diff(other.cell.1) == 1;
        let adjoining = places.iter().filter(adjoins);
        council.adjoining = adjoining.map(|other| other.code.clone()).collect();
        for home in council
            .homes
            .iter_mut()
            .filter(|h| h.authority == published)
        {
            home.authority.clone_from(&council.code);
        }
        let mut districts = 0;
        for area in &mut council.areas {
            if area.authority == published {
                districts += 1;
                area.authority.clone_from(&council.code);
                area.code = format!("{}-{districts}", council.code);
                area.name = format!("District {districts} of {}", council.name);
            }
        }
    }
}

/// Districts around the authority become those of its neighbours, nearest first; beyond the region they stay districts
/// of nobody's.
fn settle_around(council: &mut Council, at: usize, districts: &[Vec<Area>], places: &[Place]) {
    let mut areas: Vec<Area> = Vec::new();
    let mut to = Vec::with_capacity(council.areas.len());
    for area in &council.areas {
        let becomes = if area.authority == council.code {
            area.clone()
        } else {
            neighbouring(area, at, districts, places).unwrap_or_else(|| Area {
                code: format!("{}-beyond-{}", council.code, to.len()),
                name: "Beyond the region".to_owned(),
                authority: "E99999999".to_owned(),
                centre: area.centre,
            })
        };
        let known = areas.iter().position(|known| known.code == becomes.code);
        to.push(known.unwrap_or(areas.len()) as u32);
        if known.is_none() {
            areas.push(becomes);
        }
    }
    council.areas = areas;
    let moved = |area: &mut Option<u32>| *area = area.map(|area| to[area as usize]);
    for child in &mut council.children {
        moved(&mut child.home_area);
        for area in &mut child.avoid_areas {
            *area = to[*area as usize];
        }
        child.avoid_areas.sort_unstable();
        child.avoid_areas.dedup();
    }
    for home in &mut council.homes {
        moved(&mut home.area);
        if home.authority != council.code
            && let Some(area) = home.area
        {
            home.authority
                .clone_from(&council.areas[area as usize].authority);
        }
    }
}

/// The nearest district of another authority of the region, unless it is further than an authority is wide.
fn neighbouring(area: &Area, at: usize, districts: &[Vec<Area>], places: &[Place]) -> Option<Area> {
    let others = districts
        .iter()
        .enumerate()
        .filter(|(other, _)| *other != at);
    let own = others.flat_map(|(other, areas)| {
        let code = &places[other].code;
        areas.iter().filter(move |area| area.authority == *code)
    });
    let metres = |other: &Area| area.centre.metres_squared_to(other.centre);
    let nearest = own.min_by_key(|other| metres(other))?;
    let reach = i64::from(CELL) * i64::from(CELL);
    (metres(nearest) <= reach).then(|| nearest.clone())
}
