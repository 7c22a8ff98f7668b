//! The reference of the council folder, `data/README.md`, written from the tables of columns and keys.

use std::fmt::Write;

use super::column::{Blank, Column, Kind};
use super::points::points_by_name;
use super::settings::KEYS;
use super::tables::{COUNCIL_FILE, TABLES, Table};
use crate::model::{CodeSet, Points};

const INTRODUCTION: &str = "\
# The council folder

This page is written by the program from its own tables of columns; do not edit it by hand
(`PLACEWELL_BLESS=1 cargo test --release reference` writes it again).

A council is a folder of comma-separated files and `council.toml`. Files are UTF-8, with or without a byte
order mark, with either kind of line end. The first line names the columns, in any order; columns marked
*must be filled in* have to be there, others may be left out, which is the same as blank. Dates are
`yyyy-mm-dd` or `dd/mm/yyyy`. Lists are separated by `;`. Codes and yes/no are read without regard to case.
Coordinates are metres on the Ordnance Survey National Grid. Ids have at most 64 characters, without control
characters or `;`, and must be pseudonymous: no names.

`placewell check DIR` lists everything that is wrong at once; `placewell explain E0203` says more about a
code. `tests/good/` is a small example.
";

/// The page, in Markdown.
pub fn columns_markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    council_section(&mut page);
    for table in TABLES {
        table_section(&mut page, table);
    }
    page
}

fn council_section(page: &mut String) {
    let mut add = |line: String| page.push_str(&line);
    add(format!(
        "\n## {COUNCIL_FILE}\n\nThe council itself and its local policy.\n"
    ));
    for (name, heading) in [
        ("", "At the top"),
        ("policy", "`[policy]`"),
        ("policy.tiers", "`[[policy.tiers]]`"),
        ("policy.tiers.terms", "Each of `terms`"),
    ] {
        add(format!(
            "\n{heading}\n\n| key | takes | meaning |\n|---|---|---|\n"
        ));
        for key in KEYS.iter().filter(|key| key.table == name) {
            add(format!(
                "| `{}` | {} | {} |\n",
                key.name, key.takes, key.about
            ));
        }
    }
    add(
        "\n`[policy.points]`: whole numbers from 0 to 255\n\n| key | default |\n|---|---|\n"
            .to_owned(),
    );
    for (name, points) in points_by_name(&Points::default()) {
        add(format!("| `{name}` | {points} |\n"));
    }
    let kinds = crate::model::ApprovalKind::all().iter();
    let kinds: Vec<String> = kinds
        .map(|k| format!("`{}` ({})", k.code(), k.label()))
        .collect();
    add(format!("\nApproval kinds: {}.\n", kinds.join(", ")));
}

fn table_section(page: &mut String, table: Table) {
    let optional = if table.optional {
        " The file may be left out."
    } else {
        ""
    };
    let _ = write!(
        page,
        "\n## {}\n\nA row is {}.{optional}\n\n| column | a value is | blank means | meaning |\n|---|---|---|---|\n",
        table.file, table.row
    );
    for column in table.columns {
        let blank = match column.blank {
            Blank::NotAllowed => "*must be filled in*",
            Blank::Means(means) => means,
        };
        let _ = writeln!(
            page,
            "| `{}` | {} | {blank} | {} |",
            column.name,
            values(column),
            column.about
        );
    }
}

fn values(column: &Column) -> String {
    let Kind::Code(codes) = column.kind else {
        return column.expected();
    };
    let codes = codes();
    let codes: Vec<String> = codes
        .iter()
        .map(|(code, label)| format!("`{code}` {label}"))
        .collect();
    let list = if column.list {
        "; several are separated by `;`"
    } else {
        ""
    };
    format!("{}{list}", codes.join(", "))
}
