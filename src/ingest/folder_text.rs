//! A council written back as the files of a council folder. Reading them gives the same council.

use std::borrow::Cow;
use std::io::Write;

use serde::Serialize;

use super::council_text::council_text;
use super::tables::{
    APPROVALS, ASSESSMENTS, ApprovalRow, AreaRow, AssessmentRow, COUNCIL_FILE, ChildRow, EPISODES,
    EpisodeRow, HomeRow, PlacementRow, SHORT_BREAKS, SiblingRow, TABLES,
};
use super::written::{
    code, coded, flag, joined, levels, maybe, maybe_code, maybe_flag, maybe_text, place, pounds,
    set, show,
};
use crate::model::{Child, ChildIx, Council, Episode, Home, HomeIx};

/// The files of the council folder, by name, and their texts. Optional files without rows are left out.
pub fn render(council: &Council) -> Vec<(&'static str, String)> {
    let files = files_of(council).into_iter();
    files
        .map(|name| {
            let mut text = Vec::new();
            write_file(council, name, &mut text).expect("writing to memory cannot fail");
            (
                name,
                String::from_utf8(text).expect("text in gives text out"),
            )
        })
        .collect()
}

/// The names of the files that a council needs: optional ones without rows are left out.
pub fn files_of(c: &Council) -> Vec<&'static str> {
    let optional = [
        (ASSESSMENTS, c.assessments.is_empty()),
        (APPROVALS, c.approvals.is_empty()),
        (EPISODES, c.episodes.is_empty()),
        (SHORT_BREAKS, c.short_breaks.is_empty()),
    ];
    let is_empty = |file: &&str| optional.iter().any(|(t, empty)| t.file == *file && *empty);
    let tables = TABLES.iter().map(|table| table.file);
    let names = std::iter::once(COUNCIL_FILE).chain(tables);
    names.filter(|file| !is_empty(file)).collect()
}

/// Writes the file of the council folder that has this name; nothing for a name that is none of them.
pub fn write_file(c: &Council, name: &str, mut out: impl Write) -> csv::Result<()> {
    if name == COUNCIL_FILE {
        return Ok(out.write_all(council_text(c).as_bytes())?);
    }
    let Some(table) = TABLES.iter().find(|table| table.file == name) else {
        return Ok(());
    };
    let mut out = csv::WriterBuilder::new()
        .has_headers(false)
        .buffer_capacity(1 << 16)
        .from_writer(out);
    out.write_record(table.columns.iter().map(|column| column.name))?;
    match name {
        "areas.csv" => all(&mut out, area_rows(c)),
        "children.csv" => all(&mut out, c.children.iter().map(|child| child_row(c, child))),
        "sibling_links.csv" => all(&mut out, sibling_rows(c)),
        "homes.csv" => all(&mut out, c.homes.iter().map(|home| home_row(c, home))),
        "placements.csv" => all(&mut out, placement_rows(c)),
        "assessments.csv" => all(&mut out, assessment_rows(c)),
        "approvals.csv" => all(&mut out, approval_rows(c)),
        "episodes.csv" => all(&mut out, episode_rows(&c.episodes)),
        _ => all(&mut out, episode_rows(&c.short_breaks)),
    }?;
    Ok(out.flush()?)
}

fn all(
    out: &mut csv::Writer<impl Write>,
    mut rows: impl Iterator<Item = impl Serialize>,
) -> csv::Result<()> {
    rows.try_for_each(|row| out.serialize(row))
}

fn child_row<'a>(council: &'a Council, child: &'a Child) -> ChildRow<'a> {
    let (school_easting, school_northing) = place(child.school);
    let (home_easting, home_northing) = place(child.home);
    let (contact_easting, contact_northing) = place(child.contact);
    let flags = child.flags;
    ChildRow {
        child_id: Cow::from(&child.id),
        date_of_birth: show(child.born),
        sex: code(child.sex),
        ethnicity: maybe_code(child.ethnicity),
        religion: maybe_code(child.religion),
        languages: joined(&child.languages),
        legal_status: maybe_code(child.legal_status),
        need_code: maybe_code(child.need_code),
        needs: levels(&child.needs),
        sdq: maybe(child.sdq),
        disabled: maybe_flag(child.disabled),
        adaptations: set(child.adaptations),
        ehcp: maybe_flag(child.ehcp),
        school_easting,
        school_northing,
        year_group: maybe(child.year_group),
        home_easting,
        home_northing,
        home_area: area(council, child.home_area),
        contact_easting,
        contact_northing,
        entered_care: show(child.entered_care),
        permanence_plan: maybe_code(child.plan),
        planned_setting: code(child.planned_setting),
        placement_wanted: code(child.wanted),
        placements_last_12_months: maybe(child.placements_last_year),
        uasc: flag(flags.uasc),
        emergency: flag(flags.emergency),
        solo: flag(flags.solo),
        parent_and_child: flag(flags.parent_and_child),
        not_with_younger: flag(flags.not_with_younger),
        no_smokers: flag(flags.no_smokers),
        in_area_not_consistent: flag(flags.in_area_not_consistent),
        plan_to_move: flag(flags.plan_to_move),
        allergies: set(child.allergies),
        incompatible_with: children(council, &child.incompatible),
        avoid_areas: joined(child.avoid_areas.iter().map(|&at| area(council, Some(at)))),
        wishes_for: homes(council, &child.wishes_for),
        wishes_against: homes(council, &child.wishes_against),
    }
}

