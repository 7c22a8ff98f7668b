//! Placements within a category: their shares of the reference period, and of the forecast (step 14 of the method, without
//! its costs).

use super::part::Part;
use super::span::Span;
use super::state::{Category, PerState, State};
use crate::model::{Date, days_between};

/// A kind of placement within a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Foster homes of relatives and friends.
    Relative,
    /// Other foster homes of the authority's own, or of another authority.
    FosterInHouse,
    /// Foster homes of agencies.
    FosterAgency,
    /// Children's homes and schools of authorities.
    ResidentialInHouse,
    /// Children's homes and schools of other providers.
    ResidentialExternal,
    /// Supported accommodation and living.
    Supported,
    /// Secure homes.
    Secure,
    /// With parents.
    Family,
    /// Everything else, also a placement whose provider is not recorded.
    Other,
}

impl Detail {
    /// Every detail, by category.
    pub const ALL: [Self; 9] = [
        Self::Relative,
        Self::FosterInHouse,
        Self::FosterAgency,
        Self::ResidentialInHouse,
        Self::ResidentialExternal,
        Self::Supported,
        Self::Secure,
        Self::Family,
        Self::Other,
    ];

    /// The detail of codes of placement and provider as they were returned.
    pub fn of(place: Option<&str>, provider: Option<&str>) -> Self {
        let own = matches!(provider, Some("PR1" | "PR2" | "PR3"));
        let agency = matches!(provider, Some("PR4" | "PR5"));
        match place {
            Some("U1" | "U2" | "U3") => Self::Relative,
            Some("U4" | "U5" | "U6") if own => Self::FosterInHouse,
            Some("U4" | "U5" | "U6") if agency => Self::FosterAgency,
            Some("K2" | "R1" | "P3" | "S1") if own => Self::ResidentialInHouse,
            Some("K2" | "R1" | "P3" | "S1") if agency => Self::ResidentialExternal,
            Some("H5" | "P2" | "K3") => Self::Supported,
            Some("K1") => Self::Secure,
            Some("P1") => Self::Family,
            _ => Self::Other,
        }
    }

    /// The category that it is a part of.
    pub const fn category(self) -> Category {
        match self {
            Self::Relative | Self::FosterInHouse | Self::FosterAgency => Category::Fostering,
            Self::ResidentialInHouse | Self::ResidentialExternal => Category::Residential,
            Self::Supported => Category::Supported,
            Self::Secure | Self::Family | Self::Other => Category::Other,
        }
    }

    /// The method's own label.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Relative => "Fostering (Friend/Relative)",
            Self::FosterInHouse => "Fostering (In-house)",
            Self::FosterAgency => "Fostering (IFA)",
            Self::ResidentialInHouse => "Residential (In-house)",
            Self::ResidentialExternal => "Residential (External)",
            Self::Supported => "Supported accommodation",
            Self::Secure => "Secure home",
            Self::Family => "Placed with family",
            Self::Other => "Other",
        }
    }
}

/// Shares of details in their categories, and children by detail.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Share of the person-days of its category in the reference period, 0 to 1, in the order of [`Detail::ALL`].
    pub shares: [f64; 9],
    /// Children by detail on each day of the forecast.
    pub daily: Vec<(Date, [f64; 9])>,
    /// Categories in which nobody was in the reference period: their details have no shares.
    pub unknown: Vec<Category>,
}

impl Details {
    /// Shares of the reference period, and a forecast shared out by them: each state is rounded to whole children first,
    /// half to even.
    pub fn of(parts: &[Part], reference: Span, path: &[(Date, PerState<f64>)]) -> Self {
        let mut days = [0_i64; 9];
        for part in parts {
            days[part.detail as usize] += days_within(part, reference);
        }
        let whole = |category| -> i64 {
            let of_it = Detail::ALL.into_iter().filter(|d| d.category() == category);
            of_it.map(|detail| days[detail as usize]).sum()
        };
        let mut shares = [0.0; 9];
        for detail in Detail::ALL {
            let whole = whole(detail.category());
            if whole > 0 {
                shares[detail as usize] = days[detail as usize] as f64 / whole as f64;
            }
        }
        let in_care = Category::ALL
            .into_iter()
            .filter(|c| *c != Category::NotInCare);
        Self {
            shares,
            daily: path
                .iter()
                .map(|(day, count)| (*day, shared(count, &shares)))
                .collect(),
            unknown: in_care.filter(|category| whole(*category) <= 0).collect(),
        }
    }
}

