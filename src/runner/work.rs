//! The work: chunks simulated on all threads, each written as it is finished.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use super::disk::Disk;
use super::error::RunError;
use super::folder::RunFolder;
use super::found::written;
use super::plan::{Chunk, Plan, Shard};
use super::short::fell_short;
use super::solved::solved;
use super::table::{Block, Table};
use crate::forecast::cast::{Cast, Stages};
use crate::forecast::history::History;
use crate::forecast::system::{self, Setup, outcomes::Outcomes};
use crate::model::{AuthorityIx, Council};
use crate::scenario::{Ground, Responses, Scenario};

/// Who is told how far the work is.
pub trait Watch: Sync {
    /// A scenario has so many chunks to do, with so many replications.
    fn begins(&self, scenario: &Scenario, replications: u32);
    /// Replications of a scenario have been written.
    fn written(&self, scenario: &Scenario, replications: u32);
}

/// What is to be done, where and by whom.
pub struct Work<'w> {
    /// The council.
    pub council: &'w Council,
    /// Its history.
    pub history: &'w History,
    /// The plan.
    pub plan: &'w Plan,
    /// Its scenarios, in the same order.
    pub scenarios: &'w [Scenario],
    /// The folder.
    pub folder: &'w RunFolder,
    /// Which chunks.
    pub shard: Shard,
    /// What takes the bytes.
    pub disk: &'w dyn Disk,
    /// Set by whoever wants it to end after the chunks in flight.
    pub stop: &'w AtomicBool,
    /// Who is told.
    pub watch: &'w dyn Watch,
}

/// What has been done.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// Chunks that had been there before.
    pub before: usize,
    /// Chunks that were simulated.
    pub now: usize,
    /// Time of all threads by scenario.
    pub spent: BTreeMap<String, Duration>,
    /// Time of preparing councils for simulation.
    pub preparing: Duration,
}

/// What the simulation says of a scenario's levers, and what was found, as files say it.
type Said = (Responses, Option<String>);

