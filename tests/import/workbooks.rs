//! Reading workbooks of other programs: the values of cells, what is reported, and malicious files.

#![allow(clippy::format_collect)] // the XML of workbooks is built cell by cell

use std::fmt::Write;

use chrono::NaiveDate;
use groundswell::export::archive::ArchiveWriter;
use groundswell::import::bounds::{self, Bound};
use groundswell::import::reading::{OpenedTable, ReadError, ReadOptions, SourceKind, open};

const SPREADSHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/budget/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn read(bytes: &[u8]) -> OpenedTable {
    read_by(bytes, ReadOptions::default())
}

fn read_by(bytes: &[u8], options: ReadOptions) -> OpenedTable {
    open(bytes, &options, &mut |_| {}).unwrap()
}

fn refused(bytes: &[u8]) -> ReadError {
    open(bytes, &ReadOptions::default(), &mut |_| {}).map(drop).unwrap_err()
}

fn cells(opened: &OpenedTable) -> Vec<Vec<&str>> {
    opened.table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ArchiveWriter::new(NaiveDate::from_ymd_opt(2027, 1, 4).unwrap());
    for (name, text) in parts {
        archive.add(name, text.as_bytes()).unwrap();
    }
    archive.finish().unwrap()
}

/// Builds a workbook. Each sheet is the XML inside its `worksheet` element.
struct Book {
    sheets: Vec<(String, &'static str, String)>,
    texts: String,
    styles: String,
    properties: &'static str,
    spreadsheet: &'static str,
    relations: &'static str,
    targets: &'static str,
    /// Whether all sheets refer to the part of the first.
    is_one_part: bool,
    /// Further parts.
    parts: Vec<(&'static str, String)>,
}

impl Book {
    fn of(rows: &str) -> Book {
        Book {
            sheets: vec![("Budget".into(), "visible", format!("<sheetData>{rows}</sheetData>"))],
            texts: String::new(),
            styles: String::new(),
            properties: "",
            spreadsheet: SPREADSHEET,
            relations: RELATIONS,
            targets: "worksheets/",
            is_one_part: false,
            parts: Vec::new(),
        }
    }

    /// Adds styles with these format codes, numbered from 1.
    fn formats(mut self, codes: &[&str]) -> Book {
        let (mut formats, mut styles) = (String::new(), String::from("<xf numFmtId=\"0\"/>"));
        for (at, code) in codes.iter().enumerate() {
            let id = code.parse().unwrap_or(170 + at);
            let code = code.replace('&', "&amp;").replace('"', "&quot;");
            write!(formats, "<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>").unwrap();
            write!(styles, "<xf numFmtId=\"{id}\"/>").unwrap();
        }
        // A number is the id of a built-in format.
        let formats = if codes[0].parse::<usize>().is_ok() { String::new() } else { formats };
        self.styles = format!(
            "<styleSheet xmlns=\"{SPREADSHEET}\"><numFmts>{formats}</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>\
             <cellXfs>{styles}</cellXfs></styleSheet>"
        );
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let (mut sheets, mut related, mut parts) = (String::new(), String::new(), Vec::new());
        for (at, (name, state, inside)) in self.sheets.iter().enumerate() {
            write!(sheets, "<sheet name=\"{name}\" sheetId=\"{at}\" state=\"{state}\" r:id=\"rId{at}\"/>").unwrap();
            let part = if self.is_one_part { 0 } else { at };
            let (kind, target) = (format!("{}/worksheet", self.relations), format!("{}sheet{part}.xml", self.targets));
            write!(related, "<Relationship Id=\"rId{at}\" Type=\"{kind}\" Target=\"{target}\"/>").unwrap();
            let text = format!("<worksheet xmlns=\"{}\">{inside}</worksheet>", self.spreadsheet);
            parts.push((format!("xl/worksheets/sheet{at}.xml"), text));
        }
        for (kind, text) in [("sharedStrings", &self.texts), ("styles", &self.styles)] {
            if !text.is_empty() {
                let full = format!("{}/{kind}", self.relations);
                write!(related, "<Relationship Id=\"{kind}\" Type=\"{full}\" Target=\"{kind}.xml\"/>").unwrap();
                parts.push((format!("xl/{kind}.xml"), text.clone()));
            }
        }
        let package = "http://schemas.openxmlformats.org/package/2006/relationships";
        let main = format!(
            "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"{}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
            self.relations
        );
        parts.push(("_rels/.rels".into(), main));
        parts.push((
            "xl/workbook.xml".into(),
            format!(
                "<workbook xmlns=\"{}\" xmlns:r=\"{}\">{}<sheets>{sheets}</sheets></workbook>",
                self.spreadsheet, self.relations, self.properties
            ),
        ));
        parts.push((
            "xl/_rels/workbook.xml.rels".into(),
            format!("<Relationships xmlns=\"{package}\">{related}</Relationships>"),
        ));
        parts.extend(self.parts.iter().map(|(name, text)| ((*name).to_owned(), text.clone())));
        let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        archive(&parts)
    }

    fn read(&self) -> OpenedTable {
        read(&self.bytes())
    }

    fn refused(&self) -> ReadError {
        refused(&self.bytes())
    }
}

fn text(place: &str, text: &str) -> String {
    format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
}

// Formulas

#[test]
fn formulas_without_a_stored_value_are_evaluated() {
    let opened = read(&fixture("formulas.xlsx"));
    assert_eq!(cells(&opened)[1..], [["Posters", "4800"], ["Influencer trial", "7200"], ["Booth fee", "5000"]]);
    assert_eq!(opened.detected.kind, SourceKind::Workbook);
    assert_eq!(opened.detected.formulas_computed.count, 2);
    let first = &opened.detected.formulas_computed.first[0];
    assert_eq!((first.place.as_str(), first.text.as_str()), ("B2", "1200*4"));
    assert_eq!(opened.detected.formulas_without_values.count, 0);
}

#[test]
fn dependent_and_shared_formulas_are_evaluated() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>SUM(A2:A5)</f></c><c r=\"B1\"><f>A1*2</f></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>10</v></c><c r=\"B2\"><f t=\"shared\" ref=\"B2:B4\" si=\"0\">A2*$A$2+C2</f></c><c r=\"C2\"><v>1</v></c></row>\
        <row r=\"3\"><c r=\"A3\"><v>20</v></c><c r=\"B3\"><f t=\"shared\" si=\"0\"/></c></row>\
        <row r=\"4\"><c r=\"A4\"><v>30</v></c><c r=\"B4\"><f t=\"shared\" si=\"0\"/></c><c r=\"C4\"><v>5</v></c></row>\
        <row r=\"5\"><c r=\"A5\"><f>B5</f></c><c r=\"B5\"><f>A5</f></c></row>\
        <row r=\"6\"><c r=\"A6\" t=\"str\"><f>IF(FALSE,1,\"\")</f><v></v></c><c r=\"B6\"><v>1</v></c></row>";
    let opened = Book::of(rows).read();
    // A circular reference has no value, and neither have formulas that depend on it.
    assert_eq!(cells(&opened)[0..3], [vec!["10", "101", "1"], vec!["20", "200"], vec!["30", "305", "5"]]);
    let unknown: Vec<&str> =
        opened.detected.formulas_without_values.first.iter().map(|cell| cell.place.as_str()).collect();
    assert_eq!(unknown, ["A1", "B1", "A5", "B5"]);
    assert_eq!(opened.detected.formulas_computed.count, 3);
}

#[test]
fn long_chains_are_evaluated_in_both_directions_within_a_step_limit() {
    let chain = |up: bool| {
        let mut rows = String::new();
        for row in 1..=2_000 {
            let (end, other) = if up { (2_000, row + 1) } else { (1, row - 1) };
            let cell = if row == end { "<v>1</v>".to_owned() } else { format!("<f>A{other}+1</f>") };
            write!(rows, "<row r=\"{row}\"><c r=\"A{row}\">{cell}</c></row>").unwrap();
        }
        Book::of(&rows).read()
    };
    assert_eq!(cells(&chain(false))[1_999], ["2000"]);
    assert_eq!(cells(&chain(true))[0], ["2000"]);
    let mut rows = String::new();
    for row in 1..=9_000 {
        write!(rows, "<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"B{row}\"><f>SUM(A$1:A$9000)</f></c></row>")
            .unwrap();
    }
    let opened = Book::of(&rows).read();
    assert_eq!(cells(&opened)[0], ["1", "9000"]);
    assert!(opened.detected.formulas_without_values.count > 0);
    assert_eq!(opened.detected.formulas_without_values.first.len(), bounds::LISTED_CELLS);
}

#[test]
fn stored_zeros_of_an_uncalculated_workbook_are_recomputed() {
    // As written by programs that leave the calculation to the spreadsheet.
    let rows = "<row r=\"1\"><c r=\"A1\"><v>12</v></c><c r=\"B1\"><f>A1*5</f><v>0</v></c><c r=\"C1\"><f>A1-12</f><v>0</v></c></row>";
    let mut book = Book::of(rows);
    assert_eq!(cells(&book.read()), [["12", "0", "0"]]);
    book.properties = "<calcPr fullCalcOnLoad=\"1\"/>";
    assert_eq!(cells(&book.read()), [["12", "60", "0"]]);
    // A reference to an empty cell is 0, as spreadsheets show it.
    assert_eq!(cells(&Book::of("<row r=\"1\"><c r=\"A1\"><f>Z9</f></c></row>").read()), [["0"]]);
    // One stored value other than 0 shows that the formulas were calculated.
    let rows = rows.replace("</row>", "<c r=\"D1\"><f>Other!A1</f><v>7</v></c></row>");
    book.sheets[0].2 = format!("<sheetData>{rows}</sheetData>");
    assert_eq!(cells(&book.read()), [["12", "0", "0", "7"]]);
}

#[test]
fn unsupported_formulas_are_reported_with_their_cells() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>VLOOKUP(B1,Rates!A:B,2,0)</f></c><c r=\"B1\"><v>5</v></c></row>\
        <row r=\"2\"><c r=\"A2\"><f>A1*2</f></c><c r=\"B2\"><f>1/0</f></c><c r=\"C2\" t=\"e\"><f>B2*2</f><v>#REF!</v></c></row>";
    let opened = Book::of(rows).read();
    let named: Vec<(&str, &str)> = opened
        .detected
        .formulas_without_values
        .first
        .iter()
        .map(|cell| (cell.place.as_str(), cell.text.as_str()))
        .collect();
    assert_eq!(named, [("A1", "VLOOKUP(B1,Rates!A:B,2,0)"), ("A2", "A1*2"), ("B2", "1/0")]);
    assert_eq!(opened.detected.errors.count, 1);
    assert_eq!(opened.detected.errors.first[0].place, "C2");
    assert_eq!(cells(&opened), [vec!["", "5"], vec!["", "", "#REF!"]]);
}

