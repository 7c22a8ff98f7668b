//! The JSON documents of a round, and the exported models.

use serde::Serialize;
use serde_json::json;

use super::holds::Holds;
use super::outcome::Outcome;
use crate::certify::Proof;
use crate::lookahead::today;
use crate::model::Council;
use crate::optimise::{Exported, export};

/// One tier of `certificate.json`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TierDocument {
    /// Name.
    pub name: String,
    /// File name of the exported model; null where none was exported.
    pub model: Option<String>,
    /// File name of the prices that prove `price_bound` on that model; null where none was exported.
    pub prices: Option<String>,
    /// Value, in the model's own sense: it is minimised.
    pub objective: i64,
    /// No plan that keeps the earlier tiers has a smaller value.
    pub bound: i64,
    /// Relative gap between them.
    pub gap: f64,
    /// The bound that prices alone prove, checked independently.
    pub price_bound: i64,
    /// What proves the bound: prices, or the solver's search.
    pub proof: Proof,
    /// Columns still open when the tier was solved.
    pub columns: usize,
    /// Rows.
    pub rows: usize,
    /// Nodes searched.
    pub nodes: u64,
    /// In a round that looks ahead: the parts of the tier's unit in which objective and bounds are counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parts_of_a_unit: Option<i64>,
    /// In a round that looks ahead: the value in the tier's unit, without what places are charged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_today: Option<i64>,
}

/// `certificate.json`.
pub fn certificate(outcome: &Outcome, models: bool) -> serde_json::Value {
    let today = today(outcome.round, &outcome.solution);
    let tiers = outcome
        .solution
        .tiers
        .iter()
        .zip(&outcome.certificate.tiers)
        .enumerate();
    let tiers: Vec<TierDocument> = tiers
        .map(|(t, (solved, certified))| TierDocument {
            name: certified.name.clone(),
            model: models.then(|| format!("{}.mps", stem(t, &certified.name))),
            prices: models.then(|| prices_name(t, &certified.name)),
            objective: certified.value,
            bound: certified.bound,
            gap: solved.gap(),
            price_bound: certified.price_bound,
            proof: certified.proof,
            columns: solved.columns,
            rows: solved.rows,
            nodes: solved.nodes,
            parts_of_a_unit: outcome.ahead.map(|_| outcome.round.scale(t)),
            value_today: outcome.ahead.map(|_| today[t]),
        })
        .collect();
    let mut document = json!({
        "theoretical": outcome.round.theoretical,
        "children": outcome.certificate.children,
        "duties_checked": outcome.certificate.duties_checked,
        "breaches": outcome.certificate.breaches,
        "tiers": tiers,
    });
    if outcome.solution.interrupted {
        document["interrupted"] = true.into();
    }
    document
}

/// Hashes of the files read, by their names.
pub fn by_file(hashes: &[(String, String)]) -> serde_json::Value {
    let named = hashes.iter();
    named
        .map(|(file, hash)| (file.clone(), json!(hash)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// `provenance.json`. Only a round that looks ahead draws anything at random and has a seed.
pub fn provenance(
    outcome: &Outcome,
    hashes: &[(String, String)],
    holds: Holds,
    seed: Option<u64>,
) -> serde_json::Value {
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": holds.code(),
        "seed": seed,
        "scenario": null,
        "theoretical": outcome.round.theoretical,
        "as_at": outcome.facts.council.as_at.to_string(),
        "data_vintage": outcome.facts.council.vintage,
        "input_sha256": by_file(hashes),
        "tiers": outcome.facts.council.policy.tiers,
    })
}

/// `provenance.json` of a synthetic council's folder.
pub fn council_provenance(council: &Council, profile: &str, seed: u64) -> serde_json::Value {
    made(Holds::Council, council, profile, seed)
}

/// `provenance.json` of a synthetic region's folder, with one of its councils.
pub fn region_provenance(council: &Council, profiles: &[&str], seed: u64) -> serde_json::Value {
    made(Holds::Region, council, &profiles.join(", "), seed)
}

fn made(holds: Holds, council: &Council, profile: &str, seed: u64) -> serde_json::Value {
    json!({
        "program": "placewell",
        "version": env!("CARGO_PKG_VERSION"),
        "holds": holds.code(),
        "profile": profile,
        "seed": seed,
        "synthetic": true,
        "as_at": council.as_at.to_string(),
        "data_vintage": council.vintage,
    })
}

/// `timings.json`, the only output that differs between two runs.
pub fn timings(outcome: &Outcome) -> serde_json::Value {
    let steps = outcome.timings.iter();
    let steps: serde_json::Map<String, serde_json::Value> = steps
        .map(|(step, time)| ((*step).to_owned(), json!(time.as_secs_f64())))
        .collect();
    let of_tier = |t: usize| -> f64 {
        let solution = &outcome.solution;
        let exact = solution.outcomes.iter().map(|part| part.tiers[t].time);
        let large = solution.large.iter().map(|part| part.work[t].time);
        exact.chain(large).map(|time| time.as_secs_f64()).sum()
    };
    let tiers = outcome.solution.tiers.iter().enumerate();
    let tiers: serde_json::Map<String, serde_json::Value> = tiers
        .map(|(t, tier)| (tier.name.clone(), json!(of_tier(t))))
        .collect();
    json!({ "seconds": steps, "seconds_by_tier_over_all_parts": tiers })
}

/// What the file names of a tier begin with.
fn stem(tier: usize, name: &str) -> String {
    format!("tier-{}-{name}", tier + 1)
}

fn prices_name(tier: usize, name: &str) -> String {
    format!("{}-prices.csv", stem(tier, name))
}

/// The whole round's model of every tier in MPS with the prices that prove its bound, and the household cuts that
/// some of these prices are on: file names and contents.
pub fn models(outcome: &Outcome) -> Vec<(String, String)> {
    let Exported { tiers, cuts } = export(&outcome.solution, outcome.facts.council);
    let mut files = vec![("cuts.csv".to_owned(), cuts)];
    let names = outcome.solution.tiers.iter().map(|tier| &tier.name);
    for (t, (name, texts)) in names.zip(tiers).enumerate() {
        files.push((format!("{}.mps", stem(t, name)), texts.model));
        files.push((prices_name(t, name), texts.prices));
    }
    files
}
