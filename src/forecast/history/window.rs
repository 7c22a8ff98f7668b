//! From when until when the history is whole.

use crate::model::{Council, Date};

/// First and last day on which everybody in care is known.
///
/// A return has every episode that was open in its year, also those that began long before; so the data begin with the
/// first financial year in which episodes end. A lone early end, such as a slip of the pen, is no year of data: the
/// first year must have at least a quarter of the ends of the median year. They end with the financial year of the latest
/// event, or with the day of the council's data where that is earlier.
pub fn window(council: &Council) -> Option<(Date, Date)> {
    let dates = council.episodes.iter();
    let latest = dates.flat_map(|e| [Some(e.start), e.end]).flatten().max()?;
    let mut ends: Vec<i16> = council
        .episodes
        .iter()
        .filter_map(|e| e.end)
        .map(year)
        .collect();
    ends.sort_unstable();
    let mut years: Vec<(i16, usize)> = Vec::new();
    for chunk in ends.chunk_by(|a, b| a == b) {
        years.push((chunk[0], chunk.len()));
    }
    let mut counts: Vec<usize> = years.iter().map(|(_, count)| *count).collect();
    counts.sort_unstable();
    let median = counts.get(counts.len() / 2).copied().unwrap_or(0);
    let begun = years.iter().find(|(_, count)| count * 4 >= median);
    let first = Date::new(begun.map_or(year(latest), |(year, _)| *year), 4, 1).ok()?;
    let last = Date::new(year(latest).saturating_add(1), 3, 31).ok()?;
    Some((first, last.min(council.as_at)))
}

/// The year in which the financial year of a day begins.
fn year(day: Date) -> i16 {
    day.year() - i16::from(day.month() < 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::{council, episode};

    #[test]
    fn the_data_begin_with_the_first_year_in_which_episodes_end() {
        let mut rows = Vec::new();
        for year in 2018..2022 {
            for day in 1..9 {
                let end = format!("{year}-06-0{day}");
                rows.push(episode(
                    "A",
                    "2010-01-01",
                    ("2012-05-01", &end),
                    "S U4 PR1 E4A",
                ));
            }
        }
        // Somebody's slip: one end long before.
        rows.push(episode(
            "B",
            "2000-01-01",
            ("2004-01-01", "2005-01-01"),
            "S U4 PR1 E4A",
        ));
        let found = |as_at| window(&council(rows.clone(), as_at)).unwrap();
        let text = |(a, b): (Date, Date)| format!("{a} {b}");
        assert_eq!(text(found("2026-11-30")), "2018-04-01 2022-03-31");
        assert_eq!(text(found("2021-06-30")), "2018-04-01 2021-06-30");
        assert_eq!(window(&council(Vec::new(), "2026-11-30")), None);
    }
}
