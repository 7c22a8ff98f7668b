//! Terms of approval in one text column, where every word of the text is of the plain pattern
//! `2 children, 0-10, either`. Text with any other word is left alone: terms half understood would be worse than none.

use super::ages;
use super::codes::TermsSex;
use super::fault::Fault;

/// Terms of approval, as far as the text names them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terms {
    /// Places.
    pub children: Option<u8>,
    /// Places where all the children are one sibling group.
    pub if_siblings: Option<u8>,
    /// Youngest and oldest age.
    pub ages: Option<(u8, u8)>,
    /// Sex.
    pub sex: Option<TermsSex>,
}

/// Reads terms such as `2 children aged 0-10, either (3 if siblings)`.
pub fn read(text: &str) -> Result<Terms, Fault> {
    if let Some(fault) = ages::made_a_date(text) {
        return Err(fault);
    }
    let plain = text
        .to_lowercase()
        .replace(['–', '—'], "-")
        .replace("up to", " ");
    let words: Vec<&str> = plain
        .split(|c: char| c.is_whitespace() || ",;.()".contains(c))
        .filter(|word| !word.is_empty())
        .collect();
    let mut terms = Terms::default();
    let mut at = 0;
    while at < words.len() {
        at += terms.take(&words[at..]).ok_or(Fault::Terms)?;
    }
    let names_something = terms.children.is_some() || terms.ages.is_some();
    if names_something {
        Ok(terms)
    } else {
        Err(Fault::Terms)
    }
}

impl Terms {
    /// Takes the next words and says how many; `None` where they are not of the pattern, or say something twice.
    fn take(&mut self, words: &[&str]) -> Option<usize> {
        let number = |word: &str| -> Option<u8> {
            let is_figures = word.bytes().all(|b| b.is_ascii_digit());
            word.parse().ok().filter(|n| is_figures && *n <= 20)
        };
        match words {
            [n, "if" | "for", "siblings" | "sibling", ..] => {
                once(&mut self.if_siblings, number(n)?)?;
                Some(3)
            }
            [
                n,
                "children" | "child" | "placements" | "placement" | "places" | "place",
                ..,
            ] => {
                once(&mut self.children, number(n)?)?;
                Some(2)
            }
            [least, "to" | "-" | "and", most, ..] if number(least).is_some() => {
                once(&mut self.ages, (number(least)?, number(most)?))?;
                Some(3)
            }
            ["-", ..] => Some(1),
            [word, ..] if word.contains('-') || word.ends_with('+') => {
                once(&mut self.ages, ages::read(word).ok()?)?;
                Some(1)
            }
            [word, ..] => {
                match *word {
                    "either" | "any" | "both" | "mixed" | "m/f" => {
                        once(&mut self.sex, TermsSex::Any)?;
                    }
                    "male" | "males" | "boy" | "boys" | "m" => {
                        once(&mut self.sex, TermsSex::Male)?;
                    }
                    "female" | "females" | "girl" | "girls" | "f" => {
                        once(&mut self.sex, TermsSex::Female)?;
                    }
                    "aged" | "age" | "ages" | "between" | "from" | "years" | "year" | "yrs"
                    | "old" | "of" | "for" | "sex" | "sexes" | "gender" | "genders" | "only" => {}
                    _ => return None,
                }
                Some(1)
            }
            [] => None,
        }
    }

    /// What both terms allow: fewer places, the ages of both, the one sex that either names.
    pub fn narrower(self, other: Self) -> Self {
        let fewer = |a: Option<u8>, b: Option<u8>| a.into_iter().chain(b).min();
        let ages = match (self.ages, other.ages) {
            (Some(a), Some(b)) => Some((a.0.max(b.0), a.1.min(b.1))),
            (a, b) => a.or(b),
        };
        let sex = match (self.sex, other.sex) {
            (None | Some(TermsSex::Any), Some(sex)) => Some(sex),
            (sex, _) => sex,
        };
        Self {
            children: fewer(self.children, other.children),
            if_siblings: fewer(self.if_siblings, other.if_siblings),
            ages,
            sex,
        }
    }
}

fn once<T>(slot: &mut Option<T>, value: T) -> Option<()> {
    slot.is_none().then(|| *slot = Some(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_plain_pattern_is_read() {
        let terms = Terms {
            children: Some(2),
            if_siblings: None,
            ages: Some((0, 10)),
            sex: Some(TermsSex::Any),
        };
        for text in [
            "2 children, 0-10, either",
            "2 children aged 0-10 either sex",
            "Up to 2 children, aged 0 to 10 years, any gender",
            "2 placements - 0–10 - M/F",
        ] {
            assert_eq!(read(text), Ok(terms), "{text}");
        }
        let siblings = read("2 children, 0-10, either (3 if siblings)").unwrap();
        assert_eq!(siblings.if_siblings, Some(3));
        assert_eq!(read("1 child, 11+, girls").unwrap().ages, Some((11, 17)));
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in [
            "",
            "either",
            "2 children, 0-10, either, not with dogs",
            "2 children or 1 parent and child",
            "2 children, 0-10, 5-10",
            "200 children",
        ] {
            assert_eq!(read(text), Err(Fault::Terms), "{text}");
        }
    }

    #[test]
    fn of_two_terms_the_narrower_stand() {
        let (a, b) = (
            read("2 children, 0-10").unwrap(),
            read("1 child, 5-17, boys").unwrap(),
        );
        let both = a.narrower(b);
        assert_eq!(both, b.narrower(a));
        assert_eq!((both.children, both.ages), (Some(1), Some((5, 10))));
        assert_eq!(both.sex, Some(TermsSex::Male));
    }
}
