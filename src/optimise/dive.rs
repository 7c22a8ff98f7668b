//! A quick look for a plan that is close enough, among a few columns that are likely to be in one. It proves nothing by
//! itself: the prices do, or the search that follows.

use std::time::Instant;

use super::SolveError;
use super::face::Face;
use super::limits::Limits;
use super::prices::Priced;
use super::search::search_among;
use super::tiers::Stand;
use crate::model::Tier;

/// Most nodes.
const NODES: i32 = 50;

/// Columns for each child in the second look.
const COLUMNS: usize = 4;

/// Most columns of the search that follows.
pub const SEARCHED: usize = 13_000;

impl Stand<'_> {
    /// Where to look, the fewest columns first: those that the relaxation uses; of those that it holds the ones that
    /// prices like best; and all that it holds, if they are not too many. Nowhere, unless the limits ask for it; where
    /// only a plan better than the one `at_hand` is sought, in the first two.
    pub fn likely(&self, used: Vec<u32>, priced: &Priced, at_hand: bool) -> Vec<Vec<u32>> {
        if !(self.limits.dive || at_hand) || used.is_empty() {
            return Vec::new();
        }
        let held = self.live.blocks().filter(|j| self.face.open[*j as usize]);
        let mut held: Vec<(i128, u32)> = held
            .filter_map(|j| Some((priced.reduced(&self.face, j)?, j)))
            .collect();
        held.sort_unstable();
        let best = held.len().min(COLUMNS * self.face.problem.children.len());
        let columns = |of: &[(i128, u32)]| of.iter().map(|(_, j)| *j).chain(used.clone()).collect();
        let mut likely = vec![used.clone(), columns(&held[..best])];
        if self.limits.dive && best < held.len() && held.len() <= SEARCHED {
            likely.push(columns(&held));
        }
        likely
    }
}

/// Looks for a better plan among a few columns and those of the plan at hand; gives the nodes that it took.
pub fn dive(
    face: &mut Face,
    t: usize,
    tier: &Tier,
    columns: &[u32],
    limits: Limits,
) -> Result<u64, SolveError> {
    let started = Instant::now();
    let mut columns: Vec<u32> = columns
        .iter()
        .chain(face.incumbent.iter().flatten())
        .copied()
        .collect();
    columns.sort_unstable();
    columns.dedup();
    let few = Limits {
        nodes: NODES,
        dive: true,
        ..limits
    };
    // Among so few columns a tenth of the gap is soon reached.
    let mut closer = tier.clone();
    closer.tolerance /= 10.0;
    let found = search_among(face, t, &closer, &columns, few)?;
    if let Some(chosen) = found.chosen {
        face.improve(t, chosen);
    }
    tracing::debug!(
        tier = tier.name,
        columns = columns.len(),
        nodes = found.nodes,
        value = face.value(t),
        seconds = started.elapsed().as_secs_f64(),
        "dived"
    );
    Ok(found.nodes)
}
