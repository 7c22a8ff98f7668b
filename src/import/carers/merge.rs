//! How the rows of one household are merged (rule R509).

use super::codes::TermsSex;
use super::draft::Draft;
use super::fields::Field;
use super::value::Value;
use crate::model::NeedDomain;

impl Draft {
    /// Takes over the values of a further row of the same household, as rule R509 says. Gives the fields in which the
    /// rows differ, apart from lists.
    pub fn merge(&mut self, row: Self) -> Vec<Field> {
        let mut differing = Vec::new();
        for (field, value) in row.values {
            match self.values.get_mut(&field) {
                None => self.set(field, value),
                Some(here) if *here == value => {}
                Some(here) => {
                    if !merge_value(field, here, value) {
                        differing.push(field);
                    }
                }
            }
        }
        differing
    }
}

/// Merges two values that differ; whether that is what a list does, of which nobody need be told.
fn merge_value(field: Field, here: &mut Value, there: Value) -> bool {
    match (here, there) {
        (Value::Texts(here), Value::Texts(there)) => join(here, there),
        (Value::Codes(here), Value::Codes(there)) => join(here, there),
        // Two carers of one age in two rows count once; nothing tells them from a row that is repeated.
        (Value::Wholes(here), Value::Wholes(there)) => join(here, there),
        (Value::Dates(here), Value::Dates(there)) => join(here, there),
        (Value::Levels(here), Value::Levels(there)) => {
            for domain in NeedDomain::ALL {
                let _ = here.set(*domain, here.level(*domain).max(there.level(*domain)));
            }
            true
        }
        (Value::Whole(here), Value::Whole(there)) => {
            match field {
                Field::AgeMin => *here = there.max(*here),
                Field::MaxChildren | Field::MaxIfSiblings | Field::AgeMax | Field::Bedrooms => {
                    *here = there.min(*here);
                }
                _ => {}
            }
            false
        }
        (Value::Code(here), Value::Code(there)) => {
            if field == Field::Sex && *here == TermsSex::Any.code() {
                *here = there;
            }
            false
        }
        (Value::Ages(min, max), Value::Ages(least, most)) => {
            (*min, *max) = (least.max(*min), most.min(*max));
            false
        }
        (Value::Terms(here), Value::Terms(there)) => {
            *here = here.narrower(there);
            false
        }
        (Value::Flag(here), Value::Flag(there)) => {
            match field {
                Field::Smoker => *here |= there,
                Field::ShareOk => *here &= there,
                _ => {}
            }
            false
        }
        _ => false,
    }
}

fn join<T: PartialEq>(here: &mut Vec<T>, there: Vec<T>) -> bool {
    for item in there {
        if !here.contains(&item) {
            here.push(item);
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(values: &[(Field, Value)]) -> Draft {
        let mut draft = Draft::default();
        for (field, value) in values {
            draft.set(*field, value.clone());
        }
        draft
    }

    #[test]
    fn of_differing_rows_the_narrower_terms_stand_and_lists_are_joined() {
        let mut first = draft(&[
            (Field::MaxChildren, Value::Whole(3)),
            (Field::AgeRange, Value::Ages(0, 10)),
            (Field::ApprovalType, Value::Codes(vec!["short"])),
            (Field::Sex, Value::Code("any")),
            (Field::Smoker, Value::Flag(false)),
        ]);
        let second = draft(&[
            (Field::MaxChildren, Value::Whole(1)),
            (Field::AgeRange, Value::Ages(5, 17)),
            (Field::ApprovalType, Value::Codes(vec!["long", "short"])),
            (Field::Smoker, Value::Flag(true)),
            (Field::Driver, Value::Flag(true)),
            (Field::Sex, Value::Code("F")),
        ]);
        let differing = first.merge(second);
        assert_eq!(
            differing,
            [
                Field::MaxChildren,
                Field::AgeRange,
                Field::Sex,
                Field::Smoker
            ]
        );
        assert_eq!(first.whole::<u8>(Field::MaxChildren), Some(1));
        assert_eq!(first.ages(Field::AgeRange), Some((5, 10)));
        assert_eq!(first.flag(Field::Smoker), Some(true));
        assert_eq!(first.flag(Field::Driver), Some(true));
        assert_eq!(first.code(Field::Sex), Some(TermsSex::Female));
    }
}
