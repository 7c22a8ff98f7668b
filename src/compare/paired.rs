//! Differences taken future by future.

use super::kpi::Towards;
use super::waiting::Waiting;

/// What can be said of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Better, more than chance, and large enough to matter.
    Better,
    /// Worse, more than chance, and large enough to matter.
    Worse,
    /// Higher, more than chance, and large enough to matter; neither better nor worse.
    Higher,
    /// Lower, more than chance, and large enough to matter; neither better nor worse.
    Lower,
    /// A cost that is lower, more than chance and large enough to matter, while more children wait for a home: they cost
    /// nothing, so that it is no gain.
    LowerMoreWaiting,
    /// The same, while it is not shown that no more children wait.
    LowerMayWait,
    /// More than chance, and too small to matter.
    Small,
    /// Not more than chance, or too few futures to tell.
    NotShown,
    /// The same in every future.
    Same,
}

impl Verdict {
    /// In tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::LowerMoreWaiting => "lower_with_more_waiting",
            Self::LowerMayWait => "lower_where_more_may_wait",
            Self::Small => "too_small_to_matter",
            Self::NotShown => "not_shown",
            Self::Same => "same",
        }
    }
}

/// In how large a share of futures a scenario does better, worse and the same; the three make one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shares {
    /// Better.
    pub better: f64,
    /// Worse.
    pub worse: f64,
    /// The same.
    pub same: f64,
}

/// A difference over futures.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paired {
    /// Futures in which both have a figure.
    pub futures: usize,
    /// Mean difference.
    pub mean: f64,
    /// 95% interval of the mean difference: what more futures would make narrower.
    pub interval: (f64, f64),
    /// One future in ten is below, half are, one in ten is above: what more futures would not make narrower.
    pub futures_p10_p50_p90: [f64; 3],
    /// In how many futures it is better, worse and the same; `None` where neither way is better.
    pub shares: Option<Shares>,
    /// What can be said of it.
    pub verdict: Verdict,
}

/// Fewest futures for a mean and an interval.
pub const FEWEST: usize = 8;
/// Fewest futures for a verdict: with fewer, an interval of differences that are mostly none and sometimes large does not
/// hold what it says.
pub const FEWEST_FOR_A_VERDICT: usize = 20;
/// Fewest futures that have to differ: with five, all of one sign, a sign test still has p = 0.06.
const FEWEST_THAT_DIFFER: usize = 6;
/// Sums of decimals: what differs by less is the same.
const NOTHING: f64 = 1e-9;

impl Paired {
    /// Of figures by replication; `None` where fewer than eight futures have both. A mean difference smaller than `least`, in
    /// the unit of the figures, does not matter.
    pub fn of(
        of: &[Option<f64>],
        base: &[Option<f64>],
        (towards, least): (Towards, f64),
    ) -> Option<Self> {
        let pairs = of.iter().zip(base);
        let mut differences: Vec<f64> = pairs
            // Nothing has no minus.
            .filter_map(|(one, other)| Some((*one)? - (*other)? + 0.0))
            .collect();
        let n = differences.len();
        if n < FEWEST {
            return None;
        }
        let (mean, interval) = mean_and_interval(&differences)?;
        differences.sort_by(f64::total_cmp);
        let at = |p: f64| differences[((p * n as f64).ceil() as usize).clamp(1, n) - 1];
        Some(Self {
            futures: n,
            mean,
            interval,
            futures_p10_p50_p90: [at(0.1), at(0.5), at(0.9)],
            shares: shares(&differences, towards),
            verdict: verdict(&differences, (mean, interval), (towards, least)),
        })
    }

    /// Takes the praise from a cost that is lower while more children wait for a home, or may: no future counts as better
    /// for it.
    pub fn without_praise(&mut self, waiting: Waiting) {
        let instead = match waiting {
            Waiting::NoMore => return,
            Waiting::MayBeMore => Verdict::LowerMayWait,
            Waiting::More => Verdict::LowerMoreWaiting,
        };
        self.shares = None;
        if self.verdict == Verdict::Better {
            self.verdict = instead;
        }
    }

    /// Whether there are futures enough for a verdict.
    pub const fn is_enough(&self) -> bool {
        self.futures >= FEWEST_FOR_A_VERDICT
    }

    /// Whether it is more than chance and large enough to matter.
    pub fn is_real(&self) -> bool {
        use Verdict::{Better, Higher, Lower, LowerMayWait, LowerMoreWaiting, Worse};
        matches!(
            self.verdict,
            Better | Worse | Higher | Lower | LowerMoreWaiting | LowerMayWait
        )
    }
}

