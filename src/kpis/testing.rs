//! What the indicators' own tests share.

use super::{Kpi, Standing, Tally};
use crate::duties::Facts;
use crate::duties::scene::Scene;
use crate::model::{CodeSet, HomeKind};

fn tally(kpi: &Kpi, scene: &Scene) -> Tally {
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
