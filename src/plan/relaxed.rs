//! The relaxation of a programme: it holds only the choices that prices ask for, and is solved again from where it
//! stood whenever something is added.

use std::collections::BTreeMap;

use super::ask::{Ask, Global};
use super::price::Prices;
use super::recourse::Comes;
use crate::optimise::{Growing, Sense, SolveError, Ways};

/// A relaxation that is kept alive.
pub struct Relaxation {
    grow: Growing,
    /// What each column stands for.
    stands: Vec<Stands>,
    /// Which choices are here, and where the needs stand.
    pub held: Held,
    /// By sample, then row of a spot: its row here, and what the choices here could weigh in it.
    spot_rows: Vec<Vec<(Option<usize>, i64)>>,
    /// By row over everything.
    globals: Vec<usize>,
    counts: usize,
    /// What the solver takes for one of the objective's unit: its costs are divided by this.
    unit: f64,
}

/// The largest cost of a shortfall that the solver is given: with costs of thousands of millions it has ended in an error.
const LARGEST: f64 = 1e6;

/// What costs are divided by.
fn unit(ask: &Ask) -> f64 {
    let slacks = ask.slacks().into_iter();
    let most = slacks.map(|slack| ask.slack_cost(slack)).max();
    (most.unwrap_or(0) as f64 / LARGEST).max(1.0)
}

/// Which choices a relaxation holds, and where it keeps the needs.
pub struct Held {
    /// By sample, then choice: its column.
    at: Vec<Vec<Option<usize>>>,
    /// By sample, then group: its first need row.
    need: Vec<Vec<usize>>,
}

#[derive(Debug, Clone, Copy)]
enum Stands {
    Count(usize),
    Short(usize, usize),
    /// Sample, group and the children left.
    Left(usize, usize, u32),
    Choice(usize, u32),
}

/// A solution of the relaxation.
pub struct Solved {
    /// Prices of all rows but the needs.
    pub prices: Prices,
    /// By sample, then group: duals of its need rows.
    needs: Vec<Vec<Vec<f64>>>,
    /// The sum of those shortfalls that are made small, each in the unit of its goal.
    pub short: f64,
    /// Choices above zero: sample, choice and how much of it.
    pub used: Vec<(usize, u32, f64)>,
    /// Counts.
    pub counts: Vec<f64>,
}

impl Relaxation {
    /// Nobody has a home yet.
    pub fn of(ask: &Ask, ways: &[Vec<Ways>]) -> Result<Self, SolveError> {
        let mut relaxation = Self {
            grow: Growing::new()?,
            stands: Vec::new(),
            held: Held {
                at: ask
                    .recourses
                    .iter()
                    .map(|r| vec![None; r.choices.len()])
                    .collect(),
                need: Vec::new(),
            },
            spot_rows: ask
                .recourses
                .iter()
                .map(|r| vec![(None, 0); r.rows.len()])
                .collect(),
            globals: Vec::new(),
            counts: 0,
            unit: unit(ask),
        };
        for k in 0..ask.counts.len() {
            relaxation.add_count(ask, k)?;
        }
        for slack in ask.slacks() {
            let cost = ask.slack_cost(slack) as f64;
            let most = Some(ask.most_short(slack));
            relaxation.add(Stands::Short(slack.0, slack.1), cost, most, &[])?;
        }
        for (s, ways) in ways.iter().enumerate() {
            relaxation.add_needs(ask, s, ways)?;
        }
        relaxation.catch_up(ask)?;
        Ok(relaxation)
    }

    fn add_count(&mut self, ask: &Ask, k: usize) -> Result<(), SolveError> {
        let cost = ask.count_cost(k) as f64;
        self.add(Stands::Count(k), cost, Some(ask.counts[k].most), &[])?;
        self.counts += 1;
        Ok(())
    }

    fn add_needs(&mut self, ask: &Ask, s: usize, ways: &[Ways]) -> Result<(), SolveError> {
        let mut first = Vec::new();
        for (g, group) in ask.recourses[s].problem.groups.iter().enumerate() {
            let need = self.grow.add_row(Sense::Equal, 1, &[])?;
            first.push(need);
            if group.has_ways() {
                for _ in &group.sets {
                    self.grow.add_row(Sense::Equal, 0, &[])?;
                }
                let all = (1_u32 << group.children.len()) - 1;
                for way in &ways[g].listed {
                    let mut terms = vec![(need, 1)];
                    terms.extend(way.sets.iter().map(|s| (need + 1 + usize::from(*s), -1)));
                    let left = all & !way.placed;
                    let cost = ask.leaving_cost(s, g, left) as f64;
                    self.add(Stands::Left(s, g, left), cost, None, &terms)?;
                }
            } else {
                for bit in 0..group.children.len() {
                    if bit > 0 {
                        self.grow.add_row(Sense::Equal, 1, &[])?;
                    }
                    let cost = ask.leaving_cost(s, g, 1 << bit) as f64;
                    self.add(Stands::Left(s, g, 1 << bit), cost, None, &[(need + bit, 1)])?;
                }
            }
        }
        self.held.need.push(first);
        Ok(())
    }

