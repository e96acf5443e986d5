//! Values of single cells: numbers with multipliers, percentages, durations.
//!
//! ```text
//! 1,234    12,408    1.2万    28.64%    7.8秒    0:00:41    undefined    < 1%
//! ```

use super::found::{FigureErrorKind, Micros};
use crate::import::text::numbers::{NumberError, NumberRules, is_placeholder};
use crate::plan::numbers::rounding::div_half_away;
use crate::text::width::narrow;

/// A parsed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CellValue {
    /// The value: percentages in points, durations in seconds.
    pub value: Micros,
    /// Whether it has a percent sign.
    pub is_percent: bool,
    /// Whether it has more decimals than are read.
    pub rounded: bool,
}

/// What a spreadsheet shows where a formula has nothing to work with.
const NOTHING_COMPUTED: [&str; 4] = ["#N/A", "#DIV/0!", "#NULL!", "#NV"];
/// What is counted, beside a number: 12单, 3人.
const COUNTED: [char; 12] = ['单', '人', '次', '个', '篇', '位', '件', '名', '台', '条', '份', '粉'];

/// The value of a cell, times `10^power` where the cell has no multiplier of its own; `None` for one that says there is none.
///
/// # Errors
/// Fails where the text is not a number, may be one of two, or is a bound such as `< 1%`.
pub(super) fn value(text: &str, rules: NumberRules, power: u8) -> Result<Option<CellValue>, FigureErrorKind> {
    let text = text.trim();
    let is_nothing = |nothing: &str| text.eq_ignore_ascii_case(nothing);
    if is_placeholder(text) || text.bytes().all(|byte| byte == b'-') || NOTHING_COMPUTED.into_iter().any(is_nothing) {
        return Ok(None);
    }
    // Most cells are plain digits.
    if power == 0 && text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole: i64 = text.parse().map_err(|_| FigureErrorKind::Number(NumberError::NotANumber))?;
        return Ok(Some(CellValue { value: whole.saturating_mul(MICROS), is_percent: false, rounded: false }));
    }
    let is_open = |text: &str| text.ends_with(['+', '＋']) && text.starts_with(|letter: char| letter.is_ascii_digit());
    if text.starts_with(['<', '>', '＜', '＞', '≤', '≥', '~', '≈', '约']) || is_open(text) {
        return Err(FigureErrorKind::LessThan);
    }
    if let Some(seconds) = duration(text) {
        return Ok(Some(CellValue { value: seconds, is_percent: false, rounded: false }));
    }
    let (number, per) = match text.strip_suffix(['%', '％']) {
        Some(number) => (number.trim_end(), 1),
        None => text.strip_suffix('‰').map_or((without_counted(text), 0), |number| (number.trim_end(), 10)),
    };
    match rules.nearest(number, MICRO_DECIMALS, if per == 0 { power } else { 0 }) {
        Ok(Some(found)) => {
            let rounded = found.rounded && is_more_than_noise(number, found.value);
            let value = if per > 1 { found.value / per } else { found.value };
            Ok(Some(CellValue { value, is_percent: per > 0, rounded }))
        }
        Ok(None) => Ok(None),
        Err(error) => Err(FigureErrorKind::Number(error)),
    }
}

/// A number without the word for what it counts.
fn without_counted(text: &str) -> &str {
    let number = text.strip_suffix(COUNTED).map(str::trim_end);
    let is_number =
        |number: &&str| number.ends_with(|letter: char| narrow(letter).is_ascii_digit() || "万亿千百".contains(letter));
    number.filter(is_number).unwrap_or(text)
}

