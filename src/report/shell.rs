//! What every page has around its own sections.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::style::STYLE;
use crate::model::Council;

/// The parts of a page that are its own.
pub struct Page<'a> {
    /// Whose page it is.
    pub council: &'a Council,
    /// Title and main heading.
    pub title: &'a str,
    /// What a reader must know first.
    pub banner: Markup,
    /// Sections.
    pub sections: Markup,
    /// What the last line says beside who wrote the page; begins with a space, or is empty.
    pub footer: &'a str,
}

impl Page<'_> {
    /// The whole page.
    pub fn text(&self) -> String {
        let page = html! {
            (DOCTYPE)
            html lang="en-GB" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    main {
                        h1 { (self.title) }
                        p.soft { "Data as at " (self.council.as_at) ". " (self.council.vintage) }
                        div.banner { (self.banner) }
                        (self.sections)
                    }
                    footer { p { "Written by placewell " (env!("CARGO_PKG_VERSION")) "." (self.footer) } }
                }
            }
        };
        page.into_string()
    }
}
