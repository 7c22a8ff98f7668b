//! Brothers and sisters who came into care together.

use std::collections::HashMap;
use std::sync::Arc;

use super::Spell;
use crate::model::Council;

/// Days between the beginnings of two spells that count as one arrival.
const TOGETHER: i32 = 7;

/// Gives spells of linked children that began within a week one group. Links are known of the children who are in care
/// now; of those who have left, [`super::likely`] tells some. Where it cannot, groups of the past look smaller than they
/// were, which shows as more variance between years, and the rate of arrivals takes that up.
pub fn group(council: &Council, ids: &[Arc<str>], spells: &mut [Spell]) {
    let numbers: HashMap<&str, u32> = (0..).zip(ids).map(|(at, id)| (&**id, at)).collect();
    let mut of_child: HashMap<u32, Vec<usize>> = HashMap::new();
    for (at, spell) in spells.iter().enumerate() {
        of_child.entry(spell.child).or_default().push(at);
    }
    let mut parent: Vec<usize> = (0..spells.len()).collect();
    for link in &council.sibling_links {
        let spells_of = |ix| {
            let number = numbers.get(council.child(ix).id.as_str());
            number
                .and_then(|n| of_child.get(n))
                .map_or(&[][..], Vec::as_slice)
        };
        for &a in spells_of(link.pair.0) {
            for &b in spells_of(link.pair.1) {
                if (spells[a].start - spells[b].start).abs() <= TOGETHER {
                    let (a, b) = (root(&parent, a), root(&parent, b));
                    parent[a.max(b)] = a.min(b);
                }
            }
        }
    }
    for (a, b) in super::likely::pairs(council, ids, spells) {
        let (a, b) = (root(&parent, a), root(&parent, b));
        parent[a.max(b)] = a.min(b);
    }
    for (at, spell) in spells.iter_mut().enumerate() {
        spell.group = root(&parent, at) as u32;
    }
}

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::read;
    use crate::forecast::history::testing::{council, episode};
    use crate::model::{Child, ChildIx, Date, Sex, SiblingLink, SiblingPlan};

    #[test]
    fn linked_children_who_came_within_a_week_are_one_group() {
        let born = "2012-01-01";
        let rows = vec![
            episode("A", born, ("2017-05-01", "2018-01-01"), "S U4 PR1 E4A"),
            episode("A", born, ("2019-05-01", ""), "S U4 PR1"),
            episode("B", born, ("2017-05-08", ""), "S U4 PR1"),
            episode("C", born, ("2019-05-09", ""), "S U4 PR1"),
        ];
        let mut council = council(rows, "2020-03-31");
        let day = Date::constant(2012, 1, 1);
        council.children = ["A", "B", "C"]
            .map(|id| Child::new(id, day, Sex::Female, day))
            .to_vec();
        for other in [1, 2] {
            council.sibling_links.push(SiblingLink {
                pair: (ChildIx(0), ChildIx(other)),
                plan: SiblingPlan::Together,
                reason: None,
            });
        }
        let mut read = read::spells(&council);
        group(&council, &read.ids, &mut read.spells);
        // A and B came seven days apart; A's second time and C eight.
        let groups: Vec<u32> = read.spells.iter().map(|s| s.group).collect();
        assert_eq!(groups, [0, 1, 0, 3]);
    }
}
