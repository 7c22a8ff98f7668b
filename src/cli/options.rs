//! `placewell options`.

use std::path::PathBuf;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::input;
use crate::duties::Facts;
use crate::explain::{Question, answer, options_text};
use crate::model::{ChildIx, Council, HomeIx};
use crate::optimise::Limits;
use crate::report::{A_PERSON_DECIDES, options_json};

/// Rank the options for one child or one sibling group
///
/// Each option says what it means for these children and what choosing it would mean for everybody else in the
/// month's round. Near misses name the approval and who could give it.
#[derive(Args)]
#[command(after_help = "Examples:
  placewell options my-council C0012
  placewell options my-council C0012 C0013 C0014 --top 3
  placewell options my-council C0012 --why-not H0345 --why-not H0346")]
pub struct Options {
    /// Council folder
    dir: PathBuf,
    /// Children, by id
    #[arg(required = true, value_name = "CHILD")]
    children: Vec<String>,
    /// How many options to show
    #[arg(long, default_value_t = 5, allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(1..))]
    top: u16,
    /// Say why not this home, by id: its cost to everybody, or what bars it and what would have to change; repeatable
    #[arg(long, value_name = "HOME")]
    why_not: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Options {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let reading = input::read(&self.dir)?;
        let council = &reading.council;
        let question = Question {
            children: find(council, &self.children)?,
            top: usize::from(self.top),
            why_not: find_homes(council, &self.why_not)?,
        };
        let facts = Facts::of(council);
        let limits = Limits {
            programmes: true,
            ..Limits::default()
        };
        let report = answer(&facts, question, limits)?;
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
            let hint = did_you_mean(id, by_id.keys().copied());
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

/// The homes with these ids, of kinds that rounds offer.
fn find_homes(council: &Council, ids: &[String]) -> Result<Vec<HomeIx>, Failure> {
    let ids_here = || council.homes.iter().map(|home| home.id.as_str());
    let mut homes = Vec::new();
    for id in ids {
        let Some(ix) = council
            .home_indices()
            .find(|ix| council.home(*ix).id == *id)
        else {
            let hint = did_you_mean(id, ids_here());
            return Err(Failure::Usage(format!("no home {id:?} in homes.csv{hint}")));
        };
        let kind = council.home(ix).kind;
        if !kind.is_offered() {
            return Err(Failure::Usage(format!(
                "home {id:?} is of the kind {kind}, which a round never offers; ask about a foster household, a \
                 connected person's home, a children's home or supported accommodation"
            )));
        }
        if !homes.contains(&ix) {
            homes.push(ix);
        }
    }
    Ok(homes)
}

/// The most similar id, as a question, or nothing where none is.
fn did_you_mean<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> String {
    let near = |other: &str| strsim::jaro_winkler(id, other);
    let alike = known.filter(|other| near(other) > 0.8);
    let nearest = alike.max_by(|a, b| near(a).total_cmp(&near(b)).then(b.cmp(a)));
    nearest.map_or(String::new(), |n| format!("; did you mean {n:?}?"))
}
