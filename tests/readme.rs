//! What the README says of the program is what the program says of itself.

use std::fs;
use std::path::PathBuf;

use placewell::duties;

fn readme() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("README.md")
}

/// `PLACEWELL_BLESS=1` writes the table anew.
#[test]
fn the_table_of_duties_is_current() {
    let text = fs::read_to_string(readme()).expect("README.md");
    let (head, rest) = text
        .split_once("<!-- duties -->")
        .expect("the table's start");
    let (_, tail) = rest
        .split_once("<!-- /duties -->")
        .expect("the table's end");
    let table = duties::table_markdown();
    let expected = format!("{head}<!-- duties -->\n\n{table}\n<!-- /duties -->{tail}");
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        fs::write(readme(), &expected).expect("written");
    } else {
        assert_eq!(
            text, expected,
            "README.md is stale: run with PLACEWELL_BLESS=1"
        );
    }
}
