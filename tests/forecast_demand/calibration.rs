//! Ranges hold what they say, and hazards come near the truth.

use placewell::forecast::hazard::{Hazards, leaving_cell, moving_cell};
use placewell::forecast::history::{Exit, History, State};
use placewell::forecast::simulate::{Model, SERIES, Segment, Series, Settings, month_ends, run};
use placewell::model::{Date, NeedCode};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;

use crate::true_council::{Truth, council, leaving, moving};

const YEARS: i16 = 6;

#[test]
fn the_eighty_per_cent_range_of_the_total_covers_about_eighty_per_cent_after_a_year() {
    let day = month_ends(Date::constant(2018 + YEARS, 3, 31), 12)[11];
    let truth = Truth {
        groups_a_year: 45.0,
        spread: 0.1,
        from: 2018,
        years: YEARS,
        trend: 0.0,
        districts: 0,
    };
    let settings = Settings {
        months: 12,
        replications: 300,
        seed: 1,
    };
    let (mut within, mut error) = (0, 0.0);
    let councils = 60;
    for seed in 0..councils {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        let (council, after) = council(truth, &mut rng, &[day]);
        let history = History::of(&council).unwrap();
        let samples = run(&Model::of(&history), settings);
        let mut totals = samples.of(11, Series::Total.at());
        totals.sort_unstable();
        let mean = totals.iter().sum::<u32>() as f64 / 300.0;
        error += (mean - f64::from(after[0])) / f64::from(after[0]);
        within += u32::from((totals[29]..=totals[269]).contains(&after[0]));
    }
    // Of 60 at 0.8: 48, standard deviation 3.1; two and a half of them either way.
    assert!((40..=56).contains(&within), "{within} of {councils}");
    assert!(
        (error / councils as f64).abs() < 0.03,
        "{}",
        error / councils as f64
    );
}

#[test]
fn hazards_estimated_from_much_data_come_near_the_truth() {
    let truth = Truth {
        groups_a_year: 3000.0,
        spread: 0.0,
        from: 2014,
        years: 10,
        trend: 0.0,
        districts: 0,
    };
    let (council, _) = council(truth, &mut ChaCha12Rng::seed_from_u64(7), &[]);
    let hazards = Hazards::of(&History::of(&council).unwrap());
    let near = |found: f64, true_rate: f64| {
        assert!(
            (found / true_rate - 1.0).abs() < 0.12,
            "{found} for {true_rate}"
        );
    };
    // Durations within one piece of the truth: 0 to 28, 91 to 182, 365 to 730 and over 1,461 days.
    for (duration, days) in [(0, 10.0), (2, 120.0), (4, 500.0), (6, 2000.0)] {
        for state in [State::OwnFoster, State::AgencyFoster] {
            let cell = leaving_cell(3, duration, state);
            near(
                hazards.leaving[Exit::Home as usize].rate(cell),
                0.6 * leaving(days),
            );
            near(
                hazards.leaving[Exit::Guardianship as usize].rate(cell),
                0.4 * leaving(days),
            );
        }
    }
    for (tenure, days) in [(0, 10.0), (1, 50.0), (3, 200.0), (5, 900.0)] {
        near(
            hazards
                .moving
                .rate(moving_cell(3, tenure, State::AgencyFoster)),
            moving(days),
        );
    }
    // Nobody was adopted, and there are hundreds of thousands of days to say so.
    assert!(
        hazards.leaving[Exit::Adoption as usize].rate(leaving_cell(3, 2, State::OwnFoster)) < 1e-6
    );
}

#[test]
fn who_left_and_who_stayed_are_counted_alike_where_the_beginning_is_before_the_data() {
    // The day of entering care is known of children who are still there, never of those who have left. Counted each as
    // known, the stayers alone fill the long durations, and leaving looks slower than it is.
    let truth = Truth {
        groups_a_year: 3000.0,
        spread: 0.0,
        from: 2018,
        years: YEARS,
        trend: 0.0,
        districts: 0,
    };
    let (council, _) = council(truth, &mut ChaCha12Rng::seed_from_u64(21), &[]);
    let hazards = Hazards::of(&History::of(&council).unwrap());
    // All ages and states of the durations that lie within one piece of the truth.
    for (duration, days) in [
        (0, 10.0),
        (2, 120.0),
        (3, 300.0),
        (4, 500.0),
        (5, 1000.0),
        (6, 2000.0),
    ] {
        let (mut events, mut at_risk) = (0.0, 0.0);
        for band in 0..5 {
            for state in State::ALL {
                let cell = leaving_cell(band, duration, state);
                at_risk += hazards.leaving[0].table.days[cell];
                events += hazards
                    .leaving
                    .iter()
                    .map(|cause| cause.table.events[cell])
                    .sum::<f64>();
            }
        }
        let ratio = events / at_risk / leaving(days);
        // Three standard errors, and half a day of each stay that the calendar adds.
        assert!(
            (ratio - 1.0).abs() < 0.006 + 3.0 / events.sqrt(),
            "{duration}: {ratio} of {events}"
        );
    }
}

#[test]
fn any_number_of_threads_gives_the_same_figures() {
    let truth = Truth {
        groups_a_year: 30.0,
        spread: 0.1,
        from: 2018,
        years: 4,
        trend: 0.0,
        districts: 0,
    };
    let (council, _) = council(truth, &mut ChaCha12Rng::seed_from_u64(3), &[]);
    let model = Model::of(&History::of(&council).unwrap());
    let settings = Settings {
        months: 6,
        replications: 40,
        seed: 9,
    };
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| run(&model, settings))
    };
    let one = with(1);
    assert_eq!(one, with(3));
    assert_ne!(
        one,
        run(
            &model,
            Settings {
                seed: 10,
                ..settings
            }
        )
    );
    // Who is there is who was there, with who came and without who left.
    for counts in &one.counts {
        let figure = |month: usize, series: Series| counts[month * SERIES + series.at()];
        let mut before = model.children() as u32;
        for month in 0..6 {
            let (came, went) = (
                figure(month, Series::Entries),
                figure(month, Series::AllExits),
            );
            assert_eq!(figure(month, Series::Total), before + came - went);
            before = figure(month, Series::Total);
            let to = State::ALL.map(|state| figure(month, Series::MovesTo(state)));
            assert_eq!(to.iter().sum::<u32>(), figure(month, Series::Moves));
            for dimension in ["state", "age", "uasc", "need"] {
                let parts = Segment::all().filter(|part| part.dimension() == dimension);
                let (there, new): (Vec<u32>, Vec<u32>) = parts
                    .map(|part| [Series::In(part), Series::EntriesOf(part)])
                    .map(|[there, new]| (figure(month, there), figure(month, new)))
                    .unzip();
                assert_eq!(there.iter().sum::<u32>(), before, "{dimension}");
                assert_eq!(new.iter().sum::<u32>(), came, "{dimension}");
            }
            let abused = Segment::Need(Some(NeedCode::N1));
            assert!(figure(month, Series::In(abused)) > before / 5);
        }
    }
}
