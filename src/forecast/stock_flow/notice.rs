//! What a reader of the forecast should know of its rows and of the rules that had to step in.

use super::detail::Details;
use super::part::Cut;
use super::rate::Rates;
use super::state::Category;
use super::stay::Stays;

/// Something that was left out or decided, with how often.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// How many children, parts, moves, states or categories it is about.
    pub count: usize,
    /// What happened to them, before the count.
    pub text: String,
}

/// Every notice that there is reason for.
pub fn notices(stays: &Stays, cut: &Cut, rates: &Rates, details: &Details) -> Vec<Notice> {
    let named = |labels: Vec<String>, text: &str| Notice {
        count: labels.len(),
        text: format!("{text} ({})", labels.join("; ")),
    };
    let states = |states: &[super::State]| states.iter().map(ToString::to_string).collect();
    let categories: Vec<String> = details
        .unknown
        .iter()
        .map(|c: &Category| c.label().to_owned())
        .collect();
    let plain = |count: usize, text: &str| Notice {
        count,
        text: text.to_owned(),
    };
    let all = [
        plain(
            stays.children - stays.children_with_birth,
            "Children left out, because no header gives their date of birth",
        ),
        plain(
            cut.out_of_age,
            "Parts of placements left out, because the child was 30 or more, or not to be born for more than a year",
        ),
        plain(
            cut.reversed,
            "Placements that end before they begin, and count against their state in between, as in the Regional Demand \
             Model",
        ),
        plain(
            rates.from_empty as usize,
            "Moves left out of the rates, because nobody had been in the state the evening before (such as a child who \
             came and left on one day); the Regional Demand Model ends with an error there",
        ),
        named(
            states(&rates.unknown),
            "States in which nobody was on a day of the reference period that counts, so that nobody leaves them",
        ),
        named(
            states(&rates.scaled),
            "States out of which more than everybody would move in a day, with rates scaled to 1",
        ),
        named(
            categories,
            "Categories without a child in the reference period, whose forecast has no details",
        ),
    ];
    all.into_iter().filter(|notice| notice.count > 0).collect()
}
