//! Where the postcodes of the returns are, each looked up once.

use crate::import::postcodes::{Directory, Found, Precision};
use crate::import::ssda903::{Word, Words};
use crate::model::{Coded, Location};

/// Places by postcode.
#[derive(Debug, Default)]
pub struct Places<'d> {
    found: Vec<Option<Found<'d>>>,
}

impl<'d> Places<'d> {
    /// Looks up the words that are postcodes of some row.
    pub fn of(
        words: &Words,
        postcodes: impl Iterator<Item = Word>,
        directory: Option<&'d Directory>,
    ) -> Self {
        let Some(directory) = directory else {
            return Self::default();
        };
        let mut is_asked = vec![false; words.count()];
        let mut found = vec![None; words.count()];
        for word in postcodes.filter(|word| !word.is_blank()) {
            if !std::mem::replace(&mut is_asked[word.at()], true) {
                found[word.at()] = directory.find(words.text(word));
            }
        }
        Self { found }
    }

    /// What is known of a postcode.
    pub fn get(&self, word: Word) -> Option<&Found<'d>> {
        self.found.get(word.at())?.as_ref()
    }

    /// Where it is, to the sector at least.
    pub fn location(&self, word: Word) -> Option<Location> {
        let found = self.get(word)?;
        found
            .location
            .filter(|_| found.precision != Precision::Outward)
    }

    /// ONS code of its district.
    pub fn area(&self, word: Word) -> Option<Coded> {
        let found = self.get(word)?;
        Coded::try_from_str(found.district)
            .ok()
            .filter(|code| !code.is_empty())
    }
}
