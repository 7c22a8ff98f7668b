//! Models in the MPS that placewell writes, and tables of prices. Anything else is refused.

use std::collections::HashMap;

use super::cuts::{self, Cut};
use super::{Found, fixed, number};

/// One unit of a tier, as prices count.
pub const ONE: i128 = 1 << 34;

/// Most children of a group: every subset of them is priced.
const MOST_CHILDREN: usize = 20;

#[derive(Debug, PartialEq)]
pub struct Row {
    pub name: String,
    /// The sum equals the limit; otherwise it is at most that.
    pub equal: bool,
    pub limit: i128,
}

/// A column from 0 to 1.
#[derive(Debug)]
pub struct Column {
    pub name: String,
    pub cost: i128,
    /// Row and coefficient.
    pub terms: Vec<(usize, i128)>,
    /// Which children of its group it places or leaves unplaced, as bits.
    pub covers: usize,
    /// It is a home for this set, which a way of the group may use.
    pub set: Option<usize>,
    /// It is a way that uses these sets.
    pub uses: Vec<usize>,
}

impl Column {
    /// What it weighs in a row.
    pub fn weight(&self, row: usize) -> i128 {
        self.terms
            .iter()
            .find(|(of, _)| *of == row)
            .map_or(0, |(_, k)| *k)
    }
}

#[derive(Debug, Default)]
pub struct Model {
    pub rows: Vec<Row>,
    pub columns: Vec<Column>,
    pub constant: i128,
}

/// A row's part of the round, the group whose children it says are each placed once, and its price.
pub struct Price {
    pub part: usize,
    group: Option<usize>,
    pub price: i128,
}

/// A sibling group: its ways, or blocks and unplaced children.
#[derive(Default)]
pub struct Group {
    pub part: usize,
    pub children: usize,
    pub columns: Vec<usize>,
}

/// Reads a model; the cuts become its first rows.
pub fn read(text: &str, cuts: &[Cut]) -> Found<Model> {
    let mut model = Model::default();
    for cut in cuts {
        model.rows.push(Row {
            name: cut.name.clone(),
            equal: false,
            limit: cut.limit,
        });
    }
    let mut in_cuts = cuts::by_column(cuts);
    let mut at: HashMap<&str, usize> = HashMap::new();
    let mut section = "";
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match (section, words.as_slice()) {
            _ if !line.starts_with(' ') => section = words.first().ok_or("an empty line")?,
            ("ROWS", ["N", "obj"]) | ("COLUMNS", [_, "'MARKER'", _]) => {}
            ("ROWS", [sense @ ("E" | "L"), name]) => {
                at.insert(name, model.rows.len());
                model.rows.push(Row {
                    name: (*name).to_owned(),
                    equal: *sense == "E",
                    limit: 0,
                });
            }
            ("COLUMNS", ["constant", "obj", number]) => model.constant = self::number(number)?,
            ("COLUMNS", [name, "obj", number]) => {
                model.columns.push(Column {
                    name: (*name).to_owned(),
                    cost: self::number(number)?,
                    terms: in_cuts.remove(name).unwrap_or_default(),
                    covers: 0,
                    set: None,
                    uses: Vec::new(),
                });
            }
            ("COLUMNS", [name, row, number]) => {
                let last = model
                    .columns
                    .last_mut()
                    .filter(|column| column.name == *name);
                let row = *at.get(row).ok_or("no such row")?;
                last.ok_or("columns are mixed")?
                    .terms
                    .push((row, self::number(number)?));
            }
            ("RHS", ["rhs", row, number]) => {
                model.rows[*at.get(row).ok_or("no such row")?].limit = self::number(number)?;
            }
            ("BOUNDS", ["UP", "bnd", _, "1"] | ["FX", "bnd", "constant", "1"]) => {}
            _ => return Err(format!("not understood: {line}").into()),
        }
    }
    model.find_shapes()?;
    Ok(model)
}

impl Model {
    /// Whether each column places children, is a home for a set, or a way that uses sets.
    fn find_shapes(&mut self) -> Found<()> {
        for column in &mut self.columns {
            let rows = column
                .terms
                .iter()
                .map(|&(row, k)| (row, k, &self.rows[row]));
            let mut places = false;
            for (row, k, of) in rows.filter(|(_, _, of)| of.equal) {
                match (of.limit, k) {
                    (1, 1) => places = true,
                    (0, -1) => column.uses.push(row),
                    (0, 1) if column.set.is_none() => column.set = Some(row),
                    _ => return Err(format!("{} in {}", column.name, of.name).into()),
                }
            }
            if places == column.set.is_some() || (!places && !column.uses.is_empty()) {
                return Err(format!("{} is of no known kind", column.name).into());
            }
        }
        Ok(())
    }

