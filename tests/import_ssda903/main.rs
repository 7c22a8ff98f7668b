//! `placewell import` from end to end, through the program that people start, and the history that it makes of returns.

mod account;
mod binary;
mod both_forms;
mod corpus;
mod council;
#[path = "../drawn_cases/mod.rs"]
mod drawn_cases;
mod extract;
mod named_cases;
mod nonsense;
mod other_files;
mod properties;
mod pseudonyms;
mod register;
mod table;
mod whole_way;
