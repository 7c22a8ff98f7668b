//! What the indicators' own tests share.

use super::{Kpi, Standing, Tally};
use crate::duties::Facts;
use crate::duties::scene::Scene;
use crate::model::{CodeSet, HomeKind, PoundsPerWeek, Sector, SiblingPlan};

/// An indicator over a scene's council.
pub fn tally(kpi: &Kpi, scene: &Scene) -> Tally {
    let facts = Facts::of(&scene.council);
    kpi.whole(&Standing::present(&facts))
}

/// Numerator and denominator over a scene's council.
pub fn counts(kpi: &Kpi, scene: &Scene) -> (i64, i64) {
    let tally = tally(kpi, scene);
    (tally.numerator, tally.denominator)
}

/// How many are left out, for whatever reason.
pub fn left_out(kpi: &Kpi, scene: &Scene) -> u32 {
    tally(kpi, scene).left_out.values().sum()
}

/// With one child in each kind of home, the kinds in which she is in the numerator.
pub fn counts_by_kind(kpi: &Kpi, mut scene: Scene) -> Vec<HomeKind> {
    let mut pairs = Vec::new();
    for &kind in HomeKind::all() {
        let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
        scene.settle(child, home);
        pairs.push((child, kind));
    }
    let facts = Facts::of(&scene.council);
    let standing = Standing::present(&facts);
    let counted = pairs.into_iter().filter(|(child, _)| {
        matches!(
            kpi.of_child(&standing, *child),
            Some(super::Case::Counts { numerator: 1, .. })
        )
    });
    counted.map(|(_, kind)| kind).collect()
}

/// Three brothers of whom two live together and one alone, a pair apart by plan, and a pair without homes.
pub fn brothers_and_sisters() -> Scene {
    let mut scene = Scene::new();
    let (one, other) = (
        scene.home(HomeKind::Foster, 3),
        scene.home(HomeKind::Foster, 3),
    );
    let [a, b, c, d, e, f, g] = [5, 6, 7, 8, 9, 10, 11].map(|age| scene.child_aged(age));
    for (x, y, plan) in [
        (a, b, SiblingPlan::Together),
        (b, c, SiblingPlan::Unknown),
        (d, e, SiblingPlan::Apart),
        (f, g, SiblingPlan::Together),
    ] {
        scene.siblings(x, y, plan);
    }
    for (child, home) in [(a, one), (b, one), (c, other), (d, one), (e, other)] {
        scene.settle(child, home);
    }
    scene
}

/// A child with an own foster carer, one with a connected person, one with an agency, one in an own children's home.
pub fn own_and_agency_homes() -> Scene {
    let mut scene = Scene::new();
    for (kind, sector) in [
        (HomeKind::Foster, Sector::Own),
        (HomeKind::Connected, Sector::Own),
        (HomeKind::Foster, Sector::Private),
        (HomeKind::ChildrensHome, Sector::Own),
    ] {
        let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
        scene.home_mut(home).sector = sector;
        scene.settle(child, home);
    }
    scene
}

/// Two children in homes at £100.50 and £200 a week, and one without a home.
pub fn priced_homes() -> Scene {
    let mut scene = Scene::new();
    for pence in [10_050, 20_000] {
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.home_mut(home).weekly_cost = PoundsPerWeek::from_pence(pence);
        scene.settle(child, home);
    }
    scene.child_aged(10);
    scene
}
