//! What a scenario is once it has been read: what extends does, what is drawn, and what becomes of a council.

use std::fs;
use std::path::Path;

use placewell::forecast::changes::Changes;
use placewell::ingest::Problems;
use placewell::model::{Council, Date, Miles, OfstedGrade};
use placewell::scenario::{Scenario, file};

use super::{measures, options, read};

fn text(text: &str) -> Scenario {
    try_text(text).unwrap_or_else(|problems| panic!("{problems}"))
}

fn try_text(text: &str) -> Result<Scenario, Problems> {
    let targets = placewell::kpis::targets();
    let path = Path::new("in-the-test.toml");
    file::read_text(path, text.to_owned(), &options(&measures(), &targets))
}

fn council() -> Council {
    let mut council = Council::new("Test", "E06000019", Date::constant(2026, 3, 31));
    council.under_18_population = Some(30_000);
    council
}

fn changes(scenario: &Scenario, replication: u64) -> Changes {
    let council = council();
    scenario.changes(&council, council.as_at, replication)
}

#[test]
fn ten_carers_for_teenagers_take_five_lines() {
    let five = "#:schema ../schema.json\ntitle = \"Ten foster carers for teenagers\"\n[levers.recruit]\ncarers = 10\nfor = \"teenagers\"\n";
    assert_eq!(five.lines().count(), 5);
    let scenario = text(five);
    assert_eq!(scenario.name, "in-the-test");
    let changes = changes(&scenario, 0);
    assert_eq!(changes.recruited.len(), 1);
    assert_eq!(changes.recruited[0].homes, 10);
    assert_eq!(changes.recruited[0].kind, "foster-11-17-1-standard");
}

#[test]
fn a_file_takes_over_what_it_does_not_say_and_replaces_levers_whole() {
    let dir = tempfile::tempdir().unwrap();
    let parent = "title = \"Parent\"\nanswers = [\"HER-13\"]\n[horizon]\nmonths = 60\nseed = 7\n[levers.recruit]\ncarers = 10\nfor = \"teenagers\"\npounds_once = 500\n[levers.uasc]\nchildren = 3\n[levers.entries]\npercent = 10\n[targets]\nin_area = 80\nnear_home = 70\n[policy]\nnear_miles = 15\ngrade_gate = \"off\"\n";
    let child = "extends = \"parent.toml\"\n[horizon]\nmonths = 24\n[levers.recruit]\ncarers = 4\n[levers.uasc]\nlever = \"nothing\"\n[targets]\nin_area = 60\n[policy]\nnear_miles = 10\n";
    fs::write(dir.path().join("parent.toml"), parent).unwrap();
    fs::write(dir.path().join("child.toml"), child).unwrap();
    let scenario = read(&dir.path().join("child.toml")).unwrap();
    assert_eq!((scenario.horizon.months, scenario.horizon.seed), (24, 7));
    assert_eq!(scenario.title, "child");
    assert!(scenario.answers.is_empty());
    let changes = changes(&scenario, 0);
    assert_eq!(changes.recruited[0].homes, 4);
    // The lever is replaced whole: neither whom it is for nor what it costs stays.
    assert_eq!(changes.recruited[0].kind, "foster-0-17-2-standard");
    assert!(changes.spending.is_empty() && changes.arriving.is_empty());
    assert!((changes.entries[0].factor - 1.1).abs() < 1e-12);
    let council = scenario.council(&council());
    assert_eq!(council.policy.targets["in_area"], 60.0);
    assert_eq!(council.policy.targets["near_home"], 70.0);
    assert_eq!(council.policy.near, Miles::whole(10));
    assert_eq!(council.policy.grade_gate, None);
    assert_eq!(scenario.files.len(), 2);
    assert!(scenario.files[0].file.ends_with("parent.toml"));
    assert_eq!(scenario.files[0].hash.len(), 64);
}

#[test]
fn policy_that_a_scenario_leaves_out_is_the_council_s_own() {
    let mut own = council();
    own.policy.bedroom_age = 5;
    own.policy.external_share = Some(0.3);
    own.policy.points.need_short = 99;
    own.policy.targets.insert("in_area".to_owned(), 50.0);
    own.policy.grade_gate = None;
    let scenario = text("[policy]\ngrade_gate = \"outstanding\"\n[policy.points]\nethnicity = 1\n");
    let council = scenario.council(&own);
    assert_eq!(council.policy.grade_gate, Some(OfstedGrade::Outstanding));
    assert_eq!(council.policy.points.ethnicity, 1);
    let mut expected = own.clone();
    expected.policy.grade_gate = Some(OfstedGrade::Outstanding);
    expected.policy.points.ethnicity = 1;
    assert_eq!(council, expected);
}

#[test]
fn the_same_seed_and_replication_give_the_same_changes_and_others_differ() {
    let wide = "[levers.recruit]\ncarers = { low = 5, high = 500 }\n";
    let scenario = text(wide);
    for replication in 0..20 {
        assert_eq!(
            changes(&scenario, replication),
            changes(&text(wide), replication)
        );
    }
    assert_ne!(changes(&scenario, 0), changes(&scenario, 1));
    let other = text(&format!("[horizon]\nseed = 2\n{wide}"));
    assert_ne!(changes(&scenario, 0), changes(&other, 0));
}

