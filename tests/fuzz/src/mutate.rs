//! Mutations of a case: of bytes, of a table's cells, of a JSON document's values, of a workbook's parts.

use chrono::NaiveDate;
use fastrand::Rng;
use groundswell::export::archive::ArchiveWriter as Packed;
use groundswell::import::workbook::zip::ZipArchive;
use serde_json::{Map, Value};

/// Texts that are inserted anywhere.
const TOKENS: [&str; 40] = [
    "",
    "\0",
    "\"",
    "\"\"",
    "'",
    ",",
    ";",
    "\t",
    "\r\n",
    "\u{feff}",
    "=1+1",
    "-",
    "(",
    ")",
    "%",
    "\u{202e}",
    "\u{1f468}\u{200d}\u{1f469}",
    "<table>",
    "</tr>",
    "<td rowspan=65000>",
    "<td colspan=99999>",
    "&#x110000;",
    "&amp;",
    "<!--",
    "<![CDATA[",
    "<script>",
    "{",
    "}",
    "[",
    "]",
    "null",
    "1e308",
    "\\u0000",
    "\\ud800",
    "合计",
    "Total",
    "万元",
    "\u{3000}",
    "\u{a0}",
    "sep=|\n",
];

/// Valid, ambiguous and invalid cells.
pub const CELLS: [&str; 56] = [
    "0",
    "-0",
    "1",
    "12",
    "1,234",
    "1.234",
    "1,234.56",
    "1.234,56",
    "1 234,56",
    "1\u{202f}234",
    "1'234.50",
    "(99)",
    "-99",
    "99-",
    "+5",
    "1e3",
    "1E400",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "0.00000000000000000001",
    "1/3",
    "½",
    "１２３",
    "一百二十",
    "3万",
    "1.5亿",
    "12k",
    "3M",
    "¥1,000",
    "$-5",
    "€ 5,-",
    "USD 12",
    "12 %",
    "150%",
    "NaN",
    "inf",
    "#REF!",
    "—",
    "n/a",
    "2027-02-30",
    "2027-13-01",
    "31/12/2026",
    "12/31/2026",
    "1/2/3",
    "1.2.27",
    "0000-00-00",
    "9999-12-31",
    "20277-01-01",
    "-2027-01-01",
    "3月5日",
    "2027年2月",
    "Q3 2027",
    "Mar 5",
    "44927",
    "2958466",
];

/// Ordinary, extreme and invalid dates.
const DAYS: [&str; 14] = [
    "0000-01-01",
    "0001-01-01",
    "1582-10-15",
    "1899-12-31",
    "1970-01-01",
    "2000-02-29",
    "2026-12-31",
    "2027-02-28",
    "2100-03-01",
    "2999-12-31",
    "3027-05-05",
    "9999-12-31",
    "+20277-01-01",
    "2027-02-30",
];

/// A random item of a list, which must not be empty.
pub fn pick<'a, T>(random: &mut Rng, list: &'a [T]) -> &'a T {
    // An empty list would be a bug in this program.
    &list[random.usize(..list.len())]
}

