//! Differences as bars beside a line of no difference.

use maud::{Markup, html};

use super::signed;
use crate::compare::Paired;

const WIDTH: f64 = 220.0;
const HEIGHT: f64 = 16.0;

/// A mean difference with its interval; `most` is the farthest that any of the same column reaches.
pub fn bar(paired: &Paired, most: f64) -> Markup {
    bar_of((paired.mean, paired.interval), most, paired.is_real())
}

/// The same of a mean and its interval, strong or faint.
pub fn bar_of((of, (low, high)): (f64, (f64, f64)), most: f64, is_strong: bool) -> Markup {
    let at = |figure: f64| WIDTH / 2.0 * (1.0 + (figure / most.max(1e-9)).clamp(-1.0, 1.0));
    let (zero, mean) = (at(0.0), at(of));
    let said = format!(
        "{}, 95% interval {} to {}",
        signed(of),
        signed(low),
        signed(high)
    );
    let strength = if is_strong { "1" } else { "0.35" };
    html! {
        svg width=(WIDTH) height=(HEIGHT) viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) role="img" aria-label=(said) {
            title { (said) }
            rect x=(zero.min(mean)) y="5" width=((mean - zero).abs()) height="6" fill="var(--accent)" opacity=(strength) {}
            line x1=(at(low)) x2=(at(high)) y1="8" y2="8" stroke="var(--ink)" opacity=(strength) {}
            line x1=(zero) x2=(zero) y1="0" y2=(HEIGHT) stroke="var(--line)" {}
        }
    }
}

/// The farthest that intervals reach.
pub fn reach<'a>(all: impl Iterator<Item = &'a Paired>) -> f64 {
    let far = all.map(|paired| paired.interval.0.abs().max(paired.interval.1.abs()));
    far.fold(0.0, f64::max)
}