/// Days of a period on whose evening the child was there. A part that ends before it begins counts against it, as it does
/// in the stock.
fn days_within(part: &Part, period: Span) -> i64 {
    let from = |day: Date| i64::from((days_between(day, period.last) + 1).clamp(0, period.days()));
    from(part.start) - part.end.map_or(0, from)
}

fn shared(count: &PerState<f64>, shares: &[f64; 9]) -> [f64; 9] {
    Detail::ALL.map(|detail| {
        let of_it = State::all().filter(|state| state.category == detail.category());
        let whole: f64 = of_it.map(|state| count[state].round_ties_even()).sum();
        whole * shares[detail as usize]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::stock_flow::part::parts;
    use crate::forecast::stock_flow::stay::stays;
    use crate::forecast::stock_flow::testing::{day, row, span, state};

    const BORN: &str = "2010-06-01";

    #[test]
    fn codes_have_the_details_of_the_method() {
        let of = |place, provider| Detail::of(Some(place), Some(provider));
        for (at, detail) in Detail::ALL.into_iter().enumerate() {
            assert_eq!(detail as usize, at);
        }
        assert_eq!(of("U2", "PR4"), Detail::Relative);
        assert_eq!(of("U5", "PR3"), Detail::FosterInHouse);
        assert_eq!(of("U5", "PR5"), Detail::FosterAgency);
        assert_eq!(of("S1", "PR1"), Detail::ResidentialInHouse);
        assert_eq!(of("P3", "PR4"), Detail::ResidentialExternal);
        assert_eq!(of("H5", "PR0"), Detail::Supported);
        assert_eq!(
            (of("K1", "PR1"), of("P1", "PR0")),
            (Detail::Secure, Detail::Family)
        );
        // The category of a foster home without a provider is fostering; its detail is not.
        assert_eq!(Detail::of(Some("U4"), None), Detail::Other);
        assert_eq!(
            (of("R5", "PR1"), Detail::of(None, None)),
            (Detail::Other, Detail::Other)
        );
    }

    #[test]
    fn shares_are_of_person_days_with_both_ends_of_the_period() {
        let rows = [
            // 1 to 10 January: ten evenings; and 9 and 10 January: two, the day of leaving is none.
            row("A", BORN, "2017-01-01", "S U1 PR0", ""),
            row("B", BORN, "2018-01-09", "S U4 PR1", "2018-01-11"),
            row("C", BORN, "2018-01-03", "S K2 PR4", "2018-01-05"),
            row("D", BORN, "2018-01-11", "S K2 PR1", ""),
        ];
        let parts = parts(&stays(&rows).episodes, day("2019-03-31")).parts;
        let mut count = PerState::default();
        // 2.5 is rounded to 2 and 0.5 to 0, each state by itself.
        count[state("5 to 10 - Fostering")] = 2.5;
        count[state("10 to 16 - Fostering")] = 0.5;
        count[state("10 to 16 - Residential")] = 3.5;
        let path = [(day("2018-02-01"), count)];
        let details = Details::of(&parts, span("2018-01-01", "2018-01-10"), &path);
        let share = |detail: Detail| details.shares[detail as usize];
        assert_eq!(
            (share(Detail::Relative), share(Detail::FosterInHouse)),
            (10.0 / 12.0, 2.0 / 12.0)
        );
        assert_eq!(
            (
                share(Detail::ResidentialExternal),
                share(Detail::ResidentialInHouse)
            ),
            (1.0, 0.0)
        );
        assert_eq!(details.unknown, [Category::Other, Category::Supported]);
        let of_day = details.daily[0].1;
        assert_eq!(of_day[Detail::Relative as usize], 2.0 * (10.0 / 12.0));
        assert_eq!(of_day[Detail::ResidentialExternal as usize], 4.0);
        assert_eq!(of_day[Detail::Other as usize], 0.0);
    }
}
