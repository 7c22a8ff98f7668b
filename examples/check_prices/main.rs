//! Proves the bound of every tier of an exported round from its files: no code of placewell, no solver.
//!
//! The status is 1, with a sentence that names the file, where prices prove less than the certificate claims of them, or
//! where the files contradict one another.
//!
//!     placewell match my-council --out round --export-model models
//!     cargo run --release --example check_prices -- round/certificate.json models
//!
//! With a price on every row, no plan costs less than Σ limit × price + Σ groups' best way at those prices: a plan
//! that keeps a row "at most" gains nothing by a price of at most 0, and each sibling group is housed in one way
//! (`price`). A column that would lift its part's bound above the value at which later models hold the part is in
//! none of their plans; likewise a row whose price alone exceeds that gap has no slack left, and its price may have
//! any sign from then on. Prices are whole numbers in units of 2⁻³⁴: nothing is rounded but the bound, up.
//!
//! Household cuts are rows that the models do not have, and are proved first (`cuts`). A later model must be the
//! one before it with a row that holds each part at a value. What is taken on trust: that the models say what the
//! law asks of this council (the built-in checker derives that from the council alone), and that columns `split`
//! are whole wherever the others are, since no mixture of two ways uses whole sets.

mod certificate;
mod cuts;
mod model;

use std::path::Path;
use std::{env, fs, process};

use model::{Model, ONE, Price};

/// A result, or in words what is wrong with the files.
pub type Found<T> = Result<T, Box<dyn std::error::Error>>;

/// A tier's model with what its prices prove and what the certificate claims that they prove.
#[derive(Debug, PartialEq)]
pub struct Tier {
    pub model: String,
    pub proved: i128,
    pub claimed: i128,
}

/// What the prices prove of each tier; an error that names the file where the files contradict themselves.
pub fn check(certificate: &Path, folder: &Path) -> Found<Vec<Tier>> {
    let claims = in_file(certificate, certificate::read(&text(certificate)?))?;
    let at = |name: &str| folder.join(name);
    let read_cuts = |text: String| cuts::read(&text);
    let cuts = in_file(&at("cuts.csv"), text(&at("cuts.csv")).and_then(read_cuts))?;
    let read = |name: &str| in_file(&at(name), model::read(&text(&at(name))?, &cuts));
    let first = claims.first().ok_or("no tier")?;
    in_file(certificate, certificate::names_all(&claims, folder))?;
    let mut model = read(&first.model)?;
    in_file(&at("cuts.csv"), cuts::prove(&model, &cuts))?;
    let (mut open, mut tight) = (vec![true; model.columns.len()], Vec::new());
    let mut tiers = Vec::new();
    for (t, claim) in claims.iter().enumerate() {
        tight.resize(model.rows.len(), false);
        let table = at(&claim.prices);
        let prices = in_file(&table, model.prices(&text(&table)?, &tight))?;
        let (bounds, excess) = in_file(&table, price(&model, &prices, &open))?;
        // Costs are whole, so a part's bound rounds up.
        let rounded = bounds.iter().map(|bound| -(-bound).div_euclid(ONE));
        let proved = model.constant + rounded.sum::<i128>();
        if proved > claim.objective {
            let why = format!(
                "they prove {proved}, above the objective {}",
                claim.objective
            );
            return in_file(&table, Err(why.into()));
        }
        tiers.push(Tier {
            model: claim.model.clone(),
            proved,
            claimed: claim.price_bound,
        });
        if let Some(next) = claims.get(t + 1) {
            let name = &next.model;
            let next = read(name)?;
            let values = in_file(&at(name), next.values_after(&model, &prices))?;
            let gaps: Vec<i128> = values
                .iter()
                .zip(&bounds)
                .map(|(v, b)| v * ONE - b)
                .collect();
            for (j, column) in model.columns.iter().enumerate() {
                let gap = gaps[prices[column.terms[0].0].part];
                open[j] &= excess[j].is_some_and(|excess| excess <= gap);
            }
            for (tight, price) in tight.iter_mut().zip(&prices) {
                *tight |= price.price.abs() > gaps[price.part];
            }
            model = next;
        }
    }
    Ok(tiers)
}

/// The text of a file.
fn text(path: &Path) -> Found<String> {
    in_file(path, fs::read_to_string(path).map_err(Into::into))
}

/// The result, or what is wrong with the name of the file.
fn in_file<T>(path: &Path, result: Found<T>) -> Found<T> {
    result.map_err(|why| {
        let (name, why) = (path.display().to_string(), why.to_string());
        // A file that cannot be read is named already.
        if why.starts_with(&name) {
            why
        } else {
            format!("{name}: {why}")
        }
        .into()
    })
}

