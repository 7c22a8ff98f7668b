//! What is told of a plan for possible futures.

mod files;
mod json;
mod page;
mod text;
mod told;

pub use files::ahead_files;
pub use json::ahead_json;
pub use page::ahead_page;
pub use text::ahead_text;
pub use told::Told;
