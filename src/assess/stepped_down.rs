//! Children for whom a theoretical plan has a family where their care plan asks for a residential setting.
//!
//! No duty bars it: the plan in the law's order counts what the homes could give, and it is theoretical. A plan of provision
//! (`placewell plan`) is to be acted on, and steps down nobody against her care plan. So the two can differ, and both say
//! of how many children.

use super::gaps::Standings;
use super::statements::Statement;
use crate::kpis::Standing;
use crate::model::{ChildIx, HomeKind, PlannedSetting};

/// How many such children there are, if any.
pub fn stepped_down(standings: &Standings) -> Option<Statement> {
    let in_order = count(&standings.actual, &standings.in_order);
    let alone = standings.alone.iter();
    let alone = alone.map(|(_, plan)| count(&standings.actual, plan)).max();
    let most = alone.unwrap_or(0).max(in_order);
    if most == 0 {
        return None;
    }
    Some(Statement {
        about: "stepped_down_against_plan",
        text: format!(
            "Of children in children's homes whose care plan asks for a residential setting {in_order} would live in a \
             family in the theoretical plan in the law's order, and up to {most} in a plan for one duty alone: no duty bars \
             it. placewell plan steps none of them down, so that what it can reach may be less than what is attainable here."
        ),
    })
}

fn count(actual: &Standing, plan: &Standing) -> usize {
    let council = actual.facts.council;
    let kind = |standing: &Standing, child: ChildIx| {
        let home = standing.home_of(child)?;
        Some(council.home(home).kind)
    };
    let steps_down = |child: &ChildIx| {
        council.child(*child).planned_setting == PlannedSetting::Residential
            && kind(actual, *child) == Some(HomeKind::ChildrensHome)
            && kind(plan, *child).is_some_and(HomeKind::is_family)
    };
    council.looked_after().filter(steps_down).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::Facts;
    use crate::duties::scene::Scene;

    #[test]
    fn only_those_are_counted_whose_care_plan_asks_for_a_residential_setting() {
        let mut scene = Scene::new();
        let foster = scene.home(HomeKind::Foster, 3);
        let mut children = Vec::new();
        for setting in [PlannedSetting::Residential, PlannedSetting::Family] {
            let (child, home) = (scene.child_aged(12), scene.home(HomeKind::ChildrensHome, 1));
            scene.child_mut(child).planned_setting = setting;
            scene.settle(child, home);
            children.push(child);
        }
        let facts = Facts::of(&scene.council);
        let told = |moved: &[ChildIx]| {
            let plan = moved.iter().map(|child| (*child, Some(foster)));
            let present = Standing::present(&facts);
            stepped_down(&Standings {
                actual: present.clone(),
                in_order: Standing::planned(&facts, plan),
                alone: vec![("D21", present)],
            })
        };
        assert_eq!(told(&[]), None);
        assert_eq!(told(&children[1..]), None);
        let said = told(&children).unwrap();
        assert!(
            said.text.contains("residential setting 1 would live"),
            "{}",
            said.text
        );
    }
}
