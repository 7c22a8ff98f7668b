//! A council, put together.

use super::Sources;
use super::building::Builder;
use super::history::Historian;
use super::homes::{Finder, Residents};
use super::looked_after::looked_after;
use super::noted::Noted;
use super::places::Places;
use super::rules::NOT_A_CHILD;
use super::settle::settle;
use super::siblings::{links, unconfirmed};
use crate::import::account::Ledger;
use crate::import::families::CandidatePair;
use crate::import::ssda903::{ChildHistory, Returns};
use crate::model::{Council, Date};

/// A council with what belongs beside it.
#[derive(Debug)]
pub struct Assembled {
    /// The council.
    pub council: Council,
    /// Pairs who may be brothers or sisters, for a person to confirm.
    pub candidates: Vec<CandidatePair>,
    /// Children in care on the day of the data who are not in it, by id.
    pub unlisted: Vec<String>,
}

/// The day that stands for the data where no file tells one.
const NO_DAY: Date = Date::constant(2000, 3, 31);

/// Puts a council together from what was read.
pub fn assemble(sources: &Sources<'_>, ledger: &mut Ledger) -> Assembled {
    let name = sources.authority.map_or("Council not named", |a| a.name);
    let code = sources.authority.map_or("NUK", |a| a.code);
    let as_at = sources.as_at.unwrap_or(NO_DAY);
    let mut council = Council::new(name, code, as_at);
    let adjoining = sources.authority.map_or(&[][..], |a| &a.adjoining);
    council.adjoining = adjoining.iter().map(|code| (*code).to_owned()).collect();
    let mut assembled = Assembled {
        council,
        candidates: Vec::new(),
        unlisted: Vec::new(),
    };
    let noted = Noted::of(ledger);
    match sources.history {
        Some((returns, children)) => {
            with_history(&mut assembled, sources, returns, children, noted)
        }
        None => {
            let places = Places::default();
            let builder = Builder::of(sources, None, &places, as_at);
            let homes = builder.homes(&Residents::new(), &[]);
            settle(
                &mut assembled.council,
                sources,
                homes,
                Vec::new(),
                &places,
                noted,
            );
        }
    }
    assembled
}

fn with_history(
    assembled: &mut Assembled,
    sources: &Sources<'_>,
    returns: &Returns,
    children: &[ChildHistory],
    mut noted: Noted<'_>,
) {
    let council = &mut assembled.council;
    let rows = returns.rows.iter();
    let posts = rows.flat_map(|row| [row.home_post, row.pl_post]);
    let places = Places::of(&returns.words, posts, sources.directory);
    let historian = Historian {
        sources,
        returns,
        places: &places,
        responsible: &council.code,
    };
    let (episodes, short_breaks) = (
        historian.episodes(children),
        historian.short_breaks(children),
    );
    let (looked_after, unlisted) = looked_after(&historian, children);
    (council.episodes, council.short_breaks) = (episodes, short_breaks);
    noted.unlisted(returns, &unlisted);
    noted.places(returns, &looked_after, &places, sources.directory.is_some());
    let finder = Finder::of(sources, returns);
    let mut residents = Residents::new();
    for (at, child) in looked_after.iter().enumerate() {
        let (origin, rules) = finder.home_of(child);
        for rule in rules {
            noted.row(rule, returns, child.row, &child.child.id, "");
        }
        residents.entry(origin).or_default().push(at);
    }
    let builder = Builder::of(sources, Some(returns), &places, council.as_at);
    let homes = builder.homes(&residents, &looked_after);
    let (links, strangers) = links(sources, &looked_after);
    for _ in 0..strangers {
        noted.plain(NOT_A_CHILD, "", "");
    }
    assembled.candidates = unconfirmed(returns, &looked_after, &links);
    council.sibling_links = links;
    settle(council, sources, homes, looked_after, &places, noted);
    assembled.unlisted = unlisted.iter().map(|child| child.id.to_string()).collect();
}
