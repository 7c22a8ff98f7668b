//! One independent component of the graph as a programme: which blocks of which sibling group could go to
//! which home, what each costs in every tier, and the household rows in which it stands.
//!
//! Columns lie side by side by home; sibling groups find theirs through their sets. Names are made only when a
//! model is written ([`super::named`]).

use crate::candidates::OwedTo;
use crate::duties::Block;
use crate::model::{AuthorityIx, ChildIx, HomeIx};

/// A block column: exactly these children of one sibling group in this home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// The home.
    pub home: HomeIx,
    /// Position of the sibling group in [`Problem::groups`].
    pub group: u32,
    /// Position of the set of children in the group's sets.
    pub set: u16,
    /// Bedrooms saved by sharing.
    pub shares: u8,
    /// Position among the home's profiles, for household cuts.
    pub profile: u16,
}

/// A set of brothers and sisters with the columns that would house exactly them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SiblingSet {
    /// Bit mask of the group's children.
    pub mask: u32,
    /// Columns, in order.
    pub columns: Vec<u32>,
}

/// A sibling group, or one child alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The authority that looks after them.
    pub authority: AuthorityIx,
    /// The children, in order.
    pub children: Vec<ChildIx>,
    /// By child, then tier: what leaving the child unplaced costs.
    pub unplaced: Vec<Vec<i64>>,
    /// The sets that some home could take, by mask.
    pub sets: Vec<SiblingSet>,
}

/// A household row: the sum of coefficient × column is at most the limit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseRow {
    /// Code of the duty that asks for it.
    pub duty: &'static str,
    /// What the row is about beside the home; often empty.
    pub about: String,
    /// Position of the home in [`Problem::homes`].
    pub home: u32,
    /// Right-hand side.
    pub limit: i64,
    /// Column and coefficient, in order of column.
    pub terms: Vec<(u32, i64)>,
}

/// A home's part of the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// The home.
    pub home: HomeIx,
    /// Its columns.
    pub columns: std::ops::Range<u32>,
    /// The rows in which whole blocks weigh by their kind and not by who is in them (places, usual fostering
    /// limit, bedrooms, solo): the duties that ask for them.
    pub plain: Vec<&'static str>,
    /// Where those rows stand in [`Problem::rows`].
    pub plain_rows: Vec<u32>,
    /// Their limits.
    pub limits: Vec<i64>,
    /// What a block can weigh in those rows.
    pub profiles: Vec<Vec<i64>>,
}

/// A component's programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Children, in order.
    pub children: Vec<ChildIx>,
    /// Sibling groups, in order of their first child.
    pub groups: Vec<Group>,
    /// Homes, in order, each with its columns.
    pub homes: Vec<Side>,
    /// Block columns.
    pub columns: Vec<Column>,
    /// By tier, then column.
    pub costs: Vec<Vec<i64>>,
    /// Household rows, in order of home.
    pub rows: Vec<HouseRow>,
    /// By column: the household rows in which it stands, with its coefficient.
    pub stands_in: Vec<Vec<(u32, i64)>>,
    /// What is owed to authorities of a market, and ceilings of tiers.
    pub owed: Vec<Kept>,
    /// Columns of a plan that keeps every row, where placing nobody might break what is owed.
    pub at_hand: Option<Vec<u32>>,
    /// The first column of a home that does not exist yet; those from here on are closed unless their home is opened.
    pub existing: u32,
}

/// A row that holds a tier at a value: the whole tier, or what the children of one authority come to in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    /// Position of the tier.
    pub tier: usize,
    /// The most it may come to.
    pub value: i64,
    /// To whom it is owed; none for a tier that was solved.
    pub owed_to: Option<OwedTo>,
}

impl Kept {
    /// A whole tier that was solved and came to this value.
    pub const fn whole(tier: usize, value: i64) -> Self {
        Self {
            tier,
            value,
            owed_to: None,
        }
    }

    /// Whether a group's costs count.
    pub fn counts(&self, group: &Group) -> bool {
        match self.owed_to {
            Some(OwedTo::Authority(authority)) => group.authority == authority,
            Some(OwedTo::Everybody) | None => true,
        }
    }
}

