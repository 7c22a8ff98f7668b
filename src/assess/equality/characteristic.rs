//! The characteristics by which outcomes are compared, who is compared with whom, and the council as it would be if
//! the rules did not see one of them.
//!
//! # Which fields are the characteristic, and which are need
//! Blanking takes away what a rule could see of the characteristic itself, on both sides of the match; need stays,
//! because a home that cannot meet a need is no option whoever the child is.
//!
//! | characteristic | goes | stays |
//! |---|---|---|
//! | sex | sex of every child; "boys only" or "girls only" in terms of approval | needs, risks, named incompatible pairs |
//! | ethnicity | ethnicity of every child | languages spoken: a home in which nobody speaks her language does not meet a need |
//! | disability | whether disabled (no rule reads it) | adaptations, needs by domain, education, health and care plan |
//! | religion or belief | religion of every child | languages; the child's own wishes |
//! | age | cannot be blanked: terms of approval, bedrooms and registration are by age in law | |
//! | unaccompanied | the flag (no rule reads it) | languages, needs; district and address as recorded |
//!
//! With the sex of all children not stated, brothers and sisters of either sex may share a bedroom, each share being
//! an approval: that rule, too, sees sex.

use serde::Serialize;

use crate::duties::Facts;
use crate::kpis::{Dimension, Segment};
use crate::model::{ChildIx, CodeSet, Council, EthnicGroup, Religion, Sex};

/// A characteristic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Characteristic {
    /// Sex.
    Sex,
    /// Race: broad ethnic group.
    Ethnicity,
    /// Disability.
    Disability,
    /// Religion or belief.
    Religion,
    /// Age, in the bands of the published tables.
    Age,
    /// Whether unaccompanied and seeking asylum: not a protected characteristic itself, but one of nationality and race.
    Uasc,
}

/// Two groups of children whose outcomes are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sides {
    /// Name of the group.
    pub group: String,
    /// The children in it.
    pub children: Vec<ChildIx>,
    /// Name of those with whom it is compared.
    pub against: String,
    /// These children.
    pub others: Vec<ChildIx>,
}

/// How the groups of a characteristic are compared.
enum Against {
    /// Every other group with this one; and all others together, where they are several.
    One(&'static str),
    /// Every group with everybody else of whom the characteristic is recorded.
    Rest,
}

impl Characteristic {
    /// Every characteristic, in the order of tables.
    pub const ALL: [Self; 6] = [
        Self::Sex,
        Self::Ethnicity,
        Self::Disability,
        Self::Religion,
        Self::Age,
        Self::Uasc,
    ];

    /// Name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sex => "sex",
            Self::Ethnicity => "ethnicity",
            Self::Disability => "disability",
            Self::Religion => "religion",
            Self::Age => "age",
            Self::Uasc => "uasc",
        }
    }

    /// Name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Sex => "Sex",
            Self::Ethnicity => "Ethnic group",
            Self::Disability => "Disability",
            Self::Religion => "Religion or belief",
            Self::Age => "Age",
            Self::Uasc => "Unaccompanied asylum-seeking",
        }
    }

    /// Whether the Equality Act 2010 names it (section 4). Its Part 3, on services, leaves out the age of people under 18
    /// (section 28(1)(a)); age is shown because need and law go by it.
    pub const fn is_protected(self) -> bool {
        !matches!(self, Self::Uasc)
    }

    /// The group of a child; `None` where it is not recorded.
    pub fn group_of(self, facts: &Facts, ix: ChildIx) -> Option<Segment> {
        let child = facts.council.child(ix);
        let known = match self {
            Self::Sex => child.sex != Sex::Unknown,
            Self::Ethnicity => child
                .ethnicity
                .is_some_and(|e| e.group() != EthnicGroup::NotKnown),
            Self::Disability => child.disabled.is_some(),
            Self::Religion => return child.religion.map(religion),
            Self::Age | Self::Uasc => true,
        };
        let dimension = match self {
            Self::Sex => Dimension::Sex,
            Self::Ethnicity => Dimension::Ethnicity,
            Self::Disability => Dimension::Disability,
            Self::Religion | Self::Age => Dimension::Age,
            Self::Uasc => Dimension::Uasc,
        };
        known.then(|| dimension.of_child(facts, ix))
    }

    const fn against(self) -> Against {
        match self {
            Self::Sex => Against::One(Sex::Male.label()),
            Self::Ethnicity => Against::One(EthnicGroup::White.label()),
            Self::Disability => Against::One("not disabled"),
            Self::Uasc => Against::One("not unaccompanied"),
            Self::Religion | Self::Age => Against::Rest,
        }
    }

    /// The groups with their children, in order, and the children of whom it is not recorded.
    pub fn groups(self, facts: &Facts) -> (Vec<(Segment, Vec<ChildIx>)>, Vec<ChildIx>) {
        let (mut groups, mut unknown): (Vec<(Segment, Vec<ChildIx>)>, _) = (Vec::new(), Vec::new());
        for child in facts.council.looked_after() {
            let Some(segment) = self.group_of(facts, child) else {
                unknown.push(child);
                continue;
            };
            match groups.iter_mut().find(|(known, _)| *known == segment) {
                Some((_, children)) => children.push(child),
                None => groups.push((segment, vec![child])),
            }
        }
        groups.sort_by(|(a, _), (b, _)| a.cmp(b));
        (groups, unknown)
    }

    /// Who is compared with whom.
    pub fn sides(self, facts: &Facts) -> Vec<Sides> {
        let (groups, _) = self.groups(facts);
        match self.against() {
            Against::One(name) => against_one(groups, name),
            Against::Rest => against_the_rest(&groups),
        }
    }

    /// Whether any duty, or the programme, reads the fields that blanking takes away. Where none does, the plan is the
    /// same with and without, and is not solved again; a test reads the source for it.
    pub const fn is_seen_by_rules(self) -> bool {
        !matches!(self, Self::Disability | Self::Uasc)
    }

    /// The council as the rules would see it without the characteristic; `None` where the law itself goes by it.
    pub fn blanked(self, council: &Council) -> Option<Council> {
        let mut blank = council.clone();
        match self {
            Self::Sex => {
                blank.children.iter_mut().for_each(|c| c.sex = Sex::Unknown);
                blank.homes.iter_mut().for_each(|h| h.terms.sex = None);
            }
            Self::Ethnicity => blank.children.iter_mut().for_each(|c| c.ethnicity = None),
            Self::Disability => blank.children.iter_mut().for_each(|c| c.disabled = None),
            Self::Religion => blank.children.iter_mut().for_each(|c| c.religion = None),
            Self::Uasc => blank.children.iter_mut().for_each(|c| c.flags.uasc = false),
            Self::Age => return None,
        }
        Some(blank)
    }
}

