//! How a history stands to the day of the council's data: how long before it ends, and whether it has the same children in care
//! as the council's lists have.

use std::collections::HashSet;

use super::window::{LONGEST_QUIET, latest};
use super::{FEWEST_EPISODES, History, birthdays, ids};
use crate::model::{Council, Date, days_between};

/// Most days before the day of the data that a history may end. A return is of a year and made within three months after it, so
/// that the newest is fifteen months old at most; three more are left for a time in which nothing happens.
pub const LONGEST_BEFORE: i32 = 548;

/// How a history stands to the day of the data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Today {
    /// Its latest event.
    pub latest: Date,
    /// Days from the latest event to the day of the data.
    pub days: i32,
    /// Whether a time without any event says little, since there are few episodes.
    pub is_small: bool,
    /// Children in care on the history's last day.
    pub in_episodes: usize,
    /// Children of the list who live somewhere.
    pub placed: usize,
    /// Those in care by the history who are not on the list, by id.
    pub not_on_list: Vec<String>,
    /// Children of the list who live somewhere and are in no open episode, by id.
    pub without_episode: Vec<String>,
    /// Children of the list in an open episode who live nowhere, by id: some wait for a home, but not many.
    pub without_place: Vec<String>,
}

/// Of so many in an open episode one may live nowhere: she waits for a home.
const WAITING: usize = 10;

impl Today {
    /// Of a council's history; `None` where it has no episodes.
    pub fn of(council: &Council, history: &History) -> Option<Self> {
        let latest = latest(council)?;
        let ids = ids(council);
        let last = history.last_number();
        let in_care = history.spells.iter();
        let in_care = in_care.filter(|spell| spell.stay_on(last).is_some());
        let in_care: HashSet<&str> = in_care.map(|spell| &*ids[spell.child as usize]).collect();
        let listed: HashSet<&str> = council.children.iter().map(|c| c.id.as_str()).collect();
        // A young person of eighteen is in no episode any more.
        let is_child = |born: Date| birthdays(born)[5] > last;
        let placed = council.placements.iter().map(|p| council.child(p.child));
        let placed: Vec<&str> = placed
            .filter(|child| child.is_looked_after() && is_child(child.born))
            .map(|child| child.id.as_str())
            .collect();
        let somewhere: HashSet<&str> = placed.iter().copied().collect();
        let nowhere = in_care.intersection(&listed);
        let nowhere = nowhere.filter(|id| !somewhere.contains(*id));
        let sorted = |mut ids: Vec<String>| {
            ids.sort_unstable();
            ids
        };
        let not_on_list = in_care.difference(&listed).map(ToString::to_string);
        let without = placed.iter().filter(|id| !in_care.contains(*id));
        Some(Self {
            latest,
            days: days_between(latest, council.as_at),
            is_small: history.episodes < FEWEST_EPISODES,
            in_episodes: in_care.len(),
            placed: placed.len(),
            not_on_list: sorted(not_on_list.collect()),
            without_episode: sorted(without.map(ToString::to_string).collect()),
            without_place: sorted(nowhere.map(ToString::to_string).collect()),
        })
    }

    /// Whether at least one yearly return is missing.
    pub const fn is_too_old(&self) -> bool {
        self.days > LONGEST_BEFORE && !self.is_small
    }

    /// Whether somebody should look for newer episodes.
    pub const fn ends_early(&self) -> bool {
        self.days > LONGEST_QUIET
    }

    /// Whether episodes and lists have the same children in care, and most of them live somewhere.
    pub fn agrees(&self) -> bool {
        self.not_on_list.is_empty() && self.without_episode.is_empty() && !self.lack_places()
    }

