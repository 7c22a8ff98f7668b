//! What will change nothing, though it is no error: told before anything is run, since afterwards a row of zeros looks like a
//! finding.

use std::collections::HashMap;

use super::aimed::warn_of_day;
use super::asked::too_many;
use super::moment::Moment;
use super::{Amount, Fostered, Ground, Pulled, Scenario, levers};
use crate::forecast::cast::Setting;
use crate::forecast::history::State;
use crate::forecast::system::{is_fostered, is_which};
use crate::ingest::Problems;
use crate::ingest::codes::{COST_OF_THE_WHOLE, Code, MORE_THAN_THERE_ARE, WITHOUT_EFFECT};
use crate::ingest::log::{At, Finding, Log};
use crate::scenario::levers::{Does, ONCE_EACH, Timing, WEEKLY_EACH};

/// Figures that change nothing when they are nought.
const CHANGES: [&str; 7] = [
    "carers",
    "homes",
    "children",
    "percent",
    "percent_fewer_leave",
    "percent_more_moves",
    "probability",
];
/// Levers whose `percent` is a share to be reached, so that nought is a figure like any other.
const SHARES: [&str; 5] = ["in_house", "reclaim", "staying_put", "pooling", "usability"];

impl Scenario {
    /// Warnings of what changes nothing in so many months, as far as it can be told without a simulation; more of it with a
    /// council.
    pub fn idle(&self, ground: Option<&Ground>, months: u16) -> Problems {
        let logs = self.files.iter().map(|source| Log::of(&source.file));
        let mut logs: Vec<Log> = logs.collect();
        for pulled in &self.levers {
            let log = &mut logs[pulled.file];
            let why = self.late(pulled, ground, months);
            let why = why.or_else(|| self.nought(pulled));
            let why = why.or_else(|| never(pulled));
            let why = why.or_else(|| ground.and_then(|ground| about_nothing(pulled, ground)));
            if let Some((key, why, action)) = why {
                let message = format!("the lever {} changes nothing: {why}", pulled.name);
                warn(log, &WITHOUT_EFFECT, (pulled, key), &message, &action);
            }
            if let Some((key, message, action)) = ground.and_then(|g| too_many(pulled, g)) {
                warn(log, &MORE_THAN_THERE_ARE, (pulled, key), &message, action);
            }
            warn_of_day(pulled, ground, months, log);
            if let Some(key) = self.swept_without_cost(pulled) {
                let message = format!(
                    "the sweep varies {}.{key}, and {} costs the same however many there are",
                    pulled.name, pulled.name
                );
                let action = "give what each costs with pounds_once_each and pounds_a_week_each";
                warn(log, &COST_OF_THE_WHOLE, (pulled, ""), &message, action);
            }
        }
        self.warn_of_targets(&mut logs);
        let is_empty = self.levers.is_empty() && self.targets.is_empty();
        if is_empty && self.policy_words().is_empty() {
            let message =
                "the scenario changes nothing: it pulls no lever, and sets no policy and no target";
            let finding = Finding::new(&WITHOUT_EFFECT, At::File, message);
            let action = "add [levers.NAME], or [levers.nothing] where nothing is meant";
            if let Some(log) = logs.last_mut() {
                log.add(finding.action(action));
            }
        }
        let mut problems = Problems::default();
        for log in logs.into_iter().rev() {
            log.settle_with(|_| Ok(HashMap::new()), &mut problems);
        }
        problems
    }

    /// A lever that begins after the last month.
    fn late(&self, pulled: &Pulled, ground: Option<&Ground>, months: u16) -> Option<Why> {
        let key = match pulled.lever.timing {
            Timing::Always => return None,
            Timing::On => "on",
            Timing::While | Timing::Over | Timing::From => "from",
        };
        let first = pulled.moment(key)?;
        let start = ground.map(|ground| ground.start);
        let is_late = match (first, start) {
            (Moment::Months(first), None) => first >= months,
            (first, Some(start)) => first.on(start) >= Moment::Months(months).on(start),
            (Moment::Day(_), None) => false,
        };
        is_late.then(|| {
            let why = format!(
                "it begins on {} or after, and the run ends after {months} months",
                first.words(start)
            );
            let why = why.replace("on month", "in month").replace(" or after", "");
            (
                key,
                why,
                "let it begin sooner, or run more months".to_owned(),
            )
        })
    }

