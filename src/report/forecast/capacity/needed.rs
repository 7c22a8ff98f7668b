//! Own places that the share of policy asks for, on the page: of the whole council and by district.

use maud::{Markup, html};

use super::{Told, names};
use crate::forecast::capacity::{Capacity, LEVELS, Needed, Required, TARGETS, year_ends};
use crate::forecast::cast::Setting;
use crate::report::forecast::told::NOT_TOLD;

/// What such a number is and is not; it stands wherever one is told.
pub const LEAST: &str = "Children times the share of policy: the least that could do, with no place empty, each right for its \
    child, and as if those who are settled with others moved in, which they do not.";

/// What is told of enough futures only.
pub fn of_futures(capacity: &Capacity, figure: String) -> String {
    match capacity.settings.has_ranges() {
        true => figure,
        false => NOT_TOLD.to_owned(),
    }
}

fn maybe(figure: Option<f64>) -> String {
    figure.map_or(NOT_TOLD.to_owned(), |figure| format!("{figure:.1}"))
}

fn is_whole(kind: Needed) -> bool {
    matches!(
        kind,
        Needed::Setting(_, None) | Needed::Age(_) | Needed::Siblings(_)
    )
}

/// The whole council, year by year.
pub fn needed(told: Told<'_>) -> Markup {
    let capacity = told.capacity;
    let share = capacity.own_share.0 * 100.0;
    html! {
        section {
            h2 { "Own places that the share asks for" }
            p {
                "A place for " (format!("{share:.0}")) " of a hundred children whose plan asks for such a home"
                @if capacity.own_share.1 { " (own_provision in the targets of policy)" } @else { " (policy sets no own_provision)" }
                ", and households for brothers and sisters who are to live together. Children: those whose plan asks for it, mean. \
                80%, 90%, 95%: the share asks for no more places in so many of a hundred futures. Expected: places of \
                the authority's own that its children live in or could, mean, if nothing is done that is not under way; those of \
                other authorities' children are left out. Gap: in every future, what the share asks for less what there is then; \
                in 80 of a hundred futures it is no more than this. Below zero, there is more."
            }
            p { strong { (LEAST) } " " (reached(capacity)) }
            p { "Gaps do not add up: districts and kinds do not all have their worst year at once, nor their fewest places, and where \
                one has more than is asked for the whole council has less of a gap." }
            @for month in year_ends(capacity.months.len()) {
                @let rows: Vec<&Required> = capacity.required.iter()
                    .filter(|r| r.month == month && is_whole(r.kind)).collect();
                (table(told, &format!("On {}", capacity.months[month]), &rows))
            }
        }
    }
}

/// In how many futures the simulation reaches the share, for whoever would take these places for enough.
pub fn reached(capacity: &Capacity) -> String {
    let own = capacity.targets.iter().find(|t| t.name == TARGETS[0].0);
    let Some(own) = own else {
        return "Policy sets no target of own provision that could be reached.".to_owned();
    };
    if !capacity.settings.has_ranges() {
        return "Of so few futures it is not told how many reach it.".to_owned();
    }
    let ends = year_ends(capacity.months.len());
    let each = ends.iter().zip(&own.reached).map(|(month, share)| {
        let (futures, day) = (share * 100.0, capacity.months[*month]);
        format!("in {futures:.0} of a hundred futures on {day}")
    });
    format!(
        "The simulation, in which no settled child moves for it, reaches {}% of children in homes that rounds fill {}.",
        own.wanted,
        each.collect::<Vec<_>>().join(", ")
    )
}

/// By district, at the end.
pub fn districts(told: Told<'_>) -> Markup {
    let capacity = told.capacity;
    let last = capacity.months.len() - 1;
    html! {
        section {
            h2 { "By district" }
            p { "By the district that children come from and the one where homes are. Districts ask for more together than the \
                whole council, since they do not all have their worst year at once, and their gaps do not add up to its own." }
            @for setting in Setting::ALL {
                @let rows: Vec<&Required> = capacity.required.iter()
                    .filter(|r| r.month == last && matches!(r.kind, Needed::Setting(s, Some(_)) if s == setting)).collect();
                @if !rows.is_empty() {
                    (table(told, &format!("{} on {}", setting.label(), capacity.months[last]), &rows))
                }
            }
        }
    }
}

fn table(told: Told<'_>, caption: &str, rows: &[&Required]) -> Markup {
    let shown = |figure: String| of_futures(told.capacity, figure);
    html! {
        table {
            caption { (caption) ". With percentiles: places.csv. In rows of brothers and sisters, children are their groups." }
            thead { tr {
                th scope="col" { "Places" } th.n scope="col" { "Children" }
                @for level in LEVELS { th.n scope="col" { (level) "%" } }
                th.n scope="col" { "Expected" } th.n scope="col" { "Gap" }
            } }
            tbody { @for required in rows {
                @let (_, _, label) = names(required.kind, told.council);
                tr {
                    th scope="row" { (label) } td.n { (format!("{:.1}", required.children.mean)) }
                    @for places in required.for_the_share { td.n { (shown(places.to_string())) } }
                    td.n { (maybe(required.expected)) }
                    td.n { @match required.gap {
                        Some([gap, ..]) => (shown(gap.to_string())),
                        None => (NOT_TOLD),
                    } }
                }
            } }
        }
    }
}
