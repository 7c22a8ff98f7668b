//! What a scenario changes in a simulation of children and homes: every lever comes down to entries of these lists.
//!
//! All are of one replication: what a scenario knows only as a range is drawn before.

use crate::forecast::history::{Exit, State, day_number};
use crate::model::{Date, HomeKind, Sector};

/// When a change applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub from: Date,
    /// Last day; `None` where it stays.
    pub until: Option<Date>,
    /// Months over which it comes in full, evenly; 0 at once.
    pub ramp: u32,
}

impl When {
    /// Share of the change that has come on a day, from 0 to 1.
    pub fn share(&self, day: Date) -> f64 {
        if day < self.from || self.until.is_some_and(|until| day > until) {
            return 0.0;
        }
        let days = f64::from(crate::model::days_between(self.from, day));
        let full = f64::from(self.ramp) * 365.25 / 12.0;
        if full > 0.0 {
            (days / full).min(1.0)
        } else {
            1.0
        }
    }

    /// A factor on a day: 1 before and after, and moving to it while the change comes.
    pub fn factor(&self, factor: f64, day: Date) -> f64 {
        1.0 + (factor - 1.0) * self.share(day)
    }
}

/// Which children a change is about. What is not given is not asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Who {
    /// Youngest and oldest age in years, inclusive.
    pub ages: Option<(u8, u8)>,
    /// Unaccompanied children, or all others.
    pub uasc: Option<bool>,
    /// Where they live.
    pub state: Option<State>,
}

/// A factor on how many children come into care.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entries {
    /// Of the child; her state is that in which she would first live.
    pub who: Who,
    /// When.
    pub when: When,
    /// Factor, not negative.
    pub factor: f64,
}

/// Children who come on top, evenly over a time: a surge, or a scheme for unaccompanied children.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Arriving {
    /// Like whom of those who came before.
    pub who: Who,
    /// First and last day.
    pub between: (Date, Date),
    /// Children.
    pub children: u32,
    /// Whether they come as emergencies, to be placed at once.
    pub emergency: bool,
}

/// A factor on the hazard of leaving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LeavingFaster {
    /// Who.
    pub who: Who,
    /// By which way; `None` for all but the eighteenth birthday.
    pub exit: Option<Exit>,
    /// When.
    pub when: When,
    /// Factor, not negative.
    pub factor: f64,
}

/// A factor on the hazard of moving.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moving {
    /// Who.
    pub who: Who,
    /// When.
    pub when: When,
    /// Factor, not negative.
    pub factor: f64,
}

/// What each home or child of a change costs beside placements.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Each {
    /// Pence when the home comes or the child leaves, moves or comes.
    pub once_pence: u32,
    /// Pence a week while the home is there, or while the child lives where she moved to.
    pub pence_a_week: u32,
}

/// So many children leave care on top of those who would, evenly over a time, as far as there are so many.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reunified {
    /// Who.
    pub who: Who,
    /// First and last day.
    pub between: (Date, Date),
    /// Children.
    pub children: u32,
    /// How they leave.
    pub exit: Exit,
    /// What each costs once.
    pub each: Each,
}

/// So many children of homes move into families with support, evenly over a time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SteppedDown {
    /// Who, of those in children's homes.
    pub who: Who,
    /// First and last day.
    pub between: (Date, Date),
    /// Children.
    pub children: u32,
    /// What each costs, by the week while she lives in the family that she stepped down to.
    pub each: Each,
}

/// Homes that are recruited or opened, evenly over a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Recruited {
    /// What they are: the id of one of [`crate::prospects::KINDS`].
    pub kind: String,
    /// Code of the district where they are; `None` spreads them as the children's homes of origin are.
    pub district: Option<String>,
    /// First and last day on which they begin to take children.
    pub between: (Date, Date),
    /// Homes.
    pub homes: u32,
    /// What each costs, by the week for as long as it is approved.
    pub each: Each,
}

/// Which homes a change is about. What is not given is not asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    /// Kind.
    pub kind: Option<HomeKind>,
    /// Whether of the authority's own, or of others.
    pub own: Option<bool>,
    /// Exactly this group of providers.
    pub sector: Option<Sector>,
    /// Provider's name or URN as in `homes.csv`.
    pub provider: Option<String>,
    /// Code of the district.
    pub district: Option<String>,
}

/// Homes that close, with notice to the children in them.
#[derive(Debug, Clone, PartialEq)]
pub struct Closed {
    /// Which.
    pub which: Which,
    /// On which day.
    pub on: Date,
    /// Most of them; `None` for all.
    pub most: Option<u32>,
}

/// A factor on the hazard at which foster households leave.
#[derive(Debug, Clone, PartialEq)]
pub struct Attrition {
    /// Which.
    pub which: Which,
    /// When.
    pub when: When,
    /// Factor, not negative.
    pub factor: f64,
}