    /// Whether more children of the list in an open episode live nowhere than can be waiting for a home.
    pub fn lack_places(&self) -> bool {
        self.without_place.len() * WAITING > self.in_episodes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::{council, episode};
    use crate::model::{
        Child, ChildIx, Home, HomeIx, HomeKind, Placement, PlacementType, Sector, Sex,
    };

    const BORN: &str = "2012-06-01";

    /// A council of A and B in open episodes, who are on the list, live in a home, and so on until a test says otherwise.
    fn agreed(as_at: &str, rows: usize) -> Council {
        let mut episodes = vec![
            episode("A", BORN, ("2022-05-01", ""), "S U4 PR1"),
            episode("B", BORN, ("2022-05-01", ""), "S U4 PR1"),
        ];
        for at in 0..rows {
            let past = format!("P{at}");
            let days = ("2021-06-01", "2023-03-01");
            episodes.push(episode(&past, BORN, days, "S U4 PR1 E4A"));
        }
        let mut council = council(episodes, as_at);
        let home = Home::new("H", HomeKind::Foster, Sector::Own, "E1");
        council.homes.push(home.with_places(3));
        for id in ["A", "B"] {
            live(&mut council, id, "2012-06-01");
        }
        council
    }

    /// A child of the list who lives in the home.
    fn live(council: &mut Council, id: &str, born: &str) {
        let child = ChildIx(council.children.len() as u32);
        let entered = Date::constant(2022, 5, 1);
        let child_record = Child::new(id, born.parse().unwrap(), Sex::Female, entered);
        council.children.push(child_record);
        council.placements.push(Placement {
            child,
            home: HomeIx(0),
            start: entered,
            purpose: PlacementType::Long,
            planned_end: None,
        });
    }

    fn today(council: &Council) -> Today {
        Today::of(council, &History::of(council).unwrap()).unwrap()
    }

    #[test]
    fn a_history_is_too_old_once_a_yearly_return_must_be_missing() {
        // The last event is on 1 March 2023.
        let of = |as_at: &str, rows: usize| {
            let today = today(&agreed(as_at, rows));
            (today.days, today.ends_early(), today.is_too_old())
        };
        assert_eq!(of("2023-06-01", 60), (92, false, false));
        assert_eq!(of("2023-06-02", 60), (93, true, false));
        assert_eq!(of("2024-08-30", 60), (548, true, false));
        assert_eq!(of("2024-08-31", 60), (549, true, true));
        // Of a few episodes a long time without an event is usual.
        assert_eq!(of("2024-08-31", 40), (549, true, false));
    }

    #[test]
    fn who_is_in_care_by_one_file_alone_is_told() {
        let mut council = agreed("2023-03-31", 1);
        let same = today(&council);
        assert!(same.agrees(), "{same:?}");
        assert_eq!((same.in_episodes, same.placed), (2, 2));
        // Somebody who was just referred is no disagreement, nor a young person of eighteen who stays where she is.
        let referred = Date::constant(2023, 3, 30);
        let born = Date::constant(2012, 1, 1);
        let new = Child::new("N", born, Sex::Male, referred);
        council.children.push(new);
        live(&mut council, "O", "2005-03-31");
        assert!(today(&council).agrees());
        live(&mut council, "Y", "2005-04-01");
        council
            .episodes
            .push(episode("Z", BORN, ("2022-05-01", ""), "S U4 PR1"));
        let differs = today(&council);
        assert!(!differs.agrees());
        assert_eq!((differs.in_episodes, differs.placed), (3, 3));
        assert_eq!(differs.not_on_list, ["Z"]);
        assert_eq!(differs.without_episode, ["Y"]);
        let mut council = agreed("2023-03-31", 1);
        council.placements.pop();
        assert_eq!(today(&council).without_place, ["B"]);
        assert!(!today(&council).agrees());
        // One of twenty may be waiting for a home.
        let at = council.episodes.len();
        for n in 0..18 {
            let id = format!("W{n}");
            council
                .episodes
                .push(episode(&id, BORN, ("2022-05-01", ""), "S U4 PR1"));
            live(&mut council, &id, BORN);
        }
        assert!(today(&council).agrees(), "{:?}", today(&council));
        assert_eq!(council.episodes.len(), at + 18);
    }
}
