//! The columns of `returns.csv`.

use crate::ingest::column::{NOT_RECORDED, code, columns, date, flag, id, text, whole};
use crate::model::{Ethnicity, Sex};

columns! {
    /// One episode as a return has it.
    ReturnRow {
        file: text().blank(NOT_RECORDED), "File of the return, from the folder that was given.";
        line: whole(1, 4_294_967_295, "").blank(NOT_RECORDED), "Line of the file.";
        year: whole(1990, 2200, "").blank("no label"), "Year as the file, its folder or its column YEAR labels it.";
        return_year: whole(1990, 2200, "").blank("not found"), "Year in which the return was found to end.";
        child_id: id(), "Id of the child in the folder.";
        date_of_birth: date().blank("no header"), "Date of birth in the latest header, whether or not it fits the episode; blank without a header.";
        sex: code::<Sex>().blank(NOT_RECORDED), "Sex in the latest return that says it.";
        ethnicity: code::<Ethnicity>().blank(NOT_RECORDED), "Ethnicity in the latest header.";
        uasc: flag(), "Whether any return names the child as an unaccompanied asylum-seeking child.";
        decom: date(), "DECOM as returned.";
        rne: text().blank(NOT_RECORDED), "RNE as returned.";
        ls: text().blank(NOT_RECORDED), "LS as returned.";
        cin: text().blank(NOT_RECORDED), "CIN as returned.";
        place: text().blank(NOT_RECORDED), "PLACE as returned.";
        place_provider: text().blank(NOT_RECORDED), "PLACE_PROVIDER as returned.";
        dec: date().blank("still open"), "DEC as returned.";
        rec: text().blank(NOT_RECORDED), "REC as returned.";
        reason_place_change: text().blank(NOT_RECORDED), "REASON_PLACE_CHANGE as returned.";
        fate: text().blank(NOT_RECORDED), "`used`, or the code of the rule under which the row was merged or dropped.";
    }
}
