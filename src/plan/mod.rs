//! The cheapest plan of recruitments, homes to open, conversions and step-downs that reaches the targets.
//!
//! The children are those of the theoretical whole-system round: everybody in a kind of home that rounds offer is free
//! on paper, and no settled child is to be moved because of a plan. It says what provision would be enough.
//!
//! In order of reading: `costs` (what things cost: assumptions to be replaced), `ground` (what is on offer), `goals`
//! (targets as rows) and `why` (which of them come first), `recourse` and `terms` (one sample of demand), `ask` (the
//! programme), `relaxed`, `price`, `select` and `solve` with an `effort` (how it is solved), `pack` (homes of one offer,
//! one by one), `chosen` and `checked` (everything again from homes and children), `reach` (what comes first first),
//! `desk` (the variants) and `planned` (the answer with its alternatives); `futures` (one plan for many possible futures).

mod ask;
mod checked;
mod chosen;
mod costs;
mod desk;
mod effort;
mod found;
mod futures;
mod goals;
mod ground;
mod pack;
mod planned;
mod price;
mod reach;
mod recourse;
mod relaxed;
mod select;
mod solve;
mod terms;
mod why;

pub use checked::{Checked, Fault, Money};
pub use costs::{ASSUMPTIONS, Costs, range};
pub use effort::Effort;
pub use futures::{
    AskedAhead, Fate, Judged, Made, PlannedAhead, Policy, Possible, Share, Waiting, plan_ahead,
};
pub use goals::{Goal, HELD, Unfit, possible, unfit};
pub use ground::{Ground, Offer, What};
pub use planned::{Asked, Figure, PlanError, Planned, Proof, Variant, plan, plan_watched};
pub use recourse::Sample;
pub use why::{Short, Why};
