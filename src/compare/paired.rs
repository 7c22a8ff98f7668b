//! Differences taken future by future.

use super::kpi::Towards;

/// What can be said of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Better, and more than chance.
    Better,
    /// Worse, and more than chance.
    Worse,
    /// Higher, and more than chance; neither better nor worse.
    Higher,
    /// Lower, and more than chance; neither better nor worse.
    Lower,
    /// Not more than chance.
    NotShown,
}

impl Verdict {
    /// In tables.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Better => "better",
            Self::Worse => "worse",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::NotShown => "not_shown",
        }
    }
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
    /// Share of futures in which it is better; ties count half. `None` where neither way is better.
    pub better_in: Option<f64>,
    /// What can be said of it.
    pub verdict: Verdict,
}

/// Fewest futures for anything to be said.
const FEWEST: usize = 8;

impl Paired {
    /// Of figures by replication; `None` where fewer than eight futures have both.
    pub fn of(of: &[Option<f64>], base: &[Option<f64>], towards: Towards) -> Option<Self> {
        let pairs = of.iter().zip(base);
        let mut differences: Vec<f64> = pairs
            .filter_map(|(one, other)| Some((*one)? - (*other)?))
            .collect();
        let n = differences.len();
        if n < FEWEST {
            return None;
        }
        let mean = differences.iter().sum::<f64>() / n as f64;
        let squares: f64 = differences.iter().map(|d| (d - mean).powi(2)).sum();
        let error = (squares / (n - 1) as f64 / n as f64).sqrt() * student_97_5((n - 1) as f64);
        let interval = (mean - error, mean + error);
        // Sums of decimals: what differs by less is the same.
        let is_real = (interval.0 > 1e-9) || (interval.1 < -1e-9);
        differences.sort_by(f64::total_cmp);
        let at = |p: f64| differences[((p * n as f64).ceil() as usize).clamp(1, n) - 1];
        let sign = match towards {
            Towards::More => 1.0,
            Towards::Less => -1.0,
            Towards::Neither => 0.0,
        };
        let better = differences.iter().map(|d| match d * sign {
            good if good > 1e-9 => 1.0,
            bad if bad < -1e-9 => 0.0,
            _ => 0.5,
        });
        let better_in = (towards != Towards::Neither).then(|| better.sum::<f64>() / n as f64);
        let verdict = match (is_real, towards, mean > 0.0) {
            (false, ..) => Verdict::NotShown,
            (true, Towards::More, true) | (true, Towards::Less, false) => Verdict::Better,
            (true, Towards::More, false) | (true, Towards::Less, true) => Verdict::Worse,
            (true, Towards::Neither, true) => Verdict::Higher,
            (true, Towards::Neither, false) => Verdict::Lower,
        };
        Some(Self {
            futures: n,
            mean,
            interval,
            futures_p10_p50_p90: [at(0.1), at(0.5), at(0.9)],
            better_in,
            verdict,
        })
    }

    /// Whether it is more than chance.
    pub fn is_real(&self) -> bool {
        self.verdict != Verdict::NotShown
    }
}

/// The point of Student's t below which 97.5% lie (expansion of Cornish and Fisher, exact to 0.01 from four degrees on).
fn student_97_5(degrees: f64) -> f64 {
    let z: f64 = 1.959_964;
    let first = (z.powi(3) + z) / 4.0;
    let second = (5.0 * z.powi(5) + 16.0 * z.powi(3) + 3.0 * z) / 96.0;
    let third = (3.0 * z.powi(7) + 19.0 * z.powi(5) + 17.0 * z.powi(3) - 15.0 * z) / 384.0;
    z + first / degrees + second / degrees.powi(2) + third / degrees.powi(3)
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
        let less = Paired::of(&some(&with), &some(&base), Towards::Less).unwrap();
        assert_eq!((less.verdict, less.better_in), (Verdict::Better, Some(1.0)));
        assert!((less.mean + 1.5).abs() < 1e-9 && less.interval.1 < -1.3);
        let more = Paired::of(&some(&with), &some(&base), Towards::More).unwrap();
        assert_eq!((more.verdict, more.better_in), (Verdict::Worse, Some(0.0)));
        // The same futures in another order are not the same pairs.
        let mut shuffled = base.clone();
        shuffled.rotate_left(17);
        let apart = Paired::of(&some(&with), &some(&shuffled), Towards::Less).unwrap();
        assert_eq!(apart.verdict, Verdict::NotShown);
    }

    #[test]
    fn futures_without_a_figure_are_left_out_and_few_say_nothing() {
        let mut with = some(&[1.0; 12]);
        let base = some(&[0.0; 12]);
        with[3] = None;
        let paired = Paired::of(&with, &base, Towards::Neither).unwrap();
        assert_eq!((paired.futures, paired.verdict), (11, Verdict::Higher));
        assert_eq!(paired.better_in, None);
        assert_eq!(Paired::of(&with[..7], &base[..7], Towards::More), None);
        let same = Paired::of(&base, &base, Towards::More).unwrap();
        assert_eq!(
            (same.verdict, same.better_in),
            (Verdict::NotShown, Some(0.5))
        );
    }

    #[test]
    fn students_t_is_that_of_the_tables() {
        for (degrees, t) in [(4.0, 2.776), (9.0, 2.262), (29.0, 2.045), (199.0, 1.972)] {
            assert!((student_97_5(degrees) - t).abs() < 0.01, "{degrees}");
        }
    }
}
