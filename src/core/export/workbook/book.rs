//! A workbook as plain rows of cells, for the worker that writes the file.
//!
//! It knows no plan and no language, so that the worker needs neither; it is sent to the worker as JSON.

use serde::{Deserialize, Serialize};

/// A workbook.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Book {
    /// Its title in the document's properties.
    pub title: String,
    /// The language it is written in, as `en` or `zh-CN`.
    pub language: String,
    /// The font of every cell; empty for the spreadsheet's default.
    pub font: String,
    /// When it was made, as year, month, day.
    pub made_on: (u16, u8, u8),
    /// The number format of amounts in the plan's currency.
    pub money_format: String,
    /// The sheets, in their order.
    pub sheets: Vec<Sheet>,
}

/// A sheet.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// The columns, in their order.
    pub columns: Vec<SheetColumn>,
    /// The rows, in their order.
    pub rows: Vec<Vec<SheetCell>>,
    /// The number of frozen rows at the top, which are also repeated in print.
    pub frozen: u32,
    /// The cells with a filter, headings included.
    pub filter: Option<CellArea>,
    /// Its charts.
    pub charts: Vec<SheetChart>,
    /// Whether it is the summary: one page in portrait.
    pub is_summary: bool,
    /// Whether all columns fit on one page; if not, the first is repeated on each page.
    pub is_one_page_wide: bool,
}

/// First row, first column, last row, last column, counted from 0.
pub type CellArea = (u32, u16, u32, u16);

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct SheetColumn {
    /// The width in digits.
    pub width: f64,
    /// Whether long texts wrap.
    pub wraps: bool,
}

/// A cell: its content and style.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum SheetCell {
    /// Nothing.
    #[default]
    #[serde(rename = "e")]
    Empty,
    /// A text.
    #[serde(rename = "t")]
    Text(String, CellStyle),
    /// A number; days and times are numbers, too.
    #[serde(rename = "n")]
    Number(f64, CellStyle),
    /// A formula and its value.
    #[serde(rename = "f")]
    Formula(String, f64, CellStyle),
}

/// The style of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CellStyle {
    /// A text in a column.
    #[default]
    #[serde(rename = "b")]
    Body,
    /// The title of the sheet or of a table.
    #[serde(rename = "t")]
    Title,
    /// The heading of a column.
    #[serde(rename = "h")]
    Head,
    /// The heading of a row.
    #[serde(rename = "k")]
    Key,
    /// A number with its own decimals.
    #[serde(rename = "n")]
    Number,
    /// An amount in the plan's currency.
    #[serde(rename = "m")]
    Money,
    /// A share, held as a fraction of one.
    #[serde(rename = "p")]
    Percent,
    /// A day.
    #[serde(rename = "d")]
    Date,
    /// A time of day.
    #[serde(rename = "c")]
    Time,
    /// A text in the row of totals.
    #[serde(rename = "s")]
    Sum,
    /// A number in the row of totals.
    #[serde(rename = "sn")]
    SumNumber,
    /// An amount in the row of totals.
    #[serde(rename = "sm")]
    SumMoney,
    /// A text that spans the columns to its right; see [`WIDE`].
    #[serde(rename = "w")]
    Wide,
    /// The heading of a column of figures.
    #[serde(rename = "he")]
    HeadEnd,
}

/// The number of columns that a [`CellStyle::Wide`] text spans.
pub const WIDE: u16 = 6;

/// The width of a text, in digits: characters of East Asian scripts are twice as wide.
pub fn width_of(words: &str) -> usize {
    let line = |line: &str| line.chars().map(|letter| if u32::from(letter) > 0x2E7F { 2 } else { 1 }).sum();
    words.lines().map(line).max().unwrap_or(0)
}

impl CellStyle {
    /// Every style.
    pub const ALL: [CellStyle; 14] = [
        CellStyle::Body,
        CellStyle::Title,
        CellStyle::Head,
        CellStyle::Key,
        CellStyle::Number,
        CellStyle::Money,
        CellStyle::Percent,
        CellStyle::Date,
        CellStyle::Time,
        CellStyle::Sum,
        CellStyle::SumNumber,
        CellStyle::SumMoney,
        CellStyle::Wide,
        CellStyle::HeadEnd,
    ];
}

/// A chart of stacked columns, one for each column of a table, with a line for their running total.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SheetChart {
    /// The title.
    pub title: String,
    /// The text alternative.
    pub described: String,
    /// Its upper left cell.
    pub at: (u32, u16),
    /// The sheet with its figures.
    pub sheet: String,
    /// The cells that name the columns.
    pub categories: CellArea,
    /// The series of the stack, lowest first.
    pub parts: Vec<ChartSeries>,
    /// The line.
    pub line: Option<ChartSeries>,
}

/// A series of a chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChartSeries {
    /// The cell with its name.
    pub name: (u32, u16),
    /// Its figures.
    pub values: CellArea,
    /// Its colour, as `0xRRGGBB`.
    pub colour: u32,
}
