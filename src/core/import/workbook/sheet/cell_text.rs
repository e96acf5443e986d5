//! The text of a cell, from its stored value, its type and its number format.

use super::super::bounds::{self, Bound};
use super::super::cell_ref;
use super::super::formats::DisplayFormat;
use super::super::xml::unescaped;
use super::{CellType, OpenCell, SheetReader};
use crate::import::table::TableError;

impl SheetReader<'_> {
    pub(super) fn text_of(&mut self, row: usize, column: usize, cell: &mut OpenCell) -> Result<String, TableError> {
        let text = match cell.kind {
            CellType::Shared => {
                let at = cell.text.trim().parse().ok();
                let text = at.and_then(|at| self.context.texts.get(at)).unwrap_or_default();
                // Checked before copying: a small file may refer to one long text from many cells.
                self.count_text(text.len())?;
                return Ok(self.cut_to_limit(self.indented(text.to_owned(), cell.style)));
            }
            CellType::Text | CellType::Inline => self.indented(unescaped(std::mem::take(&mut cell.text)), cell.style),
            CellType::Error => {
                let text = std::mem::take(&mut cell.text);
                self.result.errors.add(|| cell_ref::format(column, row), &text);
                text
            }
            CellType::Boolean => (if cell.text.trim() == "1" { "TRUE" } else { "FALSE" }).to_owned(),
            CellType::Day => self.day_text(cell),
            CellType::Number => match cell.text.trim().parse::<f64>() {
                Ok(value) if value.is_finite() => {
                    let (text, differs) = self.display_text(value, cell.style);
                    if differs {
                        self.numbers.insert((row, column), value);
                    }
                    text
                }
                _ => std::mem::take(&mut cell.text),
            },
        };
        self.count_text(text.len())?;
        Ok(self.cut_to_limit(text))
    }

    /// A text with the indent of its style as spaces before it, as text files have it.
    fn indented(&self, text: String, style: usize) -> String {
        match self.context.styles.get(style).map_or(0, |style| style.indent) {
            0 => text,
            _ if text.is_empty() => text,
            indent => "  ".repeat(indent) + &text,
        }
    }

    fn count_text(&mut self, bytes: usize) -> Result<(), TableError> {
        self.text_bytes += bytes.min(bounds::CELL_CHARACTERS * 4);
        if self.text_bytes > bounds::TEXT_BYTES { Err(TableError::TooLarge(Bound::Text)) } else { Ok(()) }
    }

    /// Cuts a text to [`bounds::CELL_CHARACTERS`].
    fn cut_to_limit(&mut self, mut text: String) -> String {
        if text.len() > bounds::CELL_CHARACTERS
            && let Some((end, _)) = text.char_indices().nth(bounds::CELL_CHARACTERS)
        {
            text.truncate(end);
            self.result.cells_cut += 1;
        }
        text
    }

    /// The text of a number in its format, and whether that differs from the plain number.
    pub(super) fn display_text(&self, value: f64, style: usize) -> (String, bool) {
        let format = self.context.styles.get(style).map_or(&DisplayFormat::Number, |style| &style.format);
        format.display_text(value, self.context.from_1904)
    }

    /// The text of a cell with an ISO 8601 date instead of a serial number.
    fn day_text(&self, cell: &OpenCell) -> String {
        let day = cell.text.trim().split('T').next().unwrap_or_default();
        match self.context.styles.get(cell.style).map(|style| &style.format) {
            Some(DisplayFormat::Month) if day.len() == 10 && day.is_ascii() => day[..7].to_owned(),
            Some(DisplayFormat::Year) if day.len() == 10 && day.is_ascii() => day[..4].to_owned(),
            _ => day.to_owned(),
        }
    }
}
