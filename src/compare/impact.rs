//! The impact statement: for each group of children, what a scenario changes for a child of it.

use super::few::{FEWEST, Shown};
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
    /// Weekly cost of a child who has a home, pounds.
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

/// What matters in the impact statement, in a sentence.
pub const MATTERS_TO_A_GROUP: &str = "What matters is the same for every group, however small: half a point of percentage, half \
    a mile, half a home to choose from, one move in a year for a hundred children, ten pounds a week. Where a difference that \
    matters comes to less than half a child in the whole group (or half a move a year), that stands beside it.";

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
            Self::Cost => "£ a week for a child with a home",
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

    /// The least mean difference that matters, in the outcome's unit. It is the same for every group, however small: what a
    /// small group loses is a loss to each child of it as much as to a child of a large one.
    pub const fn least(self) -> f64 {
        match self {
            Self::Miles => LEAST_MILES,
            Self::Waiting
            | Self::SiblingsApart
            | Self::SchoolChanged
            | Self::InArea
            | Self::Own => LEAST_PERCENT,
            Self::Moves => 0.01,
            Self::Choice => 0.5,
            Self::Cost => 10.0,
        }
    }

    /// Of how many children a difference is, or of how many moves in a year: of all `about` whom the figure is about; `None`
    /// of what is no number of children.
    fn amount(self, difference: f64, about: f64) -> Option<f64> {
        match self {
            Self::Waiting
            | Self::SiblingsApart
            | Self::SchoolChanged
            | Self::InArea
            | Self::Own => Some(difference.abs() / 100.0 * about),
            Self::Moves => Some(difference.abs() * about),
            Self::Miles | Self::Choice | Self::Cost => None,
        }
    }

    /// What is said beside a sure difference that comes to less than a half.
    pub const fn less_than_half(self) -> &'static str {
        match self {
            Self::Moves => "less than half a move a year",
            Self::SchoolChanged => "less than half a child in all months",
            _ => "less than half a child",
        }
    }
}

impl Outcome {
    /// What it is of: children of the group, or for brothers and sisters apart those with whom they are to live.
    fn of_whom(self, counted: &[f64]) -> f64 {
        let of = |what: Counted| counted[what as usize];
        match self {
            Self::Miles => of(Counted::DistanceKnown),
            Self::Waiting | Self::Moves => of(Counted::Children),
            Self::SiblingsApart => of(Counted::SiblingsWanted),
            Self::Choice => of(Counted::Looked),
            Self::SchoolChanged => of(Counted::SchoolKnown),
            Self::InArea | Self::Own => of(Counted::InRounds),
            Self::Cost => of(Counted::Children) - of(Counted::Waiting),
        }
    }

    /// How many children a figure of so many months is about: at a month end, or in all months where it is of what happens.
    pub fn children(self, counted: &[f64], months: f64) -> f64 {
        let all = self.of_whom(counted);
        match self {
            Self::Choice | Self::SchoolChanged => all,
            _ => all / months.max(1.0),
        }
    }
}

/// What a scenario means for a group, in one outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Impact {
    /// Mean children of the group at a month end, in the baseline; to be told only where the group is shown.
    pub children: f64,
    /// Mean children whom the outcome is about, in the baseline: at a month end, or in all months where it is of what happens.
    pub about: f64,
    /// Whether anything is told of the group.
    pub shown: Shown,
    /// Whether the outcome is of fewer than five children of the group, so that nothing is told of it.
    pub is_of_few: bool,
    /// Mean of the baseline and of the scenario; `None` where it is of nobody.
    pub means: (Option<f64>, Option<f64>),
    /// The difference; `None` where there are too few futures, or the group is not shown.
    pub difference: Option<Paired>,
}

impl Impact {
    /// What is said beside a difference that is sure and matters, and of all children of the group comes to less than half a
    /// child: it is told all the same, with this.
    pub fn note(&self, outcome: Outcome) -> Option<&'static str> {
        let difference = self.difference.filter(Paired::is_real)?;
        let amount = outcome.amount(difference.mean, self.about)?;
        (amount < 0.5).then_some(outcome.less_than_half())
    }
}

/// Of one replication, from what was counted of a group over all months.
pub fn figure(outcome: Outcome, counted: &[f64]) -> Option<f64> {
    let of = |what: Counted| counted[what as usize];
    let all = outcome.of_whom(counted);
    let part = match outcome {
        Outcome::Miles => of(Counted::MilesTenths) / 10.0,
        Outcome::Waiting => of(Counted::Waiting) * 100.0,
        Outcome::SiblingsApart => of(Counted::SiblingsApart) * 100.0,
        Outcome::Moves => of(Counted::Moves) * 12.0,
        Outcome::Choice => of(Counted::Choices),
        Outcome::SchoolChanged => of(Counted::SchoolChanged) * 100.0,
        Outcome::InArea => of(Counted::InArea) * 100.0,
        Outcome::Own => of(Counted::Own) * 100.0,
        Outcome::Cost => of(Counted::CostPounds),
    };
    (all > 0.0).then(|| part / all)
}

