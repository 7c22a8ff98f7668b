//! What is told of a plan.

use super::bought::Bought;
use crate::duties::Facts;
use crate::kpis::{self, Kpi, Standing, Tally};
use crate::model::{Council, HomeKind};
use crate::plan::{Asked, Checked, Planned, Unfit, Variant};

/// What a plan cannot see, said wherever it appears.
pub const UNSEEN: [&str; 6] = [
    "The children are those of the day of the data; plan --futures is for demand to come.",
    "Present homes stay as they are. Households that leave have to be replaced first, and are not in the plan.",
    "A new home stands at the centre of its district; its carers' ethnicity, religion and languages are not known.",
    "Whether a household that fosters for an agency would come over, it alone decides.",
    "Costs follow the unit costs of homes.csv. A place that an authority leaves in another home is saved from the first day.",
    "A step-down is counted where the duties allow it; whether it is right for a child is for those who know her.",
];

/// A plan with what it was made from.
pub struct Told<'a> {
    /// The council.
    pub council: &'a Council,
    /// What was asked.
    pub asked: &'a Asked,
    /// Targets of local policy that no plan can have.
    pub left_out: &'a [Unfit],
    /// The answer.
    pub planned: &'a Planned,
}

/// A line of what is bought.
pub struct Line {
    /// It.
    pub bought: Bought,
    /// Children who would live there; who would step down.
    pub children: i64,
    /// Pence a week for all of them with those who would live there, beside what these cost themselves. All lines come to
    /// new provision and step-down support.
    pub lived_in: i64,
}

/// So many children of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Children.
    pub of_them: i64,
    /// Of these.
    pub all: i64,
}

impl Share {
    fn of(tally: &Tally) -> Self {
        Self {
            of_them: tally.numerator,
            all: tally.denominator,
        }
    }

    /// Those who are not.
    pub const fn others(self) -> i64 {
        self.all - self.of_them
    }
}

impl Told<'_> {
    /// What a variant buys, step-downs last.
    pub fn lines(&self, variant: &Variant) -> Vec<Line> {
        let children = self.children_of_offers(variant);
        let offers = self.planned.ground.offers.iter().zip(&variant.bought);
        let mut lines: Vec<Line> = offers
            .zip(children)
            .filter(|((_, n), _)| **n > 0)
            .map(|((offer, &number), children)| {
                let bought = Bought::of(self.council, offer, number);
                Line {
                    lived_in: bought.empty - offer.filled * children,
                    bought,
                    children,
                }
            })
            .collect();
        let steps = variant.checked.first().map_or(0, |c| c.step_downs.len()) as i64;
        if steps > 0 {
            let name = "child in a children's home for whom a family with support is an option";
            lines.push(Line {
                bought: Bought {
                    what: "step_down",
                    kind: "support",
                    name: name.to_owned(),
                    district: String::new(),
                    home_id: String::new(),
                    number: steps,
                    places: 0,
                    months: i64::from(self.asked.costs.step_down_months),
                    empty: 0,
                    once: 0,
                },
                children: steps,
                lived_in: variant.money.support,
            });
        }
        lines
    }

    /// By offer: children who would live in what is bought of it.
    fn children_of_offers(&self, variant: &Variant) -> Vec<i64> {
        let ground = &self.planned.ground;
        let mut children = vec![0; ground.offers.len()];
        let Some(checked) = variant.checked.first() else {
            return children;
        };
        for proposal in &checked.proposals {
            let offer = match proposal.home.at().checked_sub(ground.homes) {
                Some(new) => checked.bought_as.get(new).copied(),
                None => ground.conversion(proposal.home),
            };
            if let Some(offer) = offer {
                children[offer] += 1;
            }
        }
        children
    }

    /// Children who have a home today, and who would have one.
    pub fn with_a_home(&self) -> (Share, Share) {
        self.shares("with_a_home")
    }

    /// Children who live with a connected person today, and who would, of those for whom one is named who could have them.
    pub fn with_connected_person(&self) -> (Share, Share) {
        self.shares("with_connected_person")
    }

    fn shares(&self, name: &str) -> (Share, Share) {
        let nobody = Share { of_them: 0, all: 0 };
        let Some(kpi) = kpis::by_name(name) else {
            return (nobody, nobody);
        };
        let today = kpi.whole(&Standing::present(&Facts::of(self.council)));
        let under = |checked: &Checked| tally(checked, kpi);
        let plan = self.planned.plan.checked.first().map(under);
        (Share::of(&today), plan.as_ref().map_or(nobody, Share::of))
    }

    /// Whether the folder says where anybody lives.
    pub const fn knows_today(&self) -> bool {
        !self.council.placements.is_empty()
    }

    /// A goal's indicator today; `None` where the folder does not say where anybody lives.
    pub fn today(&self, at: usize) -> Option<&Tally> {
        self.knows_today().then(|| &self.planned.figures[at].now)
    }

    /// The figure of a goal's indicator, in its unit; `None` where nobody counts for it.
    pub fn figure(&self, at: usize, tally: &Tally) -> Option<f64> {
        tally.figure(self.planned.figures[at].goal.kpi.card.unit)
    }

    /// Whether a variant reaches a goal; `None` where nobody counts for it.
    pub fn reaches(&self, variant: &Variant, at: usize) -> Option<bool> {
        self.figure(at, &variant.after[at])?;
        Some(self.planned.reaches(variant, at))
    }

    /// Targets for which nobody counts in the plan, so that they are neither reached nor missed.
    pub fn targets_of_nobody(&self) -> Vec<usize> {
        let targets = 0..self.planned.targets;
        let nobody = |at: &usize| self.reaches(&self.planned.plan, *at).is_none();
        targets.filter(nobody).collect()
    }

    /// Pence a week above what it costs with nothing bought: the one baseline of every sum that is told.
    pub fn extra(&self, variant: &Variant) -> i64 {
        variant.money.total() - self.planned.before.money.total()
    }
}

fn tally(checked: &Checked, kpi: &Kpi) -> Tally {
    checked.tally(&Facts::whole_system(&checked.council), kpi)
}

/// Pounds of pence, for files.
pub fn pounds(pence: i64) -> String {
    format!("{:.2}", pence as f64 / 100.0)
}

/// Kinds of home in the order of a table.
pub const KINDS_SHOWN: [HomeKind; 4] = [
    HomeKind::Connected,
    HomeKind::Foster,
    HomeKind::ChildrensHome,
    HomeKind::SupportedAccommodation,
];
