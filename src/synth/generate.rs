//! The council, step by step.

use std::collections::BTreeMap;

use super::approvals;
use super::child_record::{self, Heritage};
use super::draws::Draws;
use super::dwelling::Dwelling;
use super::geography::Geography;
use super::home_record::Writer;
use super::links::settle_contradictions;
use super::needs;
use super::person::{Crowd, Person};
use super::placing::Placing;
use super::profile::Profile;
use super::referrals;
use super::siblings;
use super::spare::Spare;
use super::stock::Stock;
use super::wishes;
use crate::model::{ChildIx, Council, Home, HomeStatus, SiblingLink, SiblingPlan};

/// What to make.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Placed children; the published number where this is `None`. Everything else keeps its proportion.
    pub children: Option<u32>,
    /// New children without a home, on top of the placed ones; a month's published starts (at least four)
    /// where this is `None`.
    pub referrals: Option<u32>,
    /// Placed children who are to move; one in fifty (at least two) where this is `None`.
    pub moves: Option<u32>,
    /// Agency carers and the neighbours' children's homes, against what the figures suggest.
    pub supply: f64,
    /// Seed: the same seed gives the same council on every machine.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            children: None,
            referrals: None,
            moves: None,
            supply: 1.0,
            seed: 2025,
        }
    }
}

/// Makes a synthetic council that keeps to the profile's published figures.
pub fn generate(profile: &Profile, options: &Options) -> Council {
    let number = options.children.unwrap_or(profile.looked_after.number) as usize;
    let scale = number as f64 / f64::from(profile.looked_after.number.max(1));
    let around = options.supply.clamp(0.0, 100.0);
    let geography = Geography::new(profile);
    let mut people = Crowd::new(profile, number, options.seed).people;
    let mut draws = Draws::new(options.seed, "siblings");
    let mut units = siblings::form(&mut draws, &mut people, &profile.siblings, &geography);
    let stock = Stock::new(profile, scale, around, options.seed);
    let mut placing = Placing::new(profile, &geography, stock, options.seed);
    placing.place_all(&mut people, &mut units);
    let mut stock = placing.stock;
    let mut spare = Spare {
        profile,
        geography: &geography,
        stock: &mut stock,
        scale,
        around,
    };
    spare.settle(options.seed);
    let mut council = empty(profile, &geography, options.seed);
    let mut work = Work {
        profile,
        geography: &geography,
        options,
        council: &mut council,
    };
    work.write_children(&people);
    work.write_homes(&stock.dwellings);
    work.write_placements(&people, &stock.dwellings);
    work.write_history(&people);
    work.link(&people, 0, "links");
    work.refer(&people, scale);
    work.finish(&people, &stock.dwellings);
    council
}

fn empty(profile: &Profile, geography: &Geography, seed: u64) -> Council {
    let mut council = Council::new(&profile.name, &profile.code, profile.as_at);
    let adjoining = profile
        .authorities
        .iter()
        .filter(|a| a.class == "adjoining");
    council.adjoining = adjoining.map(|a| a.code.clone()).collect();
    council.under_18_population = Some(profile.population.under_18);
    council.areas.clone_from(&geography.areas);
    council.policy.targets = made_up_targets();
    council.vintage = format!(
        "Synthetic (seed {seed}): no row is about a real child. {}",
        profile.looked_after.source
    );
    council
}

/// Targets so that an assessment has something to measure against. No council has set them.
fn made_up_targets() -> BTreeMap<String, f64> {
    [
        ("with_a_home", 100.0),
        ("in_area", 85.0),
        ("near_home", 85.0),
        ("sibling_pairs_together", 80.0),
        ("family_as_planned", 98.0),
        ("own_provision", 60.0),
    ]
    .map(|(name, figure)| (name.to_owned(), figure))
    .into()
}

/// A council being written down.
pub(super) struct Work<'a> {
    pub(super) profile: &'a Profile,
    pub(super) geography: &'a Geography,
    pub(super) options: &'a Options,
    pub(super) council: &'a mut Council,
}

