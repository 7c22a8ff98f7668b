//! One sample of demand: who could live where with everything that is on offer, what that costs and what it does for
//! each goal.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::costs::Costs;
use super::goals::Goal;
use super::ground::{Ground, What};
use super::terms::GoalTerms;
use crate::candidates::{Candidates, Component, Round};
use crate::duties::Facts;
use crate::model::{ChildIx, Council, HomeIx, HomeKind, PlannedSetting, Tier};
use crate::optimise::{self, Problem};

/// A possible future: the children and where they live now. All samples have the same homes.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// The council.
    pub council: &'a Council,
    /// How much it counts beside other samples.
    pub weight: i64,
}

/// The councils of a sample with everything on offer: as agencies run their households, and as if all had come over.
pub struct Grown {
    council: Council,
    come_over: Council,
    weight: i64,
}

impl Grown {
    /// Of a sample.
    pub fn of(sample: &Sample, ground: &Ground) -> Self {
        let council = ground.with_prospects(sample.council);
        let mut come_over = council.clone();
        let converts = ground.offers.iter().filter(|o| o.what == What::Convert);
        ground.come_over(&mut come_over, converts.map(|o| o.home));
        Self {
            council,
            come_over,
            weight: sample.weight,
        }
    }
}

/// A home as choices see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spot {
    /// Position of the home in the programme.
    pub side: u32,
    /// The offer that has to be bought for it.
    pub needs: Option<usize>,
    /// The offer that takes it away: a household that has come over is the agency's no more.
    pub gone_with: Option<usize>,
}

/// A block in a spot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// Its column of the programme.
    pub column: u32,
    /// Where.
    pub spot: u32,
}

/// When a row comes into a programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comes {
    /// With the first choice that stands in it.
    AtOnce,
    /// Once the choices that are there could break it.
    Breakable,
    /// Once a relaxation breaks it: other rows imply it in whole numbers.
    Broken,
}

/// A row of a spot: the sum over choices, and over how often an offer is bought, is at most the limit.
#[derive(Debug)]
pub struct SpotRow {
    /// Limit.
    pub limit: i64,
    /// Offer and its coefficient.
    pub offer: Option<(usize, i64)>,
    /// When it comes into a programme.
    pub comes: Comes,
    /// Choice and coefficient.
    pub terms: Vec<(u32, i64)>,
}

/// A sample, ready to be solved.
pub struct Recourse<'a> {
    /// The council with everything on offer.
    pub facts: Facts<'a>,
    /// Everybody who could live elsewhere is free: theoretical.
    pub round: Round,
    /// Who could live where, each prospect once.
    pub problem: Problem,
    /// How much it counts.
    pub weight: i64,
    /// Homes.
    pub spots: Vec<Spot>,
    /// Choices: the programme's columns in order, then those of households that have come over.
    pub choices: Vec<Choice>,
    /// By group, then set: its choices.
    pub sets: Vec<Vec<Vec<u32>>>,
    /// By choice: pence a week, with support for step-downs.
    pub costs: Vec<i64>,
    /// By choice: whether it is open at all.
    pub open: Vec<bool>,
    /// Rows.
    pub rows: Vec<SpotRow>,
    /// By choice: row and coefficient.
    pub stands_in: Vec<Vec<(u32, i64)>>,
    /// By goal.
    pub goals: Vec<GoalTerms>,
    /// Children whom no home can take, whatever is bought of what is on offer; present homes where the sample is let go.
    pub cannot_be_placed: i64,
}

