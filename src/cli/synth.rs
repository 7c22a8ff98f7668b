//! `placewell synth`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Screen;
use super::error::Failure;
use super::output::Folder;
use crate::ingest;
use crate::report::{self, Holds};
use crate::synth::{self, Options, Profile, RegionOptions};

/// Make a synthetic council folder from a published profile, or a region of several
#[derive(Args)]
#[command(
    after_help = "Profiles: lincolnshire, stockton-on-tees, herefordshire, north-east-lincolnshire, lancashire.
No row is about a real child.

Examples:
  placewell synth herefordshire --out my-council
  placewell synth --region 10 --children 15000 --out region    authority-01 to authority-10, a market"
)]
pub struct Synth {
    /// Profile
    #[arg(required_unless_present = "region", conflicts_with = "region")]
    profile: Option<String>,
    /// So many made-up authorities side by side, in the proportions of all profiles in turn, which have homes in common
    #[arg(long, value_name = "AUTHORITIES", allow_negative_numbers = true, value_parser = clap::value_parser!(u16).range(2..=200))]
    region: Option<u16>,
    /// Folder to write
    #[arg(long)]
    out: PathBuf,
    /// Children in placements; the published number by default
    #[arg(long, allow_negative_numbers = true)]
    children: Option<u32>,
    /// Children without a home on top of them; a month's published starts by default
    #[arg(long, allow_negative_numbers = true)]
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
        let Some(name) = &self.profile else {
            return self.run_region(screen);
        };
        let profile = profile(name)?;
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
        refuse_real(&self.out)?;
        let folder = Folder::begin(&self.out, Holds::Council)?;
        for (name, text) in ingest::render(&council) {
            folder.write(name, &text)?;
        }
        let provenance = report::council_provenance(&council, name, self.seed);
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

impl Synth {
    fn run_region(&self, screen: &Screen) -> Result<(), Failure> {
        let names = Profile::names();
        let profiles = names.iter().map(|name| profile(name));
        let profiles: Vec<Profile> = profiles.collect::<Result<_, _>>()?;
        let options = RegionOptions {
            authorities: usize::from(self.region.unwrap_or(2)),
            children: self.children,
            referrals: self.referrals,
            supply: self.supply,
            seed: self.seed,
        };
        let councils = synth::region(&profiles, &options);
        let folder = Folder::begin(&self.out, Holds::Region)?;
        for council in &councils {
            let place = council.name.to_lowercase().replace(' ', "-");
            for (name, text) in ingest::render(council) {
                folder.write(&format!("{place}/{name}"), &text)?;
            }
        }
        let provenance = report::region_provenance(&councils[0], &names, self.seed);
        folder.write("provenance.json", &format!("{provenance:#}\n"))?;
        folder.finish()?;
        screen.note(&format!(
            "{} authorities with {} children, all synthetic, in {}\n",
            councils.len(),
            councils.iter().map(|c| c.children.len()).sum::<usize>(),
            self.out.display()
        ))
    }
}

/// An embedded profile by name.
pub fn profile(name: &str) -> Result<Profile, Failure> {
    Profile::embedded(name).map_err(|e| Failure::Usage(e.to_string()))
}

/// Refuses a folder that holds a council which is not synthetic, such as an imported one: nothing brings it back.
fn refuse_real(out: &Path) -> Result<(), Failure> {
    let Ok(text) = std::fs::read_to_string(out.join("provenance.json")) else {
        return Ok(());
    };
    let provenance: serde_json::Value = serde_json::from_str(&text).unwrap_or_default();
    let is_council = provenance["holds"] == Holds::Council.code();
    if is_council && provenance["synthetic"] != true {
        return Err(Failure::Work(format!(
            "{} holds a council that was not made by synth; nothing was changed: name another folder with --out",
            out.display()
        )));
    }
    Ok(())
}
