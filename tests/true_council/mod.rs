//! Councils whose truth is known: children come in groups of brothers and sisters at a rate that differs by year, leave at
//! hazards that fall with time in care, move at known rates, and leave at 18 at the latest.

#![allow(dead_code)]

use std::sync::Arc;

use placewell::model::{
    Child, ChildIx, Coded, Council, Date, Episode, NeedCode, Sex, SiblingLink, SiblingPlan,
};
use rand_chacha::ChaCha12Rng as Rng;
use rand_distr::{Distribution, Exp1, Gamma, Poisson, StandardUniform};

/// What is true of a council.
#[derive(Clone, Copy)]
pub struct Truth {
    /// Groups that come in a year.
    pub groups_a_year: f64,
    /// Coefficient of variation between years.
    pub spread: f64,
    /// First day of the data: 1 April of this year.
    pub from: i16,
    /// Years of data.
    pub years: i16,
    /// Trend of arrivals over the data and after it, per year on the log scale.
    pub trend: f64,
    /// Districts that families come from, which the episodes name; 0 where they do not.
    pub districts: usize,
}

/// Hazard of leaving, a day, by days in care: quick at first, slow later.
pub fn leaving(days: f64) -> f64 {
    match days {
        ..28.0 => 0.006,
        ..182.0 => 0.0015,
        ..730.0 => 0.0009,
        _ => 0.0004,
    }
}

const LEAVING_CHANGES: [f64; 3] = [28.0, 182.0, 730.0];

/// Hazard of moving, a day, by days in the placement.
pub fn moving(days: f64) -> f64 {
    if days < 91.0 { 0.004 } else { 0.001 }
}

/// Places by number, with PROVIDER.
const PLACES: [(&str, &str); 4] = [("U4", "PR1"), ("U4", "PR4"), ("K2", "PR4"), ("U1", "PR0")];
/// Chances of the first place, and of the place that a move leads to.
const FIRST: [f64; 4] = [0.45, 0.3, 0.1, 0.15];
const NEXT: [f64; 4] = [0.3, 0.4, 0.25, 0.05];

fn unit(rng: &mut Rng) -> f64 {
    StandardUniform.sample(rng)
}

fn pick(chances: &[f64], rng: &mut Rng) -> usize {
    let mut left = unit(rng);
    for (at, chance) in chances.iter().enumerate() {
        left -= chance;
        if left < 0.0 {
            return at;
        }
    }
    chances.len() - 1
}

fn day(number: i64) -> Date {
    let start = Date::constant(2000, 1, 1);
    let mut year = 2000 + number.div_euclid(366) as i16;
    // Days are few thousands: walk forward by years, then by days.
    let number_of = |d: Date| i64::from(placewell::model::days_between(start, d));
    while number_of(Date::new(year + 1, 1, 1).unwrap()) <= number {
        year += 1;
    }
    let rest = number - number_of(Date::new(year, 1, 1).unwrap());
    let mut date = Date::new(year, 1, 1).unwrap();
    for _ in 0..rest {
        date = date.tomorrow().unwrap();
    }
    date
}

/// A day's number.
pub fn number(date: Date) -> i64 {
    i64::from(placewell::model::days_between(
        Date::constant(2000, 1, 1),
        date,
    ))
}

/// Why a child came; of a third it is not recorded.
fn need(born: Date) -> Option<NeedCode> {
    match born.day() % 3 {
        0 => Some(NeedCode::N1),
        1 => Some(NeedCode::N6),
        _ => None,
    }
}

/// One true life: placements with first days, and the last day with REC.
struct Life {
    stays: Vec<(i64, usize)>,
    end: i64,
    rec: &'static str,
}

fn live(start: i64, eighteen: i64, rng: &mut Rng) -> Life {
    let place = pick(&FIRST, rng);
    live_on(start, eighteen, (start, place), start, rng)
}

