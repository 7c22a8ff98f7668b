//! Several council folders as one market: a regional care cooperative, whose authorities keep their own children,
//! policies and in-house homes and share the homes of everybody else.
//!
//! - A home that stands in several folders becomes one ([`same_home`]), read carefully where they differ
//!   ([`careful`]); everybody whom a folder places there is known, so fewer places are "taken by others".
//! - Ids that two folders use get the short name of their authority ([`ids`]).
//! - Districts are one where code, authority and name agree.
//! - The tiers must be the same; everything else of a policy stays each authority's own ([`agree`]).

mod agree;
mod areas;
mod careful;
mod fault;
mod ids;
mod same_home;
mod short;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::diagnostic::Problems;
use super::folder::Reading;
use super::tables::{HOMES, PLACEMENTS};
use crate::model::{
    Approval, Assessment, Authority, AuthorityIx, Child, ChildIx, Council, Episode, Home, HomeIx,
    Placement, Policy, Sector, SiblingLink,
};
use areas::Areas;
use ids::Ids;
use same_home::SameHomes;

/// A council folder that is to join a market.
#[derive(Debug)]
pub struct Folder {
    /// The folder as it was given, for messages.
    pub shown: String,
    /// What was read from it.
    pub reading: Reading,
}

/// Joins council folders to one market, in the order given. The warnings are about the folders together, each file
/// with its folder; each folder's own are its reader's to tell. Files of the hashes begin with the authority's code.
///
/// # Errors
/// Where two folders are of one authority, or their tiers differ.
pub fn market(folders: Vec<Folder>) -> Result<Reading, Problems> {
    let mut warnings = agree::check(&folders)?;
    let (mut names, mut councils, mut hashes) = (Vec::new(), Vec::new(), Vec::new());
    for folder in folders {
        let Reading {
            council,
            input_hashes,
            ..
        } = folder.reading;
        let code = &council.code;
        hashes.extend(
            input_hashes
                .into_iter()
                .map(|(file, hash)| (format!("{code}/{file}"), hash)),
        );
        names.push(folder.shown);
        councils.push(council);
    }
    let mut joining = Joining::of(&councils);
    for (at, council) in councils.iter().enumerate() {
        joining.add(at, council, &names[at], &mut warnings);
    }
    joining.count_others(&councils, &names, &mut warnings);
    joining.ids.tell_homes_apart(&mut joining.market.homes);
    Ok(Reading {
        council: joining.market,
        warnings,
        input_hashes: hashes,
    })
}

/// A market in the making.
struct Joining {
    market: Council,
    ids: Ids,
    areas: Areas,
    same: SameHomes,
    /// By home of the market: the most children whom any one folder knows there, others' children included.
    most_there: Vec<u32>,
}

impl Joining {
    fn of(councils: &[Council]) -> Self {
        let shorts = short::names(councils);
        let mut market = Council::new(&name_of(councils), "", councils[0].as_at);
        market.as_at = councils
            .iter()
            .map(|c| c.as_at)
            .max()
            .unwrap_or(market.as_at);
        market.vintage = vintages(councils);
        market.under_18_population = councils.iter().map(|c| c.under_18_population).sum();
        let limits = councils.iter().map(|c| c.policy.usual_fostering_limit);
        market.policy = Policy {
            usual_fostering_limit: limits
                .min()
                .unwrap_or(Policy::default().usual_fostering_limit),
            targets: common_targets(councils),
            external_share: None,
            ..councils[0].policy.clone()
        };
        market.members = councils
            .iter()
            .zip(&shorts)
            .map(|(council, short)| Authority {
                name: council.name.clone(),
                code: council.code.clone(),
                short: short.clone(),
                adjoining: council.adjoining.clone(),
                partners: council.partners.clone(),
                policy: council.policy.clone(),
            })
            .collect();
        Self {
            ids: Ids::of(councils, shorts),
            areas: Areas::default(),
            same: SameHomes::of(councils),
            most_there: Vec::new(),
            market,
        }
    }