impl Work<'_> {
    pub(super) fn draws(&self, name: &str) -> Draws {
        Draws::new(self.options.seed, name)
    }

    fn write_children(&mut self, people: &[Person]) {
        let mut draws = self.draws("children");
        let heritages = heritages(&mut draws, people);
        for (person, heritage) in people.iter().zip(&heritages) {
            let id = format!("C{:05}", self.council.children.len() + 1);
            let mut child =
                child_record::write(&mut draws, person, id, heritage, self.profile.as_at);
            child_record::plan(&mut draws, &mut child, person);
            self.council.children.push(child);
        }
        let ages: Vec<u8> = people.iter().map(|p| p.age).collect();
        let rates = &self.profile.rates;
        needs::score(
            &mut draws,
            &mut self.council.children,
            &ages,
            rates.sdq_mean,
        );
        needs::plans(&mut draws, &mut self.council.children, rates.ehcp_percent);
    }

    fn write_homes(&mut self, dwellings: &[Dwelling]) {
        let mut draws = self.draws("homes");
        let writer = Writer {
            profile: self.profile,
            areas: &self.council.areas,
            children: &self.council.children,
        };
        let homes: Vec<Home> = dwellings
            .iter()
            .enumerate()
            .map(|(at, d)| writer.write(&mut draws, at, d))
            .collect();
        self.council.homes = homes;
    }

    /// A link for each pair of one family.
    fn link(&mut self, people: &[Person], first: usize, stream: &str) {
        let mut draws = self.draws(stream);
        let mut home_of = vec![None; self.council.children.len()];
        self.council
            .placements
            .iter()
            .for_each(|p| home_of[p.child.at()] = Some(p.home));
        let mut families: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, person) in people.iter().enumerate() {
            if let Some(family) = person.family {
                families.entry(family).or_default().push(first + at);
            }
        }
        for members in families.values() {
            for (nth, &a) in members.iter().enumerate() {
                for &b in &members[nth + 1..] {
                    let together = home_of[a] == home_of[b];
                    let (plan, reason) = sibling_plan(&mut draws, together);
                    self.council.sibling_links.push(SiblingLink {
                        pair: (ChildIx(a as u32), ChildIx(b as u32)),
                        plan,
                        reason: reason.map(str::to_owned),
                    });
                }
            }
        }
    }

    fn refer(&mut self, placed: &[Person], scale: f64) {
        let month = (f64::from(self.profile.starts_a_year()) * scale / 12.0).ceil() as u32;
        let number = self.options.referrals.unwrap_or(month.max(4)) as usize;
        let families = placed
            .iter()
            .filter_map(|p| p.family)
            .max()
            .map_or(0, |f| f + 1);
        let people = referrals::people(
            self.profile,
            self.geography,
            number,
            families,
            self.options.seed,
        );
        let mut draws = self.draws("new children");
        let heritages = heritages(&mut draws, &people);
        let mut children = Vec::with_capacity(number);
        for (at, (person, heritage)) in people.iter().zip(&heritages).enumerate() {
            let id = format!("C{:05}", placed.len() + at + 1);
            children.push(referrals::write(
                &mut draws,
                self.profile,
                person,
                id,
                heritage,
            ));
        }
        referrals::mark_emergencies(&mut draws, &people, &mut children);
        self.council.children.extend(children);
        self.link(&people, placed.len(), "new links");
        referrals::connected_homes(
            &mut draws,
            self.profile,
            self.geography,
            self.council,
            &people,
        );
        let moves = self
            .options
            .moves
            .map_or_else(|| (placed.len() / 50).max(2), |n| n as usize);
        referrals::mark_moves(&mut draws, self.council, moves);
    }

    fn finish(&mut self, placed: &[Person], dwellings: &[Dwelling]) {
        let mut draws = self.draws("wishes");
        let ix = |list: &Vec<usize>| list.iter().map(|&i| ChildIx(i as u32)).collect();
        let living: Vec<Vec<ChildIx>> = dwellings.iter().map(|d| ix(&d.occupants)).collect();
        settle_contradictions(self.council);
        approvals::record(self.council, &living);
        wishes::write(&mut draws, self.council, &living, placed.len());
        // A home with a child who must be alone takes nobody else.
        for children in &living {
            let solo = children.iter().find(|c| self.council.child(**c).flags.solo);
            if let Some(placement) = solo.map(|c| self.council.placements[c.at()].home) {
                let home = &mut self.council.homes[placement.at()];
                home.status = HomeStatus::Full;
                (home.held_until, home.hold_reason) = (None, None);
            }
        }
    }
}

/// One heritage for each family, and one for each child alone.
fn heritages(draws: &mut Draws, people: &[Person]) -> Vec<Heritage> {
    let mut families: BTreeMap<u32, Heritage> = BTreeMap::new();
    let mut all = Vec::with_capacity(people.len());
    for person in people {
        all.push(match person.family {
            Some(family) => families
                .entry(family)
                .or_insert_with(|| Heritage::draw(draws, person))
                .clone(),
            None => Heritage::draw(draws, person),
        });
    }
    all
}

/// Most who live together are to; of those apart some are assessed so, some wait to be reunited.
fn sibling_plan(draws: &mut Draws, together: bool) -> (SiblingPlan, Option<&'static str>) {
    let plan = match together {
        true => draws.pick(&[(SiblingPlan::Together, 90.0), (SiblingPlan::Unknown, 10.0)]),
        false => draws.pick(&[
            (SiblingPlan::Apart, 45.0),
            (SiblingPlan::Unknown, 33.0),
            (SiblingPlan::Together, 22.0),
        ]),
    };
    let reason = (plan == SiblingPlan::Apart).then(|| {
        draws.any(&[
            "different needs",
            "risk between the children",
            "long settled apart",
        ])
    });
    (plan, reason)
}