    /// A lever whose figures are all nought and not varied.
    fn nought(&self, pulled: &Pulled) -> Option<Why> {
        if SHARES.contains(&pulled.lever.id) {
            return None;
        }
        let swept = |key: &str| {
            let axes = self.sweep.iter().flat_map(|sweep| &sweep.axes);
            axes.into_iter()
                .any(|axis| axis.lever == pulled.name && axis.key == key)
        };
        let is_nought = |key: &str| pulled.amount(key) == Some(Amount::Fixed(0.0)) && !swept(key);
        let action = "give it a figure, or delete it";
        // None of the homes that it names.
        if is_nought("most") {
            return Some(("most", "most is 0".to_owned(), action.to_owned()));
        }
        if is_nought("probability") {
            return Some((
                "probability",
                "its probability is 0".to_owned(),
                action.to_owned(),
            ));
        }
        let mut given = pulled.lever.needs.names().iter().copied();
        let mut given = given.by_ref().filter(|key| pulled.amount(key).is_some());
        let first = given.next()?;
        let all = is_nought(first) && given.all(is_nought) && CHANGES.contains(&first);
        all.then(|| (first, format!("{first} is 0"), action.to_owned()))
    }

    /// The figure of how many that a sweep varies, of a lever whose cost is of the whole alone.
    fn swept_without_cost(&self, pulled: &Pulled) -> Option<&'static str> {
        let takes_each = pulled.lever.key(ONCE_EACH.name).is_some();
        let has = |key: &str| pulled.amount(key).is_some();
        let whole = has("pounds_once") || has("pounds_a_week");
        if !takes_each || !whole || has(ONCE_EACH.name) || has(WEEKLY_EACH.name) {
            return None;
        }
        let mut axes = self.sweep.iter().flat_map(|sweep| &sweep.axes);
        let counts = ["carers", "homes", "children", "percent"];
        let axis = axes.find(|axis| axis.lever == pulled.name && counts.contains(&axis.key));
        axis.map(|axis| axis.key)
    }
}

/// At which key, why, and what to try.
type Why = (&'static str, String, String);

/// A lever that the simulation has no room for, or that is of nobody whatever the council.
fn never(pulled: &Pulled) -> Option<Why> {
    let place = pulled.text("where");
    let state = place.and_then(|name| State::ALL.into_iter().find(|state| state.name() == name));
    if let Some(state) = state {
        let action = "name where they live now, or leave where out".to_owned();
        if pulled.lever.id == "step_down" && Setting::of_state(state) != Some(Setting::Home) {
            let why = format!(
                "children step down from children's homes, and where = \"{}\" is none",
                state.name()
            );
            return Some(("where", why, action));
        }
        let with_carers = pulled.flag("with_their_carers") == Some(true);
        if with_carers && !is_fostered(state) {
            let why = format!(
                "the order is made to foster carers, and where = \"{}\" has none",
                state.name()
            );
            return Some(("where", why, action));
        }
    }
    (pulled.lever.id == "siblings_together").then(|| {
        let why = "in a simulation brothers and sisters come first already, and it orders the tiers of match alone";
        let action = "where that is as meant, leave it; for a round of match write the tiers into council.toml";
        ("", why.to_owned(), action.to_owned())
    })
}

/// A lever about homes or a district of which the council has none, or about authorities that it is not pooled with.
fn about_nothing(pulled: &Pulled, ground: &Ground) -> Option<Why> {
    let council = ground.council;
    let say = |key: &'static str, why: String| {
        let action = "name what the council's folder has, or delete the lever";
        Some((key, why, action.to_owned()))
    };
    if let Some(code) = pulled.text("district")
        && levers::kind_of(pulled).is_some()
    {
        let is_of = |area: u32| council.areas[area as usize].code == code;
        let from = |child: &crate::model::Child| child.home_area.is_some_and(is_of);
        let some = council.children.iter().any(from);
        return if some {
            None
        } else {
            say(
                "district",
                format!("no child comes from the district \"{code}\""),
            )
        };
    }
    match pulled.lever.id {
        "closure" | "price" => {
            let which = pulled.which();
            let some = council
                .homes
                .iter()
                .any(|home| is_which(&which, council, home));
            if some {
                return None;
            }
            say(
                "",
                "no home of homes.csv is of those that it names".to_owned(),
            )
        }
        "pooling" => {
            let partners = pulled.texts("partners").unwrap_or_default();
            let partners = if partners.is_empty() {
                &council.adjoining[..]
            } else {
                partners
            };
            let known = |code: &String| council.members.iter().any(|member| member.code == *code);
            if partners.iter().any(known) || pulled.amount("percent").is_some() {
                return None;
            }
            let why = "one council's folder holds every home that is offered to it already, so that partners matter to a market of several folders alone";
            let action = "run match on the folders of all partners, or say with percent what pooling would bring";
            Some(("partners", why.to_owned(), action.to_owned()))
        }
        "in_house" => {
            let fostered = Fostered::of(council);
            let none = fostered.could_come == 0 && levers::kind_of(pulled).is_none();
            if !none {
                return None;
            }
            let why = "no agency household with a child of the council is in its area";
            say("", why.to_owned())
        }
        _ => None,
    }
}

