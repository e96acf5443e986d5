//! The parts of a zip archive, as far as workbooks need them: found by its directory at the end, unpacked one at a time.

use miniz_oxide::inflate::decompress_to_vec_with_limit;

use super::bounds::Bound;
use super::table::TableFault;

/// The most that one part may unpack to: a hundred times what the largest table taken needs, and far from all memory.
const MOST_BYTES: usize = 64 << 20;

/// An archive.
pub struct Archive<'a> {
    bytes: &'a [u8],
    parts: Vec<Part>,
}

struct Part {
    name: String,
    packed: bool,
    encrypted: bool,
    size: usize,
    /// Where its own header begins.
    header: usize,
}

impl<'a> Archive<'a> {
    /// Reads the directory.
    pub fn open(bytes: &'a [u8]) -> Result<Archive<'a>, TableFault> {
        let parts = directory(bytes).ok_or_else(|| TableFault::Damaged { what: "zip".to_owned() })?;
        Ok(Archive { bytes, parts })
    }

    /// Whether there is a part of that name.
    pub fn holds(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// A part as text; `None` where there is none of that name.
    pub fn text(&self, name: &str) -> Result<Option<String>, TableFault> {
        let Some(part) = self.find(name) else { return Ok(None) };
        if part.encrypted {
            return Err(TableFault::Protected);
        }
        let damaged = || TableFault::Damaged { what: name.to_owned() };
        let stored = self.stored(part).ok_or_else(damaged)?;
        let bytes = if part.packed {
            decompress_to_vec_with_limit(stored, MOST_BYTES).map_err(|error| match error.status {
                miniz_oxide::inflate::TINFLStatus::HasMoreOutput => TableFault::TooLarge(Bound::Unpacked),
                _ => damaged(),
            })?
        } else {
            stored.to_vec()
        };
        String::from_utf8(bytes).map(Some).map_err(|_| damaged())
    }

    /// Names are told apart by more than case nowhere that matters, and some writers are careless with it.
    fn find(&self, name: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.name.eq_ignore_ascii_case(name))
    }

    fn stored(&self, part: &Part) -> Option<&'a [u8]> {
        let header = self.bytes.get(part.header..)?;
        if number(header, 0, 4)? != 0x0403_4b50 {
            return None;
        }
        let start = 30 + number(header, 26, 2)? + number(header, 28, 2)?;
        header.get(start..start.checked_add(part.size)?)
    }
}

/// A number of so many bytes, the low one first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let bytes = bytes.get(at..at.checked_add(length)?)?;
    Some(bytes.iter().rev().fold(0, |sum, &byte| sum << 8 | usize::from(byte)))
}

fn directory(bytes: &[u8]) -> Option<Vec<Part>> {
    /// Length of the record at the end, without the comment that may follow it.
    const END: usize = 22;
    let last = bytes.len().checked_sub(END)?;
    let end = (last.saturating_sub(0xFFFF)..=last).rev().find(|&at| bytes[at..].starts_with(b"PK\x05\x06"))?;
    let count = number(bytes, end + 10, 2)?;
    let mut at = number(bytes, end + 16, 4)?;
    let mut parts = Vec::new();
    for _ in 0..count {
        let entry = bytes.get(at..)?;
        if number(entry, 0, 4)? != 0x0201_4b50 {
            return None;
        }
        let (name, extra, comment) = (number(entry, 28, 2)?, number(entry, 30, 2)?, number(entry, 32, 2)?);
        let method = number(entry, 10, 2)?;
        // Other ways of packing occur in no workbook.
        if method == 0 || method == 8 {
            parts.push(Part {
                name: String::from_utf8_lossy(entry.get(46..46 + name)?).into_owned(),
                packed: method == 8,
                encrypted: number(entry, 8, 2)? & 1 == 1,
                size: number(entry, 20, 4)?,
                header: number(entry, 42, 4)?,
            });
        }
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(parts)
}
