//! Ids that identify a person by themselves.

/// What an id looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Identifying {
    /// An NHS number: ten figures whose last one checks the others.
    NhsNumber,
    /// A unique pupil number: a letter and twelve figures.
    PupilNumber,
    /// A name: words of letters alone.
    Name,
    /// An e-mail address.
    Email,
}

impl Identifying {
    /// In words, after "looks like".
    pub const fn words(self) -> &'static str {
        match self {
            Self::NhsNumber => "an NHS number",
            Self::PupilNumber => "a unique pupil number",
            Self::Name => "a name",
            Self::Email => "an e-mail address",
        }
    }
}

/// What an id looks like, if it looks like something that identifies a person.
pub fn identifying(id: &str) -> Option<Identifying> {
    if id.contains('@') && id.contains('.') {
        return Some(Identifying::Email);
    }
    let plain: String = id.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    if is_nhs_number(&plain) {
        return Some(Identifying::NhsNumber);
    }
    let mut letters = plain.chars();
    if plain.len() == 13
        && letters.next().is_some_and(|c| c.is_ascii_uppercase())
        && letters.clone().take(11).all(|c| c.is_ascii_digit())
        && letters.last().is_some_and(|c| c.is_ascii_alphanumeric())
    {
        return Some(Identifying::PupilNumber);
    }
    let words: Vec<&str> = id
        .split([' ', ',', '.', '_'])
        .filter(|w| !w.is_empty())
        .collect();
    let is_word = |word: &&str| {
        word.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '-' | '’'))
            && word.chars().any(char::is_lowercase)
    };
    let is_name = words.len() >= 2 && words.len() <= 5 && words.iter().all(is_word);
    let is_one_name = words.len() == 1
        && words[0].chars().count() >= 3
        && is_word(&words[0])
        && words[0].chars().next().is_some_and(char::is_uppercase);
    (is_name || is_one_name).then_some(Identifying::Name)
}

/// Whether ten figures satisfy the check of the NHS number (NHS Data Dictionary, modulus 11).
fn is_nhs_number(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(10)).collect();
    if digits.len() != 10 || text.len() != 10 || digits.iter().all(|d| *d == digits[0]) {
        return false;
    }
    let sum: u32 = digits[..9]
        .iter()
        .zip((2..=10).rev())
        .map(|(d, w)| d * w)
        .sum();
    match 11 - sum % 11 {
        11 => digits[9] == 0,
        10 => false,
        check => digits[9] == check,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_numbers_of_persons_are_seen() {
        // 943 476 5919 is the example of the NHS Data Dictionary; no person has it.
        assert_eq!(identifying("943 476 5919"), Some(Identifying::NhsNumber));
        assert_eq!(identifying("9434765918"), None);
        assert_eq!(identifying("A123456789012"), Some(Identifying::PupilNumber));
        assert_eq!(identifying("Brown, Little"), Some(Identifying::Name));
        assert_eq!(identifying("Paddington"), Some(Identifying::Name));
        assert_eq!(identifying("a.b@c.org"), Some(Identifying::Email));
        for id in [
            "398768",
            "C0012",
            "LAC-000123",
            "CLA",
            "",
            "0000000000",
            "é",
        ] {
            assert_eq!(identifying(id), None, "{id}");
        }
    }
}