/// The power of ten that a heading multiplies its numbers with: four in 花费（万元）, three in Spend (k).
pub(super) fn power_of(heading: &str) -> u8 {
    const POWERS: [(u8, &[&str]); 4] = [
        (3, &["千", "千元", "k", "'000", "000", "000s", "thousand", "thousands", "in thousands", "千次", "千人"]),
        (4, &["万", "万元", "万次", "万人", "萬", "萬元", "w", "wan"]),
        (6, &["百万", "百万元", "m", "mn", "mio", "million", "millions", "in millions"]),
        (8, &["亿", "亿元", "億", "億元"]),
    ];
    let unit = match heading.rsplit_once(['(', '（', '[', '【']) {
        Some((_, unit)) => unit.trim_end_matches([')', '）', ']', '】']).trim(),
        // 花费万元, without parentheses.
        None => match heading.trim().char_indices().rev().nth(1) {
            Some((at, '万' | '千' | '亿')) if heading.trim().ends_with('元') => &heading.trim()[at..],
            _ => return 0,
        },
    };
    let unit: String = unit.chars().map(narrow).flat_map(char::to_lowercase).collect();
    // 万美元, $k, k€, thousand USD
    let unit = unit.trim_matches(|letter: char| letter == ' ' || "$€£¥₩₹".contains(letter));
    let unit = ["usd", "eur", "gbp", "cny", "rmb", "美元", "欧元", "人民币"]
        .iter()
        .find_map(|currency| unit.strip_suffix(currency).or_else(|| unit.strip_prefix(currency)))
        .unwrap_or(unit)
        .trim();
    POWERS.iter().find(|(_, words)| words.contains(&unit)).map_or(0, |(power, _)| *power)
}

/// Whether what was rounded off is more than the noise of a computed number: 0.30000000000000004 is 0.3.
#[allow(clippy::cast_precision_loss)] // about a thousandth of a step
fn is_more_than_noise(text: &str, value: Micros) -> bool {
    text.parse::<f64>().map_or(true, |exact| (exact * 1e6 - value as f64).abs() > 1e-3)
}

/// Decimals of a [`Micros`].
const MICRO_DECIMALS: u8 = 6;
/// One in [`Micros`].
pub(super) const MICROS: Micros = 1_000_000;

/// A duration in seconds: `10.59秒`, 1分20秒, `0:00:41`, `15.2s`.
fn duration(text: &str) -> Option<Micros> {
    let text: String = text.chars().map(narrow).filter(|letter| !letter.is_whitespace()).collect();
    if text.contains(':') {
        let parts: Vec<&str> = text.split(':').collect();
        let is_clock = matches!(parts.len(), 2 | 3) && parts.iter().skip(1).all(|part| part.len() >= 2);
        let [first, rest @ ..] = parts.as_slice() else { return None };
        if !is_clock || !rest.iter().all(|part| seconds(part).is_some_and(|value| value < 60 * MICROS)) {
            return None;
        }
        let first: i64 = first.parse().ok().filter(|first| *first >= 0)?;
        return rest
            .iter()
            .try_fold(first.checked_mul(MICROS)?, |sum, part| sum.checked_mul(60)?.checked_add(seconds(part)?));
    }
    let text = text.to_lowercase();
    let is_unit = text.ends_with(['秒', 's']) || text.ends_with(['分', '时']) || text.ends_with("分钟");
    if !is_unit || !text.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let (mut sum, mut rest) = (0_i64, text.as_str());
    while !rest.is_empty() {
        let end = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let number = seconds(&rest[..end])?;
        rest = &rest[end..];
        let units =
            [("小时", 3_600), ("时", 3_600), ("分钟", 60), ("分", 60), ("秒钟", 1), ("秒", 1), ("sec", 1), ("s", 1)];
        let (unit, factor) = units.into_iter().find(|(unit, _)| rest.starts_with(unit))?;
        sum = sum.checked_add(number.checked_mul(factor)?)?;
        rest = &rest[unit.len()..];
    }
    Some(sum)
}

/// A number of seconds with a point.
fn seconds(text: &str) -> Option<Micros> {
    let rules = NumberRules { plain: true, ..NumberRules::default() };
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    rules.cell(text, MICRO_DECIMALS, 0).ok().flatten().filter(|_| is_plain).map(|number| number.value)
}

