//! How often brothers and sisters leave care together, and move together.
//!
//! Brothers and sisters in care at once often leave on one day for one reason, and those who live together move on one day.
//! Each child keeps her own hazard all the same: two children share events at the smaller of their hazards times a share,
//! and have the rest of their hazards to themselves (a common shock, as Marshall and Olkin have it). So how many leave does
//! not change, but only with whom.
//!
//! The share is that of a history's events which could have been shared, counted as far as the hazards allow, and pooled to
//! an assumption where there are few.

use std::collections::HashMap;

use super::{Hazards, Life, leaving_cell, moving_cell};
use crate::forecast::history::{Exit, History, Spell, State, Stay};

/// Days within which two moves are one, and two placements began together.
pub const ONE_MOVE: i32 = 7;
/// Events that the assumption weighs.
const WEIGHT: f64 = 10.0;
/// Assumed shares: leaving from one home, leaving from two, moving from one home. No figure is published.
const ASSUMED: [f64; 3] = [0.5, 0.2, 0.7];

/// A share of events that are shared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// The share, from 0 to 1.
    pub figure: f64,
    /// Events of the history that could have been shared.
    pub seen: f64,
    /// The assumption that it is pooled to, which weighs ten events.
    pub assumed: f64,
}

/// Shares of events that brothers and sisters share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Together {
    /// Leaving care, of those who all live in one home.
    pub leaving_one_home: Share,
    /// Leaving care, of those who do not.
    pub leaving_homes: Share,
    /// Moving, of those who live in one home.
    pub moving: Share,
}

/// Events that were shared, and that could have been.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    shared: f64,
    possible: f64,
}

impl Seen {
    /// Of one child's event that another could have shared as far as the smaller of their hazards goes. Every pair has an
    /// event twice, once from each side.
    fn add(&mut self, is_shared: bool, own: f64, others: f64) {
        self.possible += 0.5 * (others / own.max(f64::MIN_POSITIVE)).min(1.0);
        self.shared += 0.5 * f64::from(u8::from(is_shared));
    }

    fn share(self, assumed: f64) -> Share {
        let figure = (WEIGHT * assumed + self.shared) / (WEIGHT + self.possible);
        Share {
            figure: figure.min(1.0),
            seen: self.possible,
            assumed,
        }
    }
}

impl Together {
    /// Of brothers and sisters who came into care together.
    pub fn of(history: &History, hazards: &Hazards) -> Self {
        let mut of_group: HashMap<u32, Vec<&Spell>> = HashMap::new();
        for spell in &history.spells {
            of_group.entry(spell.group).or_default().push(spell);
        }
        let mut seen = [Seen::default(); 3];
        // Halves and smaller parts are added up: in an order of their own, so that the sum is always the same.
        let mut groups: Vec<_> = of_group.into_iter().filter(|g| g.1.len() > 1).collect();
        groups.sort_unstable_by_key(|group| group.0);
        for (_, group) in &groups {
            for (at, one) in group.iter().enumerate() {
                for (_, other) in group.iter().enumerate().filter(|(b, _)| *b != at) {
                    left(hazards, history, (one, other), &mut seen);
                    moved(hazards, history, (one, other), &mut seen[2]);
                }
            }
        }
        let [one_home, homes, moving] = std::array::from_fn(|at| seen[at].share(ASSUMED[at]));
        Self {
            leaving_one_home: one_home,
            leaving_homes: homes,
            moving,
        }
    }

    /// The share of leaving, of those who all live in one home or do not.
    pub const fn leaving(&self, one_home: bool) -> f64 {
        if one_home {
            self.leaving_one_home.figure
        } else {
            self.leaving_homes.figure
        }
    }
}

/// Whether two placements are one home, as far as returns tell: one kind, begun in one week.
pub fn is_one_home(a: (State, f64), b: (State, f64)) -> bool {
    a.0 == b.0 && (a.1 - b.1).abs() <= f64::from(ONE_MOVE)
}

