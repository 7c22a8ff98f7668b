//! The one place that calls HiGHS's C interface: the safe crate reads whole-number information of 32 bits
//! only, and the node count, which every certificate states, has 64.
#![allow(unsafe_code)]

use std::ffi::CStr;

const NODE_COUNT: &CStr = c"mip_node_count";

/// Nodes searched by a solved model; `None` if the solver does not say.
pub fn node_count(solved: &highs::SolvedModel) -> Option<u64> {
    let mut nodes: i64 = -1;
    // SAFETY: the pointer comes from a live model that this call borrows, the name is a C string, and the
    // library writes one 64-bit number to `nodes` or returns an error status without writing.
    let status = unsafe {
        highs_sys::Highs_getInt64InfoValue(solved.as_ptr(), NODE_COUNT.as_ptr(), &mut nodes)
    };
    if status == highs_sys::STATUS_OK {
        u64::try_from(nodes).ok()
    } else {
        None
    }
}
