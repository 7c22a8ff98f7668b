//! Reading a council folder: plain CSV files and `council.toml` in, a checked [`Council`] out, with every
//! problem reported in one go.

pub mod column;
mod council_text;
mod folder_text;
mod points;
pub mod tables;
mod written;

pub use folder_text::render;
