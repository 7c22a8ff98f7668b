//! Any council's carers register and vacancy list, read without code: a mapping file says which of their headings is
//! which of our fields, and what their values mean.
//!
//! [`suggest`] proposes the mapping from the headings, [`Mapping::read`] reads it, and [`read`](fn@read) reads the
//! register with it.

mod ages;
mod bound;
pub mod codes;
mod draft;
mod fault;
mod fields;
mod household;
mod mapping;
mod merge;
mod not_ours;
mod personal;
mod read;
mod reference;
pub mod rules;
mod scalar;
mod suggest;
mod takes;
mod terms;
mod toml_text;
mod value;

pub use fields::{About, Field, Need};
pub use household::Household;
pub use mapping::Mapping;
pub use read::{Register, read};
pub use reference::reference_markdown;
pub use suggest::suggest;
pub use takes::Takes;

#[cfg(test)]
mod tests;
