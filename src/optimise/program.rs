//! Our own thin programme: named columns and rows, each row with the code of the duty that asks for it, and
//! one whole-number cost a column and tier. The solver sees it only through [`super::lower`].

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

/// A column: at least 0 and at most 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name, unique in the programme, without blanks.
    pub name: String,
    /// Whether it must be whole. Columns that are whole by themselves once the others are need not say so.
    pub whole: bool,
}

/// The sense of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// The sum equals the right-hand side.
    Equal,
    /// The sum is at most the right-hand side.
    AtMost,
}

/// A row: a whole-number combination of columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Name, unique in the programme, without blanks.
    pub name: String,
    /// Code of the duty that asks for it.
    pub duty: &'static str,
    /// Sense.
    pub sense: Sense,
    /// Right-hand side.
    pub limit: i64,
    /// Column and coefficient, in order of column.
    pub terms: Vec<(u32, i64)>,
}

/// A programme to be made small, tier by tier.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Program {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows.
    pub rows: Vec<Row>,
    /// Costs, one list a tier, one number a column.
    pub costs: Vec<Vec<i64>>,
}

impl Program {
    /// Independent programmes side by side. A name that two of them use gets the number of its part.
    pub fn join<'a>(parts: impl Iterator<Item = &'a Self>, tiers: usize) -> Self {
        let mut whole = Self {
            costs: vec![Vec::new(); tiers],
            ..Self::default()
        };
        let mut names: HashSet<String> = HashSet::new();
        for (n, part) in parts.enumerate() {
            let first = whole.columns.len() as u32;
            let mut unique = |name: &str| {
                let taken = !names.insert(name.to_owned());
                let name = if taken {
                    format!("{name}~~{n}")
                } else {
                    name.to_owned()
                };
                names.insert(name.clone());
                name
            };
            whole
                .columns
                .extend(part.columns.iter().map(|column| Column {
                    name: unique(&column.name),
                    whole: column.whole,
                }));
            whole.rows.extend(part.rows.iter().map(|row| Row {
                name: unique(&row.name),
                terms: row.terms.iter().map(|&(j, c)| (first + j, c)).collect(),
                ..row.clone()
            }));
            for (all, costs) in whole.costs.iter_mut().zip(&part.costs) {
                all.extend(costs);
            }
        }
        whole
    }

    /// The programme of one tier in LP format; `kept` are rows that hold earlier tiers at their values.
    pub fn lp_text(&self, tier: usize, kept: &[Row], constant: i64) -> String {
        let mut text = String::from("Minimize\n obj:");
        push_terms(&mut text, self, &dense(&self.costs[tier]));
        let _ = write!(text, " + {constant} constant\nSubject To\n");
        for row in self.rows.iter().chain(kept) {
            let _ = write!(text, " {}:", row.name);
            push_terms(&mut text, self, &row.terms);
            let sense = match row.sense {
                Sense::Equal => "=",
                Sense::AtMost => "<=",
            };
            let _ = writeln!(text, " {sense} {}", row.limit);
        }
        text.push_str("Bounds\n constant = 1\n");
        for column in self.columns.iter().filter(|c| !c.whole) {
            let _ = writeln!(text, " 0 <= {} <= 1", column.name);
        }
        text.push_str("Binaries\n");
        for column in self.columns.iter().filter(|c| c.whole) {
            let _ = writeln!(text, " {}", column.name);
        }
        text.push_str("End\n");
        text
    }

    /// The programme of one tier in free MPS format, to be minimised. The constant is a column fixed to 1,
    /// since readers disagree about constants, and long names are cut. `FREE` is for CBC, which otherwise takes
    /// a name that happens to end in column 13 for a sign of fixed columns. `kept` are rows that hold earlier
    /// tiers at their values.
    pub fn mps_text(&self, name: &str, tier: usize, kept: &[Row], constant: i64) -> String {
        let rows: Vec<&Row> = self.rows.iter().chain(kept).collect();
        let row_names = self.row_names(kept);
        let names = self.column_names();
        let mut text = format!("NAME {name} FREE\nROWS\n N obj\n");
        for (row, name) in rows.iter().zip(&row_names) {
            let sense = match row.sense {
                Sense::Equal => 'E',
                Sense::AtMost => 'L',
            };
            let _ = writeln!(text, " {sense} {name}");
        }
        let mut entries: Vec<Vec<(usize, i64)>> = vec![Vec::new(); self.columns.len()];
        for (i, row) in rows.iter().enumerate() {
            for &(j, coefficient) in &row.terms {
                entries[j as usize].push((i, coefficient));
            }
        }
        text.push_str("COLUMNS\n");
        for whole in [false, true] {
            let tag = if whole { "INTORG" } else { "" };
            if whole {
                let _ = writeln!(text, " M1 'MARKER' '{tag}'");
            } else {
                let _ = writeln!(text, " constant obj {constant}");
            }
            for j in (0..self.columns.len()).filter(|&j| self.columns[j].whole == whole) {
                let _ = writeln!(text, " {} obj {}", names[j], self.costs[tier][j]);
                for &(i, coefficient) in &entries[j] {
                    let _ = writeln!(text, " {} {} {coefficient}", names[j], row_names[i]);
                }
            }
        }
        text.push_str(" M2 'MARKER' 'INTEND'\nRHS\n");
        for (row, name) in rows.iter().zip(&row_names) {
            if row.limit != 0 {
                let _ = writeln!(text, " rhs {name} {}", row.limit);
            }
        }
        text.push_str("BOUNDS\n FX bnd constant 1\n");
        for name in &names {
            let _ = writeln!(text, " UP bnd {name} 1");
        }
        text.push_str("ENDATA\n");
        text
    }

    /// Names of all rows as they stand in MPS, `kept` after the programme's own.
    pub fn row_names<'a>(&'a self, kept: &'a [Row]) -> Vec<Cow<'a, str>> {
        let rows = self.rows.iter().chain(kept).enumerate();
        rows.map(|(i, row)| readable(&row.name, 'r', i)).collect()
    }

    /// Names of all columns as they stand in MPS.
    pub fn column_names(&self) -> Vec<Cow<'_, str>> {
        let columns = self.columns.iter().enumerate();
        columns.map(|(j, c)| readable(&c.name, 'c', j)).collect()
    }
}

/// A name that every reader of MPS holds: CBC ends in the middle of one of 160 characters, SCIP of 256. No
/// other name has `~` before a letter, so a cut name stays unique.
fn readable(name: &str, kind: char, at: usize) -> Cow<'_, str> {
    const LONGEST: usize = 100;
    if name.len() <= LONGEST {
        Cow::Borrowed(name)
    } else {
        let kept: String = name.chars().take(LONGEST - 20).collect();
        Cow::Owned(format!("{kept}~{kind}{at}"))
    }
}

fn dense(costs: &[i64]) -> Vec<(u32, i64)> {
    let terms = costs.iter().enumerate().filter(|(_, cost)| **cost != 0);
    terms.map(|(j, cost)| (j as u32, *cost)).collect()
}

fn push_terms(text: &mut String, program: &Program, terms: &[(u32, i64)]) {
    for (n, &(j, coefficient)) in terms.iter().enumerate() {
        if n > 0 && n % 8 == 0 {
            text.push_str("\n  ");
        }
        let name = &program.columns[j as usize].name;
        let _ = match coefficient {
            1 => write!(text, " + {name}"),
            -1 => write!(text, " - {name}"),
            c if c < 0 => write!(text, " - {} {name}", -c),
            c => write!(text, " + {c} {name}"),
        };
    }
}
