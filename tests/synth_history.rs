//! The past of a synthetic council comes from the same process as its present: children of an age lived where such children
//! live today, families lived together as today's do, and what is unlawful is in no history.

use std::collections::BTreeMap;

use placewell::model::*;
use placewell::synth::{Options, Profile, generate};

fn council(name: &str, seed: u64) -> Council {
    let options = Options {
        seed,
        ..Options::default()
    };
    generate(&Profile::embedded(name).unwrap(), &options)
}

fn code(code: Option<Coded>) -> String {
    code.map_or_else(String::new, |code| code.as_str().to_owned())
}

/// Episodes of each child, in order of the day.
fn by_child(council: &Council) -> BTreeMap<&str, Vec<&Episode>> {
    let mut by_child: BTreeMap<&str, Vec<&Episode>> = BTreeMap::new();
    for episode in &council.episodes {
        by_child.entry(&episode.child_id).or_default().push(episode);
    }
    for episodes in by_child.values_mut() {
        episodes.sort_by_key(|e| e.start);
    }
    by_child
}

fn is_of_the_past(id: &str) -> bool {
    id.starts_with('P')
}

#[test]
fn nobody_under_16_has_been_in_supported_accommodation() {
    let mut seen = 0;
    for name in Profile::names() {
        for seed in 1..=3 {
            let council = council(name, seed);
            for episode in council.episodes.iter().filter(|e| code(e.place) == "H5") {
                seen += 1;
                let age = age_in_years(episode.born.unwrap(), episode.start);
                assert!(age >= 16, "{name}: {} at {age}", episode.child_id);
            }
        }
    }
    assert!(seen > 500, "{seen}");
}

#[test]
fn a_home_that_became_supported_lodgings_is_the_home_of_the_list() {
    let council = council("lancashire", 2025);
    let by_child = by_child(&council);
    let mut same_home = 0;
    for placement in &council.placements {
        let child = council.child(placement.child);
        let episodes = &by_child[child.id.as_str()];
        let last = episodes[episodes.len() - 1];
        assert_eq!(last.end, None, "{}", child.id);
        let begun = match code(last.reason_start).as_str() {
            "T" => {
                same_home += 1;
                let before = episodes[episodes.len() - 2];
                assert_eq!(
                    (code(before.place).as_str(), before.end),
                    ("U6", Some(last.start))
                );
                before.start
            }
            _ => last.start,
        };
        // Emergency placements of this month begin later than the history says.
        if placement.purpose != PlacementType::Emergency {
            assert_eq!(begun, placement.start, "{}", child.id);
        }
        // Of those who came long ago the first rows are in no return of the last six years.
        if code(episodes[0].reason_start) == "S" {
            assert_eq!(episodes[0].start, child.entered_care, "{}", child.id);
        }
    }
    assert!(same_home > 10, "{same_home}");
}

/// Of children of these ages: the share with this kind of place when they came, of those who have left, and today.
fn shares(council: &Council, ages: std::ops::Range<u8>, is: fn(&str) -> bool) -> (f64, f64) {
    let mut counts = [[0.0; 2]; 2];
    for episode in council.episodes.iter().filter(|e| !e.uasc) {
        let past = is_of_the_past(&episode.child_id);
        let (counts_at, on) = match (past, episode.end, code(episode.reason_start).as_str()) {
            (true, _, "S") => (0, episode.start),
            (false, None, _) => (1, council.as_at),
            _ => continue,
        };
        if ages.contains(&age_in_years(episode.born.unwrap(), on)) {
            counts[counts_at][0] += 1.0;
            counts[counts_at][1] += f64::from(u8::from(is(&code(episode.place))));
        }
    }
    let share = |[all, some]: [f64; 2]| 100.0 * some / all;
    (share(counts[0]), share(counts[1]))
}

#[test]
fn children_of_the_past_lived_where_children_of_their_age_live_today() {
    for name in ["lancashire", "lincolnshire"] {
        let council = council(name, 2025);
        for ages in [5..10, 10..16, 16..18] {
            let is_home: fn(&str) -> bool = |place| matches!(place, "K2" | "R1");
            let (past, today) = shares(&council, ages.clone(), is_home);
            assert!(
                (past - today).abs() < 7.0,
                "{name} {ages:?}: {past} {today}"
            );
        }
        // With parents nobody is at first who is accommodated under section 20, and nobody begins in an adoptive home.
        let (past, today) = shares(&council, 0..18, |place| place == "P1");
        assert!(past < today, "{name}: {past} {today}");
        assert_eq!(shares(&council, 0..18, |place| place == "A5").0, 0.0);
    }
}

#[test]
fn families_of_the_past_lived_together_as_those_of_today_do() {
    for name in ["lancashire", "lincolnshire"] {
        let council = council(name, 2025);
        let by_child = by_child(&council);
        let codes = |episode: &Episode| (code(episode.place), code(episode.provider));
        // Of today: pairs of the list under one PLACE and PLACE_PROVIDER.
        let now = |ix: ChildIx| codes(by_child[council.child(ix).id.as_str()].last().unwrap());
        let lives = |ix: ChildIx| ix.at() < council.placements.len();
        let links = council.sibling_links.iter().map(|link| link.pair);
        let today: Vec<bool> = links
            .filter(|(a, b)| lives(*a) && lives(*b))
            .map(|(a, b)| now(a) == now(b))
            .collect();
        // Of the past: those who came on one day from one district, and stand together.
        let mut past = Vec::new();
        let gone: Vec<_> = by_child
            .iter()
            .filter(|(id, _)| is_of_the_past(id))
            .collect();
        for (at, (_, one)) in gone.iter().enumerate() {
            let with = gone[at + 1..].iter().take_while(|(_, other)| {
                let same = |e: &Episode| (e.start, e.home_area);
                same(other[0]) == same(one[0]) && code(one[0].reason_start) == "S"
            });
            past.extend(with.map(|(_, other)| codes(one[0]) == codes(other[0])));
        }
        let share = |pairs: &[bool]| {
            let same = pairs.iter().filter(|same| **same).count();
            100.0 * same as f64 / pairs.len() as f64
        };
        assert!(past.len() > 200, "{name}: {} pairs", past.len());
        let (past, today) = (share(&past), share(&today));
        assert!((past - today).abs() < 10.0, "{name}: {past} {today}");
    }
}

#[test]
fn brothers_and_sisters_who_came_to_their_home_together_lived_together_before() {
    let council = council("lancashire", 2025);
    let by_child = by_child(&council);
    let mut pairs = 0;
    for link in &council.sibling_links {
        let (a, b) = link.pair;
        let placements = &council.placements;
        let Some((one, other)) = placements.get(a.at()).zip(placements.get(b.at())) else {
            continue;
        };
        if one.home != other.home || one.start != other.start {
            continue;
        }
        let both = council
            .child(a)
            .entered_care
            .max(council.child(b).entered_care);
        // Who came later came to where the others were.
        let since = |ix: ChildIx| -> Vec<_> {
            let episodes = by_child[council.child(ix).id.as_str()].iter();
            let since = episodes.filter(|e| e.end.is_none_or(|end| end > both));
            since
                .map(|e| (e.start.max(both), code(e.place), code(e.provider)))
                .collect()
        };
        assert_eq!(since(a), since(b), "{}", council.child(a).id);
        pairs += 1;
    }
    assert!(pairs > 150, "{pairs}");
}
