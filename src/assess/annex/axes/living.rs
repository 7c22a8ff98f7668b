//! Classifications of children by where and how they live. Children without a home are a class of their own in each.

use super::{Axis, NOT_RECORDED, WITHOUT_A_HOME, band, place};
use crate::kpis::{self, Case, Standing};
use crate::model::{ApprovalType, AreaClass, CodeSet, HomeKind, Miles, OfstedGrade, Sector};

/// Whether the school is within the school run.
pub fn school_reach(_: &Standing) -> Axis {
    let names = [
        "within the school run",
        "beyond it",
        "distance not known",
        WITHOUT_A_HOME,
    ];
    Axis::new("School from where the child lives", names, |s, c| {
        match s.pair(c) {
            None => 3,
            Some(pair) if pair.miles_to_school().is_none() => 2,
            Some(pair) => usize::from(pair.changes_school()),
        }
    })
}

/// Kind of home.
pub fn kind(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.home_of(c).map(|home| s.home(home).kind));
    Axis::of_codes::<HomeKind>("Placement", Some(WITHOUT_A_HOME), of)
}

/// Who runs the home.
pub fn provider(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.pair(c).map(|pair| pair.sector()));
    Axis::of_codes::<Sector>("Provider", Some(WITHOUT_A_HOME), of)
}

/// Regulation 11 class of the home.
pub fn area_class(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.pair(c).map(|pair| pair.area_class()));
    Axis::of_codes::<AreaClass>("Where the home is", Some(WITHOUT_A_HOME), of)
}

/// Miles from home.
pub fn distance(_: &Standing) -> Axis {
    let names = [
        "under 5 miles",
        "5 to under 10 miles",
        "10 to 20 miles",
        "over 20 miles",
        "distance not known",
        WITHOUT_A_HOME,
    ];
    Axis::new("Miles from home", names, |s, c| {
        let Some(pair) = s.pair(c) else {
            return 5;
        };
        // Twenty miles exactly are near, as in the published tables.
        let ends = [5, 10].map(Miles::whole);
        let beyond = Miles::from_hundredths(2001);
        pair.miles_to_home()
            .map_or(4, |miles| band(miles, [ends[0], ends[1], beyond]))
    })
}

/// Ofsted grade of the home or of its fostering service.
pub fn grade(_: &Standing) -> Axis {
    let mut names: Vec<String> = OfstedGrade::all()
        .iter()
        .map(|g| g.label().into())
        .collect();
    names.extend([NOT_RECORDED, WITHOUT_A_HOME].map(str::to_owned));
    Axis {
        heading: "Ofsted grade",
        names,
        of: |s, c| match s.home_of(c) {
            Some(home) => place(s.home(home).grade),
            None => OfstedGrade::all().len() + 1,
        },
    }
}

/// Long-term stability, as K03 counts it.
pub fn stability(_: &Standing) -> Axis {
    let names = [
        "two years or more in one placement, or in an adoptive home",
        "less than two years in one placement",
        "not counted: 16 or over",
        "not counted: looked after for less than two and a half years",
        "not counted: without a home",
    ];
    Axis::new("Under 16 and long looked after", names, |s, c| {
        let kpi = kpis::by_name("long_term_stable");
        match kpi.and_then(|kpi| kpi.of_child(s, c)) {
            Some(Case::Counts { numerator, .. }) => usize::from(numerator == 0),
            Some(Case::Out("16 or over")) => 2,
            Some(Case::Out("looked after for less than two and a half years")) => 3,
            Some(Case::Out(_)) | None => 4,
        }
    })
}

/// How the home is approved.
pub fn approval(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.home_of(c).map(|home| s.home(home).approval));
    Axis::of_codes::<ApprovalType>("Approval of the home", Some(WITHOUT_A_HOME), of)
}

/// Whether a child who must be the only one is.
pub fn solo(_: &Standing) -> Axis {
    let names = [
        "must be the only child and is",
        "must be the only child and is not",
        "must be the only child, without a home",
        "need not be the only child",
    ];
    Axis::new("Only child in the home", names, |s, c| {
        let kpi = kpis::by_name("solo_met");
        match kpi.and_then(|kpi| kpi.of_child(s, c)) {
            Some(Case::Counts { numerator, .. }) => usize::from(numerator == 0),
            _ if s.child(c).flags.solo => 2,
            _ => 3,
        }
    })
}

/// Weekly cost of the home.
pub fn cost(_: &Standing) -> Axis {
    let names = [
        "under £500",
        "£500 to £999",
        "£1,000 to £1,999",
        "£2,000 to £3,999",
        "£4,000 to £5,999",
        "£6,000 to £7,999",
        "£8,000 to £9,999",
        "£10,000 and over",
        WITHOUT_A_HOME,
    ];
    Axis::new("Weekly cost", names, |s, c| match s.home_of(c) {
        Some(home) => {
            let pounds = s.home(home).weekly_cost.pence() / 100;
            band(pounds, [500, 1000, 2000, 4000, 6000, 8000, 10_000])
        }
        None => 8,
    })
}

/// Where the child lives, seen from her own district.
pub fn from_district(_: &Standing) -> Axis {
    let names = [
        "in the same district",
        "in another district of the area",
        "in the area, a district not known",
        "in an adjoining authority",
        "at a distance",
        WITHOUT_A_HOME,
    ];
    Axis::new("Lives", names, |s, c| {
        let Some(pair) = s.pair(c) else {
            return 5;
        };
        match (pair.area_class(), pair.child.home_area, pair.home.area) {
            (AreaClass::AtDistance, _, _) => 4,
            (AreaClass::Adjoining, _, _) => 3,
            (AreaClass::InArea, Some(from), Some(to)) => usize::from(from != to),
            (AreaClass::InArea, _, _) => 2,
        }
    })
}
