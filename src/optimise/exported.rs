//! A whole round as files for others to check: each tier's model, the prices that prove its bound, and the
//! household cuts that some of the prices are on. `examples/check_prices` proves every bound from them.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::Solution;
use super::named::{needs, program};
use super::outcome::{ComponentOutcome, TierOutcome};
use super::prices::Price;
use super::problem::{Kept, Problem};
use super::program::{Program, Row, Sense};
use crate::model::Council;

/// The files of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// One for each tier, in order.
    pub tiers: Vec<TierTexts>,
    /// Household cuts as CSV, `cut,kind,name,weight`: its `limit`, each `row` of its home from which it follows,
    /// each column with a weight of its `own`, and each that is `alike`, weighing by what it weighs in those rows.
    pub cuts: String,
}

/// The files of a tier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TierTexts {
    /// The model in MPS; a row for each earlier tier and part holds it at its value.
    pub model: String,
    /// CSV, `row,part,group,price`: the cuts and then the model's rows in order, each with its part of the round, the
    /// sibling group if it says that these children are placed once, and its price in units of 2⁻³⁴.
    pub prices: String,
}

/// A part of the round and where it stands in the whole.
struct Part<'a> {
    problem: &'a Problem,
    outcome: &'a ComponentOutcome,
    program: Program,
    first_column: u32,
    first_row: usize,
}

/// Writes a solved round.
pub fn export(solution: &Solution, council: &Council) -> Exported {
    let parts = parts_of(solution, council);
    let programs = parts.iter().map(|part| &part.program);
    let whole = Program::join(programs, solution.tiers.len());
    let mut kept: Vec<Row> = Vec::new();
    let mut tiers = Vec::with_capacity(solution.tiers.len());
    for (t, tier) in solution.tiers.iter().enumerate() {
        tiers.push(TierTexts {
            model: whole.mps_text(&tier.name, t, &kept, tier.constant),
            prices: prices_text(&parts, &whole.row_names(&kept), t),
        });
        let rows = parts.iter().enumerate();
        kept.extend(rows.map(|(p, part)| {
            let number = match parts.len() {
                1 => String::new(),
                _ => format!(".{}", p + 1),
            };
            let name = format!("tier.{}.{}{number}", t + 1, tier.name);
            part.kept_row(name, t)
        }));
    }
    Exported {
        tiers,
        cuts: cuts_text(&parts, &whole),
    }
}

fn parts_of<'a>(solution: &'a Solution, council: &Council) -> Vec<Part<'a>> {
    let (mut first_column, mut first_row) = (0, 0);
    let mut parts = Vec::with_capacity(solution.problems.len());
    for (problem, outcome) in solution.problems.iter().zip(&solution.outcomes) {
        let program = program(problem, council);
        let (columns, rows) = (program.columns.len() as u32, program.rows.len());
        parts.push(Part {
            problem,
            outcome,
            program,
            first_column,
            first_row,
        });
        first_column += columns;
        first_row += rows;
    }
    parts
}

impl Part<'_> {
    /// Holds the part at its value in a tier. A row for each part says more than one for the round: a part may not
    /// make up for what another gives away, which matters where a tier was left with a gap.
    fn kept_row(&self, name: String, t: usize) -> Row {
        let costs = (self.first_column..).zip(&self.program.costs[t]);
        let terms = costs.filter(|(_, cost)| **cost != 0);
        Row {
            name,
            duty: "",
            sense: Sense::AtMost,
            limit: self.outcome.tiers[t].value,
            terms: terms.map(|(j, cost)| (j, *cost)).collect(),
        }
    }
}

/// The price of a row that keeps a tier or what is owed; 0 where the tier did without it.
fn price_kept(tier: &TierOutcome, row: &Kept) -> Price {
    let mut kept = tier.kept.iter().zip(&tier.prices.kept);
    let is_row = |kept: &Kept| (kept.tier, kept.owed_to) == (row.tier, row.owed_to);
    kept.find(|(kept, _)| is_row(kept)).map_or(0, |(_, p)| *p)
}

fn prices_text(parts: &[Part], names: &[Cow<str>], t: usize) -> String {
    let mut text = String::from("row,part,group,price\n");
    let at = |prices: &[Price], i: usize| prices.get(i).copied().unwrap_or(0);
    let mut cut_number = 0;
    for (p, part) in (1..).zip(parts) {
        let prices = &part.outcome.tiers[t].prices.cuts;
        for c in 0..part.outcome.cuts.len() {
            cut_number += 1;
            let _ = writeln!(text, "cut.{cut_number},{p},,{}", at(prices, c));
        }
    }
    let mut names = names.iter();
    let mut line = |part: usize, group: Option<usize>, price: Price| {
        if let Some(name) = names.next() {
            let group = group.map_or(String::new(), |g| g.to_string());
            let _ = writeln!(text, "{name},{part},{group},{price}");
        }
    };
    let mut group_number = 0;
    for (p, part) in (1..).zip(parts) {
        let tier = &part.outcome.tiers[t];
        for i in 0..part.problem.rows.len() {
            line(p, None, at(&tier.prices.rows, i));
        }
        for group in &part.problem.groups {
            group_number += 1;
            // A group's best way is looked for at the other prices, so that its own rows need none.
            (0..needs(group)).for_each(|_| line(p, Some(group_number), 0));
        }
        for owed in &part.problem.owed {
            line(p, None, price_kept(tier, owed));
        }
    }
    for earlier in 0..t {
        for (p, part) in (1..).zip(parts) {
            let row = Kept::whole(earlier, 0);
            line(p, None, price_kept(&part.outcome.tiers[t], &row));
        }
    }
    text
}

fn cuts_text(parts: &[Part], whole: &Program) -> String {
    let mut text = String::from("cut,kind,name,weight\n");
    let (rows, columns) = (whole.row_names(&[]), whole.column_names());
    let mut number = 0;
    for part in parts {
        for cut in &part.outcome.cuts {
            number += 1;
            let name = format!("cut.{number}");
            let side = &part.problem.homes[cut.home as usize];
            let _ = writeln!(text, "{name},limit,,{}", cut.limit);
            for &row in &side.plain_rows {
                let _ = writeln!(text, "{name},row,{},", rows[part.first_row + row as usize]);
            }
            for j in side.columns.clone() {
                let weight = cut.weight(part.problem, j);
                if weight == 0 {
                    continue;
                }
                let own = cut.named.iter().any(|(named, _)| *named == j);
                let kind = if own { "own" } else { "alike" };
                let column = &columns[(part.first_column + j) as usize];
                let _ = writeln!(text, "{name},{kind},{column},{weight}");
            }
        }
    }
    text
}
