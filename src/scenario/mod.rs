//! Scenarios: what a council could change, written in a file and brought to what a simulation understands.
//!
//! `file` reads a scenario with everything that it extends, and reports every problem at its line; `levers` says what can be
//! changed, one small file each. A scenario does two things: it changes the council's policy before anything is simulated
//! ([`Scenario::council`]), and it gives the simulation its [`Changes`] for each replication ([`Scenario::changes`]), drawn
//! from seed, replication and the lever's name alone.

pub mod file;
pub mod levers;

mod against;
mod aimed;
mod amount;
mod asked;
mod drawn;
mod explained;
mod ground;
mod idle;
mod moment;
mod pulled;
mod schema;
mod sweep;
mod told;

pub use amount::{Amount, Drawing};
pub use asked::Asked;
pub use drawn::Drawn;
pub use ground::{Flow, Fostered, Ground, Response, Responses, bisect};
pub use moment::Moment;
pub use pulled::{Pulled, Value};
pub use schema::schema;
pub use sweep::{Along, Axis, Method, Sweep};
pub use told::Told;

use std::collections::{BTreeMap, BTreeSet};

use crate::forecast::changes::Changes;
use crate::ingest::log::Log;
use crate::ingest::{Options, policy_over};
use crate::model::{Council, Date};
use levers::Does;

/// Name of the scenario that changes nothing, which every other is held against.
pub const BASELINE: &str = "do-nothing";

/// A scenario, with everything that it has from the files that it extends.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Name, used in file names.
    pub name: String,
    /// Name for people.
    pub title: String,
    /// What it is about.
    pub summary: Option<String>,
    /// Ids of the requirements that it answers.
    pub answers: Vec<String>,
    /// How long and how often it runs.
    pub horizon: Horizon,
    /// Levers, in order of name.
    pub levers: Vec<Pulled>,
    /// Targets by name of the indicator, in its unit.
    pub targets: BTreeMap<String, f64>,
    /// What is varied.
    pub sweep: Option<Sweep>,
    /// The files that it was read from, the one that extends no other first.
    pub files: Vec<Source>,
    /// Whether `[policy]` of its files holds: not where one lever is told apart from everything else.
    pub takes_policy: bool,
}

/// How long and how often a scenario runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// Months ahead.
    pub months: u16,
    /// Replications.
    pub replications: u32,
    /// Seed.
    pub seed: u64,
}

impl Default for Horizon {
    fn default() -> Self {
        Self {
            months: 36,
            replications: 200,
            seed: 1,
        }
    }
}

/// A file of a scenario.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as it was given, or as the file that extends it leads to it.
    pub file: String,
    /// What it says.
    pub text: String,
    /// SHA-256.
    pub hash: String,
}

impl Scenario {
    /// What changes in a replication of a forecast that starts on this day.
    ///
    /// Without a simulation to ask: a lever that solves for its size takes the closed form. It is a function of the scenario,
    /// the council, the day and the replication alone.
    pub fn changes(&self, council: &Council, start: Date, replication: u64) -> Changes {
        self.changes_on(&Ground::new(council, start), replication)
    }

    /// What changes in a replication, where a lever may ask a simulation for the size that it needs.
    pub fn changes_on(&self, ground: &Ground, replication: u64) -> Changes {
        self.pull((ground, replication), |_, _| {})
    }

    /// Pulls every lever in turn; `after` sees what has been changed after each.
    fn pull(
        &self,
        (ground, replication): (&Ground, u64),
        mut after: impl FnMut(&Pulled, &Changes),
    ) -> Changes {
        let mut changes = Changes::default();
        for pulled in self.in_order() {
            let Does::Changes(does) = pulled.lever.does else {
                continue;
            };
            let drawing = Drawing {
                seed: self.horizon.seed,
                replication,
                lever: &pulled.name,
            };
            if let Some(drawn) = Drawn::of(pulled, ground, drawing) {
                does(&drawn, &mut changes);
                changes.spending.extend(drawn.spending());
                after(pulled, &changes);
            }
        }
        changes
    }

    /// Levers that solve for their size, in the order in which they are solved.
    pub fn solving(&self) -> impl Iterator<Item = &Pulled> {
        self.in_order()
            .filter(|pulled| levers::solves(pulled).is_some())
    }

    /// What changes in a replication where a lever that solves for its size has this one, with everything that comes before
    /// it, so that a simulation can say what comes of the size.
    pub fn changes_at(
        &self,
        (lever, size): (&Pulled, f64),
        ground: &Ground,
        replication: u64,
    ) -> Changes {
        let mut others = self.clone();
        let before = self
            .in_order()
            .take_while(|pulled| pulled.name != lever.name);
        let before: Vec<&str> = before.map(|pulled| pulled.name.as_str()).collect();
        others
            .levers
            .retain(|pulled| before.contains(&pulled.name.as_str()));
        let mut changes = others.changes_on(ground, replication);
        if let Some(solves) = levers::solves(lever) {
            (solves.apply)(lever, ground, size, &mut changes);
        }
        changes
    }

    /// The council under the scenario's policy and targets: `[policy]` of each file over that of the file that it extends,
    /// then the levers that change policy.
    pub fn council(&self, council: &Council) -> Council {
        let mut council = council.clone();
        // They were checked when the file was read; which measures exist is not asked again.
        let unasked = Options {
            known_measures: &[],
            known_targets: &[],
        };
        let members = council.members.iter_mut().map(|member| &mut member.policy);
        for policy in std::iter::once(&mut council.policy).chain(members) {
            for source in self.files.iter().filter(|_| self.takes_policy) {
                let mut unread = Log::of(&source.file);
                if let Some(over) = policy_over(&source.text, policy, &unasked, &mut unread) {
                    *policy = over;
                }
            }
            policy.targets.extend(self.targets.clone());
        }
        // Siblings have the last word on what comes first, near home the one before.
        for pulled in self.in_order().rev() {
            if let Does::Council(does) = pulled.lever.does {
                does(pulled, &mut council);
            }
        }
        council
    }

    /// Ids of the kinds of homes that it may recruit or open in any replication, in order: what a simulation has to know of
    /// before it starts.
    pub fn kinds(&self) -> BTreeSet<&str> {
        self.levers.iter().filter_map(levers::kind_of).collect()
    }

    /// The concrete scenarios of a sweep, or the scenario itself where nothing is varied.
    pub fn variants(&self) -> Vec<Self> {
        sweep::variants(self)
    }

    /// Levers in the order in which they are pulled: by number in the catalogue, then by name; those that solve for their
    /// size come last, since everything else has to be known to them.
    fn in_order(&self) -> impl DoubleEndedIterator<Item = &Pulled> {
        let mut order: Vec<&Pulled> = self.levers.iter().collect();
        order.sort_by_key(|pulled| (levers::solves(pulled).is_some(), pulled.lever.number));
        order.into_iter()
    }
}
