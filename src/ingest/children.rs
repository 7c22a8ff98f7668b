//! `children.csv`: children looked after.

use std::path::Path;

use super::codes::{
    ADULT, BORN_AFTER_ENTRY, NO_HOME_LOCATION, SELF_INCOMPATIBLE, SHORT_BREAKS_ONLY, TOO_OLD,
    UNKNOWN_CHILD, WISHES_CLASH,
};
use super::ids::Ids;
use super::line::Line;
use super::log::{At, Finding};
use super::rows::{Loaded, load};
use super::tables::{CHILDREN, ChildRow};
use crate::model::{
    AuthorityIx, Child, ChildFlags, ChildIx, Date, HomeIx, PlacementType, PlannedSetting, Sex,
    age_in_years,
};

/// Oldest age at which anybody is served (care leavers).
const OLDEST: u8 = 25;
/// Age from which nobody is looked after.
const ADULT_FROM: u8 = 18;

/// Stands where a date could not be read; the folder is refused, so nobody sees it.
pub const NO_DATE: Date = Date::constant(1900, 1, 1);

/// Reads the children and their ids. The homes and the other children that they name are looked up later.
pub fn read_children(dir: &Path, as_at: Option<Date>, areas: &Ids) -> (Loaded<Child>, Ids) {
    let mut loaded = load(dir, CHILDREN, as_at, |line| {
        let row: ChildRow<'_> = line.fields()?;
        let child = child(line, &row, areas);
        check_ages(line, &row, &child);
        check_home(line, &row, &child);
        check_status(line, &row, &child);
        Some(child)
    });
    let mut ids = Ids::of(CHILDREN, &UNKNOWN_CHILD);
    ids.complete = loaded.complete;
    let field = loaded.field("child_id");
    let names = loaded.rows.iter().map(|child| child.id.as_str());
    let ids = ids.add_all("child_id", field, names, &loaded.bytes, &mut loaded.log);
    (loaded, ids)
}

fn child(line: &mut Line<'_>, row: &ChildRow<'_>, areas: &Ids) -> Child {
    for list in [
        row.incompatible_with(),
        row.wishes_for(),
        row.wishes_against(),
    ] {
        line.want(list);
    }
    Child {
        id: line.id(row.child_id()).unwrap_or_default(),
        authority: AuthorityIx::default(),
        born: line.past(row.date_of_birth()).unwrap_or(NO_DATE),
        sex: line.code(row.sex()).unwrap_or(Sex::Unknown),
        ethnicity: line.code(row.ethnicity()),
        religion: line.code(row.religion()),
        languages: row.languages().items().map(str::to_lowercase).collect(),
        legal_status: line.code(row.legal_status()),
        need_code: line.code(row.need_code()),
        needs: line.levels(row.needs()),
        sdq: line.whole(row.sdq()),
        disabled: line.yes_no(row.disabled()),
        adaptations: line.codes(row.adaptations()).into_iter().collect(),
        ehcp: line.yes_no(row.ehcp()),
        school: line.location(row.school_easting(), row.school_northing()),
        year_group: line.whole(row.year_group()),
        home: line.location(row.home_easting(), row.home_northing()),
        home_area: line.refer(row.home_area(), areas),
        contact: line.location(row.contact_easting(), row.contact_northing()),
        entered_care: line.past(row.entered_care()).unwrap_or(NO_DATE),
        plan: line.code(row.permanence_plan()),
        planned_setting: line
            .code(row.planned_setting())
            .unwrap_or(PlannedSetting::Any),
        wanted: line
            .code(row.placement_wanted())
            .unwrap_or(PlacementType::Short),
        placements_last_year: line.whole(row.placements_last_12_months()),
        flags: flags(line, row),
        allergies: line.codes(row.allergies()).into_iter().collect(),
        incompatible: Vec::new(),
        avoid_areas: line.refer_all(row.avoid_areas(), areas),
        wishes_for: Vec::new(),
        wishes_against: Vec::new(),
    }
}

