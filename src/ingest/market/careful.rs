//! One home from the rows of several folders. Where they differ the reading that asks most of a placement counts:
//! fewer places, narrower terms, less skill, the dearer price, the status that takes fewer referrals.

use crate::model::{CodeSet, Home, HomeStatus, NeedDomain, NeedsProfile, OfstedGrade, Sector, Set};

/// Joins another folder's row to a home, and names the columns in which they differ. What only one of them has is
/// taken from it, and is no difference. Children, the district and whose it is are joined elsewhere.
pub fn join(one: &mut Home, other: &Home) -> Vec<&'static str> {
    let mut differing = Vec::new();
    size(one, other, &mut differing);
    let agree = terms(one, other, &mut differing);
    carers(one, other, &mut differing);
    standing(one, other, &mut differing);
    if !agree && one.status == HomeStatus::Available {
        // Terms that no child can meet: nobody is placed until the authorities have agreed them.
        one.status = HomeStatus::OnHold;
        one.hold_reason = Some("the folders contradict each other on its terms".to_owned());
    }
    differing
}

/// Keeps `choose` of two values that differ, and says so.
fn settle<T: PartialEq + Clone>(
    column: &'static str,
    one: &mut T,
    other: &T,
    differing: &mut Vec<&'static str>,
    choose: impl Fn(T, T) -> T,
) {
    if one != other {
        *one = choose(one.clone(), other.clone());
        differing.push(column);
    }
}

/// The same for values that may not be recorded.
fn settle_maybe<T: PartialEq + Clone>(
    column: &'static str,
    one: &mut Option<T>,
    other: &Option<T>,
    differing: &mut Vec<&'static str>,
    choose: impl Fn(T, T) -> T,
) {
    match (one.as_mut(), other) {
        (Some(one), Some(other)) => settle(column, one, other, differing, choose),
        (None, Some(_)) => one.clone_from(other),
        (_, None) => {}
    }
}

fn first<T>(one: T, _: T) -> T {
    one
}

fn size(one: &mut Home, other: &Home, d: &mut Vec<&'static str>) {
    settle("places", &mut one.places, &other.places, d, u8::min);
    let (mine, theirs) = (&mut one.places_if_siblings, &other.places_if_siblings);
    settle("places_if_siblings", mine, theirs, d, u8::min);
    settle("bedrooms", &mut one.bedrooms, &other.bedrooms, d, u8::min);
    let (mine, theirs) = (&mut one.sharing_allowed, &other.sharing_allowed);
    settle("sharing_allowed", mine, theirs, d, |a, b| a && b);
    settle_maybe(
        "easting, northing",
        &mut one.location,
        &other.location,
        d,
        first,
    );
    settle("authority", &mut one.authority, &other.authority, d, first);
}

/// Whether some child can meet the terms of both.
fn terms(one: &mut Home, other: &Home, d: &mut Vec<&'static str>) -> bool {
    let (mine, theirs) = (&mut one.terms, &other.terms);
    settle("age_min", &mut mine.age_min, &theirs.age_min, d, u8::max);
    settle("age_max", &mut mine.age_max, &theirs.age_max, d, u8::min);
    let mut contradict = mine.age_min > mine.age_max;
    // Terms that name no sex, or no types, allow all.
    if mine.sex != theirs.sex {
        contradict |= mine.sex.is_some() && theirs.sex.is_some();
        mine.sex = mine.sex.or(theirs.sex);
        d.push("sex");
    }
    if mine.types != theirs.types {
        mine.types = match (mine.types.is_empty(), theirs.types.is_empty()) {
            (true, _) => theirs.types,
            (_, true) => mine.types,
            _ => {
                let both = mine.types.minus(mine.types.minus(theirs.types));
                contradict |= both.is_empty();
                if both.is_empty() { mine.types } else { both }
            }
        };
        d.push("placement_types");
    }
    let lower = |a: NeedsProfile, b: NeedsProfile| {
        let mut both = NeedsProfile::default();
        for &domain in NeedDomain::all() {
            let level = a.level(domain).min(b.level(domain));
            both.set(domain, level).unwrap_or(());
        }
        both
    };
    settle(
        "capabilities",
        &mut one.capabilities,
        &other.capabilities,
        d,
        lower,
    );
    let both = |a: Set<_>, b: Set<_>| a.minus(a.minus(b));
    settle(
        "adaptations",
        &mut one.adaptations,
        &other.adaptations,
        d,
        both,
    );
    !contradict
}

fn carers(one: &mut Home, other: &Home, d: &mut Vec<&'static str>) {
    settle_maybe("smoker", &mut one.smoker, &other.smoker, d, |a, b| a || b);
    let either = |a: Set<_>, b: Set<_>| a.union(b);
    settle("pets", &mut one.pets, &other.pets, d, either);
    settle_maybe("religion", &mut one.religion, &other.religion, d, first);
    let longer = |a: Vec<u8>, b: Vec<u8>| if b.len() > a.len() { b } else { a };
    let (mine, theirs) = (&mut one.birth_children_ages, &other.birth_children_ages);
    settle("birth_children_ages", mine, theirs, d, longer);
    for ethnicity in &other.ethnicities {
        if one.ethnicities.is_empty() || !one.ethnicities.contains(ethnicity) {
            one.ethnicities.push(*ethnicity);
        }
    }
    if one.languages.is_empty() {
        one.languages.clone_from(&other.languages);
    }
    if one.provider.is_none() {
        one.provider.clone_from(&other.provider);
    }
    if one.urn.is_none() {
        one.urn.clone_from(&other.urn);
    }
}

