//! The care history that a forecast is made from: refused where there is none or it is too old, and what somebody should look
//! at of it.

use std::path::Path;

use super::error::Failure;
use crate::forecast::history::{History, LONGEST_BEFORE, LONGEST_QUIET, Today, TooLittle, Unknown};
use crate::ingest::codes::{
    CODE_NOT_KNOWN, Code, EMPTY_FILE, HISTORY_DISAGREES, HISTORY_ENDS_EARLY, HISTORY_TOO_OLD,
    MISSING_FILE,
};
use crate::ingest::{Problem, Problems, Severity};
use crate::model::Council;

/// The file of the care history.
const EPISODES: &str = "episodes.csv";
/// Ids that a warning names.
const NAMED: usize = 3;

/// The history of a council in a folder, with what somebody should look at, which has been said.
pub fn history_of(council: &Council, dir: &Path) -> Result<(History, Problems), Failure> {
    let history = History::of(council).map_err(|why| too_little(why, dir))?;
    let mut warnings = Problems::default();
    if let Some(today) = Today::of(council, &history) {
        if today.is_too_old() {
            return Err(Failure::Input(Problems::one(too_old(&today, council))));
        }
        if today.ends_early() {
            warnings.append(Problems::one(ends_early(&today, &history, council)));
        }
        if !today.agrees() {
            warnings.append(Problems::one(disagrees(&today, &history)));
        }
    }
    warnings.append(unknown(council));
    warn(&warnings);
    Ok((history, warnings))
}

/// Episodes whose place or provider a forecast cannot tell.
pub fn unknown(council: &Council) -> Problems {
    let found = Unknown::of(council);
    let mut problems = Problems::default();
    if found.is_none() {
        return problems;
    }
    let of = [
        (&found.places, "place", "the children count as elsewhere"),
        (
            &found.providers,
            "place_provider",
            "whether the foster or children's home is the authority's own or of others is not known (a blank counts as own)",
        ),
    ];
    let (mut said, mut named) = (Vec::new(), Vec::new());
    for (faults, column, so) in of.into_iter().filter(|(faults, ..)| faults.episodes() > 0) {
        said.push(format!(
            "{} of {} episodes have a {column} that is blank ({}) or in no code list ({}): {so}",
            faults.episodes(),
            found.of,
            faults.blank,
            faults.unlisted
        ));
        let children: Vec<&str> = (faults.children.iter().map(String::as_str))
            .take(NAMED)
            .collect();
        named.push(format!("{} ({column})", children.join(", ")));
    }
    let action = format!(
        "fill in codes of the return, such as U4 and PR1; look at the episodes of {}",
        named.join(" and of ")
    );
    problems.append(Problems::one(problem(
        &CODE_NOT_KNOWN,
        EPISODES,
        said.join("; "),
        action,
    )));
    problems
}

/// Says warnings.
pub fn warn(warnings: &Problems) {
    if !warnings.is_empty() {
        tracing::warn!("\n{}", warnings.render());
    }
}

/// A problem of a file as a whole, by its code.
pub fn problem(code: &'static Code, file: &str, message: String, action: String) -> Problem {
    Problem {
        code: code.code,
        severity: Severity::of(code.code),
        file: file.to_owned(),
        line: None,
        column: None,
        value: None,
        message,
        expected: None,
        action,
    }
}

/// How a forecast without any history fails.
fn too_little(why: TooLittle, dir: &Path) -> Failure {
    let code = if dir.join(EPISODES).exists() {
        &EMPTY_FILE
    } else {
        &MISSING_FILE
    };
    let action = "import the SSDA903 returns with placewell import ssda903".to_owned();
    Failure::Input(Problems::one(Problem {
        expected: Some("episodes of at least two years".to_owned()),
        ..problem(code, EPISODES, why.to_string(), action)
    }))
}

fn too_old(today: &Today, council: &Council) -> Problem {
    let message = format!(
        "the last date of the care history is {}, {} days before the day of the data, {}",
        today.latest, today.days, council.as_at
    );
    let action = "import every return up to as_at with placewell import ssda903, or correct as_at in council.toml";
    Problem {
        expected: Some(format!(
            "episodes that begin or end within {LONGEST_BEFORE} days before as_at: returns are yearly"
        )),
        ..problem(&HISTORY_TOO_OLD, EPISODES, message, action.to_owned())
    }
}

fn ends_early(today: &Today, history: &History, council: &Council) -> Problem {
    let message = format!(
        "the last date of the care history is {}, {} days before the day of the data, {}: the forecast begins on {}, and not today",
        today.latest, today.days, council.as_at, history.last
    );
    let action = format!(
        "import the newest return, or episodes of the last {LONGEST_QUIET} days before as_at; leave it where nothing has happened since"
    );
    problem(&HISTORY_ENDS_EARLY, EPISODES, message, action)
}

fn disagrees(today: &Today, history: &History) -> Problem {
    let message = format!(
        "episodes.csv has {} children in an open episode on {}, and placements.csv has {} children with a place: {} of the first \
         are not in children.csv, {} are there and have no place, and {} of the second are in no open episode",
        today.in_episodes,
        history.last,
        today.placed,
        today.not_on_list.len(),
        today.without_place.len(),
        today.without_episode.len(),
    );
    let ids = today.without_episode.iter().chain(&today.not_on_list);
    let ids = ids.chain(&today.without_place);
    let ids: Vec<&str> = ids.take(NAMED).map(String::as_str).collect();
    let action = format!(
        "look at {} in all three files; end episodes that have ended, and import all from one day",
        ids.join(", ")
    );
    problem(&HISTORY_DISAGREES, EPISODES, message, action)
}
