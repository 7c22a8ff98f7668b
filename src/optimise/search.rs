//! The search for whole plans: a programme over the columns that prices leave in question.

use super::SolveError;
use super::dive::{SEARCHED, dive};
use super::face::Face;
use super::limits::Limits;
use super::lower::{SelectedRow, Selection, Stop, Whole, search};
use super::prices::{self, ONE, Priced};
use super::program::Sense;
use crate::model::Tier;

/// What a search came to.
pub struct Searched {
    /// No plan on the face costs less.
    pub bound: i64,
    /// Nodes.
    pub nodes: u64,
}

/// Searches among the columns that the gap leaves a chance: at first among the most likely ones, then, if that
/// leaves a gap, among all. `None` where there is no plan on the face.
///
/// Where only a `better` plan is of use, because the one at hand is likely to be the best, columns of plans as good as
/// that one are left out.
pub fn search_face(
    face: &mut Face,
    t: usize,
    tier: &Tier,
    priced: &Priced,
    likely: &[Vec<u32>],
    better: bool,
    limits: Limits,
) -> Result<Option<Searched>, SolveError> {
    let (mut bound, mut nodes) = (prices::whole_bound(priced.bound), 0);
    // A look among most of what is open takes as long as the search itself.
    let open = face.columns_open();
    let is_worth = |columns: &&Vec<u32>| limits.dive || 2 * columns.len() <= open;
    for columns in likely.iter().filter(is_worth) {
        nodes += dive(face, t, tier, columns, limits)?;
        if face.is_close(t, tier, bound) {
            return Ok(Some(Searched { bound, nodes }));
        }
    }
    let reduced = reduced_costs(face, priced);
    let gap = |face: &Face| {
        let (gap, value) = (gap(face, t, priced)?, face.value(t)?);
        let least = if better {
            worth_finding(tier, value)
        } else {
            0
        };
        Some((gap - least).max(0))
    };
    let mut order: Vec<i128> = reduced.iter().map(|(_, reduced)| *reduced).collect();
    order.sort_unstable();
    let Some(last) = order.last().copied() else {
        return Ok(None);
    };
    let at_least = limits.columns.max(4 * face.problem.children.len());
    let mut reach = order[at_least.min(order.len()) - 1];
    if let Some(gap) = gap(face).filter(|_| better) {
        // A first search among almost as many columns as the second would be in vain.
        let within = |reach: i128| order.partition_point(|reduced| *reduced <= reach);
        if 3 * within(reach) > 2 * within(gap) {
            reach = gap;
        }
    }
    loop {
        let within = reach.min(gap(face).unwrap_or(last));
        let columns = choose(face, &reduced, within);
        if limits.dive && columns.len() > SEARCHED && face.incumbent.is_some() {
            return Ok(Some(Searched { bound, nodes }));
        }
        let found = search_among(face, t, tier, &columns, limits)?;
        nodes += found.nodes;
        let proved = proved(&found, face.incumbent.is_some()).unwrap_or(bound);
        if let Some(chosen) = found.chosen {
            face.improve(t, chosen);
        }
        let gap = gap(face).unwrap_or(last);
        tracing::debug!(
            tier = tier.name,
            columns = columns.len(),
            nodes = found.nodes,
            gap = gap as f64 / ONE as f64,
            "searched"
        );
        // A plan that uses a column left out costs more than this.
        let outside = prices::whole_bound(priced.bound + within + i128::from(better));
        if within < gap.min(last) {
            bound = bound.max(proved.min(outside));
            if face.is_close(t, tier, bound) {
                return Ok(Some(Searched { bound, nodes }));
            }
            reach = gap;
        } else {
            let all = !better || within >= last;
            bound = bound.max(if all { proved } else { proved.min(outside) });
            let searched = Searched { bound, nodes };
            return Ok(face.incumbent.is_some().then_some(searched));
        }
    }
}

