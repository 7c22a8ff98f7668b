//! Small returns, written out, and the history that the rules make of them.

use std::fs;

use tempfile::TempDir;

use super::rules::CODE;
use super::{ChildHistory, Options, Returns, history, read};
use crate::import::account::Ledger;
use crate::import::pseudonyms::Ids;
use crate::model::Date;

const HEADINGS: &str = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n";
pub const HEADER: &str = "CHILD,SEX,DOB,ETHNIC\n1,1,01/02/2010,WBRI\n";

/// The folder that is given: a year may stand in its name, and the name of a temporary folder is drawn.
const RETURNS: &str = "returns";

/// What came of some returns.
pub struct Told {
    pub returns: Returns,
    pub children: Vec<ChildHistory>,
    pub ledger: Ledger,
}

/// Reads files, each given by its path below the folder and its text.
pub fn told(files: &[(&str, String)]) -> Result<Told, String> {
    told_on(None, files)
}

/// The same on another day than the last of the returns.
pub fn told_on(as_at: Option<Date>, files: &[(&str, String)]) -> Result<Told, String> {
    let dir = folder(files);
    let options = Options {
        as_at,
        la: None,
        ids: &Ids::Keep,
        accepts_losses: false,
    };
    let mut ledger = Ledger::default();
    let dirs = [dir.path().join(RETURNS)];
    let mut returns = read(&dirs, &options, &mut ledger).map_err(|p| p.render())?;
    let children = history(&mut returns, &options, &mut ledger);
    assert!(ledger.unbalanced().is_empty(), "{:?}", ledger.unbalanced());
    Ok(Told {
        returns,
        children,
        ledger,
    })
}

fn folder(files: &[(&str, String)]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = dir.path().join(RETURNS).join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    dir
}

impl Told {
    /// The care history of a child: first day, end, place, REC and RNE of each spell.
    pub fn lines(&self, id: &str) -> Vec<String> {
        let word = self.returns.children.find(id).unwrap();
        let child = self.children.iter().find(|c| c.child == word).unwrap();
        let spell = |spell: &super::Spell| {
            let row = &self.returns.rows[spell.row as usize];
            let text = |word| self.returns.words.text(word);
            let end = spell.end.map_or("open".to_owned(), |end| end.to_string());
            let (place, rec, rne) = (text(row.place), text(spell.rec), text(spell.rne));
            format!("{} {end} {place} {rec} {rne}", spell.start)
                .trim_end()
                .to_owned()
        };
        child.spells.iter().map(spell).collect()
    }

    pub fn rules(&self) -> Vec<(&str, u64)> {
        let applied = self.ledger.applied.iter();
        applied.map(|(code, (_, count))| (*code, *count)).collect()
    }
}

/// One return with these episodes of child 1: DECOM, RNE, LS, PLACE, DEC and REC, apart by blanks, `-` for a blank.
pub fn episodes(rows: &[&str]) -> String {
    let mut text = HEADINGS.to_owned();
    for row in rows {
        let field: Vec<&str> = row
            .split(' ')
            .map(|f| if f == "-" { "" } else { f })
            .collect();
        text += &format!(
            "1,{},{},{},N1,{},PR1,{},{},,HR1 2AB,HR4 9XY,\n",
            field[0], field[1], field[2], field[3], field[4], field[5]
        );
    }
    text
}

pub fn one_return(rows: &[&str]) -> Told {
    let files = [
        ("2024-25/header.csv", HEADER.to_owned()),
        ("2024-25/episodes.csv", episodes(rows)),
    ];
    told(&files).unwrap_or_else(|p| panic!("{p}"))
}

#[test]
fn an_episode_open_at_the_end_of_one_return_is_closed_by_the_next() {
    let files = [
        ("2023-24/h.csv", HEADER.to_owned()),
        ("2023-24/e.csv", episodes(&["01/06/2023 S C2 U4 - -"])),
        ("2024-25/h.csv", HEADER.to_owned()),
        (
            "2024-25/e.csv",
            episodes(&["01/06/2023 S C2 U4 10/09/2024 X1", "10/09/2024 P C2 K2 - -"]),
        ),
    ];
    let told = told(&files).unwrap();
    assert_eq!(
        told.lines("1"),
        ["2023-06-01 2024-09-10 U4 X1 S", "2024-09-10 open K2  P"]
    );
    assert_eq!(told.rules(), [("R202", 1), ("R209", 1)]);
    assert_eq!(told.returns.as_at.unwrap().to_string(), "2025-03-31");
}

