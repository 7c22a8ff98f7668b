//! Headings, which publishers break over lines and spell with or without underscores.

/// A heading of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As people read it: line breaks and repeated spaces folded.
    pub text: String,
    /// As it is compared.
    pub key: String,
}

impl Heading {
    /// A heading from the text of its cell.
    pub fn of(text: &str) -> Self {
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        let key = key(&text);
        Self { text, key }
    }
}

/// A heading as it is compared: letters and figures alone, in lower case, so that `PLACE_PROVIDER`,
/// `Place provider` and `place-provider` are one.
pub fn key(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_spellings_are_one_heading() {
        let odd = Heading::of("\n Latest  full\ninspection date ");
        assert_eq!(odd.text, "Latest full inspection date");
        assert_eq!(key("PLACE_PROVIDER"), key("Place provider"));
        assert_ne!(key("pcd7"), key("pcd8"));
    }
}
