//! The tables that hold providers, told by their headings and never by the name of a file or sheet.

use super::needs::AcceptedNeed;
use crate::import::sheet::{Heading, Row, Sheet, key};

/// A table of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Table {
    /// One row a provider: the published list, the sheet "Providers" and the older children's homes workbook.
    Providers,
    /// One row a setting of supported accommodation: the sheet "SA Providers".
    Settings,
    /// Conditions of registration by URN.
    Conditions,
    /// Postcodes by URN.
    Postcodes,
}

pub const URN: &[&str] = &[
    "URN",
    "Provider URN",
    "Ofsted URN",
    "Unique reference number",
];
pub const TYPE: &[&str] = &[
    "Provision type",
    "Provider type",
    "Type of provision",
    "Setting type",
];
pub const AUTHORITY: &[&str] = &[
    "Local authority",
    "Local authority name",
    "Provider local authority",
    "LA name",
    "LA",
];
pub const SETTING_AUTHORITY: &[&str] = &[
    "Setting local authority",
    "Setting LA",
    "Local authority of setting",
];
const SETTING_CATEGORY: &[&str] = &["Setting category", "Category of setting"];
const CONDITIONS: &[&str] = &[
    "Conditions",
    "Registration conditions",
    "Conditions of registration",
    "Condition text",
    "Condition",
];
const SETTING_POSTCODE: &[&str] = &["Setting postcode", "Setting address postcode"];
const PROVIDER_POSTCODE: &[&str] = &["Postcode", "Provider postcode", "Post code"];
const PLACES: &[&str] = &[
    "Places",
    "Number of registered places",
    "Registered places",
    "Max users",
    "Maximum users",
    "Capacity",
    "Setting capacity",
];
const SECTOR: &[&str] = &["Sector", "Provider sector", "Owner sector"];

impl Table {
    /// The table that has these headings.
    pub fn of(headings: &[Heading]) -> Option<Self> {
        let has = |aliases: &[&str]| headings.iter().any(|h| is_one_of(h, aliases));
        if !has(URN) {
            return None;
        }
        if has(SETTING_AUTHORITY) || has(SETTING_CATEGORY) {
            Some(Self::Settings)
        } else if has(TYPE) {
            Some(Self::Providers)
        } else if has(CONDITIONS) {
            Some(Self::Conditions)
        } else if has(SETTING_POSTCODE) || has(PROVIDER_POSTCODE) {
            Some(Self::Postcodes)
        } else {
            None
        }
    }

    /// What its rows are, for the account.
    pub fn label(self) -> &'static str {
        match self {
            Self::Providers => "Ofsted providers",
            Self::Settings => "Ofsted supported accommodation settings",
            Self::Conditions => "Ofsted conditions of registration",
            Self::Postcodes => "Ofsted postcodes of homes",
        }
    }
}

/// Whether a row is that of the headings: of a known table, or of one in which a heading may be misspelt, so that
/// the message about it can say which.
pub fn is_heading(row: &[Heading]) -> bool {
    let known = [
        URN,
        TYPE,
        AUTHORITY,
        SECTOR,
        PLACES,
        PROVIDER_POSTCODE,
        SETTING_POSTCODE,
    ];
    let is_known = |h: &&Heading| known.iter().any(|aliases| is_one_of(h, aliases));
    Table::of(row).is_some() || row.iter().filter(is_known).count() > 2
}

fn is_one_of(heading: &Heading, aliases: &[&str]) -> bool {
    aliases.iter().any(|alias| key(alias) == heading.key)
}

