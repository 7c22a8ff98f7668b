//! Ids that two folders use for different things begin with the short name of their authority: `HER-C00012`.

use std::collections::{HashMap, HashSet};

use crate::model::{Council, Home};

/// Which ids more than one folder uses.
#[derive(Debug)]
pub struct Ids {
    shorts: Vec<String>,
    children: Shared,
}

/// Ids in several folders, and all ids there are.
#[derive(Debug, Default)]
struct Shared {
    repeated: HashSet<String>,
    all: HashSet<String>,
}

impl Shared {
    fn of<'a>(lists: impl Iterator<Item = Vec<&'a str>>) -> Self {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut repeated = HashSet::new();
        for (at, list) in lists.enumerate() {
            for id in list {
                if *first.entry(id).or_insert(at) != at {
                    repeated.insert(id.to_owned());
                }
            }
        }
        Self {
            repeated,
            all: first.into_keys().map(str::to_owned).collect(),
        }
    }

    /// The id as the market has it. A prefix is repeated in the unlikely case that the result is an id too.
    fn name(&self, short: &str, id: &str) -> String {
        if !self.repeated.contains(id) {
            return id.to_owned();
        }
        let mut name = format!("{short}-{id}");
        while self.all.contains(&name) {
            name = format!("{short}-{name}");
        }
        name
    }
}

impl Ids {
    /// Looks through all folders. Care history names children who have left, too.
    pub fn of(councils: &[Council], shorts: Vec<String>) -> Self {
        let children = councils.iter().map(|c| {
            let now = c.children.iter().map(|child| child.id.as_str());
            let care = c.episodes.iter().map(|e| &*e.child_id);
            let breaks = c.short_breaks.iter().map(|e| &*e.child_id);
            now.chain(care).chain(breaks).collect()
        });
        Self {
            children: Shared::of(children),
            shorts,
        }
    }

    /// The id of a folder's child.
    pub fn child(&self, folder: usize, id: &str) -> String {
        self.children.name(&self.shorts[folder], id)
    }

    /// Tells homes of one id apart by the first folder that has each; one home in several folders keeps its id.
    pub fn tell_homes_apart(&self, homes: &mut [Home]) {
        let first = |home: &Home| home.reach.listed_by.first().map_or(0, |ix| ix.at());
        let mut by_folder: Vec<Vec<&str>> = vec![Vec::new(); self.shorts.len()];
        for home in homes.iter() {
            by_folder[first(home)].push(&home.id);
        }
        let shared = Shared::of(by_folder.into_iter());
        for home in homes {
            home.id = shared.name(&self.shorts[first(home)], &home.id);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{AuthorityIx, Child, HomeKind, Sector, Sex};
    use jiff::civil::date;

    fn council(children: &[&str]) -> Council {
        let mut council = Council::new("Test", "E06000019", date(2026, 3, 31));
        let day = date(2020, 1, 1);
        let child = |id: &&str| Child::new(id, day, Sex::Female, day);
        council.children = children.iter().map(child).collect();
        council
    }

    #[test]
    fn only_ids_of_two_folders_change() {
        let councils = [council(&["C1", "C2", "B-C1"]), council(&["C1", "C3"])];
        let ids = Ids::of(&councils, vec!["A".to_owned(), "B".to_owned()]);
        assert_eq!(ids.child(0, "C1"), "A-C1");
        assert_eq!(ids.child(1, "C1"), "B-B-C1");
        assert_eq!(ids.child(0, "C2"), "C2");
        assert_eq!(ids.child(1, "C3"), "C3");
    }

    #[test]
    fn one_home_keeps_its_id_and_two_do_not() {
        let ids = Ids::of(
            &[council(&[]), council(&[])],
            vec!["A".to_owned(), "B".to_owned()],
        );
        let home = |id: &str, first: u16| {
            let mut home = Home::new(id, HomeKind::Foster, Sector::Own, "E06000019");
            home.reach.listed_by = vec![AuthorityIx(first)];
            home
        };
        let mut homes = [home("H1", 0), home("H2", 0), home("H1", 1)];
        homes[1].reach.listed_by.push(AuthorityIx(1));
        ids.tell_homes_apart(&mut homes);
        let names: Vec<&str> = homes.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(names, ["A-H1", "H2", "B-H1"]);
    }
}
