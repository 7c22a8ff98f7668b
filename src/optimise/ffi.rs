//! The one place that calls HiGHS's C interface. The safe crate reads whole-number information of 32 bits only,
//! and the node count, which every certificate states, has 64; and it cannot change the bounds of a row, which
//! keeps a live relaxation on the face of an earlier tier.
#![allow(unsafe_code)]

use std::ffi::{CStr, c_int};

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

/// Forgets the basis of a live model, so that the next solve starts afresh with presolve.
pub fn start_afresh(model: &mut highs::Model) -> bool {
    // SAFETY: the pointer comes from a live model that this call borrows alone.
    let status = unsafe { highs_sys::Highs_clearSolver(model.as_mut_ptr()) };
    status == highs_sys::STATUS_OK
}

/// Gives a live model the basis from which its next solve goes on, of as many columns and rows as it has; whether the
/// solver took it.
pub fn set_basis(model: &mut highs::Model, columns: &[bool], rows: &[bool]) -> bool {
    let status = |basic: &bool| match basic {
        true => highs_sys::kHighsBasisStatusBasic,
        false => highs_sys::kHighsBasisStatusLower,
    };
    let columns: Vec<c_int> = columns.iter().map(status).collect();
    let rows: Vec<c_int> = rows.iter().map(status).collect();
    // SAFETY: the pointer comes from a live model that this call borrows alone, and the library reads one number for each
    // column and row that the model has.
    unsafe {
        let model = model.as_mut_ptr();
        let (has_columns, has_rows) = (
            highs_sys::Highs_getNumCol(model),
            highs_sys::Highs_getNumRow(model),
        );
        usize::try_from(has_columns) == Ok(columns.len())
            && usize::try_from(has_rows) == Ok(rows.len())
            && highs_sys::Highs_setBasis(model, columns.as_ptr(), rows.as_ptr())
                == highs_sys::STATUS_OK
    }
}

/// Changes the bounds of a row of a live model; whether the solver took them.
pub fn change_row_bounds(model: &mut highs::Model, row: usize, lower: f64, upper: f64) -> bool {
    let Ok(row) = c_int::try_from(row) else {
        return false;
    };
    // SAFETY: the pointer comes from a live model that this call borrows alone; a row that does not exist is
    // an error status.
    let status = unsafe { highs_sys::Highs_changeRowBounds(model.as_mut_ptr(), row, lower, upper) };
    status == highs_sys::STATUS_OK
}