#[test]
fn a_later_return_corrects_an_earlier_one() {
    let files = [
        ("2023-24/h.csv", HEADER.to_owned()),
        (
            "2023-24/e.csv",
            episodes(&["01/06/2023 S C2 U4 01/12/2023 E4A"]),
        ),
        (
            "2024-25/e.csv",
            episodes(&["01/06/2023 S C2 U6 05/12/2023 E4A"]),
        ),
    ];
    let told = told(&files).unwrap();
    assert_eq!(told.lines("1"), ["2023-06-01 2023-12-05 U6 E4A S"]);
    assert_eq!(told.rules(), [("R203", 1)]);
}

#[test]
fn the_same_row_again_and_two_versions_of_one_return_are_told_apart() {
    let told = one_return(&[
        "01/06/2024 S C2 U4 01/09/2024 E4A",
        "01/06/2024 S C2 U4 01/09/2024 E4A",
        "01/06/2024 S C2 U4 01/08/2024 E4A",
    ]);
    assert_eq!(told.lines("1"), ["2024-06-01 2024-09-01 U4 E4A S"]);
    assert_eq!(told.rules(), [("R201", 1), ("R204", 1)]);
}

#[test]
fn an_episode_of_one_day_is_part_of_the_one_beside_it() {
    let told = one_return(&["01/06/2024 S C2 U6 01/06/2024 X1", "01/06/2024 P C2 U4 - -"]);
    assert_eq!(told.lines("1"), ["2024-06-01 open U4  P"]);
    assert_eq!(told.rules(), [("R205", 1)]);
    let told = one_return(&["01/06/2024 S L1 U6 01/06/2024 E4A"]);
    assert_eq!(told.lines("1"), ["2024-06-01 2024-06-01 U6 E4A S"]);
}

#[test]
fn open_episodes_end_where_the_next_begins() {
    let told = one_return(&["01/06/2024 S C2 U4 - -", "01/09/2024 P C2 K2 - -"]);
    assert_eq!(
        told.lines("1"),
        ["2024-06-01 2024-09-01 U4 X1 S", "2024-09-01 open K2  P"]
    );
    assert_eq!(told.rules(), [("R301", 1)]);
}

#[test]
fn overlaps_are_cut_and_what_goes_on_is_resumed() {
    let told = one_return(&[
        "01/05/2024 S C2 U4 01/12/2024 E4A",
        "01/06/2024 P C2 K2 01/07/2024 X1",
        "01/11/2024 P C2 K1 15/12/2024 E4A",
    ]);
    assert_eq!(
        told.lines("1"),
        [
            "2024-05-01 2024-06-01 U4 X1 S",
            "2024-06-01 2024-07-01 K2 X1 P",
            "2024-07-01 2024-11-01 U4 X1 P",
            "2024-11-01 2024-12-15 K1 E4A P",
        ]
    );
    assert_eq!(told.rules(), [("R302", 2), ("R303", 1)]);
}

#[test]
fn a_short_gap_that_both_codes_deny_is_care() {
    let gap = |rne: &str, rec: &str, until: &str| {
        let first = format!("01/05/2024 S C2 U4 01/06/2024 {rec}");
        let second = format!("{until} {rne} C2 K2 - -");
        one_return(&[&first, &second]).lines("1")[0].clone()
    };
    assert_eq!(
        gap("P", "X1", "04/06/2024"),
        "2024-05-01 2024-06-04 U4 X1 S"
    );
    for (rne, rec, until) in [
        ("S", "X1", "04/06/2024"),
        ("P", "E4A", "04/06/2024"),
        ("P", "X1", "03/07/2024"),
    ] {
        assert!(
            gap(rne, rec, until).starts_with("2024-05-01 2024-06-01"),
            "{rne} {rec} {until}"
        );
    }
}

