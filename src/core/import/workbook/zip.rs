//! Reads zip archives as far as workbooks need it (APPNOTE 6.3): finds the files by the central directory at the end, and
//! unpacks them one at a time.

use std::cell::Cell;

use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use crate::import::bounds::{self, Bound};
use crate::import::table::TableError;

/// An archive.
pub struct ZipArchive<'a> {
    bytes: &'a [u8],
    parts: Vec<ZipEntry>,
    /// Bytes unpacked so far, of all parts together.
    unpacked: Cell<usize>,
}

struct ZipEntry {
    /// Its path, with `/` between folders whatever separator the program used.
    name: String,
    is_deflated: bool,
    is_encrypted: bool,
    packed_size: usize,
    /// Offset of its local file header.
    header: usize,
}

impl<'a> ZipArchive<'a> {
    /// Reads the central directory.
    ///
    /// # Errors
    /// `Damaged` where there is none or it is inconsistent, `TooLarge` beyond [`bounds::PARTS`] files.
    pub fn open(bytes: &'a [u8]) -> Result<ZipArchive<'a>, TableError> {
        let damaged = || TableError::Damaged { what: "zip".to_owned() };
        let directory = CentralDirectory::find(bytes).ok_or_else(damaged)?;
        if directory.count > bounds::PARTS {
            return Err(TableError::TooLarge(Bound::Parts));
        }
        let parts = directory.parts(bytes).ok_or_else(damaged)?;
        Ok(ZipArchive { bytes, parts, unpacked: Cell::new(0) })
    }

    /// Whether there is a part of that name.
    pub fn contains(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    /// The names of the parts.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().map(|part| part.name.as_str())
    }

    /// A part as text; `None` where there is no part of that name.
    ///
    /// # Errors
    /// `Damaged` for two parts of one name, since programs differ in which one they read, and for data that is no text;
    /// `Protected` for an encrypted part; `TooLarge` beyond the limits of unpacked bytes.
    pub fn text(&self, name: &str) -> Result<Option<String>, TableError> {
        let damaged = || TableError::Damaged { what: name.to_owned() };
        self.bytes(name)?.map(|bytes| text_of(bytes).ok_or_else(damaged)).transpose()
    }

    /// A part as it is; `None` where there is no part of that name.
    ///
    /// # Errors
    /// As of [`ZipArchive::text`].
    pub fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>, TableError> {
        let damaged = || TableError::Damaged { what: name.to_owned() };
        let mut named = self.named(name);
        let (Some(part), more) = (named.next(), named.next()) else { return Ok(None) };
        if more.is_some() {
            return Err(damaged());
        }
        if part.is_encrypted {
            return Err(TableError::Protected);
        }
        let stored = self.stored(part).ok_or_else(damaged)?;
        let left = bounds::UNPACKED_BYTES.saturating_sub(self.unpacked.get()).min(bounds::PART_BYTES);
        let too_large = || TableError::TooLarge(Bound::Unpacked);
        let bytes = if part.is_deflated {
            decompress_to_vec_with_limit(stored, left).map_err(|error| match error.status {
                TINFLStatus::HasMoreOutput => too_large(),
                _ => damaged(),
            })?
        } else if stored.len() > left {
            return Err(too_large());
        } else {
            stored.to_vec()
        };
        self.unpacked.set(self.unpacked.get() + bytes.len());
        Ok(Some(bytes))
    }

    /// At most the first `most` bytes of a part as text, cut anywhere. `None` where there is no such part or it cannot be read.
    pub fn start_of(&self, name: &str, most: usize) -> Option<String> {
        let part = self.named(name).next().filter(|part| !part.is_encrypted)?;
        let stored = self.stored(part)?;
        let mut bytes = if part.is_deflated {
            match decompress_to_vec_with_limit(stored, most) {
                Ok(bytes) => bytes,
                Err(error) => error.output,
            }
        } else {
            stored[..stored.len().min(most)].to_vec()
        };
        if let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_none()
        {
            bytes.truncate(error.valid_up_to());
        }
        text_of(bytes)
    }

    /// Compares names without case, since some programs change it.
    fn named(&self, name: &str) -> impl Iterator<Item = &ZipEntry> {
        self.parts.iter().filter(move |part| part.name.eq_ignore_ascii_case(name))
    }

    fn stored(&self, part: &ZipEntry) -> Option<&'a [u8]> {
        let header = self.bytes.get(part.header..)?;
        if number(header, 0, 4)? != 0x0403_4b50 {
            return None;
        }
        let start = 30 + number(header, 26, 2)? + number(header, 28, 2)?;
        header.get(start..start.checked_add(part.packed_size)?)
    }
}

