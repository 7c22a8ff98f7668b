//! Which home each child lives in: one of the carers register, one of Ofsted's list, or one made from the placement.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use super::looked_after::LookedAfter;
use super::rules::{
    BY_POSTCODE, BY_SETTING, BY_URN, IN_REGISTER, INFERRED_HOME, REGISTER_DISAGREES, TWO_HOUSEHOLDS,
};
use super::{Sources, kinds};
use crate::import::account::Rule;
use crate::import::carers::Household;
use crate::import::full_postcode::full_postcode;
use crate::import::ofsted::ListedHome;
use crate::import::ssda903::{Returns, Row};
use crate::model::HomeKind;

/// Where a home of the council comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A household of the register, by place.
    Household(usize),
    /// A home of Ofsted's list, by place.
    Listed(usize),
    /// Made from the placement: what tells it from others.
    Inferred(String),
}

/// Lookups from episodes to homes.
pub struct Finder<'a> {
    returns: &'a Returns,
    households: &'a [Household],
    listed: &'a [ListedHome],
    by_child: HashMap<String, usize>,
    named_twice: Vec<&'a str>,
    by_postcode: HashMap<String, Option<usize>>,
    by_urn: HashMap<String, Vec<usize>>,
}

impl<'a> Finder<'a> {
    /// Indexes the register and the list.
    pub fn of(sources: &Sources<'a>, returns: &'a Returns) -> Self {
        let households = sources
            .register
            .map_or(&[][..], |register| &register.households);
        let listed = sources.providers.map_or(&[][..], |list| &list.homes);
        let mut finder = Self {
            returns,
            households,
            listed,
            by_child: HashMap::new(),
            named_twice: Vec::new(),
            by_postcode: HashMap::new(),
            by_urn: HashMap::new(),
        };
        for (at, household) in households.iter().enumerate() {
            for child in &household.current_children {
                match finder.by_child.entry(plain(child)) {
                    Entry::Occupied(_) => finder.named_twice.push(child),
                    Entry::Vacant(free) => {
                        free.insert(at);
                    }
                }
            }
            if let Some(postcode) = &household.postcode {
                // Two households at one postcode cannot be told apart by it.
                let entry = finder.by_postcode.entry(plain(postcode));
                entry.and_modify(|only| *only = None).or_insert(Some(at));
            }
        }
        for (at, home) in listed.iter().enumerate() {
            finder.by_urn.entry(plain(&home.urn)).or_default().push(at);
        }
        finder
    }

    /// The home of a child, with the rule by which it was found.
    pub fn home_of(&self, child: &LookedAfter) -> (Origin, Vec<&'static Rule>) {
        let row = &self.returns.rows[child.row as usize];
        let raw = self.returns.children.text(child.number);
        let kind = kinds::kind(self.text(row.place));
        let mut rules = Vec::new();
        if let Some(&at) = self.by_child.get(&plain(raw)) {
            let home = self.households[at].home.kind;
            if home == kind || (home.is_fostering() && kind.is_fostering()) {
                rules.push(IN_REGISTER);
                if self.named_twice.contains(&raw) {
                    rules.push(TWO_HOUSEHOLDS);
                }
                return (Origin::Household(at), rules);
            }
            rules.push(REGISTER_DISAGREES);
        }
        let postcode = plain(self.text(row.pl_post));
        if kind.is_fostering()
            && let Some(Some(at)) = self.by_postcode.get(&postcode)
            && self.households[*at].home.kind.is_fostering()
        {
            rules.push(BY_POSTCODE);
            return (Origin::Household(*at), rules);
        }
        if !kind.is_family()
            && let Some((at, rule)) = self.listed_home(row, &postcode)
        {
            rules.push(rule);
            return (Origin::Listed(at), rules);
        }
        rules.push(INFERRED_HOME);
        (Origin::Inferred(self.inferred(row, kind, raw)), rules)
    }

    /// The home with this URN; of a provider's settings, the one at the postcode.
    fn listed_home(&self, row: &Row, postcode: &str) -> Option<(usize, &'static Rule)> {
        let of_urn = self.by_urn.get(&plain(self.text(row.urn)))?;
        if let [only] = of_urn.as_slice() {
            return Some((*only, BY_URN));
        }
        let at_postcode = |at: &&usize| {
            let listed = self.listed[**at].postcode.as_deref().map(plain);
            listed.is_some_and(|listed| listed == postcode && !postcode.is_empty())
        };
        let found = of_urn.iter().find(at_postcode)?;
        Some((*found, BY_SETTING))
    }

    /// What tells a home that no list has from others: kind, provider, URN and full postcode. Where the postcode is
    /// blank or cut short, a child's home is her own.
    fn inferred(&self, row: &Row, kind: HomeKind, child: &str) -> String {
        let (urn, post) = (plain(self.text(row.urn)), plain(self.text(row.pl_post)));
        let provider = self.text(row.provider);
        let is_establishment =
            !kinds::is_household(kind) && !urn.is_empty() && !urn.starts_with("XXX");
        let is_whole = full_postcode(&post).is_some();
        let place = if is_whole || is_establishment {
            post
        } else {
            format!("child {child}")
        };
        format!("{}/{provider}/{urn}/{place}", kind.code())
    }

    fn text(&self, word: crate::import::ssda903::Word) -> &'a str {
        self.returns.words.text(word)
    }
}

/// Letters and figures alone, in capitals.
fn plain(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_uppercase).collect()
}

/// The children of each home, by place among the children looked after.
pub type Residents = BTreeMap<Origin, Vec<usize>>;
