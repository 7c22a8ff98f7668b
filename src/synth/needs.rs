//! Needs that go with age and with the kind of home: levels by domain, the questionnaire's score, disability,
//! and education, health and care plans.

use super::draws::Draws;
use super::person::Person;
use super::quota::deal;
use crate::model::{Adaptation, Child, CodeSet, HomeKind, NeedCode, NeedDomain, NeedsProfile, Set};

/// How hard a child's needs press, by the home that was found: residential care is for the highest.
pub fn pressure(kind: HomeKind, is_agency: bool) -> f64 {
    match kind {
        HomeKind::ChildrensHome
        | HomeKind::OtherResidential
        | HomeKind::ResidentialSchool
        | HomeKind::Secure => 1.9,
        HomeKind::Foster if is_agency => 1.1,
        HomeKind::Foster => 0.75,
        HomeKind::SupportedAccommodation => 0.8,
        HomeKind::Other => 1.3,
        HomeKind::Connected | HomeKind::Parents | HomeKind::Adoptive => 0.5,
    }
}

/// Levels of need by domain.
pub fn levels(draws: &mut Draws, person: &Person, pressure: f64, disabled: bool) -> NeedsProfile {
    let mut needs = NeedsProfile::default();
    for &domain in NeedDomain::all() {
        let (weight, from_age) = match domain {
            NeedDomain::Emotional => (1.0, 1),
            NeedDomain::Behaviour => (0.9, 3),
            NeedDomain::MentalHealth => (0.6, 9),
            NeedDomain::Learning => (0.7, 4),
            NeedDomain::Health => (0.2, 0),
            NeedDomain::Sensory => (0.15, 0),
            NeedDomain::Substance => (0.3, 12),
            NeedDomain::Exploitation => (0.5, 11),
        };
        let bodily = matches!(
            domain,
            NeedDomain::Health | NeedDomain::Sensory | NeedDomain::Learning
        );
        let extra = if disabled && bodily { 1.2 } else { 0.0 };
        if person.age >= from_age {
            let level = pressure * weight + extra + draws.normal() * 0.55;
            let level = level.round().clamp(0.0, f64::from(NeedsProfile::MAX)) as u8;
            needs.set(domain, level).unwrap_or(());
        }
    }
    needs
}

/// Whether a child is disabled: all whose need is their disability, and some others.
pub fn disabled(draws: &mut Draws, person: &Person, pressure: f64) -> bool {
    person.need == NeedCode::N2 || draws.chance(0.03 + 0.03 * pressure)
}

/// Adaptations for a disabled child.
pub fn adaptations(draws: &mut Draws) -> Set<Adaptation> {
    let mut set = Set::EMPTY;
    if draws.chance(0.28) {
        set.insert(draws.any(Adaptation::all()));
        if draws.chance(0.4) {
            set.insert(draws.any(Adaptation::all()));
        }
    }
    set
}

/// Gives children of 4 to 16 a questionnaire score, so that the mean is the published one.
pub fn score(draws: &mut Draws, children: &mut [Child], ages: &[u8], mean: f64) {
    let scored: Vec<usize> = (0..children.len())
        .filter(|&i| (4..=16).contains(&ages[i]))
        .collect();
    let mut sum = 0i64;
    for &i in &scored {
        let needs = &children[i].needs;
        let level = |domain| f64::from(needs.level(domain));
        let raw = 5.0
            + 3.5 * level(NeedDomain::Emotional)
            + 3.5 * level(NeedDomain::Behaviour)
            + 4.0 * draws.normal();
        let score = raw.round().clamp(0.0, 40.0) as u8;
        children[i].sdq = Some(score);
        sum += i64::from(score);
    }
    let wanted = (mean.clamp(0.0, 40.0) * scored.len() as f64).round() as i64;
    let mut short = wanted - sum;
    while short != 0 {
        let i = scored[draws.below(scored.len())];
        let now = children[i].sdq.unwrap_or(0);
        let next = if short > 0 {
            now.saturating_add(1).min(40)
        } else {
            now.saturating_sub(1)
        };
        short -= i64::from(next) - i64::from(now);
        children[i].sdq = Some(next);
    }
}

/// Gives the published share of children of school age a plan, those with the most need first in line.
pub fn plans(draws: &mut Draws, children: &mut [Child], percent: f64) {
    let pupils: Vec<usize> = (0..children.len())
        .filter(|&i| children[i].year_group.is_some())
        .collect();
    let number = (pupils.len() as f64 * percent / 100.0).round() as usize;
    let values: Vec<bool> = (0..pupils.len()).map(|at| at < number).collect();
    let fits = |&i: &usize, value: bool| {
        let learning = f64::from(children[i].needs.level(NeedDomain::Learning));
        let disabled = if children[i].disabled == Some(true) {
            4.0
        } else {
            1.0
        };
        if value {
            (0.4 + learning) * disabled
        } else {
            1.0
        }
    };
    let (dealt, _) = deal(draws, &pupils, values, fits);
    for (i, has) in pupils.into_iter().zip(dealt) {
        children[i].ehcp = Some(has);
    }
}
