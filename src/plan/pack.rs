//! Whether the blocks that a plan puts into so many homes of one offer fit into them, home by home.
//!
//! The programme counts the homes of an offer together, which is a little too kind: two children who may not live
//! together, or three blocks of two in two homes of three. Here every household rule holds in every home. Blocks that do
//! not fit give a row: `Σ these blocks − homes ≤ blocks − 1 − homes of this plan`. It cuts off no plan that fits: one
//! home more takes one block more, and were a block fewer enough for one home fewer, a home of its own would have taken
//! it.

use std::collections::HashMap;

use super::ask::{Ask, Global, Over};
use super::chosen::by_spot;
use super::recourse::Recourse;
use super::solve::Found;

/// Which home each choice goes to, in the order of the choices; `None` where they do not fit.
pub fn fit(recourse: &Recourse, choices: &[u32], homes: usize) -> Option<Vec<usize>> {
    let mut packing = Packing {
        recourse,
        choices,
        homes: vec![Vec::new(); homes],
        at: vec![0; choices.len()],
    };
    packing.put(0).then_some(packing.at)
}

/// As few of these choices as still do not fit.
fn least_unfit(recourse: &Recourse, choices: &[u32], homes: usize) -> Vec<u32> {
    let mut least = choices.to_vec();
    let mut i = 0;
    while i < least.len() {
        let mut fewer = least.clone();
        fewer.remove(i);
        if fit(recourse, &fewer, homes).is_none() {
            least = fewer;
        } else {
            i += 1;
        }
    }
    least
}

/// Rows against blocks that do not fit into the homes that are bought for them.
pub fn unfit_rows(ask: &Ask, found: &Found) -> Vec<Global> {
    let mut rows = Vec::new();
    for (s, chosen) in found.chosen.iter().enumerate() {
        let recourse = &ask.recourses[s];
        for (spot, choices) in by_spot(recourse, chosen) {
            let Some(offer) = recourse.spots[spot].needs else {
                continue;
            };
            let homes = found.counts[offer];
            let count = usize::try_from(homes).unwrap_or(0);
            if fit(recourse, &choices, count).is_some() {
                continue;
            }
            let least = least_unfit(recourse, &choices, count);
            rows.push(Global {
                limit: least.len() as i64 - 1 - homes,
                over: Over::Unfit {
                    sample: s,
                    choices: least.into_iter().collect(),
                    offer,
                },
            });
        }
    }
    rows
}

struct Packing<'a> {
    recourse: &'a Recourse<'a>,
    choices: &'a [u32],
    /// Positions of choices by home.
    homes: Vec<Vec<usize>>,
    at: Vec<usize>,
}

impl Packing<'_> {
    fn put(&mut self, i: usize) -> bool {
        if i == self.choices.len() {
            return true;
        }
        for h in 0..self.homes.len() {
            self.homes[h].push(i);
            if self.keeps(h) {
                self.at[i] = h;
                if self.put(i + 1) {
                    return true;
                }
            }
            self.homes[h].pop();
            // All homes are alike: the first empty one stands for the others.
            if self.homes[h].is_empty() {
                break;
            }
        }
        false
    }

    /// Whether a home keeps every household row. A row weighs blocks at 0 or more, so that nothing that comes later could
    /// mend a broken one.
    fn keeps(&self, h: usize) -> bool {
        let problem = &self.recourse.problem;
        let mut weight: HashMap<u32, i64> = HashMap::new();
        for &i in &self.homes[h] {
            let column = self.recourse.choices[self.choices[i] as usize].column;
            for &(row, coefficient) in &problem.stands_in[column as usize] {
                *weight.entry(row).or_default() += coefficient;
            }
        }
        weight
            .into_iter()
            .all(|(row, weight)| weight <= problem.rows[row as usize].limit)
    }
}
