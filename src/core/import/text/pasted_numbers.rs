//! Numbers of cells that are pasted into the table of lines. The decimal mark follows from the cells of each column and of
//! the block as a whole, unless the source program states the numbers themselves.

use crate::import::text::numbers::{DecimalMark, MarkEvidence, NumberError, NumberRules, ParsedNumber, currency_signs};

/// A cell of a pasted block whose number is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RejectedCell {
    /// Its row in the block, from 0.
    pub row: usize,
    /// Its column in the block, from 0.
    pub column: usize,
    /// The reason.
    pub error: NumberError,
}

/// A number with a currency in a pasted block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurrencyCell {
    /// Its row in the block, from 0.
    pub row: usize,
    /// Its column in the block, from 0.
    pub column: usize,
    /// The number with its sign, as the source program shows it.
    pub text: String,
}

/// A number of a pasted block with more decimals than its column keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundedCell {
    /// Its row in the block, from 0.
    pub row: usize,
    /// Its column in the block, from 0.
    pub column: usize,
    /// The number as it was in the block.
    pub text: String,
}

/// What becomes of numbers with more decimals than their column keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooFine {
    /// They stay as they are, and the field reports them: an amount that is owed is not rounded.
    Stay,
    /// They are rounded and returned: a figure that was measured or computed has no exact decimals to lose.
    Round,
}

/// The cells of a pasted block that need a notice or a check.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PlainNumbers {
    /// The cells whose numbers are not accepted.
    pub rejected: Vec<RejectedCell>,
    /// The cells that name a currency. Their numbers are written without it; the caller checks whether it is that of the
    /// field.
    pub with_currency: Vec<CurrencyCell>,
    /// The cells whose numbers were rounded.
    pub rounded: Vec<RoundedCell>,
}

