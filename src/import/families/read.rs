//! Reads a file of pairs or of families.

use std::path::Path;

use super::members::{LARGEST, Member, Members};
use super::pairs::{Added, Pair, Pairs};
use super::rules;
use super::shape::{self, Columns, Who};
use super::words::{Answer, answer, plan};
use crate::import::account::{Case, Ledger, Rule};
use crate::import::ids::is_no_id;
use crate::import::sheet::{self, Row, Sheet, is_spreadsheet_error};
use crate::ingest::Problems;
use crate::ingest::codes::{TAKEN_FOR_WINDOWS_1252, TWO_PLANS, UNKNOWN_CODE};
use crate::ingest::diagnostic::shown;
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::nearest::did_you_mean;
use crate::model::SiblingPlan;

/// The longest reason that is a code or a phrase.
const LONGEST_REASON: (usize, usize) = (40, 6);

/// Brothers and sisters.
#[derive(Debug, Default)]
pub struct Families {
    /// Pairs, each once, in the order of the file. They may name people who are no children of the council.
    pub pairs: Vec<Pair>,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// Warnings.
    pub warnings: Problems,
}

/// Reads a file that messages call `shown_name`: pairs (`child_a`, `child_b`, with an optional `plan` and `reason`),
/// families (`fami_family_id` and `fami_person_id`, or `family_id` and `child_id`), or proposed pairs given back with
/// their column `confirm` filled in. Two opposed plans for a pair (E0503) and words that are no plan (E0202) are reported
/// all at once, and then nothing is added to the ledger.
pub fn read(path: &Path, shown_name: &str, ledger: &mut Ledger) -> Result<Families, Problems> {
    let book = sheet::read(path, shown_name, &shape::is_heading)?;
    let (sheet, columns) = shape::find(&book, shown_name)?;
    let mut rows = Rows {
        columns,
        file: 0,
        ledger: Ledger::default(),
        log: sheet.log(),
        pairs: Pairs::default(),
        members: Members::default(),
    };
    rows.file = rows.ledger.open(&sheet.name, "family links");
    sheet.each(|row| rows.take(row));
    rows.pair_up();
    let mut problems = Problems::default();
    sheet.settle(rows.log, &mut problems);
    if !problems.is_empty() {
        return Err(problems);
    }
    ledger.append(rows.ledger);
    Ok(Families {
        pairs: rows.pairs.into_list(),
        warnings: warnings(sheet),
        hash: book.hash,
    })
}

fn warnings(sheet: &Sheet) -> Problems {
    let mut warnings = Problems::default();
    if sheet.is_windows_1252 {
        let message = format!("{} is not UTF-8 and was taken for Windows-1252", sheet.name);
        let mut log = sheet.log();
        let finding = Finding::new(&TAKEN_FOR_WINDOWS_1252, At::File, message);
        log.add(finding.action("save the file as CSV UTF-8"));
        sheet.settle(log, &mut warnings);
    }
    warnings
}

struct Rows {
    columns: Columns,
    file: usize,
    ledger: Ledger,
    log: Log,
    pairs: Pairs,
    members: Members,
}

impl Rows {
    fn take(&mut self, row: Row<'_>) {
        self.ledger.read(self.file);
        let (first, second) = match self.columns.who {
            Who::Pair(a, b) => (a, b),
            Who::Member { family, person } => (family, person),
        };
        let (one, two) = (row.get(Some(first)), row.get(Some(second)));
        if row.has_slid() {
            return self.apply(rules::SLID, row.line, "", String::new());
        }
        if one.is_empty() || two.is_empty() {
            return self.apply(rules::NO_ID, row.line, "", String::new());
        }
        if [one, two]
            .into_iter()
            .any(|id| is_no_id(id) || is_spreadsheet_error(id))
        {
            return self.apply(rules::BAD_ID, row.line, "", String::new());
        }
        match self.columns.who {
            Who::Pair(..) => self.pair(row, one, two),
            Who::Member { .. } => self.member(row, one, two),
        }
    }

