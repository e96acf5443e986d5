//! Writes a [`Book`] as Office Open XML. Runs in a worker, as the library is larger than the whole first load of the app.

use rust_xlsxwriter::{
    Chart as Picture, ChartFont, ChartLegendPosition, ChartType, Color, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError,
};

use groundswell_core::export::workbook::book::{
    Book, CellStyle, ChartSeries, Sheet, SheetCell, SheetChart, WIDE, width_of,
};

/// Dates in ISO 8601, so that nobody confuses month and day.
const DATE: &str = "yyyy-mm-dd";
const TIME: &str = "hh:mm";
/// Numbers with thousands separators, a space to the text on their right, and decimals only if they have any.
const WHOLE: &str = "#,##0_-";
const FRACTION: &str = "#,##0.####_-";
const PERCENT: &str = "0.0#%_-";

/// Level of compression: slightly smaller files than the default (6); the highest level takes several times as long.
const COMPRESSION_LEVEL: u8 = 8;
/// Heights of rows, in points.
const LINE_HEIGHT: f64 = 15.0;
const TITLE_HEIGHT: f64 = 22.0;
const MAX_LINES: f64 = 20.0;
/// The code of A4 paper in the file format.
const A4: u8 = 9;
/// The height of an A4 page in portrait without margins, in points.
const UPRIGHT_HEIGHT: f64 = 755.0;
/// The smallest legible scale, in percent: text of 11 points is printed at 6.6 points.
const LEGIBLE_SCALE: f64 = 60.0;
/// The scale of sheets that are wider than a page, in percent.
const SIDE_BY_SIDE_SCALE: u16 = 75;
/// The height of a chart, in points.
const CHART_HEIGHT: f64 = 262.0;

const INK: Color = Color::RGB(0x21_1F1C);
const HEAD: Color = Color::RGB(0xEF_ECE6);
const RULE: Color = Color::RGB(0xA8_A29A);

/// The bytes of the file.
///
/// # Errors
///
/// If the library cannot write the workbook, for example because of an invalid sheet name; the error is its message.
pub fn write(book: &Book) -> Result<Vec<u8>, String> {
    file(book).map_err(|error| error.to_string())
}

fn file(book: &Book) -> Result<Vec<u8>, XlsxError> {
    let (year, month, day) = book.made_on;
    let mut workbook = Workbook::new();
    workbook.set_zip_compression_level(COMPRESSION_LEVEL);
    let made_on = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&book.title)
            .set_creation_datetime(&made_on)
            .set_custom_property("Language", book.language.as_str()),
    );
    let formats = Formats::of(book);
    for sheet in &book.sheets {
        fill(workbook.add_worksheet(), sheet, &formats)?;
    }
    workbook.save_to_buffer()
}

/// The formats of all styles, with and without wrapping.
struct Formats {
    plain: Vec<Format>,
    wrapping: Vec<Format>,
    /// Numbers with a fraction.
    fraction: Format,
}

impl Formats {
    fn of(book: &Book) -> Formats {
        let plain: Vec<Format> = CellStyle::ALL.into_iter().map(|style| format(style, book)).collect();
        let wrapping = plain.iter().map(|format| format.clone().set_text_wrap()).collect();
        Formats { plain, wrapping, fraction: format(CellStyle::Number, book).set_num_format(FRACTION) }
    }

    fn get(&self, style: CellStyle, wraps: bool) -> &Format {
        // `ALL` is in the order of the variants.
        let at = style as usize;
        if wraps { &self.wrapping[at] } else { &self.plain[at] }
    }

    fn number(&self, value: f64, style: CellStyle) -> &Format {
        if style == CellStyle::Number && value.fract() != 0.0 { &self.fraction } else { self.get(style, false) }
    }
}

fn format(style: CellStyle, book: &Book) -> Format {
    let base = Format::new().set_align(FormatAlign::Top).set_font_color(INK);
    let base = if book.font.is_empty() { base } else { base.set_font_name(&book.font) };
    let sum = || base.clone().set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(RULE);
    let head = || {
        let filled = base.clone().set_bold().set_text_wrap().set_background_color(HEAD);
        filled.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE)
    };
    let figure = |format: Format| format.set_align(FormatAlign::Right).set_indent(1);
    match style {
        CellStyle::Body | CellStyle::Wide => base,
        CellStyle::Title => base.set_bold().set_font_size(14),
        CellStyle::Head => head(),
        // The indent separates figures from the text to their right.
        CellStyle::HeadEnd => head().set_align(FormatAlign::Right).set_indent(1),
        CellStyle::Key => base.set_bold(),
        CellStyle::Number => figure(base).set_num_format(WHOLE),
        CellStyle::Money => figure(base).set_num_format(&book.money_format),
        CellStyle::Percent => figure(base).set_num_format(PERCENT),
        CellStyle::Date => base.set_num_format(DATE).set_align(FormatAlign::Left),
        CellStyle::Time => base.set_num_format(TIME).set_align(FormatAlign::Left),
        CellStyle::Sum => sum(),
        CellStyle::SumNumber => figure(sum()).set_num_format(WHOLE),
        CellStyle::SumMoney => figure(sum()).set_num_format(&book.money_format),
    }
}

