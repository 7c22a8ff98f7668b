//! What could be at one home: blocks of children, what each costs in every tier, and the household rows.

use super::blocks::blocks_of;
use super::build::Terms;
use crate::candidates::Round;
use crate::duties::{self, Block, Duty, Facts, HouseholdRow};
use crate::model::{ChildIx, HomeIx};

/// One home's columns and rows, not yet numbered.
pub struct AtHome {
    /// The home.
    pub home: HomeIx,
    /// The blocks that could join those who stay.
    pub blocks: Vec<Block>,
    /// By block, then tier: its cost.
    pub costs: Vec<Vec<i64>>,
    /// By child who could come: what she would cost alone in each tier.
    pub alone: Vec<(ChildIx, Vec<i64>)>,
    /// Household rows that can bind; without those about particular children where the part is [`Self::limited`].
    pub rows: Vec<HouseholdRow>,
    /// Duties of the rows that are about nobody in particular.
    pub plain: Vec<&'static str>,
    /// Limits of those rows.
    pub limits: Vec<i64>,
    /// What a block can weigh in those rows.
    pub profiles: Vec<Vec<i64>>,
    /// By block: its profile.
    pub profile_of: Vec<u16>,
}

impl AtHome {
    /// Asks the duties, and charges blocks for the places they take. `able` are the children who could come one by
    /// one, in order; `terms` are in the parts in which the round counts.
    pub fn of(facts: &Facts, round: &Round, home: HomeIx, able: &[ChildIx], terms: &Terms) -> Self {
        let mut part = Self::limited(facts, round, home, able, terms);
        let household = round.household(facts, home);
        let apart = duties::ALL
            .iter()
            .flat_map(|duty| duty.keep_apart(&household, &part.blocks));
        let apart: Vec<HouseholdRow> = apart.filter(HouseholdRow::can_bind).collect();
        part.rows.extend(apart);
        // In order of duty, as the duties list them: the order of rows decides between plans that are as good.
        part.rows.sort_by_key(|row| row.duty);
        part
    }

    /// The same without rows about particular children.
    pub fn limited(
        facts: &Facts,
        round: &Round,
        home: HomeIx,
        able: &[ChildIx],
        terms: &Terms,
    ) -> Self {
        let household = round.household(facts, home);
        let costs_alone = |child: &ChildIx| (*child, pair_costs(facts, *child, home, terms));
        let alone: Vec<(ChildIx, Vec<i64>)> = able.iter().map(costs_alone).collect();
        let blocks = blocks_of(facts, round, home, able);
        let position = |child: &ChildIx| able.partition_point(|known| known < child);
        let cost_of = |block: &Block| {
            let at: Vec<usize> = block.children.iter().map(position).collect();
            let of_tier = |(t, terms): (usize, &Vec<_>)| {
                let alone = at.iter().map(|at| alone[*at].1[t]);
                let together = sum(terms, |duty| duty.block_points(&household, block));
                alone.sum::<i64>() + together + round.charge(t, block)
            };
            terms.iter().enumerate().map(of_tier).collect()
        };
        let costs = blocks.iter().map(cost_of).collect();
        let limits = duties::ALL
            .iter()
            .filter_map(|duty| duty.limit(&household, &blocks));
        let rows: Vec<HouseholdRow> = limits.filter(HouseholdRow::can_bind).collect();
        let mut part = Self {
            home,
            profile_of: Vec::with_capacity(blocks.len()),
            blocks,
            costs,
            alone,
            rows,
            plain: Vec::new(),
            limits: Vec::new(),
            profiles: Vec::new(),
        };
        part.find_profiles();
        part
    }

    /// Rows that are about nobody in particular weigh blocks by kind; blocks that weigh the same in all of
    /// them are of one profile.
    fn find_profiles(&mut self) {
        let plain: Vec<&HouseholdRow> = self.rows.iter().filter(|r| r.about.is_empty()).collect();
        self.plain = plain.iter().map(|row| row.duty).collect();
        self.limits = plain.iter().map(|row| row.limit).collect();
        let mut weights = vec![vec![0_i64; plain.len()]; self.blocks.len()];
        for (r, row) in plain.iter().enumerate() {
            for &(block, coefficient) in &row.terms {
                weights[block][r] += coefficient;
            }
        }
        for weighs in weights {
            let known = self.profiles.iter().position(|p| *p == weighs);
            let at = known.unwrap_or_else(|| {
                self.profiles.push(weighs);
                self.profiles.len() - 1
            });
            self.profile_of.push(at as u16);
        }
    }
}

/// What a child costs in a home in each tier, whoever else is there.
pub fn pair_costs(facts: &Facts, child: ChildIx, home: HomeIx, terms: &Terms) -> Vec<i64> {
    let pair = facts.pair(child, home);
    let of_tier = |terms: &Vec<_>| sum(terms, |duty| duty.points(&pair));
    terms.iter().map(of_tier).collect()
}

/// What leaving a child unplaced costs in each tier by itself.
pub fn unplaced_costs(facts: &Facts, child: ChildIx, terms: &Terms) -> Vec<i64> {
    let of_tier = |terms: &Vec<_>| sum(terms, |duty| duty.unplaced_points(facts, child));
    terms.iter().map(of_tier).collect()
}

fn sum(terms: &[(&'static dyn Duty, i64)], points: impl Fn(&dyn Duty) -> i64) -> i64 {
    let weighed = terms.iter().map(|(duty, weight)| weight * points(*duty));
    weighed.sum()
}
