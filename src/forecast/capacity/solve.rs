//! How many households it would take to reach a target of policy in so many of a hundred futures: by simulation again.
//!
//! Every number of households is played in the same futures, with the same chance: they are recruited evenly in the first
//! year, in the districts that children come from. The number is doubled until the target is reached in the last month in
//! as many futures as asked, and then halved in between. What is found was run, and so was one household fewer, which is
//! not enough; that no smaller number further down would do rests on more households not making it worse.

use super::{TARGETS, Target};
use crate::forecast::changes::{Changes, Each, Recruited};
use crate::forecast::simulate::{Settings, month_ends};
use crate::forecast::system::{self, NothingKept, Setup};
use crate::model::Date;
use crate::prospects::KINDS;

/// Kinds of household that are recruited: for a target about brothers and sisters, and for any other.
pub const HOUSEHOLDS: [&str; 2] = ["foster-0-17-3-standard", "foster-0-17-2-standard"];
/// Most households that are tried.
pub const MOST: u32 = 512;
/// Days of a year.
const YEAR: i64 = 365;

/// What it takes to reach a target on its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Solved {
    /// Name of the indicator of an assessment.
    pub target: &'static str,
    /// Per cent that is wanted.
    pub wanted: f64,
    /// Kind of household.
    pub kind: &'static str,
    /// Places of each.
    pub places_each: u8,
    /// Households; `None` where [`MOST`] are not enough.
    pub households: Option<u32>,
    /// Share of futures that reach the target in the last month: without any, and with those households (or the most).
    pub reached: (f64, f64),
    /// How many numbers of households were played.
    pub runs: usize,
}

/// Why nothing was solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsolved {
    /// It was asked to end.
    #[error("interrupted")]
    Interrupted,
}

/// Solves every target on its own, for a share of futures from 0 to 1. The cast has to have [`HOUSEHOLDS`].
///
/// # Errors
/// Where `goes_on` says no.
pub fn solve(
    setup: &Setup<'_>,
    settings: Settings,
    (targets, share): (&[Target], f64),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Solved>, Unsolved> {
    let one = |target: &Target| {
        let siblings = target.name == TARGETS[TARGETS.len() - 1].0;
        let kind = HOUSEHOLDS[usize::from(!siblings)];
        let mut runs = 0;
        let mut reaches = |households: u32| {
            runs += 1;
            reached(setup, settings, (target, kind, households), goes_on)
        };
        let without = reaches(0)?;
        let (mut enough, mut with) = (0, without);
        let mut too_few = None;
        while with < share && enough < MOST {
            too_few = Some(enough);
            enough = (enough * 2).max(1);
            with = reaches(enough)?;
        }
        let is_reached = with >= share;
        let mut least = too_few.filter(|_| is_reached).unwrap_or(enough);
        while enough - least > 1 {
            let middle = least + (enough - least) / 2;
            let found = reaches(middle)?;
            if found >= share {
                (enough, with) = (middle, found);
            } else {
                least = middle;
            }
        }
        let known = KINDS.iter().find(|known| known.id == kind);
        Ok(Solved {
            target: target.name,
            wanted: target.wanted,
            kind,
            places_each: known.map_or(0, |known| known.places),
            households: is_reached.then_some(enough),
            reached: (without, with),
            runs,
        })
    };
    targets.iter().map(one).collect()
}

/// Share of futures in which a target is reached in the last month.
fn reached(
    setup: &Setup<'_>,
    settings: Settings,
    (target, kind, homes): (&Target, &str, u32),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<f64, Unsolved> {
    let ends = month_ends(setup.model.from, settings.months);
    let changes = |_| changes(setup.model.from, ends.last().copied(), (kind, homes));
    let simulated = system::run_while(setup, settings, changes, (goes_on, &NothingKept));
    let all = simulated.replications.len();
    if all < settings.replications || all == 0 {
        return Err(Unsolved::Interrupted);
    }
    let last = simulated.months.len() - 1;
    let has = |o: &&system::outcomes::Outcomes| target.is_reached(o, last);
    Ok(simulated.replications.iter().filter(has).count() as f64 / all as f64)
}

/// Households that come evenly over a year, or until the last day where that is earlier.
fn changes(from: Date, end: Option<Date>, (kind, homes): (&str, u32)) -> Changes {
    let first = from.tomorrow().unwrap_or(from);
    let year = from.saturating_add(jiff::Span::new().days(YEAR));
    let last = end.map_or(year, |end| end.min(year));
    let recruited = Recruited {
        kind: kind.to_owned(),
        district: None,
        between: (first, last),
        homes,
        each: Each::default(),
    };
    Changes {
        recruited: vec![recruited],
        ..Changes::default()
    }
}
