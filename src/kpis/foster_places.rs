//! Approved places of the authority's own mainstream foster households, each filled, vacant, or neither.

use super::{Case, Standing};
use crate::model::{HomeIx, HomeKind, HomeStatus};

/// The places of one household.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// A child lives there, of this authority or another.
    pub filled: i64,
    /// Free, in a household that takes referrals.
    pub vacant: i64,
    /// Neither.
    pub unavailable: i64,
}

/// The case of a household, with one sort of its places as numerator.
pub fn own_mainstream(standing: &Standing, home: HomeIx, sort: fn(Places) -> i64) -> Case {
    let record = standing.home(home);
    if record.kind != HomeKind::Foster || !record.is_in_house() {
        return Case::Out("not a mainstream foster household of the authority");
    }
    if record.status == HomeStatus::Closed {
        return Case::Out("closed: its places are approved no more");
    }
    let approved = i64::from(record.places);
    let living = i64::from(standing.living_in(home)) + i64::from(record.occupied_by_others);
    // Brothers and sisters may be more than the places approved for any mix of children. A place is filled once, so
    // that filled, vacant and neither are the approved places again.
    let filled = living.min(approved);
    let free = approved - filled;
    let vacant = if record.status == HomeStatus::Available {
        free
    } else {
        0
    };
    Case::Counts {
        numerator: sort(Places {
            filled,
            vacant,
            unavailable: free - vacant,
        }),
        denominator: approved,
    }
}

/// Nine places of which three are filled, two vacant and four neither, beside households that do not count: an agency's, a
/// connected person's, and one that has closed.
#[cfg(test)]
pub fn homes(scene: &mut crate::duties::scene::Scene) {
    for (places, ours, others, status) in [
        (3, 1, 0, HomeStatus::Available),
        (3, 1, 1, HomeStatus::Full),
        (3, 0, 0, HomeStatus::OnHold),
    ] {
        let home = scene.home(HomeKind::Foster, places);
        scene.home_mut(home).status = status;
        scene.home_mut(home).occupied_by_others = others;
        for _ in 0..ours {
            let child = scene.child_aged(10);
            scene.settle(child, home);
        }
    }
    let agency = scene.home(HomeKind::Foster, 3);
    scene.home_mut(agency).sector = crate::model::Sector::Private;
    scene.home(HomeKind::Connected, 3);
    let closed = scene.home(HomeKind::Foster, 3);
    scene.home_mut(closed).status = HomeStatus::Closed;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::Facts;
    use crate::duties::scene::Scene;

    #[test]
    fn a_household_that_has_closed_has_no_place_whoever_lives_there() {
        let mut scene = Scene::new();
        let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 3));
        scene.settle(child, home);
        let filled = |scene: &Scene| {
            let facts = Facts::of(&scene.council);
            own_mainstream(&Standing::present(&facts), home, |places| places.filled)
        };
        let open = Case::Counts {
            numerator: 1,
            denominator: 3,
        };
        assert_eq!(filled(&scene), open);
        scene.home_mut(home).status = HomeStatus::Closed;
        assert!(matches!(filled(&scene), Case::Out(_)));
    }

    #[test]
    fn more_brothers_than_places_fill_the_places() {
        let mut scene = Scene::new();
        let home = scene.home(HomeKind::Foster, 2);
        for age in [5, 7, 9] {
            let child = scene.child_aged(age);
            scene.settle(child, home);
        }
        let facts = Facts::of(&scene.council);
        let case = own_mainstream(&Standing::present(&facts), home, |places| places.filled);
        let full = Case::Counts {
            numerator: 2,
            denominator: 2,
        };
        assert_eq!(case, full);
    }
}
