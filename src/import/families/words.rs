//! The words in which files say what holds for a pair.

use crate::import::sheet::key;
use crate::model::SiblingPlan;

/// What a person has answered to a proposed pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// They are brothers or sisters, with this plan.
    Siblings(SiblingPlan),
    /// They are not.
    Denied,
    /// Nothing has been answered.
    Open,
}

/// Words of each plan, as headings are compared.
const PLANS: [(SiblingPlan, &[&str]); 3] = [
    (
        SiblingPlan::Together,
        &[
            "together",
            "t",
            "tolivetogether",
            "livetogether",
            "placetogether",
            "placedtogether",
            "keeptogether",
            "togetherassessment",
        ],
    ),
    (
        SiblingPlan::Apart,
        &[
            "apart",
            "a",
            "assessedtoliveapart",
            "liveapart",
            "placeapart",
            "separate",
            "separately",
            "separated",
            "placeseparately",
        ],
    ),
    (
        SiblingPlan::Unknown,
        &[
            "",
            "unknown",
            "u",
            "notyetassessed",
            "notassessed",
            "notknown",
            "tbc",
            "na",
        ],
    ),
];

/// The plan that a text names; blank is not yet assessed.
pub fn plan(text: &str) -> Option<SiblingPlan> {
    let wanted = key(text);
    let found = PLANS
        .iter()
        .find(|(_, words)| words.contains(&wanted.as_str()));
    found.map(|(plan, _)| *plan)
}

/// The answer that a text gives; a bare yes says nothing of the plan.
pub fn answer(text: &str) -> Option<Answer> {
    match key(text).as_str() {
        "" => Some(Answer::Open),
        "yes" | "y" | "siblings" => Some(Answer::Siblings(SiblingPlan::Unknown)),
        "no" | "n" => Some(Answer::Denied),
        _ => plan(text).map(Answer::Siblings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_and_answers_are_read_in_their_usual_words() {
        assert_eq!(plan("Place together"), Some(SiblingPlan::Together));
        assert_eq!(plan(""), Some(SiblingPlan::Unknown));
        assert_eq!(plan("perhaps"), None);
        assert_eq!(answer(""), Some(Answer::Open));
        assert_eq!(answer("YES"), Some(Answer::Siblings(SiblingPlan::Unknown)));
        assert_eq!(answer("apart"), Some(Answer::Siblings(SiblingPlan::Apart)));
        assert_eq!(answer("No"), Some(Answer::Denied));
    }
}
