//! The reference page of the council folder is what the program would write today.

use std::path::Path;

#[test]
fn the_reference_page_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/README.md");
    let page = placewell::ingest::columns_markdown();
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &page).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, page,
        "data/README.md is stale: run with PLACEWELL_BLESS=1"
    );
}