/// A whole number that no sum of its like lifts out of range.
pub fn number(text: &str) -> Found<i128> {
    let number = text.parse::<i64>().ok().map(i128::from);
    let within = number.filter(|number| number.abs() <= MOST);
    within.ok_or_else(|| format!("{text:?} is no whole number, or too large").into())
}

/// A price: a whole number in units of 2⁻³⁴.
pub fn fixed(text: &str) -> Found<i128> {
    let number = text.parse::<i64>().ok().map(i128::from);
    number.ok_or_else(|| format!("{text:?} is no price").into())
}

/// Largest number of a model.
const MOST: i128 = 1 << 48;

/// Each part's bound, times ONE, and by how much each column lifts it; none for one that nothing can go with.
fn price(model: &Model, prices: &[Price], open: &[bool]) -> Found<(Vec<i128>, Vec<Option<i128>>)> {
    let least = |a: Option<i128>, b: i128| Some(a.map_or(b, |a| a.min(b)));
    let columns = || model.columns.iter().enumerate();
    let mut bounds = vec![0; prices.iter().map(|p| p.part + 1).max().unwrap_or(0)];
    for (row, price) in model.rows.iter().zip(prices) {
        bounds[price.part] += row.limit * price.price;
    }
    let at_prices = |(_, column): (usize, &model::Column)| {
        let terms = column.terms.iter().map(|&(row, k)| k * prices[row].price);
        column.cost * ONE - terms.sum::<i128>()
    };
    let mut at: Vec<Option<i128>> = columns().map(|c| Some(at_prices(c))).collect();
    // "Homes for this set of children = ways that use it": a way pays for the cheapest home of each of its sets.
    let (mut cheapest, mut cheapest_with) =
        (vec![None; model.rows.len()], vec![None; model.rows.len()]);
    for (j, column) in columns().filter(|(j, column)| open[*j] && column.set.is_some()) {
        let set = column.set.ok_or("no set")?;
        cheapest[set] = least(cheapest[set], at[j].ok_or("no cost")?);
    }
    for (j, column) in columns() {
        for &set in &column.uses {
            at[j] = at[j].zip(cheapest[set]).map(|(at, set)| at + set);
        }
    }
    // The best way to place every subset of a group's children once, by the first child of the subset.
    let mut excess = vec![None; at.len()];
    for group in model.groups(prices)? {
        let mut best = vec![None; 1 << group.children];
        best[0] = Some(0);
        for mask in 1..best.len() {
            for &j in group.columns.iter().filter(|j| open[**j]) {
                let covers = model.columns[j].covers;
                if covers & mask == covers && covers & (mask & mask.wrapping_neg()) != 0 {
                    let with: Option<(i128, i128)> = best[mask ^ covers].zip(at[j]);
                    best[mask] = with.map_or(best[mask], |(a, b)| least(best[mask], a + b));
                }
            }
        }
        let all = best.len() - 1;
        let whole = best[all].ok_or("a group has no way left")?;
        bounds[group.part] += whole;
        for &j in &group.columns {
            let rest = best[all ^ model.columns[j].covers];
            excess[j] = rest.zip(at[j]).map(|(rest, at)| rest + at - whole);
            for &set in model.columns[j].uses.iter().filter(|_| open[j]) {
                cheapest_with[set] =
                    excess[j].map_or(cheapest_with[set], |e| least(cheapest_with[set], e));
            }
        }
    }
    for (j, set) in columns().filter_map(|(j, column)| Some((j, column.set?))) {
        let with = cheapest_with[set].zip(cheapest[set]).zip(at[j]);
        excess[j] = with.map(|((with, cheapest), at)| with + at - cheapest);
    }
    Ok((bounds, excess))
}

fn main() {
    let words: Vec<String> = env::args().skip(1).collect();
    let [certificate, folder] = words.as_slice() else {
        eprintln!("check_prices CERTIFICATE.JSON MODELS");
        process::exit(2);
    };
    let tiers = check(certificate.as_ref(), folder.as_ref()).unwrap_or_else(|why| {
        eprintln!("not proved: {why}");
        process::exit(1);
    });
    for tier in &tiers {
        println!(
            "{}: {} proved, {} claimed",
            tier.model, tier.proved, tier.claimed
        );
    }
    process::exit(i32::from(
        tiers.iter().any(|tier| tier.proved < tier.claimed),
    ));
}
