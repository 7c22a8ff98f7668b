//! What the replications of a scenario come to, month by month.

use std::fmt::Write as _;

use super::combine::Results;
use super::error::RunError;
use super::plan::Plan;
use super::table::{figure_in, first_of_groups};
use crate::forecast::capacity::{Indicator, Spread};
use crate::forecast::demand::PERCENTILES;
use crate::forecast::system::outcomes::Measure;

/// What a scenario costs beside placements.
pub const SPENT: Indicator = Indicator::Number(Measure::SpentPounds);

/// Every indicator of a run, in the order of tables.
pub fn measured() -> Vec<Indicator> {
    let mut all = Indicator::all();
    all.push(SPENT);
    all
}

/// The heading of `summary.csv`.
pub fn heading() -> String {
    let mut line = "scenario,month_end,indicator,replications,mean".to_owned();
    for p in PERCENTILES {
        let _ = write!(line, ",p{p}");
    }
    line.push_str(",rates\n");
    line
}

/// The rows of a scenario.
///
/// # Errors
/// Where its results cannot be read.
pub fn rows(plan: &Plan, scenario: usize, results: &Results) -> Result<String, RunError> {
    let (months, indicators) = (plan.months(), measured());
    let mut figures: Vec<Vec<f64>> = vec![Vec::new(); months.len() * indicators.len()];
    let mut figures_of_row = Vec::new();
    for block in results.blocks() {
        let block = block?;
        for row in 0..block.rows() {
            figures_of_row.clear();
            figures_of_row.extend(block.figures(row).take(first_of_groups()));
            for (at, indicator) in indicators.iter().enumerate() {
                if let Some(figure) = figure_in(*indicator, &figures_of_row) {
                    figures[block.month(row) * indicators.len() + at].push(figure);
                }
            }
        }
    }
    let name = &plan.scenarios[scenario].name;
    let mut text = String::new();
    for (at, figures) in figures.into_iter().enumerate() {
        let (month, indicator) = (at / indicators.len(), indicators[at % indicators.len()]);
        let number = figures.len();
        let Some(spread) = Spread::of(figures) else {
            continue;
        };
        let (day, indicator) = (months[month], indicator.name());
        let _ = write!(text, "{name},{day},{indicator},{number},{:.3}", spread.mean);
        for figure in spread.percentiles {
            let _ = write!(text, ",{figure:.3}");
        }
        let _ = writeln!(text, ",{}", plan.said("rates"));
    }
    Ok(text)
}
