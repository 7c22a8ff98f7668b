//! One replication, month by month.

use std::collections::BTreeMap;

use super::Setup;
use super::audit::{Audited, audit};
use super::chance::Chance;
use super::groups::{self, Counted};
use super::homes;
use super::influence::Influence;
use super::offers::Market;
use super::outcomes::{Measure, Outcomes, Weekly, tenths};
use super::pairs::Pairs;
use super::placing;
use super::world::World;
use crate::forecast::arrivals::DrawnRate;
use crate::forecast::cast::{Setting, Where};
use crate::forecast::changes::Changes;
use crate::forecast::hazard::Rates;
use crate::forecast::history::day_number;
use crate::forecast::simulate::{Kind, drawn_rates, keyed};
use crate::forecast::supply::Drawn;
use crate::model::Date;
use crate::optimise::SolveError;

/// One replication under way.
pub struct Run<'r> {
    pub setup: &'r Setup<'r>,
    pub changes: &'r Changes,
    pub rates: Rates,
    pub drawn: Drawn,
    pub chance: Chance,
    pub world: World<'r>,
    pub out: Outcomes,
    /// How many of each scenario's scheduled changes have been done, by kind and position.
    pub done: BTreeMap<(u8, usize), u32>,
    /// By setting: places of others that have closed or come in house since the start, with our children in them.
    pub lost: [usize; 3],
    /// How many free places of others there are.
    pub market: Market,
    /// What homes and children of a scenario cost once in the month, pence.
    pub once_pence: u64,
    pairs: Pairs,
    audits: Audits,
    pub next_family: u32,
    pub key: (u64, u64),
}

/// A month.
#[derive(Debug, Clone, Copy)]
pub struct Month {
    /// Number, from 0.
    pub at: usize,
    /// Its last day.
    pub day: Date,
    /// From the evening before until its last evening, in days.
    pub begun: f64,
    /// Its last evening.
    pub end: f64,
}

/// Months that are placed in both ways.
#[derive(Default)]
struct Audits {
    /// Every so many months; 0 for none.
    every: usize,
    found: Vec<Audited>,
    failed: Option<SolveError>,
}

/// Runs the first so many months of a replication.
pub fn replicate(
    setup: &Setup<'_>,
    months: (&[Date], usize),
    changes: &Changes,
    key: (u64, u64),
) -> Outcomes {
    live(setup, months, changes, (key, 0)).0
}

/// Runs one replication, in which every so many months are placed in both ways.
pub fn audited(
    setup: &Setup<'_>,
    months: &[Date],
    changes: &Changes,
    key_and_every: ((u64, u64), usize),
) -> Result<Vec<Audited>, SolveError> {
    let (_, audits) = live(setup, (months, months.len()), changes, key_and_every);
    audits.failed.map_or(Ok(audits.found), Err)
}

/// What is counted on the evening before the first month, as if it were the end of one.
pub fn today(setup: &Setup<'_>) -> Outcomes {
    let world = setup.begin((0, 0));
    let mut out = Outcomes::new(1, setup.districts);
    let weekly = Weekly {
        outside: setup.outside,
        factor: &|_| 1.0,
    };
    out.count(0, &world, (&weekly, setup.near));
    Pairs::of(&world).count(&mut out, 0, &world);
    out
}

fn live(
    setup: &Setup<'_>,
    (months, most): (&[Date], usize),
    changes: &Changes,
    key_and_every: ((u64, u64), usize),
) -> (Outcomes, Audits) {
    let run = lived(setup, (months, most), changes, key_and_every);
    (run.out, run.audits)
}

/// A replication that has come to its last evening, `most` months from its first.
pub fn lived<'r>(
    setup: &'r Setup<'r>,
    (months, most): (&[Date], usize),
    changes: &'r Changes,
    (key, every): ((u64, u64), usize),
) -> Run<'r> {
    let rates = setup.model.hazards.draw(&mut keyed(key, Kind::Parameters));
    // The same as in the forecast of demand.
    let streams = drawn_rates(&setup.model, months.len(), key);
    let mut drawing = keyed(key, Kind::Years);
    drawing.set_stream(streams.len() as u64);
    let mut run = Run {
        drawn: setup.supply.draw(&mut drawing),
        chance: Chance::of(key),
        pairs: Pairs::default(),
        world: setup.begin(key),
        out: Outcomes::new(months.len(), setup.districts),
        done: BTreeMap::new(),
        lost: [0; 3],
        market: Market::default(),
        once_pence: 0,
        audits: Audits {
            every,
            ..Audits::default()
        },
        next_family: setup.next_family(),
        setup,
        changes,
        rates,
        key,
    };
    run.pairs = Pairs::of(&run.world);
    run.begin_holds();
    let mut begun = f64::from(day_number(setup.model.from));
    for (at, day) in months.iter().enumerate().take(most) {
        let end = f64::from(day_number(*day));
        let month = Month {
            at,
            day: *day,
            begun,
            end,
        };
        run.month(month, &streams);
        begun = end;
    }
    run
}

