use super::*;

fn any(_: &[Heading]) -> bool {
    false
}

fn rows(sheet: &Sheet) -> Vec<(u64, Vec<String>)> {
    let mut found = Vec::new();
    let width = sheet.headings.len();
    sheet.each(|row| {
        let fields = (0..width).map(|c| row.get(Some(c)).to_owned()).collect();
        found.push((row.line, fields));
    });
    found
}

fn read_text(text: &str) -> Sheet {
    let book = read_bytes(text.as_bytes().to_vec(), "a.csv", &any).unwrap();
    book.sheets.into_iter().next().unwrap()
}

fn problem(bytes: &[u8], name: &str) -> String {
    read_bytes(bytes.to_vec(), name, &any)
        .map(|_| ())
        .unwrap_err()
        .render()
}

#[test]
fn headings_are_found_below_titles_and_broken_lines_are_folded() {
    let text = "\u{feff}A list at March,,\nNote,,\nURN,\"\nPlaces\",Name\n1,2,x\n\n,,\n3,4,\"y\nz\"\n5,6,w\n";
    let has_urn = |row: &[Heading]| row.iter().any(|h| h.key == "urn");
    let book = read_bytes(text.as_bytes().to_vec(), "a.csv", &has_urn).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.preamble, ["A list at March", "Note"]);
    assert_eq!(sheet.column(&["places"]), Some(1));
    let lines: Vec<u64> = rows(sheet).iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [5, 8, 10]);
    assert_eq!(rows(sheet)[1].1, ["3", "4", "y\nz"]);
}

#[test]
fn a_plain_table_needs_no_recogniser() {
    let sheet = read_text("CHILD,DOB\r\n 1 ,2020-01-01\r\n2\r\n");
    assert!(sheet.preamble.is_empty());
    assert_eq!(rows(&sheet)[0], (2, vec!["1".into(), "2020-01-01".into()]));
    assert_eq!(rows(&sheet)[1].1, ["2", ""]);
}

#[test]
fn every_line_end_is_counted() {
    // Carriage returns alone, as "CSV (Macintosh)" has them, and all three kinds in one file.
    for text in ["a,b\r1,2\r\r3,4\r", "a,b\r1,\"2\"\r\n\n3,4"] {
        let sheet = read_text(text);
        let lines: Vec<u64> = rows(&sheet).iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 4], "{text:?}");
        let mut log = sheet.log();
        sheet.each(|row| log.add(Finding::new(&EMPTY_FILE, row.at(0), "here")));
        let mut problems = Problems::default();
        sheet.settle(log, &mut problems);
        let lines: Vec<_> = problems.list().iter().map(|p| p.line).collect();
        assert_eq!(lines, [Some(2), Some(4)], "{text:?}");
    }
    assert!(problem(b"a,b\r\"1,2\r", "a.csv").contains("a.csv:2:1"));
}

#[test]
fn values_beyond_the_headings_have_slid() {
    let sheet = read_text("a,b\n1,2,\n1,2,3\n");
    let mut slid = Vec::new();
    sheet.each(|row| slid.push(row.has_slid()));
    assert_eq!(slid, [false, true]);
}

#[test]
fn other_encodings_are_read_and_said() {
    let book = read_bytes(b"a,b\ncaf\xe9,1\n".to_vec(), "a.csv", &any).unwrap();
    assert!(book.sheets[0].is_windows_1252);
    assert_eq!(rows(&book.sheets[0])[0].1[0], "café");
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("a,b\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let book = read_bytes(utf16, "a.csv", &any).unwrap();
    assert_eq!(rows(&book.sheets[0])[0].1, ["1", "2"]);
}

#[test]
fn what_is_no_table_is_refused_with_its_reason() {
    assert!(problem(b"", "a.csv").contains("E0104"));
    assert!(problem(b"PK\x03\x04", "a.zip").contains("E0003"));
    assert!(problem(b"PK\x03\x04", "a.csv").contains("E0113"));
    assert!(problem(b"PK\x03\x04junk", "a.xlsx").contains("E0103"));
    assert!(problem(b"\n<html></html>", "a.xls").contains("E0103"));
    assert!(problem(b"a;b;c\n1;2;3\n", "a.csv").contains("semicolons"));
    let titled = b"A list, with notes\n\nOne long title in just one cell\n";
    let book = read_bytes(titled.to_vec(), "a.csv", &any);
    assert!(book.is_ok(), "a title is no separator");
    let below = problem(b"A list at March\n\nURN;Name;Places\n1;x;2\n", "a.csv");
    assert!(below.contains("a.csv:3:1: error[E0106]") && below.contains("semicolons"));
    assert!(problem(b"a\tb\tc\n1\t2\t3\n", "a.csv").contains("tabs"));
    assert!(problem(b"a,b\n1,\"2\n3,4\n", "a.csv").contains("a.csv:2:"));
}

#[test]
fn spreadsheet_errors_are_known() {
    assert!(is_spreadsheet_error("#REF!") && is_spreadsheet_error("########"));
    assert!(!is_spreadsheet_error("#1") && !is_spreadsheet_error(""));
}
