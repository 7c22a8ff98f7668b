//! The facts of a row, field by field; a value that cannot be read is a rule's, never an error.

use super::conditions::Conditions;
use super::dates::date;
use super::grade::grade;
use super::line::{Line, Listed, Note};
use super::list::{ListedAgency, ListedHome};
use super::needs::{AcceptedNeed, accepts};
use super::number::number;
use super::postcode::{Written, postcode};
use super::provision::{AgencyKind, Provision};
use super::rules;
use super::standing::{Standing, sector, standing};
use super::table::{Columns, said};
use crate::import::account::Rule;
use crate::import::authorities::{self, Authority};
use crate::import::sheet::{Row, is_spreadsheet_error};
use crate::ingest::diagnostic::shown;
use crate::model::{Date, HomeKind, OfstedGrade, Sector, Set};

/// A value as the account shows it: figures and what a spreadsheet writes for a failure, but no words, which may be
/// a name or an address that has slid.
pub fn guarded(text: &str) -> String {
    let is_plain = text.chars().count() <= 8 && !text.chars().any(char::is_alphabetic);
    if is_plain || is_spreadsheet_error(text) {
        shown(text)
    } else {
        "text".to_owned()
    }
}

/// What homes and agencies have in common.
struct Registration {
    provision: String,
    sector: Option<Sector>,
    owner: Option<String>,
    authority: Option<&'static Authority>,
    authority_text: String,
    grade: Option<OfstedGrade>,
    is_open: bool,
    last_inspection: Option<Date>,
}

/// The facts of one row, and the rules that were needed to read them.
pub struct Facts<'a> {
    row: &'a Row<'a>,
    columns: &'a Columns,
    notes: Vec<Note>,
}

impl<'a> Facts<'a> {
    /// The facts of a row with these columns.
    pub fn of(row: &'a Row<'a>, columns: &'a Columns) -> Self {
        Self {
            row,
            columns,
            notes: Vec::new(),
        }
    }

    fn note(&mut self, rule: &'static Rule, detail: String) {
        self.notes.push(Note { rule, detail });
    }