#[test]
fn other_sheets_names_and_tables_are_computed_with() {
    let cell = |place: &str, inside: &str| format!("<c r=\"{place}\">{inside}</c>");
    let formulas = [
        ("A1", "SUM(Costs!A1:A3)"),
        ("B1", "'Costs'!B1*2"),
        ("C1", "A1*rate"),
        ("D1", "SUM(spent)"),
        ("E1", "SUM(Media[Net])"),
        ("F1", "Nowhere!A1+1"),
        ("G1", "unknown*2"),
        ("H1", "Media[Gross]"),
        ("I1", "Costs!D1"),
    ];
    let row: String = formulas.iter().map(|(place, formula)| cell(place, &format!("<f>{formula}</f>"))).collect();
    let mut book = Book::of(&format!("<row r=\"1\">{row}</row>"));
    let costs = "<sheetData><row r=\"1\"><c r=\"A1\"><v>10</v></c><c r=\"B1\"><f>SUM(A1:A3)+C1</f></c><c r=\"D1\"><f>Budget!I1</f></c></row>\
        <row r=\"2\"><c r=\"A2\"><v>20</v></c></row><row r=\"3\" hidden=\"1\"><c r=\"A3\"><v>30</v></c></row>\
        <row r=\"5\"><c r=\"B5\" t=\"inlineStr\"><is><t>Net</t></is></c></row><row r=\"6\"><c r=\"B6\"><v>4</v></c></row>\
        <row r=\"7\"><c r=\"B7\"><f>Media[[#This Row],[Price]]*2</f></c><c r=\"C7\"><v>3</v></c></row>\
        <row r=\"8\"><c r=\"B8\"><v>99</v></c></row></sheetData>";
    book.sheets.push(("Costs".into(), "hidden", costs.to_owned()));
    book.properties = "<definedNames><definedName name=\"Rate\">0.5</definedName><definedName name=\"rate\" localSheetId=\"1\">7</definedName>\
        <definedName name=\"spent\">Costs!$A$1:$A$2</definedName></definedNames>";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    book.parts = vec![
        (
            "xl/worksheets/_rels/sheet1.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}\"><Relationship Id=\"a\" Type=\"{RELATIONS}/table\" Target=\"../tables/table1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/tables/table1.xml",
            format!(
                "<table xmlns=\"{SPREADSHEET}\" id=\"1\" name=\"Media\" displayName=\"Media\" ref=\"B5:C8\" totalsRowCount=\"1\">\
                 <tableColumns count=\"2\"><tableColumn id=\"1\" name=\"Net\"/><tableColumn id=\"2\" name=\"Price\"/></tableColumns></table>"
            ),
        ),
    ];
    let opened = book.read();
    assert_eq!(cells(&opened), [["60", "120", "30", "30", "10"]]);
    let named: Vec<&str> =
        opened.detected.formulas_without_values.first.iter().map(|cell| cell.place.as_str()).collect();
    // No such sheet, no such name, no such column, and two cells that refer to each other.
    assert_eq!(named, ["F1", "G1", "H1", "I1"]);
    // Names that each refer to the next one twice cost more steps than are taken.
    let mut names = String::new();
    for at in 0..25 {
        write!(names, "<definedName name=\"n_{at}\">n_{next}+n_{next}</definedName>", next = at + 1).unwrap();
    }
    names.push_str("<definedName name=\"n_25\">1</definedName>");
    let mut book = Book::of("<row r=\"1\"><c r=\"A1\"><f>n_0</f></c><c r=\"B1\"><v>1</v></c></row>");
    book.properties = Box::leak(format!("<definedNames>{names}</definedNames>").into_boxed_str());
    assert_eq!(book.read().detected.formulas_without_values.count, 1);
}

