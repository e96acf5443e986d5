//! Determines the decimal mark of a column from its cells.
//!
//! Must not parse the numbers; [`NumberRules`](super::NumberRules) does, with the mark found here.

use super::DecimalMark;
use super::literal::NumberLiteral;

/// The evidence of cells for a decimal mark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MarkEvidence {
    /// Cells whose decimal mark can only be a point: `12.5`, `1,234.56`, `1,25,000`.
    pub point: usize,
    /// Cells whose decimal mark can only be a comma: `12,5`, `1.234,56`, `12,-`.
    pub comma: usize,
    /// Cells such as `1.500`.
    pub pointed: usize,
    /// Cells such as `1,500`.
    pub commaed: usize,
}

impl MarkEvidence {
    /// The evidence of these cells.
    pub fn of<'a>(cells: impl Iterator<Item = &'a str>) -> MarkEvidence {
        let mut evidence = MarkEvidence::default();
        for cell in cells {
            evidence.add(cell);
        }
        evidence
    }

    /// Adds one cell.
    pub fn add(&mut self, cell: &str) {
        let Ok(Some(literal)) = NumberLiteral::of(cell) else { return };
        if !literal.ends_whole && !literal.marks.iter().any(|mark| matches!(mark, '.' | ',')) {
            return;
        }
        match (literal.read_as('.'), literal.read_as(',')) {
            (Some(_), Some(_)) if literal.ends_whole => self.comma += 1,
            (Some(_), Some(_)) if literal.marks.contains(&'.') => self.pointed += 1,
            (Some(_), Some(_)) => self.commaed += 1,
            (Some(_), None) => self.point += 1,
            (None, Some(_)) => self.comma += 1,
            (None, None) => {}
        }
    }

    /// The mark of a column with this evidence. `file` is that of all columns of numbers in the file, `delimiter` the
    /// delimiter of text. [`DecimalMark::Either`] where both readings are possible and the person has to choose.
    pub fn settle(self, file: MarkEvidence, delimiter: Option<u8>) -> DecimalMark {
        let by_certain = |evidence: MarkEvidence| match (evidence.point, evidence.comma) {
            (1.., 0) => Some(DecimalMark::Point),
            (0, 1..) => Some(DecimalMark::Comma),
            (1.., 1..) => Some(DecimalMark::Either),
            (0, 0) => None,
        };
        if let Some(mark) = by_certain(self) {
            return mark;
        }
        match (self.pointed, self.commaed) {
            // No evidence in the column: the mark of the file applies.
            (0, 0) => by_certain(file).unwrap_or_default(),
            (1.., 1..) => DecimalMark::Either,
            _ => match (by_certain(file), delimiter) {
                (Some(mark), _) => mark,
                // Programs write semicolons where the comma is the decimal mark.
                (None, Some(b';')) if self.pointed > 0 => DecimalMark::Comma,
                (None, Some(b';')) => DecimalMark::Either,
                // 1,500 is a grouped number in files delimited by commas or tabs.
                (None, _) if self.commaed > 0 => DecimalMark::Point,
                (None, _) => DecimalMark::Either,
            },
        }
    }
}
