//! The report as HTML, with classes and SVG attributes only, without styles and scripts, so that the same text complies with
//! the content security policy of the app and works in a self-contained file.

use super::model::{
    Report, ReportBlock, ReportCell, ReportChapter, ReportColumn, ReportFill, ReportPicture, ReportRow, ReportRowKind,
    ReportTable,
};
use super::words::{ReportWord, ReportWords};
use crate::text::markup::push_escaped;

/// The style of the document: the same on screen, in the file and on paper.
pub const STYLE: &str = concat!(include_str!("report.css"), include_str!("report_print.css"));

/// Which parts are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportParts {
    /// The summary and the whole plan.
    #[default]
    Whole,
    /// The summary alone.
    Summary,
}

/// A text as HTML, with its line breaks kept.
pub fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 8);
    push_text(&mut html, text);
    html
}

fn push_text(html: &mut String, text: &str) {
    for (index, line) in text.trim().lines().enumerate() {
        if index > 0 {
            html.push_str("<br/>");
        }
        push_escaped(html, &line.replace('\r', ""));
    }
}

/// Builds the HTML.
struct HtmlWriter {
    html: String,
    /// The level of the title's heading.
    top: u8,
}

impl HtmlWriter {
    fn raw(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn text(&mut self, text: &str) {
        push_text(&mut self.html, text);
    }

    /// An element with a class and a text.
    fn element(&mut self, tag: &str, class: &str, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        self.open(tag, class);
        self.text(text);
        self.close(tag);
    }

    fn open(&mut self, tag: &str, class: &str) {
        for part in ["<", tag] {
            self.raw(part);
        }
        if !class.is_empty() {
            for part in [" class=\"", class, "\""] {
                self.raw(part);
            }
        }
        self.raw(">");
    }

    fn close(&mut self, tag: &str) {
        for part in ["</", tag, ">\n"] {
            self.raw(part);
        }
    }

    /// A heading, `below` levels below the title.
    fn heading(&mut self, below: u8, class: &str, text: &str) {
        let tag = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(self.top + below - 1).min(5)];
        self.element(tag, class, text);
    }

    fn blocks(&mut self, blocks: &[ReportBlock]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &ReportBlock) {
        match block {
            ReportBlock::Heading(text) => self.heading(2, "r-section", text),
            ReportBlock::Subheading(text) => self.heading(3, "r-thing", text),
            ReportBlock::Lead(text) => self.element("p", "r-lead", text),
            ReportBlock::Text(text) => self.element("p", "", text),
            ReportBlock::Small(text) => self.element("p", "r-small", text),
            ReportBlock::Figure(name, figure, about) => {
                self.open("div", "r-figure");
                self.element("p", "r-figure-name", name);
                self.element("p", "r-figure-value", figure);
                self.element("p", "r-figure-about", about);
                self.close("div");
            }
            ReportBlock::Facts(facts) => {
                self.open("dl", "r-facts");
                for (what, said) in facts.iter().filter(|(_, said)| !said.trim().is_empty()) {
                    self.open("div", "");
                    self.element("dt", "", what);
                    self.element("dd", "", said);
                    self.close("div");
                }
                self.close("dl");
            }
            ReportBlock::List(items) => {
                self.open("ul", "r-list");
                for item in items {
                    self.element("li", "", item);
                }
                self.close("ul");
            }
            ReportBlock::Checks(items) => {
                self.open("ul", "r-checks");
                for (done, item) in items {
                    self.open("li", "");
                    self.raw(if *done { "☑ " } else { "☐ " });
                    self.text(item);
                    self.close("li");
                }
                self.close("ul");
            }
            ReportBlock::Table(table) if table.dense => {
                self.open("div", "r-dense");
                self.table(table);
                self.close("div");
            }
            ReportBlock::Table(table) => self.table(table),
            ReportBlock::Picture(picture) => self.picture(picture),
            ReportBlock::Beside(one, other) => {
                self.open("div", "r-beside");
                for blocks in [one, other] {
                    self.open("div", "");
                    self.blocks(blocks);
                    self.close("div");
                }
                self.close("div");
            }
            ReportBlock::Signature(lines) => {
                self.open("div", "r-signature");
                for line in lines {
                    self.element("p", "", line);
                }
                self.close("div");
            }
        }
    }

    fn table(&mut self, table: &ReportTable) {
        self.open("table", "r-table");
        self.element("caption", "r-unseen", &table.label);
        self.raw("<thead><tr>");
        for column in &table.columns {
            let class = class_of(column, has_long_word(&column.head));
            for part in ["<th scope=\"col\"", class, ">"] {
                self.raw(part);
            }
            self.text(&column.head);
            self.raw("</th>");
        }
        self.raw("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(table, row);
        }
        self.raw("</tbody>");
        self.close("table");
    }

