//! The points of local policy by name. The names are those of the model, so that the file, the reader and
//! the writer cannot drift from it.

use std::collections::BTreeMap;

use crate::model::Points;

/// Every kind of points with its number.
pub fn points_by_name(points: &Points) -> BTreeMap<String, u8> {
    let names = serde_json::to_value(points).and_then(serde_json::from_value);
    names.expect("points are whole numbers by name")
}

/// Points from numbers by name.
pub fn points_from_names(named: &BTreeMap<String, u8>) -> Option<Points> {
    let value = serde_json::to_value(named).ok()?;
    serde_json::from_value(value).ok()
}
