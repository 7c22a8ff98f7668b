//! Explanations on councils small enough to know the answer, and on random ones.

mod anew;
mod answers;
mod councils;
#[path = "../random_council/mod.rs"]
mod random_council;
mod standings;

use councils::{AS_AT, brothers, child, four_in_one_home, home, link, settle};
use placewell::candidates::{Candidates, Round};
use placewell::duties::{Facts, Plan};
use placewell::explain::{
    Because, Effect, Match, OptionsReport, Unplaced, action, match_text, options, options_text,
    unplaced, unplaced_text, why,
};
use placewell::model::{ApprovalKind, ChildIx, Council, HomeIx, Miles, SiblingPlan};
use placewell::optimise::{Limits, Solution, solve};
use random_council::random_council;

fn limits() -> Limits {
    Limits::default()
}

fn at(council: &Council, tier: &str) -> usize {
    let tiers = &council.policy.tiers;
    tiers.iter().position(|t| t.name == tier).expect("a tier")
}

fn ask(facts: &Facts, asked: &[u32]) -> OptionsReport {
    let asked: Vec<ChildIx> = asked.iter().map(|i| ChildIx(*i)).collect();
    options(facts, &asked, usize::MAX, limits()).expect("solved")
}

/// The effect of the option that houses everybody asked in this one home.
fn effect_of(report: &OptionsReport, home: u32) -> &Effect {
    let option = report
        .options
        .iter()
        .find(|o| o.blocks.len() == 1 && o.blocks[0].home == HomeIx(home))
        .expect("an option");
    option.effect.as_ref().expect("solved")
}

struct Solved<'a> {
    facts: &'a Facts<'a>,
    round: &'a Round,
    candidates: Candidates,
    solution: Solution,
}

impl<'a> Solved<'a> {
    fn of(facts: &'a Facts<'a>, round: &'a Round) -> Self {
        let candidates = Candidates::find(facts, round);
        let solution = solve(facts, round, &candidates, limits()).expect("solved");
        Self {
            facts,
            round,
            candidates,
            solution,
        }
    }

    fn plan(&self) -> Plan<'_> {
        Plan::new(
            self.facts,
            &self.round.staying,
            &self.round.held,
            self.solution.proposals.clone(),
            self.solution.unplaced.clone(),
        )
    }

    fn why(&self, child: u32) -> Match {
        let (facts, round) = (self.facts, self.round);
        why(
            facts,
            round,
            &self.candidates,
            &self.plan(),
            ChildIx(child),
            3,
        )
        .expect("placed")
    }

    fn unplaced(&self, child: ChildIx) -> Unplaced {
        let (facts, round) = (self.facts, self.round);
        unplaced(facts, round, &self.candidates, &self.plan(), child).expect("in the round")
    }
}

#[test]
fn taking_a_place_of_the_only_home_for_two_brothers_splits_them() {
    let council = brothers();
    let facts = Facts::of(&council);
    let report = ask(&facts, &[2]);
    let effect = effect_of(&report, 0);
    assert_eq!(effect.change[at(&council, "placed")], 0);
    assert_eq!(effect.change[at(&council, "siblings")], 1);
    // One of them keeps his place beside her; the other moves to the next home.
    assert_eq!(effect.others.len(), 1, "{effect:?}");
    assert!([ChildIx(0), ChildIx(1)].contains(&effect.others[0].child));
    assert_eq!(effect.others[0].from, Some(HomeIx(0)));
}

#[test]
fn a_solo_child_in_it_moves_both_brothers_and_names_them() {
    let mut council = brothers();
    council.children[2].flags.solo = true;
    let facts = Facts::of(&council);
    let report = ask(&facts, &[2]);
    let effect = effect_of(&report, 0);
    assert_eq!(effect.change[at(&council, "siblings")], 1);
    let moved: Vec<ChildIx> = effect.others.iter().map(|m| m.child).collect();
    assert_eq!(moved, [ChildIx(0), ChildIx(1)]);
    assert!(effect.others.iter().all(|m| m.from == Some(HomeIx(0))));
    let mut to: Vec<_> = effect.others.iter().map(|m| m.to).collect();
    to.sort_unstable();
    assert_eq!(to, [Some(HomeIx(1)), Some(HomeIx(2))]);
}

#[test]
fn the_rounds_own_plan_changes_nothing() {
    let council = brothers();
    let facts = Facts::of(&council);
    let report = ask(&facts, &[2]);
    let own = effect_of(&report, 1);
    assert!(own.change.iter().all(|c| *c == 0), "{own:?}");
    assert!(own.others.is_empty());
    let report = ask(&facts, &[0, 1]);
    let own = effect_of(&report, 0);
    assert!(own.change.iter().all(|c| *c == 0), "{own:?}");
}

/// Every child of the round alone, every sibling group, and every settled child.
fn questions(council: &Council, facts: &Facts) -> Vec<Vec<ChildIx>> {
    let alone = council.child_indices().map(|child| vec![child]);
    let groups = facts.families.groups().iter().cloned();
    alone.chain(groups).collect()
}

