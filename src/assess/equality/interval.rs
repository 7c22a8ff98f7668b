//! Intervals for differences: of two shares, and of two means.
//!
//! Shares: the hybrid score interval of Newcombe (1998), *Interval estimation for the difference between independent
//! proportions*, Statistics in Medicine 17, 873–890, method 10: the Wilson score limits of each share, put together as
//! squares. It keeps to what is possible (−1 to 1) and has no zero width where a share is 0 or 1, as the textbook
//! interval has.
//!
//! Brothers and sisters share outcomes. Both intervals can be given how many children a side is as good as, were each alone
//! ([`independent`]), which is fewer than there are.
//!
//! Means: Welch's interval for two samples of unequal variance, with Satterthwaite's degrees of freedom and Student's t.
//! Quantiles of t follow Hill (1970), algorithm 396 of the ACM. Nothing is drawn at random, so that the same council
//! gives the same figures. Miles and costs are skewed; with a few children the interval is a rough one.

use std::f64::consts::PI;

/// The standard normal quantile of 0.975: all intervals are of 95%.
const Z: f64 = 1.959_963_984_540_054;

/// A difference and its interval of 95%.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// The difference.
    pub difference: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Whether the interval leaves out no difference at all.
    pub fn excludes_none(&self) -> bool {
        self.low > 0.0 || self.high < 0.0
    }
}

/// A number of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: u32,
    /// Of how many.
    pub of: u32,
}

impl Share {
    fn value(self) -> f64 {
        f64::from(self.count) / f64::from(self.of)
    }

    /// Wilson score limits of a share that is as good as one of so many.
    fn limits(self, n: f64) -> (f64, f64) {
        let p = self.value();
        let (squared, scale) = (Z * Z, 1.0 + Z * Z / n);
        let centre = (p + squared / (2.0 * n)) / scale;
        let half = Z * (p * (1.0 - p) / n + squared / (4.0 * n * n)).sqrt() / scale;
        (centre - half, centre + half)
    }
}

/// How many children who share nothing a side is as good as, where children of a sibling group are as one: the square of
/// their number over the sum of the squares of their groups' (Kish's design effect at a correlation of one). That is on
/// the safe side: outcomes of brothers and sisters are alike, and not the same.
pub fn independent(of_groups: impl IntoIterator<Item = u32>) -> f64 {
    let (mut all, mut squares) = (0.0, 0.0);
    for of_group in of_groups {
        all += f64::from(of_group);
        squares += f64::from(of_group) * f64::from(of_group);
    }
    if squares > 0.0 {
        all * all / squares
    } else {
        0.0
    }
}

/// One share less another, of sides that are as good as so many children; `None` where one of them is of nobody.
pub fn of_shares((one, n): (Share, f64), (other, m): (Share, f64)) -> Option<Interval> {
    if one.of == 0 || other.of == 0 {
        return None;
    }
    let (p, q) = (one.value(), other.value());
    let ((p_low, p_high), (q_low, q_high)) = (one.limits(n), other.limits(m));
    let difference = p - q;
    Some(Interval {
        difference,
        low: difference - (p - p_low).hypot(q_high - q),
        high: difference + (p_high - p).hypot(q - q_low),
    })
}

/// Measurements of one group, added up.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Sample {
    /// How many.
    pub n: u32,
    /// Mean; 0 of nobody.
    pub mean: f64,
    /// Squared deviations from the mean, added up.
    squares: f64,
}

impl Sample {
    /// Adds a measurement (Welford's way, which loses nothing to large sums).
    pub fn add(&mut self, value: f64) {
        self.n += 1;
        let off = value - self.mean;
        self.mean += off / f64::from(self.n);
        self.squares += off * (value - self.mean);
    }

    /// Variance of the mean of a side that is as good as so many children; `None` of no more than one.
    fn variance_of_mean(&self, independent: f64) -> Option<f64> {
        let n = f64::from(self.n);
        let has_one = independent > 1.0 + 1e-9;
        has_one.then(|| (self.squares / (n - 1.0)).max(0.0) / independent)
    }
}

/// One mean less another, of sides that are as good as so many children; `None` where one of them is of no more than one.
pub fn of_means((one, n): (&Sample, f64), (other, m): (&Sample, f64)) -> Option<Interval> {
    let (a, b) = (one.variance_of_mean(n)?, other.variance_of_mean(m)?);
    let difference = one.mean - other.mean;
    let sum = a + b;
    if sum == 0.0 {
        return Some(Interval {
            difference,
            low: difference,
            high: difference,
        });
    }
    let free = |variance: f64, n: f64| variance * variance / (n - 1.0);
    let freedom = sum * sum / (free(a, n) + free(b, m));
    let half = t_quantile(freedom.max(1.0)) * sum.sqrt();
    Some(Interval {
        difference,
        low: difference - half,
        high: difference + half,
    })
}