/// Foster households of agencies that come over to the authority, with the children in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Converted {
    /// First and last day.
    pub between: (Date, Date),
    /// Households.
    pub homes: u32,
    /// What each costs, by the week for as long as it is approved.
    pub each: Each,
}

/// A factor on weekly cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Price {
    /// Which.
    pub which: Which,
    /// When.
    pub when: When,
    /// Factor, not negative.
    pub factor: f64,
}

/// What a scenario costs beside placements, such as a campaign, a worker or support in a family.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spending {
    /// Name of the lever that costs it.
    pub lever: String,
    /// First day.
    pub from: Date,
    /// Last day; `None` where it stays.
    pub until: Option<Date>,
    /// Pence on the first day.
    pub once_pence: i64,
    /// Pence in each week from the first day to the last.
    pub pence_a_week: i64,
}

impl Spending {
    /// Pounds from one day number to another, both counted; what was to be paid before the first day of all is left out.
    pub fn pounds(&self, first: i32, last: i32) -> f64 {
        let from = day_number(self.from);
        let until = self.until.map_or(i32::MAX, day_number);
        let days = last.min(until) - first.max(from) + 1;
        let weekly = self.pence_a_week as f64 * f64::from(days.max(0)) / 7.0;
        let once = if (first..=last).contains(&from) {
            self.once_pence as f64
        } else {
            0.0
        };
        (weekly + once) / 100.0
    }
}

/// Everything that a scenario changes in one replication; the default changes nothing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Changes {
    /// Factors on entries.
    pub entries: Vec<Entries>,
    /// Children on top.
    pub arriving: Vec<Arriving>,
    /// Factors on leaving.
    pub leaving: Vec<LeavingFaster>,
    /// Factors on moving.
    pub moving: Vec<Moving>,
    /// Children who leave on top.
    pub reunified: Vec<Reunified>,
    /// Children who leave care on top by an order to those who care for them: their home stops fostering as they go.
    pub with_their_carers: Vec<Reunified>,
    /// Children who step down.
    pub stepped_down: Vec<SteppedDown>,
    /// Homes that come.
    pub recruited: Vec<Recruited>,
    /// Homes that close.
    pub closed: Vec<Closed>,
    /// Factors on households leaving.
    pub attrition: Vec<Attrition>,
    /// Age at which carers retire, with the day from which it holds.
    pub retire_at: Option<(u8, Date)>,
    /// Households that come over.
    pub converted: Vec<Converted>,
    /// Factor on the natural recruitment of the authority's own households.
    pub recruitment: Vec<(When, f64)>,
    /// Share of young people in foster homes who stay put at eighteen, with the day from which it holds.
    pub staying_put: Option<(f64, Date)>,
    /// Share of the free places of others that the council can get, with the day from which it holds.
    pub external_share: Option<(f64, Date)>,
    /// Share of free places of the authority's own households that can be used, with the day from which it holds.
    pub usable_share: Option<(f64, Date)>,
    /// Factors on cost.
    pub prices: Vec<Price>,
    /// Costs beside placements.
    pub spending: Vec<Spending>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spent_in_a_month_is_its_days_and_what_is_paid_once() {
        let worker = Spending {
            lever: "worker".to_owned(),
            from: Date::constant(2026, 4, 16),
            until: Some(Date::constant(2026, 5, 14)),
            once_pence: 500_000,
            pence_a_week: 70_000,
        };
        let days = |a, b| (day_number(a), day_number(b));
        let april = days(Date::constant(2026, 4, 1), Date::constant(2026, 4, 30));
        let may = days(Date::constant(2026, 5, 1), Date::constant(2026, 5, 31));
        let june = days(Date::constant(2026, 6, 1), Date::constant(2026, 6, 30));
        assert_eq!(worker.pounds(april.0, april.1), 6_500.0);
        assert_eq!(worker.pounds(may.0, may.1), 1_400.0);
        assert_eq!(worker.pounds(june.0, june.1), 0.0);
    }

    #[test]
    fn a_change_comes_over_its_ramp_and_ends_after_its_last_day() {
        let when = When {
            from: Date::constant(2026, 4, 1),
            until: Some(Date::constant(2027, 3, 31)),
            ramp: 6,
        };
        let share = |y, m, d| when.share(Date::constant(y, m, d));
        assert_eq!(share(2026, 3, 31), 0.0);
        assert_eq!(share(2026, 4, 1), 0.0);
        assert!((share(2026, 7, 1) - 0.498).abs() < 0.01);
        assert_eq!((share(2026, 10, 2), share(2027, 3, 31)), (1.0, 1.0));
        assert_eq!(share(2027, 4, 1), 0.0);
        let at_once = When { ramp: 0, ..when };
        assert_eq!(at_once.factor(1.1, Date::constant(2026, 4, 1)), 1.1);
        assert_eq!(at_once.factor(1.1, Date::constant(2026, 3, 31)), 1.0);
    }
}
