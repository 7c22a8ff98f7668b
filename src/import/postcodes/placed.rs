//! Where a district is, in the terms of PL_LA: an authority of England, or a country.

use super::area_code::AreaCode;
use crate::import::authorities::upper_tier;

/// The authority with children's services duties, or the country outside England.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Placed<'a> {
    /// ONS code of an authority of England.
    England(&'a str),
    /// Scotland.
    Scotland,
    /// Wales.
    Wales,
    /// Northern Ireland.
    NorthernIreland,
    /// Outside the United Kingdom: the Channel Islands and the Isle of Man have postcodes.
    OutsideUk,
    /// The directory gives no district, or one whose authority is not known.
    Unknown,
}

impl<'a> Placed<'a> {
    /// The value of PL_LA in the SSDA903 return; `None` where it is not known.
    pub fn pl_la(self) -> Option<&'a str> {
        match self {
            Self::England(code) => Some(code),
            Self::Scotland => Some("SCO"),
            Self::Wales => Some("WAL"),
            Self::NorthernIreland => Some("NIR"),
            Self::OutsideUk => Some("NUK"),
            Self::Unknown => None,
        }
    }

    /// Where a district is, given its authority in England.
    pub(super) fn of(district: AreaCode, authority: Option<&'a str>) -> Self {
        match (district.letter(), authority) {
            (Some(b'E'), Some(code)) => Self::England(code),
            (Some(b'S'), _) => Self::Scotland,
            (Some(b'W'), _) => Self::Wales,
            (Some(b'N'), _) => Self::NorthernIreland,
            (Some(b'L' | b'M'), _) => Self::OutsideUk,
            _ => Self::Unknown,
        }
    }
}

/// The code of the authority of an English district: by the register, else its county in the directory, else the
/// district itself where its code is one of a unitary authority, a metropolitan district or a London borough.
pub fn authority(district: AreaCode, county: AreaCode) -> Option<String> {
    if district.letter() != Some(b'E') {
        return None;
    }
    let code = district.to_string();
    if let Some(found) = upper_tier(&code) {
        return Some(found.code.to_owned());
    }
    if county.is_county() {
        let county = county.to_string();
        let found = upper_tier(&county).map(|found| found.code.to_owned());
        return Some(found.unwrap_or(county));
    }
    let has_duties = ["E06", "E08", "E09"]
        .iter()
        .any(|kind| code.starts_with(kind));
    has_duties.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> AreaCode {
        AreaCode::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_district_has_an_authority_or_a_country() {
        let of = |district, county| authority(code(district), code(county));
        assert_eq!(of("E07000117", "").as_deref(), Some("E10000017"));
        assert_eq!(of("E06000019", "E99999999").as_deref(), Some("E06000019"));
        // Not in the register: the directory's own county, or the district.
        assert_eq!(of("E07999999", "E10999999").as_deref(), Some("E10999999"));
        assert_eq!(of("E06999999", "E99999999").as_deref(), Some("E06999999"));
        assert_eq!(of("E07999999", "E99999999"), None);
        assert_eq!(of("W06000001", "W99999999"), None);

        let placed = |district| Placed::of(code(district), None).pl_la();
        let found = [
            "S12000033",
            "W06000001",
            "N09000001",
            "L99999999",
            "M99999999",
        ]
        .map(placed);
        assert_eq!(found, ["SCO", "WAL", "NIR", "NUK", "NUK"].map(Some));
        assert_eq!((placed(""), placed("E07999999")), (None, None));
    }
}