/// Common random numbers: what else a scenario pulls, and in which file, leaves a lever's draws alone.
#[test]
fn a_lever_is_drawn_alike_in_every_scenario_that_pulls_it() {
    let alone = text("[levers.recruit]\ncarers = { low = 5, high = 500 }\nprobability = 0.5\n");
    let among = text(
        "[levers.aaa]\nlever = \"recruit\"\ncarers = { low = 1, high = 900 }\nfor = \"siblings\"\n[levers.price]\npercent = { low = 0, high = 9 }\n[levers.recruit]\ncarers = { low = 5, high = 500 }\nprobability = 0.5\npounds_a_week = { low = 5, high = 50 }\n",
    );
    let mut happened = 0;
    for replication in 0..200 {
        let one = changes(&alone, replication).recruited;
        let mut many = changes(&among, replication).recruited;
        many.retain(|recruited| recruited.kind == "foster-0-17-2-standard");
        assert_eq!(one, many);
        happened += one.len();
    }
    assert!(
        (75..=125).contains(&happened),
        "{happened} of 200 at a chance of a half"
    );
    // More of the same draw: a higher interval is higher in every replication.
    let more = text("[levers.recruit]\ncarers = { low = 105, high = 600 }\nprobability = 0.5\n");
    for replication in 0..50 {
        let homes = |s: &Scenario| changes(s, replication).recruited.first().map(|r| r.homes);
        assert!(homes(&more) >= homes(&alone));
    }
}

#[test]
fn what_is_drawn_stays_in_the_range_of_its_key() {
    let scenario = text("[levers.staying_put]\npercent = { low = 2, high = 99 }\n");
    let shares = (0..400).map(|r| changes(&scenario, r).staying_put.unwrap().0);
    let shares: Vec<f64> = shares.collect();
    assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
    assert!(shares.contains(&0.0) && shares.contains(&1.0));
}

#[test]
fn a_sweep_is_many_scenarios_that_differ_in_what_is_varied_alone() {
    let base = "[levers.recruit]\ncarers = 10\nprobability = 0.9\n[levers.entries]\npercent = { low = -10, high = 0 }\n";
    let scenario = text(&format!(
        "{base}[sweep.values]\n\"recruit.carers\" = [0, 10]\n\"entries.percent\" = {{ low = -20, high = 20, steps = 5 }}\n"
    ));
    let variants = scenario.variants();
    assert_eq!(variants.len(), 10);
    assert_eq!(variants[0].name, "in-the-test-01");
    assert_eq!(
        variants[9].title,
        "in-the-test (entries.percent 20, recruit.carers 10)"
    );
    assert!(variants.iter().all(|variant| variant.sweep.is_none()));
    let factors: Vec<f64> = variants
        .iter()
        .map(|v| changes(v, 3).entries[0].factor)
        .collect();
    assert!((factors[0] - 0.8).abs() < 1e-12 && (factors[9] - 1.2).abs() < 1e-12);
    // What is not varied is drawn alike: it happens in all or in none.
    for replication in 0..30 {
        let homes = variants
            .iter()
            .map(|v| changes(v, replication).recruited.len());
        let homes: Vec<usize> = homes.collect();
        assert!(homes.windows(2).all(|pair| pair[0] == pair[1]));
    }
    assert_eq!(text(base).variants().len(), 1);
}

#[test]
fn siblings_stand_before_near_home_where_both_come_first() {
    let scenario = text("[levers.siblings_together]\n[levers.near_home]\n");
    let council = scenario.council(&council());
    let names = council.policy.tier_names();
    assert_eq!(
        names[..4],
        ["emergencies", "placed", "siblings-first", "near-first"]
    );
}

#[test]
fn months_ahead_count_from_the_first_day_of_the_forecast() {
    let scenario = text("[levers.closure]\nown = false\non = \"+6 months\"\n");
    let council = council();
    let on = |start| scenario.changes(&council, start, 0).closed[0].on;
    assert_eq!(on(Date::constant(2026, 4, 1)), Date::constant(2026, 10, 1));
    assert_eq!(on(Date::constant(2027, 8, 31)), Date::constant(2028, 2, 29));
}

#[test]
fn a_replaced_lever_is_no_contradiction_and_a_second_one_is() {
    let twice = "[levers.retention]\nretire_at = 65\n[levers.again]\nlever = \"retention\"\nretire_at = 65\n";
    let wrong = try_text(twice).unwrap_err();
    assert_eq!(wrong.list()[0].code, "E0906");
    let apart = "[levers.one]\nlever = \"recruit\"\ncarers = 5\n[levers.two]\nlever = \"recruit\"\ncarers = 5\nfrom = \"+12 months\"\n";
    assert_eq!(changes(&text(apart), 0).recruited.len(), 2);
}
