//! Choice: how many suitable homes each child had. A council can have as many places as children and still leave a child
//! with one option, or none.
//!
//! Two counts, each of homes that could take the child under every duty, once the approvals are given that local policy
//! seeks in a round:
//!
//! * *in all*: regardless of who lives there now, as in the theoretical round over the whole system. The home where she
//!   lives is one of them if the duties on who may live together allow it.
//! * *free today*: with a place for her on top of everybody who lives there, other than her own home. For a child
//!   who is settled this is how many homes could take her now if she had to move.
//!
//! Children with parents, in adoptive homes, in secure homes and in other arrangements that rounds do not offer are
//! counted apart: nobody asks for a home for them.
//!
//! Every child is counted alone, brothers and sisters too: two homes may each have a place for a sister and neither for
//! both. Sibling groups are counted again, all together, below; a group of whom a pair is assessed to live apart is not,
//! since no home may take all of it.

use rayon::prelude::*;

use crate::candidates::{Candidates, Funnel, Judged, Nearby, Round, judge};
use crate::duties::{self, Facts, Household};
use crate::kpis::{Dimension, Segment};
use crate::model::{ChildIx, Council, HomeIx, SiblingPlan};
use crate::optimise::blocks_together;

/// Children with fewer homes than this are listed.
pub const FEW: u32 = 2;

/// Homes for one child.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homes {
    /// Homes that could take her.
    pub suitable: u32,
    /// Of these, homes that need no approval.
    pub without_approval: u32,
    /// Why the others fell away.
    pub funnel: Funnel,
}

/// One child's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChildChoice {
    /// The child.
    pub child: ChildIx,
    /// Regardless of who lives there now.
    pub in_all: Homes,
    /// With a place free today, other than her own home.
    pub free_today: Homes,
}

/// What a sibling group could choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupChoice {
    /// The children of the group for whom rounds offer homes, two or more.
    pub children: Vec<ChildIx>,
    /// Homes that could take all of them together; `None` where a pair is assessed to live apart.
    pub homes: Option<GroupHomes>,
}

/// Homes for a whole sibling group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GroupHomes {
    /// Regardless of who lives there now.
    pub in_all: u32,
    /// Today, with everybody else where they live. A home in which some of them live already counts.
    pub today: u32,
}

/// Children, or sibling groups, by how many homes they could choose from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Distribution {
    /// With none, one, two, and three or more.
    pub by_homes: [u32; 4],
}

impl Distribution {
    fn add(&mut self, homes: u32) {
        self.by_homes[(homes as usize).min(3)] += 1;
    }

    fn of(homes: impl Iterator<Item = u32>) -> Self {
        let mut distribution = Self::default();
        homes.for_each(|homes| distribution.add(homes));
        distribution
    }

    /// Everybody counted.
    pub fn total(&self) -> u32 {
        self.by_homes.iter().sum()
    }

    /// With fewer than [`FEW`] homes.
    pub fn few(&self) -> u32 {
        self.by_homes[..FEW as usize].iter().sum()
    }
}

/// Which of the two counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Regardless of who lives there now.
    InAll,
    /// With a place free today.
    FreeToday,
}

impl ChildChoice {
    /// One of the two counts.
    pub fn homes(&self, count: Count) -> &Homes {
        match count {
            Count::InAll => &self.in_all,
            Count::FreeToday => &self.free_today,
        }
    }
}

impl Homes {
    /// The duty that bars most of the homes looked at, by code, and how many; the first of equals. `None` where no
    /// home was looked at, or none was barred.
    pub fn barred_most(&self) -> Option<(&'static str, u32)> {
        let barred = self.funnel.barred.iter().enumerate();
        let (at, homes) = barred.rev().max_by_key(|(_, homes)| **homes)?;
        (*homes > 0).then(|| (duties::ALL[at].card().code, *homes))
    }
}

/// Everybody's choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Children for whom rounds offer homes, in order.
    pub children: Vec<ChildChoice>,
    /// Children in arrangements that rounds do not offer.
    pub not_asked: u32,
    /// Sibling groups.
    pub groups: Vec<GroupChoice>,
}

impl Choice {
    /// Counts the homes of every child and every sibling group.
    pub fn of(council: &Council) -> Self {
        let (now, freed) = (Facts::of(council), Facts::whole_system(council));
        let whole = Round::whole_system(&freed);
        let candidates = Candidates::find(&freed, &whole);
        let nearby = Nearby::of(council);
        let of_child = |child: &ChildIx| ChildChoice {
            child: *child,
            in_all: in_all(&candidates, *child),
            free_today: free_today(&now, &nearby, *child),
        };
        let search = Search {
            now: &now,
            freed: &freed,
            whole: &whole,
            candidates: &candidates,
            nearby: &nearby,
        };
        let groups = now.families.groups().par_iter();
        Self {
            children: whole.to_place.par_iter().map(of_child).collect(),
            not_asked: (council.children.len() - whole.to_place.len()) as u32,
            groups: groups.filter_map(|group| search.group(group)).collect(),
        }
    }

    /// All children.
    pub fn whole(&self, count: Count) -> Distribution {
        Distribution::of(self.children.iter().map(|c| c.homes(count).suitable))
    }