fn fill(page: &mut Worksheet, sheet: &Sheet, formats: &Formats) -> Result<(), XlsxError> {
    page.set_name(&sheet.name)?;
    for (column, width) in (0..).zip(&sheet.columns) {
        page.set_column_width(column, width.width)?;
    }
    let heights: Vec<f64> = sheet.rows.iter().map(|cells| row_height(cells, sheet)).collect();
    for (row, cells) in (0..).zip(&sheet.rows) {
        if let Some(height) = heights.get(row as usize).filter(|height| **height > LINE_HEIGHT) {
            page.set_row_height(row, *height)?;
        }
        for (column, cell) in (0..).zip(cells) {
            let wraps = sheet.columns.get(usize::from(column)).is_some_and(|column| column.wraps);
            match cell {
                SheetCell::Empty => {}
                SheetCell::Text(text, CellStyle::Wide) => {
                    page.merge_range(row, column, row, column + WIDE - 1, text, formats.get(CellStyle::Wide, true))?;
                }
                SheetCell::Text(text, style) => {
                    // The title extends over the columns to its right.
                    let wraps = wraps && *style != CellStyle::Title;
                    page.write_string_with_format(row, column, text, formats.get(*style, wraps))?;
                }
                SheetCell::Number(value, style) => {
                    page.write_number_with_format(row, column, *value, formats.number(*value, *style))?;
                }
                SheetCell::Formula(formula, value, style) => {
                    let formula = Formula::new(formula).set_result(value.to_string());
                    page.write_formula_with_format(row, column, formula, formats.number(*value, *style))?;
                }
            }
        }
    }
    if sheet.frozen > 0 {
        page.set_freeze_panes(sheet.frozen, 0)?;
        page.set_repeat_rows(0, sheet.frozen - 1)?;
    }
    if let Some((first_row, first_column, last_row, last_column)) = sheet.filter {
        page.autofilter(first_row, first_column, last_row, last_column)?;
    }
    for chart in &sheet.charts {
        page.insert_chart(chart.at.0, chart.at.1, &picture(chart))?;
    }
    page.set_paper_size(A4).set_footer("&L&F&C&A&R&P / &N");
    page.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    if sheet.is_summary {
        let height: f64 = heights.iter().sum::<f64>() + CHART_HEIGHT;
        let is_one_page = height <= UPRIGHT_HEIGHT * 100.0 / LEGIBLE_SCALE;
        page.set_portrait().set_print_fit_to_pages(1, u16::from(is_one_page));
    } else if sheet.is_one_page_wide {
        page.set_landscape().set_print_fit_to_pages(1, 0);
    } else {
        page.set_landscape().set_print_scale(SIDE_BY_SIDE_SCALE).set_repeat_columns(0, 0)?;
    }
    Ok(())
}

/// The height that shows all lines of a row's texts; not all spreadsheets compute it themselves.
fn row_height(cells: &[SheetCell], sheet: &Sheet) -> f64 {
    let one = |(column, cell): (usize, &SheetCell)| match cell {
        SheetCell::Text(_, CellStyle::Title) => TITLE_HEIGHT,
        SheetCell::Text(text, CellStyle::Wide) => LINE_HEIGHT * lines(text, sheet, column, usize::from(WIDE)),
        SheetCell::Text(text, style) => {
            let wraps = matches!(style, CellStyle::Head | CellStyle::HeadEnd)
                || sheet.columns.get(column).is_some_and(|column| column.wraps);
            if wraps { LINE_HEIGHT * lines(text, sheet, column, 1) } else { LINE_HEIGHT }
        }
        SheetCell::Empty | SheetCell::Number(..) | SheetCell::Formula(..) => LINE_HEIGHT,
    };
    cells.iter().enumerate().map(one).fold(LINE_HEIGHT, f64::max)
}

/// The number of lines of a text over this number of columns.
fn lines(text: &str, sheet: &Sheet, column: usize, columns: usize) -> f64 {
    let room: f64 = sheet.columns.iter().skip(column).take(columns).map(|column| column.width).sum();
    // Wrapped lines are rarely full.
    let line = |line: &str| {
        let width = f64::from(u32::try_from(width_of(line)).unwrap_or(u32::MAX));
        (width * 1.1 / room.max(1.0)).ceil().max(1.0)
    };
    text.lines().map(line).sum::<f64>().clamp(1.0, MAX_LINES)
}

fn picture(chart: &SheetChart) -> Picture {
    let mut picture = Picture::new(ChartType::ColumnStacked);
    for part in &chart.parts {
        add(&mut picture, chart, part).set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_solid_fill(rust_xlsxwriter::ChartSolidFill::new().set_color(Color::RGB(part.colour))),
        );
    }
    if let Some(part) = &chart.line {
        let mut line = Picture::new(ChartType::Line);
        add(&mut line, chart, part).set_secondary_axis(true).set_format(
            rust_xlsxwriter::ChartFormat::new()
                .set_line(rust_xlsxwriter::ChartLine::new().set_color(Color::RGB(part.colour)).set_width(2.0)),
        );
        line.y2_axis().set_num_format("#,##0").set_font(ChartFont::new().set_size(8));
        picture.combine(&line);
    }
    // In a long plan, labels of all categories would overlap.
    let labels = chart.categories.3.saturating_sub(chart.categories.1) / 12 + 1;
    picture.x_axis().set_label_interval(labels).set_font(ChartFont::new().set_size(8));
    picture.y_axis().set_num_format("#,##0").set_font(ChartFont::new().set_size(8));
    picture.title().set_name(&chart.title).set_font(ChartFont::new().set_size(12));
    picture.legend().set_position(ChartLegendPosition::Bottom);
    picture.set_width(760).set_height(340).set_alt_text(&chart.described);
    picture
}

fn add<'a>(picture: &'a mut Picture, chart: &SheetChart, part: &ChartSeries) -> &'a mut rust_xlsxwriter::ChartSeries {
    let on = |(first_row, first_column, last_row, last_column): groundswell_core::export::workbook::book::CellArea| {
        (chart.sheet.as_str(), first_row, first_column, last_row, last_column)
    };
    picture
        .add_series()
        .set_name((chart.sheet.as_str(), part.name.0, part.name.1))
        .set_categories(on(chart.categories))
        .set_values(on(part.values))
}
