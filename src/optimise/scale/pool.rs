//! A pool of good columns of a component: of each set of brothers and sisters the cheapest few at some prices in each
//! tier.

use super::whole::Whole;

/// How many columns of a set one pass keeps for each tier.
const KEPT: usize = 4;

/// A column that was worth keeping.
#[derive(Debug, Clone)]
pub struct Column {
    /// Position of its home.
    pub home: u32,
    /// Bedrooms saved by sharing.
    pub shares: u8,
    /// Cost by tier.
    pub costs: Box<[i64]>,
    /// Rows and coefficients.
    pub rows: Box<[(u32, i64)]>,
}

/// The columns of one set of brothers and sisters.
#[derive(Debug, Clone)]
pub struct Set {
    /// Bit mask of the group's children.
    pub mask: u32,
    /// Columns, in order of home.
    pub columns: Vec<Column>,
}

/// The pool.
pub struct Pool {
    /// By group: its sets, by mask.
    pub groups: Vec<Vec<Set>>,
}

impl Pool {
    /// An empty pool.
    pub fn of(whole: &Whole) -> Self {
        Self {
            groups: vec![Vec::new(); whole.groups.len()],
        }
    }

    /// How many columns there are.
    pub fn len(&self) -> usize {
        let sets = self.groups.iter().flatten();
        sets.map(|set| set.columns.len()).sum()
    }

    /// Takes over the best columns of a pass.
    pub fn take(&mut self, tops: Tops) {
        for (sets, found) in self.groups.iter_mut().zip(tops.groups) {
            for top in found {
                let at = sets.binary_search_by_key(&top.mask, |set| set.mask);
                let at = at.unwrap_or_else(|at| {
                    let (mask, columns) = (top.mask, Vec::new());
                    sets.insert(at, Set { mask, columns });
                    at
                });
                // A column that is known may stand in rows that were found since.
                let columns = &mut sets[at].columns;
                let known = std::mem::replace(columns, top.worth_keeping());
                columns.extend(known);
                columns.sort_by_key(|column| (column.home, column.shares));
                columns.dedup_by_key(|column| (column.home, column.shares));
            }
        }
    }
}

/// What a column costs at prices, and which it is: the order in which ties are broken.
type Ranked = (i128, u32, u8);

/// The best columns of one set in a pass.
#[derive(Debug, Clone)]
pub struct Top {
    /// Bit mask of the children.
    pub mask: u32,
    /// By tier: the cheapest, in order.
    pub best: Vec<Vec<Ranked>>,
    columns: Vec<Column>,
}

impl Top {
    fn is_kept(&self, column: &Column) -> bool {
        let mut best = self.best.iter().flatten();
        best.any(|(_, home, shares)| (*home, *shares) == (column.home, column.shares))
    }

    fn worth_keeping(mut self) -> Vec<Column> {
        let columns = std::mem::take(&mut self.columns);
        columns.into_iter().filter(|c| self.is_kept(c)).collect()
    }
}

/// The best columns of every set in a pass.
pub struct Tops {
    /// By group, in order of finding.
    pub groups: Vec<Vec<Top>>,
    tiers: usize,
}

impl Tops {
    /// Nothing was seen.
    pub fn of(whole: &Whole) -> Self {
        Self {
            groups: vec![Vec::new(); whole.groups.len()],
            tiers: whole.tiers.len(),
        }
    }

    /// Whether a column is among the best so far in some tier.
    pub fn wants(&self, group: u32, mask: u32, costs: &[i128], home: u32, shares: u8) -> bool {
        let known = self.groups[group as usize].iter();
        let mut known = known.filter(|top| top.mask == mask);
        known.next().is_none_or(|top| {
            let mut pairs = top.best.iter().zip(costs);
            pairs.any(|(best, cost)| is_among(best, (*cost, home, shares)))
        })
    }

    /// Takes a column if it is among the best in some tier.
    pub fn offer(&mut self, group: u32, mask: u32, costs: &[i128], column: Column) {
        let tops = &mut self.groups[group as usize];
        let at = tops.iter().position(|top| top.mask == mask);
        let at = at.unwrap_or_else(|| {
            tops.push(Top {
                mask,
                best: vec![Vec::with_capacity(KEPT + 1); self.tiers],
                columns: Vec::new(),
            });
            tops.len() - 1
        });
        let top = &mut tops[at];
        let mut taken = false;
        for (best, &cost) in top.best.iter_mut().zip(costs) {
            let ranked = (cost, column.home, column.shares);
            if is_among(best, ranked) {
                best.insert(best.partition_point(|known| *known < ranked), ranked);
                best.truncate(KEPT);
                taken = true;
            }
        }
        if taken {
            top.columns.push(column);
            if top.columns.len() > 2 * KEPT * self.tiers {
                let columns = std::mem::take(&mut top.columns);
                top.columns = columns.into_iter().filter(|c| top.is_kept(c)).collect();
            }
        }
    }
}

fn is_among(best: &[Ranked], ranked: Ranked) -> bool {
    best.len() < KEPT || best.last().is_some_and(|last| ranked < *last)
}
