//! Which rows of several folders are one home.
//!
//! Ofsted's number is a children's home's own, but stands for the whole agency or provider of foster households
//! and supported accommodation, and in a folder that has several homes under it. So a home is the same
//!
//! - by URN, where the URN is the home's own in both folders;
//! - by URN and id, where it is the provider's: the provider's reference for the household or setting;
//! - without a URN in one of them, by id, kind and place, to the metre.
//!
//! Kinds must agree. One URN in two places that are far apart is told, and stays two homes.

use std::collections::{HashMap, HashSet};

use super::fault::fault;
use crate::ingest::codes::URN_TWICE;
use crate::ingest::diagnostic::{Problems, shown};
use crate::model::{Council, Home, HomeIx, HomeKind, Location, Miles};

/// Coordinates may be coarsened to a kilometre, and a postcode's point is not the door: further apart than this
/// they are not one home.
const ONE_PLACE: Miles = Miles::whole(2);

/// The homes of a market by what they can be recognised by.
#[derive(Debug)]
pub struct SameHomes {
    /// URNs that stand for more than one home of a folder.
    providers: HashSet<(HomeKind, String)>,
    by_urn: HashMap<(HomeKind, String), HomeIx>,
    by_urn_and_id: HashMap<(HomeKind, String, String), HomeIx>,
    by_place: HashMap<(HomeKind, String, Location), HomeIx>,
    /// The last folder that has each home of the market.
    last: HashMap<HomeIx, usize>,
}

/// What was found of a row.
pub struct Found {
    /// The home of the market that it is.
    pub home: Option<HomeIx>,
    /// What speaks against it.
    pub doubt: Option<Doubt>,
}

/// One URN in two places.
pub struct Doubt {
    urn: String,
    other: String,
    apart: Miles,
}

impl SameHomes {
    /// Looks which URNs are a home's own.
    pub fn of(councils: &[Council]) -> Self {
        let mut providers = HashSet::new();
        for council in councils {
            let mut seen = HashSet::new();
            for home in &council.homes {
                if let Some(urn) = urn_of(home)
                    && !seen.insert((home.kind, urn.clone()))
                {
                    providers.insert((home.kind, urn));
                }
            }
        }
        Self {
            providers,
            by_urn: HashMap::new(),
            by_urn_and_id: HashMap::new(),
            by_place: HashMap::new(),
            last: HashMap::new(),
        }
    }

    /// The home of the market that a folder's row is, if an earlier folder has it.
    pub fn find<'a>(
        &self,
        folder: usize,
        home: &Home,
        of_market: impl Fn(HomeIx) -> &'a Home,
    ) -> Found {
        let urn = urn_of(home);
        let by_urn = urn.clone().and_then(|urn| {
            if self.is_own(home.kind, &urn) {
                self.by_urn.get(&(home.kind, urn))
            } else {
                self.by_urn_and_id.get(&(home.kind, urn, home.id.clone()))
            }
        });
        // A row of the same folder is another home.
        let is_earlier = |ix: &HomeIx| self.last.get(ix).is_some_and(|last| *last != folder);
        if let Some(ix) = by_urn.copied().filter(is_earlier) {
            let other = of_market(ix);
            let apart = home
                .location
                .zip(other.location)
                .map(|(a, b)| a.miles_to(b));
            return match apart.filter(|miles| *miles > ONE_PLACE) {
                None => Found {
                    home: Some(ix),
                    doubt: None,
                },
                Some(apart) => Found {
                    home: None,
                    doubt: Some(Doubt {
                        urn: urn.unwrap_or_default(),
                        other: other.id.clone(),
                        apart,
                    }),
                },
            };
        }
        let place = home.location.map(|at| (home.kind, home.id.clone(), at));
        let found = place.and_then(|key| self.by_place.get(&key));
        let agrees = |ix: &HomeIx| match (&urn, urn_of(of_market(*ix))) {
            (Some(a), Some(b)) => *a == b,
            _ => true,
        };
        Found {
            home: found.copied().filter(is_earlier).filter(agrees),
            doubt: None,
        }
    }

    /// Remembers a folder's row as this home of the market.
    pub fn add(&mut self, folder: usize, home: &Home, ix: HomeIx) {
        self.last.insert(ix, folder);
        if let Some(urn) = urn_of(home) {
            let with_id = (home.kind, urn.clone(), home.id.clone());
            self.by_urn_and_id.entry(with_id).or_insert(ix);
            self.by_urn.entry((home.kind, urn)).or_insert(ix);
        }
        if let Some(at) = home.location {
            let key = (home.kind, home.id.clone(), at);
            self.by_place.entry(key).or_insert(ix);
        }
    }

    fn is_own(&self, kind: HomeKind, urn: &str) -> bool {
        let of_provider = kind.is_fostering() || kind == HomeKind::SupportedAccommodation;
        !of_provider && !self.providers.contains(&(kind, urn.to_owned()))
    }
}

