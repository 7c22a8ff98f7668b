//! Children without a home in plans that house as many as possible: who they are in all of them, and how many more.

use crate::model::ChildIx;

/// Children without a home, whoever they are.
pub struct Without<'a> {
    /// The children of the round.
    pub children: &'a [ChildIx],
    /// By position: whether no home could take the child, so that every plan leaves her without one.
    pub stuck: &'a [bool],
    /// No fewer than these have no home.
    pub least: usize,
    /// No more than these have no home.
    pub most: usize,
}

impl Without<'_> {
    /// A number summed over children without a home: the most that it can come to.
    pub fn most(&self, of: &dyn Fn(ChildIx) -> i64) -> i64 {
        let (forced, mut others) = self.forced_and_others(of);
        others.sort_unstable_by(|a, b| b.cmp(a));
        forced + self.first(self.most, &others)
    }

    /// The least that it can come to.
    pub fn least(&self, of: &dyn Fn(ChildIx) -> i64) -> i64 {
        let (forced, mut others) = self.forced_and_others(of);
        others.sort_unstable();
        forced + self.first(self.least, &others)
    }

    /// The sum over children whom no home could take, and the numbers of the others.
    fn forced_and_others(&self, of: &dyn Fn(ChildIx) -> i64) -> (i64, Vec<i64>) {
        let (mut forced, mut others) = (0, Vec::new());
        for (child, is_stuck) in self.children.iter().zip(self.stuck) {
            match is_stuck {
                true => forced += of(*child),
                false => others.push(of(*child)),
            }
        }
        (forced, others)
    }

    /// The sum of as many of the others as are without a home beside those whom no home could take.
    fn first(&self, without: usize, others: &[i64]) -> i64 {
        let stuck = self.stuck.iter().filter(|is_stuck| **is_stuck).count();
        let more = without.saturating_sub(stuck);
        others.iter().take(more).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_whom_no_home_takes_come_first_and_then_whoever_counts_most() {
        let children = [0, 1, 2, 3].map(ChildIx);
        let number = |child: ChildIx| [5, 1, 7, 3][child.at()];
        let within = |least, most| {
            let without = Without {
                children: &children,
                stuck: &[false, true, false, false],
                least,
                most,
            };
            (without.least(&number), without.most(&number))
        };
        assert_eq!(within(1, 1), (1, 1));
        assert_eq!(within(2, 2), (1 + 3, 1 + 7));
        assert_eq!(within(2, 3), (1 + 3, 1 + 7 + 5));
        assert_eq!(within(4, 4), (16, 16));
    }
}
