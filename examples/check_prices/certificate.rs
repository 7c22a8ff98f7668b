//! What a certificate claims of each tier, read line by line.

use std::fs;
use std::path::Path;

use super::{Found, number};

/// A tier's claims.
pub struct Claim {
    pub model: String,
    pub prices: String,
    pub objective: i128,
    pub price_bound: i128,
}

/// Reads the tiers of a certificate, and refuses claims that contradict one another.
pub fn read(text: &str) -> Found<Vec<Claim>> {
    let said = |what: &str| -> Vec<&str> {
        let key = format!("\"{what}\": ");
        let values = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix(&key));
        values
            .map(|v| v.trim_matches(|c| c == ',' || c == '"'))
            .collect()
    };
    let [models, prices, objectives, bounds, price_bounds, proofs] = [
        "model",
        "prices",
        "objective",
        "bound",
        "price_bound",
        "proof",
    ]
    .map(said);
    let tiers = models.len();
    if tiers == 0 {
        return Err("no tier with a model; export models with --export-model".into());
    }
    let others = [&prices, &objectives, &bounds, &price_bounds, &proofs];
    if others.iter().any(|values| values.len() != tiers) {
        return Err(
            "a tier without its model, prices, objective, bound, price_bound or proof".into(),
        );
    }
    let mut claims = Vec::new();
    for t in 0..tiers {
        let model = models[t].to_owned();
        let [objective, bound, price_bound] =
            [objectives[t], bounds[t], price_bounds[t]].map(number);
        let (objective, bound, price_bound) = (objective?, bound?, price_bound?);
        if bound > objective {
            return Err(
                format!("{model}: a bound of {bound} above the objective {objective}").into(),
            );
        }
        match proofs[t] {
            "prices" if bound != price_bound => {
                return Err(
                    format!("{model}: prices prove {price_bound}, not the bound {bound}").into(),
                );
            }
            "search" if bound < price_bound => {
                return Err(format!(
                    "{model}: a bound of {bound}, though prices prove {price_bound}"
                )
                .into());
            }
            "prices" | "search" => {}
            other => return Err(format!("{model}: no such proof: {other}").into()),
        }
        claims.push(Claim {
            model,
            prices: prices[t].to_owned(),
            objective,
            price_bound,
        });
    }
    Ok(claims)
}

/// Whether the tiers are those whose models are in the folder, from the first on.
pub fn names_all(claims: &[Claim], folder: &Path) -> Found<()> {
    for (t, claim) in claims.iter().enumerate() {
        if !claim.model.starts_with(&format!("tier-{}-", t + 1)) {
            return Err(format!(
                "{} is not the model of tier {}: tiers are missing",
                claim.model,
                t + 1
            )
            .into());
        }
    }
    let mut models = 0;
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        models += usize::from(name.starts_with("tier-") && name.ends_with(".mps"));
    }
    if models != claims.len() {
        let (claims, folder) = (claims.len(), folder.display());
        return Err(
            format!("{claims} tiers, and {models} models in {folder}: tiers are missing").into(),
        );
    }
    Ok(())
}
