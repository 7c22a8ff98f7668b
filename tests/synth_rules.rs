//! Nobody in a synthetic council lives where the rules say they may not. The household rules are written out
//! here once more and share no code with the generator or with the duties.

use std::collections::BTreeMap;

use placewell::model::*;
use placewell::synth::{Options, Profile, generate};

fn council(name: &str, options: &Options) -> Council {
    generate(&Profile::embedded(name).unwrap(), options)
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

/// Everything that is wrong with where children live.
fn breaches(council: &Council) -> Vec<String> {
    let families = families(council);
    let mut living: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for p in &council.placements {
        living.entry(p.home.at()).or_default().push(p.child.at());
    }
    let mut breaches = Vec::new();
    for (at, children) in &living {
        let home = &council.homes[*at];
        for problem in household(council, home, children, &families) {
            breaches.push(format!("{} ({}): {problem}", home.id, home.kind));
        }
        for &i in children {
            for problem in pair(council, home, i) {
                breaches.push(format!(
                    "{} in {} ({}): {problem}",
                    council.children[i].id, home.id, home.kind
                ));
            }
        }
    }
    breaches
}

fn household(
    council: &Council,
    home: &Home,
    living: &[usize],
    families: &[usize],
) -> Vec<&'static str> {
    let mut wrong = Vec::new();
    let child = |i: usize| &council.children[i];
    let taken = living.len() + usize::from(home.occupied_by_others);
    let family =
        home.occupied_by_others == 0 && living.iter().all(|&i| families[i] == families[living[0]]);
    let places = if family {
        home.places_if_siblings
    } else {
        home.places
    };
    if taken > usize::from(places) {
        wrong.push("more children than places");
    }
    if matches!(home.kind, HomeKind::Foster | HomeKind::Connected) && taken > 3 && !family {
        wrong.push("above the usual fostering limit");
    }
    let over_three: Vec<usize> = living
        .iter()
        .copied()
        .filter(|&i| child(i).age_on(council.as_at) > 3)
        .collect();
    let mut rooms = over_three.len() + usize::from(home.occupied_by_others);
    if home.sharing_allowed && family {
        let agreed = |i: usize| {
            let mut approvals = council.approvals.iter();
            approvals.any(|a| a.child.at() == i && a.kind == ApprovalKind::BedroomShare)
        };
        for sex in [Sex::Male, Sex::Female] {
            let share = |i: &&usize| child(**i).sex == sex && agreed(**i);
            rooms -= over_three.iter().filter(share).count() / 2;
        }
    }
    if rooms > usize::from(home.bedrooms) {
        wrong.push("too few bedrooms");
    }
    let company = taken > 1 || !home.birth_children_ages.is_empty();
    if company && living.iter().any(|&i| child(i).flags.solo) {
        wrong.push("a child who must be alone is not");
    }
    for (n, &a) in living.iter().enumerate() {
        let age = child(a).age_on(council.as_at);
        let younger_there = home.birth_children_ages.iter().any(|&b| b < age);
        if child(a).flags.not_with_younger && younger_there {
            wrong.push("with a younger child of the carers");
        }
        for &b in &living[n + 1..] {
            let (x, y) = (child(a), child(b));
            if (x.flags.not_with_younger && y.born > x.born)
                || (y.flags.not_with_younger && x.born > y.born)
            {
                wrong.push("with a younger child");
            }
            if x.incompatible.contains(&ChildIx(b as u32)) {
                wrong.push("with a child named as incompatible");
            }
            let apart = council.sibling_links.iter().any(|l| {
                l.plan == SiblingPlan::Apart
                    && l.pair == (ChildIx(a.min(b) as u32), ChildIx(a.max(b) as u32))
            });
            if apart {
                wrong.push("with a brother or sister assessed to live apart");
            }
        }
    }
    wrong
}

fn pair(council: &Council, home: &Home, at: usize) -> Vec<String> {
    let child = &council.children[at];
    let age = child.age_on(council.as_at);
    let terms = &home.terms;
    let mut wrong = Vec::new();
    let mut note = |bad: bool, what: &str| {
        if bad {
            wrong.push(what.to_owned());
        }
    };
    note(
        age < terms.age_min || age > terms.age_max,
        "outside the ages of the terms",
    );
    note(
        terms.sex.is_some_and(|s| s != child.sex),
        "not of the sex of the terms",
    );
    note(
        !terms.types.is_empty() && !terms.types.contains(child.wanted),
        "not a type of the terms",
    );
    note(
        home.kind == HomeKind::SupportedAccommodation && age < 16,
        "under 16 in supported accommodation",
    );
    note(
        child.needs.shortfalls(&home.capabilities).next().is_some(),
        "needs above what the home can meet",
    );
    let named = matches!(
        home.kind,
        HomeKind::Connected | HomeKind::Parents | HomeKind::Adoptive
    );
    note(
        named && !terms.named_children.contains(&ChildIx(at as u32)),
        "not the named child",
    );
    note(
        !child.adaptations.is_subset(home.adaptations),
        "an adaptation is missing",
    );
    note(
        child.allergies.iter().any(|a| home.pets.contains(a)),
        "allergic to an animal there",
    );
    note(
        home.smoker == Some(true) && (age < 5 || child.flags.no_smokers),
        "somebody smokes",
    );
    note(
        home.area.is_some_and(|a| child.avoid_areas.contains(&a)),
        "in an area to avoid",
    );
    note(home.status == HomeStatus::Closed, "the home is closed");
    note(
        child.born > child.entered_care || child.entered_care > council.as_at,
        "entered care at no possible time",
    );
    wrong
}

