//! Four ways of giving the same arrivals the same homes.

use super::Limits;
use super::stage::Stage;
use crate::candidates::{Candidates, Round};
use crate::duties::{Block, Facts};
use crate::lookahead::{Ahead, History, Settings};
use crate::model::ChildIx;
use crate::optimise::{Solution, SolveError, solve_to_the_end};

/// A way of placing the children who come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Policy {
    /// One child, or one family that comes together, at a time, in order of arrival; the best home first.
    Greedy,
    /// A round every week.
    Weekly,
    /// A round every week that charges for places which children who may come could need.
    Lookahead,
    /// One round at the end, knowing everybody who came.
    Hindsight,
}

impl Policy {
    /// Every policy, in the order of tables.
    pub const ALL: [Self; 4] = [Self::Greedy, Self::Weekly, Self::Lookahead, Self::Hindsight];

    /// The word in files.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Greedy => "greedy",
            Self::Weekly => "weekly",
            Self::Lookahead => "lookahead",
            Self::Hindsight => "hindsight",
        }
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Greedy => "one at a time, best home first",
            Self::Weekly => "weekly rounds",
            Self::Lookahead => "weekly rounds that look ahead",
            Self::Hindsight => "all at once, knowing everything",
        }
    }
}

/// Who came to live where under a policy.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Played {
    /// Blocks, in the order in which they were placed.
    pub blocks: Vec<(usize, Block)>,
    /// Children who never got a home, in order.
    pub unplaced: Vec<ChildIx>,
    /// Weeks that children waited, added up; `None` for hindsight, which knows no weeks.
    pub weeks_waited: Option<usize>,
    /// Whether every tier of every round was proved to its tolerance.
    pub proved: bool,
}

/// Plays a policy over the weeks of a stage.
pub fn play(
    facts: &Facts,
    stage: &Stage,
    policy: Policy,
    settings: Settings,
) -> Result<Played, SolveError> {
    let mut game = Game {
        facts,
        stage,
        round: stage.opening(facts, Vec::new()),
        played: Played {
            proved: true,
            ..Played::default()
        },
    };
    if policy == Policy::Hindsight {
        let waiting = game.make_round(0, stage.everybody(), None)?;
        game.played.unplaced = waiting;
        return Ok(game.played);
    }
    let (mut waiting, mut waited) = (Vec::<ChildIx>::new(), 0);
    for (week, arrivals) in stage.weeks.iter().enumerate() {
        waiting.extend(arrivals);
        waiting = match policy {
            Policy::Greedy => game.one_at_a_time(week, &waiting)?,
            Policy::Lookahead => game.make_round(week, waiting, Some(settings))?,
            Policy::Weekly | Policy::Hindsight => game.make_round(week, waiting, None)?,
        };
        waited += waiting.len();
    }
    waiting.sort_unstable();
    game.played.unplaced = waiting;
    game.played.weeks_waited = Some(waited);
    Ok(game.played)
}

struct Game<'a> {
    facts: &'a Facts<'a>,
    stage: &'a Stage,
    /// Those who stay, and since when.
    round: Round,
    played: Played,
}

impl Game<'_> {
    /// Places families one after another, in the order in which they wait; gives back who is left.
    fn one_at_a_time(
        &mut self,
        week: usize,
        waiting: &[ChildIx],
    ) -> Result<Vec<ChildIx>, SolveError> {
        let mut left = Vec::new();
        let mut seen: Vec<ChildIx> = Vec::new();
        for &child in waiting {
            if seen.contains(&child) {
                continue;
            }
            let family = |other: &&ChildIx| {
                **other == child || self.facts.families.are_siblings(child, **other)
            };
            let family: Vec<ChildIx> = waiting.iter().filter(family).copied().collect();
            seen.extend(&family);
            left.extend(self.make_round(week, family, None)?);
        }
        Ok(left)
    }

    /// A round for these children; gives back who is left.
    fn make_round(
        &mut self,
        week: usize,
        mut to_place: Vec<ChildIx>,
        ahead: Option<Settings>,
    ) -> Result<Vec<ChildIx>, SolveError> {
        if to_place.is_empty() {
            return Ok(to_place);
        }
        to_place.sort_unstable();
        let round = Round {
            to_place,
            ..self.round.clone()
        };
        let limits = Limits::default();
        let solution = match ahead {
            None => self.solve(&round)?,
            Some(settings) => {
                // Nothing after the replay is counted, so nothing after it is looked at.
                let left = self.stage.weeks.len() - week - 1;
                let settings = Settings {
                    weeks: settings.weeks.min(u16::try_from(left).unwrap_or(u16::MAX)),
                    ..settings
                };
                let history = History::before(self.facts, self.stage.first_day(week));
                let ahead = Ahead::of(self.facts, round, history, settings, limits)?;
                if ahead.is_free() {
                    ahead.without
                } else {
                    self.solve(&ahead.round)?
                }
            }
        };
        self.settle(week, &solution);
        Ok(solution.unplaced)
    }

    fn solve(&self, round: &Round) -> Result<Solution, SolveError> {
        let candidates = Candidates::find(self.facts, round);
        solve_to_the_end(self.facts, round, &candidates, Limits::default())
    }

    fn settle(&mut self, week: usize, solution: &Solution) {
        let tiers = &self.facts.council.policy.tiers;
        self.played.proved &= solution.is_proved(tiers);
        for block in solution.blocks() {
            let staying = &mut self.round.staying[block.home.at()];
            staying.extend(&block.children);
            staying.sort_unstable();
            self.round.shared[block.home.at()] += block.shares;
            self.played.blocks.push((week, block));
        }
    }
}
