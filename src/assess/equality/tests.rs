//! Made-up councils in which a rule, or the map, makes the difference.

use super::*;
use crate::candidates::{Candidates, Round};
use crate::duties::scene::Scene;
use crate::kpis::Unit;
use crate::model::{Ethnicity, HomeKind, Religion, Sex};
use crate::optimise::{Limits, solve_certified};

fn whole_system(council: &Council) -> Result<Plan, SolveError> {
    let facts = Facts::whole_system(council);
    let round = Round::whole_system(&facts);
    let candidates = Candidates::find(&facts, &round);
    let (solution, _) = solve_certified(&facts, &round, &candidates, Limits::default())?;
    let placed = solution.proposals.iter().map(|p| (p.child, Some(p.home)));
    Ok(placed
        .chain(solution.unplaced.iter().map(|c| (*c, None)))
        .collect())
}

fn compared(scene: &Scene) -> Equality {
    let facts = Facts::of(&scene.council);
    let plans = Plans::solve(&scene.council, &whole_system).unwrap();
    Equality::of(&facts, &plans)
}

fn row<'a>(equality: &'a Equality, of: Characteristic, group: &str, outcome: &str) -> &'a Row {
    let mut rows = equality.rows.iter();
    rows.find(|r| r.characteristic == of && r.group == group && r.outcome.code == outcome)
        .unwrap()
}

/// Homes so many miles north with a place each.
fn homes_at(scene: &mut Scene, miles: f64, number: usize, sex: Option<Sex>) -> Vec<HomeIx> {
    let mut homes = Vec::new();
    for _ in 0..number {
        let home = scene.home(HomeKind::Foster, 1);
        scene.home_mut(home).location = Some(Scene::north(miles));
        scene.home_mut(home).terms.sex = sex;
        homes.push(home);
    }
    homes
}

fn children_at(scene: &mut Scene, miles: f64, number: usize, sex: Sex) -> Vec<ChildIx> {
    let mut children = Vec::new();
    for _ in 0..number {
        let child = scene.child_aged(10);
        scene.child_mut(child).home = Some(Scene::north(miles));
        scene.child_mut(child).sex = sex;
        children.push(child);
    }
    children
}

#[test]
fn a_rule_on_sex_makes_the_difference_and_blanking_it_takes_it_away() {
    let mut scene = Scene::new();
    children_at(&mut scene, 0.0, 6, Sex::Male);
    children_at(&mut scene, 0.0, 6, Sex::Female);
    // Near homes for everybody, if girls were allowed in.
    homes_at(&mut scene, 2.0, 12, Some(Sex::Male));
    homes_at(&mut scene, 30.0, 6, None);
    let equality = compared(&scene);
    let near = row(&equality, Characteristic::Sex, "female", "K06");
    assert_eq!(near.attainable.difference, Some(-100.0));
    assert_eq!(near.by_need_and_geography(), Some(0.0));
    assert_eq!(near.by_rules(), Some(-100.0));
    let miles = row(&equality, Characteristic::Sex, "female", "K08");
    assert_eq!(miles.attainable.difference, Some(28.0));
    assert_eq!(miles.by_rules(), Some(28.0));
    // Nobody knows who has a home: not even that nobody has one.
    let homeless = row(&equality, Characteristic::Sex, "female", "K01");
    for row in [near, homeless] {
        assert_eq!(row.actual, Contrast::NOT_KNOWN);
        assert_eq!(row.by_present_use(), None);
        assert!(row.actual.why_not.is_some());
    }
}

#[test]
fn geography_explains_all_of_it_where_girls_live_far_from_homes() {
    let mut scene = Scene::new();
    let boys = children_at(&mut scene, 0.0, 6, Sex::Male);
    let girls = children_at(&mut scene, 30.0, 6, Sex::Female);
    let homes = homes_at(&mut scene, 2.0, 12, None);
    for (child, home) in girls.into_iter().chain(boys).zip(homes) {
        scene.settle(child, home);
    }
    let equality = compared(&scene);
    let near = row(&equality, Characteristic::Sex, "female", "K06");
    assert_eq!(near.actual.difference, Some(-100.0));
    assert_eq!(near.attainable.difference, Some(-100.0));
    assert_eq!(near.by_need_and_geography(), Some(-100.0));
    assert_eq!(near.by_rules(), Some(0.0));
    assert_eq!(near.by_present_use(), Some(0.0));
    // Six of six against none of six: Newcombe's interval of -1 (Wilson limits 0.6097 and 0.3903).
    let interval = near.actual.interval.unwrap();
    assert!((interval.low + 100.0).abs() < 1e-9 && (interval.high + 44.80).abs() < 0.01);
    assert!(!near.actual.is_small);
}

