//! One scenario as it is read for comparison: figures of each replication.

use super::impact::{self, OUTCOMES};
use super::kpi::{Sums, Window, kpis};
use crate::forecast::system::groups::{COUNTED, Counted, GROUPS};
use crate::forecast::system::outcomes::Measure;
use crate::model::days_between;
use crate::runner::{Plan, Results, RunError, first_of_groups};

/// A scenario's figures by replication.
#[derive(Debug, Clone)]
pub struct Ran {
    /// By window and KPI.
    pub kpis: Vec<Vec<Option<f64>>>,
    /// By group and outcome, over all months.
    pub impact: Vec<Vec<Option<f64>>>,
    /// By group and outcome: how many children it is about, in the mean.
    pub about: Vec<f64>,
    /// By group: mean children at a month end.
    pub sizes: Vec<f64>,
    /// By replication and month: placements and spending up to then, pounds.
    pub costs: Vec<Vec<f64>>,
    /// Mean spent beside placements, pounds.
    pub spent: f64,
}

impl Ran {
    /// Reads the results of a scenario.
    ///
    /// # Errors
    /// Where they cannot be read.
    pub fn of(plan: &Plan, results: &Results) -> Result<Self, RunError> {
        let (ends, replications) = (plan.months(), plan.settings.replications);
        let starts = std::iter::once(&plan.start).chain(&ends);
        let days: Vec<f64> = (starts.zip(&ends))
            .map(|(from, to)| f64::from(days_between(*from, *to)))
            .collect();
        let all = kpis();
        let mut ran = Self {
            kpis: vec![vec![None; replications]; all.len() * Window::ALL.len()],
            impact: vec![vec![None; replications]; GROUPS * OUTCOMES.len()],
            about: vec![0.0; GROUPS * OUTCOMES.len()],
            sizes: vec![0.0; GROUPS],
            costs: vec![Vec::with_capacity(ends.len()); replications],
            spent: 0.0,
        };
        let mut row_of: Vec<u32> = Vec::new();
        for block in results.blocks() {
            let block = block?;
            let mut row = 0;
            while row < block.rows() {
                let replication = block.replication(row);
                let mut sums = [Sums::default(), Sums::default()];
                let mut groups = vec![0.0; GROUPS * COUNTED];
                while row < block.rows() && block.replication(row) == replication {
                    let month = block.month(row);
                    row_of.clear();
                    row_of.extend(block.figures(row));
                    let of = |measure: Measure| f64::from(row_of[measure as usize]);
                    let spent = of(Measure::SpentPounds);
                    let pounds = of(Measure::CostHundreds) * 100.0 * days[month] / 7.0 + spent;
                    for (window, sums) in Window::ALL.into_iter().zip(&mut sums) {
                        if month >= window.first(ends.len()) {
                            for (sum, figure) in sums.figures.iter_mut().zip(&row_of) {
                                *sum += f64::from(*figure);
                            }
                            sums.months += 1.0;
                            sums.pounds += pounds;
                        }
                    }
                    for (sum, figure) in groups.iter_mut().zip(&row_of[first_of_groups()..]) {
                        *sum += f64::from(*figure);
                    }
                    ran.spent += spent / replications as f64;
                    let costs = &mut ran.costs[replication];
                    costs.push(costs.last().copied().unwrap_or(0.0) + pounds);
                    row += 1;
                }
                for (window, sums) in sums.iter().enumerate() {
                    for (at, kpi) in all.iter().enumerate() {
                        ran.kpis[window * all.len() + at][replication] = kpi.figure(sums);
                    }
                }
                for group in 0..GROUPS {
                    let counted = &groups[group * COUNTED..(group + 1) * COUNTED];
                    let months = (ends.len() * replications) as f64;
                    ran.sizes[group] += counted[Counted::Children as usize] / months;
                    for (at, outcome) in OUTCOMES.iter().enumerate() {
                        let figure = impact::figure(*outcome, counted);
                        let at = group * OUTCOMES.len() + at;
                        ran.impact[at][replication] = figure;
                        let about = outcome.children(counted, ends.len() as f64);
                        ran.about[at] += about / replications as f64;
                    }
                }
            }
        }
        Ok(ran)
    }
}