/// Decodes a part as UTF-8, or as UTF-16 with a byte order mark, which XML allows as well.
fn text_of(bytes: Vec<u8>) -> Option<String> {
    let units = |of: fn([u8; 2]) -> u16| -> Option<String> {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| of([pair[0], pair[1]])).collect();
        String::from_utf16(&units).ok()
    };
    match bytes.get(..2) {
        Some([0xFF, 0xFE]) => units(u16::from_le_bytes),
        Some([0xFE, 0xFF]) => units(u16::from_be_bytes),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// A little-endian number of `length` bytes.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    let value =
        bytes.iter().rev().try_fold(0u64, |sum, &byte| sum.checked_mul(256).map(|sum| sum | u64::from(byte)))?;
    usize::try_from(value).ok()
}

/// Offset of the central directory and how many entries it has.
struct CentralDirectory {
    start: usize,
    count: usize,
}

impl CentralDirectory {
    fn find(bytes: &[u8]) -> Option<CentralDirectory> {
        /// Length of the end-of-central-directory record without its comment.
        const END_RECORD_BYTES: usize = 22;
        let last = bytes.len().checked_sub(END_RECORD_BYTES)?;
        let end = (last.saturating_sub(0xFFFF)..=last).rev().find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
        let (count, start) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
        if count < 0xFFFF && start < 0xFFFF_FFFF {
            return Some(CentralDirectory { start, count });
        }
        // The zip64 record, which some programs write for small archives as well.
        let locator = end.checked_sub(20).filter(|&at| bytes[at..].starts_with(b"PK\x06\x07"))?;
        let record = number(bytes, locator + 8, 8)?;
        let found = bytes.get(record..)?.starts_with(b"PK\x06\x06");
        found.then_some(())?;
        let at = |offset: usize| number(bytes, record.checked_add(offset)?, 8);
        Some(CentralDirectory { start: at(48)?, count: at(32)? })
    }

    fn parts(&self, bytes: &[u8]) -> Option<Vec<ZipEntry>> {
        let mut at = self.start;
        let mut parts = Vec::new();
        for _ in 0..self.count {
            let entry = bytes.get(at..)?;
            if number(entry, 0, 4)? != 0x0201_4b50 {
                return None;
            }
            let (name, extra, comment) = (number(entry, 28, 2)?, number(entry, 30, 2)?, number(entry, 32, 2)?);
            let method = number(entry, 10, 2)?;
            let mut large = large_numbers(entry.get(46 + name..46 + name + extra)?);
            // In this order: unpacked size, packed size, offset of the header.
            let mut or_large = |value: usize| if value == 0xFFFF_FFFF { large.next() } else { Some(value) };
            let (_, packed_size, header) =
                (or_large(number(entry, 24, 4)?)?, or_large(number(entry, 20, 4)?)?, or_large(number(entry, 42, 4)?)?);
            // Workbooks use no other compression method than "stored" and "deflate".
            if method == 0 || method == 8 {
                let name = String::from_utf8_lossy(entry.get(46..46 + name)?).replace('\\', "/");
                parts.push(ZipEntry {
                    name: name.trim_start_matches('/').to_owned(),
                    is_deflated: method == 8,
                    is_encrypted: number(entry, 8, 2)? & 1 == 1,
                    packed_size,
                    header,
                });
            }
            at = at.checked_add(46 + name + extra + comment)?;
        }
        Some(parts)
    }
}

/// The 64-bit numbers of an entry's zip64 extra field.
fn large_numbers(mut extra: &[u8]) -> impl Iterator<Item = usize> {
    let mut numbers = Vec::new();
    while let (Some(id), Some(length)) = (number(extra, 0, 2), number(extra, 2, 2)) {
        let Some(data) = extra.get(4..4 + length) else { break };
        if id == 1 {
            numbers.extend(data.chunks_exact(8).filter_map(|bytes| number(bytes, 0, 8)));
        }
        extra = &extra[4 + length..];
    }
    numbers.into_iter()
}
