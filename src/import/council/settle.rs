//! Children, homes and placements in their order in the folder, with what refers from one to another.

use std::collections::BTreeMap;

use super::areas::areas;
use super::building::Built;
use super::exemptions::exemptions;
use super::looked_after::LookedAfter;
use super::noted::Noted;
use super::places::Places;
use super::{Sources, kinds};
use crate::model::{
    Child, ChildIx, Coded, Council, Date, Home, HomeIx, HomeKind, Placement, PlacementType,
};

/// Puts homes in order of id, children in their order, and placements between them.
pub fn settle(
    council: &mut Council,
    sources: &Sources<'_>,
    mut homes: Vec<Built>,
    children: Vec<LookedAfter>,
    places: &Places<'_>,
    mut noted: Noted<'_>,
) {
    homes.sort_by(|a, b| a.home.id.cmp(&b.home.id));
    let of_children = children
        .iter()
        .filter_map(|child| places.area(child.home_post));
    let (areas, by_code) = areas(sources, &homes, of_children);
    council.areas = areas;
    let stays: Vec<(Date, PlacementType)> = children
        .iter()
        .map(|child| (child.placed, kinds::purpose(place(sources, child))))
        .collect();
    for LookedAfter {
        child, home_post, ..
    } in children
    {
        let area = places.area(home_post);
        let home_area = area.and_then(|code| by_code.get(&code).copied());
        council.children.push(Child { home_area, ..child });
    }
    council.approvals = exemptions(sources, &homes, &council.children, council.as_at);
    for (at, home) in (0..).zip(homes) {
        for rule in &home.rules {
            let living = home.residents.len();
            let detail = format!(
                "{} places, {living} children of the council",
                home.home.places
            );
            noted.plain(rule, &home.home.id, &detail);
        }
        let residents = home.residents.iter();
        let placements = residents.map(|&resident| Placement {
            child: ChildIx(resident as u32),
            home: HomeIx(at),
            start: stays[resident].0,
            purpose: stays[resident].1,
            planned_end: None,
        });
        council.placements.extend(placements);
        council.homes.push(settled(home, &by_code));
    }
    council.placements.sort_by_key(|placement| placement.child);
}

fn settled(built: Built, by_code: &BTreeMap<Coded, u32>) -> Home {
    let area = built.area.and_then(|code| by_code.get(&code).copied());
    let mut home = Home { area, ..built.home };
    if home.kind == HomeKind::Connected {
        // Connected persons are approved for children by name, and those are the ones who live there.
        let residents = built.residents.iter();
        home.terms.named_children = residents.map(|at| ChildIx(*at as u32)).collect();
    }
    home
}

/// The placement code of the episode in which a child is.
fn place<'a>(sources: &Sources<'a>, child: &LookedAfter) -> &'a str {
    let returns = sources.history.map(|(returns, _)| returns);
    returns.map_or("", |r| r.words.text(r.rows[child.row as usize].place))
}
