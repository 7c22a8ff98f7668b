//! Household cuts, proved again: each follows from the rows of its home if no choice of blocks that those rows
//! allow weighs more than the limit. Named blocks are tried one by one; others that weigh the same in the rows
//! are alike, and may come in any number that fits.

use super::Fault;
use super::choices::{Choice, Choices, HouseRow};
use super::claim::HouseCut;
use crate::duties::Block;
use crate::model::ChildIx;

/// A home as a cut sees it.
pub struct Stage<'a> {
    /// The blocks that could live there, each with the rows in which it stands and its coefficients.
    pub blocks: Vec<(&'a Block, &'a [(usize, i64)])>,
    /// The row about everybody that a duty asks for.
    pub row_of: &'a dyn Fn(&'static str) -> Option<usize>,
    /// Limit of a row.
    pub limit: &'a dyn Fn(usize) -> i64,
}

impl Stage<'_> {
    /// What each block weighs in a cut, once it is proved.
    pub fn weigh(&self, cut: &HouseCut) -> Result<Vec<i64>, Fault> {
        let rows = cut.duties.iter().map(|duty| (self.row_of)(duty));
        let rows: Option<Vec<usize>> = rows.collect();
        let rows = rows.ok_or(Fault::UnprovedCut)?;
        let mut named = Vec::with_capacity(cut.named.len());
        let weigh = |&(block, stands): &(&Block, &[(usize, i64)])| {
            let profile = profile(stands, &rows);
            if let Some(&(_, weight)) = cut.named.iter().find(|(named, _)| named == block) {
                named.push(Named {
                    children: block.children.clone(),
                    weight,
                    profile,
                    rows: stands.to_vec(),
                });
                return weight;
            }
            let known = cut.others.iter().find(|(known, _)| *known == profile);
            known.map_or(0, |(_, weight)| *weight)
        };
        let weights = self.blocks.iter().map(weigh).collect();
        let left: Vec<i64> = rows.iter().map(|row| (self.limit)(*row)).collect();
        let found = heaviest(&named, &mut Vec::new(), left, &cut.others, self.limit)?;
        if found > cut.limit {
            let limit = cut.limit;
            return Err(Fault::BrokenCut { limit, found });
        }
        Ok(weights)
    }
}

/// Adds the cuts of a part to its household rows; gives the row of the first.
pub fn add(choices: &mut Choices, cuts: &[HouseCut]) -> Result<usize, Fault> {
    let first = choices.rows.len();
    for cut in cuts {
        let here = choices.at_home.get(&cut.home).into_iter().flatten();
        let here: Vec<(usize, usize, usize)> = here.copied().collect();
        let weights = {
            let Choices {
                groups,
                rows,
                index,
                ..
            } = &*choices;
            let blocks = here.iter().map(|&(g, s, c)| {
                let choice: &Choice = &groups[g].sets[s].1[c];
                (&choice.block, &choice.rows[..])
            });
            let stage = Stage {
                blocks: blocks.collect(),
                row_of: &|duty| index.get(&(duty, cut.home, String::new())).copied(),
                limit: &|row| rows[row].limit,
            };
            stage.weigh(cut)?
        };
        let at = choices.rows.len();
        for (&(g, s, c), weight) in here.iter().zip(weights).filter(|(_, w)| *w != 0) {
            choices.groups[g].sets[s].1[c].rows.push((at, weight));
        }
        choices.rows.push(HouseRow {
            limit: cut.limit,
            tight: false,
        });
    }
    Ok(first)
}

fn profile(stands: &[(usize, i64)], rows: &[usize]) -> Vec<i64> {
    let weighs = |row: &usize| {
        let mut stands = stands.iter().filter(|(at, _)| at == row);
        stands.next().map_or(0, |(_, coefficient)| *coefficient)
    };
    rows.iter().map(weighs).collect()
}

/// A block with a weight of its own.
struct Named {
    children: Vec<ChildIx>,
    weight: i64,
    profile: Vec<i64>,
    rows: Vec<(usize, i64)>,
}

impl Named {
    /// Whether two blocks cannot both be chosen: one child twice, or some row that they break.
    fn clashes(&self, other: &Self, limit: &dyn Fn(usize) -> i64) -> bool {
        let twice = self.children.iter().any(|c| other.children.contains(c));
        twice
            || self.rows.iter().any(|&(row, a)| {
                let mut same = other.rows.iter().filter(|(at, _)| *at == row);
                same.next().is_some_and(|(_, b)| a + b > limit(row))
            })
    }
}

/// The greatest weight of anything that fits: each named block is taken or not, then others fill what is left.
fn heaviest<'a>(
    named: &'a [Named],
    taken: &mut Vec<&'a Named>,
    left: Vec<i64>,
    others: &[(Vec<i64>, i64)],
    limit: &dyn Fn(usize) -> i64,
) -> Result<i64, Fault> {
    let Some((block, rest)) = named.split_first() else {
        return fill(others, left);
    };
    let without = heaviest(rest, taken, left.clone(), others, limit)?;
    let left = less(left, &block.profile);
    if left.iter().any(|l| *l < 0) || taken.iter().any(|t| block.clashes(t, limit)) {
        return Ok(without);
    }
    taken.push(block);
    let with = heaviest(rest, taken, left, others, limit);
    taken.pop();
    Ok(without.max(block.weight + with?))
}

fn less(mut left: Vec<i64>, profile: &[i64]) -> Vec<i64> {
    for (l, w) in left.iter_mut().zip(profile) {
        *l -= w;
    }
    left
}

/// The greatest weight of profiles that fit together, by trying every number of each.
fn fill(weights: &[(Vec<i64>, i64)], left: Vec<i64>) -> Result<i64, Fault> {
    let Some(((profile, weight), rest)) = weights.split_first() else {
        return Ok(0);
    };
    if profile.len() != left.len()
        || profile.iter().any(|w| *w < 0)
        || profile.iter().all(|w| *w == 0)
    {
        return Err(Fault::UnprovedCut);
    }
    let (mut left, mut taken, mut most) = (left, 0, None);
    while left.iter().all(|l| *l >= 0) {
        let with = taken + fill(rest, left.clone())?;
        most = most.max(Some(with));
        taken += weight;
        left = less(left, profile);
    }
    most.ok_or(Fault::UnprovedCut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_choice_is_found_and_nothing_endless_is_tried() {
        let weights = [(vec![1, 1], 1), (vec![2, 1], 3)];
        assert_eq!(fill(&weights, vec![3, 2]), Ok(4));
        assert_eq!(fill(&weights, vec![1, 1]), Ok(1));
        assert_eq!(fill(&weights, vec![0, 0]), Ok(0));
        assert_eq!(fill(&[(vec![0], 1)], vec![3]), Err(Fault::UnprovedCut));
        assert_eq!(fill(&weights, vec![-1, 0]), Err(Fault::UnprovedCut));
    }
}
