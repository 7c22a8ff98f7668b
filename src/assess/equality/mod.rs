//! Outcomes by protected characteristic: how they differ now, how they would differ in the best plan that present homes
//! allow, and how in that plan if the rules could not see the characteristic.
//!
//! # The law
//! Section 149 of the Equality Act 2010 asks an authority to have due regard to the need to eliminate discrimination and
//! to advance equality of opportunity, and so to know what its services do to whom. *R (Bridges) v Chief Constable of
//! South Wales Police* \[2020\] EWCA Civ 1058 asks it of a program that helps to decide: an authority that uses one has
//! to satisfy itself, with evidence of its own, that the program does not treat groups differently without a reason.
//!
//! # What the table shows
//! For each outcome and each group three differences, each with an interval of 95%:
//!
//! 1. *actual*: between children where they live now;
//! 2. *attainable*: in the theoretical round over the whole system. What 1 has beyond 2 lies in how present homes came to
//!    be used, and in when children came;
//! 3. *blanked*: the same round, solved again over a council in which no rule can see the characteristic (see
//!    [`Characteristic::blanked`]). This is the part that need and geography explain. What 2 has beyond 3 is due to
//!    rules and measures that see it, such as terms of approval for girls only, or points for carers of the child's
//!    religion. Such a rule may be right (section 22(5)(c) of the Children Act 1989 asks for it); it has to have a
//!    reason.
//!
//! # What it cannot show
//! It is evidence of differences, not of their cause. Children of a group differ from others in age, need and district;
//! "explained by need and geography" takes needs as they are recorded, and a record can be biased itself. Homes
//! that were never recruited are not seen. Best plans are often several, alike in every tier and different in outcomes
//! that no tier measures; a small difference between 2 and 3 can come from that alone. The intervals take children as
//! if drawn one by one: brothers and sisters are not, so that they are somewhat too narrow; and with six
//! characteristics and eleven outcomes about one difference in twenty leaves out zero by chance. Characteristics are
//! taken one at a time. Gender reassignment, sexual orientation, pregnancy, marriage and civil partnership are not in
//! the folder.

mod characteristic;
mod contrast;
mod interval;

pub use characteristic::{Characteristic, Sides};
pub use contrast::{Contrast, Measured, SMALL};
pub use interval::{Interval, Sample, Share, of_means, of_shares};

use rayon::prelude::*;

use crate::duties::Facts;
use crate::kpis::{self, Card, Kpi, Standing};
use crate::model::{ChildIx, Council, HomeIx};
use crate::optimise::SolveError;

/// The outcomes that are compared, by code of their indicators: a home at all, in the area, near, miles, a family, a
/// family where planned, own provision, apart from a brother or sister, school, ethnic match, weekly cost.
pub const OUTCOMES: [&str; 11] = [
    "K01", "K05", "K06", "K08", "K09", "K10", "K16", "K22", "K25", "K31", "K34",
];

/// Where children would live: what a round gives each child whom it speaks of.
pub type Plan = Vec<(ChildIx, Option<HomeIx>)>;

/// The plans that the comparison needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plans {
    /// The best plan over the whole system.
    pub attainable: Plan,
    /// The same with one characteristic blanked; none for those that cannot be.
    pub blanked: Vec<(Characteristic, Plan)>,
}

/// One outcome compared between one group and others.
#[derive(Debug, Clone)]
pub struct Row {
    /// The characteristic.
    pub characteristic: Characteristic,
    /// The group.
    pub group: String,
    /// Children in it, whether or not they count for the outcome.
    pub children: u32,
    /// With whom it is compared.
    pub against: String,
    /// How many these are.
    pub others: u32,
    /// The outcome's indicator.
    pub outcome: &'static Card,
    /// As children live now; [`Contrast::NOT_KNOWN`] in a folder without placements.
    pub actual: Contrast,
    /// In the best plan over the whole system (theoretical).
    pub attainable: Contrast,
    /// In the best plan if no rule could see the characteristic (theoretical); `None` where it cannot be blanked.
    pub blanked: Option<Contrast>,
}

impl Row {
    /// The part of the attainable difference that need and geography explain, in the outcome's unit.
    pub fn by_need_and_geography(&self) -> Option<f64> {
        self.blanked?.difference
    }

    /// The part of it that is due to rules and measures that see the characteristic, in the outcome's unit.
    pub fn by_rules(&self) -> Option<f64> {
        Some(self.attainable.difference? - self.blanked?.difference?)
    }

