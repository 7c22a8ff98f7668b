//! A programme solved: the relaxation by column generation, then whole numbers among the choices that the gap leaves
//! open, then the homes of each offer packed one by one.

use std::time::Instant;

use rayon::prelude::*;

use super::ask::{Ask, Global, Objective};
use super::chosen::value;
use super::effort::Effort;
use super::pack::unfit_rows;
use super::price::{Priced, whole};
use super::relaxed::{Relaxation, Solved};
use super::select::{first_choices, select};
use crate::certify::ONE;
use crate::optimise::{SolveError, Stop, Ways, search_counts};

pub use super::found::{Best, Found};

/// Choices that a sibling group may add to the relaxation at once.
const ENTERING: usize = 4;

/// Rounds in which rows that the relaxation breaks are added.
const ROUNDS: usize = 30;

/// A programme that is solved for one thing after another.
pub struct Solver<'a> {
    /// What is asked.
    pub ask: Ask<'a>,
    ways: Vec<Vec<Ways>>,
    relaxation: Relaxation,
    effort: Effort,
    /// Whether blocks have to fit into homes one by one.
    packs: bool,
}

impl<'a> Solver<'a> {
    /// Ready to be solved. `known` are choices with which the relaxation begins.
    pub fn of(ask: Ask<'a>, effort: Effort, known: &[(usize, u32)]) -> Result<Self, SolveError> {
        let of = |r: &super::recourse::Recourse| r.problem.groups.iter().map(Ways::of).collect();
        let ways: Vec<Vec<Ways>> = ask.recourses.iter().map(of).collect();
        let mut relaxation = Relaxation::of(&ask, &ways)?;
        relaxation.add_choices(&ask, first_choices(&ask))?;
        relaxation.add_choices(&ask, known.iter().copied())?;
        Ok(Self {
            ask,
            ways,
            relaxation,
            effort,
            packs: true,
        })
    }

    /// From here on nobody looks at whether blocks fit into homes one by one.
    pub const fn counts_places_only(&mut self) {
        self.packs = false;
    }

    /// Choices that the relaxation holds.
    pub fn held(&self) -> Vec<(usize, u32)> {
        self.relaxation.choices().collect()
    }

    /// Adds a row over everything.
    pub fn add(&mut self, global: Global) -> Result<usize, SolveError> {
        self.ask.globals.push(global);
        self.relaxation.catch_up(&self.ask)?;
        Ok(self.ask.globals.len() - 1)
    }

    /// Changes the limit of a row.
    pub fn set_limit(&mut self, global: usize, limit: i64) -> Result<(), SolveError> {
        self.ask.globals[global].limit = limit;
        self.relaxation.set_limit(&self.ask, global)
    }

    /// Goes on to another objective.
    pub fn aim(&mut self, objective: Objective) -> Result<(), SolveError> {
        if self.ask.objective != objective {
            self.ask.objective = objective;
            self.relaxation.set_costs(&self.ask)?;
        }
        Ok(())
    }

    /// Solves the relaxation; `None` where it has no solution.
    pub fn settle(&mut self) -> Result<Option<(Solved, Priced)>, SolveError> {
        let (mut solves, mut rounds, started) = (0, 0, Instant::now());
        loop {
            let Some(solved) = self.relaxation.solve(&self.ask)? else {
                return Ok(None);
            };
            solves += 1;
            let Some(mut priced) = Priced::of(&self.ask, &self.ways, &solved.prices) else {
                return Ok(None);
            };
            let shortfall = self.ask.objective != Objective::Cost;
            if shortfall {
                priced.bound = priced.bound.max(0);
            }
            let entering = if shortfall && solved.short < 1e-6 {
                Vec::new()
            } else {
                self.entering(&solved, &priced)
            };
            if !entering.is_empty() {
                self.relaxation.add_choices(&self.ask, entering)?;
                continue;
            }
            if !shortfall && rounds < ROUNDS {
                rounds += 1;
                if self.relaxation.wake_broken(&self.ask, &solved)? > 0 {
                    continue;
                }
            }
            tracing::debug!(
                solves,
                rounds,
                held = self.relaxation.choices().count(),
                bound = whole(priced.bound),
                seconds = started.elapsed().as_secs_f64(),
                "relaxed"
            );
            return Ok(Some((solved, priced)));
        }
    }

