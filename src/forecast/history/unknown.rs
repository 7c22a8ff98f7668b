//! Episodes whose place or provider the forecast cannot tell: blank, or a code of no year's list.

use super::State;
use crate::model::{Coded, Council, Episode};

/// Places that are in the lists and of which the forecast tells no kind: secure homes, hospitals, custody, other.
const ELSEWHERE: [&str; 9] = ["K1", "R2", "R3", "R5", "Z1", "Z11", "Z12", "Z13", "Z14"];
const PROVIDERS: [&str; 6] = ["PR0", "PR1", "PR2", "PR3", "PR4", "PR5"];

/// Episodes with one fault, and whose.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Episodes whose code is blank.
    pub blank: usize,
    /// Episodes whose code is in no list.
    pub unlisted: usize,
    /// Ids of the children, each once, in order.
    pub children: Vec<String>,
}

impl Found {
    fn add(&mut self, episode: &Episode, code: Option<Coded>) {
        match code {
            None => self.blank += 1,
            Some(_) => self.unlisted += 1,
        }
        self.children.push(episode.child_id.to_string());
    }

    /// Episodes.
    pub const fn episodes(&self) -> usize {
        self.blank + self.unlisted
    }
}

/// What the forecast cannot tell of a council's episodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unknown {
    /// Episodes of care.
    pub of: usize,
    /// Whose place is not known.
    pub places: Found,
    /// Whose provider is not known, where it tells an authority's foster or children's homes from those of others.
    pub providers: Found,
}

impl Unknown {
    /// Of a council.
    pub fn of(council: &Council) -> Self {
        let mut found = Self::default();
        for episode in council.episodes.iter().filter(|e| e.is_of_care()) {
            found.of += 1;
            if !is_place(episode.place) {
                found.places.add(episode, episode.place);
            }
            if takes_provider(episode.place) && !is_provider(episode.provider) {
                found.providers.add(episode, episode.provider);
            }
        }
        for of in [&mut found.places, &mut found.providers] {
            of.children.sort_unstable();
            of.children.dedup();
        }
        found
    }

    /// Whether everything is known.
    pub const fn is_none(&self) -> bool {
        self.places.episodes() + self.providers.episodes() == 0
    }
}

fn is_place(place: Option<Coded>) -> bool {
    let is_listed = |code: Coded| ELSEWHERE.contains(&code.as_str());
    State::of(place, None) != Some(State::Other) || place.is_some_and(is_listed)
}

/// Whether the state hangs on the provider.
fn takes_provider(place: Option<Coded>) -> bool {
    matches!(
        State::of(place, None),
        Some(State::OwnFoster | State::OwnHome)
    )
}

fn is_provider(provider: Option<Coded>) -> bool {
    provider.is_some_and(|code| PROVIDERS.contains(&code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::history::testing::{council, episode};
    use crate::model::LegalStatus;

    #[test]
    fn places_and_providers_that_say_nothing_are_counted_where_they_matter() {
        let born = "2012-06-01";
        let row = |id: &str, codes: &str| episode(id, born, ("2022-05-01", ""), codes);
        let mut rows: Vec<Episode> = ["U4 PR1", "K1 PR2", "Z14 PR5", "T0 PR1", "P1 PR0"]
            .map(|codes| row("A", &format!("S {codes}")))
            .to_vec();
        assert!(Unknown::of(&council(rows.clone(), "2022-06-01")).is_none());
        rows.extend([row("D", "S U9 PR1"), row("C", "S U4 PR9"), row("B", "S K2")]);
        // Relatives have no provider; a short break is no care.
        rows.extend([row("E", "S U1"), row("F", "S XX"), row("B", "P")]);
        rows[9].legal_status = Some(LegalStatus::V4);
        let found = Unknown::of(&council(rows, "2022-06-01"));
        let ids = |of: &[&str]| of.iter().map(ToString::to_string).collect();
        let places = Found {
            blank: 1,
            unlisted: 1,
            children: ids(&["B", "D"]),
        };
        let providers = Found {
            blank: 1,
            unlisted: 1,
            children: ids(&["B", "C"]),
        };
        assert_eq!(
            found,
            Unknown {
                of: 10,
                places,
                providers
            }
        );
    }
}
