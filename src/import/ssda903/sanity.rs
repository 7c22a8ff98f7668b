//! Checks of sense: the return's own validation rules that also hold for a model of care, and assessments that have
//! grown old. They change nothing; every case is listed for a person to look at. Numbers in the titles are those of
//! the Department for Education's rules.

use super::history::ChildHistory;
use super::read::{Options, Returns};
use super::row::Row;
use super::rules::{CONTINUED, TEMPORARY};
use crate::import::account::{Case, Ledger, Rule, rules};
use crate::model::{Date, age_in_years, days_between};

rules! {
    SUPPORTED_YOUNG = "R801", Noticed, "supported accommodation under 16 (371)", "K3 is for young people of 16 and over (Care Planning Regulations 2010 reg 27A).";
    CUSTODY_YOUNG = "R802", Noticed, "a young offender institution under 10 (372)", "R5 is for children of 10 and over.";
    SCHOOL_YOUNG = "R803", Noticed, "a residential school under 4 (373)", "S1 is for children of 4 and over.";
    EMPLOYMENT_YOUNG = "R804", Noticed, "residential employment under 14 (374)", "P3 is for young people of 14 and over.";
    LONG_HOSPITAL = "R805", Noticed, "in hospital for more than six weeks as a temporary move (375)", "T1 lasts six weeks at most.";
    LONG_HOLIDAY = "R806", Noticed, "carers' holiday of more than three weeks (376)", "T3 lasts three weeks at most.";
    MANY_HOLIDAYS = "R807", Noticed, "more than two carers' holidays in twelve months (377)", "T3 is used twice in twelve months at most.";
    LONG_OTHER = "R808", Noticed, "another temporary move of more than seven days (379)", "T4 lasts seven days at most.";
    BEGINS_TEMPORARY = "R809", Noticed, "care begins with a temporary move (380)", "A period of care cannot begin with T0 to T4.";
    ENDS_TEMPORARY = "R810", Noticed, "care ends with a temporary move (381)", "A period of care cannot end with T0 to T4.";
    LONG_BREAK = "R811", Noticed, "a short break of more than 17 days (365)", "A single stay of V3 lasts 17 days at most (Care Planning Regulations 2010 reg 48).";
    PARENTS_ONLY = "R812", Noticed, "parents as provider of another placement (550)", "PR0 goes with P1 alone, and P1 with PR0.";
    NOT_OWN = "R813", Noticed, "a council as provider of a placement it cannot provide (527, 528)", "PR1 and PR2 do not go with P1, R2 or R5.";
    NOT_PUBLIC = "R814", Noticed, "another public body as provider of fostering, adoption or a children's home (529)", "PR3 does not go with U, A, K1 or K2.";
    NO_PROVIDER = "R815", Noticed, "no provider (213)", "PLACE_PROVIDER is blank, and the placement is neither temporary (T) nor one of the other arrangements (Z).";
    CHANGE_WHILE_OPEN = "R816", Noticed, "a reason for the change while the episode is open (233)", "REASON_PLACE_CHANGE is blank until the episode ends.";
    NO_END_REASON = "R817", Noticed, "ended without a reason", "REC is blank, although DEC is not.";
    OLD_REVIEW = "R831", Noticed, "no review for more than six months", "The last review in the returns is more than six months before the day of the data (Care Planning Regulations 2010 reg 33).";
    OLD_SDQ = "R832", Noticed, "no strengths and difficulties score in the last two returns", "A child of 4 to 16, looked after for a year or more, has a score in every return; an old one says little of today's needs.";
}

/// Checks every child's history. `has_reviews` and the like are told from the tables that were read: what no file
/// could say is not missing.
pub fn check(
    returns: &Returns,
    children: &[ChildHistory],
    options: &Options<'_>,
    ledger: &mut Ledger,
) {
    let mut checker = Checker {
        returns,
        options,
        ledger,
    };
    for child in children {
        checker.stays(child);
        checker.assessments(child);
    }
    for row in &returns.rows {
        let is_told = row
            .aside
            .is_none_or(|rule| rule == TEMPORARY || rule == CONTINUED);
        if is_told {
            checker.codes(row);
        }
    }
}

struct Checker<'a> {
    returns: &'a Returns,
    options: &'a Options<'a>,
    ledger: &'a mut Ledger,
}