/// A value in steps of a figure, rounded, times a factor; `None` beyond 64 bits.
pub(super) fn in_figures(value: Micros, factor: i64) -> Option<i64> {
    i64::try_from(div_half_away(i128::from(value) * i128::from(factor), 100)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::text::numbers::DecimalMark;

    fn read(text: &str) -> Result<Option<(i64, bool)>, FigureErrorKind> {
        let rules = NumberRules { mark: DecimalMark::Point, plain: true };
        value(text, rules, 0).map(|value| value.map(|value| (value.value, value.is_percent)))
    }

    #[test]
    fn cells_are_read_as_platforms_write_them() {
        for (text, millionths, percent) in [
            ("46", 46_000_000, false),
            ("12,408", 12_408_000_000, false),
            ("１２３", 123_000_000, false),
            ("1.2万", 12_000_000_000, false),
            ("-4", -4_000_000, false),
            ("28.64%", 28_640_000, true),
            ("6.50％", 6_500_000, true),
            ("0.106523", 106_523, false),
            ("0.5714285714", 571_429, false),
            ("10.59秒", 10_590_000, false),
            ("15.20s", 15_200_000, false),
            ("1分20秒", 80_000_000, false),
            ("1小时2分3秒", 3_723_000_000, false),
            ("0:00:41", 41_000_000, false),
            ("12:05", 725_000_000, false),
            ("12单", 12_000_000, false),
            ("1.2万 人", 12_000_000_000, false),
            ("１２次", 12_000_000, false),
            ("2.5‰", 250_000, true),
        ] {
            assert_eq!(read(text), Ok(Some((millionths, percent))), "{text}");
        }
    }

    #[test]
    fn missing_is_not_zero_and_a_bound_is_no_value() {
        for text in ["", " ", "-", "--", "undefined", "NAN", "n/a", "—", "#N/A", "#DIV/0!"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        assert_eq!(read("0"), Ok(Some((0, false))));
        for text in ["< 1%", "<1%", "＜1", "10万+", "约300", "500+"] {
            assert_eq!(read(text), Err(FigureErrorKind::LessThan), "{text}");
        }
        for text in ["four", "12 fans", "1:2:3:4", "3:75", "单", "第12单元", "#REF!", "十二单"] {
            assert_eq!(read(text), Err(FigureErrorKind::Number(NumberError::NotANumber)), "{text}");
        }
    }

    #[test]
    fn a_heading_multiplies_its_numbers_unless_a_cell_does() {
        for (heading, power) in [
            ("花费（万元）", 4),
            ("花费(万元)", 4),
            ("花费万元", 4),
            ("GMV（亿元）", 8),
            ("花费（千美元）", 3),
            ("Spend (k)", 3),
            ("Spend ($k)", 3),
            ("Revenue (USD thousands)", 3),
            ("Revenue (in millions)", 6),
            ("Impressions ('000)", 3),
            ("花费（元）", 0),
            ("花费元", 0),
            ("CPM (cost per 1,000 impressions)", 0),
            ("CPC (cost per link click)", 0),
            ("Watch time (hours)", 0),
            ("Engagement rate (%)", 0),
            ("万粉成本", 0),
            ("Spend", 0),
        ] {
            assert_eq!(power_of(heading), power, "{heading}");
        }
        let rules = NumberRules { mark: DecimalMark::Point, plain: true };
        let read = |text, power| value(text, rules, power).unwrap().map(|value| value.value / MICROS);
        assert_eq!(
            [read("1.2", 4), read("3", 4), read("1,200", 3), read("1.2万", 3)],
            [12_000, 30_000, 1_200_000, 12_000].map(Some)
        );
        assert_eq!(read("25%", 4), Some(25), "a share is not multiplied");
    }

    #[test]
    fn the_noise_of_a_computed_number_is_not_said_to_be_rounded() {
        let rounded =
            |text| value(text, NumberRules { mark: DecimalMark::Point, plain: true }, 0).unwrap().unwrap().rounded;
        assert_eq!(["0.30000000000000004", "12.345678", "12.3456789"].map(rounded), [false, false, true]);
    }
}
