//! What number formats make of a number: a day, a month, a share, an amount in ten thousands.
//!
//! Formats are codes such as `yyyy\-mm;@` (ECMA-376, 18.8.31), or numbers of built-in codes.

use quick_xml::events::Event;

use super::super::table::TableFault;
use super::xml::{Events, attribute};

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// As a number.
    #[default]
    Number,
    /// As a day, perhaps with its time.
    Day,
    /// As a month of a year.
    Month,
    /// As a month where it is the first day of one, else as a day: the format differs between East Asian languages.
    MonthOrDay,
    /// As a year.
    Year,
    /// As a share in hundredths.
    Percent,
    /// With a text before and after it that changes what it means: a currency, ten thousands.
    With(String, String),
}

/// For each cell style, how its numbers are shown.
pub(super) fn styles(text: &str, part: &str) -> Result<Vec<Shown>, TableFault> {
    let (mut formats, mut styles, mut in_cells): (Vec<(u32, Shown)>, _, _) = (Vec::new(), Vec::new(), false);
    let mut events = Events::of(text, part);
    loop {
        match events.next()? {
            Event::Start(element) | Event::Empty(element) => {
                let number = || attribute(&element, "numFmtId").and_then(|id| id.parse().ok()).unwrap_or(0);
                match element.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&element, "formatCode").unwrap_or_default();
                        formats.push((number(), shown(&code)));
                    }
                    "cellXfs" => in_cells = true,
                    "xf" if in_cells => {
                        let id = number();
                        let own = formats.iter().find(|(known, _)| *known == id).map(|(_, shown)| shown.clone());
                        styles.push(match own {
                            // A placeholder for the reader's currency is no currency of the file.
                            Some(Shown::With(..)) if id < 164 => Shown::Number,
                            Some(shown) => shown,
                            None => built_in(id),
                        });
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

/// Formats that need not be written down; 27 to 36 and 50 to 58 are the East Asian ones.
fn built_in(id: u32) -> Shown {
    match id {
        9 | 10 => Shown::Percent,
        17 => Shown::Month,
        27 | 36 | 50 | 52 | 57 => Shown::MonthOrDay,
        14..=16 | 22 | 28..=35 | 51 | 53..=56 | 58 => Shown::Day,
        _ => Shown::Number,
    }
}

/// What a format's first section is made of, which is the one for ordinary numbers.
#[derive(Default)]
#[allow(clippy::struct_excessive_bools)] // each is one kind of placeholder, independent of the others
struct Section {
    year: bool,
    month: bool,
    day: bool,
    hour: bool,
    second: bool,
    percent: bool,
    /// A placeholder of a digit.
    digit: bool,
    /// A comma behind the last digit: a thousandth is shown.
    scaled: bool,
    before: String,
    after: String,
}

/// How a format shows numbers.
pub(super) fn shown(code: &str) -> Shown {
    let section = section(code);
    if section.day || section.month || section.year {
        // Minutes are written as months are.
        let is_time = (section.hour || section.second) && !section.day && !section.year;
        return match (section.year, section.month, section.day) {
            _ if is_time => Shown::Number,
            (_, _, true) => Shown::Day,
            (_, true, false) => Shown::Month,
            (_, false, false) => Shown::Year,
        };
    }
    if section.percent {
        return Shown::Percent;
    }
    let (before, after) = (section.before.trim(), section.after.trim());
    if !section.digit || section.scaled || !(is_telling(before) || is_telling(after)) {
        return Shown::Number;
    }
    let of = |text: &str| if is_telling(text) { text.to_owned() } else { String::new() };
    Shown::With(of(before), of(after))
}

/// Whether a text beside a number changes what it means.
fn is_telling(text: &str) -> bool {
    const TELLING: [&str; 29] = [
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
    TELLING.contains(&text) || matches!(text, "$" | "€" | "£" | "¥" | "￥" | "₩" | "฿" | "₹") || is_code
}

fn section(code: &str) -> Section {
    let mut section = Section::default();
    let mut letters = code.chars().peekable();
    let add = |section: &mut Section, letter: char| {
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
            // As wide as a letter, or filled with it.
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
                    // A currency and a language: [$€-407]
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
    fn formats_tell_days_months_and_numbers() {
        let with = |before: &str, after: &str| Shown::With(before.to_owned(), after.to_owned());
        for (code, expected) in [
            ("yyyy\\-mm\\-dd", Shown::Day),
            ("m/d/yy", Shown::Day),
            ("yyyy\"年\"m\"月\"d\"日\";@", Shown::Day),
            ("[$-804]d-mmm", Shown::Day),
            ("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", Shown::Day),
            ("[$-404]e\"年\"m\"月\"d\"日\"", Shown::Day),
            ("m/d/yy h:mm", Shown::Day),
            ("mmm\\-yy", Shown::Month),
            ("mmmm yyyy", Shown::Month),
            ("yyyy\"年\"m\"月\"", Shown::Month),
            ("[$-409]mmm\\-yy;@", Shown::Month),
            ("mmm", Shown::Month),
            ("m\"月\"", Shown::Month),
            ("yyyy", Shown::Year),
            ("General", Shown::Number),
            ("0.00", Shown::Number),
            ("#,##0.00_ ", Shown::Number),
            ("\"day\"0", Shown::Number),
            ("[Red]#,##0", Shown::Number),
            ("0.00E+00", Shown::Number),
            ("h:mm", Shown::Number),
            ("[h]:mm:ss", Shown::Number),
            ("mm:ss", Shown::Number),
            ("h:mm AM/PM", Shown::Number),
            ("@", Shown::Number),
            ("0\"篇\"", Shown::Number),
            ("0%", Shown::Percent),
            ("0.00%", Shown::Percent),
            ("0\"万\"", with("", "万")),
            ("#,##0.0\"万元\"", with("", "万元")),
            ("0\\k", with("", "k")),
            // The format shows thousandths; the cell holds the full number.
            ("0,\"k\"", Shown::Number),
            ("0!.0,\"万\"", Shown::Number),
            ("¥#,##0.00;[Red]¥-#,##0.00", with("¥", "")),
            ("[$€-407]\\ #,##0.00", with("€", "")),
            ("#,##0\\ [$USD]", with("", "USD")),
            ("_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\)", with("$", "")),
        ] {
            assert_eq!(shown(code), expected, "{code}");
        }
    }
}
