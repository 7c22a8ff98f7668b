//! Pseudonyms: ids of the council's systems are replaced by keyed ones on the way in, so that a folder that is lost
//! names nobody. The key stays in a file of its own; whoever has it can follow a child from one import to the next.
//! UK GDPR Articles 4(5), 25 and 32.

mod identifying;
mod key;

pub use identifying::{Identifying, identifying};
pub use key::{Key, KeyFault};

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How ids are written.
#[derive(Debug)]
pub enum Ids {
    /// As they are.
    Keep,
    /// As keyed pseudonyms.
    Keyed(Key),
}

/// Letters and figures that are not taken for one another, by Crockford.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a pseudonym behind its letter: fifty bits, so that among 80,000 children the odds of two with one
/// pseudonym are about three in a million.
const LENGTH: usize = 10;

impl Ids {
    /// The id of a child.
    pub fn child(&self, id: &str) -> String {
        self.of('C', "child", id)
    }

    /// The id of a household of carers, or of another home whose id or address would tell where it is.
    pub fn household(&self, id: &str) -> String {
        self.of('H', "household", id)
    }

    fn of(&self, letter: char, kind: &str, id: &str) -> String {
        let Self::Keyed(key) = self else {
            return id.to_owned();
        };
        let mut mac =
            Hmac::<Sha256>::new_from_slice(key.bytes()).expect("a key may have any length");
        mac.update(kind.as_bytes());
        mac.update(b":");
        mac.update(id.as_bytes());
        let digest = mac.finalize().into_bytes();
        let bits = digest[..8]
            .iter()
            .fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
        let mut out = String::with_capacity(LENGTH + 1);
        out.push(letter);
        for nth in 0..LENGTH {
            let at = (bits >> (5 * nth)) & 31;
            out.push(char::from(ALPHABET[at as usize]));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_key_gives_the_same_pseudonym_and_another_gives_another() {
        let key = |digit: &str| Ids::Keyed(Key::parse(&digit.repeat(64)).unwrap());
        let (one, two) = (key("1"), key("2"));
        assert_eq!(one.child("12345"), one.child("12345"));
        assert_ne!(one.child("12345"), two.child("12345"));
        assert_ne!(one.child("12345"), one.child("12346"));
        assert_ne!(one.child("12345")[1..], one.household("12345")[1..]);
        assert_eq!(one.child("12345").len(), 11);
        assert_eq!(Ids::Keep.child("12345"), "12345");
    }
}
