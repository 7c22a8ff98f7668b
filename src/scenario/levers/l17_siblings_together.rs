//! Brothers and sisters together before everything but a home: their tier comes right after children are placed.

use super::{Does, Lever, Needs, Timing};
use crate::model::{Council, Policy, Term, Tier};
use crate::scenario::pulled::Pulled;

/// Siblings first.
pub const LEVER: Lever = Lever {
    number: 17,
    id: "siblings_together",
    title: "Siblings together first",
    about: "Puts brothers and sisters together (D23) right after children being placed, before connected persons and all that follows.",
    keys: &[],
    needs: Needs::Nothing,
    timing: Timing::Always,
    tell: |_| {
        "Brothers and sisters who are to live together come right after children having a home at all, before every other \
         tier"
            .to_owned()
    },
    does: Does::Council(does),
    sets: |_| Some("the place of siblings among the tiers"),
};

fn does(_: &Pulled, council: &mut Council) {
    first(council, "siblings-first", "D23");
}

/// Gives a measure a tier of its own right after children are placed, in the policy of every authority; it leaves the tier
/// where it was.
pub fn first(council: &mut Council, name: &str, duty: &str) {
    let members = council.members.iter_mut().map(|member| &mut member.policy);
    for policy in std::iter::once(&mut council.policy).chain(members) {
        move_up(policy, name, duty);
    }
}

fn move_up(policy: &mut Policy, name: &str, duty: &str) {
    for tier in &mut policy.tiers {
        tier.terms.retain(|term| term.duty != duty);
    }
    policy.tiers.retain(|tier| !tier.terms.is_empty());
    let placed = policy.tiers.iter().rposition(Tier::places_children);
    let mut name = name.to_owned();
    while policy.tiers.iter().any(|tier| tier.name == name) {
        name.push('-');
    }
    let tier = Tier {
        name,
        terms: vec![Term {
            duty: duty.to_owned(),
            weight: 1,
        }],
        tolerance: 0.0,
    };
    policy.tiers.insert(placed.map_or(0, |at| at + 1), tier);
}

#[cfg(test)]
mod tests {
    use crate::scenario::levers::council_of;

    #[test]
    fn siblings_come_right_after_being_placed_and_once() {
        let council = council_of("siblings_together", "");
        let names = council.policy.tier_names();
        assert_eq!(
            names,
            [
                "emergencies",
                "placed",
                "siblings-first",
                "connected",
                "family",
                "approvals",
                "near",
                "fit",
                "cost"
            ]
        );
        assert_eq!(council.policy.tiers[2].terms[0].duty, "D23");
    }
}
