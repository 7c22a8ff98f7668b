//! Does the individual forecast keep its word? 200 councils of known truth: groups of brothers and sisters, years that
//! differ, hazards that fall with time in care. Prints how often ranges hold what came, and scores against "as many as
//! today" and against the stock-flow method. Not a timed test.
//!
//! `cargo bench --bench calibration` or, for fewer councils, `cargo bench --bench calibration -- 50`. With `years` and a
//! number, histories of so many years; one is pooled to England's rates, which these councils are unlike. With `episodes` and a
//! number of groups a year it prints the `episodes.csv` of one such council instead, to time `placewell forecast` on.

#[path = "../tests/true_council/mod.rs"]
mod true_council;

use placewell::forecast::backtest::crps;
use placewell::forecast::demand::quantile;
use placewell::forecast::history::{History, State, day_number};
use placewell::forecast::simulate::{Model, Series, Settings, month_ends, run};
use placewell::forecast::stock_flow::{Asked, Category, Span, State as Theirs, StockFlow};
use placewell::model::{Council, Date, Returned};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use true_council::{Truth, council_by_place};

const HORIZONS: [usize; 3] = [6, 12, 24];
const YEARS: i16 = 6;
/// Places of the truth, with our state and whether stock-flow tells them apart.
const GROUPS: [(&str, Option<State>); 5] = [
    ("total", None),
    ("own_foster", Some(State::OwnFoster)),
    ("agency_foster", Some(State::AgencyFoster)),
    ("external_home", Some(State::ExternalHome)),
    ("connected_persons", Some(State::Connected)),
];

#[derive(Default, Clone, Copy)]
struct Sums {
    within: [f64; 2],
    crps: f64,
    persistence: f64,
    stock_flow: f64,
    bias: f64,
    number: f64,
}

/// The number after a word of the command line.
fn asked(word: &str) -> Option<f64> {
    let mut words = std::env::args().skip_while(|given| given != word);
    words.nth(1)?.parse().ok()
}

fn main() {
    if let Some(groups_a_year) = asked("episodes") {
        let truth = Truth {
            groups_a_year,
            spread: 0.1,
            from: 2020,
            years: YEARS,
        };
        let (council, _) = true_council::council(truth, &mut ChaCha12Rng::seed_from_u64(1), &[]);
        print!("{}", true_council::episodes_csv(&council));
        return;
    }
    let number = |word: String| word.parse::<u64>().ok();
    let councils = std::env::args().skip(1).find_map(number).unwrap_or(200);
    let years = asked("years").map_or(YEARS, |years| years as i16);
    let last = Date::new(2018 + YEARS, 3, 31).expect("a day");
    let days = month_ends(last, 24);
    let ahead = HORIZONS.map(|months| days[months - 1]);
    let mut sums = [[Sums::default(); GROUPS.len()]; HORIZONS.len()];
    let (mut least, mut most) = (usize::MAX, 0);
    for seed in 0..councils {
        let mut rng = ChaCha12Rng::seed_from_u64(1000 + seed);
        let truth = Truth {
            // From about 300 to about 1,700 children.
            groups_a_year: 110.0 + 490.0 * seed as f64 / councils.max(2) as f64,
            spread: 0.1,
            from: 2018 + YEARS - years,
            years,
        };
        let (council, after) = council_by_place(truth, &mut rng, &ahead);
        let history = History::of(&council).expect("a history");
        let model = Model::of(&history);
        least = least.min(model.children());
        most = most.max(model.children());
        let settings = Settings {
            months: 24,
            replications: 500,
            seed,
        };
        let samples = run(&model, settings);
        let theirs = theirs(&council, &history, &days);
        let now = history.children_on(day_number(last));
        for (h, months) in HORIZONS.into_iter().enumerate() {
            for (g, (_, state)) in GROUPS.into_iter().enumerate() {
                let series = state.map_or(Series::Total, Series::State);
                let mut drawn = samples.of(months - 1, series.at());
                drawn.sort_unstable();
                let actual = after[h][g];
                let today = state.map_or(now.iter().sum(), |state| now[state as usize]);
                add(&mut sums[h][g], &drawn, actual, (today, theirs[h][g]));
            }
        }
    }
    println!(
        "{councils} councils of {least} to {most} children, {years} years of history, 500 replications"
    );
    println!(
        "months  children            within 80%  within 95%    bias    CRPS  today's  stock-flow"
    );
    for (h, months) in HORIZONS.into_iter().enumerate() {
        for (g, (name, _)) in GROUPS.into_iter().enumerate() {
            let s = sums[h][g];
            let mean = |sum: f64| sum / s.number;
            let theirs = mean(s.stock_flow);
            let theirs = if theirs.is_nan() {
                "-".to_owned()
            } else {
                format!("{theirs:.2}")
            };
            println!(
                "{months:>6}  {name:<20}{:>9.1}%{:>11.1}%{:>8.2}{:>8.2}{:>9.2}{theirs:>12}",
                100.0 * mean(s.within[0]),
                100.0 * mean(s.within[1]),
                mean(s.bias),
                mean(s.crps),
                mean(s.persistence),
            );
        }
    }
}

fn add(sums: &mut Sums, drawn: &[u32], actual: u32, (today, theirs): (u32, f64)) {
    let within = |low: f64, high: f64| {
        f64::from(u8::from(
            (quantile(drawn, low)..=quantile(drawn, high)).contains(&actual),
        ))
    };
    let actual_figure = f64::from(actual);
    sums.within[0] += within(0.1, 0.9);
    sums.within[1] += within(0.025, 0.975);
    sums.crps += crps(drawn, actual_figure);
    sums.bias +=
        drawn.iter().map(|n| f64::from(*n)).sum::<f64>() / drawn.len() as f64 - actual_figure;
    sums.persistence += (f64::from(today) - actual_figure).abs();
    sums.stock_flow += (theirs - actual_figure).abs();
    sums.number += 1.0;
}

/// The stock-flow method's means by horizon and group; not a number where it has no such group, and of all foster homes
/// none, for it tells them apart by shares alone.
fn theirs(
    council: &Council,
    history: &History,
    days: &[Date],
) -> [[f64; GROUPS.len()]; HORIZONS.len()] {
    let rows: Vec<Returned> = (council.episodes.iter())
        .map(|e| Returned {
            file: "episodes.csv".into(),
            line: 0,
            year: Some(history.first.year() + 1),
            child_id: e.child_id.clone(),
            born: e.born,
            start: e.start,
            reason_start: e.reason_start,
            place: e.place,
            provider: e.provider,
            end: e.end,
        })
        .collect();
    let asked = Asked {
        reference: Span {
            first: history.first,
            last: history.last,
        },
        ahead: Span {
            first: history.last,
            last: days[23],
        },
    };
    let forecast = StockFlow::of(&rows, asked).expect("a forecast");
    HORIZONS.map(|months| {
        let on = forecast
            .path
            .iter()
            .find(|(day, _)| *day == days[months - 1])
            .expect("a day");
        let of = |wanted: &[Category]| -> f64 {
            Theirs::all()
                .filter(|s| wanted.contains(&s.category))
                .map(|s| on.1[s])
                .sum()
        };
        let all = [
            Category::Fostering,
            Category::Residential,
            Category::Supported,
            Category::Other,
        ];
        [
            of(&all),
            f64::NAN,
            f64::NAN,
            of(&[Category::Residential]),
            f64::NAN,
        ]
    })
}
