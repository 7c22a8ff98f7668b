//! The part of `placewell forecast` that plays futures: how far it is, how it ends early, what targets take, and what it lacks.

use std::io::IsTerminal as _;

use super::Screen;
use super::error::Failure;
use super::history::problem;
use super::progress::bar;
use crate::forecast::capacity::solve::{ADDED, Unsolved, solve};
use crate::forecast::capacity::{Capacity, TARGETS};
use crate::forecast::cast::{Cast, Setting, Stages};
use crate::forecast::changes::Changes;
use crate::forecast::demand::Demand;
use crate::forecast::history::History;
use crate::forecast::simulate::{FEWEST_FUTURES, Settings};
use crate::forecast::system::{Kept, Setup};
use crate::ingest::codes::{FEW_FUTURES, NO_HOMES_AHEAD};
use crate::ingest::{Problem, Problems};
use crate::model::{Council, HomeStatus};
use crate::optimise::{EndsEarly, SolveError, asked_to_end};

/// Whether a council has open homes that rounds fill.
fn has_homes(council: &Council) -> bool {
    let mut homes = council.homes.iter();
    homes.any(|home| Setting::of(home.kind).is_some() && home.status != HomeStatus::Closed)
}

/// Whether children can be placed in futures: in such homes, and each like a child of the list.
pub(super) fn can_play(council: &Council) -> bool {
    has_homes(council) && !council.children.is_empty()
}

/// Refuses a council without a list of children, where nothing can be said without the futures of its homes.
pub(super) fn refuse_without_children(council: &Council) -> Result<(), Failure> {
    if council.children.is_empty() {
        return Err(Failure::Unfit(
            "children.csv has no rows: a child who comes in a future is placed like one of the list, so that none can be drawn; \
             nothing was written: add the children of today to children.csv"
                .to_owned(),
        ));
    }
    Ok(())
}

/// The forecast of children.
pub(super) fn children_ahead(history: &History, settings: Settings, screen: &Screen) -> Demand {
    let is_shown = std::io::stderr().is_terminal() && !screen.quiet;
    let line = bar(
        "futures of children",
        settings.replications as u64,
        is_shown,
    );
    let demand = Demand::watched(history, settings, &|| line.inc(1));
    line.finish_and_clear();
    demand
}

/// The forecast of children and homes; `None` where no future is asked for, or nobody can be placed.
pub(super) fn homes_ahead(
    council: &Council,
    history: &History,
    settings: Settings,
    (kept, screen): (&dyn Kept, &Screen),
) -> Result<Option<Capacity>, Failure> {
    if settings.replications == 0 || !can_play(council) {
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

/// Warnings of what a forecast has not: homes that were asked for, and enough futures for ranges.
pub(super) fn found_short(
    council: &Council,
    (children, homes): (Settings, Settings),
    played: Option<&Capacity>,
) -> Problems {
    let mut warnings = Problems::default();
    let mut add = |problem| warnings.append(Problems::one(problem));
    if played.is_none() && homes.replications > 0 {
        add(without_homes(council));
    }
    let of = [
        ("children", "--replications", Some(children)),
        ("homes", "--places", played.map(|played| played.settings)),
    ];
    for (what, option, settings) in of {
        let Some(few) = settings.filter(|settings| !settings.has_ranges()) else {
            continue;
        };
        let futures = match few.replications {
            1 => "one future".to_owned(),
            number => format!("{number} futures"),
        };
        let message = format!(
            "the forecast of {what} is of {futures}: it has means, and no ranges, percentiles or shares of futures"
        );
        let action = format!("ask for {FEWEST_FUTURES} or more with {option}");
        add(problem(&FEW_FUTURES, "", message, action));
    }
    warnings
}

fn without_homes(council: &Council) -> Problem {
    let (file, message, action) = if has_homes(council) {
        (
            "children.csv",
            "the forecast is of children alone: children.csv has no rows, and a child who comes is placed like one of the list, so \
             that none of the futures of --places has homes",
            "add the children of today to children.csv, or say --places 0 where children alone are meant",
        )
    } else {
        (
            "homes.csv",
            "the forecast is of children alone: homes.csv has no open home that rounds fill, so that none of the futures of \
             --places has homes",
            "add homes to homes.csv, or say --places 0 where children alone are meant",
        )
    };
    problem(&NO_HOMES_AHEAD, file, message.to_owned(), action.to_owned())
}
