//! Annex tables, choice and equality on synthetic councils: everything adds up to what it speaks of.

use std::fs;
use std::path::Path;
use std::time::Instant;

use placewell::assess::annex::{Annex, Role};
use placewell::assess::choice::{Choice, Count, FEW};
use placewell::assess::equality::{Characteristic, Equality, Plan, Plans};
use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::kpis::{Dimension, Standing};
use placewell::model::{Council, Home, HomeKind, HomeStatus, Sector};
use placewell::optimise::{Limits, SolveError, solve_certified};
use placewell::synth::{Options, Profile, generate};

fn council(name: &str) -> Council {
    generate(&Profile::embedded(name).unwrap(), &Options::default())
}

/// What a column of totals has to come to, counted without the annex.
fn spoken_of(facts: &Facts, code: &str, column: &str) -> i64 {
    let council = facts.council;
    let homes = |is: &dyn Fn(&&Home) -> bool| -> Vec<&Home> {
        let stands = |home: &&Home| home.status != HomeStatus::Closed;
        council.homes.iter().filter(stands).filter(is).collect()
    };
    let places = |homes: Vec<&Home>| homes.iter().map(|h| i64::from(h.places)).sum();
    let own = |h: &&Home| h.kind == HomeKind::Foster && h.sector == Sector::Own;
    let kind = if code.starts_with("D6") {
        HomeKind::SupportedAccommodation
    } else {
        HomeKind::ChildrensHome
    };
    let inside = |h: &&Home| h.kind == kind && h.authority == council.code;
    let groups = facts.families.groups();
    match column {
        "Children" => council.children.len() as i64,
        "Groups" => groups.len() as i64,
        "Pairs" => groups
            .iter()
            .map(|g| (g.len() * (g.len() - 1) / 2) as i64)
            .sum(),
        "Households" => homes(&own).len() as i64,
        "Approved places" => places(homes(&own)),
        "Homes" => homes(&inside).len() as i64,
        "Places" => places(homes(&inside)),
        other => panic!("{code}: what is {other}?"),
    }
}

#[test]
fn every_grand_total_is_what_the_table_speaks_of() {
    for name in Profile::names() {
        let council = council(name);
        let facts = Facts::of(&council);
        let started = Instant::now();
        let annex = Annex::of(&Standing::present(&facts));
        println!(
            "{name:24} {} tables in {:?}",
            annex.tables.len(),
            started.elapsed()
        );
        for table in &annex.tables {
            let code = table.code;
            assert_eq!(table.adds_up(), Ok(()), "{name}");
            // Flows count the children of each year, which the annex's own tests hold against the episodes.
            if code.starts_with('B') || code == "C6" {
                continue;
            }
            let totals = table.columns.iter().enumerate();
            for (at, column) in totals.filter(|(_, column)| column.role == Role::Total) {
                let should = spoken_of(&facts, code, &column.name);
                match &table.total {
                    Some(total) => {
                        assert_eq!(total.values[at].whole(), Some(should), "{name}: {code}");
                    }
                    // Every row counts everybody.
                    None => table.rows.iter().for_each(|row| {
                        assert_eq!(row.values[at].whole(), Some(should), "{name}: {code}");
                    }),
                }
            }
            // Who is in several rows is in one at least.
            for (at, column) in table.columns.iter().enumerate() {
                if let (Role::Overlapping, Some(total)) = (column.role, &table.total) {
                    let sum: i64 = table.rows.iter().filter_map(|r| r.values[at].whole()).sum();
                    let partial = code == "D3b";
                    let total = total.values[at].whole().unwrap();
                    assert!(partial || sum >= total, "{name}: {code} {}", column.name);
                }
            }
        }
    }
}

