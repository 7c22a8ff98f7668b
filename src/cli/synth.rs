//! `placewell synth`.

use std::path::PathBuf;

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::output::Folder;
use crate::ingest;
use crate::report::{self, Holds};
use crate::synth::{self, Options, Profile};

/// Make a synthetic council folder from a published profile
#[derive(Args)]
#[command(
    after_help = "Profiles: lincolnshire, stockton-on-tees, herefordshire, north-east-lincolnshire, lancashire.
No row is about a real child.

Example:
  placewell synth herefordshire --out my-council"
)]
pub struct Synth {
    /// Profile
    profile: String,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Children in placements; the published number by default
    #[arg(long)]
    children: Option<u32>,
    /// Children without a home on top of them; a month's published starts by default
    #[arg(long)]
    referrals: Option<u32>,
    /// Agency carers and neighbours' homes, against what the figures suggest
    #[arg(long, default_value_t = 1.0)]
    supply: f64,
    /// Seed
    #[arg(long, default_value_t = Options::default().seed)]
    seed: u64,
}

impl Synth {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let profile = profile(&self.profile)?;
        let council = synth::generate(
            &profile,
            &Options {
                children: self.children,
                referrals: self.referrals,
                supply: self.supply,
                seed: self.seed,
                ..Options::default()
            },
        );
        let folder = Folder::begin(&self.out, Holds::Council)?;
        for (name, text) in ingest::render(&council) {
            folder.write(name, &text)?;
        }
        let provenance = report::council_provenance(&council, &self.profile, self.seed);
        folder.write("provenance.json", &format!("{provenance:#}\n"))?;
        folder.finish()?;
        screen.note(&format!(
            "{}: {} children and {} homes, all synthetic, in {}\n",
            council.name,
            council.children.len(),
            council.homes.len(),
            self.out.display()
        ))
    }
}

/// An embedded profile by name.
pub fn profile(name: &str) -> Result<Profile, Failure> {
    Profile::embedded(name).map_err(|e| Failure::Usage(e.to_string()))
}
