//! The shape of a duty, tested over the list: what every file has, and what its kind may do.

use super::scene::Scene;
use super::{ALL, Card, Duty, HEADINGS, Kind, Verdict, by_code, measures, table_markdown};
use crate::model::{HomeKind, SiblingPlan, default_tiers};

fn cards() -> impl Iterator<Item = &'static Card> {
    ALL.iter().map(|duty| duty.card())
}

fn of_kind(kind: Kind) -> impl Iterator<Item = &'static dyn Duty> {
    let duties = ALL.iter().copied();
    duties.filter(move |duty| duty.card().kind == kind)
}

#[test]
fn every_page_has_the_headings_in_order() {
    for card in cards() {
        let page = card.page();
        let headings: Vec<_> = page.lines().filter_map(|l| l.strip_prefix("# ")).collect();
        assert_eq!(headings, HEADINGS, "{}", card.code);
        for section in page.split("\n# ").skip(1) {
            let (heading, text) = section.split_once('\n').unwrap_or((section, ""));
            assert!(text.trim().len() > 40, "{}: {heading} is empty", card.code);
        }
    }
}

#[test]
fn codes_are_unique_and_ascending() {
    let codes: Vec<_> = cards().map(|card| card.code).collect();
    assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    for code in codes {
        assert_eq!(by_code(code).unwrap().card().code, code);
        assert!(by_code(&code.to_lowercase()).is_some());
    }
    assert!(by_code("D99").is_none());
}

#[test]
fn every_card_is_in_the_file_of_its_code() {
    for card in cards() {
        let file = format!("\"{}_", card.code.to_lowercase());
        assert!(card.source.contains(&file), "{}", card.code);
        assert!(!card.title.is_empty() && !card.law.is_empty());
        let measures = card.kind == Kind::Measure;
        assert_eq!(measures, !card.unit.is_empty(), "{}", card.code);
    }
}

#[test]
fn every_file_has_tests_at_its_boundary() {
    for card in cards() {
        let (_, tests) = card.source.split_once("mod tests").expect(card.code);
        assert!(tests.matches("#[test]").count() >= 2, "{}", card.code);
        if card.kind != Kind::Measure {
            assert!(tests.contains("breaches("), "{} has no breach", card.code);
        }
    }
}

/// Two brothers or sisters and a home that is right for both.
fn a_small_family() -> (Scene, [crate::model::ChildIx; 2], crate::model::HomeIx) {
    let mut scene = Scene::new();
    let pair = [scene.child_aged(8), scene.child_aged(10)];
    scene.siblings(pair[0], pair[1], SiblingPlan::Together);
    let home = scene.home(HomeKind::Foster, 2);
    (scene, pair, home)
}

#[test]
fn a_bar_only_bars() {
    let (scene, pair, home) = a_small_family();
    for duty in of_kind(Kind::Bar) {
        let code = duty.card().code;
        assert_eq!(scene.bar(duty, pair[0], home), Verdict::Allowed, "{code}");
        assert_eq!(scene.admit(duty, &pair, home), Verdict::Allowed, "{code}");
        assert!(scene.rows(duty, &[&pair], home).is_empty(), "{code}");
        assert_eq!(scene.block_points(duty, &pair, home), 0, "{code}");
        assert_eq!(scene.points(duty, pair[0], home), 0, "{code}");
        assert_eq!(scene.unplaced_points(duty, pair[0]), 0, "{code}");
    }
}

#[test]
fn a_measure_only_measures() {
    let (scene, pair, home) = a_small_family();
    for duty in of_kind(Kind::Measure) {
        let code = duty.card().code;
        assert_eq!(scene.bar(duty, pair[0], home), Verdict::Allowed, "{code}");
        assert_eq!(scene.admit(duty, &pair, home), Verdict::Allowed, "{code}");
        let moves = pair.map(|child| (child, home));
        assert_eq!(scene.breaches(duty, &moves), 0, "{code}");
    }
}

#[test]
fn measures_are_the_codes_from_twenty_on() {
    let but_the_markets = (20..=39).filter(|number| *number != 36);
    let expected: Vec<_> = but_the_markets.map(|number| format!("D{number}")).collect();
    assert_eq!(measures(), expected);
}

#[test]
fn every_term_of_the_default_tiers_names_a_measure_once() {
    let mut named: Vec<_> = default_tiers()
        .into_iter()
        .flat_map(|tier| tier.terms)
        .map(|term| term.duty)
        .collect();
    named.sort();
    // Counts that stand for a measure of the tiers are there for tiers of their own.
    named.extend(["D37", "D38", "D39"].map(str::to_owned));
    assert_eq!(named, measures());
}

#[test]
fn the_table_has_a_row_for_every_duty() {
    let table = table_markdown();
    assert_eq!(table.lines().count(), ALL.len() + 2);
    assert!(table.starts_with("| code | duty | law | kind |\n"));
    let row = "| D27 | Near home | Children Act 1989 s22C(8)(a) | measure |\n";
    assert!(table.contains(row), "{table}");
    for line in table.lines() {
        assert_eq!(line.matches('|').count(), 5, "{line}");
    }
}
