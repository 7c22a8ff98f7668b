//! Who needs a home this month: new children, emergencies and brothers and sisters among them, and a few of
//! the placed children who are to move. The placed children are the published stock; these come on top.

use super::affinity;
use super::child_record::{self, Heritage, before};
use super::draws::Draws;
use super::figures::Siblings;
use super::geography::Geography;
use super::person::{Person, ages, birthday, blank};
use super::profile::Profile;
use super::quota::{deal, repeated, share_out};
use super::siblings;
use crate::model::{
    ApprovalType, Child, CodeSet, Council, EthnicGroup, Home, HomeKind, HomeStatus, LegalStatus,
    NeedCode, PermanencePlan, PlacementType, PlannedSetting, Sector, Sex,
};

/// England, year to 31 March 2025, per cent of children who started: age bands, boys, and legal status.
const AGE_AT_START: [f64; 5] = [16.0, 14.0, 15.0, 27.0, 28.0];
const BOYS: f64 = 56.0;
const LEGAL_AT_START: [(LegalStatus, f64); 5] = [
    (LegalStatus::V2, 57.0),
    (LegalStatus::C1, 31.0),
    (LegalStatus::L1, 9.0),
    (LegalStatus::L2, 1.0),
    (LegalStatus::J1, 2.0),
];
/// Unaccompanied children are 21½% of those who start in England and 8% of those who are looked after.
const UASC_START_TO_STOCK: f64 = 2.7;
/// Share of new children who need a home today (assumed).
const EMERGENCIES: f64 = 0.2;

/// The people of this month's referrals.
pub fn people(
    profile: &Profile,
    geography: &Geography,
    number: usize,
    families: u32,
    seed: u64,
) -> Vec<Person> {
    let mut draws = Draws::new(seed, "referrals");
    let mut years = ages(&share_out(number, &AGE_AT_START));
    draws.shuffle(&mut years);
    let mut people: Vec<Person> = years
        .into_iter()
        .map(|age| blank(birthday(&mut draws, age, profile.as_at), age))
        .collect();
    deal_out(profile, &mut draws, &mut people);
    siblings::form(&mut draws, &mut people, &all_together(profile), geography);
    let mut homes = std::collections::BTreeMap::new();
    for person in &mut people {
        person.family = person.family.map(|family| family + families);
        if !person.uasc {
            let home = geography.draw_inside(&mut draws);
            person.home = Some(
                person
                    .family
                    .map_or(home, |family| *homes.entry(family).or_insert(home)),
            );
        }
    }
    people
}

/// The sizes of families, who are not divided into homes yet.
pub(super) fn all_together(profile: &Profile) -> Siblings {
    Siblings {
        together_percent: 100.0,
        ..profile.siblings.clone()
    }
}

fn deal_out(profile: &Profile, draws: &mut Draws, people: &mut [Person]) {
    let number = people.len();
    let (uasc, keys) = profile.margin("uasc");
    let stock = uasc.filled(keys);
    let share = (stock[0] / (stock[0] + stock[1]).max(1.0) * UASC_START_TO_STOCK).min(0.5);
    let quotas = share_out(number, &[share, 1.0 - share]);
    let (dealt, impossible) = deal(
        draws,
        people,
        repeated(&[true, false], &quotas),
        affinity::uasc,
    );
    people.iter_mut().zip(dealt).for_each(|(p, v)| p.uasc = v);
    impossible.into_iter().for_each(|i| people[i].uasc = false);
    let quotas = share_out(number, &[BOYS, 100.0 - BOYS]);
    let (dealt, _) = deal(
        draws,
        people,
        repeated(&[Sex::Male, Sex::Female], &quotas),
        affinity::sex,
    );
    people.iter_mut().zip(dealt).for_each(|(p, v)| p.sex = v);
    let (margin, keys) = profile.margin("ethnicity");
    let groups = repeated(EthnicGroup::all(), &margin.quotas(number, keys));
    let (dealt, _) = deal(draws, people, groups, affinity::group);
    people.iter_mut().zip(dealt).for_each(|(p, v)| p.group = v);
    let legal = share_out(number, &LEGAL_AT_START.map(|(_, weight)| weight));
    let (dealt, _) = deal(
        draws,
        people,
        repeated(&LEGAL_AT_START.map(|(status, _)| status), &legal),
        affinity::legal,
    );
    people.iter_mut().zip(dealt).for_each(|(p, v)| p.legal = v);
    let (margin, keys) = profile.margin("need");
    let needs = repeated(NeedCode::all(), &margin.quotas(number, keys));
    let (dealt, _) = deal(draws, people, needs, affinity::need);
    people.iter_mut().zip(dealt).for_each(|(p, v)| p.need = v);
}

