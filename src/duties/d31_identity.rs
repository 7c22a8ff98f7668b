//! # The law
//! Children Act 1989, section 22(5)(c): due consideration to the child's religious persuasion, racial origin and
//! cultural and linguistic background. Consideration, not a bar: no child waits for a match of ethnicity.
//!
//! # What we check
//! Nothing is barred. In a fostering home we ask whether a carer is of the child's broad ethnic group and whether
//! the carers are of the child's religion; in every home whether somebody speaks the child's first language.
//! What is not recorded for the child counts nothing, and neither does "no religion" nor English. What is not
//! recorded for the home counts as not matching.
//!
//! # In the programme
//! The points of local policy for each of the three that does not match (10 each by default) in the tier "fit",
//! after every placement, sibling and distance measure.
//!
//! # Reading the price
//! The price of a place in this tier is in points of local policy, which compare homes and are not money. A high
//! price on homes of one culture or language says where recruitment would serve children.
//!
//! # What it cannot see
//! Broad groups are crude: a child of a mixed background is not matched by either parent's group, and a carer
//! who learns, cooks and worships with a child may serve her better than one who matches. The child's own view
//! counts in D32.

use super::card::card;
use super::{Card, Duty, Pair};
use crate::model::{EthnicGroup, Religion};

/// Ethnicity, religion and language.
pub struct Identity;

impl Identity {
    fn ethnicity_missed(pair: &Pair) -> bool {
        let group = pair.child.ethnicity.map(|ethnicity| ethnicity.group());
        let Some(group) = group.filter(|&group| group != EthnicGroup::NotKnown) else {
            return false;
        };
        let carers = &pair.home.ethnicities;
        pair.home.kind.is_fostering() && carers.iter().all(|carer| carer.group() != group)
    }

    fn religion_missed(pair: &Pair) -> bool {
        let religion = pair.child.religion.filter(|&r| r != Religion::None);
        pair.home.kind.is_fostering() && religion.is_some() && pair.home.religion != religion
    }

    fn language_missed<'a>(pair: &Pair<'a>) -> Option<&'a str> {
        let first = pair.child.languages.first()?;
        let missed = first != "english" && !pair.home.languages.contains(first);
        missed.then_some(first)
    }
}

impl Duty for Identity {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D31",
            Measure,
            "Ethnicity, religion and language",
            "Children Act 1989 s22(5)(c)",
            "points",
            "d31_identity.rs"
        );
        &CARD
    }

    fn points(&self, pair: &Pair) -> i64 {
        let points = &pair.policy().points;
        [
            (Self::ethnicity_missed(pair), points.ethnicity),
            (Self::religion_missed(pair), points.religion),
            (Self::language_missed(pair).is_some(), points.language),
        ]
        .into_iter()
        .filter_map(|(missed, points)| missed.then_some(i64::from(points)))
        .sum()
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let mut missed = Vec::new();
        if Self::ethnicity_missed(pair) {
            missed.push("no carer is recorded as of the child's ethnic group".to_owned());
        }
        if Self::religion_missed(pair) {
            missed.push("the carers are not recorded as of the child's religion".to_owned());
        }
        if let Some(language) = Self::language_missed(pair) {
            missed.push(format!(
                "nobody is recorded as speaking the child's first language ({language})"
            ));
        }
        (!missed.is_empty()).then(|| missed.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{ChildIx, Ethnicity, HomeIx, HomeKind};

    fn child_and_home(kind: HomeKind) -> (Scene, ChildIx, HomeIx) {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(kind, 1));
        // Points that tell the three apart.
        let points = &mut scene.council.policy.points;
        (points.ethnicity, points.religion, points.language) = (1, 10, 100);
        (scene, child, home)
    }

    #[test]
    fn ethnicity_is_matched_by_broad_group() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        let points = |scene: &Scene| scene.points(&Identity, child, home);
        assert_eq!(points(&scene), 0, "nothing is recorded for the child");
        scene.child_mut(child).ethnicity = Some(Ethnicity::Nobt);
        assert_eq!(points(&scene), 0, "not obtained is not recorded");
        scene.child_mut(child).ethnicity = Some(Ethnicity::Bafr);
        assert_eq!(points(&scene), 1, "nothing is recorded for the home");
        scene.home_mut(home).ethnicities = vec![Ethnicity::Wbri, Ethnicity::Bcrb];
        assert_eq!(points(&scene), 0, "one carer of the group is enough");
        scene.home_mut(home).ethnicities = vec![Ethnicity::Wbri];
        assert_eq!(points(&scene), 1);
    }

    #[test]
    fn religion_is_matched_unless_the_child_has_none() {
        let (mut scene, child, home) = child_and_home(HomeKind::Foster);
        for (child_has, home_has, points) in [
            (None, Some(Religion::Muslim), 0),
            (Some(Religion::None), Some(Religion::Muslim), 0),
            (Some(Religion::Muslim), Some(Religion::Muslim), 0),
            (Some(Religion::Muslim), Some(Religion::Christian), 10),
            (Some(Religion::Muslim), Some(Religion::None), 10),
            (Some(Religion::Muslim), None, 10),
        ] {
            scene.child_mut(child).religion = child_has;
            scene.home_mut(home).religion = home_has;
            assert_eq!(scene.points(&Identity, child, home), points);
        }
    }

    #[test]
    fn only_the_first_language_counts_and_english_never() {
        let (mut scene, child, home) = child_and_home(HomeKind::ChildrensHome);
        let words = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect();
        for (child_speaks, home_speaks, points) in [
            (words(&[]), words(&[]), 0),
            (words(&["english", "polish"]), words(&[]), 0),
            (words(&["polish", "english"]), words(&["english"]), 100),
            (words(&["polish"]), words(&["english", "polish"]), 0),
        ] {
            scene.child_mut(child).languages = child_speaks;
            scene.home_mut(home).languages = home_speaks;
            assert_eq!(scene.points(&Identity, child, home), points);
        }
    }

    #[test]
    fn in_a_childrens_home_only_language_is_asked() {
        for (kind, points) in [
            (HomeKind::Foster, 111),
            (HomeKind::Connected, 111),
            (HomeKind::ChildrensHome, 100),
        ] {
            let (mut scene, child, home) = child_and_home(kind);
            let asked = scene.child_mut(child);
            asked.ethnicity = Some(Ethnicity::Apkn);
            asked.religion = Some(Religion::Muslim);
            asked.languages = vec!["urdu".to_owned()];
            assert_eq!(scene.points(&Identity, child, home), points, "{kind}");
            let sentence = scene.sentence(&Identity, child, home).unwrap();
            assert!(
                sentence.ends_with("the child's first language (urdu)"),
                "{sentence}"
            );
        }
    }
}
