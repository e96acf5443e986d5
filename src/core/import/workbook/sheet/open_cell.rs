//! The cell being read: the attributes and the contents of its element.

use quick_xml::events::BytesStart;

/// The cell being read.
#[derive(Default)]
pub(super) struct OpenCell {
    pub(super) column: Option<usize>,
    pub(super) kind: CellType,
    pub(super) style: usize,
    pub(super) text: String,
    pub(super) formula: Option<String>,
    pub(super) shared_index: Option<u32>,
    pub(super) is_data_table: bool,
    /// Whether a value is stored, even an empty one.
    pub(super) has_stored_value: bool,
    pub(super) content: CellContent,
    pub(super) in_phonetic_guide: bool,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellType {
    #[default]
    Number,
    Shared,
    Text,
    Inline,
    Boolean,
    Error,
    Day,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum CellContent {
    #[default]
    Nothing,
    Value,
    Formula,
}

impl OpenCell {
    /// Starts a cell and returns its reference, which is optional in the format.
    pub(super) fn start(&mut self, element: &BytesStart) -> Option<String> {
        let mut named = None;
        (self.kind, self.style) = (CellType::Number, 0);
        let mut attributes = element.attributes();
        for attribute in attributes.with_checks(false).flatten() {
            match attribute.key.local_name().as_ref() {
                "r" => named = Some(attribute.value.into_owned()),
                "s" => self.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match attribute.value.as_ref() {
                        "s" => CellType::Shared,
                        "str" => CellType::Text,
                        "inlineStr" => CellType::Inline,
                        "b" => CellType::Boolean,
                        "e" => CellType::Error,
                        "d" => CellType::Day,
                        _ => CellType::Number,
                    }
                }
                _ => {}
            }
        }
        self.text.clear();
        (self.formula, self.shared_index, self.is_data_table, self.has_stored_value) = (None, None, false, false);
        (self.content, self.in_phonetic_guide) = (CellContent::Nothing, false);
        named
    }
}
