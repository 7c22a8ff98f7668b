//! The proof of a large part once every home is asked, tier by tier: what a tier closes is no choice for the next.

use rayon::prelude::*;

use super::choices::Group;
use super::claim::{Part, PartTier};
use super::prove::{Proved, whole_at_least};
use super::ways::{AtPrices, Ways};
use super::{Fault, ONE};

/// The choices of one set of brothers and sisters.
#[derive(Default)]
pub struct Set {
    reduced: Reduced,
    /// By choice: whether earlier tiers still allow it.
    open: Vec<bool>,
}

/// By choice, then tier: what it costs at prices. Hardly ever is that too much for 64 bits.
enum Reduced {
    Narrow(Vec<i64>),
    Wide(Vec<i128>),
}

impl Default for Reduced {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Reduced {
    fn push(&mut self, costs: &[i128]) {
        if let Self::Narrow(known) = self {
            let before = known.len();
            let fits = costs.iter().map_while(|cost| i64::try_from(*cost).ok());
            known.extend(fits);
            if known.len() - before == costs.len() {
                return;
            }
            known.truncate(before);
            *self = Self::Wide(known.iter().copied().map(i128::from).collect());
        }
        if let Self::Wide(known) = self {
            known.extend_from_slice(costs);
        }
    }

    fn at(&self, at: usize) -> i128 {
        match self {
            Self::Narrow(known) => i128::from(known[at]),
            Self::Wide(known) => known[at],
        }
    }

    fn len(&self) -> usize {
        match self {
            Self::Narrow(known) => known.len(),
            Self::Wide(known) => known.len(),
        }
    }

    fn shrink(&mut self) {
        match self {
            Self::Narrow(known) => known.shrink_to_fit(),
            Self::Wide(known) => known.shrink_to_fit(),
        }
    }
}

/// The choices of a set, which may be new.
pub fn set_of<'a>(group: &mut Group, sets: &'a mut Vec<Set>, mask: u32) -> &'a mut Set {
    let mut known = group.sets.iter();
    let at = known.position(|(of, _)| *of == mask).unwrap_or_else(|| {
        group.sets.push((mask, Vec::new()));
        sets.push(Set::default());
        sets.len() - 1
    });
    &mut sets[at]
}

impl Set {
    /// Adds a choice with what it costs at the prices of each tier.
    pub fn add(&mut self, reduced: &[i128]) {
        self.reduced.push(reduced);
        self.open.push(true);
    }

    /// Takes no more memory than it needs.
    pub fn shrink(&mut self) {
        self.reduced.shrink();
        self.open.shrink_to_fit();
    }

    fn tiers(&self) -> usize {
        self.reduced.len() / self.open.len().max(1)
    }

    /// The cheapest open choice in a tier.
    fn cheapest(&self, t: usize) -> Option<i128> {
        let tiers = self.tiers();
        let open = self.open.iter().enumerate().filter(|(_, open)| **open);
        open.map(|(c, _)| self.reduced.at(c * tiers + t)).min()
    }

    /// Closes the choices that cost more than `most` in a tier.
    fn close_above(&mut self, t: usize, most: Option<i128>) {
        let tiers = self.tiers();
        for (c, open) in self.open.iter_mut().enumerate() {
            *open &= most.is_some_and(|most| self.reduced.at(c * tiers + t) <= most);
        }
    }
}

/// A part whose tiers are proved one after the other.
pub struct Prover<'a> {
    /// What is claimed.
    pub part: &'a Part,
    /// By tier: value of the plan.
    pub values: Vec<i64>,
    /// By tier: Σ limit × price.
    pub limits: Vec<i128>,
    /// The groups: of their sets only the masks.
    pub groups: Vec<Group>,
    /// By group.
    pub ways: Vec<Ways>,
    /// By group, then set.
    pub sets: Vec<Vec<Set>>,
}

impl Prover<'_> {
    /// Every tier in order.
    pub fn prove(mut self) -> Result<Vec<Proved>, Fault> {
        let tiers = self.part.tiers.iter().enumerate();
        tiers.map(|(t, claimed)| self.tier(t, claimed)).collect()
    }

    /// Value and bound of a tier.
    fn tier(&mut self, t: usize, claimed: &PartTier) -> Result<Proved, Fault> {
        let (value, found) = (claimed.value, self.values[t]);
        if value != found {
            let claimed = value;
            return Err(Fault::Value {
                tier: t,
                claimed,
                found,
            });
        }
        let kept = claimed.earlier.iter().zip(&self.values);
        let kept: i128 = kept.map(|(p, v)| i128::from(*p) * i128::from(*v)).sum();
        let at: Vec<AtPrices> = self
            .groups
            .par_iter()
            .zip(&self.sets)
            .map(|(group, sets)| AtPrices {
                sets: sets.iter().map(|set| set.cheapest(t)).collect(),
                unplaced: group
                    .unplaced
                    .iter()
                    .map(|costs| at_rates(costs, t, &claimed.earlier))
                    .collect(),
            })
            .collect();
        let groups = self.groups.par_iter().zip(&self.ways).zip(&at);
        let cheapest = groups.map(|((group, ways), at)| ways.cheapest(group, at));
        let cheapest: Option<Vec<i128>> = cheapest.collect();
        let cheapest = cheapest.ok_or(Fault::NoWay { tier: t })?;
        let bound = self.limits[t] + kept + cheapest.iter().sum::<i128>();
        let gap = i128::from(value) * ONE - bound;
        if gap < 0 {
            return Err(Fault::BelowBound { tier: t });
        }
        let groups = self.groups.par_iter().zip(&mut self.ways);
        let priced = self.sets.par_iter_mut().zip(at.par_iter().zip(&cheapest));
        groups
            .zip(priced)
            .for_each(|((group, ways), (sets, (at, cheapest)))| {
                let most = ways.close_above(group, at, cheapest + gap);
                for (set, most) in sets.iter_mut().zip(most) {
                    set.close_above(t, most);
                }
            });
        Ok(Proved {
            value,
            price_bound: whole_at_least(bound),
        })
    }
}

/// A cost in a tier, less what earlier tiers' multipliers charge.
pub fn at_rates(costs: &[i64], t: usize, earlier: &[i64]) -> i128 {
    let charged = earlier.iter().zip(costs);
    let charged: i128 = charged.map(|(p, c)| i128::from(*p) * i128::from(*c)).sum();
    i128::from(costs[t]) * ONE - charged
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_costs_more_than_the_most_is_closed_for_later_tiers() {
        let mut set = Set::default();
        set.add(&[3, 10]);
        set.add(&[5, 1]);
        set.add(&[4, 7]);
        assert_eq!((set.cheapest(0), set.cheapest(1)), (Some(3), Some(1)));
        set.close_above(0, Some(4));
        assert_eq!((set.cheapest(0), set.cheapest(1)), (Some(3), Some(7)));
        set.close_above(1, Some(6));
        assert_eq!(set.cheapest(1), None);
        let mut other = Set::default();
        other.add(&[3]);
        other.add(&[-(1 << 100)]);
        other.add(&[1 << 100]);
        assert_eq!(other.cheapest(0), Some(-(1 << 100)));
        other.close_above(0, Some(-(1 << 100)));
        assert_eq!(other.open, [false, true, false]);
        other.close_above(0, None);
        assert_eq!(other.cheapest(0), None);
    }
}
