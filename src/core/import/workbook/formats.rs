//! Classifies number formats: which cells show a date, a month, a percentage, a currency or a multiplier.
//!
//! A format is a code such as `yyyy\-mm;@` (ECMA-376, 18.8.31) or the number of a built-in code.

use quick_xml::events::Event;

use super::super::table::TableError;
use super::xml::{XmlEvents, attribute};
use super::{day_of_serial, plain_number};

/// How a number format shows a number.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum DisplayFormat {
    /// As a number.
    #[default]
    Number,
    /// As a date, with or without a time.
    Day,
    /// As a month of a year.
    Month,
    /// As a month where the date is the first day of one, else as a date. Built-in formats that show a month in one East
    /// Asian language and a date in another.
    MonthOrDay,
    /// As a year.
    Year,
    /// As a percentage.
    Percent,
    /// With a prefix and a suffix that change its meaning: a currency, or a multiplier such as 万.
    Affixed(String, String),
}

impl DisplayFormat {
    /// The text of a number in this format, and whether that differs from the plain number.
    pub(super) fn display_text(&self, value: f64, from_1904: bool) -> (String, bool) {
        let plain = || (plain_number(value), false);
        let day = || day_of_serial(value, from_1904);
        let by = |pattern: &str| day().map_or_else(plain, |day| (day.format(pattern).to_string(), true));
        match self {
            DisplayFormat::Number => plain(),
            DisplayFormat::Day => by("%Y-%m-%d"),
            DisplayFormat::Month => by("%Y-%m"),
            DisplayFormat::MonthOrDay => {
                let is_first = day().is_some_and(|day| chrono::Datelike::day(&day) == 1);
                by(if is_first { "%Y-%m" } else { "%Y-%m-%d" })
            }
            DisplayFormat::Year => by("%Y"),
            DisplayFormat::Percent => (plain_number(value * 100.0) + "%", true),
            DisplayFormat::Affixed(before, after) => (format!("{before}{}{after}", plain_number(value)), true),
        }
    }
}

/// A number format, for readers of other workbooks than `.xlsx` files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::import) struct NumberFormat(DisplayFormat);

impl NumberFormat {
    /// The format of a code with that number.
    pub(in crate::import) fn of(id: u32, code: &str) -> NumberFormat {
        match classify(code) {
            // Built-in currency formats show the currency of the reader's locale, which says nothing about the file.
            DisplayFormat::Affixed(..) if id < 164 => NumberFormat::default(),
            format => NumberFormat(format),
        }
    }

    /// The built-in format with that number.
    pub(in crate::import) fn built_in(id: u32) -> NumberFormat {
        NumberFormat(built_in(id))
    }

    /// The text of a number in this format.
    pub(in crate::import) fn text(&self, value: f64, from_1904: bool) -> String {
        self.0.display_text(value, from_1904).0
    }
}

/// A cell style.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct CellFormat {
    pub(super) format: DisplayFormat,
    /// Indent of its texts from the left, in levels: pivot tables indent their labels so.
    pub(super) indent: usize,
}

/// The most levels of an indent; larger ones are cut to it.
const MAX_INDENT: usize = 15;

/// The cell styles, by their index.
pub(super) fn styles(text: &str, part: &str) -> Result<Vec<CellFormat>, TableError> {
    let (mut formats, mut styles, mut in_cells): (Vec<(u32, DisplayFormat)>, Vec<CellFormat>, _) =
        (Vec::new(), Vec::new(), false);
    let mut events = XmlEvents::new(text, part);
    loop {
        match events.next()? {
            Event::Start(element) | Event::Empty(element) => {
                let number = || attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        formats.push((number(), classify(&code)));
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = number();
                        let own = formats.iter().find(|(known, _)| *known == id).map(|(_, classify)| classify.clone());
                        let format = match own {
                            // Built-in currency formats show the currency of the reader's locale, which says nothing about the file.
                            Some(DisplayFormat::Affixed(..)) if id < 164 => DisplayFormat::Number,
                            Some(classify) => classify,
                            None => built_in(id),
                        };
                        styles.push(CellFormat { format, indent: 0 });
                    }
                    "alignment" if in_cells => {
                        let from_left = attribute(&element, "horizontal").is_none_or(|side| side != "right");
                        let indent = attribute(&element, "indent").and_then(|indent| indent.parse().ok());
                        if let (Some(style), Some(indent), true) = (styles.last_mut(), indent, from_left) {
                            style.indent = MAX_INDENT.min(indent);
                        }
                    }
                    _ => {}
                }
            }
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => in_cells = false,
            Event::Eof => return Ok(styles),
            _ => {}
        }
    }
}

