//! What a scenario is laid on: a council, the first day of the forecast, and, where it has been simulated, what comes of a
//! lever's size.

use std::collections::BTreeMap;

use crate::model::{Council, Date, HomeKind, Sector, days_between};

/// What a simulation says of the sizes of a lever that were tried: a line through them.
#[derive(Debug, Clone, PartialEq)]
pub struct Response {
    points: Vec<(f64, f64)>,
    bound: f64,
}

impl Response {
    /// Of sizes with the figure that each came to.
    pub fn of(mut points: Vec<(f64, f64)>) -> Self {
        points.sort_by(|a, b| a.0.total_cmp(&b.0));
        points.dedup_by(|a, b| a.0 == b.0);
        Self {
            points,
            bound: f64::INFINITY,
        }
    }

    /// The same where no more than so much helps.
    #[must_use]
    pub fn up_to(mut self, bound: f64) -> Self {
        self.bound = bound;
        self
    }

    /// The size from which on more no longer helps; endless where that is not known.
    pub const fn bound(&self) -> f64 {
        self.bound
    }

    /// The figure at a size; beyond what was tried the line goes on as it ended.
    pub fn at(&self, size: f64) -> f64 {
        let last = self.points.len().saturating_sub(2);
        let segment = self.points.windows(2).enumerate();
        let mut segment = segment.filter(|(at, pair)| *at == last || size <= pair[1].0);
        match segment.next() {
            Some((_, pair)) => {
                let [(a, low), (b, high)] = [pair[0], pair[1]];
                low + (high - low) * (size - a) / (b - a)
            }
            None => self.points.first().map_or(0.0, |point| point.1),
        }
    }
}

/// Of each lever that solves for its size, by its name in the scenario.
pub type Responses = BTreeMap<String, Response>;

/// What a scenario is laid on.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The council.
    pub council: &'a Council,
    /// First day of the forecast.
    pub start: Date,
    /// What a simulation said; closed forms of today's figures answer where none was asked.
    pub responses: Option<&'a Responses>,
}

impl<'a> Ground<'a> {
    /// A council from a day, without a simulation to ask.
    pub const fn new(council: &'a Council, start: Date) -> Self {
        Self {
            council,
            start,
            responses: None,
        }
    }

    /// What a simulation said of a lever.
    pub fn response(&self, lever: &str) -> Option<&'a Response> {
        self.responses?.get(lever)
    }
}

/// Days of a year.
const YEAR: f64 = 365.25;

/// Children in care as water in a tub: so many come in a year, and each leaves at the same rate. With `n` children now, `e`
/// entries a year and a rate of `l` a year, `n(t) = e / l + (n - e / l) exp(-l t)`.
///
/// It is coarse on purpose: it gives the size of a change before anything is simulated, and knows neither ages nor time in
/// care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Children now.
    pub children: f64,
    /// Children who come in a year.
    pub entries: f64,
    /// Rate of leaving a year.
    pub leaving: f64,
}

impl Flow {
    /// Of the last two years of episodes, or where there are none, of the children who are in care and came in the last
    /// year (which misses those who came and left). Children leave at the rate that kept their number as it was.
    pub fn of(council: &Council) -> Self {
        let children = council.looked_after().count() as f64;
        let recent =
            |start: Date, days: i32| (0..days).contains(&days_between(start, council.as_at));
        let of_care = council
            .episodes
            .iter()
            .filter(|episode| episode.is_of_care());
        let starts = of_care.filter(|episode| {
            episode
                .reason_start
                .as_ref()
                .is_some_and(|reason| reason.as_str() == "S")
        });
        let two_years = starts.filter(|episode| recent(episode.start, 731)).count();
        let entries = if two_years > 0 {
            two_years as f64 / 2.0
        } else {
            let new = council
                .looked_after()
                .filter(|child| recent(council.child(*child).entered_care, 366));
            new.count() as f64
        };
        Self {
            children,
            entries,
            leaving: if children > 0.0 {
                entries / children
            } else {
                0.0
            },
        }
    }

