//! The plan's [document](super::document) as a workbook: a sheet for each part, with formulas for its sums.
//!
//! The rows are made here; the crate `groundswell-workbook` writes the file, in a worker.

pub mod book;

use std::fmt::Write;

use chrono::{Datelike, NaiveDate, Timelike};

use super::document::{CellFormula, DocumentCell, DocumentChapter, DocumentPart, DocumentTable, PlanDocument};
use crate::plan::model::phase::PhaseKind;
use crate::plan::numbers::currency::Currency;
use crate::plan::numbers::money::Money;
use book::{Book, CellArea, CellStyle, Sheet, SheetChart, SheetColumn, width_of};

/// Properties of the file, and its words.
pub struct WorkbookOptions<'a> {
    /// The language, as `en` or `zh-CN`.
    pub language: &'a str,
    /// The day on which it is made.
    pub made_on: NaiveDate,
    /// The sign of the plan's currency, and whether it is before the digits.
    pub sign: (&'a str, bool),
    /// The title of the chart of the budget over the cycles.
    pub chart: &'a str,
    /// The end of a truncated text, such as "… (continues in the plan file)".
    pub continues: &'a str,
}

/// Widths of columns, in digits. Text columns are narrowed until the sheet fits on the width of a page.
const NARROWEST: usize = 8;
const WIDEST: usize = 46;
const NARROWEST_TEXT: usize = 12;
/// The width of an A4 page in landscape and in portrait, without margins and a reserve of 0.1 inch, in pixels of 1/96 inch.
const PAGE_WIDTH: f64 = 1035.0;
const UPRIGHT_WIDTH: f64 = 705.0;
/// The smallest scale for printing, in percent: text of 11 points is then printed at 6.6 points.
const SMALLEST_SCALE: u16 = 60;
/// The scale for the layout of the summary, which is in portrait.
const SUMMARY_SCALE: u16 = 75;
/// The longest criterion that `SUMIFS` accepts, in characters; compared with bytes, of which there are no fewer.
const LONGEST_CRITERION: usize = 255;
/// The longest text of a cell, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Rows that a chart covers, and one more.
const CHART_ROWS: usize = 19;
/// Colours of the phases, as in the app.
const SEED: u32 = 0x2F_6D3E;
const INITIAL: u32 = 0x23_6288;
const BRAND: u32 = 0xB3_401F;
const OTHER: u32 = 0x6A_5292;
const LINE: u32 = 0x21_1F1C;

/// The workbook of a document, and how many of its texts were too long for a cell and truncated.
pub fn book(document: &PlanDocument, options: &WorkbookOptions) -> (Book, usize) {
    let places: Vec<Vec<TablePosition>> = document.chapters.iter().map(place_tables).collect();
    let layout = Layout { document, places: &places };
    let on = options.made_on;
    let small = |value: u32| u8::try_from(value).unwrap_or(1);
    let mut book = Book {
        title: document.title.clone(),
        language: options.language.to_owned(),
        font: if options.language.starts_with("zh") { "Microsoft YaHei".to_owned() } else { String::new() },
        made_on: (u16::try_from(on.year()).unwrap_or(2000), small(on.month()), small(on.day())),
        money_format: money_format(document.currency, options.sign),
        sheets: (0..document.chapters.len()).map(|at| layout.sheet(at, options)).collect(),
    };
    let cut = cut_long_texts(&mut book, options.continues);
    (book, cut)
}

/// The number format of amounts: `"¥"#,##0.00`, and the same with a minus sign for negative amounts.
fn money_format(currency: Currency, (sign, before): (&str, bool)) -> String {
    let digits = match currency.digits() {
        0 => "#,##0".to_owned(),
        digits => "#,##0.".to_owned() + &"0".repeat(usize::from(digits)),
    };
    let sign = sign.replace('"', "");
    let spaced = sign.chars().count() > 1 && sign.chars().all(char::is_alphabetic);
    let amount = match (before, spaced) {
        (true, true) => format!("\"{sign} \"{digits}"),
        (true, false) => format!("\"{sign}\"{digits}"),
        (false, _) => format!("{digits}\" {sign}\""),
    };
    format!("{amount}_-;-{amount}_-")
}

/// The position of a table on its sheet.
#[derive(Clone, Copy)]
struct TablePosition {
    /// The row of its title, if it has one.
    title: Option<usize>,
    /// The row of its headings, if it has any.
    headings: Option<usize>,
    /// Its first row.
    first: usize,
    /// Whether it is on the sheet.
    shown: bool,
}

