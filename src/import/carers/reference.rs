//! The reference page of a carers register, `data/carers.md`, from the tables of fields and rules.

use std::fmt::Write;

use super::fields::{Field, Need};
use super::rules::RULES;
use super::takes::Takes;

const HEAD: &str = r#"# A carers register and vacancy list

<!-- Written by the program: PLACEWELL_BLESS=1 cargo test --release --test import_carers -->

Any council's register, as CSV or a workbook, is read through a mapping file, `columns.toml`. Names of people and
free-text notes are never read. An example:

```toml
[columns]                        # our field = their heading
household_id = "Carer ref"
approval_terms = "Terms"
pets = ["Dogs", "Cats"]          # columns of yes and no stand for their headings
weekly_cost = "Fee band"
status = "Availability"

[values.pets]                    # their value = ours; case does not matter; "" means blank
"Dogs" = "dog"
"Cats" = "cat"

[values.weekly_cost]
"Band 2" = "455.50"

[values.status]
"Vacancy" = "available"
"No vacancies" = "full"

[defaults]                       # for what the register does not have or leaves blank
agency = "inhouse"
kind = "foster"
approval_status = "approved"

[options]                        # all may be left out
list_separators = [";", ","]     # ; and line breaks where left out
date_order = "day_first"         # or "month_first"
sheet = "Carers"                 # of a workbook with several
```

A meaning may be given for a whole cell or for one value of a list, and for fields of every kind. A value of a coded
field that is neither ours nor mapped is reported with its place, and nothing is read until it is mapped. Codes may be
written as their meanings (`short-term` for `short`), and `n/a` and `-` are blank, as `none` is in a list.

Ages such as `10-12` that a spreadsheet has made a date of (`10-Dec`) are never guessed: the row is dropped, and the
account says what was probably meant; `[values.age_range]` `"10-Dec" = "10-12"` settles it.

## Fields

"#;

/// The page.
pub fn reference_markdown() -> String {
    let mut out = HEAD.to_owned();
    out += "| field | takes | needed | meaning |\n|---|---|---|---|\n";
    for field in Field::ALL {
        let about = field.about();
        let need = match about.need {
            Need::Needed => "yes",
            Need::NeededInTerms if matches!(field, Field::MaxChildren) => {
                "yes, or `approval_terms`"
            }
            Need::NeededInTerms => "yes, or `age_range` or `approval_terms`",
            Need::Optional => "",
        };
        let (name, meaning) = (about.name, about.about);
        let _ = writeln!(
            out,
            "| `{name}` | {} | {need} | {meaning} |",
            takes(about.takes)
        );
    }
    out += "\n## Rules\n\n| code | row | what | rule |\n|---|---|---|---|\n";
    for rule in RULES {
        let (code, fate, title, says) = (rule.code, rule.fate.label(), rule.title, rule.says);
        let _ = writeln!(out, "| {code} | {fate} | {title} | {says} |");
    }
    out
}

/// What a field takes, each code with its meaning.
fn takes(takes: Takes) -> String {
    match takes {
        Takes::Code(list) | Takes::Codes(list) => {
            let codes = list();
            let codes = codes
                .iter()
                .map(|(code, label)| format!("`{code}` {label}"));
            let several = if takes.is_list() { "; several" } else { "" };
            format!("{}{several}", codes.collect::<Vec<_>>().join(", "))
        }
        other => other.words(),
    }
}
