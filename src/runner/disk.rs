//! Files that are there whole or not at all: written beside their place, brought to the disk, then put in it.

use std::fs::{self, File};
use std::io::{self, Read as _, Write};
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
    checksum: crc32fast::Hasher,
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
            checksum: crc32fast::Hasher::new(),
        })
    }

    /// The same as [`Whole::finish`], with a checksum beside it, which is there before the file is: so where there is the
    /// file, there is its checksum.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn finish_with_checksum(self) -> Result<(), RunError> {
        let text = format!("{:08x}\n", self.checksum.clone().finalize());
        write_text(self.disk, &beside(&self.path), &text)?;
        self.finish()
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
        let written = self.file.write(bytes)?;
        self.checksum.update(&bytes[..written]);
        Ok(written)
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

/// Where the checksum of a file is.
pub fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".crc32");
    PathBuf::from(name)
}

/// Whether a file has the bytes that were written.
///
/// # Errors
/// [`RunError::Damaged`] where it has others, or its checksum is gone; [`RunError::Read`] where it cannot be read.
pub fn check(path: &Path) -> Result<(), RunError> {
    let damaged = || RunError::Damaged(path.to_path_buf());
    let written = fs::read_to_string(beside(path)).map_err(|_| damaged())?;
    let mut file = File::open(path).map_err(|why| RunError::read(path, &why))?;
    let (mut checksum, mut bytes) = (crc32fast::Hasher::new(), vec![0; 1 << 16]);
    loop {
        let read = file
            .read(&mut bytes)
            .map_err(|why| RunError::read(path, &why))?;
        if read == 0 {
            break;
        }
        checksum.update(&bytes[..read]);
    }
    if written.trim() == format!("{:08x}", checksum.finalize()) {
        Ok(())
    } else {
        Err(damaged())
    }
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
    fn one_byte_that_differs_is_damage_wherever_it_is() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("one.parquet");
        let mut whole = Whole::begin(&Endless, &path).unwrap();
        whole.write_all(b"some ").unwrap();
        whole.write_all(b"figures").unwrap();
        whole.finish_with_checksum().unwrap();
        check(&path).unwrap();
        for at in 0..12 {
            let mut bytes = b"some figures".to_vec();
            bytes[at] ^= 1;
            fs::write(&path, bytes).unwrap();
            assert!(matches!(check(&path), Err(RunError::Damaged(_))), "{at}");
        }
        fs::write(&path, "some figures").unwrap();
        check(&path).unwrap();
        fs::remove_file(beside(&path)).unwrap();
        assert!(matches!(check(&path), Err(RunError::Damaged(_))));
    }

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