#[test]
fn points_for_ethnicity_are_seen_in_the_match_that_they_make() {
    let mut scene = Scene::new();
    // More than a move costs.
    scene.council.policy.points.ethnicity = 50;
    let children = children_at(&mut scene, 0.0, 4, Sex::Male);
    let homes = homes_at(&mut scene, 2.0, 4, None);
    // The carers of the last two homes are of the first two children's ethnic group.
    for (child, ethnicity) in children.iter().zip([true, true, false, false]) {
        let black = [Ethnicity::Wbri, Ethnicity::Bafr][usize::from(ethnicity)];
        scene.child_mut(*child).ethnicity = Some(black);
    }
    for (home, ethnicity) in homes.iter().zip([false, false, true, true]) {
        let black = [Ethnicity::Wbri, Ethnicity::Bafr][usize::from(ethnicity)];
        scene.home_mut(*home).ethnicities = vec![black];
    }
    for (child, home) in children.iter().zip(&homes) {
        scene.settle(*child, *home);
    }
    let equality = compared(&scene);
    let group = "Black, African, Caribbean or Black British";
    let matched = row(&equality, Characteristic::Ethnicity, group, "K31");
    assert_eq!(matched.actual.group.figure, Some(0.0));
    assert_eq!(matched.attainable.group.figure, Some(100.0));
    let blind = matched.blanked.unwrap().group.figure;
    assert_eq!(
        blind,
        Some(0.0),
        "nobody moves for a match that is not seen"
    );
    assert!(matched.actual.is_small);
}

#[test]
fn nothing_is_ever_not_a_number_and_gaps_have_reasons() {
    let mut scene = Scene::new();
    children_at(&mut scene, 0.0, 2, Sex::Male);
    let child = children_at(&mut scene, 0.0, 1, Sex::Female)[0];
    scene.child_mut(child).religion = Some(Religion::Sikh);
    homes_at(&mut scene, 2.0, 1, None);
    let equality = compared(&scene);
    let contrasts = |row: &Row| [Some(row.actual), Some(row.attainable), row.blanked];
    for row in &equality.rows {
        for contrast in contrasts(row).into_iter().flatten() {
            let figures = [contrast.group.figure, contrast.against.figure];
            let interval = contrast.interval.map(|i| [i.difference, i.low, i.high]);
            let numbers = figures.into_iter().flatten();
            let numbers = numbers.chain(contrast.difference);
            let numbers = numbers.chain(interval.into_iter().flatten());
            numbers.for_each(|n| assert!(n.is_finite(), "{row:?}"));
            let whole = contrast.difference.is_some() && contrast.interval.is_some();
            assert_eq!(whole, contrast.why_not.is_none(), "{row:?}");
        }
        let is_age = row.characteristic == Characteristic::Age;
        assert_eq!(row.why_not_blanked().is_some(), is_age);
    }
    let religion = equality.groups[3].clone();
    assert_eq!(religion.groups, [("Sikh".to_owned(), 1)]);
    assert_eq!(religion.not_recorded, 2);
}

#[test]
fn every_outcome_is_an_indicator_over_children_that_an_allocation_changes() {
    assert_eq!(outcomes().count(), OUTCOMES.len());
    for kpi in outcomes() {
        assert!(kpi.is_of_children(), "{}", kpi.card.code);
        assert!(kpi.card.follows_allocation, "{}", kpi.card.code);
        let unit = kpi.card.unit;
        assert!(
            matches!(unit, Unit::Percent | Unit::Miles | Unit::PoundsPerWeek),
            "{}",
            kpi.card.code
        );
    }
}
