//! What a plan buys of one offer, as every page and file of it tells.

use crate::lookahead::counted;
use crate::model::Council;
use crate::plan::Offer;

/// So many of one offer.
pub struct Bought {
    /// What is done.
    pub what: &'static str,
    /// Id of the kind of home.
    pub kind: &'static str,
    /// For people.
    pub name: String,
    /// District.
    pub district: String,
    /// The household that comes over.
    pub home_id: String,
    /// How many.
    pub number: i64,
    /// Places of one.
    pub places: i64,
    /// Months until the first child can come.
    pub months: i64,
    /// Pence a week for all of them with nobody in them.
    pub empty: i64,
    /// Pounds, once, for all of them.
    pub once: i64,
}

impl Bought {
    /// So many of an offer to a council.
    pub fn of(council: &Council, offer: &Offer, number: i64) -> Self {
        let district = offer.district.map(|at| &council.areas[at as usize]);
        let home = council.homes.get(offer.home.at());
        Self {
            what: offer.what.code(),
            kind: offer.kind,
            name: offer.name.clone(),
            district: district.map_or(String::new(), |d| d.name.clone()),
            home_id: home.map_or(String::new(), |home| home.id.clone()),
            number,
            places: offer.places,
            months: offer.months,
            empty: offer.weekly * number,
            once: offer.once * number,
        }
    }

    /// For a terminal.
    pub fn words(&self) -> String {
        let at = match self.district.as_str() {
            "" => String::new(),
            district => format!(", {district}"),
        };
        let months = counted(self.months as usize, "month", "months");
        let (number, what, name) = (self.number, self.what, &self.name);
        format!("  {number:>3} × {what}: {name}{at}, {months}")
    }
}
