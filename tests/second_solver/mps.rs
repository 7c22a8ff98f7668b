//! Reads the MPS text that users get. It is strict: what a reader of free MPS might take in another way is
//! refused, and every number is whole.

use std::collections::HashMap;

/// A column.
#[derive(Debug)]
pub struct Column {
    pub name: String,
    pub cost: i64,
    pub whole: bool,
    pub lower: i64,
    pub upper: i64,
}

/// A row; `equal` or at most.
#[derive(Debug)]
pub struct Row {
    pub equal: bool,
    pub limit: i64,
    pub terms: Vec<(usize, i64)>,
}

/// A model to be minimised.
#[derive(Debug, Default)]
pub struct Model {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

/// Longer names end some readers.
const LONGEST_NAME: usize = 100;

/// What is known while reading.
#[derive(Default)]
struct Names {
    rows: HashMap<String, usize>,
    columns: HashMap<String, usize>,
    in_whole: bool,
}

/// The model of a text.
pub fn read(text: &str) -> Result<Model, String> {
    let (mut model, mut names) = (Model::default(), Names::default());
    let mut section = "";
    let mut seen = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let fields: Vec<&str> = line.split(' ').filter(|f| !f.is_empty()).collect();
        let taken = if line.starts_with(' ') {
            match section {
                "ROWS" => row(&mut model, &mut names, &fields),
                "COLUMNS" => entry(&mut model, &mut names, &fields),
                "RHS" => limit(&mut model, &names, &fields),
                "BOUNDS" => bound(&mut model, &names, &fields),
                _ => None,
            }
        } else {
            section = fields.first().copied().unwrap_or_default();
            seen.push(section);
            // CBC guesses the format of a file that does not say it, and may guess wrong.
            (section != "NAME" || (fields.len() == 3 && fields[2] == "FREE")).then_some(())
        };
        taken.ok_or_else(|| format!("line {}: {line}", n + 1))?;
    }
    if seen == ["NAME", "ROWS", "COLUMNS", "RHS", "BOUNDS", "ENDATA"] {
        Ok(model)
    } else {
        Err(format!("sections {seen:?}"))
    }
}

fn row(model: &mut Model, names: &mut Names, fields: &[&str]) -> Option<()> {
    let &[sense, name] = fields else { return None };
    if sense == "N" {
        return (name == "obj" && model.rows.is_empty()).then_some(());
    }
    model.rows.push(Row {
        equal: match sense {
            "E" => true,
            "L" => false,
            _ => return None,
        },
        limit: 0,
        terms: Vec::new(),
    });
    fresh(&mut names.rows, name)
}

fn entry(model: &mut Model, names: &mut Names, fields: &[&str]) -> Option<()> {
    let &[name, row, number] = fields else {
        return None;
    };
    if row == "'MARKER'" {
        names.in_whole = number == "'INTORG'";
        return (names.in_whole || number == "'INTEND'").then_some(());
    }
    let number: i64 = number.parse().ok()?;
    // A column's entries stand together, its cost first.
    if row == "obj" {
        fresh(&mut names.columns, name)?;
        model.columns.push(Column {
            name: name.to_owned(),
            cost: number,
            whole: names.in_whole,
            lower: 0,
            upper: i64::MAX,
        });
        return Some(());
    }
    let last = model.columns.len().checked_sub(1)?;
    let terms = &mut model.rows[*names.rows.get(row)?].terms;
    let is_new = terms.last().is_none_or(|(j, _)| *j != last);
    terms.push((last, number));
    (is_new && model.columns[last].name == name).then_some(())
}

fn limit(model: &mut Model, names: &Names, fields: &[&str]) -> Option<()> {
    let &["rhs", row, number] = fields else {
        return None;
    };
    model.rows[*names.rows.get(row)?].limit = number.parse().ok()?;
    Some(())
}

fn bound(model: &mut Model, names: &Names, fields: &[&str]) -> Option<()> {
    let &[kind, "bnd", name, number] = fields else {
        return None;
    };
    let column = &mut model.columns[*names.columns.get(name)?];
    column.upper = number.parse().ok()?;
    match kind {
        "UP" => {}
        "FX" => column.lower = column.upper,
        _ => return None,
    }
    Some(())
}

/// Takes a name that is neither long nor taken, numbering from 0.
fn fresh(names: &mut HashMap<String, usize>, name: &str) -> Option<()> {
    let at = names.len();
    let is_new = names.insert(name.to_owned(), at).is_none();
    (is_new && name.len() <= LONGEST_NAME).then_some(())
}

impl Model {
    /// What values come to, if they keep every bound and row.
    pub fn value(&self, values: &[i64]) -> Result<i64, String> {
        let mut total = 0;
        for (column, &value) in self.columns.iter().zip(values) {
            if value < column.lower || value > column.upper {
                return Err(format!("{} at {value}", column.name));
            }
            total += column.cost * value;
        }
        for (i, row) in self.rows.iter().enumerate() {
            let sum: i64 = row.terms.iter().map(|&(j, c)| c * values[j]).sum();
            if sum > row.limit || (row.equal && sum < row.limit) {
                return Err(format!("row {i} at {sum} against {}", row.limit));
            }
        }
        Ok(total)
    }
}
