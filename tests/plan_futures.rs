//! A plan for possible futures, on a council so small that the answer can be worked out by hand.
//!
//! One foster household of the council's own has one place at 400 pounds a week. A new household has one place, costs 400
//! pounds a week for the child in it, and 70 pounds a week whoever lives there: 10,950 pounds once, over 1,095 days, are 10
//! pounds a day. A child without a home counts at the dearest of her options, which is 400 as well. Every child is to have
//! a home. So a future of `n` children with `b` new households costs 400 × n + 70 × b pounds, and reaches the target where
//! 1 + b ≥ n.

use jiff::civil::date;
use placewell::model::{
    Area, Child, Council, Home, HomeKind, Location, PoundsPerWeek, Sector, Sex,
};
use placewell::plan::{
    Asked, AskedAhead, Costs, Effort, PlannedAhead, Policy, Possible, Short, Why, plan_ahead,
};

const CODE: &str = "E06000019";

/// So many children without a home, and the one household.
fn council(children: usize) -> Council {
    let mut council = Council::new("Small", CODE, date(2028, 3, 31));
    let centre = Location::new(350_000, 240_000).unwrap();
    council.areas.push(Area {
        code: "A".to_owned(),
        name: "Anywhere".to_owned(),
        authority: CODE.to_owned(),
        centre,
    });
    for n in 0..children {
        let (born, entered) = (date(2016, 1, 1), date(2026, 1, 1));
        let mut child = Child::new(&format!("C{n}"), born, Sex::Female, entered);
        child.home = Some(centre);
        child.home_area = Some(0);
        council.children.push(child);
    }
    let mut home = Home::new("H", HomeKind::Foster, Sector::Own, CODE).with_places(1);
    home.weekly_cost = PoundsPerWeek::whole(400);
    home.location = Some(centre);
    council.homes.push(home);
    council
}

fn asked(confidence: u32) -> AskedAhead {
    AskedAhead {
        asked: Asked {
            targets: vec![("with_a_home".to_owned(), 100.0)],
            costs: Costs {
                kinds: vec!["foster-0-17-1-standard".to_owned()],
                most_of_each: 5,
                most_foster_places: Some(5),
                foster_once: 10_950,
                foster_any_age_once: 0,
                foster_retainer: 0,
                ..Costs::default()
            },
            budget: None,
            alternatives: 0,
            hold: true,
            effort: Effort {
                tolerance: 0.0,
                short: 0.0,
                ..Effort::default()
            },
        },
        months: 24,
        wait: 12,
        confidence,
    }
}

fn possible(council: &Council) -> Possible<'_> {
    Possible {
        council,
        seen: council.children.len() as u32,
    }
}

/// Plans for futures of so many children each, and judges in fresh ones; those who wait see how many there will be.
fn planned(futures: &[usize], fresh: &[usize], asked: &AskedAhead) -> PlannedAhead {
    let all = |numbers: &[usize]| -> Vec<Council> { numbers.iter().map(|n| council(*n)).collect() };
    let (ours, others) = (all(futures), all(fresh));
    let ours: Vec<Possible> = ours.iter().map(possible).collect();
    let others: Vec<Possible> = others.iter().map(possible).collect();
    plan_ahead(&council(1), &ours, &others, (asked, &|| ())).unwrap()
}

fn households(planned: &PlannedAhead) -> i64 {
    planned.plan.bought.iter().sum()
}

/// Pounds a week.
fn pounds(pence: f64) -> f64 {
    pence / 100.0
}

#[test]
fn a_plan_for_every_future_has_a_place_for_every_child_of_the_hardest() {
    // Futures of two and of four children: three new households, 400 × (2 + 4) / 2 + 210 = 1,410 pounds in the mean.
    // Each alone: 870 and 1,810, in the mean 1,340, so that knowing the future is worth 70.
    let planned = planned(&[2, 4], &[2, 4, 5, 4], &asked(100));
    assert_eq!(households(&planned), 3);
    assert_eq!(planned.let_go, [false, false]);
    assert_eq!(planned.plan.short, Short::default());
    assert_eq!(pounds(planned.plan.mean()), 1_410.0);
    assert_eq!(pounds(planned.mean_alone()), 1_340.0);
    assert_eq!(planned.bound().map(pounds), Some(1_340.0));
    // Of fresh futures that of five children falls short with the plan, and all of them with nothing bought.
    let risk = |policy| planned.judged.falls_short(policy);
    assert_eq!((risk(Policy::Plan).count, risk(Policy::Plan).of), (1, 4));
    assert_eq!(risk(Policy::Nothing).count, 4);
    // A child who could have a home with what is on offer is missed under every policy that has none for her.
    let mut figures = planned.figures.iter();
    let placed = figures.position(|f| f.goal.why == Why::Placed).unwrap();
    let without = |policy| planned.judged.missed(policy, placed).count;
    assert_eq!(
        (without(Policy::Nothing), without(Policy::Plan)),
        (4, 1),
        "of four"
    );
    let fates = planned.judged.nothing.iter().chain(&planned.judged.plan);
    assert!(fates.clone().all(|fate| fate.out_of_reach == 0));
    let left: Vec<usize> = planned
        .judged
        .plan
        .iter()
        .map(|f| f.without_a_home)
        .collect();
    assert_eq!(left, [0, 0, 1, 0]);
    // 400 × (2 + 4 + 5 + 4) / 4 = 1,500, and 210.
    let cost = |policy| pounds(planned.judged.mean(policy, |f| f.money.total() as f64));
    assert_eq!(cost(Policy::Plan), 1_710.0);
    assert_eq!(cost(Policy::Nothing), 1_500.0);
    // The middling future is the cheaper of two, of two children: one household, 1,570, which is enough in one of four.
    assert_eq!(planned.middling, 0);
    assert_eq!(cost(Policy::Middling), 1_570.0);
    assert_eq!(risk(Policy::Middling).count, 3);
}

