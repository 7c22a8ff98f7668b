//! What a round charges for places that children who may come could need: an additional measured term of its
//! tiers, in whole numbers, that the optimiser and the checker each add to the duties' own.
//!
//! A tier that is charged is counted in parts of its unit (its scale), so that a fraction of a count can be a
//! price. The last tier in which children are placed at all keeps a promise as well: leaving a child whom the round
//! places without prices weighs more there than all charges of a plan together, and one child more left than need be
//! weighs more than all promises. So among the plans that leave as few children, one that leaves exactly the same
//! children is best, whoever may come; and of these, one that takes few places that others will need.

use crate::duties::Block;
use crate::model::{ChildIx, HomeIx};

/// Most parts of a unit, so that solver and fixed-point prices stay exact.
const MOST_PARTS: i64 = 1_000_000;

/// The charges of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scarcity {
    tiers: Vec<Charges>,
    /// The children whom the round places without prices, in order.
    promised: Vec<ChildIx>,
    /// The tier that keeps the promise, and what breaking it for one child weighs there, in parts.
    promised_in: Option<(usize, i64)>,
}

/// The charges of one tier.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Charges {
    /// Parts that make one unit of the tier.
    scale: i64,
    /// Parts that make one unit of what a place costs: the scale, but where a promise is kept a unit has far more.
    priced_in: i64,
    /// What one place of each home costs, in parts; empty where nothing is charged.
    places: Vec<i64>,
}

impl Scarcity {
    /// No charges over so many tiers.
    pub fn none(tiers: usize) -> Self {
        let free = Charges {
            scale: 1,
            priced_in: 1,
            places: Vec::new(),
        };
        Self {
            tiers: vec![free; tiers],
            promised: Vec::new(),
            promised_in: None,
        }
    }

    /// Charges the places of each home in a tier, so many parts a place and so many parts a unit. Charges below
    /// 0 count as 0, and a tier without any is left as it is.
    pub fn charge_places(&mut self, tier: usize, scale: i64, places: Vec<i64>) {
        let places: Vec<i64> = places.into_iter().map(|price| price.max(0)).collect();
        if places.iter().any(|price| *price > 0) {
            self.tiers[tier] = Charges {
                scale,
                priced_in: scale,
                places,
            };
        }
    }

    /// Promises that these children, in order, are placed whatever the prices are, in a round of so many. Places may
    /// be charged in this tier already, in parts of any size; its scale becomes what the promise needs. They are not
    /// charged after all where the numbers would grow too large to be exact.
    pub fn promise(&mut self, tier: usize, children: Vec<ChildIx>, to_place: usize) {
        debug_assert!(children.is_sorted());
        let to_place = to_place as i64;
        let charges = &mut self.tiers[tier];
        let dearest = charges.places.iter().copied().max().unwrap_or(0);
        // A plan takes a place for each child at most.
        let weight = dearest.saturating_mul(to_place).saturating_add(1);
        let scale = weight.saturating_mul(to_place + 1);
        let (weight, scale) = if scale > MOST_PARTS {
            charges.places.clear();
            (1, to_place + 1)
        } else {
            (weight, scale)
        };
        charges.scale = scale;
        self.promised = children;
        self.promised_in = Some((tier, weight));
    }

    /// Whether no place is charged in any tier.
    pub fn is_free(&self) -> bool {
        self.tiers.iter().all(|tier| tier.places.is_empty())
    }

    /// Whether places are charged in a tier.
    pub fn is_charged(&self, tier: usize) -> bool {
        !self.tiers[tier].places.is_empty()
    }

    /// Parts that make one unit of a tier.
    pub fn scale(&self, tier: usize) -> i64 {
        self.tiers[tier].scale
    }

    /// Parts that make one unit of a tier's price for a place.
    pub fn priced_in(&self, tier: usize) -> i64 {
        self.tiers[tier].priced_in
    }

    /// What one place of a home costs in a tier, in parts.
    pub fn place(&self, tier: usize, home: HomeIx) -> i64 {
        self.tiers[tier].places.get(home.at()).copied().unwrap_or(0)
    }

    /// What a block is charged in a tier: its size × the price of the home's place, in parts.
    pub fn of_block(&self, tier: usize, block: &Block) -> i64 {
        block.size() * self.place(tier, block.home)
    }

    /// What leaving a child unplaced is charged in a tier, in parts.
    pub fn of_leaving(&self, tier: usize, child: ChildIx) -> i64 {
        match self.promised_in {
            Some((of, weight)) if of == tier && self.promised.binary_search(&child).is_ok() => {
                weight
            }
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(home: u32, children: &[u32]) -> Block {
        Block {
            home: HomeIx(home),
            children: children.iter().copied().map(ChildIx).collect(),
            shares: 0,
        }
    }

    #[test]
    fn a_block_is_charged_for_every_place_it_takes() {
        let mut scarcity = Scarcity::none(3);
        scarcity.charge_places(2, 10, vec![0, 7, -3]);
        assert_eq!(scarcity.of_block(2, &block(1, &[0, 4])), 14);
        assert_eq!(scarcity.of_block(2, &block(2, &[0])), 0);
        assert_eq!(scarcity.of_block(1, &block(1, &[0])), 0);
        assert_eq!((scarcity.scale(1), scarcity.scale(2)), (1, 10));
    }

    #[test]
    fn a_tier_in_which_nothing_is_charged_keeps_its_unit() {
        let mut scarcity = Scarcity::none(1);
        scarcity.charge_places(0, 10, vec![0, -1]);
        assert_eq!(scarcity.scale(0), 1);
        assert!(scarcity.is_free());
    }

    #[test]
    fn a_child_left_weighs_more_than_all_promises_and_a_promise_more_than_all_charges() {
        let mut scarcity = Scarcity::none(2);
        scarcity.charge_places(1, 10, vec![3, 7]);
        scarcity.promise(1, vec![ChildIx(3), ChildIx(5)], 2);
        let kept = scarcity.of_leaving(1, ChildIx(3));
        assert!(kept > 2 * scarcity.place(1, HomeIx(1)));
        assert_eq!(scarcity.of_leaving(1, ChildIx(4)), 0);
        assert_eq!(scarcity.of_leaving(0, ChildIx(3)), 0);
        assert!(scarcity.scale(1) > 2 * kept);
        // Ten parts of a price are a child still.
        assert_eq!(scarcity.priced_in(1), 10);
    }

    #[test]
    fn a_promise_to_very_many_does_without_charges() {
        let mut scarcity = Scarcity::none(1);
        scarcity.charge_places(0, 10, vec![10]);
        scarcity.promise(0, Vec::new(), 5_000);
        assert!(scarcity.is_free());
        assert_eq!(scarcity.scale(0), 5_001);
    }
}