fn left(
    hazards: &Hazards,
    history: &History,
    (one, other): (&Spell, &Spell),
    seen: &mut [Seen; 3],
) {
    let Some((day, exit)) = one.end.filter(|(_, exit)| (*exit as usize) < Exit::CAUSES) else {
        return;
    };
    if day <= history.first_number() || day > history.last_number() {
        return;
    }
    let Some((mine, theirs)) = one.stay_on(day - 1).zip(other.stay_on(day - 1)) else {
        return;
    };
    let rate = |spell: &Spell, stay: Stay| {
        let piece = Life::of(spell, f64::from(stay.start)).piece(f64::from(day - 1));
        let cell = leaving_cell(piece.band, piece.duration, stay.state);
        hazards.leaving[exit as usize].rate(cell)
    };
    let place = |stay: Stay| (stay.state, f64::from(stay.start));
    let homes = usize::from(!is_one_home(place(mine), place(theirs)));
    let shared = other.end == Some((day, exit));
    seen[homes].add(shared, rate(one, mine), rate(other, theirs));
}

fn moved(hazards: &Hazards, history: &History, (one, other): (&Spell, &Spell), seen: &mut Seen) {
    for pair in one.stays.windows(2) {
        let day = pair[1].start;
        if day <= history.first_number() || day > history.last_number() {
            continue;
        }
        let place = |stay: Stay| (stay.state, f64::from(stay.start));
        let mut lived = other.stays.iter().enumerate();
        let found = lived.find(|(_, stay)| is_one_home(place(pair[0]), place(**stay)));
        let Some((at, stay)) = found else { continue };
        let next = other.stays.get(at + 1).map(|next| next.start);
        let until = next.or(other.end.map(|(end, _)| end));
        // She had moved, or left, before.
        if until.is_some_and(|until| until < day - ONE_MOVE) {
            continue;
        }
        let rate = |spell: &Spell, stay: Stay| {
            let piece = Life::of(spell, f64::from(stay.start)).piece(f64::from(day - 1));
            hazards
                .moving
                .rate(moving_cell(piece.band, piece.tenure, stay.state))
        };
        let shared = next.is_some_and(|next| (next - day).abs() <= ONE_MOVE);
        seen.add(shared, rate(one, pair[0]), rate(other, *stay));
    }
}

/// A child's hazard beside those of brothers and sisters with whom she shares events. Of those who share an event the first
/// of the family has it on her clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Beside {
    /// Share of events that are shared.
    pub share: f64,
    /// The greatest hazard of those who come before her in the family.
    pub before: f64,
}

impl Beside {
    /// Hazard of the events that her clock has: her own, and those that she shares with none before her.
    pub fn on_her_clock(self, hazard: f64) -> f64 {
        (1.0 - self.share) * hazard + self.share * (hazard - self.before).max(0.0)
    }

