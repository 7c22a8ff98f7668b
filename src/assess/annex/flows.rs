//! B1, B2, B13 and C6: stock and flows by year to 31 March, from the folder's own episodes.
//!
//! A period of care is a child's episodes one after another without a day between. A folder made from returns holds the
//! children of the first return's year, not those who left before it, so that flows are complete from that year on, and
//! the stock from the 31 March before. The first year is told by the first child who leaves: if she leaves between
//! April and June, that year is complete; if later, the history may begin in the middle of it, and the next year is
//! the first. Years before are not shown.
//!
//! As in the published tables a child who starts, or leaves, more than once in a year counts once in it.

use std::collections::{BTreeMap, BTreeSet};

use super::absent::Absent;
use super::table::{Column, Cross, Head, Role, Row, Table, Value};
use crate::model::{Coded, Council, Date, Episode};

const SOURCE: &str =
    "episodes.csv; years to 31 March, as DfE, Children looked after in England including adoptions";

/// The most years of a table.
const YEARS: usize = 10;

/// The most years of a table of reasons.
const YEARS_OF_REASONS: usize = 3;

/// Time looked after without a break.
#[derive(Debug)]
struct Period<'a> {
    child: &'a str,
    start: Date,
    end: Option<Date>,
    reason: Option<Coded>,
    uasc: bool,
}

/// Periods of care, and the years of which the folder has all of them.
#[derive(Debug)]
struct History<'a> {
    periods: Vec<Period<'a>>,
    years: Vec<i16>,
}

/// The tables, and those that there is no history for.
pub(super) fn tables(council: &Council) -> (Vec<Table>, Vec<Absent>) {
    match History::of(council) {
        Ok(history) => {
            let tables = [
                history.stock(council),
                history.flow(),
                history.reasons(),
                history.changes(council),
            ];
            (tables.into(), Vec::new())
        }
        Err(why) => {
            let heads = [STOCK, FLOW, REASONS, CHANGES];
            let absent = |head: Head| Absent {
                code: head.code,
                title: head.title,
                why,
            };
            (Vec::new(), heads.map(absent).into())
        }
    }
}

/// The year to 31 March in which a day falls.
fn year_of(day: Date) -> i16 {
    day.year() + i16::from(day.month() > 3)
}

fn end_of(year: i16) -> Date {
    Date::constant(year, 3, 31)
}

