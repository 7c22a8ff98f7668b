//! SSDA903 returns of any years to one history a child.
//!
//! Files are recognised by their columns. Overlapping years are merged by stated rules, each counted; short breaks
//! (V3, V4) are kept apart, temporary moves (T0 to T4) folded back. Source of tables, columns and codes: the
//! Department for Education's guide to the return, as the validators and platforms of the sector encode it.

mod codes;
mod episodes;
mod fields;
mod files;
mod history;
mod labels;
mod merge;
mod notices;
mod people;
mod read;
mod row;
mod rules;
mod sanity;
mod tables;
mod temporary;
mod timeline;
mod words;
mod year;

#[cfg(test)]
mod odd_tests;
#[cfg(test)]
mod tests;

pub use files::problem;
pub use history::{ChildHistory, history};
pub use notices::notices;
pub use read::{Filled, Options, Returns, Summary, read};
pub use row::{Person, Row};
pub use rules::{NOT_LISTED, RULES};
pub use sanity::{RULES as SANITY_RULES, check};
pub use tables::Table;
pub use timeline::Spell;
pub use words::{Word, Words};
pub use year::{first_day, last_day, return_of};
