//! Does the individual forecast keep its word? 200 councils of known truth: groups of brothers and sisters, years that
//! differ, hazards that fall with time in care. Prints how often ranges hold what came, and scores against "as many as
//! today" and against the stock-flow method. Not a timed test.
//!
//! A forecast is right over the councils that it may be asked about, which are not alike: their years differ by nothing to a
//! fifth, and two of ten have a trend. With `alike` years differ by a tenth in each and none has a trend, which no history of
//! six years can tell a forecast.
//!
//! Of every council one history is seen, and a hundred futures of it are drawn from the truth, so that chance in what comes
//! hides little: the standard error is printed. Children are whole, so that a range from the tenth to the ninetieth per cent,
//! both ends in it, holds more than 80% of the forecast's own futures; beside how often it held what came stands how often
//! the truth's share of the forecast was within the middle 80% (a number at an end counts in part, as much of it as the
//! middle needs), which is 80% of a forecast that is right. `spread` is the forecast's variance over what its error and the
//! truth's own chance come to, the mean of councils: 1 of a forecast that is right.
//!
//! `cargo bench --bench calibration` or, for fewer councils, `cargo bench --bench calibration -- 50` (years and trends go
//! round in fifties). With `nodistricts` the episodes do not say which district a child is from, so that brothers and sisters
//! of the past are not told. With `years` and a number, histories of so many years; one is pooled to England's rates, which
//! these councils are unlike. With `episodes` and a number of groups a year it prints the `episodes.csv` of one such council
//! instead, to time `placewell forecast` on.

#[path = "../tests/true_council/mod.rs"]
mod true_council;

use placewell::forecast::backtest::crps;
use placewell::forecast::demand::quantile;
use placewell::forecast::history::{History, State, day_number};
use placewell::forecast::simulate::{Model, Settings, month_ends, run};
use placewell::forecast::stock_flow::{Asked, Category, Span, State as Theirs, StockFlow};
use placewell::model::{Council, Date, Returned};
use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::SeedableRng;
use true_council::{Truth, council_by_place};

const HORIZONS: [usize; 3] = [6, 12, 24];
const YEARS: i16 = 6;
/// Groups of the truth: all children, those of each place, and all foster children, whom stock-flow does not tell apart; each
/// with our states and the truth's numbers (the total, then places in this order).
const GROUPS: [(&str, &[State], &[usize]); 6] = [
    ("total", &State::ALL, &[0]),
    (
        "fostering",
        &[State::OwnFoster, State::AgencyFoster, State::Connected],
        &[1, 2, 4],
    ),
    ("own_foster", &[State::OwnFoster], &[1]),
    ("agency_foster", &[State::AgencyFoster], &[2]),
    ("external_home", &[State::ExternalHome], &[3]),
    ("connected_persons", &[State::Connected], &[4]),
];

/// Futures of each council that are drawn from the truth.
const FUTURES: usize = 100;
/// How much years differ, and trends by the year, of councils that differ in both.
const SPREADS: [f64; 5] = [0.0, 0.05, 0.1, 0.15, 0.2];
const TRENDS: [f64; 10] = [0.0, 0.0, 0.0, 0.0, 0.06, 0.0, 0.0, 0.0, 0.0, -0.06];
/// Years before the end of the history at which children in care came, about: a trend made them fewer or more than now.
const TREND_AGO: f64 = 2.5;
/// Shares of the ranges.
const LEVELS: [f64; 2] = [0.8, 0.95];

#[derive(Default, Clone, Copy)]
struct Sums {
    /// How often ranges held what came, both ends in them, by level.
    within: [f64; 2],
    /// The same, a number at an end counted in part; and the sum of squares over councils.
    middle: [f64; 2],
    middle_squares: [f64; 2],
    /// Variances as shares of that of the truth's futures: the forecast's, and of its mean's error with them.
    own_variance: f64,
    variance_of_error: f64,
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
            trend: 0.0,
            districts: 0,
        };
        let (council, _) = true_council::council(truth, &mut ChaCha12Rng::seed_from_u64(1), &[]);
        print!("{}", true_council::episodes_csv(&council));
        return;
    }
    let number = |word: String| word.parse::<u64>().ok();
    let councils = std::env::args().skip(1).find_map(number).unwrap_or(200);
    let alike = std::env::args().any(|word| word == "alike");
    let districts = !std::env::args().any(|word| word == "nodistricts");
    let years = asked("years").map_or(YEARS, |years| years as i16);
    let last = Date::new(2018 + YEARS, 3, 31).expect("a day");
    let days = month_ends(last, 24);
    let ahead = HORIZONS.map(|months| days[months - 1]);
    let ahead_numbers = ahead.map(true_council::number);
    let mut sums = [[Sums::default(); GROUPS.len()]; HORIZONS.len()];
    let (mut least, mut most) = (usize::MAX, 0);
    for seed in 0..councils {
        let mut rng = ChaCha12Rng::seed_from_u64(1000 + seed);
        let trend = if alike {
            0.0
        } else {
            TRENDS[seed as usize / 5 % 10]
        };
        let truth = Truth {
            // From about 300 to about 1,800 children, whatever the trend.
            groups_a_year: (77.0 + 325.0 * seed as f64 / councils.max(2) as f64)
                * (trend * TREND_AGO).exp(),
            spread: if alike {
                0.1
            } else {
                SPREADS[seed as usize % 5]
            },
            from: 2018 + YEARS - years,
            years,
            trend,
            districts: if districts { 12 } else { 0 },
        };
        let (council, _, onward) = council_by_place(truth, &mut rng, &[]);
        let mut rng = ChaCha12Rng::seed_from_u64(500_000 + seed);
        let futures: Vec<_> = (0..FUTURES)
            .map(|_| onward.again(&mut rng, &ahead_numbers))
            .collect();
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
            for (g, (_, states, of_truth)) in GROUPS.into_iter().enumerate() {
                let mut drawn = samples.of_states(months - 1, states.iter().copied());
                drawn.sort_unstable();
                let number = |after: &[u32; 5]| of_truth.iter().map(|at| after[*at]).sum();
                let actual: Vec<u32> = futures.iter().map(|after| number(&after[h])).collect();
                let today = states.iter().map(|state| now[*state as usize]).sum();
                add(&mut sums[h][g], &drawn, &actual, (today, theirs[h][g]));
            }
        }
    }
    println!(
        "{councils} councils of {least} to {most} children, {years} years of history, 500 replications, {FUTURES} futures each"
    );
    println!(
        "months  children            within 80%  middle 80% (se)    within 95%  middle 95%  spread    bias    CRPS  today's  stock-flow"
    );
    for (h, months) in HORIZONS.into_iter().enumerate() {
        for (g, (name, ..)) in GROUPS.into_iter().enumerate() {
            print_row((months, name), &sums[h][g]);
        }
    }
}

