//! The key of the pseudonyms, in a file of its own.

use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write as _};
use std::path::Path;

/// A secret of 32 bytes.
#[derive(Clone)]
pub struct Key([u8; 32]);

/// Why a key cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFault {
    /// The file cannot be read or written.
    #[error("{0}")]
    File(#[from] std::io::Error),
    /// The file is not a key.
    #[error("it does not hold 64 hexadecimal figures")]
    Form,
    /// The system gives no random bytes.
    #[error("the system gives no random bytes: {0}")]
    Random(getrandom::Error),
}

impl Key {
    /// The key in a file, where there is one.
    pub fn in_file(path: &Path) -> Result<Option<Self>, KeyFault> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some(Self::parse(&text)?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(KeyFault::Form),
            Err(error) => Err(error.into()),
        }
    }

    /// A key from its text.
    pub fn parse(text: &str) -> Result<Self, KeyFault> {
        let text = text.trim();
        if text.len() != 64 || !text.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Err(KeyFault::Form);
        }
        let mut key = [0; 32];
        for (nth, byte) in key.iter_mut().enumerate() {
            let pair = &text[2 * nth..2 * nth + 2];
            *byte = u8::from_str_radix(pair, 16).map_err(|_| KeyFault::Form)?;
        }
        Ok(Self(key))
    }

    /// A new key from the system's random bytes.
    pub fn draw() -> Result<Self, KeyFault> {
        let mut key = [0; 32];
        getrandom::fill(&mut key).map_err(KeyFault::Random)?;
        Ok(Self(key))
    }

    /// Writes the key to a file that is not there yet and that its owner alone may read.
    pub fn write(&self, path: &Path) -> Result<(), KeyFault> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        for byte in self.0 {
            write!(file, "{byte:02x}")?;
        }
        writeln!(file)?;
        Ok(file.sync_all()?)
    }

    /// The bytes of the key.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_written_once_and_read_back() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("council.key");
        assert!(Key::in_file(&path).unwrap().is_none());
        let key = Key::draw().unwrap();
        key.write(&path).unwrap();
        assert_eq!(Key::in_file(&path).unwrap().unwrap().bytes(), key.bytes());
        assert!(key.write(&path).is_err(), "a key is never written over");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "abc", &"g".repeat(64), &"é".repeat(32)] {
            assert!(matches!(Key::parse(text), Err(KeyFault::Form)), "{text}");
        }
    }
}
