//! What prices prove of the plan in the law's order, against what the plan came to.

use maud::{Markup, html};

use crate::assess::Assessment;
use crate::certify::{CertifiedTier, Proof};
use crate::duties;
use crate::model::Tier;

/// Tier by tier: the plan, what its prices prove of every plan, and what lies between, which no price explains.
///
/// A tier counts what is missing, child by child or mile by mile, so that value = proved by prices + unpriced.
pub fn section(assessment: &Assessment) -> Markup {
    let plan = assessment.attained.iter().find(|plan| plan.duty.is_none());
    html! {
        @if let Some(plan) = plan {
            section {
                h2 { "What prices prove, against what the plan came to" }
                p { "Each tier of the law's order adds up what is missing, in its own unit; less is better. Prices of \
                    places prove that no plan, with earlier tiers as they are, comes to less than the second number. \
                    The rest has no price: children and homes are whole, and part of it may be proved by search." }
                table {
                    thead { tr {
                        th scope="col" { "Tier" } th scope="col" { "Unit" } th.n scope="col" { "The plan" }
                        th.n scope="col" { "Proved by prices" } th.n scope="col" { "Without a price" }
                        th.n scope="col" { "Of this, proved by search" } th.n scope="col" { "Not proved" }
                    } }
                    tbody { @for (tier, policy) in plan.certificate.tiers.iter().zip(&assessment.facts.council.policy.tiers) {
                        (line(tier, policy))
                    } }
                }
            }
        }
    }
}

/// What a tier counts in: the unit of its only duty, or points of several.
fn unit(tier: &Tier) -> &'static str {
    match &tier.terms[..] {
        [term] if term.weight == 1 => {
            duties::by_code(&term.duty).map_or("points", |d| d.card().unit)
        }
        _ => "points, weighted as local policy has it",
    }
}

fn line(tier: &CertifiedTier, policy: &Tier) -> Markup {
    let searched = match tier.proof {
        Proof::Prices => 0,
        Proof::Search => tier.bound - tier.price_bound,
    };
    html! {
        tr {
            th scope="row" { (tier.name) } td { (unit(policy)) }
            td.n { (tier.value) } td.n { (tier.price_bound) }
            td.n { (tier.value - tier.price_bound) }
            td.n { (searched) } td.n { (tier.value - tier.bound) }
        }
    }
}
