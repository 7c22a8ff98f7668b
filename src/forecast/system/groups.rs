//! The same counts for groups of children: ages, and characteristics that the Equality Act 2010 protects or that a
//! strategy is judged by.
//!
//! A child of the simulation has the characteristics of the record that she came as, whatever record her needs are like
//! later.

use super::outcomes::Outcomes;
use super::world::World;
use crate::model::{EthnicGroup, Sex};

/// What is counted of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counted {
    /// Children in care.
    Children,
    /// Children for whom no home was found by the end of the month.
    Waiting,
    /// Children in foster homes, children's homes and supported accommodation.
    InRounds,
    /// Of them, in homes of the authority's own.
    Own,
    /// Of them, in the authority's area.
    InArea,
    /// Of them, those whose distance is known.
    DistanceKnown,
    /// Sum of their miles from home, tenths.
    MilesTenths,
    /// Brothers and sisters with whom children of the group are to live, counted once for each of them.
    SiblingsWanted,
    /// Of them, those who live elsewhere.
    SiblingsApart,
    /// Moves in the month.
    Moves,
    /// Children placed in the month of whom it is known whether the school has to change.
    SchoolKnown,
    /// Of them, those whose school changed.
    SchoolChanged,
    /// Weekly cost of their placements, pounds.
    CostPounds,
    /// Children who looked for a home in the month.
    Looked,
    /// Free suitable homes of each of them.
    Choices,
}

impl Counted {
    /// Everything, in order of position.
    pub const ALL: [Self; 15] = [
        Self::Children,
        Self::Waiting,
        Self::InRounds,
        Self::Own,
        Self::InArea,
        Self::DistanceKnown,
        Self::MilesTenths,
        Self::SiblingsWanted,
        Self::SiblingsApart,
        Self::Moves,
        Self::SchoolKnown,
        Self::SchoolChanged,
        Self::CostPounds,
        Self::Looked,
        Self::Choices,
    ];

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Children => "children",
            Self::Waiting => "waiting",
            Self::InRounds => "in_rounds",
            Self::Own => "own",
            Self::InArea => "in_area",
            Self::DistanceKnown => "distance_known",
            Self::MilesTenths => "miles_tenths",
            Self::SiblingsWanted => "siblings_wanted",
            Self::SiblingsApart => "siblings_apart",
            Self::Moves => "moves",
            Self::SchoolKnown => "school_known",
            Self::SchoolChanged => "school_changed",
            Self::CostPounds => "weekly_cost_pounds",
            Self::Looked => "looked",
            Self::Choices => "choices",
        }
    }
}

/// Number of figures of a group.
pub const COUNTED: usize = Counted::ALL.len();

/// A group of children.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Group {
    /// Characteristic, in tables.
    pub dimension: &'static str,
    /// Its value, in tables.
    pub segment: &'static str,
    /// For people.
    pub label: &'static str,
}

const fn group(dimension: &'static str, segment: &'static str, label: &'static str) -> Group {
    Group {
        dimension,
        segment,
        label,
    }
}

/// Number of groups.
pub const GROUPS: usize = 20;

/// Every group: by characteristic, so that each child is in one of each.
pub const ALL: [Group; GROUPS] = [
    group("age", "0_4", "0 to 4"),
    group("age", "5_10", "5 to 10"),
    group("age", "11_15", "11 to 15"),
    group("age", "16_17", "16 and 17"),
    group("sex", "female", "Girls"),
    group("sex", "male", "Boys"),
    group("sex", "not_stated", "Sex not stated"),
    group("ethnicity", "white", "White"),
    group("ethnicity", "mixed", "Mixed"),
    group("ethnicity", "asian", "Asian"),
    group("ethnicity", "black", "Black"),
    group("ethnicity", "other", "Other ethnic group"),
    group("ethnicity", "not_known", "Ethnicity not known"),
    group("disability", "disabled", "Disabled"),
    group("disability", "not_disabled", "Not disabled"),
    group("disability", "not_recorded", "Disability not recorded"),
    group("unaccompanied", "yes", "Unaccompanied"),
    group("unaccompanied", "no", "Not unaccompanied"),
    group("siblings", "in_care", "Brother or sister in care"),
    group("siblings", "none_in_care", "No brother or sister in care"),
];

/// Characteristics.
const DIMENSIONS: usize = 6;

/// The groups that a child is in, one of each characteristic.
fn groups_of(world: &World<'_>, child: u32) -> [usize; DIMENSIONS] {
    let who = &world.children[child as usize];
    let record = world.council.child(who.came_as());
    let age = match who.age(world.now) {
        0..=4 => 0,
        5..=10 => 1,
        11..=15 => 2,
        _ => 3,
    };
    let sex = match record.sex {
        Sex::Female => 4,
        Sex::Male => 5,
        Sex::Unknown => 6,
    };
    let ethnic = match record.ethnicity.map(|ethnicity| ethnicity.group()) {
        Some(EthnicGroup::White) => 7,
        Some(EthnicGroup::Mixed) => 8,
        Some(EthnicGroup::Asian) => 9,
        Some(EthnicGroup::Black) => 10,
        Some(EthnicGroup::Other) => 11,
        Some(EthnicGroup::NotKnown) | None => 12,
    };
    let disabled = match record.disabled {
        Some(true) => 13,
        Some(false) => 14,
        None => 15,
    };
    let uasc = if who.life.uasc { 16 } else { 17 };
    let family = &world.families[who.family as usize];
    let in_care = |other: &u32| {
        let sibling = &world.children[*other as usize];
        *other != child && !sibling.gone && sibling.has_come(world.now)
    };
    let siblings = if family.iter().any(in_care) { 18 } else { 19 };
    [age, sex, ethnic, disabled, uasc, siblings]
}

/// Adds figures of one child to each of her groups.
pub fn add(out: &mut Outcomes, month: usize, world: &World<'_>, child: u32, of: &[(Counted, u32)]) {
    for group in groups_of(world, child) {
        for (counted, number) in of {
            out.groups[(month * GROUPS + group) * COUNTED + *counted as usize] += number;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_and_every_group_has_a_place_of_its_own() {
        let places = Counted::ALL.map(|counted| counted as usize);
        assert!(places.iter().enumerate().all(|(at, place)| at == *place));
        let mut names: Vec<_> = ALL.iter().map(|g| (g.dimension, g.segment)).collect();
        names.dedup();
        assert_eq!(names.len(), GROUPS);
        let mut dimensions: Vec<_> = ALL.iter().map(|g| g.dimension).collect();
        dimensions.dedup();
        assert_eq!(dimensions.len(), DIMENSIONS);
    }
}
