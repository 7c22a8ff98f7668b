//! Frontiers against brute force, and with more threads than one.

mod every_plan;
mod random_council;

use every_plan::values_of_every_plan;
use placewell::assess::{
    Axis, CURVES, Frontier, Ground, Measured, POINTS_BETWEEN, Point, frontiers, knee,
};
use placewell::candidates::Round;
use placewell::duties::Facts;
use placewell::model::{Council, Tier};
use placewell::optimise::{Limits, Method, Unwatched};
use placewell::synth::{self, Options, Profile};
use random_council::random_council;

fn curves(council: &Council) -> Vec<Frontier> {
    let limits = Limits::default();
    let ground = Ground::of(council, limits).expect("certified");
    let drawn = frontiers(&ground, &[], POINTS_BETWEEN, limits, &Unwatched).expect("certified");
    drawn.expect("one part")
}

fn values(curve: &Frontier) -> Vec<(i64, i64)> {
    let points = curve.points.iter();
    points.map(|p| (p.x.value, p.y.value)).collect()
}

/// Every curve has points of which none is as good as another in both measures, in order, with their knee.
fn is_a_curve(curve: &Frontier) {
    let values = values(curve);
    assert!(!values.is_empty());
    for pair in values.windows(2) {
        assert!(pair[0].0 < pair[1].0 && pair[0].1 > pair[1].1, "{values:?}");
    }
    assert_eq!(curve.knee, knee(&values));
    for point in &curve.points {
        for measured in [point.x, point.y] {
            assert!(
                measured.bound <= measured.value && measured.gap() <= 5e-3,
                "{point:?}"
            );
        }
        assert!(point.ceiling.is_none_or(|most| point.x.value <= most));
    }
}

/// What every plan that places as many as possible, emergencies first, comes to in the three measures.
fn every_plan(council: &Council) -> Vec<[i64; 3]> {
    let mut council = council.clone();
    let tiers = ["D20", "D21", "D23", "D27", "D35"];
    council.policy.tiers = tiers.map(|code| Tier::exact(code, &[(code, 1)])).to_vec();
    let facts = Facts::whole_system(&council);
    let every = values_of_every_plan(&facts, &Round::whole_system(&facts));
    let placed = |v: &Vec<i64>| [v[0], v[1]];
    let most = every.iter().map(placed).min().expect("placing nobody");
    let of_most = every.iter().filter(|v| placed(v) == most);
    of_most.map(|v| [v[2], v[3], v[4]]).collect()
}

/// A value is the least of these, up to a gap that is stated and small.
fn is_least(measured: Measured, of: impl Iterator<Item = i64>, what: &str) {
    let least = of.min().unwrap_or_else(|| panic!("{what}: no plan"));
    let Measured { value, bound, .. } = measured;
    assert!(
        bound <= least && least <= value,
        "{what}: {bound} {least} {value}"
    );
}

fn point_agrees(every: &[[i64; 3]], [x, y]: [usize; 2], point: &Point, x_first: bool, what: &str) {
    let found = (point.x.value, point.y.value);
    assert!(
        every.iter().any(|v| (v[x], v[y]) == found),
        "{what}: no plan"
    );
    let within = |v: &&[i64; 3]| point.ceiling.is_none_or(|most| v[x] <= most);
    let below = || every.iter().filter(within);
    if x_first {
        is_least(point.x, below().map(|v| v[x]), what);
        let kept = below().filter(|v| v[x] <= found.0);
        is_least(point.y, kept.map(|v| v[y]), what);
    } else {
        is_least(point.y, below().map(|v| v[y]), what);
        let kept = below().filter(|v| v[y] <= found.1);
        is_least(point.x, kept.map(|v| v[x]), what);
    }
}

#[test]
fn points_of_small_councils_agree_with_brute_force() {
    let (mut points, mut between, mut knees) = (0, 0, 0);
    for seed in 0..250 {
        let council = random_council(seed);
        let every = every_plan(&council);
        for (curve, axes) in curves(&council).iter().zip(CURVES) {
            let what = format!("seed {seed}, {axes:?}");
            assert_eq!(curve.axes, axes);
            is_a_curve(curve);
            let at = axes.map(|axis| Axis::ALL.iter().position(|a| *a == axis).unwrap());
            for point in &curve.points {
                point_agrees(&every, at, point, point.first == axes[0], &what);
                between += usize::from(point.ceiling.is_some());
            }
            points += curve.points.len();
            knees += usize::from(curve.knee.is_some());
        }
    }
    assert!(
        points > 850 && between > 100 && knees > 20,
        "{points} {between} {knees}"
    );
}

fn herefordshire() -> Council {
    let options = Options {
        children: Some(110),
        seed: 3,
        ..Options::default()
    };
    let profile = Profile::embedded("herefordshire").expect("a profile");
    synth::generate(&profile, &options)
}

#[test]
fn curves_are_the_same_with_one_thread_and_with_two() {
    let council = herefordshire();
    let with = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.expect("a pool").install(|| curves(&council))
    };
    let one = with(1);
    assert_eq!(format!("{one:?}"), format!("{:?}", with(2)));
    for curve in &one {
        is_a_curve(curve);
    }
    // Miles and pounds, at least, can be traded in many steps.
    assert!(one[0].points.len() > 6 && one[0].knee.is_some());
}

#[test]
fn a_council_that_would_be_solved_in_cells_has_none() {
    let council = random_council(1);
    let limits = Limits {
        method: Method::Prices,
        cell: 2,
        ..Limits::default()
    };
    let ground = Ground::of(&council, limits).expect("candidates");
    assert!(
        frontiers(&ground, &[], POINTS_BETWEEN, limits, &Unwatched)
            .expect("nothing solved")
            .is_none()
    );
}

#[test]
fn a_council_without_children_has_one_point_a_curve() {
    let mut council = random_council(1);
    let homes = std::mem::take(&mut council.homes);
    council = Council::new("Empty", &council.code, council.as_at);
    council.homes = homes;
    for home in &mut council.homes {
        home.terms.named_children.clear();
    }
    for curve in curves(&council) {
        assert_eq!(values(&curve), [(0, 0)]);
        assert_eq!(curve.knee, None);
    }
}
