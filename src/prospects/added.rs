//! The prospects of a council, and the council with some of them.

use std::collections::HashSet;

use super::kinds::{KINDS, Kind, SPECIALIST_FEE, SPECIALIST_HOME_FEE, Skill};
use super::usual::{Basis, Usual, profile};
use super::{Prospect, Refused};
use crate::model::{
    Area, Authority, AuthorityIx, Council, Home, HomeKind, NeedsProfile, OfstedGrade,
    PoundsPerWeek, Reach, Sector, Terms,
};

/// Every kind of prospect in every district of the council's own: by district, then in the order of [`KINDS`]. In a
/// market the authority runs it in whose district it would be, and it is like that authority's own homes.
pub fn catalogue(council: &Council) -> Result<Vec<Prospect>, Refused> {
    let areas = council.areas.iter().zip(0..);
    // Two folders of a market may spell the name of one district differently.
    let mut known = HashSet::new();
    let own: Vec<(&Area, u32)> = areas
        .filter(|(a, _)| council.is_ours(&a.authority) && known.insert((&a.code, &a.authority)))
        .collect();
    if own.is_empty() {
        return Err(Refused::NoDistrict);
    }
    // Two authorities of a market may have districts of one code.
    let ids = council.homes.iter().map(|home| home.id.clone());
    let mut taken: HashSet<String> = ids.collect();
    let usuals: Vec<Usuals> = council
        .authority_indices()
        .map(|authority| Usuals::of(council, authority))
        .collect();
    let mut prospects = Vec::with_capacity(own.len() * KINDS.len());
    for (area, at) in own {
        let is = |member: &Authority| member.code == area.authority;
        let whose = council.members.iter().position(is).unwrap_or(0);
        for kind in KINDS {
            let mut prospect = usuals[whose].prospect(kind, area, at);
            while !taken.insert(prospect.home.id.clone()) {
                prospect.home.id.insert_str(0, "new-");
            }
            if council.is_market() {
                let whose = AuthorityIx(whose as u16);
                prospect.home.reach = Reach {
                    run_by: Some(whose),
                    in_area_of: Some(whose),
                    listed_by: vec![whose],
                    only_for: None,
                };
            }
            prospects.push(prospect);
        }
    }
    Ok(prospects)
}

/// The catalogue at what a child there would cost with the fee of specialists, as a plan of provision has it by default.
pub fn with_fees(council: &Council) -> Result<Vec<Prospect>, Refused> {
    let mut prospects = catalogue(council)?;
    for Prospect { kind, home, .. } in &mut prospects {
        let fee = i64::from(kind.fee(SPECIALIST_FEE, SPECIALIST_HOME_FEE));
        home.weekly_cost = home.weekly_cost + PoundsPerWeek::whole(fee);
    }
    Ok(prospects)
}

/// The council with these homes as well, in this order after its own. Indices of children and homes stay what they are.
pub fn with(council: &Council, prospects: &[&Prospect]) -> Council {
    let mut extended = council.clone();
    extended
        .homes
        .extend(prospects.iter().map(|p| p.home.clone()));
    extended
}

/// What the homes of each kind usually are.
struct Usuals {
    foster: Usual,
    childrens_home: Usual,
    supported: Usual,
}

impl Usuals {
    fn of(council: &Council, authority: AuthorityIx) -> Self {
        Self {
            foster: Usual::of(council, authority, HomeKind::Foster),
            childrens_home: Usual::of(council, authority, HomeKind::ChildrensHome),
            supported: Usual::of(council, authority, HomeKind::SupportedAccommodation),
        }
    }

    fn for_kind(&self, kind: HomeKind) -> &Usual {
        match kind {
            HomeKind::ChildrensHome => &self.childrens_home,
            HomeKind::SupportedAccommodation => &self.supported,
            _ => &self.foster,
        }
    }