impl<'a> History<'a> {
    fn of(council: &'a Council) -> Result<Self, &'static str> {
        if council.episodes.is_empty() {
            return Err(
                "the folder has no episodes (episodes.csv): import the returns of several years",
            );
        }
        let periods = periods(&council.episodes);
        let left = periods.iter().filter_map(|period| period.end).min();
        let Some(left) = left else {
            return Err(
                "no child of episodes.csv has left care: it is the history of the children looked after now, without those \
                 who left",
            );
        };
        let first = year_of(left) + i16::from(!matches!(left.month(), 4..=6));
        // The last 31 March on or before the day of the data.
        let last =
            year_of(council.as_at) - i16::from(end_of(year_of(council.as_at)) > council.as_at);
        let first = first.max(last + 1 - YEARS as i16);
        if first > last {
            return Err("episodes.csv has no complete year to 31 March");
        }
        Ok(Self {
            periods,
            years: (first..=last).collect(),
        })
    }

    fn since(&self) -> String {
        format!(
            "Complete from the year to 31 March {}; earlier years lack the children who left before the folder's first return.",
            self.years[0]
        )
    }

    /// Children looked after at the end of a day: all, and unaccompanied.
    fn looked_after(&self, day: Date) -> (usize, usize) {
        let is_in = |p: &&Period| p.start <= day && p.end.is_none_or(|end| end > day);
        let within = self.periods.iter().filter(is_in);
        let children: BTreeSet<&str> = within.clone().map(|p| p.child).collect();
        let uasc: BTreeSet<&str> = within.filter(|p| p.uasc).map(|p| p.child).collect();
        (children.len(), uasc.len())
    }

    fn stock(&self, council: &Council) -> Table {
        let before = self.years[0] - 1;
        let row = |year: i16| {
            let (all, uasc) = self.looked_after(end_of(year));
            let population = council
                .under_18_population
                .filter(|population| *population > 0);
            let rate = population.map_or(
                Value::Nothing("under_18_population is not in council.toml"),
                |population| Value::PerTenThousand(1e4 * all as f64 / f64::from(population)),
            );
            Row {
                name: year.to_string(),
                values: vec![
                    Value::Number((all - uasc) as i64),
                    Value::Number(uasc as i64),
                    Value::Number(all as i64),
                    rate,
                ],
            }
        };
        let columns = [
            ("Not unaccompanied", Role::Part),
            ("Unaccompanied", Role::Part),
            ("Children", Role::Total),
            ("For each 10,000 children under 18", Role::Figure),
        ];
        let columns = columns.map(|(name, role)| Column::new(name, role));
        let years = std::iter::once(before).chain(self.years.iter().copied());
        let (today, _) = self.looked_after(council.as_at);
        let mut notes = vec![self.since()];
        notes.push(
            "The rate of every year is for today's population, the only one in the folder; the region and statistical \
             neighbours are not in it."
                .to_owned(),
        );
        let listed = council.looked_after().count();
        if today != listed {
            notes.push(format!(
                "By its episodes the council looks after {today} children on the day of the data, and children.csv has {listed}."
            ));
        }
        let mut table = Table::of_years(
            STOCK,
            "31 March",
            columns.to_vec(),
            years.map(row).collect(),
        );
        table.notes = notes;
        table
    }

    /// Children with a period that starts, or ends, in a year.
    fn children(&self, year: i16, day: fn(&Period) -> Option<Date>, uasc: bool) -> i64 {
        let counts = |p: &&Period| day(p).is_some_and(|d| year_of(d) == year) && (p.uasc || !uasc);
        let within = self.periods.iter().filter(counts);
        within.map(|p| p.child).collect::<BTreeSet<_>>().len() as i64
    }

    fn flow(&self) -> Table {
        let row = |year: &i16| {
            let started = |uasc| self.children(*year, |p| Some(p.start), uasc);
            let ceased = |uasc| self.children(*year, |p| p.end, uasc);
            let counts = [
                started(false),
                started(true),
                ceased(false),
                ceased(true),
                started(false) - ceased(false),
            ];
            Row {
                name: year.to_string(),
                values: counts.map(Value::Number).to_vec(),
            }
        };
        let columns = [
            "Started",
            "Of these, unaccompanied",
            "Ceased",
            "Of those, unaccompanied",
            "Net",
        ];
        let columns = columns.map(|name| Column::new(name, Role::Beside)).to_vec();
        let rows = self.years.iter().map(row).collect();
        let mut table = Table::of_years(FLOW, "Year to 31 March", columns, rows);
        table.notes = vec![
            self.since(),
            "A child who starts or ceases more than once in a year counts once, so that the net need not be the change in \
             stock."
                .to_owned(),
        ];
        table
    }

    fn last_years(&self) -> &[i16] {
        &self.years[self.years.len().saturating_sub(YEARS_OF_REASONS)..]
    }

    fn reasons(&self) -> Table {
        // The last time that a child left in a year.
        let mut last: BTreeMap<(i16, &str), Option<Coded>> = BTreeMap::new();
        for period in &self.periods {
            if let Some(end) = period.end {
                last.insert((year_of(end), period.child), period.reason);
            }
        }
        let left = last.into_iter().map(|((year, _), reason)| (year, reason));
        self.by_reason(REASONS, "Reason", &WHY_LEFT, left, "All years")
    }

    fn changes(&self, council: &Council) -> Table {
        let mut changes = Vec::new();
        for (one, next) in ordered(&council.episodes).windows(2).map(|w| (w[0], w[1])) {
            // P, T, B and U begin another placement; S begins care, and L is a change of status alone.
            let moved = next
                .reason_start
                .is_some_and(|r| matches!(r.to_ascii_uppercase().as_str(), "P" | "T" | "B" | "U"));
            if let (true, true, Some(end)) = (one.child_id == next.child_id, moved, one.end) {
                changes.push((year_of(end), one.reason_change));
            }
        }
        self.by_reason(
            CHANGES,
            "Reason",
            &WHY_MOVED,
            changes.into_iter(),
            "All years",
        )
    }

    fn by_reason(
        &self,
        head: Head,
        heading: &'static str,
        known: &[(&str, &str)],
        cases: impl Iterator<Item = (i16, Option<Coded>)>,
        total: &str,
    ) -> Table {
        let years = self.last_years();
        let mut names: Vec<String> = known.iter().map(|(_, label)| (*label).to_owned()).collect();
        names.extend(["another code", "not recorded"].map(str::to_owned));
        let columns = years.iter().map(i16::to_string).collect();
        let mut cross = Cross::new(names, columns);
        for (year, reason) in cases {
            let code = reason.map(|code| code.to_ascii_uppercase());
            let is = |code: &str| known.iter().position(|(known, _)| *known == code);
            let row = match &code {
                Some(code) => is(code.as_str()).unwrap_or(known.len()),
                None => known.len() + 1,
            };
            if let Some(column) = years.iter().position(|known| *known == year) {
                cross.add(row, column, 1);
            }
        }
        let mut table = cross.table(head, heading, total);
        table.notes.push(self.since());
        table
    }
}

/// Episodes by child and first day.
fn ordered(episodes: &[Episode]) -> Vec<&Episode> {
    let mut ordered: Vec<&Episode> = episodes.iter().collect();
    ordered.sort_by_key(|e| (&e.child_id, e.start, e.end.unwrap_or(Date::MAX)));
    ordered
}

fn periods(episodes: &[Episode]) -> Vec<Period<'_>> {
    let mut periods: Vec<Period> = Vec::new();
    for episode in ordered(episodes) {
        let goes_on = periods.last().is_some_and(|last| {
            last.child == &*episode.child_id && last.end.is_none_or(|end| episode.start <= end)
        });
        let open = Period {
            child: &episode.child_id,
            start: episode.start,
            end: episode.end,
            reason: episode.reason_end,
            uasc: episode.uasc,
        };
        match periods.last_mut().filter(|_| goes_on) {
            // An episode within another changes nothing.
            Some(last) if last.end.is_none_or(|end| open.end.is_some_and(|e| e < end)) => {}
            Some(last) => {
                (last.end, last.reason) = (open.end, open.reason);
                last.uasc |= open.uasc;
            }
            None => periods.push(open),
        }
    }
    periods
}

