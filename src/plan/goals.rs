//! Targets as rows: each is an indicator counted exactly as it defines itself, as a whole-number sum over who lives
//! where.
//!
//! *At least 80% in area* is `100,000 × in area − 80,000 × counted ≥ 0`, divided by what the two have in common. A child
//! who does not count adds nothing. No goal is reached by leaving a child without a home: she counts as not meeting it, where
//! she counts today or would in any home that could take her, and a pair of brothers and sisters of whom one has no home
//! counts as apart. The indicator itself, of where children live, sees neither.

use super::why::Why;
use crate::duties::Facts;
use crate::kpis::{self, Better, Case, Kpi, Standing, Tally, Unit};

/// Indicators that no plan makes worse than they are if it can be helped, whether they have a target or not.
pub const HELD: [&str; 5] = [
    "in_area",
    "near_home",
    "sibling_pairs_together",
    "family_as_planned",
    "with_connected_person",
];

/// A goal: `sign × (a × numerator − b × denominator)` summed over everybody is at most `limit`.
#[derive(Debug, Clone)]
pub struct Goal {
    /// The indicator.
    pub kpi: &'static Kpi,
    /// Why.
    pub why: Why,
    /// The figure to be reached, in the indicator's unit.
    pub figure: f64,
    sign: i64,
    a: i64,
    b: i64,
    /// The most that the sum may come to.
    pub limit: i64,
    /// What one unit of the sum above the limit counts as in the sum of shortfalls: all goals are on one scale, where
    /// `SCALE` is all that the goal counts.
    pub weight: i64,
}

/// The shortfall of a goal of which nothing is reached: so much more than the pence that an authority of a thousand
/// children spends a week that whole weights are as fine as a hundredth.
pub const SCALE: i64 = 10_000_000_000;

/// Why a target cannot be one of a plan.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unfit {
    /// No indicator of that name.
    #[error("no indicator is called {name:?}; a plan can have targets for {possible}")]
    Unknown {
        /// What was asked.
        name: String,
        /// What is possible.
        possible: String,
    },
    /// It is not one that a single measure stands for.
    #[error(
        "{name} cannot be a target of a plan, since no single measure of who lives where stands for it; a plan can have \
         targets for {possible}"
    )]
    NoMeasure {
        /// The indicator.
        name: String,
        /// What is possible.
        possible: String,
    },
    /// The figure makes no sense.
    #[error("{name} {figure} is no figure that it can have: give one from 0 to {highest}")]
    Figure {
        /// The indicator.
        name: String,
        /// What was asked.
        figure: f64,
        /// The highest.
        highest: f64,
    },
}

/// Names of the indicators that a plan can have targets for.
pub fn possible() -> Vec<&'static str> {
    let fit = kpis::ALL.iter().filter(|kpi| is_fit(kpi));
    fit.map(|kpi| kpi.card.name).collect()
}

/// Why no plan can have a target for an indicator; `None` where it can.
pub fn unfit(name: &str) -> Option<Unfit> {
    fit(name).err()
}

fn fit(name: &str) -> Result<&'static Kpi, Unfit> {
    let possible = || possible().join(", ");
    let Some(kpi) = kpis::find(name) else {
        return Err(Unfit::Unknown {
            name: name.to_owned(),
            possible: possible(),
        });
    };
    if is_fit(kpi) {
        return Ok(kpi);
    }
    Err(Unfit::NoMeasure {
        name: kpi.card.name.to_owned(),
        possible: possible(),
    })
}

fn is_fit(kpi: &Kpi) -> bool {
    kpi.card.duty.is_some() && (kpi.is_of_children() || is_pairs(kpi))
}

/// Whether it counts pairs of brothers and sisters, of which a block holds whole ones.
pub fn is_pairs(kpi: &Kpi) -> bool {
    kpi.card.duty == Some("D23")
}

