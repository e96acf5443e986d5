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
}

/// The value of a cell; `None` for one that says there is none.
///
/// # Errors
/// Fails where the text is not a number, may be one of two, or is a bound such as `< 1%`.
pub(super) fn value(text: &str, rules: NumberRules) -> Result<Option<CellValue>, FigureErrorKind> {
    let text = text.trim();
    if is_placeholder(text) || text.bytes().all(|byte| byte == b'-') {
        return Ok(None);
    }
    // Most cells are plain digits.
    if text.len() <= 12 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        let whole: i64 = text.parse().map_err(|_| FigureErrorKind::Number(NumberError::NotANumber))?;
        return Ok(Some(CellValue { value: whole.saturating_mul(MICROS), is_percent: false }));
    }
    if text.starts_with(['<', '>', '＜', '＞', '≤', '≥', '~', '≈']) {
        return Err(FigureErrorKind::LessThan);
    }
    if let Some(seconds) = duration(text) {
        return Ok(Some(CellValue { value: seconds, is_percent: false }));
    }
    let (number, is_percent) = match text.strip_suffix(['%', '％']) {
        Some(number) => (number.trim_end(), true),
        None => (text, false),
    };
    match rules.cell(number, MICRO_DECIMALS, 0) {
        Ok(Some(number)) => Ok(Some(CellValue { value: number.value, is_percent })),
        Ok(None) => Ok(None),
        Err(error) => Err(FigureErrorKind::Number(error)),
    }
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
        value(text, rules).map(|value| value.map(|value| (value.value, value.is_percent)))
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
        ] {
            assert_eq!(read(text), Ok(Some((millionths, percent))), "{text}");
        }
    }

    #[test]
    fn missing_is_not_zero_and_a_bound_is_no_value() {
        for text in ["", " ", "-", "--", "undefined", "NAN", "n/a", "—"] {
            assert_eq!(read(text), Ok(None), "{text}");
        }
        assert_eq!(read("0"), Ok(Some((0, false))));
        for text in ["< 1%", "<1%", "＜1"] {
            assert_eq!(read(text), Err(FigureErrorKind::LessThan), "{text}");
        }
        for text in ["four", "12 fans", "1:2:3:4", "3:75"] {
            assert_eq!(read(text), Err(FigureErrorKind::Number(NumberError::NotANumber)), "{text}");
        }
    }
}
