//! Exported models solved again by a solver that shares nothing with ours: the text that users get, read by a
//! reader of its own and solved by microlp, comes to the certificate's value in every tier.
//!
//! Where `PLACEWELL_PEERS` names the virtual environment that `benches/peers/run` makes, its solvers read and
//! solve some of the same files.

mod mps;
mod peers;
#[path = "../random_council/mod.rs"]
mod random_council;
#[path = "../golden_programs/scenes.rs"]
mod scenes;

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus};
use placewell::candidates::Round;
use placewell::duties::{self, Facts};
use placewell::model::{
    Child, ChildIx, Council, Home, HomeKind, Location, Sector, Sex, SiblingLink, SiblingPlan,
};
use placewell::optimise::Limits;
use placewell::report::{self, Outcome};
use random_council::random_council;

/// One tier's model as exported, and what the certificate says of it.
pub struct Exported {
    pub name: String,
    pub text: String,
    pub objective: i64,
}

/// Every tier's model, each solved exactly.
pub fn exported(council: &Council, whole_system: bool) -> Vec<Exported> {
    let (facts, round);
    if whole_system {
        facts = Facts::whole_system(council);
        round = Round::whole_system(&facts);
    } else {
        facts = Facts::of(council);
        round = Round::of_month(&facts);
    }
    let outcome = Outcome::of(&facts, &round, Limits::default()).expect("certified");
    let files = report::models(&outcome).into_iter();
    let models: Vec<_> = files.filter(|(name, _)| name.ends_with(".mps")).collect();
    assert_eq!(models.len(), outcome.certificate.tiers.len());
    let tiers = models.into_iter().zip(&outcome.certificate.tiers);
    tiers
        .map(|((name, text), tier)| {
            assert_eq!(tier.bound, tier.value, "{name} is not solved exactly");
            Exported {
                name,
                text,
                objective: tier.value,
            }
        })
        .collect()
}

/// The least value of a model, by microlp; the plan is checked in whole numbers.
fn best(model: &mps::Model) -> Result<i64, String> {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut variables = Vec::with_capacity(model.columns.len());
    for column in &model.columns {
        variables.push(if column.whole {
            let fit = |n: i64| i32::try_from(n).map_err(|e| e.to_string());
            let range = (fit(column.lower)?, fit(column.upper)?);
            problem.add_integer_var(column.cost as f64, range)
        } else {
            problem.add_var(
                column.cost as f64,
                (column.lower as f64, column.upper as f64),
            )
        });
    }
    for row in &model.rows {
        let terms = row.terms.iter().map(|&(j, c)| (variables[j], c as f64));
        let sense = if row.equal {
            ComparisonOp::Eq
        } else {
            ComparisonOp::Le
        };
        problem.add_constraint(terms, sense, row.limit as f64);
    }
    let solved = problem.solve().map_err(|e| e.to_string())?;
    let solution = solved.into_solution().map_err(|_| "interrupted")?;
    if solution.status() != SolutionStatus::Optimal {
        return Err("not proved".to_owned());
    }
    let values: Vec<i64> = variables
        .iter()
        .map(|&v| solution.var_value(v).round() as i64)
        .collect();
    model.value(&values)
}

/// Solves every tier again; how many there were.
fn agree(council: &Council, whole_system: bool, which: &str) -> usize {
    let tiers = exported(council, whole_system);
    for tier in &tiers {
        let found = mps::read(&tier.text).and_then(|model| best(&model));
        assert_eq!(found, Ok(tier.objective), "{which}, {}", tier.name);
    }
    tiers.len()
}

#[test]
fn models_of_random_months_have_the_certified_value() {
    let tiers: usize = (0..200)
        .map(|seed| agree(&random_council(seed), false, &format!("seed {seed}")))
        .sum();
    assert_eq!(tiers, 200 * 9);
}

#[test]
fn models_of_random_whole_systems_have_the_certified_value() {
    for seed in 5000..5100 {
        agree(&random_council(seed), true, &format!("seed {seed}"));
    }
}

#[test]
fn models_of_the_golden_councils_have_the_certified_value() {
    let of_duty = |code| scenes::scene(code).unwrap_or_else(|| panic!("{code} has no scene"));
    let duties = duties::ALL.iter().map(|duty| duty.card().code);
    let councils = duties.map(|code| (code, of_duty(code)));
    for (which, mut council) in councils.chain([("plain", scenes::plain())]) {
        for tier in &mut council.policy.tiers {
            tier.tolerance = 0.0;
        }
        agree(&council, false, which);
    }
}

/// Five brothers whose ids are as long as ids may be, and no letter or digit but the last tells them apart.
fn long_ids() -> Council {
    let as_at = jiff::civil::date(2026, 3, 31);
    let mut council = Council::new("Long", "E06000019", as_at);
    for tier in &mut council.policy.tiers {
        tier.tolerance = 0.0;
    }
    for i in 0..5_u32 {
        let born = jiff::civil::date(2012 + i as i16, 1, 9);
        let id = format!("{}{i}", "child ".repeat(10));
        let mut child = Child::new(&id, born, Sex::Male, jiff::civil::date(2026, 1, 1));
        child.home = Location::new(350_000, 240_000);
        council.children.push(child);
        if i > 0 {
            council.sibling_links.push(SiblingLink {
                pair: (ChildIx(0), ChildIx(i)),
                plan: SiblingPlan::Together,
                reason: None,
            });
        }
    }
    for i in 0..3 {
        let id = format!("{}{i}", "house,".repeat(10));
        let home = Home::new(&id, HomeKind::Foster, Sector::Own, "E06000019");
        let mut home = home.with_places(3 - i);
        home.location = Location::new(351_000, 240_000);
        council.homes.push(home);
    }
    council
}

#[test]
fn long_ids_are_cut_and_stay_apart() {
    let tiers = exported(&long_ids(), false);
    assert!(tiers[0].text.contains("~c"), "no name is cut");
    agree(&long_ids(), false, "long ids");
}

#[test]
fn a_changed_coefficient_is_seen() {
    let tiers = exported(&random_council(1), false);
    let placed = &tiers[1];
    let changed = placed.text.replacen(" constant obj ", " constant obj 1", 1);
    assert_ne!(changed, placed.text);
    let found = mps::read(&changed).and_then(|model| best(&model));
    assert_ne!(found, Ok(placed.objective));
}