const STOCK: Head = Head {
    code: "B1",
    title: "Children looked after on 31 March",
    counts: "children looked after at the end of 31 March",
    source: SOURCE,
};
const FLOW: Head = Head {
    code: "B2",
    title: "Children who started and ceased to be looked after",
    counts: "children, once in a year each",
    source: SOURCE,
};
const REASONS: Head = Head {
    code: "B13",
    title: "Why children left care",
    counts: "children who ceased to be looked after, by the last time in the year",
    source: "episodes.csv (rec), codes of SSDA903",
};
const CHANGES: Head = Head {
    code: "C6",
    title: "Why placements changed",
    counts: "changes of placement, by the year in which the first of the two ended",
    source: "episodes.csv (rne, reason_place_change), codes of SSDA903",
};

/// REC, with the codes of all years.
const WHY_LEFT: [(&str, &str); 24] = [
    ("E4A", "returned home, planned"),
    ("E4B", "returned home, not planned"),
    (
        "E13",
        "lives with parents or relatives without parental responsibility",
    ),
    ("E41", "child arrangements order"),
    (
        "E43",
        "special guardianship, former foster carers (before 2019)",
    ),
    ("E44", "special guardianship, other carers (before 2019)"),
    (
        "E45",
        "special guardianship, a relative who was the foster carer",
    ),
    ("E46", "special guardianship, another former foster carer"),
    ("E47", "special guardianship, another relative"),
    ("E48", "special guardianship, another carer"),
    ("E11", "adopted, unopposed"),
    ("E12", "adopted, consent dispensed with"),
    ("E17", "aged 18 and stayed with the carers"),
    ("E5", "independent living with support"),
    ("E6", "independent living without support"),
    ("E7", "adult residential care"),
    ("E3", "care taken over by another authority"),
    ("E14", "remand ended"),
    ("E15", "age assessed as 18 or over"),
    ("E16", "moved abroad"),
    ("E9", "custody"),
    ("E2", "died"),
    ("E8", "another reason"),
    ("X1", "an episode that another was to follow, and none does"),
];

/// REASON_PLACE_CHANGE.
const WHY_MOVED: [(&str, &str); 12] = [
    ("CARPL", "the care plan"),
    ("CREQB", "the carer asked: the child's behaviour"),
    ("CREQO", "the carer asked: another reason"),
    ("CHILD", "the child asked"),
    ("LAREQ", "the authority asked"),
    ("ALLEG", "an allegation (section 47)"),
    ("STAND", "standards of care"),
    ("APPRR", "approval ended or removed"),
    ("CLOSE", "the home closed"),
    ("PLACE", "change of the placement's status only"),
    ("CUSTOD", "custody"),
    ("OTHER", "another reason"),
];

#[cfg(test)]
mod tests;
