//! How many rows of a file may be lost before it is refused.

use super::account::{Fate, Ledger, Rule};
use crate::ingest::codes::TOO_MANY_DROPPED;
use crate::ingest::log::{At, Finding};

/// The problem of a file of which more than one row in ten is dropped, but for drops that say nothing against it.
/// Nobody should take what is left of such a file for the whole.
pub fn too_many_dropped(ledger: &Ledger, file: usize, expected: &[&Rule]) -> Option<Finding> {
    let account = &ledger.accounts[file];
    let lost = |code: &str| {
        let (rule, _) = ledger.applied[code];
        rule.fate == Fate::Dropped && expected.iter().all(|other| other.code != code)
    };
    let by_rule: Vec<(&str, u64)> = account
        .aside
        .iter()
        .filter(|(code, _)| lost(code))
        .map(|(code, count)| (ledger.applied[code].0.title, *count))
        .collect();
    let dropped: u64 = by_rule.iter().map(|(_, count)| count).sum();
    if dropped * 10 <= account.read {
        return None;
    }
    let reasons: Vec<String> = by_rule
        .iter()
        .map(|(title, count)| format!("{title} ({count})"))
        .collect();
    let message = format!(
        "{dropped} of {} rows of {} could not be used: {}",
        account.read,
        account.file,
        reasons.join(", ")
    );
    let action = "correct the file, or give --accept-losses to import what is left";
    Some(Finding::new(&TOO_MANY_DROPPED, At::File, message).action(action))
}
