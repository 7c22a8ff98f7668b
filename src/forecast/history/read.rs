//! From episodes to spells.

use std::collections::HashMap;
use std::sync::Arc;

use super::state::{Exit, State, birthdays, day_number};
use super::{Spell, Stay};
use crate::model::{Coded, Council, Date, Episode};

/// Spells, and what they were made of.
pub struct Read {
    /// Spells in order of child and first day, each a group of its own.
    pub spells: Vec<Spell>,
    /// Id of each child, by number.
    pub ids: Vec<Arc<str>>,
    /// Episodes read.
    pub episodes: usize,
    /// Episodes of children without a date of birth.
    pub without_birth: usize,
    /// Episodes of short breaks, which are not being looked after.
    pub short_breaks: usize,
    /// Spells whose beginning is not known.
    pub begun_before: usize,
}

/// The spells of a council's episodes.
pub fn spells(council: &Council) -> Read {
    let mut rows: Vec<&Episode> = council.episodes.iter().filter(|e| e.is_of_care()).collect();
    // Of rows that begin on one day, the open one is the last.
    rows.sort_by_key(|e| (Arc::clone(&e.child_id), e.start, e.end.is_none(), e.end));
    let entered: HashMap<&str, Date> = council
        .children
        .iter()
        .map(|child| (child.id.as_str(), child.entered_care))
        .collect();
    let mut read = Read {
        spells: Vec::new(),
        ids: Vec::new(),
        episodes: 0,
        without_birth: 0,
        short_breaks: council.episodes.len() - rows.len(),
        begun_before: 0,
    };
    for rows in rows.chunk_by(|a, b| a.child_id == b.child_id) {
        let Some(born) = rows.iter().find_map(|row| row.born) else {
            read.without_birth += rows.len();
            continue;
        };
        read.episodes += rows.len();
        let child = read.ids.len() as u32;
        read.ids.push(Arc::clone(&rows[0].child_id));
        let mut from = 0;
        for at in 1..=rows.len() {
            if at == rows.len() || !follows(&rows[from..at], rows[at]) {
                let known = entered.get(&*rows[0].child_id).copied();
                let uasc = rows.iter().any(|row| row.uasc);
                let birthdays = birthdays(born);
                let open_until = day_number(council.as_at);
                read.add(
                    child,
                    (birthdays, uasc),
                    &rows[from..at],
                    (known, open_until),
                );
                from = at;
            }
        }
    }
    read
}

