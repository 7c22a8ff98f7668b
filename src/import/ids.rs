//! What can be an id.

/// The longest id that a council folder takes.
const LONGEST: usize = 64;

/// Whether no council folder takes a text as an id: it is too long, or has a semicolon or a line break.
pub fn is_no_id(text: &str) -> bool {
    text.chars().count() > LONGEST || text.contains(';') || text.chars().any(char::is_control)
}
