//! Returns that are odd in ways that no list of ours foresaw.

use super::tests::{HEADER, episodes, one_return, told, told_on};

#[test]
fn an_open_episode_inside_a_closed_one_goes_on_beyond_it() {
    let told = one_return(&[
        "01/05/2024 S C2 U4 01/12/2024 E4A",
        "01/06/2024 P C2 K2 - -",
    ]);
    assert_eq!(
        told.lines("1"),
        ["2024-05-01 2024-06-01 U4 X1 S", "2024-06-01 open K2  P"]
    );
    assert_eq!(told.rules(), [("R302", 1)]);
}

#[test]
fn an_end_in_the_year_9999_is_open_and_names_no_return() {
    let files = [
        ("h.csv", HEADER.to_owned()),
        ("e.csv", episodes(&["01/06/2024 S C2 U4 31/12/9999 -"])),
    ];
    let told = told(&files).unwrap();
    assert_eq!(told.lines("1"), ["2024-06-01 open U4  S"]);
    assert_eq!(told.returns.years, [2025]);
}

#[test]
fn nobody_is_left_in_care_after_the_day_of_the_data() {
    let header = "CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2010,WBRI\n2,2,01/02/2012,WBRI\n".to_owned();
    let files = [
        ("2023-24/h.csv", header),
        ("2023-24/e.csv", episodes(&["01/06/2023 S C2 U4 - -"])),
        (
            "2024-25/e.csv",
            episodes(&["01/06/2024 S C2 U4 - -"]).replace("\n1,", "\n2,"),
        ),
    ];
    // Child 1 is in the first return alone, and on its last day was in care.
    for (as_at, end) in [
        ("2024-03-30", "open"),
        ("2024-03-31", "open"),
        ("2024-04-01", "2024-03-31"),
    ] {
        let told = told_on(as_at.parse().ok(), &files).unwrap();
        assert_eq!(told.lines("1"), [format!("2023-06-01 {end} U4  S")]);
    }
}

#[test]
fn what_no_folder_takes_for_an_id_or_a_date_is_dropped_by_name() {
    let mut rows = episodes(&["01/06/2024 S C2 U4 - -"; 30]);
    for id in ["1;2", "\"1\n2\"", &"1".repeat(65)] {
        rows += &format!("{id},01/06/2024,S,C2,N1,U4,PR1,,,,HR1 2AB,HR4 9XY,\n");
    }
    let files = [
        (
            "2024-25/h.csv",
            "CHILD,SEX,DOB,ETHNIC\n1,1,30/12/1899,WBRI\n".to_owned(),
        ),
        ("2024-25/e.csv", rows.clone()),
    ];
    let told_ = told(&files).unwrap();
    assert_eq!(told_.rules(), [("R113", 3), ("R201", 29), ("R354", 1)]);
    let bad = episodes(&["30/12/1899 S C2 U4 - -"]) + "1;2,01/06/2024,S,C2,N1,U4,PR1,,,,,,\n";
    let refused = told(&[("2024-25/e.csv", bad)]).err().unwrap();
    assert!(
        refused.contains("2024-25/e.csv:2:3: error[E0302]"),
        "{refused}"
    );
    assert!(
        refused.contains("2024-25/e.csv:3:1: error[E0211]"),
        "{refused}"
    );
}

#[test]
fn of_two_open_placements_from_one_day_the_order_of_rows_chooses_none() {
    let rows = [
        "14/02/2024 S C1 U4 01/03/2024 X1",
        "14/02/2024 S C1 K2 - -",
        "14/02/2024 P C1 U6 - -",
    ];
    let forth = one_return(&rows);
    let back = one_return(&[rows[2], rows[1], rows[0]]);
    // Of the two that are open, the last by its codes; the closed one comes before it.
    let lines = ["2024-02-14 2024-03-01 U4 X1 S", "2024-03-01 open U6  P"];
    assert_eq!(forth.lines("1"), lines);
    assert_eq!(back.lines("1"), lines);
    assert_eq!(forth.rules(), [("R204", 1), ("R308", 1)]);
}

#[test]
fn a_placement_that_waits_for_another_from_its_day_ends_no_open_one() {
    let told = one_return(&[
        "21/05/2024 S C1 K2 05/07/2024 X1",
        "21/05/2024 S C1 U4 01/03/2025 X1",
        "20/06/2024 P C1 U6 - -",
    ]);
    // The second is told from 5 July on, but nothing began that day: the third is still open.
    assert_eq!(
        told.lines("1"),
        [
            "2024-05-21 2024-06-20 K2 X1 S",
            "2024-06-20 2024-07-05 U6 X1 P",
            "2024-07-05 2025-03-01 U4 X1 P",
            "2025-03-01 open U6  P",
        ]
    );
    assert_eq!(told.rules(), [("R302", 2), ("R303", 1), ("R308", 1)]);
}

#[test]
fn of_placements_from_one_day_the_first_to_end_is_told_though_it_ends_after_the_data() {
    let rows = episodes(&[
        "21/05/2024 S C1 K2 01/06/2024 X1",
        "21/05/2024 S C1 U4 01/09/2024 X1",
        "21/05/2024 S C1 U6 - -",
    ]);
    let files = [
        ("2024-25/h.csv", HEADER.to_owned()),
        ("2024-25/e.csv", rows),
    ];
    let told = told_on("2024-08-01".parse().ok(), &files).unwrap();
    let lines = ["2024-05-21 2024-06-01 K2 X1 S", "2024-06-01 open U4  P"];
    assert_eq!(told.lines("1"), lines);
    assert_eq!(told.rules(), [("R208", 1), ("R306", 1), ("R308", 2)]);
}