/// Id of each child of the history, by number.
pub fn ids(council: &Council) -> Vec<Arc<str>> {
    let known = council.episodes.iter();
    let known = known.filter(|e| e.is_of_care() && e.born.is_some());
    let mut ids: Vec<Arc<str>> = known.map(|e| Arc::clone(&e.child_id)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Whether an episode goes on with the spell: at once, or on the next day where the one before says so (X1).
fn follows(before: &[&Episode], next: &Episode) -> bool {
    before.iter().any(|row| match row.end {
        None => true,
        Some(end) => {
            let gap = day_number(next.start) - day_number(end);
            gap <= i32::from(is(row.reason_end, &["X1"]))
        }
    })
}

fn is(code: Option<Coded>, of: &[&str]) -> bool {
    code.is_some_and(|code| of.contains(&code.as_str()))
}

impl Read {
    fn add(
        &mut self,
        child: u32,
        (birthdays, uasc): ([i32; 6], bool),
        rows: &[&Episode],
        (known, open_until): (Option<Date>, i32),
    ) {
        let mut start = day_number(rows[0].start);
        let last = rows[rows.len() - 1];
        // An open row that others follow on counts as ended where they begin.
        let end = last.end.map(day_number);
        let cut_off =
            (!is(rows[0].reason_start, &["S"]) && rows[0].reason_start.is_some()).then_some(start);
        if cut_off.is_some() {
            match known.map(day_number) {
                Some(entered) if entered <= start && end.is_none() => start = entered,
                _ => self.begun_before += 1,
            }
        }
        let eighteen = birthdays[5];
        if start >= eighteen {
            return;
        }
        // Care ends on the eighteenth birthday, or on the day before it as some write it.
        let end = match end {
            Some(end) if end < eighteen - 1 => Some((end, Exit::of(last.reason_end))),
            Some(_) => Some((eighteen, Exit::Eighteen)),
            None => (eighteen <= open_until).then_some((eighteen, Exit::Eighteen)),
        };
        self.spells.push(Spell {
            child,
            birthdays,
            uasc,
            need: rows.iter().find_map(|row| row.need_code),
            start,
            cut_off,
            end,
            stays: stays(rows, end.map_or(eighteen, |(end, _)| end)),
            group: self.spells.len() as u32,
        });
    }
}

/// The placements of a spell: a row begins one where it says that carer or home changed (P, B), or where the state is
/// another. Temporary moves are none, nor is the return from one to where she was; one at the beginning is of the placement that
/// follows.
fn stays(rows: &[&Episode], end: i32) -> Vec<Stay> {
    let mut stays: Vec<Stay> = Vec::new();
    // The last placement, and whether a temporary move has come since.
    let (mut settled, mut is_away): (Option<&Episode>, bool) = (None, false);
    for row in rows {
        let start = day_number(row.start);
        let state = State::of(row.place, row.provider);
        match (stays.last_mut(), state) {
            (None, state) => stays.push(Stay {
                state: state.unwrap_or(State::Other),
                start,
            }),
            (Some(_), None) => {}
            (Some(first), Some(state)) if settled.is_none() => first.state = state,
            (Some(last), Some(state)) if last.start == start => last.state = state,
            (Some(last), Some(state)) => {
                let is_back = is_away && settled.is_some_and(|before| may_be_one(before, row));
                let moves = is(row.reason_start, &["P", "B"]) && !is_back;
                if (last.state != state || moves) && start < end {
                    stays.push(Stay { state, start });
                }
            }
        }
        is_away = state.is_none();
        if !is_away {
            settled = Some(row);
        }
    }
    stays
}

/// Whether two placements of one state may be the same: not where both have a number of their own.
fn may_be_one(before: &Episode, after: &Episode) -> bool {
    before
        .urn
        .zip(after.urn)
        .is_none_or(|(one, other)| one == other)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::{council, episode, number};
    use crate::model::{Child, LegalStatus, NeedCode, Sex};

    const BORN: &str = "2010-06-01";

    #[test]
    fn episodes_become_spells_with_placements() {
        let mut rows = vec![
            episode("A", BORN, ("2017-05-01", "2017-06-01"), "S U4 PR1 X1"),
            episode("A", BORN, ("2017-06-01", "2017-07-01"), "L U4 PR1 X1"),
            episode("A", BORN, ("2017-07-01", "2017-07-05"), "P T0 PR1 X1"),
            episode("A", BORN, ("2017-07-05", "2017-08-01"), "P U4 PR4 X1"),
            // The next day goes on, for the row before says so.
            episode("A", BORN, ("2017-08-02", "2017-09-01"), "P U4 PR4 E4A"),
            episode("A", BORN, ("2017-09-02", ""), "S K2 PR4"),
            episode("B", "", ("2017-09-02", ""), "S K2 PR4"),
        ];
        (rows[1].need_code, rows[2].need_code) = (Some(NeedCode::N3), Some(NeedCode::N1));
        let read = spells(&council(rows, "2018-03-31"));
        assert_eq!(
            (read.spells.len(), read.without_birth, read.episodes),
            (2, 1, 6)
        );
        let first = &read.spells[0];
        assert_eq!(first.end, Some((number("2017-09-01"), Exit::Home)));
        let stays: Vec<_> = first.stays.iter().map(|s| (s.state, s.start)).collect();
        assert_eq!(
            stays,
            [
                (State::OwnFoster, number("2017-05-01")),
                (State::AgencyFoster, number("2017-07-05")),
                (State::AgencyFoster, number("2017-08-02")),
            ]
        );
        assert_eq!((read.spells[1].end, read.begun_before), (None, 0));
        assert_eq!(first.need, Some(NeedCode::N3));
        assert_eq!(
            first.stay_on(number("2017-07-04")).unwrap().state,
            State::OwnFoster
        );
        assert_eq!(first.stay_on(number("2017-09-01")), None);
    }

    #[test]
    fn short_breaks_are_no_care() {
        let mut rows = vec![
            episode("A", BORN, ("2017-05-01", "2017-06-01"), "S U4 PR1 X1"),
            // A child of short breaks alone, and one who had some before she came.
            episode("B", BORN, ("2017-04-01", "2017-04-09"), "S U4 PR1 E8"),
            episode("A", BORN, ("2017-03-01", "2017-05-01"), "S K2 PR4 X1"),
        ];
        rows[1].legal_status = Some(LegalStatus::V4);
        rows[2].legal_status = Some(LegalStatus::V3);
        let council = council(rows, "2018-03-31");
        let read = spells(&council);
        assert_eq!((read.spells.len(), read.episodes), (1, 1));
        assert_eq!((read.short_breaks, read.without_birth), (2, 0));
        assert_eq!(read.spells[0].start, number("2017-05-01"));
        assert_eq!(
            (read.ids, ids(&council)),
            (vec![Arc::from("A")], vec![Arc::from("A")])
        );
    }

    #[test]
    fn who_comes_back_from_a_temporary_place_has_not_moved() {
        let stays = |urns: [&str; 2], codes: [&str; 3]| -> Vec<(State, i32)> {
            let mut rows = vec![
                episode("A", BORN, ("2017-05-01", "2017-07-01"), codes[0]),
                episode("A", BORN, ("2017-07-01", "2017-07-05"), codes[1]),
                episode("A", BORN, ("2017-07-05", "2017-08-01"), codes[2]),
                episode("A", BORN, ("2017-08-01", ""), "L K2 PR4"),
            ];
            for (row, urn) in [0, 2].into_iter().zip(urns) {
                rows[row].urn = Coded::try_from_str(urn).ok().filter(|_| !urn.is_empty());
            }
            let read = spells(&council(rows, "2018-03-31"));
            read.spells[0]
                .stays
                .iter()
                .map(|stay| (stay.state, stay.start))
                .collect()
        };
        let (came, back) = (number("2017-05-01"), number("2017-07-05"));
        let home = |start| (State::ExternalHome, start);
        let away = ["S K2 PR4 X1", "P T1 PR4 X1", "P K2 PR4 X1"];
        assert_eq!(stays(["", ""], away), [home(came)]);
        assert_eq!(stays(["1", "1"], away), [home(came)]);
        // Into another home; and where nothing was temporary.
        assert_eq!(stays(["1", "2"], away), [home(came), home(back)]);
        let moved = ["S K2 PR4 X1", "P K2 PR4 X1", "L K2 PR4 X1"];
        assert_eq!(
            stays(["", ""], moved),
            [home(came), home(number("2017-07-01"))]
        );
        // At the beginning it belongs to the placement that follows.
        let begun = ["S T0 PR4 X1", "P T1 PR4 X1", "P K2 PR4 X1"];
        assert_eq!(stays(["", ""], begun), [home(came)]);
    }

    #[test]
    fn the_eighteenth_birthday_ends_care_whatever_the_row_says() {
        let of = |end: &str, rec: &str| {
            let row = episode("A", BORN, ("2017-05-01", end), &format!("S U4 PR1 {rec}"));
            spells(&council(vec![row], "2030-03-31")).spells[0].end
        };
        let eighteen = number("2028-06-01");
        assert_eq!(of("2028-05-31", "E4A"), Some((eighteen, Exit::Eighteen)));
        assert_eq!(of("2028-09-01", "E8"), Some((eighteen, Exit::Eighteen)));
        assert_eq!(of("2028-05-30", "E4A"), Some((eighteen - 2, Exit::Home)));
        let late = episode("A", BORN, ("2028-06-01", "2028-07-01"), "S U4 PR1 E8");
        assert!(spells(&council(vec![late], "2030-03-31")).spells.is_empty());
    }

    #[test]
    fn a_spell_that_is_cut_off_at_its_beginning_is_counted() {
        let row = episode("A", BORN, ("2017-05-01", "2018-01-01"), "P U4 PR1 E4A");
        let read = spells(&council(vec![row], "2018-03-31"));
        assert_eq!(
            (read.begun_before, read.spells[0].start),
            (1, number("2017-05-01"))
        );
        assert_eq!(read.spells[0].cut_off, Some(number("2017-05-01")));
    }

    #[test]
    fn a_child_still_in_care_has_been_since_the_day_that_is_known_of_her_and_her_rows_were_cut_off()
    {
        let open = episode("A", BORN, ("2017-05-01", ""), "P U4 PR1");
        let begun = episode("B", BORN, ("2017-05-01", ""), "S U4 PR1");
        let mut council = council(vec![open, begun], "2018-03-31");
        let entered = Date::constant(2014, 1, 1);
        council.children = ["A", "B"]
            .map(|id| Child::new(id, Date::constant(2010, 6, 1), Sex::Female, entered))
            .to_vec();
        let read = spells(&council);
        assert_eq!(read.begun_before, 0);
        let of = |at: usize| (read.spells[at].start, read.spells[at].cut_off);
        assert_eq!(of(0), (number("2014-01-01"), Some(number("2017-05-01"))));
        assert_eq!(of(1), (number("2017-05-01"), None));
    }
}
