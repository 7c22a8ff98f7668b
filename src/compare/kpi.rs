//! What is compared, of one replication over a stretch of months.

use crate::forecast::capacity::Indicator;
use crate::forecast::cast::Setting;
use crate::forecast::system::outcomes::{FIGURES, Measure, state_at};
use crate::runner::{first_of_groups, measured};

/// Which way is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// More is better.
    More,
    /// Less is better.
    Less,
    /// Neither by itself.
    Neither,
}

/// Months over which figures are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// The last twelve, or all where there are fewer.
    LastYear,
    /// All of them.
    Whole,
}

impl Window {
    /// Every stretch, in order of position.
    pub const ALL: [Self; 2] = [Self::LastYear, Self::Whole];

    /// In tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::LastYear => "last_12_months",
            Self::Whole => "all_months",
        }
    }

    /// The first month that counts.
    pub const fn first(self, months: usize) -> usize {
        match self {
            Self::LastYear => months.saturating_sub(12),
            Self::Whole => 0,
        }
    }
}

/// A key performance indicator.
#[derive(Debug, Clone)]
pub struct Kpi {
    /// Name in tables.
    pub name: &'static str,
    /// For people, with its unit.
    pub label: String,
    /// Which way is better.
    pub towards: Towards,
    /// The least mean difference that matters, in its unit.
    pub least: f64,
    of: Of,
}

#[derive(Debug, Clone, Copy)]
enum Of {
    /// As it is counted month by month.
    Indicator(Indicator),
    /// Free suitable homes of a child who looks for one, in the mean.
    Choice,
    /// Placements and what is spent beside them, pounds, over the months.
    TotalCost,
}

/// Every KPI, in the order of tables.
pub fn kpis() -> Vec<Kpi> {
    let counted = measured().into_iter().map(|indicator| Kpi {
        name: indicator.name(),
        label: match indicator {
            Indicator::Percent(..) => format!("{}, %", indicator.label()),
            _ => indicator.label().to_owned(),
        },
        towards: towards(indicator),
        least: least(indicator),
        of: Of::Indicator(indicator),
    });
    let choice = Kpi {
        name: "homes_to_choose_from",
        label: "Free suitable homes for each child who looks for one".to_owned(),
        towards: Towards::More,
        least: LEAST_COUNT,
        of: Of::Choice,
    };
    let total = Kpi {
        name: "total_cost_pounds",
        label: "Cost of placements and of the scenario, pounds".to_owned(),
        towards: Towards::Less,
        least: LEAST_TOTAL_POUNDS,
        of: Of::TotalCost,
    };
    counted.chain([choice, total]).collect()
}

/// Half a child, home, place or move: what is told without decimals would not show less.
const LEAST_COUNT: f64 = 0.5;
/// Half a point of percentage.
pub const LEAST_PERCENT: f64 = 0.5;
/// Half a mile.
pub const LEAST_MILES: f64 = 0.5;
/// Half a thousand pounds a week.
const LEAST_THOUSAND_A_WEEK: f64 = 0.5;
/// What that is in a year.
const LEAST_TOTAL_POUNDS: f64 = 26_000.0;
/// Half a thousand pounds.
const LEAST_SPENT_POUNDS: f64 = 500.0;

/// What matters, in a sentence.
pub const MATTERS: &str = "A difference matters from half a child, home, place or move on, half a point of percentage, half a \
    mile, or half a thousand pounds a week (26,000 pounds in total cost).";

const fn least(indicator: Indicator) -> f64 {
    match indicator {
        Indicator::Number(Measure::SpentPounds) => LEAST_SPENT_POUNDS,
        Indicator::Percent(..) => LEAST_PERCENT,
        Indicator::Miles => LEAST_MILES,
        Indicator::Cost => LEAST_THOUSAND_A_WEEK,
        Indicator::Number(_)
        | Indicator::In(_)
        | Indicator::Asking(_)
        | Indicator::OwnPlaces(_) => LEAST_COUNT,
    }
}

