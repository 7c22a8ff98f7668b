//! Reads a register: row by row into drafts, the drafts of one household merged, each made into a home.

use std::collections::HashMap;
use std::path::Path;

use super::bound::{Bound, bind, is_heading};
use super::draft::Draft;
use super::fault::Fault;
use super::fields::{Field, Need};
use super::household::{Household, make};
use super::mapping::Mapping;
use super::not_ours::NotOurs;
use super::rules;
use super::value::{Part, Value};
use crate::import::account::{Case, Ledger, Rule};
use crate::import::sheet::{self, Row};
use crate::ingest::Problems;
use crate::ingest::codes::TAKEN_FOR_WINDOWS_1252;
use crate::ingest::log::{At, Finding};

/// A carers register.
#[derive(Debug, Default)]
pub struct Register {
    /// Households in the order of the file.
    pub households: Vec<Household>,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// Warnings.
    pub warnings: Problems,
}

/// Reads a register that messages call `shown_name`. Headings that are missing (E0807) and values that are not ours
/// after mapping (E0808) are reported all at once, and then nothing is added to the ledger; otherwise every row is
/// accounted for in it. Cases name households by the ids of the council's system.
pub fn read(
    path: &Path,
    shown_name: &str,
    mapping: &Mapping,
    ledger: &mut Ledger,
) -> Result<Register, Problems> {
    let book = sheet::read(path, shown_name, &|record| is_heading(mapping, record))?;
    let mut problems = Problems::default();
    let Some(bound) = bind(&book, mapping, &mut problems) else {
        return Err(problems);
    };
    let mut rows = Rows {
        bound: &bound,
        mapping,
        file: 0,
        ledger: Ledger::default(),
        not_ours: NotOurs::default(),
        households: Vec::new(),
        by_id: HashMap::new(),
    };
    rows.file = rows.ledger.open(&bound.sheet.name, "carers register");
    bound.sheet.each(|row| rows.take(row));
    let not_ours = std::mem::take(&mut rows.not_ours);
    not_ours.report(bound.sheet, &mapping.file, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    let households = rows.finish();
    ledger.append(rows.ledger);
    let mut warnings = Problems::default();
    if bound.sheet.is_windows_1252 {
        let mut log = bound.sheet.log();
        let message = format!(
            "{} is not UTF-8 and was taken for Windows-1252",
            bound.sheet.name
        );
        let finding = Finding::new(&TAKEN_FOR_WINDOWS_1252, At::File, message);
        log.add(finding.action("save the file as CSV UTF-8"));
        bound.sheet.settle(log, &mut warnings);
    }
    Ok(Register {
        households,
        hash: book.hash,
        warnings,
    })
}

struct Rows<'a> {
    bound: &'a Bound<'a>,
    mapping: &'a Mapping,
    file: usize,
    ledger: Ledger,
    not_ours: NotOurs,
    households: Vec<Rowed>,
    by_id: HashMap<String, usize>,
}

/// A household while its rows are read.
struct Rowed {
    line: u64,
    id: String,
    draft: Draft,
    /// Every row as it was read, to see which are repeated.
    rows: Vec<Draft>,
}

