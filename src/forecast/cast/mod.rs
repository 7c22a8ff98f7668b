//! Who plays in a simulation of children and homes: records of children that those who come are like, the homes of today,
//! and homes that could be recruited or opened.
//!
//! Every pair is judged by the duties themselves ([`crate::candidates::judge`]): a child in the simulation is a record of
//! the council's list at some age, so that the verdict on record, age and home is worked out once and then looked up.

mod options;
mod records;
mod setting;

pub use options::{Offer, Offers};
pub use records::Records;
pub use setting::Setting;

use std::sync::OnceLock;

use crate::candidates::{Judged, Nearby, judge};
use crate::duties::{Duty, Facts, Household};
use crate::model::{
    AuthorityIx, Child, ChildIx, Council, Date, HomeIx, HomeKind, HomeStatus, Miles, PlacementType,
};
use crate::prospects::{self, Prospect};

/// Ages in years that a child can be.
pub const AGES: usize = 18;

/// The council at every age: the same homes, all empty and taking referrals, and the same children, all of one age and
/// strangers to one another.
#[derive(Debug)]
pub struct Stages {
    /// By age.
    councils: Vec<Council>,
    /// Homes that could exist, the last of every council.
    pub prospects: Vec<Prospect>,
    /// The first of them.
    pub first_prospect: HomeIx,
}

impl Stages {
    /// Of a council, with homes of these kinds that could exist in each of its districts; one without districts has none.
    pub fn of(council: &Council, kinds: &[&str]) -> Self {
        let mut prospects = if kinds.is_empty() {
            Vec::new()
        } else {
            prospects::catalogue(council).unwrap_or_default()
        };
        prospects.retain(|prospect| kinds.contains(&prospect.kind.id));
        let with: Vec<&Prospect> = prospects.iter().collect();
        let mut extended = prospects::with(council, &with);
        for home in &mut extended.homes {
            if home.status != HomeStatus::Closed {
                home.status = HomeStatus::Available;
            }
            home.held_until = None;
            home.occupied_by_others = 0;
        }
        extended.placements.clear();
        extended.sibling_links.clear();
        extended.episodes.clear();
        extended.short_breaks.clear();
        // What was assessed or approved of a child and a home is of that child on that day.
        extended.assessments.clear();
        extended.approvals.clear();
        let councils = (0..AGES as u8).map(|age| at_age(&extended, age)).collect();
        Self {
            councils,
            first_prospect: HomeIx(council.homes.len() as u32),
            prospects,
        }
    }
}

fn at_age(council: &Council, age: u8) -> Council {
    let mut council = council.clone();
    let as_at = council.as_at;
    for child in &mut council.children {
        let years = i32::from(age) - i32::from(child.age_on(as_at));
        child.born = child.born.saturating_sub(jiff::Span::new().years(years));
        child.entered_care = child.entered_care.max(child.born);
        child.year_group = child.year_group.map(|year| {
            let then = i32::from(year) + years;
            then.clamp(0, 13) as u8
        });
        if child.year_group.is_none() {
            child.year_group = age.checked_sub(5);
        }
        child.flags.plan_to_move = false;
        child.flags.emergency = false;
        if child.wanted == PlacementType::Emergency {
            child.wanted = PlacementType::Short;
        }
        child.incompatible.clear();
        child.wishes_for.clear();
        child.wishes_against.clear();
    }
    council
}

/// What one child in one home is worth telling apart from the tiers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Where {
    /// Miles from the child's home; `None` where a place is not known.
    pub miles: Option<Miles>,
    /// Whether in the authority's area.
    pub in_area: bool,
    /// Whether the school has to change; `None` where there is none.
    pub changes_school: Option<bool>,
    /// Whether an approval was needed.
    pub approvals: u8,
}

