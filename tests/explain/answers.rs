//! Why not a home, how far weights can move, and the smallest set of changes that opens a place, each against the
//! long way round.

use placewell::candidates::{Candidates, Round};
use placewell::duties::Facts;
use placewell::explain::{
    Answer, Change, Opening, Question, WhyNot, answer, options, options_text, unplaced_text,
};
use placewell::model::{Approval, ApprovalKind, ChildIx, Council, HomeIx, HomeStatus, SiblingPlan};
use placewell::optimise::{Solution, solve};

use crate::councils::{brothers, child, four_in_one_home, home, link, settle};
use crate::{Solved, ask, at, effect_of, limits, random_council};

fn why_not(facts: &Facts, children: &[u32], homes: &[u32]) -> Vec<WhyNot> {
    let question = Question {
        children: children.iter().map(|c| ChildIx(*c)).collect(),
        top: 1,
        why_not: homes.iter().map(|h| HomeIx(*h)).collect(),
    };
    answer(facts, question, limits()).expect("solved").why_not
}

#[test]
fn why_not_is_the_effect_of_the_option_or_a_reason() {
    let (mut possible, mut barred, mut lifted) = (0, 0, 0);
    for seed in 0..60 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        for &child in &Round::of_month(&facts).to_place {
            let report = options(&facts, &[child], usize::MAX, limits()).expect("solved");
            let homes: Vec<u32> = council.home_indices().map(|h| h.0).collect();
            for found in why_not(&facts, &[child.0], &homes) {
                let case = format!("seed {seed}, {child:?}: {found:?}");
                let mut same = report
                    .options
                    .iter()
                    .filter(|o| o.blocks[0].home == found.home);
                let option = same.clone().min_by_key(|o| o.blocks[0].shares);
                match (&found.answer, option) {
                    (Answer::Possible(cost), Some(option)) => {
                        possible += 1;
                        let effect = option.effect.as_ref().expect("solved");
                        assert_eq!(cost.effect.change, effect.change, "{case}");
                        assert_eq!(cost.standing, option.standing, "{case}");
                    }
                    (Answer::LivesThere, None) => {}
                    (Answer::Barred { reasons, then, .. }, None) => {
                        barred += 1;
                        lifted += usize::from(then.is_some());
                        assert!(reasons.iter().all(|(_, r)| !r.is_empty()), "{case}");
                    }
                    _ => panic!("{case} {:?}", same.next()),
                }
            }
        }
    }
    assert!(
        possible > 100 && barred > 100 && lifted > 20,
        "{possible} {barred} {lifted}"
    );
}

#[test]
fn a_home_whose_place_another_child_takes_is_possible_at_her_cost() {
    let council = brothers();
    let facts = Facts::of(&council);
    let found = &why_not(&facts, &[2], &[0])[0];
    let places = &found.places;
    assert_eq!((places.places, places.staying, places.coming), (2, 0, 2));
    assert!(places.is_full());
    let Answer::Possible(cost) = &found.answer else {
        panic!("{found:?}");
    };
    assert_eq!(&cost.effect, effect_of(&ask(&facts, &[2]), 0));
    assert_eq!(cost.effect.change[at(&council, "siblings")], 1);
}

#[test]
fn brothers_who_may_not_live_together_have_the_duty_named() {
    let mut council = brothers();
    council.sibling_links.clear();
    link(&mut council, 0, 1, SiblingPlan::Apart);
    let facts = Facts::of(&council);
    let Answer::Barred { reasons, .. } = &why_not(&facts, &[0, 1], &[0])[0].answer else {
        panic!("together");
    };
    let codes: Vec<&str> = reasons
        .iter()
        .flat_map(|(_, r)| r)
        .map(|r| r.duty)
        .collect();
    assert_eq!(codes, ["D18"]);
}

/// The first option, by its blocks, where one weight is another.
fn first(council: &Council, child: ChildIx, tier: &str, duty: &str, weight: i64) -> String {
    let mut council = council.clone();
    let tier = at(&council, tier);
    let mut terms = council.policy.tiers[tier].terms.iter_mut();
    terms.find(|t| t.duty == duty).expect("a term").weight = weight;
    let facts = Facts::of(&council);
    let report = options(&facts, &[child], 1, limits()).expect("solved");
    format!("{:?}", report.options[0].blocks)
}

#[test]
fn the_first_option_stays_first_within_the_range_and_no_further() {
    let (mut below, mut above) = (0, 0);
    for seed in 0..150 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        for &child in &Round::of_month(&facts).to_place {
            let report = options(&facts, &[child], usize::MAX, limits()).expect("solved");
            assert_eq!(report.weights.is_empty(), report.options.len() < 2);
            let blocks = |n: usize| format!("{:?}", report.options[n - 1].blocks);
            for range in &report.weights {
                let case = format!("seed {seed}, {child:?}: {range:?}");
                let then = |weight| first(&council, child, &range.tier, range.duty, weight);
                assert!(range.least <= range.weight, "{case}");
                assert_eq!(then(range.least), blocks(1), "{case}");
                if let Some(option) = range.first_below {
                    below += 1;
                    assert!(option > 1, "{case}");
                    assert_eq!(then(range.least - 1), blocks(option), "{case}");
                } else {
                    assert_eq!(range.least, 1, "{case}");
                }
                let most = range.most.unwrap_or(range.weight * 50);
                assert_eq!(then(most), blocks(1), "{case}");
                if let Some(option) = range.first_above {
                    above += 1;
                    assert!(option > 1, "{case}");
                    assert_eq!(then(most + 1), blocks(option), "{case}");
                }
            }
        }
    }
    assert!(below > 2 && above > 5, "{below} {above}");
}

