//! Fields that are numbers: counts, costs, levels of need, coordinates.

use super::codes::{
    BAD_COST, BAD_LEVEL, BAD_NUMBER, Code, HALF_LOCATION, NEGATIVE_COST, OUT_OF_RANGE,
    OUTSIDE_BRITAIN, UNKNOWN_CODE,
};
use super::column::{Cell, Kind};
use super::line::Line;
use super::nearest::did_you_mean;
use crate::model::{CodeSet, Location, Miles, NeedDomain, NeedsProfile, PoundsPerWeek};

impl Line<'_> {
    /// A whole number.
    pub fn whole<N: TryFrom<i64>>(&mut self, cell: Cell<'_>) -> Option<N> {
        if self.is_filled(cell) {
            self.one_whole(cell, cell.text, &OUT_OF_RANGE, "is out of range")
        } else {
            None
        }
    }

    /// A list of whole numbers.
    pub fn wholes<N: TryFrom<i64>>(&mut self, cell: Cell<'_>) -> Vec<N> {
        cell.items()
            .filter_map(|item| self.one_whole(cell, item, &OUT_OF_RANGE, "is out of range"))
            .collect()
    }

    fn one_whole<N: TryFrom<i64>>(
        &mut self,
        cell: Cell<'_>,
        text: &str,
        outside: &'static Code,
        message: &str,
    ) -> Option<N> {
        let Ok(number) = text.parse::<i64>() else {
            // Too many digits for the machine is out of range, not a spelling mistake.
            let digits = text.strip_prefix('-').unwrap_or(text);
            if !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) {
                self.wrong(outside, cell, text, message);
            } else {
                self.wrong(&BAD_NUMBER, cell, text, "is not a whole number");
            }
            return None;
        };
        let inside = match cell.column.kind {
            Kind::Whole { min, max, .. } => (min..=max).contains(&number),
            _ => true,
        };
        let value = N::try_from(number).ok().filter(|_| inside);
        if value.is_none() {
            self.wrong(outside, cell, text, message);
        }
        value
    }

    /// Pounds a week.
    pub fn pounds(&mut self, cell: Cell<'_>) -> Option<PoundsPerWeek> {
        if !self.is_filled(cell) {
            return None;
        }
        let text = cell.text;
        if text
            .strip_prefix('-')
            .is_some_and(|rest| pence(rest).is_some())
        {
            self.wrong(&NEGATIVE_COST, cell, text, "is negative");
            return None;
        }
        let cost = pence(text);
        if cost.is_none() {
            let bare: String = text
                .chars()
                .filter(|c| !matches!(c, '£' | ',' | ' '))
                .collect();
            let action = match pence(&bare) {
                Some(_) => format!("did you mean \"{bare}\"?"),
                None => "write pounds a week in figures with up to two decimals".to_owned(),
            };
            let expected = Some(cell.column.expected());
            self.report(&BAD_COST, cell, text, "is not a cost", action, expected);
        }
        cost.map(PoundsPerWeek::from_pence)
    }

    /// Miles with up to one decimal.
    pub fn tenths_of_miles(&mut self, cell: Cell<'_>) -> Option<Miles> {
        if !self.is_filled(cell) {
            return None;
        }
        let (whole, tenth) = cell.text.split_once('.').unwrap_or((cell.text, "0"));
        let figures = |text: &str, most: usize| {
            let is_one =
                (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
            is_one.then(|| text.parse::<i64>().ok()).flatten()
        };
        let miles = figures(whole, 4).zip(figures(tenth, 1));
        if miles.is_none() {
            self.wrong(&BAD_NUMBER, cell, cell.text, "is not a distance");
        }
        miles.map(|(whole, tenth)| Miles::from_hundredths(whole * 100 + tenth * 10))
    }

    /// A needs profile.
    pub fn levels(&mut self, cell: Cell<'_>) -> NeedsProfile {
        let mut profile = NeedsProfile::default();
        for item in cell.items() {
            let (name, level) = item.split_once('=').unwrap_or((item, ""));
            let Some(domain) = NeedDomain::from_code(name.trim()) else {
                let domains = NeedDomain::ALL.iter().map(|d| d.code());
                let listed: Vec<&str> = domains.clone().collect();
                let action = did_you_mean(name, domains, "use a domain of the list");
                let expected = Some(format!("level 0 to 3 of {}", listed.join(", ")));
                self.report(
                    &UNKNOWN_CODE,
                    cell,
                    name,
                    "is not a domain of need",
                    action,
                    expected,
                );
                continue;
            };
            let level = level.trim().parse().ok();
            if level.and_then(|level| profile.set(domain, level)).is_none() {
                self.wrong(&BAD_LEVEL, cell, item, "has no level from 0 to 3");
            }
        }
        profile
    }

    /// A point on the National Grid from its two fields.
    pub fn location(&mut self, easting: Cell<'_>, northing: Cell<'_>) -> Option<Location> {
        let filled = (self.is_filled(easting), self.is_filled(northing));
        let alone = match filled {
            (false, false) => return None,
            (true, true) => {
                let outside = "is outside Great Britain";
                let east = self.one_whole(easting, easting.text, &OUTSIDE_BRITAIN, outside);
                let north = self.one_whole(northing, northing.text, &OUTSIDE_BRITAIN, outside);
                return Location::new(east?, north?);
            }
            (true, false) => (easting, northing),
            (false, true) => (northing, easting),
        };
        if !alone.1.column.is_required() {
            let message = format!("stands alone: {} is blank", alone.1.column.name);
            self.fault(
                &HALF_LOCATION,
                alone.0,
                &message,
                "fill in both coordinates, or neither",
            );
        }
        None
    }
}

/// Pence from pounds in figures; at most £1 million a week.
fn pence(text: &str) -> Option<i64> {
    let (pounds, pennies) = text.split_once('.').unwrap_or((text, "0"));
    let figures = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !figures(pounds) || !figures(pennies) || pennies.len() > 2 || pounds.len() > 7 {
        return None;
    }
    let tens = if pennies.len() == 1 { 10 } else { 1 };
    Some(pounds.parse::<i64>().ok()? * 100 + pennies.parse::<i64>().ok()? * tens)
}

#[cfg(test)]
mod tests {
    use super::pence;

    #[test]
    fn pounds_become_pence() {
        assert_eq!(pence("1234.5"), Some(123_450));
        assert_eq!(pence("7.05"), Some(705));
        assert_eq!(pence("0"), Some(0));
        assert_eq!(
            [pence("1,234"), pence("1.234"), pence(""), pence("1.")],
            [None; 4]
        );
    }
}
