//! The impact statement: for each group of children, what a scenario changes for a child of it.

use super::few::Shown;
use super::kpi::{LEAST_MILES, LEAST_PERCENT, Towards};
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
    /// Free suitable homes of a child who looks for one.
    Choice,
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
pub const OUTCOMES: [Outcome; 9] = [
    Outcome::Miles,
    Outcome::Waiting,
    Outcome::SiblingsApart,
    Outcome::Moves,
    Outcome::Choice,
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
            Self::Choice => "homes_to_choose_from",
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
            Self::Choice => "Homes to choose from",
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
            Self::InArea | Self::Choice => Towards::More,
            Self::Own | Self::Cost => Towards::Neither,
        }
    }

    /// The least mean difference that matters to a group of so many children, in the outcome's unit: half a point of
    /// percentage and half a child, half a move a year of all of them, half a mile, half a home to choose from, ten pounds a
    /// week.
    pub fn least(self, children: f64) -> f64 {
        match self {
            Self::Miles => LEAST_MILES,
            Self::Waiting
            | Self::SiblingsApart
            | Self::SchoolChanged
            | Self::InArea
            | Self::Own => LEAST_PERCENT.max(50.0 / children),
            Self::Moves => (0.5 / children).max(0.01),
            Self::Choice => 0.5,
            Self::Cost => 10.0,
        }
    }
}

/// What a scenario means for a group, in one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// Mean children of the group at a month end, in the baseline; to be told only where the group is shown.
    pub children: f64,
    /// Whether anything is told of the group.
    pub shown: Shown,
    /// Mean of the baseline and of the scenario; `None` where it is of nobody.
    pub means: (Option<f64>, Option<f64>),
    /// The difference; `None` where there are too few futures, or the group is not shown.
    pub difference: Option<Paired>,
}

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
        Outcome::Choice => share(of(Counted::Choices), of(Counted::Looked)),
        Outcome::SchoolChanged => {
            share(of(Counted::SchoolChanged) * 100.0, of(Counted::SchoolKnown))
        }
        Outcome::InArea => share(of(Counted::InArea) * 100.0, of(Counted::InRounds)),
        Outcome::Own => share(of(Counted::Own) * 100.0, of(Counted::InRounds)),
        Outcome::Cost => share(of(Counted::CostPounds), of(Counted::Children)),
    }
}

/// Of every group and outcome; nothing is said of groups that are not shown.
pub fn of(ran: &Ran, base: &Ran) -> Vec<Impact> {
    let one = |at: usize| {
        let (group, outcome) = (at / OUTCOMES.len(), OUTCOMES[at % OUTCOMES.len()]);
        let children = base.sizes[group];
        let (with, without) = (&ran.impact[at], &base.impact[at]);
        let matters = (outcome.towards(), outcome.least(children));
        Impact {
            children,
            shown: Shown::Whole,
            means: (
                mean(without.iter().flatten().copied()),
                mean(with.iter().flatten().copied()),
            ),
            difference: Paired::of(with, without, matters),
        }
    };
    (0..GROUPS * OUTCOMES.len()).map(one).collect()
}

/// Takes away what would tell of a few children.
pub fn suppress(impact: &mut [Impact], shown: &[Shown]) {
    for (at, one) in impact.iter_mut().enumerate() {
        one.shown = shown[at / OUTCOMES.len()];
        if one.shown != Shown::Whole {
            (one.means, one.difference) = ((None, None), None);
        }
    }
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
        counted[Counted::Looked as usize] = 8.0;
        counted[Counted::Choices as usize] = 30.0;
        assert_eq!(figure(Outcome::Choice, &counted), Some(3.75));
    }

    #[test]
    fn what_matters_to_a_group_is_half_a_child_of_it_at_least() {
        assert_eq!(Outcome::InArea.least(10.0), 5.0);
        assert_eq!(Outcome::InArea.least(400.0), 0.5);
        assert_eq!(Outcome::Moves.least(10.0), 0.05);
        assert_eq!(Outcome::Miles.least(10.0), 0.5);
    }
}