fn religion(religion: Religion) -> Segment {
    let order = Religion::all().iter().position(|known| *known == religion);
    Segment {
        order: order.unwrap_or_default(),
        name: religion.label().to_owned(),
    }
}

fn against_one(groups: Vec<(Segment, Vec<ChildIx>)>, reference: &str) -> Vec<Sides> {
    let (one, rest): (Vec<_>, Vec<_>) = groups.into_iter().partition(|(s, _)| s.name == reference);
    let others: Vec<ChildIx> = one.into_iter().flat_map(|(_, children)| children).collect();
    let side = |group: &str, children: &[ChildIx]| Sides {
        group: group.to_owned(),
        children: children.to_vec(),
        against: reference.to_owned(),
        others: others.clone(),
    };
    let mut sides: Vec<Sides> = rest.iter().map(|(s, c)| side(&s.name, c)).collect();
    if sides.len() > 1 {
        // Each group may be too small to say anything; together they may not be.
        let mut all: Vec<ChildIx> = rest.into_iter().flat_map(|(_, c)| c).collect();
        all.sort_unstable();
        sides.push(side("all other groups together", &all));
    }
    sides
}

fn against_the_rest(groups: &[(Segment, Vec<ChildIx>)]) -> Vec<Sides> {
    let mut sides = Vec::new();
    for (segment, children) in groups {
        let others = groups.iter().filter(|(other, _)| other != segment);
        let mut others: Vec<ChildIx> = others.flat_map(|(_, c)| c).copied().collect();
        others.sort_unstable();
        sides.push(Sides {
            group: segment.name.clone(),
            children: children.clone(),
            against: "all others of whom it is recorded".to_owned(),
            others,
        });
    }
    sides
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{Adaptation, Ethnicity, HomeKind};

    #[test]
    fn every_child_is_in_one_group_or_not_recorded() {
        let mut scene = Scene::new();
        for (ethnicity, sex) in [
            (Some(Ethnicity::Wbri), Sex::Male),
            (Some(Ethnicity::Bafr), Sex::Female),
            (Some(Ethnicity::Apkn), Sex::Unknown),
            (Some(Ethnicity::Refu), Sex::Male),
            (None, Sex::Male),
        ] {
            let child = scene.child_aged(10);
            scene.child_mut(child).ethnicity = ethnicity;
            scene.child_mut(child).sex = sex;
        }
        let facts = Facts::of(&scene.council);
        for (characteristic, groups, not_recorded) in [
            (Characteristic::Ethnicity, 3, 2),
            (Characteristic::Sex, 2, 1),
            (Characteristic::Religion, 0, 5),
            (Characteristic::Disability, 0, 5),
            (Characteristic::Age, 1, 0),
            (Characteristic::Uasc, 1, 0),
        ] {
            let (found, unknown) = characteristic.groups(&facts);
            assert_eq!(found.len(), groups, "{}", characteristic.title());
            assert_eq!(unknown.len(), not_recorded, "{}", characteristic.title());
            let members: usize = found.iter().map(|(_, children)| children.len()).sum();
            assert_eq!(members + unknown.len(), 5);
        }
        let names: Vec<String> = Characteristic::Ethnicity
            .sides(&facts)
            .into_iter()
            .map(|sides| {
                format!(
                    "{} {} v {}",
                    sides.group,
                    sides.children.len(),
                    sides.against
                )
            })
            .collect();
        let expected = [
            "Asian or Asian British 1 v White",
            "Black, African, Caribbean or Black British 1 v White",
            "all other groups together 2 v White",
        ];
        assert_eq!(names, expected);
    }

    #[test]
    fn blanking_takes_the_characteristic_and_leaves_the_need() {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        scene.home_mut(home).terms.sex = Some(Sex::Female);
        let record = scene.child_mut(child);
        record.disabled = Some(true);
        record.ethnicity = Some(Ethnicity::Bafr);
        record.religion = Some(Religion::Muslim);
        record.languages = vec!["somali".to_owned()];
        record.adaptations.insert(Adaptation::Hoist);
        for characteristic in Characteristic::ALL {
            let Some(blank) = characteristic.blanked(&scene.council) else {
                assert_eq!(characteristic, Characteristic::Age);
                continue;
            };
            let facts = Facts::of(&blank);
            let kept = blank.child(child);
            assert!(kept.adaptations.contains(Adaptation::Hoist));
            assert_eq!(kept.languages, ["somali"]);
            if characteristic != Characteristic::Uasc {
                assert_eq!(characteristic.group_of(&facts, child), None);
            }
            let sexless = characteristic == Characteristic::Sex;
            assert_eq!(blank.home(home).terms.sex.is_none(), sexless);
        }
    }
}
