//! Random councils that are good: every field takes every kind of value, and nothing contradicts.

use placewell::model::*;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// Texts that files find hard.
const TEXTS: &[&str] = &[
    "plain",
    "a \"quoted\" word",
    "comma, and; semicolon",
    "accents é ł 中",
    "it's",
    "-1",
    "=1",
];

/// A council with so many children and homes.
pub fn any_council(seed: u64, children: u32, homes: u32) -> Council {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let r = &mut rng;
    let areas = 5;
    let mut council = Council {
        name: text(r),
        code: "E10999999".to_owned(),
        as_at: day(r, 2026),
        adjoining: (0..r.random_range(0..3))
            .map(|i| format!("E1099999{i}"))
            .collect(),
        partners: vec!["E10999980".to_owned()],
        under_18_population: maybe(r, |r| r.random_range(0..1_000_000)),
        vintage: text(r),
        policy: policy(r),
        members: Vec::new(),
        areas: (0..areas).map(|i| area(r, i)).collect(),
        children: (0..children)
            .map(|i| child(r, i, areas, children, homes))
            .collect(),
        sibling_links: Vec::new(),
        homes: (0..homes).map(|i| home(r, i, areas, children)).collect(),
        placements: Vec::new(),
        episodes: Vec::new(),
        short_breaks: Vec::new(),
        assessments: Vec::new(),
        approvals: Vec::new(),
    };
    make_symmetric(&mut council.children);
    link(r, &mut council);
    record(r, &mut council);
    council
}

fn maybe<R: Rng, T>(r: &mut R, value: impl FnOnce(&mut R) -> T) -> Option<T> {
    r.random_bool(0.7).then(|| value(r))
}

fn pick<T: CodeSet>(r: &mut impl Rng) -> T {
    *T::all().choose(r).expect("code sets have values")
}

fn some_of<T: CodeSet + PartialEq>(r: &mut impl Rng) -> Set<T> {
    T::all()
        .iter()
        .copied()
        .filter(|_| r.random_bool(0.2))
        .collect()
}

fn text(r: &mut impl Rng) -> String {
    (*TEXTS.choose(r).expect("there are texts")).to_owned()
}

fn day(r: &mut impl Rng, year: i16) -> Date {
    Date::constant(year, r.random_range(1..=12), r.random_range(1..=28))
}

fn point(r: &mut impl Rng) -> Location {
    Location::new(r.random_range(0..=700_000), r.random_range(0..=1_300_000)).expect("inside")
}

fn some_indices(r: &mut impl Rng, of: u32) -> Vec<u32> {
    let mut list = Vec::new();
    for _ in 0..if of == 0 { 0 } else { r.random_range(0..3) } {
        let at = r.random_range(0..of);
        if !list.contains(&at) {
            list.push(at);
        }
    }
    list
}

fn profile(r: &mut impl Rng) -> NeedsProfile {
    let mut profile = NeedsProfile::default();
    for domain in NeedDomain::ALL {
        let _ = profile.set(*domain, r.random_range(0..=3));
    }
    profile
}

fn languages(r: &mut impl Rng) -> Vec<String> {
    let known = ["english", "polish", "british sign language", "français"];
    known
        .iter()
        .filter(|_| r.random_bool(0.4))
        .map(|l| (*l).to_owned())
        .collect()
}

fn policy(r: &mut impl Rng) -> Policy {
    let near = r.random_range(0..5000);
    let mut policy = Policy {
        bedroom_age: r.random_range(0..=25),
        usual_fostering_limit: r.random_range(1..=20),
        near: Miles::from_hundredths(near),
        search: Miles::from_hundredths(r.random_range(near..=100_000)),
        grade_gate: maybe(r, pick),
        smoke_free_under: r.random_range(0..=25),
        usability: f64::from(r.random_range(1..=1000)) / 1000.0,
        seek: some_of(r),
        ..Policy::default()
    };
    policy.points.ethnicity = r.random();
    if r.random_bool(0.5) {
        policy.tiers = vec![
            Tier::within("a-1", 1e-7, &[("D21", 1), ("D30", 1_000_000_000)]),
            Tier::exact("B_2", &[("D22", 7)]),
        ];
    }
    policy
}

fn area(r: &mut impl Rng, i: u32) -> Area {
    Area {
        code: format!("E0700000{i}"),
        name: text(r),
        authority: "E10999999".to_owned(),
        centre: point(r),
    }
}

fn child(r: &mut impl Rng, i: u32, areas: u32, children: u32, homes: u32) -> Child {
    let year = r.random_range(2008..=2023);
    let others = if children > 1 && r.random_bool(0.1) {
        some_indices(r, children)
    } else {
        Vec::new()
    };
    Child {
        id: format!("C{i:06}, é"),
        authority: AuthorityIx::default(),
        born: day(r, year),
        sex: pick(r),
        ethnicity: maybe(r, pick),
        religion: maybe(r, pick),
        languages: languages(r),
        legal_status: maybe(r, pick),
        need_code: maybe(r, pick),
        needs: profile(r),
        sdq: maybe(r, |r| r.random_range(0..=40)),
        disabled: maybe(r, |r| r.random()),
        adaptations: some_of(r),
        ehcp: maybe(r, |r| r.random()),
        school: maybe(r, point),
        year_group: maybe(r, |r| r.random_range(0..=13)),
        home: maybe(r, point),
        home_area: maybe(r, |r| r.random_range(0..areas)),
        contact: maybe(r, point),
        entered_care: {
            let year = r.random_range(2024..=2025);
            day(r, year)
        },
        plan: maybe(r, pick),
        planned_setting: pick(r),
        wanted: pick(r),
        placements_last_year: maybe(r, |r| r.random_range(0..=99)),
        flags: ChildFlags {
            uasc: r.random(),
            emergency: r.random(),
            solo: r.random(),
            parent_and_child: r.random(),
            not_with_younger: r.random(),
            no_smokers: r.random(),
            in_area_not_consistent: r.random(),
            plan_to_move: r.random(),
        },
        allergies: some_of(r),
        incompatible: others
            .into_iter()
            .filter(|o| *o != i)
            .map(ChildIx)
            .collect(),
        avoid_areas: some_indices(r, areas),
        wishes_for: some_indices(r, homes).into_iter().map(HomeIx).collect(),
        wishes_against: some_indices(r, homes).into_iter().map(HomeIx).collect(),
    }
}

