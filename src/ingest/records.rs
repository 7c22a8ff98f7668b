//! What is recorded between children and homes, and care history.

use std::path::Path;
use std::sync::Arc;

use super::children::NO_DATE;
use super::codes::{APPROVAL_REVERSED, EPISODE_REVERSED, PLACEMENT_REVERSED, STALE};
use super::ids::Ids;
use super::rows::{Loaded, load};
use super::tables::{
    APPROVALS, ASSESSMENTS, ApprovalRow, AssessmentRow, EpisodeRow, PLACEMENTS, PlacementRow,
    SIBLINGS, SiblingRow, Table,
};
use crate::model::{
    Approval, Assessment, ChildIx, Date, Episode, HomeIx, Placement, PlacementType, SiblingLink,
    SiblingPlan,
};

/// The ids that records refer to.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Ids of `children.csv`.
    pub children: &'a Ids,
    /// Ids of `homes.csv`.
    pub homes: &'a Ids,
    /// The day of the data.
    pub as_at: Option<Date>,
}

/// Reads `sibling_links.csv`. Whether the links agree with one another is checked later.
pub fn read_siblings(dir: &Path, known: Known<'_>) -> Loaded<SiblingLink> {
    load(dir, SIBLINGS, known.as_at, |line| {
        let row: SiblingRow<'_> = line.fields()?;
        let a = line.refer(row.child_a(), known.children);
        let b = line.refer(row.child_b(), known.children);
        let plan: Option<SiblingPlan> = line.code(row.plan());
        let reason = line.text(row.reason());
        let (a, b) = (ChildIx(a?), ChildIx(b?));
        Some(SiblingLink {
            pair: (a.min(b), a.max(b)),
            plan: plan?,
            reason,
        })
    })
}

/// Reads `placements.csv`.
pub fn read_placements(dir: &Path, known: Known<'_>) -> Loaded<Placement> {
    load(dir, PLACEMENTS, known.as_at, |line| {
        let row: PlacementRow<'_> = line.fields()?;
        let child = line.refer(row.child_id(), known.children).map(ChildIx);
        let home = line.refer(row.home_id(), known.homes).map(HomeIx);
        let start = line.past(row.start_date());
        let purpose: Option<PlacementType> = line.code(row.purpose());
        let planned_end = line.date(row.planned_end());
        if let (Some(start), Some(end)) = (start, planned_end) {
            if end < start {
                let message = format!("is before start_date {start}");
                line.fault(
                    &PLACEMENT_REVERSED,
                    row.planned_end(),
                    &message,
                    "correct one of the two dates",
                );
            } else if known.as_at.is_some_and(|as_at| end < as_at) {
                let message = "has passed, but the placement is still listed as current";
                line.fault(
                    &STALE,
                    row.planned_end(),
                    message,
                    "take the placement out if it has ended, or update planned_end",
                );
            }
        }
        Some(Placement {
            child: child?,
            home: home?,
            start: start.unwrap_or(NO_DATE),
            purpose: purpose?,
            planned_end,
        })
    })
}

/// Reads `assessments.csv`. Notes are for people and are not loaded.
pub fn read_assessments(dir: &Path, known: Known<'_>) -> Loaded<Assessment> {
    load(dir, ASSESSMENTS, known.as_at, |line| {
        let row: AssessmentRow<'_> = line.fields()?;
        let child = line.refer(row.child_id(), known.children).map(ChildIx);
        let home = line.refer(row.home_id(), known.homes).map(HomeIx);
        let suitable = line.yes_no(row.suitable());
        let score = line.whole(row.score());
        Some(Assessment {
            child: child?,
            home: home?,
            suitable: suitable?,
            score,
        })
    })
}

/// Reads `approvals.csv`.
pub fn read_approvals(dir: &Path, known: Known<'_>) -> Loaded<Approval> {
    load(dir, APPROVALS, known.as_at, |line| {
        let row: ApprovalRow<'_> = line.fields()?;
        let kind = line.code(row.kind());
        let child = line.refer(row.child_id(), known.children).map(ChildIx);
        let home = line.refer(row.home_id(), known.homes).map(HomeIx);
        let by = line.text(row.approved_by()).unwrap_or_default();
        let on = line.past(row.approved_on());
        let until = line.date(row.until());
        if let (Some(on), Some(until)) = (on, until)
            && until < on
        {
            let message = format!("is before approved_on {on}");
            line.fault(
                &APPROVAL_REVERSED,
                row.until(),
                &message,
                "correct one of the two dates",
            );
        }
        Some(Approval {
            kind: kind?,
            child: child?,
            home,
            by,
            on: on.unwrap_or(NO_DATE),
            until,
        })
    })
}

/// Reads `episodes.csv` or `short_breaks.csv`.
pub fn read_episodes(dir: &Path, table: Table, as_at: Option<Date>) -> Loaded<Episode> {
    let mut of_child: Arc<str> = Arc::from("");
    load(dir, table, as_at, |line| {
        let row: EpisodeRow<'_> = line.fields()?;
        let id = line.id(row.child_id()).unwrap_or_default();
        // The episodes of a child usually stand together.
        if *of_child != *id {
            of_child = Arc::from(id);
        }
        let episode = Episode {
            child_id: Arc::clone(&of_child),
            born: line.past(row.date_of_birth()),
            sex: line.code(row.sex()),
            ethnicity: line.code(row.ethnicity()),
            uasc: line.flag(row.uasc()),
            start: line.past(row.decom()).unwrap_or(NO_DATE),
            reason_start: line.coded(row.rne()),
            legal_status: line.code(row.ls()),
            need_code: line.code(row.cin()),
            place: line.coded(row.place()),
            provider: line.coded(row.place_provider()),
            end: line.past(row.dec()),
            reason_end: line.coded(row.rec()),
            reason_change: line.coded(row.reason_place_change()),
            urn: line.coded(row.urn()),
            home_area: line.coded(row.home_area()),
            placement_authority: line.coded(row.pl_la()),
            placement_location: line.code(row.pl_location()),
            placement_miles: line.tenths_of_miles(row.pl_distance()),
        };
        let start = episode.start;
        if start != NO_DATE {
            let action = "correct one of the two dates";
            if episode.end.is_some_and(|end| end < start) {
                let message = format!("is before decom {start}");
                line.fault(&EPISODE_REVERSED, row.dec(), &message, action);
            }
            if episode.born.is_some_and(|born| born > start) {
                let message = format!("is after decom {start}");
                line.fault(&EPISODE_REVERSED, row.date_of_birth(), &message, action);
            }
        }
        Some(episode)
    })
}
