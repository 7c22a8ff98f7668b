//! Whether a text is a full postcode, and the one way in which it is written here.

/// The postcode in capitals with one space before the last three characters, such as `ZZ9 1AA`; `None` unless the text
/// is a full postcode. Only the form is checked (Royal Mail's outward and inward codes), not that it exists.
pub fn full_postcode(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_uppercase)
        .collect();
    if !code.is_ascii() || !(5..=7).contains(&code.len()) {
        return None;
    }
    let (outward, inward) = code.split_at(code.len() - 3);
    (is_outward(outward) && form(inward) == "9AA").then(|| format!("{outward} {inward}"))
}

/// Outward codes have one of six forms.
fn is_outward(text: &str) -> bool {
    matches!(
        form(text).as_str(),
        "A9" | "A99" | "A9A" | "AA9" | "AA99" | "AA9A"
    )
}

/// The text with `A` for letters and `9` for figures.
fn form(text: &str) -> String {
    let kind = |c: char| match c {
        'A'..='Z' => 'A',
        '0'..='9' => '9',
        _ => '?',
    };
    text.chars().map(kind).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_full_postcodes_pass() {
        assert_eq!(full_postcode(" zz99 1aa").as_deref(), Some("ZZ99 1AA"));
        assert_eq!(full_postcode("ZZ9A1AA").as_deref(), Some("ZZ9A 1AA"));
        for text in [
            "", "ZZ9", "ZZ9 1A", "ZZ9 1AAA", "999 1AA", "é9 1AA", "ZZ9 AAA",
        ] {
            assert_eq!(full_postcode(text), None, "{text}");
        }
    }
}
