//! Records of a stream in Excel's old binary format ([MS-XLS]), and the texts in them.

/// A record: its kind and its data.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub data: &'a [u8],
}

/// A record that goes on with the data of the one before it.
pub(super) const CONTINUE: u16 = 0x3C;

/// The records of a stream from a place on.
pub(super) fn records(bytes: &[u8], mut at: usize) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let rest = bytes.get(at..)?;
        let (kind, length) = (short(rest, 0)?, usize::from(short(rest, 2)?));
        let data = rest.get(4..4 + length)?;
        at += 4 + length;
        Some(Record { kind, data })
    })
}

pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn number(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

pub(super) fn double(bytes: &[u8], at: usize) -> Option<f64> {
    bytes.get(at..at.checked_add(8)?)?.try_into().ok().map(f64::from_le_bytes)
}

/// A number in 30 bits and two flags: a whole number or the upper half of a double, perhaps of a hundredfold.
pub(super) fn packed_number(packed: u32) -> f64 {
    let value = if packed & 2 == 2 {
        f64::from(packed.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(packed & 0xFFFF_FFFC) << 32)
    };
    if packed & 1 == 1 { value / 100.0 } else { value }
}

/// Data that goes on in further records. A text that is cut at the end of one has its flags repeated in the next.
pub(super) struct Parts<'a> {
    all: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl<'a> Parts<'a> {
    pub(super) fn new(parts: Vec<&'a [u8]>) -> Parts<'a> {
        Parts { all: parts, part: 0, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.all.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        self.at += 1;
        Some(self.all[self.part][self.at - 1])
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn number(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        for _ in 0..count {
            self.byte()?;
        }
        Some(())
    }

    /// A text with its length in 16 bits, its flags, and what may follow it: formats and phonetic guides, which are skipped.
    pub(super) fn text(&mut self) -> Option<String> {
        let length = usize::from(self.short()?);
        let flags = self.byte()?;
        let formats = if flags & 8 == 8 { usize::from(self.short()?) } else { 0 };
        let phonetic = if flags & 4 == 4 { usize::try_from(self.number()?).ok()? } else { 0 };
        let mut is_wide = flags & 1 == 1;
        let mut letters: Vec<u16> = Vec::with_capacity(length.min(1_024));
        while letters.len() < length {
            if self.at >= self.all.get(self.part)?.len() {
                (self.part, self.at) = (self.part + 1, 0);
                is_wide = self.byte()? & 1 == 1;
            }
            letters.push(if is_wide { self.short()? } else { u16::from(self.byte()?) });
        }
        self.skip(formats.checked_mul(4)?.checked_add(phonetic)?)?;
        Some(String::from_utf16_lossy(&letters))
    }
}

/// A text with its length in 8 bits, as names of sheets are.
pub(super) fn short_text(data: &[u8], at: usize) -> Option<String> {
    let (length, flags) = (usize::from(*data.get(at)?), *data.get(at + 1)?);
    let letter = |nth: usize| {
        if flags & 1 == 1 { short(data, at + 2 + nth * 2) } else { data.get(at + 2 + nth).map(|byte| u16::from(*byte)) }
    };
    let letters: Option<Vec<u16>> = (0..length).map(letter).collect();
    letters.map(|letters| String::from_utf16_lossy(&letters))
}
