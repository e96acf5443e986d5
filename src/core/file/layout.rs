//! The layout of a file's text: one line for each list item, so that files can be compared line by line.

use std::io::{Result, Write};

use serde_json::ser::Formatter;

/// Objects up to this depth have a line for each field: the file, the plan, its parts.
const MAX_OBJECT_DEPTH: usize = 3;
/// Arrays up to this depth have a line for each item: the lists of the plan and of its parts.
const MAX_ARRAY_DEPTH: usize = 4;

/// Puts the items of the plan's lists on their own lines, and writes each of them compactly.
#[derive(Debug, Default)]
pub struct LineByLine {
    depth: usize,
    /// Whether the container at each depth has any content; an empty one stays on one line.
    filled: Vec<bool>,
}

impl LineByLine {
    fn begin(&mut self) {
        self.depth += 1;
        self.filled.push(false);
    }

    fn end<W: ?Sized + Write>(&mut self, writer: &mut W, max_depth: usize, mark: &[u8]) -> Result<()> {
        let broken = self.depth <= max_depth && self.filled.pop().unwrap_or(false);
        self.filled.truncate(self.depth - 1);
        self.depth -= 1;
        if broken {
            self.line(writer)?;
        }
        writer.write_all(mark)
    }

    fn next<W: ?Sized + Write>(&mut self, writer: &mut W, max_depth: usize, first: bool) -> Result<()> {
        if !first {
            writer.write_all(b",")?;
        }
        if let Some(filled) = self.filled.last_mut() {
            *filled = true;
        }
        if self.depth <= max_depth { self.line(writer) } else { Ok(()) }
    }

    /// Starts a line, indented by one space per level, which hardly adds to the size.
    fn line<W: ?Sized + Write>(&self, writer: &mut W) -> Result<()> {
        writer.write_all(b"\n")?;
        writer.write_all(&b"    "[..self.depth.min(MAX_ARRAY_DEPTH)])
    }
}

impl Formatter for LineByLine {
    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.begin();
        writer.write_all(b"[")
    }
    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.end(writer, MAX_ARRAY_DEPTH, b"]")
    }
    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next(writer, MAX_ARRAY_DEPTH, first)
    }
    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.begin();
        writer.write_all(b"{")
    }
    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> Result<()> {
        self.end(writer, MAX_OBJECT_DEPTH, b"}")
    }
    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> Result<()> {
        self.next(writer, MAX_OBJECT_DEPTH, first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    fn laid_out(value: &serde_json::Value) -> String {
        let mut bytes = Vec::new();
        value.serialize(&mut serde_json::Serializer::with_formatter(&mut bytes, LineByLine::default())).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn each_item_of_a_list_has_its_own_line() {
        let value =
            serde_json::json!({"plan": {"budget": {"lines": [{"id": 1, "sums": [1, 2]}, {"id": 2}]}, "none": []}});
        let text = "{\n \"plan\":{\n  \"budget\":{\n   \"lines\":[\n    {\"id\":1,\"sums\":[1,2]},\n    {\"id\":2}\n   ]\n  },\n  \"none\":[]\n }\n}";
        assert_eq!(laid_out(&value), text);
    }
}
