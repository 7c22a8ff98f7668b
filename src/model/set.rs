//! Small sets of codes, as bits.

use std::fmt;
use std::marker::PhantomData;

use super::codes::CodeSet;

/// A set of values of one code set (at most 32 of them).
pub struct Set<T> {
    bits: u32,
    of: PhantomData<T>,
}

impl<T: CodeSet + PartialEq> Set<T> {
    /// The empty set.
    pub const EMPTY: Self = Self {
        bits: 0,
        of: PhantomData,
    };

    /// Adds a value.
    pub fn insert(&mut self, value: T) {
        self.bits |= Self::bit(value);
    }

    /// Removes a value.
    pub fn remove(&mut self, value: T) {
        self.bits &= !Self::bit(value);
    }

    /// Whether the value is in the set.
    pub fn contains(self, value: T) -> bool {
        self.bits & Self::bit(value) != 0
    }

    /// Whether no value is in the set.
    pub fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// How many values are in the set.
    pub fn len(self) -> usize {
        self.bits.count_ones() as usize
    }

    /// The values of either set.
    pub fn union(self, other: Self) -> Self {
        Self {
            bits: self.bits | other.bits,
            of: PhantomData,
        }
    }

    /// The values of this set that are not in the other.
    pub fn minus(self, other: Self) -> Self {
        Self {
            bits: self.bits & !other.bits,
            of: PhantomData,
        }
    }

    /// Whether every value of this set is in the other.
    pub fn is_subset(self, other: Self) -> bool {
        self.minus(other).is_empty()
    }

    /// The values, in the order of the code list.
    pub fn iter(self) -> impl Iterator<Item = T> {
        T::all()
            .iter()
            .enumerate()
            .filter(move |(i, _)| self.bits & (1 << i) != 0)
            .map(|(_, value)| *value)
    }

    fn bit(value: T) -> u32 {
        let at = T::all().iter().position(|v| *v == value);
        1 << at.expect("a code is a member of its own code set")
    }
}

impl<T: CodeSet + PartialEq> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        let mut set = Self::EMPTY;
        for value in values {
            set.insert(value);
        }
        set
    }
}

impl<T> Clone for Set<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Set<T> {}
impl<T> PartialEq for Set<T> {
    fn eq(&self, other: &Self) -> bool {
        self.bits == other.bits
    }
}
impl<T> Eq for Set<T> {}
impl<T> Default for Set<T> {
    fn default() -> Self {
        Self {
            bits: 0,
            of: PhantomData,
        }
    }
}
impl<T: CodeSet + PartialEq> fmt::Debug for Set<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter().map(T::code)).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::codes::Pet;

    #[test]
    fn sets_hold_what_was_put_in() {
        let pets: Set<Pet> = [Pet::Cat, Pet::Dog].into_iter().collect();
        assert_eq!(pets.len(), 2);
        assert!(pets.contains(Pet::Dog) && !pets.contains(Pet::Bird));
        assert_eq!(pets.iter().collect::<Vec<_>>(), [Pet::Dog, Pet::Cat]);
        let cats: Set<Pet> = [Pet::Cat].into_iter().collect();
        assert!(cats.is_subset(pets) && !pets.is_subset(cats));
        assert_eq!(pets.minus(cats).iter().collect::<Vec<_>>(), [Pet::Dog]);
    }
}
