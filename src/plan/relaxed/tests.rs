use super::*;
use crate::duties::Facts;
use crate::model::{Area, Child, Council, Home, HomeKind, Location, Sector, Sex};
use crate::plan::ask::Objective;
use crate::plan::costs::Costs;
use crate::plan::desk::counts;
use crate::plan::effort::Effort;
use crate::plan::goals::{Goal, SCALE, now};
use crate::plan::ground::Ground;
use crate::plan::price::whole;
use crate::plan::recourse::{Grown, Recourse, Sample};
use crate::plan::solve::Solver;
use jiff::civil::date;

/// Two children and one place.
fn council() -> Council {
    let mut council = Council::new("Scaled", "E06000019", date(2026, 3, 31));
    let centre = Location::new(350_000, 240_000);
    council.areas.push(Area {
        code: "A".to_owned(),
        name: "Anywhere".to_owned(),
        authority: council.code.clone(),
        centre: centre.unwrap(),
    });
    for id in ["C0", "C1"] {
        let mut child = Child::new(id, date(2016, 1, 1), Sex::Female, date(2026, 1, 1));
        child.home = centre;
        child.home_area = Some(0);
        council.children.push(child);
    }
    let home = Home::new("H", HomeKind::Foster, Sector::Own, "E06000019");
    let mut home = home.with_places(1);
    home.location = centre;
    council.homes.push(home);
    council
}

#[test]
fn costs_of_thousands_of_millions_are_scaled_and_their_prices_scaled_back() {
    let council = council();
    let costs = Costs::default();
    let ground = Ground::of(&council, &costs).unwrap();
    let sample = Sample {
        council: &council,
        weight: 3,
    };
    let grown = Grown::of(&sample, &ground);
    let facts = Facts::of(&council);
    let goals = vec![Goal::placed(&now(&facts)).unwrap()];
    let recourses = vec![Recourse::of(&grown, &ground, &costs, &goals)];
    // Nothing is bought: one of the two has no home, which is half of all that the goal counts, three times over.
    let ask = || Ask::of(&recourses, &goals, vec![0], counts(&ground, false), &[]);
    let short = 3 * SCALE / 2;
    assert_eq!(ask().slack_cost((0, 0)), short);
    assert!((unit(&ask()) * LARGEST - short as f64).abs() < 1.0);
    let mut solver = Solver::of(ask(), Effort::default(), &[]).unwrap();
    let (solved, priced) = solver.settle().unwrap().unwrap();
    assert!((solved.short - 1.0).abs() < 1e-6, "{}", solved.short);
    // In the objective's own unit, whatever the solver was given.
    assert_eq!(whole(priced.bound), short);
    // And money is not scaled.
    let mut ask = ask();
    ask.objective = Objective::Cost;
    assert!((unit(&ask) - 1.0).abs() < 1e-12);
}