/// The bound that a search proves of its columns; `None` where the solver says that they hold no plan, though the plan
/// at hand is among them: what it says then proves nothing.
fn proved(found: &Whole, at_hand: bool) -> Option<i64> {
    let contradicts = found.none && at_hand;
    if contradicts {
        tracing::debug!("a search without a solution, though a plan is at hand");
    }
    (!contradicts).then_some(found.bound)
}

/// By how much a plan must be better to be worth finding, in fixed point: by one at least, since costs are whole.
fn worth_finding(tier: &Tier, value: i64) -> i128 {
    let within = (tier.tolerance * value.unsigned_abs() as f64).floor();
    ONE * i128::from(within as i64).max(1)
}

fn reduced_costs(face: &Face, priced: &Priced) -> Vec<(u32, i128)> {
    let open = (0..face.open.len() as u32).filter(|j| face.open[*j as usize]);
    open.filter_map(|j| Some((j, priced.reduced(face, j)?)))
        .collect()
}

/// How far the plan at hand is above the bound, in fixed point.
fn gap(face: &Face, t: usize, priced: &Priced) -> Option<i128> {
    let value = face.value(t)?;
    Some(i128::from(value) * ONE - priced.bound)
}

/// Open columns within reach of the bound, and those of the incumbent.
fn choose(face: &Face, reduced: &[(u32, i128)], reach: i128) -> Vec<u32> {
    let within = reduced.iter().filter(|(_, reduced)| *reduced <= reach);
    let mut keep: Vec<u32> = within
        .map(|(j, _)| *j)
        .chain(face.incumbent.iter().flatten().copied())
        .collect();
    keep.sort_unstable();
    keep.dedup();
    keep
}

pub fn search_among(
    face: &Face,
    t: usize,
    tier: &Tier,
    columns: &[u32],
    limits: Limits,
) -> Result<Whole, SolveError> {
    let selection = select(face, t, columns);
    let stop = Stop {
        // Costs are whole, so a gap below one proves the value.
        absolute: 0.999,
        relative: tier.tolerance,
        nodes: limits.nodes,
        looks: limits.dive,
    };
    let mut found = search(&selection, stop)?;
    if let Some(chosen) = &mut found.chosen {
        chosen.retain(|j| (*j as usize) < columns.len());
        for j in chosen.iter_mut() {
            *j = columns[*j as usize];
        }
        if !face.fits(chosen) {
            return Err(SolveError::Unexpected(
                "a plan that breaks a row".to_owned(),
            ));
        }
        if !face.keeps(chosen) {
            // The solver counts amounts that are almost whole, and a row of pence adds them up. The bound holds.
            tracing::debug!(
                tier = tier.name,
                "a plan that misses what is kept by a little"
            );
            found.chosen = None;
        }
    }
    Ok(found)
}

/// The programme over some block columns: they come first, then unmet and way columns.
pub fn select(face: &Face, t: usize, columns: &[u32]) -> Selection {
    let problem = face.problem;
    let mut position = vec![None; problem.columns.len()];
    for (j, at) in columns.iter().zip(0..) {
        position[*j as usize] = Some(at);
    }
    let mut selection = Selection {
        costs: columns
            .iter()
            .map(|j| problem.costs[t][*j as usize])
            .collect(),
        whole: vec![true; columns.len()],
        most: Vec::new(),
        rows: Vec::new(),
    };
    let mut kept: Vec<Vec<(u32, i64)>> = vec![Vec::new(); face.kept.len()];
    for (terms, row) in kept.iter_mut().zip(&face.kept) {
        let costs = columns.iter().zip(0..);
        terms.extend(costs.map(|(j, at)| (at, problem.cost_kept(row, *j))));
    }
    for g in 0..problem.groups.len() {
        select_group(face, t, g, &position, &mut selection, &mut kept);
    }
    let place = |terms: &[(u32, i64)]| -> Vec<(u32, i64)> {
        let here = terms
            .iter()
            .filter_map(|(j, c)| Some((position[*j as usize]?, *c)));
        here.collect()
    };
    for (row, &tight) in problem.rows.iter().zip(&face.tight) {
        push_row(&mut selection, place(&row.terms), row.limit, tight);
    }
    for (c, cut) in face.cuts.iter().enumerate() {
        let weigh = |j: u32| (j, cut.weight(problem, j));
        let side = problem.homes[cut.home as usize].columns.clone();
        let terms: Vec<(u32, i64)> = side.map(weigh).filter(|(_, w)| *w != 0).collect();
        let tight = face.tight_cuts.get(c).copied().unwrap_or(false);
        push_row(&mut selection, place(&terms), cut.limit, tight);
    }
    for (mut terms, row) in kept.into_iter().zip(&face.kept) {
        terms.retain(|(_, c)| *c != 0);
        selection.rows.push(SelectedRow {
            sense: Sense::AtMost,
            limit: row.value,
            terms,
        });
    }
    selection
}

