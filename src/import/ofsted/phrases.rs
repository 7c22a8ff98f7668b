//! Phrases in which conditions of registration plainly give a number, ages or a sex. A sentence is a slice of words
//! in lower case; see `conditions` for which sentences are read at all.

use crate::model::codes::Sex;

/// Words that a number of children follows.
const AT_MOST: &[&[&str]] = &[
    &["no", "more", "than"],
    &["up", "to"],
    &["maximum", "of"],
    &["not", "exceed"],
    &["not", "to", "exceed"],
];

/// Words that may stand between the number and the children. "Male" may not: a number of girls may follow.
const OF_CHILDREN: &[&str] = &["looked", "after"];

const CHILDREN: &[&str] = &[
    "places",
    "placements",
    "child",
    "children",
    "young",
    "people",
    "residents",
];

fn figure(word: &str) -> Option<u16> {
    const IN_WORDS: [&str; 12] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
        "twelve",
    ];
    let in_words = IN_WORDS.iter().position(|name| *name == word);
    in_words.map(|at| at as u16 + 1).or_else(|| {
        let is_short = word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
        is_short.then(|| word.parse().ok())?
    })
}

/// "no more than 4 children", "up to six young people", "must not exceed 3 at any one time".
pub fn numbers_in(words: &[&str]) -> Vec<u16> {
    let mut found = Vec::new();
    for at in 0..words.len() {
        for start in AT_MOST {
            let Some(rest) = words[at..].strip_prefix(*start) else {
                continue;
            };
            let Some((number, after)) = rest
                .split_first()
                .and_then(|(word, after)| Some((figure(word)?, after)))
            else {
                continue;
            };
            // "Four (4) children" gives the number twice.
            let mut after = after.iter().skip_while(|word| figure(word) == Some(number));
            let is_end = match after.clone().next() {
                None => true,
                Some(word) => *word == "at" && after.clone().nth(1) == Some(&"any"),
            };
            let of = after.find(|word| !OF_CHILDREN.contains(word));
            let is_children = of.is_some_and(|word| CHILDREN.contains(word));
            if number > 0 && (is_end || is_children) {
                found.push(number);
            }
        }
    }
    found
}

/// "aged 8 to 17", "aged between 8 and 17 years", "between the ages of 10 and 17", "aged 16 or 17".
pub fn ages_in(words: &[&str]) -> Vec<(u8, u8)> {
    const AGE: u16 = 25;
    let filler = ["between", "from", "of", "range", "is", "the"];
    let mut found = Vec::new();
    for (at, _) in words
        .iter()
        .enumerate()
        .filter(|(_, w)| matches!(**w, "aged" | "ages" | "age"))
    {
        let mut rest = words[at + 1..].iter().skip_while(|w| filler.contains(w));
        let spans = words[at.saturating_sub(2)..]
            .iter()
            .take(5)
            .any(|word| *word == "between");
        let mut number = || {
            let word = rest.next()?;
            figure(word).filter(|age| *age <= AGE)
        };
        let Some(youngest) = number() else { continue };
        let mut rest = rest.skip_while(|w| matches!(**w, "years" | "year" | "old"));
        let (Some(join), Some(word)) = (rest.next(), rest.next()) else {
            continue;
        };
        let Some(oldest) = figure(word).filter(|age| *age <= AGE && *age >= youngest) else {
            continue;
        };
        let is_range = match *join {
            "to" => true,
            "and" => spans || oldest == youngest + 1,
            "or" => oldest == youngest + 1,
            _ => false,
        };
        if is_range {
            found.push((youngest as u8, oldest as u8));
        }
    }
    found
}

/// "males only", "female young people only", "only boys".
pub fn sexes_in(words: &[&str]) -> Vec<Sex> {
    let mut found = Vec::new();
    for at in (0..words.len()).filter(|at| words[*at] == "only") {
        let before = words[..at].iter().rev().copied();
        let before = before.skip_while(|word| CHILDREN.contains(word));
        let after = words[at + 1..].iter().copied();
        // Before "only" the children are already named or need not be: "males only", "male children only".
        let of_before = the_one_sex(before);
        let is_of_children = !matches!(words.get(at + 1), Some(&("male" | "female")))
            || words
                .get(at + 2)
                .is_some_and(|word| CHILDREN.contains(word));
        let of_after = the_one_sex(after).filter(|_| is_of_children);
        found.extend(of_before.or(of_after));
    }
    found
}

/// The sex that the first word names, unless one of the next two names one as well: "boys and girls".
fn the_one_sex<'a>(words: impl Iterator<Item = &'a str>) -> Option<Sex> {
    let mut sexes = words.map(|word| match word {
        "male" | "males" | "boy" | "boys" => Some(Sex::Male),
        "female" | "females" | "girl" | "girls" => Some(Sex::Female),
        _ => None,
    });
    let first = sexes.next().flatten();
    first.filter(|_| sexes.take(2).all(|sex| sex.is_none()))
}
