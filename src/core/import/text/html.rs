//! Reads tables in HTML, which many programs write as "Excel export" and spreadsheets put on the clipboard, and workbooks
//! in the XML format of Excel 2003.
//!
//! Used by the reader worker only; the page has its own parser for the clipboard.

use std::collections::BTreeMap;

use html5gum::{DefaultEmitter, HtmlString, Spanned as Attribute, StartTag, Token, Tokenizer};

use crate::import::table::spans::{CellPlacement, SpannedCell};
use crate::import::table::{MAX_COLUMNS, MAX_ROWS, MergedCells, Table, TableError, TableFormat, TableNote, TableRow};

/// A table in the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HtmlTable {
    /// Its caption or the name of its sheet; empty where it has none.
    pub name: String,
    /// The table.
    pub table: Table,
}

/// Kinds of markup.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkupKind {
    /// A web page, or a part of one.
    Page,
    /// A workbook in the XML format of Excel 2003.
    Workbook,
    /// A web page in one file with its pictures (`.mht`), which cannot be read.
    Archive,
    /// XML of some other kind.
    Xml,
}

/// How many bytes of a text are examined to detect markup.
const MAX_DETECTION_BYTES: usize = 4096;
/// Tables nested deeper than this are read as text.
const MAX_TABLE_DEPTH: usize = 16;

/// Whether a text is markup rather than delimited text.
pub fn markup(text: &str) -> Option<MarkupKind> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut end = text.len().min(MAX_DETECTION_BYTES);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = text[..end].to_ascii_lowercase();
    if head.starts_with("mime-version:") || head.starts_with("from: <saved by") {
        return Some(MarkupKind::Archive);
    }
    if !head.starts_with('<') {
        return None;
    }
    let names = |names: &[&str]| names.iter().any(|name| head.contains(name));
    if names(&["urn:schemas-microsoft-com:office:spreadsheet\"", "progid=\"excel.sheet\""]) && !names(&["<html"]) {
        Some(MarkupKind::Workbook)
    } else if names(&["<!doctype html", "<html", "<table", "<tr", "<td", "<head", "<body", "<meta", "<div"]) {
        Some(MarkupKind::Page)
    } else if head.starts_with("<?xml") {
        Some(MarkupKind::Xml)
    } else {
        None
    }
}

/// The non-empty tables of a marked-up text, in order. `hidden` includes rows that the page does not show.
///
/// # Errors
/// Fails where there is no table, or one exceeds a bound.
pub fn tables(text: &str, hidden: bool) -> Result<Vec<HtmlTable>, TableError> {
    let kind = markup(text).unwrap_or(MarkupKind::Page);
    if matches!(kind, MarkupKind::Archive | MarkupKind::Xml) {
        return Err(TableError::WebPage { title: String::new() });
    }
    let mut emitter = DefaultEmitter::default();
    // In XML, elements end only at their end tags.
    emitter.naively_switch_states(kind == MarkupKind::Page);
    let mut reading = HtmlReader {
        hidden,
        form: if kind == MarkupKind::Workbook { TableFormat::Workbook } else { TableFormat::Page },
        ..HtmlReader::default()
    };
    for token in Tokenizer::new_with_emitter(text, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => reading.start(&tag)?,
            Token::EndTag(tag) => reading.end(&tag.name)?,
            Token::String(text) => reading.text(&String::from_utf8_lossy(&text)),
            _ => {}
        }
    }
    reading.finish()
}

/// The index of the table with the most non-empty cells; the first of equal ones.
pub fn largest(tables: &[HtmlTable]) -> Option<usize> {
    let filled = |found: &HtmlTable| -> usize {
        let cells = found.table.rows.iter().flat_map(|row| &row.cells);
        cells.filter(|cell| !cell.trim().is_empty()).count()
    };
    (0..tables.len()).max_by_key(|&at| (filled(&tables[at]), std::cmp::Reverse(at)))
}

