//! The columns of `homes.csv`.

use crate::ingest::column::{
    NOT_RECORDED, code, columns, date, easting, flag, id, levels, northing, pounds, reference,
    text, whole, yes_no,
};
use crate::model::{
    Adaptation, ApprovalType, Ethnicity, HomeKind, HomeStatus, OfstedGrade, Pet, PlacementType,
    Religion, Sector, Sex,
};

columns! {
    /// A home.
    HomeRow {
        home_id: id(), "Id of the home, unique in the file; never a carer's name.";
        kind: code::<HomeKind>(), "Kind of home.";
        sector: code::<Sector>(), "Who runs it, in the groups of PLACE_PROVIDER.";
        provider: text().blank(NOT_RECORDED), "Provider's name or id.";
        urn: text().blank(NOT_RECORDED), "Ofsted unique reference number.";
        authority: text(), "ONS code of the local authority in whose area the home is.";
        area: reference("areas.csv").blank(NOT_RECORDED), "District of the home.";
        easting: easting().blank(NOT_RECORDED), "Where the home is.";
        northing: northing().blank(NOT_RECORDED), "Where the home is.";
        places: whole(0, 250, "places"), "Places approved (fostering) or registered.";
        places_if_siblings: whole(0, 250, "places").blank("as `places`"), "Places where all the children are one sibling group.";
        occupied_by_others: whole(0, 250, "places").blank("0"), "Places taken by children of other authorities.";
        bedrooms: whole(0, 250, "bedrooms").blank("as `places`"), "Bedrooms for children looked after.";
        sharing_allowed: flag(), "Whether bedrooms may be shared, each child's authority agreeing.";
        age_min: whole(0, 25, "years"), "Youngest age of the terms of approval.";
        age_max: whole(0, 25, "years"), "Oldest age of the terms of approval.";
        sex: code::<Sex>().blank("any"), "Only children of this sex, where the terms say so.";
        placement_types: code::<PlacementType>().list().blank("the terms name none: all are allowed"), "Types of placement in the terms of approval.";
        named_children: reference("children.csv").list().blank("no named children"), "Only these children may be placed (connected persons).";
        capabilities: levels(), "Highest level of need that the home can meet, by domain.";
        adaptations: code::<Adaptation>().list(), "Adaptations that the home has.";
        ethnicity: code::<Ethnicity>().list().blank(NOT_RECORDED), "Carers' ethnicities.";
        religion: code::<Religion>().blank(NOT_RECORDED), "Carers' religion.";
        languages: text().list().blank(NOT_RECORDED), "Languages spoken in the home.";
        smoker: yes_no(), "Whether anybody in the home smokes.";
        pets: code::<Pet>().list(), "Animals in the home.";
        birth_children_ages: whole(0, 60, "years").list(), "Ages of the carers' own children at home.";
        ofsted_grade: code::<OfstedGrade>().blank(NOT_RECORDED), "Ofsted grade of the home, or of its fostering service.";
        weekly_cost: pounds(), "Price or unit cost of one child, pounds a week.";
        status: code::<HomeStatus>(), "Whether the home takes referrals.";
        held_until: date().blank("no end recorded"), "Until when the home is on hold.";
        hold_reason: text().blank(NOT_RECORDED), "Why the home is on hold.";
        approval_type: code::<ApprovalType>(), "How the carers or the home are approved.";
        approval_end: date().blank("no end"), "When the approval ends.";
        carers_ages: whole(16, 110, "years").list().blank(NOT_RECORDED), "Carers' ages.";
    }
}