    /// What the actual difference has beyond the attainable one, in the outcome's unit.
    pub fn by_present_use(&self) -> Option<f64> {
        Some(self.actual.difference? - self.attainable.difference?)
    }

    /// Why there is no blanked column.
    pub fn why_not_blanked(&self) -> Option<&'static str> {
        self.blanked.is_none().then_some(
            "the law goes by age: terms of approval, bedrooms and registration cannot be blind to it",
        )
    }
}

/// How many children are in each group of a characteristic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    /// The characteristic.
    pub characteristic: Characteristic,
    /// Name and number of children of each group, in order.
    pub groups: Vec<(String, u32)>,
    /// Children of whom it is not recorded; they are in no comparison.
    pub not_recorded: u32,
}

/// Outcomes by characteristic.
#[derive(Debug, Clone)]
pub struct Equality {
    /// The groups.
    pub groups: Vec<Groups>,
    /// The comparisons: by characteristic, then group, then outcome.
    pub rows: Vec<Row>,
}

impl Plans {
    /// Solves the whole system once, and once more for each characteristic that can be blanked. Where blanking changes
    /// nothing, because nothing is recorded or no rule reads it, the first plan is taken again.
    ///
    /// # Errors
    /// Where a round could not be solved.
    pub fn solve(
        council: &Council,
        solve: &(dyn Fn(&Council) -> Result<Plan, SolveError> + Sync),
    ) -> Result<Self, SolveError> {
        let attainable = solve(council)?;
        let of = |characteristic: Characteristic| {
            let blank = characteristic.blanked(council)?;
            let is_same = !characteristic.is_seen_by_rules() || blank == *council;
            let plan = match is_same {
                true => Ok(attainable.clone()),
                false => solve(&blank),
            };
            Some(plan.map(|plan| (characteristic, plan)))
        };
        let blanked = Characteristic::ALL.into_par_iter().filter_map(of);
        Ok(Self {
            blanked: blanked.collect::<Result<_, SolveError>>()?,
            attainable,
        })
    }

    fn blanked(&self, of: Characteristic) -> Option<&Plan> {
        let mut plans = self.blanked.iter();
        plans.find_map(|(c, plan)| (*c == of).then_some(plan))
    }
}

impl Equality {
    /// Compares every outcome between every group. Outcomes are measured with everything as recorded, blanked or not:
    /// only the choice of homes was blind.
    pub fn of(facts: &Facts, plans: &Plans) -> Self {
        let actual = Standing::present(facts);
        let is_known = !facts.council.placements.is_empty();
        let attainable = Standing::planned(facts, plans.attainable.iter().copied());
        let (mut groups, mut rows) = (Vec::new(), Vec::new());
        for characteristic in Characteristic::ALL {
            groups.push(count(characteristic, facts));
            let blanked = plans.blanked(characteristic);
            let blanked = blanked.map(|plan| Standing::planned(facts, plan.iter().copied()));
            for sides in characteristic.sides(facts) {
                for kpi in outcomes() {
                    let of = |standing| Contrast::of(kpi, standing, &sides.children, &sides.others);
                    rows.push(Row {
                        characteristic,
                        group: sides.group.clone(),
                        children: sides.children.len() as u32,
                        against: sides.against.clone(),
                        others: sides.others.len() as u32,
                        outcome: &kpi.card,
                        actual: if is_known {
                            of(&actual)
                        } else {
                            Contrast::NOT_KNOWN
                        },
                        attainable: of(&attainable),
                        blanked: blanked.as_ref().map(of),
                    });
                }
            }
        }
        Self { groups, rows }
    }
}

/// The indicators of [`OUTCOMES`], in their order.
fn outcomes() -> impl Iterator<Item = &'static Kpi> {
    let of = |code: &&str| kpis::ALL.into_iter().find(|kpi| kpi.card.code == *code);
    OUTCOMES.iter().filter_map(of)
}

fn count(characteristic: Characteristic, facts: &Facts) -> Groups {
    let (groups, unknown) = characteristic.groups(facts);
    let groups = groups.into_iter();
    Groups {
        characteristic,
        groups: groups
            .map(|(segment, children)| (segment.name, children.len() as u32))
            .collect(),
        not_recorded: unknown.len() as u32,
    }
}

#[cfg(test)]
mod tests;
