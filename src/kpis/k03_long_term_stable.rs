//! Long-term stability: children under 16 who have been looked after for at least two and a half years, of whom those who
//! have lived in the same placement for two years or more, or are placed for adoption. The Department asks that their
//! adoptive placement and the one before last two years together; the one before is not in the folder's placements, so
//! that an adoptive placement counts.

use super::standing::WITHOUT_A_HOME;
use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::model::{ChildIx, HomeKind, months_have_passed};

/// Long-term stability.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K03",
        name: "long_term_stable",
        title: "Long-term stability",
        numerator: "those of them in the same placement for two years or more, or in an adoptive home",
        denominator: "children under 16 looked after for two and a half years or more",
        source: "DfE Local Authority Interactive Tool",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: false,
    },
    over: Over::Children(of),
};

/// Two and a half years, in months of the calendar.
const LONG_IN_CARE: i32 = 30;

/// Two years, in months of the calendar.
const LONG_IN_PLACEMENT: i32 = 24;

fn of(standing: &Standing, child: ChildIx) -> Case {
    let (council, facts) = (standing.facts.council, standing.child(child));
    if council.age(child) >= 16 {
        return Case::Out("16 or over");
    }
    if !months_have_passed(LONG_IN_CARE, facts.entered_care, council.as_at) {
        return Case::Out("looked after for less than two and a half years");
    }
    let Some(home) = standing.home_of(child) else {
        return Case::Out(WITHOUT_A_HOME);
    };
    let here = standing.since(child);
    let long =
        here.is_some_and(|start| months_have_passed(LONG_IN_PLACEMENT, start, council.as_at));
    Case::yes_if(long || standing.home(home).kind == HomeKind::Adoptive)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use jiff::civil::date;

    /// Two years that hold a leap day are 731 days, and two and a half 914.
    #[test]
    fn a_leap_day_makes_neither_term_shorter() {
        let mut scene = Scene::new();
        scene.council.as_at = date(2025, 3, 31);
        for (since, placed) in [
            (date(2020, 1, 1), date(2023, 4, 1)),
            (date(2020, 1, 1), date(2023, 3, 31)),
            (date(2022, 9, 30), date(2022, 9, 30)),
            (date(2022, 10, 1), date(2022, 10, 1)),
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.child_mut(child).entered_care = since;
            scene.settle(child, home);
            scene.council.placements.last_mut().unwrap().start = placed;
        }
        assert_eq!(counts(&KPI, &scene), (2, 3));
    }

    #[test]
    fn two_years_in_one_home_of_two_and_a_half_in_care() {
        let mut scene = Scene::new();
        // In care since, placed since; the day of the data is 31 March 2026.
        for (age, since, placed, kind) in [
            (10, date(2020, 1, 1), date(2024, 3, 31), HomeKind::Foster),
            (10, date(2020, 1, 1), date(2024, 4, 1), HomeKind::Foster),
            (10, date(2020, 1, 1), date(2026, 1, 1), HomeKind::Adoptive),
            (10, date(2024, 1, 1), date(2024, 1, 1), HomeKind::Foster),
            (16, date(2020, 1, 1), date(2020, 1, 1), HomeKind::Foster),
        ] {
            let (child, home) = (scene.child_aged(age), scene.home(kind, 1));
            scene.child_mut(child).entered_care = since;
            scene.settle(child, home);
            scene.council.placements.last_mut().unwrap().start = placed;
        }
        assert_eq!(counts(&KPI, &scene), (2, 3));
    }
}