/// The council with everything judged that is asked.
pub struct Cast<'a> {
    /// By age.
    facts: Vec<Facts<'a>>,
    /// The stages.
    pub stages: &'a Stages,
    nearby: Nearby,
    /// The duties of each tier that is about a placed child, with weights.
    terms: Vec<Vec<(&'static dyn Duty, i64)>>,
    /// The tier that counts approvals, and what one more adds to it.
    approval: Option<(usize, i64)>,
    offers: Vec<OnceLock<Offers>>,
    /// Records by setting, age and stream.
    pub records: Records,
}

impl<'a> Cast<'a> {
    /// Prepares a council.
    pub fn of(council: &Council, stages: &'a Stages) -> Self {
        let facts: Vec<Facts> = stages.councils.iter().map(Facts::of).collect();
        let children = council.children.len();
        let terms = options::terms(council);
        let approval = terms.iter().enumerate().find_map(|(tier, terms)| {
            let of = terms.iter().find(|(duty, _)| duty.card().code == "D25");
            of.map(|(_, weight)| (tier, *weight))
        });
        Self {
            approval,
            nearby: Nearby::of(&stages.councils[0]),
            terms,
            offers: (0..children * AGES).map(|_| OnceLock::new()).collect(),
            records: Records::of(council),
            facts,
            stages,
        }
    }

    /// The council as the stages have it.
    pub fn council(&self) -> &'a Council {
        self.facts[0].council
    }

    /// Day of the data.
    pub fn as_at(&self) -> Date {
        self.council().as_at
    }

    /// Tiers that tell placed children apart.
    pub fn tiers(&self) -> usize {
        self.terms.len()
    }

    /// The homes that a record of this age could have, best first.
    pub fn offers(&self, record: ChildIx, age: u8) -> &Offers {
        let age = usize::from(age).min(AGES - 1);
        self.offers[record.at() * AGES + age].get_or_init(|| self.find(record, age))
    }

    /// What a home is worth to a record of this age, whether or not it is among the best; `None` where a duty bars it.
    pub fn offer(&self, record: ChildIx, age: u8, home: HomeIx) -> Option<Offer> {
        let facts = &self.facts[usize::from(age).min(AGES - 1)];
        let pair = facts.pair(record, home);
        let household = Household::new(facts, home, &[]);
        let Judged::Usable(approvals) = judge(&pair, &household) else {
            return None;
        };
        let approvals = approvals.len() as u8;
        Some(Offer {
            home,
            approvals,
            values: options::values(&self.terms, &pair, approvals),
        })
    }

    /// Adds bedrooms that have to be shared to what a plan adds to each tier: each takes an approval.
    pub fn add_shares(&self, shares: usize, tiers: &mut [i64]) {
        if let Some((tier, weight)) = self.approval
            && let Some(sum) = tiers.get_mut(tier)
        {
            *sum += weight * shares as i64;
        }
    }

    fn find(&self, record: ChildIx, age: usize) -> Offers {
        let facts = &self.facts[age];
        let homes = self.nearby.homes_for(facts, record).into_iter();
        let is_market = |home: &HomeIx| {
            let home = facts.council.home(*home);
            home.status != HomeStatus::Closed && home.kind != HomeKind::Connected
        };
        let found = homes
            .filter(is_market)
            .filter_map(|home| self.offer(record, age as u8, home));
        Offers::of(found.collect(), facts.council)
    }

    /// A record at an age.
    pub fn at_age(&self, record: ChildIx, age: u8) -> &'a Child {
        self.facts[usize::from(age).min(AGES - 1)]
            .council
            .child(record)
    }

    /// Where a record in a home is.
    pub fn place(&self, record: ChildIx, age: u8, home: HomeIx, approvals: u8) -> Where {
        let pair = self.facts[usize::from(age).min(AGES - 1)].pair(record, home);
        Where {
            miles: pair.miles_to_home(),
            in_area: self.in_area(home),
            changes_school: pair.miles_to_school().map(|_| pair.changes_school()),
            approvals,
        }
    }

    fn in_area(&self, home: HomeIx) -> bool {
        use crate::model::AreaClass;
        let council = self.council();
        let class = council.area_class(AuthorityIx::default(), &council.home(home).authority);
        class == AreaClass::InArea
    }
}
