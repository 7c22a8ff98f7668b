//! The part of `placewell forecast` that plays homes: how far it is, how it ends early, and what targets take.

use std::io::IsTerminal as _;

use super::Screen;
use super::error::Failure;
use super::progress::bar;
use crate::forecast::capacity::solve::{ADDED, Unsolved, solve};
use crate::forecast::capacity::{Capacity, TARGETS};
use crate::forecast::cast::{Cast, Setting, Stages};
use crate::forecast::changes::Changes;
use crate::forecast::history::History;
use crate::forecast::simulate::Settings;
use crate::forecast::system::{Kept, Setup};
use crate::model::{Council, HomeStatus};
use crate::optimise::{EndsEarly, SolveError, asked_to_end};

/// Whether a council has open homes that rounds fill.
pub(super) fn has_homes(council: &Council) -> bool {
    let mut homes = council.homes.iter();
    homes.any(|home| Setting::of(home.kind).is_some() && home.status != HomeStatus::Closed)
}

/// The forecast of children and homes; `None` where no future is asked for, or no home of the folder is one that rounds fill.
pub(super) fn homes_ahead(
    council: &Council,
    history: &History,
    settings: Settings,
    (kept, screen): (&dyn Kept, &Screen),
) -> Result<Option<Capacity>, Failure> {
    if settings.replications == 0 || !has_homes(council) {
        return Ok(None);
    }
    let stages = Stages::of(council, &[]);
    let cast = Cast::of(council, &stages);
    let setup = Setup::of(council, history, &cast);
    let _ends_early = EndsEarly::with("the futures with homes that are finished");
    let is_shown = std::io::stderr().is_terminal() && !screen.quiet;
    let line = bar("futures with homes", settings.replications as u64, is_shown);
    let goes_on = || {
        line.inc(1);
        !asked_to_end()
    };
    let changes = |_| Changes::default();
    let capacity = Capacity::of(council, &setup, settings, changes, (&goes_on, kept));
    line.finish_and_clear();
    match capacity {
        Err(SolveError::Interrupted) => Err(Failure::Interrupted(
            "interrupted before a future was finished; nothing was written".to_owned(),
        )),
        capacity => {
            let capacity = capacity?;
            if capacity.is_interrupted {
                tracing::warn!(
                    "interrupted: homes are of the {} futures that were finished; the same command goes on with them",
                    capacity.settings.replications
                );
            }
            Ok(Some(capacity))
        }
    }
}

/// Solves how many households each target takes, beside a forecast that is whole.
pub(super) fn solve_places(
    council: &Council,
    history: &History,
    capacity: &mut Capacity,
    percent: u8,
    screen: &Screen,
) {
    if capacity.is_interrupted {
        return;
    }
    let stages = Stages::of(council, &ADDED);
    let cast = Cast::of(council, &stages);
    let setup = Setup::of(council, history, &cast);
    let _ends_early = EndsEarly::with("the forecast, without what targets take");
    let is_shown = std::io::stderr().is_terminal() && !screen.quiet;
    let about = TARGETS.len() * 10 * capacity.settings.replications;
    let line = bar("futures to solve places", about as u64, is_shown);
    let goes_on = || {
        line.inc(1);
        !asked_to_end()
    };
    let share = f64::from(percent) / 100.0;
    let targets = (&capacity.targets[..], share);
    let solved = solve(&setup, capacity.settings, targets, &goes_on);
    line.finish_and_clear();
    match solved {
        Ok(solved) => capacity.solved = Some((share, solved)),
        Err(Unsolved::Interrupted) => {
            tracing::warn!("interrupted: how many homes a target takes was not solved");
        }
    }
}
