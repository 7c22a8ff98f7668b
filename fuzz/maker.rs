//! Plausible tables with faults in them: bytes alone seldom get past the headings.

use libfuzzer_sys::arbitrary::Unstructured;

/// What a column holds.
#[derive(Debug, Clone, Copy)]
pub enum Kind<'w> {
    /// One of these words.
    Words(&'w [&'w str]),
    /// Several of these words.
    List(&'w [&'w str]),
    /// A letter and a number up to this one.
    Id(&'w str, u8),
    /// The number of the row behind a letter: an id that no other row has.
    Own(&'w str),
    /// A date.
    Date,
    /// A whole number up to this one.
    Number(u32),
    /// A postcode.
    Postcode,
}

/// A heading and what stands below it.
pub type Column<'w> = (&'w str, Kind<'w>);

/// Cells that no column should have.
const ODD: &[&str] = &[
    "",
    " ",
    "#REF!",
    "#N/A",
    "####",
    "45016",
    "0",
    "-1",
    "1e308",
    "NaN",
    "99999999999999999999",
    "31/12/9999",
    "9999-12-31",
    "0001-01-01",
    "29/02/2023",
    "01/04/0000",
    "31/03/24",
    "2023-24",
    "a;b;;c",
    "é£\u{2028}",
    "a \"quoted\" word",
    "line\nbreak",
    "=1+1",
    "Smith, John",
    "\u{0}",
    "\u{feff}",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
];

const POSTCODES: &[&str] = &[
    "HR1 2AB", "HR1 2AA", "hr12ab", "HR4 9XY", "HR4", "HR4 9", "ZZ9 1AA", "ZZ99 9ZZ", "SW1A 1AA",
    "BT1 1AA", "E1W 1AA",
];

/// Makes files of an input's bytes. When the bytes are at an end, every choice is the first and no row follows.
pub struct Maker<'d>(Unstructured<'d>);

impl<'d> Maker<'d> {
    /// A maker of these choices.
    pub fn new(data: &'d [u8]) -> Self {
        Self(Unstructured::new(data))
    }

    /// Whether any bytes are left.
    pub fn has_more(&self) -> bool {
        !self.0.is_empty()
    }

    /// The next choice.
    pub fn byte(&mut self) -> u8 {
        self.0.arbitrary().unwrap_or(0)
    }

    /// True in so many of 256 choices, and never at the end of the bytes.
    pub fn chance(&mut self, of_256: u8) -> bool {
        self.byte() > 255 - of_256
    }

    /// A number up to this one.
    pub fn number(&mut self, most: u32) -> u32 {
        self.0.int_in_range(0..=most).unwrap_or(0)
    }

    /// One of these.
    pub fn pick<'w, T: ?Sized>(&mut self, of: &[&'w T]) -> &'w T {
        of[usize::from(self.byte()) % of.len()]
    }

    /// A date in one of the ways of writing it: near the others, so that dates meet.
    pub fn date(&mut self) -> String {
        let (month, day, form) = (self.byte(), self.byte(), self.byte());
        let (year, month) = (2022 + u32::from(month / 12 % 4), 1 + month % 12);
        let day = if day < 250 {
            1 + day % 28
        } else {
            27 + day % 5
        };
        match form {
            0..=119 => format!("{day:02}/{month:02}/{year}"),
            120..=229 => format!("{year}-{month:02}-{day:02}"),
            230..=234 => format!("{day}/{month}/{year} 00:00"),
            235..=239 => format!("{}-{month:02}-{day:02}", year - 12),
            240..=244 => format!("{}-{month:02}-{day:02}", year - 17),
            245..=249 => format!("{}-{month:02}-{day:02}", year + 2),
            _ => format!("{day} March {year}"),
        }
    }

    /// A cell of this kind; one in `care` is another.
    fn cell(&mut self, kind: Kind<'_>, row: usize, faults: u8) -> String {
        if self.chance(faults) {
            return match self.byte() % 4 {
                0 | 1 => self.pick(ODD).to_owned(),
                2 => self.date(),
                _ => self.text(),
            };
        }
        match kind {
            Kind::Words(words) => self.pick(words).to_owned(),
            Kind::List(words) => {
                let count = self.byte() % 4;
                let words: Vec<&str> = (0..count).map(|_| self.pick(words)).collect();
                words.join(";")
            }
            Kind::Id(letter, most) => format!("{letter}{}", self.byte() % most),
            Kind::Own(letter) => format!("{letter}{row}"),
            Kind::Date => self.date(),
            Kind::Number(most) => self.number(most).to_string(),
            Kind::Postcode => self.pick(POSTCODES).to_owned(),
        }
    }

    /// Any text, a short one.
    pub fn text(&mut self) -> String {
        let length = usize::from(self.byte() % 24).min(self.0.len());
        let bytes = self.0.bytes(length).unwrap_or_default();
        String::from_utf8_lossy(bytes).into_owned()
    }

    /// A table of comma-separated values with these columns, of which some may be missing, repeated or misspelt. Of
    /// 256 cells so many are no cell of their column.
    pub fn table(&mut self, columns: &[Column<'_>], faults: u8) -> Vec<u8> {
        let mut columns: Vec<(String, Kind<'_>)> = columns
            .iter()
            .map(|(name, kind)| ((*name).to_owned(), *kind))
            .collect();
        let mut out = String::new();
        if faults > 0 && self.chance(64) {
            self.spoil(&mut columns, &mut out);
        }
        let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
        record(&names, &mut out);
        let rows = 1 + self.byte() % 24;
        for row in 0..usize::from(rows) {
            if !self.has_more() {
                break;
            }
            let mut cells: Vec<String> = columns
                .iter()
                .map(|(_, kind)| self.cell(*kind, row, faults))
                .collect();
            if self.chance(faults / 4) {
                cells.push(self.text());
            }
            if self.chance(faults / 4) {
                cells.truncate(cells.len() / 2);
            }
            record(
                &cells.iter().map(String::as_str).collect::<Vec<_>>(),
                &mut out,
            );
        }
        out.into_bytes()
    }

    fn spoil(&mut self, columns: &mut Vec<(String, Kind<'_>)>, out: &mut String) {
        for _ in 0..=self.byte() % 3 {
            if columns.is_empty() {
                return;
            }
            let at = usize::from(self.byte()) % columns.len();
            match self.byte() % 6 {
                0 => drop(columns.remove(at)),
                1 => columns.insert(at, columns[at].clone()),
                2 => columns[at].0 = columns[at].0.to_lowercase(),
                3 => columns[at].0.push('x'),
                4 => columns[at].0 = self.text(),
                _ => *out += "A list as at 31 March 2024,,\n\n",
            }
        }
    }
}

fn record(cells: &[&str], out: &mut String) {
    for (nth, cell) in cells.iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        if cell.contains([',', '"', '\n', '\r']) {
            *out += &format!("\"{}\"", cell.replace('"', "\"\""));
        } else {
            *out += cell;
        }
    }
    out.push('\n');
}
