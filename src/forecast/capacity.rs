//! What the simulation of children and homes comes to: indicators month by month, and the places that the authority needs.
//!
//! Places that are needed are counted from children, not from placements: a place for every child whose plan asks for a
//! kind of home, in the district that she comes from, times the share that policy wants in the authority's own provision
//! (`own_provision` of `[policy.targets]`; all of them where there is none). So many places are enough in 80, 90 or 95 of
//! a hundred futures. Districts need more together than the whole council, since they do not all have their worst year at
//! once.

use super::changes::Changes;
use super::demand::PERCENTILES;
use super::history::State;
use super::simulate::Settings;
use super::system::audit::Audited;
use super::system::outcomes::{
    FIGURES, Measure, NEEDS, Outcomes, SIBLINGS, setting_of_need, state_at,
};
use super::system::{self, Setup, Simulated};
use crate::forecast::cast::Setting;
use crate::model::{Council, Date};
use crate::optimise::SolveError;

/// Levels of probability at which places are enough.
pub const ENOUGH: [u8; 3] = [80, 90, 95];
/// Months of one future that are placed in both ways, at most.
const AUDITS: usize = 6;

/// Mean and percentiles of an indicator over replications.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// In the order of [`PERCENTILES`].
    pub percentiles: [f64; 7],
}

impl Spread {
    /// Of the figures of replications; `None` where none has one.
    pub fn of(mut figures: Vec<f64>) -> Option<Self> {
        if figures.is_empty() {
            return None;
        }
        figures.sort_by(f64::total_cmp);
        let at = |p: u8| {
            let at = (f64::from(p) / 100.0 * figures.len() as f64 - 1e-9).ceil() as usize;
            figures[at.saturating_sub(1)]
        };
        Some(Self {
            mean: figures.iter().sum::<f64>() / figures.len() as f64,
            percentiles: PERCENTILES.map(at),
        })
    }
}

/// An indicator of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Indicator {
    /// A number as it is counted.
    Number(Measure),
    /// Children in a state.
    In(State),
    /// One measure of a hundred of another.
    Percent(&'static str, &'static str, Measure, Measure),
    /// Mean miles from home.
    Miles,
    /// Weekly cost of all placements, thousands of pounds.
    Cost,
}

const fn percent(name: &'static str, label: &'static str, of: Measure, all: Measure) -> Indicator {
    Indicator::Percent(name, label, of, all)
}

impl Indicator {
    /// Every indicator, in the order of tables.
    pub fn all() -> Vec<Self> {
        use Measure as M;
        let numbers = [
            M::Children,
            M::Waiting,
            M::Entries,
            M::Exits,
            M::Moves,
            M::Placed,
            M::Approvals,
            M::Households,
            M::HouseholdPlaces,
            M::UsablePlaces,
            M::FilledPlaces,
            M::StayingPut,
            M::HouseholdsLeft,
            M::HouseholdsCame,
        ];
        let shares = [
            percent(
                "own_provision_percent",
                "In homes of the authority's own",
                M::Own,
                M::InRounds,
            ),
            percent(
                "in_area_percent",
                "In the authority's area",
                M::InArea,
                M::InRounds,
            ),
            percent("near_home_percent", "Near home", M::Near, M::DistanceKnown),
            percent(
                "sibling_pairs_together_percent",
                "Pairs of brothers and sisters together",
                M::PairsTogether,
                M::Pairs,
            ),
            percent(
                "placed_in_own_percent",
                "Placed in the month in the authority's own",
                M::PlacedOwn,
                M::Placed,
            ),
            percent(
                "school_changed_percent",
                "Placed in the month with a change of school",
                M::SchoolChanged,
                M::SchoolKnown,
            ),
        ];
        let numbers = numbers.map(Self::Number).into_iter();
        numbers
            .chain(State::ALL.map(Self::In))
            .chain(shares)
            .chain([Self::Miles, Self::Cost])
            .collect()
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number(measure) => measure.name(),
            Self::In(state) => state.name(),
            Self::Percent(name, ..) => name,
            Self::Miles => "mean_miles_from_home",
            Self::Cost => "weekly_cost_thousand_pounds",
        }
    }

    /// The figure of a month in one replication; `None` where it is of nothing.
    pub fn figure(self, outcomes: &Outcomes, month: usize) -> Option<f64> {
        let of = |measure: Measure| f64::from(outcomes.of(month, measure));
        let share = |of: f64, all: f64| (all > 0.0).then(|| of / all);
        match self {
            Self::Number(measure) => Some(of(measure)),
            Self::In(state) => Some(f64::from(
                outcomes.counts[month * FIGURES + state_at(state)],
            )),
            Self::Percent(_, _, part, all) => share(of(part) * 100.0, of(all)),
            Self::Miles => share(of(Measure::MilesTenths) / 10.0, of(Measure::DistanceKnown)),
            Self::Cost => Some(of(Measure::CostHundreds) / 10.0),
        }
    }
}