fn standing(one: &mut Home, other: &Home, d: &mut Vec<&'static str>) {
    // A home is its owner's own, and another authority's to everybody else.
    match (one.sector, other.sector) {
        (Sector::OtherAuthority, Sector::Own) => one.sector = Sector::Own,
        (Sector::Own, Sector::OtherAuthority) => {}
        _ => settle("sector", &mut one.sector, &other.sector, d, first),
    }
    let worse = |a: OfstedGrade, b: OfstedGrade| if rank(b) > rank(a) { b } else { a };
    settle_maybe("ofsted_grade", &mut one.grade, &other.grade, d, worse);
    settle(
        "weekly_cost",
        &mut one.weekly_cost,
        &other.weekly_cost,
        d,
        std::cmp::max,
    );
    if other.status > one.status {
        one.held_until = other.held_until;
        one.hold_reason.clone_from(&other.hold_reason);
    } else if other.status == one.status {
        // No recorded end is the longest hold.
        one.held_until = one.held_until.zip(other.held_until).map(|(a, b)| a.max(b));
    }
    // Available, full, on hold, closed: the later, the fewer referrals.
    settle("status", &mut one.status, &other.status, d, std::cmp::max);
    settle(
        "approval_type",
        &mut one.approval,
        &other.approval,
        d,
        std::cmp::max,
    );
    let (mine, theirs) = (&mut one.approval_end, &other.approval_end);
    settle_maybe("approval_end", mine, theirs, d, std::cmp::min);
}

/// Worst last; a home that is not inspected yet stands between the good and those that are not.
const fn rank(grade: OfstedGrade) -> u8 {
    match grade {
        OfstedGrade::Outstanding => 0,
        OfstedGrade::Good => 1,
        OfstedGrade::NotYet => 2,
        OfstedGrade::RequiresImprovement => 3,
        OfstedGrade::Inadequate => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{HomeKind, Pet, PlacementType, PoundsPerWeek, Sex};
    use jiff::civil::date;

    fn home() -> Home {
        Home::new("H1", HomeKind::ChildrensHome, Sector::Private, "E06000019").with_places(4)
    }

    #[test]
    fn equal_rows_do_not_differ() {
        let (mut one, other) = (home(), home());
        assert!(join(&mut one, &other).is_empty());
        assert_eq!(one, other);
    }

    #[test]
    fn the_smaller_number_of_places_and_the_narrower_terms_count() {
        let (mut one, mut other) = (home(), home().with_places(3));
        other.terms.age_min = 8;
        one.terms.types.insert(PlacementType::Short);
        one.terms.types.insert(PlacementType::Long);
        other.terms.types.insert(PlacementType::Long);
        other.weekly_cost = PoundsPerWeek::whole(5000);
        other.pets.insert(Pet::Dog);
        let differing = join(&mut one, &other);
        assert_eq!(
            differing,
            [
                "places",
                "places_if_siblings",
                "bedrooms",
                "age_min",
                "placement_types",
                "pets",
                "weekly_cost"
            ]
        );
        assert_eq!((one.places, one.bedrooms, one.terms.age_min), (3, 3, 8));
        assert_eq!(one.terms.types, other.terms.types);
        assert!(one.pets.contains(Pet::Dog));
        assert_eq!(one.weekly_cost, PoundsPerWeek::whole(5000));
    }

    #[test]
    fn what_one_folder_does_not_record_is_no_difference() {
        let (mut one, mut other) = (home(), home());
        other.urn = Some("SC1".to_owned());
        other.grade = Some(OfstedGrade::Good);
        other.smoker = Some(false);
        assert!(join(&mut one, &other).is_empty());
        assert_eq!(one.urn.as_deref(), Some("SC1"));
        assert_eq!(one.grade, Some(OfstedGrade::Good));
    }

    #[test]
    fn the_status_with_fewer_referrals_and_the_longer_hold_count() {
        let (mut one, mut other) = (home(), home());
        other.status = HomeStatus::OnHold;
        other.held_until = Some(date(2026, 5, 1));
        assert_eq!(join(&mut one, &other), ["status"]);
        assert_eq!(one.held_until, Some(date(2026, 5, 1)));
        let mut longer = other.clone();
        longer.held_until = None;
        assert!(join(&mut one, &longer).is_empty());
        assert_eq!((one.status, one.held_until), (HomeStatus::OnHold, None));
    }

    #[test]
    fn terms_that_contradict_stop_referrals() {
        let (mut one, mut other) = (home(), home());
        one.terms.sex = Some(Sex::Female);
        other.terms.sex = Some(Sex::Male);
        assert_eq!(join(&mut one, &other), ["sex"]);
        assert_eq!(one.status, HomeStatus::OnHold);
    }

    #[test]
    fn an_owners_row_makes_the_home_in_house() {
        let (mut one, mut other) = (home(), home());
        one.sector = Sector::OtherAuthority;
        other.sector = Sector::Own;
        assert!(join(&mut one, &other).is_empty());
        assert_eq!(one.sector, Sector::Own);
    }
}
