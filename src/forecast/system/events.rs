//! What happens to children in a month: they leave care, and move; and what a scenario has scheduled.

use super::chance::Cause;
use super::child::Next;
use super::groups::{self, Counted};
use super::home::Standing;
use super::influence::{Influence, due, is};
use super::month::{Month, Run};
use super::outcomes::{Measure, Scheduled};
use crate::forecast::cast::Setting;
use crate::forecast::history::{Exit, State};

impl Run<'_> {
    /// Carries children to the end of a month.
    pub(super) fn carry(&mut self, children: &[u32], month: Month, influence: &Influence) {
        for &child in children {
            self.carry_one(child, month, influence);
        }
    }

    fn carry_one(&mut self, child: u32, month: Month, influence: &Influence) {
        while !self.world.children[child as usize].gone {
            let siblings = self.siblings(child, influence);
            let until = month.end.min(siblings.until);
            let who = &mut self.world.children[child as usize];
            match who.next(until, &self.rates, influence, &siblings) {
                Next::Stays if until < month.end => {}
                Next::Stays => return,
                Next::Leaves(time, exit, from) => {
                    self.leave_together(child, (month, time), (exit, from), influence);
                }
                Next::Moves(time, state, from) => {
                    let with = self.who_move_with(child, time, from, influence);
                    let waits = self.moves(child, (month, time), state);
                    for other in with {
                        self.moves(other, (month, time), state);
                    }
                    if waits {
                        return;
                    }
                }
            }
        }
    }

    /// A child moves; gives back whether she waits for a home now, so that the rest of the month comes after the round.
    pub(super) fn moves(&mut self, child: u32, (month, time): (Month, f64), state: State) -> bool {
        // One who waits is nowhere, and cannot move from there.
        if self.world.children[child as usize].seeks.is_some() {
            return false;
        }
        self.moves_out(child, month);
        let who = &mut self.world.children[child as usize];
        who.life.stay = time;
        let Some(setting) = Setting::of_state(state) else {
            who.goes_outside(state);
            return false;
        };
        if who.setting != Some(setting) {
            // Her needs are others now: like those of a child who lives in such a home.
            who.setting = Some(setting);
            let unit = who.unit();
            let who = &self.world.children[child as usize];
            let record = self.setup.like(who, unit);
            let who = &mut self.world.children[child as usize];
            who.born_as.get_or_insert(who.record);
            who.record = record;
        }
        self.world.children[child as usize].waits(state, setting);
        true
    }

    /// A child moves out of where she lives.
    pub(super) fn moves_out(&mut self, child: u32, month: Month) {
        self.out.add(month.at, Measure::Moves, 1);
        let moved = [(Counted::Moves, 1)];
        groups::add(&mut self.out, month.at, &self.world, child, &moved);
        self.world.leave(child);
        self.world.children[child as usize].support_pence = 0;
    }

    /// A child leaves care. A young person may keep the place, and a special guardian may take it with the child.
    pub(super) fn leaves_care(&mut self, child: u32, (month, time): (Month, f64), exit: Exit) {
        let unit = self.world.children[child as usize].unit();
        self.leaves_by(child, (month, time), (exit, unit));
    }

    /// The same, by a number from 0 to 1 for what becomes of her place.
    pub(super) fn leaves_by(
        &mut self,
        child: u32,
        (month, time): (Month, f64),
        (exit, unit): (Exit, f64),
    ) {
        self.out.add(month.at, Measure::Exits, 1);
        let home = self.world.leave(child);
        let who = &mut self.world.children[child as usize];
        who.gone = true;
        who.support_pence = 0;
        who.time = time;
        who.seeks = None;
        let Some(home) = home else { return };
        let home = &mut self.world.homes[home as usize];
        if home.setting != Setting::Family {
            return;
        }
        let supply = &self.setup.supply;
        match exit {
            Exit::Eighteen => {
                let changed = self.changes.staying_put;
                let share = changed
                    .filter(|(_, from)| month.day >= *from)
                    .map_or(supply.staying_put.figure, |(share, _)| share);
                if unit < share {
                    // How long is left of the draw that decided it, exponential.
                    let months = -(unit / share).max(1e-9).ln() * supply.staying_put_months.figure;
                    home.staying_put
                        .push(time + months.min(36.0) * 365.25 / 12.0);
                }
            }
            Exit::Guardianship if unit < supply.guardians_who_fostered.figure => {
                home.places.0 = home.places.0.saturating_sub(1);
                home.places.1 = home.places.1.saturating_sub(1);
                if home.places.0 == 0 && home.residents.is_empty() && home.exists() {
                    home.standing = Standing::Closed;
                    let left = u32::from(home.own);
                    self.out.add(month.at, Measure::HouseholdsLeft, left);
                }
            }
            _ => {}
        }
    }

    /// A child leaves care by an order to those who foster her: her place goes with her, and the home stops fostering where
    /// nobody else lives in it. The supply's own share of guardians who fostered has no say in it.
    fn leaves_with_carers(&mut self, child: u32, month: Month, exit: Exit) {
        let home = self.world.children[child as usize].home;
        // By another way than guardianship, so that the place is not taken twice.
        let by = match exit {
            Exit::Guardianship => Exit::Home,
            other => other,
        };
        self.leaves_care(child, (month, month.end), by);
        let Some(home) = home.map(|home| &mut self.world.homes[home as usize]) else {
            return;
        };
        if home.own && home.residents.is_empty() && home.staying_put.is_empty() {
            home.standing = Standing::Closed;
            self.out.add(month.at, Measure::HouseholdsLeft, 1);
        } else {
            home.places.0 = home.places.0.saturating_sub(1);
            home.places.1 = home.places.1.saturating_sub(1);
        }
    }

    /// Children whom a scenario brings home or into families, as many as are due.
    pub(super) fn scheduled(&mut self, month: Month) {
        for at in 0..self.changes.reunified.len() {
            let change = self.changes.reunified[at];
            let number = self.still_due((1, at), change.children, change.between, month);
            for child in self.chosen(number, month, |age, uasc, state| {
                is(&change.who, age, uasc, state)
            }) {
                self.leaves_care(child, (month, month.end), change.exit);
                self.once_pence += u64::from(change.each.once_pence);
                self.is_done(Scheduled::Leaving(at));
            }
        }
        for at in 0..self.changes.with_their_carers.len() {
            let change = self.changes.with_their_carers[at];
            let number = self.still_due((5, at), change.children, change.between, month);
            for child in self.chosen(number, month, |age, uasc, state| {
                is_fostered(state) && is(&change.who, age, uasc, state)
            }) {
                self.leaves_with_carers(child, month, change.exit);
                self.once_pence += u64::from(change.each.once_pence);
                self.is_done(Scheduled::WithCarers(at));
            }
        }
        for at in 0..self.changes.stepped_down.len() {
            let change = self.changes.stepped_down[at];
            let number = self.still_due((2, at), change.children, change.between, month);
            for child in self.chosen(number, month, |age, uasc, state| {
                Setting::of_state(state) == Some(Setting::Home) && is(&change.who, age, uasc, state)
            }) {
                self.moves(child, (month, month.end), State::OwnFoster);
                self.is_done(Scheduled::SteppingDown(at));
                self.once_pence += u64::from(change.each.once_pence);
                self.world.children[child as usize].support_pence = change.each.pence_a_week;
            }
        }
    }

    /// One child more with whom it was done.
    fn is_done(&mut self, which: Scheduled) {
        *self.out.done.entry(which).or_default() += 1;
    }

    /// How many of a scheduled number are due by the end of the month and have not been done; they count as done.
    pub(super) fn still_due(
        &mut self,
        which: (u8, usize),
        number: u32,
        between: (crate::model::Date, crate::model::Date),
        month: Month,
    ) -> u32 {
        let due = due(number, between, month.day);
        let done = self.done.insert(which, due).unwrap_or(0);
        due.saturating_sub(done)
    }

    /// So many children of a kind, in an order by numbers of their own, which others who come leave as it is.
    pub(super) fn chosen(
        &self,
        number: u32,
        month: Month,
        of: impl Fn(u8, bool, State) -> bool,
    ) -> Vec<u32> {
        if number == 0 {
            return Vec::new();
        }
        let eligible = (0..self.world.children.len() as u32).filter(|c| {
            let child = &self.world.children[*c as usize];
            let waits = child.seeks.is_some() || child.time > month.end;
            !child.gone && !waits && of(child.age(month.end), child.life.uasc, child.state)
        });
        let mut order: Vec<(f64, u32)> = eligible
            .map(|c| {
                let number = self.world.children[c as usize].number;
                (self.chance.unit(Cause::Chosen, number, 0), c)
            })
            .collect();
        order.sort_by(|a, b| a.0.total_cmp(&b.0));
        order
            .into_iter()
            .take(number as usize)
            .map(|(_, c)| c)
            .collect()
    }
}

/// Whether children of a state live with foster carers, relatives and friends counted.
pub const fn is_fostered(state: State) -> bool {
    matches!(
        state,
        State::OwnFoster | State::AgencyFoster | State::Connected
    )
}