impl Goal {
    /// A target that was asked for. `now` is the indicator as it is.
    pub fn target(name: &str, figure: f64, now: &dyn Fn(&Kpi) -> Tally) -> Result<Self, Unfit> {
        let kpi = fit(name)?;
        let name = kpi.card.name.to_owned();
        let highest = kpi.card.unit.highest();
        if !(0.0..=highest).contains(&figure) {
            return Err(Unfit::Figure {
                name,
                figure,
                highest,
            });
        }
        let thousandths = (figure * 1000.0).round() as i64;
        let (a, b, all) = match kpi.card.unit {
            Unit::Percent => (100_000, thousandths, 0),
            Unit::Miles | Unit::PoundsPerWeek => (1_000, 100 * thousandths, 0),
            Unit::TotalPoundsPerWeek => (1_000, 0, 100 * thousandths),
            Unit::Count => (1_000, 0, thousandths),
        };
        let figure = thousandths as f64 / 1000.0;
        Ok(Self::of(kpi, Why::Target, figure, (a, b, all), &now(kpi)))
    }

    /// Not worse than now; `None` where there is nothing to divide by.
    pub fn not_worse(name: &str, now: &dyn Fn(&Kpi) -> Tally) -> Option<Self> {
        let kpi = kpis::by_name(name)?;
        let tally = now(kpi);
        let figure = tally.figure(kpi.card.unit)?;
        let ratio = (tally.denominator, tally.numerator, 0);
        Some(Self::of(kpi, Why::NotWorse, figure, ratio, &tally))
    }

    /// Nobody without a home but those whom nothing on offer can take: see [`Self::but_for`].
    pub fn placed(now: &dyn Fn(&Kpi) -> Tally) -> Option<Self> {
        let kpi = kpis::by_name("with_a_home")?;
        Some(Self::of(kpi, Why::Placed, 100.0, (1, 1, 0), &now(kpi)))
    }

    fn of(
        kpi: &'static Kpi,
        why: Why,
        figure: f64,
        (a, b, all): (i64, i64, i64),
        now: &Tally,
    ) -> Self {
        let common = gcd(gcd(a, b), all).max(1);
        let (a, b, all) = (a / common, b / common, all / common);
        let sign = if kpi.card.better == Better::Higher {
            -1
        } else {
            1
        };
        Self {
            kpi,
            why,
            figure,
            sign,
            a,
            b,
            limit: sign * all,
            weight: weight(most(kpi.card.unit, (a, b, all), now)),
        }
    }

    /// Lets so many children be without a home.
    pub fn but_for(&mut self, left: i64, children: i64) {
        self.limit += left;
        self.figure = 100.0 * (children - left) as f64 / children.max(1) as f64;
    }

    /// What a numerator and a denominator add to the sum.
    pub const fn sum(&self, numerator: i64, denominator: i64) -> i64 {
        self.sign * (self.a * numerator - self.b * denominator)
    }

    /// What a case adds to the sum.
    pub fn of_case(&self, case: Case) -> i64 {
        match case {
            Case::Counts {
                numerator,
                denominator,
            } => self.sum(numerator, denominator),
            Case::Out(_) => 0,
        }
    }

    /// Numerator and denominator for which a child counts who has no home, of all that she is today and could be: in a
    /// share as not what it asks for, and in a mean or a sum the worst of them. Never what would better the goal.
    pub fn without_a_home(&self, cases: impl Iterator<Item = Case>) -> (i64, i64) {
        let counted = cases.filter_map(|case| match case {
            Case::Counts {
                numerator,
                denominator,
            } => Some((numerator, denominator)),
            Case::Out(_) => None,
        });
        let as_not = |(numerator, denominator)| match (self.kpi.card.unit, self.kpi.card.better) {
            (Unit::Percent, Better::Lower) => (denominator, denominator),
            (Unit::Percent, _) => (0, denominator),
            _ => (numerator, denominator),
        };
        let worst = counted.map(as_not).max_by_key(|(n, d)| self.sum(*n, *d));
        worst
            .filter(|(n, d)| self.sum(*n, *d) > 0)
            .unwrap_or_default()
    }

    /// By how much the sum over a tally is above the limit; 0 where the goal is reached.
    pub fn short(&self, tally: &Tally) -> i64 {
        (self.sum(tally.numerator, tally.denominator) - self.limit).max(0)
    }

    /// Whether a standing reaches the goal.
    pub fn is_reached(&self, standing: &Standing) -> bool {
        self.short(&self.kpi.whole(standing)) == 0
    }
}