// Texts

#[test]
fn escaped_characters_are_decoded() {
    let opened = read(&fixture("crlf-from-windows.xlsx"));
    assert_eq!(cells(&opened)[1], ["Poster A1\nboth sides", "800", "Printer: north shop\ncall before 5 pm"]);
    assert_eq!(cells(&opened)[2][2], "literal _x000D_ kept");
}

#[test]
fn shared_strings_keep_spaces_and_rich_text_runs_without_phonetic_guides() {
    let mut book = Book::of(
        "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c><c t=\"s\"><v>99</v></c></row>",
    );
    book.texts = format!(
        "<sst xmlns=\"{SPREADSHEET}\"><si><t xml:space=\"preserve\">  two  </t></si><si><r><t>展</t></r><r><t>架</t></r>\
         <rPh sb=\"0\" eb=\"1\"><t>zhan jia</t></rPh></si><si/><si><t>a_x000a_b &amp; c</t></si></sst>"
    );
    assert_eq!(cells(&book.read()), [["  two  ", "展架", "", "a\nb & c"]]);
}

// How parts are named and written

#[test]
fn parts_are_found_for_every_naming_convention() {
    let opened = read(&fixture("backslash.xlsx"));
    assert!(opened.table.rows.len() > 1);
    let rows = format!("<row r=\"1\">{}<c r=\"B1\"><v>1</v></c></row>", text("A1", "Item"));
    let mut book = Book::of(&rows);
    for targets in ["worksheets/", "/xl/worksheets/", "./worksheets/", "../xl/Worksheets/", "\\xl\\worksheets\\"] {
        book.targets = targets;
        assert_eq!(cells(&book.read()), [["Item", "1"]], "{targets}");
    }
    // The strict dialect.
    book.targets = "worksheets/";
    book.spreadsheet = "http://purl.oclc.org/ooxml/spreadsheetml/main";
    book.relations = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    assert_eq!(cells(&book.read()), [["Item", "1"]]);
}

