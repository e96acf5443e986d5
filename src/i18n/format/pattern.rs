//! Number patterns of a locale as data: signs, marks and group sizes. Knows no browser.
//!
//! The browser's Intl takes numbers as floating point, which money is not. So the pattern is taken from Intl once (from
//! the parts of one sample) and the digits are written here, exactly, for every `i64`, without another call into the
//! browser.

/// The shape of a locale's numbers, or of its amounts in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// Before and after a number that is zero or more.
    pub plain: (String, String),
    /// Before and after a negative number.
    pub negative: (String, String),
    /// Between groups of digits.
    pub group: String,
    /// Before the decimals.
    pub decimal: String,
    /// Digits in the last group; 0 for no groups.
    pub last_group: usize,
    /// Digits in every group before it.
    pub other_groups: usize,
}

impl Default for Pattern {
    /// `-1,234.5`, as English and Chinese write it.
    fn default() -> Self {
        Self {
            plain: (String::new(), String::new()),
            negative: ("-".to_owned(), String::new()),
            group: ",".to_owned(),
            decimal: ".".to_owned(),
            last_group: 3,
            other_groups: 3,
        }
    }
}

impl Pattern {
    /// Reads the shape from what `Intl.NumberFormat.formatToParts` gives for a positive and a
    /// negative sample of seven whole digits and some decimals: pairs of part type and text.
    pub fn from_parts(plain: &[(String, String)], negative: &[(String, String)]) -> Self {
        let mut pattern = Self { plain: around(plain), negative: around(negative), ..Self::default() };
        let groups: Vec<usize> =
            plain.iter().filter(|(kind, _)| kind == "integer").map(|(_, digits)| digits.chars().count()).collect();
        match groups.as_slice() {
            [] | [_] => pattern.last_group = 0,
            [.., before, last] => {
                pattern.last_group = *last;
                pattern.other_groups = if groups.len() > 2 { *before } else { *last };
            }
        }
        for (kind, text) in plain {
            match kind.as_str() {
                "group" => pattern.group.clone_from(text),
                "decimal" => pattern.decimal.clone_from(text),
                _ => {}
            }
        }
        pattern
    }

    /// Writes `mantissa × 10^-decimals` without trailing zeros beyond the first `at_least` decimals.
    ///
    /// ```
    /// use groundswell::i18n::format::pattern::Pattern;
    /// let pattern = Pattern::default();
    /// assert_eq!(pattern.write(-123_450, 2, 2), "-1,234.50");
    /// assert_eq!(pattern.write(123_450, 2, 0), "1,234.5");
    /// assert_eq!(pattern.write(i64::MIN, 0, 0), "-9,223,372,036,854,775,808");
    /// ```
    pub fn write(&self, mantissa: i64, decimals: u8, at_least: u8) -> String {
        let mut digits = mantissa.unsigned_abs().to_string();
        let behind = usize::from(decimals);
        while digits.len() <= behind {
            digits.insert(0, '0');
        }
        let whole = digits.len() - behind;
        let mut end = digits.len();
        while end > whole + usize::from(at_least) && digits.as_bytes()[end - 1] == b'0' {
            end -= 1;
        }
        let (before, after) = if mantissa < 0 { &self.negative } else { &self.plain };
        let mut written = String::with_capacity(before.len() + digits.len() * 2 + after.len());
        written.push_str(before);
        for (at, digit) in digits[..end].chars().enumerate() {
            if at == whole {
                written.push_str(&self.decimal);
            } else if at > 0 && at < whole && self.groups_before(whole - at) {
                written.push_str(&self.group);
            }
            written.push(digit);
        }
        written.push_str(after);
        written
    }

    /// Whether a group ends before the last `left` whole digits.
    fn groups_before(&self, left: usize) -> bool {
        self.last_group > 0
            && left >= self.last_group
            && (left - self.last_group).is_multiple_of(self.other_groups.max(1))
    }
}

/// The texts before the first digit and after the last.
fn around(parts: &[(String, String)]) -> (String, String) {
    let is_number = |part: &&(String, String)| matches!(part.0.as_str(), "integer" | "group" | "decimal" | "fraction");
    let text = |parts: &[(String, String)]| parts.iter().map(|part| part.1.as_str()).collect::<String>();
    let before = parts.iter().take_while(|part| !is_number(part)).count();
    let after = parts.iter().rev().take_while(|part| !is_number(part)).count();
    if before == parts.len() {
        return (String::new(), String::new());
    }
    (text(&parts[..before]), text(&parts[parts.len() - after..]))
}

/// A number rounded to three figures and its power of ten, for short forms: `(188, 0, 3)` is 188 thousand, `(12, 1, 6)`
/// is 1.2 million. Powers are chosen from `steps`, ascending.
pub fn shortened(value: i64, decimals: u8, steps: &[u32]) -> (i64, u8, u32) {
    let unit = 10_i128.pow(u32::from(decimals));
    let value = i128::from(value);
    let mut chosen = 0;
    for &step in steps {
        // Half a step of the shown decimals below the next unit already rounds up to it.
        if value.abs() * 2000 >= unit * 10_i128.pow(step) * 1999 {
            chosen = step;
        }
    }
    let whole = unit * 10_i128.pow(chosen);
    // The number of whole figures decides how many decimals are shown.
    let shown: u8 = u8::from(value.abs() < whole * 100);
    let scale = 10_i128.pow(u32::from(shown));
    let doubled = value.abs() * scale * 2 + whole;
    let cut = doubled / (whole * 2) * value.signum();
    (i64::try_from(cut).unwrap_or(i64::MAX), shown, chosen)
}

/// A no-break space, which keeps a code and its number on one line.
const NO_BREAK: &str = "\u{a0}";

