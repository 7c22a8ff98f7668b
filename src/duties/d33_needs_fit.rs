//! # The law
//! Children Act 1989, section 22C(5) (the most appropriate placement); Fostering Services National Minimum
//! Standards 2011, standard 15 (carers who can meet the child's assessed needs).
//!
//! # What we check
//! Nothing is barred here: what is too far short is barred by D04. We measure how well the home's skill suits the
//! need. A practitioner's own score of the pair replaces the computed one.
//!
//! # In the programme
//! Points from 0 (best) to 100 in the tier "fit". With a practitioner's score: 100 − score. Otherwise the sum over
//! the domains of the levels short × 20 and the levels of skill beyond the need × 1 (both set by local policy),
//! and at most 100. The surplus keeps specialist homes free for the children who need them.
//!
//! # Reading the price
//! The price of a place in this tier is in points of local policy: how much better all children together would
//! be matched with one more such place. It ranks kinds of homes to recruit; it is not money.
//!
//! # What it cannot see
//! Warmth, humour and whether the two take to each other. A level that is not recorded counts as 0, so a home
//! with an empty profile looks like a perfect match for a child with an empty profile. Scores of different
//! practitioners are taken as comparable, which they may not be.

use super::card::card;
use super::{Card, Duty, Pair};

/// Worst fit.
const WORST: i64 = 100;

/// Fit of skill and need.
pub struct NeedsFit;

impl NeedsFit {
    fn score(pair: &Pair) -> Option<i64> {
        let records = &pair.facts.records;
        let (_, score) = records.assessment(pair.child_ix, pair.home_ix)?;
        score.map(i64::from)
    }

    /// Levels short and levels beyond the need, summed over the domains.
    fn levels(pair: &Pair) -> (i64, i64) {
        let (needs, skills) = (&pair.child.needs, &pair.home.capabilities);
        let short = needs.shortfalls(skills).map(|(_, short)| i64::from(short));
        (short.sum(), i64::from(needs.surplus(skills)))
    }
}

/// "1 level", "2 levels".
fn counted(count: i64) -> String {
    format!("{count} level{}", if count == 1 { "" } else { "s" })
}

impl Duty for NeedsFit {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D33",
            Measure,
            "Fit of skill and need",
            "Children Act 1989 s22C(5); Fostering Services National Minimum Standards 2011, standard 15",
            "points",
            "d33_needs_fit.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        if let Some(score) = Self::score(pair) {
            return (WORST - score).max(0);
        }
        let points = &pair.policy().points;
        let (short, surplus) = Self::levels(pair);
        let computed =
            i64::from(points.need_short) * short + i64::from(points.need_surplus) * surplus;
        computed.min(WORST)
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        if let Some(score) = Self::score(pair) {
            return Some(format!("a practitioner scored the match {score} of 100"));
        }
        Some(match Self::levels(pair) {
            (0, 0) => "the home's skill is just what the child needs".to_owned(),
            (0, surplus) => format!(
                "the home meets every need, with {} to spare",
                counted(surplus)
            ),
            (short, 0) => format!("the home is {} short of the needs", counted(short)),
            (short, surplus) => {
                format!(
                    "the home is {} short of the needs, and {} beyond them",
                    counted(short),
                    counted(surplus)
                )
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{ChildIx, HomeIx, HomeKind, NeedDomain};

    fn child_and_home() -> (Scene, ChildIx, HomeIx) {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
        (scene, child, home)
    }

    #[test]
    fn levels_short_and_levels_to_spare_both_count() {
        let (mut scene, child, home) = child_and_home();
        assert_eq!(scene.points(&NeedsFit, child, home), 0);
        let needs = &mut scene.child_mut(child).needs;
        needs.set(NeedDomain::Behaviour, 2).unwrap();
        let skills = &mut scene.home_mut(home).capabilities;
        skills.set(NeedDomain::Behaviour, 1).unwrap();
        skills.set(NeedDomain::Learning, 3).unwrap();
        assert_eq!(scene.points(&NeedsFit, child, home), 20 + 3);
        assert_eq!(
            scene.sentence(&NeedsFit, child, home).unwrap(),
            "the home is 1 level short of the needs, and 3 levels beyond them"
        );
    }

    #[test]
    fn the_worst_fit_is_one_hundred() {
        let (mut scene, child, home) = child_and_home();
        for (domain, points) in [
            (NeedDomain::Emotional, 60),
            (NeedDomain::Behaviour, 100),
            (NeedDomain::Health, 100),
        ] {
            scene.child_mut(child).needs.set(domain, 3).unwrap();
            assert_eq!(scene.points(&NeedsFit, child, home), points);
        }
    }

    #[test]
    fn a_practitioners_score_replaces_the_computed_fit() {
        let (mut scene, child, home) = child_and_home();
        scene.assess(child, home, true, None);
        assert_eq!(
            scene.points(&NeedsFit, child, home),
            0,
            "no score was given"
        );
        for (score, points) in [(0, 100), (80, 20), (100, 0)] {
            scene.assess(child, home, true, Some(score));
            assert_eq!(scene.points(&NeedsFit, child, home), points);
        }
        assert_eq!(
            scene.sentence(&NeedsFit, child, home).unwrap(),
            "a practitioner scored the match 100 of 100"
        );
    }
}
