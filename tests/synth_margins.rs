//! Synthetic councils reproduce what is published.
//!
//! Every margin is counted again from the finished council and must be within `max(3, 3 binomial standard
//! errors)` of the published figure; suppressed figures are compared with nothing.

use std::collections::{BTreeMap, HashMap};

use placewell::model::*;
use placewell::synth::{Figure, Options, PlacementGroup, Profile, ProviderGroup, generate};

fn council(name: &str, options: &Options) -> (Profile, Council) {
    let profile = Profile::embedded(name).unwrap();
    let council = generate(&profile, options);
    (profile, council)
}

/// Children with a placement: the published stock.
fn placed(council: &Council) -> Vec<(&Child, &Home)> {
    let pair = |p: &Placement| (council.child(p.child), council.home(p.home));
    council.placements.iter().map(pair).collect()
}

fn key<T>(keys: &[&str], all: &[T], value: T) -> String
where
    T: PartialEq,
{
    keys[all.iter().position(|v| *v == value).unwrap()].to_owned()
}

fn category(name: &str, council: &Council, child: &Child, home: &Home) -> String {
    let inside = home.authority == council.code;
    let miles = child.home.zip(home.location).map(|(a, b)| a.miles_to(b));
    let text = match name {
        "sex" => child.sex.code(),
        "age" => match child.age_on(council.as_at) {
            0 => "under_1",
            1..=4 => "1_to_4",
            5..=9 => "5_to_9",
            10..=15 => "10_to_15",
            _ => "16_and_over",
        },
        "ethnicity" => child.ethnicity.unwrap().group().code(),
        "need" => child.need_code.unwrap().code(),
        "legal_status" => match child.legal_status.unwrap() {
            LegalStatus::L1 | LegalStatus::L2 | LegalStatus::L3 => "protection",
            LegalStatus::J1 | LegalStatus::J2 | LegalStatus::J3 => "justice",
            other => other.code(),
        },
        "placement" => {
            return key(
                PlacementGroup::KEYS,
                PlacementGroup::ALL,
                PlacementGroup::of(home.kind),
            );
        }
        "provider" => {
            let group = ProviderGroup::of(home.kind, home.sector);
            return key(ProviderGroup::KEYS, ProviderGroup::ALL, group);
        }
        "locality" => {
            if inside {
                "inside"
            } else {
                "outside"
            }
        }
        "distance" => match (inside, miles.map(|m| m <= Miles::whole(20))) {
            (true, Some(true)) => "inside_near",
            (false, Some(true)) => "outside_near",
            (true, Some(false)) => "inside_far",
            (false, Some(false)) => "outside_far",
            (true, None) => "inside_unknown",
            (false, None) => "outside_unknown",
        },
        "uasc" => {
            if child.flags.uasc {
                "yes"
            } else {
                "no"
            }
        }
        other => panic!("no such margin: {other}"),
    };
    text.to_owned()
}

fn tolerance(published: f64, total: f64) -> f64 {
    let share = published / total;
    (3.0 * (total * share * (1.0 - share)).sqrt()).max(3.0)
}

#[track_caller]
fn close(what: &str, ours: f64, published: f64, total: f64) -> f64 {
    let off = (ours - published).abs();
    assert!(
        off <= tolerance(published, total),
        "{what}: {ours} in the synthetic council, {published} published"
    );
    off
}

#[test]
fn every_published_margin_is_reproduced() {
    let seeds = [Options::default().seed, 1, 2];
    for (name, seed) in Profile::names()
        .into_iter()
        .flat_map(|n| seeds.map(|seed| (n, seed)))
    {
        let options = Options {
            seed,
            ..Options::default()
        };
        let (profile, council) = council(name, &options);
        let placed = placed(&council);
        let total = f64::from(profile.looked_after.number);
        assert_eq!(
            placed.len() as f64,
            total,
            "{name}: the placed children are the published stock"
        );
        for (margin, table) in &profile.margins {
            let mut counts: BTreeMap<String, u32> = BTreeMap::new();
            for (child, home) in &placed {
                *counts
                    .entry(category(margin, &council, child, home))
                    .or_default() += 1;
            }
            let mut worst: f64 = 0.0;
            for (category, figure) in &table.values {
                if let Figure::Number(published) = figure {
                    let ours = counts.get(category).copied().unwrap_or(0);
                    let what = format!("{name}, {margin}, {category}");
                    worst = worst.max(close(&what, f64::from(ours), f64::from(*published), total));
                }
            }
            println!("{name:24} {margin:14} worst deviation {worst}");
            assert!(
                worst <= 2.0,
                "{name}, {margin}: quotas should be within 2, and one is {worst} off"
            );
        }
    }
}