/// The quantile 0.975 of Student's t, for one degree of freedom or more.
fn t_quantile(freedom: f64) -> f64 {
    // Two tails of 0.025 each.
    let (tails, n) = (0.05, freedom);
    if n < 2.0 {
        // 1 and 2 have closed forms; what lies above one of them takes it, which is a little too wide.
        return 1.0 / (tails * PI / 2.0).tan();
    }
    if n < 3.0 {
        return f64::sqrt(2.0 / (tails * (2.0 - tails)) - 2.0);
    }
    let a = 1.0 / (n - 0.5);
    let b = 48.0 / (a * a);
    let mut c = ((20_700.0 * a / b - 98.0) * a - 16.0) * a + 96.36;
    let d = ((94.5 / (b + c) - 3.0) / b + 1.0) * (a * PI / 2.0).sqrt() * n;
    let x = d * tails;
    let mut y = x.powf(2.0 / n);
    if y > 0.05 + a {
        // The normal quantile corrected for few degrees of freedom.
        let z = -Z;
        let squared = z * z;
        if n < 5.0 {
            c += 0.3 * (n - 4.5) * (z + 0.6);
        }
        c += (((0.05 * d * z - 5.0) * z - 7.0) * z - 2.0) * z + b;
        y = (((((0.4 * squared + 6.3) * squared + 36.0) * squared + 94.5) / c - squared - 3.0) / b
            + 1.0)
            * z;
        y = (a * y * y).exp_m1();
    } else {
        y = ((1.0 / (((n + 6.0) / (n * y) - 0.089 * d - 0.822) * (n + 2.0) * 3.0)
            + 0.5 / (n + 4.0))
            * y
            - 1.0)
            * (n + 1.0)
            / (n + 2.0)
            + 1.0 / y;
    }
    (n * y).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn near(ours: f64, right: f64, within: f64) {
        assert!((ours - right).abs() <= within, "{ours}, not {right}");
    }

    #[test]
    fn shares_differ_as_in_newcombes_table() {
        // Newcombe (1998), Table II, method 10, contrasts (a) to (h).
        for (a, m, b, n, difference, low, high) in [
            (56, 70, 48, 80, 0.2000, 0.0524, 0.3339),
            (9, 10, 3, 10, 0.6000, 0.1705, 0.8090),
            (6, 7, 2, 7, 0.5714, 0.0582, 0.8062),
            (5, 56, 0, 29, 0.0893, -0.0381, 0.1926),
            (0, 10, 0, 20, 0.0000, -0.1611, 0.2775),
            (0, 10, 0, 10, 0.0000, -0.2775, 0.2775),
            (10, 10, 0, 20, 1.0000, 0.6791, 1.0000),
            (10, 10, 0, 10, 1.0000, 0.6075, 1.0000),
        ] {
            let share = |count, of| Share { count, of };
            let alone = |share: Share| (share, f64::from(share.of));
            let ours = of_shares(alone(share(a, m)), alone(share(b, n))).unwrap();
            for (ours, right) in [
                (ours.difference, difference),
                (ours.low, low),
                (ours.high, high),
            ] {
                near(ours, right, 0.000_051);
            }
        }
        let nobody = Share { count: 0, of: 0 };
        assert_eq!(
            of_shares((nobody, 0.0), (Share { count: 1, of: 2 }, 2.0)),
            None
        );
    }

    #[test]
    fn brothers_and_sisters_are_as_good_as_one_child() {
        near(independent([1; 12]), 12.0, 1e-12);
        // Four groups of three: as good as four children. One of ten and two alone: 144 / 102.
        near(independent([3; 4]), 4.0, 1e-12);
        near(independent([10, 1, 1]), 144.0 / 102.0, 1e-12);
        near(independent([]), 0.0, 0.0);
        let (one, other) = (Share { count: 9, of: 10 }, Share { count: 3, of: 10 });
        let width = |n: f64| {
            let ours = of_shares((one, n), (other, n)).unwrap();
            (ours.high - ours.low, ours.excludes_none())
        };
        assert!(width(10.0).1 && !width(3.0).1);
        assert!(width(3.0).0 > width(10.0).0);
    }

    #[test]
    fn quantiles_of_t_are_those_of_the_tables() {
        for (freedom, right) in [
            (1.0, 12.706_205),
            (2.0, 4.302_653),
            (3.0, 3.182_446),
            (4.0, 2.776_445),
            (5.0, 2.570_582),
            (10.0, 2.228_139),
            (30.0, 2.042_272),
            (120.0, 1.979_930),
            (1e6, 1.959_966),
        ] {
            near(t_quantile(freedom), right, 0.000_2);
        }
    }

    #[test]
    fn means_differ_as_worked_by_hand() {
        // 1, 2, 3, 4, 5: mean 3, variance 2.5, of the mean 0.5. 2, 4, 6, 8, 10, 12: mean 7, variance 14, of the mean
        // 14/6. Sum 2.8333, degrees of freedom 2.8333² / (0.25/4 + 5.4444/5) = 6.9717, t 2.3665; half 3.9834.
        let sample = |values: &[f64]| {
            let mut sample = Sample::default();
            values.iter().for_each(|value| sample.add(*value));
            sample
        };
        let (one, other) = (
            sample(&[1.0, 2.0, 3.0, 4.0, 5.0]),
            sample(&[2.0, 4.0, 6.0, 8.0, 10.0, 12.0]),
        );
        let ours = of_means((&one, 5.0), (&other, 6.0)).unwrap();
        near(ours.difference, -4.0, 1e-12);
        near(ours.low, -7.983_4, 0.001);
        near(ours.high, -0.016_6, 0.001);
        assert!(ours.excludes_none());
    }

    #[test]
    fn the_same_value_throughout_gives_an_interval_without_width() {
        let mut same = Sample::default();
        same.add(5.0);
        assert_eq!(
            of_means((&same, 1.0), (&same, 1.0)),
            None,
            "one measurement each"
        );
        same.add(5.0);
        let ours = of_means((&same, 2.0), (&same, 2.0)).unwrap();
        assert_eq!((ours.low, ours.difference, ours.high), (0.0, 0.0, 0.0));
    }
}
