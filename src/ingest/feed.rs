//! The bytes of a file on their way to the CSV reader: hashed as they pass, and stopped when a record has no
//! end.

use std::fmt::Write;
use std::fs::File;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// Bytes that one record may have.
pub const LONGEST_RECORD: u64 = 1 << 20;

/// A file being read.
#[derive(Debug)]
pub struct Feed {
    file: File,
    hash: Sha256,
    passed: u64,
    record_start: u64,
    last: u8,
    too_long: bool,
}

impl Feed {
    /// Reads a file from its start.
    pub fn of(file: File) -> Self {
        Self {
            file,
            hash: Sha256::new(),
            passed: 0,
            record_start: 0,
            last: b'\n',
            too_long: false,
        }
    }

    /// Notes that a record starts at a byte.
    pub fn record_starts(&mut self, byte: u64) {
        self.record_start = byte;
    }

    /// Whether reading stopped because a record had no end.
    pub fn is_too_long(&self) -> bool {
        self.too_long
    }

    /// Whether the file ends with a line break.
    pub fn ends_with_line_break(&self) -> bool {
        matches!(self.last, b'\n' | b'\r')
    }

    /// The SHA-256 hash of the bytes that have passed, in hexadecimal.
    pub fn hash(self) -> String {
        hex(self.hash)
    }
}

impl Read for Feed {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.passed.saturating_sub(self.record_start) > LONGEST_RECORD + buffer.len() as u64 {
            self.too_long = true;
            return Err(io::Error::other("a record is too long"));
        }
        let count = self.file.read(buffer)?;
        self.hash.update(&buffer[..count]);
        self.passed += count as u64;
        if let Some(&last) = buffer[..count].last() {
            self.last = last;
        }
        Ok(count)
    }
}

/// The SHA-256 hash of a text, in hexadecimal.
pub fn hash_of(bytes: &[u8]) -> String {
    hex(Sha256::new_with_prefix(bytes))
}

fn hex(hash: Sha256) -> String {
    let mut out = String::with_capacity(64);
    for byte in hash.finalize() {
        let _ = write!(out, "{byte:02x}");
    }
    out
}
