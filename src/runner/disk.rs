//! Files that are there whole or not at all: written beside their place, brought to the disk, then put in it.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::RunError;

/// What takes bytes before a file gets them: a test has one that is full.
pub trait Disk: Sync {
    /// Whether there is room for so many more bytes.
    ///
    /// # Errors
    /// Where there is none.
    fn take(&self, bytes: usize) -> io::Result<()>;
}

/// A disk that leaves it to the system to say when it is full.
#[derive(Debug, Clone, Copy, Default)]
pub struct Endless;

impl Disk for Endless {
    fn take(&self, _: usize) -> io::Result<()> {
        Ok(())
    }
}

/// What a file is called while it is written.
pub const UNFINISHED: &str = "part";

/// A file in the making.
pub struct Whole<'d> {
    disk: &'d dyn Disk,
    file: io::BufWriter<File>,
    part: PathBuf,
    path: PathBuf,
}

impl<'d> Whole<'d> {
    /// Begins a file; folders above it are made.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(disk: &'d dyn Disk, path: &Path) -> Result<Self, RunError> {
        let mut part = path.as_os_str().to_owned();
        part.push(".");
        part.push(UNFINISHED);
        let part = PathBuf::from(part);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        let file = made.and_then(|()| File::create(&part));
        Ok(Self {
            disk,
            file: io::BufWriter::new(file.map_err(|why| RunError::write(path, why))?),
            part,
            path: path.to_path_buf(),
        })
    }

    /// Brings it to the disk and puts it in its place.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish(self) -> Result<(), RunError> {
        let Self {
            file, part, path, ..
        } = self;
        let put = || -> io::Result<()> {
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            file.sync_all()?;
            drop(file);
            fs::rename(&part, &path)?;
            sync_folder(&path)
        };
        put().map_err(|why| RunError::write(&path, why))
    }
}

impl Write for Whole<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.disk.take(bytes.len())?;
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// The name in the folder has to reach the disk as well.
#[cfg(unix)]
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Writes a text, whole or not at all.
///
/// # Errors
/// Where it cannot be written.
pub fn write_text(disk: &dyn Disk, path: &Path, text: &str) -> Result<(), RunError> {
    let mut whole = Whole::begin(disk, path)?;
    let written = whole.write_all(text.as_bytes());
    written.map_err(|why| RunError::write(path, why))?;
    whole.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_there_only_when_it_is_finished() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("folder/file.txt");
        let mut whole = Whole::begin(&Endless, &path).unwrap();
        whole.write_all(b"half").unwrap();
        assert!(!path.exists());
        whole.write_all(b" and half").unwrap();
        whole.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "half and half");
        assert!(!dir.path().join("folder/file.txt.part").exists());
    }
}
