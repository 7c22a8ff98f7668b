//! How much levers do in the simulation, and not only which way.

use placewell::forecast::capacity::Indicator;
use placewell::forecast::cast::{Cast, Setting, Stages};
use placewell::forecast::changes::Changes;
use placewell::forecast::history::{History, State};
use placewell::forecast::simulate::Settings;
use placewell::forecast::system::outcomes::{FIGURES, Measure, state_at};
use placewell::forecast::system::{Setup, Simulated, run};
use placewell::model::Council;
use placewell::runner::{CHUNK, Plan, solved};
use placewell::scenario::{Ground, Scenario};

use super::simulated::{MONTHS, SETTINGS, both, council, scenario, sum, sums};

/// With a lever over without it.
fn ratio((without, with): (u32, u32)) -> f64 {
    f64::from(with) / f64::from(without.max(1))
}

/// Children of a state at the end of the last month, over all replications.
fn living(simulated: &Simulated, state: State) -> f64 {
    let at = (MONTHS - 1) * FIGURES + state_at(state);
    let of = simulated.replications.iter().map(|out| out.counts[at]);
    f64::from(of.sum::<u32>())
}

/// The simulation under the council's own policy and under that of a scenario.
fn policies(text: &str, council: &Council) -> (Simulated, Simulated) {
    let scenario = scenario(text);
    let one = |council: &Council| {
        let history = History::of(council).unwrap();
        let stages = Stages::of(council, &[]);
        let cast = Cast::of(council, &stages);
        run(&Setup::of(council, &history, &cast), SETTINGS, |_| {
            Changes::default()
        })
    };
    (one(council), one(&scenario.council(council)))
}

fn is_near(found: f64, wanted: f64, within: f64, what: &str) {
    println!("{what}: {found:.3}, wanted {wanted} within {within}");
    assert!(
        (found - wanted).abs() <= within,
        "{what}: {found}, wanted {wanted}"
    );
}

#[test]
fn entries_are_scaled_by_what_is_said() {
    let halved = sums("[levers.entries]\npercent = -50\n", Measure::Entries);
    is_near(ratio(halved), 0.5, 0.15, "entries halved");
    let doubled = sums("[levers.entries]\npercent = 100\n", Measure::Entries);
    is_near(ratio(doubled), 2.0, 0.4, "entries doubled");
    let (_, none) = sums("[levers.entries]\npercent = -100\n", Measure::Entries);
    assert_eq!(none, 0);
}

#[test]
fn households_come_and_leave_as_often_as_is_said() {
    let came = |percent: u32| {
        let text = format!("[levers.recruit]\npercent = {percent}\n");
        sums(&text, Measure::HouseholdsCame).1
    };
    let (twice, five) = (came(100), came(400));
    is_near(
        ratio((twice, five)),
        2.5,
        0.7,
        "recruitment times five over twice",
    );
    let kept = "[levers.retention]\npercent_fewer_leave = 50\n";
    is_near(
        ratio(sums(kept, Measure::HouseholdsLeft)),
        0.5,
        0.25,
        "leaving halved",
    );
}

#[test]
fn everybody_goes_home_who_is_to_and_it_is_paid_for_each() {
    let keys = "[levers.reunify]\nchildren = 10\nuntil = \"+3 months\"\npounds_once_each = 700\n";
    let (without, with) = both(keys);
    let more = sum(&with, Measure::Exits) - sum(&without, Measure::Exits);
    // Some of those who go home would have left in the year anyway.
    let ten = 10 * SETTINGS.replications as u32;
    assert!((ten * 6 / 10..=ten).contains(&more), "{more} of {ten}");
    assert_eq!(sum(&with, Measure::SpentPounds), 700 * ten);
}

#[test]
fn a_household_is_paid_for_as_long_as_it_is_approved() {
    let keys = |carers: u32| {
        format!(
            "[levers.recruit]\ncarers = {carers}\nuntil = \"+1 month\"\npounds_once_each = 1000\npounds_a_week_each = 70\n"
        )
    };
    let spent = |carers: u32, more: &str| {
        let text = format!("{}{more}", keys(carers));
        f64::from(sum(&both(&text).1, Measure::SpentPounds)) / SETTINGS.replications as f64
    };
    // Nobody leaves: ten pounds a day from the month in which it comes, long after the recruiting has ended.
    let stays = "[levers.retention]\npercent_fewer_leave = 100\n";
    let (five, twenty) = (spent(5, stays), spent(20, stays));
    is_near(
        five,
        5.0 * (1000.0 + 3650.0),
        5.0 * 320.0,
        "five households",
    );
    is_near(twenty / five, 4.0, 0.1, "twenty over five");
    // Those that leave are paid for no longer.
    let leave = "[levers.retention]\npercent_fewer_leave = -400\n";
    assert!(
        spent(20, leave) < twenty * 0.95,
        "{} {twenty}",
        spent(20, leave)
    );
}