    fn pair(&mut self, row: Row<'_>, a: &str, b: &str) {
        if a == b {
            return self.apply(rules::SELF_PAIR, row.line, a, String::new());
        }
        let confirmed = match self.confirmed(row) {
            None | Some(Answer::Open) => {
                return self.apply(rules::NOT_CONFIRMED, row.line, a, String::new());
            }
            Some(Answer::Denied) => {
                return self.apply(rules::DENIED, row.line, a, String::new());
            }
            Some(Answer::Siblings(plan)) => plan,
        };
        let planned = self.plan(row).unwrap_or(SiblingPlan::Unknown);
        let plan = if confirmed == SiblingPlan::Unknown {
            planned
        } else {
            confirmed
        };
        let reason = self.reason(row, a);
        match self.pairs.add(Pair::new(row.line, a, b, plan, reason)) {
            Added::New => self.ledger.used(self.file),
            Added::Again(line) => {
                let detail = format!("first on line {line}");
                self.apply(rules::SAME_PAIR, row.line, a, detail);
            }
            Added::Opposed(line, other) => {
                let message = format!(
                    "the pair \"{}\" and \"{}\" is to live {} here and {} on line {line}",
                    shown(a),
                    shown(b),
                    plan.code(),
                    other.code()
                );
                let column = self.columns.confirm.or(self.columns.plan).unwrap_or(0);
                let finding = Finding::new(&TWO_PLANS, row.at(column), message);
                let action = "keep the plan of the latest sibling assessment";
                self.log.add(finding.value(plan.code()).action(action));
            }
        }
    }

    fn member(&mut self, row: Row<'_>, family: &str, person: &str) {
        let plan = self.plan(row);
        let reason = self.reason(row, person);
        let member = Member {
            line: row.line,
            person: person.to_owned(),
            plan,
            reason,
        };
        // Rows are accounted for once the sizes of the families are known; only repeated ones are known here.
        if let Some(line) = self.members.add(family, member) {
            let detail = format!("first on line {line}");
            self.apply(rules::SAME_PERSON, row.line, person, detail);
        }
    }

    fn pair_up(&mut self) {
        for family in std::mem::take(&mut self.members).into_families() {
            let size = family.members.len();
            if size > LARGEST {
                for member in &family.members {
                    let detail = format!("one of {size}");
                    self.apply(rules::LARGE_FAMILY, member.line, &member.person, detail);
                }
                continue;
            }
            for _ in &family.members {
                self.ledger.used(self.file);
            }
            for (line, person) in family.pair_up(&mut self.pairs) {
                self.apply(rules::PLANS_DIFFER, line, &person, String::new());
            }
        }
    }

    /// What a person has answered; without a column for it, every pair counts as the file says.
    fn confirmed(&mut self, row: Row<'_>) -> Option<Answer> {
        let Some(column) = self.columns.confirm else {
            return Some(Answer::Siblings(SiblingPlan::Unknown));
        };
        let text = row.get(Some(column));
        let found = answer(text);
        if found.is_none() {
            let words = ["yes", "together", "apart", "no"];
            self.unknown_word(row, column, "confirm", &words);
        }
        found
    }

    /// The plan of a row; `None` where the row says nothing.
    fn plan(&mut self, row: Row<'_>) -> Option<SiblingPlan> {
        let column = self.columns.plan?;
        let text = row.get(Some(column));
        if text.is_empty() {
            return None;
        }
        let found = plan(text);
        if found.is_none() {
            self.unknown_word(row, column, "plan", &["together", "apart", "unknown"]);
        }
        found
    }

    fn unknown_word(&mut self, row: Row<'_>, column: usize, name: &str, words: &[&str]) {
        let text = row.get(Some(column));
        let message = format!("{name} \"{}\" is not in the code list", shown(text));
        let listed = words.join(", ");
        let otherwise = format!("use one of {listed}");
        let finding = Finding::new(&UNKNOWN_CODE, row.at(column), message)
            .value(text)
            .expected(format!("one of {listed}"))
            .action(did_you_mean(text, words.iter().copied(), &otherwise));
        self.log.add(finding);
    }

    fn reason(&mut self, row: Row<'_>, id: &str) -> Option<String> {
        let text = row.get(self.columns.reason);
        if text.is_empty() || is_spreadsheet_error(text) {
            return None;
        }
        let (characters, words) = LONGEST_REASON;
        let is_long = text.chars().count() > characters
            || text.split_whitespace().count() > words
            || text.chars().any(char::is_control);
        if is_long {
            let detail = format!("a text of {} characters", text.chars().count());
            self.apply(rules::LONG_REASON, row.line, id, detail);
            return None;
        }
        Some(text.to_owned())
    }

    /// Subjects are given other ids later; a detail is not, so no id stands in one.
    fn apply(&mut self, rule: &'static Rule, line: u64, subject: &str, detail: String) {
        let file = self.file;
        let case = || Case {
            file,
            line,
            subject: subject.to_owned(),
            detail,
        };
        self.ledger.apply(rule, case, file);
    }
}