/// The state of the parser: open tables and the current position.
#[derive(Default)]
struct HtmlReader {
    form: TableFormat,
    hidden: bool,
    found: Vec<HtmlTable>,
    open: Vec<OpenTable>,
    /// A name of the sheet, for a workbook.
    sheet: String,
    title: String,
    /// The current element outside of cells: a title, a script, a caption.
    text_element: Option<TextElement>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TextElement {
    Title,
    Caption,
    Script,
}

/// An open table.
#[derive(Default)]
struct OpenTable {
    name: String,
    table: Table,
    placing: CellPlacement,
    row: Option<OpenRow>,
    /// The number of rows so far, hidden ones included.
    rows: usize,
    hidden: usize,
    /// The cell being read.
    cell: Option<SpannedCell<HtmlCell>>,
}

#[derive(Default)]
struct HtmlCell {
    text: String,
    /// Whether a workbook marks it as a number.
    is_number: bool,
}

#[derive(Default)]
struct OpenRow {
    cells: Vec<SpannedCell<HtmlCell>>,
    hidden: bool,
}

type Attributes = BTreeMap<HtmlString, Attribute<HtmlString, ()>>;

fn attribute(attributes: &Attributes, name: &str) -> Option<String> {
    attributes.get(name.as_bytes()).map(|value| String::from_utf8_lossy(&value.value).into_owned())
}

fn number(attributes: &Attributes, name: &str) -> Option<usize> {
    attribute(attributes, name)?.trim().parse().ok()
}

fn is_hidden(attributes: &Attributes) -> bool {
    let style =
        attribute(attributes, "style").unwrap_or_default().to_ascii_lowercase().replace(char::is_whitespace, "");
    attributes.contains_key(&b"hidden"[..])
        || style.contains("display:none")
        || number(attributes, "ss:hidden") == Some(1)
}

impl HtmlReader {
    fn start(&mut self, tag: &StartTag<()>) -> Result<(), TableError> {
        let attributes = &tag.attributes;
        match tag.name.as_slice() {
            b"title" => self.text_element = Some(TextElement::Title),
            b"script" | b"style" | b"noscript" if self.form == TableFormat::Page => {
                self.text_element = Some(TextElement::Script);
            }
            b"caption" => self.text_element = Some(TextElement::Caption),
            b"worksheet" => self.sheet = attribute(attributes, "ss:name").unwrap_or_default(),
            b"table" if self.open.len() < MAX_TABLE_DEPTH => {
                self.open.push(OpenTable { name: std::mem::take(&mut self.sheet), ..OpenTable::default() });
            }
            b"tr" | b"row" if self.form == TableFormat::Page || tag.name.as_slice() == b"row" => {
                let index = number(attributes, "ss:index");
                let (form, hidden) = (self.form, self.hidden);
                let open = self.table();
                open.end_row(hidden)?;
                open.skip_to(index);
                open.row = Some(OpenRow { hidden: is_hidden(attributes), ..OpenRow::default() });
                if tag.self_closing && form == TableFormat::Workbook {
                    open.end_row(hidden)?;
                }
            }
            b"td" | b"th" if self.form == TableFormat::Page => {
                let columns = number(attributes, "colspan").unwrap_or(1);
                let rows = number(attributes, "rowspan").unwrap_or(1);
                self.table().begin_cell(columns, rows, None);
            }
            b"cell" if self.form == TableFormat::Workbook => {
                let columns = number(attributes, "ss:mergeacross").unwrap_or(0).saturating_add(1);
                let rows = number(attributes, "ss:mergedown").unwrap_or(0).saturating_add(1);
                let open = self.table();
                open.begin_cell(columns, rows, number(attributes, "ss:index"));
                if tag.self_closing {
                    open.end_cell();
                }
            }
            b"data" if self.form == TableFormat::Workbook => {
                if let Some(cell) = self.open.last_mut().and_then(|open| open.cell.as_mut()) {
                    cell.cell.is_number = attribute(attributes, "ss:type").is_some_and(|kind| kind == "Number");
                }
            }
            b"br" => self.text_as_it_is("\n"),
            b"p" | b"div" | b"li" => self.new_line(),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &[u8]) -> Result<(), TableError> {
        let hidden = self.hidden;
        match name {
            b"title" | b"script" | b"style" | b"noscript" | b"caption" => self.text_element = None,
            b"td" | b"th" | b"cell" => {
                if let Some(open) = self.open.last_mut() {
                    open.end_cell();
                }
            }
            b"tr" | b"row" => {
                if let Some(open) = self.open.last_mut() {
                    open.end_row(hidden)?;
                }
            }
            b"table" => self.end_table()?,
            b"p" | b"div" | b"li" => self.new_line(),
            _ => {}
        }
        Ok(())
    }

    /// The table of the current row. Some programs omit its start tag on the clipboard.
    fn table(&mut self) -> &mut OpenTable {
        if self.open.is_empty() {
            self.open.push(OpenTable::default());
        }
        let last = self.open.len() - 1;
        &mut self.open[last]
    }

    fn text(&mut self, text: &str) {
        match self.text_element {
            Some(TextElement::Title) => self.title.push_str(text),
            Some(TextElement::Caption) => {
                if let Some(open) = self.open.last_mut() {
                    open.name.push_str(text);
                }
            }
            Some(TextElement::Script) => {}
            None => {
                if let Some(cell) = self.open.last_mut().and_then(|open| open.cell.as_mut()) {
                    push_collapsed(text, &mut cell.cell.text, self.form);
                }
            }
        }
    }

    fn text_as_it_is(&mut self, text: &str) {
        if let Some(cell) = self.open.last_mut().and_then(|open| open.cell.as_mut()) {
            let cell = &mut cell.cell.text;
            while cell.ends_with(' ') {
                cell.pop();
            }
            cell.push_str(text);
        }
    }

    /// A paragraph begins or ends.
    fn new_line(&mut self) {
        let cell = self.open.last().and_then(|open| open.cell.as_ref());
        if cell.is_some_and(|cell| !cell.cell.text.trim().is_empty() && !cell.cell.text.ends_with('\n')) {
            self.text_as_it_is("\n");
        }
    }

    fn end_table(&mut self) -> Result<(), TableError> {
        let Some(mut open) = self.open.pop() else { return Ok(()) };
        open.end_row(self.hidden)?;
        let OpenTable { name, mut table, placing, hidden, .. } = open;
        table.form = self.form;
        // Rows are numbered from 1.
        let below = |merge: MergedCells| MergedCells { first: merge.first + 1, last: merge.last + 1, ..merge };
        table.merges = placing.merges().into_iter().map(below).collect();
        if hidden > 0 {
            table.notes.push(TableNote::HiddenRows { count: hidden });
        }
        if !table.rows.is_empty() {
            self.found.push(HtmlTable { name: name.split_whitespace().collect::<Vec<_>>().join(" "), table });
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Vec<HtmlTable>, TableError> {
        while !self.open.is_empty() {
            self.end_table()?;
        }
        if self.found.is_empty() {
            let title = self.title.split_whitespace().collect::<Vec<_>>().join(" ");
            return Err(TableError::WebPage { title: title.chars().take(80).collect() });
        }
        Ok(self.found)
    }
}

impl OpenTable {
    fn begin_cell(&mut self, columns: usize, rows: usize, index: Option<usize>) {
        self.end_cell();
        self.row.get_or_insert_with(OpenRow::default);
        let at = index.map(|index| index.saturating_sub(1));
        self.cell = Some(SpannedCell { cell: HtmlCell::default(), at, columns, rows });
    }

    fn end_cell(&mut self) {
        if let Some(mut cell) = self.cell.take() {
            let text = cell.cell.text.replace('\u{a0}', " ");
            text.trim().clone_into(&mut cell.cell.text);
            if let Some(row) = &mut self.row {
                row.cells.push(cell);
            }
        }
    }

    /// Skips rows that the workbook omits, up to `index`, which counts from 1.
    fn skip_to(&mut self, index: Option<usize>) {
        let Some(index) = index else { return };
        if index > self.rows + 1 && index <= MAX_ROWS * 4 {
            for _ in self.rows + 1..index {
                self.placing.row::<HtmlCell>(Vec::new(), MAX_COLUMNS);
            }
            self.rows = index - 1;
        }
    }

    fn end_row(&mut self, hidden: bool) -> Result<(), TableError> {
        self.end_cell();
        let Some(row) = self.row.take() else { return Ok(()) };
        self.rows += 1;
        let cells = self.placing.row(row.cells, MAX_COLUMNS * 2);
        if row.hidden && cells.iter().any(|cell| !cell.text.trim().is_empty()) {
            self.hidden += 1;
            if !hidden {
                return Ok(());
            }
        }
        let (cells, numbers) = cells.into_iter().map(|cell| (cell.text, cell.is_number)).unzip();
        self.table.push_typed(TableRow { number: self.rows, cells, numbers })
    }
}

/// Appends text with runs of white space collapsed to one space, as a browser displays it.
fn push_collapsed(text: &str, cell: &mut String, form: TableFormat) {
    if form == TableFormat::Workbook {
        cell.push_str(text);
        return;
    }
    for letter in text.chars() {
        if matches!(letter, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
            if !cell.is_empty() && !cell.ends_with([' ', '\n']) {
                cell.push(' ');
            }
        } else {
            cell.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(html: &str) -> Vec<Vec<String>> {
        let tables = tables(html, false).unwrap();
        let largest = largest(&tables).unwrap();
        tables[largest].table.rows.iter().map(|row| row.cells.clone()).collect()
    }

    #[test]
    fn tables_are_read_as_browsers_display_them() {
        for (html, rows) in [
            (
                "<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>",
                vec![vec!["a", "b"], vec!["1", "2"]],
            ),
            // Unclosed tags, in capitals, and attributes without quotes.
            ("<TABLE border=1><TR><TD>a<TD>b<TR><TD>1<TD>2</TABLE>", vec![vec!["a", "b"], vec!["1", "2"]]),
            ("<tr><td>a</td></tr><tr><td>1</td></tr>", vec![vec!["a"], vec!["1"]]),
            // Entities, comments, breaks, tags within.
            (
                "<table><!-- <tr><td>x</td></tr> --><tr><td>A&amp;B &lt;3&gt;&nbsp;&euro;</td><td><b>c</b><i>d</i></td><td>e<br>f</td></tr></table>",
                vec![vec!["A&B <3> €", "cd", "e\nf"]],
            ),
            ("<table><tr><td>\n  a\n  b  </td><td><p>c</p><p>d</p></td></tr></table>", vec![vec!["a b", "c\nd"]]),
            // Excel's own markup around the table.
            (
                "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!-- td {x:y} --></style></head><body>\
                 <table><col width=3><![if !supportMisalignedColumns]><tr height=0 style='display:none'><td>w</td></tr><![endif]>\
                 <tr><td class=xl65 x:num=\"1250.5\">1,250.50</td><td><span style='mso-spacerun:yes'>  </span>x</td></tr></table>",
                vec![vec!["1,250.50", "x"]],
            ),
            // Merged cells.
            (
                "<table><tr><td rowspan=2>a</td><td colspan=\"2\">b</td></tr><tr><td>c</td><td>d</td></tr><tr><td>e</td><td>f</td><td>g</td></tr></table>",
                vec![vec!["a", "b"], vec!["", "c", "d"], vec!["e", "f", "g"]],
            ),
            // A table within another, and the largest of several.
            (
                "<table><tr><td>menu</td><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>\
                 <table><tr><td>foot</td></tr></table>",
                vec![vec!["a", "b"], vec!["1", "2"]],
            ),
            ("<table><script>var x = '<tr><td>no</td></tr>'</script><tr><td>yes</td></tr></table>", vec![vec!["yes"]]),
            ("<table><tr><td>never closed", vec![vec!["never closed"]]),
        ] {
            assert_eq!(read(html), rows, "{html}");
        }
    }

    #[test]
    fn merges_hidden_rows_and_captions_are_kept() {
        let html = "<table><caption>Plan <b>B</b></caption><tr><td>a</td></tr><tr><td rowspan=3>b</td></tr>\
             <tr style='DISPLAY: none'><td>hidden</td></tr></table>";
        let [HtmlTable { name, table }] = &tables(html, false).unwrap()[..] else { panic!() };
        assert_eq!(name, "Plan B");
        assert_eq!(table.merges, [MergedCells { column: 0, last_column: 0, first: 2, last: 3 }]);
        assert_eq!(table.notes, [TableNote::HiddenRows { count: 1 }]);
        assert_eq!(table.rows.len(), 2);
    }

    #[test]
    fn workbooks_in_xml_are_read() {
        let xml = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
            <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
            <Styles><Style ss:ID=\"s1\"/></Styles><Worksheet ss:Name=\"Plan\"><Table><Row><Cell><Data ss:Type=\"String\">Item</Data></Cell>\
            <Cell ss:Index=\"3\"><Data ss:Type=\"String\">Amount</Data></Cell></Row><Row ss:Index=\"4\"><Cell ss:MergeDown=\"1\">\
            <Data ss:Type=\"String\">A &amp; B</Data></Cell><Cell/><Cell><Data ss:Type=\"Number\">1250.5</Data></Cell></Row>\
            <Row><Cell ss:Index=\"3\"><Data ss:Type=\"Number\">7</Data></Cell></Row></Table></Worksheet></Workbook>";
        assert_eq!(markup(xml), Some(MarkupKind::Workbook));
        let [HtmlTable { name, table }] = &tables(xml, false).unwrap()[..] else { panic!() };
        assert_eq!((name.as_str(), table.form), ("Plan", TableFormat::Workbook));
        let rows: Vec<_> = table.rows.iter().map(|row| (row.number, row.cells.join("|"))).collect();
        assert_eq!(rows, [(1, "Item||Amount".into()), (4, "A & B||1250.5".into()), (5, "||7".into())]);
    }

    #[test]
    fn documents_without_a_table_are_identified() {
        for (text, kind) in [
            (
                "<!DOCTYPE html><html><head><title>Log in</title></head><body>Please</body></html>",
                Some(MarkupKind::Page),
            ),
            ("\u{feff}\n<html></html>", Some(MarkupKind::Page)),
            ("MIME-Version: 1.0\nX-Document-Type: Workbook", Some(MarkupKind::Archive)),
            ("<?xml version=\"1.0\"?><feed></feed>", Some(MarkupKind::Xml)),
            ("<3 hearts,Amount\na,1", None),
            ("Item,Amount\n<table>,1", None),
        ] {
            assert_eq!(markup(text), kind, "{text}");
        }
        let error = tables("<html><head><title>Log\n in</title></head><body>Please</body></html>", false);
        assert_eq!(error, Err(TableError::WebPage { title: "Log in".to_owned() }));
    }

    #[test]
    fn wide_and_deep_cells_are_bounded() {
        let row = "<tr><td colspan=1000000 rowspan=1000000>a</td><td>b</td></tr>";
        let html = format!("<table>{}</table>", row.repeat(2000));
        let read = tables(&html, false).unwrap();
        assert!(read[0].table.rows.iter().all(|row| row.cells.len() <= MAX_COLUMNS));
        let deep = "<table><tr><td>".repeat(5000) + "x";
        assert_eq!(tables(&deep, false).unwrap().len(), 1);
    }
}
