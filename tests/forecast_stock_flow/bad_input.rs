//! What cannot be forecast is refused with a reason, and nothing is written.

use crate::ASKED;
use crate::place::Place;

/// Runs a forecast that must fail with this status and these words.
fn refused(place: &Place, words: &str, status: i32, said: &[&str]) {
    let done = place.run(&format!("forecast council {words} --out out"));
    assert_eq!(
        done.status, status,
        "{words}\n{}{}",
        done.stdout, done.stderr
    );
    for part in said {
        assert!(
            done.stderr.contains(part),
            "{words}: {part}\n{}",
            done.stderr
        );
    }
    assert!(!place.path("out").exists(), "{words}");
    assert_eq!(done.stdout, "");
}

#[test]
fn days_that_cannot_be_are_wrong_usage() {
    let place = Place::with_council();
    let asked = |reference: &str, from: &str, to: &str| {
        format!("--method stock-flow --reference {reference} --from {from} --to {to}")
    };
    let whole = "2017-04-01..2019-03-31";
    let days = "--from 2019-03-31 --to 2019-06-30";
    for (words, said) in [
        (
            asked("2019-03-31..2017-04-01", "2019-03-31", "2019-06-30"),
            "is after",
        ),
        (
            asked("2017-04-01", "2019-03-31", "2019-06-30"),
            "2020-04-01..2026-03-31",
        ),
        (
            asked("2017-02-29..2019-03-31", "2019-03-31", "2019-06-30"),
            "not a day of the calendar",
        ),
        (
            asked("2017-03-31..2019-03-31", "2019-03-31", "2019-06-30"),
            "2017-04-01..2019-03-31",
        ),
        (
            asked("2017-04-01..2019-04-01", "2019-03-31", "2019-06-30"),
            "--reference",
        ),
        (asked(whole, "2019-04-01", "2019-06-30"), "--from"),
        (
            asked(whole, "2017-03-31", "2019-06-30"),
            "is not within the data",
        ),
        (asked(whole, "2019-03-31", "2019-03-31"), "at least one day"),
        (asked(whole, "2019-03-31", "2018-03-31"), "is not before"),
        (asked(whole, "2019-03-31", "2029-04-01"), "ten years"),
        (asked(whole, "31.3.2019", "2019-06-30"), "is not a date"),
        (asked(whole, "2019-03-31", "soon"), "is not a date"),
        (format!("--reference {whole} {days}"), "--method"),
        (
            format!("--method crystal-ball --reference {whole} {days}"),
            "stock-flow",
        ),
    ] {
        refused(&place, &words, 2, &[said]);
    }
    let without = place.run(&format!("forecast council {ASKED}"));
    assert_eq!(without.status, 2);
    assert!(without.stderr.contains("--out"), "{}", without.stderr);
    place
        .run(&format!(
            "forecast council {} --out ten",
            asked(whole, "2019-03-31", "2029-03-31")
        ))
        .good();
}

#[test]
fn a_folder_without_returns_says_what_to_do() {
    let place = Place::with_council();
    std::fs::remove_file(place.path("council/returns.csv")).unwrap();
    refused(
        &place,
        ASKED,
        3,
        &[
            "returns.csv is not in the folder",
            "placewell import ssda903",
        ],
    );
    let text = place
        .read("council/children.csv")
        .replacen("2018-01-12", "2018-13-12", 1);
    place.write("council/children.csv", &text);
    // The problems of the council come with it; a folder that is not there has just the one.
    refused(
        &place,
        ASKED,
        3,
        &[
            "children.csv:",
            "returns.csv is not in the folder",
            "2 errors",
        ],
    );
    std::fs::remove_dir_all(place.path("council")).unwrap();
    refused(&place, ASKED, 3, &["does not exist", "1 error"]);
}

