//! A possible future as a council: the children in care on the last evening of a replication, and what has become of
//! today's homes.
//!
//! Every future has the homes of today in their order, so that plans can be made for many at once. A household that has
//! left is closed, one on hold is on hold, places of young people who stay put are taken, and a home of others has the
//! places that the council fills or is offered then. Households that the simulation recruits by itself are left out, and
//! their children look for a home: recruiting is what a plan is about, and would else be counted twice.
//!
//! A child who lives where no round places children (with a connected person, parents or adopters, in a residential
//! school) is in the home in which the list has her; if she has come there since, she is like one of today's children
//! who live so, in a home of her own like hers. These homes stand after those of today.

mod built;

use super::Setup;
use super::measure::Measure;
use super::month::lived;
use crate::forecast::changes::Changes;
use crate::forecast::simulate::month_ends;
use crate::model::{Council, Home, HomeKind, HomeStatus, Sector};
use built::Built;

/// A possible future.
#[derive(Debug, Clone, PartialEq)]
pub struct Future {
    /// The replication that it is.
    pub replication: u64,
    /// Its children, on today's homes.
    pub council: Council,
    /// Children in care at a month in between, which those who wait until then would see.
    pub in_care_meanwhile: u32,
    /// Own foster households of today that are there no more.
    pub households_lost: usize,
    /// Children in care who are in no list of the council, since nobody today lives as they would.
    pub left_out: usize,
}

/// What is the same in all futures of a council.
#[derive(Clone, Copy)]
pub struct Ahead<'a> {
    /// The council as its folder has it.
    pub council: &'a Council,
    /// What the simulation starts from.
    pub setup: &'a Setup<'a>,
    /// Months until the day that is looked at, at least one.
    pub months: usize,
    /// Months until the day in between, at least one and no more than `months`.
    pub meanwhile: usize,
    /// Seed: a future is the replication of `forecast` with the same seed and months.
    pub seed: u64,
}

impl Ahead<'_> {
    /// One future.
    pub fn future(&self, replication: u64) -> Future {
        let months = month_ends(self.setup.model.from, self.months);
        let changes = Changes::default();
        let run = lived(
            self.setup,
            (&months, months.len()),
            &changes,
            ((self.seed, replication), 0),
        );
        let meanwhile = self.meanwhile.clamp(1, self.months) - 1;
        let day = months.last().copied().unwrap_or(self.council.as_at);
        let built = Built::of(self.council, &run.world, day);
        Future {
            replication,
            in_care_meanwhile: run.out.of(meanwhile, Measure::Children),
            households_lost: built.households_lost,
            left_out: built.left_out,
            council: built.future,
        }
    }
}

/// Gives every future as many homes as the one with the most, by adding closed ones; gives back how many that is.
pub fn level(futures: &mut [Future]) -> usize {
    let most = futures.iter().map(|f| f.council.homes.len()).max();
    let most = most.unwrap_or(0);
    for future in futures {
        let council = &mut future.council;
        for at in council.homes.len()..most {
            let (id, code) = (format!("no-home-{at}"), council.code.clone());
            let mut home = Home::new(&id, HomeKind::Other, Sector::Own, &code);
            home.status = HomeStatus::Closed;
            council.homes.push(home);
        }
    }
    most
}
