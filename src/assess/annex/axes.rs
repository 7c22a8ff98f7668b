//! Classifications of children: the rows and columns of tables. Each puts every child in exactly one class, with classes
//! of their own for what is not recorded and for children without a home.

mod living;

pub use living::{
    approval, area_class, cost, distance, from_district, grade, kind, provider, school_reach, solo,
    stability,
};

use crate::kpis::{Dimension, Standing};
use crate::model::{
    ChildIx, CodeSet, EthnicGroup, LegalStatus, NeedCode, Sex, age_in_years, days_between,
};

/// Children who live nowhere yet.
pub const WITHOUT_A_HOME: &str = "without a home";

/// What nobody wrote down.
pub const NOT_RECORDED: &str = "not recorded";

/// A classification.
pub struct Axis {
    /// What it is.
    pub heading: &'static str,
    /// Names of its classes, in order.
    pub names: Vec<String>,
    /// The class of a child, as a position among the names.
    pub of: fn(&Standing, ChildIx) -> usize,
}

impl Axis {
    fn new<const N: usize>(
        heading: &'static str,
        names: [&str; N],
        of: fn(&Standing, ChildIx) -> usize,
    ) -> Self {
        Self {
            heading,
            names: names.map(str::to_owned).to_vec(),
            of,
        }
    }

    /// Every value of a code set, and one more.
    fn of_codes<T: CodeSet>(
        heading: &'static str,
        last: Option<&str>,
        of: fn(&Standing, ChildIx) -> usize,
    ) -> Self {
        let names = T::all().iter().map(|value| value.label()).chain(last);
        Self {
            heading,
            names: names.map(str::to_owned).collect(),
            of,
        }
    }
}

/// Position of a value in its code set; behind it where there is none.
pub fn place<T: CodeSet + PartialEq>(value: Option<T>) -> usize {
    let known = T::all().iter();
    let at = value.and_then(|value| known.clone().position(|code| *code == value));
    at.unwrap_or(known.len())
}

/// The class below whose upper end a value is, the ends being in order; the last for all others.
pub fn band<T: PartialOrd, const N: usize>(value: T, below: [T; N]) -> usize {
    below.iter().position(|end| value < *end).unwrap_or(N)
}

/// Names of the age bands of the published tables.
pub const AGES: [&str; 5] = ["under 1", "1 to 4", "5 to 9", "10 to 15", "16 and over"];

/// The age band of an age in years.
pub fn age_band(age: u8) -> usize {
    band(age, [1, 5, 10, 16])
}

/// Age on the day of the data.
pub fn age(_: &Standing) -> Axis {
    Axis::new("Age", AGES, |s, c| age_band(s.facts.council.age(c)))
}

/// Sex.
pub fn sex(_: &Standing) -> Axis {
    Axis::of_codes::<Sex>("Sex", None, |s, c| place(Some(s.child(c).sex)))
}

/// Broad ethnic group.
pub fn ethnicity(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.child(c).ethnicity.map(|e| e.group()));
    Axis::of_codes::<EthnicGroup>("Ethnic group", Some(NOT_RECORDED), of)
}

/// Category of need.
pub fn need(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.child(c).need_code);
    Axis::of_codes::<NeedCode>("Category of need", Some(NOT_RECORDED), of)
}

/// Legal status.
pub fn legal_status(_: &Standing) -> Axis {
    let of = |s: &Standing, c| place(s.child(c).legal_status);
    Axis::of_codes::<LegalStatus>("Legal status", Some(NOT_RECORDED), of)
}

/// Unaccompanied or not; blank in the folder means not.
pub fn uasc(_: &Standing) -> Axis {
    let names = ["unaccompanied", "not unaccompanied"];
    Axis::new("Unaccompanied asylum-seeking", names, |s, c| {
        usize::from(!s.child(c).flags.uasc)
    })
}

fn yes_or_no(answer: Option<bool>) -> usize {
    answer.map_or(2, |yes| usize::from(!yes))
}

/// Disability.
pub fn disability(_: &Standing) -> Axis {
    let names = ["disabled", "not disabled", NOT_RECORDED];
    Axis::new("Disability", names, |s, c| yes_or_no(s.child(c).disabled))
}

