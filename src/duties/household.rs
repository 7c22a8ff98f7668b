//! One home and who may live in it together: the residents who stay, and the blocks of children who could
//! join them.

use super::facts::Facts;
use crate::model::{Child, ChildIx, Home, HomeIx};

/// A home with the children who stay in it whatever the round decides.
#[derive(Debug, Clone)]
pub struct Household<'a> {
    /// The council and what is recorded.
    pub facts: &'a Facts<'a>,
    /// The home's index.
    pub home_ix: HomeIx,
    /// The home.
    pub home: &'a Home,
    /// Children of this council who stay.
    pub residents: &'a [ChildIx],
    /// Places kept for children who live here until their move: taken in this round.
    pub held: u8,
    /// Bedrooms saved by shares agreed for those who stay.
    pub shared: u8,
}

impl<'a> Household<'a> {
    /// A home with these residents.
    pub fn new(facts: &'a Facts<'a>, home: HomeIx, residents: &'a [ChildIx]) -> Self {
        Self {
            facts,
            home_ix: home,
            home: facts.council.home(home),
            residents,
            held: 0,
            shared: 0,
        }
    }

    /// The same household with this many places held for children who have not moved out yet.
    #[must_use]
    pub fn holding(mut self, held: u8) -> Self {
        self.held = held;
        self
    }

    /// The same household with this many bedrooms saved by shares agreed for those who stay.
    #[must_use]
    pub fn sharing(mut self, shared: u8) -> Self {
        self.shared = shared;
        self
    }

    /// The child at an index.
    pub fn child(&self, ix: ChildIx) -> &'a Child {
        self.facts.council.child(ix)
    }

    /// Everybody of this council who lives here while the round's children come: those who stay, and those who
    /// have not moved out yet. Every rule on who may live together holds for them all.
    pub fn present(&self) -> Vec<ChildIx> {
        let mut present = self.residents.to_vec();
        if self.held > 0 {
            let here = self.facts.living_in[self.home_ix.at()].iter();
            present.extend(here.filter(|child| !self.residents.contains(child)));
        }
        present
    }

    /// Other authorities' children.
    pub fn others(&self) -> i64 {
        i64::from(self.home.occupied_by_others)
    }

    /// Places taken by those who are present and by other authorities' children.
    pub fn occupied(&self) -> i64 {
        self.residents.len() as i64 + i64::from(self.held) + self.others()
    }

    /// Whether those who are present and the block together are one sibling group, with nobody else's child
    /// there.
    pub fn is_one_family_with(&self, block: &Block) -> bool {
        let present = self.present();
        let all = present.iter().chain(&block.children).copied();
        self.others() == 0 && self.facts.families.is_one_group(all)
    }
}

/// Exactly these children of one sibling group, placed together in one home.
///
/// A child without siblings in the round is a block of one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Block {
    /// The home.
    pub home: HomeIx,
    /// The children, in order of index; never empty.
    pub children: Vec<ChildIx>,
    /// Bedrooms saved by sharing, each share being one approval.
    pub shares: u8,
}

impl Block {
    /// How many children.
    pub fn size(&self) -> i64 {
        self.children.len() as i64
    }

    /// Whether the child is in the block.
    pub fn has(&self, child: ChildIx) -> bool {
        self.children.contains(&child)
    }
}

/// A row of the programme for one home: the sum of coefficient × block is at most the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdRow {
    /// Code of the duty that asks for the row.
    pub duty: &'static str,
    /// What the row is about beside the home, such as a child's id; often empty.
    pub about: String,
    /// Position of the block in the household's list, and its whole coefficient.
    pub terms: Vec<(usize, i64)>,
    /// The limit.
    pub limit: i64,
}

impl HouseholdRow {
    /// Whether some choice of blocks could break the row; a row that cannot be broken is left out.
    pub fn can_bind(&self) -> bool {
        self.terms
            .iter()
            .map(|(_, coefficient)| coefficient)
            .sum::<i64>()
            > self.limit
    }
}
