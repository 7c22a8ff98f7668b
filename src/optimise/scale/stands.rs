//! How the blocks at a home stand in its rows about particular children and in its cuts.

use std::collections::HashMap;

use super::rows::{Key, Rows};
use crate::certify::HouseCut;
use crate::duties::Block;
use crate::optimise::at_home::AtHome;

/// A row of a home, and who stands in it.
pub struct Stands {
    /// Number of the row.
    pub row: u32,
    /// Its limit.
    pub limit: i64,
    /// Positions of blocks, and coefficients.
    pub terms: Vec<(usize, i64)>,
}

/// How blocks stand in some known rows of their home; one that cannot bind there is left out.
pub fn in_rows(part: &AtHome, rows: &Rows, known: &[u32]) -> Vec<Stands> {
    let of = |&row: &u32| {
        let (limit, terms) = match &rows.all[row as usize].key {
            Key::Row { duty, about } => {
                let mut asked = part.rows.iter();
                let asked = asked.find(|row| row.duty == *duty && row.about == *about)?;
                (asked.limit, asked.terms.clone())
            }
            Key::Cut(cut) => (
                cut.limit,
                weights(part, cut).into_iter().enumerate().collect(),
            ),
        };
        let terms = terms
            .into_iter()
            .filter(|(_, coefficient)| *coefficient != 0);
        Some(Stands {
            row,
            limit,
            terms: terms.collect(),
        })
    };
    known.iter().filter_map(of).collect()
}

/// What each block weighs in a cut.
fn weights(part: &AtHome, cut: &HouseCut) -> Vec<i64> {
    let named: HashMap<&Block, i64> = cut.named.iter().map(|(b, w)| (b, *w)).collect();
    let places = cut.duties.iter();
    let places: Vec<Option<usize>> = places
        .map(|duty| part.plain.iter().position(|plain| plain == duty))
        .collect();
    let by_profile: Vec<i64> = part
        .profiles
        .iter()
        .map(|profile| {
            let weighs = places.iter().map(|at| at.map_or(0, |at| profile[at]));
            let weighs: Vec<i64> = weighs.collect();
            let mut others = cut.others.iter();
            others
                .find(|(known, _)| *known == weighs)
                .map_or(0, |(_, weight)| *weight)
        })
        .collect();
    let blocks = part.blocks.iter().zip(&part.profile_of);
    blocks
        .map(|(block, profile)| match named.get(block) {
            Some(&weight) => weight,
            None => by_profile[usize::from(*profile)],
        })
        .collect()
}
