//! The rows of one home that prices may speak of, and how each block stands in them.

use std::collections::HashMap;

use super::rows::{Key, Row, Rows};
use crate::certify::HouseCut;
use crate::duties::Block;
use crate::optimise::at_home::AtHome;

/// The rows of a home, and who stands in them.
pub struct Stands {
    /// By row: where it is known, or the row as it is new.
    pub rows: Vec<Result<u32, Row>>,
    /// By row: its limit.
    pub limits: Vec<i64>,
    /// By block: position of the row here, and coefficient.
    pub blocks: Vec<Vec<(u32, i64)>>,
}

impl Stands {
    /// The rows that are known, and those about nobody in particular.
    pub fn of(part: &AtHome, rows: &Rows, home: usize) -> Self {
        let mut stands = Self {
            rows: Vec::new(),
            limits: Vec::new(),
            blocks: vec![Vec::new(); part.blocks.len()],
        };
        let mut known: HashMap<(&str, &str), u32> = HashMap::new();
        for &at in &rows.of_home[home] {
            if let Key::Row { duty, about } = &rows.all[at as usize].key {
                known.insert((duty, about), at);
            }
        }
        for row in &part.rows {
            let named = match known.get(&(row.duty, row.about.as_str())) {
                Some(&at) => Ok(at),
                None if row.about.is_empty() => Err(Row {
                    home: home as u32,
                    key: Key::Row {
                        duty: row.duty,
                        about: String::new(),
                    },
                    limit: row.limit,
                    is_found: true,
                    left: Vec::new(),
                }),
                None => continue,
            };
            stands.add(named, row.limit, row.terms.iter().copied());
        }
        for &at in &rows.of_home[home] {
            if let Key::Cut(cut) = &rows.all[at as usize].key {
                let weights = weights(part, cut).into_iter().enumerate();
                stands.add(Ok(at), cut.limit, weights);
            }
        }
        stands
    }

    fn add(
        &mut self,
        row: Result<u32, Row>,
        limit: i64,
        terms: impl Iterator<Item = (usize, i64)>,
    ) {
        let at = self.rows.len() as u32;
        self.rows.push(row);
        self.limits.push(limit);
        for (block, coefficient) in terms.filter(|(_, c)| *c != 0) {
            self.blocks[block].push((at, coefficient));
        }
    }
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
