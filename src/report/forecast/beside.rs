//! The individual forecast beside one by the stock-flow method: as a table, for machines, and for a terminal.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::forecast::backtest::{Beside, Compared};
use crate::forecast::demand::PERCENTILES;
use crate::forecast::history::rates;
use crate::report::tables::csv_text;

/// The individual forecast of the same time, or why there is none.
pub type Individual = Result<Beside, String>;

/// `comparison.csv`: a row is a group of children on the first day or at a month end by both methods. Percentiles of too few
/// futures are blank.
pub fn table(beside: &Beside) -> String {
    let mut headings = ["day", "group", "stock_flow", "individual_mean"]
        .map(str::to_owned)
        .to_vec();
    headings.extend(PERCENTILES.map(|p| format!("individual_p{p}")));
    headings.push("individual_rates".to_owned());
    let mut rows = vec![headings];
    for row in &beside.rows {
        let mut cells = vec![
            row.day.to_string(),
            row.group.name().to_owned(),
            format!("{:.3}", row.stock_flow),
            format!("{:.3}", row.individual.mean),
        ];
        let is_told = beside.settings.has_ranges();
        let percentiles = row.individual.percentiles;
        cells.extend(percentiles.map(|p| {
            if is_told {
                p.to_string()
            } else {
                String::new()
            }
        }));
        cells.push(rates(beside.little).to_owned());
        rows.push(cells);
    }
    csv_text(&rows)
}

/// What `summary.json` says of it.
pub fn json(individual: &Individual) -> Value {
    let beside = match individual {
        Ok(beside) => beside,
        Err(why) => return json!({ "none_because": why }),
    };
    json!({
        "about": "each child carried forward many times, fitted to what was known on the first day; see comparison.csv",
        "futures": beside.settings.replications,
        "seed": beside.settings.seed,
        "rates": rates(beside.little),
        "pooled_because": beside.little.map(|why| why.to_string()),
        "first_day": beside.ends().map(|[first, _]| end(first)),
        "last_month_end": beside.ends().map(|[_, last]| end(last)),
    })
}

fn end(row: &Compared) -> Value {
    let [_, p10, .., p90, _] = row.individual.percentiles;
    json!({
        "day": row.day.to_string(),
        "stock_flow": row.stock_flow,
        "mean": row.individual.mean,
        "p10": p10,
        "p90": p90,
    })
}

/// The same for a terminal.
pub fn text(individual: &Individual) -> String {
    let mut text = String::new();
    let found = match individual {
        Ok(beside) => beside.ends().map(|ends| (ends, beside.little)),
        Err(why) => {
            let _ = writeln!(text, "  no individual forecast beside it: {why}");
            None
        }
    };
    if let Some(([first, row], little)) = found {
        let [_, p10, .., p90, _] = row.individual.percentiles;
        let _ = writeln!(
            text,
            "  in care on {}: {:.0} by this method; by the individual forecast {:.0} (whom the latest return has)",
            first.day, first.stock_flow, first.individual.mean
        );
        let _ = writeln!(
            text,
            "  in care on {}: {:.1} by this method; by the individual forecast {:.1}, in 80 of 100 futures {p10} to {p90}",
            row.day, row.stock_flow, row.individual.mean
        );
        if let Some(why) = little {
            let _ = writeln!(
                text,
                "  the individual forecast is pooled to England, for {why}"
            );
        }
    }
    text
}
