//! Facts that cannot all be true: residents against approvals, one child in two homes.

use std::collections::HashMap;

use super::children::NO_DATE;
use super::codes::{BEFORE_ENTRY, OVER_APPROVAL, TWO_PLACEMENTS};
use super::log::Finding;
use super::rows::Loaded;
use crate::model::{Child, Home, Placement};

/// Checks placements against children and homes.
pub fn check_placements(
    placements: &mut Loaded<Placement>,
    children: &Loaded<Child>,
    homes: &mut Loaded<Home>,
) {
    let mut residents = vec![0u32; homes.rows.len()];
    let mut first: HashMap<u32, usize> = HashMap::with_capacity(placements.rows.len());
    for row in 0..placements.rows.len() {
        let placement = &placements.rows[row];
        let child = &children.rows[placement.child.at()];
        if let Some(&earlier) = first.get(&placement.child.0) {
            let message = format!("child \"{}\" has two current placements", child.id);
            let finding = Finding::new(&TWO_PLACEMENTS, placements.at(row, "child_id"), message)
                .value(&child.id)
                .action("delete the placement that has ended")
                .earlier(placements.bytes[earlier]);
            placements.log.add(finding);
            continue;
        }
        first.insert(placement.child.0, row);
        residents[placement.home.at()] += 1;
        if placement.start != NO_DATE && placement.start < child.entered_care {
            let message = format!(
                "start_date \"{}\" is before child \"{}\" entered care on {}",
                placement.start, child.id, child.entered_care
            );
            let finding = Finding::new(&BEFORE_ENTRY, placements.at(row, "start_date"), message)
                .value(&placement.start.to_string())
                .action(
                    "correct start_date or entered_care; an earlier period of care explains it too",
                );
            placements.log.add(finding);
        }
    }
    for (row, residents) in residents.into_iter().enumerate() {
        check_approval(homes, row, residents);
    }
}

fn check_approval(homes: &mut Loaded<Home>, row: usize, residents: u32) {
    let home = &homes.rows[row];
    let allowed = home.places.max(home.places_if_siblings);
    let others = home.occupied_by_others;
    let living = residents + u32::from(others);
    if living <= u32::from(allowed) {
        return;
    }
    let message = format!(
        "home \"{}\" is over its approval for {allowed}: {residents} in placements.csv and {others} of other authorities",
        home.id
    );
    let finding = Finding::new(&OVER_APPROVAL, homes.at(row, "places"), message)
        .value(&home.places.to_string())
        .action("take out placements that have ended, or raise places with the recorded exemption");
    homes.log.add(finding);
}
