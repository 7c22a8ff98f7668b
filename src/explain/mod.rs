//! Why this home, why not that one, what comes near, and what each choice would mean for everybody else.

mod effect;
mod matched;
mod measured;
mod options;
mod reason;
mod splits;
mod text;
mod unplaced;

pub use effect::{Effect, Forced, Moved, Standing};
pub use matched::{Choice, Comparison, Match, why};
pub use measured::{Measured, Ranked, measures, tier_values};
pub use options::{OptionsReport, RankedOption, options};
pub use reason::{Because, Reason, reasons};
pub use text::{
    child_line, effect_sentence, funnel_line, home_line, match_text, options_text, unplaced_text,
};
pub use unplaced::{Blocked, NEAREST, Unplaced, action, unplaced};
