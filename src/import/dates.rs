//! Dates as other programs write them.

use crate::model::Date;

/// Why a text is not taken for a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DateFault {
    /// What a spreadsheet shows where it has failed.
    SpreadsheetError,
    /// A spreadsheet's number of a day.
    Serial,
    /// A year of two figures, whose century nobody can know.
    TwoDigitYear,
    /// A day that the calendar does not have, as when month and day were swapped.
    Calendar,
    /// A day before 1900: what spreadsheets and databases show for none (30/12/1899, 01/01/1753, 01/01/0001).
    Early,
    /// Not written as a date.
    Form,
}

impl DateFault {
    /// The fault in words, after "the date".
    pub const fn words(self) -> &'static str {
        match self {
            Self::SpreadsheetError => "is a spreadsheet's error or too narrow a column",
            Self::Serial => {
                "is a spreadsheet's day number: format the column as a date and export again"
            }
            Self::TwoDigitYear => "has a year of two figures",
            Self::Calendar => "is not a day of the calendar (month and day swapped?)",
            Self::Early => "is before 1900",
            Self::Form => "is not a date",
        }
    }
}

impl std::fmt::Display for DateFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.words())
    }
}

/// Reads `yyyy-mm-dd`, `dd/mm/yyyy`, `dd-mm-yyyy`, `dd-Mon-yyyy` or `dd Month yyyy`; a time behind it is dropped.
pub fn read_date(text: &str) -> Result<Date, DateFault> {
    let text = text.trim();
    let bytes = text.as_bytes();
    // Nearly every date of a return has one of these two forms.
    match bytes {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            if let Some(date) = figures([*y1, *y2, *y3, *y4], [*m1, *m2], [*d1, *d2]) {
                return date;
            }
        }
        [d1, d2, b'/', m1, m2, b'/', y1, y2, y3, y4] => {
            if let Some(date) = figures([*y1, *y2, *y3, *y4], [*m1, *m2], [*d1, *d2]) {
                return date;
            }
        }
        _ => {}
    }
    other_form(text)
}

fn figures(year: [u8; 4], month: [u8; 2], day: [u8; 2]) -> Option<Result<Date, DateFault>> {
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0i16, |sum, digit| {
            digit
                .is_ascii_digit()
                .then(|| sum * 10 + i16::from(digit - b'0'))
        })
    };
    let (year, month, day) = (number(&year)?, number(&month)?, number(&day)?);
    Some(calendar(year, month, day))
}

fn calendar(year: i16, month: i16, day: i16) -> Result<Date, DateFault> {
    let part = |number: i16| i8::try_from(number).map_err(|_| DateFault::Calendar);
    let day = Date::new(year, part(month)?, part(day)?).map_err(|_| DateFault::Calendar)?;
    // The council folder takes none either.
    if year < 1900 {
        return Err(DateFault::Early);
    }
    Ok(day)
}

fn other_form(text: &str) -> Result<Date, DateFault> {
    if super::sheet::is_spreadsheet_error(text) {
        return Err(DateFault::SpreadsheetError);
    }
    if text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(DateFault::Serial);
    }
    let day = without_time(text);
    let parts: Vec<&str> = day
        .split(['-', '/', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    let &[first, middle, last] = parts.as_slice() else {
        return Err(DateFault::Form);
    };
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
    };
    let number = |text: &str| text.parse::<i16>().map_err(|_| DateFault::Form);
    if first.len() == 4 && is_number(first, 4) && is_number(middle, 2) && is_number(last, 2) {
        return calendar(number(first)?, number(middle)?, number(last)?);
    }
    if !is_number(first, 2) || !is_number(last, 4) {
        return Err(DateFault::Form);
    }
    let month = match month_named(middle) {
        Some(month) => i16::from(month),
        None if is_number(middle, 2) => number(middle)?,
        None => return Err(DateFault::Form),
    };
    match last.len() {
        4 => calendar(number(last)?, month, number(first)?),
        2 => Err(DateFault::TwoDigitYear),
        _ => Err(DateFault::Form),
    }
}

/// The text before a time such as ` 00:00:00`, `T00:00:00.000` or ` 00:00`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let before = &text[..colon];
    match before.rfind([' ', 'T']) {
        Some(at) => before[..at].trim_end(),
        None => text,
    }
}

/// The number of a month from its English name, whole or cut short after three letters or more.
pub fn month_named(text: &str) -> Option<i8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = text.to_ascii_lowercase();
    let at = MONTHS
        .iter()
        .position(|month| name.len() >= 3 && month.starts_with(&name))?;
    i8::try_from(at + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_ways_of_writing_a_day_are_read() {
        let day = date(2023, 3, 31);
        for text in [
            "2023-03-31",
            "31/03/2023",
            "31/3/2023",
            "31-03-2023",
            "2023-03-31 00:00:00",
            "2023-03-31T00:00:00.000",
            "31/03/2023 00:00",
            "31-Mar-2023",
            "31 March 2023",
            "31.03.2023",
        ] {
            assert_eq!(read_date(text), Ok(day), "{text}");
        }
    }

    #[test]
    fn what_a_spreadsheet_has_spoilt_is_named() {
        for (text, fault) in [
            ("45016", DateFault::Serial),
            ("#REF!", DateFault::SpreadsheetError),
            ("########", DateFault::SpreadsheetError),
            ("31/03/23", DateFault::TwoDigitYear),
            ("31-Mar-23", DateFault::TwoDigitYear),
            ("03/31/2023", DateFault::Calendar),
            ("2023-02-29", DateFault::Calendar),
            ("1899-12-30", DateFault::Early),
            ("01/01/0001", DateFault::Early),
            ("1 January 1753", DateFault::Early),
            ("31/03", DateFault::Form),
            ("Mar-23", DateFault::Form),
            ("31 M 2023", DateFault::Form),
            ("soon", DateFault::Form),
            ("12:00", DateFault::Form),
            ("", DateFault::Form),
            ("é1/03/2023", DateFault::Form),
        ] {
            assert_eq!(read_date(text), Err(fault), "{text}");
        }
    }
}
