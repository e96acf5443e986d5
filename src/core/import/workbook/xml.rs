//! Reads the XML parts of a workbook within limits: events, attributes, text.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::super::bounds::{self, Bound};
use super::super::table::TableError;

/// Reads a part event by event. Refuses document types, which the format forbids and which could declare expanding
/// entities, and nesting deeper than [`bounds::DEPTH`].
pub(super) struct XmlEvents<'a> {
    reader: Reader<&'a [u8]>,
    part: &'a str,
    length: usize,
    depth: usize,
}

impl<'a> XmlEvents<'a> {
    /// Reads `text`; `part` is its path, for error messages.
    pub(super) fn new(text: &'a str, part: &'a str) -> XmlEvents<'a> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        XmlEvents { reader: Reader::from_str(text), part, length: text.len().max(1), depth: 0 }
    }

    /// The next event.
    pub(super) fn next(&mut self) -> Result<Event<'a>, TableError> {
        let event = self.reader.read_event().map_err(|_| damaged(self.part))?;
        match event {
            Event::Start(_) => self.depth += 1,
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            Event::DocType(_) => return Err(damaged(self.part)),
            // Open elements at the end mean that the part was cut off.
            Event::Eof if self.depth > 0 => return Err(damaged(self.part)),
            _ => {}
        }
        if self.depth > bounds::DEPTH { Err(TableError::TooLarge(Bound::Depth)) } else { Ok(event) }
    }

    /// How much has been read, from 0 to 1.
    #[allow(clippy::cast_precision_loss)] // for a progress bar
    pub(super) fn share(&self) -> f64 {
        self.reader.buffer_position() as f64 / self.length as f64
    }
}

/// The error for a part that cannot be read.
pub(super) fn damaged(part: &str) -> TableError {
    TableError::Damaged { what: part.to_owned() }
}

/// Calls `call` for the start of every element.
pub(super) fn each_start(text: &str, part: &str, mut call: impl FnMut(&BytesStart)) -> Result<(), TableError> {
    let mut events = XmlEvents::new(text, part);
    loop {
        match events.next()? {
            Event::Start(element) | Event::Empty(element) => call(&element),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, by its name without a namespace prefix.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

/// Whether a boolean attribute is set.
pub(super) fn flag(element: &BytesStart, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| matches!(value.as_str(), "1" | "true" | "on"))
}

/// Appends the text of an event: plain text, a character reference or CDATA.
pub(super) fn append(event: &Event, text: &mut String) {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(reference) => match reference.resolve_char_ref() {
            Ok(Some(letter)) => text.push(letter),
            _ => text.push_str(match reference.xml10_content().as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                "apos" => "'",
                _ => "",
            }),
        },
        _ => {}
    }
}

/// Replaces the escapes `_xHHHH_` by their UTF-16 code units (ECMA-376, `ST_Xstring`): `_x000D_` is a carriage return,
/// `_x005F_x000D_` the literal text `_x000D_`. Line breaks become a line feed; other control characters are removed.
pub(super) fn unescaped(text: String) -> String {
    let is_unwanted = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    if !text.contains("_x") && !text.contains(is_unwanted) {
        return text;
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut remaining = text.as_str();
    while let Some(letter) = remaining.chars().next() {
        if let Some(unit) = escape_at(remaining) {
            units.push(unit);
            remaining = &remaining[ESCAPE_LENGTH..];
        } else {
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            remaining = &remaining[letter.len_utf8()..];
        }
    }
    let text = String::from_utf16_lossy(&units).replace("\r\n", "\n").replace(['\r', '\u{b}', '\u{c}'], "\n");
    text.chars().filter(|&letter| !is_unwanted(letter)).collect()
}

/// The length of `_xHHHH_`.
const ESCAPE_LENGTH: usize = 7;

fn escape_at(text: &str) -> Option<u16> {
    let hex = text.strip_prefix("_x")?.get(..4)?;
    let is_escape = hex.bytes().all(|byte| byte.is_ascii_hexdigit()) && text[6..].starts_with('_');
    if is_escape { u16::from_str_radix(hex, 16).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_replaced_by_their_characters() {
        for (text, read) in [
            ("Poster A1_x000D_\nboth sides", "Poster A1\nboth sides"),
            ("a_x000D_b", "a\nb"),
            ("a_x000A_b_x0009_c", "a\nb\tc"),
            ("literal _x005F_x000D_ kept", "literal _x000D_ kept"),
            ("_x005F_", "_"),
            ("_x5c55__x67B6_", "展架"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{fffd}"),
            ("nul_x0000_ and bell_x0007_", "nul and bell"),
            ("_x00_ _x000_ _xGGGG_ _x000D", "_x00_ _x000_ _xGGGG_ _x000D"),
            ("_x展架00_", "_x展架00_"),
            ("max_x_size", "max_x_size"),
        ] {
            assert_eq!(unescaped(text.to_owned()), read, "{text}");
        }
    }

    #[test]
    fn deep_nesting_document_types_and_cut_parts_are_refused() {
        let deep = "<a>".repeat(100_000);
        let mut events = XmlEvents::new(&deep, "deep");
        let error = loop {
            if let Err(error) = events.next() {
                break error;
            }
        };
        assert_eq!(error, TableError::TooLarge(Bound::Depth));
        let text = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert_eq!(each_start(text, "entities", |_| {}), Err(damaged("entities")));
        assert_eq!(each_start("<a><b/>", "cut", |_| {}), Err(damaged("cut")));
    }
}