    /// Reads a table of prices: each row's once, in order, and at most 0 unless the row is equal or tight.
    pub fn prices(&mut self, text: &str, tight: &[bool]) -> Found<Vec<Price>> {
        let mut prices = Vec::new();
        let mut children: HashMap<usize, usize> = HashMap::new();
        let mut bit = HashMap::new();
        for line in text.lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let &[name, part, group, price] = fields.as_slice() else {
                return Err(format!("not a price: {line}").into());
            };
            let r = prices.len();
            let row = self
                .rows
                .get(r)
                .filter(|row| row.name == name)
                .ok_or("prices of other rows")?;
            let part = part.parse::<usize>()?.checked_sub(1).ok_or("part 0")?;
            if part >= self.rows.len() {
                return Err(format!("{name} is in part {}, of fewer rows", part + 1).into());
            }
            let group = if group.is_empty() {
                None
            } else {
                Some(group.parse()?)
            };
            let price = fixed(price)?;
            if (price > 0 && !row.equal && !tight[r]) || group.is_some() != row.equal {
                return Err(format!("{name} has a price of {price}").into());
            }
            if let Some(group) = group.filter(|_| row.limit == 1) {
                let number: &mut usize = children.entry(group).or_default();
                if *number == MOST_CHILDREN {
                    return Err(format!(
                        "{name} is of a group of more than {MOST_CHILDREN} children"
                    )
                    .into());
                }
                bit.insert(r, 1 << *number);
                *number += 1;
            }
            prices.push(Price { part, group, price });
        }
        if prices.len() != self.rows.len() {
            return Err("rows without prices".into());
        }
        for column in &mut self.columns {
            column.covers = column
                .terms
                .iter()
                .filter_map(|(row, _)| bit.get(row))
                .sum();
        }
        Ok(prices)
    }

    /// The groups, each with the columns that place its children; no column may belong to two groups or parts.
    pub fn groups(&self, prices: &[Price]) -> Found<Vec<Group>> {
        let mut groups: HashMap<usize, Group> = HashMap::new();
        for (r, price) in prices.iter().enumerate() {
            if let Some(group) = price.group {
                let group = groups.entry(group).or_default();
                group.part = price.part;
                group.children += usize::from(self.rows[r].limit == 1);
            }
        }
        for (j, column) in self.columns.iter().enumerate() {
            let rows = || column.terms.iter().map(|(row, _)| &prices[*row]);
            let group = rows()
                .find_map(|price| price.group)
                .ok_or("a column without a group")?;
            let of = groups.get_mut(&group).ok_or("no such group")?;
            if !rows().all(|p| p.part == of.part && p.group.is_none_or(|g| g == group)) {
                return Err(format!("{} is in two groups or parts", column.name).into());
            }
            if column.set.is_none() {
                of.columns.push(j);
            }
        }
        Ok(groups.into_values().collect())
    }

    /// The value at which this model holds each part in the tier before: it must have that tier's rows, and then for
    /// each part a row with that tier's costs.
    pub fn values_after(&self, before: &Self, prices: &[Price]) -> Found<Vec<i128>> {
        let first = before.rows.len();
        let parts = prices.iter().map(|p| p.part + 1).max().unwrap_or(0);
        let same_rows = self.rows.starts_with(&before.rows) && self.rows.len() == first + parts;
        let columns = self.columns.iter().zip(&before.columns);
        let same_columns = columns.clone().all(|(column, before)| {
            let part = prices[before.terms[0].0].part;
            let kept = Some((first + part, before.cost)).filter(|_| before.cost != 0);
            let terms = before.terms.iter().copied().chain(kept);
            column.name == before.name && terms.eq(column.terms.iter().copied())
        });
        if !same_rows || !same_columns || self.columns.len() != before.columns.len() {
            return Err("a model does not keep the one before it".into());
        }
        if self.rows[first..].iter().any(|row| row.equal) {
            return Err("a row that keeps a tier is equal".into());
        }
        Ok(self.rows[first..].iter().map(|row| row.limit).collect())
    }
}
