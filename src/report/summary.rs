//! The round in a few numbers.

use std::fmt::Write as _;

use serde::Serialize;

use super::outcome::Outcome;
use crate::duties::Facts;
use crate::model::{AreaClass, ChildIx, Miles, PoundsPerWeek};

/// What is said wherever a theoretical round appears.
pub const THEORETICAL: &str = "Theoretical: settled children are freed on paper to judge the present homes as a \
     whole. Nobody is moved from a home where their needs are met to improve a figure.";

/// What is said of a round whose search was ended before its end.
pub const ENDED_EARLY: &str = "The search was ended before it had the best plan. This is the plan that was at hand: \
     another may place more children, or place them better.";

/// What is said of a market whose authorities' own plans were not found.
pub const NO_COMPARISON: &str = "What pooling gives each authority is left out: it was not asked for, or the search \
     was ended before each authority's own plan was known.";

/// What is said on every output.
pub const A_PERSON_DECIDES: &str =
    "Options and evidence. A person decides, and records who decided what and why.";

/// The round in a few numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Council.
    pub council: String,
    /// The day of the data.
    pub as_at: String,
    /// Whether settled children were freed on paper.
    pub theoretical: bool,
    /// Children to place.
    pub children_to_place: usize,
    /// Of them, needed today.
    pub emergencies: usize,
    /// Pairs of a child to place and a home that she could go to.
    pub candidate_pairs: usize,
    /// Children for whom the round has an option.
    pub children_with_an_option: usize,
    /// Children without one.
    pub children_without_an_option: usize,
    /// Children whose homes to choose from are two or more.
    pub children_with_a_choice: usize,
    /// Sibling pairs that belong together, with at least one of them to place.
    pub sibling_pairs: i64,
    /// Of them, pairs who would live together.
    pub sibling_pairs_together: i64,
    /// Options in the authority's area.
    pub options_in_area: usize,
    /// Options no further from home than local policy's near-home distance.
    pub options_near_home: usize,
    /// Options whose distance from home is known.
    pub options_with_known_distance: usize,
    /// Median miles from home over those.
    pub median_miles_from_home: Option<f64>,
    /// Options that keep the school, of those where it is known.
    pub options_that_keep_the_school: usize,
    /// Options where the school is known.
    pub options_with_known_school: usize,
    /// Approvals to be given.
    pub approvals_to_give: usize,
    /// Weekly cost of all options, pounds.
    pub weekly_cost_pounds: i64,
    /// Whether every tier is proved to its tolerance.
    pub proved: bool,
    /// Whether the search was ended before that.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub interrupted: bool,
}

impl Summary {
    /// Adds the round up.
    pub fn of(outcome: &Outcome) -> Self {
        let (facts, council) = (outcome.facts, outcome.facts.council);
        let proposals = &outcome.solution.proposals;
        let pairs = || proposals.iter().map(|p| facts.pair(p.child, p.home));
        let mut miles: Vec<Miles> = pairs().filter_map(|pair| pair.miles_to_home()).collect();
        miles.sort_unstable();
        let count = |of: &dyn Fn(&crate::duties::Pair) -> bool| pairs().filter(|p| of(p)).count();
        let (together, sibling_pairs) = sibling_pairs(facts, outcome);
        let cost: PoundsPerWeek = pairs().fold(PoundsPerWeek::default(), |sum, pair| {
            sum + pair.home.weekly_cost
        });
        Self {
            council: council.name.clone(),
            as_at: council.as_at.to_string(),
            theoretical: outcome.round.theoretical,
            children_to_place: outcome.round.to_place.len(),
            emergencies: outcome
                .round
                .to_place
                .iter()
                .filter(|c| council.child(**c).flags.emergency)
                .count(),
            candidate_pairs: outcome.candidates.usable.len(),
            children_with_an_option: proposals.len(),
            children_without_an_option: outcome.solution.unplaced.len(),
            children_with_a_choice: outcome
                .candidates
                .funnels
                .iter()
                .filter(|f| f.usable >= 2)
                .count(),
            sibling_pairs,
            sibling_pairs_together: together,
            options_in_area: count(&|p| p.area_class() == AreaClass::InArea),
            options_near_home: count(&|p| p.miles_to_home().is_some_and(|m| m <= p.policy().near)),
            options_with_known_distance: miles.len(),
            median_miles_from_home: median(&miles),
            options_that_keep_the_school: count(&|p| {
                p.miles_to_school().is_some() && !p.changes_school()
            }),
            options_with_known_school: count(&|p| p.miles_to_school().is_some()),
            approvals_to_give: proposals.iter().map(|p| p.approvals.len()).sum(),
            weekly_cost_pounds: cost.pounds(),
            proved: outcome.solution.is_proved(&council.policy.tiers),
            interrupted: outcome.solution.interrupted,
        }
    }

    /// The summary for a terminal.
    pub fn text(&self, label: &str) -> String {
        let mut text = format!("{}, {}: {label}\n", self.council, self.as_at);
        if self.theoretical {
            text.push_str("  THEORETICAL: settled children are freed on paper only\n");
        }
        if self.interrupted {
            text.push_str("  ENDED EARLY: not the best plan, but the one that was at hand\n");
        }
        let mut row = |name: &str, value: String| {
            let _ = writeln!(text, "  {name:<34}{value:>14}");
        };
        row("children to place", self.children_to_place.to_string());
        row("  needed today", self.emergencies.to_string());
        row("with an option", self.children_with_an_option.to_string());
        row(
            "without an option",
            self.children_without_an_option.to_string(),
        );
        row(
            "with a choice of two or more",
            self.children_with_a_choice.to_string(),
        );
        row(
            "sibling pairs together",
            of(self.sibling_pairs_together, self.sibling_pairs),
        );
        row(
            "in area",
            of(self.options_in_area, self.children_with_an_option),
        );
        row(
            "near home",
            of(self.options_near_home, self.options_with_known_distance),
        );
        let miles = self
            .median_miles_from_home
            .map_or("-".to_owned(), |m| format!("{m:.1}"));
        row("median miles from home", miles);
        row(
            "school kept",
            of(
                self.options_that_keep_the_school,
                self.options_with_known_school,
            ),
        );
        row("approvals to be given", self.approvals_to_give.to_string());
        row(
            "weekly cost",
            PoundsPerWeek::whole(self.weekly_cost_pounds).to_string(),
        );
        row(
            "every tier proved",
            if self.proved {
                "yes"
            } else {
                "no: see the certificate"
            }
            .to_owned(),
        );
        text
    }
}

/// A part of a whole in words.
fn of(part: impl std::fmt::Display, whole: impl std::fmt::Display) -> String {
    format!("{part} of {whole}")
}

/// Pairs together, and pairs in all, with at least one child in the round.
fn sibling_pairs(facts: &Facts, outcome: &Outcome) -> (i64, i64) {
    let to_place = &outcome.round.to_place;
    let lives = |child: ChildIx| match to_place.binary_search(&child) {
        Ok(_) => outcome.solution.home_of(child),
        Err(_) => facts.lives_in[child.at()],
    };
    let (mut together, mut all) = (0, 0);
    for &a in to_place {
        for &b in facts.families.group(a) {
            let first = b > a || to_place.binary_search(&b).is_err();
            if first && facts.families.belong_together(a, b) {
                all += 1;
                together += i64::from(lives(a).is_some() && lives(a) == lives(b));
            }
        }
    }
    (together, all)
}

fn median(sorted: &[Miles]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle].as_f64()),
        _ => Some((sorted[middle - 1] + sorted[middle]).as_f64() / 2.0),
    }
}
