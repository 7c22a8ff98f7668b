//! The kinds of home that could exist, all in one list.

use crate::model::{Adaptation, HomeKind, PlacementType, Set};

/// How much need a home could meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Skill {
    /// What the council's own homes of the kind meet, in the middle.
    Standard,
    /// The highest level in every domain.
    Specialist,
}

/// A kind of home that could exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// Stable id, such as `foster-11-17-2-specialist`.
    pub id: &'static str,
    /// Name for people.
    pub name: &'static str,
    /// Kind of home.
    pub kind: HomeKind,
    /// Youngest age in years.
    pub age_min: u8,
    /// Oldest age in years.
    pub age_max: u8,
    /// Places, each with a bedroom of its own. Two and more can be for brothers and sisters.
    pub places: u8,
    /// Skill.
    pub skill: Skill,
    /// Whether it takes a parent with her child, and nobody else.
    pub parent_and_child: bool,
    /// Adaptations for a disabled child.
    pub adaptations: &'static [Adaptation],
}

/// Pounds a week for each child in a specialist foster household, on top of the usual unit cost: an assumption.
pub const SPECIALIST_FEE: u32 = 250;

/// Pounds a week for each child in a specialist children's home, on top of the usual unit cost: an assumption.
pub const SPECIALIST_HOME_FEE: u32 = 1_000;

impl Kind {
    /// Whether it is more than an ordinary home: a specialist's, adapted, or for parent and child.
    pub fn is_special(&self) -> bool {
        self.skill == Skill::Specialist || self.parent_and_child || !self.adaptations.is_empty()
    }

    /// Pounds a week for each child on top of the usual unit cost, of what a specialist gets in a foster household and in a
    /// children's home.
    pub fn fee(&self, household: u32, home: u32) -> u32 {
        match self.kind {
            HomeKind::SupportedAccommodation => 0,
            HomeKind::ChildrensHome if self.skill == Skill::Specialist => home,
            HomeKind::ChildrensHome => 0,
            _ if self.is_special() => household,
            _ => 0,
        }
    }
}

/// What a household for a child who uses a wheelchair has.
const WHEELCHAIR: &[Adaptation] = &[
    Adaptation::Wheelchair,
    Adaptation::GroundFloor,
    Adaptation::Bathroom,
];

/// A foster household.
const fn foster(
    id: &'static str,
    name: &'static str,
    (age_min, age_max): (u8, u8),
    places: u8,
    skill: Skill,
) -> Kind {
    Kind {
        id,
        name,
        kind: HomeKind::Foster,
        age_min,
        age_max,
        places,
        skill,
        parent_and_child: false,
        adaptations: &[],
    }
}

/// A children's home run in house, for ages 8 to 17 as most are registered.
const fn residential(id: &'static str, name: &'static str, places: u8, skill: Skill) -> Kind {
    Kind {
        kind: HomeKind::ChildrensHome,
        ..foster(id, name, (8, 17), places, skill)
    }
}

/// Supported accommodation, which is for ages 16 and 17 (D02).
const fn supported(id: &'static str, name: &'static str, places: u8) -> Kind {
    Kind {
        kind: HomeKind::SupportedAccommodation,
        ..foster(id, name, (16, 17), places, Skill::Standard)
    }
}

use Skill::{Specialist, Standard};