fn urn_of(home: &Home) -> Option<String> {
    let urn = home.urn.as_deref()?.trim();
    (!urn.is_empty()).then(|| urn.to_uppercase())
}

impl Doubt {
    /// The warning about a row.
    pub fn told(&self, file: &str, home: &Home) -> Problems {
        let message = format!(
            "home \"{}\" has the URN {} of home \"{}\" of an earlier folder, {} miles away: they count as two homes",
            shown(&home.id),
            shown(&self.urn),
            shown(&self.other),
            self.apart
        );
        let action = "correct the URN or the coordinates in one of the folders";
        fault(&URN_TWICE, file, message, action)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{METRES_PER_MILE, Sector};
    use jiff::civil::date;

    fn home(id: &str, kind: HomeKind, urn: &str, miles: f64) -> Home {
        let mut home = Home::new(id, kind, Sector::Private, "E06000019");
        home.urn = (!urn.is_empty()).then(|| urn.to_owned());
        home.location = Location::new(350_000, 240_000 + (miles * METRES_PER_MILE) as i32);
        home
    }

    /// Whether two folders' homes are one, and whether there was a doubt.
    fn are_one(a: &[Home], b: &Home) -> (bool, bool) {
        let mut council = crate::model::Council::new("Test", "E06000019", date(2026, 3, 31));
        council.homes = a.to_vec();
        let mut same = SameHomes::of(&[council]);
        for (at, home) in a.iter().enumerate() {
            same.add(0, home, HomeIx(at as u32));
        }
        let found = same.find(1, b, |ix| &a[ix.at()]);
        (found.home.is_some(), found.doubt.is_some())
    }

    #[test]
    fn a_childrens_home_is_known_by_its_urn() {
        use HomeKind::{ChildrensHome, SupportedAccommodation};
        let a = [home("H1", ChildrensHome, "SC1", 0.0)];
        assert_eq!(
            are_one(&a, &home("77", ChildrensHome, "sc1", 1.5)),
            (true, false)
        );
        assert_eq!(
            are_one(&a, &home("77", ChildrensHome, "SC1", 2.5)),
            (false, true)
        );
        assert_eq!(
            are_one(&a, &home("H1", ChildrensHome, "SC2", 0.0)),
            (false, false)
        );
        let other_kind = home("H1", SupportedAccommodation, "SC1", 0.0);
        assert_eq!(are_one(&a, &other_kind), (false, false));
    }

    #[test]
    fn the_urn_of_an_agency_needs_the_households_reference() {
        let a = [home("H1", HomeKind::Foster, "SC1", 0.0)];
        assert_eq!(
            are_one(&a, &home("H1", HomeKind::Foster, "SC1", 1.0)),
            (true, false)
        );
        assert_eq!(
            are_one(&a, &home("H2", HomeKind::Foster, "SC1", 0.0)),
            (false, false)
        );
    }

    #[test]
    fn a_urn_that_a_folder_has_twice_is_the_providers() {
        let kind = HomeKind::ChildrensHome;
        let a = [
            home("SC1-1", kind, "SC1", 0.0),
            home("SC1-2", kind, "SC1", 1.0),
        ];
        assert_eq!(are_one(&a, &home("SC1-2", kind, "SC1", 1.0)), (true, false));
        assert_eq!(
            are_one(&a, &home("SC1-3", kind, "SC1", 1.0)),
            (false, false)
        );
    }

    #[test]
    fn without_a_urn_id_kind_and_place_must_agree() {
        let a = [home("H1", HomeKind::Foster, "", 0.0)];
        assert_eq!(
            are_one(&a, &home("H1", HomeKind::Foster, "", 0.0)),
            (true, false)
        );
        assert_eq!(
            are_one(&a, &home("H1", HomeKind::Foster, "SC1", 0.0)),
            (true, false)
        );
        assert_eq!(
            are_one(&a, &home("H1", HomeKind::Foster, "", 0.001)),
            (false, false)
        );
        assert_eq!(
            are_one(&a, &home("H2", HomeKind::Foster, "", 0.0)),
            (false, false)
        );
        let mut nowhere = home("H1", HomeKind::Foster, "", 0.0);
        nowhere.location = None;
        assert_eq!(are_one(&[nowhere.clone()], &nowhere), (false, false));
    }

    #[test]
    fn two_rows_of_one_folder_are_two_homes() {
        let a = [home("H1", HomeKind::ChildrensHome, "SC1", 0.0)];
        let mut same = SameHomes::of(&[]);
        same.add(0, &a[0], HomeIx(0));
        assert!(same.find(0, &a[0], |_| &a[0]).home.is_none());
    }
}