#[test]
fn the_profiles_carry_the_published_figures() {
    let figure = |name: &str, margin: &str, category: &str| {
        Profile::embedded(name).unwrap().margins[margin].published(category)
    };
    assert_eq!(figure("lincolnshire", "sex", "M"), Some(473));
    assert_eq!(figure("lincolnshire", "distance", "inside_far"), Some(269));
    assert_eq!(figure("stockton-on-tees", "placement", "foster"), Some(392));
    assert_eq!(figure("herefordshire", "age", "under_1"), None);
    assert_eq!(
        figure("north-east-lincolnshire", "provider", "own"),
        Some(237)
    );
    assert_eq!(
        figure("lancashire", "placement", "other_residential"),
        Some(227)
    );
    assert_eq!(figure("lancashire", "legal_status", "C2"), Some(1155));
}

#[test]
fn foster_places_plans_scores_and_sibling_groups_are_as_published() {
    for name in Profile::names() {
        let (profile, council) = council(name, &Options::default());
        let in_house = |h: &Home| h.kind == HomeKind::Foster && h.sector == Sector::Own;
        let places = |filter: &dyn Fn(&Home) -> bool| -> f64 {
            let homes = council.homes.iter().filter(|h| in_house(h) && filter(h));
            homes.map(|h| f64::from(h.places)).sum()
        };
        let placed = placed(&council);
        let total = placed.len() as f64;
        let approved = f64::from(profile.foster_places.approved);
        assert_eq!(places(&|_| true), approved, "{name}: approved places");
        let filled = placed.iter().filter(|(_, h)| in_house(h)).count() as f64;
        close(
            &format!("{name}: filled places"),
            filled,
            f64::from(profile.foster_places.filled),
            approved,
        );

        let mut free: HashMap<&str, i64> = HashMap::new();
        for home in council
            .homes
            .iter()
            .filter(|h| in_house(h) && h.status == HomeStatus::Available)
        {
            free.insert(&home.id, i64::from(home.places));
        }
        for (_, home) in &placed {
            free.entry(&home.id).and_modify(|n| *n -= 1);
        }
        let vacant = free.values().sum::<i64>() as f64;
        let could = (approved - filled).min(approved * profile.supply.vacant_percent / 100.0);
        close(&format!("{name}: vacant places"), vacant, could, approved);

        let pupils: Vec<_> = placed
            .iter()
            .filter(|(c, _)| c.year_group.is_some())
            .collect();
        let with_plan = pupils.iter().filter(|(c, _)| c.ehcp == Some(true)).count() as f64;
        let wanted = pupils.len() as f64 * profile.rates.ehcp_percent / 100.0;
        close(
            &format!("{name}: plans"),
            with_plan,
            wanted,
            pupils.len() as f64,
        );

        let scores: Vec<f64> = placed
            .iter()
            .filter_map(|(c, _)| c.sdq.map(f64::from))
            .collect();
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        assert!(
            (mean - profile.rates.sdq_mean).abs() < 0.05,
            "{name}: mean score {mean}"
        );

        let grouped = placed.len() as f64 * profile.siblings.in_a_group_percent / 100.0;
        let linked = linked_children(&council, placed.len());
        close(
            &format!("{name}: in sibling groups"),
            linked as f64,
            grouped,
            total,
        );
        let (groups, together) = groups_together(&council, placed.len());
        let half = groups as f64 * profile.siblings.together_percent / 100.0;
        close(
            &format!("{name}: groups together"),
            together as f64,
            half,
            groups as f64,
        );
        println!(
            "{name:24} approved {approved} filled {filled} vacant {vacant} in groups {linked} of {groups} groups, {together} together"
        );
    }
}