fn warn(
    log: &mut Log,
    code: &'static Code,
    (pulled, key): (&Pulled, &str),
    message: &str,
    action: &str,
) {
    if matches!(pulled.lever.does, Does::Nothing) {
        return;
    }
    let at = pulled.place(key).map_or(At::File, At::Known);
    log.add(Finding::new(code, at, message).action(action));
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ingest::Options;
    use crate::scenario::file;
    use crate::scenario::levers::shire;

    /// Warnings, with the shire or without it.
    fn warned(text: &str, with_council: bool) -> String {
        let known = Options {
            known_measures: &["D21"],
            known_targets: &[("K05", "in_area", Some(100.0))],
        };
        let scenario = file::read_text(Path::new("mine.toml"), text.to_owned(), &known);
        let scenario = scenario.unwrap_or_else(|wrong| panic!("{wrong}"));
        let shire = shire();
        let ground = Ground::new(&shire, shire.as_at);
        let problems = scenario.idle(with_council.then_some(&ground), 36);
        assert!(!problems.has_errors());
        if problems.is_empty() {
            String::new()
        } else {
            problems.render()
        }
    }

    #[test]
    fn a_lever_after_the_last_month_is_told() {
        let late = "[levers.recruit]\ncarers = 5\nfrom = \"+36 months\"\n";
        for with in [false, true] {
            let said = warned(late, with);
            assert!(said.contains("mine.toml:3:8: warning[W0715]"), "{said}");
            assert!(said.contains("the run ends after 36 months"), "{said}");
        }
        assert_eq!(warned(&late.replace("36", "35"), true), "");
        let day = "[levers.closure]\nkind = \"foster\"\non = 2031-04-01\n";
        assert_eq!(warned(day, false), "");
        assert!(warned(day, true).contains("it begins on 1 April 2031"));
    }

    #[test]
    fn nothing_and_levers_of_nothing_are_told() {
        assert!(warned("title = \"Empty\"\n", false).contains("it pulls no lever"));
        assert_eq!(warned("[levers.nothing]\n", false), "");
        let alone = warned("[targets]\nin_area = 80\n", false);
        assert!(alone.contains("sets targets only"), "{alone}");
        assert_eq!(warned("[policy]\nnear_miles = 10\n", false), "");
        let none = "[levers.recruit]\ncarers = 0\n";
        assert!(warned(none, false).contains("carers is 0"));
        let swept = "[sweep]\nmethod = \"grid\"\n[sweep.values]\n\"recruit.carers\" = [0, 5]\n";
        assert_eq!(warned(&format!("{none}{swept}"), false), "");
        assert!(warned("[levers.entries]\npercent = 0\n", false).contains("percent is 0"));
        assert_eq!(warned("[levers.staying_put]\npercent = 0\n", false), "");
        let most = warned("[levers.closure]\nkind = \"foster\"\nmost = 0\n", false);
        assert!(
            most.contains("mine.toml:3:8: warning[W0715]") && most.contains("most is 0"),
            "{most}"
        );
        let never = "[levers.recruit]\ncarers = 3\nprobability = 0\n";
        assert!(warned(never, false).contains("its probability is 0"));
    }

    #[test]
    fn a_lever_about_nobody_is_told_with_the_council() {
        let empty = "[levers.recruit]\ncarers = 5\ndistrict = \"north\"\n";
        assert_eq!(warned(empty, false), "");
        assert!(warned(empty, true).contains("no child comes from the district \"north\""));
        let homes = "[levers.closure]\nkind = \"childrens_home\"\n";
        assert!(warned(homes, true).contains("no home of homes.csv"));
        assert_eq!(warned(&homes.replace("childrens_home", "foster"), true), "");
        let partners = "[levers.pooling]\npartners = [\"E10000034\"]\n";
        assert!(warned(partners, true).contains("a market of several folders"));
        assert_eq!(warned(&format!("{partners}percent = 60\n"), true), "");
        let parents = "[levers.step_down]\nchildren = 3\nwhere = \"parents\"\n";
        let said = warned(parents, false);
        assert!(said.contains("mine.toml:3:9: warning[W0715]"), "{said}");
        assert_eq!(warned(&parents.replace("parents", "own_home"), false), "");
        let order = "[levers.reunify]\nchildren = 3\nby = \"guardianship\"\nwith_their_carers = true\nwhere = \"parents\"\n";
        assert!(warned(order, false).contains("has none"));
        assert_eq!(
            warned(&order.replace("parents", "connected_persons"), false),
            ""
        );
        let first = "[levers.siblings_together]\n";
        assert!(warned(first, false).contains("brothers and sisters come first already"));
    }

    #[test]
    fn more_children_than_there_are_are_told_with_the_council() {
        let many = "[levers.reunify]\nchildren = 5000\n";
        assert_eq!(warned(many, false), "");
        let said = warned(many, true);
        assert!(said.contains("mine.toml:2:12: warning[W0719]"), "{said}");
        assert_eq!(warned(&many.replace("5000", "100"), true), "");
    }

    #[test]
    fn more_homes_to_close_than_there_are_are_told_with_the_council() {
        let many = "[levers.closure]\nkind = \"foster\"\nown = true\nmost = 21\n";
        assert_eq!(warned(many, false), "");
        let said = warned(many, true);
        assert!(said.contains("mine.toml:4:8: warning[W0719]"), "{said}");
        assert!(said.contains("closes 21 homes, and 20 of"), "{said}");
        assert_eq!(warned(&many.replace("21", "20"), true), "");
        // None of its kind is a lever about nothing, and is told as that alone.
        let none = warned(&many.replace("foster", "childrens_home"), true);
        assert!(none.contains("W0715") && !none.contains("W0719"), "{none}");
        let range = "[levers.closure]\nown = true\nmost = { low = 5, high = 40 }\n";
        assert!(warned(range, true).contains("closes 40 homes, and 20 of"));
    }

    #[test]
    fn a_cost_that_does_not_follow_the_sweep_is_told() {
        let text = "[levers.recruit]\ncarers = 5\npounds_once = 9000\n[sweep]\nmethod = \"grid\"\n[sweep.values]\n\"recruit.carers\" = [5, 20]\n";
        let said = warned(text, false);
        assert!(
            said.contains("warning[W0716]") && said.contains("recruit.carers"),
            "{said}"
        );
        assert_eq!(
            warned(&text.replace("pounds_once", "pounds_once_each"), false),
            ""
        );
        assert_eq!(warned(&text.replace("pounds_once = 9000\n", ""), false), "");
    }
}
