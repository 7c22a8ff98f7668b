//! Whether some calendar months see more groups than others.

use super::YEAR;
use crate::forecast::history::{History, day_number};

/// Chi-square of eleven degrees of freedom that one season in a hundred without any exceeds.
const CRITICAL: f64 = 24.725;
/// Fewest groups that a season is looked for in: ten a month.
const FEWEST: usize = 120;
/// Groups a month that count in advance for no season.
const IN_ADVANCE: f64 = 20.0;

/// Factors of the calendar months, January first, where the counts support a season over at least three years.
pub fn season(days: &[i32], history: &History) -> Option<[f64; 12]> {
    let (first, last) = (history.first_number(), history.last_number());
    if days.len() < FEWEST || f64::from(last - first) < 3.0 * YEAR - 3.0 {
        return None;
    }
    let (mut at_risk, mut counts) = ([0.0; 12], [0.0; 12]);
    let mut days = days.iter().peekable();
    let calendar = std::iter::successors(Some(history.first), |day| day.tomorrow().ok());
    for day in calendar.take_while(|day| *day <= history.last) {
        let month = day.month() as usize - 1;
        at_risk[month] += 1.0;
        while days.next_if(|d| **d <= day_number(day)).is_some() {
            counts[month] += 1.0;
        }
    }
    factors(&counts, &at_risk)
}

fn factors(counts: &[f64; 12], at_risk: &[f64; 12]) -> Option<[f64; 12]> {
    let rate = counts.iter().sum::<f64>() / at_risk.iter().sum::<f64>();
    let expected = at_risk.map(|days| days * rate);
    let parts = counts.iter().zip(&expected);
    let chi: f64 = parts.map(|(n, mean)| (n - mean).powi(2) / mean).sum();
    (chi > CRITICAL)
        .then(|| std::array::from_fn(|m| (counts[m] + IN_ADVANCE) / (expected[m] + IN_ADVANCE)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_needs_more_than_chance() {
        let days = [30.0; 12];
        let mut counts = [20.0; 12];
        counts[0] = 26.0;
        assert_eq!(factors(&counts, &days), None);
        counts[0] = 60.0;
        let factors = factors(&counts, &days).unwrap();
        // 280 in twelve months: 23.3 expected; (60 + 20) / 43.3 and (20 + 20) / 43.3.
        assert!((factors[0] - 1.846).abs() < 1e-3, "{factors:?}");
        assert!((factors[5] - 0.923).abs() < 1e-3);
    }
}
