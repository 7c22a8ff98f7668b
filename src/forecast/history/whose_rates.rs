//! Whose rates a forecast has: the council's own, or pooled to England's. Everything that is made from them says so.

use super::TooLittle;

/// Whose they are, in tables and documents.
pub const fn rates(little: Option<TooLittle>) -> &'static str {
    match little {
        None => "own_history",
        Some(_) => "pooled_to_national",
    }
}

/// That they are not the council's own alone, and why; `None` where they are.
pub fn pooled(little: Option<TooLittle>) -> Option<String> {
    let why = little?;
    Some(format!(
        "Pooled to England, for {why}. Rates are drawn to England's published figures, so that this says more of England \
         than of the council; the ranges are wider, and have been tested on invented councils only."
    ))
}
