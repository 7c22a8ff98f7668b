//! `placewell explain`.

use clap::Args;

use super::Screen;
use super::error::Failure;
use crate::duties;
use crate::ingest::codes::{ALL, Code};

/// Explain a duty (D15) or an error code (E0203)
#[derive(Args)]
#[command(after_help = "Examples:\n  placewell explain D15\n  placewell explain E0203")]
pub struct Explain {
    /// Code of a duty or of an error; without one, all are listed
    code: Option<String>,
}

impl Explain {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let Some(code) = &self.code else {
            let duties = duties::ALL.iter().map(|d| (d.card().code, d.card().title));
            let errors = ALL.iter().map(|c| (c.code, c.title));
            let list: String = duties
                .chain(errors)
                .map(|(code, title)| format!("{code:<6} {title}\n"))
                .collect();
            return screen.result(&list);
        };
        if let Some(duty) = duties::by_code(code) {
            return screen.result(&duty.card().page());
        }
        if let Some(found) = Code::find(code) {
            let (code, title, text) = (found.code, found.title, found.explanation);
            return screen.result(&format!("{code} {title}\n\n{text}\n"));
        }
        let known = duties::ALL
            .iter()
            .map(|d| d.card().code)
            .chain(ALL.iter().map(|c| c.code));
        let upper = code.to_uppercase();
        let near = known.max_by(|a, b| {
            let near = |other: &str| strsim::jaro_winkler(&upper, other);
            near(a).total_cmp(&near(b)).then(b.cmp(a))
        });
        let hint = near.map_or(String::new(), |n| format!("; did you mean {n}?"));
        Err(Failure::Usage(format!(
            "no duty or error has the code {code:?}{hint} `placewell explain` lists all"
        )))
    }
}
