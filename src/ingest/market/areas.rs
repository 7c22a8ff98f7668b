//! Districts of several folders: one where code, authority and name agree.

use std::collections::HashMap;

use crate::model::{Area, Council};

/// The districts seen so far.
#[derive(Debug, Default)]
pub struct Areas {
    known: HashMap<(String, String, String), u32>,
}

impl Areas {
    /// Adds a folder's districts to those of the market and gives where each is. Two districts that merely share a
    /// code both stay, since nothing in a market is looked up by district code any more.
    pub fn add(&mut self, council: &Council, all: &mut Vec<Area>) -> Vec<u32> {
        let place = |area: &Area| {
            let key = (area.code.clone(), area.authority.clone(), area.name.clone());
            *self.known.entry(key).or_insert_with(|| {
                all.push(area.clone());
                all.len() as u32 - 1
            })
        };
        council.areas.iter().map(place).collect()
    }
}
