//! Streams of a compound file ([MS-CFB]), the container of Excel's old binary format.

use crate::import::bounds;

/// The length of the header.
const HEADER_BYTES: usize = 512;
/// The length of an entry of the directory.
const ENTRY_BYTES: usize = 128;
/// Sectors from this number on have a special meaning: the end of a chain, a free sector.
const SPECIAL_SECTORS: u32 = 0xFFFF_FFFA;

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

/// A compound file.
struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    next: Vec<u32>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Option<Container<'a>> {
        let sector = 1_usize << short(bytes, 30).filter(|shift| matches!(shift, 9 | 12))?;
        let mut container = Container { bytes, sector, next: Vec::new() };
        // The numbers of the sectors with the table of chains: 109 of them in the header, others in sectors of their own.
        let mut tables: Vec<u32> = (0..109).filter_map(|at| number(bytes, 76 + at * 4)).collect();
        let mut more = number(bytes, 68)?;
        let per_sector = sector / 4;
        for _ in 0..number(bytes, 72)?.min(u32::try_from(bytes.len() / sector).ok()?) {
            let found = container.sector(more)?;
            tables.extend((0..per_sector - 1).filter_map(|at| number(found, at * 4)));
            more = number(found, (per_sector - 1) * 4)?;
        }
        for table in tables.into_iter().filter(|table| *table < SPECIAL_SECTORS) {
            let found = container.sector(table)?;
            let numbers: Vec<u32> = (0..per_sector).filter_map(|at| number(found, at * 4)).collect();
            container.next.extend(numbers);
            if container.next.len() > bytes.len() / 64 + per_sector {
                return None;
            }
        }
        Some(container)
    }

    fn sector(&self, at: u32) -> Option<&'a [u8]> {
        let place = usize::try_from(at).ok()?.checked_mul(self.sector)?;
        let start = HEADER_BYTES.max(self.sector).checked_add(place)?;
        let end = start.checked_add(self.sector)?.min(self.bytes.len());
        self.bytes.get(start..end)
    }

    /// The bytes of a chain of sectors.
    fn chain(&self, first: u32) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut at = first;
        // A chain with a loop is longer than there are sectors.
        for _ in 0..=self.next.len() {
            if at >= SPECIAL_SECTORS {
                return Some(found);
            }
            found.extend_from_slice(self.sector(at)?);
            if found.len() > bounds::PART_BYTES {
                return None;
            }
            at = *self.next.get(usize::try_from(at).ok()?)?;
        }
        None
    }
}

/// The stream with one of these names, in any case; `None` where there is none or the file is damaged.
pub(super) fn stream(bytes: &[u8], names: &[&str]) -> Option<Vec<u8>> {
    let container = Container::open(bytes)?;
    let directory = container.chain(number(bytes, 48)?)?;
    let entries: Vec<&[u8]> = directory.chunks_exact(ENTRY_BYTES).collect();
    let name_of = |entry: &[u8]| {
        let length = usize::from(short(entry, 64).unwrap_or(0)).saturating_sub(2).min(62) / 2;
        let letters: Vec<u16> = (0..length).filter_map(|at| short(entry, at * 2)).collect();
        String::from_utf16_lossy(&letters)
    };
    // A stream is of kind 2, the root of kind 5.
    let is_it = |entry: &&&[u8]| entry[66] == 2 && names.iter().any(|name| name_of(entry).eq_ignore_ascii_case(name));
    let entry = entries.iter().find(is_it)?;
    let (first, size) = (number(entry, 116)?, usize::try_from(number(entry, 120)?).ok()?);
    let mut found = if size >= usize::try_from(number(bytes, 56)?).ok()? {
        container.chain(first)?
    } else {
        small_stream(&container, bytes, entries.iter().find(|entry| entry[66] == 5)?, first, size)?
    };
    found.truncate(size);
    (found.len() == size).then_some(found)
}

/// A short stream, kept in sectors of its own size within the stream of the root.
fn small_stream(container: &Container, bytes: &[u8], root: &[u8], first: u32, size: usize) -> Option<Vec<u8>> {
    let sector = 1_usize << short(bytes, 32).filter(|shift| (4..=9).contains(shift))?;
    let all = container.chain(number(root, 116)?)?;
    let table = container.chain(number(bytes, 60)?)?;
    let mut found = Vec::new();
    let mut at = first;
    while at < SPECIAL_SECTORS && found.len() < size {
        let place = usize::try_from(at).ok()?;
        let start = place.checked_mul(sector)?;
        found.extend_from_slice(all.get(start..start.checked_add(sector)?)?);
        at = number(&table, place.checked_mul(4)?)?;
    }
    Some(found)
}