impl Problem {
    /// A column as the duties see it.
    pub fn block(&self, j: u32) -> Block {
        let column = &self.columns[j as usize];
        let group = &self.groups[column.group as usize];
        let mask = group.sets[usize::from(column.set)].mask;
        Block {
            home: column.home,
            children: group.members(mask),
            shares: column.shares,
        }
    }

    /// The same programme with the costs of these tiers alone, in this order.
    #[must_use]
    pub fn with_tiers(&self, tiers: &[usize]) -> Self {
        let of = |costs: &Vec<i64>| tiers.iter().map(|t| costs[*t]).collect();
        let group = |group: &Group| Group {
            unplaced: group.unplaced.iter().map(of).collect(),
            ..group.clone()
        };
        Self {
            children: self.children.clone(),
            groups: self.groups.iter().map(group).collect(),
            homes: self.homes.clone(),
            columns: self.columns.clone(),
            costs: tiers.iter().map(|t| self.costs[*t].clone()).collect(),
            rows: self.rows.clone(),
            stands_in: self.stands_in.clone(),
            owed: Vec::new(),
            at_hand: None,
            existing: self.existing,
        }
    }

    /// Bit mask of the children whom a column houses.
    pub fn mask(&self, j: u32) -> u32 {
        let column = &self.columns[j as usize];
        self.groups[column.group as usize].sets[usize::from(column.set)].mask
    }

    /// What a plan costs in a tier: its columns, and the children in none of them.
    pub fn value(&self, t: usize, chosen: &[u32]) -> i64 {
        self.value_kept(&Kept::whole(t, 0), chosen)
    }

    /// What a plan costs in the tier of a kept row, as far as the row counts it.
    pub fn value_kept(&self, kept: &Kept, chosen: &[u32]) -> i64 {
        let mut placed = vec![0_u32; self.groups.len()];
        let mut value = 0;
        for &j in chosen {
            placed[self.columns[j as usize].group as usize] |= self.mask(j);
            value += self.cost_kept(kept, j);
        }
        for (g, placed) in placed.into_iter().enumerate() {
            value += self.leaving_kept(kept, g, !placed);
        }
        value
    }

    /// What a column costs in a kept row.
    pub fn cost_kept(&self, kept: &Kept, j: u32) -> i64 {
        let group = &self.groups[self.columns[j as usize].group as usize];
        if kept.counts(group) {
            self.costs[kept.tier][j as usize]
        } else {
            0
        }
    }

    /// What leaving some of a group unplaced costs in a kept row.
    pub fn leaving_kept(&self, kept: &Kept, g: usize, mask: u32) -> i64 {
        let group = &self.groups[g];
        if kept.counts(group) {
            group.cost_of_leaving(kept.tier, mask)
        } else {
            0
        }
    }

    /// Whether a choice of columns keeps every household row and houses nobody twice.
    pub fn allows(&self, chosen: &[u32]) -> bool {
        let mut weight = vec![0_i64; self.rows.len()];
        let mut placed = vec![0_u32; self.groups.len()];
        for &j in chosen {
            let group = self.columns[j as usize].group as usize;
            if placed[group] & self.mask(j) != 0 {
                return false;
            }
            placed[group] |= self.mask(j);
            for &(row, coefficient) in &self.stands_in[j as usize] {
                weight[row as usize] += coefficient;
            }
        }
        self.rows
            .iter()
            .zip(weight)
            .all(|(row, weight)| weight <= row.limit)
    }
}

impl Group {
    /// The children of a bit mask, in order.
    pub fn members(&self, mask: u32) -> Vec<ChildIx> {
        let children = self.children.iter().enumerate();
        let within = children.filter(|(bit, _)| mask >> bit & 1 == 1);
        within.map(|(_, child)| *child).collect()
    }

    /// What leaving the children of a mask unplaced costs in a tier.
    pub fn cost_of_leaving(&self, t: usize, mask: u32) -> i64 {
        let children = self.unplaced.iter().enumerate();
        let left = children.filter(|(bit, _)| mask >> bit & 1 == 1);
        left.map(|(_, costs)| costs[t]).sum()
    }

    /// Whether the group is housed by choosing one of its listed ways; other groups, child by child.
    pub fn has_ways(&self) -> bool {
        (2..=LISTED).contains(&self.children.len())
            && self.sets.iter().any(|s| s.mask.count_ones() > 1)
    }
}

/// Groups up to this size have all their ways listed: at most 877.
pub const LISTED: usize = 6;
