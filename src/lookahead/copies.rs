//! A council with copies of the families whom some future draws, as children without a home.

use super::history::History;
use crate::duties::Facts;
use crate::model::{Child, ChildIx, Council, Date, SiblingLink, days_between};

/// Days of a school year, which a child who comes later is younger in.
const DAYS_A_YEAR: i32 = 365;

/// A council with copies beside its own children.
pub struct Copies {
    /// The council; copies stand after its own children.
    pub council: Council,
    /// By family of the history, then copy: its children.
    families: Vec<Vec<Vec<ChildIx>>>,
}

impl Copies {
    /// As many copies of each family as one future needs at most.
    pub fn of(facts: &Facts, history: &History, futures: &[Vec<usize>]) -> Self {
        let mut most = vec![0_usize; history.families.len()];
        for future in futures {
            for families in future.chunk_by(|a, b| a == b) {
                let needed = &mut most[families[0]];
                *needed = families.len().max(*needed);
            }
        }
        let mut copies = Self {
            council: facts.council.clone(),
            families: vec![Vec::new(); most.len()],
        };
        for (family, copied) in most.into_iter().enumerate() {
            for _ in 0..copied {
                copies.copy(facts, family, history);
            }
        }
        copies
    }

    fn copy(&mut self, facts: &Facts, family: usize, history: &History) {
        let children = &history.families[family];
        let days = days_between(facts.council.child(children[0]).entered_care, history.day);
        let nth = self.families[family].len() + 1;
        let first = self.council.children.len() as u32;
        let copies: Vec<ChildIx> = (0..children.len() as u32)
            .map(|i| ChildIx(first + i))
            .collect();
        for &child in children {
            let child = stranger(facts.council.child(child), nth, days);
            self.council.children.push(child);
        }
        for (b, &second) in children.iter().enumerate() {
            for (a, &first) in children[..b].iter().enumerate() {
                if let Some(plan) = facts.families.plan(first, second) {
                    self.council.sibling_links.push(SiblingLink {
                        pair: (copies[a], copies[b]),
                        plan,
                        reason: None,
                    });
                }
            }
        }
        self.families[family].push(copies);
    }

    /// The children of a future, in order.
    pub fn children(&self, future: &[usize]) -> Vec<ChildIx> {
        let families = future.chunk_by(|a, b| a == b);
        let mut children: Vec<ChildIx> = families
            .flat_map(|same| self.families[same[0]][..same.len()].iter().flatten())
            .copied()
            .collect();
        children.sort_unstable();
        children
    }
}

/// A child with the same needs whom nobody knows: no home, no plan to leave one, nobody to be kept from. She comes so
/// many days later, and is as old then as she was when she came.
fn stranger(child: &Child, nth: usize, days: i32) -> Child {
    let mut copy = child.clone();
    copy.id = format!("{}~{nth}", child.id);
    let later = |day: Date| day.saturating_add(jiff::Span::new().days(days));
    (copy.born, copy.entered_care) = (later(child.born), later(child.entered_care));
    let years = (days / DAYS_A_YEAR) as u8;
    copy.year_group = child.year_group.and_then(|year| year.checked_sub(years));
    copy.flags.plan_to_move = false;
    copy.incompatible.clear();
    copy
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Sex, SiblingPlan};
    use jiff::civil::date;

    #[test]
    fn a_family_is_copied_with_its_plan_as_often_as_one_future_needs() {
        let mut council = Council::new("Copies", "E06000019", date(2026, 3, 31));
        for i in 0..3 {
            let born = date(2015, 1, 1);
            let child = Child::new(&format!("C{i}"), born, Sex::Male, date(2026, 3, 1));
            council.children.push(child);
        }
        council.sibling_links.push(SiblingLink {
            pair: (ChildIx(0), ChildIx(2)),
            plan: SiblingPlan::Apart,
            reason: None,
        });
        let facts = Facts::of(&council);
        let history = History::before(&facts, council.as_at);
        let copies = Copies::of(&facts, &history, &[vec![0, 0], vec![0, 1]]);
        assert_eq!(copies.council.children.len(), 3 + 2 * 2 + 1);
        // She came thirty days ago, and comes again as old as she was.
        assert_eq!(copies.council.children[3].born, date(2015, 1, 31));
        let extended = Facts::of(&copies.council);
        let children = copies.children(&[0, 0]);
        assert_eq!(children.len(), 4);
        let plan = extended.families.plan(children[0], children[1]);
        assert_eq!(plan, Some(SiblingPlan::Apart));
        assert_eq!(extended.families.plan(children[1], children[2]), None);
        assert_eq!(extended.families.plan(ChildIx(0), children[0]), None);
    }
}
