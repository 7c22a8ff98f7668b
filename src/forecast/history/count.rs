//! Children in care on a day of the past.

use super::{History, State};

impl History {
    /// Children in care on the evening of a day, by state.
    pub fn children_on(&self, day: i32) -> [u32; State::ALL.len()] {
        let mut counts = [0; State::ALL.len()];
        for spell in &self.spells {
            if let Some(stay) = spell.stay_on(day).filter(|_| day < spell.birthdays[5]) {
                counts[stay.state as usize] += 1;
            }
        }
        counts
    }
}
