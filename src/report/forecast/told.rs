//! What every page of a forecast tells in the same words: what somebody should look at, and how ranges are drawn.

use maud::{Markup, html};

use crate::forecast::simulate::{FEWEST_FUTURES, Settings};
use crate::ingest::Problems;

/// What stands where a figure is not told.
pub const NOT_TOLD: &str = "–";

/// Warnings, each with its code.
pub fn warned(warnings: &Problems) -> Markup {
    html! {
        @for warning in warnings.list() {
            p { strong { (warning.code) ": " (warning.message) } }
        }
    }
}

/// What the lines and areas of fan charts are.
pub fn lines(settings: Settings) -> String {
    match settings.has_ranges() {
        true => "Shaded: 50, 80 and 90 of 100 futures. Line: the middle one.".to_owned(),
        false => format!(
            "Line: the mean of {} futures. Of fewer than {FEWEST_FUTURES} no ranges are told.",
            settings.replications
        ),
    }
}
