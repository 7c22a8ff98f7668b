//! Whether folders can be one market: each authority once, and the same tiers.

use super::Folder;
use super::fault::fault;
use crate::ingest::codes::{DAYS_DIFFER, SAME_AUTHORITY, TIERS_DIFFER};
use crate::ingest::diagnostic::Problems;
use crate::ingest::tables::COUNCIL_FILE;
use crate::model::Tier;

/// Everything that stands against a market is an error; days that differ are a warning.
pub fn check(folders: &[Folder]) -> Result<Problems, Problems> {
    let (mut errors, mut warnings) = (Problems::default(), Problems::default());
    let file = |folder: &Folder| format!("{}/{COUNCIL_FILE}", folder.shown);
    for (at, folder) in folders.iter().enumerate() {
        let council = &folder.reading.council;
        let before = &folders[..at];
        let code = |other: &&Folder| {
            other
                .reading
                .council
                .code
                .eq_ignore_ascii_case(&council.code)
        };
        if let Some(twin) = before.iter().find(code) {
            let message = format!("the code {} is that of {} too", council.code, file(twin));
            let action = "give one folder for each authority";
            errors.append(fault(&SAME_AUTHORITY, &file(folder), message, action));
        }
        let Some(first) = before.first() else {
            continue;
        };
        let theirs = &first.reading.council;
        if theirs.policy.tiers != council.policy.tiers {
            let message = format!(
                "the tiers differ from those of {}: {}",
                file(first),
                first_difference(&theirs.policy.tiers, &council.policy.tiers)
            );
            let action =
                "agree one order of the tiers, with the same terms, weights and tolerances";
            errors.append(fault(&TIERS_DIFFER, &file(folder), message, action));
        }
        if theirs.as_at != council.as_at {
            let message = format!(
                "the data are as at {}, those of {} as at {}: ages and approvals are taken on the latest day",
                council.as_at,
                file(first),
                theirs.as_at
            );
            let action = "draw the folders up on one day";
            warnings.append(fault(&DAYS_DIFFER, &file(folder), message, action));
        }
    }
    if errors.is_empty() {
        Ok(warnings)
    } else {
        errors.append(warnings);
        Err(errors)
    }
}

fn first_difference(a: &[Tier], b: &[Tier]) -> String {
    let mut pairs = a.iter().zip(b).enumerate();
    let Some((at, (one, other))) = pairs.find(|(_, (one, other))| one != other) else {
        return format!("{} tiers there and {} here", a.len(), b.len());
    };
    let what = if one.name != other.name {
        format!("is \"{}\" there and \"{}\" here", one.name, other.name)
    } else if one.terms != other.terms {
        format!("\"{}\" has other terms or weights", one.name)
    } else {
        format!("\"{}\" has another tolerance", one.name)
    };
    format!("tier {} {what}", at + 1)
}
