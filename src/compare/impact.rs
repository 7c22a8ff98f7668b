//! The impact statement: for each group of children, what a scenario changes for a child of it.

use super::kpi::Towards;
use super::paired::{Paired, mean};
use super::ran::Ran;
use crate::forecast::system::groups::{Counted, GROUPS};

/// What is told of a group, over all months.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Mean miles from home.
    Miles,
    /// Of a hundred children, those for whom no home is found in a month.
    Waiting,
    /// Of a hundred brothers and sisters who are to live together, those apart.
    SiblingsApart,
    /// Moves in a child's year.
    Moves,
    /// Of a hundred children placed, those who change school.
    SchoolChanged,
    /// Per cent in the authority's area.
    InArea,
    /// Per cent in the authority's own provision.
    Own,
    /// Weekly cost of a child, pounds.
    Cost,
}

/// Every outcome, in order of position.
pub const OUTCOMES: [Outcome; 8] = [
    Outcome::Miles,
    Outcome::Waiting,
    Outcome::SiblingsApart,
    Outcome::Moves,
    Outcome::SchoolChanged,
    Outcome::InArea,
    Outcome::Own,
    Outcome::Cost,
];

impl Outcome {
    /// Name in tables, with its unit.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Miles => "miles_from_home",
            Self::Waiting => "waiting_percent",
            Self::SiblingsApart => "siblings_apart_percent",
            Self::Moves => "moves_per_child_year",
            Self::SchoolChanged => "school_changed_percent",
            Self::InArea => "in_area_percent",
            Self::Own => "own_provision_percent",
            Self::Cost => "weekly_cost_pounds",
        }
    }

    /// For people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Miles => "Miles from home",
            Self::Waiting => "Waiting, %",
            Self::SiblingsApart => "Siblings apart, %",
            Self::Moves => "Moves a year",
            Self::SchoolChanged => "Change school, %",
            Self::InArea => "In area, %",
            Self::Own => "Own provision, %",
            Self::Cost => "£ a week",
        }
    }

    /// Which way a child gains. What she costs, and whose home it is, are no gain or loss of hers.
    pub const fn towards(self) -> Towards {
        match self {
            Self::Miles
            | Self::Waiting
            | Self::SiblingsApart
            | Self::Moves
            | Self::SchoolChanged => Towards::Less,
            Self::InArea => Towards::More,
            Self::Own | Self::Cost => Towards::Neither,
        }
    }
}

/// What a scenario means for a group, in one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// Mean children of the group at a month end, in the baseline.
    pub children: f64,
    /// Mean of the baseline and of the scenario; `None` where it is of nobody.
    pub means: (Option<f64>, Option<f64>),
    /// The difference; `None` where there are too few.
    pub difference: Option<Paired>,
}

/// Fewest children of a group, in the mean, of whom anything is said.
pub const FEWEST_CHILDREN: f64 = 1.0;

/// Of one replication, from what was counted of a group over all months.
pub fn figure(outcome: Outcome, counted: &[f64]) -> Option<f64> {
    let of = |what: Counted| counted[what as usize];
    let share = |of: f64, all: f64| (all > 0.0).then(|| of / all);
    match outcome {
        Outcome::Miles => share(of(Counted::MilesTenths) / 10.0, of(Counted::DistanceKnown)),
        Outcome::Waiting => share(of(Counted::Waiting) * 100.0, of(Counted::Children)),
        Outcome::SiblingsApart => share(
            of(Counted::SiblingsApart) * 100.0,
            of(Counted::SiblingsWanted),
        ),
        Outcome::Moves => share(of(Counted::Moves) * 12.0, of(Counted::Children)),
        Outcome::SchoolChanged => {
            share(of(Counted::SchoolChanged) * 100.0, of(Counted::SchoolKnown))
        }
        Outcome::InArea => share(of(Counted::InArea) * 100.0, of(Counted::InRounds)),
        Outcome::Own => share(of(Counted::Own) * 100.0, of(Counted::InRounds)),
        Outcome::Cost => share(of(Counted::CostPounds), of(Counted::Children)),
    }
}

/// Of every group and outcome.
pub fn of(ran: &Ran, base: &Ran) -> Vec<Impact> {
    let one = |at: usize| {
        let (group, outcome) = (at / OUTCOMES.len(), OUTCOMES[at % OUTCOMES.len()]);
        let children = base.sizes[group];
        let (with, without) = (&ran.impact[at], &base.impact[at]);
        let enough = children >= FEWEST_CHILDREN;
        let difference = Paired::of(with, without, outcome.towards());
        Impact {
            children,
            means: (
                mean(without.iter().flatten().copied()),
                mean(with.iter().flatten().copied()),
            ),
            difference: difference.filter(|_| enough),
        }
    };
    (0..GROUPS * OUTCOMES.len()).map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::system::groups::COUNTED;

    #[test]
    fn outcomes_are_of_those_they_are_about() {
        let mut counted = vec![0.0; COUNTED];
        counted[Counted::Children as usize] = 120.0;
        counted[Counted::Moves as usize] = 5.0;
        counted[Counted::Waiting as usize] = 6.0;
        counted[Counted::MilesTenths as usize] = 1_000.0;
        counted[Counted::DistanceKnown as usize] = 10.0;
        assert_eq!(figure(Outcome::Moves, &counted), Some(0.5));
        assert_eq!(figure(Outcome::Waiting, &counted), Some(5.0));
        assert_eq!(figure(Outcome::Miles, &counted), Some(10.0));
        assert_eq!(figure(Outcome::SiblingsApart, &counted), None);
    }
}