#[test]
fn children_have_homes_though_no_target_asks_for_it() {
    let mut ask = asked(100);
    ask.asked.targets = vec![("in_area".to_owned(), 50.0)];
    let all = planned(&[2, 4], &[5], &ask);
    assert_eq!(households(&all), 3);
    assert!(all.plan.fates.iter().all(|fate| fate.without_a_home == 0));
    assert_eq!(all.judged.plan[0].without_a_home, 1);
    // Where a future is let go, no more is asked than that present homes are full.
    ask.confidence = 50;
    let one = planned(&[4, 2], &[4], &ask);
    assert_eq!(
        (one.let_go.as_slice(), households(&one)),
        (&[true, false][..], 1)
    );
}

#[test]
fn a_future_is_let_go_where_confidence_allows_it_and_never_one_more() {
    // One of two, of four children, is let go: one household, 400 × 3 + 70.
    let one = planned(&[4, 2], &[4], &asked(50));
    assert_eq!(one.let_go, [true, false]);
    assert_eq!(households(&one), 1);
    assert_eq!(pounds(one.plan.mean()), 1_270.0);
    assert_eq!(one.plan.fates[0].without_a_home, 2);
    // Alone, nothing is bought for the one that is let go: 1,600, and 870 for the other.
    assert_eq!(pounds(one.mean_alone()), 1_235.0);
    // At 51 of a hundred none of two may be let go.
    assert_eq!(households(&planned(&[4, 2], &[4], &asked(51))), 3);
    // Of five, one may be let go at 80, and the plan is for the next hardest.
    let five = planned(&[2, 5, 3, 2, 4], &[2], &asked(80));
    assert_eq!(five.let_go, [false, true, false, false, false]);
    assert_eq!(households(&five), 3);
}

#[test]
fn waiting_is_worth_what_it_spares_unless_it_comes_too_late() {
    // Those who wait have one household where there are two children and three where there are four: 1,340 in fresh futures
    // of two and four, where the plan costs 1,410.
    let cost = |planned: &PlannedAhead, policy| {
        pounds(planned.judged.mean(policy, |f| f.money.total() as f64))
    };
    let mut ask = asked(100);
    let waited = planned(&[2, 4], &[2, 4], &ask);
    let waiting = waited.waiting.as_ref().unwrap();
    assert_eq!((waiting.up_to, waiting.too_late), (2, 0));
    assert_eq!(waiting.bought(2).iter().sum::<i64>(), 1);
    assert_eq!(waiting.bought(3).iter().sum::<i64>(), 3);
    assert_eq!(cost(&waited, Policy::Plan), 1_410.0);
    assert_eq!(cost(&waited, Policy::Waiting), 1_340.0);
    assert_eq!(waited.judged.falls_short(Policy::Waiting).count, 0);
    // A household takes eight months: after eighteen of 24 it comes too late, and nothing is bought.
    ask.wait = 18;
    let late = planned(&[2, 4], &[2, 4], &ask);
    assert_eq!(late.waiting.as_ref().unwrap().too_late, 1);
    assert_eq!(cost(&late, Policy::Waiting), 1_200.0);
    assert_eq!(late.judged.falls_short(Policy::Waiting).count, 2);
    assert_eq!(households(&late), 3);
    // What all futures show alike tells nothing.
    assert!(planned(&[3, 3], &[3], &ask).waiting.is_none());
}

#[test]
fn what_takes_longer_than_the_months_is_not_on_offer() {
    let mut ask = asked(100);
    (ask.months, ask.wait) = (7, 3);
    let planned = planned(&[2], &[2], &ask);
    assert_eq!(households(&planned), 0);
    assert!(planned.ground.offers.is_empty());
    assert_eq!(planned.missed_alone[0].len(), 1);
    assert!(planned.bound().is_none());
}

#[test]
fn a_target_out_of_reach_in_some_futures_is_told_and_the_plan_comes_as_near_as_can_be() {
    // Five households at most: of eight children two have no home, whatever is bought.
    let planned = planned(&[8, 3], &[8], &asked(100));
    assert_eq!(
        planned
            .missed_alone
            .iter()
            .map(Vec::len)
            .collect::<Vec<_>>(),
        [1, 0]
    );
    assert_eq!(
        planned.figures[planned.missed_alone[0][0]]
            .goal
            .kpi
            .card
            .name,
        "with_a_home"
    );
    assert_eq!(households(&planned), 5);
    assert!(planned.plan.short.targets > 0);
    assert_eq!(planned.plan.fates[0].without_a_home, 2);
    assert!(planned.plan.fates[1].is_reached());
    // With one of two to let go it is that one, and the other has what it needs.
    let asked = asked(50);
    let let_go = self::planned(&[8, 3], &[8], &asked);
    assert_eq!(let_go.let_go, [true, false]);
    assert_eq!(households(&let_go), 2);
}
