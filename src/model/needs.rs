//! The needs profile: how much of each need a child has, and how much a home can meet.

use super::codes::{CodeSet, NeedDomain};

/// A level for each [`NeedDomain`], 0 (none) to 3 (highest), as CANS items are scored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NeedsProfile {
    levels: [u8; NeedDomain::ALL.len()],
}

impl NeedsProfile {
    /// The highest level.
    pub const MAX: u8 = 3;

    /// The level in a domain.
    pub fn level(&self, domain: NeedDomain) -> u8 {
        self.levels[domain as usize]
    }

    /// Sets a level; `None` if it is above [`Self::MAX`].
    pub fn set(&mut self, domain: NeedDomain, level: u8) -> Option<()> {
        (level <= Self::MAX).then(|| self.levels[domain as usize] = level)
    }

    /// Domains in which the child's level is above what the home can meet, with how many levels short.
    pub fn shortfalls<'a>(&'a self, home: &'a Self) -> impl Iterator<Item = (NeedDomain, u8)> + 'a {
        NeedDomain::all().iter().filter_map(move |&domain| {
            let short = self.level(domain).saturating_sub(home.level(domain));
            (short > 0).then_some((domain, short))
        })
    }

    /// Levels of skill beyond what the child needs, summed over the domains.
    pub fn surplus(&self, home: &Self) -> u8 {
        NeedDomain::all()
            .iter()
            .map(|&domain| home.level(domain).saturating_sub(self.level(domain)))
            .sum()
    }

    /// The highest level over all domains: the child's needs tier.
    pub fn highest(&self) -> u8 {
        self.levels.iter().copied().max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shortfall_and_surplus_are_counted_by_domain() {
        let (mut child, mut home) = (NeedsProfile::default(), NeedsProfile::default());
        child.set(NeedDomain::Behaviour, 3).unwrap();
        child.set(NeedDomain::Learning, 1).unwrap();
        home.set(NeedDomain::Behaviour, 1).unwrap();
        home.set(NeedDomain::Learning, 3).unwrap();
        let short: Vec<_> = child.shortfalls(&home).collect();
        assert_eq!(short, [(NeedDomain::Behaviour, 2)]);
        assert_eq!(child.surplus(&home), 2);
        assert_eq!(child.highest(), 3);
        assert_eq!(child.set(NeedDomain::Health, 4), None);
    }
}
