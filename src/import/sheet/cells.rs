//! A table on a sheet of a workbook.

/// The cells of a table, as text.
#[derive(Debug)]
pub struct Cells {
    /// Rows below the headings, each with its number on the sheet.
    pub rows: Vec<(u64, Vec<String>)>,
    /// Row of the headings, from 1.
    pub heading_line: u64,
}

impl Cells {
    /// Goes through the rows; blank ones are passed over.
    pub fn each(&self, mut take: impl FnMut(u64, &[String])) {
        for (line, fields) in &self.rows {
            if fields.iter().any(|field| !field.trim().is_empty()) {
                take(*line, fields);
            }
        }
    }
}