/// Places of one kind that are needed at a month end.
#[derive(Debug, Clone, PartialEq)]
pub struct Required {
    /// Position of the month.
    pub month: usize,
    /// What is needed.
    pub kind: Needed,
    /// Children whose plan asks for it.
    pub children: Spread,
    /// The authority's own places that are enough in [`ENOUGH`] of a hundred futures.
    pub enough: [u32; 3],
    /// The authority's own usable places to be expected, without anything that is not under way; `None` where places are
    /// of no kind of their own.
    pub expected: Option<f64>,
}

/// What is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Needed {
    /// A setting in a district; the whole council where it is `None`, and the position after the last for no district.
    Setting(Setting, Option<usize>),
    /// A kind of place for an age, in the whole council.
    Age(usize),
    /// Households for so many brothers and sisters: two, three, four and more.
    Siblings(usize),
}

/// The forecast of children and homes.
#[derive(Debug, Clone)]
pub struct Capacity {
    /// How it was run.
    pub settings: Settings,
    /// Month ends.
    pub months: Vec<Date>,
    /// By month and indicator, the indicator running fastest.
    pub indicators: Vec<Option<Spread>>,
    /// Places needed, at the end of every year and of the forecast.
    pub required: Vec<Required>,
    /// Share of children whom policy wants in the authority's own provision, and whether it says so.
    pub own_share: (f64, bool),
    /// Rates of supply.
    pub supply: super::supply::Supply,
    /// Share of moves that brothers and sisters make together, and the moves that say so.
    pub move_together: (f64, usize),
    /// Months placed in both ways.
    pub audits: Vec<Audited>,
}

impl Capacity {
    /// Runs a simulation and counts.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_to_the_end`], of the months that are placed in both ways.
    pub fn of<C: Fn(u64) -> Changes + Sync>(
        council: &Council,
        setup: &Setup<'_>,
        settings: Settings,
        changes: C,
    ) -> Result<Self, SolveError> {
        let simulated = system::run(setup, settings, changes);
        let every = settings.months.div_ceil(AUDITS).max(1);
        let target = council.policy.targets.get("own_provision");
        let own_share = (target.map_or(1.0, |t| t / 100.0), target.is_some());
        Ok(Self {
            settings,
            indicators: indicators(&simulated),
            required: required(&simulated, setup.districts, own_share.0),
            own_share,
            supply: setup.supply.clone(),
            move_together: (setup.move_together, setup.moves_seen),
            audits: system::audit(setup, settings, every)?,
            months: simulated.months,
        })
    }

