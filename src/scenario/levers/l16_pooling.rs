//! Authorities pool their homes, as a regional care cooperative does.
//!
//! Partners are those of `council.toml`: they may use each other's in-house homes where several folders are one market. A
//! council alone has no homes of its partners in its folder unless it lists them; what pooling gives it there is the share of
//! the free places of others that it can get.

use super::l10_reclaim::SETS;
use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::model::Council;
use crate::scenario::pulled::Pulled;
use crate::scenario::told::Told;

/// Pooling.
pub const LEVER: Lever = Lever {
    number: 16,
    id: "pooling",
    title: "Regional pooling",
    about: "Makes authorities partners, whose children may use each other's in-house homes in one market, and can set the share of the free places of others that the council can get.",
    keys: &[
        Key {
            name: "partners",
            takes: Takes::Authorities,
            about: "The partners.",
        },
        Key {
            name: "percent",
            takes: Takes::number("per cent of the free places of others", 0.0, 100.0),
            about: "The share of the free places of others that the council can get; as it is where left out.",
        },
    ],
    needs: Needs::All(&["partners"]),
    timing: Timing::Always,
    tell,
    does: Does::Council(does),
    sets: |pulled| pulled.amount("percent").map(|_| SETS),
};

fn tell(told: &Told) -> String {
    let partners = match told.pulled.texts("partners") {
        Some(codes) if !codes.is_empty() => codes.join(", "),
        _ => "all adjoining authorities".to_owned(),
    };
    let mut text = format!(
        "Pools homes with {partners}: each other's children may use in-house homes in one market"
    );
    if told.pulled.amount("percent").is_some() {
        let share = told.number("percent", "%");
        text.push_str(&format!(
            ", and the council can get {share} of the free places of others"
        ));
    }
    text
}

fn does(pulled: &Pulled, council: &mut Council) {
    let chosen = pulled.texts("partners").unwrap_or_default();
    let join = |partners: &mut Vec<String>, adjoining: &[String], own: &str| {
        let new = if chosen.is_empty() { adjoining } else { chosen };
        let mut new: Vec<String> = new.iter().filter(|code| *code != own).cloned().collect();
        new.retain(|code| !partners.contains(code));
        partners.extend(new);
    };
    join(&mut council.partners, &council.adjoining, &council.code);
    for member in &mut council.members {
        join(&mut member.partners, &member.adjoining, &member.code);
    }
    if let Some(share) = pulled.amount("percent") {
        let share = Some(share.middle() / 100.0);
        council.policy.external_share = share;
        for member in &mut council.members {
            member.policy.external_share = share;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::scenario::levers::council_of;

    #[test]
    fn partners_join_once_and_the_share_is_set() {
        let council = council_of(
            "pooling",
            "partners = [\"E10000034\", \"E06000019\"]\npercent = 50",
        );
        assert_eq!(council.partners, ["E10000034"]);
        assert_eq!(council.policy.external_share, Some(0.5));
        let all = council_of("pooling", "partners = \"adjoining\"");
        assert_eq!(all.partners, ["E10000034"]);
        assert_eq!(all.policy.external_share, None);
    }
}
