//! Children and homes of one replication at one time, and who may live with whom.

use std::collections::{HashMap, HashSet};

use super::child::Child;
use super::home::{Home, Standing};
use crate::forecast::cast::{Cast, Offer};
use crate::model::{ChildIx, Council, HomeIx, SiblingLink, SiblingPlan};

/// Children and homes.
pub struct World<'w> {
    /// Verdicts and measures.
    pub cast: &'w Cast<'w>,
    /// The council, with homes that could exist.
    pub council: &'w Council,
    /// Homes.
    pub homes: Vec<Home>,
    /// By home of the cast: the homes that are like it.
    pub like: Vec<Vec<u32>>,
    /// Everybody who has been in care.
    pub children: Vec<Child>,
    /// By family: its children.
    pub families: Vec<Vec<u32>>,
    /// Positions of brothers and sisters who are to live apart.
    pub apart: HashSet<(u32, u32)>,
    /// The time, in days.
    pub now: f64,
}

impl World<'_> {
    /// Adds a home and gives its position.
    pub fn add_home(&mut self, home: Home) -> u32 {
        let at = self.homes.len() as u32;
        self.like[home.like.at()].push(at);
        self.homes.push(home);
        at
    }

    /// Adds a child and gives her position.
    pub fn add_child(&mut self, child: Child) -> u32 {
        let at = self.children.len() as u32;
        let family = child.family as usize;
        if self.families.len() <= family {
            self.families.resize_with(family + 1, Vec::new);
        }
        self.families[family].push(at);
        self.children.push(child);
        at
    }

    /// Whether a child is in care in a home that rounds fill, or waits for one.
    pub fn is_in_rounds(&self, child: u32) -> bool {
        let child = &self.children[child as usize];
        !child.gone && child.has_come(self.now) && child.setting.is_some()
    }

    /// Whether two are brothers or sisters.
    pub fn is_family(&self, a: u32, b: u32) -> bool {
        a != b && self.children[a as usize].family == self.children[b as usize].family
    }

    /// Whether brothers or sisters are to live together.
    pub fn belong_together(&self, a: u32, b: u32) -> bool {
        let (one, other) = (&self.children[a as usize], &self.children[b as usize]);
        one.family == other.family && !self.are_apart(a, b)
    }

    /// Links of brothers and sisters, both of whom have a record in a council.
    pub fn sibling_links(&self, children: &HashMap<u32, ChildIx>) -> Vec<SiblingLink> {
        let mut links = Vec::new();
        for family in self.families.iter().filter(|family| family.len() > 1) {
            for (nth, a) in family.iter().enumerate() {
                for b in &family[..nth] {
                    let pair = children.get(a).zip(children.get(b));
                    let Some((a_ix, b_ix)) = pair else { continue };
                    let plan = if self.belong_together(*a, *b) {
                        SiblingPlan::Together
                    } else {
                        SiblingPlan::Apart
                    };
                    links.push(SiblingLink {
                        pair: (*a_ix.min(b_ix), *a_ix.max(b_ix)),
                        plan,
                        reason: None,
                    });
                }
            }
        }
        links
    }

    /// Brothers and sisters who live in one home with a child and belong with her.
    pub fn lives_with(&self, child: u32) -> Vec<u32> {
        let who = &self.children[child as usize];
        let family = &self.families[who.family as usize];
        if family.len() < 2 || who.home.is_none() {
            return Vec::new();
        }
        let with = |other: &u32| {
            *other != child
                && self.children[*other as usize].home == who.home
                && self.belong_together(child, *other)
        };
        family.iter().copied().filter(with).collect()
    }

    fn are_apart(&self, a: u32, b: u32) -> bool {
        self.apart.contains(&(a.min(b), a.max(b)))
    }

    /// Whether children may join those who live in a home: the duties of the household (D14 to D19) as they hold without
    /// an exemption. `except` is a resident who would leave it.
    pub fn fits(&self, at: u32, coming: &[u32], except: Option<u32>) -> bool {
        let home = &self.homes[at as usize];
        if home.standing != Standing::Open {
            return false;
        }
        let staying = || {
            home.residents
                .iter()
                .copied()
                .filter(|c| Some(*c) != except)
        };
        let living = home.residents.len() - usize::from(except.is_some());
        let after = living + coming.len();
        let family = self.children[coming[0] as usize].family;
        let one_family = home.others == 0
            && staying()
                .chain(coming.iter().copied())
                .all(|c| self.children[c as usize].family == family);
        let places = usize::from(if one_family {
            home.places.1
        } else {
            home.places.0
        });
        if after + usize::from(home.others) + home.staying_put.len() > places {
            return false;
        }
        // A place that one of ours leaves for another stays ours to give.
        let ours_to_give = usize::from(home.on_offer) + usize::from(except.is_some());
        if !home.own && ours_to_give < coming.len() {
            return false;
        }
        let limit = usize::from(self.council.fostering_limit(home.like));
        if home.fostering && !one_family && after + usize::from(home.others) > limit {
            return false;
        }
        let stay: Vec<u32> = staying().collect();
        self.has_bedrooms(home, coming, &stay) && self.may_live_together(home, coming, staying)
    }

    fn may_live_together<I: Iterator<Item = u32>>(
        &self,
        home: &Home,
        coming: &[u32],
        staying: impl Fn() -> I,
    ) -> bool {
        let flags = |c: u32| &self.council.child(self.children[c as usize].record).flags;
        for (nth, &a) in coming.iter().enumerate() {
            let mut others = staying().chain(coming[..nth].iter().copied());
            if others.any(|b| self.clash(a, b)) {
                return false;
            }
            let alone = home.taken() == 0 && coming.len() == 1 && !home.birth_children;
            if flags(a).solo && !alone {
                return false;
            }
        }
        !staying().any(|b| flags(b).solo)
    }

    fn clash(&self, a: u32, b: u32) -> bool {
        let (one, other) = (&self.children[a as usize], &self.children[b as usize]);
        let wary = |c: &Child| self.council.child(c.record).flags.not_with_younger;
        let harms = |older: &Child, younger: &Child| {
            wary(older) && younger.life.birthdays[0] > older.life.birthdays[0]
        };
        let named = || {
            let says = |c: &Child, d: &Child| {
                let named = &self.council.child(c.came_as()).incompatible;
                named.contains(&d.came_as())
            };
            one.is_record && other.is_record && (says(one, other) || says(other, one))
        };
        harms(one, other) || harms(other, one) || self.are_apart(a, b) || named()
    }

    /// A child takes a place.
    pub fn settle(&mut self, child: u32, home: u32, offer: &Offer) {
        let age = self.children[child as usize].age(self.now);
        let of = &self.homes[home as usize];
        // Who finds no bedroom free shares one, by an approval.
        let shares = self.wants_room(child) && self.rooms_free(of, &of.residents) == 0;
        let of = &mut self.homes[home as usize];
        of.residents.push(child);
        of.on_offer = of.on_offer.saturating_sub(1);
        let state = of.state;
        let who = &mut self.children[child as usize];
        (who.home, who.seeks, who.state) = (Some(home), None, state);
        who.shares = shares;
        let approvals = offer.approvals + u8::from(shares);
        who.place = Some(self.cast.place(who.record, age, offer.home, approvals));
    }

    /// A child leaves where she lives, if a round placed her there.
    pub fn leave(&mut self, child: u32) -> Option<u32> {
        let home = self.children[child as usize].home.take()?;
        let of = &mut self.homes[home as usize];
        of.residents.retain(|c| *c != child);
        of.on_offer += u8::from(!of.own);
        self.children[child as usize].left = Some(home);
        Some(home)
    }

    /// What a home of the cast is worth to a child.
    pub fn offer(&self, child: u32, home: HomeIx) -> Option<Offer> {
        let who = &self.children[child as usize];
        self.cast.offer(who.record, who.age(self.now), home)
    }
}
