//! One row of a list as a home or an agency.

use super::facts::{Facts, guarded};
use super::list::{ListedAgency, ListedHome};
use super::provision::Provision;
use super::rules;
use super::table::{Columns, said};
use super::urn::urn;
use crate::import::account::Rule;
use crate::import::sheet::Row;
use crate::ingest::diagnostic::shown;
use crate::model::HomeKind;

/// A rule that applies to a row, and what was found.
#[derive(Debug)]
pub struct Note {
    pub rule: &'static Rule,
    pub detail: String,
}

/// What a row lists.
#[derive(Debug, PartialEq, Eq)]
pub enum Listed {
    Home(Box<ListedHome>),
    Agency(Box<ListedAgency>),
}

impl Listed {
    /// The URN.
    pub fn urn(&self) -> &str {
        match self {
            Self::Home(home) => &home.urn,
            Self::Agency(agency) => &agency.urn,
        }
    }

    /// Whether the registration is active.
    pub fn is_open(&self) -> bool {
        match self {
            Self::Home(home) => home.is_open,
            Self::Agency(agency) => agency.is_open,
        }
    }
}

/// A row that was read, with the rules that apply to it if it is used.
#[derive(Debug)]
pub struct Line {
    pub listed: Listed,
    pub notes: Vec<Note>,
    /// Text of the conditions of registration, to be read with those of other sheets.
    pub conditions: String,
}

/// A row that is left out: the rule, whose row it is, and what was found.
#[derive(Debug)]
pub struct Refused {
    pub rule: &'static Rule,
    pub subject: String,
    pub detail: String,
}

/// Reads a field of URNs.
pub fn urn_of(row: &Row<'_>, columns: &Columns) -> Result<String, Refused> {
    let text = said(row, columns.urn);
    let refused = |rule, detail| Refused {
        rule,
        subject: String::new(),
        detail,
    };
    if text.is_empty() {
        return Err(refused(rules::NO_URN, "URN is blank".to_owned()));
    }
    urn(text).ok_or_else(|| refused(rules::BAD_URN, guarded(text)))
}

/// Reads a row of providers.
pub fn provider(row: &Row<'_>, columns: &Columns) -> Result<Line, Refused> {
    let urn = urn_of(row, columns)?;
    let kind = said(row, columns.kind);
    let provision = Provision::of(kind, said(row, columns.subtype));
    let (rule, detail) = match provision {
        _ if row.has_slid() => (rules::SLID, "values beyond the last heading".to_owned()),
        Some(Provision::Home(home)) => return Ok(Facts::of(row, columns).home(urn, home)),
        Some(Provision::Agency(agency)) => return Ok(Facts::of(row, columns).agency(urn, agency)),
        Some(Provision::NotAPlacement) => (rules::NOT_A_PLACEMENT, shown(kind)),
        None => (rules::UNKNOWN_PROVISION, shown(kind)),
    };
    Err(Refused {
        rule,
        subject: urn,
        detail,
    })
}

/// Reads a row of settings of supported accommodation; the number of the setting is given later.
pub fn setting(row: &Row<'_>, columns: &Columns) -> Result<Line, Refused> {
    let urn = urn_of(row, columns)?;
    if row.has_slid() {
        return Err(Refused {
            rule: rules::SLID,
            subject: urn,
            detail: "values beyond the last heading".to_owned(),
        });
    }
    let mut line = Facts::of(row, columns).home(urn, HomeKind::SupportedAccommodation);
    if let Listed::Home(home) = &mut line.listed {
        home.settings = Some(1);
    }
    Ok(line)
}