/// Writes the numbers of a pasted block by `write`, which gets a number in steps of `10^-decimals`. Placeholders
/// become empty cells. Ambiguous numbers and percentages stay as they are and are returned. Other texts stay as they are; the
/// field reports them.
///
/// `decimals` is the number of decimals of each column, `None` for a column of texts. `shown` has the displayed text of cells
/// for which the source program also wrote the plain number, with a decimal point.
pub fn plain_numbers<'a>(
    block: &mut [Vec<String>],
    shown: &dyn Fn(usize, usize) -> Option<&'a str>,
    decimals: &dyn Fn(usize) -> Option<u8>,
    too_fine: TooFine,
    write: &dyn Fn(i64, u8) -> String,
) -> PlainNumbers {
    let known = |row: usize, column: usize| shown(row, column).is_some();
    let width = block.iter().map(Vec::len).max().unwrap_or(0);
    let columns: Vec<(usize, u8)> = (0..width).filter_map(|column| Some((column, decimals(column)?))).collect();
    let evidence = |columns: &[(usize, u8)]| {
        let mut evidence = MarkEvidence::default();
        for (at, row) in block.iter().enumerate() {
            for (column, _) in columns.iter().filter(|(column, _)| !known(at, *column)) {
                evidence.add(row.get(*column).map_or("", String::as_str));
            }
        }
        evidence
    };
    let all = evidence(&columns);
    let marks: Vec<_> = columns.iter().map(|column| evidence(&[*column]).settle(all, None)).collect();
    let mut found = PlainNumbers::default();
    for ((column, decimals), mark) in columns.into_iter().zip(marks) {
        for (row, cells) in block.iter_mut().enumerate() {
            let Some(text) = cells.get_mut(column) else { continue };
            let plain = known(row, column);
            let mark = if plain { DecimalMark::Point } else { mark };
            let seen = shown(row, column).unwrap_or(text);
            if !currency_signs(seen).is_empty() {
                found.with_currency.push(CurrencyCell { row, column, text: seen.trim().to_owned() });
            }
            let rules = NumberRules { mark, plain };
            let read = match too_fine {
                TooFine::Stay => rules.cell(text, decimals, 0),
                TooFine::Round => rules.nearest(text, decimals, 0),
            };
            match read {
                Ok(None) => text.clear(),
                Ok(Some(ParsedNumber { value, rounded })) if !rounded || too_fine == TooFine::Round => {
                    let exact = std::mem::replace(text, write(value, decimals));
                    if rounded {
                        found.rounded.push(RoundedCell { row, column, text: exact.trim().to_owned() });
                    }
                }
                Err(error @ (NumberError::Ambiguous | NumberError::Percent)) => {
                    found.rejected.push(RejectedCell { row, column, error });
                }
                // The field reports what is wrong with it.
                Ok(_) | Err(_) => {}
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::numbers::written;

    /// Cells by strokes, rows by slashes, with two decimals in each column; `#` before a cell marks a known number.
    fn pasted(text: &str) -> (String, Vec<(usize, usize)>) {
        let rows: Vec<Vec<&str>> = text.split('/').map(|row| row.split('|').collect()).collect();
        let shown = |row: usize, column: usize| rows[row].get(column).and_then(|cell| cell.strip_prefix('#'));
        let mut block: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.trim_start_matches('#').to_owned()).collect()).collect();
        let rejected = plain_numbers(&mut block, &shown, &|_| Some(2), TooFine::Stay, &written).rejected;
        let block: Vec<String> = block.iter().map(|row| row.join("|")).collect();
        (block.join("/"), rejected.iter().map(|cell| (cell.row, cell.column)).collect())
    }

    #[test]
    fn a_column_determines_how_its_cells_are_read() {
        for (text, taken, rejected) in [
            // One cell that has one reading settles the others of its column.
            ("1.500/12,5/2.000", "1500/12.5/2000", &[][..]),
            ("1,500/12.5", "1500/12.5", &[]),
            // Or those of the others.
            ("1.500|12,50/2.000|7,25", "1500|12.5/2000|7.25", &[]),
            // Without evidence, each is returned as it is.
            ("1.500/2.000", "1.500/2.000", &[(0, 0), (1, 0)]),
            ("1.500", "1.500", &[(0, 0)]),
            ("1,500", "1500", &[]),
            ("1.5/2.25", "1.5/2.25", &[]),
            // A column that uses both decimal marks is ambiguous where the mark matters.
            ("12,5/12.5/1.500", "12.5/12.5/1.500", &[(2, 0)]),
            // Numbers from the program itself are certain, and are no evidence for texts.
            ("#1.5/#1234.5/1.500", "1.5/1234.5/1.500", &[(2, 0)]),
            ("#1.500", "1.5", &[]),
            // Refunds and nothing.
            ("(1.250,50) €/-3/5-/ $ -   ", "-1250.5/-3/-5/", &[]),
            ("40%/1", "40%/1", &[(0, 0)]),
            ("abc/12.345,678", "abc/12.345,678", &[]),
        ] {
            assert_eq!(pasted(text), (taken.to_owned(), rejected.to_vec()), "{text}");
        }
    }

    #[test]
    fn columns_of_texts_stay_as_they_are() {
        let mut block = vec![vec!["1.500".to_owned(), "1,5".to_owned()]];
        let found =
            plain_numbers(&mut block, &|_, _| None, &|column| (column == 1).then_some(2), TooFine::Stay, &written);
        assert_eq!(found, PlainNumbers::default());
        assert_eq!(block, [["1.500", "1.5"]]);
    }

    #[test]
    fn a_sign_is_returned_with_its_number() {
        let row = ["$20", "20", "€ 1.200,50", "(HK$5)", "7 美元", " $ -   ", "abc", "20"];
        let mut block = vec![row.map(str::to_owned).to_vec()];
        // The last number is given beside its text, as spreadsheets put it on the clipboard.
        let shown = |_, column| (column == 7).then_some("US$20.00");
        let found = plain_numbers(&mut block, &shown, &|_| Some(2), TooFine::Stay, &written);
        assert_eq!(block, [["20", "20", "1200.5", "-5", "7", "", "abc", "20"]]);
        let with_currency: Vec<(usize, &str)> =
            found.with_currency.iter().map(|cell| (cell.column, cell.text.as_str())).collect();
        assert_eq!(with_currency, [(0, "$20"), (2, "€ 1.200,50"), (3, "(HK$5)"), (4, "7 美元"), (7, "US$20.00")]);
        assert_eq!(found.rejected, []);
    }

    #[test]
    fn numbers_that_are_too_fine_stay_or_are_rounded_and_returned() {
        let rows =
            || ["1.239", "#0.005", "-7.125", "12.50", "1.2345万"].map(|cell| vec![cell.replace('#', "")]).to_vec();
        let shown = |row: usize, _| (row == 1).then_some("0.005");
        let mut block = rows();
        let found = plain_numbers(&mut block, &shown, &|_| Some(2), TooFine::Round, &written);
        assert_eq!(block.concat(), ["1.24", "0.01", "-7.13", "12.5", "12345"]);
        let rounded: Vec<(usize, &str)> = found.rounded.iter().map(|cell| (cell.row, cell.text.as_str())).collect();
        assert_eq!(rounded, [(0, "1.239"), (1, "0.005"), (2, "-7.125")]);
        let mut block = rows();
        let found = plain_numbers(&mut block, &shown, &|_| Some(2), TooFine::Stay, &written);
        assert_eq!(block.concat(), ["1.239", "0.005", "-7.125", "12.5", "12345"]);
        assert_eq!(found.rounded, []);
    }
}
