//! When what a scenario spends first has come back in placements that cost less.

use super::paired::{FEWEST, in_futures, mean, mean_and_interval};
use super::waiting::Waiting;
use crate::model::with_commas;

/// When it has come back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Payback {
    /// Spent beside placements more than in the baseline, pounds, in the mean.
    pub spent_pounds: f64,
    /// The first month, counted from 1, from which on the mean of all costs up to then is below the baseline's; `None` where
    /// that is not so by the end, or is not more than chance.
    pub month: Option<usize>,
    /// Share of futures in which it has come back by the end.
    pub by_the_end: f64,
    /// Futures.
    pub futures: usize,
    /// Mean of all costs up to the end less the baseline's, pounds; a saving is negative.
    pub net_pounds: f64,
    /// Its 95% interval; `None` of too few futures.
    pub net_interval: Option<(f64, f64)>,
    /// Whether more children wait for a home meanwhile, who cost nothing.
    pub waiting: Waiting,
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
        let is_enough = at_the_end.len() >= FEWEST;
        let interval = mean_and_interval(&at_the_end).map(|(_, interval)| interval);
        let payback = Self {
            spent_pounds: spent - base_spent,
            month: None,
            by_the_end: back as f64 / at_the_end.len().max(1) as f64,
            net_pounds: means.last().copied().unwrap_or(0.0),
            net_interval: interval.filter(|_| is_enough),
            futures: at_the_end.len(),
            waiting: Waiting::NoMore,
        };
        Some(Self {
            month: (month < months && payback.is_shown()).then_some(month + 1),
            ..payback
        })
    }

    /// Whether what is saved, or spent on top, is more than chance.
    pub fn is_shown(&self) -> bool {
        let is_clear = |(low, high): (f64, f64)| low > 0.0 || high < 0.0;
        self.net_interval.is_some_and(is_clear)
    }

    /// In a sentence.
    pub fn sentence(&self) -> String {
        let net = if self.net_pounds < 0.0 {
            "saved"
        } else {
            "more spent"
        };
        let when = match self.month {
            _ if !self.is_shown() => "that it pays back, or does not, is not shown".to_owned(),
            None => "not paid back by the end in the mean".to_owned(),
            Some(month) if self.waiting != Waiting::NoMore => {
                format!("all costs together are lower from month {month} on in the mean")
            }
            Some(month) => format!("paid back for good from month {month} on in the mean"),
        };
        let interval = self.net_interval.map_or_else(
            || format!("fewer than {FEWEST} futures give no interval"),
            |(low, high)| format!("95%: {}", range(low, high)),
        );
        let (back, waiting) = match self.waiting {
            Waiting::NoMore => ("paid back", ""),
            Waiting::MayBeMore => (
                "lower",
                "; more children may be waiting for a home meanwhile, who cost nothing in these figures",
            ),
            Waiting::More => (
                "lower",
                "; more children wait for a home meanwhile, who cost nothing in these figures",
            ),
        };
        format!(
            "{} spent beside placements; {when}; by the end {} {net} ({interval}), {back} in {}{waiting}",
            pounds(self.spent_pounds),
            pounds(self.net_pounds),
            in_futures(self.by_the_end, self.futures)
        )
    }
}

/// From where to where what is saved or spent on top may lie.
fn range(low: f64, high: f64) -> String {
    let said = |figure: f64| {
        let word = if figure < 0.0 { "saved" } else { "more spent" };
        format!("{} {word}", pounds(figure))
    };
    format!("{} to {}", said(low), said(high))
}

/// A sum without its sign: small ones in pounds, others in thousands, with commas.
fn pounds(sum: f64) -> String {
    let grouped = |whole: f64| with_commas(&format!("{whole:.0}"));
    match sum.abs() {
        small if small < 9_999.5 => format!("£{}", grouped(small)),
        large => format!("£{} thousand", grouped(large / 1e3)),
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
        let many = |monthly: [f64; 4]| vec![sums(monthly); 10];
        let base = many([100.0; 4]);
        let saves = many([150.0, 70.0, 70.0, 70.0]);
        let payback = Payback::of(&saves, &base, (50.0, 0.0)).unwrap();
        assert_eq!(payback.month, Some(3));
        assert_eq!((payback.by_the_end, payback.net_pounds), (1.0, -40.0));
        let said = |waiting: Waiting| {
            let payback = Payback { waiting, ..payback };
            payback.sentence()
        };
        let plain = said(Waiting::NoMore);
        assert!(plain.contains("paid back for good from month 3"));
        assert!(plain.contains("paid back in 10 of 10 futures"), "{plain}");
        let more = said(Waiting::More);
        assert!(!more.contains("paid back") && more.contains("more children wait"));
        let may = said(Waiting::MayBeMore);
        assert!(!may.contains("paid back") && may.contains("more children may be waiting"));
        let never = many([150.0, 100.0, 100.0, 100.0]);
        let payback = Payback::of(&never, &base, (50.0, 0.0)).unwrap();
        assert_eq!((payback.month, payback.by_the_end), (None, 0.0));
        assert!(payback.sentence().contains("not paid back by the end"));
        assert_eq!(Payback::of(&saves, &base, (50.0, 50.0)), None);
    }
    #[test]
    fn what_chance_could_have_done_is_not_called_paid_back() {
        let base = vec![sums([100.0; 4]); 10];
        // In the mean it saves; half of the futures say otherwise.
        let half = |at: usize| if at.is_multiple_of(2) { 300.0 } else { -320.0 };
        let unsure: Vec<Vec<f64>> = (0..10)
            .map(|at| sums([150.0, 50.0, 50.0, 100.0 + half(at)]))
            .collect();
        let payback = Payback::of(&unsure, &base, (50.0, 0.0)).unwrap();
        assert!(payback.net_pounds < 0.0 && !payback.is_shown());
        assert_eq!(payback.month, None);
        let said = payback.sentence();
        assert!(
            said.contains("is not shown") && !said.contains("for good"),
            "{said}"
        );
        let few = vec![sums([50.0; 4]); 7];
        let payback = Payback::of(&few, &base[..7], (50.0, 0.0)).unwrap();
        assert!(payback.month.is_none() && payback.sentence().contains("fewer than 8 futures"));
    }

    #[test]
    fn sums_are_told_as_people_write_them() {
        assert_eq!(pounds(-300.0), "£300");
        assert_eq!(pounds(9_500.4), "£9,500");
        assert_eq!(pounds(1_682_400.0), "£1,682 thousand");
        assert_eq!(
            range(-2_000.0, 30_000.0),
            "£2,000 saved to £30 thousand more spent"
        );
    }
}
