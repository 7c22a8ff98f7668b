//! One child of the simulation, carried month by month.

use rand_distr::{Distribution, Exp1, StandardUniform};

use super::influence::Influence;
use crate::forecast::cast::{Setting, Where};
use crate::forecast::hazard::{Beside, Life, Piece, Rates};
use crate::forecast::history::{Exit, State};
use crate::forecast::simulate::{Clocks, cause};
use crate::model::{ChildIx, Date, age_in_years};

/// A child.
#[derive(Debug, Clone)]
pub struct Child {
    /// Her own in every scenario, whoever else comes: what is drawn about her beside her clocks is drawn by it.
    pub number: u64,
    /// Her clocks of age, care and placement.
    pub life: Life,
    /// Where she lives; while she waits, where she would.
    pub state: State,
    /// Up to when she has been carried.
    pub time: f64,
    /// Record of the council's list that she is like.
    pub record: ChildIx,
    /// Whether she is the child of that record, and not only like her.
    pub is_record: bool,
    /// The record that she came as, where her needs are like those of another now.
    pub born_as: Option<ChildIx>,
    /// Brothers and sisters have one number.
    pub family: u32,
    /// Position of her home among the simulation's homes, where a round placed her.
    pub home: Option<u32>,
    /// The home that she has just left, to which she does not go back.
    pub left: Option<u32>,
    /// Setting that she waits for.
    pub seeks: Option<Setting>,
    /// Setting that her plan asks for; `None` while she lives where no round places children.
    pub setting: Option<Setting>,
    /// Where her home is from her own.
    pub place: Option<Where>,
    /// Whether she came to her home by sharing a bedroom.
    pub shares: bool,
    /// Whether she left care.
    pub gone: bool,
    /// Whether a round places her this month, alone.
    pub is_newcomer: bool,
    /// What support costs a week while she lives where she stepped down to, pence.
    pub support_pence: u32,
    clocks: Clocks,
    to_leave: f64,
    to_move: f64,
}

/// What happens to a child next within a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Next {
    /// She is where she was at the end.
    Stays,
    /// She leaves care then, and with her those after her in the family whose hazard is not below a figure.
    Leaves(f64, Exit, Option<f64>),
    /// She moves then, to a home of this state, and with her those who live with her whose hazard is not below a figure.
    Moves(f64, State, Option<f64>),
}

/// Brothers and sisters in care, for the hazards of a child: see [`Beside`].
#[derive(Debug, Clone, Copy)]
pub struct Siblings {
    /// Whether there are any.
    pub are_there: bool,
    /// Beside whom she leaves, by reason.
    pub leaving: [Beside; Exit::CAUSES],
    /// Beside whom she moves.
    pub moving: Beside,
    /// Until when their hazards do not change.
    pub until: f64,
}

/// Hazards of a child at a time.
#[derive(Debug, Clone, Copy)]
pub struct Hazards {
    /// Of leaving, by reason.
    pub leaving: [f64; Exit::CAUSES],
    /// Of moving.
    pub moving: f64,
    /// Her bands, and until when they do not change.
    pub piece: Piece,
}

impl Child {
    /// A child who comes, or is there at the start.
    pub fn new(
        (life, state): (Life, State),
        time: f64,
        (record, is_record): (ChildIx, bool),
        family: u32,
        (number, mut clocks): (u64, Clocks),
    ) -> Self {
        Self {
            number,
            life,
            state,
            time,
            record,
            is_record,
            born_as: None,
            family,
            home: None,
            left: None,
            seeks: None,
            setting: Setting::of_state(state),
            place: None,
            shares: false,
            gone: false,
            is_newcomer: false,
            support_pence: 0,
            to_leave: Exp1.sample(&mut clocks.leaving),
            to_move: Exp1.sample(&mut clocks.moving),
            clocks,
        }
    }

    /// The stream of her clock of leaving.
    #[cfg(test)]
    pub fn stream(&self) -> u64 {
        self.clocks.leaving.get_stream()
    }

    /// The record that she came as.
    pub fn came_as(&self) -> ChildIx {
        self.born_as.unwrap_or(self.record)
    }

    /// Age in whole years.
    pub fn age(&self, time: f64) -> u8 {
        let to_go = ((self.life.eighteen() - time) / 365.25).ceil();
        (18.0 - to_go).clamp(0.0, 17.0) as u8
    }