/// Every kind that could be recruited or opened. The ids are stable: files and scripts may name them.
#[rustfmt::skip]
pub const KINDS: &[Kind] = &[
    foster("foster-0-4-1-standard", "foster household, ages 0 to 4, one place", (0, 4), 1, Standard),
    foster("foster-0-4-2-standard", "foster household, ages 0 to 4, two places", (0, 4), 2, Standard),
    foster("foster-0-4-3-standard", "foster household, ages 0 to 4, three places", (0, 4), 3, Standard),
    foster("foster-0-4-1-specialist", "specialist foster household, ages 0 to 4, one place", (0, 4), 1, Specialist),
    foster("foster-0-4-2-specialist", "specialist foster household, ages 0 to 4, two places", (0, 4), 2, Specialist),
    foster("foster-0-4-3-specialist", "specialist foster household, ages 0 to 4, three places", (0, 4), 3, Specialist),
    foster("foster-5-10-1-standard", "foster household, ages 5 to 10, one place", (5, 10), 1, Standard),
    foster("foster-5-10-2-standard", "foster household, ages 5 to 10, two places", (5, 10), 2, Standard),
    foster("foster-5-10-3-standard", "foster household, ages 5 to 10, three places", (5, 10), 3, Standard),
    foster("foster-5-10-1-specialist", "specialist foster household, ages 5 to 10, one place", (5, 10), 1, Specialist),
    foster("foster-5-10-2-specialist", "specialist foster household, ages 5 to 10, two places", (5, 10), 2, Specialist),
    foster("foster-5-10-3-specialist", "specialist foster household, ages 5 to 10, three places", (5, 10), 3, Specialist),
    foster("foster-11-17-1-standard", "foster household, ages 11 to 17, one place", (11, 17), 1, Standard),
    foster("foster-11-17-2-standard", "foster household, ages 11 to 17, two places", (11, 17), 2, Standard),
    foster("foster-11-17-3-standard", "foster household, ages 11 to 17, three places", (11, 17), 3, Standard),
    foster("foster-11-17-1-specialist", "specialist foster household, ages 11 to 17, one place", (11, 17), 1, Specialist),
    foster("foster-11-17-2-specialist", "specialist foster household, ages 11 to 17, two places", (11, 17), 2, Specialist),
    foster("foster-11-17-3-specialist", "specialist foster household, ages 11 to 17, three places", (11, 17), 3, Specialist),
    foster("foster-0-17-1-standard", "foster household, any age, one place", (0, 17), 1, Standard),
    foster("foster-0-17-2-standard", "foster household, any age, two places", (0, 17), 2, Standard),
    foster("foster-0-17-3-standard", "foster household, any age, three places", (0, 17), 3, Standard),
    foster("foster-0-17-1-specialist", "specialist foster household, any age, one place", (0, 17), 1, Specialist),
    foster("foster-0-17-2-specialist", "specialist foster household, any age, two places", (0, 17), 2, Specialist),
    foster("foster-0-17-3-specialist", "specialist foster household, any age, three places", (0, 17), 3, Specialist),
    // The usual limit is three; one sibling group may be larger, and D15 lets nobody join it.
    foster("foster-0-17-4-standard", "foster household for four brothers and sisters, any age", (0, 17), 4, Standard),
    foster("foster-0-17-4-specialist", "specialist foster household for four brothers and sisters, any age", (0, 17), 4, Specialist),
    Kind { parent_and_child: true,
        ..foster("foster-parent-and-child", "parent-and-child foster household", (0, 17), 1, Standard) },
    Kind { adaptations: WHEELCHAIR,
        ..foster("foster-wheelchair", "foster household adapted for a wheelchair, any age, one place", (0, 17), 1, Standard) },
    residential("home-8-17-1-standard", "solo children's home, ages 8 to 17", 1, Standard),
    residential("home-8-17-2-standard", "children's home, ages 8 to 17, two places", 2, Standard),
    residential("home-8-17-3-standard", "children's home, ages 8 to 17, three places", 3, Standard),
    residential("home-8-17-4-standard", "children's home, ages 8 to 17, four places", 4, Standard),
    residential("home-8-17-1-specialist", "specialist solo children's home, ages 8 to 17", 1, Specialist),
    residential("home-8-17-2-specialist", "specialist children's home, ages 8 to 17, two places", 2, Specialist),
    residential("home-8-17-3-specialist", "specialist children's home, ages 8 to 17, three places", 3, Specialist),
    residential("home-8-17-4-specialist", "specialist children's home, ages 8 to 17, four places", 4, Specialist),
    supported("supported-16-17-1", "supported accommodation, ages 16 and 17, one place", 1),
    supported("supported-16-17-4", "supported accommodation, ages 16 and 17, four places", 4),
];

impl Kind {
    /// Adaptations as a set.
    pub fn adapted(&self) -> Set<Adaptation> {
        self.adaptations.iter().copied().collect()
    }

    /// Types of placement that its terms name; none are named where it takes all.
    pub fn types(&self) -> Set<PlacementType> {
        let types = self.parent_and_child.then_some(PlacementType::ParentChild);
        types.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn an_id_is_unique_and_says_what_the_kind_is() {
        let ids: HashSet<&str> = KINDS.iter().map(|kind| kind.id).collect();
        assert_eq!(ids.len(), KINDS.len());
        let dimensions = |kind: &Kind| {
            let skill = match kind.skill {
                Standard => "standard",
                Specialist => "specialist",
            };
            let (min, max, places) = (kind.age_min, kind.age_max, kind.places);
            match kind.kind {
                _ if kind.parent_and_child => "foster-parent-and-child".to_owned(),
                _ if !kind.adaptations.is_empty() => "foster-wheelchair".to_owned(),
                HomeKind::Foster => format!("foster-{min}-{max}-{places}-{skill}"),
                HomeKind::ChildrensHome => format!("home-{min}-{max}-{places}-{skill}"),
                _ => format!("supported-{min}-{max}-{places}"),
            }
        };
        for kind in KINDS {
            assert_eq!(dimensions(kind), kind.id);
            assert!(kind.kind.is_offered() && kind.age_min <= kind.age_max && kind.places > 0);
            assert_eq!(
                kind.name.contains("specialist"),
                kind.skill == Specialist,
                "{}",
                kind.id
            );
        }
    }
}
