//! What is told of a plan, in the words of people.

use crate::kpis::{Better, Tally};
use crate::model::{Council, HomeKind};
use crate::plan::{Asked, Planned, Variant};

/// What a plan cannot see, said wherever it appears.
pub const UNSEEN: [&str; 6] = [
    "The children are those of the day of the data: demand to come is in no figure yet.",
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
    /// The answer.
    pub planned: &'a Planned,
}

/// A line of what is bought.
pub struct Line {
    /// What is done.
    pub what: &'static str,
    /// Id of the kind of home.
    pub kind: &'static str,
    /// For people.
    pub name: String,
    /// District.
    pub district: String,
    /// The household that comes over.
    pub home_id: String,
    /// How many.
    pub number: i64,
    /// Places of one.
    pub places: i64,
    /// Months until the first child can come.
    pub months: u32,
    /// Pence a week for all of them with nobody in them.
    pub weekly: i64,
    /// Pounds, once, for all of them.
    pub once: i64,
}

impl Told<'_> {
    /// What a variant buys, step-downs last.
    pub fn lines(&self, variant: &Variant) -> Vec<Line> {
        let offers = self.planned.ground.offers.iter().zip(&variant.bought);
        let mut lines: Vec<Line> = offers
            .filter(|(_, n)| **n > 0)
            .map(|(offer, &number)| {
                let district = offer.district.map(|at| &self.council.areas[at as usize]);
                let home = self.council.homes.get(offer.home.at());
                Line {
                    what: offer.what.code(),
                    kind: offer.kind,
                    name: offer.name.clone(),
                    district: district.map_or(String::new(), |d| d.name.clone()),
                    home_id: home.map_or(String::new(), |home| home.id.clone()),
                    number,
                    places: offer.places,
                    months: offer.months,
                    weekly: offer.weekly * number,
                    once: i64::from(offer.once) * number,
                }
            })
            .collect();
        let steps = variant.checked.first().map_or(0, |c| c.step_downs.len()) as i64;
        if steps > 0 {
            lines.push(Line {
                what: "step_down",
                kind: "support",
                name: "child in a children's home for whom a family with support is an option"
                    .to_owned(),
                district: String::new(),
                home_id: String::new(),
                number: steps,
                places: 0,
                months: self.asked.costs.step_down_months,
                weekly: variant.money.support,
                once: 0,
            });
        }
        lines
    }

    /// The figure of an indicator in words; a dash where there is nothing to divide by.
    pub fn shown(&self, at: usize, tally: &Tally) -> String {
        let unit = self.planned.figures[at].goal.kpi.card.unit;
        tally
            .figure(unit)
            .map_or("-".to_owned(), |f| format!("{f:.1}"))
    }

    /// What a target costs on its own: pence a week above the cheapest plan without targets.
    pub fn cost_alone(&self, at: usize) -> i64 {
        self.planned.alone[at].money.total() - self.planned.untargeted.money.total()
    }

    /// Pence a week above present homes at their cheapest.
    pub fn extra(&self, variant: &Variant) -> i64 {
        variant.money.total() - self.planned.before.money.total()
    }

    /// For each target that is not reached, how far it can be.
    pub fn statements(&self) -> Vec<String> {
        let planned = self.planned;
        let of = |at: usize| {
            let goal = &planned.figures[at].goal;
            let (card, figure) = (&goal.kpi.card, goal.figure);
            let (unit, name) = (card.unit.label(), card.name);
            if planned.reaches(&planned.plan, at) {
                return None;
            }
            let reached = self.shown(at, &planned.plan.after[at]);
            let Some(alone) = planned.alone.get(at) else {
                return Some(format!(
                    "{name}: held at {figure:.1} {unit}, and {reached} in this plan"
                ));
            };
            let end = if card.better == Better::Higher {
                "at most"
            } else {
                "at least"
            };
            let best = self.shown(at, &alone.after[at]);
            Some(if planned.reaches(alone, at) {
                format!(
                    "{name}: {figure:.1} {unit} is in reach on its own, but not with the other targets and limits: {reached} in this plan"
                )
            } else {
                format!(
                    "{name}: {figure:.1} {unit} is out of reach with what is on offer: {end} {best} can be reached, and {reached} in this plan"
                )
            })
        };
        (0..planned.figures.len()).filter_map(of).collect()
    }
}

/// Pounds of pence.
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