    /// Who of those after her in the family goes with her, by a number from 0 to 1: those whose hazard is not below what is
    /// given back; nobody, where it is `None`.
    pub fn from(self, hazard: f64, unit: f64) -> Option<f64> {
        let shared = unit * self.on_her_clock(hazard) - (1.0 - self.share) * hazard;
        (self.share > 0.0 && shared >= 0.0).then(|| self.before + shared / self.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::birthdays;
    use crate::model::Date;
    use rand_chacha::ChaCha8Rng;
    use rand_chacha::rand_core::SeedableRng;
    use rand_distr::{Distribution, StandardUniform};

    #[test]
    fn every_child_keeps_her_hazard_and_two_share_the_smaller_one() {
        let hazards = [0.3, 0.5, 0.2];
        let share = 0.6;
        let mut rng = ChaCha8Rng::seed_from_u64(1);
        let (mut went, mut both) = ([0.0; 3], [[0.0; 3]; 3]);
        let tries = 200_000;
        for (at, hazard) in hazards.into_iter().enumerate() {
            let before = hazards[..at].iter().copied().fold(0.0, f64::max);
            let beside = Beside { share, before };
            // Events of this clock, each worth its part of the rate.
            let worth = beside.on_her_clock(hazard) / f64::from(tries);
            for _ in 0..tries {
                let from = beside.from(hazard, StandardUniform.sample(&mut rng));
                let goes = |other: usize| {
                    other == at || other > at && from.is_some_and(|from| hazards[other] >= from)
                };
                for a in (0..3).filter(|a| goes(*a)) {
                    went[a] += worth;
                    for b in (0..3).filter(|b| goes(*b)) {
                        both[a][b] += worth;
                    }
                }
            }
        }
        for a in 0..3 {
            assert!((went[a] - hazards[a]).abs() < 0.003, "{went:?}");
            for b in (0..3).filter(|b| *b != a) {
                let shared = share * hazards[a].min(hazards[b]);
                assert!((both[a][b] - shared).abs() < 0.003, "{both:?}");
            }
        }
    }

    fn spell(group: u32, stays: &[(i32, State)], end: Option<(i32, Exit)>) -> Spell {
        let stays = stays.iter().map(|(start, state)| Stay {
            state: *state,
            start: *start,
        });
        let stays: Vec<Stay> = stays.collect();
        Spell {
            child: group,
            birthdays: birthdays(Date::constant(2012, 1, 1)),
            uasc: false,
            need: None,
            start: stays[0].start,
            cut_off: None,
            end,
            stays,
            group,
        }
    }

    fn history(spells: Vec<Spell>) -> History {
        History {
            first: Date::constant(2018, 4, 1),
            last: Date::constant(2024, 3, 31),
            episodes: spells.len(),
            spells,
            without_birth: 0,
            short_breaks: 0,
            begun_before: 0,
            little: None,
        }
    }

    fn together(spells: Vec<Spell>) -> Together {
        let history = history(spells);
        Together::of(&history, &Hazards::of(&history))
    }

    #[test]
    fn what_is_shared_is_told_by_home_and_a_thin_history_stays_near_the_assumption() {
        let first = history(Vec::new()).first_number();
        let day = |days: i32| first + days;
        let home = Some((day(400), Exit::Home));
        let stays = [(day(100), State::OwnFoster)];
        let nothing = together(vec![spell(0, &stays, home), spell(1, &stays, home)]);
        assert_eq!(nothing.leaving_one_home.figure, 0.5);
        assert_eq!(nothing.leaving_homes.figure, 0.2);
        assert_eq!(nothing.moving.figure, 0.7);
        // Forty pairs: thirty leave on one day for one reason, five for two reasons, and of five one stays.
        let pairs = (0..40).flat_map(|n| {
            let other = match n {
                ..30 => home,
                30..35 => Some((day(400), Exit::Guardianship)),
                _ => None,
            };
            [spell(n, &stays, home), spell(n, &stays, other)]
        });
        let many = together(pairs.collect());
        assert!(
            (0.6..0.8).contains(&many.leaving_one_home.figure),
            "{many:?}"
        );
        assert_eq!(many.leaving_homes.seen, 0.0);
        // In two homes.
        let far = [(day(100), State::ExternalHome)];
        let pairs = (0..40).flat_map(|n| [spell(n, &stays, home), spell(n, &far, None)]);
        let many = together(pairs.collect());
        assert_eq!(many.leaving_one_home.seen, 0.0);
        assert!(many.leaving_homes.figure < 0.2, "{many:?}");
    }

    #[test]
    fn moves_of_one_week_are_one() {
        let first = history(Vec::new()).first_number();
        let moves = |days_after: i32| {
            let stays = |on: i32| [(first + 100, State::OwnFoster), (on, State::AgencyFoster)];
            let pairs = (0..40).flat_map(|n| {
                let (one, other) = (first + 300, first + 300 + days_after);
                [spell(n, &stays(one), None), spell(n, &stays(other), None)]
            });
            together(pairs.collect()).moving
        };
        assert!(moves(7).figure > 0.9, "{:?}", moves(7));
        assert!(moves(8).figure < 0.3, "{:?}", moves(8));
    }
}
