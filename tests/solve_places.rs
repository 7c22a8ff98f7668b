//! How many households a target takes: what `solve` finds by doubling and halving is what trying every number in turn finds.

#[path = "small_council/mod.rs"]
mod small_council;

use placewell::forecast::capacity::solve::{HOUSEHOLDS, MOST, Solved, Unsolved, solve};
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
    let stages = Stages::of(&council, &HOUSEHOLDS);
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
/// end, where so many households come in the six months.
fn futures_that_reach(setup: &Setup<'_>, kind: &str, homes: u32, reach: Reach) -> usize {
    let recruited = Recruited {
        kind: kind.to_owned(),
        district: None,
        between: (Date::constant(2025, 4, 1), Date::constant(2025, 9, 30)),
        homes,
        each: Each::default(),
    };
    let changes = Changes {
        recruited: vec![recruited],
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

fn by_trying_all(setup: &Setup<'_>, kind: &str, most: u32, reach: Reach) -> Vec<usize> {
    (0..=most)
        .map(|homes| futures_that_reach(setup, kind, homes, reach))
        .collect()
}

fn solved(setup: &Setup<'_>, target: &Target, share: f64) -> Solved {
    let targets = (std::slice::from_ref(target), share);
    solve(setup, SETTINGS, targets, &|| true).unwrap().remove(0)
}

#[test]
fn the_households_that_are_found_are_those_that_trying_every_number_finds() {
    with_setup(|setup| {
        assert_eq!(setup.model.from, Date::constant(2025, 3, 31));
        let own = (Measure::Own, Measure::InRounds, 48);
        let tried = by_trying_all(setup, HOUSEHOLDS[1], 24, own);
        // The case is one: none are too few, and these are enough.
        assert!(tried[0] < 5 && tried[24] >= 7, "{tried:?}");
        for (share, futures) in [(0.5, 5), (0.7, 7)] {
            let found = solved(
                setup,
                &target("own_provision", "own_provision_percent", 48.0),
                share,
            );
            let homes = found.households.unwrap() as usize;
            assert_eq!(found.kind, HOUSEHOLDS[1]);
            assert_eq!(found.places_each, 2);
            assert!(homes > 0);
            // They are enough, and one fewer is not.
            assert!(tried[homes] >= futures, "{share}: {homes} of {tried:?}");
            assert!(tried[homes - 1] < futures, "{share}: {homes} of {tried:?}");
            let shares = [0, homes].map(|at| tried[at] as f64 / 10.0);
            assert_eq!(found.reached, (shares[0], shares[1]));
            // Doubling, then halving: not every number in turn.
            assert!(found.runs <= 12, "{}", found.runs);
        }
    });
}

#[test]
fn what_is_reached_already_takes_nobody_and_what_cannot_be_is_said_to_be_out_of_reach() {
    with_setup(|setup| {
        let nothing = solved(
            setup,
            &target("own_provision", "own_provision_percent", 1.0),
            0.9,
        );
        assert_eq!((nothing.households, nothing.runs), (Some(0), 1));
        assert_eq!(nothing.reached, (1.0, 1.0));
        // Who lives in children's homes lives in no foster household, however many there are.
        let never = solved(
            setup,
            &target("own_provision", "own_provision_percent", 100.0),
            0.9,
        );
        assert_eq!(never.households, None);
        let all = (Measure::Own, Measure::InRounds, 100);
        let most = futures_that_reach(setup, HOUSEHOLDS[1], MOST, all);
        assert_eq!(never.reached.1, most as f64 / 10.0);
        // 0, 1, 2, 4, ... 512.
        assert_eq!(never.runs, 11);
    });
}

#[test]
fn brothers_and_sisters_are_solved_with_households_for_three() {
    with_setup(|setup| {
        let pairs = (Measure::PairsTogether, Measure::Pairs, 50);
        let tried = by_trying_all(setup, HOUSEHOLDS[0], 16, pairs);
        let found = solved(
            setup,
            &target(
                "sibling_pairs_together",
                "sibling_pairs_together_percent",
                50.0,
            ),
            0.5,
        );
        assert_eq!((found.kind, found.places_each), (HOUSEHOLDS[0], 3));
        let homes = found.households.unwrap() as usize;
        assert!(tried[homes] >= 5, "{homes} of {tried:?}");
        assert!(homes == 0 || tried[homes - 1] < 5, "{homes} of {tried:?}");
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
    let names: Vec<&str> = rows.iter().map(|row| &row[at("target")]).collect();
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
        match number("households") {
            // Places are those of so many households.
            Ok(homes) => {
                let each = number("places_each").unwrap();
                assert_eq!(number("places").unwrap(), homes * each);
                assert!(with >= 50.0, "{row:?}");
            }
            Err(_) => assert!(with < 50.0, "{row:?}"),
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