    fn add(
        &mut self,
        stands: Stands,
        cost: f64,
        most: Option<i64>,
        terms: &[(usize, i64)],
    ) -> Result<usize, SolveError> {
        let column = self.grow.add_column(cost / self.unit, most, terms)?;
        self.stands.push(stands);
        Ok(column)
    }

    /// Adds counts and rows over everything that have been asked since.
    pub fn catch_up(&mut self, ask: &Ask) -> Result<(), SolveError> {
        for k in self.counts..ask.counts.len() {
            self.add_count(ask, k)?;
        }
        for global in &ask.globals[self.globals.len()..] {
            let weigh = |stands: &Stands| weight(ask, global, *stands);
            let terms = self.stands.iter().map(weigh).enumerate();
            let terms: Vec<(usize, i64)> = terms.filter(|(_, c)| *c != 0).collect();
            let row = self.grow.add_row(Sense::AtMost, global.limit, &terms)?;
            self.globals.push(row);
        }
        Ok(())
    }

    /// Takes changed limits of the rows over everything.
    pub fn set_limit(&mut self, ask: &Ask, global: usize) -> Result<(), SolveError> {
        self.grow
            .set_limit(self.globals[global], ask.globals[global].limit)
    }

    /// Takes the programme's objective.
    pub fn set_costs(&mut self, ask: &Ask) -> Result<(), SolveError> {
        self.unit = unit(ask);
        for (column, stands) in self.stands.iter().enumerate() {
            let cost = cost(ask, *stands) as f64 / self.unit;
            self.grow.set_cost(column, cost)?;
        }
        Ok(())
    }

    /// Every choice that is here.
    pub fn choices(&self) -> impl Iterator<Item = (usize, u32)> + '_ {
        self.stands.iter().filter_map(|stands| match stands {
            Stands::Choice(s, c) => Some((*s, *c)),
            _ => None,
        })
    }

    /// Adds choices that are not here yet, and the rows that they could now break.
    pub fn add_choices(
        &mut self,
        ask: &Ask,
        choices: impl IntoIterator<Item = (usize, u32)>,
    ) -> Result<(), SolveError> {
        let mut wake: Vec<(usize, usize)> = Vec::new();
        for (s, c) in choices {
            if self.held.has(s, c) {
                continue;
            }
            let recourse = &ask.recourses[s];
            let need = self.held.need_rows(ask, s, c);
            let mut terms: Vec<(usize, i64)> = need.map(|(first, at)| (first + at, 1)).collect();
            for &(r, coefficient) in &recourse.stands_in[c as usize] {
                let row = &recourse.rows[r as usize];
                let (here, weight) = &mut self.spot_rows[s][r as usize];
                *weight += coefficient.max(0);
                match here {
                    Some(here) => terms.push((*here, coefficient)),
                    None if row.must_wake(*weight) => wake.push((s, r as usize)),
                    None => {}
                }
            }
            for (global, row) in ask.globals.iter().zip(&self.globals) {
                terms.push((*row, ask.choice_in(global, s, c)));
            }
            terms.retain(|(_, coefficient)| *coefficient != 0);
            let cost = ask.choice_cost(s, c) as f64;
            let column = self.add(Stands::Choice(s, c), cost, None, &terms)?;
            self.held.at[s][c as usize] = Some(column);
        }
        self.wake(ask, wake)
    }

    fn wake(&mut self, ask: &Ask, mut wake: Vec<(usize, usize)>) -> Result<(), SolveError> {
        wake.sort_unstable();
        wake.dedup();
        for (s, r) in wake {
            let row = &ask.recourses[s].rows[r];
            let here = row.terms.iter();
            let here = here.filter_map(|&(c, w)| Some((self.held.at[s][c as usize]?, w)));
            let mut terms: Vec<(usize, i64)> = here.filter(|(_, w)| *w != 0).collect();
            // Counts are the first columns.
            terms.extend(row.offer.filter(|(_, w)| *w != 0));
            let at = self.grow.add_row(Sense::AtMost, row.limit, &terms)?;
            self.spot_rows[s][r].0 = Some(at);
        }
        Ok(())
    }

    /// Whether a row of a spot is here.
    pub fn is_awake(&self, s: usize, row: u32) -> bool {
        self.spot_rows[s][row as usize].0.is_some()
    }

    /// Wakes rows that a solution breaks, and says how many.
    pub fn wake_broken(&mut self, ask: &Ask, solved: &Solved) -> Result<usize, SolveError> {
        let mut broken = Vec::new();
        for (s, recourse) in ask.recourses.iter().enumerate() {
            let mut weight: BTreeMap<u32, f64> = BTreeMap::new();
            let here = solved.used.iter().filter(|(of, _, _)| *of == s);
            for (_, c, amount) in here {
                for &(row, coefficient) in &recourse.stands_in[*c as usize] {
                    if recourse.rows[row as usize].comes == Comes::Broken && !self.is_awake(s, row)
                    {
                        *weight.entry(row).or_default() += amount * coefficient as f64;
                    }
                }
            }
            broken.extend(weight.into_iter().filter_map(|(r, weight)| {
                let row = &recourse.rows[r as usize];
                let offered = row.offer.map_or(0.0, |(k, c)| solved.counts[k] * c as f64);
                (weight + offered > row.limit as f64 + 1e-5).then_some((s, r as usize))
            }));
        }
        let many = broken.len();
        self.wake(ask, broken)?;
        Ok(many)
    }

    /// Solves; `None` if there is no solution.
    pub fn solve(&mut self, ask: &Ask) -> Result<Option<Solved>, SolveError> {
        let Some(found) = self.grow.solve()? else {
            return Ok(None);
        };
        let dual = |row: usize| found.duals[row] * self.unit;
        let of_spot = |rows: &Vec<(Option<usize>, i64)>| {
            let prices = rows
                .iter()
                .map(|(row, _)| row.map_or(0, |row| Prices::at_most(dual(row))));
            prices.collect()
        };
        let needs = self
            .held
            .need
            .iter()
            .zip(ask.recourses)
            .map(|(first, recourse)| {
                let groups = first.iter().zip(&recourse.problem.groups);
                let of_group = |(first, group): (&usize, &crate::optimise::Group)| {
                    let rows = if group.has_ways() {
                        1 + group.sets.len()
                    } else {
                        group.children.len()
                    };
                    (*first..first + rows).map(dual).collect()
                };
                groups.map(of_group).collect()
            });
        let (mut short, mut used, mut counts) = (0.0, Vec::new(), Vec::new());
        for (stands, &amount) in self.stands.iter().zip(&found.amounts) {
            match *stands {
                Stands::Short(s, g) if ask.slack_cost((s, g)) > 0 => short += amount,
                Stands::Choice(s, c) if amount > 1e-9 => used.push((s, c, amount)),
                Stands::Count(_) => counts.push(amount),
                Stands::Choice(..) | Stands::Left(..) | Stands::Short(..) => {}
            }
        }
        Ok(Some(Solved {
            prices: Prices {
                spots: self.spot_rows.iter().map(of_spot).collect(),
                globals: self
                    .globals
                    .iter()
                    .map(|row| Prices::at_most(dual(*row)))
                    .collect(),
            },
            needs: needs.collect(),
            short,
            used,
            counts,
        }))
    }
}

