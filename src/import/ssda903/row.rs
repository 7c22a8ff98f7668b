//! One episode as a return has it, and what is known of its child.

use super::tables::Table;
use super::words::Word;
use crate::import::account::Rule;
use crate::model::{Date, Ethnicity, Sex};

/// An episode as it was returned.
#[derive(Debug, Clone)]
pub struct Row {
    /// The child, by number among the children.
    pub child: Word,
    /// Number of the file in the ledger.
    pub file: u32,
    /// Line of the file.
    pub line: u32,
    /// Year in which the return ends; 0 where nobody knows.
    pub year: i16,
    /// Year as the file or its column YEAR labels it; 0 where nothing does.
    pub label: i16,
    /// Whether the label names both years, such as 2023-24, or the dates told the year.
    pub is_certain: bool,
    /// DECOM.
    pub start: Date,
    /// DEC.
    pub end: Option<Date>,
    /// RNE.
    pub rne: Word,
    /// LS.
    pub ls: Word,
    /// CIN.
    pub cin: Word,
    /// PLACE.
    pub place: Word,
    /// PLACE_PROVIDER.
    pub provider: Word,
    /// REC.
    pub rec: Word,
    /// REASON_PLACE_CHANGE.
    pub reason: Word,
    /// HOME_POST.
    pub home_post: Word,
    /// PL_POST.
    pub pl_post: Word,
    /// URN.
    pub urn: Word,
    /// The rule under which the row was merged or dropped; `None` where it is used.
    pub aside: Option<&'static Rule>,
}

impl Row {
    /// Whether two rows say the same in every field of the return.
    pub fn says_the_same(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
            && self.reasons() == other.reasons()
            && self.setting() == other.setting()
            && (self.ls, self.cin, self.home_post) == (other.ls, other.cin, other.home_post)
    }

    /// What identifies the placement: type, provider, establishment and address.
    pub fn setting(&self) -> [Word; 4] {
        [self.place, self.provider, self.urn, self.pl_post]
    }

    /// Every coded field and postcode.
    pub fn fields(&self) -> [Word; 10] {
        let [place, provider, urn, pl_post] = self.setting();
        let [rne, rec, reason] = self.reasons();
        let (ls, cin, home_post) = (self.ls, self.cin, self.home_post);
        [
            place, provider, urn, pl_post, ls, cin, home_post, rne, rec, reason,
        ]
    }

    fn reasons(&self) -> [Word; 3] {
        [self.rne, self.rec, self.reason]
    }

    /// Whether the episode began and ended on one day.
    pub fn is_same_day(&self) -> bool {
        self.end == Some(self.start)
    }
}

/// A value with the return that gave it, so that a later return's wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dated<T> {
    /// Value.
    pub value: T,
    /// Year in which the return ends.
    pub year: i16,
}

/// Puts a value in place of one from an earlier return. Of two values of one return the greater stands, so that the
/// order of files and rows decides nothing.
fn latest<T: Ord>(slot: &mut Option<Dated<T>>, value: Option<T>, year: i16) {
    if let Some(value) = value
        && slot
            .as_ref()
            .is_none_or(|known| (known.year, &known.value) < (year, &value))
    {
        *slot = Some(Dated { value, year });
    }
}

/// What the tables say of a child.
#[derive(Debug, Clone, Default)]
pub struct Person {
    /// Date of birth in the header.
    pub born: Option<Dated<Date>>,
    /// Date of birth in another table.
    pub born_elsewhere: Option<Dated<Date>>,
    /// Sex.
    pub sex: Option<Dated<Sex>>,
    /// Ethnicity.
    pub ethnicity: Option<Dated<Ethnicity>>,
    /// Whether any header names the child.
    pub has_header: bool,
    /// Whether any table names the child as an unaccompanied asylum-seeking child.
    pub was_uasc: bool,
    /// DUC: the day on which that ended.
    pub uasc_until: Option<Dated<Date>>,
    /// Score of the strengths and difficulties questionnaire.
    pub sdq: Option<Dated<u8>>,
    /// The decision that the child should be placed for adoption, and whether it stands.
    pub should_be_adopted: Option<Dated<bool>>,
    /// Latest review.
    pub reviewed: Option<Date>,
}

/// What one row says of a child; it counts once the year of its return is known.
#[derive(Debug, Clone, Copy)]
pub struct Fact {
    /// The child.
    pub child: Word,
    /// Its table.
    pub table: Table,
    /// Year in which the return ends; 0 where nobody knows.
    pub year: i16,
    /// Whether the year in the row names both years.
    pub is_certain: bool,
    /// Date of birth.
    pub born: Option<Date>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Ethnicity.
    pub ethnicity: Option<Ethnicity>,
    /// DUC.
    pub uasc_until: Option<Date>,
    /// Score of the strengths and difficulties questionnaire.
    pub sdq: Option<u8>,
    /// Whether the decision that the child should be placed for adoption stands.
    pub should_be_adopted: Option<bool>,
}

impl Person {
    /// Takes over what a row says, where no later return says otherwise.
    pub fn learn(&mut self, fact: &Fact) {
        let year = fact.year;
        let born = match fact.table {
            Table::Header => &mut self.born,
            _ => &mut self.born_elsewhere,
        };
        latest(born, fact.born, year);
        latest(&mut self.sex, fact.sex, year);
        latest(&mut self.ethnicity, fact.ethnicity, year);
        latest(&mut self.uasc_until, fact.uasc_until, year);
        latest(&mut self.sdq, fact.sdq, year);
        latest(&mut self.should_be_adopted, fact.should_be_adopted, year);
    }
}

/// A row about a child that is no episode.
#[derive(Debug, Clone, Copy)]
pub struct Record {
    /// The child.
    pub child: Word,
    /// Its table.
    pub table: Table,
    /// Year in which the return ends; 0 where nobody knows.
    pub year: i16,
    /// Whether the year in the row names both years.
    pub is_certain: bool,
    /// Number of the file in the ledger.
    pub file: u32,
    /// Line of the file.
    pub line: u32,
}
