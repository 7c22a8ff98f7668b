//! What a folder of ours holds, as its `provenance.json` says, so that nothing takes the place of anything else.

/// What a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A synthetic council.
    Council,
    /// A region of synthetic councils.
    Region,
    /// A round.
    Round,
    /// The models of a round.
    Models,
    /// A demonstration: a council and two rounds.
    Demo,
    /// A replay.
    Replay,
    /// An assessment.
    Assessment,
    /// A plan of provision.
    Plan,
    /// A forecast.
    Forecast,
    /// Scenarios that were run.
    Run,
    /// Scenarios compared.
    Comparison,
}

impl Holds {
    const ALL: [Self; 11] = [
        Self::Council,
        Self::Region,
        Self::Round,
        Self::Models,
        Self::Demo,
        Self::Replay,
        Self::Assessment,
        Self::Plan,
        Self::Forecast,
        Self::Run,
        Self::Comparison,
    ];

    /// The word in `provenance.json`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Region => "region",
            Self::Round => "round",
            Self::Models => "models",
            Self::Demo => "demo",
            Self::Replay => "replay",
            Self::Assessment => "assessment",
            Self::Plan => "plan",
            Self::Forecast => "forecast",
            Self::Run => "run",
            Self::Comparison => "comparison",
        }
    }

    /// In words.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Council => "a council folder",
            Self::Region => "a region of councils",
            Self::Round => "a round",
            Self::Models => "exported models",
            Self::Demo => "a demonstration",
            Self::Replay => "a replay",
            Self::Assessment => "an assessment",
            Self::Plan => "a plan",
            Self::Forecast => "a forecast",
            Self::Run => "a run of scenarios",
            Self::Comparison => "a comparison of scenarios",
        }
    }

    /// What the text of a `provenance.json` says; `None` where it is not one of ours.
    pub fn in_provenance(text: &str) -> Option<Self> {
        let provenance: serde_json::Value = serde_json::from_str(text).ok()?;
        if provenance["program"] != "placewell" {
            return None;
        }
        let holds = provenance["holds"].as_str()?;
        Self::ALL.into_iter().find(|known| known.code() == holds)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_provenance_is_recognised() {
        let ours = r#"{"program": "placewell", "holds": "round"}"#;
        assert_eq!(Holds::in_provenance(ours), Some(Holds::Round));
        let theirs = r#"{"program": "other", "holds": "round"}"#;
        assert_eq!(Holds::in_provenance(theirs), None);
        assert_eq!(Holds::in_provenance("not json"), None);
    }
}
