//! Brothers and sisters: groups of the known sizes and share, some all in one home, some apart.

use std::collections::BTreeMap;

use super::draws::Draws;
use super::figures::Siblings;
use super::geography::Geography;
use super::person::{Person, could_be_siblings};
use super::quota::{repeated, share_out};
use super::settings::{Cell, Setting};
use crate::model::EthnicGroup;

/// Children who live in one home, by index; all of one family, or one child alone.
pub type Unit = Vec<usize>;

/// How many candidates are compared before the likeliest brother or sister is chosen.
const LOOK_AT: usize = 24;

/// Forms the families; returns who lives together, each child once.
pub fn form(
    draws: &mut Draws,
    people: &mut [Person],
    figures: &Siblings,
    geography: &Geography,
) -> Vec<Unit> {
    let mut former = Former::new(people);
    let wanted = (people.len() as f64 * figures.in_a_group_percent / 100.0).round() as usize;
    let mut units = Vec::new();
    let (mut families, mut grouped) = (0, 0);
    let mut sizes = sizes(wanted, &figures.sizes_percent);
    sizes.sort_unstable_by(|a, b| b.cmp(a));
    // Large groups are apart more often: every second group of two, fewer of the larger ones.
    let together = together(draws, &sizes, figures.together_percent / 100.0);
    for (size, together) in sizes.into_iter().zip(together) {
        let split = if together {
            vec![size]
        } else {
            split(draws, size)
        };
        if let Some(family) = former.family(draws, people, geography, &split) {
            for unit in &family {
                grouped += unit.len();
                unit.iter().for_each(|&i| people[i].family = Some(families));
            }
            families += 1;
            units.extend(family);
        }
    }
    // What could not be formed (no more children alike) is made up with pairs, as far as they go.
    while grouped + 2 <= wanted {
        let Some(family) = former.family(draws, people, geography, &[1, 1]) else {
            break;
        };
        family
            .iter()
            .flatten()
            .for_each(|&i| people[i].family = Some(families));
        (families, grouped) = (families + 1, grouped + 2);
        units.extend(family);
    }
    let alone = (0..people.len()).filter(|&i| people[i].family.is_none());
    units.extend(alone.map(|i| vec![i]));
    units
}

/// Sizes of groups whose children add up to the number wanted.
pub fn sizes(wanted: usize, percents: &[f64]) -> Vec<usize> {
    let sum: f64 = percents.iter().sum();
    let mean: f64 = percents
        .iter()
        .zip(2..)
        .map(|(p, size)| p * f64::from(size))
        .sum::<f64>()
        / sum.max(1.0);
    let groups = (wanted as f64 / mean.max(2.0)).round() as usize;
    let numbers = share_out(groups, percents);
    let values: Vec<usize> = (2..2 + percents.len()).collect();
    let mut sizes = repeated(&values, &numbers);
    let mut now: usize = sizes.iter().sum();
    for size in &mut sizes {
        if now < wanted && *size == 2 {
            (*size, now) = (3, now + 1);
        } else if now > wanted && *size > 2 {
            (*size, now) = (*size - 1, now - 1);
        }
    }
    sizes
}

/// Which groups are all together: the quota, drawn so that larger ones are less often among them.
fn together(draws: &mut Draws, sizes: &[usize], share: f64) -> Vec<bool> {
    let mut weights: Vec<f64> = sizes.iter().map(|&size| 2.0 / size as f64).collect();
    let mut chosen = vec![false; sizes.len()];
    for _ in 0..(sizes.len() as f64 * share).round() as usize {
        if let Some(at) = draws.weighted(&weights) {
            (chosen[at], weights[at]) = (true, 0.0);
        }
    }
    chosen
}

/// How a group that is apart is divided into homes.
fn split(draws: &mut Draws, size: usize) -> Vec<usize> {
    match size {
        2 => vec![1, 1],
        3 if draws.chance(0.6) => vec![2, 1],
        3 => vec![1, 1, 1],
        4 if draws.chance(0.5) => vec![2, 2],
        n if draws.chance(0.5) => vec![n - 2, 1, 1],
        n => vec![2, n - 2],
    }
}

type Bucket = (Setting, Cell, EthnicGroup);

struct Former {
    alike: BTreeMap<Bucket, Vec<usize>>,
    groups: BTreeMap<EthnicGroup, Vec<usize>>,
    everyone: Vec<usize>,
    in_families: Vec<usize>,
    taken: Vec<bool>,
}