/// The life from the evening of a day, of which no more is known than when its placement began, and where.
fn live_on(
    start: i64,
    eighteen: i64,
    (since, place): (i64, usize),
    from: i64,
    rng: &mut Rng,
) -> Life {
    let mut stays = vec![(since, place)];
    let mut time = (from - start) as f64;
    let mut stay = (since - start) as f64;
    let last = (eighteen - start) as f64;
    loop {
        let changes = LEAVING_CHANGES.into_iter().chain([stay + 91.0, last]);
        let next = changes.filter(|t| *t > time).fold(last, f64::min);
        let (leave, shift) = (leaving(time), moving(time - stay));
        let wait: f64 = Exp1.sample(rng);
        let event = time + wait / (leave + shift);
        if event >= next {
            if next >= last {
                return Life {
                    stays,
                    end: eighteen,
                    rec: "E17",
                };
            }
            time = next;
            continue;
        }
        time = event;
        let today = start + time.ceil() as i64;
        if unit(rng) < leave / (leave + shift) {
            let rec = if unit(rng) < 0.6 { "E4A" } else { "E45" };
            return Life {
                stays,
                end: today.min(eighteen),
                rec,
            };
        }
        stay = time;
        let to = pick(&NEXT, rng);
        if stays.last().unwrap().0 < today && today < eighteen {
            stays.push((today, to));
        }
    }
}

/// What is true of a council on its last day, from which what comes can be drawn again and again.
pub struct Onward {
    truth: Truth,
    last: i64,
    /// First day of the year that has begun, or is about to.
    year: i64,
    /// Children in care: start, eighteenth birthday, first day of the placement, and place.
    present: Vec<(i64, i64, i64, usize)>,
}

impl Onward {
    /// One of the futures that may come of it: the true numbers on days ahead, in all and by place.
    pub fn again(&self, rng: &mut Rng, ahead: &[i64]) -> Vec<[u32; 5]> {
        let mut after = vec![[0; 5]; ahead.len()];
        for &(start, eighteen, since, place) in &self.present {
            let life = live_on(start, eighteen, (since, place), self.last, rng);
            life.count(start, ahead, &mut after);
        }
        let horizon = ahead.iter().copied().max().unwrap_or(self.last);
        let mut year = self.year;
        while year <= horizon {
            for _ in 0..groups_of_a_year(self.truth, (year - self.last) as f64, rng) {
                let start = year + (unit(rng) * 365.0) as i64;
                let size = 1 + pick(&SIZES, rng);
                let age = unit(rng) * 16.0;
                for nth in 0..size {
                    let years = (age - 1.5 * nth as f64).max(0.1);
                    let eighteen = start + ((18.0 - years) * 365.25) as i64;
                    // Those of the days before are among the present.
                    if start > self.last {
                        live(start, eighteen, rng).count(start, ahead, &mut after);
                    }
                }
            }
            year += 365;
        }
        after
    }
}

impl Life {
    fn count(&self, start: i64, ahead: &[i64], after: &mut [[u32; 5]]) {
        for (counts, &day) in after.iter_mut().zip(ahead) {
            if start <= day && day < self.end {
                let lived = self.stays.iter().rev();
                let place = lived.clone().find(|stay| stay.0 <= day).unwrap().1;
                counts[0] += 1;
                counts[1 + place] += 1;
            }
        }
    }
}

/// Chances of one child, two and three.
const SIZES: [f64; 3] = [0.7, 0.2, 0.1];

/// Groups of the year that begins so many days after the last day of the data.
fn groups_of_a_year(truth: Truth, begins: f64, rng: &mut Rng) -> usize {
    let years = (begins / 365.0 + 0.5).max(-f64::from(truth.years));
    let factor = match truth.spread {
        0.0 => 1.0,
        spread => Gamma::new(spread.powi(-2), spread.powi(2))
            .unwrap()
            .sample(rng),
    };
    Poisson::new(truth.groups_a_year * factor * (truth.trend * years).exp())
        .unwrap()
        .sample(rng) as usize
}

/// A council of this truth: what its returns would say on the last day, and the true number of children on days after it.
pub fn council(truth: Truth, rng: &mut Rng, ahead: &[Date]) -> (Council, Vec<u32>) {
    let (council, after, _) = council_by_place(truth, rng, ahead);
    (council, after.iter().map(|counts| counts[0]).collect())
}