    fn prospect(&self, kind: &Kind, area: &Area, at: u32) -> Prospect {
        let usual = self.for_kind(kind.kind);
        let id = format!("new-{}-{}", kind.id, area.code);
        let mut home =
            Home::new(&id, kind.kind, Sector::Own, &area.authority).with_places(kind.places);
        home.area = Some(at);
        home.location = Some(area.centre);
        home.terms = Terms {
            age_min: kind.age_min,
            age_max: kind.age_max,
            sex: None,
            types: kind.types(),
            named_children: Vec::new(),
        };
        home.adaptations = kind.adapted();
        // Whoever comes to foster small children is asked for a home without smoke, and homes for many have none.
        home.smoker = Some(false);
        // A fostering service has its grade already; what it would be for one more household is not written down here.
        home.grade = (!kind.kind.is_fostering()).then_some(OfstedGrade::NotYet);
        home.weekly_cost = usual.weekly_cost;
        let skill_from = match kind.skill {
            Skill::Standard => {
                home.capabilities = usual.capabilities;
                usual.from
            }
            Skill::Specialist => {
                home.capabilities = profile(|_| NeedsProfile::MAX);
                Basis::Kind
            }
        };
        Prospect {
            kind: *kind,
            area: at,
            home,
            cost_from: usual.from,
            skill_from,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{HomeStatus, Location, NeedDomain};
    use jiff::civil::date;

    fn council() -> Council {
        let mut council = Council::new("Test", "E06000019", date(2026, 3, 31));
        for (code, authority) in [
            ("A1", "E06000019"),
            ("A2", "E10000034"),
            ("A3", "E06000019"),
        ] {
            council.areas.push(Area {
                code: code.to_owned(),
                name: code.to_owned(),
                authority: authority.to_owned(),
                centre: Location {
                    easting: 350_000,
                    northing: 240_000,
                },
            });
        }
        council
    }

    fn home(council: &mut Council, kind: HomeKind, sector: Sector, pounds: i64, level: u8) {
        let id = format!("H{}", council.homes.len());
        let mut home = Home::new(&id, kind, sector, "E06000019");
        home.weekly_cost = PoundsPerWeek::whole(pounds);
        home.capabilities = profile(|_| level);
        council.homes.push(home);
    }

    fn of<'a>(prospects: &'a [Prospect], id: &str) -> &'a Prospect {
        prospects.iter().find(|p| p.kind.id == id).unwrap()
    }

    #[test]
    fn a_specialist_s_fee_comes_on_top_of_the_usual_cost_and_nobody_else_s() {
        let (bare, priced) = (
            catalogue(&council()).unwrap(),
            with_fees(&council()).unwrap(),
        );
        let fee = |id: &str| {
            let cost = |all: &[Prospect]| of(all, id).home.weekly_cost.pence();
            (cost(&priced) - cost(&bare)) / 100
        };
        for (id, pounds) in [
            ("foster-0-17-1-standard", 0),
            ("foster-0-17-3-specialist", 250),
            ("foster-wheelchair", 250),
            ("home-8-17-2-standard", 0),
            ("home-8-17-4-specialist", 1_000),
        ] {
            assert_eq!(fee(id), pounds, "{id}");
        }
    }

    #[test]
    fn there_is_one_of_each_kind_in_each_district_of_the_authority() {
        let prospects = catalogue(&council()).unwrap();
        assert_eq!(prospects.len(), 2 * KINDS.len());
        assert!(prospects.iter().all(|p| p.area != 1));
        let first = &prospects[0];
        assert_eq!(first.home.id, "new-foster-0-4-1-standard-A1");
        assert_eq!(first.home.status, HomeStatus::Available);
        assert_eq!(first.home.location.unwrap().easting, 350_000);
    }