impl<'a> Recourse<'a> {
    /// Builds the programme of a sample.
    pub fn of(grown: &'a Grown, ground: &Ground, costs: &Costs, goals: &[Goal]) -> Self {
        let facts = Facts::whole_system(&grown.council);
        let come_over = Facts::whole_system(&grown.come_over);
        let round = Round::whole_system(&facts);
        let problem = whole_problem(&facts, &round);
        let mut recourse = Self {
            facts,
            round,
            weight: grown.weight,
            spots: Vec::new(),
            choices: Vec::new(),
            sets: Vec::new(),
            costs: Vec::new(),
            open: Vec::new(),
            rows: Vec::new(),
            stands_in: Vec::new(),
            goals: Vec::new(),
            cannot_be_placed: 0,
            problem,
        };
        recourse.find_choices(ground);
        recourse.find_rows(ground);
        recourse.find_costs(ground, &come_over, costs);
        for goal in goals {
            let terms = recourse.terms(goal, &come_over);
            recourse.goals.push(terms);
        }
        recourse
    }

    fn find_choices(&mut self, ground: &Ground) {
        let at: HashMap<HomeIx, usize> = ground.offers.iter().map(|o| o.home).zip(0..).collect();
        let groups = self.problem.groups.iter();
        self.sets = groups
            .map(|group| group.sets.iter().map(|set| set.columns.clone()).collect())
            .collect();
        self.choices = vec![Choice { column: 0, spot: 0 }; self.problem.columns.len()];
        for (side, home) in self.problem.homes.iter().enumerate() {
            let offer = at.get(&home.home).copied();
            let converts = offer.filter(|o| ground.offers[*o].what == What::Convert);
            let spot = self.spots.len() as u32;
            self.spots.push(Spot {
                side: side as u32,
                needs: offer.filter(|_| converts.is_none()),
                gone_with: converts,
            });
            for column in home.columns.clone() {
                self.choices[column as usize] = Choice { column, spot };
            }
        }
        for spot in 0..self.spots.len() {
            let Spot {
                side, gone_with, ..
            } = self.spots[spot];
            if gone_with.is_none() {
                continue;
            }
            let spot = self.spots.len() as u32;
            self.spots.push(Spot {
                side,
                needs: gone_with,
                gone_with: None,
            });
            for column in self.problem.homes[side as usize].columns.clone() {
                let of = &self.problem.columns[column as usize];
                let set = &mut self.sets[of.group as usize][usize::from(of.set)];
                set.push(self.choices.len() as u32);
                self.choices.push(Choice { column, spot });
            }
        }
    }

    /// Rows of the homes, with how often each is bought, and a row that ties every place to its offer.
    fn find_rows(&mut self, ground: &Ground) {
        self.stands_in = vec![Vec::new(); self.choices.len()];
        let mut of_spot: Vec<Vec<u32>> = vec![Vec::new(); self.spots.len()];
        for (choice, c) in self.choices.iter().zip(0..) {
            of_spot[choice.spot as usize].push(c);
        }
        let mut rows_of_side: Vec<Vec<usize>> = vec![Vec::new(); self.problem.homes.len()];
        for (r, row) in self.problem.rows.iter().enumerate() {
            rows_of_side[row.home as usize].push(r);
        }
        for (spot, here) in self.spots.clone().iter().zip(&of_spot) {
            let (offer, sign) = match (spot.needs, spot.gone_with) {
                (Some(offer), _) => (Some(offer), -1),
                (None, gone) => (gone, 1),
            };
            for &r in &rows_of_side[spot.side as usize] {
                let row = &self.problem.rows[r];
                let first = self.problem.homes[spot.side as usize].columns.start;
                let terms = row.terms.iter();
                let terms = terms.map(|&(j, c)| (here[(j - first) as usize], c));
                let terms = terms.collect();
                let comes = if row.about.is_empty() && offer.is_some() {
                    Comes::AtOnce
                } else {
                    Comes::Breakable
                };
                self.add_row(row.limit, offer, sign, comes, terms);
            }
            if let Some(at) = offer {
                let size = |c: &u32| {
                    let mask = self.problem.mask(self.choices[*c as usize].column);
                    (*c, i64::from(mask.count_ones()))
                };
                let terms: Vec<(u32, i64)> = here.iter().map(size).collect();
                let home = self.facts.council.home(ground.offers[at].home);
                let places = i64::from(home.places.max(home.places_if_siblings));
                self.add_row(places, offer, sign, Comes::AtOnce, terms);
                if places > 1 && sign < 0 {
                    self.add_child_rows(here, at);
                }
            }
        }
    }

