//! Goes through the tables of a file, joins what they say of one home, and accounts for every row.

use std::collections::{HashMap, HashSet};

use super::conditions::Conditions;
use super::line::{self, Listed, Refused};
use super::list::{ListedAgency, ListedHome};
use super::postcode::{Written, postcode};
use super::rules;
use super::shelf::{Entry, Shelf};
use super::table::{Columns, Table, said};
use crate::import::account::{Case, Ledger};
use crate::import::sheet::{Row, Sheet};
use crate::model::HomeKind;

/// The rows of a file, and the account of them.
#[derive(Debug, Default)]
pub struct Gather {
    pub ledger: Ledger,
    providers: Shelf,
    settings: Shelf,
}

impl Gather {
    /// Reads one table. Tables of providers and settings must come before those that say more about their homes.
    pub fn table(&mut self, sheet: &Sheet, table: Table) {
        let file = self.ledger.open(&sheet.name, table.label());
        let columns = Columns::of(sheet, table);
        sheet.each(|row| {
            self.ledger.read(file);
            let taken = match table {
                Table::Providers => self.provider(&row, &columns, file),
                Table::Settings => self.setting(&row, &columns, file),
                Table::Conditions | Table::Postcodes => self.join(&row, &columns, file),
            };
            if let Err(refused) = taken {
                self.refuse(refused, row.line, file);
            }
        });
    }

    fn refuse(&mut self, refused: Refused, line: u64, file: usize) {
        let case = || Case {
            file,
            line,
            subject: refused.subject,
            detail: refused.detail,
        };
        self.ledger.apply(refused.rule, case, file);
    }

    fn provider(&mut self, row: &Row<'_>, columns: &Columns, file: usize) -> Result<(), Refused> {
        let entry = Entry::of(file, row.line, line::provider(row, columns)?);
        let identity = Some(String::new());
        self.providers.put(entry, identity, &mut self.ledger);
        Ok(())
    }

    fn setting(&mut self, row: &Row<'_>, columns: &Columns, file: usize) -> Result<(), Refused> {
        let entry = Entry::of(file, row.line, line::setting(row, columns)?);
        let parts = columns.identity.iter();
        let parts: Vec<&str> = parts.map(|column| said(row, Some(*column))).collect();
        let is_told = parts.iter().any(|part| !part.is_empty());
        let identity = is_told.then(|| parts.join("\n").to_lowercase());
        self.settings.put(entry, identity, &mut self.ledger);
        Ok(())
    }

    /// A row that says more about a home: its conditions or its postcode.
    fn join(&mut self, row: &Row<'_>, columns: &Columns, file: usize) -> Result<(), Refused> {
        let urn = line::urn_of(row, columns)?;
        let told = |rule, detail: &str| Refused {
            rule,
            subject: urn.clone(),
            detail: detail.to_owned(),
        };
        let conditions = said(row, columns.conditions);
        let where_it_is = postcode(row.get(columns.postcode));
        let detail = if columns.conditions.is_some() {
            "conditions"
        } else {
            "postcode"
        };
        let entry = self.providers.provider_mut(&urn);
        let Some(entry) = entry.filter(|entry| matches!(entry.listed, Listed::Home(_))) else {
            return Err(told(rules::JOINED_TO_NOBODY, detail));
        };
        if !conditions.is_empty() {
            entry.conditions.push(conditions.to_owned());
        }
        let is_unreadable = where_it_is == Written::Unreadable;
        if let Some(home) = entry.home_mut() {
            match where_it_is {
                Written::Postcode(postcode) if home.postcode.is_none() => {
                    home.postcode = Some(postcode);
                    home.is_redacted = false;
                }
                Written::Redacted => home.is_redacted = home.postcode.is_none(),
                _ => {}
            }
        }
        if is_unreadable {
            self.refuse(told(rules::POSTCODE_UNREADABLE, detail), row.line, file);
        }
        Err(told(rules::JOINED, detail))
    }

    /// The homes and agencies, once every table has been read.
    pub fn finish(mut self) -> (Vec<ListedHome>, Vec<ListedAgency>, Ledger) {
        let with_settings = self.settle_settings();
        let mut listed = Vec::new();
        for mut entry in self.providers.entries {
            if with_settings.contains(entry.listed.urn()) {
                // Their places and postcodes are told setting by setting.
                let of_settings = [rules::NO_PLACES, rules::POSTCODE_UNREADABLE];
                entry.notes.retain(|note| !of_settings.contains(&note.rule));
                entry.apply_notes(&mut self.ledger);
                let detail = "listed by setting".to_owned();
                entry.apply(rules::SETTINGS_STAND, detail, &mut self.ledger);
            } else {
                listed.push(entry);
            }
        }
        listed.extend(self.settings.entries);
        let (mut homes, mut agencies) = (Vec::new(), Vec::new());
        for mut entry in listed {
            read_conditions(&mut entry, &mut self.ledger);
            entry.apply_notes(&mut self.ledger);
            self.ledger.used(entry.file);
            match entry.listed {
                Listed::Home(home) => homes.push(*home),
                Listed::Agency(agency) => agencies.push(*agency),
            }
        }
        (homes, agencies, self.ledger)
    }

    /// Numbers the settings of each provider and gives them what the provider's row says. Returns the providers that
    /// have settings.
    fn settle_settings(&mut self) -> HashSet<String> {
        let mut numbers: HashMap<String, u16> = HashMap::new();
        let mut with_settings = HashSet::new();
        for entry in &mut self.settings.entries {
            let Listed::Home(setting) = &mut entry.listed else {
                continue;
            };
            let number = numbers.entry(setting.urn.clone()).or_default();
            *number = number.saturating_add(1);
            setting.setting = Some(*number);
            let Some(provider) = self.providers.provider_mut(&setting.urn) else {
                continue;
            };
            let conditions = !provider.conditions.is_empty();
            let Some(home) = provider.home_mut() else {
                continue;
            };
            if home.kind != HomeKind::SupportedAccommodation {
                continue;
            }
            inherit(setting, home);
            setting.conditions.has_unread |= conditions;
            with_settings.insert(setting.urn.clone());
        }
        with_settings
    }
}

/// What a provider's row says is true of each of its settings, unless the setting's own row says it.
fn inherit(setting: &mut ListedHome, provider: &ListedHome) {
    if setting.sector.is_none() {
        setting.sector = provider.sector;
        setting.is_authority_run = provider.is_authority_run;
    }
    if setting.owner.is_none() {
        setting.owner.clone_from(&provider.owner);
    }
    setting.grade = setting.grade.or(provider.grade);
    setting.last_inspection = setting.last_inspection.or(provider.last_inspection);
    setting.is_open &= provider.is_open;
}

fn read_conditions(entry: &mut Entry, ledger: &mut Ledger) {
    let texts = std::mem::take(&mut entry.conditions);
    let Some(home) = entry.home_mut() else {
        return;
    };
    let of_provider = home.conditions.has_unread;
    home.conditions = Conditions::read(texts.iter().map(String::as_str));
    home.conditions.has_unread |= of_provider;
    if home.conditions.has_unread {
        let detail = "conditions of registration".to_owned();
        entry.apply(rules::CONDITIONS_UNREAD, detail, ledger);
    }
}
