//! Brothers and sisters of the past, whom no list links: children of one district who came into care on one day.
//!
//! Of two who are in care today the list says whether they are. Of two who have left, or of one who has and one who has not,
//! nothing does: to take families for whole only where all have left would make those that came look smaller than they were,
//! and those who leave one by one look as if they never did.
//!
//! Two strangers may come on one day too. How often is worked out from the number of children who come; only where there
//! are at least twice as many pairs of one day are they taken for brothers and sisters.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::Spell;
use crate::model::{Coded, Council};

/// Pairs of one day for each that chance would give, from which they are believed.
const BELIEVED: f64 = 2.0;
/// Fewest days between births of a mother's children who are no twins, and most.
const BIRTHS: std::ops::RangeInclusive<i32> = 300..=12 * 365;

/// Pairs of spells, by position, of children whom no list could link, since one of them at least is in care no longer.
pub fn pairs(council: &Council, ids: &[Arc<str>], spells: &[Spell]) -> Vec<(usize, usize)> {
    let listed: HashSet<&str> = council.children.iter().map(|c| c.id.as_str()).collect();
    let is_listed = |at: usize| listed.contains(&*ids[spells[at].child as usize]);
    let mut districts: HashMap<&str, Coded> = HashMap::new();
    for episode in council.episodes.iter().filter(|e| e.is_of_care()) {
        if let Some(area) = episode.home_area {
            districts.entry(&episode.child_id).or_insert(area);
        }
    }
    let mut came: HashMap<Coded, Vec<usize>> = HashMap::new();
    for (at, spell) in spells.iter().enumerate() {
        let id = &*ids[spell.child as usize];
        if let Some(area) = districts.get(id)
            && !spell.uasc
        {
            came.entry(*area).or_default().push(at);
        }
    }
    let (mut found, mut by_chance) = (Vec::new(), 0.0);
    for of_district in came.values_mut() {
        of_district.sort_by_key(|at| (spells[*at].start, *at));
        let days = match (of_district.first(), of_district.last()) {
            (Some(first), Some(last)) => spells[*last].start - spells[*first].start,
            _ => 0,
        };
        let of_list = of_district.iter().filter(|at| is_listed(**at)).count();
        let pairs = pairs_of(of_district.len()) - pairs_of(of_list);
        by_chance += pairs / f64::from(days.max(1));
        for same in of_district.chunk_by(|a, b| spells[*a].start == spells[*b].start) {
            for (nth, &a) in same.iter().enumerate() {
                let siblings = same[..nth]
                    .iter()
                    .filter(|b| !(is_listed(a) && is_listed(**b)))
                    .filter(|b| could_be(&spells[a], &spells[**b]));
                found.extend(siblings.map(|b| (*b.min(&a), *b.max(&a))));
            }
        }
    }
    found.sort_unstable();
    if (found.len() as f64) < BELIEVED * by_chance {
        found.clear();
    }
    found
}

fn pairs_of(number: usize) -> f64 {
    (number * number.saturating_sub(1)) as f64 / 2.0
}

fn could_be(a: &Spell, b: &Spell) -> bool {
    let apart = (a.birthdays[0] - b.birthdays[0]).abs();
    a.child != b.child && (apart == 0 || BIRTHS.contains(&apart))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::read;
    use crate::forecast::history::testing::{council, episode};
    use crate::model::{Child, Date, Sex};

    fn found(rows: Vec<(&str, &str, &str, &str)>) -> Vec<(String, String)> {
        let rows = rows.into_iter().map(|(id, born, day, area)| {
            let mut row = episode(id, born, (day, "2019-01-01"), "S U4 PR1 E4A");
            row.home_area = Coded::try_from_str(area).ok();
            row
        });
        let council = council(rows.collect(), "2020-03-31");
        let read = read::spells(&council);
        let name = |at: usize| read.ids[read.spells[at].child as usize].to_string();
        let pairs = pairs(&council, &read.ids, &read.spells);
        pairs.into_iter().map(|(a, b)| (name(a), name(b))).collect()
    }

    #[test]
    fn children_of_one_district_and_day_are_taken_for_siblings_where_chance_would_not_bring_them() {
        let rows = |day_of_b: &'static str, area: &'static str, born: &'static str| {
            vec![
                ("A", "2010-01-01", "2016-05-01", "E1"),
                ("B", born, day_of_b, area),
                ("C", "2009-01-01", "2018-05-01", "E1"),
            ]
        };
        let one = [("A".to_owned(), "B".to_owned())];
        assert_eq!(found(rows("2016-05-01", "E1", "2012-01-01")), one);
        assert!(found(rows("2016-05-02", "E1", "2012-01-01")).is_empty());
        assert!(found(rows("2016-05-01", "E2", "2012-01-01")).is_empty());
        // Three months apart: no mother's two children.
        assert!(found(rows("2016-05-01", "E1", "2010-04-01")).is_empty());
    }

    #[test]
    fn one_who_is_in_care_may_have_a_brother_who_has_left_but_the_list_speaks_for_two_who_are_there()
     {
        let rows = ["A", "B", "C"].map(|id| {
            let born = match id {
                "A" => "2010-01-01",
                "B" => "2012-01-01",
                _ => "2014-01-01",
            };
            let end = if id == "C" { "2019-01-01" } else { "" };
            let mut row = episode(id, born, ("2016-05-01", end), "S U4 PR1 E4A");
            row.home_area = Coded::try_from_str("E1").ok();
            row
        });
        // Somebody from long before, so that chance would bring nobody together.
        let mut first = episode(
            "Z",
            "2000-01-01",
            ("2010-05-01", "2011-01-01"),
            "S U4 PR1 E4A",
        );
        first.home_area = Coded::try_from_str("E1").ok();
        let mut council = council(rows.into_iter().chain([first]).collect(), "2020-03-31");
        let day = Date::constant(2012, 1, 1);
        council.children = ["A", "B"]
            .map(|id| Child::new(id, day, Sex::Female, day))
            .to_vec();
        let read = read::spells(&council);
        let name = |at: usize| read.ids[read.spells[at].child as usize].to_string();
        let found = pairs(&council, &read.ids, &read.spells);
        let mut found: Vec<_> = found.into_iter().map(|(a, b)| [name(a), name(b)]).collect();
        found.iter_mut().for_each(|pair| pair.sort_unstable());
        found.sort_unstable();
        assert_eq!(found, [["A", "C"], ["B", "C"]]);
    }

    #[test]
    fn where_many_come_every_day_nobody_is_guessed() {
        let born = ["2010-01-01", "2012-01-01"];
        let ids: Vec<String> = (0..40).map(|n| format!("N{n}")).collect();
        let days: Vec<String> = (0..20)
            .map(|n| format!("2016-05-{:02}", 1 + n / 2))
            .collect();
        let rows = ids
            .iter()
            .enumerate()
            .map(|(n, id)| (id.as_str(), born[n % 2], days[n / 2].as_str(), "E1"));
        assert!(found(rows.collect()).is_empty());
    }
}
