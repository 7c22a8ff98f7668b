//! Postcodes as people write them, and as numbers that sort like the directory.
//!
//! A postcode such as `HR1 2AB` is an outward code (`HR1`) and an inward one (`2AB`). The outward code and the figure
//! after it are the sector (`HR1 2`), the two last letters the unit. Source: Royal Mail, Postcode Address File,
//! programmers' guide.

/// Letters of the longest postcode, without the space.
const LONGEST: usize = 7;

/// A sector: the outward code in base 37 (blank, figures, letters; four places), then the figure. Less than 2^25.
pub type Sector = u32;

/// An outward code in base 37. Less than 2^21.
pub type Outward = u32;

/// What a text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// A whole postcode: its sector, and its unit from 0 to 675.
    Whole(Sector, u16),
    /// A postcode that is cut short. Without a space `HR12` could be an outward code or a sector, so there may be
    /// both.
    Short(Option<Outward>, Option<Sector>),
}

/// Reads a text in any case and with any spaces; `None` where it cannot be a postcode or the beginning of one.
pub fn read(text: &str) -> Option<Written> {
    let mut letters = [0; LONGEST];
    let (mut count, mut gap) = (0, None);
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            *letters.get_mut(count)? = c.to_ascii_uppercase() as u8;
            count += 1;
        } else if c.is_whitespace() {
            if count > 0 && gap.is_none() {
                gap = Some(count);
            }
        } else {
            return None;
        }
    }
    let letters = &letters[..count];
    if let Some((sector, unit)) = whole(letters) {
        return Some(Written::Whole(sector, unit));
    }
    match gap {
        Some(gap) if gap < count => {
            let (before, after) = letters.split_at(gap);
            Some(Written::Short(None, Some(begun(before, after)?)))
        }
        _ => {
            let sector = (1..count).rev().take(2).find_map(|at| {
                let (before, after) = letters.split_at(at);
                begun(before, after)
            });
            let outward = outward(letters);
            (outward.is_some() || sector.is_some()).then_some(Written::Short(outward, sector))
        }
    }
}

/// Reads a whole postcode of a directory, in capitals.
pub fn read_whole(text: &[u8]) -> Option<(Sector, u16)> {
    let mut letters = [0; LONGEST];
    let mut count = 0;
    for &byte in text {
        if byte != b' ' {
            *letters.get_mut(count)? = byte;
            count += 1;
        }
    }
    whole(&letters[..count])
}

fn whole(letters: &[u8]) -> Option<(Sector, u16)> {
    let (before, [figure, first, second]) = letters.split_last_chunk::<3>()?;
    if !figure.is_ascii_digit() || !first.is_ascii_uppercase() || !second.is_ascii_uppercase() {
        return None;
    }
    let unit = u16::from(first - b'A') * 26 + u16::from(second - b'A');
    Some((sector(outward(before)?, *figure), unit))
}

/// A sector of which the first letter of the unit may be there.
fn begun(before: &[u8], after: &[u8]) -> Option<Sector> {
    match after {
        [figure] if figure.is_ascii_digit() => Some(sector(outward(before)?, *figure)),
        [figure, letter] if figure.is_ascii_digit() && letter.is_ascii_uppercase() => {
            Some(sector(outward(before)?, *figure))
        }
        _ => None,
    }
}

fn sector(outward: Outward, figure: u8) -> Sector {
    outward * 10 + u32::from(figure - b'0')
}

/// The outward code of a sector.
pub fn outward_of(sector: Sector) -> Outward {
    sector / 10
}

/// An outward code starts with a letter and has a figure; the few without one have three or four letters, such as
/// GIR and NPT.
fn outward(letters: &[u8]) -> Option<Outward> {
    let has_figure = letters.iter().any(u8::is_ascii_digit);
    let fits = match letters.len() {
        2 => has_figure,
        3 | 4 => true,
        _ => false,
    };
    if !fits || !letters[0].is_ascii_uppercase() {
        return None;
    }
    let mut key = 0;
    for place in 0..4 {
        let value = match letters.get(place) {
            None => 0,
            Some(figure @ b'0'..=b'9') => figure - b'0' + 1,
            Some(letter @ b'A'..=b'Z') => letter - b'A' + 11,
            Some(_) => return None,
        };
        key = key * 37 + u32::from(value);
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_spellings_are_one_postcode() {
        let wanted = read("HR1 2AB").unwrap();
        assert!(matches!(wanted, Written::Whole(_, 1)));
        for text in ["HR12AB", "hr1  2ab", " HR1\u{a0}2AB ", "H R 1 2 A B"] {
            assert_eq!(read(text), Some(wanted), "{text}");
        }
        assert_eq!(read_whole(b"HR1 2AB").map(|(_, unit)| unit), Some(1));
        assert_eq!(read_whole(b"HR1  2AB"), read_whole(b"HR12AB"));
    }

    #[test]
    fn a_postcode_may_be_cut_short() {
        let Some(Written::Whole(sector, _)) = read("HR1 2AB") else {
            panic!("a whole postcode");
        };
        let outward = outward_of(sector);
        assert_eq!(read("HR1 2"), Some(Written::Short(None, Some(sector))));
        assert_eq!(read("HR1 2A"), Some(Written::Short(None, Some(sector))));
        assert_eq!(read("HR1"), read("hr1 "));
        assert!(matches!(read("HR1"), Some(Written::Short(Some(found), _)) if found == outward));
        // Without a space it may be either.
        assert!(
            matches!(read("HR12"), Some(Written::Short(Some(_), Some(found))) if found == sector)
        );
        assert!(matches!(read("EC1A"), Some(Written::Short(Some(_), None))));
    }

    #[test]
    fn nonsense_is_no_postcode() {
        for text in [
            "",
            " ",
            "?",
            "7",
            "AB",
            "unknown",
            "12 3AB",
            "HR1-2AB",
            "HR1 2AB X",
            "HR1 23",
            "HR1 AB",
            "ÄB1 2CD",
            "HR1 2A1",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read_whole(b"HR1 2"), None);
        assert_eq!(read_whole(b"hr1 2ab"), None);
    }

    #[test]
    fn numbers_sort_like_the_directory() {
        let of = |text: &[u8]| read_whole(text).unwrap();
        let texts: [&[u8]; 6] = [
            b"AB1 0AA", b"AB1 0AB", b"AB1 1AA", b"AB101AA", b"AB2 0AA", b"B1 1AA",
        ];
        for pair in texts.windows(2) {
            assert!(of(pair[0]) < of(pair[1]));
        }
        assert!(of(b"ZZ9Z9ZZ").0 < 1 << 25);
    }
}