/// What the first tier that changes does, of every option on a hundred small councils: the number of options
/// that change nothing, that make it worse, and the descriptions of those that make it better.
///
/// Where `all_placed`, only options that leave nobody without a home, in a round that leaves nobody so.
fn first_changes(all_placed: bool) -> (usize, usize, Vec<String>) {
    let (mut same, mut worse, mut better) = (0, 0, Vec::new());
    for seed in 0..100 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        let month = Round::of_month(&facts).to_place;
        for question in questions(&council, &facts) {
            let round = Round::placing(&facts, month.iter().chain(&question).copied().collect());
            let best = Solved::of(&facts, &round).solution;
            let report = options(&facts, &question, usize::MAX, limits()).expect("solved");
            assert_eq!(report.count, report.options.len());
            for option in &report.options {
                let effect = option.effect.as_ref().expect("solved");
                let case = || {
                    format!(
                        "seed {seed}, {question:?} in {:?}: {effect:?}",
                        option.blocks
                    )
                };
                let mut placed: Vec<ChildIx> = option.proposals.iter().map(|p| p.child).collect();
                placed.sort_unstable();
                assert_eq!(placed, report.children, "{}", case());
                assert!(effect.others.iter().all(|m| !question.contains(&m.child)));
                assert!(effect.others.iter().all(|m| m.from != m.to));
                // Nobody needed today, and nobody at all, gains a home by a choice.
                let placed = &effect.change[..=at(&council, "placed")];
                assert!(
                    placed.iter().find(|c| **c != 0).is_none_or(|c| *c > 0),
                    "{}",
                    case()
                );
                let nobody_left =
                    best.unplaced.is_empty() && effect.others.iter().all(|m| m.to.is_some());
                if all_placed && !nobody_left {
                    continue;
                }
                // The same homes with another number of bedroom shares are another choice.
                let is_own = option.proposals.iter().all(|p| best.proposals.contains(p));
                match effect.change.iter().find(|c| **c != 0) {
                    None => same += 1,
                    Some(_) if is_own => better.push(format!("own plan, {}", case())),
                    Some(change) if *change < 0 => better.push(case()),
                    Some(_) => worse += 1,
                }
            }
        }
    }
    (same, worse, better)
}

#[test]
fn no_choice_is_better_than_the_rounds_best_plan() {
    let (same, worse, better) = first_changes(true);
    assert!(better.is_empty(), "{}", better.join("\n"));
    assert!(same > 50 && worse > 50, "{same} {worse}");
}

#[test]
fn no_choice_is_better_where_children_are_left_without_a_home() {
    let (_, _, better) = first_changes(false);
    assert!(better.is_empty(), "{}", better.join("\n"));
}

#[test]
fn options_keep_apart_whom_the_assessment_keeps_apart() {
    let mut seen = 0;
    for seed in 0..100 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        for question in questions(&council, &facts) {
            let report = options(&facts, &question, 3, limits()).expect("solved");
            seen += report.apart_by_plan.len();
            for (a, b) in &report.apart_by_plan {
                let together = |o: &placewell::explain::RankedOption| {
                    o.blocks.iter().any(|block| block.has(*a) && block.has(*b))
                };
                assert!(!report.options.iter().any(together), "seed {seed}");
            }
        }
    }
    assert!(seen > 10, "{seen}");
}

#[test]
fn funnels_add_up() {
    let mut unplaced_children = 0;
    for seed in 0..100 {
        let council = random_council(seed);
        let facts = Facts::of(&council);
        let round = Round::of_month(&facts);
        let solved = Solved::of(&facts, &round);
        for &child in &solved.solution.unplaced {
            unplaced_children += 1;
            let found = solved.unplaced(child);
            let funnel = &found.funnel;
            let fallen = funnel.barred.iter().sum::<u32>() + funnel.near_misses + funnel.usable;
            assert_eq!(funnel.looked_at, fallen, "seed {seed}, {child:?}");
            // What would open a home is really nothing but approvals.
            assert!(found.approvals_open.iter().all(|b| b.approvals().is_some()));
            // A usable home that she does not get has a reason in the plan.
            for blocked in &found.nearest {
                let home = blocked.home;
                let usable = solved.candidates.of_child(child);
                if usable.iter().any(|c| c.home == home) {
                    let by_plan = blocked.reasons.iter().any(|r| r.because == Because::Plan);
                    assert!(by_plan, "seed {seed}, {child:?}, {blocked:?}");
                }
            }
        }
    }
    assert!(unplaced_children > 50, "{unplaced_children}");
}

