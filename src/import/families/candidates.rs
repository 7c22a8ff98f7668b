//! Pairs who are perhaps brothers or sisters, for a person to confirm. The SSDA903 return has no sibling identifier; what
//! it has is the home postcode and the day on which care began.

use std::collections::BTreeMap;

use crate::import::full_postcode::full_postcode;
use crate::model::{Date, days_between};

/// Days between two entries into care that still count as one event.
const ENTRY_DAYS: i32 = 28;
/// Children who share a postcode beyond which it is taken for an office or a placeholder.
const MOST_SHARING: usize = 8;
/// Days between two births of one mother, at the least (about eight months); twins apart.
const BETWEEN_BIRTHS: i32 = 240;

/// A child who may have brothers or sisters among the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Id.
    pub id: String,
    /// Home postcode; only a full one counts.
    pub home_postcode: String,
    /// First day of the period of care.
    pub entered_care: Date,
    /// Date of birth.
    pub born: Date,
    /// Whether the child came unaccompanied to seek asylum; their postcodes are seldom a home's.
    pub uasc: bool,
}

/// A pair to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CandidatePair {
    /// The child whose id comes first.
    pub child_a: String,
    /// The other child.
    pub child_b: String,
    /// What speaks for them, in words, without the postcode.
    pub evidence: String,
}

/// Pairs that share a full home postcode and entered care within 28 days of each other, in order of their ids. Never
/// unaccompanied children, and never a postcode that more than eight children share (they count in that number).
pub fn candidates(children: &[Candidate]) -> Vec<CandidatePair> {
    let mut at: BTreeMap<String, Vec<&Candidate>> = BTreeMap::new();
    for child in children {
        if let Some(postcode) = full_postcode(&child.home_postcode) {
            let here = at.entry(postcode).or_default();
            if here.iter().all(|other| other.id != child.id) {
                here.push(child);
            }
        }
    }
    let mut pairs = Vec::new();
    for here in at.values().filter(|here| here.len() <= MOST_SHARING) {
        for (number, second) in here.iter().enumerate() {
            for first in &here[..number] {
                let days = days_between(first.entered_care, second.entered_care).abs();
                if first.uasc || second.uasc || days > ENTRY_DAYS {
                    continue;
                }
                let (a, b) = if first.id <= second.id {
                    (first, second)
                } else {
                    (second, first)
                };
                pairs.push(CandidatePair {
                    child_a: a.id.clone(),
                    child_b: b.id.clone(),
                    evidence: evidence(days, days_between(a.born, b.born).abs()),
                });
            }
        }
    }
    pairs.sort_by(|a, b| (&a.child_a, &a.child_b).cmp(&(&b.child_a, &b.child_b)));
    pairs
}

fn evidence(entry_days: i32, birth_days: i32) -> String {
    let entry = match entry_days {
        0 => "entered care on the same day".to_owned(),
        1 => "entered care one day apart".to_owned(),
        days => format!("entered care {days} days apart"),
    };
    let birth = match birth_days {
        0 | 1 => "born on the same day or the next".to_owned(),
        days if days < BETWEEN_BIRTHS => {
            format!("born {days} days apart, so not of one mother")
        }
        days => format!("born {} months apart", days * 12 / 365),
    };
    format!("same full home postcode, {entry}, {birth}")
}

/// The text of `sibling_candidates.csv`: `child_a`, `child_b`, `evidence`, and an empty `confirm` that takes yes,
/// together, apart or no. [`read`](super::read) reads the file once a person has filled it in.
pub fn candidates_csv(pairs: &[CandidatePair]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut write = |fields: [&str; 4]| {
        writer
            .write_record(fields)
            .expect("a vector takes every record of four fields");
    };
    write(["child_a", "child_b", "evidence", "confirm"]);
    for pair in pairs {
        write([&pair.child_a, &pair.child_b, &pair.evidence, ""]);
    }
    let bytes = writer.into_inner().expect("a vector is always flushed");
    String::from_utf8(bytes).expect("the fields are text")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn child(id: &str, postcode: &str, entered: Date) -> Candidate {
        Candidate {
            id: id.to_owned(),
            home_postcode: postcode.to_owned(),
            entered_care: entered,
            born: date(2015, 1, 1),
            uasc: false,
        }
    }

    fn ids(children: &[Candidate]) -> Vec<(String, String)> {
        let pairs = candidates(children);
        pairs.into_iter().map(|p| (p.child_a, p.child_b)).collect()
    }

    #[test]
    fn one_postcode_and_28_days_make_a_pair_and_29_do_not() {
        let day = date(2026, 1, 1);
        let a = child("A", "ZZ9 1AA", day);
        let at_edge = child("B", "zz91aa", date(2026, 1, 29));
        let beyond = child("C", "ZZ9 1AA", date(2026, 1, 30));
        let pair = ("A".to_owned(), "B".to_owned());
        assert_eq!(ids(&[at_edge.clone(), a.clone()]), [pair]);
        assert!(ids(&[a.clone(), beyond]).is_empty());
        assert!(ids(&[a.clone(), child("D", "ZZ9", day)]).is_empty());
        assert!(ids(&[a.clone(), a.clone()]).is_empty());
        let unaccompanied = Candidate {
            uasc: true,
            ..at_edge
        };
        assert!(ids(&[a, unaccompanied]).is_empty());
    }

    #[test]
    fn a_postcode_of_more_than_eight_is_an_office() {
        let day = date(2026, 1, 1);
        let at_office = |count: u8| -> Vec<Candidate> {
            let ids = (0..count).map(|n| format!("C{n}"));
            ids.map(|id| child(&id, "ZZ9 1AA", day)).collect()
        };
        assert_eq!(ids(&at_office(8)).len(), 28);
        assert!(ids(&at_office(9)).is_empty());
    }

    #[test]
    fn evidence_is_in_words_and_the_text_has_a_column_to_fill_in() {
        let mut b = child("B", "ZZ9 1AA", date(2026, 1, 4));
        b.born = date(2015, 5, 1);
        let pairs = candidates(&[child("A", "ZZ9 1AA", date(2026, 1, 1)), b]);
        let text = candidates_csv(&pairs);
        assert_eq!(
            text,
            "child_a,child_b,evidence,confirm\nA,B,\"same full home postcode, entered care 3 days apart, born 120 days apart, so not of one mother\",\n"
        );
    }
}
