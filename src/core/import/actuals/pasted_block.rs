//! How a block of figures that is pasted into a table of days is laid out: whether it brings headings and dates of its own.
//!
//! ```
//! use groundswell_core::import::actuals::pasted_block::layout;
//! use groundswell_core::import::text::dates::DateRules;
//!
//! let rows = |text: &str| text.split('\n').map(|row| row.split('\t').map(str::to_owned).collect()).collect::<Vec<Vec<String>>>();
//! let names = ["Orders".to_owned(), "Spend".to_owned()];
//! let found = layout(&rows("Date\tSpend\n2027-03-01\t12\n2027-03-02\t15"), &names, DateRules::default());
//! assert_eq!((found.headings, found.columns), (1, vec![None, Some(1)]));
//! assert_eq!(found.days.unwrap().len(), 2);
//! // Figures alone go where they are pasted.
//! let found = layout(&rows("12\t15"), &names, DateRules::default());
//! assert_eq!((found.headings, found.days, found.columns), (0, None, vec![Some(0), Some(1)]));
//! ```

use chrono::NaiveDate;

use crate::import::actuals::test_days::is_day;
use crate::import::text::dates::{DateError, DateRules};
use crate::plan::numbers::date_range::DateRange;

/// The layout of a pasted block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockLayout {
    /// How many rows of headings come first: 0 or 1.
    pub headings: usize,
    /// The dates of the rows below the headings; `None` where the block brings none. An empty row has no date.
    pub days: Option<Vec<Option<Result<NaiveDate, DateError>>>>,
    /// For each column of the block the column of the table, counted from the first selected one, or by its heading from
    /// the first of all where there are headings; `None` for dates, and for a heading that the table does not have.
    pub columns: Vec<Option<usize>>,
}

/// The layout of a block. `names` are the headings of the table.
///
/// A first row is one of headings where it has no number and at least one cell is a heading of the table. A first column is
/// one of dates where every cell below the headings that is not empty is a day; a bare number is a figure.
pub fn layout(rows: &[Vec<String>], names: &[String], dates: DateRules) -> BlockLayout {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let named = rows.first().filter(|_| rows.len() > 1).and_then(|row| by_heading(row, names));
    let headings = usize::from(named.is_some());
    let below = rows.get(headings..).unwrap_or_default();
    let first = |row: &'_ Vec<String>| row.first().map_or("", |cell| cell.trim()).to_owned();
    let cells: Vec<String> = below.iter().map(first).collect();
    let is_dated = width > 1
        && cells.iter().any(|cell| !cell.is_empty())
        && cells.iter().all(|cell| cell.is_empty() || is_day(dates, cell) && !is_longer(dates, cell));
    let days = is_dated.then(|| {
        let rules = dates.for_column(cells.iter().map(String::as_str));
        let day = |(cell, row): (&String, &Vec<String>)| {
            let is_blank = row.iter().all(|cell| cell.trim().is_empty());
            (!is_blank).then(|| rules.span(cell).map(DateRange::first))
        };
        cells.iter().zip(below).map(day).collect()
    });
    let skipped = usize::from(is_dated);
    let columns = (0..width).map(|column| match &named {
        _ if column < skipped => None,
        Some(named) => named.get(column).copied().flatten(),
        None => Some(column - skipped),
    });
    BlockLayout { headings, columns: columns.collect(), days }
}

/// Whether a cell is a month or another range of days.
fn is_longer(dates: DateRules, cell: &str) -> bool {
    dates.span(cell).is_ok_and(|days| days.len() > 1)
}

/// The table's column of each heading; `None` where the row is not one of headings.
fn by_heading(row: &[String], names: &[String]) -> Option<Vec<Option<usize>>> {
    let folded = |text: &str| text.trim().to_lowercase();
    let is_figure =
        |cell: &String| cell.trim().starts_with(|first: char| first.is_ascii_digit() || "-+.".contains(first));
    if row.iter().any(is_figure) {
        return None;
    }
    let column = |cell: &String| names.iter().position(|name| folded(name) == folded(cell));
    let found: Vec<Option<usize>> = row.iter().map(column).collect();
    found.iter().any(Option::is_some).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(text: &str) -> BlockLayout {
        let rows: Vec<Vec<String>> = text.split(';').map(|row| row.split('|').map(str::to_owned).collect()).collect();
        let names = ["Orders", "Followers", "Day 7 retention"].map(str::to_owned);
        layout(&rows, &names, DateRules::default())
    }
    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn dates_of_a_block_are_read_by_the_column() {
        let found = laid("28.2.2027|5;1.3.2027|6;2.3.2027|7");
        let days = ["2027-02-28", "2027-03-01", "2027-03-02"].map(|on| Some(Ok(day(on))));
        assert_eq!((found.days, found.columns), (Some(days.to_vec()), vec![None, Some(0)]));
        let found = laid("2027-03-01|5;|;2027-03-02|6");
        assert_eq!(found.days.unwrap(), [Some(Ok(day("2027-03-01"))), None, Some(Ok(day("2027-03-02")))]);
        for text in ["2027-03-01", "March 2027|5"] {
            assert_eq!(laid(text).days, None, "{text}");
        }
        let found = laid("1/3/2027|5");
        assert_eq!(found.days, Some(vec![Some(Err(DateError::Ambiguous))]));
    }

    #[test]
    fn figures_are_no_dates_and_no_headings() {
        for text in ["61|1,070;0|1,100", "20|5", "3.5|7", "20270|1", "61", "|5;|6"] {
            let found = laid(text);
            assert_eq!((found.headings, found.days), (0, None), "{text}");
        }
        // One cell that is no day, and the column is none of dates.
        assert_eq!(laid("2027-03-01|5;total|11").days, None);
    }

    #[test]
    fn headings_lead_to_their_columns() {
        let found = laid("Day|followers |Likes|ORDERS;2027-03-01|1|2|3");
        assert_eq!((found.headings, found.columns), (1, vec![None, Some(1), None, Some(0)]));
        let found = laid("day 7 retention|Orders;40%|3");
        assert_eq!((found.headings, found.days, found.columns), (1, None, vec![Some(2), Some(0)]));
        assert_eq!(laid("Orders").headings, 0, "headings alone are a text");
        assert_eq!(laid("Orders|12;13|14").headings, 0);
    }
}