impl Former {
    /// Those who can be in a family here: not unaccompanied, and with a home to measure from.
    fn new(people: &[Person]) -> Self {
        let mut alike: BTreeMap<Bucket, Vec<usize>> = BTreeMap::new();
        let mut groups: BTreeMap<EthnicGroup, Vec<usize>> = BTreeMap::new();
        let (mut everyone, mut in_families) = (Vec::new(), Vec::new());
        for (i, p) in people
            .iter()
            .enumerate()
            .filter(|(_, p)| !p.uasc && p.cell.is_known())
        {
            everyone.push(i);
            groups.entry(p.group).or_default().push(i);
            if p.setting.is_family() {
                in_families.push(i);
                alike
                    .entry((p.setting, p.cell, p.group))
                    .or_default()
                    .push(i);
            }
        }
        Self {
            alike,
            groups,
            everyone,
            in_families,
            taken: vec![false; people.len()],
        }
    }

    /// One family divided as asked, or `None` after many tries.
    fn family(
        &mut self,
        draws: &mut Draws,
        people: &[Person],
        geography: &Geography,
        split: &[usize],
    ) -> Option<Vec<Unit>> {
        for _ in 0..40 {
            let mut members: Vec<usize> = Vec::new();
            let mut units: Vec<Unit> = Vec::new();
            for &size in split {
                let Some(unit) = self.unit(draws, people, geography, &members, size) else {
                    break;
                };
                members.extend(&unit);
                units.push(unit);
            }
            if units.len() == split.len() {
                members.iter().for_each(|&i| self.taken[i] = true);
                return Some(units);
            }
        }
        None
    }

    fn unit(
        &mut self,
        draws: &mut Draws,
        people: &[Person],
        geography: &Geography,
        kin: &[usize],
        size: usize,
    ) -> Option<Unit> {
        let list = match (kin.first(), size) {
            (None, 1) => &mut self.everyone,
            (None, _) => &mut self.in_families,
            (Some(&first), _) => self.groups.get_mut(&people[first].group)?,
        };
        let may_join = |i: usize| {
            let fits = size == 1 || people[i].setting.is_family();
            let cells = kin.iter().chain([&i]).map(|&k| people[k].cell);
            fits && geography.can_share_a_home(cells)
        };
        let mut unit = vec![likeliest(draws, list, &self.taken, people, kin, may_join)?];
        let first = &people[unit[0]];
        let bucket = (first.setting, first.cell, first.group);
        while unit.len() < size {
            let list = self.alike.get_mut(&bucket)?;
            let so_far: Vec<usize> = kin.iter().chain(&unit).copied().collect();
            unit.push(likeliest(
                draws,
                list,
                &self.taken,
                people,
                &so_far,
                |_| true,
            )?);
        }
        Some(unit)
    }
}

/// Of some children drawn from the list, the likeliest brother or sister of these; drops the taken on the way.
fn likeliest(
    draws: &mut Draws,
    list: &mut Vec<usize>,
    taken: &[bool],
    people: &[Person],
    kin: &[usize],
    may_join: impl Fn(usize) -> bool,
) -> Option<usize> {
    let mut best: Option<(i32, usize)> = None;
    for _ in 0..LOOK_AT {
        if list.is_empty() {
            break;
        }
        let at = draws.below(list.len());
        let candidate = list[at];
        if taken[candidate] {
            list.swap_remove(at);
            continue;
        }
        let possible = |&k: &usize| {
            k != candidate && could_be_siblings(people[k].born, people[candidate].born)
        };
        if !kin.iter().all(possible) || !may_join(candidate) {
            continue;
        }
        if kin.is_empty() {
            return Some(candidate);
        }
        let score = kin
            .iter()
            .map(|&k| likeness(&people[k], &people[candidate]))
            .sum();
        if best.is_none_or(|(high, _)| score > high) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn likeness(a: &Person, b: &Person) -> i32 {
    let years = i32::from(a.age.abs_diff(b.age));
    4 * i32::from(a.legal == b.legal) + 4 * i32::from(a.need == b.need) - (years - 2).abs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn group_sizes_add_up_to_the_children_wanted() {
        for wanted in 20..400 {
            assert_eq!(
                sizes(wanted, &[60.0, 25.0, 10.0, 4.0, 1.0])
                    .iter()
                    .sum::<usize>(),
                wanted
            );
        }
        assert!(sizes(0, &[60.0, 25.0]).is_empty());
    }
}
