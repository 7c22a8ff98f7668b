//! The columns of the files about districts, and about what is recorded between children and homes.

use crate::ingest::column::{
    NOT_RECORDED, code, coded, columns, date, easting, flag, id, miles, northing, reference, text,
    whole,
};
use crate::model::{
    ApprovalKind, Ethnicity, LegalStatus, NeedCode, PlacementLocation, PlacementType, Sex,
    SiblingPlan,
};

columns! {
    /// A district.
    AreaRow {
        area_code: id(), "Code of the district, unique in the file (an ONS code where there is one).";
        name: text(), "Name for people.";
        authority: text(), "ONS code of the local authority with children's services duties.";
        easting: easting(), "A central point.";
        northing: northing(), "A central point.";
    }
}

columns! {
    /// Two brothers or sisters.
    SiblingRow {
        child_a: reference("children.csv"), "One child of the pair.";
        child_b: reference("children.csv"), "The other child of the pair.";
        plan: code::<SiblingPlan>(), "What the sibling assessment says.";
        reason: text().blank(NOT_RECORDED), "Reason, as a short code or phrase.";
    }
}

columns! {
    /// Where a child lives now.
    PlacementRow {
        child_id: reference("children.csv"), "The child.";
        home_id: reference("homes.csv"), "The home.";
        start_date: date(), "First day of the placement.";
        purpose: code::<PlacementType>(), "Purpose of the placement.";
        planned_end: date().blank("none planned"), "Planned last day.";
    }
}

columns! {
    /// A practitioner's own view of a child in a home.
    AssessmentRow {
        child_id: reference("children.csv"), "The child.";
        home_id: reference("homes.csv"), "The home.";
        suitable: flag().required(), "Whether the home is suitable for the child at all.";
        score: whole(0, 100, "points").blank(NOT_RECORDED), "Score from 0 (worst) to 100 (best); it overrides the computed fit.";
        note: text().blank("no note"), "A note for people; it is never loaded.";
    }
}

columns! {
    /// A recorded approval or exemption.
    ApprovalRow {
        kind: code::<ApprovalKind>(), "What was approved.";
        child_id: reference("children.csv"), "For which child.";
        home_id: reference("homes.csv").blank("any home"), "For which home.";
        approved_by: text(), "Who approved it: a role, never a name.";
        approved_on: date(), "When it was approved.";
        until: date().blank("no end"), "Last day of the approval.";
    }
}

columns! {
    /// One SSDA903 episode of care.
    EpisodeRow {
        child_id: id(), "Pseudonymous id; the child may have left care and not be in children.csv.";
        date_of_birth: date().blank(NOT_RECORDED), "Date of birth.";
        sex: code::<Sex>().blank(NOT_RECORDED), "Sex.";
        ethnicity: code::<Ethnicity>().blank(NOT_RECORDED), "Ethnicity, as in SSDA903.";
        uasc: flag(), "Whether the child has been an unaccompanied asylum-seeking child.";
        decom: date(), "DECOM: first day of the episode.";
        rne: coded(), "RNE: reason for the new episode.";
        ls: code::<LegalStatus>().blank(NOT_RECORDED), "LS: legal status.";
        cin: code::<NeedCode>().blank(NOT_RECORDED), "CIN: category of need.";
        place: coded(), "PLACE: placement code, of any year.";
        place_provider: coded(), "PLACE_PROVIDER: provider code. To a forecast PR2 to PR5 are others, all else is the authority itself.";
        dec: date().blank("still open"), "DEC: last day of the episode.";
        rec: coded().blank("still open, or not recorded"), "REC: reason the episode ceased.";
        reason_place_change: coded(), "REASON_PLACE_CHANGE.";
        urn: coded(), "URN: Ofsted's number of the provider.";
        home_area: coded(), "ONS code of the district of the home address.";
        pl_la: coded(), "PL_LA: where the placement is, an ONS code, or SCO, WAL, NIR or NUK elsewhere.";
        pl_location: code::<PlacementLocation>().blank(NOT_RECORDED), "PL_LOCATION: in or outside the responsible authority's area.";
        pl_distance: miles(), "PL_DISTANCE: straight-line miles from home to placement.";
    }
}
