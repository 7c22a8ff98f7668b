//! A published table of one kind of figure, with suppressed cells, and its quotas.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::quota::share_out;

/// A published figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// The number as published.
    Number(u32),
    /// Suppressed (`c`) where it was published.
    Suppressed,
}

impl<'de> Deserialize<'de> for Figure {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reads;
        impl Visitor<'_> for Reads {
            type Value = Figure;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a whole number from 0, or \"c\" for a suppressed figure")
            }
            fn visit_i64<E: Error>(self, number: i64) -> Result<Figure, E> {
                u32::try_from(number)
                    .map(Figure::Number)
                    .map_err(|_| E::custom("the figure is not between 0 and 4,294,967,295"))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Figure, E> {
                match text {
                    "c" => Ok(Figure::Suppressed),
                    _ => Err(E::custom(format!("\"{text}\" is not a figure"))),
                }
            }
        }
        from.deserialize_any(Reads)
    }
}

/// One published table: a figure for each category, and their total.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Margin {
    /// Where it is published.
    pub source: String,
    /// The published total.
    pub total: u32,
    /// Category and figure.
    pub values: BTreeMap<String, Figure>,
    /// How the remainder of the total is shared out over the suppressed cells; evenly where this is empty.
    #[serde(default)]
    pub spread: BTreeMap<String, u32>,
}

impl Margin {
    /// The published number of a category, if it was published.
    pub fn published(&self, category: &str) -> Option<u32> {
        match self.values.get(category) {
            Some(Figure::Number(number)) => Some(*number),
            _ => None,
        }
    }

    /// Numbers in the order of `categories`, the remainder of the total shared out over suppressed cells.
    pub fn filled(&self, categories: &[&str]) -> Vec<f64> {
        let known: u32 = categories.iter().filter_map(|c| self.published(c)).sum();
        let hidden = |c: &&str| self.values.get(*c) == Some(&Figure::Suppressed);
        let weight = |c: &&str| match (hidden(c), self.spread.is_empty()) {
            (false, _) => 0.0,
            (true, true) => 1.0,
            (true, false) => f64::from(self.spread.get(*c).copied().unwrap_or(0)),
        };
        let weights: Vec<f64> = categories.iter().map(weight).collect();
        let remainder = self.total.saturating_sub(known) as usize;
        let shares = share_out(remainder, &weights);
        let pairs = categories.iter().zip(shares);
        pairs
            .map(|(c, share)| f64::from(self.published(c).unwrap_or(share as u32)))
            .collect()
    }

    /// Quotas for so many people, in the order of `categories`.
    pub fn quotas(&self, people: usize, categories: &[&str]) -> Vec<usize> {
        share_out(people, &self.filled(categories))
    }

    /// What is wrong with the table, if anything.
    pub(super) fn fault(&self, categories: &[&str]) -> Option<String> {
        if let Some(extra) = self
            .values
            .keys()
            .find(|k| !categories.contains(&k.as_str()))
        {
            return Some(format!(
                "there is no category \"{extra}\"; use {}",
                categories.join(", ")
            ));
        }
        if let Some(missing) = categories.iter().find(|c| !self.values.contains_key(**c)) {
            return Some(format!("category \"{missing}\" is missing"));
        }
        let known: u64 = categories
            .iter()
            .filter_map(|c| self.published(c))
            .map(u64::from)
            .sum();
        let hidden = self.values.values().any(|v| *v == Figure::Suppressed);
        // England's own tables are rounded, and so may the total be.
        let total = u64::from(self.total);
        if known > total || (!hidden && known != total) {
            return Some(format!(
                "the figures add up to {known}, and the total is {total}"
            ));
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_remainder_fills_suppressed_cells() {
        let text = "source = ''\ntotal = 100\nvalues = { a = 70, b = 'c', c = 'c' }\nspread = { b = 2, c = 1 }";
        let margin: Margin = toml::from_str(text).unwrap();
        assert_eq!(margin.filled(&["a", "b", "c"]), [70.0, 20.0, 10.0]);
        assert_eq!(margin.quotas(10, &["a", "b", "c"]), [7, 2, 1]);
        assert_eq!(margin.fault(&["a", "b", "c"]), None);
        assert!(
            margin
                .fault(&["a", "b"])
                .unwrap()
                .contains("no category \"c\"")
        );
        assert!(toml::from_str::<Margin>("source = ''\ntotal = 1\nvalues = { a = 'k' }").is_err());
    }
}
