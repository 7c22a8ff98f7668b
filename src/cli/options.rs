//! `placewell options`.

use std::path::PathBuf;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use crate::duties::Facts;
use crate::explain::{options, options_text};
use crate::model::{ChildIx, Council};
use crate::optimise::Limits;
use crate::report::{A_PERSON_DECIDES, options_json};

/// Rank the options for one child or one sibling group
///
/// Each option says what it means for these children and what choosing it would mean for everybody else in the
/// month's round. Near misses name the approval and who could give it.
#[derive(Args)]
#[command(after_help = "Examples:
  placewell options my-council C0012
  placewell options my-council C0012 C0013 C0014 --top 3")]
pub struct Options {
    /// Council folder
    dir: PathBuf,
    /// Children, by id
    #[arg(required = true, value_name = "CHILD")]
    children: Vec<String>,
    /// How many options to show
    #[arg(long, default_value_t = 5)]
    top: usize,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Options {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let reading = input::read(&self.dir)?;
        let council = &reading.council;
        let asked = find(council, &self.children)?;
        let facts = Facts::of(council);
        let report = options(&facts, &asked, self.top, Limits::default())?;
        if self.json {
            screen.result(&format!("{:#}\n", options_json(&facts, &report)))
        } else {
            screen.result(&options_text(&facts, &report))?;
            screen.note(&format!("{A_PERSON_DECIDES}\n"))
        }
    }
}

/// The children with these ids; more than one must be one sibling group.
fn find(council: &Council, ids: &[String]) -> Result<Vec<ChildIx>, Failure> {
    let by_id = council.children_by_id();
    let mut asked = Vec::new();
    for id in ids {
        let Some(&child) = by_id.get(id.as_str()) else {
            let nearest = by_id.keys().max_by(|a, b| {
                let near = |other: &str| strsim::jaro_winkler(id, other);
                near(a).total_cmp(&near(b)).then(b.cmp(a))
            });
            let hint = nearest.map_or(String::new(), |n| format!("; did you mean {n:?}?"));
            return Err(Failure::Usage(format!(
                "no child {id:?} in children.csv{hint}"
            )));
        };
        asked.push(child);
    }
    let facts = Facts::of(council);
    if !facts.families.is_one_group(asked.iter().copied()) {
        return Err(Failure::Usage(format!(
            "{} are not one sibling group in sibling_links.csv; ask for one child or one sibling group at a time",
            ids.join(", ")
        )));
    }
    Ok(asked)
}