#[test]
fn everybody_lives_where_the_rules_allow() {
    let seeds = [Options::default().seed, 1, 2, 3, 4];
    for (name, seed) in Profile::names()
        .into_iter()
        .flat_map(|n| seeds.map(|seed| (n, seed)))
    {
        let options = Options {
            seed,
            ..Options::default()
        };
        let council = council(name, &options);
        let found = breaches(&council);
        assert!(
            found.is_empty(),
            "{name}: {} breaches, the first: {:#?}",
            found.len(),
            &found[..found.len().min(8)]
        );
    }
}

#[test]
fn the_tables_point_into_one_another() {
    for name in Profile::names() {
        let council = council(name, &Options::default());
        let mut seen = vec![false; council.children.len()];
        for p in &council.placements {
            assert!(
                !std::mem::replace(&mut seen[p.child.at()], true),
                "one placement a child"
            );
            assert!(p.home.at() < council.homes.len());
            assert!(
                p.start <= council.as_at && p.start >= council.child(p.child).entered_care,
                "{name} {}",
                p.child.0
            );
        }
        let mut ids: Vec<&str> = council.homes.iter().map(|h| h.id.as_str()).collect();
        ids.extend(council.children.iter().map(|c| c.id.as_str()));
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "ids are unique");
        for home in &council.homes {
            let area = &council.areas[home.area.unwrap() as usize];
            assert_eq!(area.authority, home.authority);
            assert!(
                home.places > 0
                    && home.places_if_siblings >= home.places
                    && home.location.is_some()
            );
            assert!(home.held_until.is_none() || home.status == HomeStatus::OnHold);
        }
        for link in &council.sibling_links {
            assert!(link.pair.0 < link.pair.1);
        }
    }
}

#[test]
fn a_council_of_any_size_keeps_the_rules_and_the_proportions() {
    for (children, referrals) in [(1, 0), (7, 1), (60, 60), (3000, 25)] {
        let options = Options {
            children: Some(children),
            referrals: Some(referrals),
            moves: Some(0),
            ..Options::default()
        };
        for name in ["herefordshire", "lancashire"] {
            let council = council(name, &options);
            assert_eq!(council.placements.len(), children as usize);
            assert_eq!(council.children.len(), (children + referrals) as usize);
            assert!(!council.children.iter().any(|c| c.flags.plan_to_move));
            assert_eq!(
                breaches(&council),
                Vec::<String>::new(),
                "{name}, {children} children"
            );
        }
    }
}

#[test]
fn referrals_are_a_month_of_starts_with_emergencies_and_siblings() {
    for name in Profile::names() {
        let profile = Profile::embedded(name).unwrap();
        let council = generate(&profile, &Options::default());
        let first = council.placements.len();
        let new = &council.children[first..];
        let month = f64::from(profile.starts_a_year()) / 12.0;
        assert_eq!(new.len(), (month.ceil() as usize).max(4), "{name}");
        assert!(
            new.iter().any(|c| c.flags.emergency),
            "{name}: an emergency"
        );
        assert!(
            council.sibling_links.iter().any(|l| l.pair.0.at() >= first),
            "{name}: siblings"
        );
        assert!(
            council.children[..first]
                .iter()
                .filter(|c| c.flags.plan_to_move)
                .count()
                >= 2,
            "{name}: moves"
        );
    }
}

#[test]
fn nobody_has_left_after_the_day_of_the_data() {
    let profile = Profile::embedded("lincolnshire").unwrap();
    for seed in 1..=12 {
        let options = Options {
            seed,
            ..Options::default()
        };
        let council = generate(&profile, &options);
        for episode in &council.episodes {
            let end = episode.end.unwrap_or(council.as_at);
            let id = &episode.child_id;
            assert!(episode.start <= end, "seed {seed}: {id} left before coming");
            assert!(end <= council.as_at, "seed {seed}: {id} left {end}");
        }
    }
}
