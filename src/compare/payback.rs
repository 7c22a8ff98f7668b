//! When what a scenario spends first has come back in placements that cost less.

use super::paired::mean;

/// When it has come back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payback {
    /// Spent beside placements more than in the baseline, pounds, in the mean.
    pub spent_pounds: f64,
    /// The first month, counted from 1, from which on the mean of all costs up to then is below the baseline's; `None` where
    /// that is not so by the end.
    pub month: Option<usize>,
    /// Share of futures in which it has come back by the end.
    pub by_the_end: f64,
    /// Mean of all costs up to the end less the baseline's, pounds; a saving is negative.
    pub net_pounds: f64,
}

impl Payback {
    /// Of costs up to each month, by replication, and what is spent beside placements; `None` where no more is spent.
    pub fn of(
        costs: &[Vec<f64>],
        base: &[Vec<f64>],
        (spent, base_spent): (f64, f64),
    ) -> Option<Self> {
        if spent - base_spent < 1.0 {
            return None;
        }
        let months = costs.first().map_or(0, Vec::len);
        let difference = |month: usize| {
            let pairs = costs.iter().zip(base);
            let each =
                pairs.filter_map(move |(one, other)| Some(one.get(month)? - other.get(month)?));
            each.collect::<Vec<f64>>()
        };
        let means: Vec<f64> = (0..months)
            .map(|month| mean(difference(month).into_iter()).unwrap_or(0.0))
            .collect();
        let last_above = means.iter().rposition(|mean| *mean >= 0.0);
        let month = last_above.map_or(0, |at| at + 1);
        let at_the_end = difference(months.saturating_sub(1));
        let back = at_the_end.iter().filter(|d| **d < 0.0).count();
        Some(Self {
            spent_pounds: spent - base_spent,
            month: (month < months).then_some(month + 1),
            by_the_end: back as f64 / at_the_end.len().max(1) as f64,
            net_pounds: means.last().copied().unwrap_or(0.0),
        })
    }
}

impl Payback {
    /// In a sentence.
    pub fn sentence(&self) -> String {
        let thousand = |pounds: f64| format!("£{:.0} thousand", pounds.abs() / 1e3);
        let net = if self.net_pounds < 0.0 {
            "saved"
        } else {
            "more spent"
        };
        let when = self.month.map_or_else(
            || "not paid back by the end".to_owned(),
            |month| format!("paid back for good from month {month} on"),
        );
        format!(
            "{} spent beside placements, {when} in the mean; by the end {} {net}, paid back in {:.0} of 100 futures",
            thousand(self.spent_pounds),
            thousand(self.net_pounds),
            self.by_the_end * 100.0
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(monthly: [f64; 4]) -> Vec<f64> {
        let mut sum = 0.0;
        let add = |pounds: f64| {
            sum += pounds;
            sum
        };
        monthly.map(add).to_vec()
    }

    #[test]
    fn it_is_paid_back_when_all_costs_stay_below_for_good() {
        let base = vec![sums([100.0; 4]), sums([200.0; 4])];
        let saves = vec![
            sums([150.0, 70.0, 70.0, 70.0]),
            sums([250.0, 170.0, 170.0, 170.0]),
        ];
        let payback = Payback::of(&saves, &base, (50.0, 0.0)).unwrap();
        assert_eq!(payback.month, Some(3));
        assert_eq!((payback.by_the_end, payback.net_pounds), (1.0, -40.0));
        let never = vec![sums([150.0, 90.0, 90.0, 90.0]), sums([210.0; 4])];
        let payback = Payback::of(&never, &base, (50.0, 0.0)).unwrap();
        assert_eq!((payback.month, payback.by_the_end), (None, 0.0));
        assert_eq!(Payback::of(&saves, &base, (50.0, 50.0)), None);
    }
}
