//! ONS codes of areas, such as `E06000019`, as numbers.

use std::fmt;

/// Length of an ONS code.
pub const LENGTH: usize = 9;

const FIGURES: u32 = 100_000_000;

/// An ONS code: the letter and the eight figures in one number that sorts like the code. Zero is no code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct AreaCode(u32);

impl AreaCode {
    /// Reads a code; blank is no code, and what is not a code is `None`.
    pub fn read(text: &[u8]) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::default());
        }
        let (&letter, figures) = text.split_first()?;
        if text.len() != LENGTH || !letter.is_ascii_uppercase() {
            return None;
        }
        let mut number = 0;
        for figure in figures {
            if !figure.is_ascii_digit() {
                return None;
            }
            number = number * 10 + u32::from(figure - b'0');
        }
        Some(Self(u32::from(letter - b'A' + 1) * FIGURES + number))
    }

    /// The code from its number, as far as it is one.
    pub fn from_number(number: u32) -> Option<Self> {
        let is_code = (FIGURES..27 * FIGURES).contains(&number);
        (is_code || number == 0).then_some(Self(number))
    }

    /// The number.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The letter, which tells the country; `None` for no code.
    pub fn letter(self) -> Option<u8> {
        (self.0 > 0).then(|| b'A' + (self.0 / FIGURES - 1) as u8)
    }

    /// Whether this is an English county with districts (`E10`).
    pub fn is_county(self) -> bool {
        self.letter() == Some(b'E') && self.0 % FIGURES / 1_000_000 == 10
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.letter() {
            Some(letter) => write!(f, "{}{:08}", char::from(letter), self.0 % FIGURES),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_written() {
        for text in ["E06000019", "W06000001", "Z99999999", "A00000000", ""] {
            let code = AreaCode::read(text.as_bytes()).unwrap();
            assert_eq!(code.to_string(), text);
            assert_eq!(AreaCode::from_number(code.number()), Some(code));
        }
        for text in ["00QA", "e06000019", "E0600001", "E0600001X", "E060000190"] {
            assert_eq!(AreaCode::read(text.as_bytes()), None, "{text}");
        }
        assert!(AreaCode::read(b"E10000017").unwrap().is_county());
        assert!(!AreaCode::read(b"E99999999").unwrap().is_county());
        assert_eq!(AreaCode::from_number(7), None);
    }
}
