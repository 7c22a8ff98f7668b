//! `placewell explain`.

use clap::Args;

use super::Screen;
use super::error::Failure;
use crate::compare;
use crate::duties;
use crate::import::{self, rules};
use crate::ingest::codes::{ALL, Code};
use crate::ingest::nearest::nearest;
use crate::kpis;

/// Explain a duty (D15), an indicator (K05 or in_area; in_area_percent of a run), an error code (E0203) or a rule of an import (R203)
#[derive(Args)]
#[command(
    after_help = "Examples:\n  placewell explain D15\n  placewell explain in_area\n  placewell explain E0203\n  placewell explain R203"
)]
pub struct Explain {
    /// Code of a duty, an indicator, an error or a rule; without one, all are listed
    code: Option<String>,
}

impl Explain {
    pub fn run(&self, screen: &Screen) -> Result<(), Failure> {
        let Some(code) = &self.code else {
            let duties = duties::ALL.iter().map(|d| (d.card().code, d.card().title));
            let errors = ALL.iter().map(|c| (c.code, c.title));
            let rules = rules();
            let rules = rules.iter().map(|rule| (rule.code, rule.title));
            let indicators = kpis::ALL.iter().map(|kpi| kpi.card.line());
            let list: String = duties
                .chain(errors)
                .chain(rules)
                .map(|(code, title)| format!("{code:<6} {title}\n"))
                .chain(indicators)
                .chain(
                    compare::kpis()
                        .iter()
                        .map(|kpi| format!("{:<6} {}, {}\n", "run", kpi.label, kpi.name)),
                )
                .collect();
            return screen.result(&list);
        };
        if let Some(duty) = duties::by_code(code) {
            return screen.result(&duty.card().page());
        }
        if let Some(kpi) = kpis::find(code) {
            return screen.result(&kpi.card.page());
        }
        let of_runs = compare::kpis();
        if let Some(kpi) = of_runs.iter().find(|kpi| kpi.name == code) {
            return screen.result(&kpi.page());
        }
        if let Some(found) = Code::find(code) {
            let (code, title, text) = (found.code, found.title, found.explanation);
            return screen.result(&format!("{code} {title}\n\n{text}\n"));
        }
        if let Some(rule) = import::rule(code) {
            let (code, fate, title) = (rule.code, rule.fate.label(), rule.title);
            return screen.result(&format!("{code} {title} ({fate})\n\n{}\n", rule.says));
        }
        let known = duties::ALL
            .iter()
            .map(|d| d.card().code)
            .chain(ALL.iter().map(|c| c.code))
            .chain(kpis::ALL.iter().map(|kpi| kpi.card.code));
        let names = kpis::ALL.iter().map(|kpi| kpi.card.name);
        let rules = rules();
        let known = known.chain(rules.iter().map(|rule| rule.code)).chain(names);
        let all = "`placewell explain` lists all";
        let hint = match nearest(code, known) {
            Some(near) => format!("did you mean {near}? {all}"),
            None => all.to_owned(),
        };
        Err(Failure::Usage(format!(
            "no duty, indicator, error or rule has the code {code:?}; {hint}"
        )))
    }
}
