//! Whether an authority has homes enough, and what one more would change.

mod worth;

pub use worth::{Asked, Resolved, Row, Worth, worth};