fn flags(line: &mut Line<'_>, row: &ChildRow<'_>) -> ChildFlags {
    ChildFlags {
        uasc: line.flag(row.uasc()),
        emergency: line.flag(row.emergency()),
        solo: line.flag(row.solo()),
        parent_and_child: line.flag(row.parent_and_child()),
        not_with_younger: line.flag(row.not_with_younger()),
        no_smokers: line.flag(row.no_smokers()),
        in_area_not_consistent: line.flag(row.in_area_not_consistent()),
        plan_to_move: line.flag(row.plan_to_move()),
    }
}

fn check_ages(line: &mut Line<'_>, row: &ChildRow<'_>, child: &Child) {
    if child.born == NO_DATE {
        return;
    }
    if child.entered_care != NO_DATE && child.born > child.entered_care {
        let message = format!("is after entered_care {}", child.entered_care);
        let action = "correct the date of birth or entered_care";
        line.fault(&BORN_AFTER_ENTRY, row.date_of_birth(), &message, action);
    }
    let Some(as_at) = line.as_at else { return };
    let age = age_in_years(child.born, as_at);
    let message = format!("makes the child {age} years old on {as_at}");
    if age > OLDEST {
        let action = "check the year of birth, or take the row out";
        line.fault(&TOO_OLD, row.date_of_birth(), &message, action);
    } else if age >= ADULT_FROM {
        let action = "take care leavers out, unless the row is meant";
        line.fault(&ADULT, row.date_of_birth(), &message, action);
    }
}

fn check_home(line: &mut Line<'_>, row: &ChildRow<'_>, child: &Child) {
    let blank = row.home_easting().text.is_empty() && row.home_northing().text.is_empty();
    if blank && !child.flags.uasc {
        let spot = At::Field(line.spot(row.child_id()));
        let finding = Finding::new(
            &NO_HOME_LOCATION,
            spot,
            format!("child \"{}\" has no home location", child.id),
        );
        let action =
            "fill in home_easting and home_northing; without them no distance from home is known";
        line.log.add(finding.value(&child.id).action(action));
    }
}

fn check_status(line: &mut Line<'_>, row: &ChildRow<'_>, child: &Child) {
    if !child.is_looked_after() {
        let message = "is of a child who has short breaks only, and is not looked after";
        let action =
            "take the row out, or correct legal_status; short breaks stand in short_breaks.csv";
        line.fault(&SHORT_BREAKS_ONLY, row.legal_status(), message, action);
    }
}

/// Fills in the children and homes that children name.
pub fn resolve_children(children: &mut Loaded<Child>, child_ids: &Ids, home_ids: &Ids) {
    for wanted in std::mem::take(&mut children.wanted) {
        let at = wanted.row as usize;
        let (column, log) = (wanted.column, &mut children.log);
        if column == "incompatible_with" {
            let Some(other) = child_ids.find(&wanted.id, column, wanted.spot, log) else {
                continue;
            };
            if other == wanted.row {
                let message = format!(
                    "incompatible_with \"{}\" is the child of this row",
                    wanted.id
                );
                let finding = Finding::new(&SELF_INCOMPATIBLE, At::Field(wanted.spot), message)
                    .value(&wanted.id)
                    .action("name the other child, or set solo to yes");
                log.add(finding);
                continue;
            }
            children.rows[at].incompatible.push(ChildIx(other));
            children.rows[other as usize]
                .incompatible
                .push(ChildIx(wanted.row));
            continue;
        }
        let Some(home) = home_ids.find(&wanted.id, column, wanted.spot, log) else {
            continue;
        };
        let (home, child) = (HomeIx(home), &mut children.rows[at]);
        let (list, other) = if column == "wishes_for" {
            (&mut child.wishes_for, &child.wishes_against)
        } else {
            (&mut child.wishes_against, &child.wishes_for)
        };
        if other.contains(&home) {
            let message = format!(
                "home \"{}\" is both in wishes_for and wishes_against",
                wanted.id
            );
            let finding = Finding::new(&WISHES_CLASH, At::Field(wanted.spot), message)
                .value(&wanted.id)
                .action("ask the child again and keep one");
            log.add(finding);
        }
        if !list.contains(&home) {
            list.push(home);
        }
    }
    for child in &mut children.rows {
        child.incompatible.sort_unstable();
        child.incompatible.dedup();
    }
}
