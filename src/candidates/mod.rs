//! The sparse child×home graph: a spatial index finds homes, the duties filter and measure them, and the
//! graph falls into independent components. No weights and no dense matrix.

mod graph;
mod nearby;
mod owed;
mod round;
mod scarcity;

pub use graph::Component;
pub use nearby::Nearby;
pub use owed::{Ceilings, NoneWorse, OwedTo};
pub use round::{Planned, Round};
pub use scarcity::Scarcity;

use rayon::prelude::*;

use crate::duties::{self, Block, Facts, Household, Pair, Verdict, most_shares};
use crate::model::{ApprovalKind, ChildIx, HomeIx, Set};

/// A home that could take a child.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// The child.
    pub child: ChildIx,
    /// The home.
    pub home: HomeIx,
    /// Approvals that would have to be given: all of them kinds that local policy seeks, in
    /// [`Candidates::usable`]; at least one of another kind, in [`Candidates::near_misses`].
    pub approvals: Set<ApprovalKind>,
}

/// Why homes fell away for one child: how many homes were looked at, and how many each duty barred first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Funnel {
    /// The child.
    pub child: ChildIx,
    /// Homes looked at.
    pub looked_at: u32,
    /// Homes barred, by position of the duty in [`duties::ALL`].
    pub barred: Vec<u32>,
    /// Homes that need an approval that local policy does not seek in a round.
    pub near_misses: u32,
    /// Homes that could take the child.
    pub usable: u32,
}

/// The candidates of a round.
#[derive(Debug, Clone)]
pub struct Candidates {
    /// Pairs that the programme may choose, in order of child and home.
    pub usable: Vec<Candidate>,
    /// Pairs that a choice has closed. They are in no plan, but a child's worst option is still sought among
    /// them, so that leaving her unplaced costs the same before and after the choice.
    pub closed: Vec<Candidate>,
    /// Pairs that fail only on something an officer could approve.
    pub near_misses: Vec<Candidate>,
    /// One funnel a child to place, in order.
    pub funnels: Vec<Funnel>,
    /// The independent components of the graph of usable pairs.
    pub components: Vec<Component>,
}

impl Candidates {
    /// Finds every home that could take each child of the round.
    pub fn find(facts: &Facts, round: &Round) -> Self {
        let nearby = Nearby::of(facts.council);
        let found: Vec<Found> = round
            .to_place
            .par_iter()
            .map(|&child| Found::of(facts, round, &nearby, child))
            .collect();
        let (mut usable, mut near_misses, mut funnels) = (Vec::new(), Vec::new(), Vec::new());
        for one in found {
            usable.extend(one.usable);
            near_misses.extend(one.near_misses);
            funnels.push(one.funnel);
        }
        let components = graph::components(facts, &round.to_place, &usable);
        let found = Self {
            usable,
            closed: Vec::new(),
            near_misses,
            funnels,
            components,
        };
        if round.is_one_part() {
            found.in_one_part()
        } else {
            found
        }
    }

    /// The same candidates in one component, for rounds that are held to something over all of it.
    #[must_use]
    pub fn in_one_part(mut self) -> Self {
        self.components = graph::as_one(self.components);
        self
    }

    /// Candidates that were judged already, for children to place in order.
    pub fn of_usable(
        facts: &Facts,
        to_place: &[ChildIx],
        usable: Vec<Candidate>,
        closed: Vec<Candidate>,
    ) -> Self {
        Self {
            closed,
            near_misses: Vec::new(),
            funnels: Vec::new(),
            components: graph::components(facts, to_place, &usable),
            usable,
        }
    }

    /// The usable homes of one child.
    pub fn of_child(&self, child: ChildIx) -> &[Candidate] {
        &self.usable[self.range_of(child)]
    }

    /// Where the usable homes of one child stand in the list.
    pub fn range_of(&self, child: ChildIx) -> std::ops::Range<usize> {
        let start = self.usable.partition_point(|c| c.child < child);
        let end = self.usable.partition_point(|c| c.child <= child);
        start..end
    }