/// Of every group and outcome; nothing is said of groups that are not shown.
pub fn of(ran: &Ran, base: &Ran) -> Vec<Impact> {
    let one = |at: usize| {
        let (group, outcome) = (at / OUTCOMES.len(), OUTCOMES[at % OUTCOMES.len()]);
        let children = base.sizes[group];
        let (with, without) = (&ran.impact[at], &base.impact[at]);
        let matters = (outcome.towards(), outcome.least());
        Impact {
            children,
            about: base.about[at],
            shown: Shown::Whole,
            is_of_few: false,
            means: (
                mean(without.iter().flatten().copied()),
                mean(with.iter().flatten().copied()),
            ),
            difference: Paired::of(with, without, matters),
        }
    };
    (0..GROUPS * OUTCOMES.len()).map(one).collect()
}

/// Takes away what would tell of a few children: of groups that are not shown, and of outcomes that are about few of a group
/// in some scenario. `about` has, by scenario, how many children each outcome is about.
pub fn suppress(impact: &mut [Impact], shown: &[Shown], about: &[Vec<f64>]) {
    for (at, one) in impact.iter_mut().enumerate() {
        one.shown = shown[at / OUTCOMES.len()];
        let of = about.iter().map(|about| about[at]);
        let (least, most) = of.fold((f64::INFINITY, 0.0_f64), |(l, m), n| (l.min(n), m.max(n)));
        // That there is nobody is no secret.
        one.is_of_few = most > 0.0 && least < FEWEST;
        if one.shown != Shown::Whole || one.is_of_few {
            (one.means, one.difference) = ((None, None), None);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Verdict;
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
    fn cost_is_of_children_with_a_home() {
        let mut counted = vec![0.0; COUNTED];
        counted[Counted::Children as usize] = 10.0;
        counted[Counted::Waiting as usize] = 2.0;
        counted[Counted::CostPounds as usize] = 8_000.0;
        assert_eq!(figure(Outcome::Cost, &counted), Some(1_000.0));
        counted[Counted::Waiting as usize] = 10.0;
        assert_eq!(figure(Outcome::Cost, &counted), None);
    }

    #[test]
    fn a_figure_of_few_children_of_a_large_group_is_not_told() {
        let mut counted = vec![0.0; COUNTED];
        counted[Counted::Children as usize] = 1_200.0;
        counted[Counted::SiblingsWanted as usize] = 36.0;
        counted[Counted::SchoolKnown as usize] = 36.0;
        // Three at a month end are few; three a month are thirty-six children in a year.
        assert_eq!(Outcome::SiblingsApart.children(&counted, 12.0), 3.0);
        assert_eq!(Outcome::SchoolChanged.children(&counted, 12.0), 36.0);
        let one = Impact {
            children: 100.0,
            about: 100.0,
            shown: Shown::Whole,
            is_of_few: false,
            means: (Some(1.0), Some(2.0)),
            difference: None,
        };
        let told = |in_each: [f64; 2]| {
            let mut impact = [one];
            let about: Vec<Vec<f64>> = in_each.iter().map(|about| vec![*about]).collect();
            suppress(&mut impact, &[Shown::Whole], &about);
            (impact[0].is_of_few, impact[0].means.0)
        };
        assert_eq!(told([5.0, 9.0]), (false, Some(1.0)));
        // What one scenario hides no other tells.
        assert_eq!(told([9.0, 4.9]), (true, None));
        assert_eq!(told([0.0, 0.0]), (false, Some(1.0)));
    }

    /// What a group of so many children is told, where all 24 futures have this difference in percentage.
    fn told_of(children: f64, by: f64) -> (Verdict, Option<&'static str>) {
        let towards = (Outcome::InArea.towards(), Outcome::InArea.least());
        let with = vec![Some(50.0 + by); 24];
        let impact = Impact {
            children,
            about: children,
            shown: Shown::Whole,
            is_of_few: false,
            means: (Some(50.0), Some(50.0 + by)),
            difference: Paired::of(&with, &[Some(50.0); 24], towards),
        };
        let verdict = impact.difference.unwrap().verdict;
        (verdict, impact.note(Outcome::InArea))
    }

    #[test]
    fn a_small_group_loses_by_the_same_measure_as_a_large_one() {
        let half = Some("less than half a child");
        assert_eq!(told_of(475.0, -2.9), (Verdict::Worse, None));
        assert_eq!(told_of(16.0, -2.66), (Verdict::Worse, half));
        assert_eq!(told_of(40.0, -1.2), (Verdict::Worse, half));
        assert_eq!(told_of(16.0, -4.0), (Verdict::Worse, None));
        assert_eq!(told_of(16.0, 2.0), (Verdict::Better, half));
        // What does not matter is not told of as less than half a child.
        assert_eq!(told_of(16.0, -0.4), (Verdict::Small, None));
    }

    #[test]
    fn what_a_difference_comes_to_is_of_those_it_is_about() {
        // Two points of fifteen placements are less than half a child, of however large a group.
        assert!(Outcome::SchoolChanged.amount(-2.0, 15.0).unwrap() < 0.5);
        assert!(Outcome::SchoolChanged.amount(-2.0, 30.0).unwrap() > 0.5);
        assert_eq!(Outcome::Moves.amount(0.05, 100.0), Some(5.0));
        assert_eq!(Outcome::Miles.amount(3.0, 5.0), None);
    }
}
