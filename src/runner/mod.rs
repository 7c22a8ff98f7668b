//! Running scenarios: every replication of every scenario, in chunks that survive whatever ends the program.
//!
//! A [`Plan`] says what is to be run. It is cut into chunks of [`CHUNK`] replications of one scenario; each is simulated by
//! itself, and written whole to a file of its own, so that a run that was killed goes on where it was, and parts of a run
//! can be done elsewhere. When all chunks of a scenario are there they become one file of results. Replication `r` has the
//! same random numbers in every scenario, whatever thread or shard runs it, so that the bytes are always the same and a
//! difference between scenarios is not noise. No more than the chunks in flight is ever held.

mod combine;
mod disk;
mod error;
mod folder;
mod found;
mod parts;
mod plan;
mod planned;
mod short;
mod solved;
mod summary;
mod table;
mod work;

pub use combine::{Results, all_there, combine, merge, same_as_first};
pub use disk::{Disk, Endless};
pub use error::RunError;
pub use folder::RunFolder;
pub use found::Found;
pub use parts::parts_of;
pub use plan::{CHUNK, Chunk, Plan, Shard, baseline};
pub use planned::Planned;
pub use solved::solved;
pub use summary::{SPENT, measured};
pub use table::{Block, first_of_groups};
pub use work::{Done, Watch, Work};