#[test]
fn temporary_moves_are_folded_back() {
    let told = one_return(&[
        "01/05/2024 S C2 U4 01/06/2024 X1",
        "01/06/2024 P C2 T1 10/06/2024 X1",
        "10/06/2024 P C2 U4 01/09/2024 X1",
        "01/09/2024 P C2 T3 08/09/2024 X1",
        "08/09/2024 P C2 K2 - -",
    ]);
    assert_eq!(
        told.lines("1"),
        ["2024-05-01 2024-09-08 U4 X1 S", "2024-09-08 open K2  P"]
    );
    assert_eq!(told.rules(), [("R206", 2), ("R207", 1)]);
}

#[test]
fn a_temporary_move_at_the_edge_of_care_belongs_to_its_neighbour() {
    let first = one_return(&["01/05/2024 S C2 T4 03/05/2024 X1", "03/05/2024 P C2 U4 - -"]);
    assert_eq!(first.lines("1"), ["2024-05-01 open U4  S"]);
    let last = one_return(&[
        "01/05/2024 S C2 U4 01/06/2024 X1",
        "01/06/2024 P C2 T1 03/06/2024 E2",
    ]);
    assert_eq!(last.lines("1"), ["2024-05-01 2024-06-03 U4 E2 S"]);
    let alone = one_return(&["01/05/2024 S C2 T1 - -"]);
    assert_eq!(alone.lines("1"), ["2024-05-01 open T1  S"]);
}

#[test]
fn short_breaks_are_a_history_of_their_own() {
    let told = one_return(&["01/05/2024 S C2 U4 - -", "01/06/2024 S V4 U6 05/06/2024 X1"]);
    assert_eq!(told.lines("1"), ["2024-05-01 open U4  S"]);
    assert_eq!(told.children[0].short_breaks.len(), 1);
}

#[test]
fn nobody_is_left_in_care_past_the_18th_birthday_or_the_last_return() {
    let header = "CHILD,SEX,DOB,ETHNIC\n1,M,15/08/2006,WBRI\n2,F,01/01/2015,WBRI\n".to_owned();
    let of_2 = "2,01/02/2024,S,C2,N1,U4,PR1,,,,,,\n";
    let files = [
        ("2023-24/h.csv", header),
        (
            "2023-24/e.csv",
            episodes(&["01/06/2023 S C2 U4 - -"]) + of_2,
        ),
        ("2024-25/e.csv", episodes(&["01/06/2023 S C2 U4 - -"])),
    ];
    let told = told(&files).unwrap();
    assert_eq!(told.lines("1"), ["2023-06-01 2024-08-15 U4  S"]);
    assert_eq!(told.lines("2"), ["2024-02-01 2024-03-31 U4  S"]);
    assert_eq!(told.rules(), [("R201", 1), ("R305", 1), ("R307", 1)]);
}

#[test]
fn rows_that_cannot_be_used_are_dropped_by_name_and_too_many_refuse_the_file() {
    let good: Vec<String> = (0..40)
        .map(|n| format!("{:02}/{:02}/2024 S C2 U4 - -", 1 + n % 28, 5 + n / 28))
        .collect();
    let mut rows: Vec<&str> = good.iter().map(String::as_str).collect();
    rows.extend([
        "45016 S C2 U4 - -",
        "02/05/2024 S C2 U4 01/05/2024 E4A",
        "- S C2 U4 - -",
    ]);
    let told_ = one_return(&rows);
    let dropped: Vec<_> = told_
        .rules()
        .into_iter()
        .filter(|(code, _)| *code < "R200")
        .collect();
    assert_eq!(dropped, [("R104", 1), ("R105", 1), ("R107", 1)]);
    let files = [("2024-25/e.csv", episodes(&rows[37..]))];
    let refused = told(&files).err().unwrap();
    assert!(
        refused.contains("2024-25/e.csv:5:3: error[E0203]: DECOM \"45016\""),
        "{refused}"
    );
    assert!(refused.contains("E0803"), "{refused}");
}