impl Work<'_> {
    /// Does every chunk of the shard that is not there yet.
    ///
    /// # Errors
    /// Where a file cannot be written, or it was asked to end; what was finished is kept.
    pub fn run(&self) -> Result<Done, RunError> {
        let mut done = Done::default();
        let mut todo: Vec<Vec<Chunk>> = Vec::new();
        for scenario in 0..self.plan.scenarios.len() {
            let mut chunks = self.plan.chunks_of(scenario);
            chunks.retain(|chunk| self.shard.does(chunk));
            let all = chunks.len();
            self.folder.check(self.plan, scenario)?;
            // With the results of a scenario its chunks are there, so that they are looked for once.
            if self.folder.has_results(self.plan, scenario) {
                chunks.clear();
            }
            chunks.retain(|chunk| self.folder.find(self.plan, chunk).is_none());
            done.before += all - chunks.len();
            todo.push(chunks);
        }
        let all = done.before + todo.iter().map(Vec::len).sum::<usize>();
        for group in self.groups(&todo) {
            self.group(&group, &todo, all, &mut done)?;
        }
        Ok(done)
    }

    /// Scenarios with something to do, by what they have to be prepared for: policy, and kinds of homes that could come.
    fn groups(&self, todo: &[Vec<Chunk>]) -> Vec<Vec<usize>> {
        let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
        // Policy is asked of a council without children and homes, which are many.
        let council = self.council;
        let mut bare = Council::new(&council.name, &council.code, council.as_at);
        bare.adjoining.clone_from(&council.adjoining);
        bare.partners.clone_from(&council.partners);
        bare.policy.clone_from(&council.policy);
        bare.members.clone_from(&council.members);
        for (at, scenario) in self.scenarios.iter().enumerate() {
            if todo[at].is_empty() {
                continue;
            }
            let mut of = scenario.council(&bare);
            // They are compared with afterwards, and change nothing.
            of.policy.targets.clear();
            let of = (&of.policy, &of.partners, &of.members, scenario.kinds());
            let key = format!("{of:?}");
            match groups.iter_mut().find(|(known, _)| *known == key) {
                Some((_, group)) => group.push(at),
                None => groups.push((key, vec![at])),
            }
        }
        groups.into_iter().map(|(_, group)| group).collect()
    }

    fn group(
        &self,
        group: &[usize],
        todo: &[Vec<Chunk>],
        all: usize,
        done: &mut Done,
    ) -> Result<(), RunError> {
        let begun = Instant::now();
        let first = &self.scenarios[group[0]];
        let kinds: Vec<&str> = first.kinds().into_iter().collect();
        let council = first.council(self.council);
        let stages = Stages::of(&council, &kinds);
        let cast = Cast::of(&council, &stages);
        let mut setup = Setup::of(&council, self.history, &cast);
        // One ruler on both sides: a scenario's own distance guides its placing, and measures nothing.
        setup.near = self.council.policy_of(AuthorityIx::default()).near;
        done.preparing += begun.elapsed();
        tracing::debug!(
            scenarios = group.len(),
            seconds = begun.elapsed().as_secs_f64(),
            "prepared"
        );
        for at in group {
            let replications = todo[*at].iter().map(|chunk| chunk.replications).sum();
            self.watch.begins(&self.scenarios[*at], replications);
        }
        let mut said: BTreeMap<usize, Said> = BTreeMap::new();
        for at in group {
            if self.stop.load(Ordering::SeqCst) {
                return Err(self.interrupted(done, all));
            }
            let scenario = &self.scenarios[*at];
            let begun = Instant::now();
            let (responses, mut found) = solved(&setup, self.council, self.plan, scenario);
            let of = (self.plan, scenario);
            found.extend(fell_short(&setup, self.council, of, &responses));
            said.insert(*at, (responses, written(&found)));
            done.preparing += begun.elapsed();
        }
        let chunks: Vec<Chunk> = group.iter().flat_map(|at| &todo[*at]).copied().collect();
        let spent = Mutex::new(BTreeMap::<String, Duration>::new());
        // So many in flight as there are threads: no more is held, and no thread waits but at the end of each such wave,
        // where replications of its last chunk are shared out.
        for wave in chunks.chunks(rayon::current_num_threads().max(1)) {
            if self.stop.load(Ordering::SeqCst) {
                return Err(self.interrupted(done, all));
            }
            wave.par_iter().try_for_each(|chunk| {
                let took = self.chunk(&setup, chunk, &said[&chunk.scenario])?;
                let name = self.scenarios[chunk.scenario].name.clone();
                let mut spent = spent.lock().unwrap_or_else(PoisonError::into_inner);
                *spent.entry(name).or_default() += took;
                Ok(())
            })?;
            done.now += wave.len();
        }
        let spent = spent.into_inner().unwrap_or_else(PoisonError::into_inner);
        for (name, time) in spent {
            *done.spent.entry(name).or_default() += time;
        }
        Ok(())
    }

    const fn interrupted(&self, done: &Done, all: usize) -> RunError {
        RunError::Interrupted {
            done: done.before + done.now,
            all,
        }
    }

    fn chunk(
        &self,
        setup: &Setup<'_>,
        chunk: &Chunk,
        (responses, found): &Said,
    ) -> Result<Duration, RunError> {
        let scenario = &self.scenarios[chunk.scenario];
        let (months, seed) = (self.plan.months(), self.plan.settings.seed);
        let replications = chunk.first..chunk.first + chunk.replications;
        let outcomes: Vec<(Outcomes, Duration)> = replications
            .into_par_iter()
            .map(|replication| {
                let begun = Instant::now();
                let replication = u64::from(replication);
                let ground = Ground {
                    responses: Some(responses),
                    ..Ground::new(self.council, self.plan.start)
                };
                let changes = scenario.changes_on(&ground, replication);
                let outcomes = system::one(setup, &months, &changes, (seed, replication));
                (outcomes, begun.elapsed())
            })
            .collect();
        let (outcomes, took): (Vec<Outcomes>, Vec<Duration>) = outcomes.into_iter().unzip();
        let block = Block::of(chunk.first, &outcomes, months.len());
        let about = (self.plan).provenance_of(chunk.scenario, chunk.first, chunk.replications);
        let path = self.folder.chunk(self.plan, chunk);
        let mut table = Table::begin(self.disk, &path, (&about, found.as_deref()))?;
        table.add(&block)?;
        table.finish()?;
        tracing::info!(
            scenario = scenario.name,
            first = chunk.first,
            replications = chunk.replications,
            "chunk written"
        );
        self.watch.written(scenario, chunk.replications);
        Ok(took.iter().sum())
    }
}
