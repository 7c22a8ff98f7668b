//! The code lists of all years together. H5, P2 and Z1 come from older returns, K3 and Z11 to Z14 from newer ones;
//! a history holds both.

use crate::model::codes::codes;
use crate::model::{CodeSet, Ethnicity, LegalStatus, NeedCode, Sex};

codes! {
    /// A coded field of the episodes table.
    Field {
        Rne = "RNE", "reason for the new episode";
        Ls = "LS", "legal status";
        Cin = "CIN", "category of need";
        Place = "PLACE", "placement type";
        Provider = "PLACE_PROVIDER", "placement provider";
        Rec = "REC", "reason the episode ceased";
        Reason = "REASON_PLACE_CHANGE", "reason for the change of placement";
    }
}

const RNE: &[&str] = &["S", "P", "L", "T", "U", "B"];
const PLACE: &[&str] = &[
    "A3", "A4", "A5", "A6", "H5", "K1", "K2", "K3", "P1", "P2", "P3", "R1", "R2", "R3", "R5", "S1",
    "T0", "T1", "T2", "T3", "T4", "U1", "U2", "U3", "U4", "U5", "U6", "Z1", "Z11", "Z12", "Z13",
    "Z14",
];
const PROVIDER: &[&str] = &["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"];
// E43 and E44 until 2018; E99 is written by regional platforms for an end that they supplied.
const REC: &[&str] = &[
    "X1", "E11", "E12", "E13", "E14", "E15", "E16", "E17", "E2", "E3", "E4A", "E4B", "E41", "E43",
    "E44", "E45", "E46", "E47", "E48", "E5", "E6", "E7", "E8", "E9", "E99",
];
// CUSTOD from 2019; LIIAF is written by regional platforms.
const REASON: &[&str] = &[
    "CARPL", "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "PLACE",
    "CUSTOD", "OTHER", "LIIAF",
];

impl Field {
    /// Whether the code is in the list of any year.
    pub fn lists(self, code: &str) -> bool {
        let is_in = |list: &[&str]| list.contains(&code);
        match self {
            Self::Rne => is_in(RNE),
            Self::Ls => LegalStatus::from_code(code).is_some(),
            Self::Cin => NeedCode::from_code(code).is_some(),
            Self::Place => is_in(PLACE),
            Self::Provider => is_in(PROVIDER),
            Self::Rec => is_in(REC),
            Self::Reason => is_in(REASON),
        }
    }
}

/// SEX in the codes of every year: 1 and 2 up to 2023-24, M, F and U from 2024-25.
pub fn sex(code: &str) -> Option<Sex> {
    match code {
        "1" | "M" | "m" => Some(Sex::Male),
        "2" | "F" | "f" => Some(Sex::Female),
        "U" | "u" | "0" | "9" => Some(Sex::Unknown),
        _ => None,
    }
}

/// ETHNIC.
pub fn ethnicity(code: &str) -> Option<Ethnicity> {
    Ethnicity::from_code(code)
}

/// A temporary placement, which is no move (T0 to T4).
pub fn is_temporary(place: &str) -> bool {
    matches!(place, "T0" | "T1" | "T2" | "T3" | "T4")
}

/// A legal status of short breaks, which are not part of being looked after.
pub fn is_short_break(ls: &str) -> bool {
    matches!(ls, "V3" | "V4")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_and_new_codes_are_read_together() {
        for place in ["H5", "P2", "K3", "Z1", "Z11", "Z14"] {
            assert!(Field::Place.lists(place), "{place}");
        }
        assert!(!Field::Place.lists("X9"));
        assert!(Field::Rec.lists("E43") && Field::Rec.lists("E48"));
        assert_eq!(sex("1"), sex("M"));
        assert_eq!(sex("2"), sex("F"));
        assert_eq!(sex("3"), None);
    }
}
