//! A council, put together.

use super::areas::areas;
use super::building::{Builder, Built};
use super::history::Historian;
use super::homes::{Finder, Residents};
use super::looked_after::{LookedAfter, looked_after};
use super::places::Places;
use super::rules::{NO_SUCH_POSTCODE, NOT_A_CHILD, ROUGH_PLACE, TERMINATED};
use super::siblings::{links, unconfirmed};
use super::{Sources, kinds};
use crate::import::account::{Case, Ledger, Rule};
use crate::import::families::CandidatePair;
use crate::import::postcodes::Precision;
use crate::import::ssda903::{ChildHistory, NOT_LISTED, Returns, Word};
use crate::model::{ChildIx, Coded, Council, Date, HomeIx, Placement};

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
    let Some((returns, children)) = sources.history else {
        let builder = Builder {
            sources,
            returns: None,
            places: &Places::default(),
            responsible: sources.authority,
            as_at,
        };
        let built = builder.homes(&Residents::new(), &[]);
        let mut noted = Noted { ledger, file: None };
        settle(
            sources,
            &mut council,
            built,
            &[],
            &Places::default(),
            &mut noted,
        );
        return Assembled {
            council,
            candidates: Vec::new(),
            unlisted: Vec::new(),
        };
    };
    let posts = returns
        .rows
        .iter()
        .flat_map(|row| [row.home_post, row.pl_post]);
    let places = Places::of(&returns.words, posts, sources.directory);
    let historian = Historian {
        sources,
        returns,
        places: &places,
        responsible: code,
    };
    council.episodes = historian.episodes(children);
    council.short_breaks = historian.short_breaks(children);
    let (looked_after, unlisted) = looked_after(&historian, children);
    let mut noted = Noted { ledger, file: None };
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
    let builder = Builder {
        sources,
        returns: Some(returns),
        places: &places,
        responsible: sources.authority,
        as_at,
    };
    let built = builder.homes(&residents, &looked_after);
    settle(
        sources,
        &mut council,
        built,
        &looked_after,
        &places,
        &mut noted,
    );
    let (links, strangers) = links(sources, &looked_after);
    for _ in 0..strangers {
        noted.plain(NOT_A_CHILD, "", "");
    }
    let candidates = unconfirmed(returns, &looked_after, &links);
    council.sibling_links = links;
    let unlisted = unlisted.iter().map(|child| child.id.to_string()).collect();
    Assembled {
        council,
        candidates,
        unlisted,
    }
}

/// Puts homes in order of id, children in their order, and placements between them.
fn settle(
    sources: &Sources<'_>,
    council: &mut Council,
    mut built: Vec<Built>,
    looked_after: &[LookedAfter],
    places: &Places<'_>,
    noted: &mut Noted<'_>,
) {
    built.sort_by(|a, b| a.home.id.cmp(&b.home.id));
    let homes_of = looked_after
        .iter()
        .filter_map(|child| places.area(child.home_post));
    let (areas, by_code) = areas(sources, &built, homes_of);
    council.areas = areas;
    for child in looked_after {
        let mut known = child.child.clone();
        let area = places.area(child.home_post);
        known.home_area = area.and_then(|code| by_code.get(&code).copied());
        council.children.push(known);
    }
    let returns = sources.history.map(|(returns, _)| returns);
    for (at, home) in (0..).zip(built) {
        for rule in &home.rules {
            let detail = format!(
                "{} places, {} children of the council",
                home.home.places,
                home.residents.len()
            );
            noted.plain(rule, &home.home.id, &detail);
        }
        for &resident in &home.residents {
            let child = &looked_after[resident];
            let place = returns.map_or("", |r| r.words.text(r.rows[child.row as usize].place));
            council.placements.push(Placement {
                child: ChildIx(resident as u32),
                home: HomeIx(at),
                start: child.placed,
                purpose: kinds::purpose(place),
                planned_end: None,
            });
        }
        let area = home
            .area
            .and_then(|code: Coded| by_code.get(&code).copied());
        council.homes.push(crate::model::Home { area, ..home.home });
    }
    council.placements.sort_by_key(|placement| placement.child);
}

/// Rules that concern no single row of a file stand in an account of their own, without rows.
struct Noted<'l> {
    ledger: &'l mut Ledger,
    file: Option<usize>,
}

impl Noted<'_> {
    fn plain(&mut self, rule: &'static Rule, subject: &str, detail: &str) {
        let file = match self.file {
            Some(file) => file,
            None => self.ledger.open("council folder", "Council folder"),
        };
        self.file = Some(file);
        let case = || Case {
            file,
            line: 0,
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file);
    }

    fn row(
        &mut self,
        rule: &'static Rule,
        returns: &Returns,
        row: u32,
        subject: &str,
        detail: &str,
    ) {
        let row = &returns.rows[row as usize];
        let (file, line) = (row.file as usize, u64::from(row.line));
        let case = || Case {
            file,
            line,
            subject: subject.to_owned(),
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file);
    }

    fn unlisted(&mut self, returns: &Returns, unlisted: &[&ChildHistory]) {
        for child in unlisted {
            if let Some(last) = child.spells.last() {
                self.row(NOT_LISTED, returns, last.row, &child.id, "");
            }
        }
    }

    /// How well the postcodes of the children looked after say where they are.
    fn places(
        &mut self,
        returns: &Returns,
        children: &[LookedAfter],
        places: &Places<'_>,
        has_directory: bool,
    ) {
        if !has_directory {
            return;
        }
        for child in children {
            let now = &returns.rows[child.row as usize];
            let later = Some(child.home_post).filter(|word| *word != child.first_home_post);
            let first = match later {
                Some(_) => "first home; a later one stands for it",
                None => "home",
            };
            let asked = [
                (first, child.first_home_post),
                ("later home", later.unwrap_or(Word::BLANK)),
                ("placement", now.pl_post),
            ];
            for (what, word) in asked {
                let rule = match places.get(word).map(|found| found.precision) {
                    _ if word.is_blank() => continue,
                    None => NO_SUCH_POSTCODE,
                    Some(Precision::Exact) => continue,
                    Some(Precision::Terminated) => TERMINATED,
                    Some(Precision::Sector | Precision::Outward) => ROUGH_PLACE,
                };
                self.row(rule, returns, child.row, &child.child.id, what);
            }
        }
    }
}