fn home(r: &mut impl Rng, i: u32, areas: u32, children: u32) -> Home {
    let places = r.random_range(1..=10);
    let age_min = r.random_range(0..=18);
    Home {
        id: format!("H{i:06}"),
        kind: pick(r),
        sector: pick(r),
        provider: maybe(r, text),
        urn: maybe(r, |_| "SC900001".to_owned()),
        authority: "E10999999".to_owned(),
        reach: Reach::default(),
        area: maybe(r, |r| r.random_range(0..areas)),
        location: maybe(r, point),
        places,
        places_if_siblings: r.random_range(places..=12),
        occupied_by_others: 0,
        bedrooms: r.random_range(0..=10),
        sharing_allowed: r.random(),
        terms: Terms {
            age_min,
            age_max: r.random_range(age_min..=25),
            sex: maybe(r, pick),
            types: some_of(r),
            named_children: some_indices(r, children).into_iter().map(ChildIx).collect(),
        },
        capabilities: profile(r),
        adaptations: some_of(r),
        ethnicities: some_of::<Ethnicity>(r).iter().collect(),
        religion: maybe(r, pick),
        languages: languages(r),
        smoker: maybe(r, |r| r.random()),
        pets: some_of(r),
        birth_children_ages: (0..r.random_range(0..3))
            .map(|_| r.random_range(0..=60))
            .collect(),
        grade: maybe(r, pick),
        weekly_cost: PoundsPerWeek::from_pence(r.random_range(0..10_000_000)),
        status: pick(r),
        held_until: maybe(r, |r| day(r, 2027)),
        hold_reason: maybe(r, text),
        approval: pick(r),
        approval_end: maybe(r, |r| day(r, 2027)),
        carers_ages: (0..r.random_range(0..3))
            .map(|_| r.random_range(16..=110))
            .collect(),
    }
}

fn make_symmetric(children: &mut [Child]) {
    for at in 0..children.len() {
        for other in children[at].incompatible.clone() {
            children[other.at()].incompatible.push(ChildIx(at as u32));
        }
    }
    for child in children {
        child.incompatible.sort_unstable();
        child.incompatible.dedup();
    }
}

/// Pairs of neighbours; only those that are compatible are to live together.
fn link(r: &mut impl Rng, council: &mut Council) {
    for a in (0..council.children.len() as u32).step_by(3) {
        let b = a + 1;
        if b as usize >= council.children.len() || r.random_bool(0.5) {
            continue;
        }
        let apart = council.child(ChildIx(a)).incompatible.contains(&ChildIx(b));
        council.sibling_links.push(SiblingLink {
            pair: (ChildIx(a), ChildIx(b)),
            plan: if apart { SiblingPlan::Apart } else { pick(r) },
            reason: maybe(r, text),
        });
    }
}

fn record(r: &mut impl Rng, council: &mut Council) {
    let (children, homes) = (council.children.len() as u32, council.homes.len() as u32);
    for at in 0..children {
        let child = ChildIx(at);
        let start = day(r, 2025);
        if at < homes {
            let home = HomeIx(at);
            council.placements.push(Placement {
                child,
                home,
                start,
                purpose: pick(r),
                planned_end: maybe(r, |r| day(r, 2027)),
            });
            council.assessments.push(Assessment {
                child,
                home,
                suitable: r.random(),
                score: maybe(r, |r| r.random_range(0..=100)),
            });
            council.approvals.push(Approval {
                kind: pick(r),
                child,
                home: maybe(r, |_| home),
                by: text(r),
                on: start,
                until: maybe(r, |r| day(r, 2026)),
            });
        }
        let from = day(r, 2024);
        let episode = Episode {
            child_id: format!("X{at}").into(),
            born: maybe(r, |r| day(r, 2010)),
            sex: maybe(r, pick),
            ethnicity: maybe(r, pick),
            uasc: r.random(),
            start: from,
            reason_start: maybe(r, coded),
            legal_status: maybe(r, pick),
            need_code: maybe(r, pick),
            place: maybe(r, coded),
            provider: maybe(r, coded),
            end: maybe(r, |r| day(r, 2025)),
            reason_end: maybe(r, coded),
            reason_change: maybe(r, coded),
            urn: maybe(r, coded),
            home_area: maybe(r, coded),
            placement_authority: maybe(r, coded),
            placement_location: maybe(r, pick),
            placement_miles: maybe(r, |r| Miles::from_hundredths(r.random_range(0..=9999) * 10)),
        };
        if r.random() {
            council.episodes.push(episode);
        } else {
            council.short_breaks.push(episode);
        }
    }
}

fn coded<R: Rng>(r: &mut R) -> Coded {
    let length = r.random_range(1..=9);
    let text: String = (0..length)
        .map(|_| char::from(r.random_range(b'!'..=b'~')))
        .collect();
    Coded::try_from_str(&text).unwrap()
}
