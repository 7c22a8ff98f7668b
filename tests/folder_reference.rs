//! The reference pages of the council folder and of the imports are what the program would write today.

use std::path::Path;

fn is_current(file: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var_os("PLACEWELL_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, page).unwrap();
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, page,
        "{file} is stale: run with PLACEWELL_BLESS=1"
    );
}

#[test]
fn the_reference_page_of_the_folder_is_current() {
    is_current("data/README.md", &placewell::ingest::columns_markdown());
}

#[test]
fn the_reference_page_of_the_imports_is_current() {
    is_current("data/imports.md", &placewell::import::imports_markdown());
}
