//! Household cuts, proved again: each follows from the rows of its home if no choice of blocks that those rows
//! allow weighs more than the limit. Named blocks are tried one by one; others that weigh the same in the rows
//! are alike, and may come in any number that fits.

use super::Fault;
use super::choices::{Choice, Choices, HouseRow};
use super::claim::HouseCut;
use crate::model::ChildIx;

/// Adds the cuts of a part to its household rows; gives the row of the first.
pub fn add<'a>(
    choices: &mut Choices,
    cuts: impl IntoIterator<Item = &'a HouseCut>,
) -> Result<usize, Fault> {
    let first = choices.rows.len();
    for cut in cuts {
        add_one(choices, cut)?;
    }
    Ok(first)
}

fn add_one(choices: &mut Choices, cut: &HouseCut) -> Result<(), Fault> {
    let mut rows = Vec::with_capacity(cut.duties.len());
    for &duty in &cut.duties {
        let key = (duty, cut.home, String::new());
        rows.push(*choices.index.get(&key).ok_or(Fault::UnprovedCut)?);
    }
    let Choices {
        groups,
        rows: all_rows,
        at_home,
        ..
    } = choices;
    let at = all_rows.len();
    let mut named = Vec::with_capacity(cut.named.len());
    for &(g, s, c) in at_home.get(&cut.home).into_iter().flatten() {
        let choice = &mut groups[g].sets[s].1[c];
        let own = cut.named.iter().find(|(block, _)| *block == choice.block);
        let weight = match own {
            Some(&(_, weight)) => {
                named.push(Named::of(choice, weight, &rows));
                weight
            }
            None => {
                let profile = profile(choice, &rows);
                let known = cut.others.iter().find(|(known, _)| *known == profile);
                known.map_or(0, |(_, weight)| *weight)
            }
        };
        if weight != 0 {
            choice.rows.push((at, weight));
        }
    }
    let left: Vec<i64> = rows.iter().map(|row| all_rows[*row].limit).collect();
    let found = heaviest(&named, &mut Vec::new(), left, &cut.others, all_rows)?;
    if found > cut.limit {
        return Err(Fault::BrokenCut {
            limit: cut.limit,
            found,
        });
    }
    all_rows.push(HouseRow {
        limit: cut.limit,
        tight: false,
    });
    Ok(())
}

fn profile(choice: &Choice, rows: &[usize]) -> Vec<i64> {
    let weighs = |row: &usize| {
        let mut stands = choice.rows.iter().filter(|(at, _)| at == row);
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
    fn of(choice: &Choice, weight: i64, rows: &[usize]) -> Self {
        Self {
            children: choice.block.children.clone(),
            weight,
            profile: profile(choice, rows),
            rows: choice.rows.clone(),
        }
    }

    /// Whether two blocks cannot both be chosen: one child twice, or some row that they break.
    fn clashes(&self, other: &Self, rows: &[HouseRow]) -> bool {
        let twice = self.children.iter().any(|c| other.children.contains(c));
        twice
            || self.rows.iter().any(|&(row, a)| {
                let mut same = other.rows.iter().filter(|(at, _)| *at == row);
                same.next().is_some_and(|(_, b)| a + b > rows[row].limit)
            })
    }
}

/// The greatest weight of anything that fits: each named block is taken or not, then others fill what is left.
fn heaviest<'a>(
    named: &'a [Named],
    taken: &mut Vec<&'a Named>,
    left: Vec<i64>,
    others: &[(Vec<i64>, i64)],
    rows: &[HouseRow],
) -> Result<i64, Fault> {
    let Some((block, rest)) = named.split_first() else {
        return fill(others, left);
    };
    let without = heaviest(rest, taken, left.clone(), others, rows)?;
    let left = less(left, &block.profile);
    if left.iter().any(|l| *l < 0) || taken.iter().any(|t| block.clashes(t, rows)) {
        return Ok(without);
    }
    taken.push(block);
    let with = heaviest(rest, taken, left, others, rows);
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
