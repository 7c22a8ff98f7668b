//! How many children will need which placements: forecasts from the council's own history, each method in a sub-room of
//! its own.
//!
//! `stock_flow` is the method of others, to compare with. The method of our own is individual: `history` reads spells of
//! care, `hazard` and `arrivals` estimate how children leave, move and come, `simulate` carries each child forward, and
//! `demand` counts the children of many simulations. A history
//! that is too short is pooled to the rates of `national`. `backtest` holds it against what happened.

pub mod arrivals;
pub mod backtest;
pub mod capacity;
pub mod cast;
pub mod changes;
pub mod demand;
pub mod hazard;
pub mod history;
mod national;
pub mod simulate;
pub mod stock_flow;
pub mod supply;
pub mod system;
