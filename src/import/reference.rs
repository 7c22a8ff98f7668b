//! The reference of the imports, `data/imports.md`, written from the tables and rules of this room.

use std::fmt::Write;

use super::account::Rule;
use super::council;
use super::ssda903::Table;
use super::{carers, families, ofsted, ssda903};
use crate::ingest::tables::ReturnRow;
use crate::model::CodeSet;

const INTRODUCTION: &str = "\
# What the imports read, and by which rules

This page is written by the program from its own tables; do not edit it by hand
(`PLACEWELL_BLESS=1 cargo test --release reference` writes it again).

`placewell import` makes a council folder from the files that a council holds. Every row that is read is used, merged
or dropped under a rule with a code; `import-report.html` and `import-report.json` count every rule and list its cases,
and `placewell explain R203` says more about one.

## SSDA903 returns

Tables are recognised by their columns, in any order and case, not by their file names. They may be `.csv` or
workbooks, in one folder or in one folder a year (`2023-24`, `2023_2024`, `202324`; a single year such as `2024` may be
the one in which the return begins or ends: the dates tell). Dates are dd/mm/yyyy or yyyy-mm-dd. The columns LA and
YEAR of regional extracts may be there or not.

";

const POSTCODES: &str = "
## Postcode directory

ONSPD and NSPL of any year since 2011 are read by their headings, as the CSV file or the folder that holds it. Postcodes
that are no longer in use still say where they were; one that is cut short (`HR1 2`) stands at the middle of its sector.
The index that is left beside the file is read at once the next time. PL_LA, PL_LOCATION and PL_DISTANCE are derived as
the return's guidance does: straight-line metres divided by 1,609.3, to a tenth of a mile.

## Ofsted's lists

The provider-level list that Ofsted publishes, and the workbooks that it gives to authorities, as `.csv` or `.xlsx`,
titles and notes above the headings included. Names, addresses, telephone numbers and e-mail addresses of homes are
never read. A home whose address is withheld stands at the central point of its authority.

## Carers registers

See [carers.md](carers.md).

## Families

Brothers and sisters are read from a table of pairs (`child_a`, `child_b`, and `plan` together, apart or unknown) or of
families (`family_id` or `fami_family_id`, and `child_id`, `person_id` or `fami_person_id`). Members of a family without
a plan are `unknown`, not yet assessed. Without a file nobody is anybody's brother or sister: children who share a home
postcode and came into care within 28 days of each other are written to `sibling_candidates.csv`, for a person to
confirm in its column `confirm` and to give back with `--siblings`.

## Weekly costs

`--costs costs.toml` gives pounds a week by kind of home, or by kind and sector:

```toml
[weekly]
foster.own = 520
foster.private = 905.50
childrens_home = 5300
```
";

/// Every rule of every import, in order of code.
pub fn rules() -> Vec<&'static Rule> {
    let mut rules = [
        ssda903::RULES,
        ssda903::SANITY_RULES,
        ofsted::rules::RULES,
        carers::rules::RULES,
        families::rules::RULES,
        council::rules::RULES,
    ]
    .concat();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// The rule with this code.
pub fn rule(code: &str) -> Option<&'static Rule> {
    let mut rules = rules().into_iter();
    rules.find(|rule| rule.code.eq_ignore_ascii_case(code))
}

/// The page, in Markdown.
pub fn imports_markdown() -> String {
    let mut page = String::from(INTRODUCTION);
    page.push_str("| table | known by | other columns that are read |\n|---|---|---|\n");
    for table in Table::all() {
        let known = code_list(table.signature());
        let columns = table.columns().iter().copied();
        let others: Vec<&str> = columns.filter(|c| !table.signature().contains(c)).collect();
        line(&mut page, &[table.label(), &known, &code_list(&others)]);
    }
    page.push_str(POSTCODES);
    page.push_str("\n## returns.csv\n\nThe episodes as the returns have them, for tracing and for other tools.\n\n");
    page.push_str("| column | meaning |\n|---|---|\n");
    for column in ReturnRow::COLUMNS {
        line(&mut page, &[&format!("`{}`", column.name), column.about]);
    }
    page.push_str("\n## Rules\n\n| code | fate | a row or value | rule |\n|---|---|---|---|\n");
    for rule in rules() {
        line(
            &mut page,
            &[rule.code, rule.fate.label(), rule.title, rule.says],
        );
    }
    page
}

fn code_list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}

fn line(page: &mut String, cells: &[&str]) {
    writeln!(page, "| {} |", cells.join(" | ")).expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        for pair in rules().windows(2) {
            assert!(pair[0].code < pair[1].code, "{} stands twice", pair[1].code);
        }
        assert_eq!(rule("r203").unwrap().code, "R203");
        assert!(rule("R999").is_none());
    }
}
