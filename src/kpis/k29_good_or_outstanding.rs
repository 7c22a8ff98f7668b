//! In homes, or with fostering services, that Ofsted judges good or outstanding.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::OfstedGrade;

/// In good or outstanding homes.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K29",
        name: "good_or_outstanding",
        title: "In good or outstanding homes",
        numerator: "those of them in homes judged good or outstanding",
        denominator: "children in homes with a grade of Ofsted's",
        source: "Ofsted, overall effectiveness; local targets",
        unit: Unit::Percent,
        better: Better::Higher,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    match pair.home.grade {
        Some(OfstedGrade::Outstanding | OfstedGrade::Good) => Case::yes_if(true),
        Some(OfstedGrade::RequiresImprovement | OfstedGrade::Inadequate) => Case::yes_if(false),
        Some(OfstedGrade::NotYet) | None => Case::Out("no grade yet"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::{counts, left_out};
    use crate::model::HomeKind;

    #[test]
    fn good_is_the_boundary() {
        let mut scene = Scene::new();
        for grade in [
            Some(OfstedGrade::Good),
            Some(OfstedGrade::RequiresImprovement),
            Some(OfstedGrade::NotYet),
            None,
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).grade = grade;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (1, 2));
        assert_eq!(left_out(&KPI, &scene), 2);
    }
}
