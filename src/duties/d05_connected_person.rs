//! # The law
//! Children Act 1989, section 22C(6)(a) (a relative, friend or other connected person); Care Planning, Placement
//! and Case Review (England) Regulations 2010, regulation 24 (temporary approval for a named child).
//!
//! # What we check
//! A home that is approved for named children takes those children and no others. A connected person's home
//! that names no child takes nobody: it is a particular child's option and never general supply.
//!
//! # In the programme
//! A pair of such a home and another child has no column. A child who is newly connected to the carers needs
//! an assessment, so there is no near miss either.
//!
//! # Reading the price
//! A bar has no price of its own, and one more place with a connected person is of no use to other children:
//! their places are left out where more places are valued.
//!
//! # What it cannot see
//! Family and friends whom nobody has asked yet. Brothers and sisters of a named child are not named by that
//! alone: if the carers are being assessed for them too, name them in homes.csv.

use super::card::card;
use super::{Card, Duty, Pair, Verdict};
use crate::model::HomeKind;

/// Connected persons and named children.
pub struct ConnectedPerson;

impl Duty for ConnectedPerson {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D05",
            Bar,
            "Connected persons and named children",
            "Children Act 1989 s22C(6)(a); Care Planning Regulations 2010 reg 24",
            "",
            "d05_connected_person.rs"
        );
        &CARD
    }

    fn bar(&self, pair: &Pair) -> Verdict {
        let named = &pair.home.terms.named_children;
        let for_anybody = named.is_empty() && pair.home.kind != HomeKind::Connected;
        if for_anybody || named.contains(&pair.child_ix) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn sentence(&self, pair: &Pair) -> Option<String> {
        let named = &pair.home.terms.named_children;
        if named.is_empty() && pair.home.kind == HomeKind::Connected {
            Some("the connected person's home is not recorded as being for any child".to_owned())
        } else if !named.is_empty() && !named.contains(&pair.child_ix) {
            Some("the home is approved for other children by name".to_owned())
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;

    #[test]
    fn a_home_for_named_children_takes_only_those() {
        let mut scene = Scene::new();
        let (named, other) = (scene.child_aged(5), scene.child_aged(5));
        for kind in [HomeKind::Connected, HomeKind::Foster] {
            let home = scene.home(kind, 2);
            scene.home_mut(home).terms.named_children = vec![named];
            assert_eq!(scene.bar(&ConnectedPerson, named, home), Verdict::Allowed);
            assert_eq!(
                scene.bar(&ConnectedPerson, other, home),
                Verdict::NotAllowed
            );
            assert_eq!(
                scene.sentence(&ConnectedPerson, other, home).unwrap(),
                "the home is approved for other children by name"
            );
        }
    }

    #[test]
    fn a_connected_person_without_a_named_child_takes_nobody() {
        let mut scene = Scene::new();
        let child = scene.child_aged(5);
        let connected = scene.home(HomeKind::Connected, 1);
        let foster = scene.home(HomeKind::Foster, 1);
        assert_eq!(
            scene.bar(&ConnectedPerson, child, connected),
            Verdict::NotAllowed
        );
        assert_eq!(scene.bar(&ConnectedPerson, child, foster), Verdict::Allowed);
    }

    #[test]
    fn a_plan_with_somebody_elses_relatives_is_a_breach() {
        let mut scene = Scene::new();
        let (named, other) = (scene.child_aged(5), scene.child_aged(5));
        let home = scene.home(HomeKind::Connected, 2);
        scene.home_mut(home).terms.named_children = vec![named];
        assert_eq!(scene.breaches(&ConnectedPerson, &[(named, home)]), 0);
        assert_eq!(scene.breaches(&ConnectedPerson, &[(other, home)]), 1);
    }
}
