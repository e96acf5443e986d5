//! Detects the kind of a file by its first bytes, since file extensions are unreliable.
//!
//! Must not decode the file or look for a table in it.

use serde::{Deserialize, Serialize};

/// Kinds of file that are distinguished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FileKind {
    /// Empty, or only a byte order mark.
    Empty,
    /// A zip archive: a workbook, or another format that uses zip.
    Zip,
    /// A workbook in the old binary format (`.xls`).
    OldWorkbook,
    /// A workbook with a password.
    Protected,
    /// Text, with the encoding by its first bytes. [`TextEncoding::Gb18030`] represents every encoding other than Unicode;
    /// [`encoding::detect`](crate::import::text::encoding::detect) tells these apart.
    Text(TextEncoding),
    /// Anything else: a picture, a PDF, a program.
    Other,
}

/// A character encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TextEncoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16 with the low byte first.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// The Chinese standard, which includes GBK and GB2312.
    Gb18030,
    /// Traditional Chinese, in Taiwan and Hong Kong.
    Big5,
    /// Japanese, in Windows.
    ShiftJis,
    /// Japanese, in Unix.
    EucJp,
    /// Korean.
    EucKr,
    /// Western Europe.
    Windows1252,
    /// Central Europe.
    Windows1250,
    /// Cyrillic.
    Windows1251,
    /// Cyrillic, in older Russian systems.
    Koi8R,
    /// Greek.
    Windows1253,
    /// Turkish.
    Windows1254,
    /// Hebrew.
    Windows1255,
    /// Arabic.
    Windows1256,
    /// Baltic.
    Windows1257,
    /// Vietnamese.
    Windows1258,
    /// Thai.
    Windows874,
    /// Central Europe, in Unix.
    Iso88592,
    /// Western Europe, on the classic Macintosh; Excel for Mac still writes it.
    Macintosh,
}

impl TextEncoding {
    /// Every encoding, in the order in which a reader is offered them.
    pub const ALL: [TextEncoding; 21] = [
        TextEncoding::Utf8,
        TextEncoding::Gb18030,
        TextEncoding::Big5,
        TextEncoding::Windows1252,
        TextEncoding::Windows1250,
        TextEncoding::Windows1251,
        TextEncoding::ShiftJis,
        TextEncoding::EucKr,
        TextEncoding::Utf16Le,
        TextEncoding::Utf16Be,
        TextEncoding::EucJp,
        TextEncoding::Windows1253,
        TextEncoding::Windows1254,
        TextEncoding::Windows1255,
        TextEncoding::Windows1256,
        TextEncoding::Windows1257,
        TextEncoding::Windows1258,
        TextEncoding::Windows874,
        TextEncoding::Iso88592,
        TextEncoding::Koi8R,
        TextEncoding::Macintosh,
    ];

    /// Its label in the Encoding Standard: `windows-1252`.
    pub fn label(self) -> &'static str {
        match self {
            TextEncoding::Utf8 => "utf-8",
            TextEncoding::Utf16Le => "utf-16le",
            TextEncoding::Utf16Be => "utf-16be",
            TextEncoding::Gb18030 => "gb18030",
            TextEncoding::Big5 => "big5",
            TextEncoding::ShiftJis => "shift_jis",
            TextEncoding::EucJp => "euc-jp",
            TextEncoding::EucKr => "euc-kr",
            TextEncoding::Windows1252 => "windows-1252",
            TextEncoding::Windows1250 => "windows-1250",
            TextEncoding::Windows1251 => "windows-1251",
            TextEncoding::Koi8R => "koi8-r",
            TextEncoding::Windows1253 => "windows-1253",
            TextEncoding::Windows1254 => "windows-1254",
            TextEncoding::Windows1255 => "windows-1255",
            TextEncoding::Windows1256 => "windows-1256",
            TextEncoding::Windows1257 => "windows-1257",
            TextEncoding::Windows1258 => "windows-1258",
            TextEncoding::Windows874 => "windows-874",
            TextEncoding::Iso88592 => "iso-8859-2",
            TextEncoding::Macintosh => "macintosh",
        }
    }

    /// The encoding of that label, as [`TextEncoding::label`] writes it.
    pub fn from_label(label: &str) -> Option<TextEncoding> {
        TextEncoding::ALL.into_iter().find(|encoding| encoding.label().eq_ignore_ascii_case(label))
    }
}

/// How many bytes are examined for control characters that do not occur in text.
const MAX_DETECTION_BYTES: usize = 4096;

impl FileKind {
    /// The kind of a file with these bytes.
    pub fn of(bytes: &[u8]) -> FileKind {
        match bytes {
            [] | [0xEF, 0xBB, 0xBF] | [0xFF, 0xFE] | [0xFE, 0xFF] => FileKind::Empty,
            [b'P', b'K', 3 | 5, ..] => FileKind::Zip,
            // The old binary container is used for old workbooks, and for new ones with a password.
            [0xD0, 0xCF, 0x11, 0xE0, ..] if holds_encrypted_package(bytes) => FileKind::Protected,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => FileKind::OldWorkbook,
            [0xFF, 0xFE, ..] => FileKind::Text(TextEncoding::Utf16Le),
            [0xFE, 0xFF, ..] => FileKind::Text(TextEncoding::Utf16Be),
            [b'%', b'P', b'D', b'F', ..] => FileKind::Other,
            _ => FileKind::of_unmarked(bytes),
        }
    }