/// Education, health and care plan.
pub fn ehcp(_: &Standing) -> Axis {
    let names = ["plan", "no plan", NOT_RECORDED];
    Axis::new("Education, health and care plan", names, |s, c| {
        yes_or_no(s.child(c).ehcp)
    })
}

/// Strengths and difficulties: close to average, slightly raised, high and very high.
pub fn difficulties(_: &Standing) -> Axis {
    let names = [
        "0 to 13, close to average",
        "14 to 16, slightly raised",
        "17 to 40, cause for concern",
        NOT_RECORDED,
    ];
    Axis::new("Score of strengths and difficulties", names, |s, c| {
        s.child(c).sdq.map_or(3, |score| band(score, [14, 17]))
    })
}

/// Highest level of need in any domain.
pub fn needs_level(_: &Standing) -> Axis {
    let names = ["level 0", "level 1", "level 2", "level 3"];
    Axis::new("Highest level of need", names, |s, c| {
        usize::from(s.child(c).needs.highest())
    })
}

/// Age when the present period of care began.
pub fn age_at_entry(_: &Standing) -> Axis {
    Axis::new("Age when care began", AGES, |s, c| {
        let child = s.child(c);
        age_band(age_in_years(child.born, child.entered_care))
    })
}

/// Days in a year, as the Department divides.
const YEAR: f64 = 365.25;

/// Time in the present period of care.
pub fn duration(_: &Standing) -> Axis {
    let names = [
        "under 6 months",
        "6 months to under 1 year",
        "1 to under 2 years",
        "2 to under 3 years",
        "3 to under 5 years",
        "5 to under 10 years",
        "10 years or more",
    ];
    Axis::new("Time in care", names, |s, c| {
        let days = days_between(s.child(c).entered_care, s.facts.council.as_at);
        band(f64::from(days) / YEAR, [0.5, 1.0, 2.0, 3.0, 5.0, 10.0])
    })
}

/// Key stage 4.
pub fn school_year(_: &Standing) -> Axis {
    let names = [
        "year 10",
        "year 11",
        "another year",
        "no school year recorded",
    ];
    Axis::new("School year", names, |s, c| match s.child(c).year_group {
        Some(10) => 0,
        Some(11) => 1,
        Some(_) => 2,
        None => 3,
    })
}

/// Placements in twelve months.
pub fn placements(_: &Standing) -> Axis {
    let names = ["one", "two", "three or more", "none", NOT_RECORDED];
    Axis::new("Placements in twelve months", names, |s, c| {
        match s.child(c).placements_last_year {
            Some(0) => 3,
            Some(number) => usize::from(number).min(3) - 1,
            None => 4,
        }
    })
}

/// Districts of the council's own, and two classes behind them.
pub fn district(standing: &Standing) -> Axis {
    let council = standing.facts.council;
    let own = (0..council.areas.len() as u32)
        .filter(|at| council.is_ours(&council.areas[*at as usize].authority));
    let names = own.map(|at| council.district_name(at));
    let behind = ["a district of another authority", NOT_RECORDED];
    Axis {
        heading: "District of home address",
        names: names.chain(behind.map(str::to_owned)).collect(),
        of: |s, c| own_district(s, s.child(c).home_area),
    }
}

/// Position of an area among the council's own districts, then elsewhere, then not recorded.
pub fn own_district(standing: &Standing, area: Option<u32>) -> usize {
    let council = standing.facts.council;
    let is_ours = |at: usize| council.is_ours(&council.areas[at].authority);
    let own = |to: usize| (0..to).filter(|at| is_ours(*at)).count();
    let all = own(council.areas.len());
    match area.map(|area| area as usize) {
        Some(at) if is_ours(at) => own(at),
        Some(_) => all,
        None => all + 1,
    }
}

/// Size of the sibling group looked after.
pub fn sibling_group(_: &Standing) -> Axis {
    let names = [
        "no brother or sister known",
        "group of 2",
        "group of 3",
        "group of 4 or more",
    ];
    Axis::new("Brothers and sisters looked after", names, |s, c| {
        let size = Dimension::SiblingGroup.of_child(s.facts, c).order;
        size.clamp(1, 4) - 1
    })
}
