//! What the person who imports returns should know at once, in a few warnings.

use super::read::Returns;
use super::rules::{NO_EPISODES, NO_HEADER};
use crate::import::account::Ledger;
use crate::ingest::Problems;
use crate::ingest::codes::{
    CODE_OUTSIDE_LIST, Code, IDENTIFYING_ID, MIXED_YEARS, NO_POSTCODES, ORPHANS,
    SEVERAL_AUTHORITIES,
};

use super::files::problem;
use super::year::last_day;

/// Warnings about the returns as a whole.
pub fn notices(returns: &Returns, ledger: &Ledger, has_postcodes: bool) -> Problems {
    let mut problems = Problems::default();
    let mut warn = |code: &Code, message: String, action: &str| {
        problems.append(Problems::one(problem(code, message, action)));
    };
    for (looks, count) in &returns.identifying {
        let message = format!("{count} ids of children look like {}", looks.words());
        warn(
            &IDENTIFYING_ID,
            message,
            "use the case system's plain ids in exports; see --ids",
        );
    }
    if returns.authorities.len() > 1 {
        let mut names: Vec<String> = returns
            .authorities
            .iter()
            .map(|(name, n)| format!("{name} ({n})"))
            .collect();
        let more = names.len().saturating_sub(6);
        names.truncate(6);
        if more > 0 {
            names.push(format!("and {more} more"));
        }
        let message = format!("the rows are of several authorities: {}", names.join(", "));
        warn(
            &SEVERAL_AUTHORITIES,
            message,
            "give --la NAME to take one authority's rows alone",
        );
    }
    let is_late = |row: &&super::Row| row.year != 0 && row.start > last_day(row.year);
    let late = returns.rows.iter().filter(is_late).count();
    if late > 0 {
        let message = format!("{late} rows start after the last day of their return");
        warn(
            &MIXED_YEARS,
            message,
            "look at the folder names and the column YEAR: a return may be under another year",
        );
    }
    if let (Some(as_at), Some(from), Some(last)) =
        (returns.as_at, returns.from, returns.years.last())
        && !(from..=last_day(*last)).contains(&as_at)
    {
        let message = format!("the day of the data, {as_at}, is not in the years of the returns");
        let action = "give --as-at a day that the returns cover, or leave it out";
        warn(&MIXED_YEARS, message, action);
    }
    let (headless, childless) = (ledger.count(NO_HEADER), ledger.count(NO_EPISODES));
    if headless + childless > 0 {
        let message = format!(
            "{headless} children have episodes and no header; {childless} rows are about children without episodes"
        );
        warn(
            &ORPHANS,
            message,
            "look for a header file of a year that is missing; the report lists them",
        );
    }
    for ((table, field), filled) in &returns.fields {
        let outside = filled.filled - filled.valid;
        if outside > 0 {
            let message = format!(
                "{outside} values of {field} in {} are not in any year's list",
                table.label()
            );
            warn(
                &CODE_OUTSIDE_LIST,
                message,
                "correct them in the case system; the report counts them by field",
            );
        }
    }
    if !has_postcodes {
        let message = "no postcode directory was given: there are no distances, districts or areas"
            .to_owned();
        warn(
            &NO_POSTCODES,
            message,
            "give ONSPD or NSPL with --postcodes",
        );
    }
    problems
}