#[test]
fn prefixed_elements_and_other_kinds_of_cells_are_read() {
    let mut book = Book::of("");
    book.sheets[0].2 = "<x:sheetData xmlns:x=\"a\"><x:row r=\"2\"><x:c r=\"B2\" t=\"b\"><x:v>1</x:v></x:c>\
        <x:c r=\"C2\" t=\"str\"><x:f>A1</x:f><x:v>text</x:v></x:c><x:c r=\"D2\" t=\"d\"><x:v>2027-03-01T00:00:00</x:v></x:c>\
        <x:c><x:v>1.5E3</x:v></x:c></x:row></x:sheetData>"
        .into();
    let opened = book.read();
    assert_eq!(cells(&opened), [["", "TRUE", "text", "2027-03-01", "1500"]]);
    assert_eq!(opened.table.rows[0].number, 2);
}

#[test]
fn number_and_text_cells_are_distinguished() {
    let rows = format!(
        "<row r=\"1\">{}<c><v>1.5</v></c>{}<c s=\"1\"><v>46447</v></c><c t=\"str\"><f>T(C1)</f><v>1.500</v></c>\
         <c><f>B1*2</f></c><c><f>C1&amp;\"\"</f></c><c><f>C1*2</f></c></row>",
        text("A1", "Poster"),
        text("C1", "1.500")
    );
    let opened = Book::of(&rows).formats(&["14"]).read();
    assert_eq!(cells(&opened), [["Poster", "1.5", "1.500", "2027-03-01", "1.500", "3", "1.500"]]);
    let row = &opened.table.rows[0];
    let numbers: Vec<usize> = (0..7).filter(|&column| row.is_number(column)).collect();
    assert_eq!(numbers, [1, 3, 5]);
    // The value of a text with a decimal mark depends on the locale.
    assert_eq!(opened.detected.formulas_without_values.first[0].text, "C1*2");
    let handed_over = OpenedTable::from_bytes(&opened.to_bytes());
    assert_eq!(handed_over.as_ref(), Some(&opened));
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" \
        xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"Plan\"><Table><Row>\
        <Cell><Data ss:Type=\"String\">1.500</Data></Cell><Cell><Data ss:Type=\"Number\">1.5</Data></Cell>\
        </Row></Table></Worksheet></Workbook>";
    let row = &read(xml.as_bytes()).table.rows[0];
    assert_eq!((row.is_number(0), row.is_number(1)), (false, true));
}

// What numbers are shown as

