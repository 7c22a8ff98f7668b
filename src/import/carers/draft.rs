//! A household while its rows are being read: the values found so far.

use std::collections::BTreeMap;

use super::fields::Field;
use super::value::Value;
use crate::model::{CodeSet, Date, NeedsProfile, PoundsPerWeek};

/// Values by field; a field that is not there is blank.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    pub(super) values: BTreeMap<Field, Value>,
}

impl Draft {
    /// Sets a value.
    pub fn set(&mut self, field: Field, value: Value) {
        self.values.insert(field, value);
    }

    /// Takes a value away.
    pub fn clear(&mut self, field: Field) {
        self.values.remove(&field);
    }

    /// Whether a field has a value.
    pub fn has(&self, field: Field) -> bool {
        self.values.contains_key(&field)
    }

    /// Takes the values of the defaults where there is none, and gives the fields that it took.
    pub fn fill(&mut self, defaults: &Self) -> Vec<Field> {
        let blank: Vec<Field> = defaults
            .values
            .keys()
            .filter(|field| !self.has(**field) && !self.says_it_otherwise(**field))
            .copied()
            .collect();
        for field in &blank {
            self.set(*field, defaults.values[field].clone());
        }
        blank
    }

    /// Whether a value of the terms is given by another column, so that its default must not stand before it.
    fn says_it_otherwise(&self, field: Field) -> bool {
        let terms = match self.values.get(&Field::ApprovalTerms) {
            Some(Value::Terms(terms)) => Some(terms),
            _ => None,
        };
        let ages = self.has(Field::AgeMin) || self.has(Field::AgeMax);
        match field {
            Field::MaxChildren => terms.is_some_and(|t| t.children.is_some()),
            Field::MaxIfSiblings => terms.is_some_and(|t| t.if_siblings.is_some()),
            Field::AgeMin | Field::AgeMax => {
                self.has(Field::AgeRange) || terms.is_some_and(|t| t.ages.is_some())
            }
            Field::AgeRange => ages || terms.is_some_and(|t| t.ages.is_some()),
            Field::Sex => terms.is_some_and(|t| t.sex.is_some()),
            _ => false,
        }
    }

    /// A text.
    pub fn text(&self, field: Field) -> Option<&str> {
        match self.values.get(&field)? {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Texts.
    pub fn texts(&self, field: Field) -> Vec<String> {
        match self.values.get(&field) {
            Some(Value::Texts(texts)) => texts.clone(),
            _ => Vec::new(),
        }
    }

    /// A code.
    pub fn code<C: CodeSet>(&self, field: Field) -> Option<C> {
        match self.values.get(&field)? {
            Value::Code(code) | Value::Agency(code, _) => C::from_code(code),
            _ => None,
        }
    }

    /// Codes.
    pub fn codes<C: CodeSet>(&self, field: Field) -> Vec<C> {
        match self.values.get(&field) {
            Some(Value::Codes(codes)) => codes.iter().filter_map(|c| C::from_code(c)).collect(),
            _ => Vec::new(),
        }
    }

    /// The URN behind an agency.
    pub fn urn(&self, field: Field) -> Option<String> {
        match self.values.get(&field)? {
            Value::Agency(_, urn) => urn.clone(),
            _ => None,
        }
    }

    /// A whole number.
    pub fn whole<N: TryFrom<i64>>(&self, field: Field) -> Option<N> {
        match self.values.get(&field)? {
            Value::Whole(number) => N::try_from(*number).ok(),
            _ => None,
        }
    }

    /// Whole numbers.
    pub fn wholes(&self, field: Field) -> Vec<u8> {
        match self.values.get(&field) {
            Some(Value::Wholes(numbers)) => {
                let numbers = numbers.iter();
                numbers.filter_map(|n| u8::try_from(*n).ok()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A date.
    pub fn date(&self, field: Field) -> Option<Date> {
        match self.values.get(&field)? {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// Dates.
    pub fn dates(&self, field: Field) -> Vec<Date> {
        match self.values.get(&field) {
            Some(Value::Dates(dates)) => dates.clone(),
            _ => Vec::new(),
        }
    }

    /// Yes or no.
    pub fn flag(&self, field: Field) -> Option<bool> {
        match self.values.get(&field)? {
            Value::Flag(yes) => Some(*yes),
            _ => None,
        }
    }

    /// Money.
    pub fn pounds(&self, field: Field) -> Option<PoundsPerWeek> {
        match self.values.get(&field)? {
            Value::Pounds(pounds) => Some(*pounds),
            _ => None,
        }
    }

    /// Levels of need.
    pub fn levels(&self, field: Field) -> NeedsProfile {
        match self.values.get(&field) {
            Some(Value::Levels(profile)) => *profile,
            _ => NeedsProfile::default(),
        }
    }

    /// Youngest and oldest age of one column.
    pub fn ages(&self, field: Field) -> Option<(u8, u8)> {
        match self.values.get(&field)? {
            Value::Ages(min, max) => Some((*min, *max)),
            _ => None,
        }
    }

    /// Terms of one column.
    pub fn terms(&self, field: Field) -> super::terms::Terms {
        match self.values.get(&field) {
            Some(Value::Terms(terms)) => *terms,
            _ => super::terms::Terms::default(),
        }
    }
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
    fn a_default_never_stands_before_what_another_column_says() {
        let defaults = draft(&[
            (Field::AgeMin, Value::Whole(0)),
            (Field::AgeMax, Value::Whole(17)),
        ]);
        let mut with_range = draft(&[(Field::AgeRange, Value::Ages(5, 10))]);
        assert!(with_range.fill(&defaults).is_empty());
        let mut without = Draft::default();
        assert_eq!(without.fill(&defaults), [Field::AgeMin, Field::AgeMax]);
    }
}
