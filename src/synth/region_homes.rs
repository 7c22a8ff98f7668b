//! Whose homes a region has: what each authority's folder keeps, and what all folders around have as well.

use std::collections::HashMap;

use super::region::{CELL, Place};
use crate::model::{Area, Council, Home, HomeIx, HomeKind, Sector};

/// Leaves out homes of others beyond the authority's boundary in which nobody of it lives and nobody is approved to
/// live: they are for its neighbours to have. The rest of others' homes get ids and URNs that are their own in the
/// whole region.
pub fn keep_own(council: &mut Council, at: usize) {
    let mut keep: Vec<bool> = council
        .homes
        .iter()
        .map(|home| !is_anybodys(home) || home.authority == council.code)
        .collect();
    let lived_in = council.placements.iter().map(|p| p.home);
    let approved = council.approvals.iter().filter_map(|a| a.home);
    for home in lived_in.chain(approved) {
        keep[home.at()] = true;
    }
    let mut to = vec![None; keep.len()];
    let kept = keep.iter().enumerate().filter(|(_, keep)| **keep);
    for (new, (old, _)) in kept.enumerate() {
        to[old] = Some(HomeIx(new as u32));
    }
    let mut kept = keep.iter();
    council
        .homes
        .retain(|_| kept.next().is_some_and(|keep| *keep));
    let moved = |home: HomeIx| to[home.at()].unwrap_or(home);
    for placement in &mut council.placements {
        placement.home = moved(placement.home);
    }
    for approval in &mut council.approvals {
        approval.home = approval.home.map(moved);
    }
    for assessment in &mut council.assessments {
        assessment.home = moved(assessment.home);
    }
    for child in &mut council.children {
        for wishes in [&mut child.wishes_for, &mut child.wishes_against] {
            *wishes = wishes.iter().filter_map(|home| to[home.at()]).collect();
        }
    }
    for home in &mut council.homes {
        let number = home.id.trim_start_matches('H').to_owned();
        if home.urn.is_some() {
            home.urn = Some(format!("SYN{:03}{number}", at + 1));
        }
        if !is_anybodys(home) {
            continue;
        }
        home.id = format!("X{:03}-{number}", at + 1);
        if home.kind == HomeKind::Foster {
            // Ofsted registers the agency; its number is that of all its households.
            home.urn = home.provider.as_ref().map(|name| {
                let agency: String = name.chars().filter(char::is_ascii_digit).collect();
                format!("SYNA{agency}")
            });
        }
    }
}

/// Writes every home of others into the folders of all authorities whose centre is no further than the next one's.
pub fn share_homes(councils: &mut [Council], places: &[Place]) {
    let offered: Vec<(usize, Home, Option<Area>)> = councils
        .iter()
        .enumerate()
        .flat_map(|(at, council)| {
            let mut living = vec![0_u8; council.homes.len()];
            for placement in &council.placements {
                living[placement.home.at()] += 1;
            }
            let homes = council.homes.iter().zip(living);
            let shared = homes.filter(|(home, _)| is_anybodys(home) && home.kind.is_offered());
            shared.map(move |(home, living)| {
                let area = home.area.map(|area| council.areas[area as usize].clone());
                let mut copy = home.clone();
                copy.occupied_by_others += living;
                copy.terms.named_children.clear();
                (at, copy, area)
            })
        })
        .collect();
    let reach = i64::from(CELL) * i64::from(CELL);
    for (at, council) in councils.iter_mut().enumerate() {
        let mut areas: HashMap<String, u32> = HashMap::new();
        for (ix, area) in council.areas.iter().enumerate() {
            areas.insert(area.code.clone(), ix as u32);
        }
        for (maker, home, area) in &offered {
            let near = |home: &Home| {
                let place = home.location?;
                Some(places[at].centre.metres_squared_to(place) <= reach)
            };
            if *maker == at || near(home) != Some(true) {
                continue;
            }
            let mut copy = home.clone();
            copy.area = area.as_ref().map(|area| {
                *areas.entry(area.code.clone()).or_insert_with(|| {
                    council.areas.push(area.clone());
                    council.areas.len() as u32 - 1
                })
            });
            council.homes.push(copy);
        }
    }
}

/// Whether the home is an agency's or another provider's, which any authority may ask.
fn is_anybodys(home: &Home) -> bool {
    matches!(
        home.sector,
        Sector::Private | Sector::Voluntary | Sector::OtherPublic
    )
}