/// A random text of a list.
pub fn text(random: &mut Rng, list: &[&'static str]) -> &'static str {
    list[random.usize(..list.len())]
}

/// Mutates bytes without regard to their meaning.
pub fn bytes(random: &mut Rng, case: &mut Vec<u8>, others: &[Vec<u8>]) {
    for _ in 0..random.usize(1..6) {
        let at = random.usize(..=case.len());
        let end = (at + random.usize(..64)).min(case.len());
        match random.u8(..9) {
            0 if at < case.len() => case[at] ^= 1 << random.u8(..8),
            1 if at < case.len() => case[at] = random.u8(..),
            2 => drop(case.drain(at..end)),
            3 => case.truncate(at),
            4 => {
                let part = case[at..end].to_vec();
                for _ in 0..random.usize(1..40) {
                    case.splice(at..at, part.iter().copied());
                }
            }
            5 => {
                let other = pick(random, others);
                let from = random.usize(..=other.len());
                let to = (from + random.usize(..400)).min(other.len());
                case.splice(at..end, other[from..to].iter().copied());
            }
            6 => drop(case.splice(at..at, text(random, &CELLS).bytes())),
            _ => drop(case.splice(at..at, text(random, &TOKENS).bytes())),
        }
    }
}

/// Mutates rows and cells of delimited text, and sometimes its encoding.
pub fn table(random: &mut Rng, case: &mut Vec<u8>) {
    let Ok(given) = std::str::from_utf8(case) else { return };
    let delimiter = *pick(random, &[',', ';', '\t', '|']);
    let mut rows: Vec<Vec<String>> =
        given.lines().take(400).map(|line| line.split(delimiter).map(str::to_owned).collect()).collect();
    for _ in 0..random.usize(1..8) {
        if rows.is_empty() {
            break;
        }
        let row = random.usize(..rows.len());
        let column = random.usize(..rows[row].len().max(1));
        match random.u8(..8) {
            0..=2 if column < rows[row].len() => text(random, &CELLS).clone_into(&mut rows[row][column]),
            3 => {
                let copy = rows[row].clone();
                for _ in 0..random.usize(1..200) {
                    rows.insert(row, copy.clone());
                }
            }
            4 => drop(rows.remove(row)),
            5 => rows.iter_mut().for_each(|row| {
                if column < row.len() {
                    row.remove(column);
                }
            }),
            6 => {
                let cell = text(random, &CELLS);
                for _ in 0..random.usize(1..300) {
                    rows[row].push(cell.to_owned());
                }
            }
            _ => {
                let other = random.usize(..rows.len());
                rows.swap(row, other);
            }
        }
    }
    let joined: Vec<String> = rows.iter().map(|row| row.join(&delimiter.to_string())).collect();
    let written = joined.join(text(random, &["\n", "\r\n", "\r"]));
    *case = match random.u8(..12) {
        0 => [0xFF, 0xFE].into_iter().chain(written.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        1 => [0xFE, 0xFF].into_iter().chain(written.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
        2 => b"\xEF\xBB\xBF".iter().copied().chain(written.bytes()).collect(),
        _ => written.into_bytes(),
    };
}

/// Mutates a JSON document and keeps it well-formed: extreme values, long lists, swapped parts.
pub fn json(random: &mut Rng, document: &mut Value) {
    for _ in 0..random.usize(1..7) {
        let mut left = random.usize(..count(document).max(1));
        if let Some(value) = nth(document, &mut left) {
            mutate_value(random, value);
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(fields) => fields.values().map(count).sum(),
        _ => 0,
    }
}

fn nth<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| nth(item, left)),
        Value::Object(fields) => fields.values_mut().find_map(|field| nth(field, left)),
        _ => None,
    }
}

fn mutate_value(random: &mut Rng, value: &mut Value) {
    match value {
        Value::Null => *value = Value::from(text(random, &DAYS)),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => *value = extreme_number(random, number.as_i64().unwrap_or(1)),
        Value::String(was) => *value = mutate_text(random, was),
        Value::Array(items) => mutate_list(random, items),
        Value::Object(fields) => mutate_fields(random, fields),
    }
}

fn extreme_number(random: &mut Rng, was: i64) -> Value {
    match random.u8(..14) {
        0 => 0.into(),
        1 => (-1).into(),
        2 => i64::MAX.into(),
        3 => i64::MIN.into(),
        4 => u64::MAX.into(),
        5 => 90_000_000_000_000_i64.into(),
        6 => i32::MAX.into(),
        7 => u32::MAX.into(),
        8 => Value::from(1e300),
        9 => Value::from(0.5),
        10 => random.i64(-1000..1000).into(),
        11 => was.saturating_mul(10_i64.pow(random.u32(..15))).into(),
        12 => was.saturating_neg().into(),
        _ => was.saturating_add(1).into(),
    }
}

fn mutate_text(random: &mut Rng, was: &str) -> Value {
    if NaiveDate::parse_from_str(was, "%Y-%m-%d").is_ok() {
        if random.bool() {
            return Value::from(text(random, &DAYS));
        }
        let near = NaiveDate::from_ymd_opt(2027, 1, 1).and_then(|day| {
            let by = random.i64(-4000..4000);
            day.checked_add_signed(chrono::TimeDelta::days(by))
        });
        return near.map_or(Value::Null, |day| day.to_string().into());
    }
    match random.u8(..8) {
        0 => "".into(),
        1 => "W\u{4e00}".repeat(random.usize(1..4000)).into(),
        2 => text(random, &CELLS).into(),
        3 => was.chars().rev().collect::<String>().into(),
        4 => format!("{was}{}", text(random, &TOKENS)).into(),
        5 => "https://example.com/?a=1&utm_source=x#y".into(),
        6 => was.to_uppercase().into(),
        _ => text(random, &TOKENS).into(),
    }
}

fn mutate_list(random: &mut Rng, items: &mut Vec<Value>) {
    if items.is_empty() {
        return;
    }
    let at = random.usize(..items.len());
    match random.u8(..5) {
        0 => drop(items.remove(at)),
        1 => items.clear(),
        2 => items.reverse(),
        3 => {
            let other = random.usize(..items.len());
            items.swap(at, other);
        }
        _ => {
            let item = items[at].clone();
            for _ in 0..random.usize(1..150) {
                let mut copy = item.clone();
                // Duplicate ids are refused, and most copies should be accepted.
                if let Some(id) = copy.get_mut("id") {
                    *id = Value::from(fresh_id(random));
                }
                items.push(copy);
            }
        }
    }
}

fn fresh_id(random: &mut Rng) -> String {
    const LETTERS: &[u8] = b"0123456789abcdefghjkmnpqrstvwxyz";
    (0..10).map(|_| char::from(*pick(random, LETTERS))).collect()
}

fn mutate_fields(random: &mut Rng, fields: &mut Map<String, Value>) {
    let keys: Vec<String> = fields.keys().cloned().collect();
    if keys.is_empty() {
        return;
    }
    let key = pick(random, &keys);
    match random.u8(..4) {
        0 => drop(fields.remove(key)),
        1 => drop(fields.insert("unknown".into(), Value::from(1))),
        2 => {
            let other = pick(random, &keys);
            if let Some(value) = fields.get(other).cloned() {
                fields.insert(key.clone(), value);
            }
        }
        _ => drop(fields.insert(key.clone(), Value::Null)),
    }
}

/// The parts of a workbook that are text.
const PARTS: [&str; 8] = [
    "[Content_Types].xml",
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",
];

const XML: [&str; 24] = [
    "<row r=\"1048576\">",
    "<row r=\"0\">",
    "<row hidden=\"1\">",
    "<c r=\"XFD1048576\" t=\"s\"><v>0</v></c>",
    "<c r=\"A0\"/>",
    "<c t=\"s\"><v>99999999</v></c>",
    "<c t=\"e\"><v>#REF!</v></c>",
    "<c t=\"b\"><v>1</v></c>",
    "<c t=\"inlineStr\"><is><t>x</t></is></c>",
    "<c><f>A1</f></c>",
    "<c><f>SUM(A1:XFD1048576)</f></c>",
    "<c><v>1e309</v></c>",
    "<c s=\"4294967296\"><v>1</v></c>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "<col min=\"1\" max=\"16384\" hidden=\"1\"/>",
    "<si><t>",
    "</t></si>",
    "<r><t xml:space=\"preserve\"> </t></r>",
    "&#0;",
    "&lol;",
    "<!DOCTYPE x [<!ENTITY lol \"lol\">]>",
    "]]>",
    "date1904=\"1\"",
    "<sheet name=\"x\" sheetId=\"1\" state=\"hidden\" r:id=\"rId1\"/>",
];

/// A workbook with one mutated part, in a valid archive.
pub fn workbook(random: &mut Rng, case: &[u8]) -> Option<Vec<u8>> {
    let archive = ZipArchive::open(case).ok()?;
    let found: Vec<(&str, String)> =
        PARTS.into_iter().filter_map(|name| Some((name, archive.text(name).ok()??))).collect();
    let chosen = random.usize(..found.len().max(1));
    let mut packed = Packed::new(NaiveDate::from_ymd_opt(2027, 1, 1)?);
    for (at, (name, text)) in found.into_iter().enumerate() {
        let text = if at == chosen { xml(random, text) } else { text };
        packed.add(name, text.as_bytes())?;
    }
    packed.finish()
}

/// Mutates an XML text between and within its tags.
fn xml(random: &mut Rng, mut part: String) -> String {
    for _ in 0..random.usize(1..8) {
        let tags: Vec<usize> = part.match_indices('<').map(|(at, _)| at).collect();
        if tags.is_empty() {
            return part;
        }
        let at = *pick(random, &tags);
        let end = tags.iter().copied().find(|end| *end > at).unwrap_or(part.len());
        match random.u8(..6) {
            0 | 1 => part.insert_str(at, text(random, &XML)),
            2 => part.replace_range(at..end, ""),
            3 => {
                let copies = part[at..end].repeat(random.usize(1..500));
                part.insert_str(at, &copies);
            }
            4 => {
                let quotes: Vec<usize> = part[at..end].match_indices('"').map(|(quote, _)| at + quote).collect();
                if let [open, close, ..] = quotes[..] {
                    part.replace_range(open + 1..close, text(random, &CELLS).trim_matches('"'));
                }
            }
            _ => {
                let other = *pick(random, &tags);
                let last = tags.iter().copied().find(|end| *end > other).unwrap_or(part.len());
                let copy = part[other..last].to_owned();
                part.replace_range(at..end, &copy);
            }
        }
    }
    part
}
