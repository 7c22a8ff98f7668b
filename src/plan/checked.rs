//! A plan checked: the homes it buys are put into the council one by one, every duty judges who would live where, every
//! indicator is counted again, and every pound is added up again from homes and children.

use std::collections::{HashMap, HashSet};

use super::chosen::by_spot;
use super::costs::Costs;
use super::ground::{Ground, What};
use super::pack::fit;
use super::recourse::{Recourse, Sample, steps_down};
use crate::candidates::Round;
use crate::duties::{self, Block, Facts, Plan, Proposal};
use crate::kpis::{Kpi, Standing, Tally};
use crate::model::{ChildIx, Council, HomeIx};
use crate::optimise::propose;

/// What is wrong with a plan: a fault of the program, to be reported, and never of the data.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum Fault {
    /// Blocks do not fit into the homes bought.
    #[error("children do not fit into the homes that are bought for them")]
    Unfit,
    /// A duty is broken.
    #[error("duty {duty} is broken: {sentence}")]
    Breach {
        /// Code.
        duty: &'static str,
        /// What is wrong.
        sentence: String,
    },
    /// The money is not what was claimed.
    #[error("{claimed} pence a week claimed, {found} found")]
    Money {
        /// Claimed.
        claimed: i64,
        /// Found.
        found: i64,
    },
    /// A goal said to be reached is not.
    #[error("{name} is said to be reached, and is not")]
    Goal {
        /// Name of the indicator.
        name: &'static str,
    },
}

/// Pence a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Money {
    /// Homes in which children live, at their unit costs.
    pub placements: i64,
    /// What is bought: retainers, what is paid once spread over the years, and empty places of homes.
    pub provision: i64,
    /// Support for step-downs.
    pub support: i64,
    /// What children without a home count for: the dearest of the options that each had.
    pub without_a_home: i64,
}

impl Money {
    /// All of it.
    pub const fn total(&self) -> i64 {
        self.placements + self.provision + self.support + self.without_a_home
    }
}

/// A plan in one sample, as it would be.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The council with what is bought.
    pub council: Council,
    /// By home that the council has not got today, in order: the offer that it was bought as.
    pub bought_as: Vec<usize>,
    /// Who would live where, in order of child.
    pub proposals: Vec<Proposal>,
    /// Children whom no home could take.
    pub unplaced: Vec<ChildIx>,
    /// Children who would step down.
    pub step_downs: Vec<ChildIx>,
    /// Money.
    pub money: Money,
}

impl Checked {
    /// Checks what a plan makes of a sample.
    pub fn of(
        sample: &Sample,
        recourse: &Recourse,
        ground: &Ground,
        costs: &Costs,
        bought: &[i64],
        chosen: &[u32],
    ) -> Result<Self, Fault> {
        let Bought {
            council,
            bought_as,
            copies,
        } = with_bought(sample.council, ground, bought);
        let blocks = blocks(recourse, ground, &copies, bought, chosen)?;
        let facts = Facts::whole_system(&council);
        let round = Round::whole_system(&facts);
        let mut proposals: Vec<Proposal> = blocks
            .iter()
            .flat_map(|block| propose(&facts, block))
            .collect();
        proposals.sort_by_key(|p| p.child);
        let is_placed = |c: &ChildIx| proposals.binary_search_by_key(c, |p| p.child).is_ok();
        let unplaced: Vec<ChildIx> = round
            .to_place
            .iter()
            .copied()
            .filter(|c| !is_placed(c))
            .collect();
        check_duties(&facts, &round, &proposals, &unplaced)?;
        let steps = proposals
            .iter()
            .filter(|p| steps_down(&facts, p.child, p.home));
        let step_downs: Vec<ChildIx> = steps.map(|p| p.child).collect();
        let money = money(
            &facts,
            recourse,
            ground,
            costs,
            bought,
            &bought_as,
            &proposals,
            &unplaced,
            step_downs.len(),
        );
        Ok(Self {
            bought_as,
            step_downs,
            money,
            proposals,
            unplaced,
            council,
        })
    }

    /// Indicators under the plan.
    pub fn tally(&self, facts: &Facts, kpi: &Kpi) -> Tally {
        let placed = self.proposals.iter().map(|p| (p.child, Some(p.home)));
        let left = self.unplaced.iter().map(|c| (*c, None));
        kpi.whole(&Standing::planned(facts, placed.chain(left)))
    }
}

/// What is bought, home by home.
struct Bought {
    council: Council,
    bought_as: Vec<usize>,
    /// By the home of an offer in the council with everything on offer: those that are bought of it.
    copies: HashMap<HomeIx, Vec<HomeIx>>,
}

