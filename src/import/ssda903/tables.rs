//! The tables of the SSDA903 return and their columns, as the Department for Education's guide and the validators
//! of the sector name them. A file is recognised by its columns, never by its name.

use crate::import::sheet::{Heading, key};
use crate::model::codes::codes;

codes! {
    /// A table of the return.
    Table {
        Episodes = "episodes", "Episodes";
        Uasc = "uasc", "Unaccompanied asylum-seeking children";
        Header = "header", "Header";
        Reviews = "reviews", "Reviews";
        Oc2 = "oc2", "Outcomes of children looked after (OC2)";
        Oc3 = "oc3", "Care leavers (OC3)";
        Ad1 = "ad1", "Adoption (AD1)";
        PlacedForAdoption = "placed_for_adoption", "Should be placed for adoption";
        PreviousPermanence = "previous_permanence", "Previous permanence";
        Missing = "missing", "Missing";
        SocialWorkers = "social_worker_episodes", "Social worker episodes";
        Deprivation = "deprivation_of_liberty", "Deprivation of liberty";
    }
}

impl Table {
    /// Columns by which the table is known; they do not all stand in any other table.
    pub const fn signature(self) -> &'static [&'static str] {
        match self {
            Self::Episodes => &["CHILD", "DECOM", "PLACE"],
            Self::Uasc => &["CHILD", "DUC"],
            Self::Header => &["CHILD", "ETHNIC"],
            Self::Reviews => &["CHILD", "REVIEW_CODE"],
            Self::Oc2 => &["CHILD", "SDQ_SCORE"],
            Self::Oc3 => &["CHILD", "IN_TOUCH"],
            Self::Ad1 => &["CHILD", "DATE_MATCH"],
            Self::PlacedForAdoption => &["CHILD", "DATE_PLACED"],
            Self::PreviousPermanence => &["CHILD", "PREV_PERM"],
            Self::Missing => &["CHILD", "MIS_START"],
            Self::SocialWorkers => &["CHILD", "SW_ID"],
            Self::Deprivation => &["CHILD", "DOLO_START"],
        }
    }

    /// Every column of the table, those that it cannot do without first.
    pub const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Episodes => &[
                "CHILD",
                "DECOM",
                "RNE",
                "PLACE",
                "DEC",
                "REC",
                // Without it short breaks would be taken for care.
                "LS",
                "CIN",
                "PLACE_PROVIDER",
                "REASON_PLACE_CHANGE",
                "HOME_POST",
                "PL_POST",
                "URN",
            ],
            Self::Uasc => &["CHILD", "DUC", "SEX", "DOB"],
            Self::Header => &[
                "CHILD",
                "SEX",
                "DOB",
                "ETHNIC",
                "UPN",
                "MOTHER",
                "MC_DOB",
                "UASC",
                "UASC_STATUS",
            ],
            Self::Reviews => &["CHILD", "REVIEW", "DOB", "REVIEW_CODE"],
            Self::Oc2 => &[
                "CHILD",
                "SDQ_SCORE",
                "DOB",
                "SDQ_REASON",
                "CONVICTED",
                "HEALTH_CHECK",
                "IMMUNISATIONS",
                "TEETH_CHECK",
                "HEALTH_ASSESSMENT",
                "SUBSTANCE_MISUSE",
                "INTERVENTION_RECEIVED",
                "INTERVENTION_OFFERED",
            ],
            Self::Oc3 => &["CHILD", "IN_TOUCH", "DOB", "ACTIV", "ACCOM"],
            Self::Ad1 => &[
                "CHILD",
                "DATE_MATCH",
                "DOB",
                "DATE_INT",
                "FOSTER_CARE",
                "NB_ADOPTR",
                "SEX_ADOPTR",
                "LS_ADOPTR",
            ],
            Self::PlacedForAdoption => &[
                "CHILD",
                "DATE_PLACED",
                "DATE_PLACED_CEASED",
                "DOB",
                "REASON_PLACED_CEASED",
            ],
            Self::PreviousPermanence => &["CHILD", "PREV_PERM", "DOB", "LA_PERM", "DATE_PERM"],
            Self::Missing => &["CHILD", "MIS_START", "DOB", "MISSING", "MIS_END"],
            Self::SocialWorkers => &["CHILD", "SW_ID", "DOB", "SW_DECOM", "SW_DEC", "SW_REASON"],
            Self::Deprivation => &["CHILD", "DOLO_START", "DOB", "DOLO_END"],
        }
    }

    /// How many of [`Self::columns`] the table cannot do without.
    pub const fn needed(self) -> usize {
        match self {
            Self::Episodes => 7,
            Self::Header => 4,
            Self::PlacedForAdoption => 3,
            _ => 2,
        }
    }

    /// The table that these headings belong to.
    pub fn of(headings: &[Heading]) -> Option<Self> {
        let has = |name: &str| {
            let wanted = key(name);
            headings.iter().any(|heading| heading.key == wanted)
        };
        let mut known = Self::ALL.iter().copied();
        known.find(|table| table.signature().iter().all(|name| has(name)))
    }

    /// The table that these headings are most like, with the needed columns that are not there; `None` where they
    /// are like none: fewer than three columns, or fewer than half of the needed ones.
    pub fn like(headings: &[Heading]) -> Option<(Self, Vec<&'static str>)> {
        let has = |name: &&&str| {
            let wanted = key(name);
            headings.iter().any(|heading| heading.key == wanted)
        };
        let shared = |table: &Self| table.columns().iter().filter(has).count();
        // The first of equals wins, in the order of the list.
        let most = Self::ALL.iter().copied().map(|t| shared(&t)).max()?;
        let table = Self::ALL.iter().copied().find(|t| shared(t) == most)?;
        let needed = &table.columns()[..table.needed()];
        let missing: Vec<&str> = needed.iter().filter(|n| !has(n)).copied().collect();
        (most >= 3 && 2 * missing.len() <= needed.len()).then_some((table, missing))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CodeSet;

    fn headings(names: &[&str]) -> Vec<Heading> {
        names.iter().map(|name| Heading::of(name)).collect()
    }

    #[test]
    fn every_table_is_known_by_its_own_columns() {
        for table in Table::all() {
            assert_eq!(Table::of(&headings(table.columns())), Some(*table));
        }
        assert_eq!(
            Table::of(&headings(&["child", "Place", "decom "])),
            Some(Table::Episodes)
        );
        assert_eq!(Table::of(&headings(&["CHILD", "DOB"])), None);
    }

    #[test]
    fn a_table_that_lacks_a_column_is_still_recognised() {
        let (table, missing) =
            Table::like(&headings(&["CHILD", "RNE", "PLACE", "DEC", "REC", "LS"])).unwrap();
        assert_eq!((table, missing), (Table::Episodes, vec!["DECOM"]));
        assert_eq!(Table::like(&headings(&["name", "town"])), None);
    }
}
