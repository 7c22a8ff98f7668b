//! One child of the simulation, carried month by month.

use rand_distr::{Distribution, Exp1, StandardUniform};

use super::influence::Influence;
use crate::forecast::cast::{Setting, Where};
use crate::forecast::hazard::{Life, Rates, leaving_cell, moving_cell};
use crate::forecast::history::{Exit, State};
use crate::forecast::simulate::{Clocks, cause};
use crate::model::ChildIx;

/// A child.
#[derive(Debug, Clone)]
pub struct Child {
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
    /// She leaves care then.
    Leaves(f64, Exit),
    /// She moves then, to a home of this state.
    Moves(f64, State),
}

impl Child {
    /// A child who comes, or is there at the start.
    pub fn new(
        (life, state): (Life, State),
        time: f64,
        (record, is_record): (ChildIx, bool),
        family: u32,
        mut clocks: Clocks,
    ) -> Self {
        Self {
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
            gone: false,
            is_newcomer: false,
            support_pence: 0,
            to_leave: Exp1.sample(&mut clocks.leaving),
            to_move: Exp1.sample(&mut clocks.moving),
            clocks,
        }
    }

    /// Age in whole years.
    pub fn age(&self, time: f64) -> u8 {
        let to_go = ((self.life.eighteen() - time) / 365.25).ceil();
        (18.0 - to_go).clamp(0.0, 17.0) as u8
    }

    /// Carries her to the first event before a time. The hazards are constant within a piece, as in
    /// [`crate::forecast::simulate`], with a scenario's factors of the month.
    ///
    /// `alone` is the share of her moves that are her own, and not those of a brother or sister with whom she lives.
    pub fn next(&mut self, until: f64, rates: &Rates, influence: &Influence, alone: f64) -> Next {
        while self.time < until {
            if self.time >= self.life.eighteen() {
                return Next::Leaves(self.time, Exit::Eighteen);
            }
            let piece = self.life.piece(self.time);
            let cell = leaving_cell(piece.band, piece.duration, self.state);
            let (age, uasc) = (self.age(self.time), self.life.uasc);
            let factors = influence.leaving(age, uasc, self.state);
            let leaving = factors.map_or(rates.leaving_any[cell], |factors| {
                let causes = rates.leaving[cell].iter().zip(factors);
                causes.map(|(hazard, factor)| hazard * factor).sum()
            });
            let moving = rates.moving[moving_cell(piece.band, piece.tenure, self.state)]
                * influence.moving(age, uasc, self.state)
                * alone;
            let length = piece.until.min(until) - self.time;
            let (leaves, moves) = (self.to_leave / leaving, self.to_move / moving);
            if leaves <= moves && leaves < length {
                self.time += leaves;
                let mut causes = rates.leaving[cell];
                if let Some(factors) = factors {
                    for (hazard, factor) in causes.iter_mut().zip(factors) {
                        *hazard *= factor;
                    }
                }
                return Next::Leaves(self.time, cause(&causes, &mut self.clocks.leaving));
            }
            if moves < length {
                self.time += moves;
                self.to_leave -= leaving * moves;
                self.to_move = Exp1.sample(&mut self.clocks.moving);
                let to = &rates.to[piece.band * State::ALL.len() + self.state as usize];
                let unit: f64 = StandardUniform.sample(&mut self.clocks.moving);
                let at = to.partition_point(|sum| *sum <= unit).min(to.len() - 1);
                self.life.stay = self.time;
                return Next::Moves(self.time, State::ALL[at]);
            }
            self.to_leave -= leaving * length;
            self.to_move -= moving * length;
            self.time = piece.until.min(until);
        }
        if self.time >= self.life.eighteen() {
            return Next::Leaves(self.time, Exit::Eighteen);
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
