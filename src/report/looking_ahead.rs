//! What looking ahead changed in a round: for the page, for `matches.csv` and for `summary.json`.

use maud::{Markup, html};
use serde_json::{Value, json};

use super::outcome::Outcome;
use super::tables::cell;
use crate::explain::Unit;
use crate::lookahead::{
    Ahead, Changed, POOL_WEEKS, changes, counted, first_charged, reason, today, weeks,
};
use crate::model::{ChildIx, HomeIx};

/// The headings that `matches.csv` has more in a round that looks ahead.
pub const HEADINGS: [&str; 2] = ["home_id_without_lookahead", "why_it_differs"];

/// What is said of every round that looks ahead.
const WORSE_TODAY: &str = "Children in need today can come out worse in tiers after the first ones (family, approvals, \
     miles) than without looking ahead.";

/// What looking ahead changed.
pub struct Told<'a> {
    outcome: &'a Outcome<'a>,
    ahead: &'a Ahead,
    changed: Vec<Changed>,
    /// What it costs today, by tier in its unit: the plan's value with prices less that without.
    today: Vec<i64>,
}

impl<'a> Told<'a> {
    /// `None` where the round does not look ahead.
    pub fn of(outcome: &'a Outcome<'a>) -> Option<Self> {
        let ahead = outcome.ahead?;
        let with = today(&ahead.round, &outcome.solution);
        let without = today(&ahead.plain, &ahead.without);
        Some(Self {
            changed: changes(outcome.facts, ahead, &outcome.solution),
            today: with.iter().zip(without).map(|(a, b)| a - b).collect(),
            outcome,
            ahead,
        })
    }

    /// The cells of a child for [`HEADINGS`].
    pub fn cells(&self, child: ChildIx) -> [String; 2] {
        let changed = self.changed.iter().find(|c| c.child == child);
        let without = self.ahead.without.home_of(child);
        let why = changed.map(|c| self.why(c)).unwrap_or_default();
        [without.map_or(String::new(), |h| self.home(h)), why]
    }

    /// The part of `summary.json`.
    pub fn json(&self) -> Value {
        let children: Vec<Value> = self
            .changed
            .iter()
            .map(|c| {
                json!({
                    "child_id": self.outcome.facts.council.child(c.child).id,
                    "home_id": c.with.map(|h| self.home(h)),
                    "home_id_without_lookahead": c.without.map(|h| self.home(h)),
                    "why_it_differs": self.why(c),
                    "costs_today": self.by_tier(&c.today),
                })
            })
            .collect();
        json!({
            "futures": self.ahead.settings.futures,
            "horizon_weeks": self.ahead.settings.weeks,
            "seed": self.ahead.settings.seed,
            "families_drawn_from": self.ahead.history.families.len(),
            "families_a_week": self.ahead.history.rate.mean,
            "over_dispersed": self.ahead.history.rate.is_over_dispersed(),
            "costs_today": self.by_tier(&self.today),
            "children_whose_option_differs": children,
        })
    }

    /// The same for a terminal.
    pub fn text(&self) -> String {
        let children = counted(
            self.changed.len(),
            "child's option differs",
            "children's options differ",
        );
        format!(
            "looking ahead: {children} from the round without it, which costs today: {}\n  {WORSE_TODAY} report.html has \
             each child's other option.\n",
            self.costs(&self.today)
        )
    }

    /// The section of the page.
    pub fn section(&self) -> Markup {
        let (facts, rate) = (self.outcome.facts, self.ahead.history.rate);
        let (settings, tiers) = (self.ahead.settings, &facts.council.policy.tiers);
        html! {
            h3 { "Looking ahead" }
            p {
                "Places are charged by what they would be worth to children who may come: the mean price over "
                (counted(usize::from(settings.futures), "future", "futures")) " of "
                (weeks(usize::from(settings.weeks))) ", drawn from the "
                (self.ahead.history.families.len()) " families who came into care in the last " (POOL_WEEKS)
                " weeks and are still in children.csv, as many as came before some left again ("
                (format!("{:.2}", rate.mean)) " families a week"
                @if rate.is_over_dispersed() { ", more uneven than chance" } "). "
                @if self.outcome.solution.interrupted {
                    "Since the search was ended early, a child with an option without prices may have none here. "
                } @else {
                    "Every child with an option without prices has one with them, and no tier up to \u{201c}"
                    (first_charged(tiers).checked_sub(1).map_or("", |t| tiers[t].name.as_str()))
                    "\u{201d} comes to more. "
                }
                "Values in the table above hold the charges of the places used. " (WORSE_TODAY)
            }
            @if self.changed.is_empty() {
                p { "No child's option differs from the round without prices." }
            } @else {
                table {
                    caption { "Children whose option differs from the round without prices, and what it costs today \
                        for them and their brothers and sisters (less is better)." }
                    thead { tr {
                        th scope="col" { "Child" } th scope="col" { "Option" } th scope="col" { "Without prices" }
                        th scope="col" { "Why" } th scope="col" { "What it costs today" }
                    } }
                    tbody {
                        @for c in &self.changed { tr {
                            td { (facts.council.child(c.child).id) }
                            td { (c.with.map_or(String::new(), |h| self.home(h))) }
                            td { (c.without.map_or(String::new(), |h| self.home(h))) }
                            td { (self.why(c)) @if let Some(price) = self.price(c) { " (" (price) ")" } }
                            td { (self.costs(&c.today)) }
                        } }
                        tr { th scope="row" colspan="4" { "The whole round" } td { (self.costs(&self.today)) } }
                    }
                }
            }
        }
    }

    fn home(&self, home: HomeIx) -> String {
        cell(&self.outcome.facts.council.home(home).id)
    }

    fn why(&self, changed: &Changed) -> String {
        if self.outcome.solution.interrupted {
            return "not known: the search was ended before it had the best plan".to_owned();
        }
        reason(&self.outcome.facts.council.policy.tiers, changed.kept)
    }

    /// "0.4 in siblings": by how much a place of the home not taken is dearer.
    fn price(&self, changed: &Changed) -> Option<String> {
        let kept = changed
            .kept
            .filter(|_| !self.outcome.solution.interrupted)?;
        let tier = &self.outcome.facts.council.policy.tiers[kept.tier];
        let price = Unit::of(tier).show_parts(kept.dearer, kept.scale);
        Some(format!("{price} in {}", tier.name))
    }

    fn by_tier(&self, values: &[i64]) -> Value {
        let tiers = self.outcome.facts.council.policy.tiers.iter();
        let named = tiers
            .zip(values)
            .map(|(tier, v)| (tier.name.clone(), json!(v)));
        Value::Object(named.collect())
    }

    fn costs(&self, values: &[i64]) -> String {
        let tiers = self.outcome.facts.council.policy.tiers.iter().zip(values);
        let said = tiers
            .filter(|(_, v)| **v != 0)
            .map(|(tier, &v)| format!("{} {}", tier.name, Unit::of(tier).show_change(v)));
        let said: Vec<String> = said.collect();
        if said.is_empty() {
            "nothing".to_owned()
        } else {
            said.join(", ")
        }
    }
}
