//! In how many futures of how many something holds, with an interval.

/// The standard normal quantile of 0.975: the interval is of 95%.
const Z: f64 = 1.959_963_984_540_054;

/// So many futures of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub count: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    /// Of futures in which something holds.
    pub fn of(holds: impl Iterator<Item = bool>) -> Self {
        let mut share = Self { count: 0, of: 0 };
        for holds in holds {
            share.count += usize::from(holds);
            share.of += 1;
        }
        share
    }

    /// The share, 0 to 1; 0 of none.
    pub fn value(self) -> f64 {
        self.count as f64 / self.of.max(1) as f64
    }

    /// Score limits of Wilson (1927), of 95%; 0 to 1 where there are no futures.
    pub fn limits(self) -> (f64, f64) {
        if self.of == 0 {
            return (0.0, 1.0);
        }
        let (n, p) = (self.of as f64, self.value());
        let (squared, scale) = (Z * Z, 1.0 + Z * Z / n);
        let centre = (p + squared / (2.0 * n)) / scale;
        let half = Z * (p * (1.0 - p) / n + squared / (4.0 * n * n)).sqrt() / scale;
        // Of none and of all the limits are 0 and 1 themselves, and not what rounding leaves of them.
        let low = if self.count == 0 { 0.0 } else { centre - half };
        let high = if self.count == self.of {
            1.0
        } else {
            centre + half
        };
        (low, high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_those_of_wilson() {
        // 0 of 10: 0 to z²/(n + z²) = 3.8415/13.8415.
        let (low, high) = Share { count: 0, of: 10 }.limits();
        assert!(
            low.abs() < 1e-12 && (high - 0.277_53).abs() < 1e-5,
            "{high}"
        );
        // 6 of 6: 6/(6 + z²) to 1.
        let (low, high) = Share { count: 6, of: 6 }.limits();
        assert!(
            (low - 0.609_67).abs() < 1e-5 && (high - 1.0).abs() < 1e-12,
            "{low}"
        );
        assert_eq!(Share::of([].into_iter()).limits(), (0.0, 1.0));
    }
}
