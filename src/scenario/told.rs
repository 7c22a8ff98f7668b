//! A lever in words.

use super::amount::Amount;
use super::ground::Ground;
use super::levers::{ONCE_EACH, Takes, Timing, WEEKLY_EACH};
use super::moment::{Moment, date_words};
use super::pulled::Pulled;
use crate::model::with_commas;

/// A lever to be told, with the council where it is known.
pub struct Told<'a> {
    /// The lever.
    pub pulled: &'a Pulled,
    /// What the scenario is laid on.
    pub ground: Option<&'a Ground<'a>>,
}

impl Told<'_> {
    /// The whole of it: what the lever does, with what chance, and what it costs beside placements.
    pub fn sentence(&self) -> String {
        let mut text = (self.pulled.lever.tell)(self);
        if let Some(chance) = self.pulled.amount("probability") {
            let percent = scaled(chance, 100.0);
            text.push_str(&format!(", with a chance of {}%", figures(percent)));
        }
        text.push('.');
        let whole = self.costs([
            ("pounds_once", " once".to_owned()),
            ("pounds_a_week", self.while_it_lasts()),
        ]);
        if !whole.is_empty() {
            text.push_str(&format!(" As a whole it costs {whole} beside placements."));
        }
        let each = self.costs([
            (ONCE_EACH.name, " once".to_owned()),
            (WEEKLY_EACH.name, self.while_each_lasts().to_owned()),
        ]);
        if !each.is_empty() {
            let what = match self.pulled.lever.id {
                "recruit" | "in_house" => "household",
                "open_homes" => "home",
                _ => "child",
            };
            text.push_str(&format!(" Each {what} costs {each} beside placements."));
        }
        text
    }

    /// Costs of which there are some, each with when it is paid.
    fn costs(&self, keys: [(&str, String); 2]) -> String {
        let told = keys.iter().filter_map(|(key, when)| {
            let amount = self.pulled.amount(key)?;
            Some(format!("£{}{when}", figures(amount)))
        });
        told.collect::<Vec<String>>().join(" and ")
    }

    /// For how long the whole lever is paid.
    fn while_it_lasts(&self) -> String {
        let start = self.ground.map(|ground| ground.start);
        match (self.pulled.lever.timing, self.pulled.moment("until")) {
            (_, Some(until)) => format!(" a week until {}", until.words(start)),
            (Timing::Over, None) => " a week for twelve months".to_owned(),
            _ => " a week".to_owned(),
        }
    }

    /// For how long each home or child is paid.
    fn while_each_lasts(&self) -> &'static str {
        match self.pulled.lever.id {
            "step_down" => " a week while she lives there",
            "open_homes" => " a week for as long as it is open",
            _ => " a week for as long as it is approved",
        }
    }

    /// A number with what it counts: "1 carer", "5 to 15 carers".
    pub fn counted(&self, key: &str, one: &str, many: &str) -> String {
        let Some(amount) = self.pulled.amount(key) else {
            return format!("no {many}");
        };
        let things = if amount == Amount::Fixed(1.0) {
            one
        } else {
            many
        };
        format!("{} {things}", figures(amount))
    }

    /// A number alone, with its unit right behind it.
    pub fn number(&self, key: &str, unit: &str) -> String {
        let amount = self.pulled.amount(key);
        amount.map_or(String::new(), |amount| format!("{}{unit}", figures(amount)))
    }

    /// A change in per cent: "10% more" or "5% to 15% fewer".
    pub fn change(&self, key: &str, more: &str, less: &str) -> String {
        match self.pulled.amount(key) {
            None => "as many".to_owned(),
            Some(Amount::Interval { low, high }) if low < 0.0 && high > 0.0 => format!(
                "between {}% {less} and {}% {more}",
                plain(-low),
                plain(high)
            ),
            Some(amount) if amount.middle() < 0.0 => {
                let amount = scaled(amount, -1.0);
                format!("{}% {less}", figures(amount))
            }
            Some(amount) => format!("{}% {more}", figures(amount)),
        }
    }

    /// The meaning of a code.
    pub fn label(&self, key: &str) -> Option<&'static str> {
        let code = self.pulled.text(key)?;
        let Takes::Code(codes) = self.pulled.lever.key(key)?.takes else {
            return None;
        };
        let found = codes().into_iter().find(|(known, _)| *known == code);
        found.map(|(_, label)| label)
    }

    /// Which children: " aged 11 to 17 in foster homes of agencies".
    pub fn who(&self) -> String {
        let mut text = String::new();
        match self.pulled.flag("uasc") {
            Some(true) => text.push_str(" who are unaccompanied"),
            Some(false) => text.push_str(" who are not unaccompanied"),
            None => {}
        }
        match self.pulled.ages("ages") {
            Some((youngest, oldest)) if youngest == oldest => {
                text.push_str(&format!(" aged {youngest}"));
            }
            Some((youngest, oldest)) => text.push_str(&format!(" aged {youngest} to {oldest}")),
            None => {}
        }
        if let Some(place) = self.label("where") {
            text.push_str(&format!(" ({})", lower(place)));
        }
        text
    }

    /// Which homes: "homes of others (children's home) in Hereford (hereford)".
    pub fn homes(&self) -> String {
        let mut text = "homes".to_owned();
        match self.pulled.flag("own") {
            Some(true) => text.push_str(" of the authority's own"),
            Some(false) => text.push_str(" of others"),
            None => {}
        }
        let labels: Vec<&str> = ["kind", "sector"]
            .into_iter()
            .filter_map(|key| self.label(key))
            .collect();
        if !labels.is_empty() {
            text.push_str(&format!(" ({})", labels.join(", ")));
        }
        if let Some(provider) = self.pulled.text("provider") {
            text.push_str(&format!(" of the provider \"{provider}\""));
        }
        text.push_str(&self.place());
        text
    }

    /// In which district: " in Hereford (hereford)".
    pub fn place(&self) -> String {
        let Some(code) = self.pulled.text("district") else {
            return String::new();
        };
        let areas = self.ground.map(|ground| &ground.council.areas);
        let area = areas.and_then(|areas| areas.iter().find(|area| area.code == code));
        area.map_or_else(
            || format!(" in the district {code}"),
            |area| format!(" in {} ({code})", area.name),
        )
    }

    /// Whether a number is one: then what follows is of one thing.
    pub fn is_one(&self, key: &str) -> bool {
        self.pulled.amount(key) == Some(Amount::Fixed(1.0))
    }

    /// When, of a change that holds all that time and comes neither more nor less evenly.
    pub fn throughout(&self) -> String {
        self.when().replacen(", evenly ", " ", 1)
    }

    /// When, in the way of the lever's timing.
    pub fn when(&self) -> String {
        let start = self.ground.map(|ground| ground.start);
        let moment = |key: &str| self.pulled.moment(key);
        let from = moment("from").unwrap_or(Moment::Months(0));
        let from_words = from.words(start);
        match self.pulled.lever.timing {
            Timing::Always => String::new(),
            Timing::On => match (moment("on").unwrap_or(Moment::Months(0)), start) {
                (on @ Moment::Months(1..), None) => format!(" in {}", on.words(None)),
                (on @ Moment::Months(0), None) => format!(" at {}", on.words(None)),
                (on, _) => format!(" on {}", on.words(start)),
            },
            Timing::From => format!(" from {from_words}"),
            Timing::Over => match (moment("until"), start) {
                (Some(Moment::Months(months)), None) if from == Moment::Months(0) => {
                    format!(", evenly over the first {months} months")
                }
                (None, None) if from == Moment::Months(0) => {
                    ", evenly over the first 12 months".to_owned()
                }
                (None, None) => format!(", evenly over 12 months from {from_words}"),
                (Some(until), _) => {
                    format!(", evenly from {from_words} to {}", until.words(start))
                }
                (None, Some(start)) => {
                    let last = self.pulled.last(start).map_or_else(String::new, date_words);
                    format!(", evenly from {from_words} to {last}")
                }
            },
            Timing::While => {
                let mut text = format!(" from {from_words}");
                if let Some(until) = moment("until") {
                    text.push_str(&format!(" to {}", until.words(start)));
                }
                match self.pulled.amount("ramp_months") {
                    Some(months) if months != Amount::Fixed(0.0) => {
                        let months = figures(months);
                        text.push_str(&format!(", coming in full over {months} months"));
                    }
                    _ => {}
                }
                text
            }
        }
    }
}

/// The first letter small, as inside a sentence.
pub fn lower(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

fn scaled(amount: Amount, factor: f64) -> Amount {
    match amount {
        Amount::Fixed(number) => Amount::Fixed(number * factor),
        Amount::Interval { low, high } => {
            let (a, b) = (low * factor, high * factor);
            Amount::Interval {
                low: a.min(b),
                high: a.max(b),
            }
        }
    }
}

fn figures(amount: Amount) -> String {
    match amount {
        Amount::Fixed(number) => plain(number),
        Amount::Interval { low, high } => format!("{} to {}", plain(low), plain(high)),
    }
}

/// A number with no more decimals than it needs, up to three, and commas between thousands.
pub fn plain(number: f64) -> String {
    let text = format!("{number:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let (sign, digits) = whole
        .strip_prefix('-')
        .map_or(("", whole), |digits| ("-", digits));
    format!("{sign}{}{rest}", with_commas(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_figures_that_they_need() {
        assert_eq!(plain(10.0), "10");
        assert_eq!(plain(1_234_567.5), "1,234,567.5");
        assert_eq!(plain(-1_000.0), "-1,000");
        assert_eq!(plain(0.125), "0.125");
        assert_eq!(plain(100.0 * 0.07), "7");
    }
}
