//! What new provision costs, how long it takes and how much of it there can be: one table, all of it local.
//!
//! **Assumptions.** Nothing published says what it costs one authority to recruit a household, to open a home or to
//! support a step-down, nor how long each takes. The defaults here are round figures to begin with, and every output
//! says so; put the council's own in a file (`plan --costs`). Two defaults are derived from published figures, and only
//! these: how many foster places can be recruited, and how many homes opened, in the years of a plan.

use serde::{Deserialize, Serialize};

use crate::model::{Council, HomeKind};
use crate::prospects::{Kind, SPECIALIST_FEE, SPECIALIST_HOME_FEE};

/// Said wherever a default of this table is used.
pub const ASSUMPTIONS: &str = "Costs of recruiting, opening, converting and supporting, and lead times, are assumptions \
     of this program where they are not the council's own: no published figure is behind them.";

/// Foster places that authorities approve in a year for every thousand children looked after: 4,055 households approved
/// in England in 2023-24, 45% of them by authorities (The Fostering Network), with 2.1 places each (69,825 places in
/// 33,435 mainstream households, Ofsted, 31 March 2025), for 81,770 children looked after: 46.9. Households that leave
/// are not taken off.
const PLACES_A_YEAR_PER_THOUSAND: u64 = 47;

/// Homes that authorities opened in a year for every ten thousand children looked after: 404 run by authorities in 2024,
/// 31% more than a year before (Children and Young People Now), so 96 more, for 81,770 children: 11.7.
const HOMES_A_YEAR_PER_TEN_THOUSAND: u64 = 12;

/// Costs, lead times and limits of a plan. Pounds and months are whole numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Costs {
    /// Years over which what is paid once is spread, and in which the plan is carried out: sufficiency strategies run
    /// for three.
    pub years: u32,
    /// Ids of the kinds of home to look at; all of them if none is named.
    pub kinds: Vec<String>,
    /// Most homes of one kind in one district.
    pub most_of_each: u32,
    /// Most foster places to recruit in all; derived from published approvals if not given.
    pub most_foster_places: Option<u32>,
    /// Most homes to open in all; derived from published openings if not given.
    pub most_homes: Option<u32>,
    /// Most agency households that come over to the authority.
    pub most_conversions: u32,
    /// Pounds, once: to recruit, assess and approve a foster household of one place.
    pub foster_once: u32,
    /// Pounds, once: for each further place.
    pub foster_place_once: u32,
    /// Pounds, once: where the household is to be approved for any age.
    pub foster_any_age_once: u32,
    /// Pounds, once: where it is to be a specialist, adapted, or for parent and child.
    pub foster_specialist_once: u32,
    /// Pounds a week for a foster household, whether children live there or not.
    pub foster_retainer: u32,
    /// Pounds a week for a specialist household, on top of that.
    pub specialist_retainer: u32,
    /// Pounds a week for each child in a specialist foster household, on top of the usual unit cost.
    pub specialist_fee: u32,
    /// Pounds, once: to open a children's home.
    pub home_once: u32,
    /// Pounds, once: for each place of it.
    pub home_place_once: u32,
    /// Pounds a week for each child in a specialist children's home, on top of the usual unit cost.
    pub specialist_home_fee: u32,
    /// Pounds, once: for each place of supported accommodation.
    pub supported_place_once: u32,
    /// Share of the unit cost that an empty place of a home costs, per cent: staff are there whoever lives there.
    pub empty_place_percent: u32,
    /// Pounds, once: for an agency household that comes over.
    pub conversion_once: u32,
    /// Pounds a week of support for a child who steps down from a children's home to a family.
    pub step_down_support: u32,
    /// Months until a foster household can take its first child.
    pub foster_months: u32,
    /// Months more for a specialist household.
    pub specialist_months: u32,
    /// Months until a children's home is registered and open.
    pub home_months: u32,
    /// Months until supported accommodation is registered and open.
    pub supported_months: u32,
    /// Months until an agency household has come over.
    pub conversion_months: u32,
    /// Months to prepare a step-down.
    pub step_down_months: u32,
}

