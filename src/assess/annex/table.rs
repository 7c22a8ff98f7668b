//! The shape of a table: numbers by row and column, with what adds up to what.

/// One table of the annex.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Code, such as `B3`; several tables of one code have a letter, such as `D2a`.
    pub code: &'static str,
    /// Title.
    pub title: &'static str,
    /// What is counted, without a full stop.
    pub counts: &'static str,
    /// Whose definition it is and where the numbers come from, without a full stop.
    pub source: &'static str,
    /// What the rows are.
    pub heading: &'static str,
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows; what is not recorded is a row of its own, also where it is nobody.
    pub rows: Vec<Row>,
    /// The row of totals; `None` where rows are years.
    pub total: Option<Row>,
    /// What a reader has to know, each in sentences.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Name.
    pub name: String,
    /// What it adds up with.
    pub role: Role,
}

/// What a column adds up with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// With the other parts to the column of totals, and down to the total row.
    Part,
    /// The sum of the parts, and down to the total row.
    Total,
    /// Down to the total row only.
    Beside,
    /// To nothing: the same home may be in several rows, and the total row counts it once.
    Overlapping,
    /// To nothing: a mean or a share.
    Figure,
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name.
    pub name: String,
    /// A value for each column.
    pub values: Vec<Value>,
}

/// What stands in a table.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// A count.
    Number(i64),
    /// Pence a week.
    PencePerWeek(i64),
    /// Per cent.
    Percent(f64),
    /// For each 10,000 children under 18.
    PerTenThousand(f64),
    /// Nothing, and why.
    Nothing(&'static str),
}

impl Value {
    /// What adds up: a count, or pence.
    pub fn whole(self) -> Option<i64> {
        match self {
            Self::Number(n) | Self::PencePerWeek(n) => Some(n),
            Self::Percent(_) | Self::PerTenThousand(_) | Self::Nothing(_) => None,
        }
    }

    /// So many of so many, in per cent.
    pub fn share(of: i64, all: i64) -> Self {
        if all == 0 {
            Self::Nothing("there are none")
        } else {
            Self::Percent(100.0 * of as f64 / all as f64)
        }
    }
}

/// What stands above a table.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    /// Code.
    pub code: &'static str,
    /// Title.
    pub title: &'static str,
    /// What is counted.
    pub counts: &'static str,
    /// Whose definition.
    pub source: &'static str,
}

/// Where numbers of a table do not add up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("table {code}: {what} comes to {is}, not {should}")]
pub struct Amiss {
    code: &'static str,
    what: String,
    is: i64,
    should: i64,
}

impl Column {
    pub(super) fn new(name: &str, role: Role) -> Self {
        Self {
            name: name.to_owned(),
            role,
        }
    }
}

impl Table {
    /// A table whose total row is added up from its rows; columns that do not add up say so there.
    pub(super) fn summed(
        head: Head,
        heading: &'static str,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Self {
        let sum = |(at, column): (usize, &Column)| match column.role {
            Role::Part | Role::Total | Role::Beside => {
                let values = rows.iter().map(|row| row.values[at]);
                let pence = values.clone().any(|v| matches!(v, Value::PencePerWeek(_)));
                let sum = values.filter_map(Value::whole).sum();
                [Value::Number(sum), Value::PencePerWeek(sum)][usize::from(pence)]
            }
            Role::Overlapping | Role::Figure => Value::Nothing("rows do not add up"),
        };
        let total = Row {
            name: "Total".to_owned(),
            values: columns.iter().enumerate().map(sum).collect(),
        };
        Self {
            total: Some(total),
            ..Self::of_years(head, heading, columns, rows)
        }
    }

    /// A table whose rows are years, or anything else that nobody adds up.
    pub(super) fn of_years(
        head: Head,
        heading: &'static str,
        columns: Vec<Column>,
        rows: Vec<Row>,
    ) -> Self {
        Self {
            code: head.code,
            title: head.title,
            counts: head.counts,
            source: head.source,
            heading,
            columns,
            rows,
            total: None,
            notes: Vec::new(),
        }
    }

    pub(super) fn with_notes(mut self, notes: &[&str]) -> Self {
        self.notes.extend(notes.iter().map(|&note| note.to_owned()));
        self
    }

    /// Where a column of this name stands.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The number in a row and a column, by name.
    pub fn number(&self, row: &str, column: &str) -> Option<i64> {
        let row = self
            .rows
            .iter()
            .chain(&self.total)
            .find(|r| r.name == row)?;
        row.values[self.column(column)?].whole()
    }

