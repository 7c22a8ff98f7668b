//! The needs that a home says it accepts: columns of the authorities' lists.

use crate::model::codes::{Adaptation, NeedDomain, codes};

codes! {
    /// A need that a children's home may say it accepts, in the words of Ofsted's registration.
    AcceptedNeed {
        EmotionalAndBehavioural = "emotional_and_behavioural", "emotional and behavioural difficulties";
        MentalDisorders = "mental_disorders", "mental disorders";
        SensoryImpairment = "sensory_impairment", "sensory impairment";
        AlcoholProblems = "alcohol_problems", "present alcohol problems";
        DrugProblems = "drug_problems", "present drug problems";
        LearningDifficulty = "learning_difficulty", "learning difficulty";
        PhysicalDisabilities = "physical_disabilities", "physical disabilities";
    }
}

impl AcceptedNeed {
    /// Headings of its column.
    pub const fn headings(self) -> &'static [&'static str] {
        match self {
            Self::EmotionalAndBehavioural => &[
                "Emotional and behavioural difficulties",
                "Emotional and behavioural difficulty",
                "EBD",
            ],
            Self::MentalDisorders => &["Mental disorders", "Mental disorder"],
            Self::SensoryImpairment => &["Sensory impairment", "Sensory impairments"],
            Self::AlcoholProblems => &["Present alcohol problems", "Alcohol problems"],
            Self::DrugProblems => &["Present drug problems", "Drug problems"],
            Self::LearningDifficulty => &[
                "Learning difficulty",
                "Learning difficulties",
                "Learning disabilities",
            ],
            Self::PhysicalDisabilities => &["Physical disabilities", "Physical disability"],
        }
    }

    /// The domains of the needs profile that it stands for.
    pub const fn domains(self) -> &'static [NeedDomain] {
        match self {
            Self::EmotionalAndBehavioural => &[NeedDomain::Emotional, NeedDomain::Behaviour],
            Self::MentalDisorders => &[NeedDomain::MentalHealth],
            Self::SensoryImpairment => &[NeedDomain::Sensory],
            Self::AlcoholProblems | Self::DrugProblems => &[NeedDomain::Substance],
            Self::LearningDifficulty => &[NeedDomain::Learning],
            Self::PhysicalDisabilities => &[NeedDomain::Health],
        }
    }

    /// The adaptation that a home must have to accept it.
    pub const fn adaptation(self) -> Option<Adaptation> {
        match self {
            Self::PhysicalDisabilities => Some(Adaptation::Wheelchair),
            _ => None,
        }
    }
}

/// Whether a field of a column of needs says yes: in words, or as a number of children. `None` if it cannot be read.
pub fn accepts(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "" | "n" | "no" | "false" => Some(false),
        "y" | "yes" | "true" | "x" => Some(true),
        number => number.parse::<u16>().ok().map(|n| n > 0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_words_both_say_yes() {
        let said: Vec<_> = ["Y", "3", "0", "", "No", "?"].map(accepts).into();
        let (yes, no) = (Some(true), Some(false));
        assert_eq!(said, [yes, yes, no, no, no, None]);
    }
}