impl Default for Costs {
    fn default() -> Self {
        Self {
            years: 3,
            kinds: Vec::new(),
            most_of_each: 5,
            most_foster_places: None,
            most_homes: None,
            most_conversions: 10,
            foster_once: 10_000,
            foster_place_once: 5_000,
            foster_any_age_once: 2_500,
            foster_specialist_once: 10_000,
            foster_retainer: 50,
            specialist_retainer: 150,
            specialist_fee: SPECIALIST_FEE,
            home_once: 250_000,
            home_place_once: 100_000,
            specialist_home_fee: SPECIALIST_HOME_FEE,
            supported_place_once: 25_000,
            empty_place_percent: 100,
            conversion_once: 15_000,
            step_down_support: 300,
            foster_months: 8,
            specialist_months: 4,
            home_months: 18,
            supported_months: 12,
            conversion_months: 6,
            step_down_months: 6,
        }
    }
}

impl Costs {
    /// Pence a week of what is paid once, spread over the plan's years of 365 days and rounded up.
    pub fn spread(&self, pounds: i64) -> i64 {
        let days = 365 * i64::from(self.years.max(1));
        (pounds * 700 + days - 1) / days
    }

    /// Foster places that can be recruited in the plan's years.
    pub fn foster_places(&self, council: &Council) -> u32 {
        let derived = self.by_rate(council, PLACES_A_YEAR_PER_THOUSAND, 1_000);
        self.most_foster_places.unwrap_or(derived)
    }

    /// Homes that can be opened in the plan's years.
    pub fn homes(&self, council: &Council) -> u32 {
        let derived = self.by_rate(council, HOMES_A_YEAR_PER_TEN_THOUSAND, 10_000);
        self.most_homes.unwrap_or(derived)
    }

    /// A yearly rate over the plan's years, rounded up.
    fn by_rate(&self, council: &Council, rate: u64, children: u64) -> u32 {
        let all = council.children.len() as u64 * rate * u64::from(self.years);
        u32::try_from(all.div_ceil(children)).unwrap_or(u32::MAX)
    }

    /// What a prospect costs once, in pounds.
    pub fn once(&self, kind: &Kind) -> i64 {
        let places = i64::from(kind.places);
        match kind.kind {
            HomeKind::ChildrensHome => {
                i64::from(self.home_once) + places * i64::from(self.home_place_once)
            }
            HomeKind::SupportedAccommodation => places * i64::from(self.supported_place_once),
            _ => {
                let of = |pounds: u32, so: bool| if so { i64::from(pounds) } else { 0 };
                let is_any_age = kind.age_min == 0 && kind.age_max >= 17;
                let further = (places - 1) * i64::from(self.foster_place_once);
                i64::from(self.foster_once)
                    + further
                    + of(self.foster_any_age_once, is_any_age)
                    + of(self.foster_specialist_once, kind.is_special())
            }
        }
    }

    /// What a prospect costs a week whoever lives there beside its places, in pounds.
    pub fn retainer(&self, kind: &Kind) -> i64 {
        let ordinary = i64::from(self.foster_retainer);
        match kind.kind {
            HomeKind::ChildrensHome | HomeKind::SupportedAccommodation => 0,
            _ if kind.is_special() => ordinary + i64::from(self.specialist_retainer),
            _ => ordinary,
        }
    }

    /// Pounds a week for each child on top of the usual unit cost.
    pub fn fee(&self, kind: &Kind) -> i64 {
        i64::from(kind.fee(self.specialist_fee, self.specialist_home_fee))
    }

    /// Months until a prospect can take its first child.
    pub fn months(&self, kind: &Kind) -> i64 {
        let ordinary = i64::from(self.foster_months);
        match kind.kind {
            HomeKind::ChildrensHome => i64::from(self.home_months),
            HomeKind::SupportedAccommodation => i64::from(self.supported_months),
            _ if kind.is_special() => ordinary + i64::from(self.specialist_months),
            _ => ordinary,
        }
    }