/// All that a goal counts: what its sum would come to, were nothing of it reached. Of a percentage, everybody who counts
/// today, and one at least; of a mean and of a total, what is asked or what is today, whichever is more. A target of 0
/// asks for no sum at all, so that today's alone can say what a shortfall of all is.
fn most(unit: Unit, (a, b, all): (i64, i64, i64), now: &Tally) -> i64 {
    let most = match unit {
        Unit::Percent => a.max(b) * now.denominator.max(1),
        Unit::Count | Unit::Miles | Unit::PoundsPerWeek | Unit::TotalPoundsPerWeek => {
            let asked = all.max(b * now.denominator);
            // Where nobody has a home today there is no sum either: a mile or a pound is better than a hundredth of it.
            asked.max(a * now.numerator.max(100))
        }
    };
    most.max(1)
}

/// What one unit of a sum that comes to so much in all counts as, rounded.
fn weight(most: i64) -> i64 {
    ((SCALE + most / 2) / most).max(1)
}

/// Indicators of a council as it is.
pub fn now<'a>(facts: &'a Facts<'a>) -> impl Fn(&Kpi) -> Tally + 'a {
    let standing = Standing::present(facts);
    move |kpi| kpi.whole(&standing)
}

fn gcd(a: i64, b: i64) -> i64 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(numerator: i64, denominator: i64) -> Tally {
        let mut tally = Tally::default();
        tally.add(Case::Counts {
            numerator,
            denominator,
        });
        tally
    }

    #[test]
    fn a_percentage_is_reached_at_the_first_whole_child() {
        let now = |_: &Kpi| tally(1, 10);
        let goal = Goal::target("in_area", 75.0, &now).unwrap();
        assert_eq!(goal.short(&tally(7, 10)), 2);
        assert_eq!(goal.short(&tally(8, 10)), 0);
        assert_eq!(goal.short(&tally(3, 4)), 0);
        assert_eq!(goal.of_case(Case::one(1)), -1);
        assert_eq!(goal.of_case(Case::one(0)), 3);
    }

    #[test]
    fn a_mean_is_reached_from_above() {
        let now = |_: &Kpi| tally(500_000, 5);
        let goal = Goal::target("weekly_cost", 900.5, &now).unwrap();
        assert_eq!(goal.short(&tally(180_100, 2)), 0);
        assert!(goal.short(&tally(180_101, 2)) > 0);
    }

    #[test]
    fn not_worse_is_the_same_fraction() {
        let now = |_: &Kpi| tally(2, 3);
        let goal = Goal::not_worse("near_home", &now).unwrap();
        assert_eq!(goal.short(&tally(4, 6)), 0);
        assert!(goal.short(&tally(65, 100)) > 0);
        let none = |_: &Kpi| Tally::default();
        assert!(Goal::not_worse("near_home", &none).is_none());
    }

    #[test]
    fn a_target_of_nothing_weighs_as_much_as_any_other() {
        let now = |_: &Kpi| tally(12_345_600, 96);
        let all = |goal: &Goal| goal.short(&now(goal.kpi)) * goal.weight;
        for figure in [0.0, 0.01, 1.0] {
            for name in ["weekly_cost", "miles_from_home", "total_weekly_cost"] {
                let short = all(&Goal::target(name, figure, &now).unwrap());
                assert!(
                    (SCALE / 100 * 99..=SCALE / 100 * 101).contains(&short),
                    "{name} {figure}: {short}"
                );
            }
        }
        let nobody = |_: &Kpi| Tally::default();
        let goal = Goal::target("weekly_cost", 0.0, &nobody).unwrap();
        assert_eq!(goal.weight, SCALE / 100);
    }

    #[test]
    fn those_whom_no_home_can_take_are_not_asked_for() {
        let now = |_: &Kpi| tally(90, 96);
        let mut goal = Goal::placed(&now).unwrap();
        assert_eq!(goal.short(&tally(92, 96)), 4);
        goal.but_for(3, 96);
        assert_eq!(goal.short(&tally(92, 96)), 1);
        assert!((goal.figure - 96.875).abs() < 1e-9);
    }

    #[test]
    fn what_no_measure_stands_for_is_refused_with_what_is_possible() {
        let now = |_: &Kpi| tally(1, 2);
        for (name, says) in [
            ("fostered", "cannot be a target"),
            ("nonsense", "no indicator is called"),
        ] {
            let why = Goal::target(name, 50.0, &now).unwrap_err().to_string();
            assert!(why.contains(says) && why.contains("in_area"), "{why}");
        }
        let why = Goal::target("in_area", 101.0, &now).unwrap_err();
        assert!(why.to_string().contains("from 0 to 100"));
    }
}
