//! What a council's homes could do for its children, and what one thing costs in another.

mod frontier;

pub use frontier::{Axis, CURVES, Frontier, Measured, POINTS_BETWEEN, Point, frontiers, knee};