impl Checker<'_> {
    fn notice(&mut self, rule: &'static Rule, row: &Row) {
        let (returns, options) = (self.returns, self.options);
        let file = row.file as usize;
        let case = || Case {
            file,
            line: u64::from(row.line),
            subject: options.ids.child(returns.children.text(row.child)),
            detail: format!("{} from {}", returns.words.text(row.place), row.start),
        };
        self.ledger.apply(rule, case, file);
    }

    /// Rules about one row.
    fn codes(&mut self, row: &Row) {
        let text = |word| self.returns.words.text(word);
        let (place, provider, ls) = (text(row.place), text(row.provider), text(row.ls));
        let days = row.end.map(|end| days_between(row.start, end));
        let longer = |most: i32| days.is_some_and(|days| days > most);
        let is_other = place.starts_with('T') || place.starts_with('Z');
        let is_home_based = place.starts_with(['U', 'A']) || matches!(place, "K1" | "K2");
        let found = [
            (place == "T1" && longer(42), LONG_HOSPITAL),
            (place == "T3" && longer(21), LONG_HOLIDAY),
            (place == "T4" && longer(7), LONG_OTHER),
            (ls == "V3" && longer(17), LONG_BREAK),
            (
                !provider.is_empty() && (provider == "PR0") != (place == "P1"),
                PARENTS_ONLY,
            ),
            (
                matches!(provider, "PR1" | "PR2") && matches!(place, "R2" | "R5"),
                NOT_OWN,
            ),
            (provider == "PR3" && is_home_based, NOT_PUBLIC),
            (provider.is_empty() && !is_other && ls != "V4", NO_PROVIDER),
            (
                row.end.is_none() && !row.reason.is_blank(),
                CHANGE_WHILE_OPEN,
            ),
            (row.end.is_some() && row.rec.is_blank(), NO_END_REASON),
        ];
        for (_, rule) in found.into_iter().filter(|(holds, _)| *holds) {
            self.notice(rule, row);
        }
    }

    /// Rules about a child's stays, one after another.
    fn stays(&mut self, child: &ChildHistory) {
        let returns = self.returns;
        let Some(born) = child.born else { return };
        let ages: [(&str, u8, &Rule); 4] = [
            ("K3", 16, SUPPORTED_YOUNG),
            ("R5", 10, CUSTODY_YOUNG),
            ("S1", 4, SCHOOL_YOUNG),
            ("P3", 14, EMPLOYMENT_YOUNG),
        ];
        for spell in &child.spells {
            let row = &returns.rows[spell.row as usize];
            let place = returns.words.text(row.place);
            let young = ages.into_iter().find(|(code, least, _)| {
                *code == place && age_in_years(born, spell.start) < *least
            });
            if let Some((.., rule)) = young {
                self.notice(rule, row);
            }
        }
    }

    /// Assessments that have grown old, of a child who is looked after.
    fn assessments(&mut self, child: &ChildHistory) {
        let returns = self.returns;
        let (Some(last), Some(as_at)) = (child.spells.last(), returns.as_at) else {
            return;
        };
        if last.end.is_some() {
            return;
        }
        let row = &returns.rows[last.row as usize];
        let person = &returns.people[child.child.at()];
        let entered = child
            .period()
            .first()
            .map_or(last.start, |spell| spell.start);
        let days = days_between(entered, as_at);
        let since = person
            .reviewed
            .map_or(days, |day| days_between(day, as_at).min(days));
        if returns.has_reviews() && since > 183 {
            self.notice(OLD_REVIEW, row);
        }
        let age = child.born.map(|born| age_in_years(born, as_at));
        let is_scored = person.sdq.is_some_and(|score| {
            returns
                .years
                .last()
                .is_none_or(|latest| score.year + 2 > *latest)
        });
        let is_due = age.is_some_and(|age| (4..=16).contains(&age)) && days >= 365;
        if returns.has_scores() && is_due && !is_scored {
            self.notice(OLD_SDQ, row);
        }
    }
}

/// Rules about temporary moves, which see the rows of one child before they are folded.
pub fn temporary_moves(
    returns: &Returns,
    rows: &[u32],
    is_temporary: impl Fn(&Row) -> bool,
    found: &mut Vec<(&'static Rule, u32)>,
) {
    let row = |at: u32| &returns.rows[at as usize];
    let mut holidays: Vec<Date> = Vec::new();
    for (nth, &at) in rows.iter().enumerate() {
        let here = row(at);
        if !is_temporary(here) {
            continue;
        }
        let before = nth.checked_sub(1).map(|b| row(rows[b]));
        let after = rows.get(nth + 1).map(|a| row(*a));
        if before.is_none_or(|before| before.end.is_some_and(|end| end < here.start)) {
            found.push((BEGINS_TEMPORARY, at));
        }
        let ends = here
            .end
            .is_some_and(|end| after.is_none_or(|after| after.start > end));
        if ends {
            found.push((ENDS_TEMPORARY, at));
        }
        if returns.words.text(here.place) == "T3" {
            holidays.retain(|day| days_between(*day, here.start) <= 365);
            holidays.push(here.start);
            if holidays.len() > 2 {
                found.push((MANY_HOLIDAYS, at));
            }
        }
    }
}