fn with_bought(council: &Council, ground: &Ground, bought: &[i64]) -> Bought {
    let mut grown = council.clone();
    let all = || {
        let offers = ground.offers.iter().zip(bought).enumerate();
        offers.filter(|(_, (_, n))| **n > 0)
    };
    let converts = all().filter(|(_, (offer, _))| offer.what == What::Convert);
    ground.come_over(&mut grown, converts.map(|(_, (offer, _))| offer.home));
    // The second of a kind in district X is not the first of it in a district X-2.
    let of_council = council.homes.iter().map(|home| home.id.clone());
    let on_offer = ground.prospects.iter().map(|p| p.home.id.clone());
    let mut taken: HashSet<String> = of_council.chain(on_offer).collect();
    let (mut copies, mut bought_as) = (HashMap::<HomeIx, Vec<HomeIx>>::new(), Vec::new());
    for (k, (offer, n)) in all() {
        let Some(prospect) = ground.prospect(offer) else {
            continue;
        };
        for copy in 1..=*n {
            let mut home = prospect.home.clone();
            if copy > 1 {
                home.id = format!("{}-{copy}", home.id);
                while !taken.insert(home.id.clone()) {
                    home.id.insert_str(0, "new-");
                }
            }
            let at = HomeIx(grown.homes.len() as u32);
            grown.homes.push(home);
            bought_as.push(k);
            copies.entry(offer.home).or_default().push(at);
        }
    }
    Bought {
        council: grown,
        bought_as,
        copies,
    }
}

/// The blocks of a plan in the homes that are bought.
fn blocks(
    recourse: &Recourse,
    ground: &Ground,
    copies: &HashMap<HomeIx, Vec<HomeIx>>,
    bought: &[i64],
    chosen: &[u32],
) -> Result<Vec<Block>, Fault> {
    let mut blocks = Vec::new();
    for (spot, choices) in by_spot(recourse, chosen) {
        let block = |c: u32| recourse.problem.block(recourse.choices[c as usize].column);
        let offer = recourse.spots[spot].needs;
        let new = offer.filter(|offer| ground.offers[*offer].what != What::Convert);
        match (new, offer) {
            (Some(offer), _) => {
                let homes = usize::try_from(bought[offer]).unwrap_or(0);
                let at = fit(recourse, &choices, homes).ok_or(Fault::Unfit)?;
                let copies = copies.get(&ground.offers[offer].home).ok_or(Fault::Unfit)?;
                blocks.extend(choices.iter().zip(at).map(|(c, at)| Block {
                    home: copies[at],
                    ..block(*c)
                }));
            }
            (None, Some(offer)) if bought[offer] == 0 => return Err(Fault::Unfit),
            (None, _) => blocks.extend(choices.into_iter().map(block)),
        }
    }
    Ok(blocks)
}

fn check_duties(
    facts: &Facts,
    round: &Round,
    proposals: &[Proposal],
    unplaced: &[ChildIx],
) -> Result<(), Fault> {
    let plan = Plan::new(
        facts,
        &round.staying,
        &round.held,
        proposals.to_vec(),
        unplaced.to_vec(),
    );
    match duties::ALL.iter().flat_map(|duty| duty.check(&plan)).next() {
        Some(breach) => Err(Fault::Breach {
            duty: breach.duty,
            sentence: breach.sentence,
        }),
        None => Ok(()),
    }
}

#[expect(
    clippy::too_many_arguments,
    reason = "everything that money is paid for"
)]
fn money(
    facts: &Facts,
    recourse: &Recourse,
    ground: &Ground,
    costs: &Costs,
    bought: &[i64],
    bought_as: &[usize],
    proposals: &[Proposal],
    unplaced: &[ChildIx],
    step_downs: usize,
) -> Money {
    let council = facts.council;
    let placements = proposals
        .iter()
        .map(|p| council.home(p.home).weekly_cost.pence());
    // What a child in a new home takes off what the home costs empty.
    let filled = proposals.iter().filter_map(|p| {
        let new = p.home.at().checked_sub(ground.homes)?;
        Some(ground.offers[*bought_as.get(new)?].filled)
    });
    let filled: i64 = filled.sum();
    let bought: i64 = ground
        .offers
        .iter()
        .zip(bought)
        .map(|(o, n)| o.weekly * n)
        .sum();
    let dearest = |child: &ChildIx| {
        let mut groups = recourse.problem.groups.iter();
        let found = groups.find_map(|group| {
            let bit = group.children.iter().position(|c| c == child)?;
            Some(group.unplaced[bit][0])
        });
        found.unwrap_or(0)
    };
    Money {
        placements: placements.sum(),
        provision: bought - filled,
        support: step_downs as i64 * i64::from(costs.step_down_support) * 100,
        without_a_home: unplaced.iter().map(dearest).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Area, Location};
    use crate::plan::Costs;
    use jiff::civil::date;

    #[test]
    fn the_second_home_of_one_district_is_not_the_first_of_another() {
        let mut council = Council::new("Test", "E06000019", date(2026, 3, 31));
        council.areas = ["A", "A-2"]
            .map(|code| Area {
                code: code.to_owned(),
                name: code.to_owned(),
                authority: council.code.clone(),
                centre: Location {
                    easting: 350_000,
                    northing: 240_000,
                },
            })
            .to_vec();
        let costs = Costs {
            kinds: vec!["home-8-17-2-standard".to_owned()],
            ..Costs::default()
        };
        let ground = Ground::of(&council, &costs).unwrap();
        for bought in [[3, 2], [2, 0]] {
            let with = with_bought(&council, &ground, &bought);
            let ids: HashSet<&str> = with.council.homes.iter().map(|h| h.id.as_str()).collect();
            assert_eq!(ids.len() as i64, bought.iter().sum::<i64>(), "{ids:?}");
            for (k, n) in bought.iter().enumerate() {
                assert_eq!(
                    with.bought_as.iter().filter(|of| **of == k).count() as i64,
                    *n
                );
            }
        }
    }
}