#[test]
fn a_single_year_names_the_end_or_the_beginning_as_the_dates_tell() {
    let ends = |year: &str, dates: &str| {
        let files = [(year, episodes(&[dates]))];
        told(&files).unwrap().returns.years
    };
    assert_eq!(
        ends("2024/e.csv", "01/05/2023 S C2 U4 01/06/2023 E4A"),
        [2024]
    );
    assert_eq!(
        ends("2023/e.csv", "01/05/2023 S C2 U4 01/06/2023 E4A"),
        [2024]
    );
    assert_eq!(ends("e.csv", "01/05/2023 S C2 U4 01/06/2023 E4A"), [2024]);
    assert_eq!(
        ends("2022-23/e.csv", "01/03/2023 S C2 U4 01/06/2023 E4A"),
        [2023]
    );
}

#[test]
fn orphans_are_named_and_their_birth_is_taken_from_other_tables() {
    let files = [
        ("2024-25/e.csv", episodes(&["01/06/2024 S C2 U4 - -"])),
        (
            "2024-25/h.csv",
            "CHILD,SEX,DOB,ETHNIC\n9,2,01/01/2011,MOTH\n".to_owned(),
        ),
        (
            "2024-25/r.csv",
            "CHILD,DOB,REVIEW,REVIEW_CODE\n1,01/02/2010,01/09/2024,PN1\n".to_owned(),
        ),
    ];
    let told = told(&files).unwrap();
    assert_eq!(told.children[0].born.unwrap().to_string(), "2010-02-01");
    assert_eq!(told.rules(), [("R111", 1), ("R351", 1), ("R352", 1)]);
}

#[test]
fn a_code_that_no_list_has_is_kept_and_what_is_no_code_is_left_out() {
    let told = one_return(&["01/06/2024 S Q9 X9 - -", "01/09/2024 Paddington C2 U4 - -"]);
    let lines = ["2024-06-01 2024-09-01 X9 X1 S", "2024-09-01 open U4"];
    assert_eq!(told.lines("1"), lines);
    assert_eq!(told.rules(), [("R301", 1), ("R358", 3)]);
    let details: Vec<&str> = told
        .ledger
        .cases(CODE)
        .iter()
        .map(|c| c.detail.as_str())
        .collect();
    assert_eq!(
        details,
        ["LS \"Q9\"", "PLACE \"X9\"", "RNE: no code, left out"]
    );
}

#[test]
fn two_placements_from_one_day_are_one_after_the_other() {
    let told = one_return(&["01/05/2024 S C2 K2 02/05/2024 X1", "01/05/2024 S C2 U6 - -"]);
    let lines = ["2024-05-01 2024-05-02 K2 X1 S", "2024-05-02 open U6  P"];
    assert_eq!(told.lines("1"), lines);
    assert_eq!(told.rules(), [("R308", 1)]);
}

#[test]
fn a_later_return_may_take_an_end_back_or_move_a_first_day() {
    let reopened = [
        ("2023-24/h.csv", HEADER.to_owned()),
        (
            "2023-24/e.csv",
            episodes(&["01/06/2023 S C2 U4 01/03/2024 E4A"]),
        ),
        ("2024-25/e.csv", episodes(&["01/06/2023 S C2 U4 - -"])),
    ];
    let told_ = told(&reopened).unwrap();
    assert_eq!(told_.lines("1"), ["2023-06-01 open U4  S"]);
    assert_eq!(told_.rules(), [("R203", 1)]);
    let moved = [
        ("2023-24/h.csv", HEADER.to_owned()),
        ("2023-24/e.csv", episodes(&["01/06/2023 S C2 U6 - -"])),
        ("2024-25/e.csv", episodes(&["20/05/2023 S C2 U4 - -"])),
    ];
    let told_ = told(&moved).unwrap();
    assert_eq!(told_.lines("1"), ["2023-05-20 open U4  S"]);
    assert_eq!(told_.rules(), [("R203", 1)]);
}