#[test]
fn households_that_come_over_are_paid_for_too() {
    let keys = "[levers.in_house]\npercent = 95\nuntil = \"+3 months\"\npounds_once_each = 1000\npounds_a_week_each = 70\n";
    let (without, with) = both(keys);
    let came = |of: &Simulated| f64::from(sum(of, Measure::HouseholdsCame));
    let spent = f64::from(sum(&with, Measure::SpentPounds));
    let each = spent / (came(&with) - came(&without));
    // A thousand pounds, and ten a day from within three months on, as long as they stay.
    println!("{each}");
    assert!((2_800.0..=4_700.0).contains(&each), "{each}");
}

#[test]
fn who_steps_down_lives_in_a_family_with_support_that_is_paid() {
    let keys =
        "[levers.step_down]\nchildren = 4\nuntil = \"+2 months\"\npounds_a_week_each = 700\n";
    let (without, with) = both(keys);
    // What their plans ask for: where no family is free they live in a children's home all the same.
    let asking = |of: &Simulated, setting: Setting| -> f64 {
        let indicator = Indicator::Asking(setting);
        let all = of.replications.iter();
        let all = all.map(|out| indicator.figure(out, 2).unwrap_or(0.0));
        all.sum::<f64>() / SETTINGS.replications as f64
    };
    let homes = asking(&without, Setting::Home) - asking(&with, Setting::Home);
    let families = asking(&with, Setting::Family) - asking(&without, Setting::Family);
    println!("{homes} fewer ask for a children's home, {families} more for a family");
    assert!((2.0..=4.0).contains(&homes) && (2.0..=4.0).contains(&families));
    let spent = f64::from(sum(&with, Measure::SpentPounds)) / SETTINGS.replications as f64;
    // At most four for the whole year at a hundred pounds a day.
    println!("{spent}");
    assert!((1_000.0..=146_000.0).contains(&spent), "{spent}");
}

#[test]
fn homes_that_open_fill_no_more_than_their_places() {
    let keys = "[levers.open_homes]\nhomes = 4\nkind = \"home-8-17-3-standard\"\nuntil = \"+2 months\"\npounds_a_week_each = 7\n";
    let (without, with) = both(keys);
    let more = living(&with, State::OwnHome) - living(&without, State::OwnHome);
    let places = 12.0 * SETTINGS.replications as f64;
    assert!(more > 0.1 * places && more <= places, "{more} of {places}");
    let spent = sum(&with, Measure::SpentPounds) / SETTINGS.replications as u32;
    // Four pounds a day, from the month in which each opens.
    assert!((4 * 290..=4 * 366).contains(&spent), "{spent}");
}

#[test]
fn twice_the_share_stays_put() {
    let of = |percent: u32| {
        let (_, with) = both(&format!("[levers.staying_put]\npercent = {percent}\n"));
        // Those who stay from before the first day are in both.
        f64::from(sum(&with, Measure::StayingPut))
    };
    let (none, half, all) = (of(0), of(50), of(100));
    is_near(
        (half - none) / (all - none),
        0.5,
        0.25,
        "half of all who could stay",
    );
}

#[test]
fn nobody_moves_of_herself_where_support_holds_every_placement() {
    let keys = "[levers.support_ends]\npercent_more_moves = -100\n";
    let held = sums(keys, Measure::Moves);
    // Homes close all the same.
    assert!(ratio(held) < 0.5, "{held:?}");
    let keys = "[levers.support_ends]\npercent_more_moves = 100\n";
    is_near(ratio(sums(keys, Measure::Moves)), 1.8, 0.4, "moves doubled");
}

#[test]
fn homes_that_close_have_nobody_in_them() {
    let keys = "[levers.closure]\nkind = \"foster\"\nown = true\non = \"+2 months\"\n";
    let (without, with) = both(keys);
    let (before, after) = (
        living(&without, State::OwnFoster),
        living(&with, State::OwnFoster),
    );
    // Households that are recruited after that day are not those that closed.
    assert!(after < 0.35 * before, "{after} of {before}");
}

#[test]
fn prices_are_scaled_by_what_is_said() {
    let cost = |text: &str| ratio(sums(text, Measure::CostHundreds));
    let all = cost("[levers.price]\npercent = 50\n");
    let others = cost("[levers.price]\npercent = 50\nown = false\n");
    println!("all {all:.3}, others {others:.3}");
    // What no home of the folder is paid for stays as it is.
    assert!(
        (1.3..=1.5).contains(&all) && others < all && others > 1.15,
        "{all} {others}"
    );
}