/// The council once a change to one home is made for a child.
fn changed(council: &Council, who: ChildIx, opening: &Opening) -> Council {
    let mut council = council.clone();
    for change in &opening.changes {
        let there = &mut council.homes[opening.home.at()];
        match *change {
            Change::Approve(kind) => council.approvals.push(Approval {
                kind,
                child: who,
                home: Some(opening.home),
                by: "an officer".to_owned(),
                on: council.as_at,
                until: None,
            }),
            Change::EndHold | Change::TakeReferral => there.status = HomeStatus::Available,
            Change::RenewApproval => there.approval_end = None,
            Change::OneBedroom => there.bedrooms += 1,
            Change::OnePlace => {
                there.places += 1;
                there.places_if_siblings = there.places_if_siblings.max(there.places);
            }
        }
    }
    council
}

/// Whether the round has a home for the child once the changes are made, leaves nobody else without one, and asks
/// for nothing more.
fn opens(council: &Council, before: &Solution, who: ChildIx, opening: &Opening) -> bool {
    let council = changed(council, who, opening);
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let solution = solve(&facts, &round, &candidates, limits()).expect("solved");
    let asks = |c: ChildIx| {
        let mut proposals = solution.proposals.iter();
        proposals.any(|p| p.child == c && !p.approvals.is_empty())
    };
    let moves = |c: &&ChildIx| before.home_of(**c) != solution.home_of(**c);
    // An approval that a round may seek is a change as well.
    let asks_for_more = round.to_place.iter().filter(moves).any(|c| asks(*c));
    let nobodys = solution
        .unplaced
        .iter()
        .all(|c| before.unplaced.contains(c));
    solution.home_of(who).is_some() && nobodys && !asks_for_more
}

/// Whether, once the changes are made, there is an option for the child that takes nobody's home.
fn takes_nobodys(council: &Council, left: &[ChildIx], who: ChildIx, opening: &Opening) -> bool {
    let council = changed(council, who, opening);
    let facts = Facts::of(&council);
    let report = options(&facts, &[who], usize::MAX, limits()).expect("solved");
    report.options.iter().any(|option| {
        let effect = option.effect.as_ref().expect("solved");
        let mut others = effect.others.iter();
        others.all(|m| m.to.is_some() || left.contains(&m.child))
    })
}

fn single_changes(council: &Council) -> Vec<Opening> {
    let approvals = ApprovalKind::ALL.iter().map(|kind| Change::Approve(*kind));
    let others = [
        Change::EndHold,
        Change::TakeReferral,
        Change::OnePlace,
        Change::OneBedroom,
    ];
    let changes: Vec<Change> = approvals.chain(others).collect();
    let of = |home| {
        changes.iter().map(move |change| Opening {
            home,
            miles: None,
            changes: vec![*change],
            moved: Vec::new(),
            is_smallest: true,
        })
    };
    council.home_indices().flat_map(of).collect()
}

#[test]
fn the_smallest_set_of_changes_opens_a_place_and_no_single_change_was_missed() {
    let (mut one, mut two, mut none) = (0, 0, 0);
    for seed in 0..80 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        let round = Round::of_month(&facts);
        let before = Solved::of(&facts, &round).solution;
        for &who in &before.unplaced {
            let report = options(&facts, &[who], 1, limits()).expect("solved");
            let Some(found) = report.without.first() else {
                continue;
            };
            let case = format!("seed {seed}, {who:?}: {:?}", found.opening);
            if let Some(opening) = &found.opening {
                assert!(
                    takes_nobodys(&council, &before.unplaced, who, opening),
                    "{case}"
                );
                one += usize::from(opening.changes.len() == 1);
                two += usize::from(opening.changes.len() == 2);
            } else {
                none += 1;
            }
            if found.opening.as_ref().is_none_or(|o| o.changes.len() == 2) {
                for single in single_changes(&council) {
                    assert!(
                        !opens(&council, &before, who, &single),
                        "{case}, {single:?}"
                    );
                }
                assert!(found.opening.as_ref().is_none_or(|o| o.is_smallest));
            }
        }
    }
    assert!(one > 3 && two > 5 && none > 5, "{one} {two} {none}");
}

#[test]
fn texts_of_answers_read_as_they_should() {
    let mut council = brothers();
    council.homes.push(home("H5", 1, 353_000, 480));
    council.homes.push(home("H6", 2, 352_500, 480));
    council.homes[5].status = HomeStatus::OnHold;
    council.homes[5].held_until = Some(jiff::civil::date(2026, 6, 30));
    council.homes[5].hold_reason = Some("bereavement".to_owned());
    council.children.push(child("C5", 10, 353_000));
    settle(&mut council, 4, 4);
    let facts = Facts::of(&council);
    let question = Question {
        children: vec![ChildIx(2)],
        top: 2,
        why_not: vec![HomeIx(0), HomeIx(4), HomeIx(5), HomeIx(3)],
    };
    let report = answer(&facts, question, limits()).expect("solved");
    insta::assert_snapshot!("why_not_of_the_girl", options_text(&facts, &report));

    let mut council = four_in_one_home();
    council.homes[0].places = 3;
    council.homes[0].places_if_siblings = 3;
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let found = Solved::of(&facts, &round).unplaced(ChildIx(3));
    insta::assert_snapshot!(
        "unplaced_above_limit_and_places",
        unplaced_text(&facts, &found)
    );
}
