//! A replay as a table, a document and a few lines for a terminal.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::documents::by_file;
use super::tables::{cell, csv_text};
use crate::lookahead::{POOL_WEEKS, counted, weeks};
use crate::model::Council;
use crate::replay::{Outcome, Policy, Replay, share};

/// What a replay cannot see, said wherever it appears.
pub const BLIND_SPOTS: [&str; 5] = [
    "Children who came and have left care again are not in children.csv: the replay has fewer arrivals than there \
     were, and later weeks more of them than earlier ones.",
    "Nobody leaves: a child who comes stays to the end, so that no place becomes free on the way.",
    "Homes, children and policy are those of the day of the data: vacancies, holds, approvals, ages and needs of \
     the weeks themselves are not recorded.",
    "A home that takes no referrals today offers the places of the children who came in these weeks, and no more; \
     a home that has closed since and is home to nobody is missing.",
    "The measures are those of local policy. How the children fared is no part of it.",
];

/// `replay.csv`: a row is a policy in a tier.
pub fn replay_csv(replay: &Replay) -> String {
    let names = [
        "policy",
        "tier",
        "value",
        "better_than_placing_nobody_by",
        "share_of_hindsight_percent",
    ];
    let mut rows = vec![names.map(str::to_owned).to_vec()];
    for result in &replay.results {
        for (t, tier) in replay.stage.council.policy.tiers.iter().enumerate() {
            let score = result.tiers[t];
            let share = percent(replay, result, t);
            rows.push(vec![
                result.policy.code().to_owned(),
                cell(&tier.name),
                score.value.to_string(),
                score.gain.to_string(),
                share.map_or(String::new(), |p| format!("{p:.2}")),
            ]);
        }
    }
    csv_text(&rows)
}

/// `arrivals.csv`: a row is a child who came, with her home and its week under each policy.
pub fn arrivals_csv(replay: &Replay) -> String {
    let council = &replay.stage.council;
    let mut names = vec!["child_id".to_owned(), "week".to_owned(), "came".to_owned()];
    for result in &replay.results {
        let code = result.policy.code();
        names.extend([format!("home_id_{code}"), format!("week_{code}")]);
    }
    let mut rows = vec![names];
    for (week, children) in replay.stage.weeks.iter().enumerate() {
        for &child in children {
            let mut row = vec![
                cell(&council.child(child).id),
                (week + 1).to_string(),
                council.child(child).entered_care.to_string(),
            ];
            for result in &replay.results {
                let mut blocks = result.played.blocks.iter();
                let found = blocks.find(|(_, block)| block.has(child));
                row.extend(
                    found.map_or([String::new(), String::new()], |(week, block)| {
                        let known = result.policy != Policy::Hindsight;
                        let week = if known {
                            (week + 1).to_string()
                        } else {
                            String::new()
                        };
                        [cell(&council.home(block.home).id), week]
                    }),
                );
            }
            rows.push(row);
        }
    }
    csv_text(&rows)
}

/// Per cent of hindsight's gain in a tier.
pub fn percent(replay: &Replay, result: &Outcome, t: usize) -> Option<f64> {
    let (_, hindsight) = replay.beside_hindsight()?;
    share(result.tiers[t].gain, hindsight.tiers[t].gain).map(|share| share * 100.0)
}

/// `summary.json`.
pub fn replay_json(replay: &Replay) -> Value {
    let council = &replay.stage.council;
    let policies: Vec<Value> = replay.results.iter().map(|r| policy(replay, r)).collect();
    json!({
        "council": council.name,
        "as_at": council.as_at.to_string(),
        "weeks": replay.stage.weeks.len(),
        "first_day": replay.stage.start.to_string(),
        "children_who_came": replay.stage.everybody().len(),
        "children_left_out": replay.stage.left_out,
        "lookahead": {
            "futures": replay.settings.futures,
            "horizon_weeks": replay.settings.weeks,
            "pool_weeks": POOL_WEEKS,
        },
        "policies": policies,
        "what_it_cannot_see": BLIND_SPOTS,
    })
}

fn policy(replay: &Replay, result: &Outcome) -> Value {
    let tiers = replay.stage.council.policy.tiers.iter().enumerate();
    let tiers: Vec<Value> = tiers
        .map(|(t, tier)| {
            json!({
                "name": tier.name,
                "value": result.tiers[t].value,
                "better_than_placing_nobody_by": result.tiers[t].gain,
                "share_of_hindsight_percent": percent(replay, result, t),
            })
        })
        .collect();
    json!({
        "policy": result.policy.code(),
        "children_without_a_home_at_the_end": result.played.unplaced.len(),
        "sibling_pairs_who_came_in_one_week": result.pairs_of_one_week.1,
        "of_them_together": result.pairs_of_one_week.0,
        "weeks_waited": result.played.weeks_waited,
        "proved": result.played.proved,
        "tiers": tiers,
    })
}

/// `provenance.json`.
pub fn replay_provenance(replay: &Replay, council: &Council, hashes: &[(String, String)]) -> Value {
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": super::Holds::Replay.code(),
        "seed": replay.settings.seed,
        "weeks": replay.stage.weeks.len(),
        "lookahead": replay.settings.futures,
        "horizon_weeks": replay.settings.weeks,
        "as_at": council.as_at.to_string(),
        "data_vintage": council.vintage,
        "input_sha256": by_file(hashes),
        "tiers": council.policy.tiers,
    })
}

/// The replay for a terminal.
pub fn replay_text(replay: &Replay) -> String {
    let Some((others, hindsight)) = replay.beside_hindsight() else {
        return String::new();
    };
    let council = &replay.stage.council;
    let mut text = format!(
        "{}, {} to {}: {} who came, of whom hindsight places {}\n",
        council.name,
        weeks(replay.stage.weeks.len()),
        council.as_at,
        counted(replay.stage.everybody().len(), "child", "children"),
        replay.stage.everybody().len() - hindsight.played.unplaced.len(),
    );
    let _ = write!(text, "  {:<34}", "per cent of hindsight's gain");
    for result in others {
        let _ = write!(text, "{:>11}", result.policy.code());
    }
    text.push('\n');
    for (t, tier) in council.policy.tiers.iter().enumerate() {
        let _ = write!(text, "  {:<34}", tier.name);
        for result in others {
            let shown = percent(replay, result, t).map_or("-".to_owned(), |p| format!("{p:.1}"));
            let _ = write!(text, "{shown:>11}");
        }
        text.push('\n');
    }
    let _ = write!(text, "  {:<34}", "siblings of one week together");
    let share = |of: &Outcome| of.pairs_of_one_week.0 as f64 / of.pairs_of_one_week.1 as f64;
    for result in others {
        let shown = share(result) / share(hindsight) * 100.0;
        let shown = if shown.is_finite() {
            format!("{shown:.1}")
        } else {
            "-".to_owned()
        };
        let _ = write!(text, "{shown:>11}");
    }
    text.push('\n');
    let _ = write!(text, "  {:<34}", "weeks waited, all children");
    for result in others {
        let shown = result.played.weeks_waited.map(|weeks| weeks.to_string());
        let _ = write!(text, "{:>11}", shown.unwrap_or_default());
    }
    text.push('\n');
    text
}