    /// How many of its children could go to a home, by position of the funnel.
    pub fn funnel(&self, child: ChildIx) -> Option<&Funnel> {
        let at = self.funnels.binary_search_by_key(&child, |f| f.child);
        at.ok().map(|i| &self.funnels[i])
    }
}

struct Found {
    usable: Vec<Candidate>,
    near_misses: Vec<Candidate>,
    funnel: Funnel,
}

impl Found {
    fn of(facts: &Facts, round: &Round, nearby: &Nearby, child: ChildIx) -> Self {
        let homes = nearby.homes_for(facts, child);
        let mut found = Self {
            usable: Vec::new(),
            near_misses: Vec::new(),
            funnel: Funnel {
                child,
                looked_at: homes.len() as u32,
                barred: vec![0; duties::ALL.len()],
                near_misses: 0,
                usable: 0,
            },
        };
        for home in homes {
            let here = facts.lives_in[child.at()] == Some(home);
            if here && !round.theoretical {
                // She is to move out of it, so it is not an option; do not count it as looked at.
                found.funnel.looked_at -= 1;
                continue;
            }
            match judge(&facts.pair(child, home), &round.household(facts, home)) {
                Judged::Usable(approvals) => {
                    found.funnel.usable += 1;
                    found.usable.push(Candidate {
                        child,
                        home,
                        approvals,
                    });
                }
                Judged::NearMiss(approvals) => {
                    found.funnel.near_misses += 1;
                    found.near_misses.push(Candidate {
                        child,
                        home,
                        approvals,
                    });
                }
                Judged::Barred(duty) => found.funnel.barred[duty] += 1,
            }
        }
        found
    }
}

/// What the duties say of one child in one home with those who stay there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judged {
    /// The home could take the child, once these approvals are given.
    Usable(Set<ApprovalKind>),
    /// Only approvals stand in the way, but not all are kinds that local policy seeks in a round.
    NearMiss(Set<ApprovalKind>),
    /// Barred, first by the duty at this position of [`duties::ALL`].
    Barred(usize),
}

/// Asks every duty of one child in one home.
pub fn judge(pair: &Pair, household: &Household) -> Judged {
    let records = &pair.facts.records;
    let mut approvals = Set::EMPTY;
    if !pair.is_current() {
        for (at, duty) in duties::ALL.iter().enumerate() {
            match duty.bar(pair) {
                Verdict::Allowed => {}
                Verdict::NeedsApproval(kind) => {
                    if !records.approved(pair.child_ix, pair.home_ix, kind) {
                        approvals.insert(kind);
                    }
                }
                Verdict::NotAllowed => return Judged::Barred(at),
            }
        }
    }
    match admit_alone(pair, household) {
        Err(barred) => return Judged::Barred(barred),
        Ok(more) => approvals = approvals.union(more),
    }
    if approvals.is_subset(pair.policy().seek_in_rounds()) {
        Judged::Usable(approvals)
    } else {
        Judged::NearMiss(approvals)
    }
}

/// Whether the child alone may join those who stay, sharing a bedroom if that is what it takes.
fn admit_alone(pair: &Pair, household: &Household) -> Result<Set<ApprovalKind>, usize> {
    let mut block = Block {
        home: pair.home_ix,
        children: vec![pair.child_ix],
        shares: 0,
    };
    let first = admit(household, &block);
    if first.is_ok()
        || most_shares(pair.facts, block.home, &block.children, household.residents) == 0
    {
        return first;
    }
    block.shares = 1;
    let mut approvals = admit(household, &block)?;
    if !pair
        .facts
        .records
        .approved(pair.child_ix, pair.home_ix, ApprovalKind::BedroomShare)
    {
        approvals.insert(ApprovalKind::BedroomShare);
    }
    Ok(approvals)
}

/// Whether a block may join those who stay: the approvals it takes, or the duty that bars it.
pub fn admit(household: &Household, block: &Block) -> Result<Set<ApprovalKind>, usize> {
    let mut approvals = Set::EMPTY;
    for (at, duty) in duties::ALL.iter().enumerate() {
        match duty.admit(household, block) {
            Verdict::Allowed => {}
            Verdict::NeedsApproval(kind) => approvals.insert(kind),
            Verdict::NotAllowed => return Err(at),
        }
    }
    Ok(approvals)
}
