//! Postcodes of homes, which published lists redact.

use crate::import::full_postcode::full_postcode;

/// What a field says about where a home is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// Nothing.
    Blank,
    /// That it is withheld.
    Redacted,
    /// A postcode: capitals, with one space before the last three.
    Postcode(String),
    /// Something else, which is not kept.
    Unreadable,
}

/// Reads a field of a column of postcodes by the form of a postcode alone; whether there is such a postcode only a
/// directory can tell.
pub fn postcode(text: &str) -> Written {
    let letters = text.chars().filter(|c| !c.is_whitespace());
    let text: String = letters.flat_map(char::to_uppercase).collect();
    if text.is_empty() {
        return Written::Blank;
    }
    if text == "REDACTED" {
        return Written::Redacted;
    }
    full_postcode(&text).map_or(Written::Unreadable, Written::Postcode)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_not_kept_for_a_postcode() {
        assert_eq!(postcode("hr1 2ab"), Written::Postcode("HR1 2AB".into()));
        assert_eq!(postcode("EC1A1BB"), Written::Postcode("EC1A 1BB".into()));
        assert_eq!(postcode("REDACTED"), Written::Redacted);
        assert_eq!(postcode(" "), Written::Blank);
        for text in ["1 High St", "HR1", "#REF!", "Ärger", "12 3AB"] {
            assert_eq!(postcode(text), Written::Unreadable, "{text}");
        }
    }
}
