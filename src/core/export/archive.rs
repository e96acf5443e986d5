//! Writes zip archives (APPNOTE 6.3): files compressed if that makes them smaller, names in UTF-8. The reader is `import::workbook::zip`.

use chrono::{Datelike, NaiveDate};
use miniz_oxide::deflate::compress_to_vec;

/// The default level of zlib: nearly the smallest output, far from the slowest.
const LEVEL: u8 = 6;
/// The version of zip that is needed to extract compressed files.
const VERSION: u16 = 20;
/// "Version made by" with Unix as the host (APPNOTE 4.4.2). Readers that take the host for MS-DOS convert names from an
/// old code page in spite of the UTF-8 flag: `unzip` 6 garbles Chinese names so.
const MADE_BY: u16 = 3 << 8 | VERSION;
/// The Unix mode of each file: a regular file, readable by all, writable by its owner (0644).
const ATTRIBUTES: u32 = 0o100_644 << 16;
/// The flag for names in UTF-8.
const UTF_8: u16 = 1 << 11;

/// Builds an archive.
pub struct ArchiveWriter {
    bytes: Vec<u8>,
    /// The central directory, which is written at the end.
    directory: Vec<u8>,
    count: u16,
    day: u16,
}

impl ArchiveWriter {
    /// An empty archive, whose files get this date (1980 to 2107).
    pub fn new(day: NaiveDate) -> ArchiveWriter {
        // Years count from 1980.
        let years = u16::try_from(day.year() - 1980).unwrap_or(0).min(127);
        let part = |value: u32| u16::try_from(value).unwrap_or(1);
        let day = years << 9 | part(day.month()) << 5 | part(day.day());
        ArchiveWriter { bytes: Vec::new(), directory: Vec::new(), count: 0, day }
    }

    /// Adds a file. `None` if the archive would exceed the limits of its format, 4 GiB or 65,535 files.
    #[must_use = "a file that does not fit is not added"]
    pub fn add(&mut self, name: &str, content: &[u8]) -> Option<()> {
        let packed = compress_to_vec(content, LEVEL);
        let (method, stored) = if packed.len() < content.len() { (8, &packed[..]) } else { (0, content) };
        let start = u32::try_from(self.bytes.len()).ok()?;
        let mut header = Vec::new();
        for short in [VERSION, UTF_8, method, 0, self.day] {
            header.extend(short.to_le_bytes());
        }
        let (size, original_size) = (u32::try_from(stored.len()).ok()?, u32::try_from(content.len()).ok()?);
        u32::try_from(self.bytes.len() + stored.len() + name.len() + 30).ok()?;
        for long in [checksum(content), size, original_size] {
            header.extend(long.to_le_bytes());
        }
        header.extend(u16::try_from(name.len()).ok()?.to_le_bytes());
        // No extra field.
        header.extend(0u16.to_le_bytes());
        self.count = self.count.checked_add(1)?;

        self.bytes.extend(b"PK\x03\x04");
        self.bytes.extend(&header);
        self.bytes.extend(name.as_bytes());
        self.bytes.extend(stored);

        self.directory.extend(b"PK\x01\x02");
        self.directory.extend(MADE_BY.to_le_bytes());
        self.directory.extend(&header);
        // No comment, first disk, no internal attributes.
        self.directory.extend([0; 6]);
        self.directory.extend(ATTRIBUTES.to_le_bytes());
        self.directory.extend(start.to_le_bytes());
        self.directory.extend(name.as_bytes());
        Some(())
    }

    /// The archive. `None` if it exceeds the limits of its format.
    pub fn finish(mut self) -> Option<Vec<u8>> {
        let start = u32::try_from(self.bytes.len()).ok()?;
        let length = u32::try_from(self.directory.len()).ok()?;
        self.bytes.append(&mut self.directory);
        self.bytes.extend(b"PK\x05\x06");
        // Number of this disk, and of the disk with the central directory.
        self.bytes.extend([0; 4]);
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(self.count.to_le_bytes());
        self.bytes.extend(length.to_le_bytes());
        self.bytes.extend(start.to_le_bytes());
        self.bytes.extend([0; 2]);
        Some(self.bytes)
    }
}

/// CRC-32 as in zip, gzip and PNG, by half bytes with a table of sixteen entries.
fn checksum(bytes: &[u8]) -> u32 {
    const fn nibbles() -> [u32; 16] {
        let mut table = [0; 16];
        let mut at = 0;
        while at < 16u32 {
            let (mut value, mut bit) = (at, 0);
            while bit < 4 {
                value = if value & 1 == 1 { 0xEDB8_8320 ^ (value >> 1) } else { value >> 1 };
                bit += 1;
            }
            table[at as usize] = value;
            at += 1;
        }
        table
    }
    const TABLE: [u32; 16] = nibbles();
    !bytes.iter().fold(!0u32, |sum, &byte| {
        let sum = TABLE[((sum ^ u32::from(byte)) & 15) as usize] ^ (sum >> 4);
        TABLE[((sum ^ u32::from(byte >> 4)) & 15) as usize] ^ (sum >> 4)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_matches_the_standard_test_vector() {
        assert_eq!(checksum(b"123456789"), 0xCBF4_3926);
        assert_eq!(checksum(b""), 0);
    }

    #[test]
    fn entries_have_unix_as_host_and_readable_modes() {
        let mut archive = ArchiveWriter::new("2027-02-20".parse().unwrap());
        archive.add("预算.csv", b"a,b").unwrap();
        let bytes = archive.finish().unwrap();
        let entry = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        assert_eq!(bytes[entry + 5], 3, "the host byte: 0 makes UnZip 6 convert names from code page 850");
        assert_eq!(bytes[entry + 38..entry + 42], (0o100_644u32 << 16).to_le_bytes());
    }
}