    fn said(&self, column: Option<usize>) -> &'a str {
        said(self.row, column)
    }

    /// The row as a home.
    pub fn home(mut self, urn: String, kind: HomeKind) -> Line {
        let columns = self.columns;
        let common = self.registration();
        let places = self.count(columns.places, "places");
        match places {
            Ok(None) => self.note(rules::NO_PLACES, "places are blank".to_owned()),
            Ok(Some(0)) => self.note(rules::NO_PLACES, "places are 0".to_owned()),
            _ => {}
        }
        let settings = self.count(columns.premises, "premises");
        let (postcode, is_redacted) = self.postcode();
        let yes = |column| accepts(self.said(column)).unwrap_or(!self.said(column).is_empty());
        let (short_break_only, multi_building) =
            (yes(columns.short_break), yes(columns.multi_building));
        let conditions = self.said(columns.conditions).to_owned();
        let needs = self.needs();
        let home = ListedHome {
            urn,
            setting: None,
            kind,
            provision: common.provision,
            is_authority_run: common.sector == Some(Sector::OtherAuthority),
            sector: common.sector,
            owner: common.owner,
            authority: common.authority,
            authority_text: common.authority_text,
            places: places.unwrap_or_default(),
            settings: settings.unwrap_or_default(),
            grade: common.grade,
            postcode,
            is_redacted,
            is_open: common.is_open,
            short_break_only,
            multi_building,
            last_inspection: common.last_inspection,
            needs,
            conditions: Conditions::default(),
        };
        Line {
            listed: Listed::Home(Box::new(home)),
            notes: self.notes,
            conditions,
        }
    }

    /// The row as an agency.
    pub fn agency(mut self, urn: String, kind: AgencyKind) -> Line {
        let common = self.registration();
        let agency = ListedAgency {
            urn,
            kind,
            provision: common.provision,
            name: some(self.said(self.columns.name)),
            is_authority_run: common.sector == Some(Sector::OtherAuthority),
            sector: common.sector,
            owner: common.owner,
            authority: common.authority,
            authority_text: common.authority_text,
            grade: common.grade,
            is_open: common.is_open,
            last_inspection: common.last_inspection,
        };
        Line {
            listed: Listed::Agency(Box::new(agency)),
            notes: self.notes,
            conditions: String::new(),
        }
    }

    fn registration(&mut self) -> Registration {
        let columns = self.columns;
        let (text, code) = (self.said(columns.sector), self.said(columns.provider_code));
        let sector = sector(text, code).unwrap_or_else(|()| {
            let unknown = if text.is_empty() { code } else { text };
            self.note(rules::SECTOR_UNKNOWN, shown(unknown));
            None
        });
        let inspected = self.said(columns.inspected);
        let last_inspection = self.date(columns.inspected, "inspection");
        let (overall, outcome) = (self.said(columns.overall), self.said(columns.outcome));
        let (grade, rule) = grade(overall, outcome, !inspected.is_empty());
        if let Some(rule) = rule {
            let text = if overall.is_empty() { outcome } else { overall };
            self.note(rule, shown(text));
        }
        let has_grades = columns.overall.is_some() || columns.outcome.is_some();
        let (authority, authority_text) = self.authority();
        Registration {
            provision: self.provision(),
            sector,
            owner: self.owner(),
            authority,
            authority_text,
            grade: grade.filter(|_| has_grades),
            is_open: self.is_open(),
            last_inspection,
        }
    }

    /// The provision type in Ofsted's words: only a known one, for another may be anything.
    fn provision(&self) -> String {
        let columns = [self.columns.kind, self.columns.subtype];
        let texts = columns.map(|column| self.said(column));
        let known = texts
            .into_iter()
            .find(|text| Provision::of(text, "").is_some());
        let usual = HomeKind::SupportedAccommodation.label();
        known.unwrap_or(usual).to_owned()
    }

    /// The organisation that owns the provider. A person's name is not kept.
    fn owner(&self) -> Option<String> {
        let kind = self.said(self.columns.owner_type).to_lowercase();
        let is_person = kind.contains("individual") || kind.contains("person");
        some(self.said(self.columns.owner)).filter(|_| !is_person)
    }

    fn authority(&mut self) -> (Option<&'static Authority>, String) {
        let columns = self.columns.authority.iter();
        let mut texts = columns.map(|column| self.said(Some(*column)));
        let text = texts.find(|text| !text.is_empty()).unwrap_or_default();
        let authority = authorities::find(text);
        if authority.is_none() {
            let detail = if text.is_empty() {
                "authority is blank".to_owned()
            } else {
                shown(text)
            };
            self.note(rules::AUTHORITY_UNKNOWN, detail);
        }
        (authority, text.to_owned())
    }

    fn is_open(&mut self) -> bool {
        let status = self.said(self.columns.status);
        let closed = self.said(self.columns.closed);
        self.date(self.columns.closed, "closing");
        let standing = standing(status, !closed.is_empty());
        match standing {
            Standing::Open => {}
            Standing::NotOpen if closed.is_empty() => self.note(rules::NOT_OPEN, shown(status)),
            Standing::NotOpen => self.note(rules::NOT_OPEN, "has a day of closing".to_owned()),
            Standing::Unknown => self.note(rules::STATUS_UNKNOWN, shown(status)),
        }
        standing == Standing::Open
    }

    fn date(&mut self, column: Option<usize>, of: &str) -> Option<Date> {
        let text = self.said(column);
        let date = date(text);
        if date.is_none() && !text.is_empty() {
            self.note(rules::DATE_UNREADABLE, format!("{of}: {}", guarded(text)));
        }
        date
    }

    fn count(&mut self, column: Option<usize>, of: &str) -> Result<Option<u16>, ()> {
        let text = self.said(column);
        number(text).inspect_err(|()| {
            self.note(rules::PLACES_UNREADABLE, format!("{of}: {}", guarded(text)));
        })
    }

    fn postcode(&mut self) -> (Option<String>, bool) {
        match postcode(self.row.get(self.columns.postcode)) {
            Written::Blank => (None, false),
            Written::Redacted => (None, true),
            Written::Postcode(postcode) => (Some(postcode), false),
            Written::Unreadable if self.said(self.columns.postcode).is_empty() => (None, false),
            Written::Unreadable => {
                self.note(rules::POSTCODE_UNREADABLE, "postcode".to_owned());
                (None, false)
            }
        }
    }

    fn needs(&mut self) -> Option<Set<AcceptedNeed>> {
        if self.columns.needs.is_empty() {
            return None;
        }
        let mut needs = Set::EMPTY;
        for (need, column) in &self.columns.needs {
            let text = self.said(Some(*column));
            match accepts(text) {
                Some(true) => needs.insert(*need),
                Some(false) => {}
                None => {
                    let detail = format!("{}: {}", need.label(), guarded(text));
                    self.note(rules::NEED_UNREADABLE, detail);
                }
            }
        }
        Some(needs)
    }
}

/// A text that says something.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
