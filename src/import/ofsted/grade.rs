//! Ofsted's judgements as grades.

use super::rules::{GRADE_UNKNOWN, OUTCOME_AS_GRADE};
use crate::import::account::Rule;
use crate::import::sheet::key;
use crate::model::OfstedGrade;

/// A judgement that was read, and the rule that was needed for it.
pub type Judged = (Option<OfstedGrade>, Option<&'static Rule>);

/// The grade of a provider: from the judgement of its overall effectiveness, else from the outcome of supported
/// accommodation. Where neither says anything, a provider without an inspection is not yet graded, and one with an
/// inspection has a grade that the list does not tell.
pub fn grade(overall: &str, outcome: &str, is_inspected: bool) -> Judged {
    if !overall.is_empty() {
        let grade = of_overall(overall);
        return (grade, grade.is_none().then_some(GRADE_UNKNOWN));
    }
    if !outcome.is_empty() {
        let grade = of_outcome(outcome);
        let rule = if grade.is_some() {
            OUTCOME_AS_GRADE
        } else {
            GRADE_UNKNOWN
        };
        return (grade, Some(rule));
    }
    ((!is_inspected).then_some(OfstedGrade::NotYet), None)
}

/// The four grades. 'Adequate' was the third of them until 2015; those of supported accommodation may stand in the
/// same column of the authorities' lists.
fn of_overall(text: &str) -> Option<OfstedGrade> {
    Some(match key(text).as_str() {
        "outstanding" => OfstedGrade::Outstanding,
        "good" => OfstedGrade::Good,
        "requiresimprovementtobegood" | "requiresimprovement" | "adequate" | "satisfactory" => {
            OfstedGrade::RequiresImprovement
        }
        "inadequate" => OfstedGrade::Inadequate,
        "notyetinspected" | "notinspected" | "awaitinginspection" | "nojudgement" => {
            OfstedGrade::NotYet
        }
        _ => return of_outcome(text),
    })
}

/// The outcomes of supported accommodation, in use since September 2024: told by their first words, for lists
/// shorten the sentence.
fn of_outcome(text: &str) -> Option<OfstedGrade> {
    let text = key(text);
    let outcomes = [
        ("consistentlystrong", OfstedGrade::Good),
        ("inconsistentquality", OfstedGrade::RequiresImprovement),
        ("requiresimprovement", OfstedGrade::RequiresImprovement),
        ("seriousorwidespreadweaknesses", OfstedGrade::Inadequate),
        ("notyetinspected", OfstedGrade::NotYet),
    ];
    let found = outcomes.iter().find(|(start, _)| text.starts_with(start));
    found.map(|(_, grade)| *grade)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blank_is_not_yet_inspected_only_without_an_inspection() {
        assert_eq!(grade("", "", false), (Some(OfstedGrade::NotYet), None));
        assert_eq!(grade("", "", true), (None, None));
    }

    #[test]
    fn outcomes_of_supported_accommodation_are_never_outstanding() {
        let strong = grade("", "Consistently strong service delivery", true);
        assert_eq!(strong, (Some(OfstedGrade::Good), Some(OUTCOME_AS_GRADE)));
        let weak = grade("", "Serious or widespread weaknesses", true).0;
        assert_eq!(weak, Some(OfstedGrade::Inadequate));
        let other = grade("", "Splendid", true);
        assert_eq!(other, (None, Some(GRADE_UNKNOWN)));
    }

    #[test]
    fn grades_are_read_as_lists_of_all_years_spell_them() {
        let third = Some(OfstedGrade::RequiresImprovement);
        for text in [
            "Requires improvement to be good",
            "Requires Improvement",
            "Adequate",
        ] {
            assert_eq!(grade(text, "", true), (third, None));
        }
        assert_eq!(grade("7", "", true), (None, Some(GRADE_UNKNOWN)));
    }
}
