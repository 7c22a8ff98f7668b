//! Ofsted's unique reference numbers.

/// A URN as the SSDA903 return writes it: five to seven figures, or `SC` and six figures. `None` if the text is none.
pub fn urn(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| !c.is_whitespace());
    let text: String = letters.flat_map(char::to_uppercase).collect();
    let (figures, least, most) = match text.strip_prefix("SC") {
        Some(figures) => (figures, 6, 6),
        None => (text.as_str(), 5, 7),
    };
    let is_urn =
        (least..=most).contains(&figures.len()) && figures.bytes().all(|b| b.is_ascii_digit());
    is_urn.then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_are_no_urns() {
        assert_eq!(urn(" sc 012345").as_deref(), Some("SC012345"));
        assert_eq!(urn("2590934").as_deref(), Some("2590934"));
        for text in ["", "Source: Ofsted", "#REF!", "SC12", "12345678", "XXXXXXX"] {
            assert_eq!(urn(text), None, "{text}");
        }
    }
}
