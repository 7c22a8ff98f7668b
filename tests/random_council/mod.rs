//! Small random councils with all kinds of trouble, shared by the tests that try every plan.

use jiff::civil::{Date, date};
use placewell::model::{
    Approval, ApprovalKind, Child, ChildIx, Council, Home, HomeIx, HomeKind, HomeStatus, Location,
    Placement, PlacementType, PlannedSetting, PoundsPerWeek, Sector, Sex, SiblingLink, SiblingPlan,
};
use rand::RngExt;
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;

const AS_AT: Date = date(2026, 3, 31);
const OWN: &str = "E06000019";

/// Three to seven children and two to four homes; every tier is solved exactly.
pub fn random_council(seed: u64) -> Council {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    let mut council = Council::new("Random", OWN, AS_AT);
    council.adjoining = vec!["E10000034".to_owned()];
    for tier in &mut council.policy.tiers {
        tier.tolerance = 0.0;
    }
    if rng.random_bool(0.3) {
        council.policy.seek.remove(ApprovalKind::BedroomShare);
    }
    let (children, homes) = (rng.random_range(3..=7), rng.random_range(2..=4));
    for i in 0..children {
        council.children.push(random_child(&mut rng, i));
    }
    for i in 0..homes {
        let home = random_home(&mut rng, i, children);
        council.homes.push(home);
    }
    link_siblings(&mut rng, &mut council);
    settle_some(&mut rng, &mut council);
    for _ in 0..rng.random_range(0..3) {
        council.approvals.push(Approval {
            kind: ApprovalKind::ALL[rng.random_range(0..ApprovalKind::ALL.len())],
            child: ChildIx(rng.random_range(0..children)),
            home: rng
                .random_bool(0.7)
                .then(|| HomeIx(rng.random_range(0..homes))),
            by: "nominated officer".to_owned(),
            on: date(2026, 1, 1),
            until: None,
        });
    }
    council
}

fn random_child(rng: &mut ChaCha12Rng, i: u32) -> Child {
    let born = date(2026 - rng.random_range(1..17), rng.random_range(1..=3), 9);
    let sex = if rng.random_bool(0.5) {
        Sex::Male
    } else {
        Sex::Female
    };
    let mut child = Child::new(&format!("C{i}"), born, sex, date(2026, 1, 1));
    child.home = Location::new(
        rng.random_range(340_000..380_000),
        rng.random_range(230_000..260_000),
    );
    child.school = rng.random_bool(0.6).then_some(child.home).flatten();
    child.year_group = Some(rng.random_range(5..12));
    child.flags.emergency = rng.random_bool(0.2);
    child.flags.solo = rng.random_bool(0.1);
    child.flags.not_with_younger = rng.random_bool(0.2);
    child.flags.plan_to_move = rng.random_bool(0.1);
    if rng.random_bool(0.5) {
        child.planned_setting = PlannedSetting::Family;
    }
    if i > 0 && rng.random_bool(0.15) {
        child.incompatible.push(ChildIx(rng.random_range(0..i)));
    }
    child
}

fn random_home(rng: &mut ChaCha12Rng, i: u32, children: u32) -> Home {
    let kind = [
        HomeKind::Foster,
        HomeKind::Foster,
        HomeKind::Connected,
        HomeKind::ChildrensHome,
    ][rng.random_range(0..4)];
    let authority = [OWN, OWN, "E10000034", "E06000001"][rng.random_range(0..4)];
    let mut home = Home::new(&format!("H{i}"), kind, Sector::Own, authority)
        .with_places(rng.random_range(1..=4));
    home.location = Location::new(
        rng.random_range(340_000..380_000),
        rng.random_range(230_000..260_000),
    );
    home.places_if_siblings = home.places + u8::from(rng.random_bool(0.3));
    home.bedrooms = rng.random_range(1..=home.places_if_siblings);
    home.sharing_allowed = rng.random_bool(0.5);
    home.terms.age_min = rng.random_range(0..6);
    home.weekly_cost = PoundsPerWeek::whole(rng.random_range(300..6000));
    if kind == HomeKind::Connected {
        home.terms
            .named_children
            .push(ChildIx(rng.random_range(0..children)));
        home.terms
            .named_children
            .push(ChildIx(rng.random_range(0..children)));
    }
    if rng.random_bool(0.15) {
        home.status = HomeStatus::Full;
    }
    if rng.random_bool(0.1) {
        home.birth_children_ages.push(rng.random_range(1..17));
    }
    home
}

fn link_siblings(rng: &mut ChaCha12Rng, council: &mut Council) {
    let n = council.children.len() as u32;
    let size = rng.random_range(2..=n.min(5));
    for b in 1..size {
        let plan = SiblingPlan::ALL[[0, 0, 1, 2][rng.random_range(0..4)]];
        let pair = (ChildIx(rng.random_range(0..b)), ChildIx(b));
        council.sibling_links.push(SiblingLink {
            pair,
            plan,
            reason: None,
        });
    }
}

/// Lets some children live somewhere already, without regard to the rules: residents stay whatever they are.
fn settle_some(rng: &mut ChaCha12Rng, council: &mut Council) {
    for i in 0..council.children.len() as u32 {
        let home = HomeIx(rng.random_range(0..council.homes.len() as u32));
        let living = council.placements.iter().filter(|p| p.home == home).count();
        if rng.random_bool(0.35) && living < usize::from(council.home(home).places) {
            let emergency = rng.random_bool(0.1);
            council.placements.push(Placement {
                child: ChildIx(i),
                home,
                start: date(2026, 1, 1),
                purpose: if emergency {
                    PlacementType::Emergency
                } else {
                    PlacementType::Short
                },
                planned_end: None,
            });
        }
    }
}
