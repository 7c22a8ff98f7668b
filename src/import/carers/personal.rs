//! Headings of columns that are never read: names of people and free-text notes.

/// Why a column is never read, if it is one of those.
pub fn never_read(heading: &str) -> Option<&'static str> {
    let heading = heading.to_lowercase();
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let names = [
        "name",
        "names",
        "surname",
        "surnames",
        "forename",
        "forenames",
        "firstname",
        "lastname",
        "fullname",
        "carername",
    ];
    let of_bodies = [
        "agency",
        "provider",
        "service",
        "authority",
        "la",
        "scheme",
        "team",
        "organisation",
    ];
    if has(&names) && !has(&of_bodies) {
        return Some("names of people are never read");
    }
    let notes = [
        "note",
        "notes",
        "comment",
        "comments",
        "narrative",
        "remarks",
        "summary",
        "profile",
    ];
    if has(&notes) {
        return Some("free text is never read");
    }
    let contact = ["email", "phone", "telephone", "mobile", "nhs"];
    has(&contact).then_some("contact details and NHS numbers are never read")
}

/// Whether a value is a person's name by the title before it.
pub fn has_title(value: &str) -> bool {
    let first = value.split_whitespace().next().unwrap_or_default();
    let first = first.trim_end_matches('.').to_lowercase();
    ["mr", "mrs", "ms", "miss", "mx", "dr"].contains(&first.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_makes_a_name() {
        assert!(has_title("Mrs. X") && has_title("MR"));
        assert!(!has_title("") && !has_title("Mixed"));
    }

    #[test]
    fn names_of_people_are_told_from_names_of_bodies() {
        for heading in ["Carer name", "SURNAME", "Notes", "first_name", "Mobile"] {
            assert!(never_read(heading).is_some(), "{heading}");
        }
        for heading in ["Agency name", "Carer ID", "Named children", "Provider Name"] {
            assert!(never_read(heading).is_none(), "{heading}");
        }
    }
}
