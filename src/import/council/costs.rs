//! Weekly costs where the files have none: published reference points, or the council's own in `costs.toml`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::import::sheet::one;
use crate::import::ssda903::problem;
use crate::ingest::Problems;
use crate::ingest::codes::{BAD_MAPPING, BAD_TOML, UNREADABLE};
use crate::ingest::log::{At, Finding};
use crate::ingest::nearest::did_you_mean;
use crate::ingest::position::Place;
use crate::model::{CodeSet, HomeKind, PoundsPerWeek, Sector};

/// Weekly unit costs of England, in pounds: section 251 outturn 2024-25 for fostering (765) and residential care
/// (7,385), Department for Education, Local Authority Interactive Tool; supported accommodation 38,536 pounds a year
/// in Lincolnshire 2022-23 (freedom of information answer), which is 741 a week. Nothing published splits fostering
/// into in-house and agency, so both have the same.
const REFERENCE: &[(HomeKind, i64)] = &[
    (HomeKind::Connected, 765),
    (HomeKind::Foster, 765),
    (HomeKind::ChildrensHome, 7385),
    (HomeKind::SupportedAccommodation, 741),
    (HomeKind::ResidentialSchool, 7385),
    (HomeKind::OtherResidential, 7385),
    (HomeKind::Secure, 7385),
];

/// Where reference costs come from, for the vintage and the report.
pub const REFERENCE_SOURCE: &str =
    "costs are reference points (England, section 251 outturn 2024-25), not the council's own";

/// Weekly costs by kind of home and sector.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Costs {
    own: BTreeMap<(HomeKind, Option<Sector>), PoundsPerWeek>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    weekly: BTreeMap<String, toml::Spanned<toml::Value>>,
}

impl Costs {
    /// The cost of a home, and whether it is the council's own figure.
    pub fn of(&self, kind: HomeKind, sector: Sector) -> (PoundsPerWeek, bool) {
        let own = self.own.get(&(kind, Some(sector)));
        if let Some(cost) = own.or_else(|| self.own.get(&(kind, None))) {
            return (*cost, true);
        }
        let reference = REFERENCE.iter().find(|(known, _)| *known == kind);
        let pounds = reference.map_or(0, |(_, pounds)| *pounds);
        (PoundsPerWeek::whole(pounds), false)
    }

    /// Reads `costs.toml`: under `[weekly]`, a kind of home or `kind.sector` and pounds a week, such as
    /// `foster.own = 520` or `childrens_home = 5300.50`.
    pub fn read(path: &Path) -> Result<Self, Problems> {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = name.to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = format!("{} cannot be read: {error}", path.display());
            Problems::one(problem(&UNREADABLE, message, "check the path"))
        })?;
        Self::parse(&text, &name)
    }

    fn parse(text: &str, name: &str) -> Result<Self, Problems> {
        let place = |byte: usize| {
            let before = &text[..byte.min(text.len())];
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.chars().rev().take_while(|c| *c != '\n').count() as u64 + 1;
            At::Known(Place { line, column })
        };
        let file: File = toml::from_str(text).map_err(|error| {
            let at = error.span().map_or(At::File, |span| place(span.start));
            let finding = Finding::new(&BAD_TOML, at, error.message().to_owned());
            one(
                name,
                finding.action("write [weekly], then lines such as foster.own = 520"),
            )
        })?;
        let mut costs = Self::default();
        for (key, value) in &file.weekly {
            let at = place(value.span().start);
            costs
                .add(key, value.get_ref())
                .map_err(|(message, action)| {
                    one(name, Finding::new(&BAD_MAPPING, at, message).action(action))
                })?;
        }
        Ok(costs)
    }

    fn add(&mut self, key: &str, value: &toml::Value) -> Result<(), (String, String)> {
        let Some(kind) = HomeKind::from_code(key) else {
            let kinds = HomeKind::ALL.iter().map(|kind| kind.code());
            let action = did_you_mean(
                key,
                kinds,
                "use a kind of home, such as foster or childrens_home",
            );
            return Err((format!("\"{key}\" is not a kind of home"), action));
        };
        if let toml::Value::Table(sectors) = value {
            for (word, value) in sectors {
                let Some(sector) = Sector::from_code(word) else {
                    let sectors = Sector::ALL.iter().map(|sector| sector.code());
                    let action =
                        did_you_mean(word, sectors, "use a sector, such as own or private");
                    return Err((format!("\"{key}.{word}\" has no sector"), action));
                };
                self.own.insert((kind, Some(sector)), pounds(key, value)?);
            }
            return Ok(());
        }
        self.own.insert((kind, None), pounds(key, value)?);
        Ok(())
    }
}

fn pounds(key: &str, value: &toml::Value) -> Result<PoundsPerWeek, (String, String)> {
    let number = match value {
        toml::Value::Integer(number) => *number as f64,
        toml::Value::Float(number) => *number,
        _ => f64::NAN,
    };
    if (0.0..=1_000_000.0).contains(&number) {
        return Ok(PoundsPerWeek::from_pence((number * 100.0).round() as i64));
    }
    let action = "write a number without quotation marks or a pound sign".to_owned();
    Err((format!("\"{key}\" is not pounds a week"), action))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_costs_come_before_reference_points() {
        let text = "[weekly]\nfoster.own = 520\nchildrens_home = 5300.5\n";
        let costs = Costs::parse(text, "costs.toml").unwrap();
        let of = |kind, sector| {
            let (cost, own) = costs.of(kind, sector);
            (cost.pence(), own)
        };
        assert_eq!(of(HomeKind::Foster, Sector::Own), (52_000, true));
        assert_eq!(of(HomeKind::Foster, Sector::Private), (76_500, false));
        assert_eq!(
            of(HomeKind::ChildrensHome, Sector::Private),
            (530_050, true)
        );
        assert_eq!(of(HomeKind::Parents, Sector::Parents), (0, false));
    }

    #[test]
    fn faults_are_shown_with_their_place() {
        let problem = |text| Costs::parse(text, "costs.toml").unwrap_err().render();
        assert!(problem("[weekly]\nfostr = 5\n").contains("costs.toml:2:9: error[E0808]"));
        assert!(problem("[weekly]\nfostr = 5\n").contains("did you mean \"foster\"?"));
        assert!(problem("[weekly]\nfoster = \"5\"\n").contains("not pounds a week"));
        assert!(problem("[weekly\n").contains("E0601"));
        assert!(problem("[monthly]\n").contains("E0601"));
    }
}