#[test]
fn a_child_above_the_usual_fostering_limit_is_a_near_miss_that_names_the_exemption() {
    let council = four_in_one_home();
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let solved = Solved::of(&facts, &round);
    assert_eq!(solved.solution.unplaced, [ChildIx(3)]);
    let found = solved.unplaced(ChildIx(3));
    assert_eq!((found.funnel.looked_at, found.funnel.near_misses), (1, 1));
    assert_eq!(found.approvals_open.len(), 1);
    assert!(found.fewest_changes.is_none());
    let blocked = &found.approvals_open[0];
    let kinds: Vec<ApprovalKind> = blocked.approvals().unwrap().iter().collect();
    assert_eq!(kinds, [ApprovalKind::FosteringLimit]);
    let said = action(&facts, ChildIx(3), blocked);
    assert!(
        said.contains(ApprovalKind::FosteringLimit.label()),
        "{said}"
    );
    assert!(said.contains(ApprovalKind::FosteringLimit.by()), "{said}");
    let report = ask(&facts, &[3]);
    assert_eq!(report.count, 0);
    assert_eq!(report.near_misses[0].1[0].home, HomeIx(0));
}

#[test]
fn a_home_that_another_child_takes_says_so() {
    let mut council = Council::new("One place", "E06000019", AS_AT);
    council.children = vec![child("C1", 9, 350_000), child("C2", 9, 351_000)];
    council.children[0].flags.emergency = true;
    council.homes = vec![home("H1", 1, 352_000, 500)];
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let solved = Solved::of(&facts, &round);
    assert_eq!(solved.solution.unplaced, [ChildIx(1)]);
    let found = solved.unplaced(ChildIx(1));
    assert_eq!((found.funnel.looked_at, found.funnel.usable), (1, 1));
    assert!(found.approvals_open.is_empty());
    let blocked = found.fewest_changes.as_ref().expect("one home");
    assert!(!blocked.reasons.is_empty());
    assert!(blocked.reasons.iter().all(|r| r.because == Because::Plan));
    let text = unplaced_text(&facts, &found);
    assert!(text.contains("taken by others in this plan 1"), "{text}");
    assert!(text.contains("a child of this plan"), "{text}");
}

#[test]
fn a_sibling_group_has_options_together_and_apart() {
    let council = brothers();
    let facts = Facts::of(&council);
    let report = ask(&facts, &[1, 0]);
    assert_eq!(report.children, [ChildIx(0), ChildIx(1)]);
    let (together, split): (Vec<_>, Vec<_>) =
        report.options.iter().partition(|o| o.blocks.len() == 1);
    assert_eq!((together.len(), together[0].apart), (1, None));
    assert_eq!(report.options[0].blocks.len(), 1, "together comes first");
    // Each in any of three homes, but not both in one.
    assert_eq!(split.len(), 6);
    for option in split {
        let place = |i: usize| council.home(option.blocks[i].home).location.unwrap();
        assert_eq!(option.apart, Some(place(0).miles_to(place(1))));
        assert!(option.apart > Some(Miles::whole(0)));
    }
    assert_eq!(report.others, 2);
}

#[test]
fn a_pair_assessed_apart_is_in_no_block_of_a_group_of_three() {
    let mut council = brothers();
    council.homes[0] = home("H1", 3, 351_000, 500);
    link(&mut council, 1, 2, SiblingPlan::Apart);
    let facts = Facts::of(&council);
    let report = ask(&facts, &[0, 1, 2]);
    assert_eq!(report.apart_by_plan, [(ChildIx(1), ChildIx(2))]);
    assert!(!report.options.is_empty());
    for option in &report.options {
        let both = |b: &placewell::duties::Block| b.has(ChildIx(1)) && b.has(ChildIx(2));
        assert!(!option.blocks.iter().any(both), "{option:?}");
        assert!(option.blocks.len() > 1 && option.apart.is_some());
    }
}

#[test]
fn a_settled_child_may_stay() {
    let mut council = brothers();
    settle(&mut council, 2, 1);
    let facts = Facts::of(&council);
    let report = ask(&facts, &[2]);
    assert_eq!(report.settled, [(ChildIx(2), HomeIx(1))]);
    assert!(options_text(&facts, &report).contains("staying in H2"));
}

#[test]
fn texts_read_as_they_should() {
    let council = brothers();
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let solved = Solved::of(&facts, &round);
    insta::assert_snapshot!("match_of_a_brother", match_text(&facts, &solved.why(0)));
    insta::assert_snapshot!("match_of_the_girl", match_text(&facts, &solved.why(2)));
    insta::assert_snapshot!(
        "options_of_the_girl",
        options_text(&facts, &ask(&facts, &[2]))
    );
    let brothers = options(&facts, &[ChildIx(0), ChildIx(1)], 3, limits()).expect("solved");
    insta::assert_snapshot!("options_of_the_brothers", options_text(&facts, &brothers));

    let council = four_in_one_home();
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let found = Solved::of(&facts, &round).unplaced(ChildIx(3));
    insta::assert_snapshot!("unplaced_above_the_limit", unplaced_text(&facts, &found));
}
