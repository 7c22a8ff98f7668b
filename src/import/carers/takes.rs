//! What the fields of a carers register take.

use crate::model::CodeSet;

/// The codes and meanings of a code set.
pub type CodeList = fn() -> Vec<(&'static str, &'static str)>;

/// What a field takes.
#[derive(Debug, Clone, Copy)]
pub enum Takes {
    /// An id as the council's system has it.
    Id,
    /// Several ids.
    Ids,
    /// A full postcode.
    Postcode,
    /// Metres on the National Grid.
    Metres,
    /// A code of a list.
    Code(CodeList),
    /// Several codes of a list.
    Codes(CodeList),
    /// A code of [`Agency`](super::codes::Agency), with a URN behind a colon where there is one.
    Agency,
    /// Ofsted's unique reference number, or a band: a short code without a list.
    Short,
    /// A date.
    Date,
    /// Several dates.
    Dates,
    /// A whole number in a range, with its unit.
    Whole(i64, i64, &'static str),
    /// Several whole numbers in a range.
    Wholes(i64, i64, &'static str),
    /// Yes or no.
    Flag,
    /// Pounds a week.
    Pounds,
    /// Several words that are no names of people.
    Words,
    /// Domains of need with levels.
    Levels,
    /// Two ages in one column.
    Ages,
    /// Number, ages and sex in one column.
    Terms,
    /// A local authority.
    Authority,
}

impl Takes {
    /// In words, behind "takes".
    pub fn words(self) -> String {
        let listed = |list: CodeList| {
            let codes = list();
            let codes: Vec<&str> = codes.iter().map(|(code, _)| *code).collect();
            codes.join(", ")
        };
        match self {
            Self::Id => "an id".into(),
            Self::Ids => "ids".into(),
            Self::Postcode => "a full postcode".into(),
            Self::Metres => "whole metres on the National Grid".into(),
            Self::Code(list) => format!("one of {}", listed(list)),
            Self::Codes(list) => format!("any of {}", listed(list)),
            Self::Agency => "inhouse, ifa, voluntary or other_authority, with a URN behind a colon where there is one (ifa:SC000001)".into(),
            Self::Short => "a code of up to 40 characters".into(),
            Self::Date => "a date as dd/mm/yyyy or yyyy-mm-dd".into(),
            Self::Dates => "dates as dd/mm/yyyy or yyyy-mm-dd".into(),
            Self::Whole(min, max, unit) => format!("a whole number from {min} to {max}, {unit}"),
            Self::Wholes(min, max, unit) => format!("whole numbers from {min} to {max}, {unit}"),
            Self::Flag => "yes or no".into(),
            Self::Pounds => "pounds a week, such as 1234.50".into(),
            Self::Words => "words".into(),
            Self::Levels => "domain=level pairs, such as behaviour=2, with levels 0 to 3".into(),
            Self::Ages => "two ages, such as 0-17".into(),
            Self::Terms => "text such as \"2 children, 0-10, either\"".into(),
            Self::Authority => "a local authority by name or ONS code".into(),
        }
    }

    /// The codes that a value of the field may be; none for fields without a code list.
    pub fn codes(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Code(list) | Self::Codes(list) => list(),
            Self::Agency => codes_of::<super::codes::Agency>(),
            _ => Vec::new(),
        }
    }

    /// Whether the field takes several values.
    pub const fn is_list(self) -> bool {
        matches!(
            self,
            Self::Ids
                | Self::Codes(_)
                | Self::Dates
                | Self::Wholes(..)
                | Self::Words
                | Self::Levels
        )
    }
}

/// The codes and meanings of a code set.
pub fn codes_of<C: CodeSet>() -> Vec<(&'static str, &'static str)> {
    C::all().iter().map(|c| (c.code(), c.label())).collect()
}