    /// The choices that would better the relaxation, a few for each sibling group.
    fn entering(&self, solved: &Solved, priced: &Priced) -> Vec<(usize, u32)> {
        let (ask, held) = (&self.ask, &self.relaxation.held);
        let of_group = |(s, g): (usize, usize)| {
            let recourse = &ask.recourses[s];
            let all = recourse.sets[g].iter().flatten().copied();
            let open = all.filter(|c| recourse.open[*c as usize] && !held.has(s, *c));
            let mut found: Vec<(f64, u32)> = open
                .map(|c| {
                    let at = priced.at[s][c as usize] as f64 / ONE as f64;
                    (held.reduced(ask, solved, s, c, at), c)
                })
                .filter(|(reduced, _)| *reduced < -1e-6)
                .collect();
            found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            found.truncate(ENTERING);
            found
                .into_iter()
                .map(move |(_, c)| (s, c))
                .collect::<Vec<_>>()
        };
        let samples = ask.recourses.iter().enumerate();
        let groups: Vec<(usize, usize)> = samples
            .flat_map(|(s, r)| (0..r.problem.groups.len()).map(move |g| (s, g)))
            .collect();
        groups.into_par_iter().flat_map_iter(of_group).collect()
    }

    /// Solves in whole numbers.
    pub fn minimise(&mut self) -> Result<Best, SolveError> {
        let mut nodes = 0;
        let broken: fn(&Ask, &Found) -> Vec<Global> = if self.packs {
            unfit_rows
        } else {
            |_, _| Vec::new()
        };
        loop {
            let Some((_, priced)) = self.settle()? else {
                return Ok(Best {
                    nodes,
                    ..Best::NONE
                });
            };
            let (mut best, unfit) = self.search(&priced, broken)?;
            nodes += best.nodes;
            best.nodes = nodes;
            if unfit.is_empty() {
                // What a later step may not fall behind is in reach of the choices at hand, whatever rows come: the relaxation
                // has no way to look for choices that would make it feasible again.
                let plan = best
                    .found
                    .iter()
                    .flat_map(|found| found.chosen.iter().enumerate());
                let plan = plan.flat_map(|(s, chosen)| chosen.iter().map(move |c| (s, *c)));
                let plan: Vec<(usize, u32)> = plan.collect();
                self.relaxation.add_choices(&self.ask, plan)?;
                return Ok(best);
            }
            tracing::debug!(rows = unfit.len(), "homes that do not fit");
            for global in unfit {
                self.add(global)?;
            }
        }
    }

    /// The least value in whole numbers, without a look at whether blocks fit into homes one by one: no plan comes to
    /// less than the bound, but it may be that none comes to the value.
    pub fn least(&mut self) -> Result<Best, SolveError> {
        let Some((_, priced)) = self.settle()? else {
            return Ok(Best::NONE);
        };
        Ok(self.search(&priced, |_, _| Vec::new())?.0)
    }

    /// Searches among the choices that the relaxation holds, then among all that the gap leaves a chance. Also gives the
    /// rows that the plan breaks, and ends with the first plan that breaks any.
    fn search(
        &self,
        priced: &Priced,
        broken: impl Fn(&Ask, &Found) -> Vec<Global>,
    ) -> Result<(Best, Vec<Global>), SolveError> {
        let (price_bound, started) = (whole(priced.bound), Instant::now());
        let mut keep = self.held();
        keep.sort_unstable();
        let (mut found, _, mut nodes) = self.search_among(&keep)?;
        let mut bound = price_bound;
        let broken_by = |found: &Option<Found>| {
            let found = found.as_ref();
            found.map_or(Vec::new(), |found| broken(&self.ask, found))
        };
        let mut rows = broken_by(&found);
        tracing::debug!(
            value = found.as_ref().map(|f| f.value),
            price_bound,
            broken = rows.len(),
            seconds = started.elapsed().as_secs_f64(),
            "searched among the choices at hand"
        );
        if rows.is_empty()
            && let Some((more, outside)) = self.worth_a_look(priced, &found)
        {
            keep = more;
            let (better, searched, more) = self.search_among(&keep)?;
            nodes += more;
            let value = |f: &Option<Found>| f.as_ref().map_or(i64::MAX, |f| f.value);
            if value(&better) < value(&found) {
                found = better;
                rows = broken_by(&found);
            }
            bound = bound.max(searched.min(outside).min(value(&found)));
        }
        tracing::debug!(
            choices = keep.len(),
            nodes,
            value = found.as_ref().map(|f| f.value),
            bound,
            price_bound,
            seconds = started.elapsed().as_secs_f64(),
            "searched"
        );
        let best = Best {
            found,
            bound,
            price_bound,
            nodes,
            choices: keep.len(),
        };
        Ok((best, rows))
    }