fn shares(differences: &[f64], towards: Towards) -> Option<Shares> {
    let sign = match towards {
        Towards::More => 1.0,
        Towards::Less => -1.0,
        Towards::Neither => return None,
    };
    let share = |is: &dyn Fn(f64) -> bool| {
        let number = differences.iter().filter(|d| is(**d * sign)).count();
        number as f64 / differences.len() as f64
    };
    Some(Shares {
        better: share(&|gain| gain > NOTHING),
        worse: share(&|gain| gain < -NOTHING),
        same: share(&|gain| gain.abs() <= NOTHING),
    })
}

fn verdict(
    differences: &[f64],
    (mean, interval): (f64, (f64, f64)),
    (towards, least): (Towards, f64),
) -> Verdict {
    let differ = differences.iter().filter(|d| d.abs() > NOTHING).count();
    if differ == 0 {
        return Verdict::Same;
    }
    let is_enough = differences.len() >= FEWEST_FOR_A_VERDICT && differ >= FEWEST_THAT_DIFFER;
    let is_chance = interval.0 <= NOTHING && interval.1 >= -NOTHING;
    match (towards, mean > 0.0) {
        _ if is_chance || !is_enough => Verdict::NotShown,
        _ if mean.abs() < least => Verdict::Small,
        (Towards::More, true) | (Towards::Less, false) => Verdict::Better,
        (Towards::More, false) | (Towards::Less, true) => Verdict::Worse,
        (Towards::Neither, true) => Verdict::Higher,
        (Towards::Neither, false) => Verdict::Lower,
    }
}

/// Mean of figures, and its 95% interval: Student's t, moved for skew as by Johnson (1978, J. Am. Stat. Assoc. 73:536-544);
/// `None` of fewer than two.
pub fn mean_and_interval(figures: &[f64]) -> Option<(f64, (f64, f64))> {
    let n = figures.len() as f64;
    if figures.len() < 2 {
        return None;
    }
    let mean = figures.iter().sum::<f64>() / n;
    let moment = |power: i32| figures.iter().map(|f| (f - mean).powi(power)).sum::<f64>() / n;
    let variance = moment(2) * n / (n - 1.0);
    let half = (variance / n).sqrt() * student_97_5(n - 1.0);
    // Where hardly anything varies the skew is that of the last digits.
    let moved = if variance > NOTHING * NOTHING {
        (moment(3) / (6.0 * variance * n)).clamp(-half / 2.0, half / 2.0)
    } else {
        0.0
    };
    let middle = mean + moved;
    Some((mean + 0.0, (middle - half + 0.0, middle + half + 0.0)))
}

/// The point of Student's t below which 97.5% lie (expansion of Cornish and Fisher, exact to 0.01 from four degrees on).
fn student_97_5(degrees: f64) -> f64 {
    let z: f64 = 1.959_964;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + first / degrees + second / degrees.powi(2) + third / degrees.powi(3)
}

/// A share of futures in words: of so many where there are fewer than a hundred, of a hundred where there are more.
pub fn in_futures(share: f64, futures: usize) -> String {
    let of = futures.min(100);
    format!("{} of {of} futures", of_futures(share, futures))
}

/// The number of that.
pub fn of_futures(share: f64, futures: usize) -> u64 {
    (share * futures.min(100) as f64).round() as u64
}