#[test]
fn returns_without_rows_or_without_dates_of_birth_have_no_history() {
    let place = Place::with_council();
    let text = place.read("council/returns.csv");
    place.write("council/returns.csv", "");
    refused(&place, ASKED, 3, &["returns.csv is empty"]);
    place.write(
        "council/returns.csv",
        &text.lines().take(1).collect::<String>(),
    );
    refused(&place, ASKED, 3, &["returns.csv has no rows"]);
    // K09 has no header.
    let kept: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("child_id") || line.contains("K09"))
        .collect();
    place.write("council/returns.csv", &(kept.join("\n") + "\n"));
    refused(
        &place,
        ASKED,
        3,
        &["no child of the rows has a date of birth"],
    );
}

#[test]
fn broken_rows_are_named_with_file_line_and_column() {
    let place = Place::with_council();
    let text = place.read("council/returns.csv");
    let broken = text
        .replacen(
            "K01,2008-02-29,M,WBRI,,2016-03-01",
            "K01,2008-02-30,M,WBRI,,2016-03-01",
            1,
        )
        .replacen(
            "K10,2012-04-04,M,WBRI,,2018-11-01",
            "K10,2012-04-04,M,WBRI,,tomorrow",
            1,
        )
        .replacen("K08,", ",", 1);
    assert_ne!(text, broken);
    place.write("council/returns.csv", &broken);
    refused(
        &place,
        ASKED,
        3,
        &[
            "returns.csv:2:30: error[E0204]",
            "child_id is blank",
            "decom \"tomorrow\" is not a date",
            "3 errors",
        ],
    );
    // A row that is cut short, and a file that is no text.
    place.write("council/returns.csv", &text[..text.len() - 30]);
    refused(
        &place,
        ASKED,
        3,
        &["returns.csv:25:", "in the middle of a row"],
    );
    let mut bytes = text.clone().into_bytes();
    bytes[text.find("WBRI").unwrap()] = 0xff;
    std::fs::write(place.path("council/returns.csv"), bytes).unwrap();
    refused(&place, ASKED, 3, &["returns.csv:2:43", "is not UTF-8"]);
    std::fs::write(place.path("council/returns.csv"), b"PK\x03\x04").unwrap();
    refused(&place, ASKED, 3, &["workbook"]);
}

#[test]
fn odd_rows_are_no_reason_to_fail() {
    let place = Place::with_council();
    let odd = [
        // Ends before it begins; a child of 40; one not born for years; codes that are none; a sentinel of long ago.
        "e.csv,90,2018,2018,Z1,2010-01-01,M,WBRI,,2018-06-01,S,C2,N1,U4,PR1,2018-05-01,E4A,,R107",
        "e.csv,91,2018,2018,Z2,1978-01-01,M,WBRI,,2018-06-01,S,C2,N1,U4,PR1,,,,used",
        "e.csv,92,2018,2018,Z3,2030-01-01,M,WBRI,,2018-06-01,S,C2,N1,U4,PR1,,,,used",
        "e.csv,93,2018,2018,Z4,2010-01-01,M,WBRI,,2018-06-01,not a code at all,C2,N1,Ü4,=1+1,,,,used",
        "e.csv,94,,,Z5,2010-01-01,M,WBRI,,1900-01-01,S,C2,N1,U4,PR1,,,,used",
    ];
    let text = place.read("council/returns.csv") + &odd.join("\n") + "\n";
    place.write("council/returns.csv", &text);
    let said = place
        .run(&format!("forecast council {ASKED} --out out"))
        .good()
        .stdout;
    assert!(said.contains("was 30 or more"), "{said}");
    assert!(said.contains("end before they begin"), "{said}");
    let path = place.read("out/stock-flow/forecast_population.csv");
    assert!(!path.contains("NaN") && !path.contains("inf"), "{path}");
    let rates = place.read("out/stock-flow/transition_rates.csv");
    for line in rates.lines().skip(1) {
        let rate: f64 = line.rsplit(',').next().unwrap().parse().unwrap();
        assert!((0.0..=1.0).contains(&rate), "{line}");
    }
}
