//! The words of a return, each kept once: codes, postcodes and ids repeat in every row.

use std::collections::HashMap;

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
pub struct Words {
    numbers: HashMap<Box<str>, u32>,
    texts: Vec<Box<str>>,
}

impl Default for Words {
    fn default() -> Self {
        let blank: Box<str> = "".into();
        Self {
            numbers: HashMap::from([(blank.clone(), 0)]),
            texts: vec![blank],
        }
    }
}

impl Words {
    /// The number of a word, which is new or known.
    pub fn number(&mut self, text: &str) -> Word {
        if text.is_empty() {
            return Word::BLANK;
        }
        if let Some(number) = self.numbers.get(text) {
            return Word(*number);
        }
        let number = self.texts.len() as u32;
        self.numbers.insert(text.into(), number);
        self.texts.push(text.into());
        Word(number)
    }

    /// The number of a word that is known already.
    pub fn find(&self, text: &str) -> Option<Word> {
        self.numbers.get(text).map(|number| Word(*number))
    }

    /// The word with this number.
    pub fn text(&self, word: Word) -> &str {
        &self.texts[word.at()]
    }

    /// How many words there are, the blank among them.
    pub fn count(&self) -> usize {
        self.texts.len()
    }
}