impl Held {
    /// Whether a choice is here.
    pub fn has(&self, s: usize, c: u32) -> bool {
        self.at[s][c as usize].is_some()
    }

    /// The need rows in which a choice stands.
    fn need_rows(
        &self,
        ask: &Ask,
        s: usize,
        c: u32,
    ) -> impl Iterator<Item = (usize, usize)> + use<> {
        let problem = &ask.recourses[s].problem;
        let column = ask.recourses[s].choices[c as usize].column;
        let of = &problem.columns[column as usize];
        let (g, first) = (of.group as usize, self.need[s][of.group as usize]);
        let (shift, mask) = if problem.groups[g].has_ways() {
            (1 + usize::from(of.set), 1)
        } else {
            (0, problem.mask(column))
        };
        let bits = (0..u32::BITS as usize).filter(move |bit| mask >> bit & 1 == 1);
        bits.map(move |bit| (first, shift + bit))
    }

    /// What a choice that is not here would better the relaxation by; negative if it would.
    pub fn reduced(&self, ask: &Ask, solved: &Solved, s: usize, c: u32, at_prices: f64) -> f64 {
        let g = {
            let recourse = &ask.recourses[s];
            let column = recourse.choices[c as usize].column;
            recourse.problem.columns[column as usize].group as usize
        };
        let needs = self.need_rows(ask, s, c);
        at_prices - needs.map(|(_, at)| solved.needs[s][g][at]).sum::<f64>()
    }
}

impl super::recourse::SpotRow {
    /// Whether a row must be in a programme over choices that weigh so much in it at most.
    pub fn must_wake(&self, weight: i64) -> bool {
        match (self.comes, self.offer) {
            (Comes::Broken, _) => false,
            (Comes::AtOnce, _) => weight > 0,
            (Comes::Breakable, Some((_, limit))) if limit < 0 => weight > -limit,
            (Comes::Breakable, _) => weight > self.limit,
        }
    }
}

fn cost(ask: &Ask, stands: Stands) -> i64 {
    match stands {
        Stands::Count(k) => ask.count_cost(k),
        Stands::Short(s, g) => ask.slack_cost((s, g)),
        Stands::Left(s, g, mask) => ask.leaving_cost(s, g, mask),
        Stands::Choice(s, c) => ask.choice_cost(s, c),
    }
}

fn weight(ask: &Ask, global: &Global, stands: Stands) -> i64 {
    match stands {
        Stands::Count(k) => ask.count_in(global, k),
        Stands::Short(s, g) => ask.slack_in(global, (s, g)),
        Stands::Left(s, g, mask) => ask.leaving_in(global, s, g, mask),
        Stands::Choice(s, c) => ask.choice_in(global, s, c),
    }
}

#[cfg(test)]
mod tests;
