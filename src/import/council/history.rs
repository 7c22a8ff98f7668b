//! The care history as the council folder holds it.

use std::sync::Arc;

use super::Sources;
use super::places::Places;
use crate::import::postcodes::derive;
use crate::import::ssda903::{ChildHistory, Returns, Row, Spell};
use crate::model::{CodeSet, Coded, Episode, LegalStatus, Miles, NeedCode};

/// Everything that turns a spell into an episode.
pub struct Historian<'a> {
    /// What was read.
    pub sources: &'a Sources<'a>,
    /// The returns.
    pub returns: &'a Returns,
    /// Where postcodes are.
    pub places: &'a Places<'a>,
    /// ONS code of the responsible authority.
    pub responsible: &'a str,
}

impl Historian<'_> {
    /// Episodes of care of some children, by id and time.
    pub fn episodes(&self, children: &[ChildHistory]) -> Vec<Episode> {
        let mut episodes = Vec::with_capacity(children.iter().map(|c| c.spells.len()).sum());
        for child in children {
            let spells = child.spells.iter();
            episodes.extend(spells.map(|spell| self.episode(child, spell)));
        }
        episodes
    }

    /// Short breaks of some children, by id and time.
    pub fn short_breaks(&self, children: &[ChildHistory]) -> Vec<Episode> {
        let mut episodes = Vec::new();
        for child in children {
            for &at in &child.short_breaks {
                let row = &self.returns.rows[at as usize];
                let as_at = self.returns.as_at;
                let spell = Spell {
                    row: at,
                    start: row.start,
                    end: row.end.filter(|end| as_at.is_none_or(|day| *end <= day)),
                    rne: row.rne,
                    rec: row.rec,
                    reason: row.reason,
                };
                episodes.push(self.episode(child, &spell));
            }
        }
        episodes
    }

    fn episode(&self, child: &ChildHistory, spell: &Spell) -> Episode {
        let row: &Row = &self.returns.rows[spell.row as usize];
        let person = &self.returns.people[child.child.at()];
        let (home, placement) = (self.places.get(row.home_post), self.places.get(row.pl_post));
        let derived = derive(self.responsible, home, placement);
        let text = |word| self.returns.words.text(word);
        Episode {
            child_id: Arc::clone(&child.id),
            born: child.born.map(|born| self.sources.birth(born)),
            sex: person.sex.map(|sex| sex.value),
            ethnicity: person.ethnicity.map(|group| group.value),
            uasc: person.was_uasc,
            start: spell.start,
            reason_start: coded(text(spell.rne)),
            legal_status: LegalStatus::from_code(text(row.ls)),
            need_code: NeedCode::from_code(text(row.cin)),
            place: coded(text(row.place)),
            provider: coded(text(row.provider)),
            end: spell.end,
            reason_end: coded(text(spell.rec)),
            reason_change: coded(text(spell.reason)),
            urn: coded(text(row.urn)),
            home_area: self.places.area(row.home_post),
            placement_authority: derived.pl_la.as_deref().and_then(coded),
            placement_location: derived.pl_location,
            placement_miles: derived
                .pl_distance_tenths
                .map(|tenths| Miles::from_hundredths(i64::from(tenths) * 10)),
        }
    }
}

/// A code as it is written; `None` where it is blank or no code.
pub fn coded(text: &str) -> Option<Coded> {
    Coded::try_from_str(text)
        .ok()
        .filter(|code| !code.is_empty())
}