    /// The day on which she was born, seen from the day of a time. Here years are mean years, so that about a birthday the two
    /// may differ; the age is what the duties look at.
    pub fn born(&self, day: Date, time: f64) -> Date {
        let age = self.age(time);
        let lived = (time - self.life.birthdays[0]).max(0.0) as i64;
        let born = day.saturating_sub(jiff::Span::new().days(lived));
        if age_in_years(born, day) == age {
            born
        } else {
            day.saturating_sub(jiff::Span::new().years(i64::from(age)))
        }
    }

    /// Whether she is in care by a time: those who come days after a brother are known before.
    pub fn has_come(&self, now: f64) -> bool {
        self.time <= now || self.life.start <= now
    }

    /// Her hazards at a time, with a scenario's factors of the month.
    pub fn hazards(&self, time: f64, rates: &Rates, influence: &Influence) -> Hazards {
        let piece = self.life.piece(time);
        let (age, uasc) = (self.age(time), self.life.uasc);
        let mut leaving = *rates.leaving_at(&piece, self.state);
        if let Some(factors) = influence.leaving(age, uasc, self.state) {
            for (hazard, factor) in leaving.iter_mut().zip(factors) {
                *hazard *= factor;
            }
        }
        Hazards {
            leaving,
            moving: rates.moving_at(&piece, self.state) * influence.moving(age, uasc, self.state),
            piece,
        }
    }

    /// Carries her to the first event of her clocks before a time. The hazards are constant within a piece, as in
    /// [`crate::forecast::simulate`].
    pub fn next(
        &mut self,
        until: f64,
        rates: &Rates,
        influence: &Influence,
        siblings: &Siblings,
    ) -> Next {
        while self.time < until {
            if self.time >= self.life.eighteen() {
                return Next::Leaves(self.time, Exit::Eighteen, None);
            }
            let now = self.hazards(self.time, rates, influence);
            let by_reason: [f64; Exit::CAUSES] =
                std::array::from_fn(|at| siblings.leaving[at].on_her_clock(now.leaving[at]));
            let leaving: f64 = by_reason.iter().sum();
            let moving = siblings.moving.on_her_clock(now.moving);
            let length = now.piece.until.min(until) - self.time;
            let (leaves, moves) = (self.to_leave / leaving, self.to_move / moving);
            if leaves <= moves && leaves < length {
                self.time += leaves;
                let exit = cause(&by_reason, &mut self.clocks.leaving);
                let from = siblings.are_there.then(|| {
                    let at = (exit as usize).min(Exit::CAUSES - 1);
                    let unit = StandardUniform.sample(&mut self.clocks.leaving);
                    siblings.leaving[at].from(now.leaving[at], unit)
                });
                return Next::Leaves(self.time, exit, from.flatten());
            }
            if moves < length {
                self.time += moves;
                self.to_leave -= leaving * moves;
                self.to_move = Exp1.sample(&mut self.clocks.moving);
                let unit = self.unit();
                let to = rates.destination(&now.piece, self.state, unit);
                let from = siblings.are_there.then(|| {
                    let unit = self.unit();
                    siblings.moving.from(now.moving, unit)
                });
                self.life.stay = self.time;
                return Next::Moves(self.time, to, from.flatten());
            }
            self.to_leave -= leaving * length;
            self.to_move -= moving * length;
            self.time = now.piece.until.min(until);
        }
        if self.time >= self.life.eighteen() {
            return Next::Leaves(self.time, Exit::Eighteen, None);
        }
        Next::Stays
    }

    /// A number from 0 to 1 for a choice about her.
    pub fn unit(&mut self) -> f64 {
        StandardUniform.sample(&mut self.clocks.moving)
    }

    /// She lives with relatives, parents, or elsewhere, where no round places her.
    pub fn goes_outside(&mut self, state: State) {
        (self.state, self.setting) = (state, None);
        (self.seeks, self.place) = (None, None);
    }

    /// She waits for a home.
    pub fn waits(&mut self, state: State, setting: Setting) {
        (self.state, self.setting) = (state, Some(setting));
        (self.seeks, self.place) = (Some(setting), None);
    }
}
