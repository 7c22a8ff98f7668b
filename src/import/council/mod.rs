//! From what was read to a council: history, children looked after, homes, placements, brothers and sisters, districts.

mod areas;
mod assemble;
mod building;
pub mod costs;
mod exemptions;
mod history;
mod homes;
mod kinds;
mod looked_after;
mod noted;
mod places;
mod returned;
pub mod rules;
mod settle;
mod siblings;

pub use assemble::{Assembled, assemble};
pub use returned::returns_csv;

use super::authorities::Authority;
use super::carers::Register;
use super::families::Families;
use super::ofsted::ProviderList;
use super::postcodes::Directory;
use super::pseudonyms::Ids;
use super::ssda903::{ChildHistory, Returns};
use crate::model::{Date, Location};
use costs::Costs;

/// What a council is put together from; every part but the ids may be missing.
#[derive(Debug)]
pub struct Sources<'a> {
    /// The responsible authority.
    pub authority: Option<&'static Authority>,
    /// The returns and the history that they make.
    pub history: Option<(&'a Returns, &'a [ChildHistory])>,
    /// The postcode directory.
    pub directory: Option<&'a Directory>,
    /// Ofsted's list.
    pub providers: Option<&'a ProviderList>,
    /// The carers register.
    pub register: Option<&'a Register>,
    /// Brothers and sisters.
    pub families: Option<&'a Families>,
    /// How ids are written.
    pub ids: &'a Ids,
    /// Weekly costs where the files have none.
    pub costs: &'a Costs,
    /// Whether dates of birth are coarsened to the first of the month.
    pub months_only: bool,
    /// Width in metres of the squares to whose middle coordinates are coarsened.
    pub grid: Option<u32>,
    /// The day of the data, where no return tells.
    pub as_at: Option<Date>,
}

impl Sources<'_> {
    /// A date of birth as the folder has it: the day, or the first of the month.
    pub fn birth(&self, born: Date) -> Date {
        if self.months_only {
            Date::constant(born.year(), born.month(), 1)
        } else {
            born
        }
    }

    /// A location as the folder has it: exact, or the middle of its square.
    pub fn coarsen(&self, at: Location) -> Location {
        let Some(width) = self.grid.and_then(|width| i32::try_from(width).ok()) else {
            return at;
        };
        let middle = |metres: i32| metres / width * width + width / 2;
        Location::new(middle(at.easting), middle(at.northing)).unwrap_or(at)
    }
}

#[cfg(test)]
mod tests;
