//! What a reader must know of an assessment before its figures: what the folder does not have, what cannot be divided,
//! and which targets are beyond any allocation of the present homes.

use super::gaps::Gap;
use super::usable::{Share, Usable};
use crate::duties::Facts;
use crate::kpis::{Better, Tally, Unit};
use crate::model::AuthorityIx;

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
    market(facts, &mut say);
    let is_market = facts.council.is_market();
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
                     places {} have {ours}. {} can give another share (external_share).",
                    supply.free,
                    supply.usable_free,
                    if is_market {
                        "the authorities' children"
                    } else {
                        "this council's children"
                    },
                    if is_market {
                        "The policies of all authorities"
                    } else {
                        "Local policy"
                    },
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

/// What figures of several authorities mean.
fn market(facts: &Facts, say: &mut dyn FnMut(&'static str, String)) {
    let members = &facts.council.members;
    if members.is_empty() {
        return;
    }
    let names: Vec<&str> = members.iter().map(|m| m.name.as_str()).collect();
    say(
        "market",
        format!(
            "{} authorities in one market: {}. Figures are of all their children together, and in kpis.csv of each \
             authority's. In area, near home, own provision and policy are those of each child's own authority; in-house \
             homes are there for the children of the authority that runs them and of its partners, the homes of others \
             for all.",
            members.len(),
            names.join(", ")
        ),
    );
    let is_without = |ix: &AuthorityIx| {
        let mut children = facts.council.looked_after();
        children.all(|child| facts.council.child(child).authority != *ix)
    };
    let without = facts.council.authority_indices().filter(is_without);
    let without: Vec<&str> = without.map(|ix| facts.council.authority_name(ix)).collect();
    if !without.is_empty() {
        say(
            "no_children_of_an_authority",
            format!(
                "No child looked after is listed for {}: it has no figures of its own.",
                without.join(", ")
            ),
        );
    }
    let mut targets: Vec<&String> = members
        .iter()
        .flat_map(|m| m.policy.targets.keys())
        .collect();
    targets.sort_unstable();
    targets.dedup();
    targets.retain(|name| !facts.council.policy.targets.contains_key(*name));
    if !targets.is_empty() {
        let targets: Vec<&str> = targets.into_iter().map(String::as_str).collect();
        say(
            "targets_differ",
            format!(
                "These targets are not the same in all authorities, so that there is none for all together, and each \
                 authority is held against its own: {}.",
                targets.join(", ")
            ),
        );
    }
    let with_share = members.iter().filter(|m| m.policy.external_share.is_some());
    let with_share = with_share.count();
    if with_share > 0 && with_share < members.len() {
        say(
            "external_share_of_some",
            format!(
                "{with_share} of {} authorities give external_share: the share of other providers' free places is the \
                 observed one of all together, since it takes the shares of all to add them up.",
                members.len()
            ),
        );
    }
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
             now: actual figures are missing, no allocation gap can be given, and nothing is said to be beyond any \
             allocation. Homes that report themselves full count no place, so that attainable figures are too low."
                .to_owned(),
        );
    }
    let breaks = council.children.len() - council.looked_after().count();
    if breaks > 0 {
        say(
            "short_breaks",
            format!(
                "{breaks} of the children listed have short breaks only (legal status V3 or V4), which is not being \
                 looked after: no indicator, table or theoretical plan counts them."
            ),
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
                "Of {} children the address from which they came is not recorded: of them no distance is known, and \
                 indicators of distance from home leave them out of numerator and denominator.",
                unknown
            ),
        );
    }
}

