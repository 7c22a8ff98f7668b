//! Household cuts: inequalities that every whole choice for a home keeps and fractions of choices break, such as
//! "two places: this child and any pair of siblings do not both fit".
//!
//! For each home whose columns are fractional, every choice of those columns that fits is listed, and a small
//! linear programme finds the inequality that the fractions break most, or shows that they are a mixture of
//! choices. Its weights are made whole. Then it is lifted: other blocks get the greatest weight, by what they
//! weigh in the rows that are about nobody in particular (their profile), with which it still holds. So it
//! covers columns that the relaxation does not hold yet, and a checker can prove it again by listing.
//!
//! This is separation over the hull of each home, with lifting after Balas (1975) and Wolsey (1976).

use rayon::prelude::*;

use super::SolveError;
use super::lower::{SelectedRow, Selection, relax};
use super::problem::{Problem, Side};
use super::program::Sense;

/// A cut on one home: Σ weight × column is at most the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// Position of the home in the problem.
    pub home: u32,
    /// Columns with a weight of their own, in order.
    pub named: Vec<(u32, i64)>,
    /// Weight of all other columns, by profile of the home.
    pub others: Vec<i64>,
    /// No choice that fits weighs more.
    pub limit: i64,
}

/// Most columns of a home that are looked at together.
const MOST_NAMED: usize = 18;

/// Most choices that are listed for a home.
const MOST_CHOICES: usize = 3_000;

/// By how much of its limit a cut must be broken to be worth a row.
const WORTH: f64 = 1e-3;

impl Cut {
    /// Weight of a column of the home.
    pub fn weight(&self, problem: &Problem, j: u32) -> i64 {
        match self.named.binary_search_by_key(&j, |(named, _)| *named) {
            Ok(at) => self.named[at].1,
            Err(_) => self.others[usize::from(problem.columns[j as usize].profile)],
        }
    }
}

/// The cuts that a fractional solution breaks, at most one a home, homes in parallel. `amounts` are the columns
/// above zero, in order.
pub fn separate(problem: &Problem, amounts: &[(u32, f64)]) -> Result<Vec<Cut>, SolveError> {
    let found: Vec<Option<Cut>> = problem
        .homes
        .par_iter()
        .enumerate()
        .map(|(home, side)| {
            let first = amounts.partition_point(|(j, _)| *j < side.columns.start);
            let end = amounts.partition_point(|(j, _)| *j < side.columns.end);
            let here = &amounts[first..end];
            let is_whole = here.iter().all(|(_, amount)| *amount > 1.0 - 1e-6);
            if is_whole || here.len() > MOST_NAMED {
                return Ok(None);
            }
            broken(problem, home as u32, side, here)
        })
        .collect::<Result<_, SolveError>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn broken(
    problem: &Problem,
    home: u32,
    side: &Side,
    here: &[(u32, f64)],
) -> Result<Option<Cut>, SolveError> {
    let Some(choices) = Choices::of(problem, side, here) else {
        return Ok(None);
    };
    let Some(weights) = most_broken(&choices, here)? else {
        return Ok(None);
    };
    let weigh = |choice: &Choice| choice.members(&weights).sum();
    let limit: i64 = choices.list.iter().map(weigh).max().unwrap_or(0);
    let load: f64 = here
        .iter()
        .zip(&weights)
        .map(|((_, x), w)| x * *w as f64)
        .sum();
    if load <= limit as f64 * (1.0 + WORTH) {
        return Ok(None);
    }
    let others = choices.lift(side, &weights, limit);
    let named = here
        .iter()
        .zip(weights)
        .map(|((j, _), weight)| (*j, weight));
    Ok(Some(Cut {
        home,
        named: named.collect(),
        others,
        limit,
    }))
}

/// Columns of a home that fit together.
struct Choice {
    /// Bit mask of the columns looked at.
    mask: u32,
    /// What is left of the plain rows' limits.
    left: Vec<i64>,
}

impl Choice {
    fn members<'a>(&self, weights: &'a [i64]) -> impl Iterator<Item = i64> + use<'a> {
        let mask = self.mask;
        let weights = weights.iter().enumerate();
        weights
            .filter(move |(i, _)| mask >> i & 1 == 1)
            .map(|(_, w)| *w)
    }
}

/// Every choice that fits.
struct Choices {
    list: Vec<Choice>,
}

impl Choices {
    /// Lists the choices; `None` where there are too many.
    fn of(problem: &Problem, side: &Side, here: &[(u32, f64)]) -> Option<Self> {
        let mut list = vec![Choice {
            mask: 0,
            left: side.limits.clone(),
        }];
        let clash: Vec<u32> = here
            .iter()
            .map(|(j, _)| clashes(problem, *j, here))
            .collect();
        for (i, (j, _)) in here.iter().enumerate() {
            let profile = &side.profiles[usize::from(problem.columns[*j as usize].profile)];
            for c in 0..list.len() {
                let left = list[c].left.iter().zip(profile).map(|(l, w)| l - w);
                let left: Vec<i64> = left.collect();
                if list[c].mask & clash[i] == 0 && left.iter().all(|l| *l >= 0) {
                    let mask = list[c].mask | 1 << i;
                    list.push(Choice { mask, left });
                }
            }
            if list.len() > MOST_CHOICES {
                return None;
            }
        }
        Some(Self { list })
    }