fn linked_children(council: &Council, placed: usize) -> usize {
    let mut linked = vec![false; council.children.len()];
    for link in &council.sibling_links {
        linked[link.pair.0.at()] = true;
        linked[link.pair.1.at()] = true;
    }
    linked[..placed].iter().filter(|l| **l).count()
}

/// Groups of placed children, and how many of them live in one home.
fn groups_together(council: &Council, placed: usize) -> (usize, usize) {
    let families = families(council);
    let home_of: HashMap<ChildIx, HomeIx> = council
        .placements
        .iter()
        .map(|p| (p.child, p.home))
        .collect();
    let mut homes: HashMap<usize, Vec<HomeIx>> = HashMap::new();
    for child in (0..placed as u32).map(ChildIx) {
        homes
            .entry(families[child.at()])
            .or_default()
            .push(home_of[&child]);
    }
    let groups: Vec<_> = homes.values().filter(|h| h.len() > 1).collect();
    let together = groups
        .iter()
        .filter(|h| h.iter().all(|x| *x == h[0]))
        .count();
    (groups.len(), together)
}

/// Each child's family, by the smallest index in it.
fn families(council: &Council) -> Vec<usize> {
    let mut family: Vec<usize> = (0..council.children.len()).collect();
    loop {
        let mut changed = false;
        for link in &council.sibling_links {
            let (a, b) = (link.pair.0.at(), link.pair.1.at());
            let low = family[a].min(family[b]);
            changed |= family[a] != low || family[b] != low;
            (family[a], family[b]) = (low, low);
        }
        if !changed {
            return family;
        }
    }
}

#[test]
fn the_market_is_as_published() {
    for name in Profile::names() {
        let (profile, council) = council(name, &Options::default());
        let others: u32 = council
            .homes
            .iter()
            .filter(|h| h.authority == council.code)
            .map(|h| u32::from(h.occupied_by_others))
            .sum();
        assert!(
            others <= profile.other_authorities.placed_inside,
            "{name}: {others} other children"
        );
        let listed: u32 = profile
            .childrens_homes
            .rows
            .iter()
            .filter(|r| r.authority == council.code)
            .map(|r| r.number)
            .sum();
        let residential =
            |h: &&Home| matches!(h.kind, HomeKind::ChildrensHome | HomeKind::OtherResidential);
        let inside = council
            .homes
            .iter()
            .filter(residential)
            .filter(|h| h.authority == council.code)
            .count();
        let offered = council
            .homes
            .iter()
            .filter(|h| h.status == HomeStatus::Available && h.kind.is_offered())
            .count();
        println!(
            "{name:24} homes {} open {offered} residential inside {inside} (listed {listed}) others inside {others} children {}",
            council.homes.len(),
            council.children.len()
        );
        assert!(
            inside as f64 >= f64::from(listed) && inside as f64 <= f64::from(listed) * 1.1 + 10.0,
            "{name}: {inside} homes, {listed} listed"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_council_and_another_does_not() {
    let make = |seed| {
        let options = Options {
            seed,
            ..Options::default()
        };
        council("north-east-lincolnshire", &options).1
    };
    let first = make(1);
    assert_eq!(first, make(1));
    let second = make(2);
    assert_ne!(first.children, second.children);
    assert_eq!(first.placements.len(), second.placements.len());
}

#[test]
fn a_wrong_profile_says_what_is_wrong() {
    let unknown = Profile::embedded("rutland").unwrap_err().to_string();
    assert!(
        unknown.contains("rutland") && unknown.contains("herefordshire"),
        "{unknown}"
    );
    let text = include_str!("../data/profiles/herefordshire.toml");
    let fails = |from: &str, to: &str, says: &str| {
        assert!(text.contains(from));
        let error = Profile::parse(&text.replacen(from, to, 1))
            .unwrap_err()
            .to_string();
        assert!(error.contains(says), "{error}");
    };
    fails("M = 188", "M = 189", "[margins.sex]");
    fails("M = 188", "M = \"many\"", "not a figure");
    fails("M = 188", "X = 188", "category");
    fails("easting = 351000", "easting = 9351000", "not on the map");
    fails(
        "sector = \"private\", places = 2",
        "sector = \"martian\", places = 2",
        "[childrens_homes]",
    );
    fails("placement = \"foster\"", "placement = \"castle\"", "castle");
    assert!(Profile::parse("name = 3").is_err());
}
