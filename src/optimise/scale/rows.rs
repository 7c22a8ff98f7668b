//! Household rows and cuts that have a price, or may get one, over all homes of a component.
//!
//! A row about everybody is found when its home is first asked. One about particular children becomes known when a cell
//! leaves a price on it, as a cut does when a cell has made it; both are found when the whole home is asked for them. Only
//! what is found counts in a bound.

use super::pricing::Prices;
use crate::certify::HouseCut;
use crate::optimise::prices::{ONE, Price};

/// What names a row of a home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A household row.
    Row {
        /// Code of the duty that asks for it.
        duty: &'static str,
        /// What it is about beside the home.
        about: String,
    },
    /// A household cut.
    Cut(HouseCut),
}

/// A row of a home.
#[derive(Debug, Clone)]
pub struct Row {
    /// Position of the home in the component.
    pub home: u32,
    /// What names it.
    pub key: Key,
    /// Right-hand side; of a household row as the home's own rows have it, once it is found.
    pub limit: i64,
    /// Whether it was found among all rows of the home.
    pub is_found: bool,
    /// By tier: the price that the home's own cell left on it.
    pub left: Vec<Price>,
}

/// The rows of all homes.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// In order of finding: a row that is found later stands behind all others.
    pub all: Vec<Row>,
    /// By home: its rows.
    pub of_home: Vec<Vec<u32>>,
    /// By tier, then earlier tier: the price that one programme of the whole component left on keeping that one's value;
    /// empty where there was none.
    pub kept: Vec<Vec<Price>>,
}

impl Rows {
    /// Rows of every home, in order of home.
    pub fn of(by_home: Vec<Vec<Row>>) -> Self {
        let mut rows = Self {
            all: Vec::new(),
            of_home: vec![Vec::new(); by_home.len()],
            kept: Vec::new(),
        };
        for (home, found) in by_home.into_iter().enumerate() {
            for row in found {
                rows.add(home, row);
            }
        }
        rows
    }

    /// Takes the prices that later cells left; a row keeps its number.
    pub fn take(&mut self, later: Self) {
        for row in &mut self.all {
            row.left.fill(0);
        }
        self.kept = later.kept;
        for row in later.all {
            let home = row.home as usize;
            let known = self.of_home[home].iter();
            let known = known
                .copied()
                .find(|at| self.all[*at as usize].key == row.key);
            match known {
                Some(at) => self.all[at as usize].left = row.left,
                None => {
                    self.add(home, row);
                }
            }
        }
    }

    fn add(&mut self, home: usize, row: Row) -> u32 {
        let at = self.all.len() as u32;
        self.all.push(row);
        self.of_home[home].push(at);
        at
    }

    /// The number of a home's row about everybody, found with this limit.
    pub fn limit_of(&mut self, home: usize, duty: &'static str, limit: i64) -> u32 {
        let key = Key::Row {
            duty,
            about: String::new(),
        };
        let mut known = self.of_home[home].iter();
        let known = known.find(|at| self.all[**at as usize].key == key);
        let at = known.copied().unwrap_or_else(|| {
            let row = Row {
                home: home as u32,
                key,
                limit,
                is_found: false,
                left: Vec::new(),
            };
            self.add(home, row)
        });
        self.find(at, limit);
        at
    }

    /// A row is found among all rows of its home, with this limit.
    pub fn find(&mut self, at: u32, limit: i64) {
        let row = &mut self.all[at as usize];
        (row.limit, row.is_found) = (limit, true);
    }

    /// What each tier before `t` is charged at, at least 0, where the prices of those tiers are added at these rates: the
    /// rates, with what each tier's own prices charge.
    pub fn charged(&self, t: usize, rates: &[f64]) -> Vec<f64> {
        let of = |tier: usize, k: usize| {
            let kept = self.kept.get(tier).and_then(|kept| kept.get(k));
            -kept.copied().unwrap_or(0).min(0) as f64 / ONE as f64
        };
        let charged = |(k, rate): (usize, &f64)| {
            let between = (k + 1..t).map(|j| rates[j] * of(j, k));
            rate + of(t, k) + between.sum::<f64>()
        };
        rates.iter().enumerate().map(charged).collect()
    }

    /// What the limits of all rows that were found come to at prices.
    pub fn limits(&self, prices: &Prices) -> i128 {
        let found = self.all.iter().zip(0..).filter(|(row, _)| row.is_found);
        let limits = found.map(|(row, at)| i128::from(row.limit) * i128::from(prices.price(at)));
        limits.sum()
    }

    /// Household rows that were found.
    pub fn household(&self) -> usize {
        let found = self.all.iter().filter(|row| row.is_found);
        found
            .filter(|row| matches!(row.key, Key::Row { .. }))
            .count()
    }

    /// The cuts at these numbers.
    pub fn cuts(&self, at: &[usize]) -> Vec<HouseCut> {
        let cut = |at: &usize| match &self.all[*at].key {
            Key::Cut(cut) => Some(cut.clone()),
            Key::Row { .. } => None,
        };
        at.iter().filter_map(cut).collect()
    }
}