/// An amount in another currency than the plan's: with its code, since both may share a sign.
///
/// ```
/// use groundswell::i18n::format::pattern::coded;
/// assert_eq!(coded("CNY", "250,200"), "CNY\u{a0}250,200");
/// ```
pub fn coded(code: &str, number: &str) -> String {
    [code, NO_BREAK, number].concat()
}

/// A price with four decimals, in units of 10^−4 of the currency, written with all its decimals: in the plan's currency by the pattern and
/// digits of its amounts, in another one with its `code`.
pub fn price(value: i64, code: Option<&str>, home: (&Pattern, u8), number: &Pattern) -> String {
    let (money, digits) = home;
    match code {
        Some(code) => coded(code, &number.write(value, 4, 0)),
        None => money.write(value, 4, if value % 10_000 == 0 { 0 } else { digits }),
    }
}

/// A fraction in percent points, as `mantissa × 10^-decimals`, rounded half away from zero: none from 100 %, one from
/// 5 %, else two decimals, or as many as two significant figures need, at most eight. The mantissa is 0 only for 0.
///
/// ```
/// use groundswell::i18n::format::pattern::percent_points;
/// assert_eq!(percent_points(0.5), (500, 1));
/// assert_eq!(percent_points(0.000_034_5), (35, 4));
/// ```
#[allow(clippy::cast_possible_truncation)] // a float cast saturates
pub fn percent_points(fraction: f64) -> (i64, u8) {
    const MOST: u8 = 8;
    let least = match fraction.abs() {
        all if all >= 1.0 => 0,
        part if part >= 0.05 => 1,
        _ => 2,
    };
    let at = |decimals: u8| (fraction * 100.0 * 10f64.powi(i32::from(decimals))).round() as i64;
    let precise = (least..MOST).map(|decimals| (at(decimals), decimals)).find(|(mantissa, _)| mantissa.abs() >= 10);
    match precise.unwrap_or((at(MOST), MOST)) {
        (0, decimals) if fraction > 0.0 => (1, decimals),
        (0, decimals) if fraction < 0.0 => (-1, decimals),
        precise => precise,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(sign: &str) -> Pattern {
        let mut pattern = Pattern::default();
        (pattern.plain.0, pattern.negative.0) = (sign.to_owned(), "−".to_owned() + sign);
        pattern
    }

    #[test]
    fn yen_and_yuan_share_a_sign_but_are_distinguished() {
        let (yen, number) = (signed("¥"), Pattern::default());
        assert_eq!(price(3_000_000, Some("CNY"), (&yen, 0), &number), "CNY\u{a0}300");
        assert_eq!(price(3_000_000, None, (&yen, 0), &number), "¥300");
        assert_eq!(price(-125_050, Some("CNY"), (&yen, 0), &number), "CNY\u{a0}-12.505");
        assert_eq!(price(355_000, None, (&signed("¥"), 2), &number), "¥35.50");
        assert_eq!(price(1_250, None, (&signed("¥"), 2), &number), "¥0.125");
    }

    #[test]
    fn a_small_change_does_not_read_as_nothing() {
        let written = |fraction| {
            let (mantissa, decimals) = percent_points(fraction);
            Pattern::default().write(mantissa, decimals, 0)
        };
        for (fraction, wanted) in [
            (13.286, "1,329"),
            (0.5, "50"),
            (0.080_87, "8.1"),
            (0.013_6, "1.36"),
            (0.001_05, "0.11"),
            (-0.001_05, "-0.11"),
            (0.000_148, "0.015"),
            (-0.000_002, "-0.0002"),
            (1e-12, "0.00000001"),
            (0.0, "0"),
        ] {
            assert_eq!(written(fraction), wanted, "{fraction}");
        }
    }

    fn parts(text: &[(&str, &str)]) -> Vec<(String, String)> {
        text.iter().map(|(kind, part)| ((*kind).to_owned(), (*part).to_owned())).collect()
    }

    #[test]
    fn takes_the_shape_of_a_sample() {
        let plain = parts(&[
            ("currency", "₹"),
            ("integer", "12"),
            ("group", ","),
            ("integer", "34"),
            ("group", ","),
            ("integer", "567"),
            ("decimal", "."),
            ("fraction", "80"),
        ]);
        let mut negative = plain.clone();
        negative.insert(0, ("minusSign".to_owned(), "-".to_owned()));
        let pattern = Pattern::from_parts(&plain, &negative);
        assert_eq!(pattern.write(123_456_789_012, 2, 2), "₹1,23,45,67,890.12");
        assert_eq!(pattern.write(-5, 2, 2), "-₹0.05");
    }

    #[test]
    fn keeps_signs_behind_the_digits() {
        let plain = parts(&[
            ("integer", "1234567"),
            ("decimal", ","),
            ("fraction", "8"),
            ("literal", "\u{a0}"),
            ("currency", "€"),
        ]);
        let pattern = Pattern::from_parts(&plain, &plain);
        assert_eq!(pattern.write(123_456, 2, 2), "1234,56\u{a0}€");
    }

    #[test]
    fn short_forms_keep_two_or_three_figures() {
        let thousands = &[3, 6, 9];
        assert_eq!(shortened(18_800_000, 2, thousands), (188, 0, 3));
        assert_eq!(shortened(1_250_000, 0, thousands), (13, 1, 6));
        assert_eq!(shortened(-1_250, 0, thousands), (-13, 1, 3));
        assert_eq!(shortened(999, 0, thousands), (999, 0, 0));
        assert_eq!(shortened(999_960, 0, thousands), (10, 1, 6));
        assert_eq!(shortened(120_000, 0, &[4, 8]), (120, 1, 4));
        assert_eq!(shortened(0, 2, thousands), (0, 1, 0));
    }
}
