//! A council: everything one authority, or the authorities of one market, know on one day.

use std::collections::HashMap;

use super::authority::{Authority, AuthorityIx};
use super::child::{Child, ChildIx};
use super::date::Date;
use super::home::{Home, HomeIx};
use super::place::{Area, AreaClass};
use super::policy::Policy;
use super::record::{Approval, ApprovalKind, Assessment, Episode, Placement, SiblingLink};

/// A council folder, read and checked: every index points into its own tables, ids are unique, and a
/// child has at most one placement.
///
/// A market of several authorities is a council too: `members` has the authorities, and `name`, `policy` and
/// the tables are those of all together. [`Council::policy_for`] gives the policy that applies to a child.
#[derive(Debug, Clone, PartialEq)]
pub struct Council {
    /// Name.
    pub name: String,
    /// ONS code.
    pub code: String,
    /// The day that the data describe.
    pub as_at: Date,
    /// ONS codes of adjoining authorities.
    pub adjoining: Vec<String>,
    /// ONS codes of authorities whose children may use the in-house homes, in a market with them.
    pub partners: Vec<String>,
    /// Children under 18 living in the area.
    pub under_18_population: Option<u32>,
    /// Where the data come from and how old they are.
    pub vintage: String,
    /// Local policy. Of a market: the tiers, which are the same for all, the most careful fostering limit, and the
    /// targets that all have at the same figure.
    pub policy: Policy,
    /// The authorities of a market; empty where the council is one authority alone.
    pub members: Vec<Authority>,
    /// Districts.
    pub areas: Vec<Area>,
    /// Children looked after.
    pub children: Vec<Child>,
    /// Brothers and sisters.
    pub sibling_links: Vec<SiblingLink>,
    /// Homes.
    pub homes: Vec<Home>,
    /// Current placements.
    pub placements: Vec<Placement>,
    /// Care history.
    pub episodes: Vec<Episode>,
    /// Short breaks (V3 and V4), which are not part of being looked after.
    pub short_breaks: Vec<Episode>,
    /// Practitioners' assessments of pairs.
    pub assessments: Vec<Assessment>,
    /// Recorded approvals.
    pub approvals: Vec<Approval>,
}

impl Council {
    /// An empty council under default policy.
    pub fn new(name: &str, code: &str, as_at: Date) -> Self {
        Self {
            name: name.to_owned(),
            code: code.to_owned(),
            as_at,
            adjoining: Vec::new(),
            partners: Vec::new(),
            under_18_population: None,
            vintage: String::new(),
            policy: Policy::default(),
            members: Vec::new(),
            areas: Vec::new(),
            children: Vec::new(),
            sibling_links: Vec::new(),
            homes: Vec::new(),
            placements: Vec::new(),
            episodes: Vec::new(),
            short_breaks: Vec::new(),
            assessments: Vec::new(),
            approvals: Vec::new(),
        }
    }

    /// The child at an index.
    pub fn child(&self, ix: ChildIx) -> &Child {
        &self.children[ix.at()]
    }

    /// The home at an index.
    pub fn home(&self, ix: HomeIx) -> &Home {
        &self.homes[ix.at()]
    }

    /// Every child's index.
    pub fn child_indices(&self) -> impl Iterator<Item = ChildIx> + use<> {
        (0..self.children.len() as u32).map(ChildIx)
    }