/// A row that the columns can break, or that must be tight.
fn push_row(selection: &mut Selection, terms: Vec<(u32, i64)>, limit: i64, tight: bool) {
    let most: i64 = terms.iter().map(|(_, c)| (*c).max(0)).sum();
    if tight || most > limit {
        let sense = if tight { Sense::Equal } else { Sense::AtMost };
        selection.rows.push(SelectedRow {
            sense,
            limit,
            terms,
        });
    }
}

fn select_group(
    face: &Face,
    t: usize,
    g: usize,
    position: &[Option<u32>],
    selection: &mut Selection,
    kept: &mut [Vec<(u32, i64)>],
) {
    let (group, ways) = (&face.problem.groups[g], &face.ways[g]);
    let mut leave = |selection: &mut Selection, mask: u32, whole: bool| {
        let at = selection.costs.len() as u32;
        selection.costs.push(group.cost_of_leaving(t, mask));
        selection.whole.push(whole);
        for (terms, row) in kept.iter_mut().zip(&face.kept) {
            terms.push((at, face.problem.leaving_kept(row, g, mask)));
        }
        at
    };
    let here = |columns: &[u32]| {
        columns
            .iter()
            .filter_map(|j| position[*j as usize])
            .collect()
    };
    let sets: Vec<Vec<u32>> = group.sets.iter().map(|set| here(&set.columns)).collect();
    let one = |terms: Vec<(u32, i64)>, limit: i64| SelectedRow {
        sense: Sense::Equal,
        limit,
        terms,
    };
    if group.has_ways() {
        let mut links: Vec<Vec<(u32, i64)>> = sets
            .iter()
            .map(|columns| columns.iter().map(|at| (*at, 1)).collect())
            .collect();
        let mut chosen = Vec::new();
        for way in ways.listed.iter().filter(|way| way.open) {
            let at = leave(selection, !way.placed, false);
            chosen.push((at, 1));
            for &s in &way.sets {
                links[usize::from(s)].push((at, -1));
            }
        }
        selection.rows.push(one(chosen, 1));
        let links = links.into_iter().filter(|terms| !terms.is_empty());
        selection.rows.extend(links.map(|terms| one(terms, 0)));
        return;
    }
    for (bit, &may) in ways.may_be_left.iter().enumerate() {
        let with = group
            .sets
            .iter()
            .zip(&sets)
            .filter(|(set, _)| set.mask >> bit & 1 == 1);
        let mut terms: Vec<(u32, i64)> = with
            .flat_map(|(_, c)| c.iter().map(|at| (*at, 1)))
            .collect();
        if may {
            terms.push((leave(selection, 1 << bit, true), 1));
        }
        selection.rows.push(one(terms, 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_that_loses_the_plan_at_hand_proves_nothing() {
        let whole = |none| Whole {
            chosen: None,
            bound: i64::MAX,
            none,
            nodes: 0,
        };
        assert_eq!(proved(&whole(true), true), None);
        // Without a plan at hand there may be none, and a search that found none in time has a bound.
        assert_eq!(proved(&whole(true), false), Some(i64::MAX));
        assert_eq!(proved(&whole(false), true), Some(i64::MAX));
    }
}
