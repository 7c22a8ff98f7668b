//! Bedrooms, as D16 has them: every child over the bedroom age has one, but for brothers or sisters of one sex who share
//! where the home allows it, each share being an approval.

use super::home::Home;
use super::world::World;
use crate::model::{ApprovalKind, AuthorityIx};

impl World<'_> {
    /// Whether children who come find bedrooms beside those who stay, with brothers and sisters sharing as they may.
    pub(super) fn has_bedrooms(&self, home: &Home, coming: &[u32], staying: &[u32]) -> bool {
        let wanted = coming.iter().filter(|c| self.wants_room(**c)).count();
        let free = self.rooms_free(home, staying);
        wanted <= free || wanted - free <= self.shares(home, coming, staying)
    }

    /// How many of those who would come to a home have to share a bedroom.
    pub(super) fn must_share(&self, home: u32, coming: &[u32]) -> usize {
        let home = &self.homes[home as usize];
        let wanted = coming.iter().filter(|c| self.wants_room(**c)).count();
        wanted.saturating_sub(self.rooms_free(home, &home.residents))
    }

    /// Bedrooms that are free; residents who are more than the bedrooms share already.
    pub(super) fn rooms_free(&self, home: &Home, staying: &[u32]) -> usize {
        let wanted = staying.iter().filter(|c| self.wants_room(**c)).count();
        let taken = wanted + usize::from(home.others) + home.staying_put.len();
        usize::from(home.bedrooms).saturating_sub(taken)
    }

    /// Whether a child needs a bedroom of her own.
    pub(super) fn wants_room(&self, child: u32) -> bool {
        let policy = self.council.policy_of(AuthorityIx::default());
        self.children[child as usize].age(self.now) > policy.bedroom_age
    }

    /// The most rooms that those who come save by sharing among themselves or with those who stay, two in a room.
    fn shares(&self, home: &Home, coming: &[u32], staying: &[u32]) -> usize {
        let seeks = self.council.policy_of(AuthorityIx::default()).seek;
        let asks = seeks.contains(ApprovalKind::BedroomShare);
        if !asks || !self.council.home(home.like).sharing_allowed {
            return 0;
        }
        let want = |children: &[u32]| -> Vec<u32> {
            let all = children.iter().copied();
            all.filter(|c| self.wants_room(*c)).collect()
        };
        let (coming, mut staying) = (want(coming), want(staying));
        let taken = staying.len() + usize::from(home.others) + home.staying_put.len();
        let shared = taken.saturating_sub(usize::from(home.bedrooms));
        let all: Vec<u32> = staying.iter().chain(&coming).copied().collect();
        let room_mates = self.pair_up(&all, &mut Vec::new());
        let most = self.pair_up(&coming, &mut staying);
        most.min(room_mates.saturating_sub(shared))
    }

    /// The largest number of pairs with at least one who comes in each: those of one sex and family share two by two, and
    /// who is left shares with one who stays.
    fn pair_up(&self, coming: &[u32], staying: &mut Vec<u32>) -> usize {
        let mut left: Vec<u32> = coming.to_vec();
        let mut pairs = 0;
        // With those who stay first: who comes alone can share with nobody else.
        left.retain(
            |a| match staying.iter().position(|b| self.may_share(*a, *b)) {
                Some(at) => {
                    staying.remove(at);
                    pairs += 1;
                    false
                }
                None => true,
            },
        );
        while let Some(a) = left.pop() {
            if let Some(at) = left.iter().position(|b| self.may_share(a, *b)) {
                left.remove(at);
                pairs += 1;
            }
        }
        pairs
    }

    fn may_share(&self, a: u32, b: u32) -> bool {
        let (one, other) = (&self.children[a as usize], &self.children[b as usize]);
        let sex = |record| self.council.child(record).sex;
        one.family == other.family && sex(one.record) == sex(other.record)
    }
}