/// Writes a new child down.
pub fn write(
    draws: &mut Draws,
    profile: &Profile,
    person: &Person,
    id: String,
    heritage: &Heritage,
) -> Child {
    let mut child = child_record::write(draws, person, id, heritage, profile.as_at);
    let first_days = draws.between(0, 20);
    child.entered_care = before(profile.as_at, first_days).max(person.born);
    child.placements_last_year = Some(0);
    let pressure = 0.6 + 1.7 * draws.unit() * draws.unit();
    child.adaptations = crate::model::Set::EMPTY;
    child_record::write_needs(draws, person, &mut child, pressure);
    child_record::school(draws, &mut child, None);
    let highest = child.needs.highest();
    child.flags.solo = person.family.is_none() && highest >= 3 && draws.chance(0.15);
    child.flags.not_with_younger =
        person.family.is_none() && person.age >= 10 && draws.chance(0.06);
    child.flags.parent_and_child = person.age == 0 && draws.chance(0.12);
    set_plan(draws, &mut child, person);
    child
}

fn set_plan(draws: &mut Draws, child: &mut Child, person: &Person) {
    use PermanencePlan as P;
    child.plan = Some(match (person.age, person.legal) {
        (16.., _) => draws.pick(&[
            (P::SupportedLiving, 6.0),
            (P::LongTermFostering, 2.0),
            (P::ReturnHome, 2.0),
        ]),
        (0..=1, LegalStatus::C1) => draws.pick(&[
            (P::ReturnHome, 4.0),
            (P::Adoption, 3.0),
            (P::Guardianship, 3.0),
        ]),
        _ => draws.pick(&[
            (P::ReturnHome, 6.0),
            (P::LongTermFostering, 3.0),
            (P::Guardianship, 1.0),
        ]),
    });
    let highest = child.needs.highest();
    child.planned_setting = match person.age {
        16.. if highest <= 2 && draws.chance(0.6) => PlannedSetting::Supported,
        11.. if highest >= 3 && draws.chance(0.5) => PlannedSetting::Residential,
        16.. => PlannedSetting::Any,
        _ => PlannedSetting::Family,
    };
    child.wanted = match child.plan {
        _ if child.flags.parent_and_child => PlacementType::ParentChild,
        Some(P::Adoption) if draws.chance(0.5) => PlacementType::EarlyPermanence,
        Some(P::LongTermFostering) => PlacementType::Long,
        _ => PlacementType::Short,
    };
}

/// Marks the emergencies: whole families at a time, at least one child where there are any referrals.
pub fn mark_emergencies(draws: &mut Draws, people: &[Person], children: &mut [Child]) {
    let wanted = (people.len() as f64 * EMERGENCIES).ceil() as usize;
    let mut order: Vec<usize> = (0..people.len()).collect();
    draws.shuffle(&mut order);
    let mut marked = 0;
    for at in order {
        if marked >= wanted || children[at].flags.emergency {
            continue;
        }
        let family = people[at].family;
        for i in (0..people.len())
            .filter(|&i| i == at || (family.is_some() && people[i].family == family))
        {
            children[i].flags.emergency = true;
            children[i].wanted = PlacementType::Emergency;
            marked += 1;
        }
    }
}

