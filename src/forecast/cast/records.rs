//! Which record of the council's list a child who comes is like.

use std::collections::HashMap;

use super::Setting;
use crate::forecast::history::State;
use crate::model::{ChildIx, Council};

/// How many records of the nearest age are drawn from.
const NEAREST: usize = 12;

/// Records by setting, stream and age.
#[derive(Debug, Clone)]
pub struct Records {
    /// Of each child: the state that she lives in, where she lives anywhere.
    pub lives: Vec<Option<State>>,
    /// By id.
    ids: HashMap<String, ChildIx>,
    /// By setting and stream (unaccompanied last): records in order of age.
    pools: Vec<Vec<(u8, ChildIx)>>,
}

impl Records {
    /// Of a council.
    pub fn of(council: &Council) -> Self {
        let mut lives = vec![None; council.children.len()];
        for placement in &council.placements {
            lives[placement.child.at()] = Some(Setting::state(council.home(placement.home)));
        }
        let mut pools: Vec<Vec<(u8, ChildIx)>> = vec![Vec::new(); 2 * Setting::ALL.len()];
        for child in council.looked_after() {
            let record = council.child(child);
            let setting = lives[child.at()].and_then(Setting::of_state);
            if let Some(setting) = setting {
                pools[at(setting, record.flags.uasc)].push((council.age(child), child));
            }
        }
        for pool in &mut pools {
            pool.sort_unstable();
        }
        let ids = council.child_indices();
        Self {
            ids: ids.map(|ix| (council.child(ix).id.clone(), ix)).collect(),
            lives,
            pools,
        }
    }

    /// The record of an id.
    pub fn by_id(&self, id: &str) -> Option<ChildIx> {
        self.ids.get(id).copied()
    }

    /// A record of a child in a setting, of nearly this age, by a number from 0 to 1. Where no child of the stream lives in
    /// the setting, one of the other stream; where nobody does, `None`.
    pub fn like(&self, setting: Setting, uasc: bool, age: u8, unit: f64) -> Option<ChildIx> {
        let pools = [at(setting, uasc), at(setting, !uasc)];
        let pool = pools.iter().map(|at| &self.pools[*at]);
        let pool = pool.into_iter().find(|pool| !pool.is_empty())?;
        // The nearest in age stand together in the order of age.
        let middle = pool.partition_point(|(a, _)| *a < age);
        let same = pool.partition_point(|(a, _)| *a <= age) - middle;
        let wanted = NEAREST.max(same).min(pool.len());
        let from = (middle + same / 2)
            .saturating_sub(wanted / 2)
            .min(pool.len() - wanted);
        let at = from + ((unit * wanted as f64) as usize).min(wanted - 1);
        Some(pool[at].1)
    }
}

const fn at(setting: Setting, uasc: bool) -> usize {
    setting as usize * 2 + uasc as usize
}
