//! What prices prove of the plan in the law's order, against what the plan came to.

use maud::{Markup, html};

use crate::assess::Assessment;
use crate::certify::{CertifiedTier, Proof};
use crate::explain::{Unit, measured};
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

fn line(tier: &CertifiedTier, policy: &Tier) -> Markup {
    let searched = match tier.proof {
        Proof::Prices => 0,
        Proof::Search => tier.bound - tier.price_bound,
    };
    let unit = Unit::of(policy);
    html! {
        tr {
            th scope="row" { (tier.name) } td { (measured(policy, unit)) }
            @for value in [
                tier.value, tier.price_bound, tier.value - tier.price_bound, searched, tier.value - tier.bound,
            ] { td.n { (unit.show(value)) } }
        }
    }
}
