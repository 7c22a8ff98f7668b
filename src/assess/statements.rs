//! What a reader must know of an assessment before its figures: what the folder does not have, what cannot be divided,
//! and which targets no allocation of the present homes can reach.

use super::gaps::Gap;
use super::usable::{Share, Usable};
use crate::duties::Facts;
use crate::kpis::{Better, Unit};

/// Something that a reader must know, in sentences.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Short code for scripts.
    pub about: &'static str,
    /// The sentences.
    pub text: String,
}

/// Everything that must be said.
pub fn statements(facts: &Facts, usable: &Usable, gaps: &[Gap]) -> Vec<Statement> {
    let mut all = Vec::new();
    let mut say = |about: &'static str, text: String| all.push(Statement { about, text });
    missing(facts, &mut say);
    for supply in usable.account.iter().filter(|supply| supply.free > 0) {
        let kind = supply.kind;
        match supply.share {
            Some(Share::NotKnown) => say(
                "external_share",
                format!(
                    "No place of other providers ({kind}) is filled, so that the share of their {} free places that \
                     this council can get is not known: all are counted. Give external_share in council.toml.",
                    supply.free
                ),
            ),
            Some(Share::Observed { ours, filled }) => say(
                "external_share",
                format!(
                    "Of the {} free places of other providers ({kind}) {} are counted: of their {filled} filled \
                     places this council's children have {ours}. Local policy can give another share.",
                    supply.free, supply.usable_free
                ),
            ),
            Some(Share::Policy(_)) | None => {}
        }
    }
    let whole: Vec<&Gap> = gaps.iter().filter(|gap| gap.segment.is_none()).collect();
    undefined(&whole, &mut say);
    for gap in whole {
        target(gap, &mut say);
    }
    all
}

fn missing(facts: &Facts, say: &mut dyn FnMut(&'static str, String)) {
    let council = facts.council;
    if council.children.is_empty() {
        say(
            "no_children",
            "The folder has no child looked after: no indicator has a figure.".to_owned(),
        );
    }
    if council.placements.is_empty() && !council.children.is_empty() {
        say(
            "no_placements",
            "The folder has no current placements (placements.csv), so that nothing is known of where children live \
             now: actual figures are missing, and no gap of allocation can be given."
                .to_owned(),
        );
    }
    let own = council.areas.iter().zip(0_u32..);
    let own = own.filter(|(area, _)| council.is_ours(&area.authority));
    let without: Vec<&str> = own
        .filter(|(_, at)| council.homes.iter().all(|home| home.area != Some(*at)))
        .map(|(area, _)| area.name.as_str())
        .collect();
    if !without.is_empty() {
        say(
            "districts_without_homes",
            format!("No home is recorded in: {}.", without.join(", ")),
        );
    }
    let unknown = council.children.iter().filter(|c| c.home.is_none()).count();
    if unknown > 0 {
        say(
            "no_home_address",
            format!(
                "Of {} children the address from which they came is not recorded: of them no distance is known.",
                unknown
            ),
        );
    }
}

fn undefined(whole: &[&Gap], say: &mut dyn FnMut(&'static str, String)) {
    let empty = whole.iter().filter(|gap| gap.actual_figure().is_none());
    let names: Vec<String> = empty
        .map(|gap| format!("{} ({})", gap.kpi.card.title, gap.kpi.card.code))
        .collect();
    if !names.is_empty() {
        say(
            "nothing_to_divide_by",
            format!(
                "These indicators have no actual figure, since nothing in the folder counts into their denominator: {}.",
                names.join("; ")
            ),
        );
    }
}

fn target(gap: &Gap, say: &mut dyn FnMut(&'static str, String)) {
    let (Some(target), card) = (gap.target, &gap.kpi.card) else {
        return;
    };
    if !card.follows_allocation {
        say(
            "target_of_history",
            format!(
                "The target of \"{}\" is a matter of how placements went, and no allocation of homes today changes it.",
                card.title
            ),
        );
        return;
    }
    let Some(best) = gap.alone_figure() else {
        return;
    };
    if gap.is_beyond_reach() == Some(true) {
        let most = match card.better {
            Better::Lower => "at least",
            Better::Higher | Better::Neither => "at most",
        };
        say(
            "target_beyond_reach",
            format!(
                "The target of \"{}\", {}, is beyond what the present homes can give: {most} {}, even if no other duty \
                 counted. The rest is a gap of capacity.",
                card.title,
                figure(target, card.unit),
                figure(best, card.unit)
            ),
        );
    }
}

/// A figure with its unit, for sentences.
pub fn figure(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => format!("{value:.1}%"),
        Unit::Count => format!("{value:.0}"),
        Unit::Miles => format!("{value:.1} miles"),
        Unit::PoundsPerWeek | Unit::TotalPoundsPerWeek => {
            let pence = (value * 100.0).round() as i64;
            crate::model::PoundsPerWeek::from_pence(pence).to_string()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Standings, gaps};
    use crate::duties::scene::Scene;
    use crate::kpis::Standing;
    use crate::model::HomeKind;

    fn said(scene: &Scene) -> Vec<Statement> {
        let facts = Facts::of(&scene.council);
        let usable = Usable::of(&facts);
        let present = Standing::present(&facts);
        let standings = Standings {
            actual: present.clone(),
            in_order: present.clone(),
            alone: vec![("D37", present)],
        };
        let gaps = gaps(&scene.council, &standings);
        statements(&facts, &usable, &gaps)
    }

    fn about(said: &[Statement], code: &str) -> bool {
        said.iter().any(|statement| statement.about == code)
    }

    #[test]
    fn a_folder_without_placements_says_so_and_has_no_figures() {
        let mut scene = Scene::new();
        scene.child_aged(10);
        scene.area("North");
        let said = said(&scene);
        for code in [
            "no_placements",
            "districts_without_homes",
            "no_home_address",
            "nothing_to_divide_by",
        ] {
            assert!(about(&said, code), "{code} in {said:?}");
        }
    }

    #[test]
    fn a_target_that_no_allocation_reaches_is_named_with_the_most_that_one_does() {
        let mut scene = Scene::new();
        for authority in ["E06000019", "E10000014"] {
            let (child, home) = (scene.child_aged(10), scene.home(HomeKind::Foster, 1));
            scene.home_mut(home).authority = authority.to_owned();
            scene.settle(child, home);
        }
        let targets = &mut scene.council.policy.targets;
        targets.insert("in_area".to_owned(), 50.0);
        assert!(!about(&said(&scene), "target_beyond_reach"));
        let targets = &mut scene.council.policy.targets;
        targets.insert("in_area".to_owned(), 75.0);
        let said = said(&scene);
        let text = &said
            .iter()
            .find(|s| s.about == "target_beyond_reach")
            .unwrap()
            .text;
        assert!(
            text.contains("75.0%") && text.contains("at most 50.0%"),
            "{text}"
        );
    }
}