impl Rows<'_> {
    fn take(&mut self, row: Row<'_>) {
        self.ledger.read(self.file);
        if row.has_slid() {
            return self.apply(rules::SLID, row.line, "", String::new());
        }
        let id = match self.value(row, Field::HouseholdId) {
            Ok(Some(Value::Text(id))) => id,
            Ok(_) => {
                let is_merged = !self.households.is_empty();
                let detail = if is_merged {
                    "a row above has an id; are cells merged?"
                } else {
                    ""
                };
                return self.apply(rules::NO_ID, row.line, "", detail.to_owned());
            }
            Err(fault) => return self.apply(rules::NO_ID, row.line, "", fault.to_string()),
        };
        if let Some(draft) = self.draft(row, &id) {
            self.add(row.line, id, draft);
        }
    }

    /// The values of a row; `None` where a rule has dropped it.
    fn draft(&mut self, row: Row<'_>, id: &str) -> Option<Draft> {
        let mut draft = Draft::default();
        let mut dropped = None;
        let mut changed = Vec::new();
        for at in 0..self.bound.columns.len() {
            let field = self.bound.columns[at].0;
            match self.value(row, field) {
                Ok(Some(value)) => draft.set(field, value),
                Ok(None) => {}
                Err(fault) => {
                    let detail = format!("{} {fault}", field.name());
                    match self.rule_of(field, &fault, row) {
                        Some((rule, true)) => {
                            dropped.get_or_insert((rule, detail));
                        }
                        Some((rule, false)) => {
                            if rule == rules::HOLD_REASON {
                                draft.set(field, Value::Code("other"));
                                changed.push((rule, String::new()));
                            } else {
                                changed.push((rule, detail));
                            }
                        }
                        None => {}
                    }
                }
            }
        }
        if let Some((rule, detail)) = dropped {
            self.apply(rule, row.line, id, detail);
            return None;
        }
        for (rule, detail) in changed {
            if rule == rules::EXEMPTION_UNREADABLE {
                draft.clear(Field::ExemptChildren);
                draft.clear(Field::ExemptAuthority);
            }
            self.apply(rule, row.line, id, detail);
        }
        Some(draft)
    }

    fn value(&self, row: Row<'_>, field: Field) -> Result<Option<Value>, Fault> {
        let columns = self.bound.columns_of(field);
        let parts: Vec<Part<'_>> = columns
            .iter()
            .map(|column| Part {
                heading: &self.bound.sheet.headings[*column].text,
                text: row.get(Some(*column)),
            })
            .collect();
        self.mapping.form(field).read(field, &parts)
    }

    /// The rule for a value that cannot be read, and whether it drops the row. Values of coded fields have none: they
    /// are reported as problems of the mapping.
    fn rule_of(
        &mut self,
        field: Field,
        fault: &Fault,
        row: Row<'_>,
    ) -> Option<(&'static Rule, bool)> {
        match fault {
            Fault::NotOurs(_) if field == Field::HoldReason => Some((rules::HOLD_REASON, false)),
            Fault::NotOurs(values) => {
                let column = self.bound.columns_of(field).first().copied().unwrap_or(0);
                for value in values {
                    self.not_ours.add(field, value, row.at(column));
                }
                None
            }
            Fault::DateForAges(..) => Some((rules::AGES_MADE_A_DATE, true)),
            Fault::Terms => Some((rules::TERMS_UNREAD, false)),
            Fault::Unreadable(_) if field == Field::EndDate => Some((rules::END_UNREADABLE, true)),
            Fault::Unreadable(_) if field == Field::ExemptUntil => {
                Some((rules::EXEMPTION_UNREADABLE, false))
            }
            Fault::Unreadable(_) => {
                let is_needed = field.about().need != Need::Optional || field == Field::AgeRange;
                Some(if is_needed {
                    (rules::NEEDED_UNREADABLE, true)
                } else {
                    (rules::UNREADABLE, false)
                })
            }
        }
    }

    fn add(&mut self, line: u64, id: String, draft: Draft) {
        let Some(&at) = self.by_id.get(&id) else {
            self.by_id.insert(id.clone(), self.households.len());
            self.households.push(Rowed {
                line,
                id,
                rows: vec![draft.clone()],
                draft,
            });
            return;
        };
        let household = &mut self.households[at];
        let first = format!("first on line {}", household.line);
        if household.rows.contains(&draft) {
            return self.apply(rules::SAME_ROW, line, &id, first);
        }
        household.rows.push(draft.clone());
        let differing = household.draft.merge(draft);
        self.apply(rules::SAME_HOUSEHOLD, line, &id, first);
        if !differing.is_empty() {
            let names: Vec<&str> = differing.iter().map(|f| f.name()).collect();
            self.apply(rules::ROWS_DIFFER, line, &id, names.join(", "));
        }
    }

    /// Makes the households; each accounts for its first row.
    fn finish(&mut self) -> Vec<Household> {
        let mut households = Vec::new();
        for rowed in std::mem::take(&mut self.households) {
            let Rowed {
                line,
                id,
                mut draft,
                ..
            } = rowed;
            let filled = draft.fill(&self.mapping.defaults);
            match make(line, &id, &draft) {
                Ok((household, applied)) => {
                    self.ledger.used(self.file);
                    let blank = filled
                        .iter()
                        .filter(|f| !self.bound.columns_of(**f).is_empty());
                    for field in blank {
                        self.apply(rules::DEFAULTED, line, &id, field.name().to_owned());
                    }
                    for (rule, detail) in applied {
                        self.apply(rule, line, &id, detail);
                    }
                    households.push(household);
                }
                Err((rule, detail)) => self.apply(rule, line, &id, detail),
            }
        }
        households
    }

    fn apply(&mut self, rule: &'static Rule, line: u64, id: &str, detail: String) {
        let file = self.file;
        let case = || Case {
            file,
            line,
            subject: id.to_owned(),
            detail,
        };
        self.ledger.apply(rule, case, file);
    }
}
