//! The certificate as people read it: each tier in its own unit, and what is proved of it in plain words.

use maud::{Markup, html};

use super::outcome::Outcome;
use crate::certify::{CertifiedTier, Proof};
use crate::duties;
use crate::model::{Miles, PoundsPerWeek, Tier};

/// The certificate of a round as a table.
pub fn certificate_table(outcome: &Outcome) -> Markup {
    let policy = &outcome.facts.council.policy.tiers;
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
                        td.n { (unit.show_parts(certified.value, scale)) }
                        td.n { (unit.show_parts(certified.bound, scale)) }
                        td.n { (gap(solved.gap())) }
                        td { (proved(tier, unit, solved.gap(), certified)) }
                    }
                }
            }
        }
    }
}

/// What a value of a tier counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// Hundredths of a mile.
    Miles,
    /// Pence a week.
    Pence,
    /// Anything else, one by one.
    Count,
}

impl Unit {
    /// The unit of the measures that weigh 1, where they agree.
    pub(super) fn of(tier: &Tier) -> Self {
        let plain = tier.terms.iter().filter(|term| term.weight == 1);
        let mut units: Vec<&str> = plain.filter_map(|term| unit_of(&term.duty)).collect();
        units.dedup();
        match units[..] {
            ["hundredths of a mile"] => Self::Miles,
            ["pence a week"] => Self::Pence,
            _ => Self::Count,
        }
    }

    /// A value in words.
    pub(super) fn show(self, value: i64) -> String {
        match self {
            Self::Miles => Miles::from_hundredths(value).to_string(),
            Self::Pence => PoundsPerWeek::from_pence(value).to_string(),
            Self::Count => value.to_string(),
        }
    }

    /// A value that is counted in parts of the unit, in words.
    pub(super) fn show_parts(self, parts: i64, scale: i64) -> String {
        match self {
            Self::Count if parts % scale != 0 => format!("{:.1}", parts as f64 / scale as f64),
            _ => self.show(parts / scale),
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Miles => Some("miles"),
            Self::Pence => Some("pounds a week"),
            Self::Count => None,
        }
    }
}

fn unit_of(duty: &str) -> Option<&'static str> {
    Some(duties::by_code(duty)?.card().unit)
}

/// A tier's measures and weights, the weights in the tier's own unit.
pub(super) fn measured(tier: &Tier, unit: Unit) -> String {
    let mut parts: Vec<String> = Vec::new();
    let (plain, weighed): (Vec<_>, Vec<_>) = tier.terms.iter().partition(|term| term.weight == 1);
    for of in plain.iter().filter_map(|term| unit_of(&term.duty)) {
        let name = unit.name().unwrap_or(of).to_owned();
        if !parts.contains(&name) {
            parts.push(name);
        }
    }
    for term in weighed {
        if let Some(of) = unit_of(&term.duty) {
            parts.push(format!("{} × {of}", unit.show(term.weight)));
        }
    }
    parts.join(" + ")
}

fn gap(gap: f64) -> String {
    if gap == 0.0 {
        "0".to_owned()
    } else {
        format!("{:.4}%", gap * 100.0)
    }
}

fn proved(tier: &Tier, unit: Unit, gap: f64, certified: &CertifiedTier) -> String {
    let by = match certified.proof {
        Proof::Prices => "prices",
        Proof::Search => "search",
    };
    if gap == 0.0 {
        format!("proved best ({by}): {}", better(tier, unit))
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
    fn tiers_are_told_in_their_own_units() {
        let near = tier("near");
        assert_eq!(Unit::of(&near), Unit::Miles);
        assert_eq!(
            measured(&near, Unit::Miles),
            "miles + 5.0 × steps out of the area (1 adjoining, 2 at a distance) + 10.0 × changes of school"
        );
        assert_eq!(Unit::of(&tier("cost")).show(123_400), "£1,234");
        assert_eq!(measured(&tier("fit"), Unit::Count), "points");
    }

    #[test]
    fn every_default_tier_says_what_no_other_plan_does() {
        let says = |name: &str| better(&tier(name), Unit::of(&tier(name)));
        assert_eq!(says("placed"), "no other plan places more children");
        assert_eq!(says("cost"), "no other plan costs less");
        assert_eq!(says("fit"), "no other plan has fewer points");
    }
}