    fn row(&mut self, table: &ReportTable, row: &ReportRow) {
        let class = match row.kind {
            ReportRowKind::Plain => "",
            ReportRowKind::Heading => "r-over",
            ReportRowKind::Subtotal => "r-subtotal",
            ReportRowKind::Total => "r-total",
        };
        self.open("tr", class);
        if row.kind == ReportRowKind::Heading {
            let span = table.columns.len().to_string();
            let long = row.cells.iter().any(|cell| has_long_word(&cell.text) || has_long_word(&cell.below));
            let class = if long { "\" class=\"r-long\">" } else { "\">" };
            for part in ["<th scope=\"rowgroup\" colspan=\"", &span, class] {
                self.raw(part);
            }
            for cell in &row.cells {
                self.cell(cell);
            }
            self.raw("</th>");
        } else {
            for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
                let tag = if at == 0 { "th" } else { "td" };
                self.raw("<");
                self.raw(tag);
                if at == 0 {
                    self.raw(" scope=\"row\"");
                } else if !cell.text.is_empty() {
                    // On a narrow screen, each cell shows its heading.
                    self.raw(" data-head=\"");
                    self.text(&column.head);
                    self.raw("\"");
                }
                self.raw(class_of(column, has_long_word(&cell.text) || has_long_word(&cell.below)));
                self.raw(">");
                self.cell(cell);
                for part in ["</", tag, ">"] {
                    self.raw(part);
                }
            }
        }
        self.close("tr");
    }

    fn cell(&mut self, cell: &ReportCell) {
        if let Some(fill) = cell.fill {
            self.patch(fill);
        }
        self.text(&cell.text);
        if !cell.below.trim().is_empty() {
            self.raw("<small>");
            self.text(&cell.below);
            self.raw("</small>");
        }
    }

    /// A swatch of a fill, beside its label.
    fn patch(&mut self, fill: ReportFill) {
        if fill.is_line() || fill == ReportFill::Band {
            let shape = if fill.is_line() {
                "<line x1=\"0\" x2=\"100%\" y1=\"50%\" y2=\"50%\" class=\""
            } else {
                "<rect width=\"100%\" height=\"100%\" class=\""
            };
            for part in ["<svg class=\"r-patch\" aria-hidden=\"true\">", shape, fill.class(), "\"/></svg>"] {
                self.raw(part);
            }
            return;
        }
        for part in [
            "<svg class=\"r-patch\" aria-hidden=\"true\"><rect class=\"",
            fill.class(),
            "\" fill=\"",
            &paint(fill),
            "\" width=\"100%\" height=\"100%\"/></svg>",
        ] {
            self.raw(part);
        }
    }

    /// The patterns of all charts and swatches.
    fn patterns(&mut self) {
        self.raw("<svg class=\"r-unseen\" aria-hidden=\"true\" width=\"0\" height=\"0\"><defs>");
        for fill in ReportFill::ALL {
            for part in [
                "<pattern id=\"",
                &pattern_id(fill),
                "\" class=\"",
                fill.class(),
                "\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\"><rect width=\"6\" height=\"6\"/>",
            ] {
                self.raw(part);
            }
            if let Some(lines) = fill.hatch() {
                for part in ["<path d=\"", lines, "\"/>"] {
                    self.raw(part);
                }
            }
            self.raw("</pattern>");
        }
        self.raw("</defs></svg>\n");
    }

    fn picture(&mut self, picture: &ReportPicture) {
        self.open("figure", "r-picture");
        self.raw("<svg role=\"img\" aria-label=\"");
        self.text(&picture.label);
        for part in ["\" width=\"100%\" height=\"", &picture.height.to_string(), "\">", &picture.shapes, "</svg>\n"] {
            self.raw(part);
        }
        if !picture.legend.is_empty() {
            self.open("ul", "r-legend");
            for (fill, words) in &picture.legend {
                self.raw("<li>");
                self.patch(*fill);
                self.text(words);
                self.raw("</li>");
            }
            self.close("ul");
        }
        self.close("figure");
    }

    fn contents(&mut self, report: &Report) {
        self.raw("<nav class=\"r-contents r-page\" aria-labelledby=\"report-contents\">\n");
        let tag = if self.top == 1 { "h2" } else { "h3" };
        for part in ["<", tag, " class=\"r-chapter\" id=\"report-contents\">"] {
            self.raw(part);
        }
        self.text(&report.contents);
        self.close(tag);
        self.raw("<ol>\n");
        for chapter in &report.chapters {
            for part in ["<li><a href=\"#", &chapter.id, "\">"] {
                self.raw(part);
            }
            self.text(&chapter.title);
            self.raw("</a> ");
            self.element("small", "", &chapter.about);
            self.raw("</li>\n");
        }
        self.raw("</ol></nav>\n");
    }

    fn chapter(&mut self, number: usize, chapter: &ReportChapter) {
        self.open("section", "r-part");
        let tag = if self.top == 1 { "h2" } else { "h3" };
        for part in ["<", tag, " class=\"r-chapter\" id=\"", &chapter.id, "\">"] {
            self.raw(part);
        }
        for part in ["<span class=\"r-number\">", &number.to_string(), "</span> "] {
            self.raw(part);
        }
        self.text(&chapter.title);
        self.close(tag);
        self.blocks(&chapter.blocks);
        self.close("section");
    }
}

