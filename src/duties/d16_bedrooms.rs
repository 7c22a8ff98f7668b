//! # The law
//! Fostering National Minimum Standards 2011, standard 10.6: in the foster home, each child over the age of
//! three should have their own bedroom; where that is not possible, sharing is agreed by each child's
//! responsible authority.
//!
//! # What we check
//! Every child over the bedroom age of local policy has a bedroom, counting those who stay and other
//! authorities' children. Two children may share where the home allows it and they are of one sibling group
//! and of the same sex; each share is an approval. Children at or under the bedroom age need no room of their
//! own. In a market of several authorities the bedroom age is that of the authority that runs the home; in homes that
//! none of them runs, each child's own authority's, since it is the one to agree.
//!
//! # In the programme
//! One row a home: bedrooms taken by the blocks chosen are at most the bedrooms free. A block that could share
//! stands in the programme once for each number of shares; a share costs one approval in D25.
//!
//! # Reading the price
//! What one more bedroom in this home would improve the tier by.
//!
//! # What it cannot see
//! Who shares with whom today: residents who are more than the bedrooms are taken to share already. The size
//! of a room, and what the children themselves want.

use super::card::card;
use super::{Block, Breach, Card, Duty, Facts, Household, HouseholdRow, Plan, Verdict};
use crate::model::{ApprovalKind, ChildIx, HomeIx};

/// Bedrooms.
pub struct Bedrooms;

fn needs_room(facts: &Facts, home: HomeIx, child: ChildIx) -> bool {
    facts.council.age(child) > facts.council.policy_in(home, child).bedroom_age
}

fn may_share(facts: &Facts, a: ChildIx, b: ChildIx) -> bool {
    facts.council.child(a).sex == facts.council.child(b).sex && facts.families.are_siblings(a, b)
}

fn rooms_wanted(facts: &Facts, home: HomeIx, children: &[ChildIx]) -> i64 {
    let wants = |child: &&ChildIx| needs_room(facts, home, **child);
    children.iter().filter(wants).count() as i64
}

fn rooms_free(household: &Household) -> i64 {
    let wanted = rooms_wanted(household.facts, household.home_ix, &household.present());
    let taken = wanted - i64::from(household.shared) + household.others();
    (i64::from(household.home.bedrooms) - taken).max(0)
}

/// The most rooms that the newcomers can save by sharing among themselves or with those who stay.
pub fn most_shares(facts: &Facts, home: HomeIx, coming: &[ChildIx], staying: &[ChildIx]) -> u8 {
    if !facts.council.home(home).sharing_allowed {
        return 0;
    }
    let want = |children: &[ChildIx]| -> Vec<ChildIx> {
        children
            .iter()
            .copied()
            .filter(|c| needs_room(facts, home, *c))
            .collect()
    };
    pair_up(facts, &want(coming), &want(staying))
}

/// Largest number of pairs with at least one newcomer in each; groups are small, so all ways are tried.
fn pair_up(facts: &Facts, coming: &[ChildIx], staying: &[ChildIx]) -> u8 {
    let Some((&first, rest)) = coming.split_first() else {
        return 0;
    };
    let without = |list: &[ChildIx], at: usize| -> Vec<ChildIx> {
        let mut left = list.to_vec();
        left.remove(at);
        left
    };
    let mut best = pair_up(facts, rest, staying);
    for (i, &other) in rest.iter().enumerate() {
        if may_share(facts, first, other) {
            best = best.max(1 + pair_up(facts, &without(rest, i), staying));
        }
    }
    for (i, &other) in staying.iter().enumerate() {
        if may_share(facts, first, other) {
            best = best.max(1 + pair_up(facts, rest, &without(staying, i)));
        }
    }
    best
}

