//! The words of a return, each kept once: codes, postcodes and ids repeat in every row.

use indexmap::IndexSet;

/// A word by its number. The blank is always number 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Word(pub u32);

impl Word {
    /// The blank.
    pub const BLANK: Self = Self(0);

    /// Whether the field was blank.
    pub const fn is_blank(self) -> bool {
        self.0 == 0
    }

    /// As a slice index.
    pub const fn at(self) -> usize {
        self.0 as usize
    }
}

/// Words by number.
#[derive(Debug)]
pub struct Words(IndexSet<Box<str>>);

impl Default for Words {
    fn default() -> Self {
        Self(IndexSet::from([Box::from("")]))
    }
}

impl Words {
    /// The number of a word, which is new or known.
    pub fn number(&mut self, text: &str) -> Word {
        self.find(text)
            .unwrap_or_else(|| Word(self.0.insert_full(text.into()).0 as u32))
    }

    /// The number of a word that is known already.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.0.get_index_of(text).map(|number| Word(number as u32))
    }

    /// The word with this number.
    pub fn text(&self, word: Word) -> &str {
        &self.0[word.at()]
    }

    /// How many words there are, the blank among them.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}