/// The main table is first, with its headings in the first row, so that they can be frozen; the others follow with titles.
fn place_tables(chapter: &DocumentChapter) -> Vec<TablePosition> {
    let mut row = 0;
    let mut places = Vec::new();
    for (at, table) in chapter.tables.iter().enumerate() {
        let is_main = at == 0;
        let shown = is_main || !table.rows.is_empty();
        let mut take_row = |needed: bool| {
            needed.then(|| {
                row += 1;
                row - 1
            })
        };
        // The main table has the name of its sheet.
        let titled = !table.title.is_empty() && (!is_main || table.headings.is_empty());
        let title = take_row(shown && titled);
        let headings = take_row(shown && !table.headings.is_empty());
        places.push(TablePosition { title, headings, first: row, shown });
        if shown {
            row += table.rows.len() + table.totals.len() + 1;
            if !table.chart_phases.is_empty() {
                row += CHART_ROWS;
            }
        }
    }
    places
}

struct Layout<'a> {
    document: &'a PlanDocument,
    places: &'a [Vec<TablePosition>],
}

impl Layout<'_> {
    fn sheet(&self, at: usize, options: &WorkbookOptions) -> Sheet {
        let chapter = &self.document.chapters[at];
        let mut sheet = Sheet { name: sheet_name(chapter), ..Sheet::default() };
        let mut end = 0;
        for (table, place) in chapter.tables.iter().zip(&self.places[at]) {
            if place.shown {
                self.place(&mut sheet.rows, table, *place);
                end = sheet.rows.len();
            }
        }
        sheet.is_summary = chapter.part == DocumentPart::Summary;
        let (page, smallest) =
            if sheet.is_summary { (UPRIGHT_WIDTH, SUMMARY_SCALE) } else { (PAGE_WIDTH, SMALLEST_SCALE) };
        sheet.columns = columns(&sheet.rows, page * 100.0 / f64::from(smallest));
        sheet.is_one_page_wide = sheet.is_summary || pixels(&sheet.columns) * f64::from(smallest) <= page * 100.0;
        let (main, place) = (&chapter.tables[0], self.places[at][0]);
        if let Some(headings) = place.headings {
            sheet.frozen = short(headings + 1);
            if !main.rows.is_empty() {
                let last = place.first + main.rows.len() - 1;
                let across = main.headings.len() - usize::from(main.ids.1.is_empty());
                sheet.filter = Some((short(headings), 0, short(last), column(across)));
            }
        }
        if chapter.part == DocumentPart::Cycles || chapter.part == DocumentPart::Summary {
            let after = if chapter.part == DocumentPart::Cycles {
                place.first + main.rows.len() + main.totals.len()
            } else {
                end
            };
            sheet.charts.extend(self.chart(after + 1, options));
        }
        sheet
    }

    /// Writes a table into the rows of its sheet.
    fn place(&self, rows: &mut Vec<Vec<book::SheetCell>>, table: &DocumentTable, place: TablePosition) {
        let mut put = |at: usize, cells: Vec<book::SheetCell>| {
            if rows.len() <= at {
                rows.resize(at + 1, Vec::new());
            }
            rows[at] = cells;
        };
        if let Some(at) = place.title {
            put(at, vec![text(&table.title, CellStyle::Title)]);
        }
        if let Some(at) = place.headings {
            let style = |column| if is_figure(table, column) { CellStyle::HeadEnd } else { CellStyle::Head };
            let heading = |(column, heading): (usize, &String)| text(heading, style(column));
            let mut headings: Vec<book::SheetCell> = table.headings.iter().enumerate().map(heading).collect();
            if !table.ids.1.is_empty() {
                headings.push(text(&table.ids.0, CellStyle::Head));
            }
            put(at, headings);
        }
        // Without headings, the first column has the heading of each row.
        let first = if table.headings.is_empty() { CellStyle::Key } else { CellStyle::Body };
        let body = table.rows.iter().map(|row| (row, false));
        for (nth, (row, is_total)) in body.chain(table.totals.iter().map(|row| (row, true))).enumerate() {
            let at = place.first + nth;
            let position = |across| CellPosition { table, place, row: at, column: across, is_total };
            let cells = row.iter().enumerate().map(|(across, cell)| self.cell(cell, position(across), first));
            let mut cells: Vec<book::SheetCell> = cells.collect();
            if let Some(id) = table.ids.1.get(nth).filter(|_| !is_total) {
                cells.push(text(id, CellStyle::Body));
            }
            put(at, cells);
        }
    }

    fn cell(&self, cell: &DocumentCell, position: CellPosition, first: CellStyle) -> book::SheetCell {
        let style = |usual, sum| if position.is_total { sum } else { usual };
        match cell {
            // The line above the totals is continuous.
            DocumentCell::Empty if position.is_total => text("", CellStyle::Sum),
            DocumentCell::Empty => book::SheetCell::Empty,
            DocumentCell::Text(words) if position.column == 0 => text(words, style(first, CellStyle::Sum)),
            // The plan's basics are long texts, which span the columns of the tables below.
            DocumentCell::Text(words) if first == CellStyle::Key => text(words, CellStyle::Wide),
            DocumentCell::Text(words) => text(words, style(CellStyle::Body, CellStyle::Sum)),
            DocumentCell::Computed(content, formula) => match self.formula(formula, position) {
                Some(formula) => {
                    let (value, usual) = self.value(content).unwrap_or((0.0, CellStyle::Number));
                    let sum = if usual == CellStyle::Money { CellStyle::SumMoney } else { CellStyle::SumNumber };
                    book::SheetCell::Formula(formula, value, style(usual, sum))
                }
                None => self.cell(content, position, first),
            },
            DocumentCell::Day(day) if serial(*day).is_none() => {
                text(&day.to_string(), style(CellStyle::Body, CellStyle::Sum))
            }
            other => match self.value(other) {
                Some((value, usual)) => book::SheetCell::Number(value, usual),
                None => book::SheetCell::Empty,
            },
        }
    }

    fn value(&self, cell: &DocumentCell) -> Option<(f64, CellStyle)> {
        Some(match cell {
            DocumentCell::Number(value) | DocumentCell::Price(value) => (value.to_f64(), CellStyle::Number),
            DocumentCell::Money(amount) => (whole_units(*amount, self.document.currency), CellStyle::Money),
            DocumentCell::Percent(points) => (points.to_f64() / 100.0, CellStyle::Percent),
            DocumentCell::Day(day) => (serial(*day)?, CellStyle::Date),
            DocumentCell::Time(time) => (f64::from(time.num_seconds_from_midnight()) / 86_400.0, CellStyle::Time),
            DocumentCell::Empty | DocumentCell::Text(_) | DocumentCell::Computed(..) => return None,
        })
    }

    fn formula(&self, formula: &CellFormula, position: CellPosition) -> Option<String> {
        let CellPosition { table, place, row, column, .. } = position;
        let cell = |row, column| address(row, column);
        Some(match formula {
            CellFormula::Column => {
                let last = place.first + table.rows.len().checked_sub(1)?;
                format!("=SUM({}:{})", cell(place.first, column), cell(last, column))
            }
            CellFormula::Row { first, last } => format!("=SUM({}:{})", cell(row, *first), cell(row, *last)),
            CellFormula::Running => format!("=SUM({}:{})", cell(row - 1, 1), cell(row - 1, column)),
            CellFormula::Price { quantity, price, foreign } => {
                let product = format!("{}*{}", cell(row, *quantity), cell(row, *price));
                let digits = self.document.currency.digits();
                match foreign {
                    None => format!("=ROUND({product},{digits})"),
                    Some((own, rate)) => format!("=ROUND(ROUND({product},{own})*{rate},{digits})"),
                }
            }
            CellFormula::TotalOf { part, column } => {
                let at = self.document.chapters.iter().position(|chapter| chapter.part == *part)?;
                let (chapter, place) = (&self.document.chapters[at], self.places[at][0]);
                let total = place.first + chapter.tables[0].rows.len();
                format!("={}!{}", quoted(&sheet_name(chapter)), cell(total, *column))
            }
            CellFormula::SumOf { .. } => self.sum_of(formula, position)?,
            CellFormula::Difference { from, less } => format!("={}-{}", cell(row, *from), cell(row, *less)),
            CellFormula::Less { from, rows } => {
                let mut sum = "=".to_owned() + &cell(place.first + from, column);
                for taken in rows {
                    let _ = write!(sum, "-{}", cell(place.first + taken, column));
                }
                sum
            }
        })
    }

    /// `SUMIFS` over a column of another part; `SUMPRODUCT` if the key has characters that `SUMIFS` reads as a pattern.
    fn sum_of(&self, formula: &CellFormula, position: CellPosition) -> Option<String> {
        let CellFormula::SumOf { part, sum, by, key, but } = formula else { return None };
        let at = self.document.chapters.iter().position(|chapter| chapter.part == *part)?;
        let (chapter, place) = (&self.document.chapters[at], self.places[at][0]);
        let last = place.first + chapter.tables[0].rows.len().checked_sub(1)?;
        let along = |column| {
            let (first, last) = (absolute(place.first, column), absolute(last, column));
            format!("{}!{first}:{last}", quoted(&sheet_name(chapter)))
        };
        let (sums, names) = (along(*sum), along(*by));
        let but = but.as_ref().map(|(column, words)| (along(*column), words.replace('"', "\"\"")));
        let product = |condition: &str| match &but {
            Some((column, words)) => format!("=SUMPRODUCT(({names}={condition})*({column}<>\"{words}\")*{sums})"),
            None => format!("=SUMPRODUCT(({names}={condition})*{sums})"),
        };
        let Some(key) = *key else { return Some(product("\"\"")) };
        let row = position.table.rows.get(position.row.checked_sub(position.place.first)?)?;
        let DocumentCell::Text(words) = row.get(key)? else { return None };
        let is_pattern = |words: &str| {
            words.contains(['*', '?', '~']) || words.starts_with(['=', '<', '>']) || words.len() > LONGEST_CRITERION
        };
        let key = address(position.row, key);
        if is_pattern(words) || but.as_ref().is_some_and(|(_, words)| is_pattern(words)) {
            return Some(product(&key));
        }
        Some(match but {
            Some((column, words)) => format!("=SUMIFS({sums},{names},{key},{column},\"<>{words}\")"),
            None => format!("=SUMIFS({sums},{names},{key})"),
        })
    }

    /// The chart of the budget over the cycles, at a row of a sheet.
    fn chart(&self, at: usize, options: &WorkbookOptions) -> Option<SheetChart> {
        let sheet = self.document.chapters.iter().position(|chapter| chapter.part == DocumentPart::Cycles)?;
        let (chapter, place) = (&self.document.chapters[sheet], self.places[sheet][0]);
        let table = &chapter.tables[0];
        if table.chart_phases.is_empty() {
            return None;
        }
        let last = column(table.headings.len() - 3);
        let along = |row: usize| -> CellArea { (short(row), 1, short(row), last) };
        let part = |row: usize, colour| book::ChartSeries { name: (short(row), 0), values: along(row), colour };
        let colour = |kind: &Option<PhaseKind>| match kind {
            Some(PhaseKind::Seed) => SEED,
            Some(PhaseKind::Initial) => INITIAL,
            Some(PhaseKind::Brand) => BRAND,
            Some(PhaseKind::Other) | None => OTHER,
        };
        Some(SheetChart {
            title: options.chart.to_owned(),
            described: options.chart.to_owned(),
            at: (short(at), 0),
            sheet: sheet_name(chapter),
            categories: along(place.headings?),
            parts: table
                .chart_phases
                .iter()
                .enumerate()
                .map(|(row, kind)| part(place.first + row, colour(kind)))
                .collect(),
            line: Some(part(place.first + table.rows.len() + 1, LINE)),
        })
    }
}

