//! What is compared, of one replication over a stretch of months.

use crate::forecast::capacity::Indicator;
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
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

    /// What it is of a run of so many months, for people.
    pub fn words(self, months: usize) -> String {
        const FEW: [&str; 12] = [
            "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven",
        ];
        match (self, FEW.get(months)) {
            (Self::LastYear, None) => "the last twelve months".to_owned(),
            (Self::Whole, None) => format!("all {months} months"),
            (_, Some(_)) if months == 1 => "the one month of the run".to_owned(),
            (_, Some(few)) => format!("all {few} months"),
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
    /// Per cent of children in mainstream foster homes who live with the authority's own carers.
    InHouse,
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
    let in_house = Kpi {
        name: "in_house_of_mainstream_percent",
        label: "In house, of children in mainstream foster homes, %".to_owned(),
        towards: Towards::Neither,
        least: LEAST_PERCENT,
        of: Of::InHouse,
    };
    counted.chain([choice, total, in_house]).collect()
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
        // Whose home it is is no gain or loss of a child's, here as in the impact statement.
        Indicator::Percent(_, _, Measure::Own, _) => Towards::Neither,
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

/// KPIs of what placements cost, to which a child without a home adds nothing.
pub const COSTS: [&str; 2] = ["weekly_cost_thousand_pounds", "total_cost_pounds"];
/// The KPI of children without a home.
pub const WAITING: &str = "waiting";

impl Kpi {
    /// Whether it is added up over months, and not a mean of them.
    pub const fn is_sum(&self) -> bool {
        match self.of {
            Of::TotalCost => true,
            Of::Indicator(Indicator::Number(measure)) => happens(measure),
            _ => false,
        }
    }

    /// What it is, for `placewell explain`.
    pub fn page(&self) -> String {
        let over = if self.is_sum() {
            "added up over the last twelve months, or all of a shorter run, and over all months"
        } else {
            "the mean of the last twelve months, or all of a shorter run, and of all months; a share is of all of them together"
        };
        let better = match self.towards {
            Towards::More => "more is better",
            Towards::Less => "less is better",
            Towards::Neither => "neither way is better by itself",
        };
        let mut page = format!("{} {}\n\n", self.name, self.label);
        let mut row = |what: &str, text: &str| page.push_str(&format!("{what:<14}{text}\n"));
        row(
            "what",
            "a figure of a run, in summary.csv by month and in compare.csv",
        );
        row("over", over);
        row("better", better);
        row(
            "matters from",
            &format!("a mean difference of {}", self.least),
        );
        match self.name {
            "own_provision_percent" | "in_area_percent" => {
                row(
                    "of",
                    "children in homes that rounds fill: foster homes, children's homes and supported accommodation",
                );
            }
            "near_home_percent" => {
                row(
                    "near",
                    "within the council's own near_miles in every scenario, whatever distance its policy sets for the placing",
                );
            }
            name if COSTS.contains(&name) => {
                row(
                    "note",
                    "a child without a home costs nothing in it, so that it is not called better where more wait, or may",
                );
            }
            _ => {}
        }
        page
    }

    /// Of one replication: what happens is added up, what stands is averaged, shares are of all months together.
    pub fn figure(&self, sums: &Sums) -> Option<f64> {
        let of = |measure: Measure| sums.figures[measure as usize];
        let share = |of: f64, all: f64| (all > 0.0).then(|| of / all);
        match self.of {
            Of::TotalCost => Some(sums.pounds),
            Of::InHouse => {
                let own = sums.figures[state_at(State::OwnFoster)];
                share(
                    own * 100.0,
                    own + sums.figures[state_at(State::AgencyFoster)],
                )
            }
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
    fn in_house_is_of_children_in_mainstream_foster_homes() {
        let mut sums = Sums::default();
        let all = kpis();
        let kpi = all.iter().find(|kpi| kpi.name.starts_with("in_house"));
        let kpi = kpi.unwrap();
        assert_eq!(kpi.figure(&sums), None);
        sums.figures[state_at(State::OwnFoster)] = 30.0;
        sums.figures[state_at(State::AgencyFoster)] = 10.0;
        sums.figures[state_at(State::Connected)] = 90.0;
        assert_eq!(kpi.figure(&sums), Some(75.0));
    }

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
    fn the_months_that_are_told_are_those_that_were_run() {
        let told = |months: usize| Window::LastYear.words(months);
        assert_eq!(told(36), "the last twelve months");
        assert_eq!(told(12), "the last twelve months");
        assert_eq!(told(11), "all eleven months");
        assert_eq!(told(6), "all six months");
        assert_eq!(told(1), "the one month of the run");
        assert_eq!(Window::Whole.words(36), "all 36 months");
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
