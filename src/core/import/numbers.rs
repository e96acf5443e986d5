//! Numbers as tables have them. How a number is read at all is handed in; what is added here is what only tables have:
//! amounts in parentheses, dashes for nothing, a decimal comma for the whole file, computed digits without end.

use crate::plan::money::Currency;

/// Why a text is no number for its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberFault {
    /// None at all.
    NotANumber,
    /// Readable in two ways.
    Ambiguous,
    /// More decimals than are kept.
    TooManyDecimals,
    /// More than fits.
    TooLarge,
    /// Below zero, where there is nothing below zero.
    Negative,
}

/// Reads a number as a whole number of steps of `10^-decimals`.
pub type ReadNumber = fn(&str, u8) -> Result<i64, NumberFault>;

/// Which mark stands before the decimals.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DecimalMark {
    /// A point: 1,234.56
    #[default]
    Point,
    /// A comma: 1.234,56
    Comma,
}

/// How a table's numbers are read.
#[derive(Debug, Clone, Copy)]
pub struct Numbers {
    /// The reader.
    pub read: ReadNumber,
    /// The mark before decimals.
    pub mark: DecimalMark,
    /// Whether numbers are plain with a point, as a workbook or our own file has them.
    pub plain: bool,
}

/// A number read, and whether digits were cut off for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Read {
    /// In steps of `10^-decimals`.
    pub value: i64,
    /// Not all of its digits were kept.
    pub rounded: bool,
}

impl Numbers {
    /// Reads a cell, with `power` noughts that its heading adds (万元: four). `None` for a cell without a number in it.
    pub fn cell(self, text: &str, decimals: u8, power: u8) -> Result<Option<Read>, NumberFault> {
        let text = text.trim();
        if says_nothing(text) {
            return Ok(None);
        }
        // A number that says 万 itself is not meant to have it from the heading besides. With more decimals read than the
        // result has, 1.5 under 万元 is 15,000.
        let power = if says_its_noughts(text) { 0 } else { power };
        if self.plain
            && let Some(read) = plain(text, decimals + power)
        {
            return read.map(Some);
        }
        let (text, negative) = without_parentheses(text);
        let text = match self.mark {
            DecimalMark::Point if has_comma_behind_point(text) => return Err(NumberFault::Ambiguous),
            DecimalMark::Point => text.to_owned(),
            DecimalMark::Comma => swapped(text),
        };
        let value = (self.read)(&text, decimals + power)?;
        Ok(Some(Read { value: if negative { -value } else { value }, rounded: false }))
    }
}

fn says_its_noughts(text: &str) -> bool {
    text.contains(['万', '亿', '千', 'k', 'K', 'w'])
}

/// Dashes and the like, which people write where there is no number.
pub fn says_nothing(text: &str) -> bool {
    let text = text.trim();
    matches!(
        text,
        "-" | "--" | "—" | "——" | "–" | "/" | "\\" | "无" | "待定" | "n/a" | "N/A" | "NA" | "TBD" | "tbd" | "none"
    ) || text.is_empty()
}

/// Digits with at most one point: exact, and rounded half away from zero where a workbook computed more of them.
fn plain(text: &str, decimals: u8) -> Option<Result<Read, NumberFault>> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || !whole.bytes().chain(fraction.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = usize::from(decimals);
    let rounded = fraction.len() > kept && fraction[kept..].bytes().any(|byte| byte != b'0');
    let up = rounded && fraction.as_bytes()[kept] >= b'5';
    let mut value: i64 = 0;
    for byte in whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(kept)) {
        let Some(next) = value.checked_mul(10).and_then(|tens| tens.checked_add(i64::from(byte - b'0'))) else {
            return Some(Err(NumberFault::TooLarge));
        };
        value = next;
    }
    let Some(value) = value.checked_add(i64::from(up)) else { return Some(Err(NumberFault::TooLarge)) };
    Some(Ok(Read { value: if text.starts_with('-') { -value } else { value }, rounded }))
}

/// Accountants write what is below zero in parentheses.
fn without_parentheses(text: &str) -> (&str, bool) {
    let inner = text.strip_prefix(['(', '（']).and_then(|text| text.strip_suffix([')', '）']));
    inner.map_or((text, false), |inner| (inner.trim(), true))
}

/// 1.234,56: what stands last is the decimal mark, and it is a comma.
pub fn has_comma_behind_point(text: &str) -> bool {
    matches!((text.find('.'), text.rfind(',')), (Some(point), Some(comma)) if point < comma)
}

/// Points for commas and commas for points.
fn swapped(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '.' => ',',
            ',' => '.',
            other => other,
        })
        .collect()
}

