//! What an import did, as a document for machines and the provenance of its folder.

use serde_json::{Value, json};

use super::documents::by_file;
use super::holds::Holds;
use crate::import::account::{Account, Fate, Ledger};
use crate::import::council::Assembled;
use crate::import::ssda903::Summary;
use crate::ingest::Problems;
use crate::model::Council;

/// How much an imported folder holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holdings {
    /// Children looked after.
    pub children: usize,
    /// Children in care who are not in `children.csv`, by id.
    pub unlisted: Vec<String>,
    /// Episodes of care.
    pub episodes: usize,
    /// Episodes of short breaks.
    pub short_breaks: usize,
    /// Homes.
    pub homes: usize,
    /// Placements.
    pub placements: usize,
    /// Links between brothers and sisters.
    pub sibling_links: usize,
    /// Pairs who may be brothers or sisters.
    pub candidates: usize,
}

impl Holdings {
    /// What a council that was put together holds.
    pub fn of(assembled: &Assembled) -> Self {
        let council = &assembled.council;
        Self {
            children: council.children.len(),
            unlisted: assembled.unlisted.clone(),
            episodes: council.episodes.len(),
            short_breaks: council.short_breaks.len(),
            homes: council.homes.len(),
            placements: council.placements.len(),
            sibling_links: council.sibling_links.len(),
            candidates: assembled.candidates.len(),
        }
    }
}

/// An import, ready to be reported.
#[derive(Debug)]
pub struct Imported<'a> {
    /// The council that was written.
    pub council: &'a Council,
    /// How much its folder holds.
    pub holdings: &'a Holdings,
    /// The returns that were read.
    pub returns: Option<&'a Summary>,
    /// The account of every row.
    pub ledger: &'a Ledger,
    /// Warnings of the readers.
    pub warnings: &'a Problems,
    /// What `placewell check` says of the folder.
    pub checked: &'a Problems,
    /// Name and SHA-256 of each file that was read.
    pub hashes: &'a [(String, String)],
    /// Whether there was a postcode directory.
    pub has_directory: bool,
    /// Whether the council gave costs of its own.
    pub has_own_costs: bool,
    /// Whether ids are as they were.
    pub ids_are_kept: bool,
    /// Whether dates of birth are coarsened to the month.
    pub months_only: bool,
    /// Width in metres of the squares to which coordinates are coarsened.
    pub grid: Option<u32>,
}

impl Imported<'_> {
    /// Rows read and used, merged and dropped over all files.
    pub fn sums(&self) -> [u64; 4] {
        let ledger = self.ledger;
        let each = |count: &dyn Fn(&Account) -> u64| ledger.accounts.iter().map(count).sum();
        let aside = |fate| {
            let files = 0..ledger.accounts.len();
            files.map(|file| ledger.aside(file, fate)).sum()
        };
        [
            each(&|account| account.read),
            each(&|account| account.used),
            aside(Fate::Merged),
            aside(Fate::Dropped),
        ]
    }
}

/// `import-report.json`.
pub fn import_json(imported: &Imported<'_>) -> Value {
    let ledger = imported.ledger;
    let [read, used, merged, dropped] = imported.sums();
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "council": imported.council.name,
        "code": imported.council.code,
        "as_at": imported.council.as_at.to_string(),
        "returns": imported.returns.map(|returns| json!({
            "years": returns.years,
            "from": returns.from.map(|day| day.to_string()),
            "single_years_name_the_beginning": returns.years_begin,
            "children_with_a_history": returns.children,
            "authorities": returns.authorities,
        })),
        "rows": { "read": read, "used": used, "merged": merged, "dropped": dropped },
        "files": (0..ledger.accounts.len()).map(|file| file_json(ledger, file)).collect::<Vec<_>>(),
        "rules": rules_json(ledger),
        "fields": fields_json(imported),
        "holds": {
            "children_looked_after": imported.holdings.children,
            "in_care_but_not_listed": imported.holdings.unlisted.len(),
            "episodes": imported.holdings.episodes,
            "short_breaks": imported.holdings.short_breaks,
            "homes": imported.holdings.homes,
            "placements": imported.holdings.placements,
            "sibling_links": imported.holdings.sibling_links,
            "sibling_candidates": imported.holdings.candidates,
        },
        "in_care_but_not_listed": imported.holdings.unlisted,
        "written_as": {
            "ids": if imported.ids_are_kept { "kept" } else { "keyed" },
            "dates_of_birth": if imported.months_only { "month" } else { "exact" },
            "grid_metres": imported.grid,
        },
        "warnings": imported.warnings.to_json(),
        "check": imported.checked.to_json(),
        "input_sha256": by_file(imported.hashes),
    })
}

fn file_json(ledger: &Ledger, file: usize) -> Value {
    let account = &ledger.accounts[file];
    json!({
        "file": account.file,
        "table": account.table,
        "return_years": account.years.map(|(first, last)| [first, last]),
        "read": account.read,
        "used": account.used,
        "merged": ledger.aside(file, Fate::Merged),
        "dropped": ledger.aside(file, Fate::Dropped),
        "aside_by_rule": account.aside,
    })
}

fn rules_json(ledger: &Ledger) -> Vec<Value> {
    let rule = |(rule, count): &(&crate::import::account::Rule, u64)| {
        let cases = ledger.cases(rule).iter().map(|case| {
            json!({
                "file": ledger.accounts[case.file].file,
                "line": (case.line > 0).then_some(case.line),
                "subject": case.subject,
                "detail": case.detail,
            })
        });
        json!({
            "code": rule.code,
            "fate": rule.fate.label(),
            "title": rule.title,
            "says": rule.says,
            "count": count,
            "cases": cases.collect::<Vec<_>>(),
        })
    };
    ledger.applied.values().map(rule).collect()
}

fn fields_json(imported: &Imported<'_>) -> Vec<Value> {
    let mut fields = Vec::new();
    for ((table, field), filled) in imported.returns.iter().flat_map(|returns| &returns.fields) {
        fields.push(json!({
            "table": table.code(),
            "field": field,
            "rows": filled.rows,
            "filled": filled.filled,
            "valid": filled.valid,
        }));
    }
    fields
}

/// `provenance.json` of an imported council folder.
pub fn import_provenance(imported: &Imported<'_>) -> Value {
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": Holds::Council.code(),
        "imported": true,
        "synthetic": false,
        "as_at": imported.council.as_at.to_string(),
        "data_vintage": imported.council.vintage,
        "input_sha256": by_file(imported.hashes),
    })
}
