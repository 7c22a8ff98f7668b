//! Household cuts: inequalities on one home that follow from its rows, proved by trying everything that fits.
//!
//! Columns with a weight of their own are taken or not, one by one. The others weigh in the cut by what they weigh
//! in the rows that it names, and may come in any number that those rows allow, which is more than there are.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::model::{Column, Model, Row};
use super::{Found, number};

/// Largest limit of a row that a cut follows from: what fits is tried one by one.
const MOST_PLACES: i128 = 1_000;

#[derive(Debug, Default)]
pub struct Cut {
    pub name: String,
    pub limit: i128,
    rows: Vec<String>,
    own: HashMap<String, i128>,
    alike: HashMap<String, i128>,
}

/// By column: in which cuts it stands, and its weight.
pub fn by_column(cuts: &[Cut]) -> HashMap<&str, Vec<(usize, i128)>> {
    let mut weights: HashMap<&str, Vec<(usize, i128)>> = HashMap::new();
    for (c, cut) in cuts.iter().enumerate() {
        for (column, weight) in cut.own.iter().chain(&cut.alike) {
            weights.entry(column).or_default().push((c, *weight));
        }
    }
    weights
}

/// Reads a table of cuts.
pub fn read(text: &str) -> Found<Vec<Cut>> {
    let mut cuts: Vec<Cut> = Vec::new();
    for line in text.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let &[cut, kind, name, weight] = fields.as_slice() else {
            return Err(format!("not a cut: {line}").into());
        };
        if kind == "limit" {
            cuts.push(Cut {
                name: cut.to_owned(),
                limit: number(weight)?,
                ..Cut::default()
            });
            continue;
        }
        let last = cuts
            .last_mut()
            .filter(|last| last.name == cut)
            .ok_or("cuts are mixed")?;
        match kind {
            "row" => last.rows.push(name.to_owned()),
            "own" => drop(last.own.insert(name.to_owned(), number(weight)?)),
            "alike" => drop(last.alike.insert(name.to_owned(), number(weight)?)),
            _ => return Err(format!("not understood: {line}").into()),
        }
    }
    Ok(cuts)
}

/// Proves every cut.
pub fn prove(model: &Model, cuts: &[Cut]) -> Found<()> {
    let columns = model
        .columns
        .iter()
        .map(|column| (column.name.as_str(), column));
    let columns: HashMap<&str, &Column> = columns.collect();
    // What columns take of a row stays taken only where none can give back; and cuts do not prove each other.
    let mut takes: Vec<bool> = (0..model.rows.len()).map(|r| r >= cuts.len()).collect();
    for (row, k) in model.columns.iter().flat_map(|column| &column.terms) {
        takes[*row] &= *k >= 0;
    }
    let ways = Ways::of(model);
    for cut in cuts {
        let is_named = |r: &usize| takes[*r] && cut.rows.contains(&model.rows[*r].name);
        let is_large = |row: &Row| row.limit > MOST_PLACES && cut.rows.contains(&row.name);
        if model.rows.iter().any(is_large) {
            return Err(format!("{} is on a row of more than {MOST_PLACES}", cut.name).into());
        }
        let named: Vec<usize> = (0..takes.len()).filter(is_named).collect();
        let column = |name: &String| {
            columns
                .get(name.as_str())
                .copied()
                .ok_or("a cut on no column")
        };
        let mut own = Vec::new();
        for (name, weight) in &cut.own {
            own.push((column(name)?, *weight));
        }
        let mut alike = BTreeSet::new();
        for (name, weight) in &cut.alike {
            let column = column(name)?;
            alike.insert((named.iter().map(|r| column.weight(*r)).collect(), *weight));
        }
        let home = Home {
            takes: &takes,
            ways: &ways,
            named,
            own,
            alike: alike.into_iter().collect(),
        };
        let mut left: Vec<i128> = model.rows.iter().map(|row| row.limit).collect();
        let found = home.heaviest(0, &mut Vec::new(), &mut left)?;
        if found > cut.limit {
            return Err(
                format!("{}: {found} fits, and {} is the limit", cut.name, cut.limit).into(),
            );
        }
    }
    Ok(())
}

/// Which sets of children a group may use together: it is housed in exactly one of its ways.
#[derive(Default)]
struct Ways {
    together: HashSet<(usize, usize)>,
    /// The row that asks for one way, by set.
    group: HashMap<usize, usize>,
}

impl Ways {
    fn of(model: &Model) -> Self {
        let mut ways = Self::default();
        for way in &model.columns {
            let asks =
                |(row, _): &&(usize, i128)| model.rows[*row].equal && model.rows[*row].limit == 1;
            let one = way.terms.iter().find(asks).map(|(row, _)| *row);
            for &set in &way.uses {
                ways.group.extend(one.map(|one| (set, one)));
                ways.together
                    .extend(way.uses.iter().map(|other| (set, *other)));
            }
        }
        ways
    }

    fn clash(&self, a: usize, b: usize) -> bool {
        a == b || (self.group.get(&a) == self.group.get(&b) && !self.together.contains(&(a, b)))
    }
}

struct Home<'a> {
    /// By row: whether what is taken of it stays taken.
    takes: &'a [bool],
    ways: &'a Ways,
    /// The rows that the cut names.
    named: Vec<usize>,
    own: Vec<(&'a Column, i128)>,
    /// What a column weighs in those rows, and its weight.
    alike: Vec<(Vec<i128>, i128)>,
}

impl Home<'_> {
    /// The most that fits into what is left of every row, beside columns that are homes for these sets.
    fn heaviest(&self, i: usize, sets: &mut Vec<usize>, left: &mut [i128]) -> Found<i128> {
        let Some(&(column, weight)) = self.own.get(i) else {
            return fill(
                &self.alike,
                self.named.iter().map(|row| left[*row]).collect(),
            );
        };
        let without = self.heaviest(i + 1, sets, left)?;
        let terms = || column.terms.iter().filter(|(row, _)| self.takes[*row]);
        let clash = column
            .set
            .is_some_and(|own| sets.iter().any(|set| self.ways.clash(own, *set)));
        if clash || terms().any(|(row, k)| *k > left[*row]) {
            return Ok(without);
        }
        terms().for_each(|(row, k)| left[*row] -= k);
        sets.extend(column.set);
        let with = self.heaviest(i + 1, sets, left)?;
        sets.truncate(sets.len() - usize::from(column.set.is_some()));
        terms().for_each(|(row, k)| left[*row] += k);
        Ok(without.max(weight + with))
    }
}

/// The greatest weight of what fits, by trying every number of each kind.
fn fill(kinds: &[(Vec<i128>, i128)], mut left: Vec<i128>) -> Found<i128> {
    let Some(((weighs, weight), rest)) = kinds.split_first() else {
        return Ok(0);
    };
    if weighs.iter().any(|w| *w < 0) || weighs.iter().all(|w| *w == 0) {
        return Err("a cut that no row ends".into());
    }
    let (mut most, mut taken) = (0, 0);
    while left.iter().all(|l| *l >= 0) {
        most = most.max(taken + fill(rest, left.clone())?);
        taken += weight;
        left.iter_mut().zip(weighs).for_each(|(l, w)| *l -= w);
    }
    Ok(most)
}
