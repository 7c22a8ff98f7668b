//! `placewell check`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::Screen;
use super::error::Failure;
use super::history::unknown;
use super::input;

/// Check a council folder: every problem at once, with file, line and column
#[derive(Args)]
#[command(
    after_help = "Example:\n  placewell check my-council\n  placewell explain E0203    more about a code"
)]
pub struct Check {
    /// Council folder
    dir: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Check {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let reading = input::read(&self.dir).map(|mut reading| {
            reading.warnings.append(unknown(&reading.council));
            reading
        });
        match (reading, self.json) {
            (Ok(reading), true) => screen.result(&format!("{:#}\n", reading.warnings.to_json())),
            (Ok(reading), false) => {
                screen.note(&reading.warnings.render())?;
                let c = &reading.council;
                screen.note(&format!(
                    "{}: {} children, {} homes, {} placements, {} sibling links; no errors\n",
                    c.name,
                    c.children.len(),
                    c.homes.len(),
                    c.placements.len(),
                    c.sibling_links.len()
                ))
            }
            (Err(Failure::Input(problems)), true) => {
                screen.result(&format!("{:#}\n", json!(problems.to_json())))?;
                Err(Failure::InputPrinted)
            }
            (Err(failure), _) => Err(failure),
        }
    }
}
