//! How many children will need which placements: forecasts from the council's own history, each method in a sub-room of
//! its own.

pub mod stock_flow;