fn undefined(whole: &[&Gap], say: &mut dyn FnMut(&'static str, String)) {
    let is_empty = |gap: &&&Gap| gap.actual.is_some() && gap.actual_figure().is_none();
    let empty = whole.iter().filter(is_empty);
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
    let (Some(best), Some(true)) = (&gap.best, gap.is_beyond_reach()) else {
        return;
    };
    let most = match card.better {
        Better::Lower => "at least",
        Better::Higher | Better::Neither => "at most",
    };
    let now = gap.actual.as_ref().and_then(|now| counted(now, card.unit));
    let now = now.map_or(String::new(), |now| format!("; now it is {now}"));
    say(
        "target_beyond_reach",
        format!(
            "The target of \"{}\", {}, is beyond any allocation of the present homes while as many children as possible \
             have a home: {most} {}, even if no other duty counted{now}. What is missing beyond that takes other homes, or a \
             change to these, such as an adaptation, an approval or one more place.",
            card.title,
            figure(target, card.unit),
            counted(best, card.unit).unwrap_or_default(),
        ),
    );
}

/// A figure with its unit, for sentences.
pub fn figure(value: f64, unit: Unit) -> String {
    let text = match unit {
        Unit::Percent => format!("{value:.1}%"),
        Unit::Count => format!("{value:.0}"),
        Unit::Miles => format!("{value:.1} miles"),
        Unit::PoundsPerWeek | Unit::TotalPoundsPerWeek => {
            let pence = (value * 100.0).round() as i64;
            return crate::model::PoundsPerWeek::from_pence(pence).to_string();
        }
    };
    without_minus(text)
}

/// A difference of figures with its unit: of shares, in percentage points.
pub fn difference(value: f64, unit: Unit) -> String {
    match unit {
        Unit::Percent => without_minus(format!("{value:.1} percentage points")),
        _ => figure(value, unit),
    }
}

/// A figure with what it was divided from and by; `None` where there is nothing to divide by.
pub fn counted(tally: &Tally, unit: Unit) -> Option<String> {
    let text = figure(tally.figure(unit)?, unit);
    let (numerator, denominator) = (tally.numerator, tally.denominator);
    Some(match unit {
        Unit::Percent => format!("{text} ({numerator} of {denominator})"),
        Unit::Miles | Unit::PoundsPerWeek => format!("{text} (over {denominator})"),
        Unit::Count | Unit::TotalPoundsPerWeek => text,
    })
}

/// The same text without the minus of a number that is shown as nothing.
fn without_minus(text: String) -> String {
    let digits = || text.chars().filter(char::is_ascii_digit);
    match text.strip_prefix('-') {
        Some(rest) if digits().all(|digit| digit == '0') => rest.to_owned(),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Standings, gaps};
    use crate::duties::scene::Scene;
    use crate::kpis::Standing;
    use crate::model::{HomeKind, LegalStatus};

    fn said(scene: &Scene) -> Vec<Statement> {
        let facts = Facts::of(&scene.council);
        let usable = Usable::of(&facts);
        let present = Standing::present(&facts);
        let standings = Standings {
            actual: present.clone(),
            in_order: present.clone(),
            alone: vec![("D37", present)],
        };
        // As if the present were the best that could be.
        let gaps = gaps(&scene.council, &standings, &|kpi, alone| {
            Some(kpi.whole(alone))
        });
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
        for part in [
            "75.0%",
            "at most 50.0% (1 of 2)",
            "now it is 50.0% (1 of 2)",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    }

    #[test]
    fn children_of_short_breaks_are_told() {
        let mut scene = Scene::new();
        let [_, breaks] = [10, 11].map(|age| scene.child_aged(age));
        assert!(!about(&said(&scene), "short_breaks"));
        scene.child_mut(breaks).legal_status = Some(LegalStatus::V4);
        let said = said(&scene);
        let told = said.iter().find(|s| s.about == "short_breaks").unwrap();
        assert!(told.text.starts_with("1 of the children"), "{}", told.text);
    }

    #[test]
    fn what_is_shown_as_nothing_has_no_minus() {
        for (value, unit, shown) in [
            (-0.0, Unit::Count, "0"),
            (-0.04, Unit::Percent, "0.0%"),
            (-0.06, Unit::Percent, "-0.1%"),
            (-0.01, Unit::Miles, "0.0 miles"),
            (-0.001, Unit::PoundsPerWeek, "£0"),
        ] {
            assert_eq!(figure(value, unit), shown);
        }
        assert_eq!(difference(-0.01, Unit::Percent), "0.0 percentage points");
        assert_eq!(difference(12.5, Unit::Percent), "12.5 percentage points");
        assert_eq!(difference(-2.0, Unit::Miles), "-2.0 miles");
    }
}
