//! What could be recruited, opened or converted, and the council with all of it.

use super::costs::Costs;
use crate::model::{ApprovalType, Council, HomeIx, HomeKind, HomeStatus, PoundsPerWeek, Sector};
use crate::prospects::{self, Prospect, Refused, Skill};

/// What is done to have more provision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// A foster household is recruited.
    Recruit,
    /// A home is opened.
    Open,
    /// An agency's household comes over to the authority.
    Convert,
}

impl What {
    /// The word in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Recruit => "recruit",
            Self::Open => "open",
            Self::Convert => "convert",
        }
    }
}

/// Something that could be bought, so many times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What is done.
    pub what: What,
    /// Id of the kind of home; `agency-foster` for a household that comes over.
    pub kind: &'static str,
    /// The kind for people.
    pub name: String,
    /// District, as an index into the council's areas.
    pub district: Option<u32>,
    /// The home, in the council with everything that is on offer.
    pub home: HomeIx,
    /// Most of it.
    pub most: i64,
    /// Places.
    pub places: i64,
    /// Pence a week for each, whoever lives there: retainer, what is paid once, and all places of a home as if empty.
    pub weekly: i64,
    /// Pence a week that a child who lives there takes off it.
    pub filled: i64,
    /// Pounds, once.
    pub once: i64,
    /// Months until the first child can come.
    pub months: i64,
}

/// The council with everything that is on offer.
#[derive(Debug)]
pub struct Ground {
    /// One of each kind of home in each district, at what it would cost.
    pub prospects: Vec<Prospect>,
    /// What is on offer: prospects in their order, then households that could come over.
    pub offers: Vec<Offer>,
    /// Homes that the council has already.
    pub homes: usize,
    /// What a child in a household that has come over costs: the usual unit cost of the council's own.
    pub in_house: PoundsPerWeek,
}

impl Ground {
    /// Looks at what could be had.
    pub fn of(council: &Council, costs: &Costs) -> Result<Self, Refused> {
        Self::after(council.homes.len(), council, costs)
    }

    /// The same for samples with so many homes.
    pub fn after(first: usize, council: &Council, costs: &Costs) -> Result<Self, Refused> {
        if council.is_market() {
            let members = council.members.len();
            return Err(Refused::Market { members });
        }
        let mut prospects = prospects::catalogue(council)?;
        let usual = prospects
            .iter()
            .find(|p| p.kind.kind == HomeKind::Foster && p.kind.skill == Skill::Standard);
        let in_house = usual.map_or(PoundsPerWeek::default(), |p| p.home.weekly_cost);
        prospects
            .retain(|p| costs.kinds.is_empty() || costs.kinds.iter().any(|id| id == p.kind.id));
        for prospect in &mut prospects {
            let fee = PoundsPerWeek::whole(costs.fee(&prospect.kind));
            prospect.home.weekly_cost = prospect.home.weekly_cost + fee;
        }
        let mut offers: Vec<Offer> = prospects
            .iter()
            .enumerate()
            .map(|(i, prospect)| new_home(prospect, HomeIx((first + i) as u32), costs))
            .collect();
        offers.extend(conversions(council, costs));
        Ok(Self {
            prospects,
            offers,
            homes: first,
            in_house,
        })
    }