/// Rooms saved by shares that are recorded or listed by the plan, sibling group by sibling group.
fn shared(plan: &Plan, home: HomeIx, coming: &[ChildIx]) -> u8 {
    let facts = plan.facts;
    let mut left = coming.to_vec();
    let mut rooms = 0;
    while let Some(&first) = left.first() {
        let (group, others): (Vec<ChildIx>, Vec<ChildIx>) = left
            .iter()
            .partition(|c| **c == first || facts.families.are_siblings(first, **c));
        let agreed = |c: &&ChildIx| plan.has_approval(**c, home, ApprovalKind::BedroomShare);
        let approved = group.iter().filter(agreed).count() as u8;
        rooms += most_shares(facts, home, &group, &plan.staying[home.at()]).min(approved);
        left = others;
    }
    rooms
}

impl Duty for Bedrooms {
    fn card(&self) -> &'static Card {
        static CARD: Card = card!(
            "D16",
            Household,
            "Bedrooms",
            "Fostering National Minimum Standards 2011, standard 10.6",
            "",
            "d16_bedrooms.rs"
        );
        &CARD
    }

    fn admit(&self, household: &Household, block: &Block) -> Verdict {
        let rooms = rooms_wanted(household.facts, household.home_ix, &block.children)
            - i64::from(block.shares);
        if rooms <= rooms_free(household) {
            Verdict::Allowed
        } else {
            Verdict::NotAllowed
        }
    }

    fn admit_sentence(&self, household: &Household, block: &Block) -> Option<String> {
        let wanted = rooms_wanted(household.facts, household.home_ix, &block.children)
            - i64::from(block.shares);
        let free = match rooms_free(household) {
            0 => "no bedroom is free".to_owned(),
            1 => "1 bedroom is free".to_owned(),
            n => format!("{n} bedrooms are free"),
        };
        let are = if wanted == 1 { "is" } else { "are" };
        Some(format!("{free} and {wanted} {are} needed"))
    }

    fn limit(&self, household: &Household, blocks: &[Block]) -> Option<HouseholdRow> {
        let facts = household.facts;
        let rooms =
            |b: &Block| rooms_wanted(facts, household.home_ix, &b.children) - i64::from(b.shares);
        Some(HouseholdRow {
            duty: "D16",
            about: String::new(),
            terms: blocks.iter().map(rooms).enumerate().collect(),
            limit: rooms_free(household),
        })
    }

    fn keep_apart(&self, household: &Household, blocks: &[Block]) -> Vec<HouseholdRow> {
        let facts = household.facts;
        // Two blocks of one sibling group must not both count the same resident as their room-mate.
        let mut families: Vec<(ChildIx, Vec<(usize, i64)>)> = Vec::new();
        for (i, block) in blocks.iter().enumerate().filter(|(_, b)| b.shares > 0) {
            let first = facts.families.first_of(block.children[0]);
            match families.iter_mut().find(|(of, _)| *of == first) {
                Some((_, terms)) => terms.push((i, 1)),
                None => families.push((first, vec![(i, 1)])),
            }
        }
        let row = |(first, terms): (ChildIx, _)| HouseholdRow {
            duty: "D16",
            about: facts.council.child(first).id.clone(),
            terms,
            limit: 1,
        };
        families.into_iter().map(row).collect()
    }

    fn check(&self, plan: &Plan) -> Vec<Breach> {
        let facts = plan.facts;
        let mut breaches = Vec::new();
        for (&home, living) in &plan.living {
            let staying = &plan.staying[home.at()];
            let coming: Vec<ChildIx> = living
                .iter()
                .copied()
                .filter(|c| !staying.contains(c))
                .collect();
            let household = plan.household(home);
            let shares: u8 = shared(plan, home, &coming);
            let wanted = rooms_wanted(facts, home, &coming) - i64::from(shares);
            if wanted > rooms_free(&household) {
                breaches.push(Breach {
                    duty: "D16",
                    home,
                    children: coming,
                    sentence: format!(
                        "{wanted} bedroom{} needed, {} free",
                        if wanted == 1 { "" } else { "s" },
                        rooms_free(&household)
                    ),
                });
            }
        }
        breaches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::duties::scene::Scene;
    use crate::model::{HomeKind, Sex, SiblingPlan};

    #[test]
    fn a_child_of_three_needs_no_room_and_a_child_of_four_does() {
        let mut scene = Scene::new();
        let (three, four) = (scene.child_aged(3), scene.child_aged(4));
        let home = scene.home(HomeKind::Foster, 2);
        scene.home_mut(home).bedrooms = 0;
        assert_eq!(scene.admit(&Bedrooms, &[three], home), Verdict::Allowed);
        assert_eq!(scene.admit(&Bedrooms, &[four], home), Verdict::NotAllowed);
        scene.home_mut(home).bedrooms = 1;
        assert_eq!(
            scene.admit(&Bedrooms, &[three, four], home),
            Verdict::Allowed
        );
        scene.home_mut(home).occupied_by_others = 1;
        assert_eq!(scene.admit(&Bedrooms, &[four], home), Verdict::NotAllowed);
    }

    #[test]
    fn rooms_are_counted_in_words() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        let mut says = |bedrooms, children: &[ChildIx]| {
            scene.home_mut(home).bedrooms = bedrooms;
            let facts = Facts::of(&scene.council);
            let block = Block {
                home,
                children: children.to_vec(),
                shares: 0,
            };
            let household = Household::new(&facts, home, &[]);
            Bedrooms.admit_sentence(&household, &block).unwrap()
        };
        assert_eq!(says(0, &[a]), "no bedroom is free and 1 is needed");
        assert_eq!(says(1, &[a, b]), "1 bedroom is free and 2 are needed");
        assert_eq!(says(2, &[a]), "2 bedrooms are free and 1 is needed");
    }

    #[test]
    fn only_siblings_of_one_sex_in_a_home_that_allows_it_may_share() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        let shares = |scene: &Scene, staying: &[ChildIx]| {
            most_shares(&Facts::of(&scene.council), home, &[a], staying)
        };
        scene.home_mut(home).sharing_allowed = true;
        assert_eq!(shares(&scene, &[b]), 0);
        scene.siblings(a, b, SiblingPlan::Together);
        assert_eq!(shares(&scene, &[b]), 1);
        scene.child_mut(b).sex = Sex::Male;
        assert_eq!(shares(&scene, &[b]), 0);
        scene.child_mut(b).sex = Sex::Female;
        scene.home_mut(home).sharing_allowed = false;
        assert_eq!(shares(&scene, &[b]), 0);
    }

    #[test]
    fn three_sisters_can_save_one_room_and_four_can_save_two() {
        let mut scene = Scene::new();
        let sisters = [5, 7, 9, 11].map(|age| scene.child_aged(age));
        for sister in &sisters[1..] {
            scene.siblings(sisters[0], *sister, SiblingPlan::Together);
        }
        let home = scene.home(HomeKind::Foster, 4);
        scene.home_mut(home).sharing_allowed = true;
        let facts = Facts::of(&scene.council);
        assert_eq!(most_shares(&facts, home, &sisters[..3], &[]), 1);
        assert_eq!(most_shares(&facts, home, &sisters, &[]), 2);
        assert_eq!(most_shares(&facts, home, &sisters[..1], &sisters[1..]), 1);
    }

    #[test]
    fn a_plan_without_enough_bedrooms_is_a_breach_unless_the_share_is_listed() {
        let mut scene = Scene::new();
        let (a, b) = (scene.child_aged(8), scene.child_aged(9));
        let home = scene.home(HomeKind::Foster, 2);
        scene.home_mut(home).bedrooms = 1;
        scene.home_mut(home).sharing_allowed = true;
        scene.siblings(a, b, SiblingPlan::Together);
        assert_eq!(scene.breaches(&Bedrooms, &[(a, home)]), 0);
        assert_eq!(scene.breaches(&Bedrooms, &[(a, home), (b, home)]), 1);
        scene.listed.insert(ApprovalKind::BedroomShare);
        assert_eq!(scene.breaches(&Bedrooms, &[(a, home), (b, home)]), 0);
    }
}