#[test]
fn everybody_has_a_choice_of_none_or_more() {
    for name in Profile::names() {
        let council = council(name);
        let facts = Facts::of(&council);
        let started = Instant::now();
        let choice = Choice::of(&council);
        let took = started.elapsed();
        let children = choice.children.len() as u32 + choice.not_asked;
        assert_eq!(children as usize, council.children.len(), "{name}");
        for count in [Count::InAll, Count::FreeToday] {
            let whole = choice.whole(count);
            assert_eq!(whole.total() as usize, choice.children.len(), "{name}");
            let few = choice.with_few().into_iter();
            let few = few.filter(|child| child.homes(count).suitable < FEW);
            assert_eq!(whole.few() as usize, few.count(), "{name}");
            for dimension in Dimension::ALL {
                let parts = choice.by(&facts, dimension, count);
                let sum: u32 = parts.iter().map(|(_, part)| part.total()).sum();
                assert_eq!(sum, whole.total(), "{name}: {}", dimension.name());
            }
            println!(
                "{name:24} {count:?} {:?}, sibling groups {:?}",
                whole.by_homes,
                choice.groups_together(count).by_homes
            );
        }
        let mut once: Vec<_> = choice.with_few().iter().map(|few| few.child).collect();
        let listed = once.len();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), listed, "{name}: each child once");
        println!("{name:24} {took:?}");
        for one in &choice.children {
            for homes in [&one.in_all, &one.free_today] {
                let funnel = &homes.funnel;
                let barred: u32 = funnel.barred.iter().sum();
                let seen = barred + funnel.near_misses + funnel.usable;
                assert_eq!(seen, funnel.looked_at, "{name}: {:?}", one.child);
                assert_eq!(funnel.usable, homes.suitable);
                assert!(homes.without_approval <= homes.suitable);
            }
            // She cannot take a home today that could not take her if nobody lived anywhere; full homes apart.
            let own = u32::from(facts.lives_in[one.child.at()].is_some());
            assert!(
                one.free_today.suitable <= one.in_all.suitable + own,
                "{name}"
            );
        }
    }
}

/// The month's round shows the same options as the choice of a child who waits for a home.
#[test]
fn a_child_who_waits_has_the_choice_that_the_round_gives_her() {
    let council = council("herefordshire");
    let facts = Facts::of(&council);
    let waiting: Vec<_> = council
        .child_indices()
        .filter(|child| facts.lives_in[child.at()].is_none())
        .collect();
    assert!(!waiting.is_empty());
    let choice = Choice::of(&council);
    let round = Round::placing(&facts, waiting.clone());
    let candidates = Candidates::find(&facts, &round);
    for child in waiting {
        let one = choice.children.iter().find(|c| c.child == child).unwrap();
        let options = candidates.of_child(child).len();
        assert_eq!(one.free_today.suitable as usize, options, "{child:?}");
    }
}

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

#[test]
fn differences_are_numbers_with_intervals_or_reasons() {
    let options = Options {
        children: Some(150),
        ..Options::default()
    };
    let council = generate(&Profile::embedded("herefordshire").unwrap(), &options);
    let facts = Facts::of(&council);
    let started = Instant::now();
    let plans = Plans::solve(&council, &whole_system).unwrap();
    println!(
        "{} plans in {:?}",
        1 + plans.blanked.len(),
        started.elapsed()
    );
    let started = Instant::now();
    let equality = Equality::of(&facts, &plans);
    println!("{} rows in {:?}", equality.rows.len(), started.elapsed());
    for groups in &equality.groups {
        let known: u32 = groups.groups.iter().map(|(_, n)| n).sum();
        let all = (known + groups.not_recorded) as usize;
        assert_eq!(all, council.children.len(), "{:?}", groups.characteristic);
    }
    for row in &equality.rows {
        for contrast in [Some(row.actual), Some(row.attainable), row.blanked]
            .into_iter()
            .flatten()
        {
            let has = contrast.interval.is_some();
            assert_eq!(has, contrast.why_not.is_none(), "{row:?}");
            if let Some(interval) = contrast.interval {
                let inside =
                    interval.low <= interval.difference && interval.difference <= interval.high;
                assert!(inside && interval.low.is_finite() && interval.high.is_finite());
            }
        }
        if !row.characteristic.is_seen_by_rules() {
            assert_eq!(row.by_rules().unwrap_or(0.0), 0.0, "{row:?}");
        }
    }
}

/// Whatever is skipped when a characteristic is blanked must really be unread.
#[test]
fn no_rule_reads_whether_a_child_is_disabled_or_unaccompanied() {
    let mut seen = 0;
    for room in [
        "duties",
        "candidates",
        "certify",
        "optimise",
        "optimise/scale",
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room);
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let Ok(text) = fs::read_to_string(&path) else {
                continue;
            };
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|l| !l.trim_start().starts_with("//"));
            for field in [".disabled", ".uasc"] {
                let reads = lines.clone().any(|line| line.contains(field));
                assert!(!reads, "{} reads {field}", path.display());
            }
            seen += 1;
        }
    }
    assert!(seen > 60, "only {seen} files");
    for characteristic in Characteristic::ALL {
        let skipped = ["disability", "uasc"].contains(&characteristic.name());
        assert_eq!(characteristic.is_seen_by_rules(), !skipped);
    }
}
