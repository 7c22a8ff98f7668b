//! The map: districts, homes and the options, in National Grid metres. A child's address is never drawn: lines
//! start at the centre of the home district.

use maud::{Markup, html};

use super::outcome::Outcome;
use crate::model::{Home, HomeKind, Location};

/// Width and greatest height of the drawing.
const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 720.0;
/// Metres of margin around the districts.
const MARGIN: f64 = 12_000.0;

/// The window of the map, in metres, and its scale.
struct Window {
    west: f64,
    north: f64,
    scale: f64,
    height: f64,
}

impl Window {
    /// Around the authority's districts, or around the homes if it has none.
    fn of(outcome: &Outcome) -> Option<Self> {
        let council = outcome.facts.council;
        let own = council
            .areas
            .iter()
            .filter(|a| council.is_ours(&a.authority));
        let mut places: Vec<Location> = own.map(|area| area.centre).collect();
        if places.is_empty() {
            places = council
                .homes
                .iter()
                .filter_map(|home| home.location)
                .collect();
        }
        let east = |l: &Location| f64::from(l.easting);
        let north = |l: &Location| f64::from(l.northing);
        let low = |of: &dyn Fn(&Location) -> f64| places.iter().map(of).reduce(f64::min);
        let high = |of: &dyn Fn(&Location) -> f64| places.iter().map(of).reduce(f64::max);
        let (west, span_east) = (low(&east)? - MARGIN, high(&east)? + MARGIN);
        let (south, top) = (low(&north)? - MARGIN, high(&north)? + MARGIN);
        let scale = (WIDTH / (span_east - west)).min(HEIGHT / (top - south));
        // A tall authority is centred.
        let spare = WIDTH / scale - (span_east - west);
        Some(Self {
            west: west - spare / 2.0,
            north: top,
            scale,
            height: (top - south) * scale,
        })
    }

    fn at(&self, place: Location) -> (f64, f64) {
        let x = (f64::from(place.easting) - self.west) * self.scale;
        let y = (self.north - f64::from(place.northing)) * self.scale;
        (x, y)
    }

    fn shows(&self, place: Location) -> bool {
        let (x, y) = self.at(place);
        (0.0..=WIDTH).contains(&x) && (0.0..=self.height).contains(&y)
    }
}

/// The map of a round; nothing where no place is known.
pub fn map(outcome: &Outcome) -> Markup {
    let Some(window) = Window::of(outcome) else {
        return html! {};
    };
    let council = outcome.facts.council;
    let shown = |home: &&Home| home.location.is_some_and(|place| window.shows(place));
    let homes: Vec<&Home> = council
        .homes
        .iter()
        .filter(|h| h.kind.is_offered())
        .filter(shown)
        .collect();
    let lines = lines(outcome, &window);
    let outside = outcome.matches.len() - lines.len();
    let size = format!("0 0 {WIDTH} {:.0}", window.height);
    html! {
        svg.map viewBox=(size) role="img" aria-label="Map of homes and options" {
            title { "Homes and options in " (council.name) }
            desc {
                (homes.len()) " homes are in the window of the map. " (lines.len())
                " lines join the centre of a child's home district to the home of her option; " (outside)
                " options are not drawn, for want of a place or because they are outside the window."
            }
            @for home in &homes {
                @if let Some(place) = home.location { (mark(home.kind, window.at(place), 3.2, 0.45)) }
            }
            @for (from, to, kind) in &lines {
                line x1=(px(from.0)) y1=(px(from.1)) x2=(px(to.0)) y2=(px(to.1))
                    stroke="#1d2733" stroke-width="1.1" stroke-opacity="0.55" {}
                (mark(*kind, *to, 6.0, 1.0))
            }
            @for area in council.areas.iter().filter(|a| window.shows(a.centre)) {
                @let (x, y) = window.at(area.centre);
                text x=(px(x)) y=(px(y - 9.0)) font-size="15" text-anchor=(anchor(x)) fill="#1d2733"
                    stroke="#f5f7f9" stroke-width="3.5" paint-order="stroke" { (area.name) }
                circle cx=(px(x)) cy=(px(y)) r="2.2" fill="#1d2733" {}
            }
        }
        ul.key {
            @for kind in [HomeKind::Foster, HomeKind::Connected, HomeKind::ChildrensHome,
                HomeKind::SupportedAccommodation] {
                li { svg viewBox="-8 -8 16 16" aria-hidden="true" { (mark(kind, (0.0, 0.0), 6.0, 1.0)) } (kind.label()) }
            }
            li { "small: homes; large, with a line from the child's district: options" }
        }
        @if outside > 0 {
            p.soft {
                @if outside == 1 { "1 option is not drawn" } @else { (outside) " options are not drawn" }
                ": outside the map, or the place of the home or the child's district is not recorded."
            }
        }
    }
}

/// Names near an edge run inwards.
fn anchor(x: f64) -> &'static str {
    const ROOM: f64 = 90.0;
    if x < ROOM {
        "start"
    } else if x > WIDTH - ROOM {
        "end"
    } else {
        "middle"
    }
}

type Line = ((f64, f64), (f64, f64), HomeKind);

fn lines(outcome: &Outcome, window: &Window) -> Vec<Line> {
    let council = outcome.facts.council;
    let line = |found: &crate::explain::Match| {
        let area = council.child(found.child).home_area?;
        let home = council.home(found.proposed.home);
        let from = council.areas.get(area as usize)?.centre;
        let to = home.location?;
        (window.shows(from) && window.shows(to))
            .then(|| (window.at(from), window.at(to), home.kind))
    };
    outcome.matches.iter().filter_map(line).collect()
}

/// One shape a kind, so that the map can be read without colour.
fn mark(kind: HomeKind, (x, y): (f64, f64), size: f64, opacity: f64) -> Markup {
    let opacity = format!("{opacity}");
    match kind {
        HomeKind::Foster => html! {
            circle cx=(px(x)) cy=(px(y)) r=(px(size)) fill="#0b6e6e" fill-opacity=(opacity) {}
        },
        HomeKind::ChildrensHome => html! {
            rect x=(px(x - size)) y=(px(y - size)) width=(px(2.0 * size)) height=(px(2.0 * size))
                fill="#b5541c" fill-opacity=(opacity) {}
        },
        HomeKind::Connected => html! {
            path d=(format!("M{:.1} {:.1}l{s:.1} {s:.1} -{s:.1} {s:.1} -{s:.1} -{s:.1}z", x, y - size, s = size))
                fill="#6a4c93" fill-opacity=(opacity) {}
        },
        _ => html! {
            path d=(format!("M{:.1} {:.1}l{s:.1} {d:.1} -{d:.1} 0z", x, y - size, s = size, d = 2.0 * size))
                fill="#2b6cb0" fill-opacity=(opacity) {}
        },
    }
}

fn px(value: f64) -> String {
    format!("{value:.1}")
}
