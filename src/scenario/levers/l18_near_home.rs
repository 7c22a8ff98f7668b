//! Near home before everything but a home: in the area, or within so many miles.

use super::l17_siblings_together::first;
use super::{Does, Key, Lever, Needs, Takes, Timing};
use crate::model::{Council, Miles};
use crate::scenario::pulled::Pulled;
use crate::scenario::told::Told;

/// Near home first.
pub const LEVER: Lever = Lever {
    number: 18,
    id: "near_home",
    title: "Near home first",
    about: "Puts a home in the area (D37), or within some miles of home (D38), right after children being placed.",
    keys: &[
        Key {
            name: "within",
            takes: Takes::Code(|| {
                vec![
                    ("area", "in the authority's area"),
                    ("miles", "within the distance that counts as near home"),
                ]
            }),
            about: "What counts as near; area where left out.",
        },
        Key {
            name: "miles",
            takes: Takes::number("miles", 0.0, 1_000.0),
            about: "The distance that counts as near home from now on; as it is where left out.",
        },
    ],
    needs: Needs::Nothing,
    timing: Timing::Always,
    tell,
    does: Does::Council(does),
    sets: |_| Some("the place of near home among the tiers"),
};

fn tell(told: &Told) -> String {
    let within = told.label("within").unwrap_or("in the authority's area");
    let mut text = format!(
        "A home {within} comes right after children having a home at all, before every other tier but brothers and sisters \
         where they come first too"
    );
    if told.pulled.amount("miles").is_some() {
        let miles = told.number("miles", " miles");
        text.push_str(&format!("; {miles} count as near home"));
    }
    text
}

fn does(pulled: &Pulled, council: &mut Council) {
    let duty = match pulled.text("within") {
        Some("miles") => "D38",
        _ => "D37",
    };
    first(council, "near-first", duty);
    if let Some(miles) = pulled.amount("miles") {
        let near = Miles::from_hundredths((miles.middle() * 100.0).round() as i64);
        let members = council.members.iter_mut().map(|member| &mut member.policy);
        for policy in std::iter::once(&mut council.policy).chain(members) {
            policy.near = near;
            policy.search = policy.search.max(near);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Miles;
    use crate::scenario::levers::council_of;

    #[test]
    fn the_area_or_the_miles_come_right_after_being_placed() {
        let area = council_of("near_home", "");
        assert_eq!(area.policy.tiers[2].name, "near-first");
        assert_eq!(area.policy.tiers[2].terms[0].duty, "D37");
        assert_eq!(area.policy.tiers.len(), 10);
        let miles = council_of("near_home", "within = \"miles\"\nmiles = 70");
        assert_eq!(miles.policy.tiers[2].terms[0].duty, "D38");
        assert_eq!(miles.policy.near, Miles::whole(70));
        assert_eq!(miles.policy.search, Miles::whole(70));
    }
}
