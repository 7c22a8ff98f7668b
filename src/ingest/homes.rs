//! `homes.csv`: homes of every kind.

use std::path::Path;

use super::codes::{AGES_REVERSED, NO_HOME_LOCATION, SIBLING_PLACES, STALE, UNKNOWN_HOME};
use super::ids::Ids;
use super::line::Line;
use super::log::{At, Finding};
use super::rows::{Loaded, load};
use super::tables::{HOMES, HomeRow};
use crate::model::{
    ApprovalType, ChildIx, Date, Home, HomeKind, HomeStatus, PoundsPerWeek, Reach, Sector, Terms,
};

/// Stands where a number of places could not be read; the folder is refused, so nobody sees it. More than
/// any home has, so that no home seems over its approval for it.
const UNREAD: u8 = u8::MAX;

/// Reads the homes and their ids. The children that they name are looked up later.
pub fn read_homes(dir: &Path, as_at: Option<Date>, areas: &Ids) -> (Loaded<Home>, Ids) {
    let mut loaded = load(dir, HOMES, as_at, |line| {
        let row: HomeRow<'_> = line.fields()?;
        let home = home(line, &row, areas);
        check_terms(line, &row, &home);
        check_dates(line, &row, &home);
        Some(home)
    });
    let mut ids = Ids::of(HOMES, &UNKNOWN_HOME);
    ids.complete = loaded.complete;
    let field = loaded.field("home_id");
    let names = loaded.rows.iter().map(|home| home.id.as_str());
    let ids = ids.add_all("home_id", field, names, &loaded.bytes, &mut loaded.log);
    (loaded, ids)
}

fn home(line: &mut Line<'_>, row: &HomeRow<'_>, areas: &Ids) -> Home {
    line.want(row.named_children());
    let places = line.whole(row.places()).unwrap_or(UNREAD);
    Home {
        id: line.id(row.home_id()).unwrap_or_default(),
        kind: line.code(row.kind()).unwrap_or(HomeKind::Other),
        sector: line.code(row.sector()).unwrap_or(Sector::Own),
        provider: line.text(row.provider()),
        urn: line.text(row.urn()),
        authority: line.id(row.authority()).unwrap_or_default(),
        reach: Reach::default(),
        area: line.refer(row.area(), areas),
        location: line.location(row.easting(), row.northing()),
        places,
        places_if_siblings: line.whole(row.places_if_siblings()).unwrap_or(places),
        occupied_by_others: line.whole(row.occupied_by_others()).unwrap_or(0),
        bedrooms: line.whole(row.bedrooms()).unwrap_or(places),
        sharing_allowed: line.flag(row.sharing_allowed()),
        terms: Terms {
            age_min: line.whole(row.age_min()).unwrap_or(0),
            age_max: line.whole(row.age_max()).unwrap_or(u8::MAX),
            sex: line.code(row.sex()),
            types: line.codes(row.placement_types()).into_iter().collect(),
            named_children: Vec::new(),
        },
        capabilities: line.levels(row.capabilities()),
        adaptations: line.codes(row.adaptations()).into_iter().collect(),
        ethnicities: line.codes(row.ethnicity()),
        religion: line.code(row.religion()),
        languages: row.languages().items().map(str::to_lowercase).collect(),
        smoker: line.yes_no(row.smoker()),
        pets: line.codes(row.pets()).into_iter().collect(),
        birth_children_ages: line.wholes(row.birth_children_ages()),
        grade: line.code(row.ofsted_grade()),
        weekly_cost: line
            .pounds(row.weekly_cost())
            .unwrap_or(PoundsPerWeek::whole(0)),
        status: line.code(row.status()).unwrap_or(HomeStatus::Closed),
        held_until: line.date(row.held_until()),
        hold_reason: line.text(row.hold_reason()),
        approval: line
            .code(row.approval_type())
            .unwrap_or(ApprovalType::Unregistered),
        approval_end: line.date(row.approval_end()),
        carers_ages: line.wholes(row.carers_ages()),
    }
}

fn check_terms(line: &mut Line<'_>, row: &HomeRow<'_>, home: &Home) {
    if home.terms.age_min > home.terms.age_max {
        let message = format!("is above age_max {}", home.terms.age_max);
        line.fault(
            &AGES_REVERSED,
            row.age_min(),
            &message,
            "swap or correct the two ages",
        );
    }
    if home.places != UNREAD && home.places_if_siblings < home.places {
        let message = format!("is below places {}", home.places);
        let action = "leave it blank where the terms say nothing of siblings";
        line.fault(&SIBLING_PLACES, row.places_if_siblings(), &message, action);
    }
    if row.easting().text.is_empty() && row.northing().text.is_empty() {
        let spot = At::Field(line.spot(row.home_id()));
        let message = format!("home \"{}\" has no location", home.id);
        let finding = Finding::new(&NO_HOME_LOCATION, spot, message).value(&home.id);
        let action = "fill in easting and northing; without them no distance to the home is known";
        line.log.add(finding.action(action));
    }
}

fn check_dates(line: &mut Line<'_>, row: &HomeRow<'_>, home: &Home) {
    let Some(as_at) = line.as_at else { return };
    let has_passed = |day: Option<Date>| day.is_some_and(|day| day < as_at);
    if home.status == HomeStatus::OnHold && has_passed(home.held_until) {
        let message = format!("has passed on {as_at}, but the home is still on hold");
        line.fault(
            &STALE,
            row.held_until(),
            &message,
            "update status or held_until",
        );
    }
    if home.status == HomeStatus::Available && has_passed(home.approval_end) {
        let message = format!("has passed on {as_at}, but the home is still available");
        line.fault(
            &STALE,
            row.approval_end(),
            &message,
            "update status or approval_end",
        );
    }
}

/// Fills in the children that homes name.
pub fn resolve_homes(homes: &mut Loaded<Home>, child_ids: &Ids) {
    for wanted in std::mem::take(&mut homes.wanted) {
        let found = child_ids.find(&wanted.id, wanted.column, wanted.spot, &mut homes.log);
        let named = &mut homes.rows[wanted.row as usize].terms.named_children;
        if let Some(child) = found.map(ChildIx)
            && !named.contains(&child)
        {
            named.push(child);
        }
    }
}
