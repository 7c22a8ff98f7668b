//! Why there are goals, which of them come first, and how short of them a plan is.

/// Why there is a goal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It was asked for.
    Target,
    /// It is not to be worse than today. That is not always in reach beside [`Self::Placed`]: whoever has no home today
    /// may find one far away only, and then a smaller share lives near home.
    NotWorse,
    /// As many children have a home as can with everything that is on offer.
    Placed,
}

/// Weighted sums of shortfalls. What comes first comes first: no target is worth a child without a home, nor an indicator
/// that is held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Short {
    /// Of children with a home.
    pub placed: i64,
    /// Of indicators that are not to be worse than today.
    pub held: i64,
    /// Of targets.
    pub targets: i64,
}

impl Short {
    /// Whether every goal is reached.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// The sum of one sort of goal.
    pub const fn of(&self, why: Why) -> i64 {
        match why {
            Why::Placed => self.placed,
            Why::NotWorse => self.held,
            Why::Target => self.targets,
        }
    }

    /// Adds to the sum of one sort of goal.
    pub const fn add(&mut self, why: Why, by: i64) {
        match why {
            Why::Placed => self.placed += by,
            Why::NotWorse => self.held += by,
            Why::Target => self.targets += by,
        }
    }
}

impl Why {
    /// All, in the order in which they come: one is given nothing at the cost of another before it.
    pub const ORDER: &'static [Self] = &[Self::Placed, Self::NotWorse, Self::Target];

    /// The word in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Target => "target",
            Self::NotWorse => "not worse than today",
            Self::Placed => "as many with a home as can with what is on offer",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_first_comes_first() {
        let of = |placed, held, targets| Short {
            placed,
            held,
            targets,
        };
        assert!(of(0, 9, 9) < of(1, 0, 0) && of(0, 0, 9) < of(0, 1, 0));
        let mut short = Short::default();
        assert!(short.is_none());
        for (why, by) in Why::ORDER.iter().zip([1, 2, 3]) {
            short.add(*why, by);
            assert_eq!(short.of(*why), by);
        }
        assert_eq!(short, of(1, 2, 3));
    }
}
