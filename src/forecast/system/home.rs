//! One home of the simulation.

use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::model::{Council, Home as Record, HomeIx, HomeKind, HomeStatus};

/// Whether a home takes children.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// It does.
    Open,
    /// Not until then.
    Held(f64),
    /// It has closed.
    Closed,
}

/// A home.
#[derive(Debug, Clone)]
pub struct Home {
    /// Its own in every scenario, whatever else opens: what is drawn about it is drawn by it. That of a home of today is its
    /// position in the cast.
    pub number: u64,
    /// The home of the cast that it is, or is like.
    pub like: HomeIx,
    /// Setting.
    pub setting: Setting,
    /// Whether the authority itself runs it: [`Record::is_in_house`]. What another authority runs is one of others.
    pub own: bool,
    /// State of the children in it.
    pub state: State,
    /// Places, for any mix and for one sibling group.
    pub places: (u8, u8),
    /// Bedrooms.
    pub bedrooms: u8,
    /// Places of other authorities' children, where it is of our own.
    pub others: u8,
    /// Whether fostering law applies.
    pub fostering: bool,
    /// Whether the carers' own children live there.
    pub birth_children: bool,
    /// Children, by position.
    pub residents: Vec<u32>,
    /// Until when young people of eighteen keep a place.
    pub staying_put: Vec<f64>,
    /// Whether it takes children.
    pub standing: Standing,
    /// Age of the oldest carer at the start.
    pub carer_age: Option<f64>,
    /// Whether it came in the simulation.
    pub is_new: bool,
    /// Weekly cost of a child, pounds.
    pub weekly: f64,
    /// What the home costs a week beside its children's placements, pence, whoever lives in it.
    pub pence_a_week: u32,
    /// Of others' homes: free places that are on offer to our children.
    pub on_offer: u8,
}

impl Home {
    /// A home of the cast as it stands on the day of the data; `None` for kinds that no round fills and for closed ones.
    pub fn of(council: &Council, ix: HomeIx, ours: u8) -> Option<Self> {
        let home = council.home(ix);
        let setting = Setting::of(home.kind)?;
        let own = home.is_in_house();
        let in_use = ours.saturating_add(home.occupied_by_others);
        let most = |places: u8| match home.status {
            // It reports itself full with fewer children: what is not in use cannot be used.
            HomeStatus::Full if own => places.min(in_use),
            _ => places,
        };
        Some(Self {
            number: u64::from(ix.0),
            like: ix,
            setting,
            own,
            state: Setting::state(home),
            places: (
                most(home.places),
                most(home.places_if_siblings.max(home.places)),
            ),
            bedrooms: home.bedrooms,
            others: if own { home.occupied_by_others } else { 0 },
            fostering: home.kind == HomeKind::Foster,
            birth_children: !home.birth_children_ages.is_empty(),
            residents: Vec::new(),
            staying_put: Vec::new(),
            standing: match home.status {
                HomeStatus::Closed => return None,
                HomeStatus::OnHold => Standing::Held(f64::INFINITY),
                HomeStatus::Available | HomeStatus::Full => Standing::Open,
            },
            carer_age: home.carers_ages.iter().max().map(|age| f64::from(*age)),
            is_new: false,
            weekly: home.weekly_cost.as_f64(),
            pence_a_week: 0,
            on_offer: 0,
        })
    }

    /// Places that our children can live in: those that they live in, and where it takes children those that are free.
    /// Places of others' children, and those that young people keep after care, are neither.
    pub fn usable(&self) -> usize {
        let ours = self.residents.len();
        match self.standing {
            Standing::Open => usize::from(self.places.0)
                .saturating_sub(usize::from(self.others) + self.staying_put.len())
                .max(ours),
            Standing::Held(_) => ours,
            Standing::Closed => 0,
        }
    }

    /// Places taken by ours, by others' and by young people who stay.
    pub fn taken(&self) -> usize {
        self.residents.len() + usize::from(self.others) + self.staying_put.len()
    }

    /// Writes down what our children can use of it: without young people who stay, and of others' homes what is on offer.
    /// Approvals are taken to be renewed, since households leave at rates of their own.
    pub fn write(&self, record: &mut Record) {
        let staying = self.staying_put.len() as u8;
        let ours = self.residents.len() as u8;
        let usable = |places: u8| match places.saturating_sub(staying) {
            left if self.own => left,
            left => left.min(ours.saturating_add(self.on_offer)),
        };
        record.places = usable(self.places.0);
        record.places_if_siblings = usable(self.places.1);
        record.bedrooms = self.bedrooms.saturating_sub(staying);
        record.occupied_by_others = self.others;
        record.approval_end = None;
        record.terms.named_children.clear();
    }

    /// Whether children live there or may come.
    pub fn exists(&self) -> bool {
        self.standing != Standing::Closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Sector};

    /// A household with four places, one of them another authority's child's.
    fn household(sector: Sector, status: HomeStatus) -> Option<Home> {
        let mut council = Council::new("Homes", "E06000019", Date::constant(2026, 3, 31));
        let mut home = Record::new("H1", HomeKind::Foster, sector, "E06000019").with_places(4);
        (home.occupied_by_others, home.status) = (1, status);
        council.homes.push(home);
        Home::of(&council, HomeIx(0), 1)
    }

    #[test]
    fn what_another_authority_runs_is_not_ones_own() {
        for (sector, own, state) in [
            (Sector::Own, true, State::OwnFoster),
            (Sector::OtherAuthority, false, State::AgencyFoster),
            (Sector::OtherPublic, false, State::AgencyFoster),
            (Sector::Private, false, State::AgencyFoster),
        ] {
            let home = household(sector, HomeStatus::Available).unwrap();
            assert_eq!((home.own, home.state), (own, state), "{sector:?}");
        }
    }

    #[test]
    fn places_of_others_children_are_not_usable() {
        let mut home = household(Sector::Own, HomeStatus::Available).unwrap();
        home.residents = vec![0];
        assert_eq!(home.usable(), 3);
        home.staying_put.push(1e6);
        assert_eq!(home.usable(), 2);
        // A household in which nobody else may come has the place that is filled.
        home.standing = Standing::Held(1e6);
        assert_eq!(home.usable(), 1);
        home.standing = Standing::Closed;
        assert_eq!(home.usable(), 0);
        // Brothers and sisters live in more places than there are for any mix.
        home.standing = Standing::Open;
        home.residents = vec![0, 1, 2, 3, 4];
        assert_eq!(home.usable(), 5);
        let mut full = household(Sector::Own, HomeStatus::Full).unwrap();
        full.residents = vec![0];
        assert_eq!(full.usable(), 1);
    }
}
