//! The columns of `children.csv`.

use crate::ingest::column::{
    NOT_RECORDED, code, columns, date, easting, flag, id, levels, northing, reference, text, whole,
    yes_no,
};
use crate::model::{
    Adaptation, Ethnicity, LegalStatus, NeedCode, PermanencePlan, Pet, PlacementType,
    PlannedSetting, Religion, Sex,
};

columns! {
    /// A child looked after.
    ChildRow {
        child_id: id(), "Pseudonymous id of the child, unique in the file; never a name.";
        date_of_birth: date(), "Date of birth.";
        sex: code::<Sex>(), "Sex, as in SSDA903 from 2024-25.";
        ethnicity: code::<Ethnicity>().blank(NOT_RECORDED), "Ethnicity, as in SSDA903.";
        religion: code::<Religion>().blank(NOT_RECORDED), "Religion, in the groups of the census.";
        languages: text().list().blank(NOT_RECORDED), "Languages that the child speaks, first language first.";
        legal_status: code::<LegalStatus>().blank(NOT_RECORDED), "Legal status, as in SSDA903.";
        need_code: code::<NeedCode>().blank(NOT_RECORDED), "Category of need, as in SSDA903.";
        needs: levels(), "Level of need by domain, 0 (none) to 3 (highest).";
        sdq: whole(0, 40, "points").blank(NOT_RECORDED), "Score of the strengths and difficulties questionnaire.";
        disabled: yes_no(), "Whether the child is disabled.";
        adaptations: code::<Adaptation>().list(), "Adaptations that a home must have for the child.";
        ehcp: yes_no(), "Whether the child has an education, health and care plan.";
        school_easting: easting().blank(NOT_RECORDED), "Where the school is.";
        school_northing: northing().blank(NOT_RECORDED), "Where the school is.";
        year_group: whole(0, 13, "(national curriculum year, reception is 0)").blank(NOT_RECORDED), "National curriculum year; years 10 and 11 are key stage 4.";
        home_easting: easting().blank(NOT_RECORDED), "Home: the address from which the child came into care.";
        home_northing: northing().blank(NOT_RECORDED), "Home: the address from which the child came into care.";
        home_area: reference("areas.csv").blank(NOT_RECORDED), "District of the home address.";
        contact_easting: easting().blank(NOT_RECORDED), "Where family time takes place.";
        contact_northing: northing().blank(NOT_RECORDED), "Where family time takes place.";
        entered_care: date(), "First day of the current period of being looked after.";
        permanence_plan: code::<PermanencePlan>().blank(NOT_RECORDED), "Permanence plan, in the values of Annex A list 8.";
        planned_setting: code::<PlannedSetting>().blank("any"), "Setting that the care plan asks for.";
        placement_wanted: code::<PlacementType>().blank("short"), "Type of placement wanted.";
        placements_last_12_months: whole(0, 99, "placements").blank(NOT_RECORDED), "Number of placements in the last twelve months.";
        uasc: flag(), "Whether the child is an unaccompanied asylum-seeking child.";
        emergency: flag(), "Whether a home is needed today (under 24 hours' notice).";
        solo: flag(), "Whether the child must be the only child in the home.";
        parent_and_child: flag(), "Whether a parent-and-child placement is needed.";
        not_with_younger: flag(), "Whether the child must not live with a younger child.";
        no_smokers: flag(), "Whether the home must be smoke-free.";
        in_area_not_consistent: flag(), "Whether living in the area is not consistent with the child's welfare (section 22G).";
        plan_to_move: flag(), "Whether the care plan is to move.";
        allergies: code::<Pet>().list(), "Animals that the child is allergic to.";
        incompatible_with: reference("children.csv").list(), "Children with whom this child must not live; naming the pair once is enough.";
        avoid_areas: reference("areas.csv").list(), "Districts where the child must not live.";
        wishes_for: reference("homes.csv").list(), "Homes that the child has asked for.";
        wishes_against: reference("homes.csv").list(), "Homes that the child has said no to.";
    }
}
