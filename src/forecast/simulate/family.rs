//! Brothers and sisters carried forward together: each by her own hazards, with events that they share.

use rand_distr::{Distribution, Exp1, StandardUniform};

use super::child::{Clocks, Counts, carry, cause, left};
use crate::forecast::hazard::{Beside, Life, Piece, Rates, Together, is_one_home};
use crate::forecast::history::{Exit, State};

/// One of a family, before she is carried.
#[derive(Debug, Clone)]
pub struct Member {
    /// Her clocks of age, care and placement.
    pub life: Life,
    /// Where she is.
    pub state: State,
    /// From when she is carried.
    pub from: f64,
    /// Her random numbers.
    pub clocks: Clocks,
}

/// One of a family on her way.
struct OnHerWay {
    member: Member,
    /// Since when she has been counted where she is.
    since: f64,
    to_leave: f64,
    to_move: f64,
    gone: bool,
}

/// Hazards of one who is in care, for a time in which none of them changes.
#[derive(Clone, Copy)]
struct Now {
    /// Position in the family.
    at: usize,
    piece: Piece,
    leaving: [f64; Exit::CAUSES],
    moving: f64,
    beside: [Beside; Exit::CAUSES],
    beside_moving: Beside,
}

impl Now {
    /// Hazards by reason that are on her clock.
    fn leaving_clock(&self) -> [f64; Exit::CAUSES] {
        std::array::from_fn(|at| self.beside[at].on_her_clock(self.leaving[at]))
    }
}

/// What happens next in a family.
enum Event {
    Leaves(usize),
    Moves(usize),
}

/// Carries a family to the end of care or of the forecast; one alone as [`carry`] does.
pub fn carry_family(
    members: Vec<Member>,
    rates: &Rates,
    together: &Together,
    counts: &mut Counts<'_>,
) {
    if members.len() == 1 {
        for one in members {
            carry(one.life, one.state, one.from, one.clocks, rates, counts);
        }
        return;
    }
    let begin = |mut member: Member| OnHerWay {
        since: member.from,
        to_leave: Exp1.sample(&mut member.clocks.leaving),
        to_move: Exp1.sample(&mut member.clocks.moving),
        gone: false,
        member,
    };
    let mut family: Vec<OnHerWay> = members.into_iter().map(begin).collect();
    let horizon = counts.horizon();
    let first = family.iter().map(|one| one.member.from);
    let mut time = first.fold(f64::INFINITY, f64::min);
    while time <= horizon && family.iter().any(|one| !one.gone) {
        come_of_age(&mut family, time, counts);
        let now = hazards(&family, time, rates, together);
        let coming = family
            .iter()
            .filter(|one| !one.gone && one.member.from > time);
        let coming = coming
            .map(|one| one.member.from)
            .fold(f64::INFINITY, f64::min);
        let until = now.iter().map(|n| n.piece.until).fold(coming, f64::min);
        let next = next(&family, &now);
        let length = next.as_ref().map_or(f64::INFINITY, |next| next.0);
        let step = length.min(until - time);
        for one in &now {
            let child = &mut family[one.at];
            child.to_leave -= one.leaving_clock().iter().sum::<f64>() * step;
            child.to_move -= one.beside_moving.on_her_clock(one.moving) * step;
        }
        if length < until - time {
            time += length;
            match next.map(|next| next.1) {
                Some(Event::Leaves(nth)) => leave(&mut family, &now, nth, time, counts),
                Some(Event::Moves(nth)) => go(&mut family, &now, nth, (time, rates), counts),
                None => {}
            }
        } else {
            time = until;
        }
    }
    for one in family.iter().filter(|one| !one.gone) {
        counts.present(&one.member.life, one.member.state, one.since, time);
    }
}

/// Those whose eighteenth birthday has come leave.
fn come_of_age(family: &mut [OnHerWay], time: f64, counts: &mut Counts<'_>) {
    for one in family.iter_mut().filter(|one| !one.gone) {
        let eighteen = one.member.life.eighteen();
        if time >= eighteen {
            counts.present(&one.member.life, one.member.state, one.since, eighteen);
            left(time, Exit::Eighteen, counts);
            one.gone = true;
        }
    }
}

/// Hazards of those in care at a time, in the order of the family.
fn hazards(family: &[OnHerWay], time: f64, rates: &Rates, together: &Together) -> Vec<Now> {
    let here = family.iter().enumerate();
    let here = here.filter(|(_, one)| !one.gone && one.member.from <= time);
    let here: Vec<(usize, &Member)> = here.map(|(at, one)| (at, &one.member)).collect();
    let place = |member: &Member| (member.state, member.life.stay);
    let one_home = here
        .iter()
        .all(|(_, m)| is_one_home(place(here[0].1), place(m)));
    let share = together.leaving(one_home);
    let mut all: Vec<Now> = Vec::with_capacity(here.len());
    for (at, member) in here {
        let piece = member.life.piece(time);
        let leaving = *rates.leaving_at(&piece, member.state);
        let moving = rates.moving_at(&piece, member.state);
        let most = |of: &dyn Fn(&Now) -> f64| all.iter().map(of).fold(0.0, f64::max);
        let with = |n: &Now| {
            if is_one_home(place(&family[n.at].member), place(member)) {
                n.moving
            } else {
                0.0
            }
        };
        let now = Now {
            at,
            piece,
            leaving,
            moving,
            beside: std::array::from_fn(|cause| Beside {
                share,
                before: most(&|n: &Now| n.leaving[cause]),
            }),
            beside_moving: Beside {
                share: together.moving.figure,
                before: most(&with),
            },
        };
        all.push(now);
    }
    all
}

