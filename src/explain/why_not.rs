//! Why not this home: what it would cost to have the child there, tier by tier, and who else would move; or the
//! duties that bar it, what would have to change, and what it would cost then.

use super::changes::{Change, changed, changes_for, facts_of};
use super::effect::{Effect, Forced, Standing};
use super::reason::{Because, Reason, reasons};
use crate::candidates::{Candidates, Round};
use crate::duties::{self, Block, Facts, Verdict};
use crate::model::{ChildIx, HomeIx, Miles};
use crate::optimise::{SolveError, blocks_of, solve};

/// Who takes the places of a home, as numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// Places approved or registered that can be used.
    pub places: i64,
    /// Children of this council who stay.
    pub staying: usize,
    /// Places held for children of this council until they have moved out.
    pub held: u8,
    /// Other authorities' children.
    pub others: u8,
    /// Other children whom the round's plan would place there.
    pub coming: usize,
}

impl Places {
    /// Whether the children who stay, the places held and the round's plan leave no place.
    pub fn is_full(&self) -> bool {
        let taken = self.staying + usize::from(self.held) + usize::from(self.others) + self.coming;
        taken as i64 >= self.places
    }
}

/// What a choice would mean, and in how many of the best plans it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cost {
    /// Everybody else.
    pub effect: Effect,
    /// By child asked about: in how many of the best plans she lives there.
    pub standing: Vec<Standing>,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// One of them lives there now, and the round is to find another home.
    LivesThere,
    /// The duties allow it: what it would mean.
    Possible(Cost),
    /// Something stands in the way.
    Barred {
        /// By child, every reason; a child with none is further than the search distance or could come alone.
        reasons: Vec<(ChildIx, Vec<Reason>)>,
        /// What would have to change, where every reason can be lifted for one child.
        changes: Option<Vec<Change>>,
        /// What choosing the home would mean for everybody else after those changes.
        then: Option<Effect>,
    },
}

/// Why not one home, for the children asked about together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WhyNot {
    /// The home.
    pub home: HomeIx,
    /// Miles from the first child's home address, where both are recorded.
    pub miles: Option<Miles>,
    /// Who takes its places.
    pub places: Places,
    /// The answer.
    pub answer: Answer,
}

/// Answers why the children are not all to live in a home.
pub fn why_not(
    forced: &Forced,
    candidates: &Candidates,
    asked: &[ChildIx],
    home: HomeIx,
) -> Result<WhyNot, SolveError> {
    let (facts, round) = (forced.facts, forced.round);
    let council = facts.council;
    let from = asked.first().and_then(|c| council.child(*c).home);
    let miles = from.zip(council.home(home).location);
    let coming = forced.best.proposals.iter();
    let coming = coming.filter(|p| p.home == home && !asked.contains(&p.child));
    let places = Places {
        places: facts.usable_places(home).0,
        staying: round.staying[home.at()].len(),
        held: round.held[home.at()],
        others: council.home(home).occupied_by_others,
        coming: coming.count(),
    };
    Ok(WhyNot {
        home,
        miles: miles.map(|(from, to)| from.miles_to(to)),
        places,
        answer: answer(forced, candidates, asked, home)?,
    })
}

fn answer(
    forced: &Forced,
    candidates: &Candidates,
    asked: &[ChildIx],
    home: HomeIx,
) -> Result<Answer, SolveError> {
    let facts = forced.facts;
    if asked.iter().any(|c| facts.lives_in[c.at()] == Some(home)) {
        return Ok(Answer::LivesThere);
    }
    let able = |child: &ChildIx| candidates.of_child(*child).iter().any(|c| c.home == home);
    if asked.iter().all(able)
        && let Some(effect) = effect_there(forced, asked, home)?
    {
        let standing = asked.iter().map(|child| forced.standing(*child, home));
        let standing: Vec<Option<Standing>> = standing.collect::<Result<_, SolveError>>()?;
        return Ok(Answer::Possible(Cost {
            effect,
            standing: standing.into_iter().flatten().collect(),
        }));
    }
    barred(forced, asked, home)
}

/// The effect of all of them living there, with as few shared bedrooms as can be; `None` where they may not.
fn effect_there(
    forced: &Forced,
    asked: &[ChildIx],
    home: HomeIx,
) -> Result<Option<Effect>, SolveError> {
    let blocks = blocks_of(forced.facts, forced.round, home, asked);
    let together = blocks.into_iter().filter(|b| b.children == asked);
    match together.min_by_key(|block| block.shares) {
        Some(block) => forced.effect(&[block]),
        None => Ok(None),
    }
}

fn barred(forced: &Forced, asked: &[ChildIx], home: HomeIx) -> Result<Answer, SolveError> {
    let (facts, round) = (forced.facts, forced.round);
    let mut all: Vec<(ChildIx, Vec<Reason>)> = asked
        .iter()
        .map(|child| (*child, reasons(facts, round, *child, home)))
        .collect();
    if asked.len() > 1 && all.iter().all(|(_, reasons)| reasons.is_empty()) {
        all[0].1 = together_reasons(facts, round, asked, home);
    }
    let changes = match &all[..] {
        [(_, reasons)] if !reasons.is_empty() => changes_for(facts.council.home(home), reasons),
        _ => None,
    };
    let then = match &changes {
        Some(changes) => effect_after(forced, asked, home, changes)?,
        None => None,
    };
    Ok(Answer::Barred {
        reasons: all,
        changes: changes.filter(|_| then.is_some()),
        then,
    })
}

/// Each could come alone, but not all together.
fn together_reasons(facts: &Facts, round: &Round, asked: &[ChildIx], home: HomeIx) -> Vec<Reason> {
    let household = round.household(facts, home);
    let block = Block {
        home,
        children: asked.to_vec(),
        shares: 0,
    };
    let mut found = Vec::new();
    for duty in duties::ALL {
        let approval = match duty.admit(&household, &block) {
            Verdict::Allowed => continue,
            Verdict::NeedsApproval(kind) => Some(kind),
            Verdict::NotAllowed => None,
        };
        let card = duty.card();
        let said = duty.admit_sentence(&household, &block);
        found.push(Reason {
            duty: card.code,
            title: card.title,
            sentence: said.unwrap_or_else(|| card.title.to_lowercase()),
            approval,
            because: Because::Home,
        });
    }
    found
}

/// What the home would mean once the changes are made, against the round as it is; `None` where they are not
/// enough.
fn effect_after(
    forced: &Forced,
    asked: &[ChildIx],
    home: HomeIx,
    changes: &[Change],
) -> Result<Option<Effect>, SolveError> {
    let council = changed(forced.facts.council, asked[0], home, changes);
    let facts = facts_of(forced.facts, &council);
    let candidates = Candidates::find(&facts, forced.round);
    let best = solve(&facts, forced.round, &candidates, forced.limits)?;
    let after = Forced {
        facts: &facts,
        best: &best,
        ..*forced
    };
    effect_there(&after, asked, home)
}
