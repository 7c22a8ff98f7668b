//! Conditions of registration, as far as their words leave no doubt.
//!
//! Conditions are sentences, such as "The home may accommodate no more than 4 children aged 8 to 17." Read are a
//! number of children, a range of ages and a single sex. A sentence that makes an exception, names a child or speaks
//! of a part of the children is passed over whole, and two sentences that do not agree say nothing. The text itself
//! is not kept, because conditions may be about one child.

use super::phrases::{ages_in, numbers_in, sexes_in};
use crate::model::codes::Sex;

/// What the conditions of a home plainly say. `None` means that they do not say it, or not plainly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Conditions {
    /// Most children at any one time.
    pub most_children: Option<u16>,
    /// Youngest and oldest age in years, both allowed.
    pub ages: Option<(u8, u8)>,
    /// The only sex.
    pub sex: Option<Sex>,
    /// Whether sentences remain from which nothing was taken: a person must read them.
    pub has_unread: bool,
}

/// A sentence with one of these is about a part of the children or is an exception.
const DOUBTFUL: &[&str] = &[
    "named",
    "except",
    "exception",
    "unless",
    "until",
    "specific",
    "identified",
    "individual",
    "emergency",
    "whom",
    "which",
    "under",
    "over",
    "below",
    "above",
    "parent",
    "parents",
    "mother",
    "if",
    "where",
    "when",
    "not",
    "sibling",
    "siblings",
];

impl Conditions {
    /// Reads the conditions of one home, which may stand in several texts.
    pub fn read<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let (mut numbers, mut ages, mut sexes) = (Vec::new(), Vec::new(), Vec::new());
        let mut has_unread = false;
        for text in texts {
            for sentence in text.split(['.', ';', '\n', '\r', '•']) {
                let words = words(sentence);
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                let is_doubtful = is_doubtful(&words);
                let before = numbers.len() + ages.len() + sexes.len();
                if !is_doubtful {
                    numbers.extend(numbers_in(&words));
                    ages.extend(ages_in(&words));
                    sexes.extend(sexes_in(&words));
                }
                let nothing = before == numbers.len() + ages.len() + sexes.len();
                has_unread |= nothing && !words.is_empty();
            }
        }
        let disagree = |several: bool, agreed: bool| several && !agreed;
        let (most_children, range, sex) = (agreed(&numbers), agreed(&ages), agreed(&sexes));
        has_unread |= disagree(!numbers.is_empty(), most_children.is_some())
            || disagree(!ages.is_empty(), range.is_some())
            || disagree(!sexes.is_empty(), sex.is_some());
        Self {
            most_children,
            ages: range,
            sex,
            has_unread,
        }
    }
}

/// Whether a sentence is about a part of the children. "Not" alone is; "must not exceed" is not.
fn is_doubtful(words: &[&str]) -> bool {
    let exceeds = |at: usize| words[at + 1..].iter().take(2).any(|word| *word == "exceed");
    let doubts =
        |(at, word): (usize, &&str)| DOUBTFUL.contains(word) && !(*word == "not" && exceeds(at));
    words.iter().enumerate().any(doubts)
}

/// The one value that all of them are.
fn agreed<T: Copy + PartialEq>(values: &[T]) -> Option<T> {
    let first = *values.first()?;
    values.iter().all(|value| *value == first).then_some(first)
}

/// Words in lower case; a dash between two figures is the word "to".
fn words(sentence: &str) -> Vec<String> {
    let mut text = String::with_capacity(sentence.len());
    let mut last = ' ';
    let mut chars = sentence.chars().peekable();
    while let Some(c) = chars.next() {
        let is_range = matches!(c, '-' | '–') && last.is_ascii_digit();
        if is_range && chars.peek().is_some_and(char::is_ascii_digit) {
            text.push_str(" to ");
        } else if c.is_alphanumeric() {
            text.extend(c.to_lowercase());
        } else if !matches!(c, '\'' | '\u{2019}') {
            text.push(' ');
        }
        last = c;
    }
    text.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Conditions {
        Conditions::read([text])
    }

    #[test]
    fn plain_sentences_are_read() {
        let all =
            read("The home may accommodate no more than 4 children aged 8 to 17. Males only.");
        let expected = Conditions {
            most_children: Some(4),
            ages: Some((8, 17)),
            sex: Some(Sex::Male),
            has_unread: false,
        };
        assert_eq!(all, expected);
        let ages = |text: &str| read(text).ages;
        assert_eq!(
            ages("Children aged between 10 and 16 years"),
            Some((10, 16))
        );
        assert_eq!(ages("between the ages of 8 and 12"), Some((8, 12)));
        assert_eq!(ages("aged 8-17 years"), Some((8, 17)));
        assert_eq!(ages("young people aged 16 or 17"), Some((16, 17)));
        assert_eq!(read("up to six young people").most_children, Some(6));
        assert_eq!(
            read("Up to four (4) looked after children").most_children,
            Some(4)
        );
        assert_eq!(
            read("Numbers must not exceed 3 at any one time").most_children,
            Some(3)
        );
        assert_eq!(read("Only girls").sex, Some(Sex::Female));
        assert_eq!(read("Only male children").sex, Some(Sex::Male));
        assert_eq!(read("Female young people only").sex, Some(Sex::Female));
    }

    #[test]
    fn what_leaves_a_doubt_is_not_read() {
        for text in [
            "Up to 4 children, of whom no more than 2 may be under 10",
            "One named child may stay until the age of 19",
            "No more than 2 children under the age of 8",
            "Up to 17 years of age",
            "For up to 12 months children may have respite",
            "Children aged 10 and 14",
            "Aged 17 to 8",
            "Up to 300 children",
            "Males and females only",
            "Boys may share a room",
            "Only boys and girls",
            "Only male staff",
            "Up to 4 boys and 2 girls",
            "Up to 4 male children and 2 female children",
            "The home must not admit boys only",
        ] {
            let read = read(text);
            assert!(read.has_unread, "{text}");
            let nothing = Conditions {
                has_unread: true,
                ..Conditions::default()
            };
            assert_eq!(read, nothing, "{text}");
        }
    }

    #[test]
    fn sentences_that_do_not_agree_say_nothing() {
        let both = Conditions::read(["No more than 4 children", "No more than 3 children"]);
        assert_eq!(both.most_children, None);
        assert!(both.has_unread);
        assert_eq!(read(""), Conditions::default());
    }
}
