//! Which of a cell's children could go to each of its homes, all of them or the nearest homes of each child.

use std::collections::{HashMap, HashSet};

use super::whole::Whole;
use crate::model::ChildIx;

/// By home, in order: the children of a cell who could go there, in order. With `nearest`, each child looks at so many
/// of her nearest homes.
pub fn could_go(
    whole: &Whole,
    homes: &[u32],
    own: &HashSet<ChildIx>,
    nearest: Option<usize>,
) -> Vec<Vec<ChildIx>> {
    let all = homes.iter().map(|home| {
        let could = whole.able[*home as usize].iter();
        could.filter(|child| own.contains(child)).copied().collect()
    });
    let all: Vec<Vec<ChildIx>> = all.collect();
    let Some(nearest) = nearest else {
        return all;
    };
    let mut of_child: HashMap<ChildIx, Vec<(i64, u32)>> = HashMap::new();
    for (at, (home, could)) in homes.iter().zip(&all).enumerate() {
        for child in could {
            let far = whole.squared_metres(*child, *home);
            let known = of_child.entry(*child).or_default();
            known.push((far, at as u32));
        }
    }
    let mut kept = vec![Vec::new(); homes.len()];
    let mut children: Vec<(ChildIx, Vec<(i64, u32)>)> = of_child.into_iter().collect();
    children.sort_unstable_by_key(|(child, _)| *child);
    for (child, mut homes) in children {
        homes.sort_unstable();
        for (_, at) in homes.into_iter().take(nearest) {
            kept[at as usize].push(child);
        }
    }
    kept
}