/// The same, with the true numbers in all and by place: own foster homes, agencies', homes of others, relatives; and what
/// other futures begin from.
pub fn council_by_place(
    truth: Truth,
    rng: &mut Rng,
    ahead: &[Date],
) -> (Council, Vec<[u32; 5]>, Onward) {
    let first = number(Date::new(truth.from, 4, 1).unwrap());
    let as_at = Date::new(truth.from + truth.years, 3, 31).unwrap();
    let last = number(as_at);
    let ahead: Vec<i64> = ahead.iter().copied().map(number).collect();
    let horizon = ahead.iter().copied().max().unwrap_or(last);
    let mut council = Council::new("Truth (synthetic)", "E10999999", as_at);
    let mut after = vec![[0; 5]; ahead.len()];
    // Long enough before the data for the number of children to have settled.
    let mut year = first - 18 * 365;
    let (mut child, mut group) = (0, 0_usize);
    let mut onward = Onward {
        truth,
        last,
        year,
        present: Vec::new(),
    };
    while year <= horizon {
        if year <= last {
            onward.year = year;
        }
        for _ in 0..groups_of_a_year(truth, (year - last) as f64, rng) {
            let start = year + (unit(rng) * 365.0) as i64;
            let size = 1 + pick(&SIZES, rng);
            let age = unit(rng) * 16.0;
            let mut present: Vec<ChildIx> = Vec::new();
            group += 1;
            // Scattered, and without a random number, so that councils with and without districts are the same.
            let district = truth
                .districts
                .gt(&0)
                .then(|| group * 7919 % 1009 % truth.districts);
            for nth in 0..size {
                let years = (age - 1.5 * nth as f64).max(0.1);
                let born = day(start - (years * 365.25) as i64);
                let eighteen =
                    number(Date::new(born.year() + 18, born.month(), born.day()).unwrap_or(born));
                let life = live(start, eighteen, rng);
                life.count(start, &ahead, &mut after);
                child += 1;
                let id = format!("T{child:05}");
                if life.end > first && start <= last {
                    let named = district.map(|n| format!("D{n}"));
                    record(
                        &mut council,
                        (&id, named.as_deref()),
                        born,
                        &life,
                        (first, last),
                    );
                    if life.end > last {
                        let lived = life.stays.iter().rev();
                        let stay = lived.clone().find(|stay| stay.0 <= last).unwrap();
                        onward.present.push((start, eighteen, stay.0, stay.1));
                        let ix = ChildIx(council.children.len() as u32);
                        council
                            .children
                            .push(Child::new(&id, born, Sex::Female, day(start)));
                        present.push(ix);
                    }
                }
            }
            for (at, a) in present.iter().enumerate() {
                for b in &present[at + 1..] {
                    let plan = SiblingPlan::Together;
                    council.sibling_links.push(SiblingLink {
                        pair: (*a, *b),
                        plan,
                        reason: None,
                    });
                }
            }
        }
        year += 365;
    }
    (council, after, onward)
}

fn record(
    council: &mut Council,
    (id, district): (&str, Option<&str>),
    born: Date,
    life: &Life,
    (first, last): (i64, i64),
) {
    let code = |text: &str| Some(Coded::try_from_str(text).unwrap());
    for (at, (start, place)) in life.stays.iter().enumerate() {
        let next = life.stays.get(at + 1).map(|next| next.0);
        let end = next.unwrap_or(life.end);
        // The first return has what was open in its year.
        if end < first || *start > last {
            continue;
        }
        let rec = if next.is_some() { "X1" } else { life.rec };
        let closed = end <= last;
        council.episodes.push(Episode {
            child_id: Arc::from(id),
            born: Some(born),
            sex: Some(Sex::Female),
            ethnicity: None,
            uasc: false,
            start: day(*start),
            reason_start: code(if at == 0 { "S" } else { "P" }),
            legal_status: None,
            need_code: need(born),
            place: code(PLACES[*place].0),
            provider: code(PLACES[*place].1),
            end: closed.then(|| day(end)),
            reason_end: if closed { code(rec) } else { None },
            reason_change: None,
            urn: None,
            home_area: district.and_then(code),
            placement_authority: None,
            placement_location: None,
            placement_miles: None,
        });
    }
}

/// `episodes.csv` of a council.
pub fn episodes_csv(council: &Council) -> String {
    let mut text =
        "child_id,date_of_birth,sex,decom,rne,ls,cin,place,place_provider,dec,rec\n".to_owned();
    let code = |code: &Option<Coded>| code.map_or(String::new(), |code| code.to_string());
    for e in &council.episodes {
        text += &format!(
            "{},{},F,{},{},C2,N1,{},{},{},{}\n",
            e.child_id,
            e.born.unwrap(),
            e.start,
            code(&e.reason_start),
            code(&e.place),
            code(&e.provider),
            e.end.map_or(String::new(), |end| end.to_string()),
            code(&e.reason_end)
        );
    }
    text
}