    /// The grand total: the total row's total; `None` where the table has none.
    pub fn grand_total(&self) -> Option<i64> {
        let at = self.columns.iter().position(|c| c.role == Role::Total)?;
        self.total.as_ref()?.values[at].whole()
    }

    /// Checks that parts come to their total in every row, and rows to the total row in every column that adds up.
    ///
    /// # Errors
    /// The first sum that does not.
    pub fn adds_up(&self) -> Result<(), Amiss> {
        let amiss = |what: String, is, should| {
            let code = self.code;
            (is != should)
                .then_some(Amiss {
                    code,
                    what,
                    is,
                    should,
                })
                .map_or(Ok(()), Err)
        };
        let with = |row: &Row, role| -> Vec<i64> {
            let cells = self.columns.iter().zip(&row.values);
            let cells = cells.filter(|(column, _)| column.role == role);
            cells.filter_map(|(_, value)| value.whole()).collect()
        };
        for row in self.rows.iter().chain(&self.total) {
            let parts = with(row, Role::Part);
            if let (false, [total]) = (parts.is_empty(), with(row, Role::Total).as_slice()) {
                amiss(row.name.clone(), parts.iter().sum(), *total)?;
            }
        }
        let Some(total) = &self.total else {
            return Ok(());
        };
        for (at, column) in self.columns.iter().enumerate() {
            let sum = self.rows.iter().filter_map(|row| row.values[at].whole());
            if let (false, Some(total)) = (
                matches!(column.role, Role::Overlapping | Role::Figure),
                total.values[at].whole(),
            ) {
                amiss(column.name.clone(), sum.sum(), total)?;
            }
        }
        Ok(())
    }
}

/// Counts by two classifications, with totals both ways.
#[derive(Debug)]
pub(super) struct Cross {
    rows: Vec<String>,
    columns: Vec<String>,
    counts: Vec<Vec<i64>>,
}

impl Cross {
    pub fn new(rows: Vec<String>, columns: Vec<String>) -> Self {
        Self {
            counts: vec![vec![0; columns.len()]; rows.len()],
            rows,
            columns,
        }
    }

    pub fn add(&mut self, row: usize, column: usize, count: i64) {
        self.counts[row][column] += count;
    }

    /// The table; its column of totals has this name.
    pub fn table(self, head: Head, heading: &'static str, total: &str) -> Table {
        let parts = self
            .columns
            .iter()
            .map(|name| Column::new(name, Role::Part));
        let columns = parts.chain([Column::new(total, Role::Total)]).collect();
        let row = |(name, counts): (String, Vec<i64>)| {
            let sum = counts.iter().sum();
            let values = counts.into_iter().chain([sum]).map(Value::Number);
            Row {
                name,
                values: values.collect(),
            }
        };
        let rows = self.rows.into_iter().zip(self.counts).map(row).collect();
        Table::summed(head, heading, columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: Head = Head {
        code: "B0",
        title: "",
        counts: "",
        source: "",
    };

    fn names(names: [&str; 2]) -> Vec<String> {
        names.map(str::to_owned).to_vec()
    }

    #[test]
    fn totals_both_ways() {
        let mut cross = Cross::new(names(["a", "b"]), names(["x", "y"]));
        cross.add(0, 1, 2);
        cross.add(1, 1, 3);
        let table = cross.table(HEAD, "", "Children");
        assert_eq!(table.grand_total(), Some(5));
        assert_eq!(table.number("b", "y"), Some(3));
        assert_eq!(table.number("Total", "y"), Some(5));
        assert_eq!(table.number("a", "Children"), Some(2));
        assert_eq!(table.adds_up(), Ok(()));
    }

    #[test]
    fn a_sum_that_is_amiss_is_found() {
        let mut cross = Cross::new(names(["a", "b"]), names(["x", "y"]));
        cross.add(0, 0, 1);
        let table = cross.table(HEAD, "", "Children");
        let mut across = table.clone();
        across.rows[1].values[0] = Value::Number(1);
        let said = across.adds_up().unwrap_err().to_string();
        assert_eq!(said, "table B0: b comes to 1, not 0");
        let mut down = table;
        down.rows[0].values[1..].fill(Value::Number(7));
        assert!(down.adds_up().is_err());
    }
}
