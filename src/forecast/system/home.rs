//! One home of the simulation.

use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::model::{Council, Home as Record, HomeIx, HomeKind, HomeStatus, Sector};

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
    /// Whether of the authority's own.
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
        let own = !matches!(home.sector, Sector::Private | Sector::Voluntary);
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
