//! Who is to be placed in a round, and who stays where they are.

use super::owed::{Ceilings, NoneWorse};
use super::scarcity::Scarcity;
use crate::duties::{Block, Facts, Household};
use crate::model::{AuthorityIx, ChildIx, HomeIx, PlacementType};

/// A placement round: the children to place, and everybody else where they live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// The children to place, in order.
    pub to_place: Vec<ChildIx>,
    /// The children who stay, by home.
    pub staying: Vec<Vec<ChildIx>>,
    /// Places held for children to place until they have moved out, by home.
    pub held: Vec<u8>,
    /// Bedrooms saved by shares agreed for those who stay, by home.
    pub shared: Vec<u8>,
    /// Whether settled children are freed as well. Such a round is evidence of sufficiency only, and is
    /// labelled theoretical wherever it appears.
    pub theoretical: bool,
    /// What places are charged for children who may come; `None` where nobody looks ahead.
    pub scarcity: Option<Scarcity>,
    /// What a pooled round owes each authority of a market, if anything.
    pub none_worse: Option<NoneWorse>,
    /// The most that tiers may come to over the whole round, if anything is asked of them.
    pub ceilings: Option<Ceilings>,
    /// Which homes do not exist yet, where some of the council's do not.
    pub planned: Option<Planned>,
}

/// Homes that do not exist yet, the last of the council's. Candidates are found for all of them, but nobody is placed
/// in one that is not open. They are never counted as a child's worst option, so that leaving her unplaced costs the
/// same whether a home is opened or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// The first of them; all that follow do not exist either.
    pub from: HomeIx,
    /// The one that is opened, if any.
    pub open: Option<HomeIx>,
}

impl Round {
    /// This month's round: children without a placement, in an emergency placement, or with a plan to move.
    /// Settled children stay where they are.
    ///
    /// A child who is to move holds her present place until she has moved: what it frees is for the next
    /// round.
    pub fn of_month(facts: &Facts) -> Self {
        let council = facts.council;
        let mut emergency = vec![false; council.children.len()];
        for placement in &council.placements {
            emergency[placement.child.at()] = placement.purpose == PlacementType::Emergency;
        }
        let to_place = council
            .child_indices()
            .filter(|ix| {
                facts.lives_in[ix.at()].is_none()
                    || emergency[ix.at()]
                    || council.child(*ix).flags.plan_to_move
            })
            .collect();
        Self::placing(facts, to_place)
    }

    /// A round that places exactly these children.
    pub fn placing(facts: &Facts, mut to_place: Vec<ChildIx>) -> Self {
        to_place.sort_unstable();
        to_place.dedup();
        let homes = facts.council.homes.len();
        let (mut staying, mut held) = (vec![Vec::new(); homes], vec![0_u8; homes]);
        for (child, home) in settled(facts) {
            if to_place.binary_search(&child).is_ok() {
                held[home.at()] += 1;
            } else {
                staying[home.at()].push(child);
            }
        }
        Self {
            to_place,
            staying,
            held,
            shared: vec![0; homes],
            theoretical: false,
            scarcity: None,
            none_worse: None,
            ceilings: None,
            planned: None,
        }
    }

    /// The theoretical round in which everybody in a kind of home that rounds offer is free to move, so that
    /// the present homes can be judged as a whole. Children with parents, in adoptive homes, in secure homes
    /// and in other arrangements stay. So do those who have short breaks only; where they live nowhere, nobody
    /// seeks a home for them.
    pub fn whole_system(facts: &Facts) -> Self {
        let council = facts.council;
        let is_free = |ix: &ChildIx| {
            facts.lives_in[ix.at()].is_none_or(|home| council.home(home).kind.is_offered())
        };
        let to_place: Vec<ChildIx> = council.looked_after().filter(is_free).collect();
        let mut staying = vec![Vec::new(); council.homes.len()];
        let stays = |(child, _): &(ChildIx, HomeIx)| to_place.binary_search(child).is_err();
        for (child, home) in settled(facts).filter(stays) {
            staying[home.at()].push(child);
        }
        Self {
            to_place,
            staying,
            held: vec![0; council.homes.len()],
            shared: vec![0; council.homes.len()],
            theoretical: true,
            scarcity: None,
            none_worse: None,
            ceilings: None,
            planned: None,
        }
    }

    /// Whether something is asked of children who share no home, so that no part can be decided alone.
    pub fn is_one_part(&self) -> bool {
        self.none_worse.is_some() || self.ceilings.is_some()
    }

    /// Parts in which a tier is counted: 1 where it is in its own unit.
    pub fn scale(&self, tier: usize) -> i64 {
        self.scarcity.as_ref().map_or(1, |s| s.scale(tier))
    }

    /// Whether places are charged in a tier.
    pub fn is_charged(&self, tier: usize) -> bool {
        self.scarcity.as_ref().is_some_and(|s| s.is_charged(tier))
    }

    /// What a block is charged in a tier for the places that it takes, in parts.
    pub fn charge(&self, tier: usize, block: &Block) -> i64 {
        let scarcity = self.scarcity.as_ref();
        scarcity.map_or(0, |s| s.of_block(tier, block))
    }

    /// What leaving a child unplaced is charged in a tier, in parts.
    pub fn charge_of_leaving(&self, tier: usize, child: ChildIx) -> i64 {
        let scarcity = self.scarcity.as_ref();
        scarcity.map_or(0, |s| s.of_leaving(tier, child))
    }

    /// The same round for the children of one authority of a market. Everybody else who has a home stays in it, and
    /// whoever else has none is not placed.
    #[must_use]
    pub fn of_authority(&self, facts: &Facts, authority: AuthorityIx) -> Self {
        let is_theirs = |ix: &&ChildIx| facts.council.child(**ix).authority == authority;
        let to_place = self.to_place.iter().filter(is_theirs).copied().collect();
        let mut round = Self::placing(facts, to_place);
        if self.theoretical {
            // Freed children hold no place.
            round.held.fill(0);
            round.theoretical = true;
        }
        round
    }

    /// The same round over a council whose homes from this one on do not exist yet.
    #[must_use]
    pub fn planning(self, from: HomeIx) -> Self {
        let planned = Some(Planned { from, open: None });
        Self { planned, ..self }
    }

    /// The same round with one of the homes that do not exist yet open.
    #[must_use]
    pub fn opened(&self, home: HomeIx) -> Self {
        let open = |planned: Planned| Planned {
            open: Some(home),
            ..planned
        };
        Self {
            planned: self.planned.map(open),
            ..self.clone()
        }
    }

    /// Whether a home exists today.
    pub fn exists(&self, home: HomeIx) -> bool {
        self.planned.is_none_or(|planned| home < planned.from)
    }

    /// Whether somebody may be placed in a home: it exists, or it is the one that is opened.
    pub fn is_open(&self, home: HomeIx) -> bool {
        let opened = |planned: Planned| planned.open == Some(home);
        self.exists(home) || self.planned.is_some_and(opened)
    }

    /// A home with those who stay in it.
    pub fn household<'a>(&'a self, facts: &'a Facts<'a>, home: HomeIx) -> Household<'a> {
        Household::new(facts, home, &self.staying[home.at()])
            .holding(self.held[home.at()])
            .sharing(self.shared[home.at()])
    }
}

fn settled(facts: &Facts) -> impl Iterator<Item = (ChildIx, HomeIx)> {
    let placed = facts.council.child_indices();
    placed.filter_map(|child| facts.lives_in[child.at()].map(|home| (child, home)))
}
