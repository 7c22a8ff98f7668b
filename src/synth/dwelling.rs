//! A home before everything is written down: its size, where it is, and who lives in it.

use super::geography::Point;
use super::settings::Setting;
use crate::model::HomeStatus;

/// A home in the making.
#[derive(Debug, Clone)]
pub struct Dwelling {
    /// What kind of home, and whose.
    pub setting: Setting,
    /// Where it is; `None` until somebody is placed or the rest are settled.
    pub point: Option<Point>,
    /// The authority in whose area it must be, as an index into the profile's list.
    pub authority: Option<usize>,
    /// Approved or registered places.
    pub places: u8,
    /// Children of this council, by index.
    pub occupants: Vec<usize>,
    /// Whether all its children are one sibling group.
    pub one_family: bool,
    /// Places taken by other authorities' children.
    pub others: u8,
    /// Whether it takes referrals.
    pub status: HomeStatus,
}

impl Dwelling {
    /// An empty home.
    pub fn new(setting: Setting, places: u8) -> Self {
        Self {
            setting,
            point: None,
            authority: None,
            places,
            occupants: Vec::new(),
            one_family: true,
            others: 0,
            status: HomeStatus::Full,
        }
    }

    /// Places that nobody takes. A sibling group above the places takes them all.
    pub fn free(&self) -> u8 {
        let taken = self.occupants.len().min(200) as u8 + self.others;
        self.places.saturating_sub(taken)
    }

    /// Whether so many more children, strangers to those there, fit the places and the usual fostering limit.
    pub fn has_room_for(&self, more: usize) -> bool {
        let after = self.occupants.len() + usize::from(self.others) + more;
        let limit_holds = !self.setting.kind().is_fostering() || after <= 3;
        after <= usize::from(self.places) && limit_holds
    }
}
