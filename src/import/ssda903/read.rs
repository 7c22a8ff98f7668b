//! The tables of all returns, read row by row into one memory.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::mpsc::sync_channel;

use super::episodes::read_episodes;
use super::files::{Found, Recognised, Recogniser, book, find, problem};
use super::labels::{Labels, Span};
use super::people::read_people;
use super::row::{Fact, Person, Record, Row};
use super::rules::{HEADING_AGAIN, NOT_NEEDED, OTHER_AUTHORITY};
use super::tables::Table;
use super::words::{Word, Words};
use super::year::Tally;
use crate::import::account::{Case, Ledger, Rule};
use crate::import::losses::too_many_dropped;
use crate::import::pseudonyms::{Identifying, Ids, identifying};
use crate::import::sheet::Sheet;
use crate::import::sheet::one;
use crate::ingest::codes::{NO_RETURN_TABLE, TOO_MANY_DROPPED};
use crate::ingest::log::{At, Finding, Log};
use crate::ingest::{Problem, Problems};
use crate::model::Date;

/// How returns are read.
#[derive(Debug)]
pub struct Options<'a> {
    /// The day of the data; the last day of the latest return where it is not given.
    pub as_at: Option<Date>,
    /// Take only rows whose column LA says this.
    pub la: Option<String>,
    /// How ids are written.
    pub ids: &'a Ids,
    /// Import what is left where too many rows of a file are dropped.
    pub accepts_losses: bool,
}

/// How a field of a table is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filled {
    /// Rows read.
    pub rows: u64,
    /// Rows with a value.
    pub filled: u64,
    /// Rows with a value that the field takes.
    pub valid: u64,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Returns {
    /// Ids of children; a child's number is the place in [`Self::people`].
    pub children: Words,
    /// Children, the blank id first.
    pub people: Vec<Person>,
    /// Codes, postcodes and other words.
    pub words: Words,
    /// Episodes whose child and first day could be read.
    pub rows: Vec<Row>,
    /// Rows of other tables.
    pub records: Vec<Record>,
    /// What rows say of their children, before the years are settled.
    pub facts: Vec<Fact>,
    /// Last day that the data describe.
    pub as_at: Option<Date>,
    /// First day that the returns cover.
    pub from: Option<Date>,
    /// Years of the returns, named by the year in which they end.
    pub years: Vec<i16>,
    /// Whether single years were found to name the year in which a return begins.
    pub years_begin: bool,
    /// Names in the column LA, with rows.
    pub authorities: BTreeMap<String, u64>,
    /// What ids look like that identify a person, with how many there are.
    pub identifying: BTreeMap<Identifying, u64>,
    /// How fields are filled in, by table and field.
    pub fields: BTreeMap<(Table, &'static str), Filled>,
    /// Name and SHA-256 of each file.
    pub hashes: Vec<(String, String)>,
    /// Warnings.
    pub warnings: Problems,
}

/// What a report says of the returns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Years of the returns, named by the year in which they end.
    pub years: Vec<i16>,
    /// First day that the returns cover.
    pub from: Option<Date>,
    /// Whether single years were found to name the year in which a return begins.
    pub years_begin: bool,
    /// Children with a history.
    pub children: usize,
    /// Names in the column LA, with rows.
    pub authorities: BTreeMap<String, u64>,
    /// How fields are filled in, by table and field.
    pub fields: BTreeMap<(Table, &'static str), Filled>,
}

impl Returns {
    /// What a report says of the returns, of which so many children have a history.
    pub fn summary(&self, children: usize) -> Summary {
        Summary {
            years: self.years.clone(),
            from: self.from,
            years_begin: self.years_begin,
            children,
            authorities: self.authorities.clone(),
            fields: self.fields.clone(),
        }
    }

    /// The number of a child, known or new.
    pub fn child(&mut self, id: &str) -> Word {
        let number = self.children.number(id);
        if number.at() >= self.people.len() {
            self.people.resize_with(number.at() + 1, Person::default);
            if let Some(looks) = identifying(id) {
                *self.identifying.entry(looks).or_default() += 1;
            }
        }
        number
    }

    /// Whether a table of reviews was read.
    pub fn has_reviews(&self) -> bool {
        self.fields.contains_key(&(Table::Reviews, "REVIEW"))
    }

    /// Whether a table with scores of strengths and difficulties was read.
    pub fn has_scores(&self) -> bool {
        self.fields.contains_key(&(Table::Oc2, "SDQ_SCORE"))
    }

    /// Adds how a field was filled in over the rows of one file.
    pub fn add(&mut self, table: Table, field: &'static str, counted: Filled) {
        let filled = self.fields.entry((table, field)).or_default();
        filled.rows += counted.rows;
        filled.filled += counted.filled;
        filled.valid += counted.valid;
    }
}

/// A table being read: where its rows are accounted for, and its problems should it be refused.
pub struct Source<'a> {
    /// Which table it is.
    pub table: Table,
    /// Number in the ledger.
    pub file: usize,
    /// The account of rows.
    pub ledger: &'a mut Ledger,
    /// Row problems, shown only where the file is refused.
    pub log: Log,
    /// How returns are read.
    pub options: &'a Options<'a>,
}

impl Source<'_> {
    /// Applies a rule to a row.
    pub fn apply(&mut self, rule: &'static Rule, line: u64, child: &str, detail: &str) {
        let (file, options) = (self.file, self.options);
        let case = || Case {
            file,
            line,
            subject: if child.is_empty() {
                String::new()
            } else {
                options.ids.child(child)
            },
            detail: detail.to_owned(),
        };
        self.ledger.apply(rule, case, file);
    }
}