/// Mean of figures; `None` of none.
pub fn mean(figures: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, number) = figures.fold((0.0, 0_usize), |(s, n), figure| (s + figure, n + 1));
    (number > 0).then(|| sum / number as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn some(figures: &[f64]) -> Vec<Option<f64>> {
        figures.iter().copied().map(Some).collect()
    }

    #[test]
    fn a_small_difference_in_every_future_is_real_however_far_futures_lie_apart() {
        let base: Vec<f64> = (0..40).map(|at| f64::from(at) * 25.0).collect();
        let with: Vec<f64> = (base.iter().enumerate())
            .map(|(at, b)| b - 1.0 - (at % 2) as f64)
            .collect();
        let held = |towards, least| Paired::of(&some(&with), &some(&base), (towards, least));
        let less = held(Towards::Less, 0.5).unwrap();
        assert_eq!(less.verdict, Verdict::Better);
        assert_eq!(less.shares.unwrap().better, 1.0);
        assert!((less.mean + 1.5).abs() < 1e-9 && less.interval.1 < -1.3);
        let more = held(Towards::More, 0.5).unwrap();
        assert_eq!(more.verdict, Verdict::Worse);
        assert_eq!(more.shares.unwrap().worse, 1.0);
        // The same futures in another order are not the same pairs.
        let mut shuffled = base.clone();
        shuffled.rotate_left(17);
        let apart = Paired::of(&some(&with), &some(&shuffled), (Towards::Less, 0.5)).unwrap();
        assert_eq!(apart.verdict, Verdict::NotShown);
        // As sure, and too small to matter.
        let small = held(Towards::Less, 1.6).unwrap();
        assert_eq!((small.verdict, small.is_real()), (Verdict::Small, false));
        assert_eq!(small.interval, less.interval);
    }

    #[test]
    fn ties_are_neither_better_nor_worse() {
        let base = some(&[5.0; 40]);
        let same = Paired::of(&base, &base, (Towards::More, 0.5)).unwrap();
        let shares = same.shares.unwrap();
        assert_eq!((same.verdict, shares.same), (Verdict::Same, 1.0));
        assert_eq!((shares.better, shares.worse), (0.0, 0.0));
        let mut with = [5.0; 40];
        with[..10].fill(9.0);
        with[10..12].fill(3.0);
        let shares = Paired::of(&some(&with), &base, (Towards::Less, 0.5))
            .unwrap()
            .shares;
        let shares = shares.unwrap();
        assert_eq!(
            (shares.better, shares.worse, shares.same),
            (0.05, 0.25, 0.7)
        );
    }

    #[test]
    fn one_future_in_ten_is_below_and_one_above() {
        let base = some(&[0.0; 20]);
        let with: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        let paired = Paired::of(&some(&with), &base, (Towards::More, 0.5)).unwrap();
        assert_eq!(paired.futures_p10_p50_p90, [2.0, 10.0, 18.0]);
    }

    #[test]
    fn few_futures_and_few_that_differ_show_nothing() {
        let mut with = some(&[1.0; 24]);
        let base = some(&[0.0; 24]);
        with[3] = None;
        let paired = Paired::of(&with, &base, (Towards::Neither, 0.5)).unwrap();
        assert_eq!((paired.futures, paired.verdict), (23, Verdict::Higher));
        assert_eq!(paired.shares, None);
        let few = Paired::of(&with[..20], &base[..20], (Towards::Neither, 0.5)).unwrap();
        assert_eq!((few.futures, few.verdict), (19, Verdict::NotShown));
        assert_eq!(
            Paired::of(&with[..8], &base[..8], (Towards::More, 0.5)),
            None
        );
        let differ = |number: usize| {
            let mut with = [0.0; 30];
            // So even that the interval alone would call them sure.
            with[..number].fill(100.0);
            Paired::of(&some(&with), &some(&[0.0; 30]), (Towards::More, 0.5)).unwrap()
        };
        assert!(differ(5).interval.0 > 0.0, "{:?}", differ(5));
        assert_eq!(differ(5).verdict, Verdict::NotShown);
        assert_eq!(differ(6).verdict, Verdict::Better);
    }

    /// Numbers from 0 to 1, of no use but here.
    fn spread(seed: u64) -> impl FnMut() -> f64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 11) as f64 / (1_u64 << 53) as f64
        }
    }

    #[test]
    fn intervals_of_skewed_differences_hold_what_they_say() {
        // Exponential with mean 1: far to one side, as differences in waiting are.
        for (futures, least) in [(8, 0.895), (20, 0.92), (80, 0.935)] {
            let mut unit = spread(7);
            let trials = 20_000;
            let held = (0..trials).filter(|_| {
                let figures: Vec<f64> = (0..futures).map(|_| -(1.0 - unit()).ln()).collect();
                let (_, (low, high)) = mean_and_interval(&figures).unwrap();
                low <= 1.0 && 1.0 <= high
            });
            let share = held.count() as f64 / f64::from(trials);
            println!("{futures} futures: {share}");
            assert!(
                (least..0.965).contains(&share),
                "{futures} futures: {share}"
            );
        }
    }

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (degrees, t) in [(4.0, 2.776), (9.0, 2.262), (29.0, 2.045), (199.0, 1.972)] {
            assert!((student_97_5(degrees) - t).abs() < 0.01, "{degrees}");
        }
    }
}
