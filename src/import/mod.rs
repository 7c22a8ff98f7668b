//! From the files that councils hold to a council: SSDA903 returns, postcode directories, Ofsted lists,
//! carers registers and family links in, a [`Council`] and an account of every row out.
//!
//! [`Council`]: crate::model::Council

pub mod account;
pub mod authorities;
pub mod carers;
pub mod council;
pub mod dates;
pub mod families;
pub mod full_postcode;
mod ids;
pub mod losses;
pub mod ofsted;
pub mod postcodes;
pub mod pseudonyms;
pub mod sheet;
pub mod ssda903;

mod reference;

pub use reference::{imports_markdown, rule, rules};
