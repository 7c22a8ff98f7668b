//! What pooling gives each authority as a table and a document: a row is one measure of one authority, in three plans.

use serde_json::json;

use super::outcome::Outcome;
use super::tables::{cell, csv_text};
use crate::explain::{Unit, measured};
use crate::model::{PoundsPerWeek, Tier};
use crate::pooling::{Pooled, Pooling, Standing};

const HEADINGS: [&str; 10] = [
    "authority",
    "authority_code",
    "theoretical",
    "measure",
    "unit",
    "better",
    "alone",
    "alone_unopposed",
    "pooled",
    "pooled_against_alone",
];

/// What a measure is of a plan; `None` where it is not known.
type Value<'a> = Box<dyn Fn(&Standing) -> Option<f64> + 'a>;

/// A measure that every plan has.
struct Measure<'a> {
    name: String,
    unit: String,
    higher_is_better: Option<bool>,
    of: Value<'a>,
    decimals: usize,
}

/// `pooling.csv`. Values of tiers are in the tier's own unit: miles and pounds, not hundredths.
pub fn pooling(outcome: &Outcome, pooling: &Pooling) -> String {
    let council = outcome.facts.council;
    let measures = measures(&council.policy.tiers);
    let mut rows = vec![HEADINGS.map(str::to_owned).to_vec()];
    for pooled in &pooling.authorities {
        let name = council.authority_name(pooled.authority);
        let code = council.members.get(pooled.authority.at());
        for measure in &measures {
            let mut row = vec![
                cell(name),
                code.map_or(String::new(), |member| cell(&member.code)),
                if outcome.round.theoretical {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
            ];
            row.extend(measure.cells(pooled));
            rows.push(row);
        }
    }
    csv_text(&rows)
}

impl Measure<'_> {
    fn cells(&self, pooled: &Pooled) -> [String; 7] {
        let show = |standing: &Standing| {
            let value = (self.of)(standing);
            value.map_or(String::new(), |v| format!("{v:.0$}", self.decimals))
        };
        let better = match self.higher_is_better {
            Some(true) => "higher",
            Some(false) => "lower",
            None => "",
        };
        let values = (self.of)(&pooled.alone).zip((self.of)(&pooled.pooled));
        let against = match (self.higher_is_better, values) {
            (Some(_), Some((alone, now))) if alone == now => "same",
            (Some(higher), Some((alone, now))) if (now > alone) == higher => "better",
            (Some(_), Some(_)) => "worse",
            _ => "",
        };
        [
            self.name.clone(),
            self.unit.clone(),
            better.to_owned(),
            show(&pooled.alone),
            show(&pooled.unopposed),
            show(&pooled.pooled),
            against.to_owned(),
        ]
    }
}

fn measures(tiers: &[Tier]) -> Vec<Measure<'_>> {
    fn plain<'a>(
        name: &str,
        unit: &str,
        higher_is_better: Option<bool>,
        of: impl Fn(&Standing) -> Option<f64> + 'a,
    ) -> Measure<'a> {
        Measure {
            name: name.to_owned(),
            unit: unit.to_owned(),
            higher_is_better,
            of: Box::new(of),
            decimals: 0,
        }
    }
    let mut list = vec![
        plain("children_to_place", "children", None, |s| {
            Some(s.children_to_place as f64)
        }),
        plain("children_with_an_option", "children", Some(true), |s| {
            Some(s.children_with_an_option as f64)
        }),
        plain("sibling_pairs", "pairs", None, |s| {
            Some(s.sibling_pairs as f64)
        }),
        plain("sibling_pairs_together", "pairs", Some(true), |s| {
            Some(s.sibling_pairs_together as f64)
        }),
        plain("options_in_area", "children", None, |s| {
            Some(s.options_in_area as f64)
        }),
        Measure {
            decimals: 2,
            ..plain("mean_miles_from_home", "miles", None, |s| {
                s.mean_miles_from_home
            })
        },
        plain("weekly_cost", "pounds a week", None, |s| {
            Some(s.weekly_cost_pounds as f64)
        }),
    ];
    list.extend(tiers.iter().enumerate().map(|(t, tier)| {
        let unit = Unit::of(tier);
        let (part, decimals) = match unit {
            Unit::Miles | Unit::Pence => (100.0, 2),
            Unit::Count => (1.0, 0),
        };
        Measure {
            decimals,
            ..plain(
                &format!("tier_{}", tier.name),
                &measured(tier, unit),
                Some(false),
                move |s| Some(s.tiers[t] as f64 / part),
            )
        }
    }));
    list
}

/// The same for `summary.json`.
pub fn document(outcome: &Outcome, pooling: &Pooling) -> serde_json::Value {
    let council = outcome.facts.council;
    let names = council.policy.tier_names();
    let authorities = pooling.authorities.iter().map(|pooled| {
        let code = council.members.get(pooled.authority.at());
        json!({
            "authority": council.authority_name(pooled.authority),
            "code": code.map(|member| &member.code),
            "alone": pooled.alone,
            "alone_unopposed": pooled.unopposed,
            "pooled": pooled.pooled,
        })
    });
    let owed = pooling.none_worse.as_ref().map(|(tiers, changed)| {
        json!({
            "tiers": tiers.iter().map(|t| names[*t]).collect::<Vec<_>>(),
            "plan_had_to_change": changed,
        })
    });
    json!({
        "theoretical": outcome.round.theoretical,
        "none_worse": owed,
        "homes": pooling.homes,
        "homes_in_several_folders": pooling.shared_homes,
        "tiers": names,
        "authorities": authorities.collect::<Vec<_>>(),
    })
}

/// A weekly cost for people.
pub fn pounds(standing: &Standing) -> String {
    PoundsPerWeek::whole(standing.weekly_cost_pounds).to_string()
}
