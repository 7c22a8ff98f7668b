//! The pool as flat lists, which polishing goes through thousands of times.

use super::open::Open;
use super::pool::Pool;
use super::whole::Whole;

/// The pool, side by side.
pub struct Flat {
    /// How many tiers there are.
    pub tiers: usize,
    /// By group: its first child, and its first set; one more at the end.
    pub groups: Vec<(usize, usize)>,
    /// Mask and first column; one more at the end.
    pub sets: Vec<(u32, usize)>,
    /// By column, then tier.
    pub costs: Vec<f64>,
    /// By column: where its rows begin; one more at the end.
    pub first_row: Vec<usize>,
    /// Rows and coefficients.
    pub rows: Vec<(u32, f64)>,
    /// By child, groups side by side, then tier: cost of leaving her unplaced.
    pub leaving: Vec<f64>,
    /// By child: whether she may be left unplaced.
    pub may_leave: Vec<bool>,
    /// By tier: how far the columns of a set lie apart, on average.
    pub spread: Vec<f64>,
}

impl Flat {
    /// Lays a pool side by side.
    pub fn of(whole: &Whole, pool: &Pool, open: &Open) -> Self {
        let tiers = whole.tiers.len();
        let mut flat = Self {
            tiers,
            groups: Vec::new(),
            sets: Vec::new(),
            costs: Vec::new(),
            first_row: Vec::new(),
            rows: Vec::new(),
            leaving: Vec::new(),
            may_leave: Vec::new(),
            spread: vec![0.0; tiers],
        };
        let mut costs = vec![0; tiers];
        for (g, group) in whole.groups.iter().enumerate() {
            flat.groups
                .push((flat.leaving.len() / tiers, flat.sets.len()));
            for costs in &group.unplaced {
                flat.leaving.extend(costs.iter().map(|cost| *cost as f64));
            }
            let open = &open.groups[g];
            flat.may_leave.extend(&open.leaving);
            for ((set, picked), open) in pool.sets(g).zip(&open.sets) {
                let picked = picked.iter().copied();
                let picked: Vec<u32> = picked.filter(|column| open[*column as usize]).collect();
                if picked.is_empty() {
                    continue;
                }
                flat.sets.push((set.mask, flat.first_row.len()));
                let mut span = vec![(i64::MAX, i64::MIN); tiers];
                for column in picked {
                    set.costs(column, &mut costs);
                    for ((least, most), cost) in span.iter_mut().zip(&costs) {
                        (*least, *most) = ((*least).min(*cost), (*most).max(*cost));
                    }
                    flat.costs.extend(costs.iter().map(|cost| *cost as f64));
                    flat.first_row.push(flat.rows.len());
                    let stands = pool.store.stands(set, column);
                    flat.rows.extend(stands.map(|(row, c)| (row, c as f64)));
                }
                for (spread, (least, most)) in flat.spread.iter_mut().zip(span) {
                    *spread += (most - least) as f64;
                }
            }
        }
        for spread in &mut flat.spread {
            *spread /= whole.groups.len() as f64;
        }
        flat.groups.push((flat.may_leave.len(), flat.sets.len()));
        flat.sets.push((0, flat.first_row.len()));
        flat.first_row.push(flat.rows.len());
        flat
    }
}
