//! What the simulation of children and homes comes to: indicators month by month, and the places that the authority needs.
//!
//! Places that are asked for are counted from children, not from placements: a place for every child whose plan asks for a
//! kind of home, in the district that she comes from, times the share that policy wants in the authority's own provision
//! (`own_provision` of `[policy.targets]`; all of them where there is none). In 80, 90 or 95 of a hundred futures it is no
//! more. That is the least that could do, with no place empty and nobody settled elsewhere, and reaches no target by
//! itself: [`Target`] says how many futures do. What is missing is counted future by future. Districts ask for more together
//! than the whole council, since they do not all have their worst year at once.

mod indicator;
mod mix;
mod recorded;
mod required;
pub mod solve;

pub use indicator::{Indicator, Spread};
pub use recorded::Recorded;
pub use required::{LEVELS, Needed, Required, year_ends};

use super::changes::Changes;
use super::hazard::Together;
use super::history::TooLittle;
use super::simulate::Settings;
use super::supply::Sourced;
use super::system::audit::Audited;
use super::system::{self, Kept, Setup, Simulated, outcomes::Outcomes};
use crate::model::{Council, Date};
use crate::optimise::SolveError;
use required::required;

/// Months of one future that are placed in both ways, at most.
const AUDITS: usize = 6;

/// The forecast of children and homes.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// How it was run, with the replications that were finished.
    pub settings: Settings,
    /// Whether fewer were finished than were asked for.
    pub is_interrupted: bool,
    /// Day of the data.
    pub from: Date,
    /// Month ends.
    pub months: Vec<Date>,
    /// By month and indicator, the indicator running fastest.
    pub indicators: Vec<Option<Spread>>,
    /// By indicator: what it is on the day of the data; `None` for what happens in a month.
    pub today: Vec<Option<f64>>,
    /// Why its rates are pooled to England's; `None` where the history speaks for itself.
    pub little: Option<TooLittle>,
    /// Children of the list who are in no open episode, and so not in the forecast of children alone.
    pub without_episode: usize,
    /// Children in care where the history ends, before the day of the data, who are not on the list of that day.
    pub left_since: usize,
    /// New placements of the last year beside those of the first.
    pub recorded: Vec<Recorded>,
    /// What it takes to reach each target, and the share of futures that it is for, where that was asked.
    pub solved: Option<(f64, Vec<solve::Solved>)>,
    /// Places that are asked for, at the end of every year and of the forecast.
    pub required: Vec<Required>,
    /// Share of children whom policy wants in the authority's own provision, and whether it says so.
    pub own_share: (f64, bool),
    /// Targets of policy that the simulation has an indicator of.
    pub targets: Vec<Target>,
    /// Rates of supply.
    pub supply: super::supply::Supply,
    /// How often brothers and sisters leave and move together.
    pub together: Together,
    /// Share of pairs of brothers and sisters who are to live apart.
    pub apart: Sourced,
    /// Months placed in both ways.
    pub audits: Vec<Audited>,
}

impl Capacity {
    /// Runs a simulation as long as it goes on, without the futures that were kept before, and counts the futures that were finished. After an interrupt no month is
    /// placed in both ways.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_to_the_end`], of the months that are placed in both ways; interrupted, where no future was
    /// finished.
    pub fn of<C: Fn(u64) -> Changes + Sync>(
        council: &Council,
        setup: &Setup<'_>,
        settings: Settings,
        changes: C,
        goes_on_and_kept: (&(dyn Fn() -> bool + Sync), &dyn Kept),
    ) -> Result<Self, SolveError> {
        let simulated = system::run_while(setup, settings, changes, goes_on_and_kept);
        let finished = simulated.replications.len();
        let is_interrupted = finished < settings.replications;
        if finished == 0 {
            return Err(SolveError::Interrupted);
        }
        let every = settings.months.div_ceil(AUDITS).max(1);
        let audits = match is_interrupted {
            true => Vec::new(),
            false => system::audit(setup, settings, every)?,
        };
        let target = council.policy.targets.get("own_provision");
        let own_share = (target.map_or(1.0, |t| t / 100.0), target.is_some());
        Ok(Self {
            settings: Settings {
                replications: finished,
                ..settings
            },
            is_interrupted,
            from: setup.model.from,
            indicators: indicators(&simulated),
            today: today(setup),
            little: setup.little,
            without_episode: setup.without_episode(),
            left_since: setup.left_since(),
            recorded: recorded::recorded(council, &simulated),
            required: required(&simulated, setup.districts, own_share.0),
            solved: None,
            own_share,
            targets: targets(council, &simulated),
            supply: setup.supply.clone(),
            together: setup.model.together,
            apart: setup.plans.share(),
            audits,
            months: simulated.months,
        })
    }