/// A connected person has come forward for about one new child in eight.
pub fn connected_homes(
    draws: &mut Draws,
    profile: &Profile,
    geography: &Geography,
    council: &mut Council,
    people: &[Person],
) {
    let first = council.children.len() - people.len();
    for (at, person) in people.iter().enumerate() {
        let leads = person
            .family
            .is_none_or(|f| people.iter().position(|p| p.family == Some(f)) == Some(at));
        if person.uasc || !leads || !draws.chance(0.125) {
            continue;
        }
        let kin =
            |i: &usize| *i == at || (person.family.is_some() && people[*i].family == person.family);
        let named: Vec<usize> = (0..people.len()).filter(kin).collect();
        let point = geography.draw_inside(draws);
        let id = format!("H{:05}", council.homes.len() + 1);
        let mut home = Home::new(&id, HomeKind::Connected, Sector::Own, &profile.code)
            .with_places(named.len() as u8);
        (home.location, home.area) = (Some(point.0), Some(point.1));
        home.status = HomeStatus::Available;
        home.approval = ApprovalType::Reg24;
        home.approval_end = Some(profile.as_at.saturating_add(jiff::Span::new().days(112)));
        home.smoker = Some(false);
        home.weekly_cost =
            crate::model::PoundsPerWeek::whole(i64::from(profile.price_points.connected));
        home.carers_ages = vec![draws.between(26, 68) as u8];
        for &i in &named {
            let child = &council.children[first + i];
            for &domain in crate::model::NeedDomain::all() {
                let level = child
                    .needs
                    .level(domain)
                    .max(home.capabilities.level(domain))
                    .max(1);
                home.capabilities.set(domain, level).unwrap_or(());
            }
            home.adaptations = home.adaptations.union(child.adaptations);
            home.ethnicities = child.ethnicity.into_iter().collect();
            home.languages.clone_from(&child.languages);
            home.religion = child.religion;
            home.terms
                .named_children
                .push(crate::model::ChildIx((first + i) as u32));
        }
        council.homes.push(home);
    }
}

/// Placed children who are to move: a third of them in an emergency placement, the others settled. Children
/// who live with a brother or sister stay with them.
pub fn mark_moves(draws: &mut Draws, council: &mut Council, number: usize) {
    let mut living = vec![0u32; council.homes.len()];
    council
        .placements
        .iter()
        .for_each(|p| living[p.home.at()] += 1);
    let weight = |at: usize| {
        let placement = &council.placements[at];
        let (child, home) = (council.child(placement.child), council.home(placement.home));
        let step_down = !home.kind.is_family() && child.planned_setting == PlannedSetting::Family;
        let settled_kind = matches!(
            home.kind,
            HomeKind::Foster | HomeKind::ChildrensHome | HomeKind::SupportedAccommodation
        );
        match (settled_kind && living[placement.home.at()] == 1, step_down) {
            (false, _) => 0.0,
            (true, true) => 6.0,
            (true, false) => 1.0,
        }
    };
    let mut weights: Vec<f64> = (0..council.placements.len()).map(weight).collect();
    for nth in 0..number {
        let Some(at) = draws.weighted(&weights) else {
            break;
        };
        weights[at] = 0.0;
        let child = council.placements[at].child;
        council.children[child.at()].flags.plan_to_move = true;
        if nth % 3 == 0 {
            let since = before(council.as_at, draws.between(1, 9));
            let entered = council.child(child).entered_care;
            let placement = &mut council.placements[at];
            (placement.purpose, placement.start) = (PlacementType::Emergency, since.max(entered));
            placement.planned_end = Some(council.as_at.saturating_add(jiff::Span::new().days(7)));
            let home = &mut council.homes[placement.home.at()];
            if !home.terms.types.is_empty() {
                home.terms.types.insert(PlacementType::Emergency);
            }
        }
    }
}