    /// Offers by kind, in the order of the first of each: the same thing in all districts, and all households that could come
    /// over.
    pub fn by_kind(&self) -> Vec<Vec<usize>> {
        let mut kinds: Vec<((What, &str), Vec<usize>)> = Vec::new();
        for (at, offer) in self.offers.iter().enumerate() {
            let kind = (offer.what, offer.kind);
            match kinds.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, offers)) => offers.push(at),
                None => kinds.push((kind, vec![at])),
            }
        }
        kinds.into_iter().map(|(_, offers)| offers).collect()
    }

    /// How much of each kind is bought, wherever it is.
    pub fn mix(&self, bought: &[i64]) -> Vec<i64> {
        let kinds = self.by_kind().into_iter();
        kinds
            .map(|offers| offers.into_iter().map(|at| bought[at]).sum())
            .collect()
    }

    /// Some of what is on offer: everything for which `keeps` says so, by position.
    pub fn only(&self, keeps: impl Fn(usize, &Offer) -> bool) -> Self {
        let (mut prospects, mut offers) = (Vec::new(), Vec::new());
        for (at, offer) in self.offers.iter().enumerate() {
            if !keeps(at, offer) {
                continue;
            }
            let mut offer = offer.clone();
            if let Some(prospect) = self.prospect(&offer) {
                offer.home = HomeIx((self.homes + prospects.len()) as u32);
                prospects.push(prospect.clone());
            }
            offers.push(offer);
        }
        Self {
            prospects,
            offers,
            homes: self.homes,
            in_house: self.in_house,
        }
    }

    /// A council with one of each prospect after its own homes.
    pub fn with_prospects(&self, council: &Council) -> Council {
        let all: Vec<&Prospect> = self.prospects.iter().collect();
        prospects::with(council, &all)
    }

    /// A council in which these households have come over.
    pub fn come_over(&self, council: &mut Council, homes: impl Iterator<Item = HomeIx>) {
        for home in homes {
            let home = &mut council.homes[home.at()];
            home.sector = Sector::Own;
            home.weekly_cost = self.in_house;
        }
    }

    /// The offer by which a household of the council comes over.
    pub fn conversion(&self, home: HomeIx) -> Option<usize> {
        let is_it = |o: &Offer| o.what == What::Convert && o.home == home;
        self.offers.iter().position(is_it)
    }

    /// The prospect behind an offer of a new home.
    pub fn prospect(&self, offer: &Offer) -> Option<&Prospect> {
        self.prospects.get(offer.home.at().checked_sub(self.homes)?)
    }
}

fn new_home(prospect: &Prospect, home: HomeIx, costs: &Costs) -> Offer {
    let (kind, places) = (&prospect.kind, i64::from(prospect.kind.places));
    let once = costs.once(kind);
    let retainer = costs.retainer(kind) * 100;
    let filled = costs.empty_place(kind, prospect.home.weekly_cost.pence());
    let what = if kind.kind.is_fostering() {
        What::Recruit
    } else {
        What::Open
    };
    Offer {
        what,
        kind: kind.id,
        name: kind.name.to_owned(),
        district: Some(prospect.area),
        home,
        most: i64::from(costs.most_of_each),
        places,
        weekly: costs.spread(once) + retainer + filled * places,
        filled,
        once,
        months: costs.months(kind),
    }
}

/// Agency households in which only the council's own children live, at least one.
fn conversions(council: &Council, costs: &Costs) -> Vec<Offer> {
    let mut houses_ours = vec![false; council.homes.len()];
    for placement in &council.placements {
        houses_ours[placement.home.at()] = true;
    }
    let agency = |sector| matches!(sector, Sector::Private | Sector::Voluntary);
    let could = council.home_indices().filter(|ix| {
        let home = council.home(*ix);
        home.kind == HomeKind::Foster
            && agency(home.sector)
            && home.approval == ApprovalType::Full
            && home.status != HomeStatus::Closed
            && home.occupied_by_others == 0
            && houses_ours[ix.at()]
    });
    let offer = |ix: HomeIx| {
        let home = council.home(ix);
        let once = i64::from(costs.conversion_once);
        Offer {
            what: What::Convert,
            kind: "agency-foster",
            name: "agency foster household that comes over".to_owned(),
            district: home.area,
            home: ix,
            most: 1,
            places: i64::from(home.places),
            weekly: costs.spread(once) + i64::from(costs.foster_retainer) * 100,
            filled: 0,
            once,
            months: i64::from(costs.conversion_months),
        }
    };
    could.map(offer).collect()
}