    /// The choices that the gap leaves a chance, and what a plan comes to at least that uses another; `None` where the
    /// plan at hand is close enough.
    fn worth_a_look(
        &self,
        priced: &Priced,
        found: &Option<Found>,
    ) -> Option<(Vec<(usize, u32)>, i64)> {
        let mut outside = i64::MAX;
        let mut reduced = match found {
            Some(found) if self.is_close(found.value, whole(priced.bound)) => return None,
            _ => self.reduced(priced),
        };
        if let Some(found) = found {
            // A plan that uses a choice beyond the gap comes to more than the plan at hand.
            let gap = i128::from(found.value) * ONE - priced.bound;
            reduced.retain(|(r, _, _)| *r <= gap);
            if reduced.len() > self.effort.choices {
                reduced.sort_unstable();
                // Nor can a plan that uses one left out here come to less than this.
                outside = whole(priced.bound + reduced[self.effort.choices].0);
                reduced.truncate(self.effort.choices);
                let proves = self.is_close(found.value, outside);
                if !proves && self.is_near(found.value, whole(priced.bound)) {
                    return None;
                }
            }
        }
        let mut keep: Vec<_> = reduced.into_iter().map(|(_, s, c)| (s, c)).collect();
        for (s, chosen) in found.iter().flat_map(|f| f.chosen.iter().enumerate()) {
            keep.extend(chosen.iter().map(|c| (s, *c)));
        }
        keep.sort_unstable();
        keep.dedup();
        Some((keep, outside))
    }

    fn is_close(&self, value: i64, bound: i64) -> bool {
        is_within(value, bound, self.tolerance())
    }

    const fn tolerance(&self) -> f64 {
        match self.ask.objective {
            Objective::Cost => self.effort.tolerance,
            Objective::Shortfall(_) => self.effort.short,
        }
    }

    fn is_near(&self, value: i64, bound: i64) -> bool {
        is_within(value, bound, self.effort.near)
    }

    fn reduced(&self, priced: &Priced) -> Vec<(i128, usize, u32)> {
        let ask = &self.ask;
        let mut all = Vec::new();
        for (s, recourse) in ask.recourses.iter().enumerate() {
            let choices = 0..recourse.choices.len() as u32;
            let here: Vec<(i128, usize, u32)> = choices
                .into_par_iter()
                .filter(|c| recourse.open[*c as usize])
                .filter_map(|c| Some((priced.reduced(ask, s, c)?, s, c)))
                .collect();
            all.extend(here);
        }
        all
    }

    fn search_among(&self, keep: &[(usize, u32)]) -> Result<(Option<Found>, i64, u64), SolveError> {
        let selection = select(&self.ask, &self.ways, keep, &|s, row| {
            self.relaxation.is_awake(s, row)
        });
        let stop = Stop {
            absolute: 0.999,
            relative: self.tolerance(),
            nodes: self.effort.nodes,
            looks: true,
        };
        let searched = search_counts(&selection, stop)?;
        if searched.none {
            return Ok((None, i64::MAX, searched.nodes));
        }
        let found = searched.amounts.map(|amounts| self.read(keep, &amounts));
        Ok((found, searched.bound, searched.nodes))
    }

    fn read(&self, keep: &[(usize, u32)], amounts: &[f64]) -> Found {
        let mut chosen = vec![Vec::new(); self.ask.recourses.len()];
        for ((s, c), amount) in keep.iter().zip(amounts) {
            if *amount > 0.5 {
                chosen[*s].push(*c);
            }
        }
        let first = keep.len();
        let counts = amounts[first..first + self.ask.counts.len()].iter();
        let counts: Vec<i64> = counts.map(|amount| amount.round() as i64).collect();
        let value = value(&self.ask, &counts, &chosen);
        Found {
            counts,
            chosen,
            value,
        }
    }
}

fn is_within(value: i64, bound: i64, gap: f64) -> bool {
    let open = value - bound;
    open <= 0 || open as f64 <= gap * value.unsigned_abs() as f64
}