    /// Children after so many years, with factors on entries and on leaving.
    pub fn after(self, years: f64, entries: f64, leaving: f64) -> f64 {
        let (entries, leaving) = (self.entries * entries, self.leaving * leaving);
        if leaving <= 0.0 {
            return self.children + entries * years;
        }
        let level = entries / leaving;
        level + (self.children - level) * (-leaving * years).exp()
    }

    /// The same flow after so many years of nothing changed.
    #[must_use]
    pub fn later(self, years: f64) -> Self {
        Self {
            children: self.after(years, 1.0, 1.0),
            ..self
        }
    }
}

/// Years from one day to another.
pub fn years_between(from: Date, to: Date) -> f64 {
    f64::from(days_between(from, to)) / YEAR
}

/// Where the children of foster households live now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fostered {
    /// With households of the authority's own.
    pub own: u32,
    /// With households of others.
    pub others: u32,
    /// Of those, with agencies in the authority's area.
    pub others_in_area: u32,
    /// Households of agencies in the authority's area with a child of the council: those that could come over.
    pub could_come: u32,
}

impl Fostered {
    /// Counts current placements with foster carers, connected persons left out.
    pub fn of(council: &Council) -> Self {
        let mut fostered = Self::default();
        let mut households = std::collections::BTreeSet::new();
        for placement in &council.placements {
            let home = council.home(placement.home);
            if home.kind != HomeKind::Foster || !council.child(placement.child).is_looked_after() {
                continue;
            }
            if home.is_in_house() {
                fostered.own += 1;
                continue;
            }
            fostered.others += 1;
            // Another authority's carers stay its own.
            let is_agency = matches!(home.sector, Sector::Private | Sector::Voluntary);
            if is_agency && council.is_ours(&home.authority) {
                fostered.others_in_area += 1;
                households.insert(placement.home);
            }
        }
        fostered.could_come = households.len() as u32;
        fostered
    }
}

/// Questions that tell a factor up to five to less than two thousandths.
pub const QUESTIONS: usize = 12;

/// Where an unknown lies between two bounds after so many questions, if `low_side` says of each guess whether it is below
/// the unknown.
pub fn bisect(
    (mut low, mut high): (f64, f64),
    questions: usize,
    low_side: impl Fn(f64) -> bool,
) -> f64 {
    for _ in 0..questions {
        let middle = f64::midpoint(low, high);
        if low_side(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::midpoint(low, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flow_stays_where_it_is_until_something_changes() {
        let flow = Flow {
            children: 400.0,
            entries: 100.0,
            leaving: 0.25,
        };
        assert!((flow.after(3.0, 1.0, 1.0) - 400.0).abs() < 1e-9);
        assert!((flow.after(1e3, 0.8, 1.0) - 320.0).abs() < 1e-9);
        assert!((flow.after(1e3, 1.0, 1.25) - 320.0).abs() < 1e-9);
        let year = flow.after(1.0, 0.0, 1.0);
        assert!((year - 400.0 * (-0.25_f64).exp()).abs() < 1e-9);
        assert!((flow.after(2.0, 1.0, 0.0) - 600.0).abs() < 1e-9);
    }

    #[test]
    fn a_response_goes_through_its_points_and_on_beyond_them() {
        let response = Response::of(vec![(2.0, 30.0), (0.0, 10.0), (1.0, 15.0)]);
        let at: Vec<f64> = [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, -1.0]
            .into_iter()
            .map(|size| response.at(size))
            .collect();
        assert_eq!(at, [10.0, 12.5, 15.0, 22.5, 30.0, 45.0, 5.0]);
        assert_eq!(Response::of(vec![(1.0, 7.0)]).at(4.0), 7.0);
    }

    #[test]
    fn bisection_finds_a_factor_to_a_thousandth() {
        let found = bisect((0.0, 5.0), QUESTIONS, |guess| guess < 0.623);
        assert!((found - 0.623).abs() < 1e-3);
    }
}
