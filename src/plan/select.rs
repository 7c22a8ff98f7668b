//! The programme over some choices, as it goes to the search in whole numbers.

use std::collections::HashMap;

use super::ask::{Ask, Global, NO_LIMIT};
use crate::optimise::{Group, SelectedRow, Selection, Sense, Ways};

/// The programme over some choices: they come first, then counts, shortfalls and what is left.
pub fn select(
    ask: &Ask,
    ways: &[Vec<Ways>],
    keep: &[(usize, u32)],
    is_awake: &dyn Fn(usize, u32) -> bool,
) -> Selection {
    let mut selection = Selection::default();
    let mut globals: Vec<Vec<(u32, i64)>> = vec![Vec::new(); ask.globals.len()];
    let position: HashMap<(usize, u32), u32> = keep.iter().copied().zip(0..).collect();
    let mut add = |cost: i64, is_whole: bool, most: i64, weigh: &dyn Fn(&Global) -> i64| {
        let at = selection.costs.len() as u32;
        selection.costs.push(cost);
        selection.whole.push(is_whole);
        selection.most.push(most);
        for (terms, global) in globals.iter_mut().zip(&ask.globals) {
            let weight = weigh(global);
            if weight != 0 {
                terms.push((at, weight));
            }
        }
        at
    };
    for &(s, c) in keep {
        add(ask.choice_cost(s, c), true, 1, &|g| ask.choice_in(g, s, c));
    }
    let first_count = keep.len() as u32;
    for (k, count) in ask.counts.iter().enumerate() {
        add(ask.count_cost(k), true, count.most, &|g| ask.count_in(g, k));
    }
    for slack in ask.slacks() {
        add(ask.slack_cost(slack), false, 0, &|g| ask.slack_in(g, slack));
    }
    let mut rows = Vec::new();
    for (s, recourse) in ask.recourses.iter().enumerate() {
        for (g, group) in recourse.problem.groups.iter().enumerate() {
            let sets: Vec<Vec<u32>> = recourse.sets[g]
                .iter()
                .map(|set| {
                    set.iter()
                        .filter_map(|c| position.get(&(s, *c)).copied())
                        .collect()
                })
                .collect();
            let mut leave = |mask: u32, is_whole: bool| {
                let cost = ask.leaving_cost(s, g, mask);
                add(cost, is_whole, 1, &|global| {
                    ask.leaving_in(global, s, g, mask)
                })
            };
            needs(group, &ways[s][g], &sets, &mut leave, &mut rows);
        }
        let mut weight: HashMap<u32, Vec<(u32, i64)>> = HashMap::new();
        for (&(_, c), at) in keep.iter().zip(0..).filter(|((of, _), _)| *of == s) {
            for &(row, coefficient) in &recourse.stands_in[c as usize] {
                weight.entry(row).or_default().push((at, coefficient));
            }
        }
        let mut here: Vec<(u32, Vec<(u32, i64)>)> = weight.into_iter().collect();
        here.sort_unstable_by_key(|(row, _)| *row);
        for (r, mut terms) in here {
            let row = &recourse.rows[r as usize];
            if is_awake(s, r) || row.must_wake(terms.iter().map(|(_, c)| (*c).max(0)).sum()) {
                let offer = row.offer.iter();
                terms.extend(offer.map(|(k, c)| (first_count + *k as u32, *c)));
                terms.retain(|(_, c)| *c != 0);
                rows.push(at_most(terms, row.limit));
            }
        }
    }
    // A row that limits nothing any more stays out: numbers as large as its limit have made the solver see no plan at all.
    let limiting = globals.into_iter().zip(&ask.globals);
    let limiting = limiting.filter(|(_, global)| global.limit < NO_LIMIT);
    rows.extend(limiting.map(|(terms, global)| at_most(terms, global.limit)));
    selection.rows = rows;
    selection
}

fn at_most(terms: Vec<(u32, i64)>, limit: i64) -> SelectedRow {
    SelectedRow {
        sense: Sense::AtMost,
        limit,
        terms,
    }
}

/// The rows that house each child of a group once or leave her.
fn needs(
    group: &Group,
    ways: &Ways,
    sets: &[Vec<u32>],
    leave: &mut dyn FnMut(u32, bool) -> u32,
    rows: &mut Vec<SelectedRow>,
) {
    let one = |terms: Vec<(u32, i64)>, limit: i64| SelectedRow {
        sense: Sense::Equal,
        limit,
        terms,
    };
    if !group.has_ways() {
        for bit in 0..group.children.len() {
            let with = group.sets.iter().zip(sets);
            let with = with.filter(|(set, _)| set.mask >> bit & 1 == 1);
            let mut terms: Vec<(u32, i64)> = with
                .flat_map(|(_, c)| c.iter().map(|at| (*at, 1)))
                .collect();
            terms.push((leave(1 << bit, true), 1));
            rows.push(one(terms, 1));
        }
        return;
    }
    let all = (1_u32 << group.children.len()) - 1;
    let mut links: Vec<Vec<(u32, i64)>> = sets
        .iter()
        .map(|choices| choices.iter().map(|at| (*at, 1)).collect())
        .collect();
    let mut one_way = Vec::new();
    for way in &ways.listed {
        let at = leave(all & !way.placed, false);
        one_way.push((at, 1));
        for &set in &way.sets {
            links[usize::from(set)].push((at, -1));
        }
    }
    rows.push(one(one_way, 1));
    rows.extend(links.into_iter().map(|terms| one(terms, 0)));
}

/// For each set of brothers and sisters the cheapest choices.
pub fn first_choices(ask: &Ask) -> Vec<(usize, u32)> {
    const FIRST: usize = 4;
    let mut first = Vec::new();
    for (s, recourse) in ask.recourses.iter().enumerate() {
        for set in recourse.sets.iter().flatten() {
            let open = set.iter().copied().filter(|c| recourse.open[*c as usize]);
            let mut best: Vec<u32> = open.collect();
            best.sort_by_key(|c| (recourse.costs[*c as usize], *c));
            first.extend(best.into_iter().take(FIRST).map(|c| (s, c)));
        }
    }
    first
}