    /// Adds everything of one folder.
    fn add(&mut self, at: usize, council: &Council, shown: &str, warnings: &mut Problems) {
        let areas = self.areas.add(council, &mut self.market.areas);
        let homes = self.add_homes(at, council, &areas, shown, warnings);
        let first = self.market.children.len() as u32;
        let moved = Moved {
            authority: AuthorityIx(at as u16),
            first,
            homes,
            areas,
        };
        let (market, ids) = (&mut self.market, &self.ids);
        for child in &council.children {
            let id = ids.child(at, &child.id);
            market.children.push(moved.child(child, id));
        }
        let siblings = council.sibling_links.iter();
        market.sibling_links.extend(siblings.map(|l| SiblingLink {
            pair: (moved.ix(l.pair.0), moved.ix(l.pair.1)),
            ..l.clone()
        }));
        let placements = council.placements.iter();
        market.placements.extend(placements.map(|p| Placement {
            child: moved.ix(p.child),
            home: moved.home(p.home),
            ..p.clone()
        }));
        let assessments = council.assessments.iter();
        market.assessments.extend(assessments.map(|a| Assessment {
            child: moved.ix(a.child),
            home: moved.home(a.home),
            ..a.clone()
        }));
        let approvals = council.approvals.iter();
        market.approvals.extend(approvals.map(|a| Approval {
            child: moved.ix(a.child),
            home: a.home.map(|home| moved.home(home)),
            ..a.clone()
        }));
        let renamed = |episode: &Episode| Episode {
            child_id: Arc::from(ids.child(at, &episode.child_id)),
            ..episode.clone()
        };
        market.episodes.extend(council.episodes.iter().map(renamed));
        let breaks = council.short_breaks.iter();
        market.short_breaks.extend(breaks.map(renamed));
        for home in council.home_indices() {
            let to = moved.home(home);
            let named = &council.home(home).terms.named_children;
            let all = &mut market.homes[to.at()].terms.named_children;
            all.extend(named.iter().map(|child| moved.ix(*child)));
        }
    }

    /// Adds the homes of a folder and gives where in the market each of them is.
    fn add_homes(
        &mut self,
        at: usize,
        council: &Council,
        areas: &[u32],
        shown: &str,
        warnings: &mut Problems,
    ) -> Vec<HomeIx> {
        let file = format!("{shown}/{}", HOMES.file);
        let here = residents(council);
        let mut to = Vec::with_capacity(council.homes.len());
        for (home, &here) in council.homes.iter().zip(&here) {
            let found = self.same.find(at, home, |ix| self.market.home(ix));
            warnings.append(
                found
                    .doubt
                    .map_or_else(Problems::default, |d| d.told(&file, home)),
            );
            let ix = match found.home {
                Some(ix) => {
                    let one = &mut self.market.homes[ix.at()];
                    let differing = careful::join(one, home);
                    if !differing.is_empty() {
                        warnings.append(fault::disagreement(&file, home, &differing));
                    }
                    ix
                }
                None => {
                    let ix = HomeIx(self.market.homes.len() as u32);
                    let mut one = home.clone();
                    one.area = home.area.map(|area| areas[area as usize]);
                    one.terms.named_children.clear();
                    let is = |m: &Authority| m.code == home.authority;
                    let area = self.market.members.iter().position(is);
                    one.reach.in_area_of = area.map(|m| AuthorityIx(m as u16));
                    self.market.homes.push(one);
                    self.most_there.push(0);
                    ix
                }
            };
            self.same.add(at, home, ix);
            let reach = &mut self.market.homes[ix.at()].reach;
            let who = AuthorityIx(at as u16);
            reach.listed_by.push(who);
            if home.sector == Sector::Own && reach.run_by.is_none() {
                reach.run_by = Some(who);
            }
            let there = here + u32::from(home.occupied_by_others);
            self.most_there[ix.at()] = self.most_there[ix.at()].max(there);
            to.push(ix);
        }
        to
    }