#[test]
fn number_formats_determine_dates_months_and_percentages() {
    let codes =
        ["yyyy\\-mm\\-dd", "mmm\\-yy", "yyyy\"年\"m\"月\"", "0%", "0.0\"万\"", "0,\"k\"", "[$€-407]\\ #,##0", "yyyy"];
    let values = ["46447.5", "46447", "46447", "0.15", "1.5", "1500", "1200", "46447"];
    let mut rows = String::from("<row r=\"1\">");
    for (at, value) in values.iter().enumerate() {
        write!(rows, "<c s=\"{}\"><v>{value}</v></c>", at + 1).unwrap();
    }
    let book = Book::of(&(rows + "</row>")).formats(&codes);
    let shown = ["2027-03-01", "2027-03", "2027-03", "15%", "1.5万", "1500", "€1200", "2027"];
    assert_eq!(cells(&book.read()), [shown]);
    // Built-in formats: 14 is a date, 17 a month, 57 a month in Chinese and a date in Japanese, 9 a percentage.
    let rows = "<row><c s=\"1\"><v>46447</v></c><c s=\"2\"><v>46447</v></c><c s=\"3\"><v>46447</v></c><c s=\"3\"><v>46448</v></c>\
        <c s=\"4\"><v>0.5</v></c></row>";
    let mut book = Book::of(rows).formats(&["14", "17", "57", "9"]);
    assert_eq!(cells(&book.read()), [["2027-03-01", "2027-03", "2027-03", "2027-03-02", "50%"]]);
    book.properties = "<workbookPr date1904=\"1\"/>";
    assert_eq!(cells(&book.read())[0][0], "2031-03-02");
}

#[test]
fn months_stored_as_dates_are_month_headings() {
    use groundswell::import::table::mapping::{ColumnMeaning, Mapping};
    let mut rows = format!("<row r=\"1\">{}", text("A1", "Item"));
    for (column, serial) in [("B1", 46_388), ("C1", 46_419), ("D1", 46_447)] {
        write!(rows, "<c r=\"{column}\" s=\"1\"><v>{serial}</v></c>").unwrap();
    }
    write!(
        rows,
        "</row><row r=\"2\">{}<c r=\"B2\"><v>1</v></c><c r=\"C2\"><v>2</v></c><c r=\"D2\"><v>3</v></c></row>",
        text("A2", "Posters")
    )
    .unwrap();
    let opened = Book::of(&rows).formats(&["mmm\\-yy"]).read();
    assert_eq!(cells(&opened)[0], ["Item", "2027-01", "2027-02", "2027-03"]);
    let mapping = Mapping::guess(&opened.table);
    assert!(mapping.columns[1..].iter().all(|column| column.meaning == ColumnMeaning::Month), "{mapping:?}");
}

// Hidden rows, merged cells, other sheets

#[test]
fn indents_of_labels_are_space_before_them() {
    let rows = ["Row Labels", "Media", "Search", "Brand", "Events", "Grand Total"];
    let styles = [0, 1, 2, 3, 1, 4];
    let row = |(at, (label, style)): (usize, (&str, usize))| {
        let at = at + 1;
        format!(
            "<row r=\"{at}\">{}</row>",
            text(&format!("A{at}"), label).replace("<c ", &format!("<c s=\"{style}\" "))
        )
    };
    let rows: String = rows.into_iter().zip(styles).enumerate().map(row).collect();
    let mut book = Book::of(&rows);
    book.styles = format!(
        "<styleSheet xmlns=\"{SPREADSHEET}\"><cellStyleXfs><xf><alignment indent=\"9\"/></xf></cellStyleXfs><cellXfs><xf/>\
         <xf applyAlignment=\"1\"><alignment horizontal=\"left\"/></xf><xf><alignment horizontal=\"left\" indent=\"1\"/></xf>\
         <xf><alignment indent=\"2\"/></xf><xf><alignment horizontal=\"right\" indent=\"1\"/></xf></cellXfs></styleSheet>"
    );
    let opened = book.read();
    let labels: Vec<&str> = cells(&opened).into_iter().map(|row| row[0]).collect();
    assert_eq!(labels, ["Row Labels", "Media", "  Search", "    Brand", "Events", "Grand Total"]);
}