/// The position of a cell.
#[derive(Clone, Copy)]
struct CellPosition<'a> {
    table: &'a DocumentTable,
    place: TablePosition,
    row: usize,
    column: usize,
    is_total: bool,
}

/// Whether a column has figures, which are right-aligned.
fn is_figure(table: &DocumentTable, column: usize) -> bool {
    let content = table.rows.iter().filter_map(|row| row.get(column)).map(DocumentCell::content);
    let mut cells = content.filter(|cell| **cell != DocumentCell::Empty).peekable();
    cells.peek().is_some()
        && cells.all(|cell| {
            matches!(
                cell,
                DocumentCell::Number(_) | DocumentCell::Money(_) | DocumentCell::Price(_) | DocumentCell::Percent(_)
            )
        })
}

fn text(words: &str, style: CellStyle) -> book::SheetCell {
    book::SheetCell::Text(words.to_owned(), style)
}

/// Truncates texts that are too long for a cell, marks their ends, and returns how many there were.
fn cut_long_texts(book: &mut Book, continues: &str) -> usize {
    let texts = book.sheets.iter_mut().flat_map(|sheet| sheet.rows.iter_mut().flatten());
    let mut cut = 0;
    for cell in texts {
        let book::SheetCell::Text(words, _) = cell else { continue };
        // A text has at least as many bytes as UTF-16 units.
        if words.len() <= LONGEST_TEXT || words.encode_utf16().count() <= LONGEST_TEXT {
            continue;
        }
        let room = LONGEST_TEXT.saturating_sub(continues.encode_utf16().count());
        let mut units = 0;
        let end = words.char_indices().find(|(_, letter)| {
            units += letter.len_utf16();
            units > room
        });
        words.truncate(end.map_or(words.len(), |(at, _)| at));
        words.push_str(continues);
        cut += 1;
    }
    cut
}

