//! How many homes a target takes, and which: what `solve` finds by doubling and halving is what trying every number finds.

#[path = "small_council/mod.rs"]
mod small_council;

use placewell::forecast::capacity::solve::{ADDED, MOST, Solved, Unsolved, solve};
use placewell::forecast::capacity::{Indicator, Target};
use placewell::forecast::cast::{Cast, Stages};
use placewell::forecast::changes::{Changes, Each, Recruited};
use placewell::forecast::history::History;
use placewell::forecast::simulate::Settings;
use placewell::forecast::system::outcomes::Measure;
use placewell::forecast::system::{self, Setup};
use placewell::model::{Council, Date};
use placewell::synth::{Options, Profile, generate};
use tempfile::TempDir;

const SETTINGS: Settings = Settings {
    months: 6,
    replications: 10,
    seed: 3,
};

fn council() -> Council {
    let profile = Profile::embedded("herefordshire").unwrap();
    let options = Options {
        children: Some(70),
        ..Options::default()
    };
    generate(&profile, &options)
}

fn with_setup<T>(of: impl Fn(&Setup<'_>) -> T) -> T {
    let council = council();
    let stages = Stages::of(&council, &ADDED);
    let cast = Cast::of(&council, &stages);
    let history = History::of(&council).unwrap();
    of(&Setup::of(&council, &history, &cast))
}

fn target(name: &'static str, measured: &str, wanted: f64) -> Target {
    let all = Indicator::all().into_iter();
    Target {
        name,
        indicator: all.into_iter().find(|i| i.name() == measured).unwrap(),
        wanted,
        reached: Vec::new(),
    }
}

/// In how many of the ten futures the share of children with the authority's own, or of pairs together, is reached at the
/// end, where these homes come in the six months: kind, district and number.
fn futures_that_reach(setup: &Setup<'_>, homes: &[(String, String, u32)], reach: Reach) -> usize {
    let recruited = homes.iter().map(|(kind, district, homes)| Recruited {
        kind: kind.clone(),
        district: Some(district.clone()),
        between: (Date::constant(2025, 4, 1), Date::constant(2025, 9, 30)),
        homes: *homes,
        each: Each::default(),
    });
    let changes = Changes {
        recruited: recruited.collect(),
        ..Changes::default()
    };
    let simulated = system::run(setup, SETTINGS, |_| changes.clone());
    let (part, all, wanted) = reach;
    let enough = simulated.replications.iter().filter(|future| {
        let (part, all) = (future.of(5, part), future.of(5, all));
        // In whole numbers: so many of a hundred.
        part * 100 >= wanted * all
    });
    enough.count()
}

/// What is counted, of what, and how many of a hundred are wanted.
type Reach = (Measure, Measure, u32);

/// The homes that were found, as changes have them.
fn found_homes(setup: &Setup<'_>, found: &Solved) -> Vec<(String, String, u32)> {
    let areas = &setup.cast.council().areas;
    let which = found.which.iter();
    which
        .map(|(part, homes)| {
            let district = areas[part.area as usize].code.clone();
            (part.kind.id.to_owned(), district, *homes)
        })
        .collect()
}

fn solved(setup: &Setup<'_>, target: &Target, share: f64) -> Solved {
    let targets = (std::slice::from_ref(target), share);
    solve(setup, SETTINGS, targets, &|| true).unwrap().remove(0)
}

#[test]
fn the_homes_that_are_found_are_enough_and_of_the_kinds_that_are_asked_for() {
    with_setup(|setup| {
        assert_eq!(setup.model.from, Date::constant(2025, 3, 31));
        let own = (Measure::Own, Measure::InRounds, 48);
        let without = futures_that_reach(setup, &[], own);
        for (share, futures) in [(0.5, 5), (0.7, 7)] {
            // The case is one: none are too few.
            assert!(without < futures, "{without}");
            let target = target("own_provision", "own_provision_percent", 48.0);
            let found = solved(setup, &target, share);
            let which = found_homes(setup, &found);
            let homes = found.homes.unwrap();
            assert!(homes > 0);
            assert_eq!(which.iter().map(|(.., n)| n).sum::<u32>(), homes);
            let reached = futures_that_reach(setup, &which, own);
            assert!(reached >= futures, "{share}: {reached}");
            let shares = [without, reached].map(|n| n as f64 / 10.0);
            assert_eq!(found.reached, (shares[0], shares[1]));
            // Doubling, then halving: not every number in turn.
            assert!(found.runs <= 12, "{}", found.runs);
            let places = which.iter().map(|(kind, _, n)| match kind.as_str() {
                "foster-0-17-2-standard" => 2 * n,
                "home-8-17-3-standard" => 3 * n,
                "supported-16-17-4" => 4 * n,
                other => panic!("{other}"),
            });
            assert_eq!(found.places(), Some(places.sum()));
        }
    });
}

#[test]
fn one_home_fewer_is_not_enough() {
    with_setup(|setup| {
        let target = target("own_provision", "own_provision_percent", 48.0);
        let found = solved(setup, &target, 0.7);
        // Whichever was the last to come: without one home of some kind and district it is too few.
        let own = (Measure::Own, Measure::InRounds, 48);
        let which = found_homes(setup, &found);
        let is_too_few = (0..which.len()).any(|without| {
            let mut fewer = which.clone();
            fewer[without].2 -= 1;
            futures_that_reach(setup, &fewer, own) < 7
        });
        assert!(is_too_few, "{which:?}");
    });
}

#[test]
fn what_is_reached_already_takes_nobody_and_what_cannot_be_is_said_to_be_out_of_reach() {
    with_setup(|setup| {
        let own = |wanted| target("own_provision", "own_provision_percent", wanted);
        let nothing = solved(setup, &own(1.0), 0.9);
        assert_eq!((nothing.homes, nothing.runs), (Some(0), 1));
        assert!(nothing.which.is_empty());
        assert_eq!(nothing.reached, (1.0, 1.0));
        // Children who are settled with others do not move in six months.
        let never = solved(setup, &own(100.0), 0.9);
        assert_eq!((never.homes, never.places()), (None, None));
        assert!(never.reached.1 < 0.9);
        // 0, 1, 2, 4, ... 512.
        assert_eq!(never.runs, 11);
        assert_eq!(1 << (never.runs - 2), MOST);
    });
}

#[test]
fn brothers_and_sisters_are_solved_with_households_for_three() {
    with_setup(|setup| {
        let pairs = (Measure::PairsTogether, Measure::Pairs, 55);
        let target = target(
            "sibling_pairs_together",
            "sibling_pairs_together_percent",
            55.0,
        );
        let found = solved(setup, &target, 0.5);
        let which = found_homes(setup, &found);
        assert!(
            which
                .iter()
                .all(|(kind, ..)| kind == "foster-0-17-3-standard")
        );
        let reached = futures_that_reach(setup, &which, pairs);
        assert!(found.homes.is_none() || reached >= 5, "{reached}");
        assert_eq!(found.homes, Some(which.iter().map(|(.., n)| n).sum()));
    });
}

#[test]
fn who_is_asked_to_end_does() {
    with_setup(|setup| {
        let target = target("own_provision", "own_provision_percent", 60.0);
        let found = solve(setup, SETTINGS, (&[target], 0.5), &|| false);
        assert_eq!(found, Err(Unsolved::Interrupted));
    });
}

#[test]
fn the_table_has_a_row_for_each_target_and_none_without_targets() {
    let dir = TempDir::new().unwrap();
    let council = small_council::council(dir.path());
    let forecast = |out: &str, percent: &str| {
        let mut command = small_council::placewell();
        command
            .args([
                "--quiet",
                "forecast",
                "--months",
                "3",
                "--replications",
                "10",
            ])
            .args(["--places", "20", "--solve-places", percent, "--out"])
            .arg(dir.path().join(out))
            .arg(&council);
        command.output().unwrap()
    };
    assert!(forecast("out", "50").status.success());
    let table = std::fs::read_to_string(dir.path().join("out/solved.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|h| h == name).unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut names: Vec<&str> = rows.iter().map(|row| &row[at("target")]).collect();
    names.dedup();
    assert_eq!(
        names,
        [
            "own_provision",
            "in_area",
            "near_home",
            "sibling_pairs_together"
        ]
    );
    for row in &rows {
        assert_eq!(&row[at("asked_percent_of_futures")], "50.0");
        let number = |name: &str| row[at(name)].parse::<f64>();
        let with = number("reached_with_percent").unwrap();
        let of_target = rows
            .iter()
            .filter(|other| other[at("target")] == row[at("target")]);
        let sum = |name: &str| -> f64 {
            of_target
                .clone()
                .filter_map(|row| row[at(name)].parse::<f64>().ok())
                .sum()
        };
        match number("all_homes") {
            // Kinds and districts add up.
            Ok(homes) => {
                assert_eq!(
                    (sum("homes"), sum("places")),
                    (homes, number("all_places").unwrap())
                );
                assert!(with >= 50.0, "{row:?}");
                assert_eq!(row[at("kind")].is_empty(), homes == 0.0);
            }
            Err(_) => assert!(with < 50.0 && row[at("kind")].is_empty(), "{row:?}"),
        }
    }
    // A council that aims at nothing cannot be solved for.
    let toml = council.join("council.toml");
    let text = std::fs::read_to_string(&toml).unwrap();
    let begin = text.find("[policy.targets]").unwrap();
    let end = begin + text[begin + 1..].find("\n[").unwrap() + 2;
    std::fs::write(&toml, format!("{}{}", &text[..begin], &text[end..])).unwrap();
    let refused = forecast("none", "50");
    assert_eq!(refused.status.code(), Some(2));
    let why = String::from_utf8_lossy(&refused.stderr);
    assert!(why.contains("needs a target in [policy.targets]"), "{why}");
}