#[test]
fn hidden_rows_and_columns_are_counted_and_skipped_unless_requested() {
    let mut book = Book::of("");
    let row = |number: usize, hidden: &str| {
        format!(
            "<row r=\"{number}\"{hidden}>{}<c r=\"B{number}\"><v>{number}</v></c><c r=\"C{number}\"><v>9</v></c></row>",
            text(&format!("A{number}"), "x")
        )
    };
    book.sheets[0].2 = format!(
        "<cols><col min=\"3\" max=\"5\" hidden=\"1\" width=\"9\"/></cols><sheetData>{}{}{}{}<row r=\"9\" hidden=\"1\"/></sheetData>",
        row(1, ""),
        row(2, " hidden=\"1\""),
        row(3, " ht=\"0\" customHeight=\"1\""),
        row(4, "")
    );
    let opened = book.read();
    assert_eq!(cells(&opened), [["x", "1"], ["x", "4"]]);
    assert_eq!(
        (opened.detected.hidden_rows, opened.detected.hidden_columns, opened.detected.hidden_taken),
        (2, 1, false)
    );
    let all = read_by(&book.bytes(), ReadOptions { hidden: true, ..ReadOptions::default() });
    assert_eq!(cells(&all).len(), 4);
    assert_eq!(cells(&all)[0], ["x", "1", "9"]);
    assert_eq!((all.detected.hidden_rows, all.detected.hidden_columns, all.detected.hidden_taken), (2, 1, true));
    // A column of no width is hidden too.
    book.sheets[0].2 = book.sheets[0].2.replace("hidden=\"1\" width=\"9\"", "width=\"0\" customWidth=\"1\"");
    assert_eq!(book.read().detected.hidden_columns, 1);
}

#[test]
fn the_sheet_with_line_items_is_opened_first_and_hidden_sheets_are_marked() {
    let line = |item: &str| {
        format!(
            "<sheetData><row r=\"1\">{}{}{}{}</row><row r=\"2\">{}<c><v>2</v></c><c><v>3</v></c><c><v>6</v></c></row><row r=\"3\">{}<c><v>2</v></c><c><v>3</v></c><c><v>6</v></c></row></sheetData>",
            text("A1", "Item"),
            text("B1", "Qty"),
            text("C1", "Unit price"),
            text("D1", "Amount"),
            text("A2", item),
            text("A3", item)
        )
    };
    let summary = format!(
        "<sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}<c><v>99</v></c></row><row r=\"3\">{}<c><v>9</v></c></row></sheetData>",
        text("A1", "Phase"),
        text("B1", "Amount"),
        text("A2", "Seed"),
        text("A3", "Initial")
    );
    let mut book = Book::of("");
    book.sheets = vec![
        ("Summary".into(), "visible", summary),
        ("Old".into(), "hidden", line("old")),
        ("Rates".into(), "veryHidden", line("rates")),
        ("Lines".into(), "visible", line("new")),
    ];
    let opened = book.read();
    assert_eq!(opened.detected.sheet, 3);
    assert_eq!(cells(&opened)[1][0], "new");
    let hidden: Vec<bool> = opened.detected.sheets.iter().map(|sheet| sheet.hidden).collect();
    assert_eq!(hidden, [false, true, true, false]);
    let other = read_by(&book.bytes(), ReadOptions { sheet: Some(1), ..ReadOptions::default() });
    assert_eq!((other.detected.sheet, cells(&other)[1][0]), (1, "old"));
}

#[test]
fn merged_cells_are_recorded_down_and_across() {
    let mut book = Book::of("");
    let rows = format!(
        "<row r=\"1\">{}</row><row r=\"2\"><c r=\"B2\"><v>1</v></c></row><row r=\"3\"><c r=\"B3\"><v>2</v></c></row>",
        text("A1", "x")
    );
    book.sheets[0].2 = format!(
        "<sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:A3\"/><mergeCell ref=\"B1:D1\"/><mergeCell ref=\"C2:D3\"/></mergeCells>"
    );
    let opened = book.read();
    assert_eq!(opened.detected.merged, 3);
    let merges: Vec<_> =
        opened.table.merges.iter().map(|merge| (merge.column, merge.last_column, merge.first, merge.last)).collect();
    assert_eq!(merges, [(0, 0, 1, 3), (1, 3, 1, 1), (2, 3, 2, 3)]);
}

// Files of another kind

