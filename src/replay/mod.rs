//! The council's own history again, week by week: what one-at-a-time, weekly rounds and weekly rounds that look
//! ahead would have made of the same arrivals and the same homes, beside hindsight.

mod policies;
mod score;
mod stage;

pub use policies::{Played, Policy, play};
pub use score::{Scale, Score, pairs_of_one_week, share};
pub use stage::Stage;

use rayon::prelude::*;

use crate::duties::Facts;
use crate::lookahead::Settings;
use crate::optimise::{Limits, SolveError};

/// What a policy came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The policy.
    pub policy: Policy,
    /// What it did.
    pub played: Played,
    /// Its tiers.
    pub tiers: Vec<Score>,
    /// Pairs of brothers and sisters who came in one week and belong together: those in one home, and all.
    /// Nobody could foresee the other pairs but hindsight.
    pub pairs_of_one_week: (usize, usize),
}

/// A replay.
#[derive(Debug)]
pub struct Replay {
    /// What was played on.
    pub stage: Stage,
    /// How far the third policy looked ahead, but never past the end of the replay.
    pub settings: Settings,
    /// The policies, in the order of [`Policy::ALL`].
    pub results: Vec<Outcome>,
}

impl Replay {
    /// The policies that know no later week, and hindsight, which comes last.
    pub fn beside_hindsight(&self) -> Option<(&[Outcome], &Outcome)> {
        let (hindsight, others) = self.results.split_last()?;
        Some((others, hindsight))
    }

    /// Plays all policies. They do not see one another, and none but hindsight sees a week before it comes.
    ///
    /// # Errors
    /// As [`crate::optimise::solve_to_the_end`]: ways that were cut short could not be compared.
    pub fn of(stage: Stage, settings: Settings) -> Result<Self, SolveError> {
        let facts = Facts::of(&stage.council);
        let scale = Scale::of(&facts, &stage);
        let results = Policy::ALL
            .into_par_iter()
            .map(|policy| {
                let played = play(&facts, &stage, policy, settings)?;
                Ok(Outcome {
                    policy,
                    tiers: scale.scores(&played),
                    pairs_of_one_week: pairs_of_one_week(&facts, &stage, &played),
                    played,
                })
            })
            .collect::<Result<_, SolveError>>()?;
        Ok(Self {
            settings,
            results,
            stage,
        })
    }
}