fn print_row((months, name): (usize, &str), s: &Sums) {
    let mean = |sum: f64| sum / s.number;
    let theirs = mean(s.stock_flow);
    let theirs = if theirs.is_nan() {
        "-".to_owned()
    } else {
        format!("{theirs:.2}")
    };
    let middle = mean(s.middle[0]);
    let error = ((mean(s.middle_squares[0]) - middle * middle) / s.number).sqrt();
    println!(
        "{months:>6}  {name:<20}{:>9.1}%{:>11.1}% ({:.1}){:>13.1}%{:>11.1}%{:>8.2}{:>8.2}{:>8.2}{:>9.2}{theirs:>12}",
        100.0 * mean(s.within[0]),
        100.0 * middle,
        100.0 * error,
        100.0 * mean(s.within[1]),
        100.0 * mean(s.middle[1]),
        s.own_variance / s.variance_of_error,
        mean(s.bias),
        mean(s.crps),
        mean(s.persistence),
    );
}

/// How much of a number is within the middle part of the forecast's draws.
fn in_the_middle(drawn: &[u32], actual: u32, level: f64) -> f64 {
    let below = drawn.partition_point(|n| *n < actual) as f64 / drawn.len() as f64;
    let up_to = drawn.partition_point(|n| *n <= actual) as f64 / drawn.len() as f64;
    let (low, high) = ((1.0 - level) / 2.0, (1.0 + level) / 2.0);
    if up_to > below {
        (up_to.min(high) - below.max(low)).max(0.0) / (up_to - below)
    } else {
        f64::from(u8::from((low..high).contains(&below)))
    }
}

fn mean_and_variance(numbers: &[u32]) -> (f64, f64) {
    let number = numbers.len() as f64;
    let mean = numbers.iter().map(|n| f64::from(*n)).sum::<f64>() / number;
    let squares = numbers.iter().map(|n| (f64::from(*n) - mean).powi(2));
    (mean, squares.sum::<f64>() / (number - 1.0))
}

fn add(sums: &mut Sums, drawn: &[u32], futures: &[u32], (today, theirs): (u32, f64)) {
    let mean = |of: &dyn Fn(u32) -> f64| {
        futures.iter().map(|actual| of(*actual)).sum::<f64>() / futures.len() as f64
    };
    for (at, level) in LEVELS.into_iter().enumerate() {
        let tail = (1.0 - level) / 2.0;
        let range = quantile(drawn, tail)..=quantile(drawn, 1.0 - tail);
        sums.within[at] += mean(&|actual| f64::from(u8::from(range.contains(&actual))));
        let middle = mean(&|actual| in_the_middle(drawn, actual, level));
        sums.middle[at] += middle;
        sums.middle_squares[at] += middle * middle;
    }
    let (of_draws, of_truth) = (mean_and_variance(drawn), mean_and_variance(futures));
    // The futures' mean has an error of its own, which is not the forecast's.
    let error = (of_draws.0 - of_truth.0).powi(2) - of_truth.1 / futures.len() as f64;
    sums.own_variance += of_draws.1 / of_truth.1;
    sums.variance_of_error += 1.0 + error / of_truth.1;
    sums.bias += of_draws.0 - of_truth.0;
    sums.crps += mean(&|actual| crps(drawn, f64::from(actual)));
    sums.persistence += mean(&|actual| (f64::from(today) - f64::from(actual)).abs());
    sums.stock_flow += mean(&|actual| (theirs - f64::from(actual)).abs());
    sums.number += 1.0;
}

/// The stock-flow method's means by horizon and group; not a number where it has no such group: it tells foster homes apart by
/// shares alone.
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
            of(&[Category::Fostering]),
            f64::NAN,
            f64::NAN,
            of(&[Category::Residential]),
            f64::NAN,
        ]
    })
}
