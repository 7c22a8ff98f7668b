//! How many homes of its own it would take to reach a target of policy in so many of a hundred futures: by simulation again.
//!
//! Homes come evenly in the first year, of the kinds and in the districts that children's plans ask for (`mix`). Every number is
//! played in the same futures, with the same chance. The number is doubled until the target is reached in the last month in
//! as many futures as asked, and then halved in between. What is found was run, and so was one home fewer, which is
//! not enough; that no smaller number further down would do rests on more homes not making it worse.

use super::mix::{Mix, Part};
use super::{TARGETS, Target};
use crate::forecast::changes::{Changes, Each, Recruited};
use crate::forecast::simulate::{Settings, month_ends};
use crate::forecast::system::{self, NothingKept, Setup, Simulated};
use crate::model::Date;

pub use super::mix::ADDED;

/// Most homes that are tried.
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
    /// Homes; `None` where [`MOST`] are not enough, or there is no district to have them in.
    pub homes: Option<u32>,
    /// Which they are: kinds in districts, and how many of each.
    pub which: Vec<(Part, u32)>,
    /// Share of futures that reach the target in the last month: without any, and with those homes (or the most).
    pub reached: (f64, f64),
    /// How many numbers of homes were played.
    pub runs: usize,
}

impl Solved {
    /// Places of the homes; `None` where nothing is enough.
    pub fn places(&self) -> Option<u32> {
        let each = self.which.iter();
        let places = each.map(|(part, homes)| u32::from(part.kind.places) * homes);
        self.homes.map(|_| places.sum())
    }
}

/// Why nothing was solved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unsolved {
    /// It was asked to end.
    #[error("interrupted")]
    Interrupted,
}

/// Solves every target on its own, for a share of futures from 0 to 1. The cast has to have the homes of [`ADDED`].
///
/// # Errors
/// Where `goes_on` says no.
pub fn solve(
    setup: &Setup<'_>,
    settings: Settings,
    (targets, share): (&[Target], f64),
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Vec<Solved>, Unsolved> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    let play = |mix: Option<(&Mix, u32)>| play(setup, settings, mix, goes_on);
    let nothing = play(None)?;
    let one = |target: &Target| {
        let for_siblings = target.name == TARGETS[TARGETS.len() - 1].0;
        let mix = Mix::of(setup, &nothing, for_siblings, MOST);
        let reached = |simulated: &Simulated| target.share(simulated, simulated.months.len() - 1);
        let mut runs = 1;
        let mut reaches = |homes: u32| {
            runs += 1;
            Ok(reached(&play(Some((&mix, homes)))?))
        };
        let without = reached(&nothing);
        let most = if mix.parts.is_empty() { 0 } else { MOST };
        let (mut enough, mut with) = (0, without);
        let mut too_few = None;
        while with < share && enough < most {
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
        let each = mix.homes(if is_reached { enough } else { 0 });
        let which = mix.parts.iter().cloned().zip(each);
        Ok(Solved {
            target: target.name,
            wanted: target.wanted,
            homes: is_reached.then_some(enough),
            which: which.filter(|(_, homes)| *homes > 0).collect(),
            reached: (without, with),
            runs,
        })
    };
    targets.iter().map(one).collect()
}

/// The futures with the first so many homes of a mix; the same futures without any.
fn play(
    setup: &Setup<'_>,
    settings: Settings,
    mix: Option<(&Mix, u32)>,
    goes_on: &(dyn Fn() -> bool + Sync),
) -> Result<Simulated, Unsolved> {
    let ends = month_ends(setup.model.from, settings.months);
    let changes = |_| changes(setup, ends.last().copied(), mix);
    let simulated = system::run_while(setup, settings, changes, (goes_on, &NothingKept));
    let all = simulated.replications.len();
    if all < settings.replications || all == 0 {
        return Err(Unsolved::Interrupted);
    }
    Ok(simulated)
}

/// Homes that come evenly over a year, or until the last day where that is earlier.
fn changes(setup: &Setup<'_>, end: Option<Date>, mix: Option<(&Mix, u32)>) -> Changes {
    let from = setup.model.from;
    let first = from.tomorrow().unwrap_or(from);
    let year = from.saturating_add(jiff::Span::new().days(YEAR));
    let last = end.map_or(year, |end| end.min(year));
    let recruited = |(part, homes): (&Part, u32)| Recruited {
        kind: part.kind.id.to_owned(),
        district: Some(setup.cast.council().areas[part.area as usize].code.clone()),
        between: (first, last),
        homes,
        each: Each::default(),
    };
    // Kinds of which none come keep their place, so that the others keep their chance.
    let of_mix = mix.map(|(mix, number)| mix.parts.iter().zip(mix.homes(number)));
    Changes {
        recruited: of_mix.into_iter().flatten().map(recruited).collect(),
        ..Changes::default()
    }
}