    /// A child lives in at most as many homes of an offer as are bought: half a home would house her in part only, where
    /// places alone would let a quarter of a home of four do.
    fn add_child_rows(&mut self, here: &[u32], offer: usize) {
        let mut of_child: BTreeMap<ChildIx, Vec<(u32, i64)>> = BTreeMap::new();
        for &c in here {
            let block = self.problem.block(self.choices[c as usize].column);
            for child in block.children {
                of_child.entry(child).or_default().push((c, 1));
            }
        }
        for terms in of_child.into_values() {
            self.add_row(1, Some(offer), -1, Comes::Broken, terms);
        }
    }

    fn add_row(
        &mut self,
        limit: i64,
        offer: Option<usize>,
        sign: i64,
        comes: Comes,
        terms: Vec<(u32, i64)>,
    ) {
        let at = self.rows.len() as u32;
        for &(c, coefficient) in &terms {
            self.stands_in[c as usize].push((at, coefficient));
        }
        self.rows.push(SpotRow {
            limit: if sign < 0 { 0 } else { limit },
            offer: offer.map(|offer| (offer, sign * limit)),
            comes,
            terms,
        });
    }

    fn find_costs(&mut self, ground: &Ground, come_over: &Facts, costs: &Costs) {
        let support = i64::from(costs.step_down_support) * 100;
        let measure = |choice: &Choice| {
            let spot = &self.spots[choice.spot as usize];
            let home = self.problem.homes[spot.side as usize].home;
            let children = self.problem.block(choice.column).children;
            let facts = if spot.needs.is_some() {
                come_over
            } else {
                &self.facts
            };
            let offer = spot.needs.map(|offer| &ground.offers[offer]);
            let filled = offer.map_or(0, |offer| offer.filled);
            let (mut cost, mut open) = (0, true);
            for child in children {
                cost += facts.council.home(home).weekly_cost.pence() - filled;
                if steps_down(&self.facts, child, home) {
                    cost += support;
                    let planned = self.facts.council.child(child).planned_setting;
                    open &= planned != PlannedSetting::Residential;
                }
            }
            (cost, open)
        };
        let measured: Vec<(i64, bool)> = self.choices.par_iter().map(measure).collect();
        (self.costs, self.open) = measured.into_iter().unzip();
    }

    /// Lets so many children be without a home, which is what a goal counts.
    pub fn let_be(&mut self, goal: usize, without_a_home: i64) {
        self.goals[goal].constant -= without_a_home;
        self.cannot_be_placed = without_a_home;
    }
}

/// Whether a child who lives in a children's home would live in a family.
pub fn steps_down(facts: &Facts, child: ChildIx, home: HomeIx) -> bool {
    let lives_in = facts.lives_in[child.at()];
    let is_residential = |home: HomeIx| facts.council.home(home).kind == HomeKind::ChildrensHome;
    lives_in.is_some_and(is_residential) && facts.council.home(home).kind.is_family()
}

/// The programme of everybody who is free, as one part, with the weekly cost as its only tier.
fn whole_problem(facts: &Facts, round: &Round) -> Problem {
    let candidates = Candidates::find(facts, round);
    let mut homes: Vec<HomeIx> = candidates
        .components
        .iter()
        .flat_map(|c| c.homes.clone())
        .collect();
    homes.sort_unstable();
    let whole = Component {
        children: round.to_place.clone(),
        homes,
    };
    let cost = [Tier::exact("cost", &[("D35", 1)])];
    optimise::build(facts, round, &candidates, &whole, &cost)
}