    /// An indicator of every month.
    pub fn series(&self, indicator: Indicator) -> Vec<Option<Spread>> {
        let at = Indicator::all().iter().position(|i| *i == indicator);
        let months = 0..self.months.len();
        months.map(|month| self.indicator(month, at?)).collect()
    }

    /// An indicator of a month.
    pub fn indicator(&self, month: usize, indicator: usize) -> Option<Spread> {
        self.indicators[month * Indicator::all().len() + indicator]
    }
}

/// What the simulation measures targets on, and what an assessment does.
pub const MEASURED_ON: &str = "The simulation measures targets by children in foster homes, children's homes and supported \
    accommodation, which rounds fill; an assessment by all children with a home, those with relatives, parents and adopters \
    among them.";

/// A target of policy, and how probable it is that it is reached if nothing is done that is not under way.
#[derive(Debug, Clone, PartialEq)]
pub struct Target {
    /// Name of the indicator of an assessment.
    pub name: &'static str,
    /// What the simulation measures it by: children in homes that rounds fill.
    pub indicator: Indicator,
    /// Per cent that is wanted.
    pub wanted: f64,
    /// Share of futures that have so much, at the months of [`year_ends`].
    pub reached: Vec<f64>,
}

impl Target {
    /// Whether a future has so much in a month; one in which the indicator is of nobody has.
    fn is_reached(&self, outcomes: &Outcomes, month: usize) -> bool {
        let figure = self.indicator.figure(outcomes, month);
        figure.is_none_or(|figure| figure >= self.wanted - 1e-9)
    }

    /// Share of futures that have so much in a month.
    fn share(&self, simulated: &Simulated, month: usize) -> f64 {
        let futures = simulated.replications.iter();
        let reached = futures.filter(|o| self.is_reached(o, month)).count();
        reached as f64 / simulated.replications.len().max(1) as f64
    }
}

/// Targets by the name of the assessment's indicator and of the simulation's.
pub const TARGETS: [(&str, &str); 4] = [
    ("own_provision", "own_provision_percent"),
    ("in_area", "in_area_percent"),
    ("near_home", "near_home_percent"),
    ("sibling_pairs_together", "sibling_pairs_together_percent"),
];

/// Indicators of an assessment of which a run has a KPI of the same meaning and unit, with its name.
pub const OF_RUNS: [(&str, &str); 6] = [
    ("own_provision", "own_provision_percent"),
    ("in_area", "in_area_percent"),
    ("near_home", "near_home_percent"),
    ("sibling_pairs_together", "sibling_pairs_together_percent"),
    ("miles_from_home", "mean_miles_from_home"),
    ("in_house_of_mainstream", "in_house_of_mainstream_percent"),
];

fn targets(council: &Council, simulated: &Simulated) -> Vec<Target> {
    let all = Indicator::all();
    let of = |(name, ours): (&'static str, &str)| {
        let wanted = *council.policy.targets.get(name)?;
        let indicator = *all.iter().find(|i| i.name() == ours)?;
        let mut target = Target {
            name,
            indicator,
            wanted,
            reached: Vec::new(),
        };
        let ends = year_ends(simulated.months.len()).into_iter();
        target.reached = ends.map(|month| target.share(simulated, month)).collect();
        Some(target)
    };
    TARGETS.into_iter().filter_map(of).collect()
}

fn today(setup: &Setup<'_>) -> Vec<Option<f64>> {
    let outcomes = system::today(setup);
    let all = Indicator::all().into_iter();
    all.map(|indicator| {
        let is_stock = indicator.is_stock();
        is_stock.then(|| indicator.figure(&outcomes, 0)).flatten()
    })
    .collect()
}

fn indicators(simulated: &Simulated) -> Vec<Option<Spread>> {
    let all = Indicator::all();
    let of = |(month, indicator): (usize, Indicator)| {
        let each = simulated.replications.iter();
        Spread::of(each.filter_map(|o| indicator.figure(o, month)).collect())
    };
    let months = 0..simulated.months.len();
    months
        .flat_map(|month| all.iter().map(move |indicator| (month, *indicator)))
        .map(of)
        .collect()
}
