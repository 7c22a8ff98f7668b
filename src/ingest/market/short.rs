//! Short names of authorities: `HER` of Herefordshire, `NEL` of North East Lincolnshire.

use crate::model::Council;

/// A short name for each council, no two alike.
pub fn names(councils: &[Council]) -> Vec<String> {
    let mut letters = vec![3; councils.len()];
    loop {
        let names: Vec<String> = councils
            .iter()
            .zip(&letters)
            .map(|(council, &letters)| short(&council.name, letters))
            .collect();
        let is_taken = |at: usize| {
            names
                .iter()
                .enumerate()
                .any(|(i, n)| i != at && *n == names[at])
        };
        let taken: Vec<usize> = (0..names.len()).filter(|at| is_taken(*at)).collect();
        if taken.is_empty() && names.iter().all(|name| !name.is_empty()) {
            return names;
        }
        // Names that agree however long they are made, or have no letters at all, are told apart by the code.
        if letters.iter().any(|n| *n > 12) || names.iter().any(String::is_empty) {
            return councils.iter().map(|c| c.code.clone()).collect();
        }
        for at in taken {
            letters[at] += 1;
        }
    }
}

/// The initials of several words with their figures, or the first letters of one word.
fn short(name: &str, letters: usize) -> String {
    let words: Vec<&str> = name
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let upper = |text: String| text.to_uppercase();
    match words.as_slice() {
        [] => String::new(),
        [word] => upper(word.chars().take(letters).collect()),
        words => {
            // Three letters are the initials; each letter more is taken from the last word.
            let last = words.len() - 1;
            let part = |(at, word): (usize, &&str)| -> String {
                let figures = word.chars().all(|c| c.is_ascii_digit());
                let more = if at == last { letters - 2 } else { 1 };
                word.chars().take(if figures { 12 } else { more }).collect()
            };
            upper(words.iter().enumerate().map(part).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn of(list: &[&str]) -> Vec<String> {
        let council = |(i, name): (usize, &&str)| {
            Council::new(name, &format!("E0600000{i}"), date(2026, 3, 31))
        };
        names(&list.iter().enumerate().map(council).collect::<Vec<_>>())
    }

    #[test]
    fn names_are_as_short_as_they_can_be_told_apart() {
        assert_eq!(of(&["Herefordshire", "Lancashire"]), ["HER", "LAN"]);
        assert_eq!(of(&["Herefordshire", "Hertfordshire"]), ["HERE", "HERT"]);
        assert_eq!(
            of(&[
                "Stockton-on-Tees",
                "North East Lincolnshire",
                "Lincolnshire"
            ]),
            ["SOT", "NEL", "LIN"]
        );
        assert_eq!(of(&["North Kesteven", "North Kirk"]), ["NKE", "NKI"]);
        assert_eq!(of(&["Authority 03", "Authority 12"]), ["A03", "A12"]);
    }

    #[test]
    fn names_that_agree_are_told_apart_by_code() {
        assert_eq!(of(&["North", "North"]), ["E06000000", "E06000001"]);
        assert_eq!(of(&["--", "South"]), ["E06000000", "E06000001"]);
    }
}