/// After how many days the first event comes, and whose it is among those in care; `None` where nobody is.
fn next(family: &[OnHerWay], now: &[Now]) -> Option<(f64, Event)> {
    let mut first: Option<(f64, Event)> = None;
    for (nth, one) in now.iter().enumerate() {
        let child = &family[one.at];
        let leaves = child.to_leave / one.leaving_clock().iter().sum::<f64>();
        let moves = child.to_move / one.beside_moving.on_her_clock(one.moving);
        for (after, event) in [(leaves, Event::Leaves(nth)), (moves, Event::Moves(nth))] {
            if first.as_ref().is_none_or(|(least, _)| after < *least) {
                first = Some((after, event));
            }
        }
    }
    first
}

fn leave(family: &mut [OnHerWay], now: &[Now], nth: usize, time: f64, counts: &mut Counts<'_>) {
    let one = &now[nth];
    let clock = &mut family[one.at].member.clocks.leaving;
    let exit = cause(&one.leaving_clock(), clock);
    let unit: f64 = StandardUniform.sample(clock);
    let at = (exit as usize).min(Exit::CAUSES - 1);
    let from = one.beside[at].from(one.leaving[at], unit);
    let goes = |n: &&Now| from.is_some_and(|from| n.leaving[at] >= from);
    let with = now[nth + 1..].iter().filter(goes).map(|n| n.at);
    for at in std::iter::once(one.at).chain(with) {
        let child = &mut family[at];
        counts.present(&child.member.life, child.member.state, child.since, time);
        left(time, exit, counts);
        child.gone = true;
    }
}

fn go(
    family: &mut [OnHerWay],
    now: &[Now],
    nth: usize,
    (time, rates): (f64, &Rates),
    counts: &mut Counts<'_>,
) {
    let one = &now[nth];
    let leader = &mut family[one.at].member;
    let (unit, whom): (f64, f64) = (
        StandardUniform.sample(&mut leader.clocks.moving),
        StandardUniform.sample(&mut leader.clocks.moving),
    );
    let to = rates.destination(&one.piece, leader.state, unit);
    let place = (leader.state, leader.life.stay);
    let from = one.beside_moving.from(one.moving, whom);
    let goes = |n: &&Now| {
        let lives = &family[n.at].member;
        from.is_some_and(|from| n.moving >= from)
            && is_one_home(place, (lives.state, lives.life.stay))
    };
    let with: Vec<usize> = now[nth + 1..].iter().filter(goes).map(|n| n.at).collect();
    for at in std::iter::once(one.at).chain(with) {
        let child = &mut family[at];
        counts.present(&child.member.life, child.member.state, child.since, time);
        counts.moves(time, to);
        child.member.state = to;
        (child.since, child.member.life.stay) = (time, time);
        if at == one.at {
            child.to_move = Exp1.sample(&mut child.member.clocks.moving);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::child::testing::{clocks, life, rates};
    use super::super::series::{SERIES, Series};
    use super::*;
    use crate::forecast::hazard::Share;

    fn together(figure: f64) -> Together {
        let share = Share {
            figure,
            seen: 0.0,
            assumed: figure,
        };
        Together {
            leaving_one_home: share,
            leaving_homes: share,
            moving: share,
        }
    }

    /// Three of a family in one home for half a year, many times: what became of the first two; and all that was counted.
    fn many(figure: f64, hazards: (f64, f64)) -> (Vec<u32>, Vec<f64>) {
        let rates = rates(hazards.0, hazards.1);
        let ends = [180.0];
        let mut all = vec![0.0; SERIES];
        let mut left = vec![0; 4];
        for family in 0..20_000_u64 {
            let mut counts = Counts::new(&ends);
            let members = (0..3).map(|at| Member {
                life: life(9e9),
                state: State::OwnFoster,
                from: 0.0,
                clocks: clocks(family * 3 + at),
            });
            carry_family(members.collect(), &rates, &together(figure), &mut counts);
            left[counts.counts[Series::AllExits.at()] as usize] += 1;
            for (sum, count) in all.iter_mut().zip(&counts.counts) {
                *sum += f64::from(*count) / 60_000.0;
            }
        }
        (left, all)
    }

    #[test]
    fn as_many_leave_and_move_however_much_they_share() {
        let (_, alone) = many(0.0, (0.003, 0.006));
        let (_, some) = many(0.6, (0.003, 0.006));
        // 1 - e^-0.54 leave.
        let exits = Series::AllExits.at();
        assert!((alone[exits] - 0.4173).abs() < 0.006, "{}", alone[exits]);
        assert!((some[exits] - 0.4173).abs() < 0.009, "{}", some[exits]);
        for series in [
            Series::Moves,
            Series::state(State::ExternalHome),
            Series::Total,
        ] {
            let at = series.at();
            assert!((some[at] / alone[at] - 1.0).abs() < 0.03, "{series:?}");
        }
    }

    #[test]
    fn those_who_share_everything_leave_together() {
        let (left, _) = many(1.0, (0.003, 0.0));
        assert_eq!((left[1], left[2]), (0, 0));
        let (left, _) = many(0.0, (0.003, 0.0));
        assert!(left[1] > 5000 && left[2] > 3000, "{left:?}");
    }

    #[test]
    fn one_of_a_family_who_comes_later_is_counted_from_then() {
        let ends = [10.0, 20.0];
        let mut counts = Counts::new(&ends);
        let members = [0.0, 15.0].map(|from| Member {
            life: life(9e9),
            state: State::OwnFoster,
            from,
            clocks: clocks(1),
        });
        carry_family(
            members.to_vec(),
            &rates(0.0, 0.0),
            &together(0.5),
            &mut counts,
        );
        let total = Series::Total.at();
        assert_eq!(
            (counts.counts[total], counts.counts[SERIES + total]),
            (1, 2)
        );
    }
}