const fn towards(indicator: Indicator) -> Towards {
    match indicator {
        Indicator::Number(Measure::Waiting | Measure::Moves | Measure::Approvals)
        | Indicator::Miles
        | Indicator::Cost => Towards::Less,
        Indicator::Percent(_, _, Measure::SchoolChanged, _) => Towards::Less,
        Indicator::Percent(..) => Towards::More,
        Indicator::Number(_)
        | Indicator::In(_)
        | Indicator::Asking(_)
        | Indicator::OwnPlaces(_) => Towards::Neither,
    }
}

/// Whether a number is of what happens in a month, and not of how things stand at its end.
const fn happens(measure: Measure) -> bool {
    matches!(
        measure,
        Measure::Entries
            | Measure::Exits
            | Measure::Moves
            | Measure::Placed
            | Measure::PlacedOwn
            | Measure::Approvals
            | Measure::SchoolChanged
            | Measure::SchoolKnown
            | Measure::HouseholdsLeft
            | Measure::HouseholdsCame
            | Measure::SpentPounds
            | Measure::Looked
            | Measure::Choices
    )
}

/// Sums of one replication over months.
#[derive(Debug, Clone)]
pub struct Sums {
    /// By figure, as a row has them before those of groups.
    pub figures: Vec<f64>,
    /// Months.
    pub months: f64,
    /// Placements and spending, pounds.
    pub pounds: f64,
}

impl Default for Sums {
    fn default() -> Self {
        Self {
            figures: vec![0.0; first_of_groups()],
            months: 0.0,
            pounds: 0.0,
        }
    }
}

impl Kpi {
    /// Of one replication: what happens is added up, what stands is averaged, shares are of all months together.
    pub fn figure(&self, sums: &Sums) -> Option<f64> {
        let of = |measure: Measure| sums.figures[measure as usize];
        let share = |of: f64, all: f64| (all > 0.0).then(|| of / all);
        match self.of {
            Of::TotalCost => Some(sums.pounds),
            Of::Choice => share(of(Measure::Choices), of(Measure::Looked)),
            Of::Indicator(Indicator::Number(measure)) if happens(measure) => Some(of(measure)),
            Of::Indicator(Indicator::Number(measure)) => share(of(measure), sums.months),
            Of::Indicator(Indicator::In(state)) => {
                share(sums.figures[state_at(state)], sums.months)
            }
            Of::Indicator(Indicator::Asking(setting)) => {
                share(sums.figures[FIGURES + setting as usize], sums.months)
            }
            Of::Indicator(Indicator::OwnPlaces(setting)) => {
                let at = FIGURES + Setting::ALL.len() + setting as usize;
                share(sums.figures[at], sums.months)
            }
            Of::Indicator(Indicator::Percent(_, _, part, all)) => share(of(part) * 100.0, of(all)),
            Of::Indicator(Indicator::Miles) => {
                share(of(Measure::MilesTenths) / 10.0, of(Measure::DistanceKnown))
            }
            Of::Indicator(Indicator::Cost) => share(of(Measure::CostHundreds) / 10.0, sums.months),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happens_is_added_up_and_what_stands_is_averaged() {
        let mut sums = Sums {
            months: 12.0,
            ..Sums::default()
        };
        sums.figures[Measure::Moves as usize] = 24.0;
        sums.figures[Measure::Children as usize] = 1_200.0;
        sums.figures[Measure::Own as usize] = 300.0;
        sums.figures[Measure::InRounds as usize] = 600.0;
        let figure = |name: &str| {
            let all = kpis();
            let kpi = all.iter().find(|kpi| kpi.name == name).unwrap();
            kpi.figure(&sums)
        };
        assert_eq!(figure("moves"), Some(24.0));
        assert_eq!(figure("children"), Some(100.0));
        assert_eq!(figure("own_provision_percent"), Some(50.0));
        assert_eq!(figure("mean_miles_from_home"), None);
    }

    #[test]
    fn kpis_have_names_of_their_own() {
        let mut names: Vec<&str> = kpis().iter().map(|kpi| kpi.name).collect();
        let number = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), number);
    }
}
