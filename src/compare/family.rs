//! Sweeps among the scenarios of a run: those of one name but for a number.

use crate::runner::Plan;

/// The variants of a sweep.
#[derive(Debug, Clone, PartialEq)]
pub struct Family {
    /// Name of the sweep.
    pub name: String,
    /// Figures of levers in which they differ, in order of name.
    pub figures: Vec<String>,
    /// Their positions.
    pub members: Vec<usize>,
}

/// Sweeps: scenarios of one name but for a number, that differ in some figures.
pub fn of(plan: &Plan) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for (at, planned) in plan.scenarios.iter().enumerate() {
        let Some((name, number)) = planned.name.rsplit_once('-') else {
            continue;
        };
        if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
            continue;
        }
        match families.iter_mut().find(|known| known.name == name) {
            Some(family) => family.members.push(at),
            None => families.push(Family {
                name: name.to_owned(),
                figures: Vec::new(),
                members: vec![at],
            }),
        }
    }
    for family in &mut families {
        let of = |at: usize| &plan.scenarios[at].numbers;
        let first = of(family.members[0]);
        let differs = |key: &&String| {
            let mut others = family.members.iter();
            others.any(|at| of(*at).get(*key) != first.get(*key))
        };
        family.figures = first.keys().filter(differs).cloned().collect();
    }
    families
}