/// Where each fact stands. Columns that a table does not have are `None`. Telephone numbers and email addresses are
/// not among them and are never read.
#[derive(Debug)]
pub struct Columns {
    pub urn: Option<usize>,
    pub kind: Option<usize>,
    pub subtype: Option<usize>,
    pub authority: Vec<usize>,
    pub sector: Option<usize>,
    pub provider_code: Option<usize>,
    pub owner: Option<usize>,
    pub owner_type: Option<usize>,
    /// Name, of agencies alone.
    pub name: Option<usize>,
    pub places: Option<usize>,
    pub premises: Option<usize>,
    pub overall: Option<usize>,
    pub outcome: Option<usize>,
    pub inspected: Option<usize>,
    pub status: Option<usize>,
    pub closed: Option<usize>,
    pub postcode: Option<usize>,
    pub short_break: Option<usize>,
    pub multi_building: Option<usize>,
    pub conditions: Option<usize>,
    pub needs: Vec<(AcceptedNeed, usize)>,
    /// Name and address of a setting: compared to tell settings apart, and forgotten.
    pub identity: Vec<usize>,
}

impl Columns {
    /// The columns of a sheet that is this table.
    pub fn of(sheet: &Sheet, table: Table) -> Self {
        let is_settings = table == Table::Settings;
        let authority = if is_settings {
            [SETTING_AUTHORITY, AUTHORITY].as_slice()
        } else {
            &[AUTHORITY]
        };
        let columns =
            |aliases: &[&[&str]]| aliases.iter().filter_map(|a| sheet.column(a)).collect();
        let needs = AcceptedNeed::ALL.iter();
        let needs = needs.filter_map(|need| Some((*need, sheet.column(need.headings())?)));
        // Of a setting only its own address says where it is; the provider's is an office.
        let postcode = sheet.column(SETTING_POSTCODE).or_else(|| {
            let own = if is_settings {
                &PROVIDER_POSTCODE[..1]
            } else {
                PROVIDER_POSTCODE
            };
            sheet.column(own)
        });
        Self {
            urn: sheet.column(URN),
            kind: sheet.column(TYPE),
            subtype: sheet.column(&["Provider subtype", "Provision subtype", "Setting subtype"]),
            authority: columns(authority),
            sector: sheet.column(SECTOR),
            provider_code: sheet.column(&["Placement provider code", "Provider placement code"]),
            owner: sheet.column(&[
                "Organisation which owns the provider",
                "Owner name",
                "Organisation name",
                "Owner",
            ]),
            owner_type: sheet.column(&["Owner type"]),
            name: sheet.column(&["Name", "Provider name", "Setting name"]),
            places: sheet.column(PLACES),
            premises: sheet.column(&["Supported accommodation premises", "Number of premises"]),
            overall: sheet.column(&[
                "Overall experiences and progress of children and young people",
                "Overall effectiveness",
                "Latest overall effectiveness grade from last full inspection",
            ]),
            outcome: sheet.column(&["Supported accommodation outcome", "Inspection outcome"]),
            inspected: sheet.column(&[
                "Latest full inspection date",
                "Date of last full inspection",
                "Last full inspection date",
                "Latest inspection date",
            ]),
            status: sheet.column(&["Registration status", "Provider status", "Setting status"]),
            closed: sheet.column(&["Deregistration date", "Closed date", "Date closed"]),
            postcode,
            short_break: sheet.column(&[
                "Short-break-only children's home",
                "Short breaks only",
                "Short break only",
            ]),
            multi_building: sheet.column(&[
                "Multi Building Children's Home",
                "Multi Building CH",
                "Multi building home",
            ]),
            conditions: sheet.column(CONDITIONS),
            needs: needs.collect(),
            identity: columns(&[
                &["Setting reference", "Setting ID", "Setting number"],
                &["Setting name"],
                &[
                    "Setting address",
                    "Setting address line 1",
                    "Setting address 1",
                    "Address 1",
                ],
                &["Setting address line 2", "Setting address 2", "Address 2"],
                SETTING_POSTCODE,
            ]),
        }
    }
}

/// A field, blank where it holds what exports write for a blank.
pub fn said<'a>(row: &Row<'a>, column: Option<usize>) -> &'a str {
    let text = row.get(column);
    match text.to_lowercase().as_str() {
        "null" | "none" | "n/a" | "na" | "-" | "." | "not applicable" | "redacted" => "",
        _ => text,
    }
}