    /// Pence a week that an empty place of a prospect costs.
    pub fn empty_place(&self, kind: &Kind, unit_pence: i64) -> i64 {
        match kind.kind {
            HomeKind::ChildrensHome | HomeKind::SupportedAccommodation => {
                unit_pence * i64::from(self.empty_place_percent) / 100
            }
            _ => 0,
        }
    }
}

/// The lowest and the highest that a number of the table can be; `None` for a name that is no number of it. Whatever is
/// within them can be added up.
pub fn range(name: &str) -> Option<(u32, u32)> {
    Some(match name {
        "years" => (1, 30),
        "empty_place_percent" => (0, 100),
        "most_of_each" | "most_foster_places" | "most_homes" | "most_conversions" => (0, 100_000),
        "foster_retainer"
        | "specialist_retainer"
        | "specialist_fee"
        | "specialist_home_fee"
        | "step_down_support" => (0, 100_000),
        _ if name.ends_with("_months") => (0, 600),
        _ if name.ends_with("_once") => (0, 100_000_000),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_paid_once_is_spread_and_rounded_up() {
        let costs = Costs::default();
        // 10,950 pounds over 1,095 days are 10 pounds a day.
        assert_eq!(costs.spread(10_950), 7_000);
        assert_eq!(costs.spread(10_951), 7_001);
        assert_eq!(costs.spread(0), 0);
    }

    #[test]
    fn every_number_has_a_range_and_the_dearest_can_be_added_up() {
        let defaults = serde_json::to_value(Costs::default()).unwrap();
        let mut dearest = defaults.clone();
        for (name, value) in defaults.as_object().unwrap() {
            if name == "kinds" {
                continue;
            }
            let (least, most) = range(name).unwrap_or_else(|| panic!("{name}"));
            let default = value.as_u64();
            assert!(default.is_none_or(|d| (u64::from(least)..=u64::from(most)).contains(&d)));
            dearest[name] = most.into();
        }
        let dearest: Costs = serde_json::from_value(dearest).unwrap();
        for kind in crate::prospects::KINDS {
            let weekly = dearest.spread(dearest.once(kind)) + dearest.retainer(kind) * 100;
            // A hundred thousand of them are still far from the end of whole numbers.
            assert!(weekly * 100_000 < i64::MAX / 1_000, "{}", kind.id);
            assert!(dearest.months(kind) <= 1_200);
        }
    }

    #[test]
    fn limits_follow_published_rates_unless_they_are_given() {
        let mut council = Council::new("Test", "E06000019", date(2026, 3, 31));
        let child = crate::model::Child::new(
            "C",
            date(2015, 1, 1),
            crate::model::Sex::Female,
            date(2026, 1, 1),
        );
        council.children = vec![child; 350];
        let costs = Costs::default();
        assert_eq!(
            (costs.foster_places(&council), costs.homes(&council)),
            (50, 2)
        );
        let own = Costs {
            most_foster_places: Some(7),
            ..costs
        };
        assert_eq!(own.foster_places(&council), 7);
    }

    #[test]
    fn more_places_skill_and_ages_cost_more() {
        let costs = Costs::default();
        let kind = |id: &str| crate::prospects::KINDS.iter().find(|k| k.id == id).unwrap();
        let once = |id: &str| costs.once(kind(id));
        assert_eq!(once("foster-0-4-1-standard"), 10_000);
        assert_eq!(once("foster-0-4-3-standard"), 20_000);
        assert_eq!(once("foster-0-17-1-standard"), 12_500);
        assert_eq!(once("foster-0-4-1-specialist"), 20_000);
        // Approved for any age, and a specialist: both.
        assert_eq!(once("foster-0-17-3-specialist"), 32_500);
        assert_eq!(once("home-8-17-4-standard"), 650_000);
        assert_eq!(
            costs.empty_place(kind("home-8-17-4-standard"), 500_000),
            500_000
        );
        assert_eq!(costs.empty_place(kind("foster-0-4-1-standard"), 50_000), 0);
        assert_eq!(costs.months(kind("foster-wheelchair")), 12);
    }
}