    /// An indicator of a month.
    pub fn indicator(&self, month: usize, indicator: usize) -> Option<Spread> {
        self.indicators[month * Indicator::all().len() + indicator]
    }
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

/// Month ends at which places are counted: every twelfth, and the last.
pub fn year_ends(months: usize) -> Vec<usize> {
    let mut ends: Vec<usize> = (1..=months / 12).map(|year| year * 12 - 1).collect();
    if !months.is_multiple_of(12) {
        ends.push(months - 1);
    }
    ends
}

fn required(simulated: &Simulated, districts: usize, share: f64) -> Vec<Required> {
    let mut required = Vec::new();
    for month in year_ends(simulated.months.len()) {
        for setting in Setting::ALL {
            let whole = std::iter::once(None).chain((0..districts).map(Some));
            for district in whole {
                let kind = Needed::Setting(setting, district);
                required.extend(one(simulated, month, kind, districts, share));
            }
        }
        for need in 0..NEEDS {
            required.extend(one(simulated, month, Needed::Age(need), districts, share));
        }
        for size in 0..SIBLINGS {
            required.extend(one(
                simulated,
                month,
                Needed::Siblings(size),
                districts,
                share,
            ));
        }
    }
    required
}

/// What is needed of one kind; `None` where nobody needs it in any future and there is none.
fn one(
    simulated: &Simulated,
    month: usize,
    kind: Needed,
    districts: usize,
    share: f64,
) -> Option<Required> {
    let each = simulated.replications.iter();
    let children: Vec<f64> = each
        .clone()
        .map(|o| need(o, month, kind, districts))
        .collect();
    let expected = match kind {
        Needed::Setting(setting, district) => {
            let places = each.map(|o| supply(o, month, setting, district, districts));
            Some(places.sum::<f64>() / simulated.replications.len().max(1) as f64)
        }
        Needed::Age(_) | Needed::Siblings(_) => None,
    };
    let spread = Spread::of(children.clone())?;
    if spread.percentiles[6] == 0.0 && expected.is_none_or(|places| places == 0.0) {
        return None;
    }
    let mut sorted = children;
    sorted.sort_by(f64::total_cmp);
    let enough = ENOUGH.map(|level| {
        let at = (f64::from(level) / 100.0 * sorted.len() as f64 - 1e-9).ceil() as usize;
        (sorted[at.saturating_sub(1)] * share - 1e-9).ceil() as u32
    });
    Some(Required {
        month,
        kind,
        children: spread,
        enough,
        expected,
    })
}

fn need(outcomes: &Outcomes, month: usize, kind: Needed, districts: usize) -> f64 {
    let at = |need: usize, district: usize| {
        f64::from(outcomes.needs[(month * NEEDS + need) * districts + district])
    };
    match kind {
        Needed::Siblings(size) => f64::from(outcomes.siblings[month * SIBLINGS + size]),
        Needed::Age(need) => (0..districts).map(|district| at(need, district)).sum(),
        Needed::Setting(setting, district) => {
            let of = (0..NEEDS).filter(|need| setting_of_need(*need) == setting);
            let in_district = |need: usize| match district {
                Some(district) => at(need, district),
                None => (0..districts).map(|district| at(need, district)).sum(),
            };
            of.map(in_district).sum()
        }
    }
}

fn supply(
    outcomes: &Outcomes,
    month: usize,
    setting: Setting,
    district: Option<usize>,
    districts: usize,
) -> f64 {
    let from = (month * Setting::ALL.len() + setting as usize) * districts;
    let of = &outcomes.supply[from..from + districts];
    match district {
        Some(district) => f64::from(of[district]),
        None => of.iter().map(|places| f64::from(*places)).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn future(children: &[(usize, u16)], places: u16) -> Outcomes {
        let mut outcomes = Outcomes::new(1, 2);
        for (at, number) in children {
            outcomes.needs[*at] = *number;
        }
        outcomes.supply[0] = places;
        outcomes
    }

    #[test]
    fn places_are_enough_in_so_many_of_a_hundred_futures() {
        // Ten futures with 1 to 10 small children of the first district, and one of eleven or more in the second.
        let futures = (1..=10).map(|n| future(&[(0, n), (3, 1)], 4));
        let simulated = Simulated {
            months: vec![Date::constant(2026, 4, 30)],
            replications: futures.collect(),
        };
        let first = one(
            &simulated,
            0,
            Needed::Setting(Setting::Family, Some(0)),
            2,
            1.0,
        )
        .unwrap();
        assert_eq!(first.enough, [8, 9, 10]);
        assert_eq!((first.children.mean, first.expected), (5.5, Some(4.0)));
        // A kind of two ages; half of the children are to be in own provision.
        let all = one(
            &simulated,
            0,
            Needed::Setting(Setting::Family, None),
            2,
            0.5,
        )
        .unwrap();
        assert_eq!(all.enough, [5, 5, 6]);
        let age = one(&simulated, 0, Needed::Age(1), 2, 1.0).unwrap();
        assert_eq!((age.enough, age.expected), ([1, 1, 1], None));
        assert_eq!(
            one(&simulated, 0, Needed::Setting(Setting::Home, None), 2, 1.0),
            None
        );
    }

    #[test]
    fn years_end_every_twelve_months_and_at_the_end() {
        assert_eq!(year_ends(24), [11, 23]);
        assert_eq!(year_ends(30), [11, 23, 29]);
        assert_eq!(year_ends(5), [4]);
    }
}
