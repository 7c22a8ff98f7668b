//! In settings that must be registered and are not: the tool never offers one, and none should be in use.

use super::{Better, Card, Case, Kpi, Over, Standing, Unit};
use crate::duties::Pair;
use crate::model::ApprovalType;

/// In unregistered settings.
pub const KPI: Kpi = Kpi {
    card: Card {
        code: "K30",
        name: "unregistered",
        title: "In unregistered settings",
        numerator: "children living in a setting that is not registered",
        denominator: "children looked after with a home",
        source: "Care Standards Act 2000 s11; Supported Accommodation (England) Regulations 2023",
        unit: Unit::Count,
        better: Better::Lower,
        duty: None,
        follows_allocation: true,
    },
    over: Over::Placed(of),
};

fn of(_: &Standing, pair: &Pair) -> Case {
    Case::yes_if(pair.home.approval == ApprovalType::Unregistered)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::kpis::testing::counts;
    use crate::model::HomeKind;

    #[test]
    fn a_temporary_approval_is_not_unregistered() {
        let mut scene = Scene::new();
        for approval in [
            ApprovalType::Full,
            ApprovalType::Reg24,
            ApprovalType::Unregistered,
            ApprovalType::Unregistered,
        ] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).approval = approval;
            scene.settle(child, home);
        }
        assert_eq!(counts(&KPI, &scene), (2, 4));
    }
}
