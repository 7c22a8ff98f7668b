//! A part of a problem as a problem of its own: some sibling groups, some of their columns, and what everybody
//! else's columns leave of the household rows.

use std::collections::HashMap;

use crate::optimise::problem::{Column, Group, HouseRow, Problem, SiblingSet, Side};

/// A restricted problem and where its parts stand in the whole.
pub struct Restricted {
    /// The problem.
    pub problem: Problem,
    /// By column here: the column in the whole.
    pub columns: Vec<u32>,
    /// By household row here: the row in the whole.
    pub rows: Vec<u32>,
    /// By home here: its position in the whole.
    pub homes: Vec<u32>,
    /// By home here: whether nobody else's column is in it.
    pub untouched: Vec<bool>,
}

/// The whole with what a plan takes of its household rows.
pub struct Load<'a> {
    problem: &'a Problem,
    /// By row: what the plan weighs in it.
    pub weight: Vec<i64>,
}

impl<'a> Load<'a> {
    /// What a plan weighs.
    pub fn of(problem: &'a Problem, chosen: &[u32]) -> Self {
        let mut load = Self {
            problem,
            weight: vec![0; problem.rows.len()],
        };
        for &j in chosen {
            load.add(j, 1);
        }
        load
    }

    fn add(&mut self, j: u32, times: i64) {
        for &(row, coefficient) in &self.problem.stands_in[j as usize] {
            self.weight[row as usize] += times * coefficient;
        }
    }

    /// Restricts the whole to the columns of some groups, in order, with everybody else's plan fixed.
    /// `own` are the groups' columns in the plan.
    pub fn restrict(&mut self, groups: &[u32], own: &[u32], columns: Vec<u32>) -> Restricted {
        for &j in own {
            self.add(j, -1);
        }
        let restricted = Restricting {
            whole: self.problem,
            weight: &self.weight,
            columns,
        }
        .restrict(groups);
        for &j in own {
            self.add(j, 1);
        }
        restricted
    }
}

struct Restricting<'a> {
    whole: &'a Problem,
    weight: &'a [i64],
    columns: Vec<u32>,
}

impl Restricting<'_> {
    fn restrict(mut self, groups: &[u32]) -> Restricted {
        let (whole, weight) = (self.whole, self.weight);
        self.columns.retain(|&j| {
            let mut stands = whole.stands_in[j as usize].iter();
            stands.all(|&(row, c)| {
                let row = row as usize;
                c <= 0 || weight[row] + c <= whole.rows[row].limit
            })
        });
        self.columns.sort_unstable();
        let mut restricted = Restricted {
            problem: Problem {
                children: Vec::new(),
                groups: Vec::with_capacity(groups.len()),
                homes: Vec::new(),
                columns: Vec::with_capacity(self.columns.len()),
                costs: vec![Vec::with_capacity(self.columns.len()); whole.costs.len()],
                rows: Vec::new(),
                stands_in: Vec::with_capacity(self.columns.len()),
                owed: Vec::new(),
                at_hand: None,
                existing: self.columns.len() as u32,
            },
            columns: Vec::new(),
            rows: Vec::new(),
            homes: Vec::new(),
            untouched: Vec::new(),
        };
        let mut set_of: HashMap<(u32, u16), u16> = HashMap::new();
        let at: HashMap<u32, u32> = groups.iter().zip(0..).map(|(g, at)| (*g, at)).collect();
        for &g in groups {
            let group = &whole.groups[g as usize];
            restricted.problem.children.extend(&group.children);
            restricted.problem.groups.push(Group {
                sets: Vec::new(),
                ..group.clone()
            });
        }
        restricted.problem.children.sort_unstable();
        self.add_columns(&mut restricted, &at, &mut set_of);
        self.add_rows(&mut restricted);
        restricted.columns = self.columns;
        restricted.problem.sort_sets();
        restricted
    }

    fn add_columns(
        &self,
        restricted: &mut Restricted,
        at: &HashMap<u32, u32>,
        set_of: &mut HashMap<(u32, u16), u16>,
    ) {
        let whole = self.whole;
        let problem = &mut restricted.problem;
        for (here, &j) in self.columns.iter().enumerate() {
            let column = &whole.columns[j as usize];
            let group = at[&column.group];
            let sets = &mut problem.groups[group as usize].sets;
            let set = *set_of.entry((group, column.set)).or_insert_with(|| {
                sets.push(SiblingSet {
                    mask: whole.mask(j),
                    columns: Vec::new(),
                });
                (sets.len() - 1) as u16
            });
            sets[usize::from(set)].columns.push(here as u32);
            problem.columns.push(Column {
                group,
                set,
                ..*column
            });
            for (costs, all) in problem.costs.iter_mut().zip(&whole.costs) {
                costs.push(all[j as usize]);
            }
            problem.stands_in.push(Vec::new());
        }
    }

    /// Homes and rows, with what is left of each limit.
    fn add_rows(&self, restricted: &mut Restricted) {
        let whole = self.whole;
        let mut row_at: HashMap<u32, u32> = HashMap::new();
        let mut from = 0;
        for (h, side) in whole.homes.iter().enumerate() {
            let end = self.columns.partition_point(|j| *j < side.columns.end);
            if end == from {
                continue;
            }
            let home = restricted.homes.len() as u32;
            let mut left = side.limits.clone();
            let mut untouched = true;
            for here in from..end {
                for &(row, coefficient) in &whole.stands_in[self.columns[here] as usize] {
                    let to = *row_at.entry(row).or_insert_with(|| {
                        let of = &whole.rows[row as usize];
                        restricted.rows.push(row);
                        restricted.problem.rows.push(HouseRow {
                            duty: of.duty,
                            about: of.about.clone(),
                            home,
                            limit: of.limit - self.weight[row as usize],
                            terms: Vec::new(),
                        });
                        (restricted.rows.len() - 1) as u32
                    });
                    restricted.problem.rows[to as usize]
                        .terms
                        .push((here as u32, coefficient));
                    restricted.problem.stands_in[here].push((to, coefficient));
                }
            }
            for (limit, &row) in left.iter_mut().zip(&side.plain_rows) {
                *limit -= self.weight[row as usize];
                untouched &= self.weight[row as usize] == 0;
            }
            restricted.homes.push(h as u32);
            restricted.untouched.push(untouched);
            restricted.problem.homes.push(Side {
                home: side.home,
                columns: from as u32..end as u32,
                plain: side.plain.clone(),
                plain_rows: Vec::new(),
                limits: left,
                profiles: side.profiles.clone(),
            });
            from = end;
        }
    }
}
