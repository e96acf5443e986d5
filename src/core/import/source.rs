//! What kind of file it is, told by its first bytes: endings lie.

/// Kinds of file that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Nothing, or nothing but a byte order mark.
    Empty,
    /// A zip archive: a workbook, or something else in the same wrapping.
    Zip,
    /// A workbook of the old binary kind (`.xls`).
    OldWorkbook,
    /// A workbook that asks for a password.
    Protected,
    /// Text.
    Text(Encoding),
    /// None of these: a picture, a PDF, a program.
    Other,
}

/// How text is put in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16 with the low byte first.
    Utf16Le,
    /// UTF-16 with the high byte first.
    Utf16Be,
    /// The Chinese standard, which holds GBK and GB2312.
    Gb18030,
}

impl Encoding {
    /// Its label as browsers know it.
    pub fn label(self) -> &'static str {
        match self {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16Le => "utf-16le",
            Encoding::Utf16Be => "utf-16be",
            Encoding::Gb18030 => "gb18030",
        }
    }
}

/// How much of a file is looked at for bytes that no text has.
const LOOKED_AT: usize = 4096;

impl FileKind {
    /// The kind of a file with these bytes.
    pub fn of(bytes: &[u8]) -> FileKind {
        match bytes {
            [] | [0xEF, 0xBB, 0xBF] | [0xFF, 0xFE] | [0xFE, 0xFF] => FileKind::Empty,
            [b'P', b'K', 3 | 5, ..] => FileKind::Zip,
            // The old binary container holds old workbooks, and new ones under a password.
            [0xD0, 0xCF, 0x11, 0xE0, ..] if holds_encrypted_package(bytes) => FileKind::Protected,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => FileKind::OldWorkbook,
            [0xFF, 0xFE, ..] => FileKind::Text(Encoding::Utf16Le),
            [0xFE, 0xFF, ..] => FileKind::Text(Encoding::Utf16Be),
            [b'%', b'P', b'D', b'F', ..] => FileKind::Other,
            _ if bytes[..bytes.len().min(LOOKED_AT)].iter().any(|&byte| is_of_no_text(byte)) => FileKind::Other,
            _ if std::str::from_utf8(bytes).is_ok() => FileKind::Text(Encoding::Utf8),
            _ => FileKind::Text(Encoding::Gb18030),
        }
    }
}

fn is_of_no_text(byte: u8) -> bool {
    byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C | 0x1A | 0x1B)
}

/// The name of the stream that a workbook under a password lies in, as the container writes names: UTF-16.
fn holds_encrypted_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_tell_the_kind() {
        for (bytes, kind) in [
            (&b""[..], FileKind::Empty),
            (b"\xEF\xBB\xBF", FileKind::Empty),
            (b"PK\x03\x04rest", FileKind::Zip),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old", FileKind::OldWorkbook),
            (b"\xD0\xCF\x11\xE0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", FileKind::Protected),
            (b"\xFF\xFEa\0", FileKind::Text(Encoding::Utf16Le)),
            (b"\xFE\xFF\0a", FileKind::Text(Encoding::Utf16Be)),
            (b"Item,Amount\n", FileKind::Text(Encoding::Utf8)),
            ("项目,金额\n".as_bytes(), FileKind::Text(Encoding::Utf8)),
            (b"\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n", FileKind::Text(Encoding::Gb18030)),
            (b"%PDF-1.7", FileKind::Other),
            (b"\x89PNG\r\n\x1a\n\0\0", FileKind::Other),
        ] {
            assert_eq!(FileKind::of(bytes), kind, "{bytes:?}");
        }
    }
}