/// The built-in formats; 27 to 36 and 50 to 58 are the East Asian ones.
fn built_in(id: u32) -> DisplayFormat {
    match id {
        9 | 10 => DisplayFormat::Percent,
        17 => DisplayFormat::Month,
        27 | 36 | 50 | 52 | 57 => DisplayFormat::MonthOrDay,
        14..=16 | 22 | 28..=35 | 51 | 53..=56 | 58 => DisplayFormat::Day,
        _ => DisplayFormat::Number,
    }
}

/// The placeholders of a format's first section, which applies to positive numbers.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is one kind of placeholder, independent of the others
struct FormatSection {
    year: bool,
    month: bool,
    day: bool,
    hour: bool,
    second: bool,
    percent: bool,
    /// A digit placeholder.
    digit: bool,
    /// A comma after the last digit: the number is shown in thousands.
    scaled: bool,
    before: String,
    after: String,
}

/// Classifies a format code.
pub(super) fn classify(code: &str) -> DisplayFormat {
    let section = section(code);
    if section.day || section.month || section.year {
        // `m` is a minute beside an hour or a second.
        let is_time = (section.hour || section.second) && !section.day && !section.year;
        return match (section.year, section.month, section.day) {
            _ if is_time => DisplayFormat::Number,
            (_, _, true) => DisplayFormat::Day,
            (_, true, false) => DisplayFormat::Month,
            (_, false, false) => DisplayFormat::Year,
        };
    }
    if section.percent {
        return DisplayFormat::Percent;
    }
    let (before, after) = (section.before.trim(), section.after.trim());
    if !section.digit || section.scaled || !(changes_meaning(before) || changes_meaning(after)) {
        return DisplayFormat::Number;
    }
    let of = |text: &str| if changes_meaning(text) { text.to_owned() } else { String::new() };
    DisplayFormat::Affixed(of(before), of(after))
}

/// Whether a prefix or suffix changes the meaning of a number.
fn changes_meaning(text: &str) -> bool {
    const MEANINGFUL_AFFIXES: [&str; 29] = [
        "万",
        "亿",
        "千",
        "百万",
        "万元",
        "亿元",
        "千元",
        "k",
        "K",
        "w",
        "W",
        "m",
        "M",
        "元",
        "美元",
        "欧元",
        "英镑",
        "日元",
        "港币",
        "港元",
        "人民币",
        "RMB",
        "US$",
        "HK$",
        "NT$",
        "A$",
        "AU$",
        "C$",
        "S$",
    ];
    let is_code = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    MEANINGFUL_AFFIXES.contains(&text) || matches!(text, "$" | "€" | "£" | "¥" | "￥" | "₩" | "฿" | "₹") || is_code
}

