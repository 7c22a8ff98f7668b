//! What the bytes of a file are, and its text.

use std::fmt::Write;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use sha2::{Digest, Sha256};

use crate::ingest::codes::{ARCHIVE, EMPTY_FILE, SPREADSHEET, UNREADABLE};
use crate::ingest::log::{At, Finding};

/// What a file is.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Workbook,
}

/// Tells a workbook from text by its first bytes, and refuses what is neither.
pub fn kind(bytes: &[u8], name: &str) -> Result<Kind, Box<Finding>> {
    let is_zip = bytes.starts_with(b"PK\x03\x04");
    let is_old_workbook = bytes.starts_with(b"\xD0\xCF\x11\xE0");
    let lower = name.to_lowercase();
    let is_named = |ends: &[&str]| ends.iter().any(|end| lower.ends_with(end));
    let refuse = |code, message: String, action: &str| {
        Err(Box::new(
            Finding::new(code, At::File, message).action(action),
        ))
    };
    if is_zip || is_old_workbook {
        if is_named(&[".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"]) {
            return Ok(Kind::Workbook);
        }
        if is_named(&[".zip"]) {
            let action = "unpack it into a folder with restricted access and give that folder";
            return refuse(&ARCHIVE, format!("{name} is an archive"), action);
        }
        let message = format!("{name} is a workbook or an archive, whatever its name says");
        let action = "give the file its right ending (.xlsx), or save the sheet as CSV UTF-8";
        return refuse(&SPREADSHEET, message, action);
    }
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    if start.trim_ascii_start().starts_with(b"<") {
        // Some systems export a web page under the name of a workbook.
        let message = format!("{name} is a web page or XML, whatever its name says");
        let action = "open it in the spreadsheet program and save it as .xlsx or as CSV UTF-8";
        return refuse(&UNREADABLE, message, action);
    }
    if bytes.trim_ascii().is_empty() {
        return refuse(
            &EMPTY_FILE,
            format!("{name} is empty"),
            "export the file again",
        );
    }
    Ok(Kind::Text)
}

/// The text of a file: UTF-8, or UTF-16 with or without its mark, or else Windows-1252, and whether it was the last.
pub fn text(bytes: Vec<u8>) -> (String, bool) {
    let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
    if let Some(encoding) = marked.or_else(|| unmarked_utf_16(&bytes)) {
        let (text, _) = encoding.decode_with_bom_removal(&bytes);
        return (text.into_owned(), false);
    }
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            (text.into_owned(), true)
        }
    }
}

/// UTF-16 without its mark, as some databases write it: no text of one byte a letter has a zero among its first two.
fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, letter, ..] if *letter != 0 => Some(UTF_16BE),
        [letter, 0, ..] if *letter != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// SHA-256 of some bytes, in hexadecimal.
pub fn hex_sha256(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
