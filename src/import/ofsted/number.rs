//! Numbers of places and premises.

/// The most places or premises of one provider. The largest supported accommodation provider of 2025 has 279 places;
/// a larger number is a telephone number or a URN in the wrong column.
const MOST: u16 = 2000;

/// Reads a whole number, with decimals only if they are zero, as some exports write them. `Ok(None)` for a blank,
/// `Err` for what is no such number.
pub fn number(text: &str) -> Result<Option<u16>, ()> {
    if text.is_empty() {
        return Ok(None);
    }
    let whole = match text.split_once('.') {
        Some((whole, rest)) if !rest.is_empty() && rest.bytes().all(|b| b == b'0') => whole,
        Some(_) => return Err(()),
        None => text,
    };
    let is_plain = !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit());
    let number: u16 = if is_plain {
        whole.parse().map_err(|_| ())?
    } else {
        return Err(());
    };
    if number > MOST {
        return Err(());
    }
    Ok(Some(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_numbers_are_places() {
        assert_eq!(number(""), Ok(None));
        assert_eq!(number("4"), Ok(Some(4)));
        assert_eq!(number("4.0"), Ok(Some(4)));
        for text in [
            "#REF!",
            "four",
            "-1",
            "+1",
            "4.5",
            "4.",
            ".0",
            "02079460000",
            "2001",
        ] {
            assert_eq!(number(text), Err(()), "{text}");
        }
    }
}