#[test]
fn pooling_brings_its_share_of_the_market_and_partners_alone_bring_nothing_to_one_folder() {
    let (without, with) = policies("[levers.pooling]\npartners = \"adjoining\"\n", council());
    assert_eq!(without, with);
    let choices = |percent: u32| {
        let text = format!("[levers.pooling]\npartners = \"adjoining\"\npercent = {percent}\n");
        sum(&policies(&text, council()).1, Measure::Choices)
    };
    let (little, much) = (choices(10), choices(90));
    println!("{little} {much}");
    assert!(much > little + little / 10, "{little} {much}");
}

#[test]
fn siblings_come_first_in_the_simulation_whatever_the_tiers_say() {
    let (without, with) = policies("[levers.siblings_together]\n", council());
    assert_eq!(without, with);
}

#[test]
fn near_home_first_is_nearer() {
    // In a small council nobody has two homes between which it would decide.
    let profile = placewell::synth::Profile::embedded("herefordshire").unwrap();
    let council = placewell::synth::generate(&profile, &placewell::synth::Options::default());
    let (without, with) = policies("[levers.near_home]\n", &council);
    let share = |of: &Simulated| {
        f64::from(sum(of, Measure::InArea)) / f64::from(sum(of, Measure::InRounds))
    };
    println!("{:.5} {:.5}", share(&without), share(&with));
    assert!(share(&with) > share(&without));
}

#[test]
fn half_of_the_places_can_be_used() {
    // Of households without children more are held, so that fewer of the free places can be used.
    let of = |percent: u32| {
        let (_, with) = both(&format!("[levers.usability]\npercent = {percent}\n"));
        let usable = sum(&with, Measure::UsablePlaces);
        f64::from(usable) / f64::from(sum(&with, Measure::HouseholdPlaces))
    };
    let (few, half, all) = (of(10), of(50), of(100));
    println!("{few:.3} {half:.3} {all:.3}");
    assert!(few < half && half < all);
}

/// What a scenario whose lever solves for its size comes to in a month, over the replications that it is solved by.
fn reached(text: &str, month: usize) -> Vec<placewell::forecast::system::outcomes::Outcomes> {
    let scenario: Scenario = scenario(text);
    let council = scenario.council(council());
    let history = History::of(&council).unwrap();
    let kinds: Vec<&str> = scenario.kinds().into_iter().collect();
    let stages = Stages::of(&council, &kinds);
    let cast = Cast::of(&council, &stages);
    let setup = Setup::of(&council, &history, &cast);
    let settings = Settings {
        months: month,
        replications: CHUNK as usize,
        seed: 3,
    };
    let start = setup.model.from;
    let plan = Plan::of(
        &council,
        (start, settings),
        std::slice::from_ref(&scenario),
        &[],
    );
    let (said, found) = solved(&setup, &council, &plan, &scenario);
    assert_eq!((said.len(), found.len()), (1, 1));
    let found = run(&setup, settings, |replication| {
        let ground = Ground {
            responses: Some(&said),
            ..Ground::new(&council, start)
        };
        scenario.changes_on(&ground, replication)
    });
    found.replications
}

#[test]
fn a_rate_is_reached_in_the_simulation_beside_whatever_else_changes() {
    let people = f64::from(council().under_18_population.unwrap());
    let now = council().looked_after().count() as f64;
    for (share, more) in [
        (0.85, ""),
        (1.15, ""),
        (0.85, "through = \"leaving\"\n"),
        (0.9, "[levers.more]\nlever = \"entries\"\npercent = 60\n"),
    ] {
        let children = now * share;
        let per_10000 = children / people * 10_000.0;
        let text =
            format!("[levers.rate]\nper_10000 = {per_10000:.4}\nby = \"+18 months\"\n{more}");
        let found = reached(&text, 18);
        let sum: u32 = found.iter().map(|out| out.of(17, Measure::Children)).sum();
        let mean = f64::from(sum) / found.len() as f64;
        is_near(
            mean,
            children,
            children * 0.02,
            &format!("children, {share} {more:?}"),
        );
    }
}

#[test]
fn a_share_in_house_is_reached_in_the_simulation() {
    for through in ["converting", "recruiting"] {
        let share = |percent: f64| {
            let text = format!(
                "[levers.in_house]\npercent = {percent}\nthrough = \"{through}\"\nuntil = \"+12 months\"\n"
            );
            let found = reached(&text, 12);
            let lives = |state: State| -> u32 {
                let at = 11 * FIGURES + state_at(state);
                found.iter().map(|out| out.counts[at]).sum()
            };
            let (own, others) = (lives(State::OwnFoster), lives(State::AgencyFoster));
            f64::from(own) * 100.0 / f64::from(own + others)
        };
        // A share that is held already asks for nobody.
        let today = share(1.0);
        for more in [3.0, 6.0] {
            // Households are whole: one with two children is five points of a council as small as this.
            is_near(share(today + more), today + more + 1.5, 3.0, through);
        }
    }
}
