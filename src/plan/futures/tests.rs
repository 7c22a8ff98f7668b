use super::*;
use crate::kpis::{Kpi, Tally};
use crate::plan::planned::Proof;
use crate::plan::{Costs, Effort, Money, Short};
use jiff::civil::date;

/// A plan that leaves so many children without a home in each of its futures, every goal but that being reached.
fn made(without: &[usize], goals: usize) -> Made {
    let fate = |without: &usize| Fate {
        children: 10,
        without_a_home: *without,
        out_of_reach: *without,
        step_downs: 0,
        money: Money::default(),
        after: Vec::new(),
        reached: vec![true; goals],
    };
    Made {
        bought: Vec::new(),
        fates: without.iter().map(fate).collect(),
        short: Short::default(),
        proof: Proof {
            value: 0,
            bound: 0,
            price_bound: 0,
            nodes: 0,
            choices: 0,
        },
    }
}

fn ahead() -> AskedAhead {
    AskedAhead {
        asked: Asked {
            targets: Vec::new(),
            costs: Costs::default(),
            budget: None,
            alternatives: 0,
            hold: false,
            effort: Effort::default(),
        },
        months: 24,
        wait: 0,
        confidence: 80,
    }
}

#[test]
fn whoever_has_a_home_only_in_the_plan_for_a_future_alone_is_missed_by_the_plan_for_all() {
    let council = Council::new("Ahead", "E06000019", date(2026, 3, 31));
    let ahead = ahead();
    let tally = Tally {
        numerator: 10,
        denominator: 10,
        ..Tally::default()
    };
    let now = |_: &Kpi| tally.clone();
    let target = Goal::target("in_area", 80.0, &now).unwrap();
    let placed = Goal::placed(&now).unwrap();
    let weight = placed.weight;
    let common = Common {
        today: &council,
        ahead: &ahead,
        goals: vec![target, placed],
        done: &|| {},
    };
    // As many as alone, two more, fewer, and three more in a future that is let go.
    let mut plan = made(&[1, 2, 0, 3], 2);
    let alone = [1, 0, 1, 0].map(|without| made(&[without], 2));
    common.count_left_out(&mut plan, &alone, &[false, false, false, true]);
    assert_eq!(plan.short.placed, 2 * weight);
    assert_eq!((plan.short.held, plan.short.targets), (0, 0));
    let reached: Vec<Vec<bool>> = plan.fates.into_iter().map(|fate| fate.reached).collect();
    // In a future that is let go they are told of as well, though nothing is asked there.
    let (all, missed) = (vec![true, true], vec![true, false]);
    assert_eq!(reached, [all.clone(), missed.clone(), all, missed]);
}
