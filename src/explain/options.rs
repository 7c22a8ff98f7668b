//! Ranked options for one child or one sibling group, with near misses, and the effect of each choice on
//! everybody else.

use rayon::prelude::*;

use super::effect::{Effect, Forced, Standing};
use super::measured::{Measured, measures};
use super::splits::{Way, ways};
use super::unplaced::{Blocked, Unplaced, let_others_move, near_misses, unplaced};
use super::weights::{WeightRange, weight_ranges};
use super::why_not::{WhyNot, why_not};
use crate::candidates::{Candidates, Round};
use crate::duties::{Block, Facts, Plan, Proposal};
use crate::model::{ChildIx, HomeIx, Miles, SiblingPlan};
use crate::optimise::{Limits, SolveError, propose, solve};

/// One option for the children asked about.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedOption {
    /// Who would live where.
    pub blocks: Vec<Block>,
    /// The homes with the approvals to be given.
    pub proposals: Vec<Proposal>,
    /// In how many of the best plans each child lives there, in order of proposal.
    pub standing: Vec<Standing>,
    /// Each child's measures, in order of proposal.
    pub measures: Vec<Vec<Measured>>,
    /// What it adds to each tier, for these children alone.
    pub tiers: Vec<i64>,
    /// Where it splits brothers and sisters: the greatest distance between their homes.
    pub apart: Option<Miles>,
    /// What choosing it means for the round; `None` below the top.
    pub effect: Option<Effect>,
}

/// Options for one child or one sibling group.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionsReport {
    /// The children asked about, in order.
    pub children: Vec<ChildIx>,
    /// Those of them who are settled, and where: staying is always an option.
    pub settled: Vec<(ChildIx, HomeIx)>,
    /// Pairs of them assessed to live apart.
    pub apart_by_plan: Vec<(ChildIx, ChildIx)>,
    /// Options, best first.
    pub options: Vec<RankedOption>,
    /// How many options there are in all.
    pub count: usize,
    /// Homes that only approvals keep from each child, nearest to approval first.
    pub near_misses: Vec<(ChildIx, Vec<Blocked>)>,
    /// Those of them whom no home could take, and why.
    pub without: Vec<Unplaced>,
    /// Other children in the round.
    pub others: usize,
    /// How far each weight can move before another shown option comes first.
    pub weights: Vec<WeightRange>,
    /// Why not each of the homes asked about.
    pub why_not: Vec<WhyNot>,
}

/// What is asked.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// One child or one sibling group.
    pub children: Vec<ChildIx>,
    /// How many options to show.
    pub top: usize,
    /// Homes of which to say why not.
    pub why_not: Vec<HomeIx>,
}

/// Ranks the options for the children asked about and solves the round again for each of the top ones.
pub fn options(
    facts: &Facts,
    asked: &[ChildIx],
    top: usize,
    limits: Limits,
) -> Result<OptionsReport, SolveError> {
    let question = Question {
        children: asked.to_vec(),
        top,
        why_not: Vec::new(),
    };
    answer(facts, question, limits)
}

/// Ranks the options as well, and says why not each of the homes asked about.
pub fn answer(
    facts: &Facts,
    question: Question,
    limits: Limits,
) -> Result<OptionsReport, SolveError> {
    let mut asked = question.children;
    asked.sort_unstable();
    asked.dedup();
    let month = Round::of_month(facts);
    let is_in_round = |child: &ChildIx| month.to_place.binary_search(child).is_ok();
    let settled: Vec<(ChildIx, HomeIx)> = asked
        .iter()
        .filter(|child| !is_in_round(child))
        .filter_map(|child| Some((*child, facts.lives_in[child.at()]?)))
        .collect();
    let round = if settled.is_empty() {
        month
    } else {
        Round::placing(
            facts,
            month.to_place.iter().chain(&asked).copied().collect(),
        )
    };
    let candidates = Candidates::find(facts, &round);
    let best = solve(facts, &round, &candidates, limits)?;
    let all = ways(facts, &round, &candidates, &asked);
    let count = all.len();
    let forced = Forced {
        facts,
        round: &round,
        best: &best,
        before: &best,
        limits,
    };
    let ranked: Vec<RankedOption> = all
        .into_par_iter()
        .take(question.top)
        .map(|way| ranked_option(&forced, way))
        .collect::<Result<_, SolveError>>()?;
    let plan = Plan::new(
        facts,
        &round.staying,
        &round.held,
        best.proposals.clone(),
        best.unplaced.clone(),
    );
    let near = asked
        .iter()
        .map(|&child| (child, near_misses(facts, &round, &candidates, &plan, child)));
    let barred = asked.iter().filter(|c| candidates.of_child(**c).is_empty());
    let without = barred.filter_map(|c| unplaced(facts, &round, &candidates, &plan, *c));
    let mut without: Vec<Unplaced> = without.collect();
    for found in &mut without {
        let_others_move(facts, &round, &plan, found, limits)?;
    }
    let homes = question.why_not.par_iter();
    let homes = homes.map(|home| why_not(&forced, &candidates, &asked, *home));
    Ok(OptionsReport {
        why_not: homes.collect::<Result<_, SolveError>>()?,
        weights: weight_ranges(facts, &round, &ranked),
        without,
        apart_by_plan: apart_pairs(facts, &asked),
        near_misses: near.collect(),
        others: round.to_place.len() - asked.len(),
        children: asked,
        settled,
        options: ranked,
        count,
    })
}

fn ranked_option(forced: &Forced, way: Way) -> Result<RankedOption, SolveError> {
    let facts = forced.facts;
    let proposals: Vec<Proposal> = way.blocks.iter().flat_map(|b| propose(facts, b)).collect();
    let effect = forced.effect(&way.blocks)?;
    let standing = proposals.iter().map(|p| forced.standing(p.child, p.home));
    let standing: Vec<Option<Standing>> = standing.collect::<Result<_, SolveError>>()?;
    let measured = proposals
        .iter()
        .map(|p| measures(&facts.pair(p.child, p.home)));
    Ok(RankedOption {
        measures: measured.collect(),
        apart: greatest_distance(facts, &way.blocks),
        standing: standing.into_iter().flatten().collect(),
        effect,
        tiers: way.tiers,
        blocks: way.blocks,
        proposals,
    })
}

fn greatest_distance(facts: &Facts, blocks: &[Block]) -> Option<Miles> {
    let place = |block: &Block| facts.council.home(block.home).location;
    let mut greatest = None;
    for (i, a) in blocks.iter().enumerate() {
        for b in &blocks[i + 1..] {
            greatest = greatest.max(Some(place(a)?.miles_to(place(b)?)));
        }
    }
    greatest
}

fn apart_pairs(facts: &Facts, asked: &[ChildIx]) -> Vec<(ChildIx, ChildIx)> {
    let mut pairs = Vec::new();
    for (i, &a) in asked.iter().enumerate() {
        let apart = |b: &&ChildIx| facts.families.plan(a, **b) == Some(SiblingPlan::Apart);
        pairs.extend(asked[i + 1..].iter().filter(apart).map(|b| (a, *b)));
    }
    pairs
}