    /// Weights of all other blocks by profile, the greatest first that can keep the limit.
    fn lift(&self, side: &Side, weights: &[i64], limit: i64) -> Vec<i64> {
        let mut others = vec![0; side.profiles.len()];
        let ends = |p: &Vec<i64>| p.iter().all(|w| *w >= 0) && p.iter().any(|w| *w > 0);
        if !side.profiles.iter().all(ends) {
            return others;
        }
        let mut order: Vec<usize> = (0..side.profiles.len()).collect();
        order.sort_by_key(|&p| (std::cmp::Reverse(side.profiles[p].iter().sum::<i64>()), p));
        let mut lifted: Vec<usize> = Vec::new();
        for p in order {
            others[p] = self.greatest(side, weights, limit, &lifted, &others, p);
            if others[p] > 0 {
                lifted.push(p);
            }
        }
        others
    }

    /// The greatest weight of a profile with which any number of its blocks keeps the limit.
    fn greatest(
        &self,
        side: &Side,
        weights: &[i64],
        limit: i64,
        lifted: &[usize],
        others: &[i64],
        p: usize,
    ) -> i64 {
        let mut greatest = limit;
        for choice in &self.list {
            let own: i64 = choice.members(weights).sum();
            let mut left = choice.left.clone();
            for number in 1.. {
                for (l, w) in left.iter_mut().zip(&side.profiles[p]) {
                    *l -= w;
                }
                if left.iter().any(|l| *l < 0) {
                    break;
                }
                let rest = fill(side, lifted, others, &left);
                greatest = greatest.min((limit - own - rest) / number);
                if greatest <= 0 {
                    return 0;
                }
            }
        }
        greatest
    }
}

/// The greatest weight of lifted profiles that fits into what is left.
fn fill(side: &Side, lifted: &[usize], others: &[i64], left: &[i64]) -> i64 {
    let Some((&p, rest)) = lifted.split_first() else {
        return 0;
    };
    let (mut left, mut taken, mut most) = (left.to_vec(), 0, 0);
    while left.iter().all(|l| *l >= 0) {
        most = most.max(taken + fill(side, rest, others, &left));
        taken += others[p];
        for (l, w) in left.iter_mut().zip(&side.profiles[p]) {
            *l -= w;
        }
    }
    most
}

/// Which of the columns cannot be chosen with this one, whatever else is: one child twice, or a row about
/// somebody in particular that two of them break.
fn clashes(problem: &Problem, j: u32, here: &[(u32, f64)]) -> u32 {
    let twice = |k: u32| {
        let (a, b) = (&problem.columns[j as usize], &problem.columns[k as usize]);
        a.group == b.group && problem.mask(j) & problem.mask(k) != 0
    };
    let broken = |k: u32| {
        problem.stands_in[j as usize].iter().any(|&(row, a)| {
            let mut same = problem.stands_in[k as usize].iter();
            let other = same.find(|(at, _)| *at == row);
            other.is_some_and(|(_, b)| a + b > problem.rows[row as usize].limit)
        })
    };
    let others = here.iter().enumerate().filter(|(_, (k, _))| *k != j);
    let clash = others.filter(|(_, (k, _))| twice(*k) || broken(*k));
    clash.map(|(i, _)| 1_u32 << i).sum()
}

/// Whole weights of the inequality that the amounts break most; `None` if they break none.
fn most_broken(choices: &Choices, here: &[(u32, f64)]) -> Result<Option<Vec<i64>>, SolveError> {
    let full = |choice: &&Choice| {
        let mut others = choices.list.iter();
        !others.any(|o| o.mask != choice.mask && o.mask & choice.mask == choice.mask)
    };
    let terms = |mask: u32| (0..here.len() as u32).filter(move |i| mask >> i & 1 == 1);
    let selection = Selection {
        costs: here
            .iter()
            .map(|(_, x)| -(x * 1e6).round() as i64)
            .collect(),
        whole: vec![false; here.len()],
        most: Vec::new(),
        rows: choices
            .list
            .iter()
            .filter(full)
            .map(|choice| SelectedRow {
                sense: Sense::AtMost,
                limit: 1,
                terms: terms(choice.mask).map(|i| (i, 1)).collect(),
            })
            .collect(),
    };
    let Some(weights) = relax(&selection)? else {
        return Ok(None);
    };
    let load: f64 = weights.iter().zip(here).map(|(w, (_, x))| w * x).sum();
    if load <= 1.0 + WORTH {
        return Ok(None);
    }
    Ok((1..=60).find_map(|scale| whole_weights(&weights, f64::from(scale))))
}

fn whole_weights(weights: &[f64], scale: f64) -> Option<Vec<i64>> {
    let scaled = || weights.iter().map(|w| w * scale);
    scaled()
        .all(|w| (w - w.round()).abs() < 1e-6)
        .then(|| scaled().map(|w| w.round() as i64).collect())
}
