//! From when until when the history is whole.

use super::FEWEST_EPISODES;
use crate::model::{Council, Date, days_between};

/// First and last day on which everybody in care is known.
///
/// A return has every episode that was open in its year, also those that began long before; so the data begin with the
/// first financial year in which episodes end. A lone early end, such as a slip of the pen, is no year of data: the
/// first year must have at least a quarter of the ends of the median year. They end with the financial year of the latest
/// event, or with the day of the council's data where that is earlier; and with the latest event itself where so long a time
/// follows in which nothing happens that it is in no return.
pub fn window(council: &Council) -> Option<(Date, Date)> {
    let latest = latest(council)?;
    let mut ends: Vec<i16> = council
        .episodes
        .iter()
        .filter(|e| e.is_of_care())
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
    let last = last.min(council.as_at);
    let is_quiet = days_between(latest, last) > LONGEST_QUIET;
    // In a few episodes a long time without an event is usual.
    let of_care = council.episodes.iter().filter(|e| e.is_of_care());
    let is_cut = is_quiet && of_care.count() >= FEWEST_EPISODES;
    Some((first, if is_cut { latest } else { last }))
}

/// Most days at the end of a history in which nothing happens, by chance: a quarter of a year.
pub const LONGEST_QUIET: i32 = 92;

/// The latest day on which an episode began or ended.
pub fn latest(council: &Council) -> Option<Date> {
    let dates = council.episodes.iter().filter(|e| e.is_of_care());
    dates.flat_map(|e| [Some(e.start), e.end]).flatten().max()
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
        // Of more episodes, which end in June, nothing is known of the nine months after.
        let more = rows.len() * 2;
        rows.extend(rows.clone());
        let last = |as_at| window(&council(rows.clone(), as_at)).unwrap().1;
        assert!(more >= FEWEST_EPISODES, "{more}");
        assert_eq!(last("2026-11-30"), Date::constant(2021, 6, 8));
        assert_eq!(last("2021-09-08"), Date::constant(2021, 9, 8));
        assert_eq!(last("2021-09-09"), Date::constant(2021, 6, 8));
    }
}
