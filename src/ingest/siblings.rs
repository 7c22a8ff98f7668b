//! Whether the sibling links agree with one another, and with the children who must not live together.

use std::collections::{BTreeMap, HashMap, VecDeque};

use petgraph::unionfind::UnionFind;

use super::codes::{
    CONTRADICTION, DUPLICATE_LINK, LARGE_GROUP, SELF_LINK, TOGETHER_INCOMPATIBLE, TWO_PLANS,
};
use super::log::Finding;
use super::rows::Loaded;
use crate::model::{Child, ChildIx, SiblingLink, SiblingPlan};

/// Children in a sibling group beyond which links are taken for mistakes.
const LARGEST_GROUP: usize = 12;

/// Checks the links.
pub fn check_siblings(links: &mut Loaded<SiblingLink>, children: &mut Loaded<Child>) {
    check_pairs(links, children);
    let groups = Groups::of(&links.rows, children.rows.len());
    check_sizes(links, children, &groups);
    for row in 0..links.rows.len() {
        let SiblingLink {
            pair: (a, b), plan, ..
        } = links.rows[row];
        if plan == SiblingPlan::Apart && groups.are_together(a, b) && !groups.are_linked(a, b) {
            let chain = groups.chain(children, a, b);
            let message = format!(
                "{chain} are to live together, but the first and the last are to live apart"
            );
            let finding = Finding::new(&CONTRADICTION, links.at(row, "plan"), message)
                .value(plan.code())
                .action("check each link of the chain against the sibling assessments");
            links.log.add(finding);
        }
    }
    check_incompatible(children, &groups);
}

fn check_pairs(links: &mut Loaded<SiblingLink>, children: &Loaded<Child>) {
    let mut first: HashMap<(ChildIx, ChildIx), usize> = HashMap::new();
    for row in 0..links.rows.len() {
        let SiblingLink { pair, plan, .. } = links.rows[row];
        let (a, b) = (id(children, pair.0), id(children, pair.1));
        let finding = if pair.0 == pair.1 {
            let message = format!("child_a and child_b are both \"{a}\"");
            Finding::new(&SELF_LINK, links.at(row, "child_b"), message)
                .value(a)
                .action("correct one of the two ids, or delete the row")
        } else if let Some(&earlier) = first.get(&pair) {
            let (code, message, action) = if links.rows[earlier].plan == plan {
                let message = format!("the pair \"{a}\" and \"{b}\" is listed twice");
                (&DUPLICATE_LINK, message, "delete one of the two rows")
            } else {
                let other = links.rows[earlier].plan.code();
                let message = format!(
                    "the pair \"{a}\" and \"{b}\" has two plans, {other} and {}",
                    plan.code()
                );
                (
                    &TWO_PLANS,
                    message,
                    "keep the plan of the latest sibling assessment",
                )
            };
            Finding::new(code, links.at(row, "child_a"), message)
                .value(a)
                .action(action)
                .earlier(links.bytes[earlier])
        } else {
            first.insert(pair, row);
            continue;
        };
        links.log.add(finding);
    }
}

fn check_sizes(links: &mut Loaded<SiblingLink>, children: &Loaded<Child>, groups: &Groups) {
    let mut reported = Vec::new();
    for row in 0..links.rows.len() {
        let SiblingLink { pair, plan, .. } = links.rows[row];
        let group = groups.of_child(pair.0);
        let size = groups.sizes.get(&group).copied().unwrap_or(1);
        if plan != SiblingPlan::Together || size <= LARGEST_GROUP || reported.contains(&group) {
            continue;
        }
        reported.push(group);
        let (a, b) = (id(children, pair.0), id(children, pair.1));
        let message = format!(
            "\"{a}\" and \"{b}\" belong to a group of {size} children to live together; the most is {LARGEST_GROUP}"
        );
        let finding = Finding::new(&LARGE_GROUP, links.at(row, "child_a"), message)
            .value(a)
            .action("look for a wrong id that joins two families");
        links.log.add(finding);
    }
}

fn check_incompatible(children: &mut Loaded<Child>, groups: &Groups) {
    for row in 0..children.rows.len() {
        let a = ChildIx(row as u32);
        let others: Vec<ChildIx> = (children.rows[row].incompatible.iter().copied())
            .filter(|b| *b > a && groups.are_together(a, *b))
            .collect();
        for b in others {
            let chain = groups.chain(children, a, b);
            let message = format!(
                "{chain} are to live together, but the first and the last are recorded as incompatible"
            );
            let at = children.at(row, "incompatible_with");
            let finding = Finding::new(&TOGETHER_INCOMPATIBLE, at, message)
                .value(id(children, b))
                .action("correct incompatible_with or the plans in sibling_links.csv");
            children.log.add(finding);
        }
    }
}

fn id(children: &Loaded<Child>, child: ChildIx) -> &str {
    &children.rows[child.at()].id
}

/// Children whom the links join to live together.
struct Groups {
    group: UnionFind<u32>,
    sizes: BTreeMap<u32, usize>,
    linked: HashMap<u32, Vec<u32>>,
}

impl Groups {
    fn of(links: &[SiblingLink], children: usize) -> Self {
        let mut group = UnionFind::new(children);
        let mut linked: HashMap<u32, Vec<u32>> = HashMap::new();
        for link in links {
            let (a, b) = (link.pair.0.0, link.pair.1.0);
            if link.plan == SiblingPlan::Together && a != b {
                group.union(a, b);
                linked.entry(a).or_default().push(b);
                linked.entry(b).or_default().push(a);
            }
        }
        let mut sizes = BTreeMap::new();
        for child in linked.keys() {
            *sizes.entry(group.find(*child)).or_default() += 1;
        }
        Self {
            group,
            sizes,
            linked,
        }
    }

    fn of_child(&self, child: ChildIx) -> u32 {
        self.group.find(child.0)
    }

    fn are_together(&self, a: ChildIx, b: ChildIx) -> bool {
        self.of_child(a) == self.of_child(b)
    }

    /// Whether a link of their own joins the two: then the pair has two plans, which is reported already.
    fn are_linked(&self, a: ChildIx, b: ChildIx) -> bool {
        a == b
            || self
                .linked
                .get(&a.0)
                .is_some_and(|others| others.contains(&b.0))
    }

    /// The shortest chain of links from one child to another, as ids.
    fn chain(&self, children: &Loaded<Child>, from: ChildIx, to: ChildIx) -> String {
        let mut before: HashMap<u32, u32> = HashMap::from([(from.0, from.0)]);
        let mut queue = VecDeque::from([from.0]);
        while let Some(at) = queue.pop_front() {
            if at == to.0 {
                break;
            }
            for &next in self.linked.get(&at).map_or(&[][..], Vec::as_slice) {
                if let std::collections::hash_map::Entry::Vacant(entry) = before.entry(next) {
                    entry.insert(at);
                    queue.push_back(next);
                }
            }
        }
        let mut chain = vec![to.0];
        while let Some(&last) = chain.last()
            && last != from.0
            && let Some(&earlier) = before.get(&last)
        {
            chain.push(earlier);
        }
        let ids = chain
            .iter()
            .rev()
            .map(|child| format!("\"{}\"", id(children, ChildIx(*child))));
        ids.collect::<Vec<_>>().join(" – ")
    }
}
