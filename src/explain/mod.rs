//! Why this home, why not that one, what comes near, and what each choice would mean for everybody else.

mod changes;
mod effect;
mod matched;
mod measured;
mod options;
mod reason;
mod splits;
mod text;
mod unit;
mod unplaced;
mod weights;
mod why_not;
mod why_not_text;

pub use changes::{Change, Opening, change_sentence};
pub use effect::{Effect, Forced, Moved, Standing};
pub use matched::{Choice, Comparison, Match, why};
pub use measured::{Measured, Ranked, measures, tier_values};
pub use options::{OptionsReport, Question, RankedOption, answer, options};
pub use reason::{Because, Reason, reasons};
pub use text::{
    child_line, effect_sentence, funnel_line, home_line, match_text, options_text, unplaced_text,
};
pub use unit::{Unit, measured};
pub use unplaced::{Blocked, NEAREST, Unplaced, action, unplaced};
pub use weights::WeightRange;
pub use why_not::{Answer, Cost, Places, WhyNot};