    /// Children by segment, in the dimension's order.
    pub fn by(
        &self,
        facts: &Facts,
        dimension: Dimension,
        count: Count,
    ) -> Vec<(Segment, Distribution)> {
        let mut parts: Vec<(Segment, Distribution)> = Vec::new();
        for choice in &self.children {
            let segment = dimension.of_child(facts, choice.child);
            let at = parts.iter().position(|(known, _)| *known == segment);
            let at = at.unwrap_or_else(|| {
                parts.push((segment, Distribution::default()));
                parts.len() - 1
            });
            parts[at].1.add(choice.homes(count).suitable);
        }
        parts.sort_by(|(a, _), (b, _)| a.cmp(b));
        parts
    }

    /// Children with fewer than [`FEW`] homes by either count, each once: fewest in all first, then fewest free today.
    pub fn with_few(&self) -> Vec<&ChildChoice> {
        let both = |choice: &ChildChoice| (choice.in_all.suitable, choice.free_today.suitable);
        let is_few = |choice: &&ChildChoice| {
            let (in_all, free_today) = both(choice);
            in_all.min(free_today) < FEW
        };
        let mut few: Vec<&ChildChoice> = self.children.iter().filter(is_few).collect();
        few.sort_by_key(|choice| (both(choice), choice.child));
        few
    }

    /// Sibling groups that may live together, by homes for all of them.
    pub fn groups_together(&self, count: Count) -> Distribution {
        let homes = self.groups.iter().filter_map(|group| group.homes);
        Distribution::of(homes.map(|homes| match count {
            Count::InAll => homes.in_all,
            Count::FreeToday => homes.today,
        }))
    }
}

fn in_all(candidates: &Candidates, child: ChildIx) -> Homes {
    let usable = candidates.of_child(child);
    let funnel = candidates.funnel(child);
    Homes {
        suitable: usable.len() as u32,
        without_approval: usable.iter().filter(|c| c.approvals.is_empty()).count() as u32,
        funnel: funnel.cloned().unwrap_or_else(|| nothing_seen(child, 0)),
    }
}

fn nothing_seen(child: ChildIx, looked_at: u32) -> Funnel {
    Funnel {
        child,
        looked_at,
        barred: vec![0; duties::ALL.len()],
        near_misses: 0,
        usable: 0,
    }
}

/// The homes that could take a child now, with everybody else where they live.
fn free_today(facts: &Facts, nearby: &Nearby, child: ChildIx) -> Homes {
    let mut homes = nearby.homes_for(facts, child);
    homes.retain(|home| facts.lives_in[child.at()] != Some(*home));
    let mut funnel = nothing_seen(child, homes.len() as u32);
    let mut without_approval = 0;
    for home in homes {
        let household = Household::new(facts, home, &facts.living_in[home.at()]);
        match judge(&facts.pair(child, home), &household) {
            Judged::Usable(approvals) => {
                funnel.usable += 1;
                without_approval += u32::from(approvals.is_empty());
            }
            Judged::NearMiss(_) => funnel.near_misses += 1,
            Judged::Barred(duty) => funnel.barred[duty] += 1,
        }
    }
    Homes {
        suitable: funnel.usable,
        without_approval,
        funnel,
    }
}

/// What it takes to look for a home for several children.
struct Search<'a> {
    now: &'a Facts<'a>,
    freed: &'a Facts<'a>,
    whole: &'a Round,
    candidates: &'a Candidates,
    nearby: &'a Nearby,
}

impl Search<'_> {
    /// `None` where fewer than two of the group need a home that rounds offer.
    fn group(&self, group: &[ChildIx]) -> Option<GroupChoice> {
        let is_free = |child: &&ChildIx| self.whole.to_place.binary_search(child).is_ok();
        let children: Vec<ChildIx> = group.iter().filter(is_free).copied().collect();
        let families = &self.now.families;
        let apart = |(at, a): (usize, &ChildIx)| {
            let later = children[at + 1..].iter();
            later
                .into_iter()
                .any(|b| families.plan(*a, *b) == Some(SiblingPlan::Apart))
        };
        let is_apart = children.iter().enumerate().any(apart);
        (children.len() > 1).then(|| GroupChoice {
            homes: (!is_apart).then(|| GroupHomes {
                in_all: self.in_all(&children),
                today: self.today(&children),
            }),
            children,
        })
    }

    fn in_all(&self, children: &[ChildIx]) -> u32 {
        let homes = self.candidates.of_child(children[0]).iter().map(|c| c.home);
        let suits_all = |home: &HomeIx| {
            let takes = |child: &ChildIx| {
                let of_child = self.candidates.of_child(*child);
                of_child.binary_search_by_key(home, |c| c.home).is_ok()
            };
            let household = self.whole.household(self.freed, *home);
            children.iter().all(takes) && !blocks_together(&household, children).is_empty()
        };
        homes.filter(suits_all).count() as u32
    }

    fn today(&self, children: &[ChildIx]) -> u32 {
        let homes = self.nearby.homes_for(self.now, children[0]).into_iter();
        let suits_all = |home: &HomeIx| {
            let mut others = self.now.living_in[home.at()].clone();
            others.retain(|child| !children.contains(child));
            let household = Household::new(self.now, *home, &others);
            let takes = |child: &ChildIx| {
                let judged = judge(&self.now.pair(*child, *home), &household);
                matches!(judged, Judged::Usable(_))
            };
            children.iter().all(takes) && !blocks_together(&household, children).is_empty()
        };
        homes.filter(suits_all).count() as u32
    }
}

#[cfg(test)]
mod tests;
