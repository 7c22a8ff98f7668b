//! A list of providers, as it was read.

use super::conditions::Conditions;
use super::needs::AcceptedNeed;
use super::provision::AgencyKind;
use crate::import::authorities::Authority;
use crate::ingest::Problems;
use crate::model::{Date, HomeKind, OfstedGrade, Sector, Set};

/// What one file of Ofsted's says.
#[derive(Debug, Clone, PartialEq)]
pub struct ProviderList {
    /// Places where children live, in the order of the file.
    pub homes: Vec<ListedHome>,
    /// Fostering and adoption services, in the order of the file.
    pub agencies: Vec<ListedAgency>,
    /// The day that the list describes, where its titles say so.
    pub as_at: Option<Date>,
    /// Title of the list, or the file's name where it has none.
    pub source: String,
    /// SHA-256 of the file, in hexadecimal.
    pub hash: String,
    /// Warnings: sheets that were left out, text that is not UTF-8.
    pub notes: Problems,
}

/// A home of the list. Its name and address are never kept. `None` always means "not said".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedHome {
    /// Ofsted's unique reference number: of the home, or of the provider of supported accommodation.
    pub urn: String,
    /// Number of the setting among those of its provider, from 1 in the order of the file, where the list gives
    /// supported accommodation setting by setting. With the URN it names one home of this file; another edition may
    /// number otherwise.
    pub setting: Option<u16>,
    /// Kind. Residential special schools are schools even where they are registered as children's homes too;
    /// `provision` tells them apart.
    pub kind: HomeKind,
    /// Provision type, in Ofsted's words.
    pub provision: String,
    /// Who runs it. [`Sector::OtherAuthority`] stands for every authority until its name has been compared.
    pub sector: Option<Sector>,
    /// Whether a local authority runs it.
    pub is_authority_run: bool,
    /// Organisation that owns it.
    pub owner: Option<String>,
    /// Authority in whose area it is; of supported accommodation without settings, where the provider is registered.
    pub authority: Option<&'static Authority>,
    /// That authority as the list writes it.
    pub authority_text: String,
    /// Registered places; of supported accommodation without settings, over all premises.
    pub places: Option<u16>,
    /// Premises of supported accommodation that this row stands for.
    pub settings: Option<u16>,
    /// Grade; of supported accommodation, its outcome as a grade.
    pub grade: Option<OfstedGrade>,
    /// Postcode, for location alone: capitals, one space.
    pub postcode: Option<String>,
    /// Whether the list withholds the postcode.
    pub is_redacted: bool,
    /// Whether its registration is active: not suspended, resigned or cancelled.
    pub is_open: bool,
    /// Whether it takes children for short breaks alone.
    pub short_break_only: bool,
    /// Whether it has several buildings.
    pub multi_building: bool,
    /// Day of the last full inspection.
    pub last_inspection: Option<Date>,
    /// Needs that it says it accepts; `None` where the list has no columns of needs.
    pub needs: Option<Set<AcceptedNeed>>,
    /// Conditions of registration, as far as they are plain.
    pub conditions: Conditions,
}

/// A fostering or adoption service of the list. For children in foster care the URN of an episode is the service's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedAgency {
    /// Ofsted's unique reference number.
    pub urn: String,
    /// What it does.
    pub kind: AgencyKind,
    /// Provision type, in Ofsted's words.
    pub provision: String,
    /// Name; agencies are offices, not homes.
    pub name: Option<String>,
    /// Who runs it, as for homes.
    pub sector: Option<Sector>,
    /// Whether a local authority runs it.
    pub is_authority_run: bool,
    /// Organisation that owns it.
    pub owner: Option<String>,
    /// Authority in whose area its office is.
    pub authority: Option<&'static Authority>,
    /// That authority as the list writes it.
    pub authority_text: String,
    /// Grade.
    pub grade: Option<OfstedGrade>,
    /// Whether its registration is active.
    pub is_open: bool,
    /// Day of the last full inspection.
    pub last_inspection: Option<Date>,
}
