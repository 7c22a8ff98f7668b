//! Every duty has a golden programme: the text of a small model in which it shows. `PLACEWELL_BLESS=1` writes
//! them anew; read the difference before committing it.

mod scenes;

use std::fs;
use std::path::PathBuf;

use placewell::candidates::{Candidates, Round};
use placewell::duties::{self, Facts, Kind};
use placewell::model::{Council, Tier};
use placewell::optimise;

/// The tier in which the duty shows: its own where it measures, otherwise the number of approvals.
fn program_text(code: &str, kind: Kind) -> String {
    let council = scenes::scene(code).unwrap_or_else(|| panic!("{code} has no scene"));
    let measure = if kind == Kind::Measure { code } else { "D25" };
    text_of(council, measure)
}

fn text_of(mut council: Council, measure: &str) -> String {
    council.policy.tiers = vec![Tier::exact("measure", &[(measure, 1)])];
    let facts = Facts::of(&council);
    let round = Round::of_month(&facts);
    let candidates = Candidates::find(&facts, &round);
    let duty = duties::by_code(measure).expect("a duty");
    let constant = duty.constant(&facts, &round.to_place);
    let mut text = String::new();
    for component in &candidates.components {
        let tiers = &council.policy.tiers;
        let problem = optimise::build(&facts, &round, &candidates, component, tiers);
        let program = optimise::program(&problem, &council);
        text.push_str(&program.lp_text(0, &[], constant));
    }
    text
}

fn golden(code: &str) -> PathBuf {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    root.join("tests/golden_programs")
        .join(format!("{code}.lp"))
}

#[test]
fn every_duty_has_its_golden_programme() {
    let bless = std::env::var_os("PLACEWELL_BLESS").is_some();
    for duty in duties::ALL {
        let card = duty.card();
        let text = program_text(card.code, card.kind);
        let path = golden(card.code);
        if bless {
            fs::write(&path, &text).expect("written");
        }
        let expected = fs::read_to_string(&path)
            .unwrap_or_else(|e| panic!("{} has no golden programme: {e}", card.code));
        assert_eq!(text, expected, "{} {}", card.code, card.title);
    }
}

/// A scene in which its duty does not show would prove nothing.
#[test]
fn every_scene_shows_its_duty() {
    for duty in duties::ALL {
        let card = duty.card();
        let text = program_text(card.code, card.kind);
        let shows = match card.kind {
            // Without the rule the programme would be that of the plain council.
            Kind::Bar => text != text_of(scenes::plain(), "D25"),
            Kind::Household => text.contains(&format!(" {}.", card.code)),
            Kind::Measure => {
                let objective = text.lines().nth(1).unwrap_or_default();
                objective.contains(" x.") || objective.contains(" unmet.")
            }
        };
        assert!(shows, "{} does not show in its scene", card.code);
    }
}