impl Run<'_> {
    fn month(&mut self, month: Month, streams: &[DrawnRate]) {
        let influence = Influence::on(self.changes, month.day);
        homes::pass(self, month, &influence);
        let present: Vec<u32> = (0..self.world.children.len() as u32)
            .filter(|c| !self.world.children[*c as usize].gone)
            .collect();
        self.carry(&present, month, &influence);
        self.scheduled(month);
        for (stream, rate) in streams.iter().enumerate() {
            self.arrivals(month, (stream, rate), &influence);
        }
        self.on_top(month);
        self.count_entries(month);
        self.world.now = month.end;
        let waits = |c: &u32| {
            let child = &self.world.children[*c as usize];
            !child.gone && child.seeks.is_some() && child.time <= month.end
        };
        let children = 0..self.world.children.len() as u32;
        let waiting: Vec<u32> = children.filter(waits).collect();
        self.count_choices(month, &waiting);
        let mut placed = self.place(waiting, month);
        placed.extend(self.reunite(month));
        self.count_placed(month, &placed);
        // What is left of the month for those who moved or came in it.
        let behind: Vec<u32> = (0..self.world.children.len() as u32)
            .filter(|c| {
                let child = &self.world.children[*c as usize];
                !child.gone && child.time < month.end
            })
            .collect();
        self.carry(&behind, month, &influence);
        let council = self.world.council;
        let weekly = Weekly {
            outside: self.setup.outside,
            factor: &|home| influence.price(council, council.home(home)),
        };
        let how = (&weekly, self.setup.near);
        self.out.count(month.at, &self.world, how);
        self.count_spent(month);
        self.pairs.count(&mut self.out, month.at, &self.world);
    }

    fn place(&mut self, waiting: Vec<u32>, month: Month) -> Vec<u32> {
        let every = self.audits.every;
        let audited =
            every > 0 && (month.at + 1).is_multiple_of(every) && self.audits.failed.is_none();
        if !audited {
            return placing::place(&mut self.world, waiting);
        }
        match audit(&mut self.world, waiting.clone(), month.day) {
            Ok((found, placed)) => {
                self.audits.found.push(found);
                placed
            }
            Err(why) => {
                self.audits.failed = Some(why);
                placing::place(&mut self.world, waiting)
            }
        }
    }

    /// Each who comes counts in the month of her own first day, which may be after that of the brother with whom she comes.
    fn count_entries(&mut self, month: Month) {
        let newcomers = self.world.children.iter().skip(self.setup.present());
        let came = newcomers.filter(|c| c.life.start > month.begun && c.life.start <= month.end);
        let number = came.count() as u32;
        self.out.add(month.at, Measure::Entries, number);
    }

    /// What those who look for a home could choose from before anybody is placed.
    fn count_choices(&mut self, month: Month, waiting: &[u32]) {
        for &child in waiting {
            let choices = placing::choices(&self.world, child);
            self.out.add(month.at, Measure::Looked, 1);
            self.out.add(month.at, Measure::Choices, choices);
            let of = [(Counted::Looked, 1), (Counted::Choices, choices)];
            groups::add(&mut self.out, month.at, &self.world, child, &of);
        }
    }

    fn count_placed(&mut self, month: Month, placed: &[u32]) {
        for &child in placed {
            let who = &self.world.children[child as usize];
            let Some((home, place)) = who.home.zip(who.place) else {
                continue;
            };
            let own = self.world.homes[home as usize].own;
            self.out.add(month.at, Measure::Placed, 1);
            self.out.add(month.at, Measure::PlacedOwn, u32::from(own));
            let approvals = u32::from(place.approvals);
            self.out.add(month.at, Measure::Approvals, approvals);
            self.count_where(month, (home, place));
            if let Some(changes) = place.changes_school {
                let changed = u32::from(changes);
                self.out.add(month.at, Measure::SchoolKnown, 1);
                self.out.add(month.at, Measure::SchoolChanged, changed);
                let of = [(Counted::SchoolKnown, 1), (Counted::SchoolChanged, changed)];
                groups::add(&mut self.out, month.at, &self.world, child, &of);
            }
        }
    }

    /// Where one who was placed lives now.
    fn count_where(&mut self, month: Month, (home, place): (u32, Where)) {
        let setting = self.world.homes[home as usize].setting;
        let (miles, known) = (place.miles.unwrap_or_default(), place.miles.is_some());
        for (measure, number) in [
            (Measure::PlacedInArea, u32::from(place.in_area)),
            (Measure::PlacedDistanceKnown, u32::from(known)),
            (Measure::PlacedMilesTenths, tenths(miles)),
            (Measure::PlacedFamily, u32::from(setting == Setting::Family)),
            (Measure::PlacedHome, u32::from(setting == Setting::Home)),
        ] {
            self.out.add(month.at, measure, number);
        }
    }
}