/// The name of a chapter's sheet, without characters that sheet names may not have, and at most 31 characters long.
fn sheet_name(chapter: &DocumentChapter) -> String {
    chapter.name.chars().filter(|letter| !"[]:*?/\\'".contains(*letter)).take(31).collect()
}

fn quoted(sheet: &str) -> String {
    ["'", sheet, "'"].concat()
}

/// `B7` for row 6 and column 1, both counted from 0.
fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0));
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    String::from_utf8(letters).unwrap_or_default() + &(row + 1).to_string()
}

/// `$B$7` for row 6 and column 1.
fn absolute(row: usize, column: usize) -> String {
    let address = address(row, column);
    let digits = address.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
    ["$", &address[..digits], "$", &address[digits..]].concat()
}

fn short(row: usize) -> u32 {
    u32::try_from(row).unwrap_or(u32::MAX)
}

fn column(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The amount in whole units, as the nearest float: spreadsheets compute in these.
fn whole_units(amount: Money, currency: Currency) -> f64 {
    amount.to_f64() / 10f64.powi(i32::from(currency.digits()))
}

/// The serial number of a day in spreadsheets: 1 March 1900 is number 61, as they treat 1900 as a leap year. `None` for days
/// before that one, which they show as another day, and after the year 9999.
fn serial(day: NaiveDate) -> Option<f64> {
    const FIRST: i64 = 61;
    const LAST: i64 = 2_958_465;
    let before = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    let days = (day - before).num_days();
    let serial = i32::try_from(days).ok().filter(|_| (FIRST..=LAST).contains(&days))?;
    Some(f64::from(serial))
}

/// Column widths that show most cells completely, and add up to at most `room` pixels if possible.
fn columns(rows: &[Vec<book::SheetCell>], room: f64) -> Vec<SheetColumn> {
    let fits = |widest: &usize| pixels(&columns_within(rows, *widest)) <= room;
    let widest = (NARROWEST_TEXT..=WIDEST).rev().step_by(2).find(fits).unwrap_or(NARROWEST_TEXT);
    columns_within(rows, widest)
}

/// Column widths with texts limited to `widest`.
fn columns_within(rows: &[Vec<book::SheetCell>], widest: usize) -> Vec<SheetColumn> {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let mut widths = vec![NARROWEST; count];
    let mut wraps = vec![false; count];
    for row in rows {
        for (column, cell) in row.iter().enumerate() {
            let width = match cell {
                book::SheetCell::Text(_, CellStyle::Title | CellStyle::Wide) | book::SheetCell::Empty => continue,
                // Headings may wrap.
                book::SheetCell::Text(words, CellStyle::Head | CellStyle::HeadEnd) => {
                    words.split_whitespace().map(width_of).max().unwrap_or(0).min(12) + 2
                }
                book::SheetCell::Text(words, _) => {
                    wraps[column] |= words.contains('\n') || width_of(words) > widest;
                    (width_of(words) + 1).min(widest)
                }
                book::SheetCell::Number(_, CellStyle::Date | CellStyle::Time) => 11,
                book::SheetCell::Number(value, _) | book::SheetCell::Formula(_, value, _) => {
                    figure_width(*value).min(widest)
                }
            };
            widths[column] = widths[column].max(width);
        }
    }
    let width = |width| f64::from(u8::try_from(width).unwrap_or(u8::MAX));
    widths.into_iter().zip(wraps).map(|(columns, wraps)| SheetColumn { width: width(columns), wraps }).collect()
}

/// The total width of columns, as spreadsheets draw them at 96 dpi.
fn pixels(columns: &[SheetColumn]) -> f64 {
    columns.iter().map(|column| column.width * 7.0 + 5.0).sum()
}

/// The width of an amount with its sign, decimals and thousands separators, in digits.
fn figure_width(value: f64) -> usize {
    let digits = if value.abs() < 1.0 { 1.0 } else { value.abs().log10().floor() + 1.0 };
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // a few dozen at most
    let digits = digits as usize;
    digits + digits / 3 + 7
}