#[test]
fn archives_of_other_formats_are_identified() {
    for (parts, error) in [
        (&[("xl/workbook.bin", "x"), ("_rels/.rels", "<a/>")][..], ReadError::BinaryWorkbook),
        (
            &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")],
            ReadError::OpenDocument,
        ),
        (&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")], ReadError::OtherDocument),
        (&[("Index/Document.iwa", "x")], ReadError::Numbers),
        (&[("word/document.xml", "<a/>")], ReadError::OtherDocument),
        (&[("photo.png", "x")], ReadError::NotAWorkbook),
    ] {
        assert_eq!(refused(&archive(parts)), error);
    }
    assert_eq!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"), ReadError::OldWorkbook);
}

// Malicious files

#[test]
fn a_long_text_shared_by_many_cells_is_refused_before_copying() {
    let mut rows = String::new();
    for row in 1..=4_500 {
        write!(rows, "<row r=\"{row}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(10)).unwrap();
    }
    let mut book = Book::of(&rows);
    book.texts = format!("<sst xmlns=\"{SPREADSHEET}\"><si><t>{}</t></si></sst>", "x".repeat(44_000));
    assert_eq!(book.refused(), ReadError::TooLarge(Bound::Text));
}

#[test]
fn an_overlong_cell_is_cut_and_reported() {
    let mut book = Book::of("<row><c t=\"s\"><v>0</v></c></row>");
    book.texts = format!("<sst xmlns=\"{SPREADSHEET}\"><si><t>{}</t></si></sst>", "字".repeat(40_000));
    let opened = book.read();
    assert_eq!(opened.table.rows[0].cells[0].chars().count(), bounds::CELL_CHARACTERS);
    assert_eq!(opened.detected.cells_cut, 1);
}

#[test]
fn many_sheets_of_one_large_part_are_refused() {
    let mut book = Book::of("");
    // Its start is damaged, so that the next sheet is tried.
    book.sheets[0].2 = format!("<sheetData></row>{}", " ".repeat(bounds::PART_BYTES - 1_000));
    book.is_one_part = true;
    for at in 1..200 {
        book.sheets.push((format!("S{at}"), "visible", String::new()));
    }
    assert_eq!(book.refused(), ReadError::TooLarge(Bound::Unpacked));
}

#[test]
fn columns_beyond_the_limit_are_cut_and_reported() {
    let row = |count: usize| format!("<row r=\"1\">{}</row>", "<c><v>1</v></c>".repeat(count));
    let opened = Book::of(&row(bounds::COLUMNS)).read();
    assert_eq!((opened.table.width(), opened.detected.columns_cut), (bounds::COLUMNS, 0));
    let opened = Book::of(&row(10_000)).read();
    assert_eq!((opened.table.width(), opened.detected.columns_cut), (bounds::COLUMNS, 10_000 - bounds::COLUMNS));
    // Too many cells in all.
    let rows: String =
        (1..=2_100).map(|row| format!("<row r=\"{row}\"><c r=\"ALA{row}\"><v>1</v></c></row>")).collect();
    assert_eq!(Book::of(&rows).refused(), ReadError::TooLarge(Bound::Cells));
}

#[test]
fn oversized_merges_are_refused_and_overlapping_ones_count_once() {
    let rows: String = (1..=20_000).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c></row>")).collect();
    let with = |merges: &str| {
        let mut book = Book::of("");
        book.sheets[0].2 = format!("<sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells>");
        book
    };
    let opened = with(&"<mergeCell ref=\"A1:XFD1048576\"/>".repeat(3_000)).read();
    assert_eq!((opened.detected.merged, opened.table.merges.len()), (3_000, 1));
    let wide: String =
        (0..30).map(|at| format!("<mergeCell ref=\"{0}1:{0}20000\"/>", char::from(b'A' + (at % 26)))).collect();
    assert_eq!(with(&wide).refused(), ReadError::TooLarge(Bound::MergedCells));
}

#[test]
fn invalid_references_and_wrong_dimensions_are_tolerated_or_refused() {
    for row in [
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"99999999\"><c r=\"A99999999\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"?\"><v>1</v></c></row>",
        "<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
    ] {
        assert!(matches!(Book::of(row).refused(), ReadError::Damaged(_)), "{row}");
    }
    let mut book = Book::of("");
    book.sheets[0].2 =
        "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"7\"><c r=\"B7\"><v>1</v></c></row></sheetData>".into();
    assert_eq!(cells(&book.read()), [["", "1"]]);
    // Rows are sorted, and a duplicate cell counts once.
    let opened = Book::of("<row r=\"5\"><c r=\"A5\"><v>5</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"A2\"><v>2</v></c></row>").read();
    assert_eq!(cells(&opened), [["2"], ["5"]]);
}

#[test]
fn rows_beyond_the_limit_are_refused() {
    let rows: String = (1..=bounds::ROWS + 1).map(|row| format!("<row r=\"{row}\"><c><v>1</v></c></row>")).collect();
    assert_eq!(Book::of(&rows).refused(), ReadError::TooLarge(Bound::Rows));
}

#[test]
fn zip_bombs_entities_and_deep_nesting_are_refused() {
    let mut book = Book::of("<row r=\"1\"><c><v>1</v></c></row>");
    book.sheets[0].2 = format!("<sheetData>{}</sheetData>", " ".repeat(bounds::PART_BYTES));
    assert_eq!(book.refused(), ReadError::TooLarge(Bound::Unpacked));
    book.sheets[0].2 = "<b>".repeat(100_000);
    assert_eq!(book.refused(), ReadError::TooLarge(Bound::Depth));
    let mut book = Book::of("<row r=\"1\"><c t=\"s\"><v>0</v></c></row>");
    book.texts =
        "<!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c \"&b;&b;&b;\">]><sst><si><t>&c;</t></si></sst>".into();
    assert!(matches!(book.refused(), ReadError::Damaged(_)));
}

#[test]
fn two_parts_of_one_name_are_refused() {
    let bytes = Book::of("<row r=\"1\"><c><v>1</v></c></row>").bytes();
    assert!(open(&bytes, &ReadOptions::default(), &mut |_| {}).is_ok());
    let mut twice = archive(&[
        ("xl/workbook.xml", "<workbook/>"),
        ("xl/_rels/workbook.xml.rels", "<a/>"),
        ("xl/_RELS/workbook.xml.rels", "<a/>"),
    ]);
    assert!(matches!(refused(&twice), ReadError::Damaged(_)));
    twice.truncate(10);
    assert!(matches!(refused(&twice), ReadError::Damaged(_)));
}

#[test]
fn progress_rises_from_zero_to_one() {
    let rows: String = (1..=5_000).map(|row| format!("<row r=\"{row}\"><c><v>{row}</v></c></row>")).collect();
    let mut heard = Vec::new();
    open(&Book::of(&rows).bytes(), &ReadOptions::default(), &mut |done| heard.push(done)).unwrap();
    assert!(heard.len() > 5 && heard.is_sorted() && heard.iter().all(|done| (0.0..=1.0).contains(done)), "{heard:?}");
}

#[test]
fn a_workbook_in_the_old_binary_format_is_read_with_its_dates_percentages_and_long_shared_texts() {
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/import/old-workbook.xls")).unwrap();
    let opened = read(&bytes);
    assert_eq!(opened.detected.kind, SourceKind::Workbook);
    let sheets: Vec<&str> = opened.detected.sheets.iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(sheets, ["Tabelle1", "Leer"]);
    let rows = cells(&opened);
    assert_eq!(rows.len(), 101);
    assert_eq!(rows[0], ["Date", "Likes", "CTR", "Note"]);
    assert_eq!(rows[1], ["2027-01-01", "0", "0%", &"备注000 ".repeat(12)]);
    // The shared texts take several records.
    assert_eq!(rows[100], ["2027-04-10", "3663", "24.75%", &"备注099 ".repeat(12)]);
    assert!(opened.table.rows[1].is_number(1) && !opened.table.rows[1].is_number(3));
    // Cut anywhere or with any byte changed, it is read or refused.
    for end in (0..bytes.len()).step_by(97) {
        let _ = open(&bytes[..end], &ReadOptions::default(), &mut |_| {});
        let mut changed = bytes.clone();
        changed[end] ^= 0x5A;
        let _ = open(&changed, &ReadOptions::default(), &mut |_| {});
    }
}

/// The reader worker leaves old formats to another one, whose answer is what reading in one piece gives.
#[test]
fn old_formats_are_read_by_another_worker() {
    use groundswell::import::all_tables::{OpenedFile, open_all};
    use groundswell::import::reading::{Decoding, OpenedTable, ReadOptions, open};
    use groundswell::import::worker_job::{ReaderJob, decode, run};

    let bytes = std::fs::read("tests/fixtures/import/old-workbook.xls").unwrap();
    let options = ReadOptions::default();
    let written = |job: &ReaderJob| serde_json::to_string(job).unwrap();
    let (table, tables) = (written(&ReaderJob::Table(options.clone())), written(&ReaderJob::Tables(options.clone())));
    for job in [&table, &tables] {
        assert_eq!(run(job, &bytes, &mut |_| {}), Err("\"NeedsDecoder\"".to_owned()));
    }
    let answer = |job: &str| decode(job, &bytes).unwrap();
    assert_eq!((answer(&table)[0], answer(&tables)[0]), (1, 1));
    let one = OpenedTable::from_bytes(&answer(&table)[1..]);
    assert_eq!(one, open(&bytes, &options, &mut |_| {}).ok());
    let all = OpenedFile::from_bytes(&answer(&tables)[1..]);
    assert_eq!(all, open_all(&bytes, &options, &mut |_| {}).ok());
    assert!(one.is_some() && all.is_some());

    let chinese = b"\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n\xD5\xB9\xBC\xDC,1200\n";
    assert_eq!(run(&table, chinese, &mut |_| {}), Err("\"NeedsDecoder\"".to_owned()));
    let decoded = decode(&table, chinese).unwrap();
    let (decoding, text) = Decoding::from_bytes(&decoded[1..]).unwrap();
    assert_eq!((decoded[0], text), (0, "项目,金额\n展架,1200\n".as_bytes()));
    let again = written(&ReaderJob::Table(ReadOptions { decoded: Some(decoding), ..options }));
    let read = run(&again, text, &mut |_| {}).unwrap();
    assert_eq!(OpenedTable::from_bytes(&read), open(chinese, &ReadOptions::default(), &mut |_| {}).ok());
}