fn home_row<'a>(council: &'a Council, home: &'a Home) -> HomeRow<'a> {
    let (easting, northing) = place(home.location);
    HomeRow {
        home_id: Cow::from(&home.id),
        kind: code(home.kind),
        sector: code(home.sector),
        provider: maybe_text(&home.provider),
        urn: maybe_text(&home.urn),
        authority: Cow::from(&home.authority),
        area: area(council, home.area),
        easting,
        northing,
        places: show(home.places),
        places_if_siblings: show(home.places_if_siblings),
        occupied_by_others: show(home.occupied_by_others),
        bedrooms: show(home.bedrooms),
        sharing_allowed: flag(home.sharing_allowed),
        age_min: show(home.terms.age_min),
        age_max: show(home.terms.age_max),
        sex: maybe_code(home.terms.sex),
        placement_types: set(home.terms.types),
        named_children: children(council, &home.terms.named_children),
        capabilities: levels(&home.capabilities),
        adaptations: set(home.adaptations),
        ethnicity: joined(home.ethnicities.iter().map(|e| e.code())),
        religion: maybe_code(home.religion),
        languages: joined(&home.languages),
        smoker: maybe_flag(home.smoker),
        pets: set(home.pets),
        birth_children_ages: joined(home.birth_children_ages.iter().map(u8::to_string)),
        ofsted_grade: maybe_code(home.grade),
        weekly_cost: pounds(home.weekly_cost),
        status: code(home.status),
        held_until: maybe(home.held_until),
        hold_reason: maybe_text(&home.hold_reason),
        approval_type: code(home.approval),
        approval_end: maybe(home.approval_end),
        carers_ages: joined(home.carers_ages.iter().map(u8::to_string)),
    }
}

fn area_rows(council: &Council) -> impl Iterator<Item = AreaRow<'_>> {
    council.areas.iter().map(|area| AreaRow {
        area_code: Cow::from(&area.code),
        name: Cow::from(&area.name),
        authority: Cow::from(&area.authority),
        easting: show(area.centre.easting),
        northing: show(area.centre.northing),
    })
}

fn sibling_rows(council: &Council) -> impl Iterator<Item = SiblingRow<'_>> {
    council.sibling_links.iter().map(|link| SiblingRow {
        child_a: child_id(council, link.pair.0),
        child_b: child_id(council, link.pair.1),
        plan: code(link.plan),
        reason: maybe_text(&link.reason),
    })
}

fn placement_rows(council: &Council) -> impl Iterator<Item = PlacementRow<'_>> {
    council.placements.iter().map(|placement| PlacementRow {
        child_id: child_id(council, placement.child),
        home_id: home_id(council, placement.home),
        start_date: show(placement.start),
        purpose: code(placement.purpose),
        planned_end: maybe(placement.planned_end),
    })
}

fn assessment_rows(council: &Council) -> impl Iterator<Item = AssessmentRow<'_>> {
    council.assessments.iter().map(|view| AssessmentRow {
        child_id: child_id(council, view.child),
        home_id: home_id(council, view.home),
        suitable: Cow::from(if view.suitable { "yes" } else { "no" }),
        score: maybe(view.score),
        note: Cow::default(),
    })
}

fn approval_rows(council: &Council) -> impl Iterator<Item = ApprovalRow<'_>> {
    council.approvals.iter().map(|approval| ApprovalRow {
        kind: code(approval.kind),
        child_id: child_id(council, approval.child),
        home_id: approval
            .home
            .map_or_else(Cow::default, |home| home_id(council, home)),
        approved_by: Cow::from(&approval.by),
        approved_on: show(approval.on),
        until: maybe(approval.until),
    })
}

fn episode_rows(episodes: &[Episode]) -> impl Iterator<Item = EpisodeRow<'_>> {
    episodes.iter().map(|episode| EpisodeRow {
        child_id: Cow::from(&*episode.child_id),
        date_of_birth: maybe(episode.born),
        sex: maybe_code(episode.sex),
        ethnicity: maybe_code(episode.ethnicity),
        uasc: flag(episode.uasc),
        decom: show(episode.start),
        rne: coded(&episode.reason_start),
        ls: maybe_code(episode.legal_status),
        cin: maybe_code(episode.need_code),
        place: coded(&episode.place),
        place_provider: coded(&episode.provider),
        dec: maybe(episode.end),
        rec: coded(&episode.reason_end),
        reason_place_change: coded(&episode.reason_change),
        urn: coded(&episode.urn),
        home_area: coded(&episode.home_area),
        pl_la: coded(&episode.placement_authority),
        pl_location: maybe_code(episode.placement_location),
        pl_distance: maybe(episode.placement_miles),
    })
}

fn area(council: &Council, at: Option<u32>) -> Cow<'_, str> {
    at.map_or_else(Cow::default, |at| {
        Cow::from(&council.areas[at as usize].code)
    })
}

fn child_id(council: &Council, child: ChildIx) -> Cow<'_, str> {
    Cow::from(&council.child(child).id)
}

fn home_id(council: &Council, home: HomeIx) -> Cow<'_, str> {
    Cow::from(&council.home(home).id)
}

fn children(council: &Council, list: &[ChildIx]) -> Cow<'static, str> {
    joined(list.iter().map(|child| child_id(council, *child)))
}

fn homes(council: &Council, list: &[HomeIx]) -> Cow<'static, str> {
    joined(list.iter().map(|home| home_id(council, *home)))
}
