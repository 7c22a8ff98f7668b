//! Homes that do not exist yet: what an authority could recruit or open, and where.
//!
//! A prospect is a home like any other: every duty judges it, every measure measures it. What it would be is read from
//! the council's own homes of the kind (skill, weekly cost); where there are none, it says so. It stands at the
//! centre of a district of the council's own, takes referrals, and is empty.
//!
//! What nobody can know of carers who have not been found yet is not recorded of a prospect: ethnicity, religion,
//! languages, animals, own children. The tier "fit" counts that as not matching, as it does for every home.

mod added;
mod kinds;
mod usual;

pub use added::{catalogue, with, with_fees};
pub use kinds::{KINDS, Kind, SPECIALIST_FEE, SPECIALIST_HOME_FEE, Skill};
pub use usual::Basis;

use crate::model::Home;

/// One home that could exist.
#[derive(Debug, Clone, PartialEq)]
pub struct Prospect {
    /// What it would be.
    pub kind: Kind,
    /// Its district, as an index into the council's areas.
    pub area: u32,
    /// The home.
    pub home: Home,
    /// Where its weekly cost comes from.
    pub cost_from: Basis,
    /// Where its skill comes from; a specialist's is by definition, and has [`Basis::Kind`].
    pub skill_from: Basis,
}

/// Why there are no prospects.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Several authorities in one market, where provision is planned.
    #[error(
        "provision is planned for one authority at a time, and this is a market of {members}: give one council folder"
    )]
    Market {
        /// Authorities of the market.
        members: usize,
    },
    /// No district in which a home could stand.
    #[error(
        "no district of areas.csv is in the authority itself, so there is nowhere for a new home: add its districts"
    )]
    NoDistrict,
}