    #[test]
    fn figures_are_those_of_the_council_s_own_homes_where_it_has_any() {
        let mut council = council();
        for (pounds, level) in [(400, 1), (500, 2), (900, 3)] {
            home(&mut council, HomeKind::Foster, Sector::Own, pounds, level);
        }
        home(&mut council, HomeKind::Foster, Sector::Private, 1_000, 0);
        home(
            &mut council,
            HomeKind::ChildrensHome,
            Sector::Private,
            5_000,
            3,
        );
        home(&mut council, HomeKind::Foster, Sector::Own, 1, 0);
        council.homes[5].status = HomeStatus::Closed;
        let prospects = catalogue(&council).unwrap();
        let foster = of(&prospects, "foster-11-17-2-standard");
        assert_eq!(foster.home.weekly_cost, PoundsPerWeek::whole(500));
        assert_eq!(foster.home.capabilities.level(NeedDomain::Health), 2);
        assert_eq!(
            (foster.cost_from, foster.skill_from),
            (Basis::OwnHomes, Basis::OwnHomes)
        );
        let specialist = of(&prospects, "foster-11-17-2-specialist");
        assert_eq!(specialist.home.capabilities.level(NeedDomain::Health), 3);
        assert_eq!(specialist.skill_from, Basis::Kind);
        let solo = of(&prospects, "home-8-17-1-standard");
        assert_eq!(solo.home.weekly_cost, PoundsPerWeek::whole(5_000));
        assert_eq!(solo.cost_from, Basis::AllHomes);
        let supported = of(&prospects, "supported-16-17-4");
        assert_eq!(supported.home.weekly_cost, PoundsPerWeek::whole(741));
        assert_eq!(
            (supported.cost_from, supported.home.places),
            (Basis::Reference, 4)
        );
    }

    #[test]
    fn an_id_that_the_folder_has_already_is_not_taken_again() {
        let mut council = council();
        for id in [
            "new-foster-0-4-1-standard-A1",
            "new-new-foster-0-4-1-standard-A1",
        ] {
            let home = Home::new(id, HomeKind::Foster, Sector::Own, "E06000019");
            council.homes.push(home);
        }
        let prospects = catalogue(&council).unwrap();
        assert_eq!(prospects[0].home.id, "new-new-new-foster-0-4-1-standard-A1");
        let extended = with(&council, &[&prospects[0], &prospects[1]]);
        let ids: HashSet<&str> = extended.homes.iter().map(|home| home.id.as_str()).collect();
        assert_eq!((extended.homes.len(), ids.len()), (4, 4));
        assert_eq!(extended.homes[2].id, prospects[0].home.id);
    }

    #[test]
    fn in_a_market_each_authority_would_run_what_stands_in_its_districts() {
        let mut market = council();
        market.code = String::new();
        market.members = ["E06000019", "E10000034"]
            .map(|code| Authority {
                name: code.to_owned(),
                code: code.to_owned(),
                short: code.to_owned(),
                adjoining: Vec::new(),
                partners: Vec::new(),
                policy: crate::model::Policy::default(),
            })
            .to_vec();
        for (at, pounds) in [(0, 400), (1, 900)] {
            home(&mut market, HomeKind::Foster, Sector::Own, pounds, 1);
            market.homes[at].reach.run_by = Some(AuthorityIx(at as u16));
        }
        // Districts of one code, in two authorities.
        market.areas[1].code = "A1".to_owned();
        let prospects = catalogue(&market).unwrap();
        assert_eq!(prospects.len(), 3 * KINDS.len());
        let ids: HashSet<&str> = prospects.iter().map(|p| p.home.id.as_str()).collect();
        assert_eq!(ids.len(), prospects.len());
        for (p, whose, pounds) in [
            (&prospects[0], 0, 400),
            (&prospects[KINDS.len()], 1, 900),
            (&prospects[2 * KINDS.len()], 0, 400),
        ] {
            assert_eq!(p.home.reach.run_by, Some(AuthorityIx(whose)));
            assert_eq!(p.home.authority, market.members[usize::from(whose)].code);
            assert_eq!(p.home.weekly_cost, PoundsPerWeek::whole(pounds));
        }
    }

    #[test]
    fn a_council_without_districts_is_refused() {
        let mut empty = council();
        empty.areas.truncate(2);
        empty.areas.remove(0);
        assert_eq!(catalogue(&empty), Err(Refused::NoDistrict));
    }
}
