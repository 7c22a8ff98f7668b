//! Any bytes as a CSV file and as a workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;
use placewell::import::sheet::{self, Heading};
use placewell::ingest::Problems;
use placewell::ingest::codes::VALUE_MISSING;
use placewell::ingest::log::Finding;
use placewell_fuzz::{parts, ready, run, zip};

fuzz_target!(init: ready(), |data: &[u8]| run(|| target(data)));

fn target(data: &[u8]) {
    let Some((letter, bytes)) = data.split_first() else {
        return;
    };
    match letter {
        b'c' => read(bytes, "a.csv"),
        b'z' => read(&zip::stored(&parts(bytes, &zip::WORKBOOK)), "a.xlsx"),
        b'x' => {
            for name in ["a.xlsx", "a.xls", "a.ods", "a.zip"] {
                read(bytes, name);
            }
        }
        _ => read(bytes, "a.txt"),
    }
}

fn read(bytes: &[u8], name: &str) {
    let is_heading = |record: &[Heading]| record.iter().any(|h| h.key == "child" || h.key == "urn");
    let Ok(book) = sheet::read_bytes(bytes.to_vec(), name, &is_heading) else {
        return;
    };
    for sheet in &book.sheets {
        let mut log = sheet.log();
        let mut lines = Vec::new();
        sheet.each(|row| {
            let last = lines.last().copied().flatten();
            assert!(
                last.is_none_or(|last| row.line > last),
                "line {} after {last:?}",
                row.line
            );
            let _ = row.has_slid();
            for column in 0..sheet.headings.len() {
                let _ = row.get(Some(column));
            }
            if lines.len() < 1000 {
                log.add(Finding::new(&VALUE_MISSING, row.at(0), "here"));
                lines.push(Some(row.line));
            }
        });
        // What is said of a row is said of its line.
        let mut problems = Problems::default();
        sheet.settle(log, &mut problems);
        let found: Vec<_> = problems.list().iter().map(|problem| problem.line).collect();
        assert_eq!(found, lines);
        let _ = problems.render();
    }
}