/// The mark that most of these numbers can only have: `1.234,56` or `12,5` against `1,234.56` or `12.5`.
pub fn likeliest_mark<'a>(cells: impl Iterator<Item = &'a str>) -> DecimalMark {
    let (mut commas, mut points) = (0, 0);
    for cell in cells {
        let digits_behind =
            |mark| cell.rsplit_once(mark).map_or(0, |(_, rest)| rest.bytes().take_while(u8::is_ascii_digit).count());
        let (comma, point) = (cell.matches(',').count(), cell.matches('.').count());
        match (comma, point) {
            (1, 0) if digits_behind(',') != 3 && digits_behind(',') > 0 => commas += 1,
            (1, _) if has_comma_behind_point(cell) => commas += 1,
            (0, 2..) => commas += 1,
            (_, 1) if digits_behind('.') != 3 || comma > 0 => points += 1,
            (2.., 0) => points += 1,
            _ => {}
        }
    }
    if commas > points { DecimalMark::Comma } else { DecimalMark::Point }
}

/// The currency that a sign or code in the text tells: `US$ 20`, `20 EUR`. A sign that the plan's own currency has is the
/// plan's; `None` where there is neither.
pub fn currency_in(text: &str, home: Currency) -> Option<Currency> {
    // The longer signs first: HK$ holds $.
    const SIGNS: [(&str, &str); 24] = [
        ("HK$", "HKD"),
        ("NT$", "TWD"),
        ("US$", "USD"),
        ("AU$", "AUD"),
        ("A$", "AUD"),
        ("CA$", "CAD"),
        ("C$", "CAD"),
        ("S$", "SGD"),
        ("RMB", "CNY"),
        ("人民币", "CNY"),
        ("美元", "USD"),
        ("美金", "USD"),
        ("欧元", "EUR"),
        ("英镑", "GBP"),
        ("日元", "JPY"),
        ("港币", "HKD"),
        ("港元", "HKD"),
        ("€", "EUR"),
        ("£", "GBP"),
        ("₩", "KRW"),
        ("฿", "THB"),
        ("$", "USD"),
        ("¥", "CNY"),
        ("元", "CNY"),
    ];
    let text = text.replace('￥', "¥").replace('＄', "$");
    let code = text
        .split(|letter: char| !letter.is_ascii_uppercase())
        .filter(|word| word.len() == 3)
        .find_map(Currency::from_code);
    if code.is_some() {
        return code;
    }
    let (sign, code) = SIGNS.into_iter().find(|(sign, _)| text.contains(sign))?;
    let shared = match sign {
        "$" => home.code().ends_with('D') || home.code() == "MXN",
        "¥" => home.code() == "JPY",
        _ => false,
    };
    if shared { Some(home) } else { Currency::from_code(code) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stands in for the real reader: digits and points only.
    fn digits(text: &str, decimals: u8) -> Result<i64, NumberFault> {
        plain(text, decimals).unwrap_or(Err(NumberFault::NotANumber)).map(|read| read.value)
    }

    #[test]
    fn tables_have_numbers_of_their_own_kind() {
        let numbers = Numbers { read: digits, mark: DecimalMark::Point, plain: false };
        let read = |text: &str| numbers.cell(text, 2, 0).map(|read| read.map(|read| read.value));
        assert_eq!(read("—"), Ok(None));
        assert_eq!(read(" "), Ok(None));
        assert_eq!(read("(12.5)"), Ok(Some(-1250)));
        assert_eq!(read("1.234,56"), Err(NumberFault::Ambiguous));
        assert_eq!(numbers.cell("1.5", 2, 4), Ok(Some(Read { value: 1_500_000, rounded: false })));
        let comma = Numbers { mark: DecimalMark::Comma, ..numbers };
        assert_eq!(comma.cell("12,5", 2, 0), Ok(Some(Read { value: 1250, rounded: false })));
        let workbook = Numbers { plain: true, ..comma };
        assert_eq!(workbook.cell("33.3333333333333", 4, 0), Ok(Some(Read { value: 333_333, rounded: true })));
        assert_eq!(workbook.cell("99999999999999999999", 4, 0), Err(NumberFault::TooLarge));
    }

    #[test]
    fn the_mark_is_told_by_numbers_that_can_have_only_one() {
        assert_eq!(likeliest_mark(["1.234,56", "12,5", "100"].into_iter()), DecimalMark::Comma);
        assert_eq!(likeliest_mark(["1,234.56", "12.5", "1,000"].into_iter()), DecimalMark::Point);
        assert_eq!(likeliest_mark(["1,234", "100"].into_iter()), DecimalMark::Point);
    }

    #[test]
    fn a_sign_that_the_plan_shares_is_the_plans() {
        let currency = |code| Currency::from_code(code).unwrap();
        assert_eq!(currency_in("¥1,800", Currency::CNY), Some(Currency::CNY));
        assert_eq!(currency_in("¥1,800", currency("JPY")), Some(currency("JPY")));
        assert_eq!(currency_in("$20", Currency::CNY), Some(currency("USD")));
        assert_eq!(currency_in("$20", currency("SGD")), Some(currency("SGD")));
        assert_eq!(currency_in("HK$20", Currency::CNY), Some(currency("HKD")));
        assert_eq!(currency_in("20 EUR", Currency::CNY), Some(currency("EUR")));
        assert_eq!(currency_in("20", Currency::CNY), None);
    }
}