    /// Index of every child looked after: all but those who have short breaks only.
    pub fn looked_after(&self) -> impl Iterator<Item = ChildIx> + '_ {
        let is = |ix: &ChildIx| self.child(*ix).is_looked_after();
        self.child_indices().filter(is)
    }

    /// Every home's index.
    pub fn home_indices(&self) -> impl Iterator<Item = HomeIx> + use<> {
        (0..self.homes.len() as u32).map(HomeIx)
    }

    /// Age in years on the day of the data.
    pub fn age(&self, ix: ChildIx) -> u8 {
        self.child(ix).age_on(self.as_at)
    }

    /// Whether several authorities place their children among the same homes.
    pub fn is_market(&self) -> bool {
        !self.members.is_empty()
    }

    /// Every authority's index: the members of a market, or the council alone.
    pub fn authority_indices(&self) -> impl Iterator<Item = AuthorityIx> + use<> {
        (0..self.members.len().max(1) as u16).map(AuthorityIx)
    }

    /// Name of a district, with its authority's where two districts of a market have one name.
    pub fn district_name(&self, area: u32) -> String {
        let one = &self.areas[area as usize];
        let twin = |other: &Area| other.name == one.name && other.authority != one.authority;
        if !self.is_market() || !self.areas.iter().any(twin) {
            return one.name.clone();
        }
        let is = |member: &&Authority| member.code == one.authority;
        let whose = self.members.iter().find(is);
        let whose = whose.map_or(&one.authority, |member| &member.name);
        format!("{}, {whose}", one.name)
    }

    /// Name of an authority.
    pub fn authority_name(&self, ix: AuthorityIx) -> &str {
        let member = self.members.get(ix.at());
        member.map_or(&self.name, |member| &member.name)
    }

    /// Policy of an authority.
    pub fn policy_of(&self, ix: AuthorityIx) -> &Policy {
        let member = self.members.get(ix.at());
        member.map_or(&self.policy, |member| &member.policy)
    }

    /// The policy that applies to a child: her own authority's.
    pub fn policy_for(&self, child: ChildIx) -> &Policy {
        self.policy_of(self.child(child).authority)
    }

    /// The policy on how a home is lived in, such as the bedroom age: that of the authority that runs it; the
    /// child's own in homes that no authority of the market runs, since each agrees for its own children.
    pub fn policy_in(&self, home: HomeIx, child: ChildIx) -> &Policy {
        match self.home(home).reach.run_by {
            Some(runs) => self.policy_of(runs),
            None => self.policy_for(child),
        }
    }

    /// The usual fostering limit of a household, children: of the authority in whose area it is (Schedule 7), or
    /// the lowest of the market where that authority is not in it.
    pub fn fostering_limit(&self, home: HomeIx) -> u8 {
        let area = self.home(home).reach.in_area_of;
        let policy = area.map_or(&self.policy, |area| self.policy_of(area));
        policy.usual_fostering_limit
    }

    /// Regulation 11 class of a place in this authority code, for a child of one of ours.
    pub fn area_class(&self, responsible: AuthorityIx, authority: &str) -> AreaClass {
        let (code, adjoining) = match self.members.get(responsible.at()) {
            Some(member) => (&member.code, &member.adjoining),
            None => (&self.code, &self.adjoining),
        };
        if authority == code {
            AreaClass::InArea
        } else if adjoining.iter().any(|code| code == authority) {
            AreaClass::Adjoining
        } else {
            AreaClass::AtDistance
        }
    }

    /// Whether an authority code is the council's own, or a member's.
    pub fn is_ours(&self, authority: &str) -> bool {
        match self.members.as_slice() {
            [] => authority == self.code,
            members => members.iter().any(|member| member.code == authority),
        }
    }

    /// Looks children up by id.
    pub fn children_by_id(&self) -> HashMap<&str, ChildIx> {
        self.child_indices()
            .map(|ix| (self.child(ix).id.as_str(), ix))
            .collect()
    }
}

/// Recorded facts about pairs, ready to be asked for one pair at a time.
#[derive(Debug, Default)]
pub struct Records {
    assessments: HashMap<(ChildIx, HomeIx), (bool, Option<u8>)>,
    approvals: HashMap<(ChildIx, Option<HomeIx>), Vec<ApprovalKind>>,
}

impl Records {
    /// Indexes the council's assessments and the approvals in force on the day of the data.
    pub fn of(council: &Council) -> Self {
        let mut records = Self::default();
        for a in &council.assessments {
            records
                .assessments
                .insert((a.child, a.home), (a.suitable, a.score));
        }
        for a in council
            .approvals
            .iter()
            .filter(|a| a.in_force(council.as_at))
        {
            let kinds = records.approvals.entry((a.child, a.home)).or_default();
            kinds.push(a.kind);
        }
        records
    }

    /// A practitioner's view of the pair: suitable or not, and a score.
    pub fn assessment(&self, child: ChildIx, home: HomeIx) -> Option<(bool, Option<u8>)> {
        self.assessments.get(&(child, home)).copied()
    }

    /// Whether this approval is recorded for the pair, or for the child in any home.
    pub fn approved(&self, child: ChildIx, home: HomeIx, kind: ApprovalKind) -> bool {
        let holds = |key| {
            let kinds: Option<&Vec<ApprovalKind>> = self.approvals.get(&key);
            kinds.is_some_and(|kinds| kinds.contains(&kind))
        };
        !self.approvals.is_empty() && (holds((child, Some(home))) || holds((child, None)))
    }
}
