//! "Did you mean …?": the known word nearest to one that is not known.

/// The candidate nearest to a word, if it is near enough to be a slip of the pen. The first of equals wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    if length == 0 {
        return None;
    }
    let most = (length / 3).clamp(1, 3);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.chars().count().abs_diff(length) > most {
            continue;
        }
        let distance = strsim::osa_distance(&word, &candidate.to_lowercase());
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The question, or another suggestion where nothing is near.
pub fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: &str,
) -> String {
    match nearest(word, candidates) {
        Some(found) => format!("did you mean \"{found}\"?"),
        None => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        assert_eq!(nearest("fostr", ["foster", "other"]), Some("foster"));
        assert_eq!(nearest("H-0O7", ["H-001", "H-007"]), Some("H-007"));
        assert_eq!(nearest("zebra", ["foster", "other"]), None);
        assert_eq!(nearest("", ["a"]), None);
    }
}
