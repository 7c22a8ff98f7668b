//! A choice by the long way: the children live in the chosen homes for certain, so they leave the round and join
//! those who stay, and a round of its own is built and solved. The effect of every option must be the same.

use placewell::candidates::{Candidate, Candidates, Judged, Round, judge};
use placewell::duties::{Block, Facts};
use placewell::explain::{Effect, options, tier_values};
use placewell::model::{ChildIx, HomeIx};
use placewell::optimise::{Solution, solve};

use crate::{Solved, limits, questions, random_council};

/// The change of each tier once the blocks are chosen.
fn change(
    facts: &Facts,
    round: &Round,
    candidates: &Candidates,
    best: &Solution,
    blocks: &[Block],
) -> Vec<i64> {
    let asked: Vec<ChildIx> = blocks.iter().flat_map(|b| b.children.clone()).collect();
    let (mut staying, mut shared) = (round.staying.clone(), round.shared.clone());
    for block in blocks {
        staying[block.home.at()].extend(&block.children);
        staying[block.home.at()].sort_unstable();
        shared[block.home.at()] += block.shares;
    }
    let others = round.to_place.iter().copied();
    let anew = Round {
        to_place: others.filter(|child| !asked.contains(child)).collect(),
        staying,
        shared,
        ..round.clone()
    };
    let left = candidates_left(facts, candidates, &anew, blocks);
    let solution = solve(facts, &anew, &left, limits()).expect("solved");
    let mut change: Vec<i64> = solution
        .tiers
        .iter()
        .zip(&best.tiers)
        .map(|(with, without)| with.value - with.constant - (without.value - without.constant))
        .collect();
    for block in blocks {
        for (sum, own) in change.iter_mut().zip(tier_values(facts, round, block)) {
            *sum += own;
        }
    }
    change
}

/// The other children's candidates, judged again where somebody has moved in.
fn candidates_left(
    facts: &Facts,
    candidates: &Candidates,
    anew: &Round,
    blocks: &[Block],
) -> Candidates {
    let is_chosen = |home: HomeIx| blocks.iter().any(|block| block.home == home);
    let (mut usable, mut closed) = (Vec::new(), Vec::new());
    for candidate in anew.to_place.iter().flat_map(|c| candidates.of_child(*c)) {
        if !is_chosen(candidate.home) {
            usable.push(*candidate);
            continue;
        }
        let pair = facts.pair(candidate.child, candidate.home);
        match judge(&pair, &anew.household(facts, candidate.home)) {
            Judged::Usable(approvals) => usable.push(Candidate {
                approvals,
                ..*candidate
            }),
            Judged::NearMiss(_) | Judged::Barred(_) => closed.push(*candidate),
        }
    }
    Candidates::of_usable(facts, &anew.to_place, usable, closed)
}

#[test]
fn every_effect_is_that_of_a_round_built_anew() {
    let (mut compared, mut changed, mut different) = (0, 0, Vec::new());
    for seed in 0..100 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        let month = Round::of_month(&facts).to_place;
        for question in questions(&council, &facts) {
            let round = Round::placing(&facts, month.iter().chain(&question).copied().collect());
            let solved = Solved::of(&facts, &round);
            let report = options(&facts, &question, usize::MAX, limits()).expect("solved");
            for option in &report.options {
                let effect: &Effect = option.effect.as_ref().expect("an option is a column");
                let (candidates, best) = (&solved.candidates, &solved.solution);
                let long = change(&facts, &round, candidates, best, &option.blocks);
                compared += 1;
                changed += usize::from(long.iter().any(|c| *c != 0));
                if long != effect.change {
                    different.push(format!(
                        "seed {seed}, {:?}: {long:?} anew, {:?}",
                        option.blocks, effect.change
                    ));
                }
            }
        }
    }
    assert!(compared > 600 && changed > 300, "{compared} {changed}");
    assert!(
        different.is_empty(),
        "{} of {compared}\n{}",
        different.len(),
        different.join("\n")
    );
}
