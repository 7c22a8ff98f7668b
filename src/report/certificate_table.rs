//! The certificate as people read it: each tier in its own unit, and what is proved of it in plain words.

use maud::{Markup, html};

use super::outcome::Outcome;
use crate::certify::{CertifiedTier, Proof};
use crate::explain::{Unit, measured};
use crate::lookahead::{first_charged, today};
use crate::model::Tier;

/// The certificate of a round as a table.
pub fn certificate_table(outcome: &Outcome) -> Markup {
    let policy = &outcome.facts.council.policy.tiers;
    let today = outcome
        .ahead
        .map(|_| today(outcome.round, &outcome.solution));
    // A tier is made small among the plans that keep the charges of the tiers before it.
    let counts = |t: usize| {
        t >= first_charged(policy) && (0..=t).any(|earlier| outcome.round.is_charged(earlier))
    };
    let rows = policy
        .iter()
        .zip(&outcome.solution.tiers)
        .zip(&outcome.certificate.tiers);
    html! {
        table {
            caption { "In the order of the law: each tier is made as small as it can be before the next may move \
                it. An independent checker derived every value again from the council's data, found no breach of "
                (outcome.certificate.duties_checked) " duties, and proved every bound marked \"prices\"." }
            thead { tr {
                th scope="col" { "Tier" } th scope="col" { "What is made small" }
                @if today.is_some() { th.n scope="col" { "Today, without charges" } }
                th.n scope="col" { "Value" } th.n scope="col" { "Bound" } th.n scope="col" { "Gap" }
                th scope="col" { "What is proved" }
            } }
            tbody {
                @for (t, ((tier, solved), certified)) in rows.enumerate() {
                    @let unit = Unit::of(tier);
                    @let scale = outcome.round.scale(t);
                    tr {
                        th scope="row" { (certified.name) }
                        td.soft { (measured(tier, unit)) }
                        @if let Some(today) = &today { td.n { (unit.show(today[t])) } }
                        td.n { (unit.show_parts(certified.value, scale)) }
                        td.n { (unit.show_parts(certified.bound, scale)) }
                        td.n { (gap(solved.gap())) }
                        td { (proved(tier, unit, solved.gap(), certified, counts(t))) }
                    }
                }
            }
        }
    }
}

fn gap(gap: f64) -> String {
    if gap == 0.0 {
        "0".to_owned()
    } else {
        format!("{:.4}%", gap * 100.0)
    }
}

fn proved(tier: &Tier, unit: Unit, gap: f64, certified: &CertifiedTier, charged: bool) -> String {
    let by = match certified.proof {
        Proof::Prices => "prices",
        Proof::Search => "search",
    };
    if gap == 0.0 {
        let counting = if charged {
            ", counting the charges for places"
        } else {
            ""
        };
        format!("proved best ({by}): {}{counting}", better(tier, unit))
    } else if gap <= tier.tolerance {
        format!("proved to within the gap, which local policy allows ({by})")
    } else {
        "not proved best: no plan is better by more than the gap".to_owned()
    }
}

/// What no other plan does, among those that keep the tiers above.
fn better(tier: &Tier, unit: Unit) -> String {
    let only = match &tier.terms[..] {
        [term] => term.duty.as_str(),
        _ => "",
    };
    let words = match (only, unit) {
        ("D20", _) => "places more children who need a home today",
        ("D21", _) => "places more children",
        ("D22", _) => "places more children with a connected person",
        ("D23", _) => "keeps more brothers and sisters together",
        ("D24", _) => "gives more children the family setting of their plan",
        ("D25", _) => "needs fewer approvals",
        (_, Unit::Miles) => "is nearer to home, school and family",
        (_, Unit::Pence) => "costs less",
        (_, Unit::Count) => "has fewer points",
    };
    format!("no other plan {words}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_tiers;

    fn tier(name: &str) -> Tier {
        let found = default_tiers().into_iter().find(|t| t.name == name);
        found.expect("a tier of the default policy")
    }

    #[test]
    fn every_default_tier_says_what_no_other_plan_does() {
        let says = |name: &str| better(&tier(name), Unit::of(&tier(name)));
        assert_eq!(says("placed"), "no other plan places more children");
        assert_eq!(says("cost"), "no other plan costs less");
        assert_eq!(says("fit"), "no other plan has fewer points");
    }
}
