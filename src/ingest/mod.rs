//! Reading a council folder: plain CSV files and `council.toml` in, a checked [`Council`] out, with every
//! problem reported in one go.
//!
//! [`Council`]: crate::model::Council

pub mod codes;
pub mod column;
pub mod dates;
pub mod diagnostic;
pub mod log;
pub mod nearest;
pub mod position;
pub mod tables;

mod amounts;
mod areas;
mod children;
mod contradictions;
mod council_text;
mod council_toml;
mod feed;
mod folder;
mod folder_text;
mod headings;
mod homes;
mod ids;
mod line;
mod market;
mod open;
mod points;
mod policy_toml;
mod records;
mod reference;
mod returns;
mod rows;
mod settings;
mod siblings;
mod targets_toml;
mod tiers_toml;
mod written;

pub use diagnostic::{Problem, Problems, Severity};
pub use feed::hash_of;
pub use folder::{Options, Reading, read_council};
pub use folder_text::{files_of, render, write_file};
pub use market::{Folder, market};
pub use points::points_by_name;
pub use policy_toml::policy_over;
pub use reference::columns_markdown;
pub use returns::{ReturnedRows, read_returns};
pub use settings::{number_of, policy_keys, whole_of};
pub use targets_toml::targets_of;