fn section(code: &str) -> FormatSection {
    let mut section = FormatSection::default();
    let mut letters = code.chars().peekable();
    let add = |section: &mut FormatSection, letter: char| {
        if section.digit { section.after.push(letter) } else { section.before.push(letter) }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\\' | '!' => {
                if let Some(literal) = letters.next() {
                    // A literal point among digits shows a number in ten thousands: 0!.0,
                    section.scaled |= literal == '.' && section.digit;
                    add(&mut section, literal);
                }
            }
            // Padding by the width of the next character, or filling with it.
            '_' | '*' => {
                letters.next();
            }
            '"' => {
                for literal in letters.by_ref().take_while(|&letter| letter != '"') {
                    add(&mut section, literal);
                }
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|&letter| letter != ']').collect();
                match inside.strip_prefix('$') {
                    // A currency and a locale: [$€-407]
                    Some(sign) => {
                        sign.split('-').next().unwrap_or_default().chars().for_each(|letter| add(&mut section, letter));
                    }
                    None => section.hour |= matches!(inside.chars().next(), Some('h' | 'H' | 'm' | 's')),
                }
            }
            '0' | '#' | '?' => (section.digit, section.scaled) = (true, false),
            // Between digits it groups them.
            ',' => section.scaled |= section.digit,
            'E' | 'e' if section.digit && matches!(letters.peek(), Some('+' | '-')) => {
                letters.next();
            }
            'y' | 'Y' | 'e' | 'g' | 'b' => section.year = true,
            'm' | 'M' => section.month = true,
            'd' | 'D' => section.day = true,
            'h' | 'H' => section.hour = true,
            's' | 'S' => section.second = true,
            '%' => section.percent = true,
            'G' if letters.clone().take(6).eq("eneral".chars()) => {
                letters.by_ref().take(6).for_each(drop);
                section.digit = true;
            }
            'A' | 'a' if letters.clone().take(4).collect::<String>().eq_ignore_ascii_case("M/PM") => {
                letters.by_ref().take(4).for_each(drop);
            }
            ';' => break,
            '$' | '€' | '£' | '¥' | '￥' => add(&mut section, letter),
            _ => {}
        }
    }
    section
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_are_classified() {
        let with = |before: &str, after: &str| DisplayFormat::Affixed(before.to_owned(), after.to_owned());
        for (code, expected) in [
            ("yyyy\\-mm\\-dd", DisplayFormat::Day),
            ("m/d/yy", DisplayFormat::Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", DisplayFormat::Day),
            ("[$-804]d-mmm", DisplayFormat::Day),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", DisplayFormat::Day),
            ("[$-404]e\"年\"m\"月\"d\"日\"", DisplayFormat::Day),
            ("m/d/yy h:mm", DisplayFormat::Day),
            ("mmm\\-yy", DisplayFormat::Month),
            ("mmmm yyyy", DisplayFormat::Month),
            ("yyyy\"年\"m\"月\"", DisplayFormat::Month),
            ("[$-409]mmm\\-yy;@", DisplayFormat::Month),
            ("mmm", DisplayFormat::Month),
            ("m\"月\"", DisplayFormat::Month),
            ("yyyy", DisplayFormat::Year),
            ("General", DisplayFormat::Number),
            ("0.00", DisplayFormat::Number),
            ("#,##0.00_ ", DisplayFormat::Number),
            ("\"day\"0", DisplayFormat::Number),
            ("[Red]#,##0", DisplayFormat::Number),
            ("0.00E+00", DisplayFormat::Number),
            ("h:mm", DisplayFormat::Number),
            ("[h]:mm:ss", DisplayFormat::Number),
            ("mm:ss", DisplayFormat::Number),
            ("h:mm AM/PM", DisplayFormat::Number),
            ("@", DisplayFormat::Number),
            ("0\"篇\"", DisplayFormat::Number),
            ("0%", DisplayFormat::Percent),
            ("0.00%", DisplayFormat::Percent),
            ("0\"万\"", with("", "万")),
            ("#,##0.0\"万元\"", with("", "万元")),
            ("0\\k", with("", "k")),
            // The format shows thousandths; the cell holds the full number.
            ("0,\"k\"", DisplayFormat::Number),
            ("0!.0,\"万\"", DisplayFormat::Number),
            ("¥#,##0.00;[Red]¥-#,##0.00", with("¥", "")),
            ("[$€-407]\\ #,##0.00", with("€", "")),
            ("#,##0\\ [$USD]", with("", "USD")),
            ("_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\)", with("$", "")),
        ] {
            assert_eq!(classify(code), expected, "{code}");
        }
    }
}
