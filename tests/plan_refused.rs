//! What `placewell plan` refuses, with what it says of it.

mod plan_folder;

use std::fs;

use plan_folder::{add_targets, folder, plan};

#[test]
fn what_cannot_be_asked_is_refused_with_what_can() {
    let dir = folder();
    let says = |args: &[&str], status: i32, text: &str| {
        let output = plan(dir.path(), "out", args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{error}");
        assert!(error.contains(text), "{error}");
    };
    says(&[], 2, "there is no target");
    says(&["--target", "fostered=80"], 2, "in_area");
    says(&["--target", "nonsense=80"], 2, "no indicator is called");
    says(&["--target", "in_area"], 2, "NAME=FIGURE");
    says(&["--target", "in_area=101"], 2, "from 0 to 100");
    says(
        &["--target", "at_distance=5"],
        2,
        "at_distance cannot be a target",
    );
    says(
        &["--target", "in_area=80", "--target", "K05=90"],
        2,
        "--target in_area=80 and --target K05=90 are two targets for in_area",
    );
    for (flag, range) in [("--budget", "0..=100000000"), ("--alternatives", "0..=20")] {
        says(&["--target", "in_area=80", flag, "-1"], 2, range);
    }
    says(
        &["--target", "in_aera=80"],
        2,
        "no indicator is called \"in_aera\"; did you mean in_area?",
    );
    for flag in ["--month", "--confidence", "--fresh", "--wait", "--seed"] {
        says(&["--target", "in_area=80", flag, "12"], 2, "--futures");
    }
    assert!(!dir.path().join("out").exists());
}

#[test]
fn a_wrong_cost_is_shown_where_it_stands_with_what_it_takes() {
    let dir = folder();
    for (text, at, says) in [
        ("years = 3\nfoster_onc = 1\n", "2:1", "foster_once"),
        ("kinds = [\"castle\"]\n", "1:10", "castle"),
        ("years = 0\n", "1:9", "from 1 to 30"),
        (
            "\nyears = 4294967295\nmonths = 4294967295\n",
            "2:9",
            "from 1 to 30",
        ),
        ("foster_once = 4294967295\n", "1:15", "from 0 to 100000000"),
        (
            "foster_once = 18446744073709551616\n",
            "1:15",
            "from 0 to 100000000",
        ),
        ("home_months = -1\n", "1:15", "a whole number from 0 to 600"),
        (
            "foster_retainer = \"fifty\"\n",
            "1:19",
            "a whole number from 0 to 100000",
        ),
        (
            "empty_place_percent = 50.5\n",
            "1:23",
            "a whole number from 0 to 100",
        ),
        ("kinds = 3\n", "1:9", "a list of ids"),
        ("years = \n", "1:9", "E0601"),
    ] {
        fs::write(dir.path().join("bad.toml"), text).unwrap();
        let args = ["--target", "in_area=80", "--costs", "bad.toml"];
        let output = plan(dir.path(), "out", &args).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{text}: {error}");
        assert!(
            error.contains(&format!("bad.toml:{at}:")),
            "{text}: {error}"
        );
        assert!(
            error.contains(says) && !error.contains("u32"),
            "{text}: {error}"
        );
    }
    assert!(!dir.path().join("out").exists());
}

#[test]
fn a_code_or_an_indicator_that_does_not_judge_is_no_target_of_the_folder() {
    for (target, says) in [
        (
            "K05 = 70",
            ["K05 is the code of an indicator", "write in_area instead"],
        ),
        (
            "fostered = 70",
            ["describes and does not judge", "delete it"],
        ),
        (
            "in_are = 70",
            [
                "is not known in [policy.targets]",
                "did you mean \"in_area\"?",
            ],
        ),
    ] {
        let dir = folder();
        add_targets(dir.path(), target);
        let output = plan(dir.path(), "out", &[]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(3), "{error}");
        assert!(says.iter().all(|says| error.contains(says)), "{error}");
    }
}
