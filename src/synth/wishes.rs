//! What a few children add: wishes, areas to avoid, named incompatible pairs, solo care, and not with younger
//! children. Each is written only where the home the child lives in agrees with it.

use super::draws::Draws;
use crate::model::{ChildIx, Council, HomeIx, HomeKind};

/// Writes them for the placed children. `living` lists the children of each home.
pub fn write(draws: &mut Draws, council: &mut Council, living: &[Vec<ChildIx>], placed: usize) {
    for (at, children) in living.iter().enumerate() {
        let home = &council.homes[at];
        let residential = matches!(
            home.kind,
            HomeKind::ChildrensHome | HomeKind::OtherResidential
        );
        let alone = children.len() == 1
            && home.occupied_by_others == 0
            && home.birth_children_ages.is_empty();
        let foster = home.kind == HomeKind::Foster;
        let solo = if residential {
            0.6
        } else if foster {
            0.02
        } else {
            0.0
        };
        if alone && draws.chance(solo) {
            council.children[children[0].at()].flags.solo = true;
        }
        let youngest = children
            .iter()
            .copied()
            .max_by_key(|c| council.child(*c).born);
        if let Some(child) =
            youngest.filter(|_| (foster || residential) && home.occupied_by_others == 0)
        {
            let age = council.age(child);
            let older_there = council.homes[at]
                .birth_children_ages
                .iter()
                .all(|&other| other >= age);
            if age >= 9 && older_there && draws.chance(0.06) {
                council.children[child.at()].flags.not_with_younger = true;
            }
        }
    }
    avoid_areas(draws, council);
    incompatible(draws, council);
    say(draws, council, placed);
}

/// One child in fifty must not live in one of the authority's own areas, where she does not live now.
fn avoid_areas(draws: &mut Draws, council: &mut Council) {
    let own: Vec<u32> = (0..council.areas.len() as u32)
        .filter(|&a| council.areas[a as usize].authority == council.code)
        .collect();
    for at in 0..council.placements.len() {
        let placement = &council.placements[at];
        let (child, here) = (placement.child, council.home(placement.home).area);
        if draws.chance(0.02) && own.len() > 1 {
            let area = draws.any(&own);
            if here != Some(area) {
                council.children[child.at()].avoid_areas.push(area);
                council.children[child.at()].flags.in_area_not_consistent = draws.chance(0.1);
            }
        }
    }
}

/// One pair in about 150 children, living apart, of ten years and over and near in age.
fn incompatible(draws: &mut Draws, council: &mut Council) {
    let placements = council.placements.len();
    for _ in 0..placements.div_ceil(150) * 4 {
        if placements < 2 || !draws.chance(0.25) {
            continue;
        }
        let (a, b) = (
            &council.placements[draws.below(placements)],
            &council.placements[draws.below(placements)],
        );
        let (a, b, apart) = (a.child, b.child, a.home != b.home);
        let teenagers = council.age(a) >= 10 && council.age(b) >= 10;
        if apart && teenagers && !council.child(a).incompatible.contains(&b) {
            council.children[a.at()].incompatible.push(b);
            council.children[b.at()].incompatible.push(a);
        }
    }
}

/// A few of those who are to move have asked for a home, or said no to one.
fn say(draws: &mut Draws, council: &mut Council, placed: usize) {
    let offered: Vec<HomeIx> = (0..council.homes.len() as u32)
        .map(HomeIx)
        .filter(|&h| {
            matches!(
                council.home(h).kind,
                HomeKind::Foster | HomeKind::ChildrensHome
            )
        })
        .collect();
    if offered.is_empty() {
        return;
    }
    for at in 0..council.children.len() {
        let child = &council.children[at];
        let asks =
            (child.flags.plan_to_move || at >= placed) && council.age(ChildIx(at as u32)) >= 7;
        if asks && draws.chance(0.4) {
            let home = draws.any(&offered);
            council.children[at].wishes_for.push(home);
        } else if asks && draws.chance(0.15) {
            let home = draws.any(&offered);
            council.children[at].wishes_against.push(home);
        }
    }
}