/// Reads every table below the folders. Everything that is wrong with the files is reported at once.
pub fn read(
    dirs: &[PathBuf],
    options: &Options<'_>,
    ledger: &mut Ledger,
) -> Result<Returns, Problems> {
    let found = find(dirs)?;
    let mut returns = Returns::default();
    returns.child("");
    let mut recogniser = Recogniser::default();
    let mut labels = Labels::default();
    let mut refused = Problems::default();
    std::thread::scope(|scope| {
        // While the rows of one file are read, the next is fetched, hashed and decoded; no more than that is held.
        let (send, books) = sync_channel(1);
        let files = &found;
        scope.spawn(move || files.iter().all(|file| send.send(book(file)).is_ok()));
        for (file, book) in found.iter().zip(books) {
            for recognised in recogniser.tables(file, book) {
                let folder = folder_of(file);
                let (opened, sheet, log) = read_table(
                    recognised,
                    folder,
                    &mut returns,
                    &mut labels,
                    ledger,
                    options,
                );
                if !options.accepts_losses
                    && let Some(finding) = too_many_dropped(ledger, opened, EXPECTED)
                {
                    let mut log = log;
                    log.add(finding);
                    sheet.settle(log, &mut refused);
                }
            }
        }
    });
    let mut problems = recogniser.problems;
    problems.append(refused);
    if problems.has_errors() {
        return Err(problems);
    }
    if !ledger
        .accounts
        .iter()
        .any(|a| a.table == Table::Episodes.label())
    {
        let message = format!(
            "there is no episodes table in the folder; there is {}",
            found_tables(ledger)
        );
        let action = "add the table with CHILD, DECOM, RNE, PLACE, DEC, REC and LS; tables are known by their columns";
        problems.append(Problems::one(problem(&NO_RETURN_TABLE, message, action)));
        return Err(problems);
    }
    returns.rows.shrink_to_fit();
    returns.people.shrink_to_fit();
    if returns.rows.is_empty() {
        problems.append(Problems::one(no_episode(options)));
        return Err(problems);
    }
    labels.settle(&mut returns, ledger, options.as_at);
    if !options.accepts_losses && options.as_at.is_none() {
        problems.append(late(&returns, ledger));
        if problems.has_errors() {
            return Err(problems);
        }
    }
    returns.hashes = recogniser.hashes;
    returns.warnings = problems;
    Ok(returns)
}

/// Reads the rows of a table, and gives its number in the ledger, the sheet, and the problems of its rows.
fn read_table(
    recognised: Recognised,
    folder: String,
    returns: &mut Returns,
    labels: &mut Labels,
    ledger: &mut Ledger,
    options: &Options<'_>,
) -> (usize, Sheet, Log) {
    let Recognised {
        table,
        sheet,
        label,
    } = recognised;
    let opened = ledger.open(&sheet.name, table.label());
    let mut source = Source {
        table,
        file: opened,
        ledger,
        log: sheet.log(),
        options,
    };
    let (rows, records) = (returns.rows.len(), returns.records.len());
    let facts = returns.facts.len();
    let mut tally = Tally::default();
    if table == Table::Episodes {
        read_episodes(&sheet, &mut source, returns, &mut tally);
    } else {
        read_people(&sheet, &mut source, returns);
    }
    let span = Span {
        rows: rows..returns.rows.len(),
        records: records..returns.records.len(),
        facts: facts..returns.facts.len(),
    };
    labels.note(opened, folder, label, &tally, span);
    let log = source.log;
    (opened, sheet, log)
}

fn folder_of(found: &Found) -> String {
    let folder = found.name.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.to_owned()
}

/// Drops that say nothing against a file: they are asked for, of tables that nobody needs, or of headings.
const EXPECTED: &[&Rule] = &[OTHER_AUTHORITY, NOT_NEEDED, HEADING_AGAIN];

/// The tables that were found, each with its file.
fn found_tables(ledger: &Ledger) -> String {
    const SHOWN: usize = 6;
    let accounts = ledger.accounts.iter().take(SHOWN);
    let mut names: Vec<String> = accounts
        .map(|account| format!("{} ({})", account.table, account.file))
        .collect();
    match ledger.accounts.len() {
        0 => names.push("no table of the return".to_owned()),
        all if all > SHOWN => names.push(format!("{} more", all - SHOWN)),
        _ => {}
    }
    names.join(", ")
}

/// The problem of episodes tables without an episode.
fn no_episode(options: &Options<'_>) -> Problem {
    match &options.la {
        Some(la) => problem(
            &NO_RETURN_TABLE,
            format!("no episode has \"{la}\" in the column LA"),
            "compare the spelling with the column LA, or leave --la out",
        ),
        None => problem(
            &NO_RETURN_TABLE,
            "there is no row in the episodes table that can be used".to_owned(),
            "export the table again with its rows",
        ),
    }
}

/// Files of which more than one row in ten begins after the last day of the data, which the years of the files tell:
/// they are under a wrong year.
fn late(returns: &Returns, ledger: &Ledger) -> Problems {
    let mut problems = Problems::default();
    let Some(as_at) = returns.as_at else {
        return problems;
    };
    for (file, account) in ledger.accounts.iter().enumerate() {
        let rows = returns.rows.iter().filter(|row| row.file as usize == file);
        let count = rows.filter(|row| row.start > as_at).count() as u64;
        if count * 10 > account.read {
            let message = format!(
                "{count} of {} rows of {} start after {as_at}, the last day of the latest return",
                account.read, account.file,
            );
            let finding = Finding::new(&TOO_MANY_DROPPED, At::File, message);
            let action = "put the file into the folder of its year, or give the day of the data with --as-at";
            problems.append(one(&account.file, finding.action(action)));
        }
    }
    problems
}