    /// Others' children in a home are those whom no folder of the market knows: the most that any folder counts
    /// there, less everybody who is known now.
    fn count_others(&mut self, councils: &[Council], names: &[String], warnings: &mut Problems) {
        let known = residents(&self.market);
        let over = |home: &Home, there: u32| there > u32::from(home.places_if_siblings);
        for (at, (home, most)) in self
            .market
            .homes
            .iter_mut()
            .zip(&self.most_there)
            .enumerate()
        {
            let others = most.saturating_sub(known[at]);
            home.occupied_by_others = u8::try_from(others).unwrap_or(u8::MAX);
            if known[at] > *most && over(home, known[at]) {
                let first = home.reach.listed_by.first().map_or(0, |ix| ix.at());
                let file = format!("{}/{}", names[first], PLACEMENTS.file);
                let there: Vec<&str> = home
                    .reach
                    .listed_by
                    .iter()
                    .map(|ix| councils[ix.at()].name.as_str())
                    .collect();
                warnings.append(fault::crowded(&file, home, known[at], &there));
            }
        }
    }
}

/// Where the rows of one folder are in the market.
struct Moved {
    authority: AuthorityIx,
    first: u32,
    homes: Vec<HomeIx>,
    areas: Vec<u32>,
}

impl Moved {
    fn ix(&self, child: ChildIx) -> ChildIx {
        ChildIx(self.first + child.0)
    }

    fn home(&self, home: HomeIx) -> HomeIx {
        self.homes[home.at()]
    }

    fn child(&self, child: &Child, id: String) -> Child {
        let area = |area: u32| self.areas[area as usize];
        let homes = |list: &[HomeIx]| {
            let mut homes: Vec<HomeIx> = Vec::with_capacity(list.len());
            for home in list.iter().map(|home| self.home(*home)) {
                if !homes.contains(&home) {
                    homes.push(home);
                }
            }
            homes
        };
        Child {
            id,
            authority: self.authority,
            home_area: child.home_area.map(area),
            incompatible: child.incompatible.iter().map(|c| self.ix(*c)).collect(),
            avoid_areas: child.avoid_areas.iter().map(|a| area(*a)).collect(),
            wishes_for: homes(&child.wishes_for),
            wishes_against: homes(&child.wishes_against),
            ..child.clone()
        }
    }
}

/// Targets that all authorities have, at the same figure: others are no target of the market.
fn common_targets(councils: &[Council]) -> BTreeMap<String, f64> {
    let mut common = councils[0].policy.targets.clone();
    let all_have = |name: &String, target: &mut f64| {
        let mut others = councils[1..].iter().map(|c| c.policy.targets.get(name));
        others.all(|theirs| theirs == Some(target))
    };
    common.retain(all_have);
    common
}

/// Children of the council in each home.
fn residents(council: &Council) -> Vec<u32> {
    let mut residents = vec![0; council.homes.len()];
    for placement in &council.placements {
        residents[placement.home.at()] += 1;
    }
    residents
}

fn name_of(councils: &[Council]) -> String {
    let names: Vec<&str> = councils.iter().map(|c| c.name.as_str()).collect();
    match names.as_slice() {
        [all @ .., last] if (1..=2).contains(&all.len()) => {
            format!("{} and {last}", all.join(", "))
        }
        _ => format!("Market of {} authorities", names.len()),
    }
}

/// Where the data come from, each source once with its authorities.
fn vintages(councils: &[Council]) -> String {
    let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for council in councils.iter().filter(|c| !c.vintage.is_empty()) {
        let names = sources.entry(&council.vintage).or_default();
        names.push(&council.name);
    }
    if let [source] = sources.keys().collect::<Vec<_>>()[..] {
        return (*source).to_owned();
    }
    let said = sources
        .iter()
        .map(|(source, names)| format!("{}: {source}", names.join(", ")));
    said.collect::<Vec<_>>().join(" ")
}