    fn of_unmarked(bytes: &[u8]) -> FileKind {
        let head = &bytes[..bytes.len().min(MAX_DETECTION_BYTES)];
        if let Some(encoding) = utf16_without_mark(head) {
            return FileKind::Text(encoding);
        }
        // A few stray control characters, which some programs leave between cells, are dropped from a text.
        let strange = head.iter().filter(|&&byte| is_unusual_control(byte)).count();
        if strange * 20 > head.len() || (strange > 0 && is_binary(bytes)) {
            FileKind::Other
        } else if std::str::from_utf8(bytes).is_ok() {
            FileKind::Text(TextEncoding::Utf8)
        } else {
            FileKind::Text(TextEncoding::Gb18030)
        }
    }
}

/// Whether it starts like a binary format, which may contain few control characters.
fn is_binary(bytes: &[u8]) -> bool {
    const BINARY_SIGNATURES: [&[u8]; 8] =
        [b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"RIFF", b"MZ", b"\x7FELF", b"\x1F\x8B", b"Rar!"];
    BINARY_SIGNATURES.iter().any(|beginning| bytes.starts_with(beginning))
}

fn is_unusual_control(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
}

/// UTF-16 without a byte order mark: its line breaks, delimiters and digits have a zero byte beside them, always on the same
/// side.
fn utf16_without_mark(head: &[u8]) -> Option<TextEncoding> {
    let (mut low_first, mut high_first, mut pairs, mut strange, mut plain) = (0, 0, 0, 0, 0);
    for pair in head.chunks_exact(2) {
        pairs += 1;
        match pair {
            [b'\t' | b'\n' | b'\r' | 0x20..=0x7E, 0] => low_first += 1,
            [0, b'\t' | b'\n' | b'\r' | 0x20..=0x7E] => high_first += 1,
            [0, 0] => strange += 1,
            [9..=0x7E, 9..=0x7E] => plain += 1,
            _ => {}
        }
    }
    let (encoding, found, against) = if low_first > high_first {
        (TextEncoding::Utf16Le, low_first, high_first)
    } else {
        (TextEncoding::Utf16Be, high_first, low_first)
    };
    // Text with stray zero bytes has ASCII letters next to each other.
    if plain * 10 > pairs * 7 || found < 2 || found * 12 < pairs || strange > 0 || against * 8 > found {
        return None;
    }
    let units = head.chunks_exact(2).map(|pair| match encoding {
        TextEncoding::Utf16Le => u16::from_le_bytes([pair[0], pair[1]]),
        _ => u16::from_be_bytes([pair[0], pair[1]]),
    });
    // The last unit may be half of a pair.
    let units: Vec<u16> = units.collect();
    let letters = char::decode_utf16(units[..units.len().saturating_sub(1)].iter().copied());
    let is_letter = |letter: Result<char, _>| {
        letter.is_ok_and(|letter| !letter.is_control() || matches!(letter, '\t' | '\n' | '\r'))
    };
    let mut letters = letters.peekable();
    let mut wrong = 0;
    while let Some(letter) = letters.next() {
        // Half a pair at the end of the examined bytes.
        wrong += usize::from(!is_letter(letter) && letters.peek().is_some());
    }
    (wrong == 0).then_some(encoding)
}

/// Whether the container has the stream of an encrypted workbook; it writes stream names in UTF-16.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_is_detected_by_the_first_bytes() {
        for (bytes, kind) in [
            (&b""[..], FileKind::Empty),
            (b"\xEF\xBB\xBF", FileKind::Empty),
            (b"PK\x03\x04rest", FileKind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", FileKind::OldWorkbook),
            (b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", FileKind::Protected),
            (b"\xFF\xFEa\0", FileKind::Text(TextEncoding::Utf16Le)),
            (b"\xFE\xFF\0a", FileKind::Text(TextEncoding::Utf16Be)),
            (b"Item,Amount\n", FileKind::Text(TextEncoding::Utf8)),
            (b"I\0t\0e\0m\0,\x001\0\n\0", FileKind::Text(TextEncoding::Utf16Le)),
            (b"\0I\0t\0e\0m\0,\x001\0\n", FileKind::Text(TextEncoding::Utf16Be)),
            // 项目,金额\n海报,5\n
            (
                b"\x79\x98\xEE\x76,\0\xD1\x91\x9D\x98\n\0\x77\x6D\xA5\x62,\x005\0\n\0",
                FileKind::Text(TextEncoding::Utf16Le),
            ),
            ("项目,金额\n".as_bytes(), FileKind::Text(TextEncoding::Utf8)),
            (b"Item,Amount,Owner and more\nSta\0lls,1,abc\n", FileKind::Text(TextEncoding::Utf8)),
            (b"\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n", FileKind::Text(TextEncoding::Gb18030)),
            (b"%PDF-1.7", FileKind::Other),
            (b"\x89PNG\r\n\x1a\n\0\0", FileKind::Other),
            (b"\0\0\x01\0\x01\0\x10\x10\0\0\x01\0\x20\0", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
    }

    #[test]
    fn labels_are_unique_and_parsed_back() {
        for encoding in TextEncoding::ALL {
            assert_eq!(TextEncoding::from_label(encoding.label()), Some(encoding));
        }
    }
}
