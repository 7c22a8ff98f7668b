//! Indicators of a month, and their spread over futures.

use super::required::{Needed, need, supply};
use crate::forecast::cast::Setting;
use crate::forecast::demand::{PERCENTILES, quantile};
use crate::forecast::history::State;
use crate::forecast::system::outcomes::{FIGURES, Measure, Outcomes, state_at};

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
        figures.sort_by(f64::total_cmp);
        Self::of_sorted(&figures)
    }

    /// Of figures in order.
    pub fn of_sorted(figures: &[f64]) -> Option<Self> {
        (!figures.is_empty()).then(|| Self {
            mean: figures.iter().sum::<f64>() / figures.len() as f64,
            percentiles: PERCENTILES.map(|p| quantile(figures, f64::from(p) / 100.0)),
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
    /// Children whose plan asks for a setting.
    Asking(Setting),
    /// Usable places of the authority's own in a setting.
    OwnPlaces(Setting),
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
            M::Pairs,
            M::PairsTogether,
            M::PairsTwoSettings,
            M::PairsCame,
            M::PairsCameTogether,
            M::PairsEnded,
            M::PairsEndedTogether,
            M::PairsParted,
            M::PairsReunited,
        ];
        let shares = [
            percent(
                "own_provision_percent",
                "Own provision, of children in homes that rounds fill",
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
            .chain(Setting::ALL.map(Self::Asking))
            .chain(Setting::ALL.map(Self::OwnPlaces))
            .chain(shares)
            .chain([Self::Miles, Self::Cost])
            .collect()
    }

    /// Whether it is of a day, and not of what happens in a month.
    pub const fn is_stock(self) -> bool {
        match self {
            Self::Number(measure) | Self::Percent(_, _, measure, _) => measure.is_stock(),
            _ => true,
        }
    }

    /// Name in tables.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Number(measure) => measure.name(),
            Self::In(state) => state.name(),
            Self::Asking(Setting::Family) => "plan_asks_for_foster",
            Self::Asking(Setting::Home) => "plan_asks_for_childrens_home",
            Self::Asking(Setting::Supported) => "plan_asks_for_supported_accommodation",
            Self::OwnPlaces(Setting::Family) => "own_usable_foster_places",
            Self::OwnPlaces(Setting::Home) => "own_usable_childrens_home_places",
            Self::OwnPlaces(Setting::Supported) => "own_usable_supported_places",
            Self::Percent(name, ..) => name,
            Self::Miles => "mean_miles_from_home",
            Self::Cost => "weekly_cost_thousand_pounds",
        }
    }

    /// Name for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Number(measure) => measure.label(),
            Self::In(state) => state.label(),
            Self::Asking(Setting::Family) => "Children whose plan asks for a foster home",
            Self::Asking(Setting::Home) => "Children whose plan asks for a children's home",
            Self::Asking(Setting::Supported) => {
                "Children whose plan asks for supported accommodation"
            }
            Self::OwnPlaces(Setting::Family) => "Usable places in own foster homes",
            Self::OwnPlaces(Setting::Home) => "Usable places in own children's homes",
            Self::OwnPlaces(Setting::Supported) => "Usable places in own supported accommodation",
            Self::Percent(_, label, ..) => label,
            Self::Miles => "Mean miles from home",
            Self::Cost => "Weekly cost of all placements, thousands of pounds",
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
            Self::Asking(setting) => {
                let kind = Needed::Setting(setting, None);
                Some(need(outcomes, month, kind, outcomes.districts))
            }
            Self::OwnPlaces(setting) => {
                Some(supply(outcomes, month, setting, None, outcomes.districts))
            }
            Self::Percent(_, _, part, all) => share(of(part) * 100.0, of(all)),
            Self::Miles => share(of(Measure::MilesTenths) / 10.0, of(Measure::DistanceKnown)),
            Self::Cost => Some(of(Measure::CostHundreds) / 10.0),
        }
    }
}