/// Whether a text has a word that is too long for a column, such as an address. Only such words are broken, to leave room
/// for the figures beside them.
fn has_long_word(text: &str) -> bool {
    /// Longer than ordinary words of the app's languages, and than every amount.
    const LONGEST: usize = 22;
    // Scripts from this code point on allow line breaks between any two characters.
    let is_long =
        |word: &str| word.len() > LONGEST && word.chars().filter(|letter| *letter < '\u{2e80}').count() > LONGEST;
    text.split_whitespace().any(is_long)
}

/// The class attribute of a cell; `long` if it has a word that must be broken.
fn class_of(column: &ReportColumn, long: bool) -> &'static str {
    match (column.figures, column.short, long) {
        (true, _, false) => " class=\"r-num\"",
        (true, _, true) => " class=\"r-num r-long\"",
        (_, true, false) => " class=\"r-short\"",
        (_, _, true) => " class=\"r-long\"",
        _ => "",
    }
}

/// The id of a fill's pattern.
fn pattern_id(fill: ReportFill) -> String {
    ["report-", fill.class()].concat()
}

/// The `fill` of a shape.
pub(super) fn paint(fill: ReportFill) -> String {
    ["url(#", &pattern_id(fill), ")"].concat()
}

/// The report as an `article` element, whose title is a heading of level `top`, 1 to 3.
pub fn body(report: &Report, parts: ReportParts, top: u8) -> String {
    let mut out = HtmlWriter { html: String::with_capacity(64 * 1024), top: top.clamp(1, 3) };
    out.open("article", "report");
    out.patterns();
    out.raw("<header class=\"r-head\">\n");
    out.element("p", "r-kind", &report.kind);
    out.heading(0, "r-title", &report.title);
    out.element("p", "r-edition", &report.edition);
    out.raw("</header>\n<div class=\"r-summary\">\n");
    // In the summary, sections are directly below the title.
    out.top -= 1;
    out.blocks(&report.summary);
    out.top += 1;
    out.close("div");
    if parts == ReportParts::Whole && !report.chapters.is_empty() {
        out.contents(report);
        for (at, chapter) in report.chapters.iter().enumerate() {
            out.chapter(at + 1, chapter);
        }
    }
    out.close("article");
    out.html
}

/// The style of the headers and footers of printed pages, which contain the plan's name.
pub fn page_style(report: &Report) -> String {
    let title = css_string(&report.title);
    let edition = css_string(&report.edition);
    [
        "@page{@top-left{content:",
        &title,
        "}@bottom-left{content:",
        &edition,
        "}@bottom-right{content:counter(page) \" / \" counter(pages)}}@page:first{@top-left{content:none}}",
    ]
    .concat()
}

/// A text as a CSS string, escaped so that it is also safe in a `style` element.
fn css_string(text: &str) -> String {
    let mut css = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '<' | '>' | '&' | '\n' | '\r' | '\0' | '\u{c}' => {
                css.push('\\');
                let code = u32::from(letter).max(1);
                for shift in [4, 0] {
                    css.push(char::from_digit((code >> shift) & 15, 16).unwrap_or('0'));
                }
                css.push(' ');
            }
            other => css.push(other),
        }
    }
    css.push('"');
    css
}

/// The report as a self-contained file: no script, no request, with its style inline.
pub fn page(report: &Report, parts: ReportParts, words: &dyn ReportWords) -> String {
    let mut html = String::from("<!doctype html>\n<html lang=\"");
    for part in [
        words.say(ReportWord::LanguageTag),
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n",
        "<meta name=\"referrer\" content=\"no-referrer\">\n<title>",
        &escaped(&report.title),
        "</title>\n<style>\n",
        STYLE,
        &page_style(report),
        "\n</style>\n</head>\n<body class=\"report-alone\">\n<main>\n",
        &body(report, parts, 1),
        "</main>\n</body>\n</html>\n",
    ] {
        html.push_str(part);
    }
    html
}
