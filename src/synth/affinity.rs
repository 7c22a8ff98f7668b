//! What goes with what: how likely a value is for a child, beside the published totals. 0 means never.
//! These weights are assumptions of ours; no published figure depends on them.

use super::person::Person;
use super::settings::{Cell, PlacementGroup, ProviderGroup, Setting};
use crate::model::{EthnicGroup, HomeKind, LegalStatus, NeedCode, Sex};

/// Unaccompanied children are nearly all 16 or 17.
pub fn uasc(person: &Person, value: bool) -> f64 {
    match (value, person.age) {
        (false, _) => 1.0,
        (true, 17) => 12.0,
        (true, 16) => 9.0,
        (true, 15) => 1.0,
        (true, 14) => 0.3,
        (true, _) => 0.0,
    }
}

/// Unaccompanied children are nearly all boys.
pub fn sex(person: &Person, value: Sex) -> f64 {
    match (person.uasc, value) {
        (true, Sex::Male) => 25.0,
        _ => 1.0,
    }
}

/// Unaccompanied children are mostly of other, Black and Asian groups.
pub fn group(person: &Person, value: EthnicGroup) -> f64 {
    match (person.uasc, value) {
        (true, EthnicGroup::White) => 0.05,
        (true, EthnicGroup::Mixed) => 0.02,
        (true, EthnicGroup::Asian) => 5.0,
        (true, EthnicGroup::Black) => 6.0,
        (true, EthnicGroup::Other) => 20.0,
        (true, EthnicGroup::NotKnown) => 0.5,
        (false, EthnicGroup::Other) => 0.3,
        (false, _) => 1.0,
    }
}

/// Placement orders are for young children, section 20 for unaccompanied children and teenagers.
pub fn legal(person: &Person, value: LegalStatus) -> f64 {
    match (value, person.uasc, person.age) {
        (LegalStatus::V2, true, _) => 100.0,
        (LegalStatus::C2, true, _) => 1.0,
        (_, true, _) => 0.05,
        (LegalStatus::E1, _, 0) => 5.0,
        (LegalStatus::E1, _, 1..=4) => 10.0,
        (LegalStatus::E1, _, 5..=7) => 0.8,
        (LegalStatus::E1, ..) => 0.0,
        (LegalStatus::C1, _, 0) => 8.0,
        (LegalStatus::C1, _, 1..=4) => 2.5,
        (LegalStatus::C1, _, 5..=15) => 0.9,
        (LegalStatus::C1, ..) => 0.15,
        (LegalStatus::C2, _, 0) => 0.1,
        (LegalStatus::C2, _, 1..=4) => 0.7,
        (LegalStatus::V2, _, 0..=9) => 0.4,
        (LegalStatus::V2, _, 10..=15) => 0.9,
        (LegalStatus::V2, ..) => 3.0,
        (LegalStatus::J1, _, 0..=11) => 0.0,
        _ => 1.0,
    }
}

/// Absent parenting goes with unaccompanied children, behaviour with teenagers, disability not with babies.
pub fn need(person: &Person, value: NeedCode) -> f64 {
    match (value, person.uasc, person.age) {
        (NeedCode::N8, true, _) => 500.0,
        (_, true, _) => 0.5,
        (NeedCode::N6, _, 0..=9) => 0.0,
        (NeedCode::N2, _, 0) => 0.1,
        _ => 1.0,
    }
}

/// Where a child of this age, legal status and story would live.
pub fn setting(person: &Person, value: Setting) -> f64 {
    let age = person.age;
    let order = person.legal == LegalStatus::E1;
    match value.placement {
        PlacementGroup::Supported if age < 16 => 0.0,
        PlacementGroup::Supported => {
            if person.uasc {
                30.0
            } else {
                6.0
            }
        }
        PlacementGroup::Adoption => {
            if order {
                1.0
            } else {
                0.0
            }
        }
        PlacementGroup::Parents => match person.legal {
            LegalStatus::C2 if !person.uasc => 1.0,
            LegalStatus::C1 => 0.2,
            _ => 0.0,
        },
        PlacementGroup::ChildrensHome | PlacementGroup::OtherResidential => match age {
            _ if order => 0.0,
            0..=5 => 0.0,
            6..=7 => 0.02,
            8..=9 => 0.15,
            10..=12 => 1.0,
            13..=15 if person.uasc => 0.6,
            13..=15 => 3.0,
            _ if person.uasc => 0.3,
            _ => 2.2,
        },
        PlacementGroup::School => {
            if (8..=17).contains(&age) && !person.uasc {
                1.0
            } else {
                0.0
            }
        }
        PlacementGroup::Other => match age {
            0..=9 => 0.0,
            10..=15 => 0.3,
            _ => 3.0,
        },
        PlacementGroup::Foster => foster(person, value),
    }
}

fn foster(person: &Person, value: Setting) -> f64 {
    let by_age = match person.age {
        0..=9 => 1.0,
        10..=15 => 0.8,
        _ => 0.4,
    };
    match (person.uasc, value.connected) {
        (true, true) => 0.02,
        (true, false) if value.is_agency() => 1.2,
        _ => by_age,
    }
}

/// Unaccompanied children have no home to measure from; an authority's own homes are in its own area.
pub fn cell(person: &Person, value: Cell) -> f64 {
    if person.uasc {
        return if value.is_known() { 0.005 } else { 100.0 };
    }
    let setting = person.setting;
    if setting.is_residential() && setting.provider == ProviderGroup::Own {
        return if value.is_inside() { 1.0 } else { 0.0 };
    }
    match (setting.kind(), value) {
        (_, Cell::InsideUnknown | Cell::OutsideUnknown) => 1.0,
        (
            HomeKind::ChildrensHome | HomeKind::OtherResidential | HomeKind::ResidentialSchool,
            Cell::OutsideFar,
        ) => 2.5,
        (HomeKind::ChildrensHome | HomeKind::OtherResidential, Cell::OutsideNear) => 1.8,
        (HomeKind::Adoptive, Cell::OutsideFar) => 3.0,
        (HomeKind::Parents, Cell::InsideNear) => 3.0,
        (HomeKind::Parents, Cell::OutsideFar) => 0.3,
        (HomeKind::Foster, Cell::OutsideFar) if setting.is_in_house() => 0.2,
        (HomeKind::Foster, Cell::OutsideNear) if setting.is_in_house() => 0.5,
        (HomeKind::Foster, Cell::OutsideFar) if setting.is_agency() => 1.3,
        (HomeKind::Foster, Cell::OutsideNear | Cell::OutsideFar)
            if setting.provider == ProviderGroup::OtherAuthority =>
        {
            3.0
        }
        _ => 1.0,
    }
}
